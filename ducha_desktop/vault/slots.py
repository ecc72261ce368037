"""One slot of the key file: the data key wrapped for one password, code or nobody in particular."""

import base64
import binascii
import json
import secrets
import time
from dataclasses import dataclass, replace
from typing import Any, Literal

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ducha_desktop.vault.derive import KEY_BYTES, SUITE, DataKey, stretch
from ducha_desktop.vault.faults import WrongPasswordError

SlotKind = Literal["none", "password", "recovery"]
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TUNE_SECONDS = 0.2
_TUNE_PASSES = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What argon2id spends on one password guess."""

    passes: int = 3
    kibibytes: int = 65536
    lanes: int = 2

    def is_sane(self) -> bool:
        """Whether a foreign key file may ask for this much (1 GiB, 64 passes, 8 lanes)."""
        return 1 <= self.passes <= 64 and 8 <= self.kibibytes <= 1 << 20 and 1 <= self.lanes <= 8  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Slot:
    """A wrapped copy of the data key."""

    slot_id: str
    kind: SlotKind
    name: str
    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost | None

    def as_json(self) -> dict[str, Any]:
        """The slot as it stands in the key file."""
        return {
            **self._header(),
            "nonce": _text(self.nonce),
            "sealed": _text(self.sealed),
        }

    def _header(self) -> dict[str, Any]:
        cost = self.cost and {"m": self.cost.kibibytes, "p": self.cost.lanes, "t": self.cost.passes}
        return {
            "id": self.slot_id,
            "kind": self.kind,
            "name": self.name,
            "salt": _text(self.salt),
            "argon2id": cost,
        }

    def bound(self, key_id: str) -> bytes:
        """What the wrapping also covers: nobody moves a slot to another key or lowers its cost."""
        header = {"suite": SUITE, "key": key_id, **self._header()}
        return json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_slot(data: dict[str, Any]) -> Slot:
    """A slot from the key file.

    Raises:
        ValueError: it is not one.
    """
    if data["kind"] not in {"none", "password", "recovery"}:
        raise ValueError("unknown kind of slot")
    raw = data["argon2id"]
    cost = None if raw is None else Cost(int(raw["t"]), int(raw["m"]), int(raw["p"]))
    if (cost is None) == (data["kind"] == "password") or (cost is not None and not cost.is_sane()):
        raise ValueError("unreasonable cost")
    return Slot(
        slot_id=str(data["id"]),
        kind=data["kind"],
        name=str(data["name"]),
        salt=_bytes(data["salt"]),
        nonce=_bytes(data["nonce"]),
        sealed=_bytes(data["sealed"]),
        cost=cost,
    )


def make_slot(
    key: DataKey, *, key_id: str, kind: SlotKind, name: str, secret: bytes = b"", cost: Cost | None = None
) -> Slot:
    """Wrap the data key.

    Args:
        key: the data key.
        key_id: the key file's id, bound into the slot.
        kind: who opens it.
        name: the account, or what the sheet of paper is called.
        secret: the password's UTF-8 bytes or the 20 bytes of the code; nothing for "none".
        cost: for a password; None tunes it to this computer.
    """
    if kind == "password" and cost is None:
        cost = tuned_cost()
    slot = Slot(
        slot_id=secrets.token_hex(8),
        kind=kind,
        name=name,
        salt=secrets.token_bytes(_SALT_BYTES),
        nonce=secrets.token_bytes(_NONCE_BYTES),
        sealed=b"",
        cost=cost if kind == "password" else None,
    )
    sealed = AESGCM(_wrapping_key(slot, secret)).encrypt(slot.nonce, key.material, slot.bound(key_id))
    return replace(slot, sealed=sealed)


def open_slot(slot: Slot, *, key_id: str, secret: bytes = b"") -> DataKey:
    """Unwrap the data key.

    Raises:
        WrongPasswordError: the secret does not fit, or the slot was tampered with.
    """
    try:
        return DataKey(
            AESGCM(_wrapping_key(slot, secret)).decrypt(slot.nonce, slot.sealed, slot.bound(key_id))
        )
    except InvalidTag:
        raise WrongPasswordError("口令不正确。请检查大小写和输入法后再试。") from None


def tuned_cost() -> Cost:
    """The least argon2id cost, from 3 passes over 64 MiB up, that takes this computer 0.2 s."""
    cost = Cost()
    started = time.perf_counter()
    _argon2(b"", bytes(_SALT_BYTES), cost)
    seconds = max(time.perf_counter() - started, 0.001)
    passes = round(cost.passes * _TUNE_SECONDS / seconds + 0.5)
    return replace(cost, passes=min(max(cost.passes, passes), _TUNE_PASSES))


def _wrapping_key(slot: Slot, secret: bytes) -> bytes:
    if slot.cost is not None:
        return _argon2(secret, slot.salt, slot.cost)
    # A code has full strength by itself; the passwordless slot keeps the form and hides nothing.
    return stretch(secret or bytes(KEY_BYTES), salt=slot.salt, label=f"ducha slot {slot.kind}")


def _argon2(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        secret,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.kibibytes,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
