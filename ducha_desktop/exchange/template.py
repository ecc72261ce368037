"""The blank import template: headings the import knows, yellow cells to fill, drop-downs, notes.

Small and rich, so openpyxl writes it; its zip is then packed anew with fixed times, so that the
same office gets the same bytes.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ducha_desktop.domain.cycle_words import CHOICES
from ducha_desktop.domain.fields import BY_KEY
from ducha_desktop.domain.vocabulary import LedgerKind, Priority, Stage
from ducha_desktop.exchange.repacking import packed
from ducha_desktop.exchange.template_sheets import fill_sheet, note_sheet, put
from ducha_desktop.exchange.xlsx_cells import clean_text, column_letters
from ducha_desktop.runtime.atomic import write_atomic

if TYPE_CHECKING:
    from openpyxl import Workbook

FILL_SHEET = "填报表"
NOTE_SHEET = "填写说明"
LIST_SHEET = "选项"


def write_template(
    target: Path | BinaryIO,
    *,
    office: str,
    today: date,
    units: Sequence[str] = (),
    ledgers: Sequence[str] = (),
) -> None:
    """Write the blank template.

    Args:
        target: a path (replaced whole or not at all) or a binary stream.
        office: the office that collects, in the title.
        today: the business date, in the notes and as the file's time.
        units: the register's units in official order, for the drop-downs.
        ledgers: names of the office's ledgers; the kinds of ledger when empty.

    Raises:
        OSError: the target cannot be written; an older file of that name is as it was.
    """
    data = packed(
        _workbook(office, today=today, units=units, ledgers=ledgers), when=datetime.combine(today, time())
    )
    if isinstance(target, Path):
        write_atomic(target, data)
    else:
        target.write(data)


def _workbook(office: str, *, today: date, units: Sequence[str], ledgers: Sequence[str]) -> "Workbook":
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = FILL_SHEET
    lists = _lists(book, units, ledgers)
    fill_sheet(sheet, clean_text(office), lists)
    note_sheet(book.create_sheet(NOTE_SHEET, 1), clean_text(office), today)
    book.properties.title = "督查事项填报表"
    book.properties.creator = clean_text(office)
    book.properties.created = datetime.combine(today, time())
    return book


def _lists(book: "Workbook", units: Sequence[str], ledgers: Sequence[str]) -> dict[str, str]:
    """Fill the hidden sheet; returns the range of choices by field key."""
    sheet = book.create_sheet(LIST_SHEET)
    sheet.sheet_state = "hidden"
    choices: dict[str, Sequence[str]] = {
        "ledger": tuple(ledgers) or tuple(kind.word for kind in LedgerKind),
        "report_cycle": CHOICES,
        "status": [stage.word for stage in Stage if stage is not Stage.CANCELLED],
        "priority": [priority.word for priority in Priority],
        "lead_unit": units,
    }
    ranges = {}
    for i, (key, words) in enumerate(choices.items(), start=1):
        put(sheet.cell(1, i), BY_KEY[key].label)
        for row, word in enumerate(words, start=2):
            put(sheet.cell(row, i), word)
        if words:
            letters = column_letters(i - 1)
            ranges[key] = f"{LIST_SHEET}!${letters}$2:${letters}${len(words) + 1}"
    if units:
        ranges["co_units"] = ranges["lead_unit"]
    return ranges
