"""Lights in the judged order of `domain.md` §4, at every boundary, and their sentences."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.light_words import days_words, explain
from ducha_desktop.domain.lights import LightFacts, LightRules, LightSchedule, effective_due, schedule
from ducha_desktop.domain.recurrence import Recurrence
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import DueKind, Light, ReportCycle
from ducha_desktop.domain.workdays import WEEKENDS_ONLY as CALENDAR

RULES = LightRules()
DUE = date(2026, 11, 20)  # a Friday
SINCE = date(2026, 11, 1)
DAY = timedelta(days=1)


def facts(state: State = State.SIGNED, **given_facts: Any) -> LightFacts:
    values: dict[str, Any] = {"due_kind": DueKind.DATE, "since": SINCE, "due": DUE} | given_facts
    return LightFacts(state, **values)


def plan(state: State = State.SIGNED, *, rules: LightRules = RULES, **given_facts: Any) -> LightSchedule:
    return schedule(facts(state, **given_facts), rules, CALENDAR)


def say(planned: LightSchedule, today: date, rules: LightRules = RULES) -> str:
    return explain(planned, today=today, rules=rules, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("days_left", "light"),
    [(19, "green"), (4, "green"), (3, "yellow"), (1, "yellow"), (0, "yellow"), (-1, "red"), (-400, "red")],
)
def test_yellow_from_three_days_and_on_the_due_day_red_from_the_day_after(days_left: int, light: str) -> None:
    assert plan().on(DUE - timedelta(days=days_left)).value == light


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVAL, State.CANCELLED])
def test_unlit_states(state: State) -> None:
    planned = plan(state)
    assert planned.on(DUE + DAY) is Light.NONE
    assert say(planned, DUE).startswith("无灯：")


def test_archived_from_cancelled_is_unlit_and_from_closed_is_not() -> None:
    gone = plan(State.ARCHIVED, closed_from_x=False, closed_on=DUE)
    assert (gone.fixed, gone.why) == (Light.NONE, "已撤销的事项不亮灯")
    assert plan(State.ARCHIVED, closed_on=DUE).fixed is Light.GREEN


def test_closed_in_time_is_green_late_is_none_with_its_reason() -> None:
    assert plan(State.CLOSED, closed_on=DUE).on(DUE + DAY) is Light.GREEN
    late = plan(State.CLOSED, closed_on=DUE + 5 * DAY)
    assert late.on(DUE) is Light.NONE
    assert say(late, DUE) == "无灯：超时办结，超过时限 5 天"
    waited = plan(State.CLOSED, applied_on=DUE, closed_on=DUE + 5 * DAY)
    assert waited.fixed is Light.GREEN, "the application came in time"
    assert plan(State.CLOSED, due=None, closed_on=DUE).fixed is Light.GREEN
    assert plan(State.CLOSED).fixed is Light.GREEN
    monthly = Recurrence(ReportCycle.MONTHLY, ((1, 25),))
    assert (
        plan(State.CLOSED, due_kind=DueKind.RECURRING, recurrence=monthly, closed_on=DUE + DAY).fixed
        is Light.GREEN
    )


def test_suspended_is_grey_even_when_overdue() -> None:
    planned = plan(State.SUSPENDED)
    assert planned.on(DUE + DAY) is Light.GREY
    assert "挂起" in say(planned, DUE)


def test_grey_before_it_is_in_force() -> None:
    start = date(2026, 11, 10)
    planned = plan(in_force_from=start)
    assert [planned.on(day) for day in (start - DAY, start)] == [Light.GREY, Light.GREEN]
    assert say(planned, start - DAY) == "灰灯：11 月 10 日起执行，之前不计时"


@pytest.mark.parametrize("state", [State.CLAIMED, State.REVIEWED, State.PRESENTED])
def test_applications_keep_the_light_of_their_day(state: State) -> None:
    in_time = plan(state, applied_on=DUE - 10 * DAY)
    assert in_time.on(DUE + 30 * DAY) is Light.GREEN
    assert "申请时未超期" in say(in_time, DUE)
    assert plan(state, applied_on=DUE).on(DUE + 30 * DAY) is Light.YELLOW
    late = plan(state, applied_on=DUE + 2 * DAY)
    assert late.on(DUE) is Light.RED
    assert "申请时已超期 2 天" in say(late, DUE)
    assert say(late, DUE).endswith("不计入在办超期数")


def test_an_application_without_a_day_is_judged_by_today() -> None:
    assert plan(State.CLAIMED).on(DUE + DAY) is Light.RED
    assert plan(State.CLAIMED, applied_on=DUE, due=None, due_kind=DueKind.LONG_TERM).on(DUE) is Light.GREEN


def test_returned_is_judged_by_today_again() -> None:
    assert plan(State.SIGNED, applied_on=DUE - 10 * DAY).on(DUE + DAY) is Light.RED


LONG_SINCE, LONG_DUE = date(2026, 1, 1), date(2026, 4, 11)  # a term of 100 days


def long(**given_facts: Any) -> LightSchedule:
    return plan(since=LONG_SINCE, due=LONG_DUE, **given_facts)


@pytest.mark.parametrize(
    ("left", "light"),
    [(31, "green"), (30, "yellow"), (16, "yellow"), (15, "orange"), (0, "orange"), (-1, "red")],
)
def test_long_tasks_without_a_report_by_share_of_the_term(left: int, light: str) -> None:
    assert long().on(LONG_DUE - timedelta(days=left)).value == light


def test_the_share_rule_begins_at_ninety_days() -> None:
    short = plan(since=LONG_DUE - 89 * DAY, due=LONG_DUE)
    assert short.on(LONG_DUE - 10 * DAY) is Light.GREEN
    exact = plan(since=LONG_DUE - 90 * DAY, due=LONG_DUE)
    assert exact.on(LONG_DUE - 10 * DAY) is Light.ORANGE


def test_a_report_in_the_cycle_keeps_it_green_until_the_cycle_ends() -> None:
    reported = long(last_report=date(2026, 3, 15))
    assert reported.on(date(2026, 3, 31)) is Light.GREEN, "16 days left, but reported this month"
    assert reported.on(date(2026, 4, 1)) is Light.ORANGE, "a new month without a report"
    weekly = long(last_report=date(2026, 3, 15), report_cycle=ReportCycle.WEEKLY)
    assert weekly.on(date(2026, 3, 15)) is Light.GREEN
    assert weekly.on(date(2026, 3, 16)) is Light.YELLOW
    current = long(last_report=date(2026, 4, 2))
    assert current.orange_from is None, "its month outlasts the deadline"
    assert current.on(date(2026, 4, 7)) is Light.GREEN
    assert current.on(date(2026, 4, 8)) is Light.YELLOW, "three days left, reported or not"


def test_a_report_that_ends_just_before_the_due_day_leaves_only_yellow() -> None:
    rules = LightRules(orange_share=0, yellow_share=30)
    planned = schedule(facts(since=LONG_SINCE, due=LONG_DUE, last_report=date(2026, 2, 3)), rules, CALENDAR)
    assert planned.on(LONG_DUE - DAY) is Light.YELLOW
    assert planned.on(LONG_DUE) is Light.ORANGE


def test_an_application_counts_as_a_report() -> None:
    claimed = long(state=State.CLAIMED, applied_on=date(2026, 3, 31), last_report=date(2026, 1, 5))
    assert claimed.fixed is Light.GREEN


def test_working_days() -> None:
    rules = LightRules(in_workdays=True)
    planned = plan(rules=rules)  # Friday 20 November
    assert planned.on(date(2026, 11, 16)) is Light.GREEN
    assert planned.on(date(2026, 11, 17)) is Light.YELLOW, "Tuesday: three working days left"
    sunday = plan(rules=rules, due=date(2026, 11, 22))
    assert sunday.on(date(2026, 11, 22)) is Light.YELLOW, "a due day at the weekend is yellow all the same"
    assert sunday.on(date(2026, 11, 23)) is Light.RED
    assert say(planned, date(2026, 11, 17), rules).startswith("黄灯：距时限 3 个工作日以内，11 月 17 日起；")
    assert say(planned, date(2026, 11, 13), rules).startswith(
        "绿灯：距时限还有 5 个工作日，11 月 17 日起转黄（2026 年的放假安排还没有录入"
    )
    year = schedule(facts(since=date(2026, 1, 1), due=date(2026, 12, 31)), rules, CALENDAR)
    assert year.orange_from is not None
    assert CALENDAR.workdays_between(year.orange_from, date(2026, 12, 31)) == 260 * 15 // 100


MONTHLY = Recurrence(ReportCycle.MONTHLY, ((1, 25),))


def test_recurring_matters_go_by_the_next_occurrence_without_a_report() -> None:
    def recurring(last: date | None) -> LightSchedule:
        return plan(
            due_kind=DueKind.RECURRING, due=None, recurrence=MONTHLY, since=date(2026, 9, 1), last_report=last
        )

    assert recurring(None).due == date(2026, 9, 25)
    assert recurring(date(2026, 9, 20)).due == date(2026, 10, 25)
    late = recurring(date(2026, 9, 28))
    assert late.due == date(2026, 10, 25), "a late report is September's"
    assert late.on(date(2026, 10, 26)) is Light.RED
    assert say(late, date(2026, 10, 26)) == "红灯：已超期 1 天，时限 10 月 25 日；报送本期进展后转绿"
    yearly = Recurrence(ReportCycle.YEARLY, ((12, 31),))
    far = plan(due_kind=DueKind.RECURRING, due=None, recurrence=yearly, since=date(2026, 1, 1))
    assert far.on(date(2026, 12, 27)) is Light.GREEN, "no share rule for what comes again"


def test_recurring_without_a_rule_is_undated() -> None:
    assert effective_due(facts(due_kind=DueKind.RECURRING)) is None


def test_long_term_is_green_until_an_owed_report_is_late() -> None:
    base: dict[str, Any] = {"due_kind": DueKind.LONG_TERM, "due": None, "report_cycle": ReportCycle.MONTHLY}
    silent = plan(**base)
    assert [silent.on(date(2026, 11, 30)), silent.on(date(2026, 12, 1))] == [Light.GREEN, Light.YELLOW]
    reported = plan(**base, last_report=date(2026, 11, 3))
    assert [reported.on(date(2026, 12, 31)), reported.on(date(2027, 1, 1))] == [Light.GREEN, Light.YELLOW]
    graced = plan(**base, rules=LightRules(report_grace_days=5))
    assert [graced.on(date(2026, 12, 5)), graced.on(date(2026, 12, 6))] == [Light.GREEN, Light.YELLOW]
    assert say(reported, date(2026, 11, 5)) == "绿灯：长期事项，12 月 31 日前应报进展"
    assert say(reported, date(2027, 1, 2)) == "黄灯：每月应报的进展未按时报送，1 月 1 日起；报送进展后转绿"


def test_immediate_without_cycle_stays_green() -> None:
    planned = plan(due_kind=DueKind.IMMEDIATE, due=None)
    assert planned.on(date(2030, 1, 1)) is Light.GREEN
    assert say(planned, SINCE) == "绿灯：立行立改事项"
    dated = plan(due_kind=DueKind.IMMEDIATE)
    assert dated.on(DUE + DAY) is Light.RED, "with a date it counts like any other"


def test_sentences() -> None:
    planned = plan()
    assert (
        say(planned, date(2026, 11, 18)) == "黄灯：距时限 3 天以内，11 月 17 日起；办结、销号或批准延期后转绿"
    )
    assert (
        say(planned, date(2026, 11, 23)) == "红灯：已超期 3 天，时限 11 月 20 日；办结、销号或批准延期后转绿"
    )
    assert say(planned, date(2027, 1, 2)).startswith("红灯：已超期 43 天，时限 2026 年 11 月 20 日；")
    assert say(planned, date(2026, 11, 10)) == "绿灯：距时限还有 10 天，11 月 17 日起转黄"
    assert (
        say(long(), date(2026, 3, 20))
        == "黄灯：剩余时间在总期限 30% 以内，本周期未报进展，3 月 12 日起；报送进展后转绿"
    )
    assert (
        say(long(), date(2026, 4, 10))
        == "橙灯：剩余时间在总期限 15% 以内，本周期未报进展，3 月 27 日起；报送进展或批准延期后解除"
    )


def test_countdown_words() -> None:
    def words(due: date | None, rules: LightRules = RULES) -> str:
        return days_words(due, DUE, rules=rules, calendar=CALENDAR)

    assert words(None) == ""
    assert words(DUE) == "今日到期"
    assert words(DUE - 3 * DAY) == "已超期 3 天"
    assert words(DUE + 4 * DAY) == "还有 4 天"
    assert words(DUE + 4 * DAY, LightRules(in_workdays=True)) == "还有 2 个工作日"


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
MAYBE = st.none() | DAYS


def reference(given_facts: LightFacts, rules: LightRules, today: date) -> Light:
    """The judged order read off the design, day by day, for open dated matters."""
    assert given_facts.due
    if given_facts.in_force_from and today < given_facts.in_force_from:
        return Light.GREY
    left, term = (given_facts.due - today).days, (given_facts.due - given_facts.since).days
    if left < 0:
        return Light.RED
    reported = given_facts.last_report
    same_month = reported is not None and (reported.year, reported.month) >= (today.year, today.month)
    if term >= rules.long_term_days and not same_month:
        if left <= term * rules.orange_share // 100:
            return Light.ORANGE
        if left <= term * rules.yellow_share // 100:
            return Light.YELLOW
    return Light.YELLOW if left <= rules.warn_days else Light.GREEN


@given(due=DAYS, since=DAYS, today=DAYS, last_report=MAYBE, in_force_from=MAYBE)
def test_the_schedule_is_the_judged_order(
    due: date, *, since: date, today: date, last_report: date | None, in_force_from: date | None
) -> None:
    made = facts(due=due, since=since, last_report=last_report, in_force_from=in_force_from)
    planned = schedule(made, RULES, CALENDAR)
    assert planned.on(today) is reference(made, RULES, today)
    assert planned.due == due
    assert say(planned, today).startswith(planned.on(today).word)


@given(
    state=st.sampled_from(State),
    kind=st.sampled_from(DueKind),
    due=MAYBE,
    since=DAYS,
    dates=st.tuples(MAYBE, MAYBE, MAYBE, MAYBE),
    cycle=st.sampled_from(ReportCycle),
    workdays=st.booleans(),
)
def test_lights_only_rise_with_the_days(  # noqa: PLR0917
    state: State,
    kind: DueKind,
    due: date | None,
    since: date,
    dates: tuple[date | None, date | None, date | None, date | None],
    cycle: ReportCycle,
    workdays: bool,
) -> None:
    report, force, applied, closed = dates
    rules = LightRules(in_workdays=workdays)
    made = LightFacts(
        *(state, kind, since, due, MONTHLY, force, report, cycle, applied, closed),
    )
    planned = schedule(made, rules, CALENDAR)
    order = [Light.GREY, Light.GREEN, Light.YELLOW, Light.ORANGE, Light.RED]
    seen = [planned.on(since + timedelta(days=step)) for step in range(0, 800, 20)]
    assert len(set(seen)) == 1 or [order.index(light) for light in seen] == sorted(
        order.index(light) for light in seen
    )
    for step in (0, 90, 800):
        day = since + timedelta(days=step)
        assert say(planned, day, rules).startswith(f"{planned.on(day).word}：")
