"""The scale of time of a run chart: months across a width, and where a day stands on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MOST_MONTHS = 48
"""Months a page can show so that one can still be told from the next."""


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Whole months from `first` to the last day of `last`, between `left` and `right` in points."""

    first: date
    last: date
    left: float
    right: float

    @property
    def months(self) -> int:
        """How many months there are."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def x(self, day: date, *, end: bool = False) -> float:
        """Where a day begins, or with `end` where it ends; days outside stand at the edge."""
        passed = (day - self.first).days + end
        whole = (self.last - self.first).days + 1
        return self.left + (self.right - self.left) * min(max(passed, 0), whole) / whole

    def shows(self, day: date) -> bool:
        """Whether a day is on the scale."""
        return self.first <= day <= self.last

    def marks(self) -> Iterator[tuple[date, float, float]]:
        """Each month with its left and right edge."""
        month = self.first
        while month <= self.last:
            after = _month_after(month)
            yield month, self.x(month), self.x(after - timedelta(days=1), end=True)
            month = after


def scale_over(first: date, last: date, today: date, *, left: float, right: float) -> TimeScale:
    """A scale for the days from `first` to `last`; where they are too far apart, the time around today."""
    start, end = first.replace(day=1), last.replace(day=1)
    if _months(start, end) >= MOST_MONTHS:
        start = max(start, _months_from(today, -MOST_MONTHS // 3))
        end = min(end, _months_from(start, MOST_MONTHS - 1))
    while _months(start, end) < 2:  # noqa: PLR2004 - at least a quarter, so that no month is a whole page
        end = _month_after(end)
    return TimeScale(start, _month_after(end) - timedelta(days=1), left, right)


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _months_from(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _month_after(day: date) -> date:
    return _months_from(day, 1)
