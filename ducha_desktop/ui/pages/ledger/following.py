"""The cursor of the ledger follows its matter when the list is read again, and finds one that is asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ducha_desktop.services.outline import Hidden, Path
from ducha_desktop.services.views import MatterRow

if TYPE_CHECKING:
    from ducha_desktop.ui.pages.ledger.screen import LedgerScreen


class Following(QObject):
    """`stayed` when the matter under the cursor has gone and the row now in its place is looked at."""

    stayed = Signal()

    def __init__(self, page: "LedgerScreen") -> None:
        """Serve the table of `page`."""
        super().__init__(page)
        self._page = page
        self._wanted = ""
        self._keeps = False  # whether it is only the one under the cursor, which may walk on
        self._stood: Path | None = None  # under which headings it stood; None where that is of no matter

    @property
    def wants(self) -> bool:
        """Whether a matter is looked for."""
        return bool(self._wanted)

    def find(self, uid: str) -> None:
        """Put the cursor on a matter wherever it stands; what hides it is unfolded."""
        self._wanted, self._keeps, self._stood = uid, False, None
        self.ask()

    def keep_at(self, uid: str) -> None:
        """Put the cursor back on a matter when the list is here again, on the heading that hides it otherwise."""
        self._wanted, self._keeps, self._stood = uid, True, None

    def keep(self, uid: str) -> None:
        """As `keep_at` after a change: one that has moved to another group is not run after."""
        if not self._wanted:
            self._wanted, self._keeps, self._stood = uid, True, self._path()

    def walked(self, row: MatterRow | None) -> None:
        """The clerk walked on to another matter."""
        if self._wanted and self._keeps and row is not None:
            self._wanted, self._stood = row.uid, None if self._stood is None else self._path()

    def ask(self) -> None:
        """Ask where the matter stands."""
        uid, shown, model = self._wanted, self._page.outlining.shown, self._page.model
        seen = None if model.loading else model.find(lambda row: row.uid == uid, fresh=True)
        if seen is not None:
            self._found(uid, seen)
        elif shown is not None:
            asking = shown.position(uid).latest("position")
            asking.then(lambda place: self._found(uid, place)).start(self._page.door, self)

    def _path(self) -> Path:
        return self._page.outlining.path_at(self._page.table.currentIndex().row())

    def _found(self, uid: str, place: int | Hidden | None) -> None:
        page = self._page
        if uid != self._wanted:
            if self._wanted:  # the clerk walked on meanwhile
                self.ask()
            return
        if page.model.loading or (isinstance(place, int) and place >= page.model.rowCount()):
            return  # the list is on its way or still growing; asked again when it has been counted
        if isinstance(place, Hidden) and not self._keeps:
            page.outlining.reveal(place)  # and asked again when it has been laid out
            return
        self._wanted = ""
        if not page.table.is_editing:
            self._go(place)

    def _go(self, place: int | Hidden | None) -> None:
        outlining = self._page.outlining
        if isinstance(place, Hidden) and self._stood is None:
            outlining.to_heading(place)
        elif isinstance(place, int) and self._stood in (None, outlining.path_at(place)):
            self._page.table.go_to(place)
        else:
            self._stay()

    def _stay(self) -> None:
        """The matter under the cursor has left the list or its group: only the one now in its place is selected.

        A selection of several rows must not slip onto those that moved up; the next Del would take them.
        """
        table = self._page.table
        table.go_to(min(table.currentIndex().row(), self._page.model.rowCount() - 1))
        self.stayed.emit()
