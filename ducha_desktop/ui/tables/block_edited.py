"""A table whose cells are edited: what is typed counts or stays, and is judged before it does."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QPlainTextEdit, QWidget

from ducha_desktop.ui.tables import keys
from ducha_desktop.ui.tables.block_editing import EditingDelegate, to_end
from ducha_desktop.ui.tables.block_trouble import Choice, Trouble, TroubleBox
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.basics import repolish

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

RowT = TypeVar("RowT")


class EditedTable(WindowTable[RowT]):
    """`judge` looks at what was typed before it counts."""

    def __init__(
        self,
        model: WindowModel[RowT],
        *,
        stripe: Callable[[Any], QColor | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show `model`."""
        super().__init__(model, stripe=stripe, parent=parent)
        self.editing = EditingDelegate(self, self, stripe=stripe)
        self.cells = self.editing
        self.setItemDelegate(self.editing)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.judge: Callable[[RowT, Column[RowT], str], Trouble | None] = lambda _row, _column, _text: None
        self._box: TroubleBox | None = None
        self._closing = False

    def go_on(self, step: keys.Step) -> None:
        """Put the cursor into the next cell."""
        raise NotImplementedError

    @property
    @override
    def is_editing(self) -> bool:
        return self.editing.editor is not None

    @property
    def is_troubled(self) -> bool:
        """Whether a sentence with choices stands below the open editor."""
        return self._box is not None and bool(self._box.buttons)

    def finish(self, step: keys.Step | None) -> None:
        """Enter or Tab in an editor: what is typed counts, and the cursor goes on; wrong words stay."""
        if self._hand_in():
            self._close()
            if step is not None:
                self.go_on(step)

    def leave(self) -> bool:
        """The clerk goes elsewhere: what is typed counts if it can; false where the editor has to stay."""
        if self.editing.editor is None or self._closing or self._choosing:
            return True
        if not self._hand_in():
            return False
        self._close()
        return True

    def type_in(self, text: str) -> bool:
        """Put `text` into the editor that is open, in the place of what is marked; false where none is."""
        editor = self.editing.editor
        if isinstance(editor, QLineEdit):
            editor.insert(text)
        elif isinstance(editor, QPlainTextEdit):
            editor.insertPlainText(text)
        return editor is not None

    def cancel(self) -> None:
        """Esc: the cell keeps what it had."""
        self._close()

    def to_choices(self) -> None:
        """Go from the editor to what can be done about its words."""
        if self._box is not None:
            self._choosing = True
            self._box.begin()

    _choosing = False

    def _hand_in(self) -> bool:
        """Let what was typed count unless it is in trouble; say what the trouble is."""
        editor, row, column = self.editing.editor, self.editing.row, self.editing.column
        if editor is None or row is None or column is None:
            return True
        text = editors.value(editor)
        trouble = None if text == column.editing(row) else self.judge(row, column, text)
        self._show_trouble(trouble)
        if trouble is None:
            self.commitData(editor)
        return trouble is None

    def _show_trouble(self, trouble: Trouble | None) -> None:
        if self._box is not None:
            if self.editing.editor is not None and self._choosing:
                self.editing.editor.setFocus()
            self._box.hide()
            self._box.deleteLater()
            self._box = None
        editor = self.editing.editor
        self._choosing = False
        if editor is None:
            return
        editor.setProperty("wrong", trouble is not None)
        repolish(editor)
        if trouble is not None:
            self._box = TroubleBox(self.viewport(), trouble)
            self._box.chosen.connect(self._chosen)
            self._box.left.connect(self._back_to_editor)
            self._box.place(editor)

    def _chosen(self, choice: Choice) -> None:
        editor = self.editing.editor
        if editor is None:
            return
        if choice.text is not None:
            editors.fill(editor, choice.text)
        self.commitData(editor)
        self._close()
        self.go_on((1, 0))

    def _back_to_editor(self) -> None:
        self._choosing = False
        if self.editing.editor is not None:
            self.editing.editor.setFocus()

    def _close(self) -> None:
        editor = self.editing.editor
        if editor is not None and not self._closing:
            self._closing = True
            self._show_trouble(None)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self._closing = False
            self.setFocus()

    @override
    def edit(  # type: ignore[override]
        self,
        index: QModelIndex,
        trigger: QAbstractItemView.EditTrigger | None = None,
        event: QEvent | None = None,
        /,
    ) -> bool | None:
        stands = index.column() in self.still
        if trigger is None:
            super().edit(index)
            self._show_edited(stands=stands)
            return None
        opened: bool = super().edit(index, trigger, event)  # type: ignore[arg-type]
        self._show_edited(stands=stands and opened)
        if opened and trigger is QAbstractItemView.EditTrigger.EditKeyPressed and self.editing.editor:
            to_end(self.editing.editor)
        return opened

    def _show_edited(self, *, stands: bool) -> None:
        """A cell of a column that stands still is edited at its own place, where the table itself shows it."""
        if stands:
            self.horizontalScrollBar().setValue(0)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent, /) -> None:
        """The first characters on a cell begin its edit and stand in the editor.

        Qt takes care of input methods that show in the program what is being composed; from one that
        hands over its characters at once, Qt opens the editor and drops them.
        """
        if self.is_editing or event.preeditString() or not event.commitString():
            super().inputMethodEvent(event)
        elif self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, None):
            assert self.editing.editor is not None
            QCoreApplication.sendEvent(self.editing.editor, event)

    @override
    def _reset(self) -> None:
        super()._reset()
        self._box = None
