"""The file behind the log; apart, because a start does not wait for it."""

from contextlib import suppress
from logging.handlers import RotatingFileHandler


class PatientRotatingHandler(RotatingFileHandler):
    """Keeps writing to the full file when another process holds it open (Windows)."""

    def doRollover(self) -> None:  # noqa: N802 - the name is logging's
        """Turn the files over if that is possible."""
        with suppress(PermissionError):
            super().doRollover()
        if self.stream is None:
            self.stream = self._open()
