"""The text of a cell as its field needs it: serial days, money, dashes that mean nothing."""

import datetime as dt
import re
from functools import partial

from ducha_desktop.domain.fields import FieldKind

NOTHING = frozenset(mark * count for mark in "-—－–_/\\" for count in range(1, 7))
"""Dashes and strokes that stand for an empty cell."""
DITTO = frozenset(
    {
        "同上",
        "同 上",
        "〃",
        '"',
        "″",
        "＂",
        "“",
        "”",
        "''",
        "'",
        "＇＇",
        "同前",
        "(同上)",
        "（同上）",
        "〞",
        "〝",
        "々",
        "··",
    }
)
LIST_KINDS = frozenset({FieldKind.UNITS, FieldKind.PEOPLE})

_EPOCH = dt.date(1899, 12, 30)
_SERIAL_DAYS = range(25_569, 73_051)
_BARE_NUMBER = re.compile(r"((?:约|近|超|超过|不少于)?-?\d[\d,]*(?:\.\d+)?[余多]?)(左右|以上|以内)?")
_NONE = frozenset({"无", "暂无", "没有", "空", "不涉及"}) | NOTHING
_DATE_KINDS = frozenset({FieldKind.DATE, FieldKind.DEADLINE})


def read_column(cells: list[str], kind: FieldKind, unit: str) -> list[str]:
    """A column as its field needs it; mostly the very same list.

    Args:
        cells: the cleaned texts.
        kind: kind of the field.
        unit: unit of money of the column, for bare numbers.
    """
    nothing = _NONE if kind in LIST_KINDS else NOTHING
    changed = {} if nothing.isdisjoint(cells) else dict.fromkeys(nothing, "")
    read = _date_text if kind in _DATE_KINDS else partial(_with_unit, unit=unit) if unit else None
    if read is not None:
        changed |= {word: new for word in set(cells) - nothing if (new := read(word)) != word}
    return [changed.get(cell, cell) for cell in cells] if changed else cells


def _date_text(value: str) -> str:
    """A date cell as ISO text: a bare serial number becomes its day, a time of day is dropped."""
    if len(value) == 5 and value.isascii() and value.isdigit() and int(value) in _SERIAL_DAYS:  # noqa: PLR2004
        return (_EPOCH + dt.timedelta(days=int(value))).isoformat()
    if len(value) == 16 and value[4] == value[7] == "-" and value[10] == " " and value[:4].isdigit():  # noqa: PLR2004
        return value[:10]
    return value


def _with_unit(value: str, *, unit: str) -> str:
    """An amount with the unit its heading names, where it has none of its own."""
    found = _BARE_NUMBER.fullmatch(value)
    return f"{found[1]}{unit}{found[2] or ''}" if found else value
