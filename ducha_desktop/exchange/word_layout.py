"""The cells of a Word table on one grid: drawn lines that nearly meet are one, ranges become merges."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ducha_desktop.domain.errors import TooLargeError
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.sheetscan import MAX_CELLS, MAX_COLUMNS
from ducha_desktop.exchange.word_text import Table

_NEAR = 150
"""Twentieths of a point between two lines that a hand meant to be one: 2.6 mm."""
_USUAL = 1000
_MOSTLY = 0.5
_FAR = "文档中的表格超出可读取的范围，没有导入任何内容。请分成几个文件，或复制到 Excel 后再导入。"

Edges = list[tuple[int, int]]
"""Left and right line of each cell of a row."""


@dataclass(slots=True)
class Sheet:
    """A table as rows of equal length, with merged ranges (top, left, bottom, right) from 0."""

    cells: list[list[str]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.cells[0]) if self.cells else 0

    def grid(self, name: str) -> Grid:
        """As a sheet of that name."""
        columns = tuple(list(column) for column in zip(*self.cells, strict=True))
        return Grid(name, "visible", len(self.cells), columns, tuple(self.merges))


def laid_out(table: Table) -> Sheet:
    """The sheet of a table.

    Raises:
        TooLargeError: more columns or cells than a ledger can have.
    """
    rows = _edges(table)
    if not any(rows):
        return Sheet()
    columns = _columns(rows, _NEAR) or _columns(rows, 0) or []
    columns = _usual(columns)
    width = max(right for row in columns for _, right in row)
    if width > MAX_COLUMNS or width * len(rows) > MAX_CELLS:
        raise TooLargeError(_FAR)
    return _filled(table, columns, width)


def _edges(table: Table) -> list[Edges]:
    """The lines of each cell, measured from the left."""
    places = [0]
    for width in table.widths[: MAX_COLUMNS + 1]:
        places.append(places[-1] + max(width, 1))

    def line(column: int) -> int:
        beyond = column - len(places) + 1
        return places[column] if beyond <= 0 else places[-1] + beyond * _USUAL

    rows = []
    for row in table.rows:
        start, edges = row.before, []
        for cell in row.cells:
            if start + cell.span > MAX_COLUMNS:
                raise TooLargeError(_FAR)
            edges.append((line(start), line(start + cell.span)))
            start += cell.span
        rows.append(edges)
    return rows


def _columns(rows: Sequence[Edges], near: int) -> list[Edges]:
    """Lines as columns of the grid; nothing when two cells of a row would fall into one column."""
    lines = sorted({line for row in rows for edge in row for line in edge})
    places: dict[int, int] = {}
    place = -1
    for before, line in pairwise([-near - 1, *lines]):
        place += line - before > near
        places[line] = place
    columns = [[(places[left], places[right]) for left, right in row] for row in rows]
    return [] if any(left == right for row in columns for left, right in row) else columns


def _usual(columns: list[Edges]) -> list[Edges]:
    """Rows with as many cells as most have, but other lines: their cells stand where those of most rows do."""
    counts = Counter(len(row) for row in columns)
    size, many = counts.most_common(1)[0]
    if many < _MOSTLY * len(columns) or size < 2:  # noqa: PLR2004 - one cell may stand anywhere
        return columns
    usual = Counter(tuple(row) for row in columns if len(row) == size).most_common(1)[0][0]
    return [list(usual) if len(row) == size and _alike(row, usual) else row for row in columns]


def _alike(row: Edges, usual: Sequence[tuple[int, int]]) -> bool:
    """Whether every cell overlaps the usual one of its place."""
    return all(a[0] < b[1] and b[0] < a[1] for a, b in zip(row, usual, strict=True))


def _filled(table: Table, columns: list[Edges], width: int) -> Sheet:
    used = sorted({left for row in columns for left, _ in row})
    place = {left: index for index, left in enumerate(used)}
    sheet = Sheet()
    open_ranges: dict[int, int] = {}
    for index, (row, edges) in enumerate(zip(table.rows, columns, strict=True)):
        cells = [""] * len(used)
        reached: dict[int, int] = {}
        for cell, (left, right) in zip(row.cells, edges, strict=True):
            first = place[left]
            last = max(sum(1 for start in used if start < right) - 1, first)
            cells[first] = cell.text
            if cell.merge == "continue" and first in open_ranges:
                number = reached[first] = open_ranges[first]
                top, _, _, end = sheet.merges[number]
                sheet.merges[number] = (top, first, index, end)
            elif cell.merge or last > first:
                sheet.merges.append((index, first, index, last))
                if cell.merge:
                    reached[first] = len(sheet.merges) - 1
        open_ranges = reached
        sheet.cells.append(cells)
    sheet.merges = [merge for merge in sheet.merges if merge[0] < merge[2] or merge[1] < merge[3]]
    del width
    return sheet
