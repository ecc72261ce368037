"""Nodes of a plan: lengths by both calendars, standing on a day, order, circles refused by name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.nodes import (
    PlanNode,
    chained,
    closing,
    days_from,
    finish_of,
    in_order,
    known_links,
    length,
    opening,
    standing,
    start_of,
)
from ducha_desktop.domain.vocabulary import DayKind, NodeStanding
from ducha_desktop.domain.workdays import SpecialDay, calendar_of

TODAY = date(2026, 5, 8)
CALENDAR = calendar_of(
    {date(2026, 5, day): SpecialDay(rest=True, name="劳动节") for day in range(1, 6)}
    | {date(2026, 5, 9): SpecialDay(rest=False, name="劳动节")},
    frozenset({2026}),
)
kinds = st.sampled_from(list(DayKind))
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_calendar_days_count_both_ends() -> None:
    assert finish_of(date(2026, 2, 27), 3, DayKind.CALENDAR, CALENDAR) == date(2026, 3, 1)
    assert start_of(date(2026, 3, 1), 3, DayKind.CALENDAR, CALENDAR) == date(2026, 2, 27)
    assert days_from(date(2026, 2, 27), date(2026, 3, 1), DayKind.CALENDAR, CALENDAR) == 3


def test_working_days_leave_out_the_holiday_and_take_in_the_day_worked_for_it() -> None:
    # 4月30日 Thursday, five days of 劳动节, 6日, 7日, 8日, then 9日 a Saturday worked.
    assert finish_of(date(2026, 4, 30), 5, DayKind.WORK, CALENDAR) == date(2026, 5, 9)
    assert finish_of(date(2026, 5, 1), 1, DayKind.WORK, CALENDAR) == date(2026, 5, 6)
    assert start_of(date(2026, 5, 9), 5, DayKind.WORK, CALENDAR) == date(2026, 4, 30)
    assert start_of(date(2026, 5, 5), 1, DayKind.WORK, CALENDAR) == date(2026, 4, 30)
    assert days_from(date(2026, 4, 30), date(2026, 5, 9), DayKind.WORK, CALENDAR) == 5
    assert opening(date(2026, 5, 2), DayKind.WORK, CALENDAR) == date(2026, 5, 6)
    assert opening(date(2026, 5, 2), DayKind.CALENDAR, CALENDAR) == date(2026, 5, 2)
    assert closing(date(2026, 5, 5), DayKind.WORK, CALENDAR) == date(2026, 4, 30)
    assert closing(date(2026, 5, 6), DayKind.WORK, CALENDAR) == date(2026, 5, 6)
    assert closing(date(2026, 5, 5), DayKind.CALENDAR, CALENDAR) == date(2026, 5, 5)


@given(days, st.integers(1, 400), kinds)
def test_back_from_the_last_day_is_the_first_again(first: date, count: int, kind: DayKind) -> None:
    first = opening(first, kind, CALENDAR)
    last = finish_of(first, count, kind, CALENDAR)
    assert start_of(last, count, kind, CALENDAR) == first
    assert days_from(first, last, kind, CALENDAR) == count


def test_the_length_is_as_said_or_from_its_days_or_one_day() -> None:
    span = {"start": date(2026, 5, 4), "due": date(2026, 5, 10)}
    assert length(PlanNode("a", "甲", 9, **span), CALENDAR) == 9
    assert length(PlanNode("a", "甲", **span), CALENDAR) == 7
    assert length(PlanNode("a", "甲", day_kind=DayKind.WORK, **span), CALENDAR) == 4
    assert length(PlanNode("a", "甲", due=TODAY), CALENDAR) == 1
    assert length(PlanNode("a", "甲", start=TODAY), CALENDAR) == 1
    rest = {"start": date(2026, 5, 1), "due": date(2026, 5, 2)}
    assert length(PlanNode("a", "甲", day_kind=DayKind.WORK, **rest), CALENDAR) == 1


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (PlanNode("a", "甲", due=TODAY, done_on=TODAY), NodeStanding.DONE),
        (PlanNode("a", "甲", done_on=TODAY), NodeStanding.DONE),
        (PlanNode("a", "甲", due=TODAY - timedelta(1), done_on=TODAY), NodeStanding.DONE_LATE),
        (PlanNode("a", "甲", due=TODAY - timedelta(1), begun_on=TODAY - timedelta(9)), NodeStanding.LATE),
        (PlanNode("a", "甲", start=TODAY, due=TODAY), NodeStanding.EXPECTED),
        (PlanNode("a", "甲", due=TODAY, begun_on=TODAY), NodeStanding.RUNNING),
        (PlanNode("a", "甲", due=TODAY), NodeStanding.WAITING),
        (PlanNode("a", "甲", start=TODAY + timedelta(1)), NodeStanding.WAITING),
        (PlanNode("a", "甲"), NodeStanding.UNDATED),
    ],
)
def test_how_a_node_stands_on_its_day(node: PlanNode, expected: NodeStanding) -> None:
    assert standing(node, TODAY) is expected


def test_nodes_stand_behind_what_they_wait_for_and_else_as_they_were() -> None:
    nodes = (
        PlanNode("c", "封顶", after={"b": 0, "gone": 3}),
        PlanNode("a", "立项"),
        PlanNode("b", "招标", after={"a": 5, "b": 0}),
        PlanNode("d", "宣传"),
    )
    assert [node.key for node in in_order(nodes)] == ["a", "b", "c", "d"]
    assert known_links(nodes) == {"c": {"b": 0}, "a": {}, "b": {"a": 5}, "d": {}}


def test_a_circle_is_refused_by_the_names_of_its_nodes() -> None:
    nodes = (
        PlanNode("x", "环评", after={"a": 0}),
        PlanNode("a", "立项", after={"c": 0}),
        PlanNode("b", "可研", after={"a": 0}),
        PlanNode("c", "用地", after={"b": 0}),
    )
    with pytest.raises(RefusedError, match="互为前置") as refused:
        in_order(nodes)
    assert "节点“立项”→“可研”→“用地”→“立项”互为前置" in refused.value.message
    assert "环评" not in refused.value.message


def test_a_chain_follows_the_order() -> None:
    assert chained([]) == {}
    assert chained([PlanNode(key, key) for key in "abc"]) == {"a": {}, "b": {"a": 0}, "c": {"b": 0}}
