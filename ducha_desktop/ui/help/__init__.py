"""The manual inside the program: its pages, which page belongs to which screen, and the window that shows them."""

from PySide6.QtWidgets import QWidget


def open_help(here: QWidget | None) -> None:
    """Open the manual where it speaks of what the clerk is looking at; loaded when it is first asked for."""
    from ducha_desktop.ui.help.desk import show_help

    show_help(here)
