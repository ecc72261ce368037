"""A table of cells whose rows may stand under headings or below each other, with the keys of trees."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ducha_desktop.services.outline import Heading, TreeRow
from ducha_desktop.ui.tables import keys
from ducha_desktop.ui.tables.block import Block, Span
from ducha_desktop.ui.tables.block_table import BlockTable
from ducha_desktop.ui.tables.delegates import twig_left
from ducha_desktop.ui.tables.heading_line import ARROW, EDGE, INDENT
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.theme import theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

RowT = TypeVar("RowT")
_NO, _ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_TURNS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_OPENS = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Plus})
_CLOSES = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Minus})


class OutlineTable(BlockTable[RowT]):
    """`turned(place)` folds or unfolds a line; `turned_all(folded)` all; `group_wanted(place)` takes a group."""

    turned = Signal(int)
    turned_all = Signal(bool)
    group_wanted = Signal(int)

    def __init__(
        self,
        model: WindowModel[RowT],
        *,
        stripe: Callable[[Any], QColor | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show `model`."""
        super().__init__(model, stripe=stripe, parent=parent)
        self.setMouseTracking(True)

    @property
    @override
    def block(self) -> Block:
        """What is selected, without the headings in it: those are no matters."""
        block, plan = super().block, self.window_model.plan
        if plan is None:
            return block
        spans = [part for span in block.spans for part in _apart(span, plan.headings_between(*span))]
        return Block(tuple(spans), block.columns, block.regular, block.whole) if spans else Block()

    def heading_here(self) -> Heading | None:
        """The heading the cursor is on."""
        at = self.currentIndex()
        return self.window_model.heading(at.row()) if at.isValid() else None

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if self.is_editing or self.window_model.plan is None or not self._outlined(event):
            super().keyPressEvent(event)

    def _outlined(self, event: QKeyEvent) -> bool:
        """Whether a key folded, unfolded or led from heading to heading."""
        held, key, at = keys.modifiers(event), event.key(), self.currentIndex().row()
        if held == _ALT and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned_all.emit(key == Qt.Key.Key_PageUp)
        elif held == _ALT and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._turn(at, folded=key == Qt.Key.Key_Left)
        elif held == _CONTROL and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._to_heading(at, down=key == Qt.Key.Key_Down)
        elif self.window_model.heading(at) is not None:
            return self._on_heading(at, key, held)
        elif held == _NO and key == Qt.Key.Key_Left and self.currentIndex().column() == self.seen()[0]:
            self._turn(at, folded=True)
        else:
            return False
        return True

    def _on_heading(self, at: int, key: int, held: Qt.KeyboardModifier) -> bool:
        if held == _SHIFT and key == Qt.Key.Key_Space:
            self.group_wanted.emit(at)
        elif held & ~_SHIFT or (held and key != Qt.Key.Key_Plus):
            return False
        elif key in _TURNS:
            self.turned.emit(at)
        elif key in _OPENS:
            self._turn(at, folded=False)
        elif key in _CLOSES:
            self._turn(at, folded=True)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._to_end(last=key == Qt.Key.Key_End)
        else:
            return False
        return True

    def _turn(self, at: int, *, folded: bool) -> None:
        """Fold or unfold a line; what is so already, or cannot be, leads up to its heading or down to its first line."""
        plan = self.window_model.plan
        now = self.is_folded(at)
        if plan is None:
            return
        if now is not None and now is not folded:
            self.turned.emit(at)
        elif folded:
            above = plan.above(at)
            if above is not None:
                self.go_to(above)
        elif now is False and at + 1 < plan.count:
            self.go_to(at + 1)

    def is_folded(self, at: int) -> bool | None:
        """Whether a line hides what is under it; None where nothing is."""
        heading, row = self.window_model.heading(at), self.window_model.row(at)
        if heading is not None:
            return heading.folded
        return not row.opened if isinstance(row, TreeRow) and row.parts else None

    def _to_heading(self, at: int, *, down: bool) -> None:
        plan = self.window_model.plan
        if plan is not None:
            found = plan.headings_between(at + 1, plan.count) if down else plan.headings_between(0, at - 1)
            if found:
                self.go_to(found[0 if down else -1])

    def _to_end(self, *, last: bool) -> None:
        plan = self.window_model.plan
        headings = plan.headings_between(0, plan.count) if plan is not None else []
        if headings:
            self.go_to(headings[-1 if last else 0])

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        at = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton and self._on_arrow(at) and self.leave():
            self.setFocus()
            self.turned.emit(self.rowAt(at.y()))
        else:
            super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        at = event.position().toPoint()
        if self.window_model.heading(self.rowAt(at.y())) is None:
            super().mouseDoubleClickEvent(event)
        elif not self._on_arrow(at):
            self.turned.emit(self.rowAt(at.y()))

    def _on_arrow(self, at: QPoint) -> bool:
        """Whether the arrow of a heading, or of a matter with parts, is there."""
        place = self.rowAt(at.y())
        heading, row = self.window_model.heading(place), self.window_model.row(place)
        if heading is not None:
            left = theme.px(EDGE + INDENT * heading.level)
        elif isinstance(row, TreeRow) and row.parts:
            title = next((n for n, c in enumerate(self.window_model.columns) if c.twig is not None), -1)
            if title < 0 or self.columnAt(at.x()) != title:
                return False
            left = self.columnViewportPosition(title) + twig_left(row.depth, first=title == self.cells.first)
        else:
            return False
        return left - theme.px(4) <= at.x() < left + theme.px(ARROW + 2)

    @override
    def _walk(self, current: QModelIndex) -> None:
        if current.isValid() and self.window_model.heading(current.row()) is not None:
            self._current_gone = False
            self.walked.emit(None)
        else:
            super()._walk(current)


def _apart(span: Span, headings: list[int]) -> list[Span]:
    """The rows of a span between its headings."""
    found, first = [], span[0]
    for at in [*headings, span[1] + 1]:
        if at > first:
            found.append((first, at - 1))
        first = at + 1
    return found
