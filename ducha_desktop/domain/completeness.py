"""四清, 六明确 and 七定: what a matter must say before it is approved or assigned."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from ducha_desktop.domain.vocabulary import Worded

PLACEHOLDERS = frozenset({"", "-", "—", "——", "/", "\\", "无", "待定", "暂无", "空"})


class Standard(Worded):
    """The three yardsticks and the documents they come from."""

    FOUR = "four", "四清"
    SIX = "six", "六明确"
    SEVEN = "seven", "七定"


class Item(StrEnum):
    """What must be clear, by the office's own word."""

    TARGET = "目标"
    TASK = "任务"
    MEASURES = "措施"
    PEOPLE = "人员"
    DUTY = "责任"
    TIME = "时间"
    PROGRESS = "进度"
    REQUIREMENT = "要求"
    TIME_LIMIT = "时限"


_MEETS: dict[Item, tuple[str, ...]] = {
    Item.TARGET: ("target",),
    Item.TASK: ("task", "title"),
    Item.MEASURES: ("measures",),
    Item.PEOPLE: ("persons", "responsible_leaders"),
    Item.DUTY: ("duty", "lead_unit"),
    Item.TIME: ("due",),
    Item.TIME_LIMIT: ("due",),
    Item.PROGRESS: ("plan", "milestones"),
    Item.REQUIREMENT: ("requirement",),
}
"""Any one of these fields meets the item."""

_KEYS = tuple({key for keys in _MEETS.values() for key in keys})

ITEMS: dict[Standard, tuple[Item, ...]] = {
    Standard.FOUR: (Item.TASK, Item.TARGET, Item.DUTY, Item.TIME_LIMIT),
    Standard.SIX: (Item.TARGET, Item.TASK, Item.PEOPLE, Item.MEASURES, Item.REQUIREMENT, Item.PROGRESS),
    Standard.SEVEN: (
        *(Item.TARGET, Item.TASK, Item.MEASURES, Item.PEOPLE),
        *(Item.DUTY, Item.TIME, Item.PROGRESS),
    ),
}


def missing(values: Mapping[str, str], standard: Standard) -> tuple[str, ...]:
    """The items of the standard that the matter leaves open, in the standard's order.

    Args:
        values: the words of the matter by key of `domain.fields`; `due` holds the original words of
            the deadline, `milestones` their names joined. Placeholders such as `待定` count as open.
        standard: 四清 (牡丹江 2013) before assigning, 六明确 before approval, 七定 (七里河 2015).
    """
    return tuple(
        item.value for item in ITEMS[standard] if not any(_said(values.get(key)) for key in _MEETS[item])
    )


def unmet(values: Mapping[str, str]) -> tuple[Standard, ...]:
    """The standards that the matter does not meet; `values` as for `missing`."""
    return _unmet(frozenset(key for key in _KEYS if not _said(values.get(key))))


@lru_cache(maxsize=4096)
def _unmet(empty: frozenset[str]) -> tuple[Standard, ...]:
    """The standards not met where these fields say nothing; most matters lack the same few."""
    left_open = {item for item, keys in _MEETS.items() if empty.issuperset(keys)}
    return tuple(standard for standard in Standard if not left_open.isdisjoint(ITEMS[standard]))


def missing_words(values: Mapping[str, str], standard: Standard) -> str:
    """`七定缺：措施、进度`, or empty when complete."""
    items = missing(values, standard)
    return f"{standard.word}缺：{'、'.join(items)}" if items else ""


def _said(text: str | None) -> bool:
    return text is not None and text.strip() not in PLACEHOLDERS
