#!/usr/bin/env python3
"""Excel out, measured: our streaming writer beside its references, in one run (`performance.md` E1-E3).

Every measurement is a fresh process; the variants take turns; CPU seconds, median of the rounds.
The rows are the same for all: 100,000 × 20, 12 texts (mostly Chinese), 3 dates, 1 time, 4 numbers,
a thin border on every cell, true date formats. `database` is the road of an export: an encrypted data
folder with that many matters, read through the service layer, 16 columns and the figures; `whole` the
same with the long texts, 23 columns, as `ducha export` and the window write it; `sorted` the same by
deadline; `ledger` the 16 columns without the reading. `zlib-6` packs the XML of our own sheet.

    scripts/bench_excel.py [--rows 100000] [--rounds 3] [--no-database] [--json]
"""
# ruff: noqa: DTZ001 - the times of a spreadsheet have no zone

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import asked

SCRIPTS = Path(__file__).resolve().parent
sys.path[:0] = [str(SCRIPTS.parent), str(SCRIPTS)]

TODAY = date(2026, 11, 22)
DATA = Path(os.environ.get("DUCHA_BENCH_DATA", "data"))
"""The folder `database` reads."""

HEADINGS = [f"第{i}列" for i in range(1, 21)]
_HAN = "督查事项落实情况重点工作项目建设推进老旧小区改造排水管网县委常委会议定青龙桥栈道环境整治"
_UNITS = ["县发展和改革局", "县财政局", "县住房和城乡建设局", "县水利局", "县教育局", "县交通运输局"]
Row = tuple[str | date | float, ...]


def rows(count: int) -> Iterator[Row]:
    """The test rows, one after the other, the same every time."""
    chance = random.Random(20261122)
    pool = ["".join(chance.choices(_HAN, k=30)) for _ in range(5000)]
    for i in range(count):
        words = pool[i * 7919 % 5000]
        texts = (
            *(
                f"督办〔2026〕{i}号",
                f"{words}{i}",
                _UNITS[i % 6],
                _UNITS[i // 6 % 6],
                words[:8],
                "016058492450",
            ),
            *(f"{words[3:20]}{i}", words[5:15], "承办中", "红灯", f"备注{i % 99}", f"{words[::-1]}{i}"),
        )
        days = tuple(date(2026, 1, 1) + timedelta(i % span) for span in (365, 300, 200))
        moment = datetime(2026, 1, 1, 8) + timedelta(minutes=i)
        yield (*texts, *days, moment, i * 1.37, (i % 100) / 100, i, i % 7)


def own(path: Path, count: int) -> Callable[[], object]:
    """Our writer over plain tuples that arrive one by one."""
    from ducha_desktop.exchange.xlsx_cells import CellKind
    from ducha_desktop.exchange.xlsx_sheet import Sheet, SheetColumn
    from ducha_desktop.exchange.xlsx_stream import write_workbook

    kinds = [CellKind.TEXT] * 12 + [CellKind.DATE] * 3 + [CellKind.DATETIME] + [CellKind.NUMBER] * 4
    columns = tuple(
        SheetColumn(heading, 20, kind, wrap=i in (1, 11))
        for i, (heading, kind) in enumerate(zip(HEADINGS, kinds, strict=True))
    )
    data = list(rows(count))
    sheet = Sheet("台账", columns, iter(data), title="台账", frozen_columns=2)
    return lambda: write_workbook(path, [sheet], when=datetime(2026, 11, 22))


def own_streamed(path: Path, count: int) -> Callable[[], object]:
    """The same without the rows in memory: for the peak (E3)."""
    from ducha_desktop.exchange.xlsx_cells import CellKind
    from ducha_desktop.exchange.xlsx_sheet import Sheet, SheetColumn
    from ducha_desktop.exchange.xlsx_stream import write_workbook

    kinds = [CellKind.TEXT] * 12 + [CellKind.DATE] * 3 + [CellKind.DATETIME] + [CellKind.NUMBER] * 4
    columns = tuple(SheetColumn(heading, 20, kind) for heading, kind in zip(HEADINGS, kinds, strict=True))
    sheet = Sheet("台账", columns, rows(count), title="台账")
    return lambda: write_workbook(path, [sheet], when=datetime(2026, 11, 22))


def ledger(path: Path, count: int) -> Callable[[], object]:
    """`write_ledger` over `MatterRow` objects, 16 columns, with the figures."""
    from ducha_desktop.domain.vocabulary import Light, Stage
    from ducha_desktop.exchange.writer import write_ledger
    from ducha_desktop.services.views import MatterRow

    def matters() -> Iterator[MatterRow]:
        for i, row in enumerate(rows(count)):
            yield MatterRow(
                uid=str(i), number=str(row[0]), title=str(row[1]), ledger="年度重点工作", source=str(row[4]),
                state="Q", stage=Stage.OPEN, light=Light.GREEN, light_reason="", due=TODAY, due_text="11月底前",
                days_left=i % 90, workdays_left=None, liaison_leaders=("刘建国",), responsible_leaders=("陈立群",),
                lead_unit=str(row[2]), co_units=(str(row[3]), str(row[2])), persons=("李国强",),
                progress_percent=float(i % 101), updated="2026-11-05",
            )  # fmt: skip

    data = list(matters())
    return lambda: write_ledger(path, iter(data), title="台账", office="督查室", today=TODAY)


def from_database(path: Path, *, whole: bool, by_due: bool = False) -> Callable[[], object]:
    """From the data folder to the workbook."""
    import bench_county

    from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
    from ducha_desktop.exchange.writer import write_ledger
    from ducha_desktop.runtime.clock import FixedClock
    from ducha_desktop.services.ledger_columns import LEDGER_KEYS
    from ducha_desktop.services.opening import open_office
    from ducha_desktop.services.wholes import EXPORT_KEYS, every_detail

    # the program is open already when somebody exports; the end of this process closes it
    office = open_office(DATA, clock=FixedClock(bench_county.TODAY))
    keys = EXPORT_KEYS if whole else LEDGER_KEYS
    query = LedgerQuery(sort=SortKey.DUE if by_due else SortKey.ENTRY)

    def run() -> None:
        with office.read() as reader:
            lines = every_detail(reader, query, keys=keys)
            write_ledger(path, lines, title="台账", office="督查室", today=reader.today, columns=keys)

    return run


def database(path: Path, _: int) -> Callable[[], object]:
    """The 16 columns of the ledger."""
    return from_database(path, whole=False)


def whole(path: Path, _: int) -> Callable[[], object]:
    """All 23 columns, as `ducha export` goes."""
    return from_database(path, whole=True)


def whole_sorted(path: Path, _: int) -> Callable[[], object]:
    """The same in another order than that of entry."""
    return from_database(path, whole=True, by_due=True)


def rustpy(path: Path, count: int) -> Callable[[], object]:
    """rustpy-xlsxwriter, rows already in memory, column formats with borders."""
    from rustpy_xlsxwriter import Format, write_worksheet  # type: ignore[import-not-found, unused-ignore]

    records = [dict(zip(HEADINGS, row, strict=True)) for row in rows(count)]
    numbers = ["@"] * 12 + ["yyyy-mm-dd"] * 3 + ["yyyy-mm-dd hh:mm"] + ["General"] * 4
    formats = {
        heading: Format().set_border("thin").set_num_format(number)
        for heading, number in zip(HEADINGS, numbers, strict=True)
    }
    return lambda: write_worksheet(records, str(path), column_formats=formats, datetime_format="yyyy-mm-dd")


def xlsxwriter(path: Path, count: int) -> Callable[[], object]:
    """The library xlsxwriter with constant_memory and one format per column."""
    import xlsxwriter as library  # type: ignore[import-untyped, unused-ignore]

    data = list(rows(count))

    def run() -> None:
        with library.Workbook(str(path), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            plain = book.add_format({"border": 1})
            day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
            moment = book.add_format({"border": 1, "num_format": "yyyy-mm-dd hh:mm"})
            sheet.write_row(0, 0, HEADINGS, plain)
            for r, row in enumerate(data, start=1):
                for c in range(12):
                    sheet.write_string(r, c, row[c], plain)
                for c in range(12, 15):
                    sheet.write_datetime(r, c, row[c], day)
                sheet.write_datetime(r, 15, row[15], moment)
                for c in range(16, 20):
                    sheet.write_number(r, c, row[c], plain)

    return run


def zlib6(path: Path, count: int) -> Callable[[], object]:
    """Packing the same XML at zlib's usual level: the physics of any writer."""
    own(path, count)()
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    return lambda: zlib.compress(xml, 6)


VARIANTS = {
    "own": own,
    "own-streamed": own_streamed,
    "ledger": ledger,
    "database": database,
    "whole": whole,
    "sorted": whole_sorted,
    "rustpy": rustpy,
    "xlsxwriter": xlsxwriter,
    "zlib-6": zlib6,
}

FROM_DATABASE = frozenset({"database", "whole", "sorted"})


def measure_here(name: str, count: int) -> dict[str, float]:
    """Run one variant in this process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        run = VARIANTS[name](path, count)
        idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begin = time.process_time()
        run()
        cpu = time.process_time() - begin
        peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024
        return {"cpu": cpu, "peak": peak, "size": path.stat().st_size / 1e6}


def build_data(folder: Path, count: int) -> None:
    """Found an office with `count` matters, in a process of its own."""
    code = (
        f"import sys; sys.path[:0] = {sys.path[:2]!r}; from pathlib import Path; import bench_county;"
        f" bench_county.build(Path({str(folder)!r}), {count}).close()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def measure(name: str, count: int, data: Path) -> dict[str, float] | None:
    """Run one variant in a fresh process; None where its library is missing."""
    command = [sys.executable, __file__, "--one", name, "--rows", str(count)]
    surroundings = os.environ | {"DUCHA_BENCH_DATA": str(data)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        print(f"{name}: {' '.join(last)}", file=sys.stderr)
        return None
    result: dict[str, float] = json.loads(done.stdout)
    return result


def bench(count: int, rounds: int, *, with_database: bool) -> dict[str, dict[str, float]]:
    """All variants, taking turns; medians."""
    names = [name for name in VARIANTS if with_database or name not in FROM_DATABASE]
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        if with_database:
            build_data(data, count)
        for _ in range(rounds):
            for name, results in found.items():
                result = measure(name, count, data)
                if result is not None:
                    results.append(result)
    return {
        name: {key: statistics.median(result[key] for result in results) for key in ("cpu", "peak", "size")}
        for name, results in found.items()
        if results
    }


def goals(table: dict[str, dict[str, float]]) -> list[tuple[str, float, float]]:
    """Goal, ratio found, bound."""
    found = []
    for goal, ours, reference, bound in (
        ("E1 database / rustpy-xlsxwriter", "database", "rustpy", 0.85),
        ("E1 database / xlsxwriter const-mem", "database", "xlsxwriter", 0.15),
        ("E1 all columns / rustpy-xlsxwriter", "whole", "rustpy", 0.85),
        ("E1 all columns / xlsxwriter const-mem", "whole", "xlsxwriter", 0.15),
        ("E1 same rows / rustpy-xlsxwriter", "own", "rustpy", 0.85),
        ("E1 same rows / xlsxwriter const-mem", "own", "xlsxwriter", 0.15),
        ("E2 same rows / zlib-6 of the XML", "own", "zlib-6", 0.90),
    ):
        if ours in table and reference in table:
            found.append((goal, table[ours]["cpu"] / table[reference]["cpu"], bound))
    found += [
        (f"E3 peak over idle of {name}, MiB", table[name]["peak"], 32.0)
        for name in ("own-streamed", "database", "whole", "sorted")
        if name in table
    ]
    return found


def main() -> None:
    """Print the table, or one variant's figures for the parent process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=asked.number, default=100_000)
    parser.add_argument("--rounds", type=asked.number, default=3)
    parser.add_argument("--one", choices=VARIANTS)
    parser.add_argument("--no-database", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure_here(options.one, options.rows)))
        return
    table = bench(options.rows, options.rounds, with_database=not options.no_database)
    results = goals(table)
    if options.json:
        lines = [
            {"goal": goal[:2], "what": goal, "ratio": value, "bound": bound, "met": value <= bound}
            for goal, value, bound in results
        ]
        print(json.dumps(lines, ensure_ascii=False))
        return
    print(f"{'variant':14}{'CPU s':>8}{'peak MiB':>10}{'MB':>8}")
    for name, line in table.items():
        print(f"{name:14}{line['cpu']:8.2f}{line['peak']:10.1f}{line['size']:8.1f}")
    for goal, value, bound in results:
        print(f"{'ok  ' if value <= bound else 'MISS'} {goal}: {value:.2f} (<= {bound})")


if __name__ == "__main__":
    main()
