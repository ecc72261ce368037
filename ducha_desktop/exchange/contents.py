"""What stands in a column where its heading leaves it open: shares, verdicts, places."""

import re
from collections.abc import Callable, Sequence

from ducha_desktop.domain.percent import read_percent
from ducha_desktop.domain.status_words import read_status

_SAMPLE = 500
_MOST = 0.6
_LONGEST_SHARE = 14
_LONGEST_VERDICT = 10
_FIGURE = re.compile(r"\d|[一二三四五六七八九]成|分之|半")
_YES_OR_NO = frozenset({"是", "否", "√", "×", "✓", "✗", "☑"})
_PLACE = re.compile(r".{1,8}(?:镇|乡|街道|街道办|街道办事处)(?:人民政府|政府)?|各乡镇.*|全县.*")
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


def _mostly(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    filled = [cell for cell in cells[:_SAMPLE] if cell]
    return bool(filled) and sum(map(fits, filled)) >= _MOST * len(filled)


def _is_share(cell: str) -> bool:
    if len(cell) > _LONGEST_SHARE or not _FIGURE.search(cell):
        return False
    return read_percent(cell).value is not None


def _is_verdict(cell: str) -> bool:
    return cell in _YES_OR_NO or (len(cell) <= _LONGEST_VERDICT and read_status(cell) is not None)
