"""The key file as a value: its bytes, its check, its slots."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from ducha_desktop.vault.derive import SUITE
from ducha_desktop.vault.faults import KeyFileDamagedError, NewerKeyFileError
from ducha_desktop.vault.slots import Slot, read_slot

_FORMAT = "ducha-keys"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All slots of one data key.

    `generation` grows with every change, so that of two copies the newer is known.
    """

    key_id: str
    generation: int
    slots: tuple[Slot, ...]

    def has_open_slot(self) -> bool:
        """Whether anybody can open it without a password."""
        return any(slot.kind == "none" for slot in self.slots)

    def to_bytes(self) -> bytes:
        """The file's content, with a check over everything else in it."""
        body = {
            "format": _FORMAT,
            "version": _VERSION,
            "suite": SUITE,
            "key": self.key_id,
            "generation": self.generation,
            "slots": [slot.as_json() for slot in self.slots],
        }
        text = json.dumps({**body, "check": _check(body)}, ensure_ascii=False, indent=1, sort_keys=True)
        return text.encode() + b"\n"


def parse(data: bytes) -> KeyFile:
    """Read a key file.

    Raises:
        KeyFileDamagedError: one bit or more is not as it was written.
        NewerKeyFileError: written by a newer program.
    """
    try:
        body = json.loads(data)
        _require_readable(body, check=body.pop("check"))
        slots = tuple(read_slot(slot) for slot in body["slots"])
        return KeyFile(str(body["key"]), int(body["generation"]), slots)
    except (KeyFileDamagedError, NewerKeyFileError):
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeyFileDamagedError("密钥文件已损坏。") from error


def _require_readable(body: dict[str, Any], *, check: str) -> None:
    # The check covers every version's fields, so a flipped bit is not taken for a newer program.
    if check != _check(body) or body["format"] != _FORMAT:
        raise KeyFileDamagedError("密钥文件已损坏。")
    if body["version"] > _VERSION or body["suite"] != SUITE:
        raise NewerKeyFileError("密钥文件由更新版本的程序写成，请先升级程序；没有改动任何内容。")


def _check(body: dict[str, Any]) -> str:
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
