"""Backing up while the clerk works: as often as set, at home and in a second place."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.runtime.logs import LOGGER
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import backups, settings
from ducha_desktop.ui.remembered import Remembered

if TYPE_CHECKING:
    from ducha_desktop.app.host import Host
    from ducha_desktop.services.backups import BackupView

_MINUTE_MS = 60_000
log = logging.getLogger(LOGGER)


class AutoBackups(QObject):
    """The timer of one program."""

    def __init__(self, program: "Host", parent: QObject) -> None:
        """Wait for `plan`."""
        super().__init__(parent)
        self._program = program
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.back_up)

    def plan(self) -> None:
        """Back up from now on as often as the clerk has set."""
        minutes = Remembered(self._program.folder).backup_minutes
        self.stop()
        if minutes:
            self._timer.start(minutes * _MINUTE_MS)

    def stop(self) -> None:
        """Back up no more."""
        self._timer.stop()

    def back_up(self) -> None:
        """Back up if anything was written since the last backup."""
        program = self._program
        making = backups.make_if_changed("auto").then(self._backed_up).failed(_only_log)
        making.start(program.door, self)

    def _backed_up(self, made: "BackupView | None") -> None:
        if made is None:
            return
        for window in self._program.windows:
            window.headlines.show_backup(made)
        place = Remembered(self._program.folder).backup_place
        if place is not None:
            settings.copy_to(place).failed(self._missed).start(self._program.door, self)

    def _missed(self, error: Exception) -> None:
        """The second place is not there: said in passing, for the backup at home was made."""
        _only_log(error)
        if isinstance(error, DuchaError):
            ask.toast(self._program.window, error.message)


def _only_log(error: Exception) -> None:
    log.warning("automatic backup failed", exc_info=error)
