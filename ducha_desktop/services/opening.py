"""Opening an existing data folder, light enough for the first paint."""

from collections.abc import Callable
from pathlib import Path

from ducha_desktop.domain.errors import DamagedError, NotFoundError
from ducha_desktop.runtime.clock import Clock
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.runtime.volumes import require_suitable
from ducha_desktop.services.office import Office, translated
from ducha_desktop.storage.connection import connect
from ducha_desktop.storage.recovery import recover
from ducha_desktop.storage.schema import SCHEMA, derived_fits, refuse_newer, schema_of
from ducha_desktop.typeset import faces
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.keys import unlock


def open_office(
    root: Path,
    *,
    clock: Clock | None = None,
    user: str = "督查员",
    password: str | None = None,
    watch: Callable[[int, int], None] | None = None,
) -> Office:
    """Open an existing data folder for reading; the first write takes the lock.

    Args:
        root: the data folder.
        clock: another one than the computer's.
        user: who works.
        password: where the keys need one.
        watch: hears how far the lists and counts are, where another version of the program has left them in
            another shape; it may raise to give up, and the next opening goes on from there.

    Raises:
        NotFoundError: there is no ledger in that folder.
        SurroundingsError: network or removable drive, damaged or unreadable keys.
        NewerVersionError: made by a newer program.
        DamagedError: the database is gone, empty or damaged, or the -wal left by an unclean shutdown
            does not belong to it.
    """
    folder = DataFolder(root)
    recover(folder)
    gone = not folder.database.exists()
    if folder.is_founding or (gone and not any(folder.keys.glob("*"))):
        raise NotFoundError(
            f"“{root}”里还没有督查台账，没有打开。请先用 ducha init 建立，或用 ducha demo 打开示例县。"
        )
    if gone:
        raise DamagedError(
            f"“{root}”里的数据库文件 {folder.database.name} 不见了，可能被移走或删除。没有改动任何内容。"
            "请把它放回原处，或恢复最近的备份。"
        )
    with translated():
        require_suitable(root)
    key = _unlock(folder, password)
    recover(folder, key)
    faces.look_in(folder.fonts)
    office = Office(folder, key, clock=clock or Clock(), user=user)
    office.before_migration = _backup_first
    office.while_fitting = watch
    try:
        _bring_up_to_date(office)
    except BaseException:
        office.close()
        raise
    return office


def _unlock(folder: DataFolder, password: str | None) -> DataKey:
    with translated():
        return unlock(folder.keys, password)


def _bring_up_to_date(office: Office) -> None:
    """Refuse a newer database; open the writer at once when an older one must be brought to this program's shape."""
    connection = connect(office.folder.database, office.database_key, read_only=True)
    try:
        schema = schema_of(connection)
        fits = schema < SCHEMA or derived_fits(connection)
    finally:
        connection.close()
    refuse_newer(schema)
    if schema < SCHEMA or not fits:
        _ = office.engine


def _backup_first(office: Office) -> None:
    from ducha_desktop.services.backups import before_migration

    before_migration(office)
