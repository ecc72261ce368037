#!/usr/bin/env python3
"""Ten years of an office in two windows of one program: quick, and bounded in memory.

100,000 matters, 2,000,000 lines of journal over ten years, a matter with 5,000 entries, several hundred
megabytes of attachments; made once in the folder and used again. CPU seconds of all threads until what was
asked for is painted, the median of the rounds in both windows; the longest turn of the interface thread;
peak memory, and how much of it another round adds.

    scripts/bench_years.py [--data FOLDER] [--quick] [--rounds 3] [--json]
"""

import argparse
import os
import resource
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT.parent)]

import asked  # noqa: E402
from bench_decade import LONG_TITLE, WHOLE, Size, build  # noqa: E402
from bench_figures import Line, line, report  # noqa: E402
from bench_hands import Hands  # noqa: E402
from bench_years_acts import YearsActs  # noqa: E402

ACT, FIRST = 0.1, 0.2
"""Seconds of CPU of an act done again, and of one that is done once: the bounds of L1."""

OPENED = 2.0
"""Seconds of CPU until the program stands open, with its libraries."""

AIM, BOUND = 0.05, 0.1
PEAK_MIB, GROWN_MIB = 400.0, 16.0
_QUICK = 20


def measure(folder: Path, rounds: int) -> list[Line]:
    """Work in two windows on `folder`."""
    hands = Hands(folder)
    acts = YearsActs(hands, LONG_TITLE)
    acts.start()
    acts.round()
    for _ in range(rounds):
        acts.round()
    before = _resident()
    acts.round()
    grown = max(0.0, _resident() - before)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = []
    for words, each in hands.costs.items():
        seconds, bound = (each.warm, ACT) if each.again else (each.cold, FIRST)
        if words == "open the program":
            bound = OPENED
        rest = f"; at rest after {each.whole * 1000:,.0f} ms" if each.again else ""
        lines.append(line("Y1", f"ten years: {words}{rest}", seconds, bound, 1.0))
    worst = max(list(hands.costs)[1:], key=lambda words: hands.costs[words].turn)
    lines.append(line("Y2", f"ten years: longest turn ({worst})", hands.costs[worst].turn, AIM, BOUND / AIM))
    lines.append(
        line("Y3", f"ten years, two windows: peak memory {peak:,.0f} MiB", peak / 1000, PEAK_MIB / 1000, 1.0)
    )
    lines.append(
        line("Y3", f"ten years: another round adds {grown:,.1f} MiB", grown / 1000, GROWN_MIB / 1000, 1.0)
    )
    hands.close()
    return lines


def _resident() -> float:
    """MiB in memory now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> int:
    """Build what is not there, and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=asked.county_or_new)
    parser.add_argument("--quick", action="store_true", help="a twentieth of everything")
    parser.add_argument("--rounds", type=asked.number, default=3)
    parser.add_argument("--json", action="store_true")
    call = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = call.data or Path(place) / "years"
        if not (folder / "ducha.db").exists():
            build(folder, _part(WHOLE, _QUICK) if call.quick else WHOLE)
        found = measure(folder, call.rounds)
    report(found, as_json=call.json)
    return 0 if all(each["met"] for each in found) else 1


def _part(size: Size, share: int) -> Size:
    return Size(size.matters // share, size.changes // share, size.long // share, size.attached // share)


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # Qt is not taken down in the order in which Python frees
