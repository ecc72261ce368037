"""Row identity: UUIDv7 (RFC 9562 §5.7), made where the row was born and never reused."""

import random
from itertools import accumulate
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


MOST_IN_SERIES = 1 << 22


def uuid7_series(milliseconds: int, bits: RandomBits, count: int) -> list[Uid]:
    """Many UUIDv7 of one moment, rising by random steps (RFC 9562 §6.2, method 2).

    Rows written together so stand together in every index of their uids.

    Raises:
        ValueError: more than `MOST_IN_SERIES` are wanted.
    """
    if count > MOST_IN_SERIES:
        raise ValueError(f"a series has at most {MOST_IN_SERIES} identities")
    if not count:
        return []
    first = uuid7(milliseconds, bits)
    head, node = first[:24], int(first[24:], 16) >> 1  # halved: the steps never run over
    drawn = memoryview(bits.getrandbits(32 * count).to_bytes(4 * count, "little")).cast("I")
    return [
        Uid(f"{head}{place:012x}") for place in accumulate([(step >> 8) + 1 for step in drawn], initial=node)
    ][1:]


def system_bits() -> RandomBits:
    """The operating system's randomness; demos and tests pass a seeded `random.Random` instead."""
    return random.SystemRandom()
