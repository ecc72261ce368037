"""Limits without a date: `交办后15个工作日内`, `一个月内`; they count from the day after."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ducha_desktop.domain.workdays import Calendar

MONTHS = 12
LONGEST_DAYS = 3660
LONGEST_MONTHS = 120
HOURS = 24


class TermUnit(StrEnum):
    """What a limit is counted in."""

    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"


class TermStart(StrEnum):
    """The event from which a limit counts; without a word about it, the receipt (`domain.md` §4, state Q)."""

    RECEIPT = "receipt"
    ASSIGNMENT = "assignment"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Term:
    """A limit of so many days, working days or months after an event."""

    count: int
    unit: TermUnit

    @property
    def words(self) -> str:
        """`15 个工作日内`."""
        unit = {TermUnit.DAY: "日", TermUnit.WORKDAY: "个工作日", TermUnit.MONTH: "个月"}[self.unit]
        return f"{self.count} {unit}内"


@dataclass(frozen=True, slots=True)
class PlacedTerm:
    """A limit and where it stands in the text."""

    start: int
    end: int
    term: Term


_PATTERN = re.compile(
    r"(?<![\d.年月第])(?:(?P<half>半个?)(?P<half_unit>月|年)|(?P<count>\d{1,4})个?"
    r"(?P<unit>工作日|自然日|日历日|日|天|周|星期|礼拜|季度|月|年|小时))(?P<within>之内|以内|内(?!部|容))"
    r"|(?<![\d.年月第])(?P<bare>\d{1,4})个?(?P<bare_unit>工作日)"
    r"|(?<![\d.年月第])(?P<months>\d{1,3})个(?P<months_unit>月)(?!前)"
)
_UNITS: dict[str, tuple[int, TermUnit]] = {
    "工作日": (1, TermUnit.WORKDAY),
    **dict.fromkeys(("日", "天", "自然日", "日历日"), (1, TermUnit.DAY)),
    **dict.fromkeys(("周", "星期", "礼拜"), (7, TermUnit.DAY)),
    "月": (1, TermUnit.MONTH),
    "季度": (3, TermUnit.MONTH),
    "年": (MONTHS, TermUnit.MONTH),
}


_RECEIVED = re.compile(r"(?:签收|收到|接到|收件|收文|接件|收悉|接文)")
_ASSIGNED = re.compile(r"(?:交办|转办|批转|下达|分办|派发)")
_SOURCE = re.compile(r"(?:批示|印发|发文|发布|公布|下发|会议|会)[^,，;；。、]{0,4}?(?:后|之日|当日|起)")


def term_start(text: str) -> TermStart:
    """From which event the words of a limit count: `收到通知后3日内`, `交办后15日内`, `自批示之日起5日内`."""
    if _RECEIVED.search(text):
        return TermStart.RECEIPT
    if _ASSIGNED.search(text):
        return TermStart.ASSIGNMENT
    return TermStart.SOURCE if _SOURCE.search(text) else TermStart.RECEIPT


def find_term(text: str) -> PlacedTerm | None:
    """The last limit in the text, if any; absurdly long ones are none."""
    placed = None
    for match in _PATTERN.finditer(text):
        term = _term(match)
        if 0 < term.count <= (LONGEST_MONTHS if term.unit is TermUnit.MONTH else LONGEST_DAYS):
            placed = PlacedTerm(match.start(), match.end(), term)
    return placed


def _term(match: re.Match[str]) -> Term:
    if match["half"]:
        return Term(15, TermUnit.DAY) if match["half_unit"] == "月" else Term(6, TermUnit.MONTH)
    count = int(match["count"] or match["bare"] or match["months"])
    unit = match["unit"] or match["bare_unit"] or match["months_unit"]
    if unit == "小时":
        return Term(-(-count // HOURS), TermUnit.DAY)
    factor, kind = _UNITS[unit]
    return Term(count * factor, kind)


def term_end(term: Term, start: date, calendar: Calendar) -> date:
    """The last day of the limit, counted from the day after `start`."""
    if term.unit is TermUnit.WORKDAY:
        return calendar.add_workdays(start, term.count)
    if term.unit is TermUnit.DAY:
        return start + timedelta(days=term.count)
    index = start.year * MONTHS + start.month - 1 + term.count
    year, month = index // MONTHS, index % MONTHS + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
