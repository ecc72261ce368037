"""The folder of backups: listing them, naming the next, thinning."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ducha_desktop.domain.errors import DuchaError, InUseError
from ducha_desktop.runtime.atomic import unlink_patiently
from ducha_desktop.runtime.faults import LockedError
from ducha_desktop.runtime.lock import FolderLock
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.container import SUFFIX, Container, open_container
from ducha_desktop.storage.copies import own_incarnation
from ducha_desktop.storage.retention import Dated, expendable

BLOB_FOLDER = "blobs"
BLOBS = "blobs.txt"
_LOCK = ".backup.lock"
_LOCK_SECONDS = 120
_NAME = re.compile(rf"ducha-(\d{{6,}})-\d{{8}}-\d{{6}}{re.escape(SUFFIX)}")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file as its manifest describes it.

    Attributes:
        rows: living business rows, as the digest counts them.
        head: sequence number and hash of the last journal entry in it.
        problem: empty, or the sentence why it cannot be used.
    """

    file: Path
    sequence: int
    size: int
    made_at: str = ""
    day: str = ""
    reason: str = ""
    app: str = ""
    schema: int = 0
    rows: int = 0
    head: tuple[int, str] = (0, "")
    key_id: str = ""
    incarnation: str = ""
    problem: str = ""


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Hold the folder of backups: making and thinning never cross, whichever program does it.

    Raises:
        InUseError: another program has been at it for two minutes.
    """
    lock = FolderLock(home / _LOCK)
    try:
        lock.acquire(wait_seconds=_LOCK_SECONDS)
    except LockedError as error:
        raise InUseError("另一个程序正在备份，这一次没有备份。请稍后再试。") from error
    try:
        yield
    finally:
        lock.release()


def next_place(folders: Iterable[Path], *, made: datetime) -> tuple[int, str]:
    """The next sequence number over all these folders, and the file name it gives."""
    taken = [sequence_of(path) for folder in folders for path in folder.iterdir()]
    sequence = max(taken, default=0) + 1
    return sequence, f"ducha-{sequence:06d}-{made:%Y%m%d-%H%M%S}{SUFFIX}"


def sequence_of(path: Path) -> int:
    """The sequence number in a backup's file name, 0 for any other file."""
    match = _NAME.fullmatch(path.name)
    return int(match[1]) if match else 0


def describe(path: Path) -> Backup:
    """What a backup file says of itself; one that cannot be used carries the reason."""
    sequence = sequence_of(path)
    try:
        size = path.stat().st_size
        return _described(open_container(path), size)
    except DuchaError as error:
        return Backup(path, sequence, size, problem=error.message)
    except (KeyError, TypeError, IndexError):
        return Backup(path, sequence, size, problem=f"备份文件“{path.name}”的说明不全，不能使用。")
    except OSError:
        return Backup(path, sequence, 0, problem=f"备份文件“{path.name}”读不出来。")


def _described(container: Container, size: int) -> Backup:
    facts = container.facts
    return Backup(
        file=container.path,
        sequence=facts["sequence"],
        size=size,
        made_at=facts["made_at"],
        day=facts["day"],
        reason=facts["reason"],
        app=facts["app"],
        schema=facts["schema"],
        rows=facts["rows"],
        head=(facts["head"][0], facts["head"][1]),
        key_id=facts["key"],
        incarnation=facts["incarnation"],
    )


def list_backups(folder: Path) -> list[Backup]:
    """All backup files of a folder, newest first; damaged ones are listed with their reason."""
    if not folder.is_dir():
        return []
    found = [describe(path) for path in folder.glob(f"*{SUFFIX}")]
    return sorted(found, key=lambda backup: (backup.sequence, backup.file.name), reverse=True)


def newest(folder: Path) -> Backup | None:
    """The newest usable backup; older ones are not looked at."""
    for path in sorted(folder.glob(f"*{SUFFIX}"), key=sequence_of, reverse=True):
        backup = describe(path)
        if not backup.problem:
            return backup
    return None


def is_older_than_backup(connection: Connection, folder: Path) -> bool:
    """Whether the database lacks what the newest backup of the same incarnation already had.

    That happens when somebody puts an older `ducha.db` back by hand: a restore by the program
    begins a new incarnation, and a journal only grows.
    """
    backup = newest(folder)
    if backup is None or backup.incarnation != own_incarnation(connection):
        return False
    row = connection.execute("SELECT hash FROM entry WHERE seq=?", (backup.head[0],)).fetchone()
    return row is None or row[0] != backup.head[1]


def thin(folder: Path, *, key_id: str) -> list[Path]:
    """Delete the backups that are no longer needed, and the sealed files none of the rest needs.

    Args:
        folder: the data folder's own `backups`.
        key_id: only this office's backups are judged.

    Returns:
        The files that went. Damaged files and other offices' are left alone.
    """
    with one_at_a_time(folder):
        mine = [one for one in list_backups(folder) if not one.problem and one.key_id == key_id]
        gone = expendable([Dated(one.sequence, date.fromisoformat(one.day)) for one in mine])
        removed = [one.file for one in mine if one.sequence in gone]
        for path in removed:
            unlink_patiently(path)
        if removed:
            _sweep_blobs(folder)
    return removed


def _sweep_blobs(folder: Path) -> None:
    """Remove sealed files that no backup names; one unreadable backup is reason to keep them all."""
    left = list_backups(folder)
    if any(one.problem for one in left):
        return
    needed = {name for one in left for name in blob_names(open_container(one.file))}
    for path in (folder / BLOB_FOLDER).glob("*.blob"):
        if path.name not in needed:
            unlink_patiently(path)


def blob_names(container: Container) -> list[str]:
    """The names of the sealed files that a backup needs beside itself."""
    return [line.rpartition("/")[2] for line in container.read_bytes(BLOBS).decode().splitlines()]
