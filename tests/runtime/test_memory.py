"""Giving memory back changes nothing a program could notice but its size."""

from pathlib import Path

import pytest

from ducha_desktop.runtime.memory import give_back

STATUS = Path("/proc/self/status")


def _resident() -> int:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


@pytest.mark.skipif(not STATUS.exists(), reason="这个系统不说进程占多少内存")
def test_what_was_freed_is_given_back() -> None:
    held = [bytes(1000 + n % 200) for n in range(100_000)]
    kept = held[::1000]
    del held
    before = _resident()
    give_back()
    assert _resident() < before - 50_000
    assert len(kept) == 100
