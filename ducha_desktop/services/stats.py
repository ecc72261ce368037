"""The figures of the office, with their identities checked (`cli.md`: stats).

Counted as 七里河 2015 counts: 总数 = 完成 + 进入销号程序 + 在办; drafts and cancelled matters stand apart.
A matter belongs to its lead unit; co-units never count.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from ducha_desktop.domain import figures
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.domain.workdays import missing_words
from ducha_desktop.services.office import Reader
from ducha_desktop.services.stats_groups import Naming, naming
from ducha_desktop.storage.queries import ledger as ledger_queries
from ducha_desktop.storage.queries.ledger_where import Where
from ducha_desktop.storage.queries.stats import Grouped


class GroupBy(StrEnum):
    """What the figures can be grouped by; `MONTH` is that of the deadline, `REGISTERED` that of registration."""

    UNIT = "unit"
    LEADER = "leader"
    LEDGER = "ledger"
    SOURCE = "source"
    MONTH = "month"
    CLASS = "class"
    REGISTERED = "registered"


@dataclass(slots=True)
class Figures:
    """The counters of one group; drafts and cancelled matters stand apart from the total.

    Attributes:
        key: what the group is named by in the ledger: a uid, a word, a month; empty where matters have none.
        overdue: 超期: red matters under way.
        closing_late: red matters in the closing procedure: late when they applied, no longer under way.
        closed_late: 超时办结: closed, but applied for after the deadline (`domain.md` §4, X).
        unreported: 未及时上报: in hand, and the report of the running cycle is not there (P5, td_checkitem 5).
        days: calendar days together that the closed matters took, from 交办 (签收 where only that is known)
            to 申请办结 (销号 where only that is known).
        timed: the closed matters of which both days are known.
        instructions: leaders' instructions (批示) that the matters come from, each once.
        replied: those of them that have been answered.
        rank_class: the class within which a unit is ranked.
        rank: place by 办结率 within the class; 0 where there is none. Ranks never cross classes (唐山 2015).
    """

    name: str = ""
    stages: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    closing_late: int = 0
    closed_late: int = 0
    unreported: int = 0
    days: int = 0
    timed: int = 0
    instructions: int = 0
    replied: int = 0
    key: str = ""
    rank_class: str = ""
    rank: int = 0

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

    @property
    def unfinished(self) -> int:
        """未办结 = 总数 - 完成."""
        return self.total - self.stages[Stage.CLOSED]

    @property
    def on_time(self) -> int:
        """按时办结 = 完成 - 超时办结."""
        return self.stages[Stage.CLOSED] - self.closed_late

    @property
    def rate_closed(self) -> Decimal:
        """办结率 = 完成 / 总数, in percent with one decimal, half up."""
        return figures.percent(self.stages[Stage.CLOSED], self.total)

    @property
    def rate_on_time(self) -> Decimal | None:
        """按时率 = 按时办结 / 完成; None where nothing is closed."""
        closed = self.stages[Stage.CLOSED]
        return figures.percent(self.on_time, closed) if closed else None

    @property
    def days_mean(self) -> Decimal | None:
        """平均用时 in calendar days with one decimal, half up; None where no matter can say."""
        return (Decimal(self.days) / self.timed).quantize(_TENTH, ROUND_HALF_UP) if self.timed else None

    @property
    def reply_rate(self) -> Decimal | None:
        """回复率 = 已回复批示 / 批示件 (七里河 2015); None where no matter comes from an instruction."""
        return figures.percent(self.replied, self.instructions) if self.instructions else None

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
            "rate_closed": float(self.rate_closed),
            "unfinished": self.unfinished,
            "closed_late": self.closed_late,
            "rate_on_time": _number(self.rate_on_time),
            "unreported": self.unreported,
            "days_mean": _number(self.days_mean),
            "instructions": self.instructions,
            "replied": self.replied,
            "reply_rate": _number(self.reply_rate),
        }


_TENTH = Decimal("0.1")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


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

    def as_json(self) -> dict[str, Any]:
        """As `cli.md` has it."""
        return {"name": self.name, "holds": self.holds, "left": self.left, "right": self.right}


@dataclass(frozen=True, slots=True)
class Statistics:
    """Whole ledger, groups and identities; `calendar_note` says where lights rest on years without a holiday notice."""

    whole: Figures
    groups: tuple[Figures, ...]
    identities: tuple[Identity, ...]
    calendar_note: str = ""


def statistics(reader: Reader, query: LedgerQuery, *, by: GroupBy | None = None) -> Statistics:
    """Count the filtered ledger, whole and by group; groups stand in official order, those without a name last.

    A matter with several responsible leaders counts for each, so that groups by leader may add up to
    more than the whole; an identity says by how much.
    """
    where = Where(query, reader.today, table=reader.table)
    counts = Grouped(reader.connection, where, table=reader.table)
    whole = _figures(counts).get("", Figures())
    if by is None:
        return Statistics(whole, (), _identities(reader, query, whole), _calendar_note(reader))
    by_group = Grouped(reader.connection, where, by.value, reader.table)
    names = naming(reader, by.value)
    found = _figures(by_group)
    names.tell_apart(found)
    for key, group in found.items():
        group.name = names.name(key)
    groups = tuple(sorted(found.values(), key=lambda group: names.place(group.key)))
    if by is GroupBy.UNIT:
        _rank(groups, names)
    sums = _sums(whole, groups, by_group.repeated())
    return Statistics(whole, groups, (*_identities(reader, query, whole), *sums), _calendar_note(reader))


def _figures(counts: Grouped) -> dict[str, Figures]:
    """The counters by group."""
    found: dict[str, Figures] = {}

    def of(key: str) -> Figures:
        return found.setdefault(key, Figures(key=key))

    for each in counts.counted():
        group = of(each.key)
        group.stages.update({stage.value: getattr(each, stage.value) for stage in Stage})
        group.days += each.days
        group.timed += each.timed
        group.overdue += each.overdue
        group.closing_late += each.closing_late
        group.closed_late += each.closed_late
    for key, number in counts.unreported().items():
        of(key).unreported += number
    for key, given, replied in counts.instructions():
        of(key).instructions += given
        of(key).replied += replied
    return found


def _rank(groups: tuple[Figures, ...], names: Naming) -> None:
    """Places within each class; equal rates share a place, and the next one is left out."""
    for group in groups:
        group.rank_class = names.classes.get(group.key, "")
    for group in groups:
        if group.key and group.total:
            rivals = (x for x in groups if x.key and x.total and x.rank_class == group.rank_class)
            group.rank = 1 + sum(x.rate_closed > group.rate_closed for x in rivals)


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


def _sums(whole: Figures, groups: tuple[Figures, ...], repeated: int) -> tuple[Identity, ...]:
    more = f" + 共同负责重复计入 {repeated}" if repeated else ""
    return (
        Identity(f"各组总数之和 = 总数{more}", sum(group.total for group in groups), whole.total + repeated),
    )


def _identities(reader: Reader, query: LedgerQuery, whole: Figures) -> tuple[Identity, ...]:
    """The whole against the same list counted another way: by state and light."""
    states: Counter[str] = Counter()
    late = archived_cancelled = 0
    for stage, state, light, number in ledger_queries.tallies(
        reader.connection, query, reader.today, table=reader.table
    ):
        states[state] += number
        late += number * (stage == Stage.CLOSED and light != Light.GREEN)
        archived_cancelled += number * (stage == Stage.CANCELLED and state != "C")
    apart = whole.stages[Stage.DRAFT] + whole.stages[Stage.CANCELLED]
    counted = sum(number for state, number in states.items() if state not in "DAC") - archived_cancelled
    return (
        Identity("总数 = 完成 + 进入销号程序 + 在办", counted, whole.total),
        Identity("台账行数 = 总数 + 拟办 + 撤销", states.total(), whole.total + apart),
        Identity("完成 = 按时办结 + 超时办结", whole.on_time + late, whole.stages[Stage.CLOSED]),
        Identity("超期 ≤ 在办", min(whole.overdue, whole.stages[Stage.OPEN]), whole.overdue),
    )
