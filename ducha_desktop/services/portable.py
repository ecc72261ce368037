"""Moving the ledger beside the program, so that one folder holds both and can be carried to another disk."""

import filecmp
import shutil
from datetime import datetime
from pathlib import Path

from ducha_desktop.domain.errors import NotAllowedError, SurroundingsError
from ducha_desktop.runtime.atomic import (
    flush_path,
    replace_patiently,
    sync_folder,
    temporary_beside,
    write_atomic,
)
from ducha_desktop.runtime.lock import FolderLock
from ducha_desktop.runtime.paths import LOCK_NAME, PORTABLE_MARKER
from ducha_desktop.runtime.volumes import require_suitable
from ducha_desktop.services.backups import plainly
from ducha_desktop.services.office import Office

_LEFT = frozenset({LOCK_NAME, "private", "logs"})


def carry(office: Office, target: Path) -> Path:
    """Close the office and move its folder to `target`; the old one is renamed, never deleted.

    The copy is compared byte by byte before it counts. Cut off at any moment, the old folder is still
    the ledger, or the new one already is: the marker that makes it the portable one is written last.

    Args:
        office: the open office; closed by this unless it refuses at once.
        target: the `ducha-data` folder beside the program; must not exist or be empty.

    Returns:
        Where the old folder lies now.

    Raises:
        NotAllowedError: something lies there already; nothing was changed.
        SurroundingsError: a stick, a network place, a full disk; nothing was changed.
    """
    root = office.folder.root
    if target.exists() and any(target.iterdir()):
        raise NotAllowedError(f"“{target}”里已经有东西，没有搬动任何数据。请先看看那里是什么。")
    with plainly():
        require_suitable(target.parent)
        office.close()
        with FolderLock(office.folder.lock):
            _copy(root, target)
        write_atomic(target / PORTABLE_MARKER, "便携模式：数据放在程序旁边。\n".encode())
        aside = root.with_name(f"{root.name}-已搬走-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
        root.rename(aside)
        sync_folder(root.parent)
    return aside


def _copy(root: Path, target: Path) -> None:
    temporary = temporary_beside(target)
    try:
        shutil.copytree(root, temporary, ignore=shutil.ignore_patterns(*_LEFT))
        _require_same(root, temporary)
        if target.exists():
            target.rmdir()
        replace_patiently(temporary, target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _require_same(root: Path, copy: Path) -> None:
    for made in sorted(path for path in copy.rglob("*") if path.is_file()):
        flush_path(made)
        if not filecmp.cmp(made, root / made.relative_to(copy), shallow=False):
            raise SurroundingsError(
                "复制的数据核对不上，可能磁盘有问题。没有搬动任何数据。请检查磁盘后再试。"
            )
