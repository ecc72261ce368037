"""The one doorway between screens and services: reads beside each other, writes one after another.

A screen never starts a thread. It takes an operation from `ui/operations/<noun>.py`, says what to do
with the result, and starts it; results come back on the interface thread, stale ones never.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from ducha_desktop.domain.changes import Changes
from ducha_desktop.ui import ask
from ducha_desktop.ui.bus import Bus

if TYPE_CHECKING:
    from ducha_desktop.services.office import Office, Reader

READERS = 3
T = TypeVar("T")
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


class Door(QObject):
    """Holds the open office, the threads, and the way back to the interface thread."""

    _arrived = Signal(object)
    busy = Signal(bool)

    def __init__(self, bus: Bus) -> None:
        """A doorway that leads nowhere yet; `close` must be called before the office is closed."""
        super().__init__()
        self.bus = bus
        self._office: Office | None = None
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._latest: dict[tuple[int, str], Task] = {}
        self._running: set[Task] = set()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Cancel what can be cancelled, let a write that has begun end, and wait for both."""
        self._closed = True
        for task in tuple(self._running):
            task.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def pause(self) -> None:
        """Cancel every question, wait for every deed, and lead nowhere until `lead_to` is called again."""
        self.close()
        self._running.clear()  # what was still queued will never answer
        self._latest.clear()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._office, self._closed = None, False

    @property
    def office(self) -> "Office":
        """The open office; only workers touch it."""
        assert self._office is not None, "no office behind the door yet"
        return self._office

    @property
    def leads_somewhere(self) -> bool:
        """Whether an office is open."""
        return self._office is not None

    def lead_to(self, office: "Office | None") -> None:
        """Open the doorway to `office`, or away from it."""
        self._office = office

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    def _submit(self, run: Callable[[], Callable[[], None]], task: Task, *, write: bool) -> None:
        if self._closed:
            return
        was_idle = self.idle
        self._running.add(task)
        if was_idle:
            self.busy.emit(True)
        pool = self._writer if write else self._readers
        pool.submit(self._carry, run, task)

    def _carry(self, run: Callable[[], Callable[[], None]], task: Task) -> None:
        answer = run()
        self._arrived.emit((answer, task))

    def _deliver(self, parcel: tuple[Callable[[], None], Task | None]) -> None:
        answer, task = parcel
        if task is not None:
            self._running.discard(task)
            if self.idle:
                self.busy.emit(False)
        answer()

    def _post(self, call: Callable[[], None]) -> None:
        self._arrived.emit((call, None))

    def _supersede(self, owner: QObject, key: str, task: Task) -> None:
        older = self._latest.get((id(owner), key))
        if older is not None:
            older.cancel()
        self._latest[(id(owner), key)] = task


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
            door._supersede(owner, self._key, task)  # noqa: SLF001 - one mechanism in one file
        if self._progress is not None:
            task.report = _throttled(door, self._progress, task)
        door._submit(lambda: self._run(door, task, owner), task, write=self._writes)  # noqa: SLF001
        return task

    def _run(self, door: Door, task: Task, owner: QObject) -> Callable[[], None]:
        try:
            if task.cancelled:
                return _nothing
            result = self._work(door, task)
        except CancelledError:
            return _nothing
        except Exception as error:  # noqa: BLE001 - the doorway hands every error to the screen
            caught = error
            return lambda: self._report_failure(caught, task, owner)
        finally:
            task.settled()
        return lambda: self._report_result(result, task, owner)

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


class Write(Operation[tuple[T, Changes]]):
    """A deed: runs alone, and every screen hears what it changed.

    The work returns its result and the `Changes` that were committed. A deed that has begun is
    never broken off; cancelling only withdraws one that has not begun.
    """

    _writes = True

    def _report_result(self, result: tuple[T, Changes], task: Task, owner: QObject) -> None:  # noqa: ARG002
        door = self._door
        if door is not None:
            door.bus.tell(result[1], owner if isValid(owner) else None)
        if self._then is not None and isValid(owner):
            self._then(result)

    _door: Door | None = None

    def start(self, door: Door, owner: QObject) -> Task:
        """Begin after the deeds that were asked for earlier."""
        self._door = door
        return super().start(door, owner)


def question(put: "Callable[[Reader], T]") -> Read[T]:
    """A `Read` that puts one question to the office; cancelling interrupts its query."""

    def work(door: Door, task: Task) -> T:
        with door.office.read() as reader:
            task.interrupted_by(reader.interrupt)
            try:
                task.check()
                return put(reader)
            finally:
                task.settled()

    return Read(work)


def deed(do: "Callable[[Office], Changes]") -> Write[Changes]:
    """A `Write` whose result is what it changed."""

    def work(door: Door, _task: Task) -> tuple[Changes, Changes]:
        changes = do(door.office)
        return changes, changes

    return Write(work)


def soon(owner: QObject, call: Callable[[], None]) -> None:
    """Call at the next turn of the event loop, if `owner` still lives."""
    QTimer.singleShot(0, owner, call)


def _nothing() -> None:
    """The answer nobody waits for."""


def _throttled(door: Door, progress: Progress, task: Task) -> Progress:
    """At most one report under way: a fast worker must not flood the event loop."""
    pending = threading.Event()

    def show(done: int, total: int, words: str) -> None:
        pending.clear()
        if not task.cancelled:
            progress(done, total, words)

    def report(done: int, total: int, words: str) -> None:
        if done >= total or not pending.is_set():
            pending.set()
            door._post(lambda: show(done, total, words))  # noqa: SLF001

    return report
