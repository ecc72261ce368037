"""Garbage is collected in the interface thread alone, while workers run.

Python's collector runs in whatever thread happens to cross its threshold, and frees what it finds
there. Among that may be the last reference to a widget or a timer, which Qt lets only their own
thread destroy: the program would die in the middle of a question to the database.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collector(QObject):
    """Takes the collector's place between `start` and `stop`: the same generations, at quiet moments."""

    def __init__(self, parent: QObject) -> None:
        """Leave everything as it is."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Workers begin: nothing is collected among them any more."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """No worker runs: Python may collect by itself again."""
        self._timer.stop()
        gc.enable()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python would by its own thresholds."""
        due = [
            generation
            for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if due:
            gc.collect(due[-1])
