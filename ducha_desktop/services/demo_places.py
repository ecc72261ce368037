"""When the demo's matters come and when they are due."""

from datetime import date, timedelta
from random import Random

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.cycles import month_end
from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.vocabulary import DueKind
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.services.demo_fates import CLOSING, FINISHED, Fate
from ducha_desktop.services.demo_stock import Sketch

_OLD = (
    *(Fate.SUSPENDED, Fate.RESUMED, Fate.REFUSED, Fate.REOPENED, Fate.RETURNED),
    *(Fate.CANCELLED, Fate.CANCELLED_ARCHIVED),
)
_CAME: dict[Fate, tuple[int, int]] = {
    Fate.DRAFT: (0, 5),
    Fate.SENT_BACK: (5, 8),
    Fate.APPROVAL: (2, 6),
    Fate.APPROVED: (5, 8),
    Fate.ASSIGNED: (5, 8),
    Fate.OBJECTED: (9, 14),
    Fate.STILLBORN: (8, 20),
    Fate.NEAR: (15, 40),
    Fate.OVERDUE: (25, 55),
    Fate.EXTENDING: (22, 45),
    Fate.OPEN: (9, 70),
    Fate.SILENT: (85, 95),
    Fate.LATER: (9, 20),
    **dict.fromkeys(CLOSING, (22, 60)),
    **dict.fromkeys(_OLD, (60, 75)),
}
"""How many working days ago a matter that is free in time came in."""


def first_due(sketch: Sketch, *, today: date, calendar: Calendar) -> date | None:
    """The day a matter with given dates is due; a limit in working days is written out as a date."""
    if sketch.came_on is None:
        return None
    if sketch.workdays:
        due = calendar.add_workdays(calendar.next_workday(sketch.came_on), sketch.workdays)
        sketch.due = day_words(due)
        return due
    read = read_deadline(sketch.due, year=sketch.came_on.year, today=today)
    return read.due if read.kind is DueKind.DATE else None


def place(
    sketch: Sketch, fate: Fate, due: date | None, *, today: date, calendar: Calendar, rng: Random
) -> tuple[date, date | None]:
    """The day a matter is registered, and the day it is due.

    A matter free in time gets both here, to fit its fate.
    """
    if fate is Fate.LATER:
        sketch.start = (today + timedelta(days=rng.randint(4, 9))).isoformat()
    if sketch.came_on is not None:
        return calendar.next_workday(sketch.came_on), due
    if fate in FINISHED:
        came, due = _finished(today=today, calendar=calendar, rng=rng)
    else:
        # On a day of rest the last working day is the latest on which anything came in.
        latest = today if calendar.is_workday(today) else calendar.add_workdays(today, -1)
        came = calendar.add_workdays(latest, -rng.randint(*_CAME[fate]))
        due = _due_of(fate, came, today=today, calendar=calendar, rng=rng)
    sketch.came_on, sketch.due = came, day_words(due)
    return came, due


def _finished(*, today: date, calendar: Calendar, rng: Random) -> tuple[date, date]:
    """Some time in the year, done by now."""
    start = calendar.add_workdays(date(today.year if today.month >= 7 else today.year - 1, 1, 4), 3)  # noqa: PLR2004
    latest = calendar.add_workdays(today, -45)
    came = calendar.next_workday(start + timedelta(days=rng.randint(0, max(1, (latest - start).days))))
    return came, calendar.add_workdays(came, rng.randint(10, 30))


def _due_of(fate: Fate, came: date, *, today: date, calendar: Calendar, rng: Random) -> date:
    """A deadline that fits the fate, on a working day."""
    low, high = {
        Fate.NEAR: (0, 3),
        Fate.OVERDUE: (-18, -1),
        Fate.EXTENDING: (1, 8),
        Fate.OPEN: (5, 60),
        Fate.SILENT: (5, 14),
        **dict.fromkeys(CLOSING, (-6, 14)),
    }.get(fate, (15, 60))
    day = today + timedelta(days=rng.randint(low, high))
    worked = calendar.next_workday(day)
    # Near and overdue deadlines stay where they must be, whatever the weekday.
    return (
        day
        if (worked - today).days > high or (worked >= today > day)
        else max(worked, came + timedelta(days=1))
    )


def day_words(due: date) -> str:
    """How a clerk writes a deadline: `6月底前`, `8月16日前`."""
    if due == month_end(due.year, due.month):
        return f"{due.year}年{due.month}月底前"
    return f"{chinese_date(due)}前"
