"""列设置: which columns the ledger shows, in which order, and how many stand still."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSpinBox, QVBoxLayout, QWidget

from ducha_desktop.ui.pages.ledger.columns import BY_KEY
from ducha_desktop.ui.tables.layout import Layout
from ducha_desktop.ui.theme import GAP_M, theme
from ducha_desktop.ui.widgets.basics import button, label, row
from ducha_desktop.ui.widgets.dialog import Dialog

_KEY = Qt.ItemDataRole.UserRole
ALWAYS = "title"
"""The column that is always shown."""
_MOST_FROZEN = 8


class ColumnsDialog(Dialog):
    """Ticks say what is shown; dragging, or Alt with ↑ and ↓, says where."""

    snug = False

    def __init__(self, parent: QWidget | None, layout: Layout, usual: Layout) -> None:
        """Offer the columns as they lie now; `usual` is what the program begins with."""
        super().__init__(parent, "列设置", width=440)
        self._before, self._usual = layout, usual
        self.body.addWidget(label("打勾的列显示；拖动或用“上移”“下移”调整顺序。", "soft", wrap=True))
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setAccessibleName("台账的列")
        self.list.setMinimumHeight(theme.px(330))
        self.list.model().rowsMoved.connect(self._say)
        self.list.itemChanged.connect(self._say)
        self.frozen = QSpinBox()
        self.frozen.setRange(0, _MOST_FROZEN)
        self.frozen.setAccessibleName("左边固定不动的列数")
        moves = QVBoxLayout()
        moves.setSpacing(GAP_M)
        self.up = button("上移", lambda: self._move(-1))
        self.down = button("下移", lambda: self._move(1))
        self.up.setToolTip("上移（Alt+↑）")
        self.down.setToolTip("下移（Alt+↓）")
        self.up.setShortcut("Alt+Up")
        self.down.setShortcut("Alt+Down")
        for part in (self.up, self.down):
            moves.addWidget(part)
        moves.addStretch(1)
        beside = row(self.list, gap=GAP_M)
        beside.setStretch(0, 1)
        beside.addLayout(moves)
        self.body.addLayout(beside, 1)
        self.body.addLayout(row(label("左边固定"), self.frozen, label("列，左右滚动时不动"), None, gap=GAP_M))
        self.words = label("", "soft")
        self.body.addWidget(self.words)
        self.add_buttons("应用", left=button("恢复默认", lambda: self._fill(self._usual), kind="quiet"))
        self._fill(layout)

    def chosen(self) -> Layout:
        """The columns as the dialog says."""
        items = [self.list.item(n) for n in range(self.list.count())]
        shown = frozenset(
            str(item.data(_KEY)) for item in items if item.checkState() is Qt.CheckState.Checked
        )
        widths = () if self._restored else self._before.widths
        order = tuple(str(item.data(_KEY)) for item in items)
        return replace(
            self._before, order=order, shown=shown | {ALWAYS}, widths=widths, frozen=self.frozen.value()
        )

    _restored = False

    def _fill(self, layout: Layout) -> None:
        self._restored = layout is self._usual
        self.list.clear()
        for key in layout.order:
            item = QListWidgetItem(BY_KEY[key].title)
            item.setData(_KEY, key)
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if key in layout.shown else Qt.CheckState.Unchecked)
            if key == ALWAYS:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.frozen.setValue(layout.frozen)
        self._say()

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        if 0 <= at + step < self.list.count():
            item = self.list.takeItem(at)
            self.list.insertItem(at + step, item)
            self.list.setCurrentRow(at + step)
            self._say()

    def _say(self) -> None:
        self.words.setText(f"显示 {len(self.chosen().shown)} 列，共 {self.list.count()} 列")
