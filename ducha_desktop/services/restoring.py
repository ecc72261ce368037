"""Bringing a backup back (`reliability.md` §5.8); what a power cut interrupts, `storage.recovery` finishes."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.domain.errors import DamagedError
from ducha_desktop.runtime.clock import Clock
from ducha_desktop.runtime.lock import FolderLock
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.runtime.volumes import require_suitable
from ducha_desktop.services.backups import local_time, make_into, open_backup, plainly
from ducha_desktop.services.office import Office
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.keys import open_keys, open_keys_with_code, unlock

if TYPE_CHECKING:
    from ducha_desktop.storage.container import Container


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did; see `storage.restore.Brought`."""

    file: Path
    rows: int
    missing: int
    aside: Path | None


def restore(
    root: Path,
    file: Path,
    *,
    password: str | None = None,
    code: str | None = None,
    clock: Clock | None = None,
    user: str = "督查员",
) -> Restored:
    """Replace a data folder's ledger by a backup; the office must be closed in this process.

    What was there is backed up first if it can be read, then moved aside whole. The station goes
    on with a new incarnation, and the journal says so.

    Args:
        root: the data folder, existing or new.
        file: the backup.
        password: a password or the backup's passphrase, where its keys are not this folder's.
        code: the recovery code instead.
        clock: the clock of the journal entry.
        user: who does it.

    Raises:
        InUseError: another program has the ledger open.
        DamagedError, NewerVersionError, NotAllowedError: the backup cannot be used; nothing changed.
        SurroundingsError: disk full, no permission, unsuitable drive; nothing changed.
    """
    from ducha_desktop.storage.restore import restore_backup

    folder, clock = DataFolder(root), clock or Clock()
    with plainly():
        root.parent.mkdir(parents=True, exist_ok=True)
        require_suitable(root)
        container = open_backup(file)
        key = _key_for(folder, container, password=password, code=code)
        root.mkdir(mode=0o700, exist_ok=True)
        with FolderLock(folder.lock):
            _back_up_present(folder, key, clock=clock, user=user)
            office = Office(folder, key, clock=clock, user=user)
            brought = restore_backup(
                folder, container, key, renew=lambda database: _renew(office, database, container)
            )
    return Restored(file, brought.rows, brought.missing, brought.aside)


def _key_for(
    folder: DataFolder, container: "Container", *, password: str | None, code: str | None
) -> DataKey:
    """The data key of a backup: by its own slots, or by this folder's when they are of the same key."""
    from ducha_desktop.storage.restore import keys_inside, own_keys, require_own

    require_own(folder, container)
    inside = keys_inside(container)
    if code is not None:
        return open_keys_with_code(inside, code)
    own = own_keys(folder)
    if own is not None and own.key_id == inside.key_id and (own.has_open_slot() or password is not None):
        return unlock(folder.keys, password)
    return open_keys(inside, password)


def _back_up_present(folder: DataFolder, key: DataKey, *, clock: Clock, user: str) -> None:
    """A last backup of what is about to be replaced; a ledger too damaged for one is only moved aside."""
    if not folder.database.exists():
        return
    present = Office(folder, key, clock=clock, user=user)
    try:
        make_into(present, folder.backups, reason="restore", passphrase=None)
    except DamagedError:
        pass
    finally:
        present.close()


def _renew(office: Office, database: Path, container: "Container") -> None:
    """Bring a restored database to this program's schema and give its station a new incarnation."""
    from ducha_desktop.domain.identity import uuid7
    from ducha_desktop.storage.engine import open_engine
    from ducha_desktop.storage.migrate import migrate
    from ducha_desktop.storage.unit_of_work import UnitOfWork

    engine = open_engine(database, office.database_key)
    link = engine.raw_connection().dbapi_connection
    assert link is not None
    try:
        migrate(engine)
        (station,) = link.execute("SELECT uid FROM station WHERE own=1 AND deleted_at IS NULL").fetchone()
        incarnation = uuid7(office.clock.wall_milliseconds(), office.bits)
        work = UnitOfWork(engine, office.writer(station, incarnation))
        try:
            work.open()
            words = f"恢复备份（{local_time(container.facts['made_at'])}）"
            with work.entry("backup.restore", words=words, kind="fixed", basis=container.path.name):
                work.bulk_update("station", {station: {"incarnation": incarnation}})
            work.commit()
        finally:
            work.close()
    finally:
        engine.dispose()
        link.close()
