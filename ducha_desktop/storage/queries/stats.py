"""The figures of the ledger counted by group: one pass over the rows, or over an index that knows enough.

Every count is of matters; a group is named by the key of its grouping, `''` where the matter has none.
"""

import re
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
        days: calendar days together that the closed matters took (`projection_rows.days_taken`).
        timed: of how many that is known.
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
    days: int
    timed: int


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
    """A grouping by who has a part: the key of a holder, and the part. Only leaders may share theirs."""

    key: str
    role: str


HOLDERS = {
    "unit": _Part("a.unit_uid", "lead"),
    "leader": _Part("a.person_uid", "responsible"),
    "class": _Part("(SELECT '='||u.rank_class FROM unit u WHERE u.uid = a.unit_uid)", "lead"),
}
"""Groupings by who has a part; the key of a class begins with `=`, so that no class is told from no unit."""

_STAGES = ", ".join(
    f"sum(stage = '{stage}')" for stage in ("draft", "open", "closing", "closed", "cancelled")
)
_DAYS = "coalesce(sum(days), 0), count(days)"
_SUMS = (
    f"{_STAGES}, sum(stage = 'open' AND light = 'red'), sum(stage = 'closing' AND light = 'red'),"
    f" sum(stage = 'closed' AND light = 'none'), {_DAYS}"
)
_RED = "(light_fixed IS NULL AND NOT coalesce(green_from > :today, 0) AND red_from <= :today OR light_fixed IS 'red')"
_SUMS_BY_INDEX = (
    f"{_STAGES}, sum(stage = 'open' AND coalesce({_RED}, 0)), sum(stage = 'closing' AND coalesce({_RED}, 0)),"
    f" sum(stage = 'closed' AND light_fixed IS 'none'), {_DAYS}"
)
_NARROW = {"": "''", "source": "source", "month": KEYS["month"]}
_RANKED = {
    "unit": ("lead_order, lead_unit", "ix_ledger_row_lead"),
    "leader": ("leader_order, responsible", "ix_ledger_row_leader"),
}
_TALLIED = re.sub(r"sum\((stage[^)]*)\)", r"sum(n * (\1))", _SUMS.removesuffix(f", {_DAYS}"))
_BY_LEDGER = (
    f"SELECT t.*, d.days, d.timed FROM (SELECT ledger_uid, {_TALLIED} FROM ledger_tally WHERE day <= :today"
    " GROUP BY 1 HAVING sum(n) <> 0) t JOIN (SELECT ledger_uid, coalesce(sum(days), 0) AS days, count(days) AS timed"
    " FROM ledger_row INDEXED BY ix_ledger_row_ledger GROUP BY 1) d USING (ledger_uid)"
)
"""By ledger from the counts it keeps; how long matters took from the index of ledgers."""
_SEVERAL = "id IN (SELECT id FROM ledger_row WHERE instr(responsible, char(10)))"
"""Rows with several responsible leaders, by the index that knows their names."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Rows of the ledger to be counted by group.

    Attributes:
        connection: a reader.
        where: conditions for `table`.
        by: a key of `KEYS` or `HOLDERS`; empty counts the whole.
        table: the ledger's rows, or those of a past day.
    """

    connection: Connection
    where: Where
    by: str = ""
    table: str = LIVE

    @property
    def everything(self) -> bool:
        """Whether no condition is set, and the rows are those of the present."""
        return self.table == LIVE and not self.where.conditions

    def counted(self) -> list[Counted]:
        """The figures by group."""
        if self.everything and self.by in _RANKED:
            found = self._by_rank()
            if found is not None:
                return found
        if self.everything and self.by == "ledger":
            return self._ask(_BY_LEDGER)
        if self.everything and self.by == "class":
            return self._by_class()
        if self.everything and self.by in _NARROW:
            return self._ask(
                f"SELECT key, {_SUMS} FROM (SELECT {_NARROW[self.by]} AS key, stage, {NARROW_LIGHT} AS light, days"
                f" FROM ledger_row INDEXED BY {NARROW_INDEX}) GROUP BY 1"
            )
        return self._ask(f"SELECT key, {_SUMS} FROM ({self._rows()}) GROUP BY 1")

    def unreported(self) -> dict[str, int]:
        """Matters whose report of the running cycle is owed and not there on the day, by group."""
        asked = (
            f"WITH late AS MATERIALIZED ({self._rows('unreported_from <= :today')})"
            " SELECT key, count(*) FROM late GROUP BY 1"
        )
        return dict(self.connection.execute(asked, self.where.parameters).fetchall())

    def instructions(self) -> list[Instructions]:
        """Leaders' instructions and replies by group, each instruction once in a group."""
        known = "SELECT EXISTS (SELECT 1 FROM origin WHERE kind = 'instruction' AND deleted_at IS NULL)"
        if not self.connection.execute(known).fetchone()[0]:
            return []
        given = (
            "uid IN (SELECT t.matter_uid FROM origin o JOIN matter_origin t ON t.origin_uid = o.uid"
            " WHERE o.kind = 'instruction' AND o.deleted_at IS NULL AND t.deleted_at IS NULL)"
        )
        asked = (
            "SELECT key, count(*), sum(replied) FROM (SELECT DISTINCT r.key, o.uid, o.replied_on IS NOT NULL AS replied"
            f" FROM ({self._rows(given)}) r JOIN matter_origin t ON t.matter_uid = r.uid AND t.deleted_at IS NULL"
            " JOIN origin o ON o.uid = t.origin_uid"
            " WHERE o.kind = 'instruction' AND o.deleted_at IS NULL) GROUP BY 1"
        )
        return [
            Instructions(*row) for row in self.connection.execute(asked, self.where.parameters).fetchall()
        ]

    def repeated(self) -> int:
        """How often matters under 总数 are counted once more because several leaders hold the part."""
        if self.by != "leader":
            return 0
        several = f"stage IN ('open', 'closing', 'closed') AND {self._several}"
        times, matters = (
            int(self.connection.execute(asked, self.where.parameters).fetchone()[0])
            for asked in (
                f"SELECT count(*) FROM ({self._held(several, distinct=True)})",
                f"SELECT count(*) FROM {self.table}{self._sql(several)}",
            )
        )
        return times - matters

    def _ask(self, asked: str) -> list[Counted]:
        return [Counted(*row) for row in self.connection.execute(asked, self.where.parameters).fetchall()]

    def _sql(self, *conditions: str) -> str:
        parts = [*self.where.conditions, *conditions]
        return f" WHERE {' AND '.join(parts)}" if parts else ""

    def _rows(self, *conditions: str) -> str:
        """`key, id, uid, stage, light, days` of the rows; for leaders once for each of them.

        Most matters have one holder, whom the row names in one line; only the others must be told apart.
        """
        if self.by not in HOLDERS:
            return (
                f"SELECT {KEYS[self.by]} AS key, id, uid, stage, {LIGHT} AS light, days"
                f" FROM {self.table}{self._sql(*conditions)}"
            )
        if self.by != "leader":
            return self._held(*conditions)
        alone = self._held(*conditions, "NOT instr(responsible, char(10))")
        return f"{alone} UNION ALL {self._held(*conditions, self._several, distinct=True)}"

    @property
    def _several(self) -> str:
        return _SEVERAL if self.table == LIVE else "instr(responsible, char(10))"

    def _held(self, *conditions: str, distinct: bool = False) -> str:
        part = HOLDERS[self.by]
        return (
            f"SELECT {'DISTINCT ' if distinct else ''}coalesce({part.key}, '') AS key, r.id, r.uid, r.stage, r.light, r.days"
            f" FROM (SELECT id, uid, stage, {LIGHT} AS light, days FROM {self.table}{self._sql(*conditions)}) r"
            f" LEFT JOIN assignment a ON a.matter_uid = r.uid AND a.role = '{part.role}' AND a.deleted_at IS NULL"
        )

    def _by_rank(self) -> list[Counted] | None:
        """By the index in official order, which knows who holds the part alone, and what is late.

        None where two of one name stand at one place, so that the index cannot tell them apart.
        """
        ranks, index = _RANKED[self.by]
        table = "unit" if self.by == "unit" else "person"
        alone = f"SELECT {ranks}, {_SUMS_BY_INDEX} FROM ledger_row INDEXED BY {index} GROUP BY 1, 2"
        known: dict[tuple[int, str], list[str]] = {}
        for uid, order, called in self.connection.execute(
            f"SELECT uid, official_order, name FROM {table}"
        ).fetchall():
            known.setdefault((order, called), []).append(uid)
        found = []
        for order, called, *numbers in self.connection.execute(alone, self.where.parameters).fetchall():
            if "\n" in called:
                continue
            uids = known.get((order, called), []) if called else [""]
            if len(uids) != 1:
                return None
            found.append(Counted(uids[0], *numbers))
        if self.by == "leader":
            several = self._held(self._several, distinct=True)
            found += self._ask(f"SELECT key, {_SUMS} FROM ({several}) GROUP BY 1")
        return found

    def _by_class(self) -> list[Counted]:
        """By class, summed from the units."""
        classes = dict(self.connection.execute("SELECT uid, '='||rank_class FROM unit").fetchall())
        sums: dict[str, list[int]] = {}
        for unit, *numbers in replace(self, by="unit").counted():
            key = classes.get(unit, "")
            sums[key] = [a + b for a, b in zip(sums.get(key, [0] * len(numbers)), numbers, strict=True)]
        return [Counted(key, *numbers) for key, numbers in sums.items()]
