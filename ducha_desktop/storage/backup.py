"""Making a backup (`reliability.md` §5.8).

A backup appears under its name only after a copy of the database was made through the keyed
connection, opened again with the key, and found whole. A power cut leaves the old ones, or a
hidden rest that the next backup sweeps.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ducha_desktop.runtime.atomic import TEMPORARY_SUFFIX, flush_to_disk, replacing, sweep_temporaries
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.runtime.volumes import require_free
from ducha_desktop.storage.blobs import BlobStore
from ducha_desktop.storage.container import open_container, write_container
from ducha_desktop.storage.copies import Proof, copy_database, copy_proved
from ducha_desktop.storage.shelf import BLOB_FOLDER, BLOBS, Backup, describe, next_place, one_at_a_time
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.keyfile import KeyFile
from ducha_desktop.vault.sign import StationKey, station_bytes

DATABASE, KEYS, STATION = "ducha.db", "keys.json", "station.json"
_ROOM = 1_000_000


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why and when a backup is made.

    Attributes:
        reason: code, e.g. `manual`, `auto`, `exit`, `import`, `migration`, `restore`.
        milliseconds: wall time.
        today: the business day, for thinning.
        app: version of the program.
    """

    reason: str
    milliseconds: int
    today: date
    app: str

    @property
    def made(self) -> datetime:
        """The wall time, aware."""
        return datetime.fromtimestamp(self.milliseconds / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Source:
    """What is backed up: a data folder and the keys to it."""

    folder: DataFolder
    key: DataKey
    keys: KeyFile
    station: StationKey


def make_backup(
    source: Source, target: Path, *, occasion: Occasion, travelling: KeyFile | None = None
) -> Backup:
    """Make and verify one backup.

    Args:
        source: the data folder; reading is enough, the window may go on writing.
        target: the folder it goes to; missing ones are made.
        occasion: why and when.
        travelling: the key slots to put into it; the folder's own by default.

    Raises:
        DamagedError: the database is damaged; nothing was written.
        DiskFullError: not enough space; nothing was written.
        InUseError: another backup is being made.
    """
    home = source.folder.backups
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(home):
        sweep_temporaries(home)
        _require_room(source, home, target)
        copy = home / f".copy.{secrets.token_hex(6)}{TEMPORARY_SUFFIX}"
        try:
            proof = copy_database(source.folder.database, copy, source.key)
            blobs = copy_blobs(source, target / BLOB_FOLDER)
            return _write(source, target, copy, proof=proof, blobs=blobs, occasion=occasion, keys=travelling)
        finally:
            for rest in home.glob(f"{copy.name}*"):
                with suppress(OSError):
                    rest.unlink()


def _require_room(source: Source, home: Path, target: Path) -> None:
    size = source.folder.database.stat().st_size + _ROOM
    require_free(home, size=size if target != home else 2 * size)
    require_free(target, size=size)


def _write(  # noqa: PLR0913 - the parts of one container
    source: Source,
    target: Path,
    copy: Path,
    *,
    proof: Proof,
    blobs: list[str],
    occasion: Occasion,
    keys: KeyFile | None,
) -> Backup:
    sequence, name = next_place({source.folder.backups, target}, made=occasion.made.astimezone())
    facts = {
        "sequence": sequence,
        "reason": occasion.reason,
        "made_at": occasion.made.isoformat(timespec="seconds"),
        "day": occasion.today.isoformat(),
        "app": occasion.app,
        "key": source.keys.key_id,
        "schema": proof.schema,
        "head": list(proof.head),
        "counts": proof.counts,
        "rows": proof.rows,
        "incarnation": proof.incarnation,
    }
    members: dict[str, Path | bytes] = {
        DATABASE: copy,
        KEYS: (keys or source.keys).to_bytes(),
        STATION: station_bytes(source.station, source.key),
        BLOBS: "\n".join(blobs).encode(),
    }
    with replacing(target / name, mode=0o600) as file:
        write_container(file, facts=facts, members=members, station=source.station, key=source.key)
        flush_to_disk(file)
        open_container(Path(file.name)).verify()
    return describe(target / name)


def copy_blobs(source: Source, target: Path) -> list[str]:
    """Bring the sealed files the target lacks; they never change, so each is copied once.

    A damaged one is left out: the copy an older backup brought may be the last good one.

    Returns:
        The folder and name of every sealed file that belongs to the backup.
    """
    parts = (source.folder.attachments, source.folder.papers)
    found = sorted(path for part in parts for path in part.glob("*.blob"))
    missing = [path for path in found if not _same_size(path, target / path.name)]
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep_temporaries(target)
    require_free(target, size=sum(path.stat().st_size for path in missing))
    for path in missing:
        if BlobStore(path.parent, source.key).opens(path):
            copy_proved(path, target / path.name)
    return [f"{path.parent.name}/{path.name}" for path in found]


def _same_size(path: Path, copy: Path) -> bool:
    return copy.is_file() and copy.stat().st_size == path.stat().st_size
