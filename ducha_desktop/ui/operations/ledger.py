"""Questions about the ledger: pages, counts, one matter, and what can be filtered by."""

import threading
import time
from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ducha_desktop.domain.ledger_query import LedgerQuery, ListColumn
from ducha_desktop.services import ledger, ledger_table
from ducha_desktop.services.ledger import Choices, Tallies
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import MatterDetail, MatterRow
from ducha_desktop.ui.operations import Door, Read, Task, question
from ducha_desktop.ui.stretch import PAGE, Opening

if TYPE_CHECKING:
    from ducha_desktop.services.ledger_lists import ValueList
    from ducha_desktop.services.outline import Hidden
    from ducha_desktop.services.views import ReportView

SLOW = 0.03
"""Seconds of work a page may take; where a second one takes more, the order is worked out once and kept.

The first may only have met an index that nobody had read yet.
"""

STEP = 2_000
"""Rows read at once of a long selection."""

NEWEST = 30
"""Entries of a matter's history and reports that are read with it; older ones when they are asked for."""

MORE_REPORTS = 100
"""Reports that are read at once when more of them are asked for."""


class LedgerSource:
    """The rows of one query, page by page.

    An indexed order is read by offset. Where that turns out slow, and where counting the list means going
    through it anyway, its ids are read once in order, eight bytes a row, and pages come from them.
    """

    def __init__(self, query: LedgerQuery, words: tuple[str, ...] = ()) -> None:
        """Keep the query, and of which further columns the words are wanted."""
        self.query, self.words = query, words
        self._lock = threading.Lock()
        self._ids: array[int] | None = None
        self._count: int | None = None
        self._slow_pages = 0

    def opening(self, page: int) -> Read[Opening[MatterRow]]:
        """How many rows there are, and one page of them."""

        def put(reader: Reader) -> Opening[MatterRow]:
            ids = ledger.ids(reader, self.query) if ledger.is_of_holders(self.query) else None
            count = ledger.count(reader, self.query) if ids is None else len(ids)
            number = min(page, max(0, (count - 1) // PAGE))
            with self._lock:
                self._ids, self._count = ids, count
            return Opening(count, number, self._page(reader, number))

        return question(put)

    def page(self, number: int) -> Read[Sequence[MatterRow]]:
        """One page."""
        return question(lambda reader: self._page(reader, number))

    def rows(self, spans: Sequence[tuple[int, int]]) -> Read[list[MatterRow]]:
        """The rows between these places (first, last)."""
        return in_steps(spans, self._between)

    def position(self, uid: str) -> "Read[int | Hidden | None]":
        """At which place of the list a matter stands, None when it is not in it."""
        return question(lambda reader: ledger.position(reader, self.query, uid))

    def _between(self, reader: Reader, first: int, last: int) -> list[MatterRow]:
        return ledger_table.page(reader, self.query, offset=first, limit=last - first + 1, keys=self.words)

    def _page(self, reader: Reader, number: int) -> Sequence[MatterRow]:
        ids = self._order(reader)
        if ids is not None:
            wanted = ids[number * PAGE : (number + 1) * PAGE]
            return ledger_table.rows_by_ids(reader, wanted, keys=self.words)
        began = time.thread_time()  # waiting for the disk or for others is no reason to read a million ids
        rows = ledger_table.page(
            reader, self.query, offset=number * PAGE, limit=PAGE, keys=self.words, count=self._count
        )
        self._slow_pages += time.thread_time() - began > SLOW
        return rows

    def _order(self, reader: Reader) -> "array[int] | None":
        """The ids of the whole list where they are known or needed."""
        with self._lock:
            if self._ids is None and self._slow_pages > 1:
                self._ids = ledger.ids(reader, self.query)
            return self._ids


def in_steps(
    spans: Sequence[tuple[int, int]], between: "Callable[[Reader, int, int], list[MatterRow]]"
) -> Read[list[MatterRow]]:
    """What `between` gives for stretches of these places, some at a time, so that it can be broken off."""

    def work(door: Door, task: Task) -> list[MatterRow]:
        found: list[MatterRow] = []
        with door.office.read() as reader:
            for first, last in spans:
                for start in range(first, last + 1, STEP):
                    task.check()
                    found += between(reader, start, min(start + STEP - 1, last))
        return found

    return Read(work)


def figures(query: LedgerQuery) -> Read[tuple[Tallies, int]]:
    """The filtered list counted by stage, state and light, and how many matters the ledger holds."""
    return question(lambda reader: (ledger.tallies(reader, query), ledger.count(reader, LedgerQuery())))


def values(query: LedgerQuery, column: ListColumn) -> "Read[ValueList]":
    """The values of a column with their counts, in the list as otherwise filtered."""

    def put(reader: Reader) -> "ValueList":
        from ducha_desktop.services import ledger_lists

        return ledger_lists.values(reader, query, column)

    return question(put)


def total() -> Read[int]:
    """How many matters the ledger holds."""
    return question(lambda reader: ledger.count(reader, LedgerQuery()))


def standing(query: LedgerQuery) -> Read[LedgerQuery]:
    """The query with those who stayed in the place of the units and people that were merged."""

    def put(reader: Reader) -> LedgerQuery:
        from ducha_desktop.services.merged import Merges

        return Merges(reader.connection).standing(query)

    return question(put)


def detail(uid: str) -> Read[MatterDetail]:
    """Everything about one matter."""
    return question(lambda reader: _detail(reader, uid))


def more_reports(uid: str, *, skip: int) -> "Read[tuple[ReportView, ...]]":
    """The reports of a matter behind the latest `skip`, some at a time."""

    def put(reader: Reader) -> "tuple[ReportView, ...]":
        from ducha_desktop.services.detail import reports

        return reports(reader, uid, limit=MORE_REPORTS, skip=skip)

    return question(put)


def choices() -> Read[Choices]:
    """Ledgers, units, leaders and sources that occur, in official order."""
    return question(ledger.choices)


def _detail(reader: Reader, uid: str) -> MatterDetail:
    # Not needed for the first paint, and heavier than the list.
    from ducha_desktop.services.detail import detail as detail_of

    return detail_of(reader, uid, newest=NEWEST)
