import os
import shutil
from dataclasses import replace

import pytest

from ducha_desktop.domain.errors import (
    DamagedError,
    InUseError,
    NewerVersionError,
    NotAllowedError,
    NotFoundError,
    SurroundingsError,
)
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.services import backups, restoring, upkeep
from ducha_desktop.services.founding import found
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage import restore as restore_module
from ducha_desktop.storage.blobs import BlobStore
from ducha_desktop.storage.digest import digest
from ducha_desktop.vault import keys
from ducha_desktop.vault.slots import Cost


def _digest(desk):
    with desk.office.read() as reader:
        return digest(reader.connection)


def _restore(desk, file, **said):
    desk.close()
    done = restoring.restore(desk.root, file, clock=desk.clock, **said)
    desk.reopen()
    return done


def test_the_data_is_as_it_was_and_the_journal_says_so(backed):
    incarnation = backed.ask("SELECT incarnation FROM station WHERE own=1")
    done = _restore(backed, backed.file)
    assert (_digest(backed), done.rows) == (backed.before, backed.before.rows)
    assert backed.titles() == ["甲", "乙"]
    assert backed.ask("SELECT incarnation FROM station WHERE own=1") != incarnation
    action, basis, number = backed.ask(
        "SELECT action, basis, incarnation FROM entry ORDER BY seq DESC LIMIT 1"
    )[0]
    assert (action, basis) == ("backup.restore", backed.file.name)
    assert [(number,)] == backed.ask("SELECT incarnation FROM station WHERE own=1")
    assert upkeep.check(backed.office).ok
    assert upkeep.audit_verify(backed.office).ok


def test_what_would_be_lost_is_shown_and_nothing_is_changed(backed):
    backed.add("丁")
    seen = backups.preview(backed.office, backed.file)
    assert [entry.words for entry in seen.lost] == ["新增：丁", "新增：丙"]
    assert (seen.lost_count, seen.same_history) == (2, True)
    assert backed.titles() == ["甲", "乙", "丙", "丁"]


def test_after_a_restore_the_lost_future_is_another_history(backed):
    later = backups.make(backed.office).file
    _restore(backed, backed.file)
    assert not backups.preview(backed.office, later).same_history


def test_what_was_replaced_is_kept_twice(backed):
    done = _restore(backed, backed.file)
    newest = backups.list_backups(backed.folder.backups)[0]
    assert newest.words == "恢复前备份"
    assert (done.aside / "ducha.db").exists()
    _restore(backed, newest.file)
    assert backed.titles() == ["甲", "乙", "丙"]


def test_work_goes_on_after_a_restore(backed):
    _restore(backed, backed.file)
    backed.add("戊")
    backed.reopen()
    assert backed.titles() == ["甲", "乙", "戊"]
    assert upkeep.check(backed.office).ok


def test_into_a_new_folder_with_everything(backed, tmp_path):
    stick = tmp_path / "stick"
    file = backups.make(backed.office, to=stick).file
    shutil.rmtree(backed.folder.attachments)
    done = restoring.restore(tmp_path / "新电脑", file, clock=backed.clock)
    assert (done.missing, done.aside) == (0, None)
    with open_office(tmp_path / "新电脑", clock=backed.clock) as office:
        assert upkeep.check(office).ok
        (name,) = [path.name for path in office.folder.attachments.iterdir()]
        assert name
    backed.folder.attachments.mkdir()


def test_without_the_blobs_the_ledger_still_comes_back_and_the_loss_is_counted(backed, tmp_path):
    alone = tmp_path / "alone" / backed.file.name
    alone.parent.mkdir()
    shutil.copy(backed.file, alone)
    assert restoring.restore(tmp_path / "new", alone, clock=backed.clock).missing == 1
    with open_office(tmp_path / "new", clock=backed.clock) as office:
        assert [finding.code for finding in upkeep.check(office).findings] == ["blob"]


def test_a_damaged_attachment_is_fetched_from_the_backup(backed):
    (path,) = backed.folder.attachments.iterdir()
    path.write_bytes(path.read_bytes()[:-5])
    assert not upkeep.check(backed.office).ok
    assert _restore(backed, backed.file).missing == 0
    assert upkeep.check(backed.office).ok
    (sha,) = backed.ask("SELECT sha256 FROM attachment")[0]
    assert BlobStore(backed.folder.attachments, backed.key).read_bytes(sha) == b"photo" * 9000


def test_a_damaged_database_is_only_moved_aside(backed):
    backed.close()
    backed.folder.database.write_bytes(b"\0" * 50_000)
    with pytest.raises(DamagedError):
        open_office(backed.root)
    restoring.restore(backed.root, backed.file, clock=backed.clock)
    backed.office = open_office(backed.root, clock=backed.clock)
    assert backed.titles() == ["甲", "乙"]
    assert len(backups.list_backups(backed.folder.backups)) == 1


def test_lost_keys_come_back_with_the_backup(backed):
    backed.close()
    shutil.rmtree(backed.folder.keys)
    with pytest.raises(SurroundingsError):
        open_office(backed.root)
    restoring.restore(backed.root, backed.file, clock=backed.clock)
    backed.office = open_office(backed.root, clock=backed.clock)
    assert backed.titles() == ["甲", "乙"]


def test_newer_passwords_survive_a_restore(backed):
    cost = Cost(1, 64, 1)
    keys.add_password_slot(backed.folder.keys, backed.key, name="陆明", password="现在的口令", cost=cost)
    (open_slot,) = [slot for slot in keys.load(backed.folder.keys).slots if slot.kind == "none"]
    keys.remove_slot(backed.folder.keys, open_slot.slot_id)
    backed.close()
    restoring.restore(backed.root, backed.file, password="现在的口令", clock=backed.clock)
    with pytest.raises(NotAllowedError):
        open_office(backed.root)
    backed.office = open_office(backed.root, password="现在的口令", clock=backed.clock)
    assert backed.titles() == ["甲", "乙"]


def test_with_the_recovery_code(backed, tmp_path):
    code = keys.add_recovery_slot(backed.folder.keys, backed.key)
    file = backups.make(backed.office, passphrase="口令").file
    assert restoring.restore(tmp_path / "new", file, code=code, clock=backed.clock).rows
    with pytest.raises(NotAllowedError):
        restoring.restore(tmp_path / "newer", file, clock=backed.clock)
    assert not (tmp_path / "newer" / "ducha.db").exists()


def _state(root):
    """Everything in the folder that a refused restore must not touch."""
    names = {"ducha.db", "keys.json", "keys.copy.json", "station.json"}
    found = {path.name: path.read_bytes() for path in root.rglob("*") if path.name in names}
    return found | {"aside": (root / "replaced").exists()}


def test_another_offices_backup_is_refused_here_and_taken_in_a_new_folder(backed, tmp_path):
    with found(tmp_path / "other", county="河口县", clock=backed.clock) as other:
        foreign = backups.make(other).file
    backed.close()
    before = _state(backed.root)
    with pytest.raises(NotAllowedError, match="另一个台账"):
        restoring.restore(backed.root, foreign, clock=backed.clock)
    assert _state(backed.root) == before
    restoring.restore(tmp_path / "third", foreign, clock=backed.clock)


def test_a_damaged_backup_is_refused_and_nothing_changes(backed):
    whole = backed.file.read_bytes()
    backed.close()
    before = _state(backed.root)
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    for damage in (whole[:-1], whole[:5000], bytes(flipped)):
        backed.file.write_bytes(damage)
        with pytest.raises(DamagedError):
            restoring.restore(backed.root, backed.file, clock=backed.clock)
        assert _state(backed.root) == before
    with pytest.raises(NotFoundError):
        restoring.restore(backed.root, backed.root / "none.dcbak", clock=backed.clock)
    assert not list(backed.root.glob(".restore*"))


def test_a_manifest_that_boasts_is_refused(backed, monkeypatch):
    """Signed and sealed rightly, but the database inside is not what it says."""
    from ducha_desktop.storage import backup as making

    original = making.copy_database

    def boast(*args):
        proof = original(*args)
        return replace(proof, counts=proof.counts | {"matter": 999})

    monkeypatch.setattr(making, "copy_database", boast)
    file = backups.make(backed.office).file
    monkeypatch.undo()
    backed.close()
    before = _state(backed.root)
    with pytest.raises(DamagedError, match="说明不符"):
        restoring.restore(backed.root, file, clock=backed.clock)
    assert _state(backed.root) == before


def test_a_newer_programs_backup_is_refused(backed):
    from ducha_desktop.storage.connection import connect

    backed.close()
    connection = connect(backed.folder.database, backed.office.database_key)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    file = backups.make(backed.office).file
    connection = connect(backed.folder.database, backed.office.database_key)
    connection.execute("PRAGMA user_version=1")
    connection.close()
    before = _state(backed.root)
    with pytest.raises(NewerVersionError, match="升级"):
        restoring.restore(backed.root, file, clock=backed.clock)
    assert _state(backed.root) == before


def test_an_open_window_is_in_the_way(backed):
    assert backed.office.engine is not None
    with pytest.raises(InUseError):
        restoring.restore(backed.root, backed.file, clock=backed.clock)


def test_only_three_replaced_databases_are_kept(backed):
    for _ in range(5):
        _restore(backed, backed.file)
    assert len(os.listdir(backed.root / "replaced")) == 3  # noqa: PTH208


def test_orphans_are_swept_and_named_ones_stay(backed):
    store = BlobStore(backed.folder.attachments, backed.key)
    orphan = store.add_bytes(b"orphan")
    assert restore_module.sweep_orphans(DataFolder(backed.root), backed.key) == 1
    assert not store.has(orphan.sha256)
    assert upkeep.check(backed.office).ok
