"""The ledger under headings: its lines page by page, where a matter stands, and sub-totals."""

import threading
from collections.abc import Sequence

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.office import Reader
from ducha_desktop.services.outline import Folding, Heading, Hidden, Line, Path, Plan
from ducha_desktop.services.outline_groups import Figures, GroupOutline
from ducha_desktop.services.outline_tree import Outline, outline_of
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.operations import Read, question
from ducha_desktop.ui.operations.ledger import in_steps
from ducha_desktop.ui.stretch import PAGE, Opening


class OutlineSource:
    """The lines of one query in groups or as a tree."""

    def __init__(
        self,
        query: LedgerQuery,
        words: tuple[str, ...] = (),
        *,
        folding: Folding | None = None,
        before: "OutlineSource | None" = None,
    ) -> None:
        """As `LedgerSource`.

        Args:
            query: filters, order and arrangement.
            words: the columns whose words are read from the matters.
            folding: what is folded; None leaves it to the length of the list.
            before: the same list folded otherwise, whose counts still hold.
        """
        self.query, self.words = query, words
        self._chosen = folding
        self._lock = threading.Lock()
        self._outline: Outline | None = None if before is None else before.folded(query, words, folding)
        self._plan: Plan | None = None

    @property
    def folding(self) -> Folding:
        """What is folded; of no meaning before the list has been opened."""
        return self._outline.folding if self._outline is not None else self._chosen or Folding()

    def opening(self, page: int) -> Read[Opening[MatterRow]]:
        """All headings, and one page of lines; everything is counted anew at the second time of asking."""

        def put(reader: Reader) -> Opening[MatterRow]:
            with self._lock:
                if self._plan is not None:
                    self._chosen, self._outline = self.folding, None
                plan = self._laid_out(reader, afresh=True)
                number = min(page, max(0, (plan.count - 1) // PAGE))
                return Opening(plan.count, number, self._lines(reader, plan, number), plan)

        return question(put)

    def page(self, number: int) -> Read[Sequence[MatterRow]]:
        """One page of lines."""

        def put(reader: Reader) -> Sequence[MatterRow]:
            with self._lock:
                return self._lines(reader, self._laid_out(reader), number)

        return question(put)

    def rows(self, spans: Sequence[tuple[int, int]]) -> Read[list[MatterRow]]:
        """The matters between these places (first, last)."""

        def between(reader: Reader, first: int, last: int) -> list[MatterRow]:
            with self._lock:
                plan = self._laid_out(reader)
                return self._drawn().matters(reader, plan, first, last)

        return in_steps(spans, between)

    def position(self, uid: str) -> Read[int | Hidden | None]:
        """In which line a matter stands, what hides it, None when it is not in the list."""

        def put(reader: Reader) -> int | Hidden | None:
            with self._lock:
                plan = self._laid_out(reader)
                return self._drawn().place(reader, plan, uid)

        return question(put)

    def figures(self, headings: Sequence[Heading]) -> Read[dict[Path, Figures]]:
        """The sub-totals of these headings and of others that have been worked out; a tree has none."""

        def put(reader: Reader) -> dict[Path, Figures]:
            with self._lock:
                self._laid_out(reader)
                outline = self._drawn()
            return outline.figures(reader, headings) if isinstance(outline, GroupOutline) else {}

        return question(put)

    def folded(self, query: LedgerQuery, words: tuple[str, ...], folding: Folding | None) -> Outline:
        """An outline of the same list folded otherwise, with what has been counted."""
        return outline_of(query, folding, keys=words, before=self._outline)

    def _drawn(self) -> Outline:
        if self._outline is None:
            self._outline = outline_of(self.query, self._chosen, keys=self.words)
        return self._outline

    def _laid_out(self, reader: Reader, *, afresh: bool = False) -> Plan:
        if self._plan is None or afresh:
            self._plan = self._drawn().plan(reader)
        return self._plan

    def _lines(self, reader: Reader, plan: Plan, number: int) -> Sequence[MatterRow]:
        last = min((number + 1) * PAGE, plan.count) - 1
        lines: Sequence[Line] = self._drawn().lines(reader, plan, number * PAGE, last)
        return lines  # type: ignore[return-value]  # headings and gaps: `WindowModel.row` leaves them out
