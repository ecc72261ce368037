"""The left side of the card screen: level, holders, contents, layout."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.domain.vocabulary import CardLevel, Stage
from ducha_desktop.services.papers import HolderSet
from ducha_desktop.ui.operations.cards import CONTENTS, LAYOUTS, Press, Wanted
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import button, keep_width, label
from ducha_desktop.ui.widgets.counted import CountedDelegate, counted
from ducha_desktop.ui.widgets.editors import fits
from ducha_desktop.ui.widgets.field_glyphs import clearable
from ducha_desktop.ui.widgets.scrolling import scrolling

_BETWEEN = 6
_LEAST_LIST = 120
_STAGES = (Stage.DRAFT, Stage.OPEN, Stage.CLOSING, Stage.CLOSED)


class CardChoicePanel(QWidget):
    """`wanted_changed`: other matters or levels; `picked_changed`: other holders or another layout."""

    wanted_changed = Signal()
    picked_changed = Signal()

    def __init__(self) -> None:
        """Liaison level, all matters in hand."""
        super().__init__()
        self.setProperty("part", "plain")
        keep_width(self, 292)
        self.levels = {level: QCheckBox(level.word) for level in CardLevel}
        self.stages = {stage: QCheckBox(stage.word) for stage in _STAGES}
        self.co_units = QCheckBox("配合单位也出卡")
        self.duplex = QCheckBox("双面：每位持卡人另起一张纸")
        self.layouts, self.contents, self.search = QComboBox(), QComboBox(), QLineEdit()
        self.holders = QListView()
        self._model = QStandardItemModel(self)
        self._numbers: tuple[str, ...] = ()
        self.only = button("", self._all_matters, kind="link")
        self._build()
        self._connect()

    @property
    def wanted(self) -> Wanted:
        """Which matters and levels."""
        return Wanted(
            levels=tuple(level for level, box in self.levels.items() if box.isChecked()),
            stages=tuple(stage for stage, box in self.stages.items() if box.isChecked()),
            numbers=self._numbers,
            co_units=self.co_units.isChecked(),
        )

    @property
    def press(self) -> Press:
        """How they are drawn."""
        return Press(
            layout=str(self.layouts.currentData()),
            content=str(self.contents.currentData()),
            duplex=self.duplex.isChecked(),
        )

    @property
    def picked(self) -> list[int]:
        """Places of the chosen holders in the batch; empty means all."""
        rows = sorted(index.row() for index in self.holders.selectionModel().selectedRows())
        return [] if 0 in rows else [place - 1 for place in rows]

    def only_matters(self, numbers: Sequence[str]) -> None:
        """Restrict to some matters, on all levels."""
        self._numbers = tuple(numbers)
        for box in self.levels.values():
            box.blockSignals(True)
            box.setChecked(True)
            box.blockSignals(False)
        self._say_only()

    def show_holders(self, sets: Sequence[HolderSet]) -> None:
        """List who holds cards; the first one is chosen, all of them when they are few."""
        self._model.clear()
        cards = sum(len(holder.cards) for holder in sets)
        if not sets:
            return
        self._model.appendRow(counted(f"全部 {len(sets)} 个持卡人", f"{cards:,} 张"))
        several = len({holder.level for holder in sets}) > 1
        for holder in sets:
            level = f"{holder.level.word} · " if several else ""
            item = counted(f"{level}{holder.holder}", f"{len(holder.cards):,} 张")
            item.setToolTip(f"{holder.holder} {holder.post}".strip())
            self._model.appendRow(item)
        self.search.clear()
        first = 0 if self._numbers or len(sets) == 1 else min(1, len(sets))
        index = self._model.index(first, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.holders.selectionModel().setCurrentIndex(index, flags)

    def _build(self) -> None:
        self.levels[CardLevel.LIAISON].setChecked(True)
        for stage in (Stage.DRAFT, Stage.OPEN, Stage.CLOSING):
            self.stages[stage].setChecked(True)
        for code, words in LAYOUTS:
            self.layouts.addItem(words, code)
        for code, words in CONTENTS:
            self.contents.addItem(words, code)
        self.search.setPlaceholderText("查找领导或单位，可用首字母")
        clearable(self.search)
        self.holders.setModel(self._model)
        self.holders.setItemDelegate(CountedDelegate(self.holders))
        self.holders.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.holders.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.holders.setUniformItemSizes(True)
        self.holders.setAccessibleName("持卡人")
        levels, stages = _in_lines([*self.levels.values()], 3), _in_lines([*self.stages.values()], 2)
        body = QWidget()
        body.setProperty("part", "plain")
        column = QVBoxLayout(body)
        column.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        column.setSpacing(_BETWEEN)
        for heading, parts in self._groups(levels, stages):
            if column.count():
                column.addSpacing(GAP_M)
            column.addWidget(label(heading, "section"))
            for part in parts:
                column.addWidget(part)
        column.setStretchFactor(self.holders, 1)
        self.holders.setMinimumHeight(theme.px(_LEAST_LIST))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))  # with large text taller than a small screen
        self._say_only()

    def _groups(self, levels: QWidget, stages: QWidget) -> tuple[tuple[str, tuple[QWidget, ...]], ...]:
        return (
            ("卡片级别", (levels,)),
            ("事项", (self.only, stages, self.co_units)),
            ("持卡人（可多选）", (self.search, self.holders)),
            ("版式", (self.contents, self.layouts, self.duplex)),
        )

    def _connect(self) -> None:
        for box in (*self.levels.values(), *self.stages.values(), self.co_units):
            box.toggled.connect(self.wanted_changed)
        self.duplex.toggled.connect(self.picked_changed)
        self.layouts.currentIndexChanged.connect(self.picked_changed)
        self.contents.currentIndexChanged.connect(self.picked_changed)
        self.holders.selectionModel().selectionChanged.connect(lambda *_: self.picked_changed.emit())
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._take_first)

    def _narrow(self, text: str) -> None:
        typed = text.strip()
        for place in range(self._model.rowCount()):
            self.holders.setRowHidden(place, bool(typed) and not fits(self._model.item(place).text(), typed))

    def _take_first(self) -> None:
        """Enter: the first holder that answers to what was typed."""
        shown = (n for n in range(self._model.rowCount()) if not self.holders.isRowHidden(n))
        first = next(shown, None)
        if first is not None:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.holders.selectionModel().setCurrentIndex(self._model.index(first, 0), flags)
            self.holders.setFocus()

    def _all_matters(self) -> None:
        self._numbers = ()
        self._say_only()
        self.wanted_changed.emit()

    def _say_only(self) -> None:
        self.only.setVisible(bool(self._numbers))
        self.only.setText(f"只看选中的 {len(self._numbers)} 件事项 · 看全部")
        for box in self.stages.values():
            box.setVisible(not self._numbers)


def _in_lines(ticks: Sequence[QCheckBox], across: int) -> QWidget:
    """Below one another in columns of one width."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GAP_M)
    grid.setVerticalSpacing(_BETWEEN)
    for number, tick in enumerate(ticks):
        grid.addWidget(tick, number // across, number % across)
    for column in range(across):
        grid.setColumnStretch(column, 1)
    return box
