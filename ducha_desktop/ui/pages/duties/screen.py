"""What the list of what is owed offers to those who serve it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ducha_desktop.ui.widgets.editors import DateField

if TYPE_CHECKING:
    from ducha_desktop.domain.changes import Changes
    from ducha_desktop.services.obligations import OwedLine
    from ducha_desktop.ui.operations import Door


class OwedScreen(QWidget):
    """The list as a whole; `on` has the day on which something came in, empty for today."""

    def __init__(self, door: "Door") -> None:
        """Nothing is built yet."""
        super().__init__()
        self.door = door
        self.on = DateField()

    def chosen(self) -> "list[OwedLine]":
        """The selected lines, the one at the cursor where none is."""
        raise NotImplementedError

    def registered(self, changes: "Changes") -> None:
        """Say what was done; one step back takes it back."""
        raise NotImplementedError
