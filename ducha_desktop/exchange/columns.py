"""The columns of a sheet made ready for its rows: merged values down, 同上 resolved, words as fields need them."""

import re
from dataclasses import dataclass, field

from ducha_desktop.domain.fields import BY_KEY, FieldKind
from ducha_desktop.exchange.grid import ERRORS, FAILED, Flaw, Grid
from ducha_desktop.exchange.headings import HeadingBlock
from ducha_desktop.exchange.labels import OURS, money_unit
from ducha_desktop.exchange.own_export import aside, is_verbatim
from ducha_desktop.exchange.words import DITTO, read_column

_UNIT_LINE = re.compile(r"单位[:：](亿元|万元|千元|元)")


@dataclass(slots=True)
class Columns:
    """The cells under a heading, by column; index 0 is the first row under it.

    Attributes:
        first: row (from 0) of index 0.
        cells: texts with merged values, 同上 and units filled in.
        own: texts as they stand in the rows themselves.
        flaws: rows (from 0) → what cannot be trusted in them.
        inside: columns → rows (from 0) that lie in a merged range without being its first.
        lost: (row, column, words) of 同上 with nothing above.
    """

    first: int
    cells: list[list[str]]
    own: list[list[str]]
    flaws: dict[int, list[Flaw]] = field(default_factory=dict)
    inside: dict[int, set[int]] = field(default_factory=dict)
    lost: list[tuple[int, int, str]] = field(default_factory=list)


def prepare(grid: Grid, block: HeadingBlock, fields: dict[int, str]) -> Columns:
    """Make the columns ready; `fields` gives the field of a column."""
    first = block.bottom + 1
    ours = {column.index for column in block.columns if column.leaf in OURS} | aside(block.columns)
    blank = [""] * (grid.height - first)
    cells = [blank if index in ours else list(column)[first:] for index, column in enumerate(grid.columns)]
    ready = Columns(first, cells, cells)
    for flaw in grid.flaws:
        ready.flaws.setdefault(flaw.row - 1, []).append(flaw)
    _take_errors(ready)
    _fill_down(ready, grid)
    if not is_verbatim(block.columns):
        _resolve_dittos(ready, block)
    _read_words(ready, grid, block, fields)
    return ready


def _take_errors(ready: Columns) -> None:
    """Words such as ``#REF!`` in kinds of files that do not mark errors."""
    for index, column in enumerate(ready.cells):
        if ERRORS.isdisjoint(column):
            continue
        for row, value in enumerate(column):
            if value in ERRORS:
                column[row] = ""
                flaw = Flaw(row + ready.first + 1, index + 1, value, FAILED)
                ready.flaws.setdefault(row + ready.first, []).append(flaw)


def _fill_down(ready: Columns, grid: Grid) -> None:
    """Give a range merged downwards its value in every row; nothing else is ever filled."""
    ready.own = list(ready.cells)
    for top, left, bottom, right in grid.merges:
        if bottom <= top or top < ready.first or right - left + 1 > max(grid.width // 2, 2):
            continue
        value = grid.columns[left][top]
        if not value:
            continue
        if left not in ready.inside:
            ready.inside[left] = set()
            ready.cells[left] = list(ready.cells[left])
        column = ready.cells[left]
        for row in range(top - ready.first + 1, bottom - ready.first + 1):
            column[row] = column[row] or value
        ready.inside[left].update(range(top + 1, bottom + 1))


def _resolve_dittos(ready: Columns, block: HeadingBlock) -> None:
    """Give 同上 the words above it, across a heading that comes again on a new page."""
    heads = {column.index: {column.name, *column.parts} for column in block.columns}
    for index, column in enumerate(ready.cells):
        if DITTO.isdisjoint(column):
            continue
        last = ""
        for row, value in enumerate(column):
            if value in DITTO:
                column[row] = last
                if not last:
                    ready.lost.append((row + ready.first, index, value))
            elif value and value not in heads.get(index, ()):
                last = value


def _read_words(ready: Columns, grid: Grid, block: HeadingBlock, fields: dict[int, str]) -> None:
    """Serial numbers of dates as dates, money with the unit of its heading, a dash as nothing."""
    names = {column.index: column.name for column in block.columns}
    for index, key in fields.items():
        kind = BY_KEY[key].kind
        number = kind is FieldKind.NUMBER
        unit = (money_unit(names[index]) or _preface_unit(grid, block)) if number else ""
        ready.cells[index] = read_column(ready.cells[index], kind, unit)


def _preface_unit(grid: Grid, block: HeadingBlock) -> str:
    """The unit of money in a line above the heading: ``单位：万元``."""
    cells = [cell for row in range(block.top) for cell in grid.row(row) if cell]
    above = ("".join(cell.split()) for cell in (*cells, *reversed(grid.above)))
    found = (_UNIT_LINE.search(text) for text in above)
    return next((hit[1] for hit in found if hit), "")
