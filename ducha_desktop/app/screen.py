"""How large the first window is, and bringing it to the front."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

_USUAL = QSize(1440, 900)
_FRAME = QSize(24, 64)


def first_size() -> QSize:
    """The size of a window that has never been moved: 1440×900, less where the screen and its frame end."""
    return _room().boundedTo(_USUAL)


def fills_screen() -> bool:
    """Whether the first window had better be maximised: the screen has no room for it and its frame."""
    room = _room()
    return room.width() < _USUAL.width() or room.height() < _USUAL.height()


def bring_to_front(window: QMainWindow) -> None:
    """Show the window wherever it is."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _room() -> QSize:
    """What a window may take without its title bar or its last line leaving the screen."""
    screen = QGuiApplication.primaryScreen()
    return (screen.availableSize() if screen is not None else QSize(1366, 768)) - _FRAME
