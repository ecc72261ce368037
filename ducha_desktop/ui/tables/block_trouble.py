"""What is wrong or doubtful about a cell being edited, below its editor, with what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ducha_desktop.ui.theme import GAP_M, GAP_S, theme
from ducha_desktop.ui.widgets.basics import button, label

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_LEAST = 260


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to do about a doubtful cell: its words, and what the cell then holds; None keeps what is typed."""

    words: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a cell is not taken as it is, as a sentence; without choices it has to be corrected."""

    sentence: str
    choices: Sequence[Choice] = ()


class TroubleBox(QFrame):
    """The sentence below the editor; ↓ leads to the choices, Enter takes one, Esc goes back."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget, trouble: Trouble) -> None:
        """Show `trouble` inside `parent`."""
        super().__init__(parent)
        self._parent = parent
        self.setProperty("part", "popup")
        self.setAccessibleName(trouble.sentence)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_M, GAP_M, GAP_M, GAP_M)
        box.setSpacing(GAP_S)
        said = label(trouble.sentence, wrap=True)
        said.setProperty("tone", "red")
        box.addWidget(said)
        self.buttons = [self._button(choice) for choice in trouble.choices]
        for offer in self.buttons:
            box.addWidget(offer)

    def begin(self) -> None:
        """Put the cursor on the first choice."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def place(self, editor: QWidget) -> None:
        """Stand below the editor, or above it at the foot of the table."""
        parent = self._parent
        for part in (self, *self.buttons):
            part.ensurePolished()
        frame = self.layout()
        asked = frame.totalMinimumSize().width() if frame is not None else 0
        width = min(max(editor.width(), theme.px(_LEAST), asked), parent.width())
        self.setFixedSize(width, frame.totalHeightForWidth(width) if frame is not None else self.height())
        top = editor.geometry().bottom() + 2
        if top + self.height() > parent.height():
            top = max(0, editor.geometry().top() - self.height() - 2)
        self.move(max(0, min(editor.geometry().left(), parent.width() - self.width())), top)
        self.show()
        self.raise_()

    def _button(self, choice: Choice) -> QPushButton:
        made = button(choice.words, self._taker(choice), kind="plain")
        made.installEventFilter(self)
        return made

    def _taker(self, choice: Choice) -> Callable[[], None]:
        return lambda: self.chosen.emit(choice)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if not (event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)):
            return False
        place = self.buttons.index(watched) if watched in self.buttons else 0
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Up if place == 0:
                self.left.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self.buttons[place - 1].setFocus(Qt.FocusReason.TabFocusReason)
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self.buttons[(place + 1) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            case _:
                return False
        return True
