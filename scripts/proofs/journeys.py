"""The longer journeys of a clerk through the real window, on a screen of their own."""

import os
import random
import subprocess
import sys
from pathlib import Path

from proofs.proof import Found, Proof

ROOT = Path(__file__).resolve().parents[2]
_FAILED = "FAILED "


def journeys(scratch: Path, cycles: int, _chance: random.Random) -> Found:
    """Tell every journey so many times."""
    found = Found()
    for _ in range(cycles):
        found.cycles += 1
        command = [
            sys.executable,
            "-m",
            "pytest",
            "tests/journeys",
            "-q",
            "-m",
            "long",
            f"--basetemp={scratch / 'told'}",
        ]
        done = subprocess.run(
            command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False
        )
        faults = [line for line in done.stdout.splitlines() if line.startswith(_FAILED)]
        found.faults += faults or ([done.stdout[-2000:] + done.stderr[-2000:]] if done.returncode else [])
        found.counts["told"] += done.returncode == 0
    return found


PROOFS = (
    Proof(
        "journeys",
        "the longer journeys of a clerk end as they should, and the window never stands still",
        1,
        journeys,
    ),
)
