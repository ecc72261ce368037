"""A form that is part of a screen: what is typed and not saved survives a power cut."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.widgets.basics import Banner


class KeptPart(QWidget):
    """Call `read` once the fields show what is stored, and `typed` whenever one of them has changed.

    Attributes:
        touched: whether the fields differ from what is stored.
        keeper: keeps what is typed; there from the first reading on.
        found: says what was brought back; the part puts it into its place.
    """

    changed = Signal()
    finished = Signal(int)

    def __init__(self, door: Door, name: str) -> None:
        """Nothing is kept before the first reading; `name` is that of the form."""
        super().__init__()
        self.door, self._form = door, name
        self.touched = False
        self.keeper: Keeper | None = None
        self.found = Banner()

    @property
    def values(self) -> dict[str, str]:
        """What differs from what is stored, by field."""
        raise NotImplementedError

    def put(self, values: Mapping[str, str]) -> None:
        """Write values into their fields."""
        raise NotImplementedError

    def load(self) -> None:
        """Read what is stored."""
        raise NotImplementedError

    def bring_back(self, values: Mapping[str, str], said: str) -> None:
        """Fill in what was typed earlier and not saved, and say so."""
        self.put(values)
        self.found.say(said, "accent")

    def go_on(self) -> None:
        """Bring back what another window or an earlier day has left unsaved."""
        if self.keeper is not None:
            self.keeper.look()

    def read(self) -> None:
        """What is stored is shown: look for what was typed and not saved."""
        if self.keeper is None:
            self.keeper = Keeper(self.door, self._form, self, self, stays=True)

    def typed(self) -> None:
        """A field has changed; where nothing differs any more there is nothing to keep."""
        before, self.touched = self.touched, bool(self.values)
        if not self.touched:
            self.found.say("")
        if before or self.touched:
            self.changed.emit()
