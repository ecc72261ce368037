"""The last day that the words of a single date allow, read from the groups of a pattern."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ducha_desktop.domain.cycles import month_end
from ducha_desktop.domain.festivals import festival_day

FIRST_YEAR, LAST_YEAR = 1990, 2099
MONTHS = 12
ONE_DAY = timedelta(days=1)
_REL_YEARS = {
    "去年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "次年": 1,
    "翌年": 1,
    "后年": 2,
}
PLANS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_TAIL_DAYS = {"初": 10, "上旬": 10, "中": 15, "中旬": 20, "上中旬": 20}
_VAGUE = ("初", "中")


class UnreadableError(Exception):
    """A date that cannot be: the sentence goes into the row's problem."""


@dataclass(frozen=True, slots=True)
class Context:
    """What words without a year or month lean on.

    Attributes:
        base: year of the ledger, else of today; `今年` is this one.
        current: the year named last in the text, which later words inherit.
        today: the business date.
    """

    base: int
    current: int
    today: date


@dataclass(frozen=True, slots=True)
class Found:
    """One date in the text.

    Attributes:
        day: the last day the words allow.
        year_given: the words name their year.
        vague: `初`, `中` and the like: a rough date.
        whole_year: a year as such, which recurring words merely live in.
        bare_year: a mere mention of a year, which counts only when nothing else does.
    """

    day: date
    year_given: bool = False
    vague: bool = False
    whole_year: bool = False
    bare_year: bool = False


Groups = dict[str, str]
Reader = Callable[[Groups, Context], Found]


def _year(groups: Groups, context: Context) -> tuple[int, bool]:
    """The year the words name or inherit, and whether they name it."""
    if groups.get("year"):
        year, given = int(groups["year"]), True
    elif groups.get("yy"):
        year, given = 2000 + int(groups["yy"]), True
    elif groups.get("rel"):
        follows = groups["rel"] in ("次年", "翌年", "当年")
        return (context.current if follows else context.base) + _REL_YEARS[groups["rel"]], True
    else:
        return context.current, False
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableError(f"年份 {year} 不在 {FIRST_YEAR}—{LAST_YEAR} 之间")
    return year, given


def _check_month(month: int) -> int:
    if not 1 <= month <= MONTHS:
        raise UnreadableError(f"没有 {month} 月")
    return month


def _make(year: int, month: int, day: int) -> date:
    _check_month(month)
    try:
        return date(year, month, day)
    except ValueError as problem:
        raise UnreadableError(f"{year} 年没有 {month} 月 {day} 日") from problem


def read_day(groups: Groups, context: Context) -> Found:
    """`6月30日`: that day."""
    year, given = _year(groups, context)
    return Found(_make(year, int(groups["month"]), int(groups["day"])), given)


def read_month(groups: Groups, context: Context) -> Found:
    """`6月底`: the last day of the month or of the part of it that the words name."""
    year, given = _year(groups, context)
    month, tail = _check_month(int(groups["month"])), groups.get("tail")
    if groups.get("first") and int(groups["first"]) > month:
        year += 1
    if tail in _TAIL_DAYS:
        return Found(date(year, month, _TAIL_DAYS[tail]), given, tail in _VAGUE)
    if groups.get("before") and not tail:
        return Found(date(year, month, 1) - ONE_DAY, given)
    return Found(month_end(year, month), given)


def read_quarter(groups: Groups, context: Context) -> Found:
    """`三季度末`: the last day of the quarter; `初` and `中` its first and second month."""
    year, given = _year(groups, context)
    quarter = int(groups.get("quarter") or groups.get("quarter2") or groups["quarter3"])
    if not 1 <= quarter <= 4:  # noqa: PLR2004 - a year has four quarters
        raise UnreadableError(f"没有第 {quarter} 季度")
    first = date(year, quarter * 3 - 2, 1)
    tail = groups.get("tail")
    if groups.get("before") and not tail:
        return Found(first - ONE_DAY, given)
    if tail in ("初", "中"):
        return Found(month_end(year, first.month + (tail == "中")), given, vague=True)
    return Found(month_end(year, first.month + 2), given)


def read_half(groups: Groups, context: Context) -> Found:
    """`上半年`: 30 June or 31 December."""
    year, given = _year(groups, context)
    return Found(date(year, 6, 30) if groups["half"] == "上" else date(year, 12, 31), given)


def read_year(groups: Groups, context: Context) -> Found:
    """`2026年底`: 31 December; `初` is January, `年中` June."""
    year, given = _year(groups, context)
    tail = groups.get("tail") or ""
    if "初" in tail:
        return Found(date(year, 1, 31), given, vague=True)
    if "中" in tail:
        return Found(date(year, 6, 30), given, vague=True)
    if groups.get("before") and not tail:
        return Found(date(year - 1, 12, 31), given)
    wide = tail in ("", "内", "全年", "年内", "年度内")
    return Found(date(year, 12, 31), given, whole_year=wide, bare_year=not tail)


def read_plan(groups: Groups, _context: Context) -> Found:
    """`十四五`: the last day of the five-year plan."""
    return Found(date(PLANS[groups["plan"]], 12, 31), year_given=True)


def read_this_month(groups: Groups, context: Context) -> Found:
    """`本月底`, `下月15日`: counted from the business date."""
    months = {"上": -1, "下": 1, "次": 1}.get(groups.get("which") or "", 0)
    index = context.today.year * MONTHS + context.today.month - 1 + months
    year, month, tail = index // MONTHS, index % MONTHS + 1, groups.get("tail")
    if groups.get("day"):
        return Found(_make(year, month, int(groups["day"])))
    if tail in _TAIL_DAYS:
        return Found(date(year, month, _TAIL_DAYS[tail]), vague=tail in _VAGUE)
    return Found(month_end(year, month))


def read_week(groups: Groups, context: Context) -> Found:
    """`本周五`: Sunday where no day is named."""
    monday = context.today - timedelta(days=context.today.weekday())
    weeks = {"下": 1, "上": -1}.get(groups["which"], 0)
    weekday = "一二三四五六日".find((groups.get("weekday") or "日").replace("天", "日").replace("末", "日"))
    return Found(monday + timedelta(days=weeks * 7 + weekday))


def read_near(groups: Groups, context: Context) -> Found:
    """`明天`: counted from the business date."""
    days = {"今": 0, "明": 1, "后": 2}[groups["near"]]
    return Found(context.today + timedelta(days=days))


def read_festival(groups: Groups, context: Context) -> Found:
    """`国庆节前`: the day before the festival, by the holiday table."""
    year, given = _year(groups, context)
    name = groups["festival"]
    if not given and name == "元旦":
        year += 1
    day = festival_day(name, year)
    if day is None:
        raise UnreadableError(f"节日表里没有 {year} 年的{name}，请写明日期")
    return Found(day - ONE_DAY, given, vague=not groups.get("before"))
