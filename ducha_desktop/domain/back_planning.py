"""倒排工期: from the end day back through linked nodes to the latest days, and forward to the earliest (`domain.md` §1, 29).

A node that is done is a fact; one that has begun keeps its first day. All others begin today at the earliest:
a plan that would need yesterday cannot be kept, and the first node it fails at is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.nodes import (
    PlanNode,
    closing,
    finish_of,
    in_order,
    known_links,
    length,
    opening,
    start_of,
)
from ducha_desktop.domain.workdays import ONE_DAY, Calendar

Span = tuple[date, date]
"""First and last day."""


@dataclass(frozen=True, slots=True)
class NodePlan:
    """What a plan says of one node.

    Attributes:
        node: the node.
        earliest: the earliest days it can take; what really was, where it is done.
        latest: the latest days that still keep the end day.
        slack: calendar days it can wait without moving the end day; negative when it cannot be kept, None when done.
        critical: a day lost on it is a day lost at the end.
        why: the sentence of a node that cannot be kept, else empty.
    """

    node: PlanNode
    earliest: Span
    latest: Span
    slack: int | None
    critical: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class BackPlan:
    """The whole plan; `nodes` in the order in which they were given."""

    nodes: tuple[NodePlan, ...]
    end: date

    @property
    def finish(self) -> date:
        """The earliest day on which everything can be done."""
        return max((plan.earliest[1] for plan in self.nodes), default=self.end)

    @property
    def first_infeasible(self) -> NodePlan | None:
        """The first node, in order of time, that can't be kept."""
        failing = (plan for plan in self.nodes if plan.why)
        return min(failing, key=lambda plan: plan.latest[0], default=None)

    @property
    def verdict(self) -> str:
        """Whether the end day can be kept, in a sentence."""
        failing = self.first_infeasible
        if failing is not None:
            return failing.why
        spare = (self.end - self.finish).days
        rest = f"比完成时限早 {spare} 天" if spare else "正好赶上完成时限"
        return f"排得开：最早可在{chinese_date(self.finish)}全部完成，{rest}。"


def back_plan(
    nodes: Sequence[PlanNode], *, end: date, today: date, calendar: Calendar, start: date | None = None
) -> BackPlan:
    """Plan the nodes back from `end` and forward from `start`.

    Args:
        nodes: in their own order; links to nodes that are not there do not count.
        end: the day on which everything must be done.
        today: nothing that has not begun can begin earlier.
        calendar: the office's working days.
        start: the plan's first day where that is later than today.

    Raises:
        RefusedError: nodes wait for each other, or together take longer than the calendar reaches.
    """
    ordered = in_order(nodes)
    links = known_links(nodes)
    floor = max(today, start or today)
    try:
        earliest = _forward(ordered, links, calendar, today=today, floor=floor)
        latest = _backward(ordered, links, calendar, end=end)
    except OverflowError as error:
        raise RefusedError(
            "各节点的工期和间隔加起来太长，排不出日期，没有改动。请核对工期和间隔。"
        ) from error
    driving = _driving(ordered, links, calendar, earliest)
    plans = []
    for node in nodes:
        can, must = earliest[node.key], latest[node.key]
        slack = _slack(node, can, must)
        plans.append(
            NodePlan(
                node=node,
                earliest=can,
                latest=must if node.done_on is None else can,
                slack=slack,
                critical=slack is not None and (slack <= 0 or node.key in driving),
                why=_why(node, can, must, today=today, floor=floor)
                if slack is not None and slack < 0
                else "",
            )
        )
    return BackPlan(tuple(plans), end)


def _forward(
    ordered: Sequence[PlanNode],
    links: Mapping[str, Mapping[str, int]],
    calendar: Calendar,
    *,
    today: date,
    floor: date,
) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for node in ordered:
        days = length(node, calendar)
        if node.done_on is not None:
            first = node.begun_on or node.start or node.done_on
            found[node.key] = min(first, node.done_on), node.done_on
        elif node.begun_on is not None:
            last = finish_of(node.begun_on, days, node.day_kind, calendar)
            found[node.key] = node.begun_on, max(last, today)
        else:
            free = (_next_day(found[key][1], lag) for key, lag in links[node.key].items())
            first = opening(max(floor, *free, floor), node.day_kind, calendar)
            found[node.key] = first, finish_of(first, days, node.day_kind, calendar)
    return found


def _backward(
    ordered: Sequence[PlanNode], links: Mapping[str, Mapping[str, int]], calendar: Calendar, *, end: date
) -> dict[str, Span]:
    """What has begun or is done holds up nobody any more."""
    found: dict[str, Span] = {}
    limits: dict[str, date] = {}
    for node in reversed(ordered):
        last = closing(limits.get(node.key, end), node.day_kind, calendar)
        first = start_of(last, length(node, calendar), node.day_kind, calendar)
        found[node.key] = first, last
        if node.begun_on is None and node.done_on is None:
            for key, lag in links[node.key].items():
                before = first - timedelta(days=1 + lag)
                limits[key] = min(limits.get(key, end), before)
    return found


def _driving(
    ordered: Sequence[PlanNode],
    links: Mapping[str, Mapping[str, int]],
    calendar: Calendar,
    earliest: Mapping[str, Span],
) -> frozenset[str]:
    """The unfinished nodes whose length makes the whole as long as it is: from the last one back without a gap."""
    open_nodes = {node.key: node for node in ordered if node.done_on is None}
    if not open_nodes:
        return frozenset()
    finish = max(earliest[key][1] for key in open_nodes)
    found: set[str] = set()
    waiting = [key for key in open_nodes if earliest[key][1] == finish]
    while waiting:
        node = open_nodes[waiting.pop()]
        found.add(node.key)
        if node.begun_on is None:
            waiting += [
                key
                for key, lag in links[node.key].items()
                if key in open_nodes
                and opening(_next_day(earliest[key][1], lag), node.day_kind, calendar)
                == earliest[node.key][0]
            ]
    return frozenset(found)


def _slack(node: PlanNode, can: Span, must: Span) -> int | None:
    if node.done_on is not None:
        return None
    place = 0 if node.begun_on is None else 1
    return (must[place] - can[place]).days


def _why(node: PlanNode, can: Span, must: Span, *, today: date, floor: date) -> str:
    name = f"节点“{node.name}”"
    if node.begun_on is not None:
        late = (can[1] - must[1]).days
        return (
            f"{name}已于{chinese_date(node.begun_on)}开始，按工期最早{chinese_date(can[1])}完成，"
            f"晚于最迟完成日{chinese_date(must[1])}，差 {late} 天。"
        )
    latest = chinese_date(must[0])
    if must[0] < floor:
        since = "今天" if floor == today else f"开始时间{chinese_date(floor)}"
        return f"{name}最迟应于{latest}开始，早于{since}，差 {(floor - must[0]).days} 天。"
    return (
        f"{name}要等前置节点，最早{chinese_date(can[0])}才能开始，最迟应于{latest}开始，"
        f"差 {(can[0] - must[0]).days} 天。"
    )


def _next_day(last: date, lag: int) -> date:
    return last + ONE_DAY + timedelta(days=lag)
