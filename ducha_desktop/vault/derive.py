"""One data key, one subkey per purpose (HKDF-SHA256): no key ever serves two ends."""

from dataclasses import dataclass, field
from typing import Literal

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SUITE = 1
"""Suite 1 = Ed25519, AES-256-GCM, HMAC/HKDF-SHA256, argon2id; 2 is reserved for SM2/SM3/SM4."""

Purpose = Literal["database", "chain", "blob-name", "blob", "station", "backup", "form"]


@dataclass(frozen=True, slots=True)
class DataKey:
    """The random 256-bit key of one office's data folder; it is never shown, logged or printed."""

    material: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse anything that is not 256 bits."""
        if len(self.material) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")

    def subkey(self, purpose: Purpose) -> bytes:
        """The 256-bit key for one purpose."""
        return stretch(self.material, salt=b"", label=f"ducha 1 {purpose}")


def stretch(material: bytes, *, salt: bytes, label: str) -> bytes:
    """Derive 32 bytes from strong key material.

    Args:
        material: key material of full strength (never a password).
        salt: random, stored beside what it protects; empty where the label alone separates.
        label: what the result is for.
    """
    return HKDF(SHA256(), KEY_BYTES, salt or None, label.encode()).derive(material)
