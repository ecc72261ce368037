"""What a proof is: cycles of doing harm, and what was found afterwards."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Found:
    """What the cycles of one proof showed.

    Attributes:
        cycles: how many were run.
        counts: figures worth a place in the table, by name.
        faults: what must not happen, one sentence each.
        skipped: why the proof could not run here; empty when it ran.
    """

    cycles: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    skipped: str = ""

    def require(self, *, holds: bool, fault: str) -> None:
        """Note a fault unless it holds."""
        if not holds:
            self.faults.append(f"cycle {self.cycles}: {fault}")


@dataclass(frozen=True)
class Proof:
    """A named proof.

    Attributes:
        claim: what it shows when it finds no fault.
        cycles: how many cycles `scripts/prove` runs.
        run: does it, in a scratch folder, with a number of cycles and seeded chance.
    """

    name: str
    claim: str
    cycles: int
    run: Callable[[Path, int, random.Random], Found]
