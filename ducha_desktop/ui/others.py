"""While another program writes in the data folder: a sentence over every screen, and an eye on when it ends."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import office as office_ops
from ducha_desktop.ui.widgets.basics import Banner

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

LOOK_AGAIN_MS = 3_000


class OtherWriters(QObject):
    """Says who else writes; `freed` when the ledger can be written again and may have changed meanwhile."""

    freed = Signal()

    def __init__(self, window: QWidget, banner: Banner, door: Door) -> None:
        """Look now, whenever the clerk comes back to the window, and often while somebody writes."""
        super().__init__(window)
        self._banner, self._door = banner, door
        self._taken = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)
        window.installEventFilter(self)
        self.look()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return False

    def look(self) -> None:
        """Ask whether the ledger can be written."""
        if self._door.leads_somewhere:
            looking = office_ops.why_not_writable().latest("look")
            looking.then(lambda found: self._seen(found[0])).start(self._door, self)

    def _seen(self, why: str) -> None:
        self._banner.say(why, "yellow")
        if why:
            self._timer.start()
            self._taken = True
        elif self._taken:
            self._timer.stop()
            self._taken = False
            self.freed.emit()
