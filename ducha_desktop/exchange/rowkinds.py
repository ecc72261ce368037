"""Rows under a heading that are no matters: sub-totals, sections, notes, repeated headings."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.headings import HeadingBlock
from ducha_desktop.exchange.labels import squash

_TOTAL = re.compile(r"[\u4e00-\u9fff（）()、\d]{0,8}(?:小计|合计|总计|共计|累计)(?:[:：(（].{0,20})?")
_LEVEL_ONE = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．,，:：]|第[一二三四五六七八九十\d]{1,3}(?:部分|类|篇|章|大类|板块)|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[、.．]?"
)
_LEVEL_TWO = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}节")
_CHINESE_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
_COUNT = re.compile(r"[（(](?:共|计|合计)?\d+(?:项|个|件|条|户|家)[)）]$")
_NOTE = re.compile(r"(?:注|备注|附注|说明|填表说明|填报说明|注意|注意事项)(?:[:：\d]|$)|[*※]")
_FOOT = re.compile(
    r"[^:：，。；]{0,14}(?:人|员|领导|单位|部门|科室|日期|时间|电话|盖章|公章|签字|签章|签名|主管|局长|主任|县长|书记)"
    r"(?:[（(].{1,8}[)）])?[:：].{0,40}"
    r"|(?:填表|制表|填报|审核|校对|复核|编制|签发)[:：].{0,40}|第\d{1,4}页(?:[,，、/]?共\d{1,4}页)?"
    r"|[（(](?:盖章|公章|签字|以下空白|续表)[)）]|\d{4}年\d{1,2}月(?:\d{1,2}日)?|(?:金额|计量|投资|资金)?单位[:：].{0,12}"
    r"|[-—－–_/\\.。…*·]+|[（(]?以下(?:无正文|空白)[)）]?|无正文"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{3,20}(?:室|局|办|委员会|政府|县委|党组)")
_EXAMPLE = frozenset({"示例", "例", "例如", "样例", "举例", "（示例）", "(示例)"})
_COLUMN_NUMBER = re.compile(r"\d{1,2}|[甲乙丙丁戊己庚辛]")
_NUMBER = re.compile(r"[\d.,、%()（）-]+")
_MAX_SECTION = 60
_MOST_OF_A_HEADING = 0.6
_LAST_ROWS = 3


class RowKind(StrEnum):
    """What a row is; the words stand in the report on the import."""

    MATTER = "matter"
    BLANK = "blank"
    TOTAL = "小计、合计行"
    SECTION = "分类标题行"
    SUBSECTION = "分类小标题行"
    NOTE = "附注、落款行"
    HEADING = "重复的表头"
    NUMBERS = "列号行"
    EXAMPLE = "示例行"
    SERIAL = "只有序号，没有内容"
    EMPTY = "没有事项内容"


Cells = Mapping[int, str]


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

    def judge(self, index: int, cells: Cells) -> RowKind:
        """The kind of row `index` (from 0) with its own non-blank `cells` by column."""
        if not cells:
            return RowKind.BLANK
        tests: tuple[tuple[Callable[[int, Cells], bool], RowKind], ...] = (
            (self._is_heading, RowKind.HEADING),
            (self._is_total, RowKind.TOTAL),
            (self._is_numbers, RowKind.NUMBERS),
            (self._is_example, RowKind.EXAMPLE),
            (self._is_note, RowKind.NOTE),
        )
        kind = next((kind for test, kind in tests if test(index, cells)), None)
        kind = kind or self._section(index, cells) or self._plain(cells)
        self._noting = kind is RowKind.NOTE or (self._noting and kind in (RowKind.EMPTY, RowKind.SERIAL))
        return kind

    def _plain(self, cells: Cells) -> RowKind:
        if self.title in cells:
            return RowKind.MATTER
        return RowKind.SERIAL if set(cells) <= self.serials else RowKind.EMPTY

    def _is_heading(self, _index: int, cells: Cells) -> bool:
        """The heading again, or the title of the sheet again."""
        if len(cells) == 1 and squash(_first(cells)) in self._above:
            return True
        same = 0
        for column in self.block.columns:
            text = cells.get(column.index)
            if text and squash(text) in map(squash, column.parts):
                same += 1
        return same >= 2 and same >= _MOST_OF_A_HEADING * len(cells)  # noqa: PLR2004 - one may be chance

    def _is_total(self, _index: int, cells: Cells) -> bool:
        """A total stands in the first words of the row; its title is missing, the total itself, or a count."""
        for column, text in cells.items():
            if _TOTAL.fullmatch("".join(text.split())):
                return True
            if column > self.title or not (column in self.early or column in self.serials):
                return False
        return False

    def _is_numbers(self, index: int, cells: Cells) -> bool:
        """The line of column numbers under a heading: 1 2 3 … or 甲 乙 1 2."""
        texts = ["".join(text.split()).strip("()（）") for text in cells.values()]
        if index > self.block.bottom + 2 or len(texts) < 3:  # noqa: PLR2004 - two numbers may be data
            return False
        if not all(map(_COLUMN_NUMBER.fullmatch, texts)):
            return False
        numbers = [int(text) for text in texts if text.isdecimal()]
        return all(b == a + 1 for a, b in pairwise(numbers))

    def _is_example(self, _index: int, cells: Cells) -> bool:
        """The row that a template shows how to fill in: it says so where others have their number."""
        return any("".join(cells.get(column, "").split()) in _EXAMPLE for column in self.serials)

    def _is_note(self, index: int, cells: Cells) -> bool:
        first = _first(cells)
        lone = len(cells) == 1
        if (_NOTE.match(first) and len(cells) <= 2) or (lone and self._noting):  # noqa: PLR2004 - a note with its number
            return True
        if lone and index >= self.grid.height - _LAST_ROWS and _OFFICE.fullmatch(first):
            return True
        return all(_FOOT.fullmatch("".join(text.split())) for text in cells.values())

    def _section(self, index: int, cells: Cells) -> RowKind | None:
        """A section: one text across the row, or a Chinese number with one text."""
        first, column = _first(cells), next(iter(cells))
        numbered = (
            len(cells) == 2  # noqa: PLR2004
            and self.grid.width > 2  # noqa: PLR2004
            and column in self.serials
            and _CHINESE_NUMBER.fullmatch(first) is not None
        )
        summed = column != self.title and self.title not in cells and _only_figures(cells)
        summed = summed or self._heads_its_items(cells)
        numbered = numbered or self._outlines(index, cells)
        if not (len(cells) == 1 or numbered or summed) or len(first) > _MAX_SECTION:
            return None
        if _LEVEL_TWO.match(first):
            return RowKind.SUBSECTION
        named = _LEVEL_ONE.match(first) or numbered or index in self._wide
        named = named or self._heads_its_items(cells)
        aside = len(cells) == 1 and column != self.title and (column in self.early or column in self.serials)
        return RowKind.SECTION if named or (aside and not _NUMBER.fullmatch(first)) else None

    def _outlines(self, index: int, cells: Cells) -> bool:
        """`1 | 乡村振兴` above `1.1 | …`: a number with one text, and its first sub-number in the next row."""
        number, column = _first(cells).rstrip(".．、"), next(iter(cells))
        if len(cells) != 2 or column not in self.serials or not number.isdecimal():  # noqa: PLR2004
            return False
        following = self.grid.columns[column][index + 1 : index + 2]
        return bool(following) and re.match(rf"{number}\s*[.．\-－—_]\s*\d", following[0]) is not None

    def _heads_its_items(self, cells: Cells) -> bool:
        """`二 | 基础设施项目（2个） | 88500`: a Chinese number, a name that counts its items, and sums."""
        number, name, *sums = (*cells.values(), "", "")
        return (
            next(iter(cells)) in self.serials
            and _CHINESE_NUMBER.fullmatch(number) is not None
            and _COUNT.search(name) is not None
            and all(_NUMBER.fullmatch(text) for text in sums if text)
        )


def _only_figures(cells: Cells) -> bool:
    """Whether everything after the first text is a figure: a section with its sums."""
    return all(_NUMBER.fullmatch(text) for text in list(cells.values())[1:])


def is_section(text: str) -> bool:
    """Whether a line begins as sections do: `一、`, `（二）`, `第二部分`."""
    line = "".join(text.split())
    return _LEVEL_ONE.match(line) is not None or _LEVEL_TWO.match(line) is not None


def section_name(cells: Cells) -> str:
    """The words of a section without number and count: ``产业发展`` of ``一、产业发展（12项）``."""
    text = "".join("".join(cell.split()) for cell in list(cells.values())[:2] if not _NUMBER.fullmatch(cell))
    for pattern in (_LEVEL_ONE, _LEVEL_TWO, _CHINESE_NUMBER):
        found = pattern.match(text)
        if found and found.end() < len(text):
            text = text[found.end() :].strip("、.．:： ")
            break
    return _COUNT.sub("", text) or text


def _first(cells: Cells) -> str:
    """The first text of a row without blanks."""
    return "".join(next(iter(cells.values())).split())


def leading_words(texts: Sequence[str]) -> frozenset[str]:
    """The words of a heading as they may stand again in a cell, with and without blanks."""
    return frozenset(texts) | {"".join(text.split()) for text in texts}
