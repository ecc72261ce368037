"""A table of cells with the manners of WPS and Excel: blocks, keys, editing in the cell."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ducha_desktop.ui.tables import keys
from ducha_desktop.ui.tables.block import Block, Place, block_of
from ducha_desktop.ui.tables.block_edited import EditedTable
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets import editors

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

RowT = TypeVar("RowT")
Flag = QItemSelectionModel.SelectionFlag
_Action = QAbstractItemView.CursorAction
_MOVES: dict[int, QAbstractItemView.CursorAction] = {
    Qt.Key.Key_Up: _Action.MoveUp,
    Qt.Key.Key_Down: _Action.MoveDown,
    Qt.Key.Key_Left: _Action.MoveLeft,
    Qt.Key.Key_Right: _Action.MoveRight,
    Qt.Key.Key_PageUp: _Action.MovePageUp,
    Qt.Key.Key_PageDown: _Action.MovePageDown,
}
HEAD = 12
"""Design pixels at the left edge of a row, where its light stands: a click there takes the whole row."""
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class BlockTable(EditedTable[RowT]):
    """Cells are selected, not rows; blocks of them are stretched, walked through and handed to deeds."""

    def __init__(
        self,
        model: WindowModel[RowT],
        *,
        stripe: Callable[[Any], QColor | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show `model`."""
        super().__init__(model, stripe=stripe, parent=parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._head_from: int | None = None
        self._tabbed_from: int | None = None
        self.selectionModel().currentChanged.connect(self._cursor_moved)
        self._mark_first()

    def seen(self) -> list[int]:
        """The columns that are seen, as the model counts them, in the order they are seen."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in order if not self.isColumnHidden(column)]

    @property
    def block(self) -> Block:
        """What is selected; the current cell where nothing else is."""
        parts = [(part.top(), part.left(), part.bottom(), part.right()) for part in self._parts()]
        at = self.currentIndex()
        if not parts and at.isValid():
            parts = [(at.row(), at.column(), at.row(), at.column())]
        return block_of(parts, self.seen())

    @override
    def selected_rows(self) -> list[int]:
        return list(self.block.rows())

    @override
    def selected_count(self) -> int:
        return self.block.height

    @override
    def go_to(self, place: int) -> None:
        if 0 <= place < self.window_model.rowCount():
            column = self.currentIndex().column() if self.currentIndex().isValid() else self._last_column()
            self.put_cursor(place, column)

    def put_cursor(self, row: int, column: int, *, extend: bool = False) -> None:
        """Put the cursor into a cell and select it alone, or stretch the block to it."""
        if not 0 <= row < self.window_model.rowCount():
            return
        index = self.window_model.index(row, column)
        selection = self.selectionModel()
        if extend and self._anchor is not None:
            self._stretching = True
            selection.setCurrentIndex(index, Flag.NoUpdate)
            self._stretching = False
            selection.select(
                self._rectangle(self.window_model.index(*self._anchor), index), Flag.ClearAndSelect
            )
        else:
            selection.setCurrentIndex(index, Flag.ClearAndSelect)
            self._anchor = (row, column)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    _anchor: Place | None = None
    _stretching = False

    def select_rows(self, first: int, last: int, *, add: bool = False) -> None:
        """Take whole rows."""
        end = self.window_model.columnCount() - 1
        low, high = sorted((first, last))
        rows = QItemSelection(self.window_model.index(low, 0), self.window_model.index(high, end))
        self.selectionModel().select(rows, Flag.Select if add else Flag.ClearAndSelect)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        step = keys.step_of(event)
        if self.is_editing:
            super().keyPressEvent(event)
        elif step is not None:
            self.go_on(step)
        elif keys.opens_list(event):
            self._open_list()
        elif not self._moved(event.key(), keys.modifiers(event)):
            super().keyPressEvent(event)

    def _moved(self, key: int, held: Qt.KeyboardModifier) -> bool:
        """Whether a key moved the cursor or stretched the block in our way."""
        if key == Qt.Key.Key_F6:
            self._hand_over(forward=held != _SHIFT)
        elif key == Qt.Key.Key_Space and held == _SHIFT:
            for first, last in self.block.spans:
                self.select_rows(first, last, add=True)
        elif held == _SHIFT and key in _MOVES:
            to = self.moveCursor(_MOVES[key], Qt.KeyboardModifier.NoModifier)
            self.put_cursor(to.row(), to.column(), extend=True)
        elif key == Qt.Key.Key_Escape and held == Qt.KeyboardModifier.NoModifier and self.block.cells > 1:
            self.unselect()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held & ~(_SHIFT | _CONTROL):
            self._to_edge(key, rows=bool(held & _CONTROL), extend=bool(held & _SHIFT))
        else:
            return False
        return True

    @override
    def keyboardSearch(self, search: str, /) -> None:
        """Typing writes into cells: where one cannot be written, or not yet, it leads to no other row."""

    def unselect(self) -> None:
        """Select nothing but the cell of the cursor."""
        at = self.currentIndex()
        if at.isValid():
            self.put_cursor(at.row(), at.column())

    def _hand_over(self, *, forward: bool) -> None:
        """F6: the focus leaves the table; Tab is ours."""
        super().focusNextPrevChild(forward)

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        return False  # a Tab goes on to `keyPressEvent`

    @override
    def go_on(self, step: keys.Step) -> None:
        """Enter goes down, Tab to the right; inside a block they stay in it; Enter returns to where Tab began."""
        at, block = self.currentIndex(), self.block
        if not at.isValid():
            return
        if block.cells > 1 and block.regular and block.height < _WALKED:
            row, column = block.step((at.row(), at.column()), *step)
            self.selectionModel().setCurrentIndex(self.window_model.index(row, column), Flag.NoUpdate)
            self.scrollTo(self.currentIndex())
            return
        down, right = step
        seen, start = self.seen(), self._tabbed_from
        if right:
            start = at.column() if start is None else start
            place = max(0, seen.index(at.column())) + right if at.column() in seen else 0
            row, place = at.row() + place // len(seen), place % len(seen)
            self.put_cursor(row, seen[place])
            self._tabbed_from = start
        else:
            row = at.row() + down
            self.put_cursor(row, start if start is not None and down > 0 else at.column())

    def _cursor_moved(self, current: QModelIndex, before: QModelIndex) -> None:
        for row in {current.row(), before.row()} - {-1}:  # both rows change their tint, not only two cells
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            self.viewport().update(0, top, self.viewport().width(), height)
        self._tabbed_from = None
        if current.isValid() and not self._stretching:
            self._anchor = (current.row(), current.column())

    def _to_edge(self, key: int, *, rows: bool, extend: bool) -> None:
        at, seen = self.currentIndex(), self.seen()
        last = key == Qt.Key.Key_End
        row = (self.window_model.rowCount() - 1 if last else 0) if rows else max(at.row(), 0)
        self.put_cursor(row, seen[-1 if last else 0], extend=extend)

    def _open_list(self) -> None:
        at = self.currentIndex()
        if at.isValid() and self.edit(at, QAbstractItemView.EditTrigger.EditKeyPressed, None):
            editor = self.editing.editor
            if editor is not None:
                editors.open_list(editor)

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        if not self.leave():
            return  # wrong words stay under the clerk's eyes, as in Excel
        at = event.position().toPoint()
        row = self._head_at(at) if event.button() is Qt.MouseButton.LeftButton else -1
        if row >= 0:
            self._take_row(row, event.modifiers())
        elif event.button() is Qt.MouseButton.RightButton and self._is_selected(at):
            self.setFocus()  # the menu is for the block; a right click inside does not break it
        elif event.modifiers() == _SHIFT and self.indexAt(at).isValid():
            self.put_cursor(self.indexAt(at).row(), self.indexAt(at).column(), extend=True)
        else:
            super().mousePressEvent(event)
            self._stretching = event.button() is Qt.MouseButton.LeftButton  # a drag keeps its first cell

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        if self._head_from is not None and event.buttons() & Qt.MouseButton.LeftButton:
            row = self.rowAt(int(event.position().y()))
            if row >= 0:
                self.select_rows(self._head_from, row)
            return
        over = self._head_at(event.position().toPoint()) >= 0
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        self._stretching = False
        if self._head_from is not None:
            self._head_from = None
            return
        super().mouseReleaseEvent(event)

    def _take_row(self, row: int, held: Qt.KeyboardModifier) -> None:
        """A click at the left edge takes the row, with Shift all up to it, with Ctrl this one too."""
        first = self.seen()[0]
        start = self.currentIndex().row() if held & _SHIFT and self.currentIndex().isValid() else row
        if not held & _SHIFT:
            self.selectionModel().setCurrentIndex(self.window_model.index(row, first), Flag.NoUpdate)
        self.select_rows(start, row, add=bool(held & _CONTROL))
        self._head_from = start
        self.setFocus()

    def _head_at(self, at: QPoint) -> int:
        """The row whose left edge is there, -1 elsewhere."""
        left = self.columnViewportPosition(self.cells.first)
        return self.rowAt(at.y()) if left <= at.x() < left + theme.px(HEAD) else -1

    def _is_selected(self, at: QPoint) -> bool:
        index = self.indexAt(at)
        return index.isValid() and self.selectionModel().isSelected(index)

    def _rectangle(self, one: QModelIndex, other: QModelIndex) -> QItemSelection:
        """What lies between two cells as they are seen: columns may have been moved."""
        seen = self.seen()
        places = sorted(seen.index(each.column()) if each.column() in seen else 0 for each in (one, other))
        top, bottom = sorted((one.row(), other.row()))
        model, found = self.window_model, QItemSelection()
        for column in seen[places[0] : places[1] + 1]:
            found.select(model.index(top, column), model.index(bottom, column))
        return found


_WALKED = 5_000
"""Rows of the largest block that Enter walks through."""
