"""Finding from anywhere in the window: the search field of the ledger, a card's code, the palette."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ducha_desktop.ui.shell import Shell
from ducha_desktop.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from ducha_desktop.ui.palette.box import Palette


class Finder(QObject):
    """Serves the search field and the palette of one window."""

    def __init__(self, window: QWidget, shell: Shell, top: TopBar) -> None:
        """Listen to the field of `top`; `shell` is the window itself as its parts know it."""
        super().__init__(window)
        self._window, self._shell, self._top = window, shell, top
        self._palette: Palette | None = None
        top.searched.connect(self.search)
        top.search_entered.connect(self._entered)
        top.search.left.connect(shell.go_on)

    def search(self, text: str) -> None:
        """Narrow the ledger to what answers to `text`, or open the matter of a card's code."""
        shell = self._shell
        if not shell.door.leads_somewhere:
            return
        from ducha_desktop.domain.card_code import is_code

        if is_code(text):
            from ducha_desktop.ui.scanning import find_scanned

            find_scanned(self._window, shell.door, text, show=self.show_matter)
            return
        if text:
            shell.open_unless_here("ledger")
        shell.ledger.search(text)

    def show_matter(self, uid: str) -> None:
        """Show one matter in the whole ledger."""
        self._top.quiet_search("")
        self._shell.open("ledger")
        self._shell.ledger.clear_filters()
        self._shell.ledger.show_matter(uid)

    def begin_anywhere(self) -> None:
        """Open the palette: commands, matters, units, people, help."""
        if not self._shell.door.leads_somewhere:
            return
        if self._palette is None:
            from ducha_desktop.ui.palette.box import Palette

            self._palette = Palette(self._window, self._shell)
        self._palette.begin()

    def begin(self) -> None:
        """Put the cursor into the field."""
        self._top.search.setFocus()
        self._top.search.selectAll()

    def _entered(self, text: str) -> None:
        self.search(text)
        if self._shell.door.leads_somewhere:
            self._shell.ledger.table.setFocus()
