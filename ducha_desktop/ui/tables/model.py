"""A table model over any number of rows: only the pages looked at are in memory, none is waited for."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ducha_desktop.services.outline import Heading, Plan
from ducha_desktop.ui.operations import Door, Read, Task
from ducha_desktop.ui.stretch import PAGE, Opening
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.pages import PageCache

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 2
WAITING = "…"
_AHEAD = 1
_NEAR_MS = 30
"""After this rest the pages around the one looked at are read: what is looked at has been painted by then."""


class Source(Protocol[RowT]):
    """Where a windowed table gets its rows: two questions, asked off the interface thread."""

    def opening(self, page: int) -> Read[Opening[RowT]]:
        """Length of the list and its page `page` (from 0; beyond the end: the last one)."""
        ...

    def page(self, number: int) -> Read[Sequence[RowT]]:
        """One page of `PAGE` rows."""
        ...


class WindowModel(QAbstractTableModel, Generic[RowT]):
    """Shows a `Source`; `edited(row, column key, value)` hands an edit in a cell to the screen."""

    edited = Signal(object, str, object)
    counted = Signal(int)
    arrived = Signal(int)
    failed = Signal(object)

    def __init__(self, door: Door, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        """Start without a list."""
        super().__init__(parent)
        self._door = door
        self._columns = list(columns)
        self._cache: PageCache[RowT] = PageCache()
        self._source: Source[RowT] | None = None
        self._count = 0
        self._tasks: dict[int, Task] = {}
        self._wanted: list[int] = []
        self._at = 0
        self._sorted: tuple[str, bool] = ("", False)
        self._ask_timer = QTimer(self)
        self._ask_timer.setSingleShot(True)
        self._ask_timer.setInterval(0)
        self._ask_timer.timeout.connect(self._ask)
        self._near_timer = QTimer(self)
        self._near_timer.setSingleShot(True)
        self._near_timer.setInterval(_NEAR_MS)
        self._near_timer.timeout.connect(self._ask_near)
        self.loading = False
        self.plan: Plan | None = None
        self.heading_hint: Callable[[Heading], str] = lambda heading: heading.words
        self.editable: Callable[[RowT, Column[RowT]], bool] = lambda _row, _column: True

    @property
    def columns(self) -> Sequence[Column[RowT]]:
        """The columns in the order of the model."""
        return self._columns

    def open(self, source: Source[RowT], *, page: int = 0) -> None:
        """Show another list from its page `page`; the old one stays until the new one answers."""
        self._source = source
        self.loading = True
        self._drop_tasks()
        source.opening(page).latest("opening").then(self._opened).failed(self._opening_failed).start(
            self._door, self
        )

    def refresh(self) -> None:
        """Read the same list again; what is shown stays until its replacement is here."""
        if self._source is None:
            return
        self._drop_tasks()
        self._cache.outdate()
        self._cache.expect(self._at)
        self.loading = self.plan is not None  # its lines are laid out anew: none is asked for before that
        at = self._at
        opening = self._source.opening(at).latest("opening").then(lambda here: self._refreshed(at, here))
        opening.failed(self._opening_failed).start(self._door, self)

    def change(self, source: Source[RowT]) -> None:
        """Show the same list laid out otherwise; place and selection stay."""
        self._source = source
        self.loading = True
        self.refresh()

    def row(self, index: int) -> RowT | None:
        """The row at that place if it is in memory and no heading."""
        found = self._cache.row(index) if 0 <= index < self._count else None
        return None if isinstance(found, Heading) else found

    def heading(self, index: int) -> Heading | None:
        """The heading at that place."""
        return self.plan.heading(index) if self.plan is not None else None

    def find(self, match: Callable[[RowT], bool], *, fresh: bool = False) -> int | None:
        """Place of the first row in memory that matches; on demand only among those that are not out of date."""
        for index, row in self._cache.rows(fresh=fresh):
            if index < self._count and not isinstance(row, Heading) and match(row):
                return index
        return None

    @override
    def rowCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    @override
    def columnCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        column = self._columns[index.column()]
        if role == COLUMN_ROLE:
            return column
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align
        if role not in _ROW_ROLES:
            return None
        row = self._look(index.row())
        if self.plan is not None and (heading := self.plan.heading(index.row())) is not None:
            return self._of_heading(heading, role)
        if row is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole else None
        return _of_row(row, column, role)

    def _of_heading(self, heading: Heading, role: int) -> Any:
        if role == ROW_ROLE:
            return heading
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.heading_hint(heading)
        return heading.words if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0, /) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title + self._arrow(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._columns[section].align
        return None

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        column = self._columns[index.column()]
        if column.kind is None:
            return _FIXED
        row = self.row(index.row())
        return _OPEN if row is not None and self.editable(row, column) else _FIXED

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole, /) -> bool:
        row = self.row(index.row())
        column = self._columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or row is None or column.kind is None:
            return False
        if value != column.editing(row):
            self.edited.emit(row, column.key, value)
        return True

    def mark_sorted(self, key: str, *, descending: bool) -> None:
        """Show the arrow of the order in the heading of column `key`."""
        self._sorted = (key, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def _arrow(self, section: int) -> str:
        key, descending = self._sorted
        if self._columns[section].key != key:
            return ""
        return " ↓" if descending else " ↑"

    def _look(self, index: int) -> RowT | None:
        number = index // PAGE
        if self._cache.lacks(number):
            self._want(number)
        elif number != self._at:
            self._near_timer.start()
        self._at = number
        return self._cache.row(index)

    def _want(self, number: int) -> None:
        if number in self._wanted:
            return
        self._wanted.append(number)
        if not self._ask_timer.isActive():
            self._ask_timer.start()

    def _ask(self) -> None:
        """Ask for the pages looked at since the last turn; pages scrolled past are withdrawn."""
        wanted, self._wanted = self._wanted, []
        if self._source is None or self.loading:
            return
        for number, task in tuple(self._tasks.items()):
            if all(abs(number - other) > _AHEAD + 1 for other in wanted):
                task.cancel()
                self._cache.give_up(number)
                del self._tasks[number]
        for number in wanted:
            if number * PAGE < self._count:
                self._ask_page(number)

    def _ask_near(self) -> None:
        """Ask for the pages around the one looked at, once nothing that is looked at is on its way."""
        if self.loading or self._tasks or self._wanted:
            return
        last = max(0, (self._count - 1) // PAGE)
        for step in (_AHEAD, -_AHEAD):
            if 0 <= self._at + step <= last:
                self._ask_page(self._at + step)

    def _ask_page(self, number: int) -> None:
        if self._source is None or not self._cache.lacks(number):
            return
        self._cache.expect(number)
        source = self._source
        read = (
            source.page(number)
            .then(lambda rows: self._page_here(source, number, rows))
            .failed(self._page_failed)
        )
        self._tasks[number] = read.start(self._door, self)

    def _page_here(self, source: Source[RowT], number: int, rows: Sequence[RowT]) -> None:
        self._tasks.pop(number, None)
        if source is not self._source:
            return
        self._cache.put(number, rows)
        self._announce(number, len(rows))
        self._near_timer.start()

    def _announce(self, number: int, length: int) -> None:
        top = number * PAGE
        bottom = min(top + length, self._count) - 1
        if bottom >= top:
            self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(self._columns) - 1))
            self.arrived.emit(number)

    def _page_failed(self, error: Exception) -> None:
        self._drop_tasks()
        self.failed.emit(error)

    def _opened(self, opening: Opening[RowT]) -> None:
        self.beginResetModel()
        self.loading = False
        self._cache.clear()
        self._count, self.plan = opening.count, opening.plan
        self._cache.put(opening.page, opening.rows)
        self._near_timer.start()
        self.endResetModel()
        self.counted.emit(self._count)

    def _opening_failed(self, error: Exception) -> None:
        self.loading = False
        self.failed.emit(error)

    def _refreshed(self, at: int, opening: Opening[RowT]) -> None:
        self._cache.give_up(at)
        self.loading, self.plan = False, opening.plan
        self._resize(opening.count)
        self._cache.put(opening.page, opening.rows)
        self._near_timer.start()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self._columns) - 1))
        self.counted.emit(self._count)

    def _resize(self, count: int) -> None:
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    def _drop_tasks(self) -> None:
        for number, task in self._tasks.items():
            task.cancel()
            self._cache.give_up(number)
        self._tasks.clear()


_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_OPEN = _FIXED | Qt.ItemFlag.ItemIsEditable
"""Joined once: a painted screen asks for them a thousand times."""
_ROW_ROLES = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole, ROW_ROLE}
)


def _of_row(row: RowT, column: Column[RowT], role: int) -> Any:
    if role == ROW_ROLE:
        return row
    if role == Qt.ItemDataRole.ToolTipRole:
        return column.hint(row) if column.hint is not None else column.text(row)
    if role == Qt.ItemDataRole.EditRole:
        return column.editing(row)
    return column.text(row)
