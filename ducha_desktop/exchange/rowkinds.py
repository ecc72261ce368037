"""Rows under a heading that are no matters: sub-totals, sections, notes, repeated headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.headings import HeadingBlock
from ducha_desktop.exchange.labels import squash

DITTO = frozenset(
    {
        "同上",
        "〃",
        '"',
        "″",
        "＂",
        "“",
        "”",
        "''",
        "'",
        "＇＇",
        "同前",
        "(同上)",
        "（同上）",
        "〞",
        "〝",
        "々",
    }
)

_TOTAL = re.compile(
    r"(?:[\u4e00-\u9fff（）()、\d]{0,12})(?:小计|合计|总计|共计|累计|总合计)(?:[:：(（].{0,20})?"
)
_LEVEL_ONE = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．,，:：]|第[一二三四五六七八九十\d]{1,3}(?:部分|类|篇|章|大类|板块)|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[、.．]?"
)
_LEVEL_TWO = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}节")
_CHINESE_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
_NOTE = re.compile(r"(?:注|备注|附注|说明|填表说明|填报说明|注意|注意事项)(?:[:：\d]|$)|[*※]")
_SIGNATURE = re.compile(
    r"(?:填表|填报|制表|审核|审批|复核|校对|报送|上报|统计|主管|分管|单位|部门)?(?:人|领导|负责人|单位|日期|时间|联系人|电话|联系电话|盖章|公章|签字|签章|主管)"
    r"(?:员|（?\(?(?:签字|签章|盖章|签名|公章)\)?）?)?[:：].{0,40}|[（(](?:盖章|公章|签字|以下空白|续表)[)）]|\d{4}年\d{1,2}月\d{1,2}日"
)
_UNIT_LINE = re.compile(r"(?:金额|计量|投资|资金)?单位[:：].{0,12}")
_NOTHING = re.compile(r"[-—－_/\\.。…*·]+|[（(]?以下(?:无正文|空白)[)）]?|[（(]?续表[)）]?|无正文")
_COLUMN_NUMBER = re.compile(r"[（(]?\d{1,2}[)）]?|[甲乙丙丁戊己庚辛]")
_MAX_SECTION = 60


class RowKind(StrEnum):
    """What a row is."""

    MATTER = "matter"
    BLANK = "blank"
    TOTAL = "小计、合计行"
    SECTION = "分类标题行"
    SUBSECTION = "分类小标题行"
    NOTE = "附注、落款行"
    HEADING = "重复的表头"
    NUMBERS = "列号行"
    SERIAL = "只有序号，没有内容"
    EMPTY = "没有事项内容"


@dataclass(slots=True)
class RowJudge:
    """Judges the unusual rows of one sheet.

    Attributes:
        title: column of the matter, from 0.
        early: columns at or before the title, or of category and group.
        serials: columns that only number the rows.
    """

    grid: Grid
    block: HeadingBlock
    title: int
    early: frozenset[int]
    serials: frozenset[int]
    _above: frozenset[str] = frozenset()
    _wide: frozenset[int] = frozenset()
    _noting: bool = False

    def __post_init__(self) -> None:
        """Look once at what stands above the heading and at ranges merged across."""
        above = (cell for row in range(self.block.top) for cell in self.grid.row(row) if cell)
        self._above = frozenset(map(squash, above))
        wide = max(3, round(self.grid.width * 0.5))
        self._wide = frozenset(top for top, left, _, right in self.grid.merges if right - left + 1 >= wide)

    def judge(self, index: int, cells: Mapping[int, str]) -> RowKind:
        """The kind of row `index` (from 0) with its own non-blank `cells` by column."""
        if not cells:
            return RowKind.BLANK
        kind = self._kind(index, cells)
        self._noting = kind is RowKind.NOTE or (self._noting and kind in (RowKind.EMPTY, RowKind.SERIAL))
        return kind

    def _kind(self, index: int, cells: Mapping[int, str]) -> RowKind:
        texts = [re.sub(r"\s+", "", text) for text in cells.values()]
        first = texts[0]
        if self._is_heading(cells):
            return RowKind.HEADING
        if self._is_total(cells):
            return RowKind.TOTAL
        if index <= self.block.bottom + 2 and _counts(texts):
            return RowKind.NUMBERS
        lone = len(cells) == 1
        if _NOTE.match(first) and len(cells) <= 2:  # noqa: PLR2004 - a note and perhaps its number
            return RowKind.NOTE
        if all(
            _SIGNATURE.fullmatch(text) or _UNIT_LINE.fullmatch(text) or _NOTHING.fullmatch(text)
            for text in texts
        ):
            return RowKind.NOTE
        if lone and squash(first) in self._above:
            return RowKind.HEADING
        if self._noting and lone:
            return RowKind.NOTE
        section = self._section(index, cells, first)
        if section is not None:
            return section
        return self._plain(cells)

    def _plain(self, cells: Mapping[int, str]) -> RowKind:
        if self.title in cells:
            return RowKind.MATTER
        return RowKind.SERIAL if set(cells) <= self.serials else RowKind.EMPTY

    def _is_heading(self, cells: Mapping[int, str]) -> bool:
        same = 0
        for column in self.block.columns:
            text = cells.get(column.index)
            if text and squash(text) in map(squash, column.parts):
                same += 1
        return same >= 2 and same >= 0.6 * len(cells)  # noqa: PLR2004 - one equal word may be chance

    def _is_total(self, cells: Mapping[int, str]) -> bool:
        """A total stands in the first words of the row; its title is missing, the total itself, or a count."""
        for column, text in cells.items():
            word = re.sub(r"\s+", "", text)
            if _TOTAL.fullmatch(word):
                return True
            if column > self.title or not (column in self.early or column in self.serials):
                return False
        return False

    def _section(self, index: int, cells: Mapping[int, str], first: str) -> RowKind | None:
        """A section: one text across the row, or a Chinese number with one text."""
        text = [cells[column] for column in cells if column not in self.serials]
        numbered = len(cells) == 2 and len(text) == 1 and _CHINESE_NUMBER.fullmatch(first) is not None  # noqa: PLR2004
        if not (len(cells) == 1 or numbered) or len("".join(text)) > _MAX_SECTION:
            return None
        column = next(iter(cells))
        if _LEVEL_TWO.match(first):
            return RowKind.SUBSECTION
        named = _LEVEL_ONE.match(first) or numbered or index in self._wide
        return RowKind.SECTION if named or (column != self.title and column in self.early and text) else None


def section_name(cells: Mapping[int, str]) -> str:
    """The words of a section without their number: ``产业发展`` of ``一、产业发展``."""
    text = "".join(re.sub(r"\s+", "", cell) for cell in cells.values())
    for pattern in (_LEVEL_ONE, _LEVEL_TWO, _CHINESE_NUMBER):
        found = pattern.match(text)
        if found and found.end() < len(text):
            return text[found.end() :].strip("、.．:： ")
    return text


def _counts(texts: Sequence[str]) -> bool:
    """The line of column numbers under a heading: 1 2 3 … or 甲 乙 1 2."""
    if len(texts) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):  # noqa: PLR2004
        return False
    numbers = [int(text.strip("()（）")) for text in texts if text.strip("()（）").isdigit()]
    return all(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))
