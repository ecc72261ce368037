import pytest

from ducha_desktop.vault.chain import GENESIS, chain_hash
from ducha_desktop.vault.derive import DataKey

KEY = DataKey(bytes(range(32))).subkey("chain")


def _walk(payloads, key=KEY):
    link = GENESIS
    for payload in payloads:
        link = chain_hash(key, link, payload)
    return link


def test_every_edit_deletion_insertion_and_exchange_changes_the_head():
    head = _walk([b"a", b"b", b"c"])
    for other in (
        [b"a", b"B", b"c"],
        [b"a", b"c"],
        [b"a", b"b", b"x", b"c"],
        [b"b", b"a", b"c"],
        [b"ab", b"c"],
    ):
        assert _walk(other) != head
    assert _walk([b"a", b"b", b"c"]) == head
    assert _walk([b"a", b"b", b"c"], bytes(32)) != head


def test_a_link_has_a_fixed_length():
    with pytest.raises(ValueError, match="32"):
        chain_hash(KEY, b"short", b"payload")


def test_known_value():
    # RFC 2104 by hand: HMAC-SHA256 under the zero key over 32 zero bytes and one letter.
    import hashlib

    inner = hashlib.sha256(bytes([0x36]) * 64 + bytes(32) + b"a").digest()
    assert chain_hash(bytes(32), GENESIS, b"a") == hashlib.sha256(bytes([0x5C]) * 64 + inner).digest()


def test_purposes_have_keys_of_their_own():
    data_key = DataKey(bytes(range(32)))
    purposes = ("database", "chain", "blob-name", "blob", "station", "backup")
    assert len({data_key.subkey(purpose) for purpose in purposes} | {data_key.material}) == 7
    # These bytes open existing folders: a change here would lock every office out.
    assert (
        data_key.subkey("database").hex()
        == "2bc0ee0b2db4a26a1c82b64383b5ef17782e8c330a2e13b74347922218810252"
    )
