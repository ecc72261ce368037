"""An opened data folder: readers, the one writer, and who this installation is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from queue import LifoQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ducha_desktop.domain.errors import (
    DamagedError,
    DuchaError,
    InUseError,
    NewerVersionError,
    NotAllowedError,
    RefusedError,
    SurroundingsError,
    WrongUseError,
)
from ducha_desktop.domain.identity import RandomBits, system_bits
from ducha_desktop.domain.lights import LightRules
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.runtime.clock import Clock
from ducha_desktop.runtime.faults import LockedError, SurroundingsFault
from ducha_desktop.runtime.lock import FolderLock
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.storage.calendar_store import load_calendar, load_rules
from ducha_desktop.storage.connection import Connection, connect
from ducha_desktop.storage.queries.ledger_where import LIVE
from ducha_desktop.storage.refusals import plain_database
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.faults import VaultError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from ducha_desktop.storage.unit_of_work import UnitOfWork, Writer
    from ducha_desktop.storage.unsaved import UnsavedForms

READERS = 3
_VAULT: dict[str, type[DuchaError]] = {
    "damaged": DamagedError,
    "newer_version": NewerVersionError,
    "not_allowed": NotAllowedError,
    "refused": RefusedError,
    "usage": WrongUseError,
}


@dataclass(slots=True)
class Reader:
    """A read-only view of the ledger on one day.

    Attributes:
        connection: a reader of its own; `interrupt` may be called from another thread.
        today: the day lights and countdowns are judged on.
        table: the ledger's rows, or those of a past day.
        viewer: what `services.ledger` has read once for this reader.
    """

    connection: Connection
    today: date
    table: str = LIVE
    _calendar: Calendar | None = field(default=None, repr=False)
    _rules: LightRules | None = field(default=None, repr=False)
    viewer: Any = field(default=None, repr=False)

    @property
    def calendar(self) -> Calendar:
        """The office's holiday table."""
        if self._calendar is None:
            self._calendar = load_calendar(self.connection)
        return self._calendar

    @property
    def rules(self) -> LightRules:
        """The office's light thresholds."""
        if self._rules is None:
            self._rules = load_rules(self.connection)
        return self._rules

    def interrupt(self) -> None:
        """Stop the query that is running."""
        self.connection.interrupt()


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the lower rooms raise about the surroundings into refusals of the domain."""
    try:
        yield
    except LockedError as fault:
        raise InUseError(fault.message) from fault
    except SurroundingsFault as fault:
        raise SurroundingsError(fault.message) from fault
    except VaultError as fault:
        raise _VAULT.get(fault.code, DamagedError)(fault.message) from fault


def _no_backup(_office: "Office") -> None:
    """A folder that nobody has prepared for an upgrade is not upgraded."""
    raise SurroundingsError("升级前的备份没有准备好，没有改动任何数据。请重新打开程序。")


class Office:
    """The data folder of one office, opened for reading and, on demand, for writing."""

    def __init__(self, folder: DataFolder, key: DataKey, *, clock: Clock, user: str) -> None:
        """Used by `opening.open_office` and `founding.found`; opens nothing yet."""
        self.folder = folder
        self.key = key
        self.clock = clock
        self.user = user
        self.bits: RandomBits = system_bits()
        self.before_migration: Callable[[Office], object] = _no_backup
        self.while_fitting: Callable[[int, int], None] | None = None
        self._lock = FolderLock(folder.lock)
        self._engine: Engine | None = None
        self._idle: LifoQueue[Connection] = LifoQueue()
        self._station: tuple[str, str] | None = None
        self._mark = ""

    @property
    def today(self) -> date:
        """The business date."""
        return self.clock.today()

    @cached_property
    def database_key(self) -> bytes:
        """Raw key of the database."""
        return self.key.subkey("database")

    @cached_property
    def chain_key(self) -> bytes:
        """Key of the journal's chain."""
        return self.key.subkey("chain")

    @cached_property
    def unsaved(self) -> "UnsavedForms":
        """Forms a clerk left without saving."""
        from ducha_desktop.storage.unsaved import UnsavedForms

        return UnsavedForms(self.folder.unsaved, self.key)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A reader for one question; connections are kept and handed out one at a time."""
        connection = self._borrow()
        try:
            with plain_database():
                yield Reader(connection, self.today)
        finally:
            if self._idle.qsize() < READERS:
                self._idle.put(connection)
            else:
                connection.close()

    def _borrow(self) -> Connection:
        if not self._idle.empty():
            return self._idle.get_nowait()
        return connect(self.folder.database, self.database_key, read_only=True)

    def hold(self) -> None:
        """Take the folder's lock for writing; InUseError when another program holds it."""
        with translated():
            self._lock.acquire()
            self.folder.tidy()

    @property
    def engine(self) -> "Engine":
        """The writer's engine; takes the lock, checks the schema and migrates after a backup."""
        if self._engine is None:
            from ducha_desktop.storage.stations import open_writer

            self.hold()
            try:
                self._engine, self._station = open_writer(
                    self.folder,
                    self.database_key,
                    writer=self.writer,
                    backup=lambda: self.before_migration(self),
                    watch=self.while_fitting,
                )
            except BaseException:
                self._lock.release()
                raise
        return self._engine

    def writer(self, station: str, incarnation: str) -> "Writer":
        """Who writes from this office, for the unit of work."""
        from ducha_desktop.storage.unit_of_work import Writer

        return Writer(
            chain_key=self.chain_key,
            station=station,
            incarnation=incarnation,
            user=self.user,
            role="督查员",
            clock=self.clock.wall_milliseconds,
            today=self.today,
            bits=self.bits,
        )

    def adopt(self, engine: "Engine", station: tuple[str, str]) -> None:
        """Take over the engine of a folder just founded."""
        self._engine, self._station = engine, station

    @contextmanager
    def marking(self, uid: str) -> Iterator[None]:
        """The entry that the block writes gets this uid, so that `holds` can tell after a power cut whether it was."""
        self._mark = uid
        try:
            yield
        finally:
            self._mark = ""

    def holds(self, uid: str) -> bool:
        """Whether an entry of this uid is in the journal."""
        with self.read() as reader:
            return bool(reader.connection.execute("SELECT 1 FROM entry WHERE uid=?", (uid,)).fetchone())

    @contextmanager
    def transaction(self) -> "Iterator[UnitOfWork]":
        """One transaction for several journal entries; commits when the block ends without an error."""
        from ducha_desktop.storage.unit_of_work import UnitOfWork

        with plain_database():
            engine = self.engine
            assert self._station is not None
            work = UnitOfWork(engine, self.writer(*self._station), mark=self._mark)
            try:
                work.open()
                yield work
                work.changes = work.commit()
            finally:
                work.close()

    @contextmanager
    def write(
        self,
        action: str,
        *,
        words: str,
        on: date | None = None,
        reason: str = "",
        basis: str = "",
        kind: str = "do",
    ) -> "Iterator[UnitOfWork]":
        """One transaction with one journal entry: what a clerk does; `work.changes` afterwards."""
        with (
            self.transaction() as work,
            work.entry(action, words=words, on=on, reason=reason, basis=basis, kind=kind),
        ):
            yield work

    def close(self) -> None:
        """Close every connection and let go of the lock."""
        while not self._idle.empty():
            self._idle.get_nowait().close()
        if self._engine is not None:
            link = self._engine.raw_connection().dbapi_connection
            self._engine.dispose()
            if link is not None:
                link.close()
            self._engine = None
        if self._lock.held:
            self.folder.wipe_private()  # copies of attachments that were looked at
        self._lock.release()

    def __enter__(self) -> Self:
        """The office itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()
