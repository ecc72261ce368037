"""Reporting cycles as spans of days: weeks, parts of a month, months to years, and any number of days."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ducha_desktop.domain.vocabulary import ReportCycle

MONTHS_IN_YEAR = 12
MOST_CYCLE_DAYS = 366
ONE_DAY = timedelta(days=1)
EPOCH = date(2001, 1, 1)
"""A Monday from which custom cycles are counted that name no day of their own."""
_MONTHS = {
    ReportCycle.MONTHLY: 1,
    ReportCycle.QUARTERLY: 3,
    ReportCycle.HALF_YEARLY: 6,
    ReportCycle.YEARLY: MONTHS_IN_YEAR,
}
_PARTS_OF_MONTH = {
    ReportCycle.TEN_DAYS: (1, 11, 21),
    ReportCycle.HALF_MONTHLY: (1, 16),
}
"""The days on which the parts of a month begin; the last part ends with the month."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, the first and the last included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A cycle with what a custom one needs besides: its length, and the day from which it is counted.

    Custom cycles without a length are as long as a week.
    """

    cycle: ReportCycle
    days: int = 0
    anchor: date = EPOCH

    def at(self, day: date) -> Span:
        """The cycle that holds `day`."""
        if self.cycle is ReportCycle.CUSTOM:
            length = max(self.days, 1) if self.days else 7
            first = self.anchor + timedelta(days=(day - self.anchor).days // length * length)
            return Span(first, first + timedelta(days=length - 1))
        return Span(cycle_start(self.cycle, day), cycle_end(self.cycle, day))

    def spans(self, first: date, last: date) -> Iterator[Span]:
        """The cycles that hold the days from `first` to `last`, in order, without gap or overlap."""
        if self.cycle is ReportCycle.NONE:
            return
        span = self.at(first)
        while span.first <= last:
            yield span
            span = self.at(span.last + ONE_DAY)

    def of_year(self, year: int) -> tuple[Span, ...]:
        """The cycles of a year: those that begin in it, weeks by their Thursday as ISO 8601 counts them."""
        spans = self.spans(date(year, 1, 1) - timedelta(days=7), date(year, 12, 31) + timedelta(days=7))
        return tuple(span for span in spans if self._year(span) == year)

    def _year(self, span: Span) -> int:
        return span.first.isocalendar().year if self.cycle is ReportCycle.WEEKLY else span.first.year


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months_of(cycle: ReportCycle) -> int:
    """How many months a cycle has; 0 for shorter ones and for no cycle."""
    return _MONTHS.get(cycle, 0)


def cycle_start(cycle: ReportCycle, day: date) -> date:
    """First day of the cycle of the calendar that holds `day`; `day` itself without a cycle."""
    if cycle is ReportCycle.NONE:
        return day
    if cycle in _PARTS_OF_MONTH:
        return day.replace(day=max(first for first in _PARTS_OF_MONTH[cycle] if first <= day.day))
    months = months_of(cycle)
    if not months:
        return day - timedelta(days=day.weekday())
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def cycle_end(cycle: ReportCycle, day: date) -> date:
    """Last day of the cycle of the calendar that holds `day`; weeks end on Sunday."""
    if cycle is ReportCycle.NONE:
        return day
    if cycle in _PARTS_OF_MONTH:
        later = [first for first in _PARTS_OF_MONTH[cycle] if first > day.day]
        return day.replace(day=later[0] - 1) if later else month_end(day.year, day.month)
    start, months = cycle_start(cycle, day), months_of(cycle)
    if not months:
        return start + timedelta(days=6)
    return month_end(start.year, start.month + months - 1)


def first_owed(rhythm: Rhythm, since: date, last_report: date | None) -> date | None:
    """The day by which the next report is owed, None when none ever is.

    A report answers for the whole cycle in which it came; the first is owed for the cycle that
    holds `since`.
    """
    if rhythm.cycle is ReportCycle.NONE:
        return None
    first = rhythm.at(since)
    if last_report is None or last_report < first.first:
        return first.last
    return rhythm.at(rhythm.at(last_report).last + ONE_DAY).last
