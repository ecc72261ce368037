import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ducha_desktop.runtime import atomic


def test_writes_and_replaces(tmp_path):
    target = tmp_path / "台账.json"
    atomic.write_atomic(target, b"one")
    atomic.write_atomic(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


def test_an_error_in_the_middle_leaves_the_old_file_and_no_rest(tmp_path):
    target = tmp_path / "a"
    atomic.write_atomic(target, b"old")

    def fail():
        with atomic.replacing(target) as file:
            file.write(b"half of the new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_mode_is_taken_before_the_umask(tmp_path):
    if sys.platform == "win32":
        pytest.skip("permissions of POSIX")
    atomic.write_atomic(tmp_path / "key", b"x", mode=0o600)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


class _Held:
    """A target that another program holds for `times` tries, as a virus scanner does."""

    def __init__(self, monkeypatch, times):
        self.left, self.pauses = times, []
        original = Path.replace

        def replace(path, target):
            if self.left:
                self.left -= 1
                raise PermissionError(13, "sharing violation")
            return original(path, target)

        monkeypatch.setattr(Path, "replace", replace)


def test_a_held_target_is_tried_again_for_five_seconds(tmp_path, monkeypatch):
    source, target = tmp_path / "s", tmp_path / "t"
    source.write_bytes(b"new")
    held = _Held(monkeypatch, 9)
    atomic.replace_patiently(source, target, pause=held.pauses.append)
    assert target.read_bytes() == b"new"
    assert len(held.pauses) == 9
    assert sum(held.pauses) == pytest.approx(5.0)


def test_a_target_held_for_ever_keeps_both_files(tmp_path, monkeypatch):
    source, target = tmp_path / "s", tmp_path / "t"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    held = _Held(monkeypatch, 10)
    with pytest.raises(PermissionError):
        atomic.replace_patiently(source, target, pause=held.pauses.append)
    assert (source.read_bytes(), target.read_bytes()) == (b"new", b"old")


def test_other_errors_are_not_tried_again(tmp_path):
    pauses = []
    with pytest.raises(FileNotFoundError):
        atomic.replace_patiently(tmp_path / "none", tmp_path / "t", pause=pauses.append)
    assert pauses == []


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not synced there")
def test_a_share_that_cannot_sync_folders_is_written_all_the_same(tmp_path, monkeypatch):
    original = os.fsync

    def fsync(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(code, os.strerror(code))
        original(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    code = errno.EINVAL
    atomic.write_atomic(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"
    code = errno.EIO
    with pytest.raises(OSError, match="output"):
        atomic.write_atomic(tmp_path / "b", b"x")


def test_unlink_is_harmless_when_the_file_is_gone(tmp_path):
    atomic.unlink_patiently(tmp_path / "none")


_WRITER = """
import sys
from pathlib import Path
from ducha_desktop.runtime.atomic import write_atomic
print("ready", flush=True)
number = 0
while True:
    number += 1
    write_atomic(Path(sys.argv[1]), str(number).encode() * 40000)
"""


def test_killed_writers_leave_a_whole_file(tmp_path):
    target = tmp_path / "a"
    for cycle in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(target)], stdout=subprocess.PIPE
        ) as process:
            process.stdout.readline()
            try:
                process.wait(0.02 * (cycle + 1))
            except subprocess.TimeoutExpired:
                process.kill()
        if target.exists():
            content = target.read_bytes()
            unit = content[: len(content) // 40000]
            assert unit
            assert content == unit * 40000
    assert target.exists()
    atomic.sweep_temporaries(tmp_path)
    assert list(tmp_path.iterdir()) == [target]


def test_only_rests_are_swept(tmp_path):
    for name in (".a.12ab.tmp", ".a.12ab.tmp-wal", "b.tmp", ".c", "keys.json"):
        (tmp_path / name).write_bytes(b"")
    assert atomic.sweep_temporaries(tmp_path) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [".c", "b.tmp", "keys.json"]
