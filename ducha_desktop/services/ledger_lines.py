"""Ledger rows on their way out of the program: as stored, looked at only where something new stands.

What a row means is said once, by the view of a row (`services.ledger`); here its answers are
remembered by the stored values they follow from, because an export asks the same of every row.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from ducha_desktop.domain.fields import EXTRA_PREFIX
from ducha_desktop.services.views import MatterRow
from ducha_desktop.storage.queries.ledger import ROW_COLUMNS

TEXTS = ("category", "target", "task", "measures", "progress_text", "problems", "next_steps", "remarks")
"""The long texts of a matter that an export shows."""

BESIDE = (*TEXTS, "townships")
"""What may stand behind `ROW_COLUMNS` in a line: all of it or nothing."""

PLACES = {name: place for place, name in enumerate((*ROW_COLUMNS, *BESIDE))}
"""Where each column stands in a line; what is `BESIDE` may be left out."""

EXTRAS = len(PLACES)
"""Where the extra words of a matter stand as JSON, behind everything else; there when a column asks for them."""

Stored = tuple[Any, ...]
View = Callable[[Stored], MatterRow]
T = TypeVar("T")
_MOST = 20_000


class Line:
    """One row of the ledger on its way out: its view and texts are made when somebody asks.

    Attributes:
        stored: the values of `ROW_COLUMNS`, with or without those of `BESIDE`, and behind them the extra words.
    """

    __slots__ = ("_view", "stored")

    def __init__(self, stored: Stored, view: View) -> None:
        """A stored row, and what makes its view."""
        self.stored = stored
        self._view = view

    @property
    def row(self) -> MatterRow:
        """The row as everybody sees it."""
        return self._view(self.stored)

    @property
    def fields(self) -> dict[str, str]:
        """The long texts, townships and extra words by key of `domain.fields`; empty when they were not read."""
        texts = self.stored[len(ROW_COLUMNS) : EXTRAS]
        found = dict(zip(BESIDE, texts, strict=True)) if texts else {}
        for words in self.stored[EXTRAS:]:
            found |= {EXTRA_PREFIX + name: text for name, text in extra_words(words).items()}
        return found


def extra_words(stored: str) -> dict[str, str]:
    """The extra words of a matter by name, from their JSON."""
    return json.loads(stored) if stored not in _NO_EXTRAS else {}


_NO_EXTRAS = ("{}", "")


def stored_columns(lines: Sequence[Line]) -> list[Sequence[Any]]:
    """The stored values of some lines column by column."""
    return list(zip(*(line.stored for line in lines), strict=True))


class Remembered(Generic[T]):
    """What a function says of a row, asked once for every combination of the stored columns it follows from."""

    def __init__(self, take: Callable[[MatterRow], T], names: Sequence[str]) -> None:
        """`take` must look at nothing but what comes from the columns `names`."""
        self._take = take
        self._places = [PLACES[name] for name in names]
        self._known: dict[Hashable, T] = {}

    def __call__(self, lines: Sequence[Line], stored: Sequence[Sequence[Any]]) -> list[T]:
        """The answers for some lines, whose values stand in `stored` column by column."""
        columns = [stored[place] for place in self._places]
        known = self._known
        try:
            return list(map(known.__getitem__, _keys(columns)))
        except KeyError:
            pass
        if len(known) > _MOST:
            known.clear()
        for key, line in zip(_keys(columns), lines, strict=True):
            if key not in known:
                known[key] = self._take(line.row)
        return list(map(known.__getitem__, _keys(columns)))


def _keys(columns: Sequence[Sequence[Hashable]]) -> Iterable[Hashable]:
    # A zip that nobody keeps the tuples of makes one tuple in all, not one a row.
    return columns[0] if len(columns) == 1 else zip(*columns, strict=True)
