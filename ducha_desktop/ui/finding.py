"""Finding from anywhere in the window: the search field of the ledger, a card's code, one matter by name."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ducha_desktop.ui.main_window import MainWindow


class Finder(QObject):
    """Serves the search field of one window."""

    def __init__(self, window: "MainWindow") -> None:
        """Listen to the field."""
        super().__init__(window)
        self._window = window
        top = window.top
        top.searched.connect(self.search)
        top.search_entered.connect(self._entered)
        top.search.left.connect(window.go_on)

    def search(self, text: str) -> None:
        """Narrow the ledger to what answers to `text`, or open the matter of a card's code."""
        window = self._window
        if not window.door.leads_somewhere:
            return
        from ducha_desktop.domain.card_code import is_code

        if is_code(text):
            from ducha_desktop.ui.scanning import find_scanned

            find_scanned(window, window.door, text, show=self.show_matter)
            return
        if text:
            window.open_unless_here("ledger")
        window.ledger.search(text)

    def show_matter(self, uid: str) -> None:
        """Show one matter in the whole ledger."""
        window = self._window
        window.top.quiet_search("")
        window.open("ledger")
        window.ledger.clear_filters()
        window.ledger.show_matter(uid)

    def begin(self) -> None:
        """Put the cursor into the field."""
        self._window.top.search.setFocus()
        self._window.top.search.selectAll()

    def _entered(self, text: str) -> None:
        self.search(text)
        if self._window.door.leads_somewhere:
            self._window.ledger.table.setFocus()
