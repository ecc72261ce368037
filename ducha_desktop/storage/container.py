"""The `.dcbak` file: every byte of it is covered by a signature or a digest.

Layout: magic ‖ length of the manifest (4 bytes) ‖ manifest (JSON) ‖ Ed25519 signature (64) ‖
HMAC under the data key (32) ‖ the members, one after the other. The signature says which station
made it, the HMAC that it was made by a holder of the data key; the manifest carries size and
digest of every member, and nothing may follow the last.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ducha_desktop.domain.errors import DamagedError, NewerVersionError, NotAllowedError
from ducha_desktop.vault.derive import SUITE, DataKey
from ducha_desktop.vault.sign import StationKey, is_signed

SUFFIX = ".dcbak"
_MAGIC = b"DUCHABAK"
_VERSION = 1
_LENGTH_BYTES = 4
_SIGNATURE_BYTES = 64
_SEAL_BYTES = 32
_MANIFEST_LIMIT = 1 << 20
_CHUNK = 1 << 20
_DAMAGED = "备份文件“{name}”不完整或已损坏，不能使用，没有改动任何数据。请换一个备份。"


@dataclass(frozen=True, slots=True)
class Member:
    """A part of the container."""

    name: str
    size: int
    sha256: str
    offset: int


@dataclass(frozen=True, slots=True)
class Container:
    """An opened container whose outside proved intact: signature, sizes and length fit.

    The members' digests are checked when they are read.
    """

    path: Path
    facts: Mapping[str, Any]
    members: Mapping[str, Member]
    _signed: bytes
    _seal: bytes

    def require_key(self, key: DataKey) -> None:
        """Refuse a container that no holder of this data key made.

        Raises:
            NotAllowedError: it is another office's, or forged.
        """
        if not hmac.compare_digest(_seal_of(key, self._signed), self._seal):
            raise NotAllowedError(
                f"“{self.path.name}”不是本单位的备份，没有改动任何数据。请另选一份本单位的备份。"
            )

    def read(self, name: str) -> Iterator[bytes]:
        """A member's bytes; its digest is checked at the end.

        Raises:
            DamagedError: the bytes are not as they were written; what was read must be dropped.
        """
        member = self.members.get(name)
        if member is None:
            raise _damaged(self.path)
        digest, left = hashlib.sha256(), member.size
        with self.path.open("rb") as file:
            file.seek(member.offset)
            while left:
                chunk = file.read(min(left, _CHUNK))
                if not chunk:
                    raise _damaged(self.path)
                digest.update(chunk)
                left -= len(chunk)
                yield chunk
        if digest.hexdigest() != member.sha256:
            raise _damaged(self.path)

    def read_bytes(self, name: str) -> bytes:
        """A small member, verified."""
        return b"".join(self.read(name))

    def extract(self, name: str, target: Path) -> None:
        """Write a member to a file, verified; a damaged one leaves nothing."""
        try:
            with target.open("xb") as file:
                for chunk in self.read(name):
                    file.write(chunk)
        except BaseException:
            target.unlink(missing_ok=True)
            raise

    def verify(self) -> None:
        """Read every member to its end.

        Raises:
            DamagedError: one of them is not as it was written.
        """
        for name in self.members:
            for _ in self.read(name):
                pass


def write_container(
    file: BinaryIO,
    *,
    facts: Mapping[str, Any],
    members: Mapping[str, Path | bytes],
    station: StationKey,
    key: DataKey,
) -> None:
    """Write a container.

    Args:
        file: an empty binary file.
        facts: what the manifest says besides its members.
        members: content by name, in order.
        station: the signing station.
        key: the data key, for the seal.
    """
    listed = [{"name": name, **_measure(content)} for name, content in members.items()]
    manifest = {
        **facts,
        "format": "ducha-backup",
        "version": _VERSION,
        "suite": SUITE,
        "public": station.public.hex(),
        "members": listed,
    }
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    signed = _MAGIC + len(text).to_bytes(_LENGTH_BYTES, "big") + text
    file.write(signed + station.sign(signed) + _seal_of(key, signed))
    for content in members.values():
        file.writelines(_chunks(content))


def open_container(path: Path) -> Container:
    """Read a container's outside: cheap, whatever its size.

    Raises:
        DamagedError: cut, changed, or not a backup at all.
        NewerVersionError: made by a newer program.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(len(_MAGIC) + _LENGTH_BYTES)
        length = int.from_bytes(head[len(_MAGIC) :], "big")
        if not head.startswith(_MAGIC) or length > _MANIFEST_LIMIT:
            raise _damaged(path)
        text = file.read(length)
        signature, seal = file.read(_SIGNATURE_BYTES), file.read(_SEAL_BYTES)
        start, size = file.tell(), file.seek(0, 2)
    signed = head + text
    manifest = _parse(path, text)
    if not is_signed(bytes.fromhex(manifest["public"]), signature, signed):
        raise _damaged(path)
    if manifest["version"] > _VERSION or manifest["suite"] != SUITE:
        raise NewerVersionError(f"备份“{path.name}”由更新版本的程序写成，请先升级程序；没有改动任何数据。")
    members = _place(manifest["members"], start)
    if start + sum(member.size for member in members.values()) != size:
        raise _damaged(path)
    return Container(path, manifest, members, signed, seal)


def _parse(path: Path, text: bytes) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(text)
        bytes.fromhex(manifest["public"])
        if manifest["format"] == "ducha-backup" and isinstance(manifest["version"], int):
            return manifest
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise _damaged(path)


def _place(listed: list[dict[str, Any]], start: int) -> dict[str, Member]:
    members: dict[str, Member] = {}
    for item in listed:
        members[item["name"]] = Member(item["name"], item["size"], item["sha256"], start)
        start += item["size"]
    return members


def _measure(content: Path | bytes) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(content):
        digest.update(chunk)
        size += len(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def _chunks(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _seal_of(key: DataKey, signed: bytes) -> bytes:
    return hmac.digest(key.subkey("backup"), signed, hashlib.sha256)


def _damaged(path: Path) -> DamagedError:
    return DamagedError(_DAMAGED.format(name=path.name))
