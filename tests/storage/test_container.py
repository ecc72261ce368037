import json
import random

import pytest

from ducha_desktop.domain.errors import DamagedError, NewerVersionError, NotAllowedError
from ducha_desktop.storage import container
from ducha_desktop.storage.container import open_container, write_container
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.sign import generate

KEY = DataKey(bytes(range(32)))
STATION = generate()


@pytest.fixture
def made(tmp_path):
    big = tmp_path / "big"
    big.write_bytes(random.Random(1).randbytes(2_500_000))
    path = tmp_path / "a.dcbak"
    with path.open("wb") as file:
        write_container(
            file,
            facts={"sequence": 7},
            members={"big": big, "small": b"text", "none": b""},
            station=STATION,
            key=KEY,
        )
    return path


def test_there_and_back(made, tmp_path):
    opened = open_container(made)
    opened.require_key(KEY)
    opened.verify()
    opened.extract("big", tmp_path / "copy")
    assert opened.facts["sequence"] == 7
    assert opened.read_bytes("small") == b"text"
    assert opened.read_bytes("none") == b""
    assert (tmp_path / "copy").read_bytes() == (tmp_path / "big").read_bytes()


def test_every_cut_and_every_addition_is_noticed(made):
    whole = made.read_bytes()
    cuts = [*range(0, 900, 7), *range(1000, len(whole), 250_007), len(whole) - 1]
    for cut in cuts:
        made.write_bytes(whole[:cut])
        with pytest.raises(DamagedError):
            open_container(made)
    made.write_bytes(whole + b"\0")
    with pytest.raises(DamagedError):
        open_container(made)


def _unnoticed(path, whole, places):
    found = []
    for place in places:
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        path.write_bytes(changed)
        try:
            opened = open_container(path)
            opened.require_key(KEY)
            opened.verify()
            found.append(place)
        except (DamagedError, NotAllowedError):
            pass
    return found


def test_bits_of_every_byte_of_a_small_one(tmp_path):
    path = tmp_path / "a.dcbak"
    with path.open("wb") as file:
        write_container(
            file, facts={"sequence": 7}, members={"a": b"text", "b": b"more"}, station=STATION, key=KEY
        )
    whole = path.read_bytes()
    assert _unnoticed(path, whole, range(0, len(whole) * 8, 3)) == []


def test_a_sample_of_the_bits_of_a_big_one(made):
    whole, rng = made.read_bytes(), random.Random(3)
    assert _unnoticed(made, whole, [rng.randrange(len(whole) * 8) for _ in range(60)]) == []


def test_the_seal_is_not_forged_by_another_office(tmp_path):
    path = tmp_path / "a.dcbak"
    with path.open("wb") as file:
        write_container(file, facts={}, members={}, station=STATION, key=DataKey(bytes(32)))
    with pytest.raises(NotAllowedError, match="不是本单位"):
        open_container(path).require_key(KEY)


def test_a_bit_in_the_seal_is_noticed(made):
    whole = bytearray(made.read_bytes())
    offset = open_container(made).members["big"].offset
    whole[offset - 1] ^= 1
    made.write_bytes(whole)
    with pytest.raises(NotAllowedError):
        open_container(made).require_key(KEY)


def test_a_newer_format_is_named(made, monkeypatch, tmp_path):
    monkeypatch.setattr(container, "_VERSION", 2)
    path = tmp_path / "new.dcbak"
    with path.open("wb") as file:
        write_container(file, facts={}, members={}, station=STATION, key=KEY)
    monkeypatch.undo()
    with pytest.raises(NewerVersionError, match="升级"):
        open_container(path)


@pytest.mark.parametrize(
    "rubbish", [b"", b"PK\x03\x04", b"DUCHABAK", b"DUCHABAK\xff\xff\xff\xff", b"SQLite format 3\0"]
)
def test_what_is_no_backup(tmp_path, rubbish):
    path = tmp_path / "x.dcbak"
    path.write_bytes(rubbish + bytes(200))
    with pytest.raises(DamagedError, match=r"x\.dcbak"):
        open_container(path)


@pytest.mark.parametrize(
    "manifest", [b"[]", b"{}", b"\xff", b'{"public":1}', b'{"public":"00","format":"x","version":1}']
)
def test_a_manifest_that_is_none(tmp_path, manifest):
    path = tmp_path / "x.dcbak"
    signed = b"DUCHABAK" + len(manifest).to_bytes(4, "big") + manifest
    path.write_bytes(signed + STATION.sign(signed) + bytes(32))
    with pytest.raises(DamagedError):
        open_container(path)


def test_a_missing_member_and_a_failed_extraction_leave_nothing(made, tmp_path):
    opened = open_container(made)
    with pytest.raises(DamagedError):
        opened.read_bytes("other")
    whole = bytearray(made.read_bytes())
    whole[opened.members["big"].offset + 2_000_000] ^= 1
    made.write_bytes(whole)
    with pytest.raises(DamagedError):
        opened.extract("big", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_the_manifest_is_readable_json(made):
    with made.open("rb") as file:
        head = file.read(12)
        facts = json.loads(file.read(int.from_bytes(head[8:], "big")))
    assert facts["format"] == "ducha-backup"
    assert [member["name"] for member in facts["members"]] == ["big", "small", "none"]
