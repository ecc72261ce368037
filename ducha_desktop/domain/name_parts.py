"""What one cell says about who: a unit or person with the hints that stood beside the name."""

import re
from dataclasses import dataclass

from ducha_desktop.domain.vocabulary import AssignmentRole


@dataclass(frozen=True, slots=True)
class NamePart:
    """One unit or person of a cell.

    Attributes:
        name: as written; empty for a person named by post alone.
        role: LEAD or CO where the words say so.
        post: a person's title.
        phone: a telephone number that stood beside the name.
        note: other words in brackets.
        collective: `各乡镇`, `有关部门`: several units, not one.
        open_ended: `等` followed.
    """

    name: str
    role: AssignmentRole | None = None
    post: str = ""
    phone: str = ""
    note: str = ""
    collective: bool = False
    open_ended: bool = False


OPENING, CLOSING = "（(【[〔", "）)】]〕"
EMPTY_WORDS = frozenset({"", "无", "-", "—", "——", "/", "\\", "待定", "空缺", "暂缺", "暂无", "同上", "〃"})
_BRACKET = re.compile(r"[（(【\[〔]([^（(【\[〔）)】\]〕]*)[）)】\]〕]?")
_NUMBERING = re.compile(r"(?:^|(?<=[\s、，,；;。]))(?:[（(]?\d{1,2}(?:[)）]|[.．、](?!\d))|[①-⑳])\s*(?=\D)")
"""`1.县司法局 2.县信访局`: the numbers of a list."""


def without_numbers(text: str) -> str:
    """The text with the numbers of its list as separators."""
    return _NUMBERING.sub("、", text)


def split_outside(text: str, separators: str) -> list[str]:
    """Split at the separators that stand outside brackets; pieces are trimmed, empty ones dropped."""
    pieces, depth, current = [], 0, ""
    for char in text:
        depth = max(0, depth + (char in OPENING) - (char in CLOSING))
        if char in separators and not depth:
            pieces.append(current)
            current = ""
        else:
            current += char
    return [piece.strip() for piece in (*pieces, current) if piece.strip()]


def take_brackets(text: str) -> tuple[str, list[str]]:
    """The text without its brackets, and what stood in them."""
    inside = [found.strip() for found in _BRACKET.findall(text) if found.strip()]
    return _BRACKET.sub("", text).strip(OPENING + CLOSING + " "), inside
