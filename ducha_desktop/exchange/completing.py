"""What a sheet says of its rows outside their own columns: the unit it belongs to, numbers beside names."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.headings import HeadingBlock
from ducha_desktop.exchange.labels import best
from ducha_desktop.exchange.own_export import DUE_WORDS_LABEL, is_verbatim
from ducha_desktop.exchange.periods import take_latest, take_remarks, take_targets
from ducha_desktop.exchange.statements import stated, take_statements
from ducha_desktop.services.drafts import DraftRow, RowProblem
from ducha_desktop.services.due_words import DUE_WORDS

UNIT_OF_SHEET = "表里没有单位一列，按{where}把“{unit}”登记为牵头单位"

_UNITS = frozenset({"lead_unit", "co_units", "townships"})
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:镇|乡|街道|街道办|街道办事处|局|办公室|管委会|委员会|中心|公司|集团|大队|法院|检察院)"
    r"|县[\u4e00-\u9fff]{1,10}(?:委|办|部|社|会)"
)
_NO_UNIT = re.compile(r"^(?:各|全县|县直|乡|村|镇乡)|乡镇$|部门$")
_RESPONSIBLE = re.compile(
    r"(?:责任|承办|牵头|整改|实施|落实)(?:单位|部门|乡镇)(?:[（(][^）)]*[）)])?[:：](\S+)"
)
_LEADERS = frozenset({"responsible_leaders", "liaison_leaders"})
_LEADER = re.compile(r"([\u4e00-\u9fff]{0,6}(?:领导|县长|常委))(?:姓名)?[:：]\s*(\S+)")
_SAMPLE = 500
_PHONE = re.compile(r"(?<!\d)(?:0?1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}|[2-8]\d{6,7})(?!\d)")


def complete(
    rows: Sequence[DraftRow], grid: Grid, block: HeadingBlock, fields: Mapping[int, str]
) -> list[RowProblem]:
    """Fill in what the rows' own columns do not hold; what was assumed is said once for the sheet.

    Args:
        rows: the matters of the sheet; their fields are filled in place.
        grid: the sheet.
        block: its heading.
        fields: field of each column.
    """
    keys = frozenset(fields.values())
    if is_verbatim(block.columns):
        _take_due_words(rows)
        return []
    if _has_statements(grid, block):
        take_statements(rows)
    take_latest(rows, block, fields)
    take_targets(rows, block, fields)
    take_remarks(rows, fields)
    _take_former_deadline(rows, block, fields)
    if not keys & _LEADERS:
        _take_leader(rows, grid, block)
    if "persons" in keys and "phone" not in keys:
        for row in rows:
            _take_phones(row.fields)
    return [] if keys & _UNITS else _take_unit(rows, grid, block)


def _take_due_words(rows: Sequence[DraftRow]) -> None:
    """The words of a deadline stand beside its day, in a column that is no field by itself."""
    for row in rows:
        if words := row.extras.pop(DUE_WORDS_LABEL, ""):
            row.fields[DUE_WORDS] = words


def _has_statements(grid: Grid, block: HeadingBlock) -> bool:
    first = block.bottom + 1
    return any(stated(cell) for column in grid.columns for cell in column[first : first + _SAMPLE])


def _take_former_deadline(rows: Sequence[DraftRow], block: HeadingBlock, fields: Mapping[int, str]) -> None:
    """Beside 调整后时限, 原定时限 is the deadline of the rows that were not moved."""
    former = [
        column.name
        for column in block.columns
        if column.index not in fields and column.leaf.startswith("原") and best(column.leaf)[0] == "due"
    ]
    for row in rows if former else ():
        if "due" not in row.fields and row.extras.get(former[0]):
            row.fields["due"] = row.extras[former[0]]


def _take_leader(rows: Sequence[DraftRow], grid: Grid, block: HeadingBlock) -> None:
    """`牵头领导：陈某` above the heading names the leader of all rows."""
    for line in _lines_above(grid, block):
        for cell in line:
            found = _LEADER.search(cell)
            key = best(found[1])[0] if found else ""
            if found and key in _LEADERS:
                for row in rows:
                    row.fields.setdefault(key, found[2].strip("，,；;。"))
                return


def _take_phones(fields: dict[str, str]) -> None:
    """The telephone numbers that stand beside the persons."""
    found = _PHONE.findall(fields.get("persons", ""))
    if found:
        fields["phone"] = "、".join(found)


def _take_unit(rows: Sequence[DraftRow], grid: Grid, block: HeadingBlock) -> list[RowProblem]:
    """Each township's own sheet, or `责任单位：县教体局` above the heading, names the unit of all its rows."""
    where, unit = "表头上方的文字", _above(_lines_above(grid, block))
    if not unit:
        where, unit = "工作表的名称", "".join(grid.name.split())
    if not _UNIT.fullmatch(unit) or _NO_UNIT.search(unit):
        return []
    for row in rows:
        row.fields["lead_unit"] = unit
    why = UNIT_OF_SHEET.format(where=where, unit=unit)
    return [RowProblem(grid.name, block.bottom + 1, "", unit, why)]


def _lines_above(grid: Grid, block: HeadingBlock) -> list[Sequence[str]]:
    """The rows above the heading, and the words above the table of a document."""
    return [*(grid.row(row) for row in range(block.top)), *([words] for words in reversed(grid.above))]


def _above(lines: Iterable[Sequence[str]]) -> str:
    found = (_RESPONSIBLE.search(cell) for line in lines for cell in line if cell)
    return next((hit[1] for hit in found if hit), "")
