"""Making and listing backups, and what restoring one would lose (`cli.md`, `reliability.md` §5.8)."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop import __version__
from ducha_desktop.domain.errors import NotAllowedError, NotFoundError, SurroundingsError
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.runtime.volumes import volume_of
from ducha_desktop.services.office import Office, translated
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.faults import KeyFileMissingError
from ducha_desktop.vault.keys import for_travel, load
from ducha_desktop.vault.sign import StationKey, create_station, load_station

if TYPE_CHECKING:
    from ducha_desktop.storage.container import Container
    from ducha_desktop.storage.shelf import Backup

REASONS = {
    "manual": "手动备份",
    "auto": "定时备份",
    "exit": "退出时备份",
    "import": "导入前备份",
    "delete": "批量删除前备份",
    "migration": "升级前备份",
    "restore": "恢复前备份",
}


@dataclass(frozen=True, slots=True)
class BackupView:
    """One backup in the list.

    Attributes:
        words: why it was made, e.g. `导入前备份`.
        made_at: local wall time, `2026-11-22 15:30`.
        rows: living business rows, as `ducha digest` counts them.
        head: number of the last journal entry in it.
        verified: it can be restored; otherwise `problem` says why not.
    """

    file: Path
    words: str
    made_at: str
    rows: int
    head: int
    size: int
    app: str
    verified: bool
    problem: str


@dataclass(frozen=True, slots=True)
class LostEntry:
    """One act that a restore would take back."""

    seq: int
    at: str
    user: str
    words: str


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What a restore would bring and lose.

    Attributes:
        lost: the acts after the backup, latest first, at most 200; `lost_count` is all of them.
        same_history: false when the backup does not lie on the history of the present ledger, so
            that what would be lost cannot be listed.
    """

    backup: BackupView
    lost_count: int
    lost: tuple[LostEntry, ...]
    same_history: bool


def list_backups(folder: Path) -> list[BackupView]:
    """The backups of a folder, newest first; unusable ones are listed with their reason."""
    from ducha_desktop.storage import shelf

    return [_view(backup) for backup in shelf.list_backups(folder)]


def needs_passphrase(office: Office, to: Path) -> bool:
    """Whether a backup to that folder would carry an open key out of the computer."""
    with translated():
        volume = volume_of(to)
        return (volume.removable or volume.network) and load(office.folder.keys).has_open_slot()


def make(
    office: Office, *, to: Path | None = None, reason: str = "manual", passphrase: str | None = None
) -> BackupView:
    """Make a verified backup; the window may be open.

    Args:
        office: the open office.
        to: another folder, e.g. on a stick; the data folder's own `backups` by default.
        reason: a key of `REASONS`.
        passphrase: opens the backup instead of the passwordless slot, which is then left out.

    Raises:
        NotAllowedError: a passphrase is needed for that drive.
        DamagedError: the database is damaged.
        SurroundingsError: disk full or no permission.
    """
    if to is not None and not passphrase and needs_passphrase(office, to):
        raise NotAllowedError(
            f"“{to}”是移动存储或网络位置，而台账还没有设口令：请先给这份备份设一个口令（--passphrase），没有写出任何内容。"
        )
    return _view(make_into(office, to or office.folder.backups, reason=reason, passphrase=passphrase))


def make_if_changed(office: Office, *, reason: str = "auto") -> BackupView | None:
    """Make a backup unless the newest good one holds the same journal; None when nothing changed."""
    from ducha_desktop.storage import journal, shelf

    with office.read() as reader:
        head = journal.head(reader.connection)
    good = [backup for backup in shelf.list_backups(office.folder.backups) if not backup.problem]
    if good and good[0].head == (head.seq, head.hash):
        return None
    return make(office, reason=reason)


def before_migration(office: Office) -> BackupView:
    """The verified backup that every upgrade of the database begins with."""
    return make(office, reason="migration")


def preview(office: Office, file: Path) -> RestorePreview:
    """What restoring `file` would bring and what would be lost; nothing is changed.

    Raises:
        DamagedError, NewerVersionError, NotAllowedError: the backup cannot be used, with the reason.
    """
    from ducha_desktop.storage.restore import require_own
    from ducha_desktop.storage.shelf import describe

    with plainly():
        container = open_backup(file)
        require_own(office.folder, container)
        container.require_key(office.key)
        container.verify()
    backup = describe(file)
    seq, seal = backup.head
    with office.read() as reader:
        here = reader.connection.execute("SELECT hash FROM entry WHERE seq=?", (seq,)).fetchone()
        rows = reader.connection.execute(
            "SELECT seq, at, user, words FROM entry WHERE seq>? ORDER BY seq DESC LIMIT 200", (seq,)
        ).fetchall()
        count = reader.connection.execute("SELECT count(*) FROM entry WHERE seq>?", (seq,)).fetchone()[0]
    lost = tuple(LostEntry(number, local_time(at), user, words) for number, at, user, words in rows)
    return RestorePreview(_view(backup), count, lost, same_history=here is not None and here[0] == seal)


def make_into(office: Office, target: Path, *, reason: str, passphrase: str | None) -> "Backup":
    """`make` without the question of the drive; thins the data folder's own backups."""
    from ducha_desktop.storage.backup import Occasion, Source, make_backup
    from ducha_desktop.storage.shelf import thin

    with plainly():
        keys = load(office.folder.keys)
        source = Source(office.folder, office.key, keys, _station(office.folder, office.key))
        occasion = Occasion(reason, office.clock.wall_milliseconds(), office.today, __version__)
        travelling = for_travel(keys, office.key, passphrase=passphrase)
        made = make_backup(source, target, occasion=occasion, travelling=travelling)
        if target == office.folder.backups:
            thin(target, key_id=keys.key_id)
        return made


def _station(folder: DataFolder, key: DataKey) -> StationKey:
    with suppress(KeyFileMissingError):
        return load_station(folder.keys, key)
    with suppress(FileExistsError):
        return create_station(folder.keys, key)
    # Another program of this folder was first.
    return load_station(folder.keys, key)


def open_backup(file: Path) -> "Container":
    """A backup whose outside proved intact; see `storage.container.open_container`."""
    from ducha_desktop.storage.container import open_container

    try:
        return open_container(file)
    except FileNotFoundError as error:
        raise NotFoundError(
            f"找不到备份文件“{file}”，没有改动任何数据。请看看 U 盘是否插好，或另选一份备份。"
        ) from error


def _view(backup: "Backup") -> BackupView:
    return BackupView(
        file=backup.file,
        words=REASONS.get(backup.reason, backup.reason),
        made_at=local_time(backup.made_at) if backup.made_at else "",
        rows=backup.rows,
        head=backup.head[0],
        size=backup.size,
        app=backup.app,
        verified=not backup.problem,
        problem=backup.problem,
    )


def local_time(iso: str) -> str:
    """ISO time as the clerk reads it: `2026-11-22 15:30`."""
    return f"{datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M}"


@contextmanager
def plainly() -> Iterator[None]:
    """Refusals of the lower rooms and of the operating system, as refusals of the domain."""
    try:
        with translated():
            yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
            raise SurroundingsError(
                "磁盘已满，没有改动任何数据，原有备份也没有改动。请清理磁盘后再试。"
            ) from error
        name = f"“{error.filename}”" if error.filename else "文件"
        raise SurroundingsError(f"{name}不能读写，没有改动任何数据。请检查权限和磁盘后再试。") from error
