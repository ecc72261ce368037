"""The doorway itself: it holds the open office and the threads, and brings answers home."""

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ducha_desktop.ui.bus import Bus
from ducha_desktop.ui.operations.collecting import Collector
from ducha_desktop.ui.operations.task import Task

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from ducha_desktop.services.office import Office

READERS = 3
Answer = Callable[[], None]
Work = Callable[[], Answer]


class Door(QObject):
    """Holds the open office, the threads, and the way back to the interface thread."""

    _arrived = Signal(int)
    busy = Signal(bool)

    def __init__(self, bus: Bus) -> None:
        """A doorway that leads nowhere yet; `close` must be called before the office is closed."""
        super().__init__()
        self.bus = bus
        self._office: Office | None = None
        self._pools: dict[bool, ThreadPoolExecutor] = {}
        self._latest: dict[tuple[int, str], Task] = {}
        self._places: dict[Task, tuple[int, str]] = {}
        self._running: dict[int, tuple[Task, Work]] = {}
        self._answers: dict[int, tuple[Answer, Task | None]] = {}
        self._numbers = count()
        self._closed = False
        self._collector = Collector(self)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Cancel what can be cancelled, let a write that has begun end, and wait for both."""
        self._closed = True
        for task, _ in tuple(self._running.values()):
            task.cancel()
        for write in (False, True):
            pool = self._pools.pop(write, None)
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=not write)
        self._collector.stop()

    def pause(self) -> None:
        """Cancel every question, wait for every deed, and lead nowhere until `lead_to` is called again."""
        self.close()
        self._running.clear()  # what was still queued will never answer
        self._latest.clear()
        self._places.clear()
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

    def submit(self, run: Work, task: Task, *, write: bool) -> None:
        """Let a worker `run`; what it returns is called on the interface thread."""
        if self._closed:
            return
        was_idle = self.idle
        number = next(self._numbers)
        self._running[number] = task, run
        if was_idle:
            self.busy.emit(True)
        self._pool(write=write).submit(self._carry, number)

    def post(self, call: Answer) -> None:
        """Call on the interface thread; from any other."""
        number = next(self._numbers)
        self._answers[number] = call, None
        self._arrived.emit(number)

    def supersede(self, owner: QObject, key: str, task: Task) -> None:
        """Cancel the older task of this owner and key: `task` takes its place."""
        place = (id(owner), key)
        older = self._latest.get(place)
        if older is not None:
            older.cancel()
            self._places.pop(older, None)
        self._latest[place], self._places[task] = task, place

    def _pool(self, *, write: bool) -> "ThreadPoolExecutor":
        """The threads, made when the first one is needed."""
        if write not in self._pools:
            from concurrent.futures import ThreadPoolExecutor

            self._collector.start()
            threads, name = (1, "write") if write else (READERS, "read")
            self._pools[write] = ThreadPoolExecutor(threads, thread_name_prefix=name)
        return self._pools[write]

    def _carry(self, number: int) -> None:
        """Run in a worker, which lets go of everything before the interface thread hears of it.

        What runs holds screens and dialogs. The last who holds one frees it, and that must never be a
        worker that happened to be late: Qt lets only the interface thread do so.
        """
        self._answers[number] = self._answer(number)
        self._arrived.emit(number)

    def _answer(self, number: int) -> tuple[Answer, Task]:
        task, run = self._running[number]
        return run(), task

    def _deliver(self, number: int) -> None:
        answer, task = self._answers.pop(number)
        self._running.pop(number, None)
        if task is not None:
            if task in self._places:  # nothing is left to be superseded
                del self._latest[self._places.pop(task)]
            if self.idle:
                self.busy.emit(False)
        answer()
