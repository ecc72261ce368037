"""A filter chip: closed it says what it restricts to, open it offers the choices with their counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from ducha_desktop.ui.theme import GAP_M, theme
from ducha_desktop.ui.widgets.basics import Opener, button, repolish, row
from ducha_desktop.ui.widgets.counted import CountedDelegate, counted
from ducha_desktop.ui.widgets.editors import fits

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_SEARCH_FROM = 10
_MOST_TOLD = 20
_NARROWEST, _WIDEST, _BESIDE = 280, 720, 110
"""Widths of the list in design pixels, and what stands beside the words: tick, count, edges."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a filter can take: its code, its words, and how many matters have it (None: not counted)."""

    code: str
    words: str
    count: int | None = None


class FilterChip(Opener):
    """One filter; `changed` when the clerk chose."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        """A chip without choices yet."""
        super().__init__(name)
        self.setProperty("kind", "chip")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = name
        self._choices: tuple[Choice, ...] = ()
        self._named: Mapping[str, str] = {}
        self._picked: tuple[str, ...] = ()
        self._popup: _Popup | None = None
        self.clicked.connect(self._open)
        self._say()

    @property
    def picked(self) -> tuple[str, ...]:
        """Codes chosen; empty restricts nothing."""
        return self._picked

    def offer(self, choices: Sequence[Choice], named: Mapping[str, str] | None = None) -> None:
        """Set what can be chosen; what is chosen stays.

        Args:
            choices: what the list shows.
            named: words of codes that the list does not show and that may be chosen elsewhere.
        """
        self._choices = tuple(choices)
        self._named = named or {}
        self._say()

    def pick(self, codes: Sequence[str]) -> None:
        """Choose without asking, and without `changed`."""
        self._picked = tuple(codes)
        self._say()

    def _open(self) -> None:
        popup = _Popup(self, self._choices, self._picked)
        popup.picked.connect(self._take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        popup.show()
        popup.setFocus()
        self._popup = popup

    def _take(self, codes: tuple[str, ...]) -> None:
        self._picked = codes
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        offered = {choice.code: choice.words for choice in self._choices}
        words = [words for code, words in offered.items() if code in self._picked]
        words += [self._named.get(code, code) for code in self._picked if code not in offered]
        if not words:
            text = self._name
        elif len(words) == 1:
            text = f"{self._name}：{short(words[0])}"
        else:
            text = f"{self._name}：{short(words[0])} 等 {len(words)} 个"
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip("、".join(words[:_MOST_TOLD]))
        self.setProperty("on", bool(words))
        repolish(self)
        self.updateGeometry()


def short(words: str, most: int = 10) -> str:
    """Words cut off where they would make a chip too wide."""
    return words if len(words) <= most else words[: most - 1] + "…"


class _CheckList(QListView):
    """The choices; Space ticks the one under the cursor."""

    keyed = Signal(object)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.keyed.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Popup(QFrame):
    """The list below a chip."""

    picked = Signal(tuple)

    def __init__(self, chip: QWidget, choices: Sequence[Choice], picked: Sequence[str]) -> None:
        super().__init__(chip, Qt.WindowType.Popup)
        self.setProperty("part", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model = QStandardItemModel(self)
        for choice in choices:
            self._model.appendRow(_item(choice, on=choice.code in picked))
        self._list = _CheckList()
        self._list.setModel(self._model)
        self._list.setItemDelegate(CountedDelegate(self._list))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setFixedHeight(min(theme.px(320), theme.px(28) * max(1, len(choices)) + 4))
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(self._toggle)
        self._list.keyed.connect(self._toggle)
        self._search = QLineEdit()
        self._search.setPlaceholderText("输入几个字或首字母查找")
        self._search.setVisible(len(choices) > _SEARCH_FROM)
        self._search.textChanged.connect(self._narrow)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_M, GAP_M, GAP_M, GAP_M)
        box.setSpacing(GAP_M)
        box.addWidget(self._search)
        box.addWidget(self._list)
        box.addLayout(
            row(button("清除", self._clear, kind="quiet"), None, button("完成", self._close, kind="plain"))
        )
        longest = max((choice.words for choice in choices), key=len, default="")
        wide = self.fontMetrics().horizontalAdvance(longest) + theme.px(_BESIDE)
        wide = min(wide, theme.px(_WIDEST), self.screen().availableSize().width())
        self.setFixedWidth(max(theme.px(_NARROWEST), wide))
        self._model.itemChanged.connect(self._tell)
        if choices:
            self._list.setCurrentIndex(self._model.index(0, 0))
        self.setFocusProxy(self._search if len(choices) > _SEARCH_FROM else self._list)
        self._search.returnPressed.connect(self._list.setFocus)

    def _close(self) -> None:
        self.close()

    def _toggle(self, index: object) -> None:
        item = self._model.itemFromIndex(index)  # type: ignore[arg-type]
        on = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _narrow(self, text: str) -> None:
        for number in range(self._model.rowCount()):
            self._list.setRowHidden(number, not fits(self._model.item(number).text(), text.strip()))

    def _clear(self) -> None:
        self._model.blockSignals(True)
        for number in range(self._model.rowCount()):
            self._model.item(number).setCheckState(Qt.CheckState.Unchecked)
        self._model.blockSignals(False)
        self._list.viewport().update()
        self._tell()

    def _tell(self) -> None:
        items = (self._model.item(number) for number in range(self._model.rowCount()))
        on = (item for item in items if item.checkState() is Qt.CheckState.Checked)
        self.picked.emit(tuple(str(item.data()) for item in on))


def _item(choice: Choice, *, on: bool) -> QStandardItem:
    item = counted(choice.words, "" if choice.count is None else f"{choice.count:,}")
    item.setData(choice.code)
    item.setSizeHint(QSize(0, theme.px(27)))
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
    if choice.count == 0:
        item.setForeground(QColor(theme.tones.faint))
    return item
