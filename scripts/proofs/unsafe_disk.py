"""A disk in memory that keeps only what was synced, when the power goes; the rest as chance has it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import apsw

_SECTOR = 512


class PowerCutError(Exception):
    """The power went."""


@dataclass
class Content:
    """A file: what a reader sees, what the platter holds, and the writes between the two."""

    seen: bytearray = field(default_factory=bytearray)
    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes]] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        """Write into the cache."""
        _put(self.seen, offset, data)
        self.pending.append((offset, data))

    def sync(self) -> None:
        """Bring the cache onto the platter."""
        self.durable, self.pending = bytearray(self.seen), []

    def truncate(self, size: int) -> None:
        """Cut; the platter may or may not have it until the next sync, so the cut waits with the writes."""
        del self.seen[size:]
        self.pending.append((-1 - size, b""))

    def after_cut(self, chance: random.Random) -> bytearray:
        """What is found when the power is back: any of the pending sectors, in any order."""
        left = bytearray(self.durable)
        pending = [piece for write in self.pending for piece in _sectors(*write)]
        kept = [piece for piece in pending if chance.random() < chance.choice((0.1, 0.5, 0.9))]
        chance.shuffle(kept)
        for offset, data in kept:
            if offset < 0:
                del left[-1 - offset :]
            else:
                _put(left, offset, data)
        return left


def _put(content: bytearray, offset: int, data: bytes) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _sectors(offset: int, data: bytes) -> list[tuple[int, bytes]]:
    if offset < 0:
        return [(offset, data)]
    return [(offset + start, data[start : start + _SECTOR]) for start in range(0, len(data), _SECTOR)]


class Disk(apsw.VFS):
    """The file system SQLite is given.

    Args:
        files: contents by name, durable.
        left: writes and syncs until the power goes; None never.
        honest: whether a sync is carried out; False is the disk that lies.
    """

    def __init__(self, files: dict[str, bytearray], *, left: int | None = None, honest: bool = True) -> None:
        """Register under a name of its own."""
        self.name = f"unsafe-{id(self)}"
        self.files = {name: Content(bytearray(data), bytearray(data)) for name, data in files.items()}
        self.left = left
        self._honest = honest
        self._dead = False
        super().__init__(self.name, base="")

    def step(self, action: Callable[[], object]) -> None:
        """One write or sync, unless the power goes or has gone."""
        if self._dead:
            return
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self._dead = True
                raise PowerCutError
        action()

    def sync(self, content: Content) -> None:
        """Carry out a sync, if this disk does."""
        if self._honest:
            content.sync()

    def after_cut(self, chance: random.Random) -> dict[str, bytearray]:
        """The files as they are found afterwards."""
        return {name: content.after_cut(chance) for name, content in self.files.items()}

    def xOpen(self, name: Any, flags: list[int]) -> "File":  # type: ignore[override] # noqa: N802, ARG002
        """Open or make a file."""
        known = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        return File(self, self.files.setdefault(known, Content()))

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802, ARG002
        """Remove a file."""
        self.step(lambda: self.files.pop(filename, None))

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802, ARG002
        """Whether a file is there."""
        return pathname in self.files

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        """Names are full already."""
        return name


class File:
    """An open file of the disk."""

    def __init__(self, disk: Disk, content: Content) -> None:
        """Open."""
        self._disk, self._content = disk, content

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        """Read what the cache holds."""
        return bytes(self._content.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        """Write into the cache."""
        self._disk.step(lambda: self._content.write(offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        """Cut the file."""
        self._disk.step(lambda: self._content.truncate(newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802, ARG002
        """The promise everything rests on."""
        self._disk.step(lambda: self._disk.sync(self._content))

    def xFileSize(self) -> int:  # noqa: N802
        """Size as the cache has it."""
        return len(self._content.seen)

    def xLock(self, level: int) -> None:  # noqa: N802
        """Nobody else is here."""

    def xUnlock(self, level: int) -> None:  # noqa: N802
        """Nobody else is here."""

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        """Nobody else is here."""
        return False

    def xFileControl(self, op: int, ptr: int) -> bool:  # noqa: N802, ARG002
        """No special wishes."""
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        """A sector is written whole or not."""
        return _SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        """Nothing is promised."""
        return 0

    def xClose(self) -> None:  # noqa: N802
        """Close."""
