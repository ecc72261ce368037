"""What stands in a column where its heading leaves it open: shares, verdicts, places."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.percent import read_percent
from ducha_desktop.domain.status_words import read_status
from ducha_desktop.domain.vocabulary import DueKind

_SAMPLE = 500
_MOST = 0.6
_LONGEST_SHARE = 14
_LONGEST_VERDICT = 10
_FIGURE = re.compile(r"\d|[一二三四五六七八九]成|分之|半")
_SHARE_AND_REMARK = re.compile(r"\d{1,3}(?:\.\d+)?[%％]\s*[（(]")
_YES_OR_NO = frozenset({"是", "否", "√", "×", "✓", "✗", "☑"})
_PLACE = re.compile(r".{1,8}(?:镇|乡|街道|街道办|街道办事处)(?:人民政府|政府)?|各乡镇.*|全县.*")
_UNIT = re.compile(
    r".{1,20}(?:局|委|办|部|室|会|院|处|所|站|队|社|镇|乡|街道|中心|公司|集团|政府|学校|中学|园区|开发区|经开区)(?:[（(].*[）)])?"
)
_MAX_DUE = 24
_ANY_DAY = date(2000, 1, 1)
_BETWEEN = re.compile(r"[、，,；;\n/ ]+")


def are_shares(cells: Sequence[str]) -> bool:
    """Whether the cells are progress figures: `62%`, `0.62`, `约82%`, `六成`."""
    return _mostly(cells, _is_share)


def are_verdicts(cells: Sequence[str]) -> bool:
    """Whether the cells say in a word how a matter stands: `已办结`, `正在推进`, `否`."""
    return _mostly(cells, _is_verdict)


def are_townships(cells: Sequence[str]) -> bool:
    """Whether the cells name townships, rather than villages, sites or roads."""
    return _mostly(cells, lambda cell: all(map(_PLACE.fullmatch, filter(None, _BETWEEN.split(cell)))))


def are_units(cells: Sequence[str]) -> bool:
    """Whether the cells name units: every part ends as a unit's name does."""
    return _mostly(cells, lambda cell: all(map(_UNIT.fullmatch, filter(None, _BETWEEN.split(cell)))))


def are_deadlines(cells: Sequence[str]) -> bool:
    """Whether the cells speak of days, months, quarters, or of 长期 and 立即."""
    return _mostly(cells, lambda cell: len(cell) <= _MAX_DUE and _is_deadline(cell))


def _mostly(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    filled = [cell for cell in cells[:_SAMPLE] if cell]
    return bool(filled) and sum(map(fits, filled)) >= _MOST * len(filled)


def _is_deadline(cell: str) -> bool:
    found = read_deadline(cell, year=_ANY_DAY.year, today=_ANY_DAY)
    return found.kind is not DueKind.NONE or found.term is not None


def _is_share(cell: str) -> bool:
    if _SHARE_AND_REMARK.match(cell):
        return True
    if len(cell) > _LONGEST_SHARE or not _FIGURE.search(cell):
        return False
    return read_percent(cell).value is not None


def _is_verdict(cell: str) -> bool:
    return cell in _YES_OR_NO or (len(cell) <= _LONGEST_VERDICT and read_status(cell) is not None)
