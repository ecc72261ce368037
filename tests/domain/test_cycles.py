"""Cycles and recurring deadlines against counting days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.cycles import Rhythm, Span, cycle_end, cycle_start, first_owed
from ducha_desktop.domain.recurrence import Recurrence, read_recurrence
from ducha_desktop.domain.vocabulary import ReportCycle

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))
REAL = [cycle for cycle in ReportCycle if cycle not in (ReportCycle.NONE, ReportCycle.CUSTOM)]
RECURRING = [cycle for cycle in REAL if cycle not in (ReportCycle.TEN_DAYS, ReportCycle.HALF_MONTHLY)]
RHYTHMS = st.builds(Rhythm, st.sampled_from([*REAL, ReportCycle.CUSTOM]), st.integers(0, 366), DAYS)


@given(st.sampled_from(REAL), DAYS)
def test_cycles_tile_the_calendar(cycle: ReportCycle, day: date) -> None:
    start, end = cycle_start(cycle, day), cycle_end(cycle, day)
    assert start <= day <= end
    assert cycle_start(cycle, end) == start
    assert cycle_start(cycle, end + timedelta(days=1)) == end + timedelta(days=1)


@given(RHYTHMS, DAYS, st.integers(0, 800))
def test_spans_tile_the_time_line_without_gap_or_overlap(rhythm: Rhythm, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    spans = list(rhythm.spans(first, last))
    days = [
        span.first + timedelta(days=n) for span in spans for n in range((span.last - span.first).days + 1)
    ]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert days[0] <= first
    assert last <= days[-1]
    assert all(rhythm.at(span.first) == rhythm.at(span.last) == span for span in spans)


@given(RHYTHMS, st.integers(2001, 2089))
def test_every_cycle_belongs_to_one_year(rhythm: Rhythm, year: int) -> None:
    """Years follow one another as the cycles do."""
    here, there = rhythm.of_year(year), rhythm.of_year(year + 1)
    both = list(here + there)
    assert both == list(rhythm.spans(both[0].first, both[-1].first))


@pytest.mark.parametrize(
    ("year", "weeks"), [(2015, 53), (2020, 53), (2024, 52), (2025, 52), (2026, 53), (2027, 52), (2032, 53)]
)
def test_a_weekly_meeting_is_held_52_or_53_times_a_year(year: int, weeks: int) -> None:
    spans = Rhythm(ReportCycle.WEEKLY).of_year(year)
    assert len(spans) == weeks == date(year, 12, 28).isocalendar().week


def test_parts_of_a_month() -> None:
    ten_days = list(Rhythm(ReportCycle.TEN_DAYS).spans(date(2024, 2, 1), date(2024, 2, 29)))
    assert [(span.first.day, span.last.day) for span in ten_days] == [(1, 10), (11, 20), (21, 29)]
    halves = list(Rhythm(ReportCycle.HALF_MONTHLY).spans(date(2026, 2, 1), date(2026, 2, 28)))
    assert [(span.first.day, span.last.day) for span in halves] == [(1, 15), (16, 28)]
    assert len(Rhythm(ReportCycle.TEN_DAYS).of_year(2026)) == 36


def test_custom_cycles_are_counted_from_their_own_day() -> None:
    rhythm = Rhythm(ReportCycle.CUSTOM, 10, date(2026, 11, 3))
    assert rhythm.at(date(2026, 11, 12)) == Span(date(2026, 11, 3), date(2026, 11, 12))
    assert rhythm.at(date(2026, 11, 13)) == Span(date(2026, 11, 13), date(2026, 11, 22))
    assert rhythm.at(date(2026, 11, 2)) == Span(date(2026, 10, 24), date(2026, 11, 2))
    assert first_owed(rhythm, date(2026, 11, 3), date(2026, 11, 3)) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cycle", "end"),
    [
        ("none", "2026-11-22"),
        ("weekly", "2026-11-22"),
        ("ten_days", "2026-11-30"),
        ("half_monthly", "2026-11-30"),
        ("monthly", "2026-11-30"),
        ("quarterly", "2026-12-31"),
        ("half_yearly", "2026-12-31"),
        ("yearly", "2026-12-31"),
    ],
)
def test_ends(cycle: str, end: str) -> None:
    day = date(2026, 11, 22)
    assert cycle_end(ReportCycle(cycle), day) == date.fromisoformat(end)


def test_first_half_and_no_cycle() -> None:
    assert cycle_end(ReportCycle.HALF_YEARLY, date(2026, 5, 1)) == date(2026, 6, 30)
    assert cycle_start(ReportCycle.NONE, date(2026, 5, 1)) == date(2026, 5, 1)


def test_what_is_owed() -> None:
    since = date(2026, 11, 10)
    assert first_owed(Rhythm(ReportCycle.NONE), since, None) is None
    assert first_owed(Rhythm(ReportCycle.MONTHLY), since, None) == date(2026, 11, 30)
    assert first_owed(Rhythm(ReportCycle.MONTHLY), since, date(2026, 10, 5)) == date(2026, 11, 30)
    assert first_owed(Rhythm(ReportCycle.MONTHLY), since, date(2026, 11, 30)) == date(2026, 12, 31)
    assert first_owed(Rhythm(ReportCycle.WEEKLY), since, date(2026, 11, 12)) == date(2026, 11, 22)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    cycle = draw(st.sampled_from(RECURRING))
    months = {"weekly": 0, "monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[cycle.value]
    month = st.just(0) if not months else st.integers(1, months)
    points = draw(st.sets(st.tuples(month, st.integers(1, 31 if months else 7)), min_size=1, max_size=4))
    return Recurrence(cycle, tuple(sorted(points)))


@given(recurrences(), DAYS)
def test_the_next_occurrence_is_the_first_day_that_is_one(rule: Recurrence, day: date) -> None:
    due = rule.on_or_after(day)
    assert due >= day
    assert due in rule.occurrences(due)
    between = (day + timedelta(days=n) for n in range((due - day).days))
    assert not any(each in rule.occurrences(each) for each in between)


@given(recurrences())
def test_code_is_read_back(rule: Recurrence) -> None:
    assert read_recurrence(rule.code) == rule
    assert rule.words.startswith("每")


@pytest.mark.parametrize(
    "code",
    [
        "",
        "monthly:",
        "monthly:2-5",
        "weekly:0-8",
        "weekly:1-3",
        "yearly:13-1",
        "monthly:1-0",
        "monthly:1-5,1-5",
        "daily:1-1",
    ],
)
def test_impossible_codes_are_none(code: str) -> None:
    assert read_recurrence(code) is None


def test_short_months_take_their_last_day() -> None:
    rule = Recurrence(ReportCycle.MONTHLY, ((1, 31),))
    assert rule.on_or_after(date(2024, 2, 1)) == date(2024, 2, 29)


def test_reports_answer_for_the_due_days_of_their_cycle() -> None:
    twice = Recurrence(ReportCycle.MONTHLY, ((1, 5), (1, 20)))
    since = date(2026, 3, 1)
    assert twice.next_unsatisfied(since, None) == date(2026, 3, 5)
    assert twice.next_unsatisfied(since, date(2026, 2, 20)) == date(2026, 3, 5), (
        "before the matter was assigned"
    )
    assert twice.next_unsatisfied(since, date(2026, 3, 5)) == date(2026, 3, 20)
    assert twice.next_unsatisfied(since, date(2026, 3, 6)) == date(2026, 4, 5)
    assert twice.next_unsatisfied(since, date(2026, 3, 25)) == date(2026, 4, 5)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("weekly:0-1,0-7", "每周一、周日前"),
        ("monthly:1-25", "每月25日前"),
        ("monthly:1-31", "每月底前"),
        ("quarterly:1-10", "每季度第1个月10日前"),
        ("quarterly:2-31", "每季度第2个月底前"),
        ("quarterly:3-31", "每季度末前"),
        ("half_yearly:6-31", "每半年末前"),
        ("yearly:6-31,12-5", "每年6月底、12月5日前"),
    ],
)
def test_words(code: str, words: str) -> None:
    rule = read_recurrence(code)
    assert rule is not None
    assert rule.words == words
