"""The choice for one name: register it as new, or one of the register, found by words or pinyin initials."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from ducha_desktop.services.drafts import NameDoubt, RegisterName

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

UID, SEARCH = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
NEW_UNIT, NEW_PERSON = "按新单位登记（待确认）", "按新人员登记（待确认）"


class NameField(QComboBox):
    """Suggestions stand first; the whole register follows once the field is entered."""

    def __init__(
        self, doubt: NameDoubt, register: Sequence[RegisterName], parent: QWidget | None = None
    ) -> None:
        """Offer what may be meant by `doubt`; what it is taken for now is chosen."""
        super().__init__(parent)
        self._register, self._whole = register, False
        self._items = QStandardItemModel(self)
        self._items.appendRow(_item(NEW_UNIT if doubt.is_unit else NEW_PERSON, "", "新"))
        self._offered = {"", *doubt.candidates}
        known = {each.uid: each for each in register if each.uid in self._offered}
        for uid in doubt.candidates:
            if uid in known:
                self._items.appendRow(_entry(known[uid]))
        self.setModel(self._items)
        self.setMaxVisibleItems(14)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCompleter(_Finder(self._items, self))
        self.setAccessibleName(f"{doubt.words} 认作")
        self.setCurrentIndex(max(0, self.findData(doubt.taken, UID)))
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText("输入名称或拼音首字母")
        line.editingFinished.connect(self._settle)

    @property
    def uid(self) -> str:
        """The unit or person chosen; empty for a new one."""
        return str(self.currentData(UID) or "")

    def pick(self, uid: str) -> None:
        """Choose one of the register; empty for a new one."""
        self._fill()
        self.setCurrentIndex(max(0, self.findData(uid, UID)))

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        self._fill()
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is not None and event.reason() is not Qt.FocusReason.PopupFocusReason:
            line.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter settles this name and goes to the next; only the button ends the dialog."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            self.focusNextChild()

    @override
    def showPopup(self) -> None:
        self._fill()
        super().showPopup()

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """The wheel moves the list of names; it never changes an answer unseen."""
        event.ignore()

    def _fill(self) -> None:
        if self._whole:
            return
        self._whole = True
        for each in self._register:
            if each.uid not in self._offered:
                self._items.appendRow(_entry(each))

    def _settle(self) -> None:
        """Typed words choose what they find; words that find nothing leave the choice as it was."""
        line = self.lineEdit()
        if line is None or line.text() == self.itemText(self.currentIndex()):
            return
        typed = line.text().strip().lower()
        found = self.findText(line.text().strip())
        if found < 0 and typed:
            found = next(
                (n for n in range(self.count()) if typed in str(self.itemData(n, SEARCH))),
                self.currentIndex(),
            )
        elif not typed:
            found = 0
        self.setCurrentIndex(found)
        self.setEditText(self.itemText(found))


class _Finder(QCompleter):
    """Finds by any part of name, note or initials, and shows the name."""

    def __init__(self, items: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(items, parent)
        self.setCompletionRole(SEARCH)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setMaxVisibleItems(10)

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex, /) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def _entry(known: RegisterName) -> QStandardItem:
    shown = f"{known.name}（{known.note}）" if known.note else known.name
    return _item(shown, known.uid, f"{shown} {known.initials}".lower())


def _item(words: str, uid: str, search: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setData(uid, UID)
    item.setData(search, SEARCH)
    return item
