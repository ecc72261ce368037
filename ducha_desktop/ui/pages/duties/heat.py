"""A table of units by week, each cell as dark as much was asked; too much is red, repeats are marked."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QTableView

from ducha_desktop.services.burden import Burden, WeekLoad
from ducha_desktop.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
LOAD_ROLE = Qt.ItemDataRole.UserRole + 1
_NAME, _WEEK, _ROW, _HEAD = 190, 56, 30, 32
_PALE, _DARK = 24, 150
_MARK = "↻"


class HeatModel(QAbstractTableModel):
    """The first column names the unit, the others stand for a week each."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        super().__init__()
        self.burden: Burden | None = None

    def show_burden(self, burden: Burden) -> None:
        """Take over what was counted."""
        self.beginResetModel()
        self.burden = burden
        self.endResetModel()

    def load(self, index: Index) -> WeekLoad | None:
        """What stands behind a cell."""
        if self.burden is None or not index.isValid() or not index.column():
            return None
        week = self.burden.weeks[index.column() - 1]
        return self.burden.units[index.row()].weeks.get(week.first)

    @override
    def rowCount(self, parent: Index = _NOWHERE, /) -> int:
        return 0 if self.burden is None or parent.isValid() else len(self.burden.units)

    @override
    def columnCount(self, parent: Index = _NOWHERE, /) -> int:
        return 0 if self.burden is None or parent.isValid() else len(self.burden.weeks) + 1

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> Any:
        if self.burden is None or orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _week(self.burden.weeks[section - 1].first) if section else "单位"
        if role == Qt.ItemDataRole.TextAlignmentRole and not section:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and section:
            week = self.burden.weeks[section - 1]
            return f"{self.burden.week_words(week)}，{week.first} 至 {week.last}"
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if self.burden is None or not index.isValid():
            return None
        load = self.load(index)
        if role == LOAD_ROLE:
            return load
        if role == Qt.ItemDataRole.ToolTipRole and load is not None:
            return load.words
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if not index.column():
                return self.burden.units[index.row()].name
            return "" if load is None else f"{len(load.asked)}{_MARK if load.repeats else ''}"
        return None


def _week(monday: date) -> str:
    return f"{monday.month}.{monday.day}"


class _Heat(QStyledItemDelegate):
    """Paints the ground by the number."""

    @override
    def paint(self, painter: QPainter, option: "QStyleOptionViewItem", index: Index, /) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        load = index.data(LOAD_ROLE)
        model = index.model()
        burden = model.burden if isinstance(model, HeatModel) else None
        painter.save()
        if load is not None and burden is not None:
            painter.fillRect(rect.adjusted(1, 1, -1, -1), _ground(load, burden.rules.a_week))
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(theme.color("accent"))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.setPen(theme.ink("red") if load is not None and load.too_many else theme.color("text"))
        words = str(index.data() or "")
        if index.column():
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        else:
            inner = rect.adjusted(theme.px(12), 0, -theme.px(4), 0)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


def _ground(load: WeekLoad, most: int) -> QColor:
    """From pale to dark up to the most that is allowed; beyond it in the tone of warning."""
    tone = "red" if load.too_many else "yellow" if load.repeats else "accent"
    colour = QColor(theme.color(tone))
    share = min(len(load.asked), most) / most
    colour.setAlpha(round(_PALE + (_DARK - _PALE) * share * (0.5 if load.too_many else 0.6)))
    return colour


class HeatTable(QTableView):
    """`walked(load)` follows the cell under the cursor; None where nothing was asked."""

    walked = Signal(object)

    def __init__(self) -> None:
        """Without a list."""
        super().__init__()
        self.heat = HeatModel()
        self.setModel(self.heat)
        self.setItemDelegate(_Heat(self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.setAccessibleName("各单位每周被督查的次数")
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.walked.emit(self.heat.load(now))
        )
        theme.changed.connect(self.fit)

    def show_burden(self, burden: Burden, today: date) -> None:
        """Show what was counted; the cursor stays in its cell, at first in the present week."""
        here = self.currentIndex()
        row, column = max(here.row(), 0), here.column()
        self.heat.show_burden(burden)
        self.fit()
        if burden.units:
            now = next((place for place, week in enumerate(burden.weeks, 1) if today in week), 1)
            place = column if 0 < column <= len(burden.weeks) else now
            self.setCurrentIndex(self.heat.index(min(row, len(burden.units) - 1), place))

    def fit(self) -> None:
        """Rows follow the text scale, columns the width, down to what two digits need."""
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        header = self.horizontalHeader()
        header.setFixedHeight(theme.px(_HEAD))
        weeks = max(self.heat.columnCount() - 1, 1)
        week = max((self.viewport().width() - theme.px(_NAME)) // weeks, theme.px(_WEEK))
        for section in range(weeks + 1 if self.heat.columnCount() else 0):
            header.resizeSection(section, min(week, theme.px(2 * _WEEK)) if section else theme.px(_NAME))

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        self.fit()
