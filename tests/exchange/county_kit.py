"""Making small county tables and reading them: shared by the tests of real layouts."""

from pathlib import Path

from openpyxl import Workbook

from ducha_desktop.exchange.reader import read_ledger
from ducha_desktop.services.drafts import DraftRow, ReadLedger

Rows = list[list[object]]


def xlsx(path: Path, rows: Rows, merges: tuple[str, ...] = (), name: str = "台账") -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = name
    fill(sheet, rows)
    for area in merges:
        sheet.merge_cells(area)
    book.save(path)
    return path


def fill(sheet, rows: Rows) -> None:
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value not in ("", None):
                sheet.cell(number, column, value)


def read(path: Path, rows: Rows, merges: tuple[str, ...] = (), name: str = "台账") -> ReadLedger:
    return read_ledger(xlsx(path / "台账.xlsx", rows, merges, name))


def words(ledger: ReadLedger) -> list[dict[str, str]]:
    return [row.fields | row.extras for row in ledger.rows]


def only(ledger: ReadLedger) -> DraftRow:
    (row,) = ledger.rows
    return row
