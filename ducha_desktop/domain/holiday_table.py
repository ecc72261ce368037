"""A holiday notice as a table: one day (or span) a line with what it is, as our own export writes it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from ducha_desktop.domain.holiday_notice import MOST_DAYS, HolidayNotice
from ducha_desktop.domain.workdays import WEEKEND, SpecialDay

HEADINGS = ("日期", "星期", "安排", "名称")
"""The columns of our own table."""

REST, WORK = "休息", "上班"
_RESTS = frozenset(
    {
        REST,
        "放假",
        "休",
        "假",
        "假日",
        "节假日",
        "法定节假日",
        "休息日",
        "补休",
        "调休放假",
        "rest",
        "holiday",
    }
)
_WORKS = frozenset({WORK, "班", "补班", "调休上班", "调班", "工作日", "工作", "上班日", "work", "workday"})
_FULL = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:00:00:00)?(?:\([^()]*\))?")
_SHORT = re.compile(r"(\d{1,2})[月/](\d{1,2})日?(?:\([^()]*\))?")
_WEEKDAY = re.compile(r"(?:周|星期)?[一二三四五六日天]|\d+(?:\.0)?天?")


def read_table(rows: Iterable[Sequence[str]], *, year: int) -> HolidayNotice | None:
    """Read rows such as `2027-01-01 | 休息 | 元旦`; None when no row is of that kind.

    Args:
        rows: texts of the cells.
        year: the year of dates without one.
    """
    days: dict[date, SpecialDay] = {}
    problems: list[str] = []
    for number, row in enumerate(rows, start=1):
        cells = [_plain(cell) for cell in row if cell.strip()]
        kind = next((rest for cell in cells if (rest := _kind(cell)) is not None), None)
        dates = [day for cell in cells if (day := _day(cell, year)) is not None]
        if kind is None or not dates:
            continue
        if dates[-1] < dates[0] or (dates[-1] - dates[0]).days >= MOST_DAYS:
            problems.append(f"第 {number} 行：从 {dates[0]} 到 {dates[-1]} 不像一个假期，没有采用。")
            continue
        name = next((cell for cell in cells if _is_name(cell, year)), "")
        for day in _span(dates[0], dates[-1]):
            if not kind and day.weekday() < WEEKEND:
                problems.append(f"第 {number} 行：{day} 本来就是工作日，写作上班，没有采用。")
            else:
                days[day] = SpecialDay(kind, name)
    if not days and not problems:
        return None
    return HolidayNotice(_year_of(days, year), dict(sorted(days.items())), tuple(problems))


def _plain(cell: str) -> str:
    return "".join(unicodedata.normalize("NFKC", cell).split())


def _kind(cell: str) -> bool | None:
    """Whether the cell says rest (True) or work (False)."""
    word = cell.lower()
    return True if word in _RESTS else False if word in _WORKS else None


def _day(cell: str, year: int) -> date | None:
    full, short = _FULL.fullmatch(cell), _SHORT.fullmatch(cell)
    parts = full.groups() if full else (str(year), *short.groups()) if short else None
    if parts is None:
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def _is_name(cell: str, year: int) -> bool:
    return _kind(cell) is None and _day(cell, year) is None and not _WEEKDAY.fullmatch(cell)


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _year_of(days: Iterable[date], year: int) -> int:
    """The year most of the days are in."""
    years = [day.year for day in days]
    return max(set(years), key=lambda each: (years.count(each), -each)) if years else year
