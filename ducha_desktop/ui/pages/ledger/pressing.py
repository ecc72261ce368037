"""催办 and the rungs above it, for the matters that are selected in the ledger."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu

from ducha_desktop.domain.ladder import Rung
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.operations.ladder import Target
from ducha_desktop.ui.pages.ledger.screen import LedgerScreen
from ducha_desktop.ui.pressing.desk import Desk, fill_menu


class Pressing:
    """Offers the ladder in the menus of the ledger."""

    def __init__(self, page: LedgerScreen) -> None:
        """Serve `page`."""
        self._desk = Desk(page, page.door)

    def offer(self, menu: QMenu, rows: Sequence[MatterRow]) -> None:
        """A submenu with the rungs, for all of these matters."""
        targets = [Target(row.uid, row.number, row.title) for row in rows]

        def choose(rung: Rung) -> None:
            self._desk.press(targets, rung)

        if not menu.isEmpty():
            menu.addSeparator()
        fill_menu(menu.addMenu("催办和升级"), choose)
