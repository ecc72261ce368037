"""A source over rows that are in memory already: import previews, backups, history."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from ducha_desktop.ui.operations import Read
from ducha_desktop.ui.stretch import PAGE, Opening

RowT = TypeVar("RowT")


class ListSource(Generic[RowT]):
    """Rows that were read at once, e.g. a judged import."""

    def __init__(self, rows: Sequence[RowT]) -> None:
        """Keep the rows."""
        self.rows = rows

    def opening(self, page: int) -> Read[Opening[RowT]]:
        """Length and one page."""
        last = max(0, (len(self.rows) - 1) // PAGE)
        number = min(page, last)
        return Read(lambda _door, _task: Opening(len(self.rows), number, self._cut(number)))

    def page(self, number: int) -> Read[Sequence[RowT]]:
        """One page."""
        return Read(lambda _door, _task: self._cut(number))

    def _cut(self, number: int) -> Sequence[RowT]:
        return self.rows[number * PAGE : (number + 1) * PAGE]
