"""At every start: finish what a kill or power cut interrupted, before anything is read."""

from pathlib import Path

from ducha_desktop.domain.errors import SurroundingsError
from ducha_desktop.runtime.faults import LockedError
from ducha_desktop.runtime.lock import FolderLock
from ducha_desktop.runtime.paths import RESTORE_INTENT, DataFolder
from ducha_desktop.vault.derive import DataKey


def recover(folder: DataFolder, key: DataKey | None = None) -> None:
    """Finish an interrupted restore; with a key, also settle an unclean shutdown.

    A -wal that the last writer left is proved to belong to the database and brought into it. Two
    looks at the file system when there is nothing to do; nothing is done either while another
    program holds the folder, whose business it then is.

    Raises:
        DamagedError: database and -wal do not belong together; nothing was changed.
        SurroundingsError: the disk refuses; nothing was changed.
    """
    if not (folder.root / RESTORE_INTENT).exists() and (key is None or not is_unclean(folder.database)):
        return
    lock = FolderLock(folder.lock)
    try:
        lock.acquire()
    except (LockedError, PermissionError):
        return
    try:
        _recover_held(folder, key)
    except OSError as error:
        raise SurroundingsError("数据文件夹不能读写，没有改动任何数据。请检查磁盘和权限后再试。") from error
    finally:
        lock.release()


def is_unclean(database: Path) -> bool:
    """Whether a -wal with content lies beside the database: the last writer did not close it."""
    try:
        return database.with_name(f"{database.name}-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def _recover_held(folder: DataFolder, key: DataKey | None) -> None:
    from ducha_desktop.storage.restore import finish_interrupted, sweep_orphans

    finish_interrupted(folder)
    folder.tidy()
    if key is not None and is_unclean(folder.database):
        from ducha_desktop.storage.integrity import require_one_history, settle

        require_one_history(folder.database, key)
        settle(folder.database, key)
        sweep_orphans(folder, key)
