"""The table itself: fixed rows, whole-row selection with a current cell, columns that give way."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.delegates import CellDelegate
from ducha_desktop.ui.tables.header import ColumnHeader
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.theme import theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


RowT = TypeVar("RowT")
ROW_HEIGHT = 30
HEADER_HEIGHT = 32
_SCROLLED = 240
"""Width of the column that takes what is left, at least, where the others may be scrolled."""
_LEAST, _ENOUGH, _ROOMY = 130, 170, 230
"""Width of the column that takes what is left: never less than the first; below the second, columns give
way to it; below the third, they become slim.
"""


class WindowTable(QTableView, Generic[RowT]):
    """A table over a `WindowModel`; `walked(row)` follows the current row, `opened` means Enter or Space."""

    walked = Signal(object)
    opened = Signal()
    sorted_by = Signal(str)
    chosen = Signal(int)

    def __init__(
        self,
        model: WindowModel[RowT],
        *,
        stripe: Callable[[Any], QColor | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show `model`."""
        super().__init__(parent)
        self.window_model = model
        self.cells = CellDelegate(self, stripe=stripe)
        self._current_gone = True
        self._off: frozenset[str] = frozenset()
        self.own_widths: dict[str, int] = {}  # design pixels of the columns that the clerk drew
        self.scrolls = False  # rather than that columns give way
        self._fitted: set[int] = set()  # sections that have their width
        self._dress()
        self.setModel(model)
        self.setItemDelegate(self.cells)
        self._connect()
        self._fit()

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.headings = ColumnHeader(self)
        self.setHorizontalHeader(header)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(theme.px(48))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._corner = QWidget()  # the heading goes on above the scroll bar
        self._corner.setProperty("part", "corner")
        self.addScrollBarWidget(self._corner, Qt.AlignmentFlag.AlignTop)
        self.resize_rows()

    def _connect(self) -> None:
        self.horizontalHeader().sectionClicked.connect(self._header_clicked)
        self.horizontalHeader().sectionMoved.connect(self._mark_first)
        self.selectionModel().currentRowChanged.connect(self._walk)
        self.selectionModel().currentColumnChanged.connect(self._step_aside)
        self.selectionModel().selectionChanged.connect(self._selection)
        self.window_model.arrived.connect(self._page_arrived)
        self.window_model.modelReset.connect(self._reset)
        theme.changed.connect(self.resize_rows)

    def resize_rows(self) -> None:
        """Rows and columns follow the text scale."""
        if self._scale not in (0, theme.scale):
            self._fitted.clear()
            self._fit()
        self._scale = theme.scale
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.verticalHeader().setMinimumSectionSize(theme.px(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme.px(HEADER_HEIGHT))
        self._corner.setFixedHeight(theme.px(HEADER_HEIGHT))

    @property
    def is_editing(self) -> bool:
        """Whether a cell is open."""
        return self.state() is QAbstractItemView.State.EditingState

    def selected_rows(self) -> list[int]:
        """Places of the selected rows, ascending."""
        places: set[int] = set()
        for part in self._parts():
            places.update(range(part.top(), part.bottom() + 1))
        return sorted(places)

    def selected_count(self) -> int:
        """How many rows are selected, without listing a million of them."""
        return sum(part.height() for part in self._parts() if part.left() == 0)

    def _parts(self) -> list[QItemSelectionRange]:
        return self.selectionModel().selection().toList()

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        QGuiApplication.clipboard().setText(self.copied())

    def current_row(self) -> RowT | None:
        """The row the cursor is in, if it is in memory."""
        index = self.currentIndex()
        return self.window_model.row(index.row()) if index.isValid() else None

    def go_to(self, place: int) -> None:
        """Put the cursor into the row at `place`, select and show it."""
        if not 0 <= place < self.window_model.rowCount():
            return
        column = self.currentIndex().column() if self.currentIndex().isValid() else self._last_column()
        index = self.window_model.index(place, column)
        self.setCurrentIndex(index)
        # Qt asks which keys are held: with Ctrl of Ctrl+Z still down it would toggle, not select.
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    still: frozenset[int] = frozenset()
    """Columns that stand still at the left while the others are scrolled under them."""

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
        /,
    ) -> None:
        """Bring a cell into sight; a column that stands still is in sight already, so only its row is sought."""
        bar, stands = self.horizontalScrollBar(), index.column() in self.still
        before = bar.value()
        super().scrollTo(index, hint)
        if stands:
            bar.setValue(before)

    def reselect(self, places: Sequence[int]) -> None:
        """Select the rows at these places."""
        selection, last = QItemSelection(), self.window_model.columnCount() - 1
        for place in places:
            selection.select(self.window_model.index(place, 0), self.window_model.index(place, last))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column; a shown one may still give way where the window is narrow."""
        self._off = self._off - {key} if shown else self._off | {key}
        self._fit()

    def show_columns(self, keys: Collection[str]) -> None:
        """Show these columns and no others, each with its width anew."""
        self._off = frozenset(c.key for c in self.window_model.columns if c.key not in keys)
        self.refit()

    def refit(self) -> None:
        """Give every column its width anew."""
        self._fitted.clear()
        self._fit()

    def is_wanted(self, key: str) -> bool:
        """Whether a column is to be shown where there is room for it."""
        return key not in self._off

    def copied(self) -> str:
        """What Ctrl+C puts on the clipboard: the current cell, or the selected rows as lines of cells."""
        places = self.selected_rows()
        if len(places) <= 1:
            index = self.currentIndex()
            return str(index.data(Qt.ItemDataRole.DisplayRole) or "") if index.isValid() else ""
        rows = [self.window_model.row(place) for place in places]
        columns = [column for column in self.window_model.columns if self.is_wanted(column.key)]
        return "\n".join("\t".join(_cell(c, row) for c in columns) for row in rows if row is not None)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not event.modifiers():
            self.opened.emit()
        elif event.matches(QKeySequence.StandardKey.MoveToStartOfDocument):
            self.go_to(0)
        elif event.matches(QKeySequence.StandardKey.MoveToEndOfDocument):
            self.go_to(self.window_model.rowCount() - 1)
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            QAbstractItemView.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the columns their widths; the one without a width takes what is left."""
        header, columns = self.horizontalHeader(), self.window_model.columns
        tight = self._make_room()
        fixed, stretch = 0, -1
        for number, column in enumerate(columns):
            if column.width == 0:
                stretch = number
            elif not self.isColumnHidden(number):
                if number not in self._fitted or (column.slim and tight is not self._tight):
                    self._fitted.add(number)
                    wide = column.slim if tight and column.slim else column.width
                    header.resizeSection(number, theme.px(self.own_widths.get(column.key, wide)))
                fixed += header.sectionSize(number)
        self._tight = tight
        if stretch >= 0:
            least = self.own_widths.get(columns[stretch].key, _SCROLLED if self.scrolls else _LEAST)
            header.resizeSection(stretch, max(theme.px(least), self.viewport().width() - fixed))
        self._mark_first()

    def _make_room(self) -> bool:
        """Let columns give way where even slim ones are too wide; say whether they have to be slim."""
        wanted = [column for column in self.window_model.columns if self.is_wanted(column.key)]
        room = self.viewport().width()
        tight = room < theme.px(sum(column.width for column in wanted) + _ROOMY)
        needed = sum(column.slim or column.width for column in wanted) + _ENOUGH
        gone: set[str] = set()
        giving = [c for c in wanted if c.gives_way and not self.scrolls]
        for column in sorted(giving, key=lambda c: c.gives_way):
            if tight and room < theme.px(needed):
                gone.add(column.key)
                needed -= column.slim or column.width
        for number, column in enumerate(self.window_model.columns):
            self.setColumnHidden(number, column.key in self._off | gone)
        return tight

    def _mark_first(self) -> None:
        self.cells.first = self._first_column()

    _tight = False
    _scale = 0

    def _last_column(self) -> int:
        """Where the cursor stood before the list was replaced; the first column otherwise."""
        if 0 <= self._column < self.window_model.columnCount() and not self.isColumnHidden(self._column):
            return self._column
        return self._first_column()

    _column = -1

    def _first_column(self) -> int:
        header = self.horizontalHeader()
        order = (header.logicalIndex(n) for n in range(header.count()))
        return next((n for n in order if not self.isColumnHidden(n)), 0)

    def _header_clicked(self, section: int) -> None:
        column = self.window_model.columns[section]
        if column.sort is not None:
            self.sorted_by.emit(column.key)

    def _walk(self, current: QModelIndex) -> None:
        row = self.window_model.row(current.row()) if current.isValid() else None
        self._current_gone = current.isValid() and row is None
        if not self._current_gone:
            self.walked.emit(row)

    def _step_aside(self, current: QModelIndex) -> None:
        if current.isValid():
            self._column = current.column()

    def _selection(self) -> None:
        self.chosen.emit(self.selected_count())

    def _page_arrived(self) -> None:
        if self._current_gone and self.currentIndex().isValid():
            self._walk(self.currentIndex())

    def _reset(self) -> None:
        self.scrollToTop()
        self._current_gone = True


def _cell(column: Column[Any], row: object) -> str:
    return column.text(row).replace("\t", " ").replace("\n", " ")
