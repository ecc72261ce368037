"""A zip file written member by member in one pass: the same bytes for the same content and time.

The standard library's `zipfile` has no door for another deflate; ISA-L does the level-1 work of a
ledger in a quarter of zlib's time (`performance.md` §1).
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO, Protocol

from ducha_desktop.domain.errors import TooLargeError

_LOCAL = struct.Struct("<4s2H3H3L2H")
_CENTRAL = struct.Struct("<4s2B3H2H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_SIZES = struct.Struct("<3L")
_SIZES_AT = 14
_NEEDS = 20
_DEFLATED = 8
_UTF8_NAMES = 0x800
_LIMIT = 0xFFFF_FFFF
_FIRST_YEAR = 1980


class Deflater(Protocol):
    """What zlib and ISA-L both offer."""

    def compress(self, data: bytes, /) -> bytes:
        """Take more data, give what is ready."""
        ...

    def flush(self) -> bytes:
        """Give the rest."""
        ...


def _engine() -> tuple[Callable[[], Deflater], Callable[[bytes, int], int]]:
    try:
        from isal import isal_zlib
    except ImportError:  # no wheel for this machine: the same file, a little larger and later
        return (lambda: zlib.compressobj(1, zlib.DEFLATED, -15)), zlib.crc32
    return (lambda: isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)), isal_zlib.crc32


class ZipStream:
    """The zip being written. Members are written one after the other, then `close` ends the file.

    Args:
        file: seekable, at the place where the zip begins (its start).
        when: the time every member bears; seconds are even, years before 1980 become 1980.
    """

    def __init__(self, file: BinaryIO, *, when: datetime) -> None:
        """Nothing is written before the first member."""
        self._file = file
        self._start = file.tell()
        self._stamp = _dos_stamp(when)
        self._directory: list[bytes] = []
        self._deflater, self._crc32 = _engine()

    @contextmanager
    def member(self, name: str) -> Iterator[Callable[[bytes], None]]:
        """Open the next member; the block gets the function that takes its bytes."""
        file, offset = self._file, self._file.tell() - self._start
        encoded = name.encode()
        file.write(self._local(encoded))
        deflater, crc, size = self._deflater(), 0, 0

        def take(data: bytes) -> None:
            nonlocal crc, size
            crc = self._crc32(data, crc)
            size += len(data)
            file.write(deflater.compress(data))

        begin = file.tell()
        yield take
        file.write(deflater.flush())
        end = file.tell()
        packed = end - begin
        if max(size, packed, end - self._start) > _LIMIT:
            raise TooLargeError("导出的内容超过 4 GB，单个文件放不下。文件没有生成；请加筛选条件分几次导出。")
        file.seek(self._start + offset + _SIZES_AT)
        file.write(_SIZES.pack(crc, packed, size))
        file.seek(end)
        self._directory.append(self._central(encoded, (crc, packed, size), offset))

    def text(self, name: str, content: str) -> None:
        """One small member, whole."""
        with self.member(name) as take:
            take(content.encode())

    def close(self) -> None:
        """Write the directory; the file itself stays open."""
        offset = self._file.tell() - self._start
        block = b"".join(self._directory)
        count = len(self._directory)
        self._file.write(block)
        self._file.write(_END.pack(b"PK\5\6", 0, 0, count, count, len(block), offset, 0))

    def _local(self, name: bytes) -> bytes:
        time, day = self._stamp
        head = (b"PK\3\4", _NEEDS, _UTF8_NAMES, _DEFLATED, time, day)
        return _LOCAL.pack(*head, 0, 0, 0, len(name), 0) + name

    def _central(self, name: bytes, sizes: tuple[int, int, int], offset: int) -> bytes:
        time, day = self._stamp
        head = (b"PK\1\2", _NEEDS, 0, _NEEDS, _UTF8_NAMES, _DEFLATED, time, day)
        return _CENTRAL.pack(*head, *sizes, len(name), 0, 0, 0, 0, 0, offset) + name


def _dos_stamp(when: datetime) -> tuple[int, int]:
    year = max(when.year, _FIRST_YEAR) - _FIRST_YEAR
    time = when.hour << 11 | when.minute << 5 | when.second // 2
    return time, year << 9 | when.month << 5 | when.day
