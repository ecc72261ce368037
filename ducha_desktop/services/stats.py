"""The figures of the office, with their identities checked (`cli.md`: stats)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ducha_desktop.domain import figures
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import AssignmentRole, Light, Stage
from ducha_desktop.domain.workdays import missing_words
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.queries.ledger_bins import LIGHT
from ducha_desktop.storage.queries.ledger_where import Where


class GroupBy(StrEnum):
    """What the figures can be grouped by."""

    UNIT = "unit"
    LEADER = "leader"
    LEDGER = "ledger"
    SOURCE = "source"
    MONTH = "month"
    CLASS = "class"


@dataclass(slots=True)
class Figures:
    """The counters of one group; drafts and cancelled matters stand apart from the total.

    Attributes:
        overdue: red matters under way.
        closing_late: red matters in the closing procedure: late when they applied, no longer under way.
    """

    name: str = ""
    stages: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    closing_late: int = 0

    def add(self, stage: str, light: str, number: int) -> None:
        """Count matters of a stage and light."""
        self.stages[stage] += number
        if stage == Stage.OPEN and light == Light.RED:
            self.overdue += number
        if stage == Stage.CLOSING and light == Light.RED:
            self.closing_late += number

    @property
    def note(self) -> str:
        """Why more matters are red than are counted as overdue; empty where the numbers are equal."""
        if not self.closing_late:
            return ""
        return (
            f"超期只计在办事项（{self.overdue} 项）；另有 {self.closing_late} 项申请办结时已超期，"
            f"在销号程序中也亮红灯，红灯共 {self.overdue + self.closing_late} 项。"
        )

    @property
    def total(self) -> int:
        """总数 = 完成 + 进入销号程序 + 在办."""
        return figures.total(self.stages)

    def as_json(self) -> dict[str, Any]:
        """The counters under the names of `cli.md`."""
        return {
            "total": self.total,
            "closed": self.stages[Stage.CLOSED],
            "closing": self.stages[Stage.CLOSING],
            "open": self.stages[Stage.OPEN],
            "cancelled": self.stages[Stage.CANCELLED],
            "draft": self.stages[Stage.DRAFT],
            "overdue": self.overdue,
            "rate_closed": float(figures.percent(self.stages[Stage.CLOSED], self.total)),
        }


@dataclass(frozen=True, slots=True)
class Identity:
    """An equation that the figures must satisfy."""

    name: str
    left: int
    right: int

    @property
    def holds(self) -> bool:
        """Whether both sides are equal."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Statistics:
    """Whole ledger, groups and identities; `calendar_note` says where lights rest on years without a holiday notice."""

    whole: Figures
    groups: tuple[Figures, ...]
    identities: tuple[Identity, ...]
    calendar_note: str = ""


_KEYS = {
    GroupBy.LEDGER: "ledger",
    GroupBy.SOURCE: "source",
    GroupBy.MONTH: "substr(due, 1, 7)",
}
_HOLDERS = {
    GroupBy.UNIT: ("unit", AssignmentRole.LEAD),
    GroupBy.LEADER: ("person", AssignmentRole.RESPONSIBLE),
    GroupBy.CLASS: ("unit", AssignmentRole.LEAD),
}
"""Groupings by who has a part: the table of the register, and the part."""

_EMPTY = {
    GroupBy.UNIT: "（无牵头单位）",
    GroupBy.LEADER: "（无责任领导）",
    GroupBy.LEDGER: "（无台账）",
    GroupBy.SOURCE: "（无来源）",
    GroupBy.MONTH: "（无具体时限）",
    GroupBy.CLASS: "（未分类）",
}


def statistics(reader: Reader, query: LedgerQuery, *, by: GroupBy | None = None) -> Statistics:
    """Count the filtered ledger, whole and by group; groups stand in official order.

    A matter with several responsible leaders counts for each, so that groups by leader may add up to
    more than the whole; every other grouping must add up exactly, and an identity says so.
    """
    whole = Figures()
    for _, stage, light, number in _counts(reader, query, "''"):
        whole.add(stage, light, number)
    groups = _groups(reader, query, by) if by else ()
    identities = _identities(reader, query, whole, groups if by is not GroupBy.LEADER else ())
    return Statistics(whole, groups, identities, _calendar_note(reader))


def _calendar_note(reader: Reader) -> str:
    """That working days are counted through years without a notice, where lights count them at all."""
    if not reader.rules.in_workdays:
        return ""
    latest = reader.connection.execute(
        f"SELECT max(due) FROM {reader.table} WHERE stage IN ('open', 'closing')"
    ).fetchone()[0]
    if latest is None or latest <= reader.today.isoformat():
        return ""
    return missing_words(reader.calendar.missing_years(reader.today, date.fromisoformat(latest)))


def _counts(reader: Reader, query: LedgerQuery, key: str) -> list[tuple[str, str, str, int]]:
    where = Where(query, reader.today, table=reader.table)
    statement = (
        f"SELECT {key}, stage, {LIGHT} AS light, count(*) FROM {reader.table}{where.sql} GROUP BY 1, 2, 3"
    )
    return list(reader.connection.execute(statement, where.parameters).fetchall())


def _counts_of_holders(
    reader: Reader, query: LedgerQuery, role: AssignmentRole, who: str
) -> list[tuple[str, str, str, int]]:
    """By uid and not by name: same names are different people."""
    where = Where(query, reader.today, table=reader.table)
    statement = (
        f"SELECT a.{who}_uid, r.stage, r.light, count(DISTINCT r.uid)"
        f" FROM (SELECT uid, stage, {LIGHT} AS light FROM {reader.table}{where.sql}) r"
        " LEFT JOIN assignment a ON a.matter_uid = r.uid AND a.role = :role AND a.deleted_at IS NULL"
        " GROUP BY 1, 2, 3"
    )
    return list(reader.connection.execute(statement, where.parameters | {"role": role.value}).fetchall())


def _groups(reader: Reader, query: LedgerQuery, by: GroupBy) -> tuple[Figures, ...]:
    if by in _HOLDERS:
        who, role = _HOLDERS[by]
        counts = _counts_of_holders(reader, query, role, who)
        used = {key for key, *_ in counts}
        names = _classes(reader) if by is GroupBy.CLASS else _names(reader, who, used)
    else:
        names, counts = {}, _counts(reader, query, _KEYS[by])
    found: dict[str, Figures] = {}
    for key, stage, light, number in counts:
        name = names.get(key, key) or _EMPTY[by]
        found.setdefault(name, Figures(name)).add(stage, light, number)
    order = _official_order(reader, by, names)
    last = len(order)
    return tuple(sorted(found.values(), key=lambda group: (order.get(group.name, last), group.name)))


def _classes(reader: Reader) -> dict[str, str]:
    return dict(reader.connection.execute("SELECT uid, rank_class FROM unit").fetchall())


def _names(reader: Reader, who: str, used: set[str]) -> dict[str, str]:
    """The names of those used by uid, in official order; those of one name are told apart."""
    rows = [row for row in reader.connection.execute(_TOLD_APART[who]).fetchall() if row[0] in used]
    often = Counter(name for _, name, *_ in rows)
    said = {
        uid: name if often[name] == 1 else f"{name}（{post or unit or uid}）"
        for uid, name, post, unit in rows
    }
    twice = Counter(said.values())
    return {uid: words if twice[words] == 1 else f"{words}{uid[-6:]}" for uid, words in said.items()}


_TOLD_APART = {
    "unit": (
        "SELECT u.uid, u.name, NULL, p.name FROM unit u LEFT JOIN unit p ON p.uid = u.parent_uid"
        " ORDER BY u.official_order, u.id"
    ),
    "person": (
        "SELECT p.uid, p.name, (SELECT title FROM post WHERE person_uid = p.uid AND deleted_at IS NULL"
        " ORDER BY official_order, id LIMIT 1), u.name FROM person p LEFT JOIN unit u ON u.uid = p.unit_uid"
        " ORDER BY p.official_order, p.id"
    ),
}


def _official_order(reader: Reader, by: GroupBy, names: dict[str, str]) -> dict[str, int]:
    if by is GroupBy.LEDGER:
        rows = reader.connection.execute(
            "SELECT name FROM ledger WHERE deleted_at IS NULL ORDER BY official_order, id"
        ).fetchall()
        return {name: place for place, (name,) in enumerate(rows)}
    return {} if by is GroupBy.CLASS else {name: place for place, name in enumerate(names.values())}


def _identities(
    reader: Reader, query: LedgerQuery, whole: Figures, groups: tuple[Figures, ...]
) -> tuple[Identity, ...]:
    where = Where(query, reader.today, table=reader.table)
    rows = reader.connection.execute(
        f"SELECT count(*) FROM {reader.table}{where.sql}", where.parameters
    ).fetchone()[0]
    apart = whole.stages[Stage.DRAFT] + whole.stages[Stage.CANCELLED]
    by_state = dict(
        reader.connection.execute(
            f"SELECT state, count(*) FROM {reader.table}{where.sql} GROUP BY state",
            where.parameters,
        ).fetchall()
    )
    states = sum(number for state, number in by_state.items() if state not in "DAC")
    archived_cancelled = whole.stages[Stage.CANCELLED] - by_state.get("C", 0)
    identities = [
        Identity("总数 = 完成 + 进入销号程序 + 在办", states - archived_cancelled, whole.total),
        Identity("台账行数 = 总数 + 拟办 + 撤销", int(rows), whole.total + apart),
        Identity("超期 ≤ 在办", min(whole.overdue, whole.stages[Stage.OPEN]), whole.overdue),
    ]
    if groups:
        identities.append(Identity("各组总数之和 = 总数", sum(group.total for group in groups), whole.total))
    return tuple(identities)
