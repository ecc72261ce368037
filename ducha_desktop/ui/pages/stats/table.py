"""The table of figures with its totals, which stay in sight while the groups are scrolled."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.services.stats import Figures
from ducha_desktop.services.stats_measures import BY_KEY
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import ROW_HEIGHT, WindowTable
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import rule

if TYPE_CHECKING:
    from ducha_desktop.services.stats_screen import Table

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


class _Totals(WindowTable[Figures]):
    """One line under the table, in columns as wide as its."""

    def __init__(self, model: WindowModel[Figures], above: WindowTable[Figures]) -> None:
        self._above = above
        super().__init__(model)
        self.horizontalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("合计")
        above.horizontalHeader().sectionResized.connect(self._follow)
        above.horizontalHeader().geometriesChanged.connect(self._fit)
        above.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)
        self._tall()
        theme.changed.connect(self._tall)

    @override
    def _fit(self) -> None:
        for number in range(self._above.window_model.columnCount()):
            self._follow(number)
        self._mark_first()

    def _follow(self, number: int, *_sizes: int) -> None:
        hidden = self._above.isColumnHidden(number)
        self.setColumnHidden(number, hidden)
        if not hidden:
            self.setColumnWidth(number, self._above.columnWidth(number))

    def _tall(self) -> None:
        self.setFixedHeight(theme.px(ROW_HEIGHT) + 2)


class FiguresTable(QWidget):
    """Groups and totals; `chosen(group, key)` when a figure is clicked or Enter is pressed on it."""

    chosen = Signal(object, str)

    def __init__(self, door: Door, columns: tuple[Column[Figures], ...]) -> None:
        """Empty, with these columns."""
        super().__init__()
        self.columns = columns
        self.model: WindowModel[Figures] = WindowModel(door, columns, self)
        self.table: WindowTable[Figures] = WindowTable(self.model)
        self.sums: WindowModel[Figures] = WindowModel(door, columns, self)
        self.totals = _Totals(self.sums, self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.table, rule(), self.totals):
            box.addWidget(part)
        box.setStretchFactor(self.table, 1)
        for shown in (self.table, self.totals):
            shown.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            shown.clicked.connect(self._clicked)
            shown.opened.connect(lambda shown=shown: self._open(shown, shown.currentIndex()))

    def show_table(self, found: "Table") -> None:
        """Show groups and totals."""
        self.model.open(ListSource(found.figures.groups))
        self._whole = found.figures.whole
        self.sums.open(ListSource((replace(self._whole, name="合计"),)))

    _whole: Figures | None = None

    def _clicked(self, index: QModelIndex) -> None:
        shown = self.sender()
        if isinstance(shown, WindowTable):
            self._open(shown, index)

    def _open(self, shown: WindowTable[Figures], index: QModelIndex) -> None:
        if not index.isValid():
            return
        group = self._whole if shown is self.totals else self.model.row(index.row())
        key = self.columns[index.column()].key
        if group is not None:
            self.chosen.emit(group, key if key in BY_KEY else "total")
