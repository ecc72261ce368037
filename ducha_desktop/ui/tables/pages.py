"""The rows of a window in memory: pages of 128, the least used go first, old ones stay until replaced."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from ducha_desktop.ui.stretch import PAGE

RowT = TypeVar("RowT")
KEPT = 32
"""Pages kept: 4,096 rows, about two megabytes of ledger lines."""


class PageCache(Generic[RowT]):
    """Knows which rows are here, which are out of date, and which are on their way."""

    def __init__(self) -> None:
        """Start empty."""
        self._pages: OrderedDict[int, Sequence[RowT]] = OrderedDict()
        self._stale: set[int] = set()
        self._coming: set[int] = set()

    def row(self, index: int) -> RowT | None:
        """The row if it is here, fresh or not."""
        number, within = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None or within >= len(page):
            return None
        return page[within]

    def lacks(self, number: int) -> bool:
        """Whether that page has to be asked for."""
        return number not in self._coming and (number not in self._pages or number in self._stale)

    def expect(self, number: int) -> None:
        """Note that a page has been asked for."""
        self._coming.add(number)

    def give_up(self, number: int) -> None:
        """Note that a page that was asked for will not come."""
        self._coming.discard(number)

    def put(self, number: int, rows: Sequence[RowT]) -> None:
        """Keep a page; drop the least recently brought one beyond the bound."""
        self._pages[number] = rows
        self._pages.move_to_end(number)
        self._stale.discard(number)
        self._coming.discard(number)
        while len(self._pages) > KEPT:
            dropped, _ = self._pages.popitem(last=False)
            self._stale.discard(dropped)

    def outdate(self) -> None:
        """Everything here may have changed; it is shown until it is replaced."""
        self._stale = set(self._pages)
        self._coming.clear()

    def clear(self) -> None:
        """Forget everything: another question is being answered."""
        self._pages.clear()
        self._stale.clear()
        self._coming.clear()

    def rows(self, *, fresh: bool = False) -> Iterator[tuple[int, RowT]]:
        """Every row that is here with its index; on demand only those that are not out of date."""
        for number, page in self._pages.items():
            if fresh and number in self._stale:
                continue
            for within, row in enumerate(page):
                yield number * PAGE + within, row

    def __len__(self) -> int:
        """How many pages are here."""
        return len(self._pages)
