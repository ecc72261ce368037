"""A restore that is killed, held up or refused in the middle of putting the database in place."""

import json

import pytest

from ducha_desktop.domain.errors import DamagedError, InUseError, SurroundingsError
from ducha_desktop.runtime.lock import FolderLock
from ducha_desktop.services import backups, restoring, upkeep
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage import restore as restore_module
from ducha_desktop.storage.recovery import recover


class _Killed(BaseException):
    """Stands for the process being killed at that point."""


def _kill_at(monkeypatch, name, *, after):
    """Die at the n-th rename or removal inside the swap."""
    original, calls = getattr(restore_module, name), []

    def step(*args, **kwargs):
        calls.append(args)
        if len(calls) > after:
            raise _Killed
        return original(*args, **kwargs)

    monkeypatch.setattr(restore_module, name, step)


@pytest.mark.parametrize(
    "point",
    [
        ("replace_patiently", 0),
        ("replace_patiently", 1),
        ("replace_patiently", 2),
        ("replace_patiently", 3),
        ("unlink_patiently", 0),
        ("write_atomic", 0),
        ("make_self_contained", 0),
        ("prove_database", 0),
        ("sync_folder", 0),
        ("sync_folder", 1),
    ],
)
def test_killed_at_every_step_it_is_all_old_or_all_new(backed, monkeypatch, point):
    backed.close()
    # An unclean shutdown: a -wal with content lies beside the database and must go with it.
    for side in ("-wal", "-shm"):
        path = backed.root / f"ducha.db{side}"
        if not path.exists():
            path.write_bytes(b"")
    _kill_at(monkeypatch, point[0], after=point[1])
    killed = False
    try:
        restoring.restore(backed.root, backed.file, clock=backed.clock)
    except _Killed:
        killed = True
    monkeypatch.undo()
    assert killed
    backed.office = open_office(backed.root, clock=backed.clock)
    assert backed.titles() in (["甲", "乙"], ["甲", "乙", "丙"])
    assert upkeep.check(backed.office).ok
    assert not list(backed.root.glob(".restore*"))
    assert not (backed.root / "restore.json").exists()
    new = backed.titles() == ["甲", "乙"]
    restored = backed.ask("SELECT count(*) FROM entry WHERE action='backup.restore'")[0][0]
    assert restored == int(new), "a swapped database always carries its new incarnation"


def test_a_database_that_cannot_be_moved_is_left_in_place(backed, monkeypatch):
    """Windows: another program holds the file without sharing it."""
    original = restore_module.replace_patiently

    def held(source, target):
        if source.name == "ducha.db":
            raise PermissionError(13, "sharing violation", str(source))
        original(source, target)

    backed.close()
    monkeypatch.setattr(restore_module, "replace_patiently", held)
    with pytest.raises(InUseError, match="没有恢复"):
        restoring.restore(backed.root, backed.file, clock=backed.clock)
    monkeypatch.undo()
    assert not list(backed.root.glob(".restore*"))
    backed.reopen()
    assert backed.titles() == ["甲", "乙", "丙"]


def test_what_could_not_be_put_in_place_is_at_the_next_start(backed, monkeypatch):
    """The old database is already aside when a virus scanner grabs the prepared one."""
    original = restore_module.replace_patiently

    def held(source, target):
        if source.name.startswith(".restore."):
            raise PermissionError(13, "sharing violation", str(source))
        original(source, target)

    backed.close()
    monkeypatch.setattr(restore_module, "replace_patiently", held)
    with pytest.raises(SurroundingsError):
        restoring.restore(backed.root, backed.file, clock=backed.clock)
    monkeypatch.undo()
    assert not backed.folder.database.exists()
    backed.office = open_office(backed.root, clock=backed.clock)
    assert backed.titles() == ["甲", "乙"]
    assert upkeep.check(backed.office).ok


def test_an_interrupted_restore_waits_while_another_program_holds_the_folder(backed):
    backed.close()
    (backed.root / "restore.json").write_text(json.dumps({"prepared": "x", "aside": "y"}), encoding="utf-8")
    with FolderLock(backed.folder.lock):
        recover(backed.folder)
        assert (backed.root / "restore.json").exists()
    recover(backed.folder)
    assert not (backed.root / "restore.json").exists()
    backed.reopen()


def test_a_disk_that_refuses_at_the_start_is_said_plainly(backed, monkeypatch):
    def refuse(_folder):
        raise OSError(5, "Input/output error")

    (backed.root / "restore.json").write_text("{}", encoding="utf-8")
    backed.close()
    monkeypatch.setattr(restore_module, "finish_interrupted", refuse)
    with pytest.raises(SurroundingsError, match="磁盘"):
        recover(backed.folder)
    monkeypatch.undo()
    (backed.root / "restore.json").unlink()
    backed.reopen()


def test_keys_inside_that_are_no_keys(backed, monkeypatch):
    from ducha_desktop.vault.keyfile import KeyFile

    monkeypatch.setattr(KeyFile, "to_bytes", lambda _self: b"rubbish")
    file = backups.make(backed.office).file
    monkeypatch.undo()
    backed.close()
    with pytest.raises(DamagedError):
        restoring.restore(backed.root.parent / "new", file, clock=backed.clock)
    backed.reopen()


def test_an_intent_cannot_point_outside(backed, tmp_path):
    backed.close()
    outside = tmp_path / "evil"
    outside.write_bytes(b"x")
    (backed.root / "restore.json").write_text(
        json.dumps({"prepared": "../evil", "aside": "../../evil"}), encoding="utf-8"
    )
    backed.office = open_office(backed.root, clock=backed.clock)
    assert outside.read_bytes() == b"x"
    assert backed.titles() == ["甲", "乙", "丙"]
