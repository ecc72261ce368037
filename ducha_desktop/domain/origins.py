"""Where matters come from: the kinds of origin and what each asks for, as data (`domain.md` §3.1).

Sources: 批示件登记, 会议纪要登记, 收文登记, 举报登记, 项目“五个一”. The three 五个一 of the founding documents differ
(trap T2), so the items of a project are the office's own list, not a constant.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from ducha_desktop.domain.vocabulary import Worded


class OriginKind(Worded):
    """Kinds of origin, in the order in which they are offered."""

    MEETING = "meeting", "会议"
    INSTRUCTION = "instruction", "领导批示"
    DOCUMENT = "document", "文件"
    PROJECT = "project", "重点项目"
    PETITION = "petition", "信访件"
    INSPECTION = "inspection", "督查发现"
    HOTLINE = "hotline", "热线来电"
    MAILBOX = "mailbox", "领导信箱"
    PROPOSAL = "proposal", "建议提案"
    TASK_LIST = "task_list", "任务清单"
    OTHER = "other", "其他来源"


class Shape(StrEnum):
    """How a field of an origin is read and edited."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    MOMENT = "moment"
    NAMES = "names"
    AMOUNT = "amount"
    UNIT = "unit"
    LEADER = "leader"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class OriginField:
    """One thing an origin of a kind asks for.

    Attributes:
        key: stable English key; of an item of the 五个一, its own words.
        word: what the office calls it in this kind.
        shape: how it is read.
        needed: it cannot be registered without.
        choices: words that are offered; empty for free ones.
        masked: lists show only its beginning (Decree 733 Art. 25, 26: who reports is protected).
    """

    key: str
    word: str
    shape: Shape = Shape.TEXT
    needed: bool = False
    choices: tuple[str, ...] = ()
    masked: bool = False


F, S, K = OriginField, Shape, OriginKind

STORED = frozenset(
    {
        *("number", "title", "on", "received_on", "unit", "person", "place", "attendees"),
        *("words", "reply_due", "replied_on", "reply", "secrecy"),
    }
)
"""Fields with a column of their own; all others are kept beside them under their keys."""

PARTY, GOVERNMENT = "党委", "政府"
FIVE_ONES = ("一个项目", "一名领导", "一个班子", "一套方案", "一抓到底")
"""The items of a project's 五个一 unless the office has set its own."""

_REPLY = (F("reply_due", "回复时限", S.DAY), F("replied_on", "回复日期", S.DAY))

_OWN: dict[OriginKind, tuple[OriginField, ...]] = {
    K.MEETING: (
        F("title", "会议名称", needed=True),
        F("number", "第几次"),
        F("on", "会议日期", S.DAY, needed=True),
        F("place", "会议地点"),
        F("chair", "主持人"),
        F("attendees", "参会人员", S.NAMES),
        F("absent", "请假缺席", S.NAMES),
        F("topics", "议题", S.LONG),
        F("words", "会议纪要", S.LONG),
        F("registrar", "登记人"),
    ),
    K.INSTRUCTION: (
        F("title", "被批示件名称", needed=True),
        F("number", "批示编号"),
        F("person", "批示领导", S.LEADER, needed=True),
        F("on", "批示日期", S.DAY, needed=True),
        F("received_on", "收文日期", S.DAY),
        F("words", "批示内容", S.LONG, needed=True),
        F("opinion", "拟办意见", S.LONG),
        F("unit", "承办部门", S.UNIT),
        F("contact", "联系人"),
        F("phone", "联系电话"),
        *_REPLY,
        F("feedback_number", "反馈单号"),
        F("reply", "办理情况", S.LONG),
    ),
    K.DOCUMENT: (
        F("title", "文件标题", needed=True),
        F("number", "文号"),
        F("unit", "来文单位", S.UNIT),
        F("on", "成文日期", S.DAY, needed=True),
        F("received_on", "收件日期", S.DAY),
        F("words", "交办内容", S.LONG),
        F("opinion", "拟办意见", S.LONG),
        F("reply", "办理结果", S.LONG),
    ),
    K.PROJECT: (
        F("title", "项目名称", needed=True),
        F("number", "项目编号"),
        F("on", "确定日期", S.DAY, needed=True),
        F("project_class", "项目类别"),
        F("unit", "责任单位", S.UNIT),
        F("place", "建设地点"),
        F("total", "总投资（亿元）", S.AMOUNT),
        F("done", "本年完成投资（亿元）", S.AMOUNT),
        F("words", "建设内容", S.LONG),
    ),
    K.PETITION: (
        F("title", "信访事项", needed=True),
        F("number", "信访编号"),
        F("on", "来信来访日期", S.DAY, needed=True),
        F("channel", "来访方式", choices=("来信", "来访", "网上信访", "电话信访", "上级转送")),
        F("caller", "信访人", masked=True),
        F("phone", "联系电话", masked=True),
        F("words", "诉求内容", S.LONG, needed=True),
        F("disposition", "处置意见", S.LONG),
        *_REPLY,
        F("reply", "答复情况", S.LONG),
    ),
    K.INSPECTION: (
        F("title", "发现的问题", needed=True),
        F("number", "督查编号"),
        F("on", "督查日期", S.DAY, needed=True),
        F("method", "督查方式", choices=("明查", "暗访", "随机抽查", "专项督查", "回访", "驻点督查")),
        F("unit", "被督查单位", S.UNIT),
        F("place", "地点"),
        F("attendees", "督查人员", S.NAMES),
        F("basis", "督查依据"),
        F("words", "问题情况", S.LONG),
    ),
    K.HOTLINE: (
        F("title", "来电事项", needed=True),
        F("number", "来电编号"),
        F("on", "来电日期", S.DAY, needed=True),
        F("received_at", "来电时间", S.MOMENT),
        F("caller", "来电人", masked=True),
        F("phone", "来电号码", masked=True),
        F("words", "反映内容", S.LONG, needed=True),
        F("responded_at", "首次响应时间", S.MOMENT),
        F("disposition", "处置情况", S.LONG),
        *_REPLY,
        F("reply", "答复情况", S.LONG),
    ),
    K.MAILBOX: (
        F("title", "来信标题", needed=True),
        F("number", "来信编号"),
        F("on", "来信日期", S.DAY, needed=True),
        F("person", "收信领导", S.LEADER),
        F("caller", "来信人", masked=True),
        F("phone", "联系电话", masked=True),
        F("words", "来信内容", S.LONG, needed=True),
        *_REPLY,
        F("reply", "答复情况", S.LONG),
    ),
    K.PROPOSAL: (
        F("title", "建议提案标题", needed=True),
        F("number", "建议提案号"),
        F("on", "提出日期", S.DAY, needed=True),
        F("attendees", "代表、委员", S.NAMES),
        F("unit", "承办单位", S.UNIT),
        F("words", "案由", S.LONG),
        *_REPLY,
        F("reply", "答复情况", S.LONG),
    ),
    K.TASK_LIST: (
        F("title", "清单名称", needed=True),
        F("number", "文号"),
        F("side", "制定方", needed=True, choices=(PARTY, GOVERNMENT, "党委政府")),
        F("on", "印发日期", S.DAY, needed=True),
        F("unit", "制发单位", S.UNIT),
        F("words", "说明", S.LONG),
    ),
    K.OTHER: (
        F("title", "来源名称", needed=True),
        F("number", "编号"),
        F("on", "日期", S.DAY, needed=True),
        F("person", "提出领导", S.LEADER),
        F("unit", "来源单位", S.UNIT),
        F("words", "内容", S.LONG),
    ),
}

_LAST = (
    F("limit", "办理类别", S.LIMIT),
    F("secrecy", "密级", choices=("", "内部", "秘密", "机密", "绝密")),
)


def fields_of(kind: OriginKind, *, ones: Iterable[str] = FIVE_ONES) -> tuple[OriginField, ...]:
    """What an origin of a kind asks for, in order; a project also the items of the 五个一."""
    items = tuple(OriginField(item, item) for item in ones) if kind is K.PROJECT else ()
    return (*_OWN[kind], *items, *_LAST)


def field_named(kind: OriginKind, name: str, *, ones: Iterable[str] = FIVE_ONES) -> OriginField | None:
    """The field of a kind by its key or the office's word."""
    wanted = name.strip()
    found = (
        each for each in fields_of(kind, ones=ones) if wanted in (each.key, each.word, _short(each.word))
    )
    return next(found, None)


def _short(word: str) -> str:
    """`总投资` for `总投资（亿元）`."""
    return word.partition("（")[0]


def is_answered(kind: OriginKind) -> bool:
    """Whether origins of the kind are answered, and count for the reply rate."""
    return any(each.key == "replied_on" for each in _OWN[kind])


_DIGITS = re.compile(r"\d")
_KEPT_DIGITS = (3, 4)


def masked(words: str) -> str:
    """Who called, as lists show it: `张**`, `138****5678`.

    A name keeps its first character, a number of seven or more digits its first three and last four.
    """
    plain = words.strip()
    head, tail = _KEPT_DIGITS
    if len(_DIGITS.findall(plain)) >= head + tail:
        return f"{plain[:head]}{'*' * max(len(plain) - head - tail, 1)}{plain[-tail:]}"
    return plain[:1] + "*" * min(len(plain[1:]), 2) if plain else ""


_MOMENT = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T]+)?(\d{1,2})[:：时](\d{1,2})?分?")


def read_moment(words: str, day: date) -> datetime | None:
    """A time such as `09:30`, `2026-11-22 9:30` or `9时30分`; a time alone is one of `day`. None if unreadable."""
    found = _MOMENT.fullmatch(words.strip())
    if found is None:
        return None
    year, month, number, hour, minute = found.groups()
    try:
        on = date(int(year), int(month), int(number)) if year else day
        return datetime.combine(on, time(int(hour), int(minute or 0)))
    except ValueError:
        return None


_MINUTES, _HOURS = 60, 24


def response_words(received: datetime | None, responded: datetime | None) -> str:
    """How long the first response took: `25分钟`, `3小时10分`, `2天4小时`; empty when it is not known."""
    if received is None or responded is None or responded < received:
        return ""
    minutes = int((responded - received).total_seconds()) // 60
    hours, rest = divmod(minutes, _MINUTES)
    if hours >= _HOURS:
        days, hours = divmod(hours, _HOURS)
        return f"{days}天{hours}小时" if hours else f"{days}天"
    if hours:
        return f"{hours}小时{rest}分" if rest else f"{hours}小时"
    return f"{rest}分钟"
