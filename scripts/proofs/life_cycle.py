"""Random acts by random people, for thousands of steps, against the model of the state table."""

import random
from pathlib import Path

from proofs.proof import Found, Proof
from tests.services.test_life_cycle import run

_AT_ONCE = 250
"""Acts in one office; then another begins."""


def life_cycle(scratch: Path, steps: int, chance: random.Random) -> Found:
    """Drive offices through `steps` acts in all."""
    found = Found()
    while found.cycles < steps:
        some = min(_AT_ONCE, steps - found.cycles)
        seed = chance.getrandbits(64)
        try:
            course = run(scratch / f"{found.cycles}", random.Random(seed), some)
        except AssertionError as error:
            found.faults.append(f"seed {seed}: {error}")
        else:
            found.counts.update({"done and undone": course.done, "refused": course.refused})
        found.cycles += some
    return found


PROOFS = (
    Proof(
        "life-cycle",
        "no state outside the table, no guard passed, figures and journal whole after every act, every act undone",
        3000,
        life_cycle,
    ),
)
