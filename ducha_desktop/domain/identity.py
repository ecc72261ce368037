"""Row identity: UUIDv7 (RFC 9562 §5.7), made where the row was born and never reused."""

import random
from typing import NewType, Protocol

Uid = NewType("Uid", str)


class RandomBits(Protocol):
    """The part of `random.Random` that identities need."""

    def getrandbits(self, k: int, /) -> int:
        """Return `k` random bits."""
        ...


def uuid7(milliseconds: int, bits: RandomBits) -> Uid:
    """Make a UUIDv7 from a wall time in milliseconds and a source of 74 random bits."""
    rand = bits.getrandbits(74)
    value = (
        (milliseconds & 0xFFFFFFFFFFFF) << 80
        | 7 << 76
        | (rand >> 62) << 64
        | 2 << 62
        | rand & ((1 << 62) - 1)
    )
    text = f"{value:032x}"
    return Uid(f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}")


def system_bits() -> RandomBits:
    """The operating system's randomness; demos and tests pass a seeded `random.Random` instead."""
    return random.SystemRandom()
