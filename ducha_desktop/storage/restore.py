"""Bringing a backup back (`reliability.md` §5.8).

Everything is prepared beside the living database: the copy is extracted, proved, and given its new
incarnation and journal entry. Then an intent is written, and only then are the database and its
-wal and -shm moved aside together and the copy put in their place. A kill before the intent
changes nothing; after it, the next start finishes what was begun.
"""

import json
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ducha_desktop.domain.errors import DamagedError, InUseError, NotAllowedError
from ducha_desktop.runtime.atomic import (
    TEMPORARY_SUFFIX,
    flush_path,
    replace_patiently,
    sync_folder,
    unlink_patiently,
    write_atomic,
)
from ducha_desktop.runtime.paths import RESTORE_INTENT, DataFolder
from ducha_desktop.runtime.volumes import require_free
from ducha_desktop.storage.backup import DATABASE, KEYS, STATION
from ducha_desktop.storage.blobs import NAMED_BLOBS, BlobStore
from ducha_desktop.storage.connection import connect
from ducha_desktop.storage.container import Container
from ducha_desktop.storage.copies import copy_proved, make_self_contained, prove_database
from ducha_desktop.storage.schema import refuse_newer
from ducha_desktop.storage.shelf import BLOB_FOLDER
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.faults import KeyFileDamagedError, KeyFileMissingError
from ducha_desktop.vault.keyfile import KeyFile, parse
from ducha_desktop.vault.keys import COPIES, load, store
from ducha_desktop.vault.sign import STATION_FILE, parse_station

ASIDE = "replaced"
_KEPT_ASIDE = 3
_FILES = ("ducha.db", "ducha.db-wal", "ducha.db-shm", "ducha.db-journal")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a restore put in place.

    Attributes:
        rows: living business rows, as the backup's manifest says.
        aside: where the replaced database lies; None when there was none.
        missing: attachments and papers that neither the folder nor the backup's folder has.
    """

    rows: int
    aside: Path | None
    missing: int


def keys_inside(container: Container) -> KeyFile:
    """The key slots a backup carries."""
    try:
        return parse(container.read_bytes(KEYS))
    except KeyFileDamagedError as error:
        raise DamagedError(
            f"备份文件“{container.path.name}”已损坏，没有改动任何数据。请换一个备份。"
        ) from error


def own_keys(folder: DataFolder) -> KeyFile | None:
    """The folder's own key file; None when there is none that can be read."""
    try:
        return load(folder.keys)
    except (KeyFileMissingError, KeyFileDamagedError):
        return None


def require_own(folder: DataFolder, container: Container) -> None:
    """Refuse another office's backup over an office's living data.

    Raises:
        NotAllowedError: the folder belongs to another data key.
    """
    own = own_keys(folder)
    if own is not None and folder.database.exists() and own.key_id != container.facts["key"]:
        raise NotAllowedError(
            f"“{container.path.name}”是另一个台账的备份，不能覆盖现有台账，没有改动任何数据。"
            "要打开它，请换一个空的数据文件夹再恢复。"
        )


def restore_backup(
    folder: DataFolder, container: Container, key: DataKey, *, renew: Callable[[Path], None]
) -> Brought:
    """Replace the folder's database by the one in a backup. The caller holds the folder's lock.

    Args:
        folder: the data folder; it may be new.
        container: an opened backup.
        key: its data key.
        renew: called with the extracted, proved database; migrates it, gives the station a new
            incarnation and writes the journal entry.

    Raises:
        DamagedError: the backup is damaged; nothing was changed.
        NotAllowedError: it is not this office's; nothing was changed.
        NewerVersionError: it is a newer program's; nothing was changed.
        DiskFullError: nothing was changed.
    """
    require_own(folder, container)
    container.require_key(key)
    refuse_newer(container.facts["schema"])
    folder.create()
    finish_interrupted(folder)
    require_free(folder.root, size=2 * container.members[DATABASE].size)
    prepared = folder.root / f".restore.{secrets.token_hex(6)}{TEMPORARY_SUFFIX}"
    try:
        container.extract(DATABASE, prepared)
        for name in container.members.keys() - {DATABASE}:
            container.read_bytes(name)
        _require_as_described(prepared, container, key)
        missing = _bring_blobs(folder, container, _blobs_named(prepared, key), key=key)
        renew(prepared)
        make_self_contained(prepared, key)
        flush_path(prepared)
        _bring_keys(folder, container, key)
        aside = _swap(folder, prepared)
    finally:
        if not is_interrupted(folder):
            _remove_with_sides(prepared)
    return Brought(container.facts["rows"], aside, missing)


def _require_as_described(prepared: Path, container: Container, key: DataKey) -> None:
    proof = prove_database(prepared, key)
    facts = container.facts
    if (list(proof.head), proof.counts, proof.schema) != (facts["head"], facts["counts"], facts["schema"]):
        raise DamagedError(
            f"备份“{container.path.name}”的内容与它的说明不符，没有改动任何数据。请换一个备份。"
        )


def _blobs_named(database: Path, key: DataKey) -> list[tuple[str, str]]:
    """(part of the folder, digest) of every sealed file that a row names."""
    connection = connect(database, key.subkey("database"), read_only=True)
    try:
        return [(part, sha) for part, statement in NAMED_BLOBS for (sha,) in connection.execute(statement)]
    finally:
        connection.close()


def _bring_blobs(
    folder: DataFolder, container: Container, wanted: list[tuple[str, str]], *, key: DataKey
) -> int:
    """Fetch the sealed files the folder lacks; count those that are nowhere."""
    beside, missing = container.path.parent / BLOB_FOLDER, 0
    for part, sha256 in wanted:
        blobs = BlobStore(folder.root / part, key)
        if blobs.is_intact(sha256):
            continue
        if BlobStore(beside, key).is_intact(sha256):
            target = blobs.path_of(sha256)
            copy_proved(beside / target.name, target)
        else:
            missing += 1
    return missing


def _bring_keys(folder: DataFolder, container: Container, key: DataKey) -> None:
    """Put the backup's keys where there are none, or where those there belong to no database."""
    own = own_keys(folder)
    if own is None or own.key_id != container.facts["key"]:
        for name in (*COPIES, STATION_FILE):
            with suppress(FileNotFoundError):
                replace_patiently(folder.keys / name, folder.keys / f"{name}.replaced")
        store(folder.keys, keys_inside(container))
    station = folder.keys / STATION_FILE
    try:
        parse_station(station.read_bytes(), key)
    except (FileNotFoundError, KeyFileDamagedError):
        write_atomic(station, container.read_bytes(STATION), mode=0o600)


def _swap(folder: DataFolder, prepared: Path) -> Path | None:
    aside = folder.root / ASIDE / secrets.token_hex(6)
    intent = {"prepared": prepared.name, "aside": aside.name}
    write_atomic(folder.root / RESTORE_INTENT, json.dumps(intent).encode(), mode=0o600)
    try:
        finish_interrupted(folder)
    except OSError as error:
        if not (folder.database.exists() and prepared.exists()):
            raise
        # Nothing was moved yet (Windows: somebody has the database open), so nothing is begun.
        unlink_patiently(folder.root / RESTORE_INTENT)
        raise InUseError(
            "数据库正被其他程序打开，没有恢复，也没有改动任何数据。请关闭本程序的其他窗口后再试。"
        ) from error
    return aside if aside.is_dir() else None


def is_interrupted(folder: DataFolder) -> bool:
    """Whether a restore was cut off after its intent: cheap, asked at every start."""
    return (folder.root / RESTORE_INTENT).exists()


def finish_interrupted(folder: DataFolder) -> bool:
    """Finish a restore that a kill or power cut interrupted. The caller holds the folder's lock.

    Returns:
        Whether there was one.
    """
    path = folder.root / RESTORE_INTENT
    try:
        intent = json.loads(path.read_bytes())
    except FileNotFoundError:
        return False
    prepared = folder.root / Path(intent["prepared"]).name
    if prepared.exists():
        aside = folder.root / ASIDE / Path(intent["aside"]).name
        _move_aside(folder, aside)
        replace_patiently(prepared, folder.database)
    unlink_patiently(path)
    sync_folder(folder.root)
    _thin_aside(folder)
    return True


def _move_aside(folder: DataFolder, aside: Path) -> None:
    """Database first, then what belongs to it: a rest of -wal never meets another database."""
    for name in _FILES:
        if (folder.root / name).exists():
            aside.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_patiently(folder.root / name, aside / name)
    sync_folder(folder.root)


def _thin_aside(folder: DataFolder) -> None:
    kept = sorted((folder.root / ASIDE).glob("*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[_KEPT_ASIDE:]:
        shutil.rmtree(path, ignore_errors=True)


def _remove_with_sides(path: Path) -> None:
    for rest in path.parent.glob(f"{path.name}*"):
        with suppress(OSError):
            rest.unlink()


def sweep_orphans(folder: DataFolder, key: DataKey) -> int:
    """Remove sealed files that no row names. The caller holds the folder's lock, nothing is being added.

    Returns:
        How many files went.
    """
    named = _blobs_named(folder.database, key)
    return sum(
        BlobStore(folder.root / part, key).sweep(sha256 for owner, sha256 in named if owner == part)
        for part, _ in NAMED_BLOBS
    )
