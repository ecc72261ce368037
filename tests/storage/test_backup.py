import errno
import os
import shutil
import subprocess
import sys
from datetime import date

import pytest

from ducha_desktop.domain.errors import DamagedError, InUseError, NotAllowedError, SurroundingsError
from ducha_desktop.runtime.lock import FolderLock
from ducha_desktop.runtime.volumes import Volume
from ducha_desktop.services import backups, restoring
from ducha_desktop.storage import backup as backup_module
from ducha_desktop.storage import copies, shelf
from ducha_desktop.storage.container import open_container
from ducha_desktop.storage.digest import digest
from ducha_desktop.vault.keyfile import parse


def _files(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != ".backup.lock")


def test_a_backup_is_listed_verified_and_counts_as_the_digest_does(desk):
    desk.add("修路", "架桥")
    made = backups.make(desk.office)
    with desk.office.read() as reader:
        assert made.rows == digest(reader.connection).rows
    assert made.verified
    assert made.words == "手动备份"
    assert made.head == desk.ask("SELECT max(seq) FROM entry")[0][0]
    assert backups.list_backups(desk.folder.backups) == [made]
    assert _files(desk.folder.backups) == ["blobs", made.file.name]


def test_nothing_of_the_content_is_readable(desk):
    desk.add("修建云岭大桥")
    desk.attach("现场照片内容".encode())
    made = backups.make(desk.office)
    for path in [made.file, *(desk.folder.backups / "blobs").iterdir()]:
        for marker in ("云岭", "现场照片", "SQLite format"):
            assert marker.encode() not in path.read_bytes()


def test_the_window_goes_on_writing_meanwhile(desk):
    desk.add("甲")
    first = backups.make(desk.office)
    desk.add("乙")
    second = backups.make(desk.office)
    desk.add("丙")
    assert (second.head, second.rows) == (first.head + 1, first.rows + 1)
    assert [view.file for view in backups.list_backups(desk.folder.backups)] == [second.file, first.file]
    assert desk.titles() == ["甲", "乙", "丙"]


def test_only_when_something_changed(desk):
    desk.add("甲")
    assert backups.make_if_changed(desk.office) is not None
    assert backups.make_if_changed(desk.office) is None
    desk.add("乙")
    assert backups.make_if_changed(desk.office, reason="exit").words == "退出时备份"


def test_blobs_are_copied_once_and_healed(desk, tmp_path):
    desk.add("甲")
    desk.attach(b"one" * 1000)
    stick = tmp_path / "stick"
    backups.make(desk.office, to=stick)
    (blob,) = (stick / "blobs").iterdir()
    before = blob.stat().st_mtime_ns
    desk.attach(b"two" * 1000)
    made = backups.make(desk.office, to=stick)
    assert blob.stat().st_mtime_ns == before
    assert len(list((stick / "blobs").iterdir())) == 2
    assert sorted(shelf.blob_names(open_container(made.file))) == _files(stick / "blobs")
    blob.write_bytes(b"half")
    backups.make(desk.office, to=stick)
    assert blob.stat().st_size > 1000


def test_sequence_goes_on_over_both_folders(desk, tmp_path):
    names = [
        backups.make(desk.office, to=to).file.name
        for to in (None, tmp_path / "stick", None, tmp_path / "stick", tmp_path / "other")
    ]
    assert [name[:12] for name in names] == [f"ducha-{n:06d}" for n in (1, 2, 2, 3, 3)]


@pytest.fixture(params=["stick", "share"])
def away(request, monkeypatch, tmp_path):
    """A folder on a drive that leaves the room."""
    stick = request.param == "stick"
    volume = Volume("vfat" if stick else "cifs", network=not stick, removable=stick)
    monkeypatch.setattr(backups, "volume_of", lambda _path: volume)
    return tmp_path / request.param


def test_an_open_key_does_not_leave_the_computer(desk, tmp_path, away):
    desk.add("甲")
    assert backups.needs_passphrase(desk.office, away)
    with pytest.raises(NotAllowedError, match="口令"):
        backups.make(desk.office, to=away)
    assert not away.exists()
    made = backups.make(desk.office, to=away, passphrase="路上的口令1")
    keys = parse(open_container(made.file).read_bytes("keys.json"))
    assert not keys.has_open_slot()
    with pytest.raises(NotAllowedError):
        restoring.restore(tmp_path / "new", made.file)
    with pytest.raises(NotAllowedError):
        restoring.restore(tmp_path / "new", made.file, password="wrong")
    assert restoring.restore(tmp_path / "new", made.file, password="路上的口令1").rows == made.rows


def test_thinning_removes_what_only_the_removed_needed(desk):
    desk.add("甲")
    for day in range(1, 19):
        desk.clock.set(date(2026, 1, day), 1_767_000_000_000 + day * 86_400_000)
        backups.make(desk.office, reason="auto")
        backups.make(desk.office, reason="auto")
    days = [view.made_at[:10] for view in backups.list_backups(desk.folder.backups)]
    assert len(days) == 2 * 2 + 12 + 1  # two whole days, twelve more, one more week
    assert all(view.verified for view in backups.list_backups(desk.folder.backups))


def test_thinning_leaves_damaged_foreign_and_other_files_alone(desk):
    home = desk.folder.backups
    for _ in range(5):
        desk.add("甲")
        backups.make(desk.office)
    (home / "note.txt").write_text("x", encoding="utf-8")
    (home / "ducha-000099-20260101-000000.dcbak").write_bytes(b"damaged")
    assert shelf.thin(home, key_id="another office's") == []
    listed = backups.list_backups(home)
    assert [view.verified for view in listed] == [False, *[True] * 5]
    assert "损坏" in listed[0].problem
    assert backups.make(desk.office).file.name.startswith("ducha-000100")


def test_blobs_of_gone_backups_go_too(desk, monkeypatch):
    desk.add("甲")
    desk.attach(b"one" * 1000)
    first = backups.make(desk.office)
    desk.behind_the_back("DELETE FROM attachment")
    for path in desk.folder.attachments.iterdir():
        path.unlink()
    backups.make(desk.office)
    blobs = desk.folder.backups / "blobs"
    assert len(list(blobs.iterdir())) == 1
    monkeypatch.setattr(shelf, "expendable", lambda _: {1})
    backups.make(desk.office)
    assert not first.file.exists()
    assert list(blobs.iterdir()) == []


def test_a_damaged_database_is_not_backed_up_over_good_ones(desk):
    desk.add(*[f"事项{n}" for n in range(40)])
    good = backups.make(desk.office)
    desk.close()
    data = bytearray(desk.folder.database.read_bytes())
    data[len(data) // 2] ^= 1
    desk.folder.database.write_bytes(data)
    with pytest.raises(DamagedError):
        backups.make(desk.office)
    assert backups.list_backups(desk.folder.backups) == [good]
    assert _files(desk.folder.backups) == ["blobs", good.file.name]


def test_a_copy_that_fails_its_proof_is_not_adopted(desk, monkeypatch):
    original = copies.make_self_contained

    def damage(path, key):
        original(path, key)
        data = bytearray(path.read_bytes())
        data[9000] ^= 4
        path.write_bytes(data)

    monkeypatch.setattr(copies, "make_self_contained", damage)
    with pytest.raises(DamagedError, match="完整性"):
        backups.make(desk.office)
    assert _files(desk.folder.backups) == ["blobs"] or _files(desk.folder.backups) == []


def test_a_disk_that_lies_is_noticed_before_the_rename(desk, monkeypatch):
    original = backup_module.flush_to_disk

    def lose(file):
        original(file)
        file.seek(5000)
        file.write(bytes(100))
        original(file)

    monkeypatch.setattr(backup_module, "flush_to_disk", lose)
    with pytest.raises(DamagedError):
        backups.make(desk.office)
    assert backups.list_backups(desk.folder.backups) == []
    assert _files(desk.folder.backups) == ["blobs"]


def test_a_full_disk_is_said_plainly_and_leaves_nothing(desk, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(backup_module, "write_container", full)
    with pytest.raises(SurroundingsError, match="磁盘已满"):
        backups.make(desk.office)
    assert _files(desk.folder.backups) == ["blobs"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs a small file system")
def test_a_stick_that_is_too_small(desk, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(stick)], check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(SurroundingsError, match=r"空间不足|已满"):
            backups.make(desk.office, to=stick)
        assert list(stick.glob("*.dcbak")) == []
    finally:
        subprocess.run(["umount", str(stick)], check=True)


def test_two_at_once_wait_for_each_other(desk, monkeypatch):
    monkeypatch.setattr(shelf, "_LOCK_SECONDS", 0.1)
    with FolderLock(desk.folder.backups / ".backup.lock"), pytest.raises(InUseError, match="正在备份"):
        backups.make(desk.office)
    assert backups.make(desk.office).verified


def test_foreign_files_are_listed_with_a_reason(tmp_path):
    assert backups.list_backups(tmp_path / "none") == []
    (tmp_path / "x.dcbak").write_bytes(b"x")
    (tmp_path / "folder.dcbak").mkdir()
    views = backups.list_backups(tmp_path)
    assert all(not view.verified and view.problem for view in views)
    assert len(views) == 2
    shutil.rmtree(tmp_path / "folder.dcbak")
