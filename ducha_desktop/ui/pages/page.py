"""What every screen is: it knows the doorway, hears of changes, and refreshes itself when it is seen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ducha_desktop.ui.operations import Door

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from ducha_desktop.domain.changes import Changes

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


class Page(QWidget):
    """A screen of the main window; a hidden one only notes that it is out of date."""

    counted = Signal(int)
    go = Signal(str, object)

    def __init__(self, door: Door) -> None:
        """Listen to the bus."""
        super().__init__()
        self.setProperty("part", "page")
        self.door = door
        self._stale = True
        door.bus.changed.connect(self._heard)

    def load(self) -> None:
        """Read everything afresh; called when the page is seen for the first time or is out of date."""

    def follow(self, changes: "Changes") -> None:
        """Take over what a write changed while the page is seen; reads everything unless overridden."""
        del changes
        self.load()

    def begin(self) -> None:
        """Put the cursor where work on this screen begins.

        Not a focus proxy: Qt's Tab would jump over everything that stands before it.
        """
        self.setFocus()

    def outdate(self) -> None:
        """Read everything afresh the next time the page is seen, or now if it is."""
        self._stale = True
        if self.isVisible():
            self._load_now()

    @override
    def showEvent(self, event: "QShowEvent", /) -> None:
        super().showEvent(event)
        if self._stale and self.door.leads_somewhere:
            self._load_now()

    def _load_now(self) -> None:
        self._stale = False
        self.load()

    def _heard(self, changes: "Changes", _initiator: object) -> None:
        if self.isVisible():
            self.follow(changes)
        else:
            self._stale = True
