"""Mutated workbooks, documents and texts: read, or refused with a sentence; never a crash, never a part of an import."""

import importlib
import io
import json
import random
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

from ducha_desktop.cli.main import main as command
from proofs.offices import TODAY, make_office, state_of
from proofs.proof import Found, Proof

_CORPUS = Path(__file__).resolve().parents[2] / "tests" / "exchange"


def _fuzz() -> ModuleType:
    """The corpus of odd files and its mutations live with the tests of the reader."""
    if str(_CORPUS) not in sys.path:
        sys.path.insert(0, str(_CORPUS))
    return importlib.import_module("corpus.fuzz")


def readings(scratch: Path, cycles: int, chance: random.Random) -> Found:  # noqa: ARG001 - the frame's form
    """Every mutation of files of every kind through the reader, in its limited process."""
    return _readings(cycles, chance, "SEEDS", "DOCUMENTS")


def documents(scratch: Path, cycles: int, chance: random.Random) -> Found:  # noqa: ARG001 - the frame's form
    """Mutations of Word documents and texts alone."""
    return _readings(cycles, chance, "DOCUMENTS")


def _readings(cycles: int, chance: random.Random, *kinds: str) -> Found:
    fuzz = _fuzz()
    try:
        seeds = [build for kind in kinds for build in getattr(fuzz, kind)]
        outcomes = fuzz.fuzz(cycles, seed=chance.randrange(1 << 30), seeds=seeds)
    except AssertionError as error:
        return Found(cycles, faults=[str(error)])
    result = Found(cycles, outcomes)
    result.require(holds=sum(outcomes.values()) == cycles, fault="not every file was answered")
    return result


def imports(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Mutations through `ducha import`: the ledger grows by exactly what the answer says."""
    fuzz, result, root = _fuzz(), Found(), scratch / "office"
    make_office(root)
    seeds = [build() for build in (*fuzz.SEEDS, *fuzz.DOCUMENTS)]
    before = 0
    for _ in range(cycles):
        result.cycles += 1
        file = scratch / "变.xlsx"
        file.write_bytes(fuzz.mutate(chance.choice(seeds), chance))
        status, document = _import(root, file)
        result.counts[f"exit {status}"] += 1
        result.require(holds=status in {0, 1, 3}, fault=f"exit {status}: {document}")
        words = document.get("error", {}).get("message", "")
        result.require(holds="意外" not in words, fault=f"an unexpected error: {words}")
        state = state_of(root, count=result)
        after = len(state.titles) if state else before
        grown = document.get("drafts", 0)
        result.require(holds=after - before == grown, fault=f"{after - before} rows more, {grown} said")
        before = after
    result.counts["rows imported"] = before
    return result


def _import(root: Path, file: Path) -> tuple[int, dict[str, Any]]:
    said = io.StringIO()
    general = ["--data", str(root), "--today", TODAY.isoformat(), "--json"]
    with redirect_stdout(said), redirect_stderr(io.StringIO()):
        status = command([*general, "import", str(file), "--ledger", "年度重点工作"])
    try:
        document = json.loads(said.getvalue())
    except ValueError:
        return 99, {"error": {"message": f"意外的回答：{said.getvalue()[:200]}"}}
    return status, document


PROOFS = (
    Proof(
        "fuzz-reading",
        "mutated workbooks, documents and texts are read or refused with a sentence",
        3000,
        readings,
    ),
    Proof(
        "fuzz-documents",
        "mutated Word documents and texts are read or refused with a sentence",
        1000,
        documents,
    ),
    Proof("fuzz-import", "a mutated file is imported as said, or not at all", 100, imports),
)
