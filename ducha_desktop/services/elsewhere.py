"""Files of the clerk's own are written outside the data folder, where they could take the place of the ledger."""

import os
from pathlib import Path

from ducha_desktop.domain.errors import WrongUseError


def lies_within(root: Path, path: Path) -> bool:
    """Whether `path` is `root` or would stand in it, whatever it is called.

    Links and `..` are followed. Folders that exist are compared as the file system knows them, so that
    other letter case, short names and a second drive letter are seen through too.
    """
    real, home = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    if real.is_relative_to(home):
        return True
    return any(_same(place, home) for place in (real, *real.parents))


def require_elsewhere(root: Path, path: Path) -> None:
    """Refuse to write a file or folder of the clerk's own into the data folder.

    Args:
        root: the data folder; it need not exist.
        path: what is to be written.

    Raises:
        WrongUseError: it lies there; nothing was written.
    """
    if lies_within(root, path):
        raise WrongUseError(
            f"“{path}”在数据文件夹里面，写到那里可能盖掉台账本身。没有写出文件，也没有改动任何数据。请另选一个文件夹。"
        )


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there, or not to be looked at
        return False
