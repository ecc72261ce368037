"""Several programs on one data folder: one writes at a time, the others are told, nothing is lost."""

import random
import time
from pathlib import Path

from ducha_desktop.domain.errors import InUseError
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services.opening import open_office
from proofs.killing import Acknowledge, Running
from proofs.offices import TODAY, enter, make_office, state_of
from proofs.proof import Found, Proof

_PROGRAMS = 3
_SECONDS = 0.8


def work_in_turn(acknowledge: Acknowledge, root: Path, name: str, seed: int) -> None:
    """Open, write one or two matters, close, and again; being refused is an answer too."""
    chance, number, end = random.Random(seed), 0, time.monotonic() + _SECONDS
    while time.monotonic() < end:
        try:
            with open_office(root, clock=FixedClock(TODAY)) as office:
                for _ in range(chance.randint(1, 2)):
                    number += 1
                    enter(office, f"{name}-{number:04d}")
                    acknowledge(f"+{name}-{number:04d}")
        except InUseError:
            acknowledge("refused")
        time.sleep(chance.uniform(0, 0.03))


def writers(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Three programs at once; in every second cycle one of them is killed in the middle."""
    root, result, there = scratch / "office", Found(), set[str]()
    make_office(root)
    for cycle in range(cycles):
        result.cycles += 1
        kills = [chance.uniform(0.05, _SECONDS) if cycle % 2 and n == 0 else None for n in range(_PROGRAMS)]
        running = [
            Running(work_in_turn, root, f"{cycle:03d}{'甲乙丙'[n]}", chance.randrange(1 << 30))
            for n in range(_PROGRAMS)
        ]
        heard = [
            word
            for one, kill in zip(running, kills, strict=True)
            for word in one.finish(kill_after=kill).words
        ]
        result.counts["refused"] += heard.count("refused")
        there |= {word[1:] for word in heard if word.startswith("+")}
        state = state_of(root, count=result)
        lost = there - set(state.titles if state else ())
        result.require(holds=not lost, fault=f"lost {sorted(lost)[:5]}")
        result.counts["lost"] += len(lost)
    result.counts["acknowledged"] = len(there)
    return result


PROOFS = (Proof("writers", "several programs on one folder: one writer, none is lost", 50, writers),)
