"""Several tables one below the other in a sheet: each is read under its own heading."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ducha_desktop.domain.fields import FIELDS
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.headings import HeadingBlock
from ducha_desktop.exchange.labels import squash
from ducha_desktop.exchange.rowkinds import is_section, section_name

_LEAST = 3
_SAME = 0.6
_MOST_TABLES = 40
_MOST_BESIDE = 4
COLUMN_OF_TABLES = "{name}（第{number}栏）"
"""Name of a table that stands to the right of others in its sheet."""


def other_tables(grid: Grid, block: HeadingBlock) -> tuple[Grid, ...]:
    """The sheet cut at headings other than `block`, this one's own part first; the sheet alone when there are none.

    Every part keeps the rows where they stand: what belongs to another part is blank in it.
    """
    starts = _other_headings(grid, block)
    if not starts or len(starts) > _MOST_TABLES:
        return (grid,)
    tops = sorted([*starts, block.top])
    cuts = [0, *(_with_caption(grid, top, above) for above, top in pairwise(tops))]
    parts = [_part(grid, start, end) for start, end in zip(cuts, [*cuts[1:], grid.height], strict=True)]
    own = tops.index(block.top)
    return (parts[own], *parts[:own], *parts[own + 1 :])


def beside(grid: Grid, block: HeadingBlock) -> tuple[Grid, ...]:
    """The sheet cut into its tables with equal headings in one line; the sheet alone when there is only one."""
    named = [column for column in block.columns if column.leaf]
    words = [column.leaf for column in named]
    for times in range(2, _MOST_BESIDE + 1):
        width, rest = divmod(len(words), times)
        if not rest and width >= _LEAST and words == words[:width] * times:
            starts = range(0, len(words), width)
            parts = [{column.index for column in named[start : start + width]} for start in starts]
            return tuple(_columns_of(grid, block, columns, number) for number, columns in enumerate(parts, 1))
    return (grid,)


def _columns_of(grid: Grid, block: HeadingBlock, columns: set[int], number: int) -> Grid:
    """The sheet with nothing but these columns from its heading on."""
    return replace(
        grid,
        name=grid.name if number == 1 else COLUMN_OF_TABLES.format(name=grid.name, number=number),
        columns=tuple(
            cells if index in columns else [*cells[: block.top], *[""] * (grid.height - block.top)]
            for index, cells in enumerate(grid.columns)
        ),
        merges=tuple(merge for merge in grid.merges if merge[1] in columns and merge[3] in columns),
        flaws=tuple(flaw for flaw in grid.flaws if flaw.column - 1 in columns),
    )


def caption(grid: Grid, block: HeadingBlock) -> tuple[str, bool]:
    """The section that the line above a table's heading names, and whether it is of the first level.

    `县政府重点工作` of `二、县政府重点工作`; empty for any other line.
    """
    above = [cell for cell in grid.row(block.top - 1) if cell] if block.top else list(grid.above[-1:])
    if len(above) != 1 or not is_section(above[0]):
        return "", False
    return section_name({0: above[0]}), not above[0].startswith(("（", "("))


def _other_headings(grid: Grid, block: HeadingBlock) -> list[int]:
    """Rows that are headings by three words or more, and not this heading over again."""
    hits: dict[int, int] = {}
    for column in grid.columns:
        known = _words().intersection(column)
        if sum(map(column.count, known)) > sum(map(column[block.top : block.bottom + 1].count, known)):
            for row, cell in enumerate(column):
                if cell in known:
                    hits[row] = hits.get(row, 0) + 1
    own = {squash(part) for column in block.columns for part in column.parts}
    found: list[int] = []
    for row in sorted(row for row, count in hits.items() if count >= _LEAST):
        if block.top <= row <= block.bottom or (found and row - found[-1] <= 1):
            continue
        cells = [squash(cell) for cell in grid.row(row) if cell]
        same = sum(cell in own for cell in cells)
        if hits[row] > _SAME * len(cells) and same < _SAME * len(cells):
            found.append(row)
    return found


def _with_caption(grid: Grid, top: int, above: int) -> int:
    """The first row of the lines directly above a heading that stand alone: the title of its table."""
    while top - 1 > above and sum(1 for cell in grid.row(top - 1) if cell) == 1:
        top -= 1
    return top


def _part(grid: Grid, start: int, end: int) -> Grid:
    """The sheet with nothing but the rows from `start` to before `end`."""

    def cut(column: Sequence[str]) -> list[str]:
        return [""] * start + list(column[start:end])

    return replace(
        grid,
        height=end,
        columns=tuple(map(cut, grid.columns)),
        merges=tuple(merge for merge in grid.merges if merge[0] >= start and merge[2] < end),
        hidden_rows=frozenset(row for row in grid.hidden_rows if start <= row < end),
        flaws=tuple(flaw for flaw in grid.flaws if start < flaw.row <= end),
    )


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """What headings say, as it stands in cells."""
    return frozenset(("序号", *(word for spec in FIELDS for word in (spec.label, *spec.aliases))))
