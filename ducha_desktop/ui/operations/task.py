"""A running operation as both sides see it: the worker that does it and the screen that may withdraw it."""

import threading
from collections.abc import Callable

Progress = Callable[[int, int, str], None]


class CancelledError(Exception):
    """The clerk, or a newer question, no longer wants the answer."""


class Task:
    """A running operation: it says how far it is and asks whether it should stop."""

    def __init__(self) -> None:
        """Start uncancelled."""
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._interrupts: list[Callable[[], None]] = []
        self.report: Progress | None = None

    @property
    def cancelled(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the operation to stop; a query under way is interrupted."""
        # Under the lock: a connection handed on to another question must not be interrupted.
        with self._lock:
            self._stop.set()
            for interrupt in self._interrupts:
                interrupt()

    def interrupted_by(self, interrupt: Callable[[], None]) -> None:
        """Name what `cancel` shall call from another thread to stop a long query."""
        with self._lock:
            self._interrupts.append(interrupt)

    def settled(self) -> None:
        """Forget the interrupts: the query they would stop has ended."""
        with self._lock:
            self._interrupts.clear()

    def check(self) -> None:
        """Stop here if the result is no longer wanted.

        Raises:
            CancelledError: it is not.
        """
        if self.cancelled:
            raise CancelledError

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Say how far the work is; raises `CancelledError` when it is no longer wanted."""
        self.check()
        if self.report is not None:
            self.report(done, total, words)
