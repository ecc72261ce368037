"""Deadlines that come again: `每月25日前`, `每季度末`, `每周五`, as data that can be stored."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ducha_desktop.domain.cycles import cycle_end, cycle_start, month_end, months_of
from ducha_desktop.domain.vocabulary import ReportCycle

LAST_DAY = 31
_WEEKDAYS = "一二三四五六日"
_CODE = re.compile(r"(weekly|monthly|quarterly|half_yearly|yearly):(\d{1,2}-\d{1,2}(?:,\d{1,2}-\d{1,2})*)")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Days that come again in every cycle.

    Attributes:
        cycle: week to year.
        points: sorted (month within the cycle from 1, day) pairs; day 31 is the month's last.
            Weeks have (0, weekday) with Monday = 1.
    """

    cycle: ReportCycle
    points: tuple[tuple[int, int], ...]

    @property
    def code(self) -> str:
        """Stable text for storage, e.g. `monthly:1-25`."""
        return f"{self.cycle.value}:{','.join(f'{month}-{day}' for month, day in self.points)}"

    @property
    def words(self) -> str:
        """What it means, for the preview: `每月25日前`, `每季度末前`, `每周五前`."""
        every = "每" if self.cycle is ReportCycle.WEEKLY else self.cycle.word
        return f"{every}{'、'.join(self._point_words(*point) for point in self.points)}前"

    def occurrences(self, day: date) -> tuple[date, ...]:
        """All due days of the cycle that holds `day`, in order."""
        start = cycle_start(self.cycle, day)
        if self.cycle is ReportCycle.WEEKLY:
            return tuple(start + timedelta(days=weekday - 1) for _, weekday in self.points)
        return tuple(_day_of(start.year, start.month + month - 1, number) for month, number in self.points)

    def on_or_after(self, day: date) -> date:
        """The first due day that is not before `day`."""
        for due in self.occurrences(day):
            if due >= day:
                return due
        return self.occurrences(cycle_end(self.cycle, day) + timedelta(days=1))[0]

    def next_unsatisfied(self, since: date, last_report: date | None) -> date:
        """The next due day that no report answers for.

        A report answers for the first due day of its cycle that is not before it, a late one for the
        cycle's last; without a report since `since`, the first due day from then on is owed.
        """
        if last_report is None or last_report < since:
            return self.on_or_after(since)
        dues = self.occurrences(last_report)
        answered = next((due for due in dues if due >= last_report), dues[-1])
        return self.on_or_after(answered + timedelta(days=1))

    def _point_words(self, month: int, day: int) -> str:
        if self.cycle is ReportCycle.WEEKLY:
            return f"周{_WEEKDAYS[day - 1]}"
        number = "底" if day == LAST_DAY else f"{day}日"
        if self.cycle is ReportCycle.MONTHLY:
            return number
        if self.cycle is ReportCycle.YEARLY:
            return f"{month}月{number}"
        if (month, day) == (months_of(self.cycle), LAST_DAY):
            return "末"
        return f"第{month}个月{number}"


def _day_of(year: int, month: int, number: int) -> date:
    """That day of the month, or the month's last when it is shorter."""
    last = month_end(year, month)
    return last.replace(day=min(number, last.day))


def read_recurrence(code: str) -> Recurrence | None:
    """Read `Recurrence.code` back; None when it is none."""
    found = _CODE.fullmatch(code)
    if not found:
        return None
    cycle = ReportCycle(found[1])
    pairs = (pair.split("-") for pair in found[2].split(","))
    points = tuple((int(month), int(day)) for month, day in pairs)
    return Recurrence(cycle, points) if _valid(cycle, points) else None


def _valid(cycle: ReportCycle, points: tuple[tuple[int, int], ...]) -> bool:
    """Whether all points lie inside the cycle and rise."""
    weekly = cycle is ReportCycle.WEEKLY
    low, high, last = (0, 0, 7) if weekly else (1, months_of(cycle), LAST_DAY)
    inside = all(low <= month <= high and 1 <= day <= last for month, day in points)
    return inside and all(first < second for first, second in pairwise(points))
