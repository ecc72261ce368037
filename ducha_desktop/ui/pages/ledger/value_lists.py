"""The lists under the ledger's headings: opened by the mark or by key, counted off the interface thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import ledger as ledger_ops

if TYPE_CHECKING:
    from collections.abc import Callable

    from ducha_desktop.domain.errors import DuchaError
    from ducha_desktop.services.views import MatterRow
    from ducha_desktop.ui.tables.header_list import HeaderList
    from ducha_desktop.ui.tables.view import WindowTable


class ValueLists(QObject):
    """`chosen(query)` when a list was chosen from, `sorted_by(key, descending)` when an order was."""

    chosen = Signal(object)
    sorted_by = Signal(str, bool)

    def __init__(
        self, door: Door, table: "WindowTable[MatterRow]", query: "Callable[[], LedgerQuery]"
    ) -> None:
        """Serve the headings of `table`; `query` says what is shown at present."""
        super().__init__(table)
        self._door, self._table, self._query = door, table, query
        self.popup: HeaderList | None = None
        table.headings.list_wanted.connect(self.open)

    def mark(self) -> None:
        """Let the marks of the headings say which columns restrict the list."""
        from ducha_desktop.services import ledger_lists

        columns = self._table.window_model.columns
        listed = {n: column.listed for n, column in enumerate(columns) if column.listed is not None}
        query = self._query()
        active = {n for n, each in listed.items() if ledger_lists.chosen(query, each) is not None}
        self._table.headings.mark(frozenset(listed), active=frozenset(active))

    def open_here(self) -> None:
        """Open the list of the column the cursor is in."""
        if self._table.currentIndex().isValid():
            self.open(self._table.currentIndex().column())

    def open(self, section: int) -> None:
        """Open the list of a column and have its values counted."""
        from ducha_desktop.services import ledger_lists
        from ducha_desktop.ui.tables.header_list import HeaderList

        column = self._table.window_model.columns[section]
        if column.listed is None:
            return
        listed, query = column.listed, self._query()
        popup = self.popup = HeaderList(self._table, column.title, sortable=column.sort is not None)
        reading = ledger_ops.values(query, listed).latest("values")
        reading.then(lambda found: popup.show_values(found, ledger_lists.chosen(query, listed)))
        task = reading.failed(lambda error: popup.show_failure(_words(error))).start(self._door, popup)
        popup.left.connect(task.cancel)
        popup.chosen.connect(
            lambda choice: self.chosen.emit(ledger_lists.choose(self._query(), choice, listed))
        )
        popup.sorted_by.connect(lambda descending: self.sorted_by.emit(column.key, descending))
        header = self._table.headings
        left = max(0, header.sectionViewportPosition(section))
        popup.open_below(header.viewport().mapToGlobal(QPoint(left, header.height())))


def _words(error: "Exception | DuchaError") -> str:
    from ducha_desktop.domain.errors import DuchaError

    return str(error) if isinstance(error, DuchaError) else "没有统计出来，请再打开一次。"
