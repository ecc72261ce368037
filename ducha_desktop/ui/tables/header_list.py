"""The list that a heading opens, as a table user knows it: order, search, values with counts and ticks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from ducha_desktop.domain.ledger_query import ColumnFilter
from ducha_desktop.services.ledger_lists import ValueList
from ducha_desktop.ui.tables.header_values import ValueModel
from ducha_desktop.ui.theme import GAP_M, GAP_S, theme
from ducha_desktop.ui.widgets.basics import button, label, row, rule
from ducha_desktop.ui.widgets.counted import CountedDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_WIDE, _TALL = 300, 292


class _Ticks(QListView):
    """The values; Space ticks the line under the cursor, Enter does what the button does."""

    ticked = Signal(QModelIndex)
    finished = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit(self.currentIndex())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class HeaderList(QFrame):
    """Below a heading; `chosen(ColumnFilter or None)` and `sorted_by(descending)`, `left` when it closes."""

    chosen = Signal(object)
    sorted_by = Signal(bool)
    left = Signal()

    def __init__(self, parent: QWidget, title: str, *, sortable: bool) -> None:
        """Say that the values are being counted; `show_values` brings them."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("part", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"{title}的筛选列表")
        self.values = ValueModel(self)
        self._chosen: ColumnFilter | None = None
        self._build(sortable=sortable)
        self.values.modelReset.connect(self._say)
        self.values.dataChanged.connect(self._say)
        self.setFixedWidth(theme.px(_WIDE))

    def _build(self, *, sortable: bool) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找，可输拼音首字母")
        self.search.setEnabled(False)
        self.search.textChanged.connect(self._search)
        self.list = _Ticks()
        self.list.setModel(self.values)
        self.list.setItemDelegate(CountedDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFixedHeight(theme.px(_TALL))
        self.list.clicked.connect(self._toggle)
        self.list.ticked.connect(self._toggle)
        self.list.finished.connect(self._finish)
        self.search.returnPressed.connect(self._finish)
        self._words = label("正在统计…", "soft")
        self._invert = button("反选", self.values.invert, kind="quiet")
        self._off = button("清除", self._clear, kind="quiet")
        self.go = button("确定", self._finish, kind="primary")
        self.go.setEnabled(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_M, GAP_M, GAP_M, GAP_M)
        box.setSpacing(GAP_M)
        if sortable:
            up = button("升序", lambda: self._sort(descending=False), kind="quiet")
            down = button("降序", lambda: self._sort(descending=True), kind="quiet")
            box.addLayout(row(up, down, None, gap=GAP_S))
            box.addWidget(rule())
        box.addWidget(self.search)
        box.addWidget(self.list)
        box.addWidget(self._words)
        box.addLayout(row(self._invert, self._off, None, button("取消", self.close_up), self.go, gap=GAP_S))

    def open_below(self, at: "QPoint") -> None:
        """Show it with its left upper corner at `at`, as far as the screen reaches."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        at.setY(max(room.top(), min(at.y(), room.bottom() - self.height())))
        self.move(at)
        self.show()
        self.list.setFocus()

    def show_values(self, values: ValueList, chosen: ColumnFilter | None) -> None:
        """The counted values, those chosen at present ticked."""
        self._chosen, self._cut = chosen, values.cut
        self.values.show_values(values, chosen)
        self._off.setEnabled(chosen is not None)
        self.search.setEnabled(True)
        self.list.setCurrentIndex(self.values.index(0))
        self.search.setFocus()

    _cut = False

    def show_failure(self, words: str) -> None:
        """Say why there are no values."""
        self._words.setText(words)

    def _search(self, text: str) -> None:
        self.values.search(text)
        self.list.setCurrentIndex(self.values.index(0))

    def _toggle(self, index: QModelIndex) -> None:
        self.values.toggle(index.row())

    def _say(self) -> None:
        more = "，值太多，只列出最常见的" if self._cut else ""
        picked, offered = self.values.picked, self.values.offered
        self._words.setText(f"已选 {picked:,} / {offered:,} 个值{more}" if offered else "没有这样的值")
        self.go.setEnabled(picked > 0)
        self._invert.setEnabled(offered > 0)

    def _sort(self, *, descending: bool) -> None:
        self.close()
        self.sorted_by.emit(descending)

    def _clear(self) -> None:
        self.close()
        if self._chosen is not None:
            self.chosen.emit(None)

    def _finish(self) -> None:
        if not self.go.isEnabled():
            return
        choice = self.values.choice()
        self.close()
        if choice != self._chosen:
            self.chosen.emit(choice)

    def close_up(self) -> None:
        """Leave everything as it was."""
        self.close()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self.left.emit()
