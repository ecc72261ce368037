"""Byte scan of sheet XML: the box of its cells, and what the value reader does not tell.

Bounds are checked before calamine sees the sheet (a cell far outside would abort the process). No
callback per cell: a few searches over the bytes of each piece, and a slow exact walk only where the
quick searches find something unusual.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from ducha_desktop.domain.errors import DamagedError, TooLargeError
from ducha_desktop.exchange.safety import DAMAGED, check_xml

MAX_COLUMNS = 500
MAX_ROWS = 300_000
MAX_CELLS = 5_000_000
MAX_FLAWS = 20_000
_MAX_ROW_BYTES = 16 * 1024 * 1024

_ROOT = re.compile(rb"<(\w+:)?(?:worksheet|dialogsheet|macrosheet|chartsheet)\b")


def column_number(letters: str) -> int:
    """Column number from 1 of ``A``, ``Z``, ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(slots=True)
class SheetFacts:
    """What the bytes of one sheet say, rows and columns from 0.

    Attributes:
        last_row: last row with a value, from 1; 0 for an empty sheet.
        hidden_rows: hidden rows, likewise `hidden_columns`.
        errors: cells that hold an error such as ``#REF!``.
        uncached: formulas without a calculated value.
        shown: cells whose number format changes what the reader sees: the style index and the raw number.
    """

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)

    @property
    def area(self) -> int:
        """Cells of the box from A1 to the last value; narrow sheets count as 26 columns."""
        return self.last_row * self.last_column


class _Patterns:
    """The searches for one namespace prefix."""

    def __init__(self, prefix: bytes, styles: frozenset[int]) -> None:
        p = re.escape(prefix)
        self.cell = b"<" + prefix + b"c "
        # cells that do not stand where usual cells do: columns A to Z, then A to RZ, rows to 299,999
        cell = rb"<" + p + rb"c(?=[\s>/])"
        self.not_narrow = re.compile(cell + rb'(?! r="[A-Z][1-9]\d{0,4}")')
        self.not_near = re.compile(cell + rb'(?! r="[A-R]?[A-Z](?:[1-9]\d{0,4}|[12]\d{5})")')
        self.closed = b"</" + prefix + b"c>"
        self.row_end = b"</" + prefix + b"row>"
        self.formula_end = b"</" + prefix + b"f>"
        self.rows = re.compile(rb"<" + p + rb'row\b[^>]*?\sr\s*=\s*["\'](\d+)["\'][^>]*>')
        self.exact = re.compile(
            rb"<" + p + rb"(?:(row)|c)\b([^>]*?)(/?)>(?:(?!</?" + p + rb"(?:row|c)\b).){0,4096}", re.DOTALL
        )
        self.column = re.compile(rb"<" + p + rb"col\s([^>]*)>")
        self.styled = re.compile(
            rb"<"
            + p
            + rb'c r="([A-Z]+)(\d+)" s="('
            + b"|".join(b"%d" % index for index in sorted(styles))
            + rb')"'
            rb"(?: t=\"n\")?>(?:<"
            + p
            + rb"f[^>]*/>|<"
            + p
            + rb"f[^>]*>[^<]*</"
            + p
            + rb"f>)?<"
            + p
            + rb"v>([^<]+)<"
        )
        self.row = b"<" + prefix + b"row"
        self.value_end = b"</" + prefix + b"v>"
        self.inline_end = b"</" + prefix + b"is>"
        self.formula_tag = re.compile(rb"<" + p + rb"f(?:\s[^>]*?)?(?:/>|>([^<]*)<)")
        self.value = re.compile(rb"<" + p + rb"v(?:\s[^>]*)?>[^<]|<" + p + rb"is\b")
        self.text = re.compile(rb"<" + p + rb"v(?:\s[^>]*)?>([^<]*)<")


_WIDE = re.compile(rb' r="([A-Z]{2,3})\d')
_R = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)(\d*)""")
_ERROR = re.compile(rb't="e"')
_TYPE = re.compile(rb"""\bt\s*=\s*["'](\w+)""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true|on)["']""")
_MIN = re.compile(rb"""\bmin\s*=\s*["'](\d+)""")
_MAX = re.compile(rb"""\bmax\s*=\s*["'](\d+)""")


def _around(piece: bytes, place: int, patterns: _Patterns) -> bytes:
    """The cell whose tag or inside stands at `place`."""
    start = piece.rfind(patterns.cell, max(place - 1024, 0), place)
    end = piece.find(patterns.closed, place)
    return piece[start:end] if 0 <= start < end else b""


def check_count(pieces: Iterator[bytes]) -> None:
    """Count the cells with values of a sheet whose box is large; TooLargeError beyond 5 million."""
    if sum(piece.count(b"</c>") + piece.count(b":c>") for piece in pieces) > MAX_CELLS:
        raise TooLargeError(_BOX)


class SheetScan:
    """Feeds on the pieces of one sheet and keeps the facts."""

    def __init__(self, styles: frozenset[int] = frozenset()) -> None:
        """Keep the cell style indices whose number format matters."""
        self.facts = SheetFacts()
        self._styles = styles
        self._patterns: _Patterns | None = None
        self._implicit = (0, 0)
        self._calculates = False

    def run(self, pieces: Iterator[bytes]) -> SheetFacts:
        """Scan a whole sheet.

        Raises:
            TooLargeError: cells outside the box of 300,000 rows × 500 columns, or too many.
            DamagedError: a document type, a reference that is none, a tag without end.
        """
        rest = b""
        first = True
        for piece in pieces:
            whole = rest + piece
            check_xml(whole, first=first)
            first = False
            cut = self._cut(whole)
            self._scan(whole[:cut])
            rest = whole[cut:]
            if len(rest) > 2 * _MAX_ROW_BYTES:
                raise DamagedError(DAMAGED)
        self._scan(rest)
        self._check_area()
        return self.facts

    def _cut(self, whole: bytes) -> int:
        """Where the piece may be cut without tearing a row or a tag."""
        if self._patterns is None:
            found = _ROOT.search(whole)
            self._patterns = _Patterns((found[1] or b"") if found else b"", self._styles)
        end = whole.rfind(self._patterns.row_end)
        if end >= 0:
            return end + len(self._patterns.row_end)
        return whole.rfind(b">") + 1 if len(whole) > _MAX_ROW_BYTES else 0

    def _scan(self, piece: bytes) -> None:
        patterns = self._patterns
        if patterns is None or not piece:
            return
        narrow = patterns.not_narrow.search(piece) is None
        if narrow or patterns.not_near.search(piece) is None:
            self._quick(piece, patterns, narrow=narrow)
        else:
            self._exact(piece, patterns)
        self._details(piece, patterns)

    def _quick(self, piece: bytes, patterns: _Patterns, *, narrow: bool) -> None:
        """The usual case: every cell names its place, and no place is far."""
        facts = self.facts
        wide = () if narrow else set(_WIDE.findall(piece))
        last = max(piece.rfind(patterns.value_end), piece.rfind(patterns.inline_end))
        row = patterns.rows.match(piece, piece.rfind(patterns.row, 0, last)) if last >= 0 else None
        if row:
            facts.last_row = max(facts.last_row, int(row[1]))
            facts.last_column = max(facts.last_column, 26, *(column_number(name.decode()) for name in wide))
            self._implicit = (facts.last_row, 0)

    def _exact(self, piece: bytes, patterns: _Patterns) -> None:
        """Walk cell by cell: implied places, unusual spelling, empty cells far away."""
        facts = self.facts
        row, column = self._implicit
        for found in patterns.exact.finditer(piece):
            place = _R.search(found[2])
            if found[1]:
                row, column = (int(place[2][:9]) if place and place[2] else row + 1), 0
                continue
            if place and place[1]:
                column = column_number(place[1][:9].decode().upper())
                row = int(place[2][:9] or b"0")
            else:
                column += 1
            if found[3] or patterns.value.search(found[0]) is None:
                continue
            if not 1 <= column <= MAX_COLUMNS or not 1 <= row <= MAX_ROWS:
                raise TooLargeError(_far(row, column))
            facts.last_row = max(facts.last_row, row)
            facts.last_column = max(facts.last_column, column)
        self._implicit = (row, column)

    def _check_area(self) -> None:
        if self.facts.area > 2 * MAX_CELLS:
            raise TooLargeError(_BOX)

    def _details(self, piece: bytes, patterns: _Patterns) -> None:
        """Hidden rows and columns, errors, formulas without values, formats that matter."""
        facts = self.facts
        self._hidden(piece, patterns)
        for mark in _ERROR.finditer(piece) if b't="e"' in piece else ():
            cell = _around(piece, mark.start(), patterns)
            value = cell and patterns.text.search(cell)
            self._note(facts.errors, cell, value[1].decode("utf-8", "replace") if value else "")
        self._calculates = self._calculates or patterns.formula_end in piece
        if self._calculates:
            self._formulas(piece, patterns)
        if self._styles:
            for found in patterns.styled.finditer(piece):
                place = (int(found[2]) - 1, column_number(found[1].decode()) - 1)
                facts.shown[place] = (int(found[3]), found[4].decode())

    def _hidden(self, piece: bytes, patterns: _Patterns) -> None:
        if b"hidden=" not in piece:
            return
        for found in patterns.rows.finditer(piece):
            if _HIDDEN.search(found[0]):
                self.facts.hidden_rows.add(int(found[1]) - 1)
        for found in patterns.column.finditer(piece):
            self._hide_columns(found[1])

    def _hide_columns(self, attributes: bytes) -> None:
        low, high = _MIN.search(attributes), _MAX.search(attributes)
        if low and high and _HIDDEN.search(attributes):
            self.facts.hidden_columns.update(range(int(low[1]) - 1, min(int(high[1]), MAX_COLUMNS)))

    def _formulas(self, piece: bytes, patterns: _Patterns) -> None:
        for found in patterns.formula_tag.finditer(piece):
            cell = _around(piece, found.start(), patterns)
            kind = _TYPE.search(cell[: cell.find(b">")])
            if patterns.value.search(cell) is None and (kind is None or kind[1] != b"str"):
                self._note(
                    self.facts.uncached, cell, "=" + unescape((found[1] or b"").decode("utf-8", "replace"))
                )

    @staticmethod
    def _note(where: dict[tuple[int, int], str], cell: bytes, text: str) -> None:
        place = _R.search(cell[: cell.find(b">")])
        if place and place[1] and place[2] and len(where) < MAX_FLAWS:
            where[int(place[2]) - 1, column_number(place[1].decode().upper()) - 1] = text


_BOX = (
    f"表格过大：最多读取 {MAX_ROWS // 10000} 万行、{MAX_COLUMNS} 列、{MAX_CELLS // 10000} 万个单元格，"
    "没有导入任何内容。请删去空白区域或分成几个文件再导入。"
)


def _far(row: int, column: int) -> str:
    return (
        f"表格在很远的位置（第 {row} 行第 {column} 列）还有内容，超出 {MAX_ROWS // 10000} 万行 {MAX_COLUMNS} 列的范围，"
        "没有导入任何内容。请在 Excel 或 WPS 中删去该处内容后再导入。"
    )
