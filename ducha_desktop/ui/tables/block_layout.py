"""Where the cells of a clipboard go: from the current cell down and to the right, or over a whole block."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ducha_desktop.ui.tables.block import Block


@dataclass(frozen=True, slots=True)
class Layout:
    """Which line and cell of the clipboard goes to which row and column of the table.

    Attributes:
        rows: place in the table and line of the clipboard; a place beyond the table is a new row.
        columns: column of the table and cell of a line.
        cut: cells of each line that find no column.
    """

    rows: tuple[tuple[int, int], ...]
    columns: tuple[tuple[int, int], ...]
    cut: int = 0


def laid_out(height: int, width: int, block: Block, seen: Sequence[int]) -> Layout:
    """Lay `height` lines of `width` cells over a block of the table.

    A block that is a multiple of the lines is filled with them again and again (one cell fills it whole);
    otherwise they go from its first cell down and to the right.
    """
    first = seen.index(block.columns[0])
    if block.cells > 1 and block.regular and not block.height % height and not len(block.columns) % width:
        rows = tuple((row, number % height) for number, row in enumerate(block.rows()))
        return Layout(rows, tuple((column, number % width) for number, column in enumerate(block.columns)))
    top = block.spans[0][0]
    columns = tuple(zip(seen[first : first + width], range(width), strict=False))
    return Layout(
        tuple((top + number, number) for number in range(height)), columns, max(0, width - len(columns))
    )


def past_headings(layout: Layout, headings: Callable[[int, int], Sequence[int]], count: int) -> Layout:
    """The same lines on rows that are no headings.

    Args:
        layout: as laid out over all rows of the table.
        headings: the places of the headings between two rows.
        count: rows of the table; those behind them are new.
    """
    rows: list[tuple[int, int]] = []
    at = -1
    for place, line in layout.rows:
        at = max(at + 1, place)
        while at < count and headings(at, at):
            at += 1
        rows.append((at, line))
    return replace(layout, rows=tuple(rows))
