"""Sealed files: encrypted and authenticated in chunks, in constant memory.

Layout: header (magic, suite, salt) ‖ chunks of 64 KiB, each AES-256-GCM under a key of this file alone.
The nonce counts the chunks and marks the last, so a cut, swapped or repeated chunk is noticed.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ducha_desktop.vault.derive import SUITE, stretch
from ducha_desktop.vault.faults import NewerKeyFileError, SealDamagedError

_MAGIC = b"DUCHASEAL"
_SALT_BYTES = 32
_HEADER_BYTES = len(_MAGIC) + 1 + _SALT_BYTES
_CHUNK = 65536
_TAG = 16
_DAMAGED = "密封文件已损坏或被改动。"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What went into a sealed file."""

    sha256: str
    size: int


def seal(key: bytes, source: BinaryIO, target: BinaryIO) -> Sealed:
    """Seal a stream.

    Args:
        key: the subkey for "blob"; the file's own key comes from it and a random salt.
        source: what to seal, read to its end.
        target: where the sealed bytes go.

    Returns:
        Digest and size of the content.
    """
    header = _MAGIC + bytes([SUITE]) + secrets.token_bytes(_SALT_BYTES)
    cipher = _cipher(key, header)
    target.write(header)
    digest, size, number = hashlib.sha256(), 0, 0
    chunk = _read_full(source, _CHUNK)
    while True:
        following = _read_full(source, _CHUNK) if len(chunk) == _CHUNK else b""
        target.write(cipher.encrypt(_nonce(number, last=not following), chunk, header))
        digest.update(chunk)
        size += len(chunk)
        if not following:
            return Sealed(digest.hexdigest(), size)
        chunk, number = following, number + 1


def unseal(key: bytes, source: BinaryIO) -> Iterator[bytes]:
    """The content, chunk by chunk; a chunk is handed out only after it proved intact.

    Raises:
        SealDamagedError: changed, cut short, lengthened, or sealed under another key. Chunks handed
            out before are intact, but the whole is not.
        NewerKeyFileError: sealed by a newer program.
    """
    header = _read_full(source, _HEADER_BYTES)
    if len(header) != _HEADER_BYTES or not header.startswith(_MAGIC):
        raise SealDamagedError(_DAMAGED)
    if header[len(_MAGIC)] != SUITE:
        raise NewerKeyFileError("密封文件由更新版本的程序写成，请先升级程序。")
    cipher, number = _cipher(key, header), 0
    chunk = _read_full(source, _CHUNK + _TAG)
    while True:
        following = _read_full(source, _CHUNK + _TAG) if len(chunk) == _CHUNK + _TAG else b""
        try:
            yield cipher.decrypt(_nonce(number, last=not following), chunk, header)
        except (InvalidTag, ValueError) as error:
            raise SealDamagedError(_DAMAGED) from error
        if not following:
            return
        chunk, number = following, number + 1


def seal_bytes(key: bytes, data: bytes, *, bound: bytes) -> bytes:
    """Seal something small, e.g. a private key.

    Args:
        key: the subkey for the purpose.
        data: what to seal.
        bound: public bytes that belong to it and may not be exchanged.
    """
    nonce = secrets.token_bytes(12)
    return bytes([SUITE]) + nonce + AESGCM(key).encrypt(nonce, data, bound)


def unseal_bytes(key: bytes, sealed: bytes, *, bound: bytes) -> bytes:
    """Open what `seal_bytes` made.

    Raises:
        SealDamagedError: changed, or sealed under another key.
    """
    try:
        if sealed[0] != SUITE:
            raise SealDamagedError(_DAMAGED)
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], bound)
    except (InvalidTag, ValueError, IndexError) as error:
        raise SealDamagedError(_DAMAGED) from error


def blob_name(name_key: bytes, sha256: str) -> str:
    """The file name of a content: 64 hex digits that do not reveal which content it is.

    Args:
        name_key: the subkey for "blob-name".
        sha256: hex digest of the content.
    """
    return hmac.new(name_key, bytes.fromhex(sha256), hashlib.sha256).hexdigest()


def _cipher(key: bytes, header: bytes) -> AESGCM:
    return AESGCM(stretch(key, salt=header[len(_MAGIC) + 1 :], label="ducha sealed file"))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _read_full(source: BinaryIO, size: int) -> bytes:
    """Exactly `size` bytes unless the stream ends; raw streams may hand out less at a time."""
    data = source.read(size)
    while data and len(data) < size:
        more = source.read(size - len(data))
        if not more:
            break
        data += more
    return data
