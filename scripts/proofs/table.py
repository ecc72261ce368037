"""The table of `scripts/prove`."""

import argparse
import importlib
import json
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

import asked

from proofs.proof import Found, Proof

_MODULES = (
    "proofs.kills",
    "proofs.typing_kills",
    "proofs.migration",
    "proofs.writers",
    "proofs.tampering",
    "proofs.flips",
    "proofs.power_cut",
    "proofs.full_disk",
    "proofs.workbooks",
    "proofs.life_cycle",
    "proofs.journeys",
)
_FAULTS_SHOWN = 5


def all_proofs() -> list[Proof]:
    """Every proof, in the order of the table."""
    return [proof for name in _MODULES for proof in importlib.import_module(name).PROOFS]


def main(arguments: list[str]) -> int:
    """Run the named proofs, or all; 0 when none found a fault, 1 otherwise, 2 for an unknown name."""
    parser = argparse.ArgumentParser(prog="prove", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--count", type=asked.number, help="cycles of each proof")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    proofs = all_proofs()
    unknown = set(given.names) - {proof.name for proof in proofs}
    if unknown:
        sys.stderr.write(
            f"unknown: {' '.join(sorted(unknown))}; there are: {' '.join(p.name for p in proofs)}\n"
        )
        return 2
    rows = []
    for proof in proofs:
        if not given.names or proof.name in given.names:
            rows.append(_run(proof, given.count or proof.cycles, given.seed))
            if not given.json:
                sys.stdout.write(_line(*rows[-1]))
                sys.stdout.flush()
    if given.json:
        sys.stdout.write(json.dumps([_document(*row) for row in rows], ensure_ascii=False, indent=1) + "\n")
    return 1 if any(found.faults for _, found, _ in rows) else 0


def _run(proof: Proof, cycles: int, seed: int) -> tuple[Proof, Found, float]:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ducha-prove-") as scratch:
        try:
            found = proof.run(Path(scratch), cycles, random.Random(f"{proof.name} {seed}"))
        except Exception:  # noqa: BLE001 - a proof that breaks has not proved anything
            found = Found(faults=[traceback.format_exc()])
    return proof, found, time.monotonic() - begun


def _line(proof: Proof, found: Found, seconds: float) -> str:
    verdict = "FAULT" if found.faults else "skipped" if found.skipped else "ok"
    counts = ", ".join(f"{name} {count}" for name, count in found.counts.items())
    lines = [f"{verdict:8}{proof.name:15}{found.cycles:6} cycles {seconds:7.1f} s  {counts or found.skipped}"]
    lines += [f"        {fault}" for fault in found.faults[:_FAULTS_SHOWN]]
    if len(found.faults) > _FAULTS_SHOWN:
        lines.append(f"        … {len(found.faults)} faults in all")
    return "\n".join(lines) + "\n"


def _document(proof: Proof, found: Found, seconds: float) -> dict[str, object]:
    return {
        "name": proof.name,
        "claim": proof.claim,
        "cycles": found.cycles,
        "counts": dict(found.counts),
        "faults": found.faults,
        "skipped": found.skipped,
        "seconds": round(seconds, 1),
    }
