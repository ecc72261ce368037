import io
import random

import pytest

from ducha_desktop.domain.errors import DamagedError, NewerVersionError
from ducha_desktop.storage.blobs import BlobStore
from ducha_desktop.vault.derive import DataKey

KEY = DataKey(bytes(range(32)))


@pytest.fixture
def store(tmp_path):
    return BlobStore(tmp_path / "attachments", KEY)


def test_stored_once_and_read_back(store):
    data = random.Random(1).randbytes(300_000)
    first = store.add(io.BytesIO(data))
    bytes_of_first = store.path_of(first.sha256).read_bytes()
    assert store.add_bytes(data) == first
    assert store.path_of(first.sha256).read_bytes() == bytes_of_first
    assert store.read_bytes(first.sha256) == data
    assert first.size == 300_000
    assert store.has(first.sha256)
    assert len(store.files()) == 1


def test_neither_name_nor_bytes_tell_the_content(store):
    stored = store.add_bytes("关于督查事项的批示".encode())
    path = store.path_of(stored.sha256)
    assert stored.sha256 not in path.name
    assert "批示".encode() not in path.read_bytes()


def test_damage_is_noticed_and_healed_by_adding_again(store):
    stored = store.add_bytes(b"x" * 1000)
    path = store.path_of(stored.sha256)
    for damaged in (b"", path.read_bytes()[:-1], bytes(1058)):
        path.write_bytes(damaged)
        with pytest.raises(DamagedError):
            store.read_bytes(stored.sha256)
        assert not store.is_intact(stored.sha256)
        store.add_bytes(b"x" * 1000)
        assert store.read_bytes(stored.sha256) == b"x" * 1000


def test_a_missing_and_an_exchanged_file_are_noticed(store):
    one, two = store.add_bytes(b"one"), store.add_bytes(b"two")
    store.path_of(two.sha256).replace(store.path_of(one.sha256))
    with pytest.raises(DamagedError, match="不符"):
        store.read_bytes(one.sha256)
    with pytest.raises(DamagedError, match="不在"):
        store.read_bytes(two.sha256)


def test_a_newer_seal_is_named(store):
    stored = store.add_bytes(b"one")
    path = store.path_of(stored.sha256)
    content = bytearray(path.read_bytes())
    content[9] = 2
    path.write_bytes(content)
    with pytest.raises(NewerVersionError):
        store.read_bytes(stored.sha256)


def test_the_sweep_takes_orphans_and_halves_only(store, tmp_path):
    assert store.sweep([]) == 0
    kept, orphan = store.add_bytes(b"kept"), store.add_bytes(b"orphan")
    (tmp_path / "attachments" / ".incoming.0.tmp").write_bytes(b"half")
    (tmp_path / "attachments" / "note.txt").write_bytes(b"not ours")
    assert store.sweep([kept.sha256]) == 2
    assert store.has(kept.sha256)
    assert not store.has(orphan.sha256)
    assert (tmp_path / "attachments" / "note.txt").exists()


class _Failing(io.RawIOBase):
    def __init__(self):
        self._left = 100_000

    def read(self, size=-1):
        if self._left <= 0:
            raise OSError(5, "the stick was pulled")
        self._left -= size
        return bytes(size)


def test_a_source_that_fails_leaves_nothing(store, tmp_path):
    with pytest.raises(OSError, match="pulled"):
        store.add(_Failing())
    assert list((tmp_path / "attachments").iterdir()) == []


def test_another_offices_key_finds_nothing(store, tmp_path):
    stored = store.add_bytes(b"one")
    assert not BlobStore(tmp_path / "attachments", DataKey(bytes(32))).has(stored.sha256)
