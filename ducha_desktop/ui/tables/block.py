"""A block of selected cells: which rows, which columns, and where the cursor goes inside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""First and last of some rows that follow each other."""
Range = tuple[int, int, int, int]
"""Top, left, bottom, right of a selected rectangle."""
Place = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Block:
    """Selected cells.

    Attributes:
        spans: selected rows, ascending and apart; a million rows are one span.
        columns: selected columns as the model counts them, in the order they are seen.
        regular: every row has the same columns, as copying and filling need it.
        whole: every column seen is selected: the rows are meant, not their cells.
    """

    spans: tuple[Span, ...] = ()
    columns: tuple[int, ...] = ()
    regular: bool = True
    whole: bool = False

    @property
    def height(self) -> int:
        """How many rows."""
        return sum(last - first + 1 for first, last in self.spans)

    @property
    def cells(self) -> int:
        """How many cells, as if it were regular."""
        return self.height * len(self.columns)

    def rows(self) -> Iterator[int]:
        """The selected rows, ascending."""
        for first, last in self.spans:
            yield from range(first, last + 1)

    def step(self, at: Place, down: int, right: int) -> Place:
        """Where Enter or Tab leads inside the block: at its end it begins again in the next line of it."""
        rows, columns = list(self.rows()), list(self.columns)
        if at[0] not in rows or at[1] not in columns:
            return rows[0], columns[0]
        row, column = rows.index(at[0]), columns.index(at[1])
        if down:
            place = (column * len(rows) + row + down) % self.cells
            return rows[place % len(rows)], columns[place // len(rows)]
        place = (row * len(columns) + column + right) % self.cells
        return rows[place // len(columns)], columns[place % len(columns)]


def block_of(ranges: Iterable[Range], seen: Sequence[int]) -> Block:
    """The block that rectangles make up.

    Args:
        ranges: they may touch, and do not overlap.
        seen: the columns that are seen, in the order they are seen.
    """
    kept = [each for each in ranges if any(each[1] <= column <= each[3] for column in seen)]
    columns = tuple(column for column in seen if any(left <= column <= right for _, left, _, right in kept))
    spans = _joined([(top, bottom) for top, _, bottom, _ in kept])
    height = sum(last - first + 1 for first, last in spans)
    area = sum(
        (bottom - top + 1) * sum(left <= column <= right for column in columns)
        for top, left, bottom, right in kept
    )
    regular = area == height * len(columns)
    return Block(spans, columns, regular, whole=regular and bool(columns) and len(columns) == len(seen))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)
