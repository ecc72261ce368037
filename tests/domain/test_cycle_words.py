"""How offices write a cycle, and what its periods are called."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.cycle_words import (
    cycle_words,
    day_of_period_words,
    period_words,
    read_cycle,
    read_span,
    stored_cycle_words,
)
from ducha_desktop.domain.cycles import Rhythm, Span
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import ReportCycle

C = ReportCycle


@pytest.mark.parametrize(
    ("text", "cycle", "days"),
    [
        ("每周", C.WEEKLY, None),
        ("每周一报", C.WEEKLY, None),
        ("一周一报", C.WEEKLY, None),
        ("周报", C.WEEKLY, None),
        ("每旬", C.TEN_DAYS, None),
        ("旬报", C.TEN_DAYS, None),
        ("半月报", C.HALF_MONTHLY, None),
        ("月调度", C.MONTHLY, None),
        ("季度", C.QUARTERLY, None),
        ("half_yearly", C.HALF_YEARLY, None),
        ("每年", C.YEARLY, None),
        ("不定期", C.NONE, None),
        ("每10天", C.CUSTOM, 10),
        ("每 10 天", C.CUSTOM, 10),
        ("每十天一报", C.CUSTOM, 10),
        ("每隔15日", C.CUSTOM, 15),
        ("每二十五天", C.CUSTOM, 25),
        ("每两周", C.CUSTOM, 14),
        ("每2周一次", C.CUSTOM, 14),
        ("两周一报", C.CUSTOM, 14),
        ("双周报", C.CUSTOM, 14),
        ("每三个星期", C.CUSTOM, 21),
        ("每一周", C.WEEKLY, None),
        ("custom:45", C.CUSTOM, 45),
    ],
)
def test_cycles_are_read(text: str, cycle: ReportCycle, days: int | None) -> None:
    assert read_cycle(text) == (cycle, days)


@pytest.mark.parametrize(
    "text", ["", "定制天数", "每0天", "每400天", "每天天", "看情况", "每月两次", "custom:0"]
)
def test_what_is_no_cycle(text: str) -> None:
    assert read_cycle(text) is None


@given(st.integers(1, 366))
def test_custom_words_are_read_back(days: int) -> None:
    assert read_cycle(cycle_words(C.CUSTOM, days)) == (C.CUSTOM, days)


def test_stored_words() -> None:
    assert stored_cycle_words("custom", 14) == "每两周"
    assert stored_cycle_words("monthly", None) == "每月"
    assert stored_cycle_words("none", None) == ""
    assert stored_cycle_words("lunar", None) == "lunar"


@pytest.mark.parametrize(
    ("cycle", "day", "words"),
    [
        (C.WEEKLY, "2027-01-01", "2026年第53周"),
        (C.TEN_DAYS, "2026-11-20", "2026年11月中旬"),
        (C.TEN_DAYS, "2026-11-30", "2026年11月下旬"),
        (C.HALF_MONTHLY, "2026-11-15", "2026年11月上半月"),
        (C.MONTHLY, "2026-11-22", "2026年11月"),
        (C.QUARTERLY, "2026-11-22", "2026年第4季度"),
        (C.QUARTERLY, "2026-03-31", "2026年第1季度"),
        (C.HALF_YEARLY, "2026-07-01", "2026年下半年"),
        (C.YEARLY, "2026-07-01", "2026年"),
        (C.CUSTOM, "2026-11-05", "2026年11月3日至2026年11月12日"),
    ],
)
def test_periods_are_named(cycle: ReportCycle, day: str, words: str) -> None:
    rhythm = Rhythm(cycle, 10, date(2026, 11, 3))
    assert period_words(rhythm, rhythm.at(date.fromisoformat(day))) == words


def test_weeks_and_months_are_read() -> None:
    assert read_span("2026-W47") == read_span("2026年第47周") == Span(date(2026, 11, 16), date(2026, 11, 22))
    assert read_span("2026-W53").last == date(2027, 1, 3)
    assert read_span("2024-02") == Span(date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize("text", ["2025-W53", "2026-13", "2026", "下周"])
def test_what_is_no_week_and_no_month(text: str) -> None:
    with pytest.raises(WrongUseError):
        read_span(text)


def test_days_of_periods_are_said() -> None:
    weekly, monthly = Rhythm(C.WEEKLY), Rhythm(C.MONTHLY)
    assert day_of_period_words(weekly, 5) == "周五前"
    assert day_of_period_words(monthly, 25) == "25日前"
    assert day_of_period_words(monthly, 0) == "期末前"
    assert day_of_period_words(monthly, -5) == "期后第5天前"
    assert day_of_period_words(Rhythm(C.QUARTERLY), 10) == "期内第10天前"
