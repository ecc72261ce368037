"""Mutated workbooks: read, or refused with a sentence; never a crash, never a part of an import."""

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
    """The corpus of odd workbooks and its mutations live with the tests of the reader."""
    if str(_CORPUS) not in sys.path:
        sys.path.insert(0, str(_CORPUS))
    return importlib.import_module("corpus.fuzz")


def readings(scratch: Path, cycles: int, chance: random.Random) -> Found:  # noqa: ARG001 - the frame's form
    """Every mutation through the reader, in its limited process."""
    try:
        outcomes = _fuzz().fuzz(cycles, seed=chance.randrange(1 << 30))
    except AssertionError as error:
        return Found(cycles, faults=[str(error)])
    result = Found(cycles, outcomes)
    result.require(holds=sum(outcomes.values()) == cycles, fault="not every workbook was answered")
    return result


def imports(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Mutations through `ducha import`: the ledger grows by exactly what the answer says."""
    fuzz, result, root = _fuzz(), Found(), scratch / "office"
    make_office(root)
    seeds = [build() for build in fuzz.SEEDS]
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
    Proof("fuzz-reading", "mutated workbooks are read or refused with a sentence", 3000, readings),
    Proof("fuzz-import", "a mutated workbook is imported as said, or not at all", 100, imports),
)
