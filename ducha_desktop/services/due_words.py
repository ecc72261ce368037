"""A deadline that a file gives twice: its day in one column, the words it was set in beside it."""

from datetime import date

from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.vocabulary import DueKind
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.services.reading import Reading, read_values

DUE_WORDS = "due_text"
"""Key of the words (时限原文) in the fields of a draft row; in the ledger they belong to `due`."""


def read_due(
    cell: str,
    words: str,
    *,
    today: date,
    calendar: Calendar,
    year: int | None,
    is_word_newer: bool = False,
) -> Reading:
    """Read 完成时限 with 时限原文 beside it: the words are kept as they are, the day is that of the cell.

    Args:
        cell: the deadline, mostly ISO text; empty when only the words are there.
        words: the words it was set in; empty when only the cell is there.
        today: business date, for dates without a year.
        calendar: the office's, for limits in working days.
        year: year of the sheet or ledger; a year in the cell goes before it.
        is_word_newer: only the words were edited, so the day they name counts; where they name none, the
            cell's day stays.
    """
    day = read_deadline(cell, year=year, today=today, calendar=calendar).due if cell and words else None
    if day is None:
        return read_values({"due": words or cell}, today=today, calendar=calendar, year=year)
    reading = read_values({"due": words}, today=today, calendar=calendar, year=day.year)
    said = reading.columns["due"]
    if said is None and is_word_newer and reading.columns["due_kind"] != DueKind.NONE.value:
        return reading
    if said is None:
        reading.problems, reading.notices = [], []
        if reading.columns["due_kind"] == DueKind.NONE.value:
            reading.columns["due_kind"] = DueKind.DATE.value
        reading.columns["due"] = day
    elif said != day and not is_word_newer:
        reading.columns["due"], reading.milestones = day, ()
        why = f"时限原文读作 {said.isoformat()}，按“完成时限”一列的 {day.isoformat()} 登记"
        reading.problems.append(("due", words, why))
    return reading
