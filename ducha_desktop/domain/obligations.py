"""Who owes what by when: the periods between receipt and end, each made, made late, missed or due.

One rule for reports on matters and for duties beside them. A period owes one answer by one day; an answer
answers for the period in which it came unless it names another one (补报).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ducha_desktop.domain.cycles import ONE_DAY, Rhythm, Span
from ducha_desktop.domain.vocabulary import Light, ReportCycle, Worded
from ducha_desktop.domain.workdays import Calendar

_LONGEST_SHIFT = 31


class Standing(Worded):
    """How a period stands on a day."""

    MADE = "made", "已报"
    LATE = "late", "补报"
    MISSED = "missed", "逾期未报"
    DUE = "due", "待报"

    @property
    def light(self) -> Light:
        """Missed is red, made good turns it yellow (瓯海三色预警), still to come is grey."""
        return _LIGHTS[self]


_LIGHTS = {
    Standing.MADE: Light.GREEN,
    Standing.LATE: Light.YELLOW,
    Standing.MISSED: Light.RED,
    Standing.DUE: Light.GREY,
}


class Shift(Worded):
    """What happens to a due day that is no working day."""

    NONE = "", "照原日"
    NEXT = "next", "顺延到下一个工作日"
    PREVIOUS = "previous", "提前到上一个工作日"


@dataclass(frozen=True, slots=True)
class DueRule:
    """By which day of its period something is owed.

    Attributes:
        on_day: the day of the period from 1, 0 for its last, negative for days after it; a period that is
            shorter has its last.
        shift: what happens to a day of rest.
    """

    on_day: int = 0
    shift: Shift = Shift.NONE

    def due(self, span: Span, calendar: Calendar) -> date:
        """The due day of a period."""
        if self.on_day > 0:
            day = min(span.first + timedelta(days=self.on_day - 1), span.last)
        else:
            day = span.last - timedelta(days=self.on_day)
        if self.shift is Shift.NONE:
            return day
        step = ONE_DAY if self.shift is Shift.NEXT else -ONE_DAY
        while not calendar.is_workday(day):
            day += step
        return day


@dataclass(frozen=True, slots=True)
class Period:
    """A period and the day by which it owes its answer."""

    span: Span
    due: date


@dataclass(frozen=True, slots=True)
class Answer:
    """A report, or a duty done.

    Attributes:
        on: the day it came.
        period: first day of the period it answers for; None for the one in which it came.
        key: uid of its row.
    """

    on: date
    period: date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """One period of one matter or duty; `answer` is what made it."""

    period: Period
    standing: Standing
    answer: Answer | None = None


def periods_due(rhythm: Rhythm, rule: DueRule, window: Span, calendar: Calendar) -> tuple[Period, ...]:
    """The periods whose due day lies in the window, in order."""
    if rhythm.cycle is ReportCycle.NONE:
        return ()
    behind = timedelta(days=_LONGEST_SHIFT + max(0, -rule.on_day))
    found = (
        Period(span, rule.due(span, calendar))
        for span in rhythm.spans(window.first - behind, window.last + timedelta(days=_LONGEST_SHIFT))
    )
    return tuple(period for period in found if period.due in window)


def owed(
    rhythm: Rhythm,
    periods: Iterable[Period],
    answers: Sequence[Answer],
    *,
    term: Span,
    idle: Sequence[Span],
    today: date,
) -> Iterator[Owed]:
    """How each of the periods stands.

    Args:
        rhythm: the cycle.
        periods: as `periods_due` has them.
        answers: in any order; those of days to come do not count.
        term: from receipt to the day before the end (申请办结, 销号, 撤销); periods due outside owe nothing.
        idle: while suspended or applied for; periods due there owe nothing.
        today: the day it is judged on.
    """
    made = answered(rhythm, [answer for answer in answers if answer.on <= today])
    for period in periods:
        if period.due not in term or any(period.due in span for span in idle):
            continue
        answer = made.get(period.span.first)
        yield Owed(period, _standing(period, answer, today), answer)


def answered(rhythm: Rhythm, answers: Iterable[Answer]) -> Mapping[date, Answer]:
    """By the first day of each period, the earliest answer to it."""
    found: dict[date, Answer] = {}
    for answer in sorted(answers, key=lambda each: each.on):
        found.setdefault(rhythm.at(answer.period or answer.on).first, answer)
    return found


def _standing(period: Period, answer: Answer | None, today: date) -> Standing:
    if answer is not None:
        return Standing.MADE if answer.on <= period.due else Standing.LATE
    return Standing.MISSED if today > period.due else Standing.DUE


@dataclass(slots=True)
class Tally:
    """How many periods of each standing; `untimely` is the 未及时上报 of the statistics."""

    made: int = 0
    late: int = 0
    missed: int = 0
    due: int = 0

    def add(self, standing: Standing, number: int = 1) -> None:
        """Count some periods."""
        setattr(self, standing.value, getattr(self, standing.value) + number)

    @property
    def owed(self) -> int:
        """应报 = 已报 + 补报 + 逾期未报 + 待报."""
        return self.made + self.late + self.missed + self.due

    @property
    def untimely(self) -> int:
        """未及时上报: made good late, or not yet."""
        return self.late + self.missed
