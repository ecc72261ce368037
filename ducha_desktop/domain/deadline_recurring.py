"""Words for deadlines that come again, read into a `Recurrence`."""

import re
from dataclasses import dataclass

from ducha_desktop.domain.deadline_days import UnreadableError
from ducha_desktop.domain.recurrence import LAST_DAY, Recurrence
from ducha_desktop.domain.vocabulary import ReportCycle

Points = tuple[tuple[int, int], ...]

_JOIN = r"[,和及与]?"
_NUMBERS = re.compile(r"\d{1,2}")
_MONTH_DAYS = re.compile(r"(\d{1,2})月(?:份)?(?:(\d{1,2})[日号]?|(底|末|上旬|中旬|下旬|初|中)?)")
_WEEKDAYS = {char: number for number, char in enumerate("一二三四五六日", start=1)} | {"天": 7, "末": 7}
_TAIL_DAYS = {"初": 10, "上旬": 10, "中": 15, "中旬": 20}
_EVERY = r"(?:每|逐|各)(?:1个|个)?"
_END = r"(?:结束|终了|过)?(?P<after>后(?:的)?)?"
_PATTERN = re.compile(
    r"(?P<word>(?:每|逐)\d+个?(?:工作日|日|天|周|月|年|季度)|隔(?:日|天|周|月|年)|双(?:周|月)|单(?:周|月))"
    rf"|{_EVERY}(?P<daily>工作日|日|天)"
    rf"|{_EVERY}(?:周|星期|礼拜)(?P<weekdays>(?:{_JOIN}(?:周|星期)?[一二三四五六日天末](?!次))*)"
    rf"|{_EVERY}(?P<span>旬|半个?月)"
    rf"|{_EVERY}半年度?(?P<half>[底末])?"
    rf"|{_EVERY}季度?(?:的)?{_END}(?P<place>首月|末月|第[123]个月|最后1个月|初|下季度首月)?"
    rf"(?P<qday>(?:{_JOIN}\d{{1,2}}[日号]?(?!次))+|底|末|月底|月末|上旬|中旬)?"
    rf"|{_EVERY}年度?(?P<dates>(?:{_JOIN}\d{{1,2}}月份?(?:\d{{1,2}}[日号]?|底|末|上旬|中旬|下旬|初|中)?前?)+)"
    rf"|{_EVERY}年(?P<year>度?[底末]?)"
    rf"|(?:{_EVERY}月|(?<!\d月)次月)(?:的|度)?(?:次月)?(?:结束|终了)?(?:后的?)?(?P<mdays>(?:{_JOIN}\d{{1,2}}[日号]前?(?!次|内完))+|月?[底末]|最后1[天日]|上旬|中旬|下旬|初|中)?"
    r"|按?(?P<bare>周|旬|月|季度?|半年|年度?)(?:报告?|调度|通报|汇报|反馈)(?!表)|按(?P<by>周|月|季度?)(?=$|[,;]|推进|上报|报送|开展|落实|进行|完成)"
)


@dataclass(frozen=True, slots=True)
class Recurring:
    """Recurring words and where they stand."""

    start: int
    end: int
    recurrence: Recurrence


def find_recurring(text: str) -> Recurring | None:
    """The first recurring deadline in the text that `deadline_text.plain` made, if any.

    Raises:
        UnreadableError: it recurs, but not by weeks, months, quarters or years.
    """
    match = _PATTERN.search(text)
    if not match:
        return None
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    return Recurring(match.start(), match.end(), _recurrence(match.group(), groups))


def _recurrence(words: str, groups: dict[str, str]) -> Recurrence:
    if "word" in groups:
        return _every_few(groups["word"])
    if "bare" in groups or "by" in groups:
        return _plain_cycle(groups.get("bare") or groups["by"])
    if "daily" in groups:
        days = 5 if groups["daily"] == "工作日" else 7
        return Recurrence(ReportCycle.WEEKLY, tuple((0, day) for day in range(1, days + 1)))
    if "weekdays" in groups:
        return _weekly(groups["weekdays"])
    return _longer(words, groups)


def _longer(words: str, groups: dict[str, str]) -> Recurrence:
    """Ten days, months, quarters, half-years and years."""
    if "span" in groups:
        return _plain_cycle(groups["span"].replace("个", ""))
    if "dates" in groups:
        return _checked(ReportCycle.YEARLY, tuple(_yearly_points(groups["dates"])))
    if "半年" in words:
        return _plain_cycle("半年")
    if "季" in words:
        return _quarterly(groups)
    if "年" in words:
        return _plain_cycle("年")
    return _monthly(groups.get("mdays", ""))


_CYCLES: dict[str, tuple[ReportCycle, Points]] = {
    "周": (ReportCycle.WEEKLY, ((0, 7),)),
    "旬": (ReportCycle.MONTHLY, ((1, 10), (1, 20), (1, LAST_DAY))),
    "半月": (ReportCycle.MONTHLY, ((1, 15), (1, LAST_DAY))),
    "月": (ReportCycle.MONTHLY, ((1, LAST_DAY),)),
    "季": (ReportCycle.QUARTERLY, ((3, LAST_DAY),)),
    "半年": (ReportCycle.HALF_YEARLY, ((6, LAST_DAY),)),
    "年": (ReportCycle.YEARLY, ((12, LAST_DAY),)),
}


def _plain_cycle(word: str) -> Recurrence:
    """A cycle by its bare word: its last day."""
    return Recurrence(*_CYCLES[word.removesuffix("度")])


def _every_few(word: str) -> Recurrence:
    """`每两个月`, `每3个月`, `隔月`: what divides a year evenly; the rest is refused."""
    number = _NUMBERS.search(word)
    count = int(number.group()) if number else 2
    if count == 1:
        return _plain_cycle(word[-1] if word[-1] in "周月年" else "季")
    if word.endswith("月") and 12 % count == 0 and not word.startswith("单"):
        cycle = {3: ReportCycle.QUARTERLY, 6: ReportCycle.HALF_YEARLY, 12: ReportCycle.YEARLY}.get(count)
        if cycle:
            return Recurrence(cycle, ((count, LAST_DAY),))
        return Recurrence(ReportCycle.YEARLY, tuple((month, LAST_DAY) for month in range(count, 13, count)))
    raise UnreadableError(f"“{word}”不能按周、旬、月、季、半年、年登记，请改写周期")


def _weekly(words: str) -> Recurrence:
    days = sorted({_WEEKDAYS[char] for char in words if char in _WEEKDAYS})
    return Recurrence(ReportCycle.WEEKLY, tuple((0, day) for day in days) or ((0, 7),))


def _monthly(words: str) -> Recurrence:
    if words in _TAIL_DAYS:
        return Recurrence(ReportCycle.MONTHLY, ((1, _TAIL_DAYS[words]),))
    days = _days(words) if "最后" not in words else []
    return _checked(ReportCycle.MONTHLY, tuple((1, day) for day in days) or ((1, LAST_DAY),))


def _quarterly(groups: dict[str, str]) -> Recurrence:
    """`每季度末`, `每季度首月10日前`, `每季度结束后5日内` (the first days of the next quarter)."""
    place, words = groups.get("place", ""), groups.get("qday", "")
    first = place in ("首月", "初", "第1个月", "下季度首月") or (not place and bool(groups.get("after")))
    month = 1 if first else 2 if place == "第2个月" else 3
    if place == "初" and not words:
        return Recurrence(ReportCycle.QUARTERLY, ((1, 10),))
    days = [_TAIL_DAYS[words]] if words in _TAIL_DAYS else _days(words)
    return _checked(ReportCycle.QUARTERLY, tuple((month, day) for day in days) or ((month, LAST_DAY),))


def _yearly_points(words: str) -> list[tuple[int, int]]:
    points = set()
    for month, day, tail in _MONTH_DAYS.findall(words):
        points.add((int(month), int(day) if day else _TAIL_DAYS.get(tail, LAST_DAY)))
    return sorted(points)


def _days(words: str) -> list[int]:
    return sorted({int(number) for number in _NUMBERS.findall(words)})


def _checked(cycle: ReportCycle, points: Points) -> Recurrence:
    """The recurrence, unless a day or month in it cannot be."""
    for month, day in points:
        if not 1 <= month <= 12 or not 1 <= day <= LAST_DAY:  # noqa: PLR2004 - months of a year
            raise UnreadableError(
                f"没有 {month} 月 {day} 日" if cycle is ReportCycle.YEARLY else f"没有 {day} 日"
            )
    return Recurrence(cycle, points)
