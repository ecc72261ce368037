"""A twentieth of `scripts/prove`, so that every change is tried a little."""

import random
import sys
import time
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the proofs fork")


@pytest.fixture(autouse=True)
def _proofs(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))


@pytest.mark.parametrize(
    ("name", "cycles"),
    [
        ("kill-edits", 3),
        ("kill-backup", 2),
        ("kill-restore", 3),
        ("kill-founding", 3),
        ("kill-migration", 2),
        ("writers", 2),
        ("tampering", 40),
        ("flip-backup", 25),
        ("flip-attachment", 25),
        ("full-disk", 4),
        ("power-cut", 60),
        ("power-cut-liar", 10),
    ],
)
def test_a_few_cycles_find_no_fault(tmp_path, name, cycles):
    from proofs.table import all_proofs

    proof = next(proof for proof in all_proofs() if proof.name == name)
    found = proof.run(tmp_path, cycles, random.Random(f"{name} small"))
    assert found.faults == []
    assert found.cycles == cycles


def test_a_killed_worker_is_heard_to_its_last_word():
    from proofs.killing import run

    heard = run(_counting, kill_after=0.2, from_first=True)
    assert not heard.finished
    assert list(heard.words) == [str(number) for number in range(1, len(heard.words) + 1)]
    assert heard.words


def _counting(acknowledge):
    number = 0
    while True:
        number += 1
        acknowledge(str(number))
        time.sleep(0.001)


def test_a_loss_would_be_found():
    from proofs.kills import _compare_edits
    from proofs.proof import Found

    there = {"000001": True, "000002": True, "000005": True, "000003": False}
    for titles, last, faults in (
        (("事项000001", "事项000002", "事项000005"), (), 0),
        (("事项000001", "事项000002", "事项000005", "事项000006"), (), 0),
        (("事项000001", "事项000002"), ("+000005",), 0),
        (("事项000001", "事项000005"), (), 1),
        (("事项000001", "事项000002", "事项000003", "事项000005"), (), 1),
        (("事项000001", "事项000002", "事项000005", "事项000006", "事项000007"), (), 1),
    ):
        found = Found()
        _compare_edits(dict(there), titles, last=last, found=found)
        assert len(found.faults) == faults, titles
