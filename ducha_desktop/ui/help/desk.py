"""Opens the manual: beside the windows, or, while a dialog is open, over the dialog."""

from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from ducha_desktop.ui.help.topics import topic_of
from ducha_desktop.ui.help.window import HelpWindow

_kept: list[HelpWindow] = []
"""The open help windows: nothing else in Python holds a window without a parent."""


def show_help(here: QWidget | None) -> HelpWindow:
    """Open the page for what the clerk is looking at: the part the cursor stands in, where it has its own."""
    cursor = QApplication.focusWidget()
    inside = here is not None and cursor is not None and here.isAncestorOf(cursor)
    return show_page(topic_of(cursor if inside else here))


def show_page(target: str) -> HelpWindow:
    """Open a page of the manual: `key`, or `key#heading`."""
    modal = QApplication.activeModalWidget()
    window = next((open_ for open_ in _kept if open_.parentWidget() is modal and open_.isVisible()), None)
    if window is None:
        window = HelpWindow(modal)  # the input of all other windows is blocked by the dialog
        _kept.append(window)
        window.destroyed.connect(partial(_forget, window))
    window.show_page(target)
    window.show()
    window.raise_()
    window.activateWindow()
    return window


def close_help() -> None:
    """Close the manual: the last window of the program is going."""
    for window in tuple(_kept):
        window.close()


def _forget(window: HelpWindow) -> None:
    if window in _kept:
        _kept.remove(window)
