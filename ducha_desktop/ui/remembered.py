"""What the window remembers in the data folder: light or dark, the size of the text, its place on the screen."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from ducha_desktop.ui.theme import theme


class Remembered:
    """`window.ini` of one data folder."""

    def __init__(self, data: Path) -> None:
        """Read the file; what is not in it yet stays as it is."""
        self._settings = QSettings(str(data / "window.ini"), QSettings.Format.IniFormat)

    def appearance(self) -> tuple[bool, int]:
        """Dark or not, and the size of the text in percent; as they are now where nothing is kept."""
        dark = self._settings.value("dark", None)
        scale = int(str(self._settings.value("scale", theme.scale)))
        return theme.dark if dark is None else str(dark).lower() == "true", scale

    def keep_appearance(self, *, dark: bool, scale: int) -> None:
        """Keep light or dark and the size of the text."""
        self._settings.setValue("dark", dark)
        self._settings.setValue("scale", scale)

    def place(self, window: QMainWindow) -> None:
        """Put the window where it stood."""
        geometry = self._settings.value("geometry")
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)

    def keep_place(self, window: QMainWindow) -> None:
        """Keep where the window stands, and write the file."""
        self._settings.setValue("geometry", window.saveGeometry())
        self._settings.sync()
