#!/usr/bin/env python3
"""The window on a large ledger: what each act costs, and how long it ever stands still (`performance.md` L1, L2).

The real program in an offscreen window of 1366×768, worked by clicks and keys. CPU seconds of all threads
until the rows are painted; the first touch and the median of the following ones; “at rest” is when the counts
beside them and the pages around them are there too. Turns of the event loop: CPU of the interface thread. The
jump to the middle stands beside `QSqlTableModel` over the same rows in a plain file, which is made once beside
the data folder.

    scripts/bench_window.py --data FOLDER [--rounds 5] [--json]
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT.parent)]

import asked  # noqa: E402
import bench_sqltable  # noqa: E402
from bench_figures import Line, line, report  # noqa: E402
from bench_hands import Costs, Hands  # noqa: E402
from bench_ledger_acts import JUMP, LedgerActs  # noqa: E402

WARM, FIRST, MOVE = 0.1, 0.2, 0.05
"""Seconds of CPU: an act done again, for the first time, and paging or jumping."""

AIM, BOUND = 0.05, 0.1
"""Seconds of one turn of the interface thread: aimed at, and bound."""

ANSWERED = 0.1
"""Seconds until something given up has ended and what was asked instead is there."""


def lines_of(costs: dict[str, Costs], rows: int, reference: float) -> list[Line]:
    """L1: each act again and for the first time, and the jump beside its reference."""
    found = []
    for words, each in costs.items():
        again = MOVE if words in LedgerActs.MOVES else WARM
        rest = f"again; at rest after {each.whole * 1000:,.0f} ms"
        found.append(line("L1", f"window, {rows:,} rows: {words}, {rest}", each.warm, again, 1.0))
        found.append(line("L1", f"window, {rows:,} rows: {words}, first touch", each.cold, FIRST, 1.0))
    jumped = costs[JUMP].warm
    found.append(line("L1", f"window, {rows:,} rows: {JUMP} : QSqlTableModel", jumped, reference, 0.05))
    return found


def stillness(costs: dict[str, Costs], what: str) -> Line:
    """L2: the longest turn of all these acts, told with the act; the ratio is to what is aimed at."""
    worst = max(costs, key=lambda words: costs[words].turn)
    return line("L2", f"longest turn, {what} ({worst})", costs[worst].turn, AIM, BOUND / AIM)


def measure(folder: Path, rounds: int, finished: Callable[[list[Line]], None]) -> None:
    """Work through the window on `folder` and hand over the lines, before the window is closed."""
    reference = bench_sqltable.jump(bench_sqltable.make(folder))
    hands = Hands(folder)
    acts = LedgerActs(hands, rounds)
    acts.start()
    rows = acts.read()
    lines = lines_of(hands.costs, rows, reference)
    lines.append(stillness(hands.costs, "opening, paging, sorting, filtering, searching, grouping"))
    hands.costs = {}
    slow, answered = acts.wait_and_give_up()
    lines.append(stillness(hands.costs, f"an order without index, {slow:.1f} s of work"))
    lines.append(line("L2", "such an order given up: the next list is there", answered, ANSWERED, 1.0))
    hands.close()
    finished(lines)


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=asked.county, required=True)
    parser.add_argument("--rounds", type=asked.number, default=5)
    parser.add_argument("--json", action="store_true")
    call = parser.parse_args()
    found: list[Line] = []
    measure(call.data, call.rounds + 1, found.extend)
    report(found, as_json=call.json)
    sys.stdout.flush()
    os._exit(0 if all(each["met"] for each in found) else 1)


if __name__ == "__main__":
    main()
