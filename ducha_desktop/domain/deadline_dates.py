"""Single dates in deadline words: each rule is a pattern and the reader of its last day.

All patterns see the text that `deadline_text.plain` makes. Conventions: `exchange.md` §5.
"""

import re
from dataclasses import dataclass, replace

from ducha_desktop.domain.deadline_days import (
    PLANS,
    Context,
    Found,
    Groups,
    Reader,
    read_day,
    read_festival,
    read_half,
    read_month,
    read_near,
    read_plan,
    read_quarter,
    read_this_month,
    read_week,
    read_year,
)
from ducha_desktop.domain.festivals import FESTIVALS

SPAN = re.compile(r"^(?:起|开始|日)?[-~至到]+$")

_YEAR = r"(?:(?P<year>\d{4})(?:年度?|[./-])?|(?P<yy>\d{2})年|(?P<rel>去年|上年|今年|本年|当年|明年|次年|翌年|后年)度?的?)"
_YEAR_SURE = r"(?:(?P<year>\d{4})|(?P<yy>\d{2})年)"
_BEFORE = r"(?P<before>之前|以前|前(?![后期置提])|来临前)?"
_TAIL = (
    r"(?P<tail>上旬|上?中旬|中?下旬|月底|月末|底|末|初(?![步审稿评])|中(?![标央期心国])|内(?!部))?" + _BEFORE
)
_MONTH = r"(?P<month>\d{1,2})月份?"
_FESTIVAL = "|".join(sorted(FESTIVALS, key=len, reverse=True))
_FESTIVAL_PATTERN = (
    rf"{_YEAR}?(?P<festival>{_FESTIVAL})(?:国际)?(?:劳动|儿童|建党|建军)?节?(?:小?长假|假期|放假|假日)?"
    r"(?P<before>之前|以前|前(?![后期]))?(?!期间)(?<!五一)(?<!五四)(?<!六一)(?<!七一)(?<!八一)(?<!十一)"
)
_RULES: tuple[tuple[str, str, Reader], ...] = (
    ("compact", r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)", read_day),
    ("years", r"\d{4}年?[-~至到]+(?P<year>\d{4})年?(?P<tail>年?[底末]|内)?(?![./月\d-])", read_year),
    ("days", rf"{_YEAR}?{_MONTH}\d{{1,2}}[日号]?[-~至到]+(?P<day>\d{{1,2}})[日号]?(?![\d月./])", read_day),
    ("day", rf"{_YEAR}?{_MONTH}(?P<day>\d{{1,2}})(?:[日号]|(?![\d个%.万亿月季家项次批]))", read_day),
    ("months", rf"{_YEAR}?(?P<first>\d{{1,2}})[-~至到]+{_MONTH}{_TAIL}(?!\d)", read_month),
    (
        "ymonths",
        rf"{_YEAR_SURE}[./](?P<first>\d{{1,2}})[-~至到]+(?P<month>\d{{1,2}})(?![\d.月])",
        read_month,
    ),
    (
        "short",
        r"(?P<yy>[0-4]\d)(?=\.\d+\.|/\d+/|-\d+-)[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})(?![\d月])",
        read_day,
    ),
    (
        "numeric",
        rf"{_YEAR_SURE}(?=\.\d+\.|/\d+/|-\d+-)[./-](?P<month>\d{{1,2}})[./-](?P<day>\d{{1,2}})[日号]?(?![\d月])",
        read_day,
    ),
    ("month", rf"{_YEAR}?{_MONTH}{_TAIL}(?!\d)", read_month),
    ("yearmonth", rf"{_YEAR_SURE}[./-](?P<month>\d{{1,2}})(?![\d./%万亿元-]){_TAIL}", read_month),
    (
        "dotted",
        r"(?P<month>\d{1,2})[./](?P<day>\d{1,2})[日号]?(?=$|[,;()~至到-]|之?前|以前|完成|止)",
        read_day,
    ),
    ("festival", _FESTIVAL_PATTERN, read_festival),
    (
        "quarter",
        rf"{_YEAR}?(?:[前第]?(?:[1-4][,~至和-])*(?P<quarter>\d)季度?|[Qq](?P<quarter2>\d)|(?P<quarter3>\d)[Qq]){_TAIL}",
        read_quarter,
    ),
    ("half", rf"{_YEAR}?(?P<half>[上下])半年度?{_TAIL}", read_half),
    ("yearend", rf"{_YEAR}(?P<tail>年?[底末终初中]|年?内(?!部)|全年)(?<!年中标){_BEFORE}", read_year),
    ("thisyear", rf"(?<![\d每半1-9])(?P<tail>年[底末终初中]|年内|全年|年度内){_BEFORE}", read_year),
    (
        "bareyear",
        r"(?:(?P<year>\d{4})年(?:度|全年)?|(?P<yy>\d{2})年|(?P<rel>今年|本年|明年|后年)度?)" + _BEFORE,
        read_year,
    ),
    ("plan", rf"[\"“]?(?P<plan>{'|'.join(PLANS)})[\"”]?(?:时期|期间|规划)?(?:期?末|内|收官)?", read_plan),
    (
        "thismonth",
        rf"(?P<which>[本当上下次])个?月(?:份?(?P<day>\d{{1,2}})[日号]?)?{_TAIL}|(?<![\d每])月(?P<tail2>[底末])前?",
        read_this_month,
    ),
    (
        "week",
        r"(?P<which>[本这下上])个?(?:周(?![期年边])|星期|礼拜)(?P<weekday>[一二三四五六日天末])?[底内前]?",
        read_week,
    ),
    ("near", r"(?P<near>[今明后])[天日]内?前?", read_near),
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
