"""Working days: the shipped table against chinesecalendar, and the arithmetic against counting."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from holiday_source import FIRST, LAST, from_library
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.errors import DamagedError
from ducha_desktop.domain.workdays import (
    WEEKENDS_ONLY,
    Calendar,
    SpecialDay,
    calendar_of,
    read_calendar,
    write_calendar,
)

TEXT = (Path(__file__).parents[2] / "resources/calendar/holidays.json").read_text(encoding="utf-8")
CALENDAR = read_calendar(TEXT)
known_days = st.dates(date(FIRST, 1, 1), date(LAST, 12, 31))


def test_the_shipped_table_agrees_with_chinesecalendar_on_every_day() -> None:
    day = date(FIRST, 1, 1)
    wrong = []
    while day.year <= LAST:
        if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []
    assert CALENDAR.years == frozenset(range(FIRST, LAST + 1))


def test_the_shipped_table_is_what_the_generator_writes() -> None:
    assert write_calendar(from_library()) == TEXT


def test_names_are_chinese() -> None:
    names = {special.name for special in CALENDAR.days.values()}
    assert names == {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节", "抗战胜利纪念日"}


@given(known_days, st.integers(-400, 400))
def test_between_counts_the_days_one_by_one(start: date, gap: int) -> None:
    end = start + timedelta(days=gap)
    low, high = min(start, end), max(start, end)
    days = [low + timedelta(days=n) for n in range(1, (high - low).days + 1)]
    counted = sum(CALENDAR.is_workday(day) for day in days)
    assert CALENDAR.workdays_between(start, end) == (counted if gap >= 0 else -counted)


@given(known_days, st.integers(1, 300))
def test_adding_and_counting_agree(start: date, days: int) -> None:
    end = CALENDAR.add_workdays(start, days)
    assert CALENDAR.is_workday(end)
    assert CALENDAR.workdays_between(start, end) == days
    back = CALENDAR.add_workdays(end, -days)
    assert CALENDAR.is_workday(back)
    assert CALENDAR.workdays_between(back, end) == days


def test_zero_days_is_the_day_itself() -> None:
    assert CALENDAR.add_workdays(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_national_day_2026_with_its_exchanged_sundays() -> None:
    assert CALENDAR.is_workday(date(2026, 9, 20)), "Sunday worked in exchange"
    assert not CALENDAR.is_workday(date(2026, 10, 7)), "Wednesday off"
    assert CALENDAR.add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10), "8, 9 and Saturday the 10th"
    assert CALENDAR.workdays_between(date(2026, 10, 10), date(2026, 9, 30)) == -3


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 10, 1), date(2026, 10, 8)),  # a holiday and the days around it
        (date(2026, 10, 10), date(2026, 10, 10)),  # a Saturday worked in its place
        (date(2026, 11, 21), date(2026, 11, 23)),
    ],
)
def test_the_next_working_day(day: date, worked: date) -> None:
    assert CALENDAR.next_workday(day) == worked


def test_years_without_a_notice_go_by_weekends_and_are_named() -> None:
    assert CALENDAR.missing_years(date(2026, 12, 1), date(2028, 1, 3)) == (2027, 2028)
    assert CALENDAR.missing_years(date(2027, 1, 1), date(2026, 12, 1)) == (2027,)
    assert CALENDAR.missing_years(date(2026, 1, 1), date(2026, 12, 31)) == ()
    assert CALENDAR.is_workday(date(2027, 10, 1)), "a Friday; the notice is not out"
    assert not WEEKENDS_ONLY.is_workday(date(2026, 10, 10))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"years": []}',
        '{"years": {"x": {}}}',
        '{"years": {"2026": {"rest": {"2026-02-30": "春节"}}}}',
    ],
)
def test_a_damaged_table_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(DamagedError, match="没有采用"):
        read_calendar(text)


specials = st.builds(SpecialDay, st.booleans(), st.sampled_from(["春节", "本县假日"]))


@given(st.dictionaries(known_days, specials, max_size=30))
def test_written_and_read_again_is_the_same(days: dict[date, SpecialDay]) -> None:
    calendar = calendar_of(days, frozenset(day.year for day in days))
    assert read_calendar(write_calendar(calendar)) == calendar


def test_days_of_a_year_without_notice_survive_writing() -> None:
    calendar: Calendar = calendar_of({date(2031, 5, 1): SpecialDay(True, "劳动节")}, frozenset())
    assert read_calendar(write_calendar(calendar)).days == calendar.days
