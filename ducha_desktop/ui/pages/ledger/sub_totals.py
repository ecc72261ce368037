"""The sub-totals of the headings that are seen, read when the list has come to rest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ducha_desktop.services.outline import Heading, Path
from ducha_desktop.services.outline_groups import Figures
from ducha_desktop.ui.operations.outline import OutlineSource

if TYPE_CHECKING:
    from ducha_desktop.ui.pages.ledger.screen import LedgerScreen

_PAUSE_MS = 40


class SubTotals(QObject):
    """Reads what is seen and not known yet; what is known stays until newer figures are here."""

    def __init__(self, page: "LedgerScreen") -> None:
        """Follow the lines of the page's table."""
        super().__init__(page)
        self._page = page
        self._source: OutlineSource | None = None
        self._stale = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        page.model.arrived.connect(lambda _page: self._pause.start())
        page.table.verticalScrollBar().valueChanged.connect(lambda _at: self._pause.start())

    def follow(self, source: OutlineSource | None) -> None:
        """The lines come from another source; None for a flat list."""
        self._source = source

    def look(self) -> None:
        """The lines have been laid out anew."""
        self._pause.start()

    def outdate(self) -> None:
        """The ledger has changed: everything that is seen is read again."""
        self._stale = True

    def forget(self) -> None:
        """The list is arranged otherwise: what is known belongs to other headings."""
        self._page.table.cells.headings.figures = {}

    def _ask(self) -> None:
        source, lines = self._source, self._page.table.cells.headings
        lines.summed = not self._page.query.tree
        if source is None or not lines.summed or self._page.model.loading:
            return
        wanted = [each for each in self._seen() if self._stale or each.path not in lines.figures]
        if not wanted:
            return
        reading = source.figures(wanted).latest("figures").failed(self._page.model.failed.emit)
        reading.then(lambda found: self._show(source, found)).start(self._page.door, self)

    def _show(self, source: OutlineSource, found: dict[Path, Figures]) -> None:
        if source is self._source:
            self._stale = False
            self._page.table.cells.headings.figures = found
            self._page.table.viewport().update()

    def _seen(self) -> list[Heading]:
        table, plan = self._page.table, self._page.model.plan
        if plan is None:
            return []
        first = max(0, table.rowAt(0))
        last = table.rowAt(table.viewport().height() - 1)
        places = plan.headings_between(first, last if last >= 0 else plan.count)
        return [heading for at in places if (heading := plan.heading(at)) is not None]
