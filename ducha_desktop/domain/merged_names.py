"""Filters that name units and people which a merge has taken away: they mean the ones that stayed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ducha_desktop.domain.ledger_query import ColumnFilter, LedgerQuery, ListColumn

_LINES = "\n"
_UNITS = frozenset({ListColumn.LEAD_UNIT, ListColumn.CO_UNITS})
_LEADERS = frozenset({ListColumn.LIAISON, ListColumn.RESPONSIBLE})


@dataclass(frozen=True, slots=True)
class Stayed:
    """What became of the units, or of the people, that merges took away.

    Attributes:
        uids: uid gone → uid that stayed.
        names: name gone, which nobody has any more → name that stayed.
        places: name → place in the official order, for texts of several names.
    """

    uids: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)

    def of(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Uids or names as they are now, each once."""
        return tuple(dict.fromkeys(self.uids.get(each, self.names.get(each, each)) for each in wanted))

    def text(self, lines: str, *, ordered: bool) -> str:
        """The names of a cell, one a line, as the cell reads now."""
        names = lines.split(_LINES)
        if not any(name in self.names for name in names):
            return lines
        now = list(dict.fromkeys(self.names.get(name, name) for name in names))
        if ordered:
            now.sort(key=lambda name: self.places.get(name, 0))
        return _LINES.join(now)


def standing(query: LedgerQuery, units: Stayed, people: Stayed) -> LedgerQuery:
    """The query as it reads now; the same one where no merge touches it."""
    return replace(
        query,
        units=units.of(query.units),
        leads=units.of(query.leads),
        leaders=people.of(query.leaders),
        columns=tuple(_chosen(each, units, people) for each in query.columns),
    )


def _chosen(chosen: ColumnFilter, units: Stayed, people: Stayed) -> ColumnFilter:
    if chosen.column in _UNITS:
        values = [units.text(value, ordered=True) for value in chosen.values]
    elif chosen.column in _LEADERS or chosen.column is ListColumn.PERSONS:
        ordered = chosen.column in _LEADERS
        values = [people.text(value, ordered=ordered) for value in chosen.values]
    else:
        return chosen
    return replace(chosen, values=tuple(dict.fromkeys(values)))
