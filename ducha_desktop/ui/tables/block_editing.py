"""Editing in a cell: the editor knows its row, keeps what is typed, and leaves only when that counts."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStyle, QStyleOptionViewItem, QWidget

from ducha_desktop.domain.fields import BY_KEY, FieldKind, FieldSpec
from ducha_desktop.ui.tables import keys
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.delegates import CellDelegate
from ducha_desktop.ui.tables.model import COLUMN_ROLE, ROW_ROLE
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.editors import LongCell, Suggestions

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
_LEAST, _LONG = 120, 300
"""Design pixels of the narrowest editor, and of one for a long text."""


class Edits(Protocol):
    """What a table does when a key or the focus ends an edit."""

    @property
    def is_troubled(self) -> bool:
        """Whether a sentence with choices stands below the open editor."""
        ...

    def to_choices(self) -> None:
        """Go from the editor to what can be done about its words."""
        ...

    def cancel(self) -> None:
        """Esc: the cell keeps what it had."""
        ...

    def finish(self, step: keys.Step | None) -> None:
        """Enter or Tab: what is typed counts, and the cursor goes on."""
        ...

    def leave(self) -> bool:
        """The clerk goes elsewhere; false where the editor has to stay."""
        ...


class EditingDelegate(CellDelegate):
    """Makes the editors of a table and listens to their keys."""

    def __init__(
        self, table: WindowTable[Any], edits: Edits, *, stripe: Callable[[Any], QColor | None] | None = None
    ) -> None:
        """Serve `table`, which does with `edits` what keys and focus ask for."""
        super().__init__(table, stripe=stripe)
        self.known = Suggestions()
        self.row: Any = None  # of the open editor: it stays the same when the list below it changes
        self.column: Column[Any] | None = None
        self.editor: QWidget | None = None
        self._table, self._edits = table, edits

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index, /) -> QWidget:
        column: Column[Any] = index.data(COLUMN_ROLE)
        editor = editors.in_cell(_spec(column), self.known, parent)
        editor.setProperty("part", "cell-editor")
        editor.setAccessibleName(column.title)
        self.row, self.column, self.editor = index.data(ROW_ROLE), column, editor
        if isinstance(editor, LongCell):
            editor.grown.connect(lambda: self._grow(editor))
        return editor

    @override
    def destroyEditor(self, editor: QWidget, index: Index, /) -> None:
        if editor is self.editor:
            self.row = self.column = self.editor = None
        super().destroyEditor(editor, index)

    @override
    def setEditorData(self, editor: QWidget, index: Index, /) -> None:
        # Once: the table is read again behind an open editor, and what is being typed must stay.
        if not editor.property("filled"):
            editor.setProperty("filled", True)
            editors.fill(editor, str(index.data(Qt.ItemDataRole.EditRole) or ""))
            if isinstance(editor, QPlainTextEdit):
                editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index, /) -> None:
        """Hand on what was typed for the row that was being edited, wherever that stands by now."""
        if self.row is not None and self.column is not None:
            text = editors.value(editor)
            if text != self.column.editing(self.row):
                self._table.window_model.edited.emit(self.row, self.column.key, text)

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Wide enough for what stands in the cell, as far as the table reaches."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        least = theme.px(_LONG if isinstance(editor, LongCell) else _LEAST)
        wanted = max(rect.width(), least)
        if not isinstance(editor, LongCell):
            wanted = max(wanted, editor.fontMetrics().horizontalAdvance(text) + theme.px(48))
        whole = self._table.viewport().width()
        width = min(wanted, max(whole - rect.left(), min(whole, least)))
        editor.setGeometry(QRect(min(rect.left(), whole - width), rect.top(), width, rect.height()))
        if isinstance(editor, LongCell):
            self._grow(editor)

    @override
    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row of the cursor is tinted, the block more so, and the cell of the cursor has a frame."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        at = self._table.currentIndex()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selection"))
        elif index.row() == at.row() or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if (index.row(), index.column()) == (at.row(), at.column()):
            focused = self._table.hasFocus() or self._table.is_editing
            painter.setPen(QPen(theme.color("accent" if focused else "line_strong"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _grow(self, editor: LongCell) -> None:
        place, parent = editor.geometry(), self._table.viewport()
        height = max(theme.px(30), editor.wanted_height(place.width() - 16))
        top = max(0, min(place.top(), parent.height() - height))
        editor.setGeometry(place.left(), top, place.width(), height)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if not isinstance(watched, QWidget):
            return False
        if isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and self._left(watched, event)
        ):
            self._edits.leave()
        return False

    def _key(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Whether a key of the table was meant, not one of the editor."""
        step = keys.step_of(event)
        mine = step is not None or event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride:
            if mine:
                event.accept()
            return mine
        if event.type() != QEvent.Type.KeyPress:
            return False
        if keys.breaks_line(event) and isinstance(editor, LongCell):
            editor.break_line()
        elif event.key() == Qt.Key.Key_Down and not event.modifiers() and self._edits.is_troubled:
            self._edits.to_choices()
        elif event.key() == Qt.Key.Key_Escape:
            self._edits.cancel()
        elif step is not None:
            self._edits.finish(step)
        else:
            return False
        return True

    def _left(self, editor: QWidget, event: QFocusEvent) -> bool:
        """Whether the focus has gone for good: not into a list of the editor, nor to another program."""
        elsewhere = event.reason() in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if elsewhere or QApplication.activePopupWidget() is not None:
            return False
        here = QApplication.focusWidget()
        return here is not None and here is not editor and not editor.isAncestorOf(here)


def to_end(editor: QWidget) -> None:
    """F2: go on behind what stands in the cell, instead of replacing it."""
    if isinstance(editor, QLineEdit):
        editor.deselect()
        editor.setCursorPosition(len(editor.text()))
    elif isinstance(editor, QPlainTextEdit):
        cursor = editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        editor.setTextCursor(cursor)


def _spec(column: Column[Any]) -> FieldSpec:
    """The field a column edits; an extra field of a ledger is a plain text."""
    found = BY_KEY.get(column.key)
    return found if found is not None else FieldSpec(column.key, column.title, column.kind or FieldKind.TEXT)
