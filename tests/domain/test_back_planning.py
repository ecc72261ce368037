"""倒排工期: latest and earliest days, slack, what is critical, what can't be kept; against a plan by brute force."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ducha_desktop.domain.back_planning import BackPlan, NodePlan, back_plan
from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.nodes import PlanNode, days_from
from ducha_desktop.domain.vocabulary import DayKind
from ducha_desktop.domain.workdays import WEEKENDS_ONLY

TODAY = date(2026, 3, 2)


def plan(*nodes: PlanNode, end: date, start: date | None = None, today: date = TODAY) -> BackPlan:
    return back_plan(nodes, end=end, today=today, start=start, calendar=WEEKENDS_ONLY)


def spans(made: BackPlan, side: str) -> dict[str, tuple[str, str]]:
    return {each.node.key: tuple(day.isoformat() for day in getattr(each, side)) for each in made.nodes}


PROJECT = (
    PlanNode("a", "立项", 10),
    PlanNode("b", "可研", 20, after={"a": 0}),
    PlanNode("c", "用地", 5, after={"a": 0}),
    PlanNode("d", "主体封顶", 30, after={"b": 0, "c": 2}),
)


def test_the_latest_days_go_back_from_the_end_and_the_earliest_forward_from_today() -> None:
    made = plan(*PROJECT, end=date(2026, 5, 31))
    assert spans(made, "latest") == {
        "d": ("2026-05-02", "2026-05-31"),
        "c": ("2026-04-25", "2026-04-29"),
        "b": ("2026-04-12", "2026-05-01"),
        "a": ("2026-04-02", "2026-04-11"),
    }
    assert spans(made, "earliest") == {
        "a": ("2026-03-02", "2026-03-11"),
        "b": ("2026-03-12", "2026-03-31"),
        "c": ("2026-03-12", "2026-03-16"),
        "d": ("2026-04-01", "2026-04-30"),
    }
    assert {each.node.key: each.slack for each in made.nodes} == {"a": 31, "b": 31, "c": 44, "d": 31}
    assert [each.node.key for each in made.nodes if each.critical] == ["a", "b", "d"]
    assert made.finish == date(2026, 4, 30)
    assert made.first_infeasible is None
    assert made.verdict == "排得开：最早可在2026年4月30日全部完成，比完成时限早 31 天。"
    exact = plan(*PROJECT, end=date(2026, 4, 30))
    assert exact.verdict.endswith("正好赶上完成时限。")


def test_the_first_node_that_cannot_be_kept_is_named() -> None:
    made = plan(*PROJECT, end=date(2026, 4, 28))
    failing = made.first_infeasible
    assert failing is not None
    assert failing.node.name == "立项"
    assert made.verdict == "节点“立项”最迟应于2026年2月28日开始，早于今天，差 2 天。"
    # what comes behind waits for it
    why = {each.node.key: each.why for each in made.nodes}
    assert (
        why["d"]
        == "节点“主体封顶”要等前置节点，最早2026年4月1日才能开始，最迟应于2026年3月30日开始，差 2 天。"
    )
    assert why["c"] == ""


def test_a_plan_that_begins_later_is_judged_by_its_own_first_day() -> None:
    made = plan(PlanNode("d", "主体封顶", 30), end=date(2026, 6, 6), start=date(2026, 5, 10))
    assert made.verdict == "节点“主体封顶”最迟应于2026年5月8日开始，早于开始时间2026年5月10日，差 2 天。"
    past = plan(PlanNode("d", "主体封顶", 30), end=date(2026, 6, 6), start=date(2026, 1, 10))
    assert past.nodes[0].earliest[0] == TODAY


def test_what_is_done_is_a_fact_and_what_has_begun_keeps_its_first_day() -> None:
    nodes = (
        PlanNode("a", "立项", 10, done_on=date(2026, 2, 20), begun_on=date(2026, 2, 1)),
        PlanNode("b", "可研", 20, after={"a": 0}, begun_on=date(2026, 2, 21)),
        PlanNode("c", "招标", 10, after={"b": 0}),
    )
    made = plan(*nodes, end=date(2026, 3, 31))
    assert spans(made, "earliest") == {
        "a": ("2026-02-01", "2026-02-20"),
        "b": ("2026-02-21", "2026-03-12"),
        "c": ("2026-03-13", "2026-03-22"),
    }
    assert made.nodes[0].slack is None
    assert made.nodes[0].latest == made.nodes[0].earliest
    assert not made.nodes[0].critical
    assert [each.slack for each in made.nodes[1:]] == [9, 9]
    late = plan(*nodes, end=date(2026, 3, 15))
    assert late.verdict == (
        "节点“可研”已于2026年2月21日开始，按工期最早2026年3月12日完成，晚于最迟完成日2026年3月5日，差 7 天。"
    )


def test_a_node_begun_long_ago_is_done_today_at_the_earliest() -> None:
    made = plan(PlanNode("a", "立项", 10, begun_on=date(2026, 1, 5)), end=date(2026, 3, 31))
    assert made.nodes[0].earliest == (date(2026, 1, 5), TODAY)


def test_a_node_that_went_before_its_turn_holds_up_nobody() -> None:
    nodes = (
        PlanNode("a", "立项", 10),
        PlanNode("b", "可研", 20, after={"a": 0}, done_on=date(2026, 2, 20), start=date(2026, 2, 25)),
        PlanNode("c", "用地", 5, after={"a": 0}, begun_on=date(2026, 2, 20)),
    )
    made = plan(*nodes, end=date(2026, 3, 31))
    assert made.nodes[0].latest == (date(2026, 3, 22), date(2026, 3, 31))
    assert made.nodes[1].earliest == (date(2026, 2, 20), date(2026, 2, 20))


def test_working_days_and_overlaps() -> None:
    nodes = (
        PlanNode("a", "招标", 5, DayKind.WORK),
        PlanNode("b", "施工", 10, DayKind.WORK, after={"a": -2}),
    )
    made = plan(*nodes, end=date(2026, 3, 29))  # a Sunday
    assert spans(made, "latest") == {"a": ("2026-03-11", "2026-03-17"), "b": ("2026-03-16", "2026-03-27")}
    assert spans(made, "earliest") == {"a": ("2026-03-02", "2026-03-06"), "b": ("2026-03-05", "2026-03-18")}
    assert all(each.critical for each in made.nodes)


def test_everything_done_leaves_nothing_critical_and_an_empty_plan_ends_on_its_day() -> None:
    made = plan(PlanNode("a", "立项", done_on=date(2026, 2, 1)), end=date(2026, 3, 31))
    assert not made.nodes[0].critical
    assert made.verdict.startswith("排得开")
    assert plan(end=date(2026, 3, 31)).finish == date(2026, 3, 31)


def test_a_circle_is_refused() -> None:
    with pytest.raises(RefusedError, match="互为前置"):
        plan(PlanNode("a", "甲", after={"b": 0}), PlanNode("b", "乙", after={"a": 0}), end=TODAY)


@st.composite
def projects(draw: st.DrawFn) -> tuple[PlanNode, ...]:
    found = []
    for turn in range(draw(st.integers(1, 8))):
        after = (
            draw(st.dictionaries(st.integers(0, max(0, turn - 1)), st.integers(-3, 9), max_size=3))
            if turn
            else {}
        )
        begun = draw(st.sampled_from([None, None, date(2026, 2, 20)]))
        done = draw(st.sampled_from([None, None, date(2026, 3, 1)]))
        found.append(
            PlanNode(
                str(turn),
                f"节点{turn}",
                draw(st.integers(1, 40)),
                draw(st.sampled_from(list(DayKind))),
                {str(key): lag for key, lag in after.items()},
                begun_on=begun,
                done_on=done,
            )
        )
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(projects(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_every_plan_keeps_its_links_and_lengths(nodes: tuple[PlanNode, ...], end: date) -> None:
    made = plan(*nodes, end=end)
    waiting = [each for each in made.nodes if each.node.done_on is None]
    for each in waiting:
        days = each.node.days
        assert days_from(*each.latest, each.node.day_kind, WEEKENDS_ONLY) == days
        assert each.latest[1] <= end
        assert bool(each.why) == (each.slack is not None and each.slack < 0)
        if each.node.begun_on is None:
            assert days_from(*each.earliest, each.node.day_kind, WEEKENDS_ONLY) == days
            assert each.earliest[0] >= TODAY
            _require_links_kept(each, made)
    assert bool(waiting) == any(each.critical for each in made.nodes)
    if made.first_infeasible is None:  # a plan that can be kept is done in time by its earliest days
        assert all(each.earliest[1] <= end for each in waiting)


def _require_links_kept(plan_of: NodePlan, made: BackPlan) -> None:
    by = {each.node.key: each for each in made.nodes}
    for key, lag in plan_of.node.links.items():
        before, gap = by[key], timedelta(days=lag + 1)
        assert before.earliest[1] + gap <= plan_of.earliest[0]
        if before.node.done_on is None:
            assert before.latest[1] + gap <= plan_of.latest[0]


@given(projects(), st.data())
def test_a_day_lost_on_a_critical_node_is_lost_at_the_end(
    drawn: tuple[PlanNode, ...], data: st.DataObject
) -> None:
    nodes = tuple(replace(node, day_kind=DayKind.CALENDAR) for node in drawn)
    end = date(2030, 12, 31)
    made = plan(*nodes, end=end)
    open_nodes = [each for each in made.nodes if each.node.done_on is None and each.node.begun_on is None]
    if not open_nodes:
        return
    chosen = data.draw(st.sampled_from(open_nodes))
    longer = (replace(node, days=(node.days or 0) + (node is chosen.node)) for node in nodes)
    lost = _open_finish(plan(*longer, end=end)) - _open_finish(made)
    assert lost == timedelta(days=int(chosen.critical))


def _open_finish(made: BackPlan) -> date:
    return max(each.earliest[1] for each in made.nodes if each.node.done_on is None)
