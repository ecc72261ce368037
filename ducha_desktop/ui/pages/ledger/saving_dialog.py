"""A dialog whose deed may be refused: it then stays open and says why."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.ui import ask
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Door, Write, soon
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_TITLE_BAR = 40


class UnreadableError(Exception):
    """What was typed cannot be read; the argument is the sentence that says so."""


class SavingDialog(FormDialog):
    """`deed` is carried out on the button; the dialog closes once it is done.

    Attributes:
        changes: what was done, once it is.
        keeper: keeps what is typed until the deed has saved it; none where there is little to type.
    """

    def __init__(self, parent: QWidget, heading: str, door: Door, *, width: int = 460) -> None:
        """Build the frame."""
        super().__init__(parent, heading, width=width)
        self._door = door
        self.changes: Changes | None = None
        self.keeper: Keeper | None = None

    def deed(self) -> Write[Changes]:
        """What is to be done; UnreadableError where the form cannot be read."""
        raise NotImplementedError

    @override
    def accept(self) -> None:
        """Do it, and close once it is done."""
        if self._busy:
            return
        try:
            doing = self.deed()
        except UnreadableError as error:
            self._say(str(error))
            return
        self._busy = True
        if self.keeper is not None:
            doing = self.keeper.saving(doing)
        doing.then(self._done).failed(self._refused).start(self._door, self)

    _busy = False

    def grow(self) -> None:
        """As tall as the content needs now, where the screen has room."""
        frame, room = self.layout(), self.screen().availableSize().height() - theme.px(_TITLE_BAR)
        if frame is not None:
            frame.invalidate()
            self.resize(self.width(), min(room, frame.totalHeightForWidth(self.width())))

    def _say(self, sentence: str) -> None:
        self.said.say(sentence, "yellow")
        soon(self, self.grow)

    def _done(self, done: tuple[Changes, Changes]) -> None:
        self._busy = False
        self.changes = done[0]
        super().accept()

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, DuchaError):
            self._say(error.message)
        else:
            ask.failure(self, error)
