"""One writer per data folder: an operating-system lock that dies with its holder."""

import json
import os
import socket
import sys
import time
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ducha_desktop.runtime.faults import LockedError, UnsuitableDriveError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE = 1 << 30
"""Windows locks are mandatory: the locked byte lies far behind the note, which stays readable."""
_NOTE_LIMIT = 4096


class FolderLock:
    """Held by whoever writes; the kernel lets go when the process ends, however it ends.

    A file left behind by a killed process therefore never blocks anyone. Only the file's lock
    counts, never its presence; it is not removed, for a removed file can be locked twice.
    """

    def __init__(self, path: Path) -> None:
        """Name the lock file; nothing is opened yet."""
        self._path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def acquire(self, *, wait_seconds: float = 0.0) -> None:
        """Take the lock.

        Args:
            wait_seconds: how long to try when another holds it.

        Raises:
            LockedError: another program (or another window of this one) holds it.
            UnsuitableDriveError: the drive cannot lock files.
        """
        if self._handle is not None:
            return
        deadline = time.monotonic() + wait_seconds
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            _wait_for(handle, deadline)
            _write_note(handle)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def release(self) -> None:
        """Let go; harmless when not held."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        os.ftruncate(handle, 0)
        _unlock(handle)
        os.close(handle)

    def __enter__(self) -> Self:
        """Take the lock."""
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go."""
        self.release()


if sys.platform == "win32":

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            # Windows says "permission denied" for a taken byte, Wine a bare error.
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:

    def _try_lock(handle: int) -> bool:
        # flock, not lockf: a POSIX record lock vanishes when any handle of the file is closed.
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise UnsuitableDriveError(
                "数据文件夹所在的磁盘不支持文件锁，不能安全使用。请把数据文件夹放到本机硬盘。"
            ) from error
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _wait_for(handle: int, deadline: float) -> None:
    while not _try_lock(handle):
        if time.monotonic() >= deadline:
            raise _locked_by(_read_note(handle))
        time.sleep(0.05)


def _write_note(handle: int) -> None:
    note = {
        "pid": os.getpid(),
        "since": datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S"),
        "host": socket.gethostname(),
    }
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(note, ensure_ascii=False).encode())


def _read_note(handle: int) -> dict[str, Any]:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        note = json.loads(os.read(handle, _NOTE_LIMIT))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _locked_by(note: dict[str, Any]) -> LockedError:
    pid, since, host = note.get("pid"), str(note.get("since", "")), str(note.get("host", ""))
    who = f"（进程 {pid}，计算机 {host}，自 {since} 起）" if pid else ""
    return LockedError(
        f"督查台账已在本机打开{who}，同一时间只能由一个程序写入。本次没有改动任何内容；请先关闭已打开的窗口再试。",
        pid=pid if isinstance(pid, int) else None,
        since=since,
        host=host,
    )
