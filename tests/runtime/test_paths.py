import sys
from pathlib import Path

import pytest

from ducha_desktop.runtime import paths
from ducha_desktop.runtime.paths import DataFolder


def test_resources_of_a_source_checkout():
    assert paths.resource("fonts").is_dir()
    assert paths.resource_root() == Path(__file__).parents[2] / "resources"


def test_resources_of_the_frozen_program(tmp_path, monkeypatch):
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "a.txt").write_text("x", encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("a.txt").read_text(encoding="utf-8") == "x"


def test_resources_of_a_wheel(tmp_path, monkeypatch):
    installed = tmp_path / "ducha_desktop" / "_resources"
    installed.mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "ducha_desktop" / "runtime" / "paths.py"))
    assert paths.resource_root() == installed


def test_a_missing_resource_is_named():
    with pytest.raises(FileNotFoundError, match=r"fonts/none\.ttf"):
        paths.resource("fonts/none.ttf")


def test_the_default_folder_is_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert paths.default_data_folder() == tmp_path / "ducha-desktop"
    assert paths.default_data_folder().name == "ducha-desktop"


def test_portable_only_when_frozen_and_marked(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "ducha"))
    beside = tmp_path / "ducha-data"
    beside.mkdir()
    (beside / "portable.txt").write_text("", encoding="utf-8")
    assert paths.default_data_folder() != beside
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.default_data_folder() == beside
    (beside / "portable.txt").unlink()
    assert paths.default_data_folder() != beside


def test_created_folder_is_whole_private_and_empty(tmp_path):
    folder = DataFolder(tmp_path / "某县" / "台账")
    assert folder.is_empty()
    folder.create()
    folder.create()
    for part in (folder.attachments, folder.papers, folder.backups, folder.logs, folder.keys, folder.private):
        assert part.is_dir()
    if sys.platform != "win32":
        assert folder.private.stat().st_mode & 0o777 == 0o700
        assert folder.keys.stat().st_mode & 0o777 == 0o700
    (folder.logs / "ducha.log").write_text("x", encoding="utf-8")
    folder.lock.write_text("", encoding="utf-8")
    (folder.root / ".founding.12ab.tmp").write_text("", encoding="utf-8")
    assert folder.is_empty()


@pytest.mark.parametrize("name", ["ducha.db", "keys/keys.json", "backups/old.dcbak", "我的文件.txt"])
def test_a_folder_with_anything_in_it_is_not_empty(tmp_path, name):
    folder = DataFolder(tmp_path)
    folder.create()
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert not folder.is_empty()


def test_private_is_wiped(tmp_path):
    folder = DataFolder(tmp_path)
    folder.create()
    (folder.private / "deep").mkdir()
    (folder.private / "deep" / "leak.pdf").write_text("x", encoding="utf-8")
    folder.wipe_private()
    assert list(folder.private.iterdir()) == []


def test_a_foundation_cut_off_counts_as_empty_and_starts_clean(tmp_path):
    folder = DataFolder(tmp_path / "台账")
    folder.begin_founding()
    (folder.keys / "keys.json").write_text("half", encoding="utf-8")
    folder.database.write_text("half", encoding="utf-8")
    assert folder.is_founding
    assert folder.is_empty()
    folder.begin_founding()
    assert list(folder.keys.iterdir()) == []
    assert not folder.database.exists()
    folder.database.write_text("whole", encoding="utf-8")
    folder.end_founding()
    assert not folder.is_founding
    assert not folder.is_empty()


def test_rests_of_killed_writers_go_unless_a_restore_waits(tmp_path):
    folder = DataFolder(tmp_path)
    folder.create()
    for rest in (
        folder.keys / ".keys.json.1a.tmp",
        tmp_path / ".restore.1a.tmp",
        tmp_path / ".restore.1a.tmp-wal",
    ):
        rest.write_text("half", encoding="utf-8")
    (tmp_path / "restore.json").write_text("{}", encoding="utf-8")
    (folder.private / "leak.pdf").write_text("x", encoding="utf-8")
    folder.tidy()
    assert not list(folder.keys.iterdir())
    assert not list(folder.private.iterdir())
    assert len(list(tmp_path.glob(".restore*"))) == 2
    (tmp_path / "restore.json").unlink()
    folder.tidy()
    assert not list(tmp_path.glob(".*"))
