"""The station's signature: Ed25519, its private half sealed under the data key."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ducha_desktop.runtime.atomic import write_atomic
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.faults import KeyFileDamagedError, KeyFileMissingError, VaultError
from ducha_desktop.vault.seal import seal_bytes, unseal_bytes

STATION_FILE = "station.json"
_LABEL = b"ducha station key 1"


@dataclass(frozen=True, slots=True)
class StationKey:
    """A station's key pair."""

    public: bytes
    private: bytes = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """64 bytes that only this station can make for `data`."""
        return Ed25519PrivateKey.from_private_bytes(self.private).sign(data)


def generate() -> StationKey:
    """A fresh pair."""
    private = Ed25519PrivateKey.generate()
    return StationKey(private.public_key().public_bytes_raw(), private.private_bytes_raw())


def create_station(folder: Path, key: DataKey) -> StationKey:
    """Generate the station's pair and keep it in the keys folder.

    Raises:
        FileExistsError: there is one; other offices know it, it is never overwritten.
    """
    path = folder / STATION_FILE
    if path.exists():
        raise FileExistsError("本单位的签名密钥已存在，不会覆盖。")
    station = generate()
    write_atomic(path, station_bytes(station, key), mode=0o600)
    return station


def load_station(folder: Path, key: DataKey) -> StationKey:
    """The station's pair from the keys folder.

    Raises:
        KeyFileMissingError: there is none.
        KeyFileDamagedError: it is damaged, or of another data key.
    """
    try:
        data = (folder / STATION_FILE).read_bytes()
    except FileNotFoundError as error:
        raise KeyFileMissingError("找不到本单位的签名密钥（keys/station.json）。") from error
    return parse_station(data, key)


def station_bytes(station: StationKey, key: DataKey) -> bytes:
    """The file that keeps a pair, the private half sealed."""
    sealed = seal_bytes(key.subkey("station"), station.private, bound=_LABEL + station.public)
    body = {"format": "ducha-station", "public": _text(station.public), "sealed": _text(sealed)}
    return json.dumps(body, indent=1, sort_keys=True).encode() + b"\n"


def parse_station(data: bytes, key: DataKey) -> StationKey:
    """Read `station_bytes` back.

    Raises:
        KeyFileDamagedError: it is damaged, or of another data key.
    """
    try:
        body = json.loads(data)
        public = base64.b64decode(body["public"], validate=True)
        sealed = base64.b64decode(body["sealed"], validate=True)
        private = unseal_bytes(key.subkey("station"), sealed, bound=_LABEL + public)
    except (VaultError, ValueError, KeyError, TypeError) as error:
        raise KeyFileDamagedError("本单位的签名密钥已损坏，请从备份恢复。") from error
    return StationKey(public, private)


def is_signed(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether `signature` was made for `data` by the holder of `public`'s private half."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """8 groups of 4 hex digits, to be compared by telephone."""
    digits = hashlib.sha256(_LABEL + public).hexdigest()[:32].upper()
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
