import json

import pytest

from ducha_desktop.vault import keys
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.faults import (
    KeyFileDamagedError,
    KeyFileMissingError,
    LastSlotError,
    NewerKeyFileError,
    PasswordNeededError,
    RecoveryCodeError,
    WrongPasswordError,
)
from ducha_desktop.vault.keyfile import KeyFile, parse
from ducha_desktop.vault.slots import Cost, tuned_cost

CHEAP = Cost(1, 64, 1)


@pytest.fixture
def key(tmp_path):
    return keys.create(tmp_path)


def _remove_open_slot(folder):
    for slot in keys.load(folder).slots:
        if slot.kind == "none":
            keys.remove_slot(folder, slot.slot_id)


def test_the_first_start_needs_no_password_and_never_overwrites(tmp_path, key):
    assert keys.unlock(tmp_path) == key
    assert keys.unlock(tmp_path, "anything, as there are no accounts") == key
    assert keys.load(tmp_path).has_open_slot()
    (tmp_path / "keys.json").unlink()
    with pytest.raises(FileExistsError):
        keys.create(tmp_path)


def test_two_data_folders_have_two_keys(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert keys.create(tmp_path / "a") != keys.create(tmp_path / "b")


def test_the_key_is_not_shown(key):
    assert key.material.hex() not in repr(key)
    assert str(key.material) not in repr(key)


def test_accounts_open_with_their_own_password_only(tmp_path, key):
    keys.add_password_slot(tmp_path, key, name="陆明", password="督查2026！Aa", cost=CHEAP)
    keys.add_password_slot(tmp_path, key, name="王芳", password="另一个Bb22222", cost=CHEAP)
    _remove_open_slot(tmp_path)
    assert keys.unlock(tmp_path, "督查2026！Aa") == key
    assert keys.unlock(tmp_path, "督查2026！Aa", name="陆明") == key
    with pytest.raises(WrongPasswordError):
        keys.unlock(tmp_path, "督查2026！Aa", name="王芳")
    with pytest.raises(WrongPasswordError):
        keys.unlock(tmp_path, "督查2026！aa")
    with pytest.raises(PasswordNeededError):
        keys.unlock(tmp_path)


def test_a_changed_password_replaces_the_old_and_leaves_the_key(tmp_path, key):
    keys.add_password_slot(tmp_path, key, name="陆明", password="old", cost=CHEAP)
    keys.add_password_slot(tmp_path, key, name="陆明", password="new", cost=CHEAP)
    _remove_open_slot(tmp_path)
    assert keys.unlock(tmp_path, "new") == key
    with pytest.raises(WrongPasswordError):
        keys.unlock(tmp_path, "old")


def test_a_wrong_password_is_refused_once_there_are_accounts(tmp_path, key):
    keys.add_password_slot(tmp_path, key, name="陆明", password="right", cost=CHEAP)
    with pytest.raises(WrongPasswordError):
        keys.unlock(tmp_path, "wrong")


def test_without_accounts_and_without_open_slot_only_the_code_is_left(tmp_path, key):
    code = keys.add_recovery_slot(tmp_path, key)
    _remove_open_slot(tmp_path)
    with pytest.raises(WrongPasswordError):
        keys.unlock(tmp_path, "x")
    assert keys.unlock_with_code(tmp_path, code.lower()) == key
    with pytest.raises(LastSlotError):
        keys.remove_slot(tmp_path, keys.load(tmp_path).slots[0].slot_id)
    with pytest.raises(KeyError):
        keys.remove_slot(tmp_path, "none")


def test_a_new_code_ends_the_old(tmp_path, key):
    old = keys.add_recovery_slot(tmp_path, key)
    new = keys.add_recovery_slot(tmp_path, key)
    assert keys.unlock_with_code(tmp_path, new) == key
    with pytest.raises(WrongPasswordError, match="换发"):
        keys.unlock_with_code(tmp_path, old)
    with pytest.raises(RecoveryCodeError):
        keys.unlock_with_code(tmp_path, "no code")


def test_either_copy_mends_the_other(tmp_path, key):
    for lost, kept in (keys.COPIES, keys.COPIES[::-1]):
        for damage in (b"", b"\0" * 500, (tmp_path / kept).read_bytes()[:-20], None):
            if damage is None:
                (tmp_path / lost).unlink()
            else:
                (tmp_path / lost).write_bytes(damage)
            assert keys.unlock(tmp_path) == key
            assert (tmp_path / lost).read_bytes() == (tmp_path / kept).read_bytes()


def test_a_change_killed_between_the_copies_counts(tmp_path, key):
    before = (tmp_path / "keys.copy.json").read_bytes()
    keys.add_password_slot(tmp_path, key, name="a", password="p", cost=CHEAP)
    (tmp_path / "keys.copy.json").write_bytes(before)
    assert len(keys.load(tmp_path).slots) == 2
    assert len(parse((tmp_path / "keys.copy.json").read_bytes()).slots) == 2


def test_missing_and_damaged_are_told_apart(tmp_path, key):
    (tmp_path / "keys.json").write_bytes(b"rubbish")
    (tmp_path / "keys.copy.json").unlink()
    with pytest.raises(KeyFileDamagedError):
        keys.unlock(tmp_path)
    (tmp_path / "keys.json").unlink()
    with pytest.raises(KeyFileMissingError, match="keys"):
        keys.unlock(tmp_path)


def test_a_newer_key_file_is_refused_and_left_alone(tmp_path, key, monkeypatch):
    monkeypatch.setattr("ducha_desktop.vault.keyfile._VERSION", 2)
    keys.store(tmp_path, keys.load(tmp_path))
    monkeypatch.undo()
    before = (tmp_path / "keys.json").read_bytes()
    with pytest.raises(NewerKeyFileError, match="升级"):
        keys.unlock(tmp_path)
    assert (tmp_path / "keys.json").read_bytes() == before


def test_every_flipped_bit_is_noticed(tmp_path, key):
    keys.add_password_slot(tmp_path, key, name="陆明", password="p", cost=CHEAP)
    intact = (tmp_path / "keys.json").read_bytes()
    original, unnoticed = parse(intact), []
    for place in range(len(intact) * 8):
        changed = bytearray(intact)
        changed[place // 8] ^= 1 << place % 8
        try:
            # A flip inside white space may leave the same meaning; a different one may not pass.
            if parse(bytes(changed)) != original:
                unnoticed.append(place)
        except (KeyFileDamagedError, NewerKeyFileError):
            continue
    assert unnoticed == []


@pytest.mark.parametrize(
    "change", [("kind", "none"), ("name", "李四"), ("argon2id", {"t": 1, "m": 64, "p": 2})]
)
def test_a_slot_cannot_be_altered_even_with_a_mended_check(tmp_path, key, change):
    keys.add_password_slot(tmp_path, key, name="陆明", password="p", cost=CHEAP)
    body = json.loads((tmp_path / "keys.json").read_bytes())
    slot = next(slot for slot in body["slots"] if slot["kind"] == "password")
    slot[change[0]] = change[1]
    body["slots"] = [slot]
    del body["check"]
    from ducha_desktop.vault.keyfile import _check

    data = json.dumps(body | {"check": _check(body)}).encode()
    with pytest.raises((WrongPasswordError, KeyFileDamagedError, PasswordNeededError)):
        keys.open_keys(parse(data), "p")


def test_a_foreign_file_cannot_ask_for_a_terabyte(tmp_path, key):
    from ducha_desktop.vault.keyfile import _check

    keys.add_password_slot(tmp_path, key, name="陆明", password="p", cost=CHEAP)
    body = json.loads((tmp_path / "keys.json").read_bytes())
    body["slots"][1]["argon2id"] = {"t": 3, "m": 1 << 30, "p": 2}
    del body["check"]
    with pytest.raises(KeyFileDamagedError):
        parse(json.dumps(body | {"check": _check(body)}).encode())


def test_the_travelling_key_file_is_closed(tmp_path, key):
    at_home = keys.load(tmp_path)
    travelling = keys.for_travel(at_home, key, passphrase="路上的口令", cost=CHEAP)
    assert not travelling.has_open_slot()
    assert keys.open_keys(parse(travelling.to_bytes()), "路上的口令") == key
    with pytest.raises(PasswordNeededError):
        keys.open_keys(travelling)
    assert keys.for_travel(at_home, key, passphrase=None) is at_home
    assert keys.unlock(tmp_path) == key


def test_the_default_cost_is_the_design_floor_or_more():
    cost = tuned_cost()
    assert cost.passes >= 3
    assert (cost.kibibytes, cost.lanes) == (65536, 2)
    assert cost.is_sane()


def test_unlocking_works_in_a_folder_that_cannot_be_written(tmp_path, key, monkeypatch):
    (tmp_path / "keys.copy.json").unlink()

    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(keys, "write_atomic", refuse)
    assert keys.unlock(tmp_path) == key


def test_a_data_key_has_256_bits():
    with pytest.raises(ValueError, match="32"):
        DataKey(b"short")


def test_an_empty_key_file_opens_for_nobody():
    with pytest.raises(PasswordNeededError):
        keys.open_keys(KeyFile("id", 1, ()))
