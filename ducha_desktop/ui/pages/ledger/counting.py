"""The figures around the ledger's list: counted once the list itself can be read, given up when another is asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ducha_desktop.ui.operations import ledger as ledger_ops

if TYPE_CHECKING:
    from ducha_desktop.services.ledger import Tallies
    from ducha_desktop.ui.operations import Task
    from ducha_desktop.ui.pages.ledger.screen import LedgerScreen

_PAINTED_MS = 20
"""After the rows are there they are laid out and painted; counting before that would only hold them up."""


class Counting(QObject):
    """`told(tallies, all)`: the list by stage, state and light, and how many matters the ledger holds."""

    told = Signal(object, int)

    def __init__(self, page: "LedgerScreen") -> None:
        """Count the list of `page`."""
        super().__init__(page)
        self._page = page
        self._outdated = False
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAINTED_MS)
        self._timer.timeout.connect(self._count)

    def outdate(self) -> None:
        """Another list has been asked for, or the matters of this one have changed."""
        self._outdated = True
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()

    def listed(self) -> None:
        """The list is there."""
        if self._outdated:
            self._timer.start()

    def _count(self) -> None:
        self._outdated = False
        page = self._page
        self._task = ledger_ops.figures(page.query).then(self._counted).start(page.door, self)

    def _counted(self, figures: "tuple[Tallies, int]") -> None:
        self._task = None
        self.told.emit(*figures)
