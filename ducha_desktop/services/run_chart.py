"""四个干运行图: 干什么, 怎么干, 谁来干, 何时干成, with the nodes of every work on one scale of time (`domain.md` §1, 28).

Works are the leaves; what they are part of, or their class, heads a group. Groups stand as the plan has them,
works within a group by the official order of their lead units.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from ducha_desktop.domain.back_planning import back_plan
from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.node_text import days_words
from ducha_desktop.domain.nodes import PlanNode, standing
from ducha_desktop.domain.numbering import draft_number
from ducha_desktop.domain.pace import Pace, pace
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import NodeStanding, Stage
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.nodes import FIRST_YEAR, LAST_YEAR
from ducha_desktop.services.office import Reader
from ducha_desktop.services.own_office import own_office
from ducha_desktop.storage.queries import cards as card_queries
from ducha_desktop.storage.queries import ledger as ledger_queries
from ducha_desktop.storage.queries import run_chart as queries
from ducha_desktop.storage.queries.nodes import nodes_of
from ducha_desktop.storage.stored import stored_day

MOST_WORKS = 2000
_PEOPLE = (
    ("牵头", "lead"),
    ("配合", "co"),
    ("责任领导", "responsible"),
    ("联系领导", "liaison"),
    ("责任人", "person"),
)


@dataclass(frozen=True, slots=True)
class RunNode:
    """A node as the chart draws it; `length` is its length in words, `critical` only where links make it so."""

    name: str
    start: date | None
    due: date | None
    begun_on: date | None
    done_on: date | None
    standing: NodeStanding
    length: str
    critical: bool


@dataclass(frozen=True, slots=True)
class RunLine:
    """One work with its four answers.

    Attributes:
        what: 干什么: the title; `goal` the target or task.
        how: 怎么干: the measures.
        who: 谁来干: (part, names) in the order of `domain.md` §4.
        when: 何时干成, in the words of the ledger.
        start: since when it has been worked at; `due` its deadline; `closed_on` when it was closed.
        late: not closed, and past its deadline.
    """

    uid: str
    number: str
    what: str
    goal: str
    how: str
    who: tuple[tuple[str, str], ...]
    when: str
    start: date | None
    due: date | None
    closed_on: date | None
    state: str
    late: bool
    pace: Pace
    nodes: tuple[RunNode, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """All days it puts on the scale of time."""
        own = (self.start, self.due, self.closed_on)
        more = (day for node in self.nodes for day in (node.start, node.due, node.begun_on, node.done_on))
        return tuple(day for day in (*own, *more) if day is not None)


@dataclass(frozen=True, slots=True)
class RunGroup:
    """The works of one target; no title where there is but one work."""

    title: str
    lines: tuple[RunLine, ...]


@dataclass(frozen=True, slots=True)
class RunChart:
    """A whole chart, frozen: renderers read nothing else."""

    title: str
    office: str
    on: date
    groups: tuple[RunGroup, ...]

    @property
    def works(self) -> int:
        """How many works there are."""
        return sum(len(group.lines) for group in self.groups)

    @property
    def facts(self) -> str:
        """`38 项目标，125 项工作；节点 412 个，已完成 230 个，逾期 12 个`."""
        nodes = [node for group in self.groups for line in group.lines for node in line.nodes]
        done = sum(node.done_on is not None for node in nodes)
        late = sum(node.standing is NodeStanding.LATE for node in nodes)
        targets = f"{len(self.groups)} 项目标，" if len(self.groups) > 1 else ""
        plan = f"；节点 {len(nodes)} 个，已完成 {done} 个，逾期 {late} 个" if nodes else ""
        return f"{targets}{self.works} 项工作{plan}"

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day on the scale of time; today is always on it."""
        days = [day for group in self.groups for line in group.lines for day in line.days]
        return min([*days, self.on]), max([*days, self.on])


def run_chart(
    reader: Reader, *, numbers: Sequence[str] = (), uids: Sequence[str] = (), query: LedgerQuery | None = None
) -> RunChart:
    """The chart of some matters with all that is part of them, or of a filtered ledger.

    Args:
        reader: the ledger of a day.
        numbers: matters as a clerk types them.
        uids: matters by identity.
        query: filters; used when no matter is named.

    Raises:
        NotFoundError: no such matter.
        RefusedError: nothing to draw, too much for a wall, or a day in a year nobody plans for.
    """
    if not FIRST_YEAR <= reader.today.year <= LAST_YEAR:
        raise RefusedError(
            f"{reader.today}不在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间，没有生成运行图。请核对日期。"
        )
    named = [*uids, *(find_matter(reader.connection, number) for number in numbers)]
    if named:
        ids = queries.below(reader.connection, named)
    else:
        ids = list(
            ledger_queries.ids(reader.connection, query or LedgerQuery(), reader.today, table=reader.table)
        )
    matters = [row for row in card_queries.matters(reader.connection, ids) if row["stage"] != Stage.CANCELLED]
    works, heads = _leaves(reader, matters, whole=named)
    if not works:
        raise RefusedError("没有可以上图的事项，没有生成运行图。请放宽条件，或另选事项。")
    if len(works) > MOST_WORKS:
        raise RefusedError(
            f"选中了 {len(works)} 项工作，一张运行图最多 {MOST_WORKS} 项，没有生成。请按台账、类别或单位分开出图。"
        )
    head = own_office(reader)
    subject = heads[0] if len(named) == 1 else f"{head.county}{_book(reader, query)}"
    kind = "运行图" if "四个干" in subject else "“四个干”运行图"
    return RunChart(f"{subject}{kind}", head.name, reader.today, _groups(reader, works))


def _book(reader: Reader, query: LedgerQuery | None) -> str:
    """The ledger a list is of, where it is of one."""
    if query is None or len(query.ledgers) != 1:
        return "重点工作"
    named = reader.connection.execute("SELECT name FROM ledger WHERE uid = ?", (query.ledgers[0],)).fetchone()
    return str(named[0]) if named else query.ledgers[0]


def _leaves(
    reader: Reader, matters: Sequence[dict[str, Any]], *, whole: Sequence[str]
) -> tuple[list[dict[str, Any]], list[str]]:
    """The works among these matters, and the titles of those asked for by name."""
    places = queries.places(reader.connection, [row["uid"] for row in matters])
    matters = [row | places[row["uid"]] for row in matters]
    parents = {row["parent_uid"] for row in matters}
    by_uid = {row["uid"]: row["title"] for row in matters}
    return [row for row in matters if row["uid"] not in parents], [by_uid.get(uid, "") for uid in whole]


def _groups(reader: Reader, works: Sequence[dict[str, Any]]) -> tuple[RunGroup, ...]:
    connection, uids = reader.connection, [row["uid"] for row in works]
    parents = queries.titles(connection, sorted({row["parent_uid"] for row in works if row["parent_uid"]}))
    holders, plans = card_queries.holders(connection, uids), nodes_of(connection, uids)
    grouped: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in works:
        grouped.setdefault(_heading(row, parents), []).append(row)
    found = []
    for (_, title), rows in grouped.items():
        rows.sort(key=lambda row: row["order"])
        lines = (
            _line(reader, row, holders.get(row["uid"], ()), [node for node, _ in plans.get(row["uid"], ())])
            for row in rows
        )
        found.append(RunGroup(title, tuple(lines)))
    single = len(found) == 1 and len(found[0].lines) == 1
    return (RunGroup("", found[0].lines),) if single else tuple(found)


def _heading(row: dict[str, Any], parents: dict[str, tuple[int, str]]) -> tuple[int, str]:
    """What a work is part of; else its class and item; else its ledger."""
    parent = parents.get(row["parent_uid"] or "")
    if parent is not None:
        return parent
    own = " · ".join(part for part in (row["category"], row["item_group"]) if part)
    return 0, own or row["ledger"]


def _line(
    reader: Reader, row: dict[str, Any], holders: Sequence[tuple[Any, ...]], plan: Sequence[PlanNode]
) -> RunLine:
    due, start = stored_day(row["due"]), stored_day(row["start"]) or stored_day(row["signed_on"])
    closed = stored_day(row["closed_on"])
    open_still = row["stage"] in (Stage.DRAFT, Stage.OPEN)
    who = []
    for word, role in _PEOPLE:
        names = [name for found, _, name, *_ in holders if found == role]
        if names:
            who.append((word, "、".join(names)))
    return RunLine(
        uid=row["uid"],
        number=row["number"] or draft_number(row["draft_seq"]),
        what=row["title"],
        goal=row["target"] or row["task"],
        how=row["measures"],
        who=tuple(who),
        when=row["due_text"] or (chinese_date(due) if due else ""),
        start=start,
        due=due,
        closed_on=closed,
        state=State(row["state"]).word,
        late=open_still and due is not None and due < reader.today,
        pace=pace(plan, reader.today, row["progress_percent"], start=start, end=due),
        nodes=_nodes(reader, plan, due),
    )


def _nodes(reader: Reader, plan: Sequence[PlanNode], due: date | None) -> tuple[RunNode, ...]:
    critical: frozenset[str] = frozenset()
    if due is not None and any(node.links for node in plan):
        # A plan that cannot be planned is drawn as it stands: one matter must not keep a county off the wall.
        with suppress(RefusedError):
            made = back_plan(plan, end=due, today=reader.today, calendar=reader.calendar)
            critical = frozenset(each.node.key for each in made.nodes if each.critical)
    return tuple(
        RunNode(
            name=node.name,
            start=node.start,
            due=node.due,
            begun_on=node.begun_on,
            done_on=node.done_on,
            standing=standing(node, reader.today),
            length="" if node.days is None else days_words(node.days, node.day_kind),
            critical=node.key in critical,
        )
        for node in plan
    )
