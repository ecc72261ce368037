"""How a benchmark measures and says it: CPU seconds, medians, one line per goal."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

ROUNDS = 3
Line = dict[str, Any]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process for one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of several calls."""
    return statistics.median(cpu(work) for _ in range(rounds))


def line(
    goal: str, what: str, ours: float, reference: float, bound: float, *, limit: float | None = None
) -> Line:
    """One row of the table: seconds, ratio, bound; `limit` is a bound in seconds of its own."""
    ratio = ours / reference if reference else float("nan")
    met = ratio <= bound and (limit is None or ours <= limit)
    return {
        "goal": goal,
        "what": what,
        "ours": ours,
        "reference": reference,
        "ratio": ratio,
        "bound": bound,
        "met": met,
    }


def report(lines: Sequence[Line], *, as_json: bool) -> None:
    """One table with ratios."""
    if as_json:
        print(json.dumps(list(lines), ensure_ascii=False))
        return
    for each in lines:
        mark = "ok  " if each["met"] else "MISS"
        print(
            f"{each['goal']:<4}{mark} {each['ratio']:7.3f} <= {each['bound']:<6g} {each['ours'] * 1000:10.1f} ms "
            f"{each['reference'] * 1000:10.1f} ms  {each['what']}"
        )
