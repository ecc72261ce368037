import json

import pytest

from ducha_desktop.vault import sign
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.faults import KeyFileDamagedError, KeyFileMissingError

KEY = DataKey(bytes(range(32)))


def test_only_the_station_signs_for_itself():
    station, other = sign.generate(), sign.generate()
    signature = station.sign(b"text")
    assert sign.is_signed(station.public, signature, b"text")
    assert not sign.is_signed(station.public, signature, b"texT")
    assert not sign.is_signed(other.public, signature, b"text")
    assert not sign.is_signed(station.public, signature[:-1], b"text")
    assert not sign.is_signed(b"short", signature, b"text")


def test_kept_sealed_in_the_keys_folder(tmp_path):
    station = sign.create_station(tmp_path, KEY)
    content = (tmp_path / sign.STATION_FILE).read_bytes()
    assert sign.load_station(tmp_path, KEY) == station
    assert station.private not in content
    assert repr(station.private) not in repr(station)
    with pytest.raises(FileExistsError):
        sign.create_station(tmp_path, KEY)


def test_missing_damaged_exchanged_and_foreign(tmp_path):
    with pytest.raises(KeyFileMissingError):
        sign.load_station(tmp_path, KEY)
    sign.create_station(tmp_path, KEY)
    with pytest.raises(KeyFileDamagedError):
        sign.load_station(tmp_path, DataKey(bytes(32)))
    path = tmp_path / sign.STATION_FILE
    body = json.loads(path.read_bytes())
    foreign = json.loads(sign.station_bytes(sign.generate(), KEY))
    for damage in (body | {"public": foreign["public"]}, body | {"sealed": "AAAA"}, {}, []):
        path.write_text(json.dumps(damage), encoding="utf-8")
        with pytest.raises(KeyFileDamagedError):
            sign.load_station(tmp_path, KEY)


def test_fingerprints_can_be_read_over_the_telephone():
    first, second = sign.generate(), sign.generate()
    groups = sign.fingerprint(first.public).split()
    assert [len(group) for group in groups] == [4] * 8
    assert sign.fingerprint(first.public) != sign.fingerprint(second.public)
