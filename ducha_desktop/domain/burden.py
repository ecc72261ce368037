"""What is asked of units, and when it is too much (政府督查工作条例 Art. 12, 15)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.vocabulary import Worded

MOST_A_WEEK, MOST_DAYS = 50, 90


class ContactKind(Worded):
    """What is asked of a unit."""

    NOTICE = "notice", "发通知"
    FORM = "form", "要报表材料"
    VISIT = "visit", "上门督查"
    CALL = "call", "电话督办"


class ContactMethod(Worded):
    """How it is done: the eight of Decree 733 Art. 12, then those offices name besides."""

    SELF_CHECK = "self-check", "要求自查"
    HEARING_REPORT = "hearing-report", "听取汇报"
    INSPECTION = "inspection", "检查、访谈、暗访"
    DISCUSSION = "discussion", "座谈、听证、统计、评估"
    DOCUMENTS = "documents", "调阅、复制资料"
    LETTERS = "letters", "信函、电话、媒体核实"
    INTERVIEW = "interview", "约谈"
    INTERNET = "internet", "运用“互联网+督查”"
    OPEN_VISIT = "open-visit", "明查"
    SECRET_VISIT = "secret-visit", "暗访"
    REVISIT = "revisit", "回访"
    MONITORING = "monitoring", "监控"
    SPECIAL = "special", "专项督查"
    KEY = "key", "重点督查"
    SAMPLING = "sampling", "随机抽查"
    STATIONED = "stationed", "驻点督查"
    GUIDANCE = "guidance", "指导督办"
    PHONE = "phone", "电话督办"
    TRACKING = "tracking", "跟踪督办"
    ON_SITE = "on-site", "实地督办"
    OTHER = "other", "其他"


LAWFUL_METHODS = tuple(ContactMethod)[:8]
"""The eight of Decree 733 Art. 12."""


@dataclass(frozen=True, slots=True)
class BurdenRules:
    """From when on an office is warned.

    Attributes:
        a_week: more than so many in a week are too many.
        again_days: twice for the same matter within so many days is a repeat; 0 never warns.
    """

    a_week: int = 5
    again_days: int = 7

    @property
    def problem(self) -> str:
        """Why it cannot be warned by these, as a sentence; empty when it can."""
        if not 1 <= self.a_week <= MOST_A_WEEK:
            return f"每周次数应在 1 到 {MOST_A_WEEK} 之间。"
        if not 0 <= self.again_days <= MOST_DAYS:
            return f"重复督查的天数应在 0 到 {MOST_DAYS} 之间。"
        return ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked of a unit; `matter` is empty where it is about none."""

    unit: str
    on: date
    kind: ContactKind
    words: str
    matter: str = ""


def repeats(asked: Iterable[Asked], days: int) -> int:
    """How often a unit was asked for the same matter again within so many days."""
    last: dict[tuple[str, str], date] = {}
    found = 0
    for each in sorted(asked, key=lambda one: one.on):
        if each.matter and days:
            before = last.get((each.unit, each.matter))
            found += before is not None and (each.on - before).days < days
            last[each.unit, each.matter] = each.on
    return found


def kinds_words(asked: Sequence[Asked]) -> str:
    """`发通知 3、上门督查 1`."""
    counts = Counter(each.kind for each in asked)
    return "、".join(f"{kind.word} {counts[kind]}" for kind in ContactKind if counts[kind])
