"""What every screen hears: a write changed this. What the program hears: a screen wishes that."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ducha_desktop.domain.changes import Changes


class Bus(QObject):
    """Broadcasts `Changes` with the object that asked for the write, so that it may skip its own echo."""

    changed = Signal(object, object)
    wished = Signal(str, object)

    def tell(self, changes: "Changes", initiator: object = None) -> None:
        """Announce a write that has been committed; an empty one is not announced."""
        if changes:
            self.changed.emit(changes, initiator)

    def wish(self, what: str, about: object = None) -> None:
        """Ask for something only the whole program can do, e.g. closing the office and opening it again."""
        self.wished.emit(what, about)
