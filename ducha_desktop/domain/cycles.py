"""Reporting cycles: weeks, months, quarters, half-years and years as spans of days."""

from calendar import monthrange
from datetime import date, timedelta

from ducha_desktop.domain.vocabulary import ReportCycle

MONTHS_IN_YEAR = 12
_MONTHS = {
    ReportCycle.MONTHLY: 1,
    ReportCycle.QUARTERLY: 3,
    ReportCycle.HALF_YEARLY: 6,
    ReportCycle.YEARLY: MONTHS_IN_YEAR,
}


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months_of(cycle: ReportCycle) -> int:
    """How many months a cycle has; 0 for weeks and for no cycle."""
    return _MONTHS.get(cycle, 0)


def cycle_start(cycle: ReportCycle, day: date) -> date:
    """First day of the cycle that holds `day`; `day` itself without a cycle."""
    if cycle is ReportCycle.NONE:
        return day
    months = months_of(cycle)
    if not months:
        return day - timedelta(days=day.weekday())
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def cycle_end(cycle: ReportCycle, day: date) -> date:
    """Last day of the cycle that holds `day`; weeks end on Sunday."""
    if cycle is ReportCycle.NONE:
        return day
    start, months = cycle_start(cycle, day), months_of(cycle)
    if not months:
        return start + timedelta(days=6)
    return month_end(start.year, start.month + months - 1)


def first_owed(cycle: ReportCycle, since: date, last_report: date | None) -> date | None:
    """The day by which the next report is owed, None when none ever is.

    A report answers for the whole cycle in which it came; the first is owed for the cycle that
    holds `since`.
    """
    if cycle is ReportCycle.NONE:
        return None
    if last_report is None or last_report < cycle_start(cycle, since):
        return cycle_end(cycle, since)
    return cycle_end(cycle, cycle_end(cycle, last_report) + timedelta(days=1))
