"""The one doorway between screens and services: reads beside each other, writes one after another.

A screen never starts a thread. It takes an operation from `ui/operations/<noun>.py`, says what to do
with the result, and starts it; results come back on the interface thread, stale ones never.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from ducha_desktop.ui import ask
from ducha_desktop.ui.operations.door import Door
from ducha_desktop.ui.operations.task import CancelledError, Progress, Task

if TYPE_CHECKING:
    from typing_extensions import override

    from ducha_desktop.domain.changes import Changes
    from ducha_desktop.services.office import Office, Reader
else:
    from ducha_desktop.ui.overriding import override

__all__ = [
    "CancelledError",
    "Door",
    "Errand",
    "Operation",
    "Progress",
    "Read",
    "Task",
    "Write",
    "deed",
    "question",
    "soon",
]

T = TypeVar("T")


class Operation(Generic[T]):
    """One question or one deed, not yet started."""

    _writes = False

    def __init__(self, work: Callable[[Door, Task], T]) -> None:
        """Keep the work; it will run on a worker thread and may not touch a widget."""
        self._work = work
        self._then: Callable[[T], None] | None = None
        self._failed: Callable[[Exception], None] | None = None
        self._progress: Progress | None = None
        self._key = ""

    def then(self, callback: Callable[[T], None]) -> Self:
        """Call `callback` with the result, on the interface thread."""
        self._then = callback
        return self

    def failed(self, callback: Callable[[Exception], None]) -> Self:
        """Call `callback` with the error instead of showing it."""
        self._failed = callback
        return self

    def progress(self, callback: Progress) -> Self:
        """Call `callback(done, total, words)` on the interface thread while the work goes on."""
        self._progress = callback
        return self

    def latest(self, key: str) -> Self:
        """Only the newest operation with this key counts for its owner; older answers are dropped."""
        self._key = key
        return self

    def start(self, door: Door, owner: QObject) -> Task:
        """Begin; `owner` is who wants the answer: when it is gone, the answer is dropped."""
        task = Task()
        if self._key:
            door.supersede(owner, self._key, task)
        if self._progress is not None:
            task.report = _throttled(door, self._progress, task, owner)
        door.submit(lambda: self._run(door, task, owner), task, write=self._writes)
        return task

    def _run(self, door: Door, task: Task, owner: QObject) -> Callable[[], None]:
        try:
            if task.cancelled:
                return _nothing
            result = self._carry_out(door, task)
        except CancelledError:
            return _nothing
        except Exception as error:  # noqa: BLE001 - the doorway hands every error to the screen
            caught = error
            return lambda: self._report_failure(caught, task, owner)
        finally:
            task.settled()
        return lambda: self._report_result(result, task, owner)

    def _carry_out(self, door: Door, task: Task) -> T:
        return self._work(door, task)

    def _report_result(self, result: T, task: Task, owner: QObject) -> None:
        if self._then is not None and not task.cancelled and isValid(owner):
            self._then(result)

    def _report_failure(self, error: Exception, task: Task, owner: QObject) -> None:
        if task.cancelled or not isValid(owner):
            return
        if self._failed is not None:
            self._failed(error)
        else:
            ask.failure(owner, error)


class Read(Operation[T]):
    """A question: runs beside others, changes nothing."""


class Errand(Operation[T]):
    """Something that changes no ledger but must happen in turn, one after another with the deeds."""

    _writes = True


class Write(Operation[tuple[T, "Changes"]]):
    """A deed: runs alone, and every screen hears what it changed.

    The work returns its result and the `Changes` that were committed. A deed that has begun is
    never broken off; cancelling only withdraws one that has not begun.
    """

    _writes = True

    @override
    def _carry_out(self, door: Door, task: Task) -> "tuple[T, Changes]":
        if not self._mark:
            return self._work(door, task)
        with door.office.marking(self._mark):
            return self._work(door, task)

    @override
    def _report_result(self, result: "tuple[T, Changes]", task: Task, owner: QObject) -> None:  # noqa: ARG002
        door = self._door
        if door is not None:
            door.bus.tell(result[1], owner if isValid(owner) else None)
        if self._then is not None and isValid(owner):
            self._then(result)

    _door: Door | None = None
    _mark = ""

    def marked(self, uid: str) -> Self:
        """The journal entry of this deed gets this uid, so that a form knows after a power cut that it was saved."""
        self._mark = uid
        return self

    def start(self, door: Door, owner: QObject) -> Task:
        """Begin after the deeds that were asked for earlier."""
        self._door = door
        return super().start(door, owner)


def question(put: "Callable[[Reader], T]") -> Read[T]:
    """A `Read` that puts one question to the office; cancelling interrupts its query."""

    def work(door: Door, task: Task) -> T:
        if not door.leads_somewhere:  # a backup is being restored: every screen reads afresh after it
            raise CancelledError
        with door.office.read() as reader:
            task.interrupted_by(reader.interrupt)
            try:
                task.check()
                return put(reader)
            finally:
                task.settled()

    return Read(work)


def deed(do: "Callable[[Office], Changes]") -> "Write[Changes]":
    """A `Write` whose result is what it changed."""

    def work(door: Door, _task: Task) -> "tuple[Changes, Changes]":
        changes = do(door.office)
        return changes, changes

    return Write(work)


def soon(owner: QObject, call: Callable[[], None]) -> None:
    """Call at the next turn of the event loop, if `owner` still lives."""
    QTimer.singleShot(0, owner, call)


def _nothing() -> None:
    """The answer nobody waits for."""


def _throttled(door: Door, progress: Progress, task: Task, owner: QObject) -> Progress:
    """At most one report under way: a fast worker must not flood the event loop."""
    pending = threading.Event()

    def show(done: int, total: int, words: str) -> None:
        pending.clear()
        if not task.cancelled and isValid(owner):
            progress(done, total, words)

    def report(done: int, total: int, words: str) -> None:
        if done >= total or not pending.is_set():
            pending.set()
            door.post(lambda: show(done, total, words))

    return report
