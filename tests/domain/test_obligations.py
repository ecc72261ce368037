"""Who owes what by when: each period made, made late, missed or due."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.cycles import Rhythm, Span
from ducha_desktop.domain.obligations import (
    Answer,
    DueRule,
    Owed,
    Shift,
    Standing,
    Tally,
    owed,
    periods_due,
)
from ducha_desktop.domain.vocabulary import Light, ReportCycle
from ducha_desktop.domain.workdays import Calendar, SpecialDay, calendar_of

PLAIN = calendar_of({}, frozenset())
LAST = DueRule()
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
MONTHLY, WEEKLY = Rhythm(ReportCycle.MONTHLY), Rhythm(ReportCycle.WEEKLY)
MADE, LATE, MISSED, DUE = Standing.MADE, Standing.LATE, Standing.MISSED, Standing.DUE


def judged(
    rhythm: Rhythm,
    answers: Sequence[Answer] = (),
    *,
    term: Span = YEAR,
    idle: Sequence[Span] = (),
    today: date = date(2026, 11, 22),
    rule: DueRule = LAST,
    window: Span = YEAR,
    calendar: Calendar = PLAIN,
) -> list[Owed]:
    periods = periods_due(rhythm, rule, window, calendar)
    return list(owed(rhythm, periods, answers, term=term, idle=idle, today=today))


def stood(found: list[Owed]) -> list[Standing]:
    return [each.standing for each in found]


def test_missed_last_month_and_made_good_this_month() -> None:
    """瓯海: last month stays in the books as late, and turns from red to yellow."""
    since = Span(date(2026, 10, 8), date.max)
    before = judged(MONTHLY, term=since, today=date(2026, 11, 3))
    assert stood(before) == [MISSED, DUE, DUE]
    assert before[0].standing.light is Light.RED
    good = [Answer(date(2026, 11, 3), date(2026, 10, 1), "a"), Answer(date(2026, 11, 20))]
    after = judged(MONTHLY, good, term=since)
    assert stood(after) == [LATE, MADE, DUE]
    assert after[0].standing.light is Light.YELLOW
    assert after[0].answer == good[0]


def test_a_report_answers_for_its_own_period_only() -> None:
    found = judged(MONTHLY, [Answer(date(2026, 10, 31))], term=Span(date(2026, 9, 1), date.max))
    assert stood(found) == [MISSED, MADE, DUE, DUE]


def test_due_on_the_day_itself_is_not_missed() -> None:
    term = Span(date(2026, 11, 1), date.max)
    window = Span(date(2026, 11, 1), date(2026, 11, 30))
    assert stood(judged(MONTHLY, term=term, today=date(2026, 11, 30), window=window)) == [DUE]
    assert stood(judged(MONTHLY, term=term, today=date(2026, 12, 1), window=window)) == [MISSED]


def test_reports_of_days_to_come_do_not_count() -> None:
    assert (
        stood(judged(MONTHLY, [Answer(date(2026, 11, 23))], term=Span(date(2026, 11, 1), date.max)))[0] is DUE
    )


def test_suspended_closed_and_applied_owe_nothing() -> None:
    idle = [Span(date(2026, 3, 15), date(2026, 5, 30))]
    months = [each.period.due.month for each in judged(MONTHLY, idle=idle)]
    assert months == [1, 2, 5, 6, 7, 8, 9, 10, 11, 12]
    closed = judged(MONTHLY, term=Span(date(2026, 2, 10), date(2026, 6, 29)))
    assert [each.period.due.month for each in closed] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (DueRule(), "2026-02-28"),
        (DueRule(25), "2026-02-25"),
        (DueRule(31), "2026-02-28"),
        (DueRule(-5), "2026-03-05"),
        (DueRule(0, Shift.NEXT), "2026-03-02"),
        (DueRule(0, Shift.PREVIOUS), "2026-02-27"),
    ],
)
def test_due_days(rule: DueRule, due: str) -> None:
    """28 February 2026 is a Saturday."""
    period = MONTHLY.at(date(2026, 2, 10))
    assert rule.due(period, PLAIN) == date.fromisoformat(due)


def test_make_up_weekends_are_working_days() -> None:
    calendar = calendar_of({date(2026, 2, 28): SpecialDay(rest=False, name="春节")}, frozenset({2026}))
    assert DueRule(0, Shift.NEXT).due(MONTHLY.at(date(2026, 2, 1)), calendar) == date(2026, 2, 28)


def test_duties_of_a_year() -> None:
    """月跟进 季督查 半年通报 全年考核 are 12, 4, 2 and 1; the ten of 十个一 are 30."""
    cycles = (ReportCycle.MONTHLY, ReportCycle.QUARTERLY, ReportCycle.HALF_YEARLY, ReportCycle.YEARLY)
    numbers = [len(periods_due(Rhythm(cycle), DueRule(), YEAR, PLAIN)) for cycle in cycles]
    assert numbers == [12, 4, 2, 1]
    assert sum(number * times for number, times in zip(numbers, (1, 2, 3, 4), strict=True)) == 30


def test_tally() -> None:
    tally = Tally()
    for standing, number in ((MADE, 4), (LATE, 3), (MISSED, 2), (DUE, 1)):
        tally.add(standing, number)
    assert (tally.owed, tally.untimely) == (10, 5)


CYCLES = [cycle for cycle in ReportCycle if cycle is not ReportCycle.NONE]
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(
    st.builds(Rhythm, st.sampled_from(CYCLES), st.integers(1, 60), DAYS),
    st.builds(DueRule, st.integers(-10, 31), st.sampled_from(Shift)),
    DAYS,
    st.integers(0, 300),
    st.integers(1, 200),
)
def test_windows_side_by_side_owe_every_period_once(
    rhythm: Rhythm, rule: DueRule, first: date, length: int, more: int
) -> None:
    """What is owed in two neighbouring windows is what is owed in both together."""
    middle = first + timedelta(days=length)
    last = middle + timedelta(days=more)
    left = periods_due(rhythm, rule, Span(first, middle), PLAIN)
    right = periods_due(rhythm, rule, Span(middle + timedelta(days=1), last), PLAIN)
    assert (*left, *right) == periods_due(rhythm, rule, Span(first, last), PLAIN)


@given(
    st.builds(Rhythm, st.sampled_from(CYCLES), st.integers(1, 60), DAYS), st.lists(DAYS, max_size=20), DAYS
)
def test_a_period_is_missed_exactly_without_a_report_in_it(
    rhythm: Rhythm, days: list[date], today: date
) -> None:
    answers = [Answer(day) for day in days]
    found = judged(rhythm, answers, today=today)
    for each in found:
        inside = [day for day in days if day in each.period.span and day <= today]
        assert (each.answer is not None) == bool(inside)
        assert (each.standing is MISSED) == (not inside and each.period.due < today)
