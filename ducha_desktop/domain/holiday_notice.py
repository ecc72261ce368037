"""The yearly holiday notice of the State Council, read from its own words.

`二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。` Days stand before
the word that says what they are; a paragraph that names a festival opens it. What the notice says about
itself (weekdays in brackets, `共9天`) is checked, for a wrong year or a slip of the pen shows there first.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from ducha_desktop.domain.workdays import WEEKEND, SpecialDay

FESTIVAL_NAMES = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""The festivals every yearly notice settles (全国年节及纪念日放假办法), in the order of the year."""

LONGEST = 20_000
MOST_DAYS = 31
DECEMBER = 12
_WEEKDAYS = "一二三四五六日"
_FESTIVAL = re.compile(
    r"元旦|春节|清明(?:节)?|(?:“?五一”?)?(?:国际)?劳动节|“?五一”?(?=[:、和,])|端午(?:节)?|中秋(?:节)?|国庆(?:节)?|抗战胜利纪念日"
)
_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节", "国庆": "国庆节", "五一": "劳动节"}
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年(?![\d]{1,2}月)[^。;\n]{0,30}?(?:节假日|放假|假期)")
_ANY_YEAR = re.compile(r"(?:^|[^\d])((?:19|20)\d\d)年(?!\d{1,2}月)")
_DATE = r"(?:(?P<year>(?:19|20)\d\d)年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})[日号]?(?P<note>\([^()]{0,20}\))?"
_NUMERIC = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_TOKEN = re.compile(
    r"(?P<count>(?:共|放假|休息|休|假期|连休)\d{1,2}天)"
    r"|(?P<date>(?<!\d)(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}[日号]?(?:\([^()]{0,20}\))?|(?<!\d)\d{1,2}[日号](?:\([^()]{0,20}\))?)"
    r"|(?P<span>至|到|—+|–|-|~|―)"
    r"|(?P<moved>(?:两个)?(?:公休日?)?(?:分别)?(?:调至|调到|调整到|调整至))"
    r"|(?P<work>(?:正常|照常)?(?:上班|补班)|调班)"
    r"|(?P<joined>与(?:周末|双休日|公休日)(?:连休|相连))"
    r"|(?P<rest>放假|补休|法定节假日|照常公休|公休日?|休息|调休放假)"
    r"|(?P<from>起)"
    r"|(?P<stop>[,，;。])"
)
_FESTIVAL_HEAD = re.compile(
    rf"(?:^|(?<=[。;\n]))(?:[一二三四五六七八九十]+、|\d{{1,2}}[.、](?!\d)|\([一二三四五六七八九十\d]+\))?(?:(?:19|20)\d\d年)?"
    rf"(?P<names>(?:{_FESTIVAL.pattern})(?:(?:[、和及]|假期)*(?:{_FESTIVAL.pattern}))*)"
    r"(?P<off>(?:假期|放假安排|放假|休假)(?:\d{1,2}天)?)?:?(?=.*?\d)"
)
_BROKEN = re.compile(
    rf"(?<=[^。;!])\n(?!(?:[一二三四五六七八九十]+、|\d{{1,2}}[.、]|\([一二三四五六七八九十\d]+\)|(?:19|20)\d\d年)?(?:{_FESTIVAL.pattern}))"
)
"""The end of a line within a sentence, as text copied from a PDF has them."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """What a notice says.

    Attributes:
        year: the year it settles.
        days: days of rest and working days taken in exchange, with the festival each belongs to.
        problems: what could not be read or contradicts itself, a sentence each.
    """

    year: int
    days: Mapping[date, SpecialDay]
    problems: tuple[str, ...] = ()

    @property
    def rests(self) -> tuple[date, ...]:
        """Days of rest, in order."""
        return tuple(sorted(day for day, kind in self.days.items() if kind.rest))

    @property
    def works(self) -> tuple[date, ...]:
        """Working days taken in exchange, in order."""
        return tuple(sorted(day for day, kind in self.days.items() if not kind.rest))

    @property
    def missing(self) -> tuple[str, ...]:
        """Festivals of the year that it says nothing of."""
        told = "、".join(kind.name for kind in self.days.values())
        return tuple(name for name in FESTIVAL_NAMES if name not in told)


@dataclass(slots=True)
class _Section:
    """One festival being read: the dates waiting for the word that says what they are."""

    name: str
    year: int
    days: dict[date, SpecialDay] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    waiting: list[date] = field(default_factory=list)
    block: list[date] = field(default_factory=list)
    last: date | None = None
    spanning: bool = False
    moving: bool = False
    off: bool = False


def notice_year(text: str) -> int | None:
    """The year a notice names itself after; None when it names none."""
    words = _plain(text)
    found = _TITLE_YEAR.search(words) or _ANY_YEAR.search(words)
    return int(found[1]) if found else None


def read_notice(text: str, *, year: int) -> HolidayNotice:
    """Read a notice.

    Args:
        text: the notice, whole or the paragraphs of some festivals.
        year: the year of dates without one, where the notice does not name its own.
    """
    if len(text) > LONGEST:
        return HolidayNotice(year, {}, (f"文字超过 {LONGEST} 字，不像一份放假通知，没有读取。",))
    words = _plain(text)
    year = notice_year(text) or year
    heads = list(_FESTIVAL_HEAD.finditer(words))
    days: dict[date, SpecialDay] = {}
    problems: list[str] = []
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(words)
        section = _Section(_named(head["names"]), year, off=bool(head["off"]))
        _read_section(section, words[head.end() : end])
        days |= section.days
        problems += section.problems
    if not heads and words.strip():
        problems.append("没有找到“元旦：1月1日至3日放假”这样的句子，没有读出放假安排。")
    return HolidayNotice(year, dict(sorted(days.items())), tuple(problems))


def _plain(text: str) -> str:
    """Half-width signs and no blanks; lines stay, and dates of digits become words."""
    words = unicodedata.normalize("NFKC", text).replace("⽇", "日").replace("〇", "0")
    lines = ("".join(line.split()) for line in words.splitlines())
    joined = _BROKEN.sub("", "\n".join(line for line in lines if line))
    return _NUMERIC.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", joined)


def _named(words: str) -> str:
    """`国庆节、中秋节` from however the heading writes them."""
    names = [_one_name(found) for found in _FESTIVAL.findall(words)]
    return "、".join(dict.fromkeys(names))


def _one_name(words: str) -> str:
    bare = words.strip("“”").replace("国际", "")
    return "劳动节" if bare.endswith("劳动节") or bare == "五一" else _NAMES.get(bare, bare)


def _read_section(section: _Section, words: str) -> None:
    """Sentence by sentence; the paragraph after the festival's own belongs to it only if it goes on about days."""
    first, *later = words.split("\n")
    lines = [first, *(line for line in later if re.match(r"其中|\d{1,2}月\d{1,2}日|\(", line))]
    for place, sentence in enumerate(re.split(r"(?<=[。;])", "\n".join(lines))):
        if "鼓励" in sentence or (place and not re.search(r"[休假班]", sentence)):
            continue  # advice to employers, and what names no day off or on: a signature, an address
        for token in _TOKEN.finditer(sentence):
            _take(section, token)
        _unsaid(section)


def _take(section: _Section, token: re.Match[str]) -> None:
    """One word of the notice."""
    kind, words = token.lastgroup or "", token.group()
    if kind == "span":
        section.spanning = section.last is not None
        return
    if kind == "date":
        _take_date(section, words)
    elif kind in _VERBS:
        _VERBS[kind](section, words)
    elif section.moving:  # the end of 公休日调至某日
        _assign(section, rest=True)
        section.moving = False
    section.spanning = False


def _take_date(section: _Section, words: str) -> None:
    found = re.fullmatch(_DATE, words)
    assert found is not None, "what the token found is a date"
    day = _day(section, found)
    if day is None:
        section.problems.append(f"{section.name}：“{words}”不是日历上的一天。")
        return
    _check_weekday(section, day, found["note"] or "")
    if section.spanning and section.last is not None:
        _fill_span(section, section.last, day)
    else:
        section.waiting.append(day)
    section.last = day


def _day(section: _Section, found: re.Match[str]) -> date | None:
    """The date, with month and year of the one before where it names none."""
    before = section.last
    month = int(found["month"]) if found["month"] else (before.month if before else 0)
    if found["year"]:
        year = int(found["year"])
    elif section.spanning and before is not None:
        year = before.year + (month < before.month)
    elif section.name.startswith("元旦") and month == DECEMBER:
        year = section.year - 1
    else:
        year = section.year
    try:
        return date(year, month, int(found["day"]))
    except ValueError:
        return None


def _fill_span(section: _Section, start: date, end: date) -> None:
    if not 0 < (end - start).days < MOST_DAYS:
        section.problems.append(f"{section.name}：从{_said(start)}到{_said(end)}不像一个假期，请核对。")
        return
    section.waiting += [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]


def _assign(section: _Section, *, rest: bool) -> None:
    """Say of the waiting days what they are; a working day on a weekday is nothing special."""
    if not section.waiting:
        return
    for day in section.waiting:
        if not rest and day.weekday() < WEEKEND:
            section.days.pop(day, None)
            section.problems.append(
                f"{section.name}：{_said(day)}本来就是工作日，写作上班，请核对年份和日期。"
            )
        else:
            section.days[day] = SpecialDay(rest, section.name)
    if rest:
        section.block = list(section.waiting)
    section.waiting.clear()


def _join_weekend(section: _Section) -> None:
    """`与周末连休`: the Saturdays and Sundays beside the days off belong to the festival."""
    for end, step in (
        (min(section.block, default=None), -_ONE_DAY),
        (max(section.block, default=None), _ONE_DAY),
    ):
        day = end + step if end is not None else None
        while day is not None and day.weekday() >= WEEKEND and day not in section.days:
            section.days[day] = SpecialDay(rest=True, name=section.name)
            day += step


def _check_count(section: _Section, words: str) -> None:
    told = int(re.sub(r"\D", "", words))
    if section.block and len(section.block) != told:
        section.problems.append(
            f"{section.name}：通知写“{words}”，按日期数是 {len(section.block)} 天，请核对。"
        )


def _check_weekday(section: _Section, day: date, note: str) -> None:
    found = re.search(r"(?:周|星期)([一二三四五六日天])", note)
    if found and _WEEKDAYS[day.weekday()] != found[1].replace("天", "日"):
        section.problems.append(
            f"{section.name}：{_said(day)}写作星期{found[1]}，{day.year} 年的这一天是星期{_WEEKDAYS[day.weekday()]}，"
            "请核对年份。"
        )


def _unsaid(section: _Section) -> None:
    """Days of which the sentence does not say whether they are off or worked."""
    if section.off:
        _assign(section, rest=True)
    if section.waiting:
        days = "、".join(_said(day) for day in section.waiting)
        section.problems.append(f"{section.name}：没有写明{days}是放假还是上班。")
    section.waiting.clear()
    section.off = section.spanning = section.moving = False


def _said(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


def _from(section: _Section, _words: str) -> None:
    section.waiting.clear()  # 2月3日起正常上班: what every working day is


def _moved(section: _Section, _words: str) -> None:
    section.waiting.clear()  # the notice says itself which day is worked for it
    section.moving = True


def _work(section: _Section, _words: str) -> None:
    _assign(section, rest=False)


def _rest(section: _Section, _words: str) -> None:
    _assign(section, rest=True)


def _joined(section: _Section, _words: str) -> None:
    _assign(section, rest=True)
    _join_weekend(section)


def _counted(section: _Section, words: str) -> None:
    _assign(section, rest=True)
    _check_count(section, words)


_VERBS: dict[str, Callable[[_Section, str], None]] = {
    "from": _from,
    "moved": _moved,
    "work": _work,
    "rest": _rest,
    "joined": _joined,
    "count": _counted,
}
"""What the words of a notice do with the days before them."""
