"""What this computer remembers in the data folder: looks, places on the screen, when and where to back up."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from ducha_desktop.ui.theme import theme

USUAL_MINUTES = 30
LEAST_MINUTES, MOST_MINUTES = 5, 24 * 60


@dataclass(frozen=True, slots=True)
class Visit:
    """When this computer opened the ledger: the last journal entry then, and the wall time in milliseconds."""

    head: int = 0
    wall: int = 0


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

    @property
    def backup_minutes(self) -> int:
        """Minutes between automatic backups; 0 is at the end of the day only."""
        kept = str(self._settings.value("backup/minutes", USUAL_MINUTES))
        minutes = int(kept) if kept.isdecimal() else USUAL_MINUTES
        return minutes and min(max(minutes, LEAST_MINUTES), MOST_MINUTES)

    @backup_minutes.setter
    def backup_minutes(self, minutes: int) -> None:
        self._settings.setValue("backup/minutes", minutes)

    @property
    def backup_place(self) -> Path | None:
        """The second place of automatic backups, if the clerk named one."""
        kept = str(self._settings.value("backup/place", ""))
        return Path(kept) if kept else None

    @backup_place.setter
    def backup_place(self, place: Path | None) -> None:
        self._settings.setValue("backup/place", "" if place is None else str(place))

    @property
    def last_ledger(self) -> str:
        """Name of the ledger a matter was added to last; empty where none was yet."""
        return str(self._settings.value("ledger/last", ""))

    @last_ledger.setter
    def last_ledger(self, name: str) -> None:
        self._settings.setValue("ledger/last", name)

    @property
    def last_visit(self) -> Visit:
        """The opening before this one; of journal entry 0 where none is known."""
        head, wall = (str(self._settings.value(f"visit/{name}", 0)) for name in ("entry", "at"))
        return Visit(int(head), int(wall)) if head.isdecimal() and wall.isdecimal() else Visit()

    def keep_visit(self, visit: Visit) -> None:
        """The ledger has been opened."""
        self._settings.setValue("visit/entry", visit.head)
        self._settings.setValue("visit/at", visit.wall)

    def place(self, window: QMainWindow) -> None:
        """Put the window where it stood."""
        geometry = self._settings.value("geometry")
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)

    def keep_place(self, window: QMainWindow) -> None:
        """Keep where the window stands, and write the file."""
        self._settings.setValue("geometry", window.saveGeometry())
        self._settings.sync()
