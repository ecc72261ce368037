"""What the tests of our own export coming back share: a county, its export, and a clerk's hands on the sheet."""

import random
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.exchange.writer import write_ledger
from ducha_desktop.services.ledger_columns import chosen_columns
from ducha_desktop.services.office import Office
from ducha_desktop.services.wholes import EXPORT_KEYS, every_detail, export_keys

TODAY = date(2026, 11, 22)
HEADS = {column.key: column.label for column in chosen_columns(EXPORT_KEYS)}


def export(office: Office, path: Path, query: LedgerQuery | None = None) -> Path:
    with office.read() as reader:
        keys = export_keys(reader, query or LedgerQuery())
        rows = every_detail(reader, query or LedgerQuery(), keys=keys)
        write_ledger(path, rows, title="云岭县台账", office="督查室", today=TODAY, columns=keys)
    return path


class Sheet:
    """The exported sheet in the hands of a clerk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.page: Worksheet = self.book["台账"]
        self.top = next(row for row in range(1, 9) if self.page.cell(row, 1).value == "序号")
        self.rows = [
            row
            for row in range(self.top + 1, self.page.max_row + 1)
            if isinstance(self.page.cell(row, 1).value, int)
        ]

    @cached_property
    def heads(self) -> list[Any]:
        return [cell.value for cell in self.page[self.top]]

    def column(self, key: str) -> int:
        return self.heads.index(HEADS[key]) + 1

    def get(self, row: int, key: str) -> Any:
        return self.page.cell(row, self.column(key)).value

    def put(self, row: int, key: str, value: Any) -> None:
        self.page.cell(row, self.column(key)).value = value

    def row_of(self, number: str) -> int:
        return next(row for row in self.rows if self.get(row, "number") == number)

    def drop(self, *keys: str) -> None:
        for merged in list(self.page.merged_cells.ranges):
            self.page.unmerge_cells(str(merged))
        for key in keys:
            self.page.delete_cols(self.column(key))
            del self.heads

    def shuffle(self, dice: random.Random) -> None:
        """Other places for all columns but the first, and for all rows."""
        wide = range(2, len(self.heads) + 1)
        lines = {
            row: [(self.page.cell(row, c).value, self.page.cell(row, c).number_format) for c in wide]
            for row in (self.top, *self.rows)
        }
        columns, rows = dice.sample(wide, len(wide)), dice.sample(self.rows, len(self.rows))
        for row, other in zip((self.top, *self.rows), (self.top, *rows), strict=True):
            for place, (value, form) in zip(columns, lines[other], strict=True):
                cell = self.page.cell(row, place)
                cell.value, cell.number_format = value, form
        del self.heads

    def save(self) -> Path:
        self.book.save(self.path)
        self.book.close()
        return self.path
