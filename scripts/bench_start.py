#!/usr/bin/env python3
"""Start-up beside a bare PySide6 window (`performance.md` C1, C2).

Each start is a fresh process; CPU seconds until the first paint of the shell, until the numbers of the
workbench stand there, and from there until the first page of the ledger does.

    scripts/bench_start.py --data FOLDER [--program dist/ducha/ducha] [--rounds 5] [--json]
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import asked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("sqlalchemy", "sqlmodel", "reportlab", "openpyxl")


def bare() -> dict[str, float]:
    """A main window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    window.grab()
    return {"shell": time.process_time(), "rss": _rss()}


def program(folder: Path) -> dict[str, float]:
    """Our shell, the numbers of the workbench in it, then the first page of the ledger."""
    from ducha_desktop.app.application import NAME, make_application
    from ducha_desktop.app.program import Program
    from ducha_desktop.runtime.clock import Clock

    app = make_application([NAME])
    shown = Program(folder, Clock())
    shown.window.resize(1366, 768)
    shown.window.show()
    app.processEvents()
    shown.window.grab()
    shell = time.process_time()
    heavy = [name for name in HEAVY if name in sys.modules]
    shown.begin()
    _wait(app, lambda: _has_numbers(shown))
    numbers = time.process_time()
    late = [name for name in HEAVY if name in sys.modules]
    shown.window.open("ledger")
    _wait(app, lambda: _has_rows(shown))
    page = time.process_time()
    result = {
        "shell": shell,
        "numbers": numbers,
        "page": page,
        "rss": _rss(),
        "heavy": len(heavy),
        "heavy_at_numbers": len(late),
    }
    shown.window.close()
    shown.close()
    return result


def _wait(app: "QApplication", arrived: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not arrived() and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.005)
    app.processEvents()


def _has_numbers(shown: object) -> bool:
    """Whether the workbench says how many matters wait; painted in the next turn."""
    from ducha_desktop.ui.pages.workbench.tiles import Tile

    tiles = shown.window.findChildren(Tile)  # type: ignore[attr-defined]
    return bool(tiles) and all(tile.isVisible() and tile.number is not None for tile in tiles)


def _has_rows(shown: object) -> bool:
    """Whether the ledger's table has its first rows; they are painted in the next turn."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QTableView

    for view in shown.window.findChildren(QTableView):  # type: ignore[attr-defined]
        model = view.model()
        if view.isVisible() and model.rowCount() and model.index(0, 1).data(Qt.ItemDataRole.DisplayRole):
            return True
    return False


def _rss() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _spawn(*words: str, compiled: str) -> dict[str, float]:
    """One fresh process; it finds its modules compiled in the folder `compiled`, as an installed program does."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": compiled,
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, __file__, *words], capture_output=True, check=True, env=environment
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _cpu_of(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _median(run: Callable[[], float], rounds: int) -> float:
    return statistics.median(run() for _ in range(rounds))


def goals(folder: Path, frozen: Path | None, rounds: int) -> list[dict[str, object]]:
    """C1 and, with a frozen program, C2."""
    floor, ours = [], []
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(rounds + 1):
            floor.append(_spawn("--one", "bare", compiled=compiled))
            ours.append(_spawn("--one", "program", "--data", str(folder), compiled=compiled))
    floor, ours = floor[1:], ours[1:]  # the first ones compile
    base = statistics.median(each["shell"] for each in floor)
    shell = statistics.median(each["shell"] for each in ours)
    numbers = statistics.median(each["numbers"] for each in ours)
    page = statistics.median(each["page"] for each in ours)
    rss = statistics.median(each["rss"] for each in ours)
    found = [
        {
            "goal": "C1",
            "what": "shell painted : bare window",
            "ours": shell,
            "reference": base,
            "ratio": shell / base,
            "bound": 1.6,
        },
        {
            "goal": "C1",
            "what": "numbers of the workbench : bare window",
            "ours": numbers,
            "reference": base,
            "ratio": numbers / base,
            "bound": 5.0,
        },
        {
            "goal": "C1",
            "what": "first ledger page : bare window",
            "ours": page,
            "reference": base,
            "ratio": page / base,
            "bound": 5.0,
        },
        {
            "goal": "C1",
            "what": "resident memory, MiB : 160",
            "ours": rss,
            "reference": 160.0,
            "ratio": rss / 160,
            "bound": 1.0,
        },
        {
            "goal": "C1",
            "what": "heavy libraries before the numbers stand there",
            "ours": max(each["heavy_at_numbers"] for each in ours),
            "reference": 1.0,
            "ratio": max(each["heavy_at_numbers"] for each in ours),
            "bound": 0.0,
        },
    ]
    if frozen is not None:
        words = ["list", "--limit", "1", "--data", str(folder)]
        packed = _median(lambda: _cpu_of([str(frozen), *words]), rounds)
        script = _median(lambda: _cpu_of([sys.executable, "-m", "ducha_desktop", *words]), rounds)
        found.append(
            {
                "goal": "C2",
                "what": "frozen program : the same from source",
                "ours": packed,
                "reference": script,
                "ratio": packed / script,
                "bound": 1.1,
            }
        )
    return [each | {"met": float(str(each["ratio"])) <= float(str(each["bound"]))} for each in found]


def main() -> int:
    """Measure, or be one of the measured processes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=asked.county)
    parser.add_argument("--program", type=asked.program)
    parser.add_argument("--rounds", type=asked.number, default=5)
    parser.add_argument("--one", choices=("bare", "program"))
    parser.add_argument("--json", action="store_true")
    call = parser.parse_args()
    if call.data is None and call.one != "bare":
        parser.error("--data names the ledger to open")
    if call.one:
        print(json.dumps(bare() if call.one == "bare" else program(call.data)))
        return 0
    found = goals(call.data, call.program, call.rounds)
    if call.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for each in found:
            print(
                f"{each['goal']:<4}{'ok  ' if each['met'] else 'MISS'} {each['ratio']:7.3f} <= {each['bound']:<6} {each['what']}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
