"""The text of a cell as its field needs it: serial days, money, dashes that mean nothing."""

import datetime as dt
import re

from ducha_desktop.domain.fields import FieldKind

NOTHING = re.compile(r"[-—－–_/\\]+")
LIST_KINDS = frozenset({FieldKind.UNITS, FieldKind.PEOPLE})

_EPOCH = dt.date(1899, 12, 30)
_SERIAL_DAYS = range(25_569, 73_051)
_BARE_NUMBER = re.compile(r"((?:约|近|超|超过|不少于)?-?\d[\d,]*(?:\.\d+)?[余多]?)(左右|以上|以内)?")
_NONE = frozenset({"无", "暂无", "没有", "空", "不涉及"})
_DATE_KINDS = frozenset({FieldKind.DATE, FieldKind.DEADLINE})


def read_word(value: str, kind: FieldKind, unit: str) -> str:
    """A cell as its field needs it; almost always unchanged.

    Args:
        value: the cleaned text.
        kind: kind of the field.
        unit: unit of money of the column, for bare numbers.
    """
    if not value:
        return value
    if value[0] in "-—－–_/\\" and NOTHING.fullmatch(value):
        return ""
    if kind in LIST_KINDS:
        return "" if value in _NONE else value
    if kind in _DATE_KINDS:
        return _date_text(value)
    return _with_unit(value, unit) if unit else value


def _date_text(value: str) -> str:
    """A date cell as ISO text: a bare serial number becomes its day, a time of day is dropped."""
    if len(value) == 5 and value.isascii() and value.isdigit() and int(value) in _SERIAL_DAYS:  # noqa: PLR2004
        return (_EPOCH + dt.timedelta(days=int(value))).isoformat()
    if len(value) == 16 and value[4] == value[7] == "-" and value[10] == " " and value[:4].isdigit():  # noqa: PLR2004
        return value[:10]
    return value


def _with_unit(value: str, unit: str) -> str:
    """An amount with the unit its heading names, where it has none of its own."""
    found = _BARE_NUMBER.fullmatch(value)
    return f"{found[1]}{unit}{found[2] or ''}" if found else value
