"""Values into cells of SpreadsheetML, a column of a few hundred rows at a time.

Text is always an inline string: no value of the ledger can become a formula, whatever it starts
with (`reliability.md` §2). What XML cannot carry is cleaned, what Excel cannot hold is shortened
with a mark, and both are counted.
"""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import cast
from xml.sax.saxutils import escape

from ducha_desktop.exchange.xlsx_styles import Style

MAX_TEXT = 32_767
CUT_MARK = "……〔超长，余下从略〕"
_MAX_EXACT = 10**15
_EPOCH = date(1899, 12, 30)
_EPOCH_MOMENT = datetime(1899, 12, 30)  # noqa: DTZ001 - the times of a spreadsheet have no zone
_DAY = timedelta(days=1)
_FIRST_SAFE_DAY = date(1900, 3, 1)
_MEMO = 4_096
_OFTEN = 3  # values that stand this often in a batch on average are remembered
_WIDE = 1.06  # a letter of the body face against a digit of the default face, by which Excel measures widths
_APART = "\ue000"
_SPACE = " \t\n\r"
_RISKY = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]|_x")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Value = str | float | Decimal | date | None


class CellKind(StrEnum):
    """What a column holds; a cell with a value of another type is still written as what it is."""

    TEXT = "text"
    WORD = "word"
    DATE = "date"
    DATETIME = "datetime"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"


def clean_text(text: str) -> str:
    r"""The text as a spreadsheet can hold it: no control characters, no halves of characters.

    Line breaks of every kind become one `\n`; a surrogate pair that came in two halves is joined,
    a lone half becomes U+FFFD; the rest of the control characters are dropped.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ILLEGAL.sub("", _BREAKS.sub("\n", whole))


def column_letters(index: int) -> str:
    """The letters of a column, 0 → `A`, 26 → `AA`."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_opening(index: int) -> str:
    """The beginning of a cell of the column at `index`, up to the row number."""
    return f'<c r="{column_letters(index)}'


class ColumnEncoder:
    """Turns one column's values into what stands behind the row number in `<c r="A7" …>…</c>`.

    A few hundred values are judged at once: what comes again and again (units, leaders, states,
    dates) is made once and remembered; of the rest, plain text and plain numbers are made by one
    expression, and only the awkward are looked at one by one.

    Attributes:
        shortened: different texts so far that were longer than a cell can be.
    """

    def __init__(self, kind: CellKind, *, then: str = "") -> None:
        """A column of one kind; `then` stands behind every cell, up to the next row number."""
        self.shortened = 0
        self._kind = kind
        self._then = then
        self._style = Style.TEXT if kind in (CellKind.TEXT, CellKind.NUMBER) else Style.WORD
        self._memo: dict[Value, str] = {}

    def __call__(self, values: Sequence[Value], distinct: set[Value]) -> list[str]:
        """The tails of the cells of `values`, each with what stands behind; `distinct` holds each value once."""
        if _OFTEN * len(distinct) <= len(values):
            return self._remembered(values, distinct)
        if self._kind in (CellKind.TEXT, CellKind.WORD) and _is_plain(values):
            text, empty = f'" s="{self._style}" t="inlineStr"><is><t>', f'" s="{self._style}"/>{self._then}'
            end = f"</t></is></c>{self._then}"
            return [f"{text}{v}{end}" if v else empty for v in values]
        if self._kind in (CellKind.INTEGER, CellKind.NUMBER) and _is_numeric(values):
            number, end = f'" s="{self._number_style(0)}"><v>', f"</v></c>{self._then}"
            return [f"{number}{v!r}{end}" for v in values]
        return self._remembered(values, distinct)

    def _remembered(self, values: Sequence[Value], distinct: set[Value]) -> list[str]:
        memo = self._memo
        if len(memo) > _MEMO:
            memo.clear()
        for value in distinct - memo.keys():
            memo[value] = self._tail(value) + self._then
        if len(distinct) == 1:
            return [memo[values[0]]] * len(values)
        return list(map(memo.__getitem__, values))

    def _tail(self, value: Value) -> str:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, date):
            return self._date(value)
        if value is None or not math.isfinite(value):
            return f'" s="{self._style}"/>'
        digits = (
            f"{value:d}"
            if isinstance(value, int)
            else f"{value:f}"
            if isinstance(value, Decimal)
            else repr(value)
        )
        if isinstance(value, int) and abs(value) >= _MAX_EXACT:  # beyond 15 digits Excel writes zeros
            return self._text(digits)
        return f'" s="{self._number_style(value)}"><v>{digits}</v></c>'

    def _text(self, value: str) -> str:
        text = clean_text(value)
        if len(text) > MAX_TEXT // 2 and len(text.encode("utf-16-le")) > 2 * MAX_TEXT:
            kept = text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(CUT_MARK))]
            text = kept.decode("utf-16-le", "ignore") + CUT_MARK
            self.shortened += 1
        if not text:
            return f'" s="{self._style}"/>'
        space = ' xml:space="preserve"' if text[0] in _SPACE or text[-1] in _SPACE or "\n" in text else ""
        return f'" s="{self._style}" t="inlineStr"><is><t{space}>{markup(text)}</t></is></c>'

    def _date(self, value: date) -> str:
        day = value.date() if isinstance(value, datetime) else value
        if day < _FIRST_SAFE_DAY:  # Excel counts a 29 February 1900 that never was
            return self._text(value.isoformat(*(" ",) if isinstance(value, datetime) else ()))
        if not isinstance(value, datetime):
            return f'" s="{Style.DATE}"><v>{(day - _EPOCH).days}</v></c>'
        whole = (value.replace(tzinfo=None) - _EPOCH_MOMENT) / _DAY
        return f'" s="{Style.DATETIME}"><v>{whole!r}</v></c>'

    def _number_style(self, value: float | Decimal) -> Style:
        if self._kind is not CellKind.PERCENT:
            return Style.INTEGER if self._kind is CellKind.INTEGER else Style.NUMBER
        hundredths = round(float(value) * 100, 6)
        return Style.PERCENT if hundredths == int(hundredths) else Style.PERCENT_FINE


def markup(text: str) -> str:
    """Cleaned text as the content of an element.

    Excel reads `_x000D_` as a character; the underscore before it is written in that very way.
    """
    return escape(_ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text)


def _is_plain(values: Sequence[Value]) -> bool:
    try:
        joined = _APART.join(values)  # type: ignore[arg-type]  # anything but text raises TypeError
    except TypeError:
        return False
    if len(joined) > MAX_TEXT // 2 and max(map(len, values)) > MAX_TEXT // 2:  # type: ignore[arg-type]
        return False
    edges = joined[:1] == " " or joined[-1:] == " " or f" {_APART}" in joined or f"{_APART} " in joined
    return not edges and not _RISKY.search(joined)


def _is_numeric(values: Sequence[Value]) -> bool:
    numbers = cast("Sequence[float]", values)
    if not set(map(type, numbers)) <= {int, float}:
        return False
    return min(numbers) > -_MAX_EXACT and max(numbers) < _MAX_EXACT and math.isfinite(sum(numbers))


def display_width(text: str) -> int:
    """Width in half-width units: a hanzi counts 2, a Latin letter 1 (near enough for a column)."""
    return (len(text.encode("utf-8", "replace")) + len(text)) // 2


def line_counts(values: Sequence[Value], *, width: float, distinct: set[Value] | None = None) -> list[int]:
    """How many lines each value takes in a wrapped column of `width` units; empty when one each.

    `distinct` holds each value once, where the caller knows them.
    """
    room = max(int((width - 1) / _WIDE), 2)
    if distinct and _OFTEN * len(distinct) <= len(values):
        known = {v: _lines(v, room) if isinstance(v, str) else 1 for v in distinct}
        return list(map(known.__getitem__, values)) if max(known.values()) > 1 else []
    texts = cast("Sequence[str]", values)
    try:
        if "\n" not in "".join(texts):
            half, twice, least = room // 2, 2 * room, 2 * room - 1
            if max(map(len, texts)) <= half:
                return []
            # bytes + characters = twice the width
            return [1 if len(v) <= half else (len(v.encode()) + len(v) + least) // twice for v in texts]
    except (TypeError, UnicodeEncodeError):
        pass
    return [_lines(v, room) if isinstance(v, str) else 1 for v in values]


def _lines(text: str, room: int) -> int:
    return sum(max(1, -(-display_width(part) // room)) for part in text.splitlines()) or 1
