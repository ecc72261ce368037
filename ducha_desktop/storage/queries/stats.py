"""The figures of the ledger counted by group: one pass over the rows, or over an index that knows enough.

Every count is of matters; a group is named by the key of its grouping, `''` where the matter has none.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import NARROW_INDEX, NARROW_LIGHT
from ducha_desktop.storage.queries.ledger_bins import LIGHT
from ducha_desktop.storage.queries.ledger_where import LIVE, Where


class Counted(NamedTuple):
    """One group: its matters by stage, and those of them that are late in some way.

    Attributes:
        key: what the group is named by.
        overdue: open and red.
        closing_late: in the closing procedure and red.
        closed_late: closed after the deadline (超时办结): closed without a light.
    """

    key: str
    draft: int
    open: int
    closing: int
    closed: int
    cancelled: int
    overdue: int
    closing_late: int
    closed_late: int


class Times(NamedTuple):
    """How long the closed matters of a group took: so many days together, for so many matters."""

    key: str
    days: int
    matters: int


class Instructions(NamedTuple):
    """The leaders' instructions (批示) that the matters of a group come from, and those answered."""

    key: str
    given: int
    replied: int


KEYS = {
    "": "''",
    "ledger": "ledger_uid",
    "source": "source",
    "month": "coalesce(substr(due, 1, 7), '')",
    "registered": "coalesce(substr(registered, 1, 7), '')",
}
"""Groupings by something that the row itself says."""


class _Part(NamedTuple):
    """A grouping by who has a part: the key of a holder, the part, and where the row names who has it."""

    key: str
    role: str
    place: str


HOLDERS = {
    "unit": _Part("a.unit_uid", "lead", "lead_unit"),
    "leader": _Part("a.person_uid", "responsible", "responsible"),
    "class": _Part("(SELECT '='||u.rank_class FROM unit u WHERE u.uid = a.unit_uid)", "lead", "lead_unit"),
}
"""Groupings by who has a part; the key of a class begins with `=`, so that no class is told from no unit."""

_LATE = (
    "sum(stage = 'open' AND light = 'red'), sum(stage = 'closing' AND light = 'red'),"
    " sum(stage = 'closed' AND light = 'none')"
)
_STAGES = ", ".join(f"sum(stage = '{stage}')" for stage in ("draft", "open", "closing", "closed", "cancelled"))
_RED = "(light_fixed IS NULL AND NOT coalesce(green_from > :today, 0) AND red_from <= :today OR light_fixed IS 'red')"
_TALLIED = {"": "''", "ledger": "ledger_uid"}
_NARROW = frozenset({"source", "month"})


@dataclass(frozen=True, slots=True)
class Grouped:
    """Rows of the ledger to be counted by group.

    Attributes:
        connection: a reader.
        where: conditions for `table`.
        by: a key of `KEYS` or `HOLDERS`; empty counts the whole.
        table: the ledger's rows, or those of a past day.
        everything: no condition is set, and the rows are those of the present.
    """

    connection: Connection
    where: Where
    by: str = ""
    table: str = LIVE

    @property
    def everything(self) -> bool:
        return self.table == LIVE and not self.where.conditions

    def counted(self) -> list[Counted]:
        """The figures by group."""
        if self.everything and self.by in _TALLIED:
            asked = _of_tally(_TALLIED[self.by])
        elif self.everything and self.by in _NARROW:
            asked = (
                f"SELECT key, {_STAGES}, {_LATE} FROM (SELECT {KEYS[self.by]} AS key, stage, {NARROW_LIGHT} AS light"
                f" FROM ledger_row INDEXED BY {NARROW_INDEX}) GROUP BY 1"
            )
        elif self.everything and self.by in ("unit", "class"):
            return self._by_lead() if self.by == "unit" else self._by_class()
        else:
            asked = f"SELECT key, {_STAGES}, {_LATE} FROM ({self._rows()}) GROUP BY 1"
        return [Counted(*row) for row in self.connection.execute(asked, self.where.parameters).fetchall()]

    def unreported(self) -> dict[str, int]:
        """Matters whose report of the running cycle is owed and not there on the day, by group."""
        asked = f"SELECT key, count(*) FROM ({self._rows('unreported_from <= :today')}) GROUP BY 1"
        return dict(self.connection.execute(asked, self.where.parameters).fetchall())

    def times(self) -> list[Times]:
        """Calendar days from 交办 (签收 where only that is known) to 申请办结 (or 销号) of closed matters.

        A matter that ends before it begins is an error of entry and is left out.
        """
        begun, ended = "coalesce(m.assigned_on, m.signed_on)", "coalesce(m.claimed_on, m.closed_on)"
        rows = self._rows("stage = 'closed'")
        asked = (
            f"SELECT r.key, sum(CAST(julianday({ended}) - julianday({begun}) AS INTEGER)), count(*) FROM ({rows}) r"
            " CROSS JOIN matter m ON m.id = r.id WHERE (m.claimed_on IS NOT NULL OR m.closed_on IS NOT NULL)"
            f" AND {begun} <= {ended} GROUP BY 1"
        )
        return [Times(*row) for row in self.connection.execute(asked, self.where.parameters).fetchall()]

    def instructions(self) -> list[Instructions]:
        """Leaders' instructions and replies by group, each instruction once in a group."""
        known = "SELECT EXISTS (SELECT 1 FROM origin WHERE kind = 'instruction' AND deleted_at IS NULL)"
        if not self.connection.execute(known).fetchone()[0]:
            return []
        asked = (
            "SELECT key, count(*), sum(replied) FROM (SELECT DISTINCT r.key, o.uid, o.replied_on IS NOT NULL AS replied"
            " FROM origin o JOIN matter_origin t ON t.origin_uid = o.uid AND t.deleted_at IS NULL"
            f" JOIN ({self._rows()}) r ON r.uid = t.matter_uid"
            " WHERE o.kind = 'instruction' AND o.deleted_at IS NULL) GROUP BY 1"
        )
        return [Instructions(*row) for row in self.connection.execute(asked, self.where.parameters).fetchall()]

    def repeated(self) -> int:
        """How often matters under 总数 are counted once more because several hold the part."""
        if self.by not in HOLDERS:
            return 0
        several = f"stage IN ('open', 'closing', 'closed') AND instr({HOLDERS[self.by].place}, char(10))"
        times, matters = (
            int(self.connection.execute(asked, self.where.parameters).fetchone()[0])
            for asked in (
                f"SELECT count(*) FROM ({self._rows(several)})",
                f"SELECT count(*) FROM {self.table}{self._sql(several)}",
            )
        )
        return times - matters

    def _sql(self, *conditions: str) -> str:
        parts = [*self.where.conditions, *conditions]
        return f" WHERE {' AND '.join(parts)}" if parts else ""

    def _rows(self, *conditions: str) -> str:
        """`key, id, uid, stage, light` of the rows; for holders once for each of them.

        Most matters have one holder, whom the row names in one line; only the others must be told apart.
        """
        if self.by not in HOLDERS:
            return (
                f"SELECT {KEYS[self.by]} AS key, id, uid, stage, {LIGHT} AS light"
                f" FROM {self.table}{self._sql(*conditions)}"
            )
        part = HOLDERS[self.by]
        several = f"instr({part.place}, char(10))"
        return " UNION ALL ".join(
            f"SELECT {distinct}coalesce({part.key}, '') AS key, r.id, r.uid, r.stage, r.light FROM"
            f" (SELECT id, uid, stage, {LIGHT} AS light FROM {self.table}{self._sql(*conditions, which)}) r"
            f" LEFT JOIN assignment a ON a.matter_uid = r.uid AND a.role = '{part.role}' AND a.deleted_at IS NULL"
            for distinct, which in (("", f"NOT {several}"), ("DISTINCT ", several))
        )

    def _by_lead(self) -> list[Counted]:
        """By unit, from the index of lead units, which is in the order of the groups and knows what is late."""
        asked = (
            f"SELECT lead_order, lead_unit, {_STAGES}, sum(stage = 'open' AND coalesce({_RED}, 0)),"
            f" sum(stage = 'closing' AND coalesce({_RED}, 0)), sum(stage = 'closed' AND light_fixed IS 'none')"
            " FROM ledger_row INDEXED BY ix_ledger_row_lead GROUP BY 1, 2"
        )
        units: dict[tuple[int, str], list[str]] = {}
        for uid, order, name in self.connection.execute("SELECT uid, official_order, name FROM unit").fetchall():
            units.setdefault((order, name), []).append(uid)
        found = self.connection.execute(asked, self.where.parameters).fetchall()
        places = [units.get((order, name), []) if name else [""] for order, name, *_ in found]
        if any(len(uids) != 1 for uids in places):  # two units of one name and place
            rows = f"SELECT key, {_STAGES}, {_LATE} FROM ({self._rows()}) GROUP BY 1"
            return [Counted(*row) for row in self.connection.execute(rows, self.where.parameters).fetchall()]
        return [Counted(uid, *row[2:]) for (uid,), row in zip(places, found, strict=True)]


    def _by_class(self) -> list[Counted]:
        """By class, summed from the units."""
        classes = dict(self.connection.execute("SELECT uid, '='||rank_class FROM unit").fetchall())
        sums: dict[str, list[int]] = {}
        for unit, *numbers in replace(self, by="unit").counted():
            key = classes.get(unit, "")
            sums[key] = [a + b for a, b in zip(sums.get(key, [0] * len(numbers)), numbers, strict=True)]
        return [Counted(key, *numbers) for key, numbers in sums.items()]


def _of_tally(key: str) -> str:
    """The same out of the counts that the ledger keeps."""
    stages = ", ".join(
        f"sum(n * (stage = '{stage}'))" for stage in ("draft", "open", "closing", "closed", "cancelled")
    )
    late = (
        "sum(n * (stage = 'open' AND light = 'red')), sum(n * (stage = 'closing' AND light = 'red')),"
        " sum(n * (stage = 'closed' AND light = 'none'))"
    )
    return f"SELECT {key}, {stages}, {late} FROM ledger_tally WHERE day <= :today GROUP BY 1 HAVING sum(n) <> 0"
