"""One signal tells every screen what a write changed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ducha_desktop.domain.changes import Changes


class Bus(QObject):
    """Broadcasts `Changes` with the object that asked for the write, so that it may skip its own echo."""

    changed = Signal(object, object)

    def tell(self, changes: "Changes", initiator: object = None) -> None:
        """Announce a write that has been committed; an empty one is not announced."""
        if changes:
            self.changed.emit(changes, initiator)
