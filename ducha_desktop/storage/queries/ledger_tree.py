"""The ledger as a tree: whole matters, the parts below them, and what those come to."""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ducha_desktop.domain.ledger_query import LedgerQuery, ListColumn
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries.ledger import order_by
from ducha_desktop.storage.queries.ledger_groups import Path, groups
from ducha_desktop.storage.queries.ledger_where import LIVE, Table, Where

PLACES = (ListColumn.LEDGER, ListColumn.CATEGORY, ListColumn.ITEM)
"""Plan, class and item: the headings over the matters that are part of no other."""
_PLACE = "ledger, category, item_group"


@dataclass(frozen=True, slots=True)
class Family:
    """What a filtered list is as a tree.

    Attributes:
        places: matters of the list below the headings of each place, with all parts of what stands there.
        beside: uids of matters outside the list that are shown because a part of them is in it.
        wholes: uids of matters that have parts to be shown.
        lost: uids that matters name as what they are part of, and that are in no ledger any more.
        restricted: whether filters leave anything out.
    """

    places: dict[Path, int]
    beside: frozenset[str]
    wholes: frozenset[str]
    lost: tuple[str, ...]
    restricted: bool


class Tree:
    """The tree of one query on one connection."""

    def __init__(
        self, connection: Connection, query: LedgerQuery, today: date, *, table: Table = LIVE
    ) -> None:
        """Ask nothing yet."""
        self._connection, self._table, self._today = connection, table, today
        self._query = replace(query, groups=(), tree=False)
        self._where = Where(self._query, today, table=table)

    def family(self) -> Family:
        """Places and relations of everything the filters leave."""
        parts = self._parts()
        above = self._above({row[1] for row in parts} - {row[0] for row in parts})
        known = {row[0]: row for row in (*above, *parts)}
        counts = Counter(dict(groups(self._connection, self._query, self._today, PLACES, table=self._table)))
        counts.subtract(tuple(row[2:]) for row in parts)
        tops: dict[str, Path] = {}
        counts.update(_top(row[0], known, tops) for row in parts)
        standing = {row[0] for row in above}
        lost = {row[1] for row in known.values() if row[1] and row[1] not in known}
        return Family(
            {path: number for path, number in counts.items() if number > 0},
            frozenset(standing - self._of_list(standing)),
            frozenset(row[1] for row in known.values() if row[1] in known),
            tuple(sorted(lost)),
            bool(self._where.conditions),
        )

    def roots(self, path: Path, family: Family) -> "array[int]":
        """Ids of the matters of one place that are part of no other, in order."""
        conditions = ["ledger = :p0 AND category = :p1 AND item_group = :p2"]
        conditions.append("(parent = '' OR parent IN (SELECT value FROM json_each(:lost)))")
        more = {"p0": path[0], "p1": path[1], "p2": path[2], "lost": json.dumps(family.lost)}
        return array("q", (row[0] for row in self._shown("id", conditions, more, family)))

    def all_roots(self, family: Family) -> dict[Path, "array[int]"]:
        """The same of all places, in one walk."""
        found: dict[Path, array[int]] = {}
        conditions = ["(parent = '' OR parent IN (SELECT value FROM json_each(:lost)))"]
        for row_id, *place in self._shown(
            f"id, {_PLACE}", conditions, {"lost": json.dumps(family.lost)}, family, walk=" NOT INDEXED"
        ):
            found.setdefault(tuple(place), array("q")).append(row_id)
        return found

    def parts_of(self, uids: Sequence[str], family: Family) -> dict[str, "array[int]"]:
        """Ids of the parts of each of these matters, in order."""
        found: dict[str, array[int]] = {}
        conditions = ["parent IN (SELECT value FROM json_each(:uids)) AND parent <> ''"]
        for parent, row_id in self._shown("parent, id", conditions, {"uids": json.dumps(list(uids))}, family):
            found.setdefault(parent, array("q")).append(row_id)
        return found

    def ids_of(self, uids: Iterable[str]) -> dict[int, str]:
        """The uids of matters by id."""
        statement = f"SELECT id, uid FROM {self._table} WHERE uid IN ({{marks}})"
        return dict(rows_in(self._connection, statement, list(uids)))

    def works(self, uids: Sequence[str]) -> dict[str, tuple[int, int, int]]:
        """Of matters that have parts: how many parts, and of those without parts of their own: done, all that count."""
        found = self._connection.execute(_WORKS.format(table=self._table), (json.dumps(list(uids)),))
        return {top: (parts, done, counted) for top, parts, done, counted in found.fetchall()}

    def line_to(self, uid: str) -> tuple[int, Path, list[str]] | None:
        """Id and place of a matter's topmost whole, and the uids from there down to the matter."""
        line: list[str] = []
        at, place, row_id = uid, (), 0
        while at and at not in line:
            row = self._connection.execute(
                f"SELECT parent, id, {_PLACE} FROM {self._table} WHERE uid = ?", (at,)
            ).fetchone()
            if row is None:
                break
            line.insert(0, at)
            at, row_id, place = row[0], row[1], tuple(row[2:])
        return (row_id, place, line) if line else None

    def _parts(self) -> list[tuple[Any, ...]]:
        """(uid, parent, place…) of the matters of the list that are parts of others."""
        statement = (
            f"SELECT uid, parent, {_PLACE} FROM {self._table}"
            f" WHERE {' AND '.join([*self._where.conditions, _A_PART])}"
        )
        return list(self._connection.execute(statement, self._where.parameters).fetchall())

    def _above(self, wanted: set[str]) -> list[tuple[Any, ...]]:
        """(uid, parent, place…) of everything these uids lead up to."""
        found: dict[str, tuple[Any, ...]] = {}
        asked: set[str] = set()
        while wanted := wanted - asked - {""}:
            asked |= wanted
            statement = f"SELECT uid, parent, {_PLACE} FROM {self._table} WHERE uid IN ({{marks}})"
            rows = list(rows_in(self._connection, statement, list(wanted)))
            found |= {row[0]: row for row in rows}
            wanted = {row[1] for row in rows}
        return list(found.values())

    def _of_list(self, uids: set[str]) -> set[str]:
        """Those of these matters that the filters leave."""
        if not self._where.conditions or not uids:
            return uids
        conditions = ["uid IN (SELECT value FROM json_each(:some))", *self._where.conditions]
        statement = f"SELECT uid FROM {self._table} WHERE {' AND '.join(conditions)}"
        parameters = self._where.parameters | {"some": json.dumps(list(uids))}
        return {row[0] for row in self._connection.execute(statement, parameters)}

    def _shown(
        self,
        columns: str,
        conditions: Sequence[str],
        parameters: dict[str, Any],
        family: Family,
        *,
        walk: str = "",
    ) -> Iterable[tuple[Any, ...]]:
        parts = list(conditions)
        if family.restricted:
            told = " AND ".join(self._where.conditions)
            parts.append(f"(({told}) OR uid IN (SELECT value FROM json_each(:beside)))")
            parameters = parameters | self._where.parameters | {"beside": json.dumps(list(family.beside))}
        statement = (
            f"SELECT {columns} FROM {self._table}{walk} WHERE {' AND '.join(parts)}{order_by(self._query)}"
        )
        found: Iterable[tuple[Any, ...]] = self._connection.execute(statement, parameters)
        return found


_A_PART = "parent <> ''"
_WORKS = """WITH RECURSIVE below(top, uid, stage) AS (
  SELECT p.value, c.uid, c.stage FROM json_each(?) p JOIN {table} c ON c.parent = p.value AND c.parent <> ''
  UNION SELECT b.top, c.uid, c.stage FROM below b JOIN {table} c ON c.parent = b.uid AND c.parent <> ''
) SELECT top, count(*),
  sum(stage = 'closed' AND uid NOT IN (SELECT parent FROM {table} WHERE parent <> '')),
  sum(stage IN ('closed', 'closing', 'open') AND uid NOT IN (SELECT parent FROM {table} WHERE parent <> ''))
FROM below GROUP BY top"""


def _top(uid: str, known: dict[str, tuple[Any, ...]], tops: dict[str, Path]) -> Path:
    """The place of the topmost whole of a matter."""
    line: list[str] = []
    at = uid
    while at not in tops:
        line.append(at)
        above = known[at][1]
        if above not in known or above in line:
            tops[at] = tuple(known[at][2:])
            break
        at = above
    for each in line:
        tops[each] = tops[at]
    return tops[at]
