"""The line that comes when several rows are selected: how many, what can be done to all of them, and the keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ducha_desktop.ui.shortcuts import Key
from ducha_desktop.ui.theme import GAP_M, GAP_S, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import button, label

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from PySide6.QtGui import QResizeEvent
    from typing_extensions import override


class SelectionBar(QWidget):
    """Hidden while fewer than two rows are selected."""

    edit_wanted, act_wanted, clear_wanted = Signal(), Signal(), Signal()

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self.setProperty("part", "strip")
        self.count = label("", "strong")
        self.edit = button("批量修改…", self.edit_wanted.emit, kind="link")
        self.act = button("批量办理…", self.act_wanted.emit, kind="link")
        self.clear = button("清除选择", self.clear_wanted.emit, kind="link")
        self._keys: list[QLabel] = []
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(GAP_XL, 0, GAP_XL, 0)
        self._box.setSpacing(GAP_S)
        self._box.addWidget(self.count)
        for made, key in ((self.edit, Key.MANY), (self.act, Key.ACT_MANY), (self.clear, Key.UNSELECT)):
            self._add(made, key)
        self._box.addStretch(1)
        self.hide()
        self._resize()
        theme.changed.connect(self._resize)

    def _add(self, made: QPushButton, key: Key) -> None:
        made.setToolTip(f"{key.words}（{key.sequence}）")
        told = label(key.sequence, "small")
        self._keys.append(told)
        self._box.addSpacing(GAP_M)
        self._box.addWidget(made)
        self._box.addWidget(told)

    def show_selection(self, count: int) -> None:
        """Say how many rows are selected."""
        self.count.setText(f"已选 {count:,} 项")
        self._make_room()
        self.setVisible(count > 1)

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(32))

    def _make_room(self) -> None:
        """Where the line is too narrow for the keys they stand in the tooltips alone."""
        for told in self._keys:
            told.show()
        shown = self._box.sizeHint().width() <= self.width()
        for told in self._keys:
            told.setVisible(shown)
