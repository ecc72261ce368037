"""Attachments and issued papers as sealed files, addressed by the digest of their content.

A content is sealed once and never changed; its file name is a keyed hash, so that neither name nor
bytes tell what it is (`reliability.md` §5.8). The file is written before the row that names it is
committed; a file no row names is an orphan and is swept.
"""

import hashlib
import io
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ducha_desktop.domain.errors import DamagedError, NewerVersionError
from ducha_desktop.runtime.atomic import TEMPORARY_SUFFIX, flush_to_disk, replace_patiently, unlink_patiently
from ducha_desktop.runtime.volumes import require_free
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.faults import NewerKeyFileError, SealDamagedError
from ducha_desktop.vault.seal import blob_name, seal, unseal

_SUFFIX = ".blob"
_SPARE = 32 * 1024 * 1024
"""Bytes left free beside new contents, so that the database can still write what names them."""

NAMED_BLOBS = (
    ("attachments", "SELECT DISTINCT sha256 FROM attachment WHERE sha256<>'' ORDER BY 1"),
    ("papers", "SELECT DISTINCT sha256 FROM issued_paper WHERE sha256<>'' ORDER BY 1"),
)
"""The parts of the data folder and the statements that list the contents they must hold, deleted rows included."""


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """A content in the store.

    Attributes:
        sha256: hex digest of the content, by which rows name it.
        size: bytes of the content.
    """

    sha256: str
    size: int


class BlobStore:
    """One folder of sealed files."""

    def __init__(self, folder: Path, key: DataKey) -> None:
        """Serve `folder` with the subkeys of the office's data key."""
        self._folder = folder
        self._seal_key = key.subkey("blob")
        self._name_key = key.subkey("blob-name")

    def add(self, source: BinaryIO) -> StoredBlob:
        """Seal a stream, in constant memory; the file is on the disk when this returns.

        The same content again costs its reading and changes nothing, unless the stored copy was
        damaged: then the fresh one takes its place.

        Raises:
            OSError: the disk refused; nothing is left behind.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = self._folder / f".incoming.{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
        try:
            with temporary.open("xb") as target:
                sealed = seal(self._seal_key, source, target)
                flush_to_disk(target)
            if self.is_intact(sealed.sha256):
                unlink_patiently(temporary)
            else:
                replace_patiently(temporary, self.path_of(sealed.sha256))
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        return StoredBlob(sealed.sha256, sealed.size)

    def add_bytes(self, data: bytes) -> StoredBlob:
        """`add` for a content that is in memory, e.g. an issued paper."""
        return self.add(io.BytesIO(data))

    def read(self, sha256: str) -> Iterator[bytes]:
        """The content in chunks of 64 KiB, each proved intact; the digest of the whole comes last.

        Raises:
            DamagedError: the file is missing, changed or cut; what was read so far must be dropped.
            NewerVersionError: it was sealed by a newer program.
        """
        digest = hashlib.sha256()
        try:
            with self.path_of(sha256).open("rb") as source:
                for chunk in unseal(self._seal_key, source):
                    digest.update(chunk)
                    yield chunk
        except FileNotFoundError as error:
            raise DamagedError("附件文件不在数据文件夹里，没有打开。请从备份恢复。") from error
        except SealDamagedError as error:
            raise DamagedError("附件文件已损坏，没有打开。请从备份恢复。") from error
        except NewerKeyFileError as error:
            raise NewerVersionError(error.message) from error
        if digest.hexdigest() != sha256:
            raise DamagedError("附件文件的内容与登记的不符，没有打开。请从备份恢复。")

    def read_bytes(self, sha256: str) -> bytes:
        """The whole content, verified before it is returned."""
        return b"".join(self.read(sha256))

    def is_intact(self, sha256: str) -> bool:
        """Whether the content is here and can be read to its end."""
        try:
            for _ in self.read(sha256):
                pass
        except DamagedError:
            return False
        return True

    def opens(self, path: Path) -> bool:
        """Whether a sealed file, here or elsewhere, is whole, whatever content it holds."""
        try:
            with path.open("rb") as source:
                for _ in unseal(self._seal_key, source):
                    pass
        except (SealDamagedError, NewerKeyFileError):
            return False
        return True

    def has(self, sha256: str) -> bool:
        """Whether a file for the content is here, without reading it."""
        return self.path_of(sha256).is_file()

    def make_room(self, size: int) -> None:
        """Refuse contents of so many bytes where the drive cannot hold them.

        Raises:
            DiskFullError: naming what is needed and what is there.
        """
        require_free(self._folder, size=size + _SPARE)

    def drop(self, sha256: str) -> None:
        """Remove a content that no row names, e.g. one whose adding was cancelled."""
        unlink_patiently(self.path_of(sha256))

    def path_of(self, sha256: str) -> Path:
        """Where the sealed file of a content lies or would lie."""
        return self._folder / (blob_name(self._name_key, sha256) + _SUFFIX)

    def sweep(self, known: Iterable[str]) -> int:
        """Remove the files that no row names, and half-written ones.

        Args:
            known: digests of every content that any row names, deleted rows included.

        Returns:
            How many files went. Only the holder of the folder's lock may call this, and not while
            something is being added.
        """
        kept = {self.path_of(sha256).name for sha256 in known}
        orphans = [path for path in self.files() if path.name not in kept]
        if self._folder.is_dir():
            orphans += self._folder.glob(f".incoming.*{TEMPORARY_SUFFIX}")
        for path in orphans:
            unlink_patiently(path)
        return len(orphans)

    def files(self) -> list[Path]:
        """Every sealed file of the store, in the order of names."""
        return sorted(self._folder.glob(f"*{_SUFFIX}"))
