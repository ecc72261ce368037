"""Foreign files on their way in: what is refused, reading with progress, and what the disk may say."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from ducha_desktop.domain.errors import RefusedError, SurroundingsError
from ducha_desktop.services.office import translated

LARGEST = 2 * 1024**3
"""Bytes of one attachment: backups and exchange packages still have to carry it."""

Progress = Callable[[int, int, str], None]
"""Told (bytes done, bytes in all, name of the file)."""

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Source:
    """A regular file as it was when it was looked at."""

    path: Path
    size: int
    changed: int

    @property
    def name(self) -> str:
        """What the clerk calls it."""
        return self.path.name

    @classmethod
    def examine(cls, path: Path) -> "Source":
        """Look at a file without reading it.

        Raises:
            RefusedError: a folder, a device, an empty, huge or vanished file; the sentence says which.
        """
        name = path.name or str(path)
        try:
            seen = path.stat()
        except OSError as error:
            raise RefusedError(
                f"“{name}”找不到或不能读取，没有添加。请确认文件还在、U 盘没有拔出。"
            ) from error
        if stat.S_ISDIR(seen.st_mode):
            raise RefusedError(f"“{name}”是文件夹，没有添加。请选择里面的文件，或先压缩成一个文件。")
        if not stat.S_ISREG(seen.st_mode):
            raise RefusedError(f"“{name}”不是普通文件，没有添加。请选择一个文件。")
        if seen.st_size == 0:
            raise RefusedError(f"“{name}”是空文件，没有添加。如果它在网盘里，请先下载到本机。")
        if seen.st_size > LARGEST:
            raise RefusedError(
                f"“{name}”有 {seen.st_size / 1024**3:.1f} GB，单个附件最大 2 GB，没有添加。请压缩或拆分。"
            )
        return cls(path, seen.st_size, seen.st_mtime_ns)

    @contextmanager
    def open(self, report: Callable[[int, str], None]) -> Iterator[BinaryIO]:
        """The content as a stream that reports what it has handed out.

        Raises:
            RefusedError: it cannot be opened, or can no longer be read.
        """
        try:
            # The descriptor, not the name, is what is read: nothing can be put in its place meanwhile.
            handle = os.open(self.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise RefusedError(self.unreadable) from error
        try:
            yield cast("BinaryIO", _Watched(self, handle, report))
        finally:
            os.close(handle)

    def require_unchanged(self) -> None:
        """Refuse a file that another program was writing while it was read.

        Raises:
            RefusedError: size or time differ from when it was first looked at.
        """
        try:
            seen = self.path.stat()
        except OSError as error:
            raise RefusedError(f"“{self.name}”在读取时被移走或删除，没有添加。请放回原处再试。") from error
        if (seen.st_size, seen.st_mtime_ns) != (self.size, self.changed):
            raise RefusedError(self.moving)

    @property
    def moving(self) -> str:
        """The sentence for a file that another program is writing."""
        return f"“{self.name}”在读取时被别的程序改动，没有添加。请保存并关闭它再试。"

    @property
    def unreadable(self) -> str:
        """The sentence for a file whose reading breaks off."""
        return f"“{self.name}”读到一半读不下去了，没有添加。请确认文件没有损坏、U 盘没有拔出。"


class _Watched:
    """A stream of one open file; only `read` is asked of it."""

    def __init__(self, source: Source, handle: int, report: Callable[[int, str], None]) -> None:
        self._source, self._handle, self._report = source, handle, report
        self._done = 0

    def read(self, size: int) -> bytes:
        try:
            data = os.read(self._handle, size)
        except OSError as error:
            raise RefusedError(self._source.unreadable) from error
        self._done += len(data)
        if self._done > self._source.size:  # it grows while it is read; it might never end
            raise RefusedError(self._source.moving)
        self._report(self._done, self._source.name)
        return data


@contextmanager
def plainly() -> Iterator[None]:
    """What the lower rooms and the operating system refuse, as sentences about attachments."""
    try:
        with translated():
            yield
    except SurroundingsError:
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise SurroundingsError("磁盘已满，附件没有保存，原有数据没有改动。请清理磁盘后再试。") from error
        raise SurroundingsError("附件不能读写，没有改动任何数据。请检查磁盘和文件夹的权限后再试。") from error
