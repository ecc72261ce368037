"""What the keys mean in a table of cells, as WPS and Excel have it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Step = tuple[int, int]
"""Rows down, columns to the right."""

_NO = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The keys held down with it; the keypad is no difference."""
    return event.modifiers() & ~_KEYPAD


def step_of(event: QKeyEvent) -> Step | None:
    """Where Enter and Tab lead: down and to the right, with Shift the other way; None for other keys."""
    held, key = modifiers(event), event.key()
    if key in ENTERS and held in (_NO, _SHIFT):
        return (-1 if held == _SHIFT else 1, 0)
    if key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and held == _SHIFT):
        return (0, -1)
    if key == Qt.Key.Key_Tab and held == _NO:
        return (0, 1)
    return None


def opens_list(event: QKeyEvent) -> bool:
    """Alt+↓ opens the list or the calendar of a cell."""
    return event.key() == Qt.Key.Key_Down and modifiers(event) == Qt.KeyboardModifier.AltModifier


def breaks_line(event: QKeyEvent) -> bool:
    """Alt+Enter begins a new line inside a cell."""
    return event.key() in ENTERS and modifiers(event) == Qt.KeyboardModifier.AltModifier
