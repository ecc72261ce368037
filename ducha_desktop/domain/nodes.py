"""Nodes of a plan: how long they are, what they wait for, and how they stand on a day (`domain.md` §1, 28, 29)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.vocabulary import DayKind, NodeStanding
from ducha_desktop.domain.workdays import ONE_DAY, Calendar


@dataclass(frozen=True, slots=True)
class PlanNode:
    """One node; what nobody has said is None.

    Attributes:
        key: identity, unique among the nodes of a plan.
        after: by key of a node that must be done first (前置节点), the calendar days between its last day and the
            first of this one; negative lets them overlap.
        days: how long it takes, its first and last day included; counted as `day_kind` says.
        start: planned first day; `due` the planned last one.
        begun_on: the day it really began; `done_on` the day it was done.
    """

    key: str
    name: str
    days: int | None = None
    day_kind: DayKind = DayKind.CALENDAR
    after: Mapping[str, int] | None = None
    start: date | None = None
    due: date | None = None
    begun_on: date | None = None
    done_on: date | None = None

    @property
    def links(self) -> Mapping[str, int]:
        """What it waits for, by key, with the days between."""
        return self.after or {}


def length(node: PlanNode, calendar: Calendar) -> int:
    """How many days a node takes: as said, else from its planned days, else a single day."""
    if node.days is not None:
        return node.days
    if node.start is None or node.due is None:
        return 1
    return max(1, days_from(node.start, node.due, node.day_kind, calendar))


def days_from(start: date, due: date, kind: DayKind, calendar: Calendar) -> int:
    """The days from `start` to `due`, both included."""
    if kind is DayKind.CALENDAR:
        return (due - start).days + 1
    return calendar.workdays_between(start - ONE_DAY, due)


def opening(day: date, kind: DayKind, calendar: Calendar) -> date:
    """The first day on which something counted so can begin, not before `day`."""
    return day if kind is DayKind.CALENDAR else calendar.next_workday(day)


def closing(day: date, kind: DayKind, calendar: Calendar) -> date:
    """The last day on which something counted so can end, not after `day`."""
    if kind is DayKind.CALENDAR or calendar.is_workday(day):
        return day
    return calendar.add_workdays(day, -1)


def finish_of(start: date, days: int, kind: DayKind, calendar: Calendar) -> date:
    """The last of `days` days whose first is `start`, or the first day worked after it."""
    if kind is DayKind.CALENDAR:
        return start + timedelta(days=days - 1)
    return calendar.add_workdays(calendar.next_workday(start), days - 1)


def start_of(finish: date, days: int, kind: DayKind, calendar: Calendar) -> date:
    """The first of `days` days whose last is `finish`, or the last day worked before it."""
    if kind is DayKind.CALENDAR:
        return finish - timedelta(days=days - 1)
    return calendar.add_workdays(closing(finish, kind, calendar), 1 - days)


def standing(node: PlanNode, today: date) -> NodeStanding:
    """How a node stands on a day; on its last day it is not late yet."""
    if node.done_on is not None:
        late = node.due is not None and node.done_on > node.due
        return NodeStanding.DONE_LATE if late else NodeStanding.DONE
    if node.due is not None and node.due < today:
        return NodeStanding.LATE
    if node.begun_on is not None:
        return NodeStanding.RUNNING
    if node.start is not None and node.start <= today:
        return NodeStanding.EXPECTED
    return NodeStanding.UNDATED if node.due is None and node.start is None else NodeStanding.WAITING


def known_links(nodes: Iterable[PlanNode]) -> dict[str, dict[str, int]]:
    """By node, its links to nodes that are there: what was deleted is waited for no longer."""
    nodes = tuple(nodes)
    there = {node.key for node in nodes}
    return {
        node.key: {key: lag for key, lag in node.links.items() if key in there and key != node.key}
        for node in nodes
    }


def chained(nodes: Sequence[PlanNode]) -> dict[str, dict[str, int]]:
    """Each node after the one that stands before it."""
    keys = [node.key for node in nodes]
    return {key: {} for key in keys[:1]} | {key: {before: 0} for before, key in pairwise(keys)}


def in_order(nodes: Sequence[PlanNode]) -> tuple[PlanNode, ...]:
    """The nodes so that each stands behind all it waits for; otherwise as they stood.

    Raises:
        RefusedError: nodes wait for each other; the sentence names them.
    """
    links = known_links(nodes)
    left = list(nodes)
    done: dict[str, PlanNode] = {}
    while left:
        ready = next((node for node in left if links[node.key].keys() <= done.keys()), None)
        if ready is None:
            way = "→".join(f"“{name}”" for name in _circle(left, links))
            raise RefusedError(f"节点{way}互为前置，排不出先后。没有改动任何数据。请去掉其中一个前置节点。")
        done[ready.key] = ready
        left.remove(ready)
    return tuple(done.values())


def _circle(left: Sequence[PlanNode], links: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Names of nodes that wait for each other, in the order of the work, the first once more at the end."""
    names = {node.key: node.name for node in left}
    walked = [left[0].key]
    while walked[-1] not in walked[:-1]:
        walked.append(next(key for key in links[walked[-1]] if key in names))
    circle = walked[walked.index(walked[-1]) :]
    return [names[key] for key in reversed(circle)]
