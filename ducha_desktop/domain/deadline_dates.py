"""Single dates in deadline words: each rule is a pattern and what its last day is.

All patterns see the text that `deadline_text.plain` makes. Conventions: `exchange.md` §5.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ducha_desktop.domain.cycles import month_end
from ducha_desktop.domain.festivals import FESTIVALS, festival_day

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
_PLANS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_TAIL_DAYS = {"初": 10, "上旬": 10, "中": 15, "中旬": 20}
_VAGUE = ("初", "中")
SPAN = re.compile(r"^(?:起|开始|日)?[-~至到]+$")


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

_YEAR = r"(?:(?P<year>\d{4})(?:年度?|[./-])?|(?P<yy>\d{2})年|(?P<rel>去年|上年|今年|本年|当年|明年|次年|翌年|后年)度?的?)"
_YEAR_SURE = r"(?:(?P<year>\d{4})|(?P<yy>\d{2})年)"
_BEFORE = r"(?P<before>之前|以前|前(?![后期置提])|来临前)?"
_TAIL = r"(?P<tail>上旬|中旬|下旬|月底|月末|底|末|初(?![步审稿评])|中(?![标央期心国])|内(?!部))?" + _BEFORE
_MONTH = r"(?P<month>\d{1,2})月份?"
_FESTIVAL = "|".join(sorted(FESTIVALS, key=len, reverse=True))


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


def _read_day(groups: Groups, context: Context) -> Found:
    year, given = _year(groups, context)
    return Found(_make(year, int(groups["month"]), int(groups["day"])), given)


def _read_month(groups: Groups, context: Context) -> Found:
    year, given = _year(groups, context)
    month, tail = _check_month(int(groups["month"])), groups.get("tail")
    if groups.get("first") and int(groups["first"]) > month:
        year += 1
    if tail in _TAIL_DAYS:
        return Found(date(year, month, _TAIL_DAYS[tail]), given, tail in _VAGUE)
    if groups.get("before") and not tail:
        return Found(date(year, month, 1) - ONE_DAY, given)
    return Found(month_end(year, month), given)


def _read_quarter(groups: Groups, context: Context) -> Found:
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


def _read_half(groups: Groups, context: Context) -> Found:
    year, given = _year(groups, context)
    return Found(date(year, 6, 30) if groups["half"] == "上" else date(year, 12, 31), given)


def _read_year(groups: Groups, context: Context) -> Found:
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


def _read_plan(groups: Groups, _context: Context) -> Found:
    return Found(date(_PLANS[groups["plan"]], 12, 31), year_given=True)


def _read_this_month(groups: Groups, context: Context) -> Found:
    months = {"上": -1, "下": 1, "次": 1}.get(groups.get("which") or "", 0)
    index = context.today.year * MONTHS + context.today.month - 1 + months
    year, month, tail = index // MONTHS, index % MONTHS + 1, groups.get("tail")
    if groups.get("day"):
        return Found(_make(year, month, int(groups["day"])))
    if tail in _TAIL_DAYS:
        return Found(date(year, month, _TAIL_DAYS[tail]), vague=tail in _VAGUE)
    return Found(month_end(year, month))


def _read_week(groups: Groups, context: Context) -> Found:
    monday = context.today - timedelta(days=context.today.weekday())
    weeks = {"下": 1, "上": -1}.get(groups["which"], 0)
    weekday = "一二三四五六日".find((groups.get("weekday") or "日").replace("天", "日").replace("末", "日"))
    return Found(monday + timedelta(days=weeks * 7 + weekday))


def _read_near(groups: Groups, context: Context) -> Found:
    days = {"今": 0, "明": 1, "后": 2}[groups["near"]]
    return Found(context.today + timedelta(days=days))


def _read_festival(groups: Groups, context: Context) -> Found:
    year, given = _year(groups, context)
    name = groups["festival"]
    if not given and name == "元旦":
        year += 1
    day = festival_day(name, year)
    if day is None:
        raise UnreadableError(f"节日表里没有 {year} 年的{name}，请写明日期")
    return Found(day - ONE_DAY, given, vague=not groups.get("before"))


_FESTIVAL_PATTERN = (
    rf"{_YEAR}?(?P<festival>{_FESTIVAL})(?:国际)?(?:劳动|儿童|建党|建军)?节?(?:小?长假|假期|放假|假日)?"
    r"(?P<before>之前|以前|前(?![后期]))?(?!期间)(?<!五一)(?<!五四)(?<!六一)(?<!七一)(?<!八一)(?<!十一)"
)
_RULES: tuple[tuple[str, str, Reader], ...] = (
    ("compact", r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)", _read_day),
    ("years", r"\d{4}年?[-~至到]+(?P<year>\d{4})年?(?P<tail>年?[底末]|内)?(?![./月\d-])", _read_year),
    ("days", rf"{_YEAR}?{_MONTH}\d{{1,2}}[日号]?[-~至到]+(?P<day>\d{{1,2}})[日号]?(?![\d月./])", _read_day),
    ("day", rf"{_YEAR}?{_MONTH}(?P<day>\d{{1,2}})(?:[日号]|(?![\d个%.万亿月季家项次批]))", _read_day),
    ("months", rf"{_YEAR}?(?P<first>\d{{1,2}})[-~至到]+{_MONTH}{_TAIL}(?!\d)", _read_month),
    (
        "ymonths",
        rf"{_YEAR_SURE}[./](?P<first>\d{{1,2}})[-~至到]+(?P<month>\d{{1,2}})(?![\d.月])",
        _read_month,
    ),
    (
        "short",
        r"(?P<yy>[0-4]\d)(?=\.\d+\.|/\d+/|-\d+-)[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})(?![\d月])",
        _read_day,
    ),
    (
        "numeric",
        rf"{_YEAR_SURE}(?=\.\d+\.|/\d+/|-\d+-)[./-](?P<month>\d{{1,2}})[./-](?P<day>\d{{1,2}})[日号]?(?![\d月])",
        _read_day,
    ),
    ("month", rf"{_YEAR}?{_MONTH}{_TAIL}(?!\d)", _read_month),
    ("yearmonth", rf"{_YEAR_SURE}[./-](?P<month>\d{{1,2}})(?![\d./%万亿元-]){_TAIL}", _read_month),
    (
        "dotted",
        r"(?P<month>\d{1,2})[./](?P<day>\d{1,2})[日号]?(?=$|[,;()~至到-]|之?前|以前|完成|止)",
        _read_day,
    ),
    ("festival", _FESTIVAL_PATTERN, _read_festival),
    (
        "quarter",
        rf"{_YEAR}?(?:[前第]?(?:[1-4][,~至和-])*(?P<quarter>\d)季度?|[Qq](?P<quarter2>\d)|(?P<quarter3>\d)[Qq]){_TAIL}",
        _read_quarter,
    ),
    ("half", rf"{_YEAR}?(?P<half>[上下])半年度?{_TAIL}", _read_half),
    ("yearend", rf"{_YEAR}(?P<tail>年?[底末终初中]|年?内(?!部)|全年)(?<!年中标){_BEFORE}", _read_year),
    ("thisyear", rf"(?<![\d每半1-9])(?P<tail>年[底末终初中]|年内|全年|年度内){_BEFORE}", _read_year),
    (
        "bareyear",
        r"(?:(?P<year>\d{4})年(?:度|全年)?|(?P<yy>\d{2})年|(?P<rel>今年|本年|明年|后年)度?)" + _BEFORE,
        _read_year,
    ),
    ("plan", rf"[\"“]?(?P<plan>{'|'.join(_PLANS)})[\"”]?(?:时期|期间|规划)?(?:期?末|内|收官)?", _read_plan),
    (
        "thismonth",
        rf"(?P<which>[本当上下次])个?月(?:份?(?P<day>\d{{1,2}})[日号]?)?{_TAIL}|(?<![\d每])月(?P<tail2>[底末])前?",
        _read_this_month,
    ),
    (
        "week",
        r"(?P<which>[本这下上])个?(?:周(?![期年边])|星期|礼拜)(?P<weekday>[一二三四五六日天末])?[底内前]?",
        _read_week,
    ),
    ("near", r"(?P<near>[今明后])[天日]内?前?", _read_near),
)
_NAMES = re.compile(r"\(\?P<\w+>")
_COMPILED = {name: (re.compile(pattern), reader) for name, pattern, reader in _RULES}
_ANY = re.compile(
    r"(?<![\d.])(?:"
    + "|".join(f"(?P<{name}>{_NAMES.sub('(?:', pattern)})" for name, pattern, _ in _RULES)
    + ")"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A date with its place in the text."""

    start: int
    end: int
    found: Found


def date_tokens(text: str, context: Context) -> tuple[Token, ...]:
    """All dates in the text, in order; later words inherit the year of earlier ones.

    Raises:
        UnreadableError: one of them cannot be (2月30日).
    """
    tokens: list[Token] = []
    for match in _ANY.finditer(text):
        pattern, reader = _COMPILED[match.lastgroup or ""]
        exact = pattern.match(text, match.start())
        assert exact is not None
        groups = {name: value for name, value in exact.groupdict().items() if value}
        found = reader(groups, context)
        if tokens and not found.year_given and found.day < tokens[-1].found.day:
            found = _wrapped(
                text[tokens[-1].end : exact.start()], found, reader=reader, groups=groups, context=context
            )
        if found.year_given:
            context = replace(context, current=found.day.year)
        tokens.append(Token(exact.start(), exact.end(), found))
    return tuple(tokens)


def _wrapped(between: str, found: Found, *, reader: Reader, groups: Groups, context: Context) -> Found:
    """A span that ends before it begins (`11月-3月`) ends in the next year."""
    if not SPAN.match(between):
        return found
    return reader(groups, replace(context, current=context.current + 1))


def first_year(text: str) -> int | None:
    """The first year the text names in four digits, for words that stand before it."""
    named = re.search(r"(?<!\d)((?:19|20)\d{2})(?=年|[./-]\d)", text)
    return int(named[1]) if named else None
