"""Files that are never half written: write beside, flush, replace, flush the folder."""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_TRIES = 10
_SECONDS = 5.0
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS})
TEMPORARY_SUFFIX = ".tmp"


def write_atomic(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Replace `path` by `data`, whole or not at all, and on the disk when this returns.

    Args:
        path: the target; its folder must exist.
        data: the new content.
        mode: permissions of the new file, before the umask.

    Raises:
        OSError: nothing was changed.
    """
    with replacing(path, mode=mode) as file:
        file.write(data)


@contextmanager
def replacing(path: Path, *, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `path` when the block ends without an error."""
    temporary = temporary_beside(path)
    try:
        # The opener sets the permissions; Path.open has none.
        with open(temporary, "x+b", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            yield file
            flush_to_disk(file)
        replace_patiently(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def temporary_beside(path: Path) -> Path:
    """A fresh name in the same folder, so that the replacement is a rename."""
    return path.with_name(f".{path.name}.{os.urandom(6).hex()}{TEMPORARY_SUFFIX}")


def sweep_temporaries(folder: Path) -> int:
    """Remove what killed writers left in one of the program's own folders; for the lock's holder.

    A database that was being copied leaves its `-wal` and `-shm` too.

    Returns:
        How many files went.
    """
    left = [path for path in folder.glob(f".*{TEMPORARY_SUFFIX}*") if path.is_file()]
    for path in left:
        unlink_patiently(path)
    return len(left)


def flush_to_disk(file: BinaryIO) -> None:
    """Hand the content to the disk, not only to the operating system.

    Where that is possible the cached copy is given up, so that reading back asks the disk.
    """
    file.flush()
    os.fsync(file.fileno())
    if sys.platform == "linux":
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def flush_path(path: Path) -> None:
    """Hand a closed file's content to the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def replace_patiently(source: Path, target: Path, *, pause: Callable[[float], None] = time.sleep) -> None:
    """`os.replace`, tried again for 5 seconds when a virus scanner or a viewer holds the target.

    Raises:
        OSError: the target is as it was; `source` is left in place.
    """
    _patiently(lambda: source.replace(target), pause)
    sync_folder(target.parent)


def unlink_patiently(path: Path, *, pause: Callable[[float], None] = time.sleep) -> None:
    """Remove a file, tried again for 5 seconds when another program holds it."""
    _patiently(lambda: path.unlink(missing_ok=True), pause)


def _patiently(action: Callable[[], object], pause: Callable[[float], None]) -> None:
    for _ in range(_TRIES - 1):
        try:
            action()
        except PermissionError:
            pause(_SECONDS / (_TRIES - 1))
        else:
            return
    action()


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut.

    Windows has no such call and needs none; shares and some sticks refuse it, which leaves them as
    durable as they are.
    """
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            os.close(handle)
