import hashlib
import io
import random

import pytest

from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.faults import NewerKeyFileError, SealDamagedError
from ducha_desktop.vault.seal import blob_name, seal, seal_bytes, unseal, unseal_bytes

KEY = DataKey(bytes(range(32))).subkey("blob")
_CHUNK = 65536


def _sealed(data):
    target = io.BytesIO()
    summary = seal(KEY, io.BytesIO(data), target)
    assert (summary.sha256, summary.size) == (hashlib.sha256(data).hexdigest(), len(data))
    return target.getvalue()


def _opened(sealed, key=KEY):
    return b"".join(unseal(key, io.BytesIO(sealed)))


@pytest.mark.parametrize("size", [0, 1, _CHUNK - 1, _CHUNK, _CHUNK + 1, 3 * _CHUNK, 3 * _CHUNK + 7])
def test_there_and_back(size):
    data = random.Random(size).randbytes(size)
    sealed = _sealed(data)
    assert _opened(sealed) == data
    assert len(sealed) <= size + 42 + 16 * (size // _CHUNK + 1)


def test_the_content_does_not_show_and_no_two_files_are_alike():
    data = "严禁外传".encode() * 30000
    assert _sealed(data) != _sealed(data)
    assert "严禁外传".encode() not in _sealed(data)


def test_every_cut_is_noticed():
    data = random.Random(1).randbytes(2 * _CHUNK + 100)
    sealed = _sealed(data)
    cuts = {0, 1, 41, 42, 43, 42 + _CHUNK + 16, 42 + 2 * (_CHUNK + 16), len(sealed) - 1}
    for cut in cuts | set(range(100, len(sealed), 4999)):
        with pytest.raises(SealDamagedError):
            _opened(sealed[:cut])


def test_every_flip_is_noticed():
    rng = random.Random(2)
    sealed = _sealed(rng.randbytes(_CHUNK + 3000))
    for place in [*range(9 * 8), *(rng.randrange(len(sealed) * 8) for _ in range(400))]:
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(SealDamagedError):
            _opened(bytes(changed))


def test_swapped_repeated_and_appended_chunks_are_noticed():
    sealed = _sealed(random.Random(3).randbytes(3 * _CHUNK))
    step = _CHUNK + 16
    header, chunks = sealed[:42], [sealed[42 + step * n : 42 + step * (n + 1)] for n in range(3)]
    for wrong in ([1, 0, 2], [0, 0, 2], [0, 2], [0, 1, 2, 2], [0, 1]):
        with pytest.raises(SealDamagedError):
            _opened(header + b"".join(chunks[n] for n in wrong))
    with pytest.raises(SealDamagedError):
        _opened(sealed + b"x")


def test_another_key_or_another_files_header_opens_nothing():
    sealed = _sealed(b"text")
    with pytest.raises(SealDamagedError):
        _opened(sealed, DataKey(bytes(32)).subkey("blob"))
    with pytest.raises(SealDamagedError):
        _opened(_sealed(b"text")[:42] + sealed[42:])


def test_a_newer_suite_is_named():
    sealed = bytearray(_sealed(b"text"))
    sealed[9] = 2
    with pytest.raises(NewerKeyFileError):
        _opened(bytes(sealed))


class _Trickle(io.RawIOBase):
    """A stream that hands out at most 1,000 bytes at a time, as pipes and raw files may."""

    def __init__(self, data):
        self._data = io.BytesIO(data)

    def readable(self):
        return True

    def read(self, size=-1):
        return self._data.read(min(size, 1000))


def test_streams_that_trickle():
    data = random.Random(4).randbytes(_CHUNK * 2 + 5)
    target = io.BytesIO()
    seal(KEY, _Trickle(data), target)
    assert b"".join(unseal(KEY, _Trickle(target.getvalue()))) == data


def test_small_secrets_are_bound_to_what_they_belong_to():
    sealed = seal_bytes(KEY, b"private", bound=b"public")
    assert unseal_bytes(KEY, sealed, bound=b"public") == b"private"
    for wrong in (sealed[:-1], b"", sealed[:5], bytes([9]) + sealed[1:]):
        with pytest.raises(SealDamagedError):
            unseal_bytes(KEY, wrong, bound=b"public")
    with pytest.raises(SealDamagedError):
        unseal_bytes(KEY, sealed, bound=b"other")


def test_names_tell_nothing_without_the_key():
    digest = hashlib.sha256(b"text").hexdigest()
    name = blob_name(KEY, digest)
    assert name == blob_name(KEY, digest)
    assert len(name) == 64
    assert name != digest
    assert name != blob_name(bytes(32), digest)
