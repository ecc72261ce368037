"""Working days with 调休: the yearly holiday notice of the State Council as a calendar."""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ducha_desktop.domain.errors import DamagedError

WEEKEND = 5
NEARBY_DAYS = 14
FIXED_FESTIVALS = ((1, 1), (5, 1), (10, 1))
"""元旦, 劳动节 and 国庆节: days of rest in every year whose notice is known."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from its weekday, or is a named day of rest.

    Attributes:
        rest: a day off; False is a working day taken in exchange (调休上班).
        name: the festival it belongs to, e.g. `国庆节`.
    """

    rest: bool
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked; make it with `calendar_of`.

    Attributes:
        days: the special days; all others go by their weekday.
        years: years whose holiday notice is in the calendar.
        weekday_rests: ordinals of Mondays to Fridays off, sorted.
        weekend_work: ordinals of Saturdays and Sundays worked, sorted.
    """

    days: Mapping[date, SpecialDay]
    years: frozenset[int]
    weekday_rests: tuple[int, ...]
    weekend_work: tuple[int, ...]

    def is_workday(self, day: date) -> bool:
        """Whether the office works on `day`."""
        special = self.days.get(day)
        return not special.rest if special else day.weekday() < WEEKEND

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is past."""
        return self._count_to(end) - self._count_to(start)

    def add_workdays(self, start: date, days: int) -> date:
        """The `days`-th working day after `start` (before it when negative); 0 is `start` itself."""
        step = ONE_DAY if days > 0 else -ONE_DAY
        day, left = start, abs(days)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def next_workday(self, day: date) -> date:
        """`day` itself when worked, else the next day that is."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def missing_years(self, start: date, end: date) -> tuple[int, ...]:
        """Years between the two days (either order) that go by weekends for want of a notice."""
        low, high = sorted((start.year, end.year))
        return tuple(year for year in range(low, high + 1) if year not in self.years)

    def _count_to(self, day: date) -> int:
        """Working days from 0001-01-01, a Monday, to `day`."""
        ordinal = day.toordinal()
        weekdays = ordinal // 7 * WEEKEND + min(ordinal % 7, WEEKEND)
        return weekdays - bisect_right(self.weekday_rests, ordinal) + bisect_right(self.weekend_work, ordinal)


def calendar_of(days: Mapping[date, SpecialDay], years: frozenset[int]) -> Calendar:
    """A calendar from special days and the years whose notice is known."""
    rests = sorted(day.toordinal() for day, kind in days.items() if kind.rest and day.weekday() < WEEKEND)
    work = sorted(day.toordinal() for day, kind in days.items() if not kind.rest and day.weekday() >= WEEKEND)
    return Calendar(dict(days), years, tuple(rests), tuple(work))


def toggled(calendar: Calendar, day: date) -> SpecialDay | None:
    """What a day becomes when it is turned from working day to day of rest or back; None goes by the weekday."""
    weekend = day.weekday() >= WEEKEND
    if calendar.is_workday(day):
        name = _neighbour(calendar, day, 1)
        return SpecialDay(rest=True, name=name) if name or not weekend else None
    return SpecialDay(rest=False, name=_neighbour(calendar, day, NEARBY_DAYS)) if weekend else None


def _neighbour(calendar: Calendar, day: date, reach: int) -> str:
    """The name of the nearest day of rest that has one, at most so many days away."""
    for distance in range(1, reach + 1):
        for beside in (day - distance * ONE_DAY, day + distance * ONE_DAY):
            special = calendar.days.get(beside)
            if special is not None and special.rest and special.name:
                return special.name
    return ""


def told_years(days: Mapping[date, SpecialDay]) -> frozenset[int]:
    """The years whose notice the table holds: a few days marked by hand do not make a year known."""
    return frozenset(
        year
        for year in {day.year for day in days}
        if all(
            (special := days.get(date(year, month, day))) is not None and special.rest
            for month, day in FIXED_FESTIVALS
        )
    )


def missing_words(years: Sequence[int]) -> str:
    """That these years go by weekends, as a sentence; empty without any."""
    if not years:
        return ""
    named = "、".join(str(year) for year in years)
    return f"{named} 年的放假安排还没有录入，暂按周六、周日休息计算"


WEEKENDS_ONLY = calendar_of({}, frozenset())
"""The calendar without any notice: Saturdays and Sundays are free."""


def read_calendar(text: str) -> Calendar:
    """Read the JSON text of `resources/calendar/holidays.json` (or an office's own of that shape).

    The shape is `{"years": {"2026": {"rest": {"2026-01-01": "元旦"}, "work": {"2026-01-04": "元旦"}}}}`.

    Raises:
        DamagedError: not JSON, or not of that shape.
    """
    try:
        years: dict[str, dict[str, dict[str, str]]] = json.loads(text)["years"]
        days = {
            date.fromisoformat(day): SpecialDay(kind == "rest", str(name))
            for year in years.values()
            for kind in ("rest", "work")
            for day, name in year.get(kind, {}).items()
        }
        known = frozenset(int(year) for year in years)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise DamagedError(f"节假日表读不懂，没有采用：{problem}。请换用原表或重新导入。") from problem
    return calendar_of(days, known)


def write_calendar(calendar: Calendar) -> str:
    """The JSON text that `read_calendar` reads, stable for equal calendars."""
    years: dict[str, dict[str, dict[str, str]]] = {
        str(year): {"rest": {}, "work": {}} for year in sorted(calendar.years)
    }
    for day, special in sorted(calendar.days.items()):
        year = years.setdefault(str(day.year), {"rest": {}, "work": {}})
        year["rest" if special.rest else "work"][day.isoformat()] = special.name
    return json.dumps({"years": years}, ensure_ascii=False, indent=1) + "\n"
