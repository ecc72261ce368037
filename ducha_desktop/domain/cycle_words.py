"""What cycles and their periods are called, and how offices write them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.cycles import MOST_CYCLE_DAYS, Rhythm, Span, cycle_end, cycle_start
from ducha_desktop.domain.deadline_text import chinese_number
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import ReportCycle

WEEK = 7
Read = tuple[ReportCycle, int | None]
CHOICES = (
    *(cycle.word for cycle in ReportCycle if cycle is not ReportCycle.CUSTOM),
    "每两周",
    "每10天",
)
"""What is offered where a cycle is typed; any other number of days may be."""
_SYNONYMS: dict[str, ReportCycle] = {
    words: cycle
    for cycle, written in {
        ReportCycle.WEEKLY: ("周", "周报", "一周一报", "每周一报", "周调度"),
        ReportCycle.TEN_DAYS: ("旬", "旬报", "一旬一报", "每旬一报", "按旬", "旬调度"),
        ReportCycle.HALF_MONTHLY: ("半月", "半月报", "半月一报", "每半月一报", "半月调度"),
        ReportCycle.MONTHLY: ("月", "月报", "一月一报", "每月一报", "按月", "月调度", "月通报"),
        ReportCycle.QUARTERLY: ("季", "季报", "季度", "每季", "按季", "季调度"),
        ReportCycle.HALF_YEARLY: ("半年", "半年报"),
        ReportCycle.YEARLY: ("年", "年报", "年度"),
    }.items()
    for words in (cycle.value, cycle.word, *written)
} | dict.fromkeys((ReportCycle.NONE.value, ReportCycle.NONE.word), ReportCycle.NONE)
_NUMBER = r"(\d{1,3}|[一二两三四五六七八九十百]{1,5})"
_EVERY = re.compile(rf"(?:每隔?)?{_NUMBER}(天|日|个?星期|周|个?礼拜)(?:一报|一次|一调度|报)?")
_FORTNIGHT = frozenset({"双周", "双周报", "隔周", "隔周一报", "每双周"})
_CODE = re.compile(r"custom:(\d{1,3})")
_WEEKDAYS = "一二三四五六日"
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})|(\d{4})年第?(\d{1,2})周")
_MONTH = re.compile(r"(\d{4})(?:-|年)(\d{1,2})月?")


def read_cycle(text: str) -> Read | None:
    """The cycle that an office means, with its days where it is a custom one; None when it is none.

    `每10天`, `每十天一报`, `每两周`, `双周报`, `custom:10`.
    """
    typed = "".join(text.split())
    if typed in _SYNONYMS:
        return _SYNONYMS[typed], None
    if typed in _FORTNIGHT:
        return ReportCycle.CUSTOM, 2 * WEEK
    if found := _CODE.fullmatch(typed):
        return _custom(int(found[1]))
    found = _EVERY.fullmatch(typed)
    if found is None:
        return None
    number = int(found[1]) if found[1].isdecimal() else chinese_number(found[1].replace("两", "二"))
    if found[2] in "天日":
        return _custom(number)
    return (ReportCycle.WEEKLY, None) if number == 1 else _custom(number * WEEK)


def _custom(days: int) -> Read | None:
    return (ReportCycle.CUSTOM, days) if 1 <= days <= MOST_CYCLE_DAYS else None


def cycle_words(cycle: ReportCycle, days: int | None = None) -> str:
    """`每月`, `每10天`, `每两周`; what is written is read back by `read_cycle`."""
    if cycle is not ReportCycle.CUSTOM or not days:
        return cycle.word
    if days % WEEK or days == WEEK:
        return f"每{days}天"
    weeks = days // WEEK
    return f"每{'两' if weeks == 2 else weeks}周"  # noqa: PLR2004 - two is 两 before a measure word


def stored_cycle_words(code: str, days: int | None) -> str:
    """`cycle_words` of what is stored; empty without a cycle, a code of a newer program for itself."""
    known = next((cycle for cycle in ReportCycle if cycle.value == code), None)
    if known is None:
        return code
    return "" if known is ReportCycle.NONE else cycle_words(known, days)


def period_words(rhythm: Rhythm, span: Span) -> str:
    """`2026年第47周`, `2026年11月上旬`, `2026年第4季度`, `2026年上半年`; weeks are named by their ISO year."""
    named = _NAMES.get(rhythm.cycle)
    return named(span.first) if named else f"{chinese_date(span.first)}至{chinese_date(span.last)}"


def _month_part(first: date, **parts: str) -> str:
    return f"{first.year}年{first.month}月" + parts.get(f"on{first.day}", parts["last"])


def _week_name(first: date) -> str:
    iso = first.isocalendar()
    return f"{iso.year}年第{iso.week}周"


_NAMES: dict[ReportCycle, Callable[[date], str]] = {
    ReportCycle.WEEKLY: _week_name,
    ReportCycle.TEN_DAYS: lambda first: _month_part(first, on1="上旬", on11="中旬", last="下旬"),
    ReportCycle.HALF_MONTHLY: lambda first: _month_part(first, on1="上半月", last="下半月"),
    ReportCycle.MONTHLY: lambda first: _month_part(first, last=""),
    ReportCycle.QUARTERLY: lambda first: f"{first.year}年第{first.month // 3 + 1}季度",
    ReportCycle.HALF_YEARLY: lambda first: f"{first.year}年{'上' if first.month == 1 else '下'}半年",
    ReportCycle.YEARLY: lambda first: f"{first.year}年",
}


def read_span(text: str) -> Span:
    """The days of a week `2026-W47` or `2026年第47周`, or of a month `2026-11` or `2026年11月`.

    Raises:
        WrongUseError: it is neither, or the year has no such week or month.
    """
    typed = "".join(text.split())
    try:
        if found := _WEEK.fullmatch(typed):
            first = date.fromisocalendar(int(found[1] or found[3]), int(found[2] or found[4]), 1)
            return Span(first, first + timedelta(days=WEEK - 1))
        if found := _MONTH.fullmatch(typed):
            first = date(int(found[1]), int(found[2]), 1)
            return Span(first, cycle_end(ReportCycle.MONTHLY, first))
    except ValueError as error:
        raise WrongUseError(f"没有“{text[:40]}”这一周或这个月。没有做任何事。请核对后再写。") from error
    raise WrongUseError(
        f"“{text[:40]}”不是 2026-W47 这样的周，也不是 2026-11 这样的月。没有做任何事。请改正。"
    )


def week_of(day: date) -> Span:
    """The week that holds a day, from Monday to Sunday."""
    return Span(cycle_start(ReportCycle.WEEKLY, day), cycle_end(ReportCycle.WEEKLY, day))


def day_of_period_words(rhythm: Rhythm, on_day: int) -> str:
    """By which day of a period something is owed: `周五前`, `5日前`, `期末前`, `期后第5天前`."""
    if on_day == 0:
        return "期末前"
    if on_day < 0:
        return f"期后第{-on_day}天前"
    if rhythm.cycle is ReportCycle.WEEKLY and on_day <= WEEK:
        return f"周{_WEEKDAYS[on_day - 1]}前"
    return f"{on_day}日前" if rhythm.cycle is ReportCycle.MONTHLY else f"期内第{on_day}天前"
