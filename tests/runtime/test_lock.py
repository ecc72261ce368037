import os
import subprocess
import sys

import pytest

from ducha_desktop.runtime.faults import LockedError, UnsuitableDriveError
from ducha_desktop.runtime.lock import FolderLock

_HOLDER = """
import sys, time
from pathlib import Path
from ducha_desktop.runtime.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def _hold_elsewhere(path):
    process = subprocess.Popen([sys.executable, "-c", _HOLDER, str(path)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    return process


def test_the_second_is_told_who_holds_it(tmp_path):
    path = tmp_path / "ducha.lock"
    with FolderLock(path), pytest.raises(LockedError) as refused:
        FolderLock(path).acquire()
    assert refused.value.pid == os.getpid()
    assert refused.value.host
    assert refused.value.code == "in_use"
    assert str(os.getpid()) in refused.value.message
    assert "没有改动" in refused.value.message


def test_another_process_is_kept_out_and_a_killed_one_blocks_nobody(tmp_path):
    path = tmp_path / "ducha.lock"
    for _ in range(5):
        with _hold_elsewhere(path) as process:
            with pytest.raises(LockedError) as refused:
                FolderLock(path).acquire()
            assert refused.value.pid == process.pid
            process.kill()
            process.wait()
        with FolderLock(path) as lock:
            assert lock.held


def test_released_and_taken_again(tmp_path):
    path = tmp_path / "ducha.lock"
    first, second = FolderLock(path), FolderLock(path)
    first.acquire()
    first.acquire()
    first.release()
    first.release()
    second.acquire(wait_seconds=1)
    assert (first.held, second.held) == (False, True)
    second.release()


def test_waiting_ends_when_the_holder_lets_go(tmp_path):
    path = tmp_path / "ducha.lock"
    holder = _HOLDER.replace("time.sleep(60)", "time.sleep(0.3)")
    with subprocess.Popen([sys.executable, "-c", holder, str(path)], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        lock = FolderLock(path)
        with pytest.raises(LockedError):
            lock.acquire()
        lock.acquire(wait_seconds=30)
        assert lock.held
        lock.release()


def test_a_note_that_is_no_note_still_refuses(tmp_path):
    path = tmp_path / "ducha.lock"
    for rubbish in (b"", b"\xff\xfe", b"[]", b'{"pid": "x"}'):
        with FolderLock(path):
            path.write_bytes(rubbish)
            with pytest.raises(LockedError):
                FolderLock(path).acquire()


def test_a_drive_without_locks_is_unsuitable(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(UnsuitableDriveError):
        FolderLock(tmp_path / "ducha.lock").acquire()
