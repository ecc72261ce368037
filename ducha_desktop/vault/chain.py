"""The tamper-evident chain of the journal: every link covers all links before it."""

import hashlib
import hmac

GENESIS = bytes(32)
"""What the first link is chained to."""


def chain_hash(key: bytes, previous: bytes, payload: bytes) -> bytes:
    """The next link: HMAC-SHA256(key, previous ‖ payload).

    Args:
        key: the subkey for "chain".
        previous: the 32 bytes of the link before, or `GENESIS`.
        payload: the canonical bytes of the entry.

    Raises:
        ValueError: `previous` is not a link; without a fixed length two entries could share a hash.
    """
    if len(previous) != len(GENESIS):
        raise ValueError("a link of the chain has 32 bytes")
    return hmac.digest(key, previous + payload, hashlib.sha256)
