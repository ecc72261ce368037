"""One flipped bit in a database or a backup is always found before the file is used."""

import random
from pathlib import Path

from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.services import backups
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage.blobs import BlobStore
from ducha_desktop.storage.container import open_container
from ducha_desktop.storage.integrity import check
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.keys import unlock
from proofs.offices import TODAY, make_office
from proofs.proof import Found, Proof

_MATTERS = 30
_HEAD_BYTES = 200


def _places(size: int, cycles: int, chance: random.Random) -> list[int]:
    """Bits to flip: one in ten in the file's head, the rest anywhere."""
    return [chance.randrange((_HEAD_BYTES if n % 10 == 0 else size) * 8) for n in range(cycles)]


def _flip(file: Path, place: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(place // 8)
        (byte,) = opened.read(1)
        opened.seek(place // 8)
        opened.write(bytes([byte ^ 1 << place % 8]))


def database_flips(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Flip, check, flip back."""
    make_office(scratch / "office", matters_=_MATTERS)
    folder = DataFolder(scratch / "office")
    key, result = unlock(folder.keys), Found()
    for place in _places(folder.database.stat().st_size, cycles, chance):
        result.cycles += 1
        _flip(folder.database, place)
        noticed = bool(check(folder, key))
        _flip(folder.database, place)
        result.counts["found"] += noticed
        result.require(holds=noticed, fault=f"bit {place} of the database went unnoticed")
    result.require(holds=not check(folder, key), fault="the untouched database is not whole")
    return result


def backup_flips(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Flip, open and verify as a restore does, flip back."""
    make_office(scratch / "office", matters_=_MATTERS)
    with open_office(scratch / "office", clock=FixedClock(TODAY)) as office:
        file, key, result = backups.make(office).file, office.key, Found()
    for place in _places(file.stat().st_size, cycles, chance):
        result.cycles += 1
        _flip(file, place)
        noticed = not _is_taken(file, key)
        _flip(file, place)
        result.counts["found"] += noticed
        result.require(holds=noticed, fault=f"bit {place} of the backup went unnoticed")
    result.require(holds=_is_taken(file, key), fault="the untouched backup is refused")
    return result


def _is_taken(file: Path, key: DataKey) -> bool:
    try:
        container = open_container(file)
        container.require_key(key)
        container.verify()
    except DuchaError:
        return False
    return True


def blob_flips(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Flip a bit of a sealed attachment, read it, flip back."""
    store, result = BlobStore(scratch / "attachments", DataKey(chance.randbytes(32))), Found()
    stored = store.add_bytes(chance.randbytes(200_000))
    file = store.path_of(stored.sha256)
    for place in _places(file.stat().st_size, cycles, chance):
        result.cycles += 1
        _flip(file, place)
        noticed = not store.is_intact(stored.sha256)
        _flip(file, place)
        result.counts["found"] += noticed
        result.require(holds=noticed, fault=f"bit {place} of the attachment went unnoticed")
    result.require(holds=store.is_intact(stored.sha256), fault="the untouched attachment is refused")
    return result


PROOFS = (
    Proof("flip-database", "a flipped bit in the database is found", 500, database_flips),
    Proof("flip-backup", "a flipped bit in a backup is found", 500, backup_flips),
    Proof("flip-attachment", "a flipped bit in a sealed attachment is found", 500, blob_flips),
)
