"""What groups of the statistics are called, in which order they stand, and which list each of them is."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from ducha_desktop.domain.ledger_query import ColumnFilter, LedgerQuery, ListColumn
from ducha_desktop.domain.vocabulary import AssignmentRole, DueKind
from ducha_desktop.services.office import Reader

EMPTY = {
    "unit": "（无牵头单位）",
    "leader": "（无责任领导）",
    "ledger": "（无台账）",
    "source": "（无来源）",
    "month": "（无具体时限）",
    "class": "（无牵头单位）",
    "registered": "（无登记日期）",
}
"""What a group of matters is called that have none of what is grouped by."""

UNCLASSED = "（未分类）"
LAST = 1 << 40


@dataclass(slots=True)
class Naming:
    """Names and places of groups by key.

    Attributes:
        by: what is grouped by.
        names: by key, in official order.
        further: what tells those of one name apart: post or unit.
        classes: of units, their class.
    """

    by: str = ""
    names: dict[str, str] = field(default_factory=dict)
    further: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """What the group is called."""
        return self.names.get(key, key) or EMPTY.get(self.by, "")

    def place(self, key: str) -> tuple[int, str]:
        """In official order, then by name; those without one last."""
        if not self._places:
            self._places = {known: place for place, known in enumerate(self.names)}
        return (LAST if not key else self._places.get(key, LAST - 1), key)

    def tell_apart(self, used: Collection[str]) -> None:
        """Give those of one name among the used what tells them apart, and what still fails the end of their uid."""
        often = Counter(name for key, name in self.names.items() if key in used)
        for key in used:
            name = self.names.get(key, "")
            if often[name] > 1:
                self.names[key] = f"{name}（{self.further.get(key) or key}）"
        twice = Counter(self.names[key] for key in used if key in self.names)
        for key in used:
            if twice[self.names.get(key, "")] > 1:
                self.names[key] += key[-6:]


def naming(reader: Reader, by: str) -> Naming:
    """The names of what can be grouped by, in official order."""
    if by not in _NAMED:
        return Naming(by)
    rows = reader.connection.execute(_NAMED[by]).fetchall()
    if by == "class":
        return Naming(by, {key: word or UNCLASSED for key, word in rows})
    names = {uid: name for uid, name, *_ in rows}
    further = {uid: more for uid, _, more, *_ in rows}
    classes = {uid: rest[0] for uid, _, _, *rest in rows if rest}
    return Naming(by, names, further, classes)


_NAMED = {
    "unit": (
        "SELECT u.uid, u.name, p.name, u.rank_class FROM unit u LEFT JOIN unit p ON p.uid = u.parent_uid"
        " ORDER BY u.official_order, u.id"
    ),
    "leader": (
        "SELECT p.uid, p.name, coalesce((SELECT title FROM post WHERE person_uid = p.uid AND deleted_at IS NULL"
        " ORDER BY official_order, id LIMIT 1), u.name) FROM person p LEFT JOIN unit u ON u.uid = p.unit_uid"
        " ORDER BY p.official_order, p.id"
    ),
    "ledger": "SELECT uid, name, kind FROM ledger ORDER BY official_order, id",
    "class": "SELECT '='||rank_class, rank_class FROM unit GROUP BY 1 ORDER BY min(official_order), 1",
}


def list_of(reader: Reader, query: LedgerQuery, by: str, key: str) -> LedgerQuery:
    """The list of the matters of one group within the query; `by` empty is the whole."""
    if by in _COLUMNS and not key:
        return _with(query, _COLUMNS[by], _NO_DAY if by == "month" else ("",))
    if by in _FILTERS:
        return _FILTERS[by](query, key)
    if by == "leader":
        return replace(query, leaders=(key,), roles=(AssignmentRole.RESPONSIBLE.value,))
    if by == "class":
        asked = "SELECT uid FROM unit WHERE '='||rank_class = ? ORDER BY official_order, id"
        return replace(
            query, leads=tuple(uid for (uid,) in reader.connection.execute(asked, (key,)).fetchall())
        )
    return _with(query, _COLUMNS[by], (key,)) if by else query


_COLUMNS = {
    "unit": ListColumn.LEAD_UNIT,
    "class": ListColumn.LEAD_UNIT,
    "leader": ListColumn.RESPONSIBLE,
    "source": ListColumn.SOURCE,
    "ledger": ListColumn.LEDGER,
    "month": ListColumn.DUE,
    "registered": ListColumn.REGISTERED,
}
_FILTERS: dict[str, Callable[[LedgerQuery, str], LedgerQuery]] = {
    "ledger": lambda query, key: replace(query, ledgers=(key,)),
    "source": lambda query, key: replace(query, sources=(key,)),
    "unit": lambda query, key: replace(query, leads=(key,)),
}
"""Groupings that are a filter of the ledger's own."""
_NO_DAY = ("", *(kind.value for kind in DueKind))


def _with(query: LedgerQuery, column: ListColumn, values: Sequence[str]) -> LedgerQuery:
    others = tuple(each for each in query.columns if each.column is not column)
    return replace(query, columns=(*others, ColumnFilter(column, tuple(values))))
