"""Fields that no heading named: found by what stands in the columns nobody claimed."""

import re
from collections.abc import Callable, Sequence

from ducha_desktop.exchange.choice import CATEGORY, PERCENT, REPORT, TITLE, Choice
from ducha_desktop.exchange.contents import are_deadlines, are_shares, are_units
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.headings import Column, HeadingBlock
from ducha_desktop.exchange.labels import bare, has_period

_UNIT = re.compile(r"(?:单位|部门|主体|分工)$")
_NOT_OURS = re.compile(
    r"督[办查导]|报送|上报|填报|验收|监督|监管|审核|来文|发文|投资方|签约|举报|反映|协调|指导|考核|排名"
)
_DUE = re.compile(
    r"完[成工]|办结|限|工期|到期|止|投产|交付|出台|印发|要求|进度|安排|节点|(?:建设|实施)(?:时间|年[限度]|周期|期限)"
)
_NOT_DUE = re.compile(r"实际|开[工始]|启动|签[收约]|填报|日期?数|期数|周期|学期|分期|超期|逾期|延期|期别")
_SHARE = re.compile(r"(?:完成|进度|推进|整改|建设|落实).{0,4}(?:率|程度|比例|进度|占比)$")
_GROUP = re.compile(r"专班|板块|方面|领域|专题|专项|分类|类别|组别|条线|战役|行动|工程|篇章|部分|项目群|大项")
_TIME = re.compile(r"时间|时序|日期")
_LEDGER = frozenset({"lead_unit", "responsible_leaders", "liaison_leaders", "persons"})
_COURSE = frozenset({"due", "progress_text", "progress_percent", "status"})
_SHORTEST_MATTER = 6.0
_MOSTLY = 0.8


def fill_gaps(choice: Choice, grid: Grid, block: HeadingBlock) -> None:
    """Give the fields still without a column those whose cells leave no doubt."""
    gaps = _Gaps(choice, grid, block)
    gaps.take("due", gaps.deadline)
    gaps.take("lead_unit", gaps.unit)
    gaps.take(PERCENT, gaps.share)
    gaps.take(TITLE, gaps.matter)
    gaps.take(CATEGORY, gaps.group)


class _Gaps:
    """The columns without a field, and what may be made of them."""

    def __init__(self, choice: Choice, grid: Grid, block: HeadingBlock) -> None:
        self.choice = choice
        self.cells: Sequence[Sequence[str]] = [column[block.bottom + 1 :] for column in grid.columns]
        self.by_index = {column.index: column for column in block.columns}

    def take(self, key: str, find: Callable[[], Sequence[int]]) -> None:
        """Give `key` to the column found, if it has none and exactly one fits."""
        if key in self.choice.fields.values():
            return
        found = find()
        if len(found) == 1:
            self.choice.claim(found[0], key)

    def deadline(self) -> Sequence[int]:
        """A column of days that speaks of an end; also 时间进度 with days instead of a report in it."""
        reports = [
            index
            for index, key in self.choice.fields.items()
            if key == REPORT and _TIME.search(self._label(index)) and self.choice.is_free(index)
        ]
        open_ones = [
            column.index
            for column in self.choice.free()
            if _DUE.search(self._label(column.index))
            and not _NOT_DUE.search(self._label(column.index))
            and not has_period(column.leaf)
        ]
        return [index for index in (*reports, *open_ones) if are_deadlines(self.cells[index])]

    def unit(self) -> Sequence[int]:
        """A column headed 单位 with names of units in it, unless it watches rather than works."""
        return [
            column.index
            for column in self.choice.free()
            if _UNIT.search(self._label(column.index))
            and not _NOT_OURS.search(self._label(column.index))
            and are_units(self.cells[column.index])
        ]

    def share(self) -> Sequence[int]:
        """One column of shares, not one of several months."""
        return [
            column.index
            for column in self.choice.free()
            if _SHARE.search(self._label(column.index)) and are_shares(self.cells[column.index])
        ]

    def matter(self) -> Sequence[int]:
        """In a table with units or people and a course of things: the column of the longest different texts."""
        known = set(self.choice.fields.values())
        if not (known & _LEDGER and known & _COURSE):
            return ()
        usable = [
            (shape.length, column.index)
            for column in self.choice.free()
            if (shape := self.choice.shape[column.index]).filled > _MOSTLY
            and shape.distinct > _MOSTLY
            and shape.length >= _SHORTEST_MATTER
        ]
        return (max(usable)[1],) if usable else ()

    def group(self) -> Sequence[int]:
        """A column before the matter that groups the rows and says so."""
        title = next((index for index, key in self.choice.fields.items() if key == TITLE), 0)
        return [
            column.index
            for column in self.choice.free()
            if column.index < title
            and self.choice.shape[column.index].coarse
            and _GROUP.search(self._label(column.index))
        ]

    def _label(self, index: int) -> str:
        column: Column = self.by_index[index]
        return bare(column.leaf)
