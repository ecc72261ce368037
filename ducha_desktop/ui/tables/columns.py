"""Columns of a table as data: what they show, how they are sorted and edited."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt

from ducha_desktop.domain.fields import FieldKind
from ducha_desktop.domain.ledger_query import ListColumn, SortKey

RowT = TypeVar("RowT")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Paint(StrEnum):
    """How a cell is drawn."""

    TEXT = "text"
    LIGHT = "light"
    PROGRESS = "progress"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Twig:
    """A row in a tree.

    Attributes:
        depth: how many rows it stands below.
        folded: whether its parts are hidden; None where it has none.
        note: how far its parts are, e.g. `3/8`.
    """

    depth: int
    folded: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """One column.

    Attributes:
        title: its heading.
        key: stable name, also the key of the field it edits.
        text: what stands in the cell, and what copying yields.
        width: design pixels at 100 %; 0 takes what is left.
        slim: width where the window is narrow; 0 keeps `width`.
        gives_way: 1 leaves first where even slim columns are too wide, 2 next; 0 always stays.
        right: numbers stand at the right edge.
        sort: key of the ledger order, None where the list cannot be sorted by it.
        listed: the list of its values that the heading opens, None where it has none.
        kind: how it is edited in the cell; None is read-only.
        paint: how it is drawn.
        value: what a delegate draws from, e.g. a Light or a percentage.
        edit: what the editor starts with, where that is not `text`.
        hint: tooltip of a cell.
        tone: tone of the text, e.g. `red` for an overdue date; empty is the usual one.
        twig: how deep a row stands in a tree and what it unfolds, drawn before the words; None where rows are flat.
        shown: visible unless the clerk says otherwise.
    """

    title: str
    key: str
    text: Callable[[RowT], str]
    width: int = 100
    slim: int = 0
    gives_way: int = 0
    right: bool = False
    sort: SortKey | None = None
    listed: ListColumn | None = None
    kind: FieldKind | None = None
    paint: Paint = Paint.TEXT
    value: Callable[[RowT], Any] | None = None
    edit: Callable[[RowT], str] | None = None
    hint: Callable[[RowT], str] | None = None
    tone: Callable[[RowT], str] | None = None
    twig: "Callable[[RowT], Twig | None] | None" = None
    shown: bool = True

    def editing(self, row: RowT) -> str:
        """What the editor of a cell starts with."""
        return self.edit(row) if self.edit is not None else self.text(row)

    @property
    def align(self) -> Qt.AlignmentFlag:
        """Alignment of heading and cells."""
        return _RIGHT if self.right else _LEFT
