"""Hands at the real window, and what each of their acts costs: CPU of the whole program, longest turn of its loop.

An act is measured twice: until what was asked for is painted, and until the window rests, with nothing under
way for a moment that is longer than any pause the program makes before it goes to work. The time nobody
computes counts nothing.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

SIZE = (1366, 768)
_QUIET = 0.35
"""Seconds of rest after which an act is over: the search field alone waits 0.18 s for the next letter."""
_LOOK_MS = 20
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one act took.

    Attributes:
        shown: CPU seconds of all threads, until what was asked for is painted.
        rest: CPU seconds of all threads, until the window rests.
        turn: CPU seconds of the longest turn of the interface thread.
    """

    shown: float
    rest: float
    turn: float


@dataclass
class Costs:
    """What the acts of one name took: the first time, and again."""

    first: Cost | None = None
    again: list[Cost] = field(default_factory=list)

    def note(self, cost: Cost) -> None:
        """Add one."""
        if self.first is None:
            self.first = cost
        else:
            self.again.append(cost)

    @property
    def warm(self) -> float:
        """CPU seconds until it is painted when it is done again: the median."""
        return statistics.median(cost.shown for cost in self.again)

    @property
    def whole(self) -> float:
        """CPU seconds until the window rests when it is done again: the median."""
        return statistics.median(cost.rest for cost in self.again)

    @property
    def cold(self) -> float:
        """CPU seconds until it is painted for the first time."""
        assert self.first is not None
        return self.first.shown

    @property
    def turn(self) -> float:
        """The longest turn of all times."""
        return max(cost.turn for cost in (self.first, *self.again) if cost is not None)


class Hands(QObject):
    """Somebody at the window of a running program."""

    def __init__(self, folder: Path) -> None:
        """Start the program on a data folder; it is shown, and nothing has been read yet."""
        from ducha_desktop.app.application import NAME, make_application
        from ducha_desktop.app.program import Program
        from ducha_desktop.runtime.clock import Clock

        self.app = make_application([NAME])
        super().__init__()
        self.costs: dict[str, Costs] = {}
        self.program = Program(folder, Clock())
        self.program.window.resize(*SIZE)
        self.program.window.show()
        self._last, self._longest = time.thread_time(), 0.0
        self._awaited: Callable[[], bool] | None = None
        self._failed: Exception | None = None
        self._shown = 0.0
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.awake.connect(self._turned)
        self.program.door.busy.connect(self._stirred)
        self._still_since = time.monotonic()

    def do(self, words: str, act: Callable[[], object], *, shown: Callable[[], bool] = lambda: True) -> Cost:
        """Do something, wait until `shown` holds and the window rests, and note what it took under `words`."""
        cost = self.measure(act, shown=shown)
        self.costs.setdefault(words, Costs()).note(cost)
        return cost

    def measure(self, act: Callable[[], object], *, shown: Callable[[], bool] = lambda: True) -> Cost:
        """As `do`, without noting it."""
        began = time.process_time()
        self._last, self._longest, self._shown = time.thread_time(), 0.0, 0.0

        def acting() -> None:
            try:
                act()
            except Exception as error:  # noqa: BLE001 - it would be lost in Qt's loop
                self._failed = error
            self._awaited = shown

        QTimer.singleShot(0, self, acting)  # a turn of the loop like any other
        self.rest(lambda: self._shown > 0.0)
        return Cost(self._shown - began, time.process_time() - began, self._longest)

    def rest(self, so: Callable[[], bool] = lambda: True) -> None:
        """Wait until nothing has been under way for a while, and `so` holds."""
        loop, look, until = QEventLoop(), QTimer(), time.monotonic() + _PATIENCE
        self._still_since = time.monotonic()

        def rests() -> None:
            now = time.monotonic()
            if not self.program.door.idle or not so():
                self._still_since = now
            if now - self._still_since > _QUIET or self._failed is not None:
                loop.quit()
            elif now > until:
                raise TimeoutError("the window never came to rest")

        look.timeout.connect(rests)
        look.start(_LOOK_MS)
        loop.exec()
        look.stop()
        if self._failed is not None:
            raise self._failed

    def press(self, widget: QWidget, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """Press and let go a key."""
        modifiers = Qt.KeyboardModifier.NoModifier
        for each in held:
            modifiers |= each
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))

    def type(self, widget: QWidget, text: str) -> None:
        """Type as an input method hands over what was chosen, in the place of what stands there."""
        event = QInputMethodEvent()
        event.setCommitString(text, 0, 0)
        QApplication.sendEvent(widget, event)

    def close(self) -> None:
        """Close the windows and the office."""
        for window in tuple(self.program.windows):
            window.close()
        self.program.close()

    def _turned(self) -> None:
        """Between two turns: how long the one was, and whether what is waited for is in its place."""
        now = time.thread_time()
        self._longest = max(self._longest, now - self._last)
        if self._awaited is not None and self._awaited():
            self._awaited = None
            QTimer.singleShot(0, self, self._painted)  # paint has been asked for, and comes first
        self._last = time.thread_time()

    def _painted(self) -> None:
        QApplication.sendPostedEvents()
        self._shown = time.process_time()

    def _stirred(self, _busy: bool) -> None:
        self._still_since = time.monotonic()
