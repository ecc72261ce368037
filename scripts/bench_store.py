#!/usr/bin/env python3
"""Storage, import and the ledger, measured beside their references in one run (`performance.md` B1, I1, I2, S1, D1, L1).

CPU seconds of this process, medians; our database is encrypted, the raw references are not.

    scripts/bench_store.py [--rows 1000000] [--import-rows 100000] [--data FOLDER] [--json]
"""

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT.parent)]

import asked  # noqa: E402
import bench_county  # noqa: E402
from bench_figures import Line, line, median, report  # noqa: E402
from bench_import import imports  # noqa: E402
from bench_write import bulk  # noqa: E402

from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey  # noqa: E402
from ducha_desktop.runtime.clock import FixedClock  # noqa: E402
from ducha_desktop.services import ledger  # noqa: E402
from ducha_desktop.services.office import Office, Reader  # noqa: E402
from ducha_desktop.services.opening import open_office  # noqa: E402


def _first_hits(reader: Reader, query: LedgerQuery) -> None:
    ledger.count(reader, query)
    ledger.page(reader, query, limit=50)


def reads(office: Office) -> list[Line]:
    """S1, D1 and the ledger operations of L1 that need no window, at the ledger's size."""
    lines: list[Line] = []
    with office.read() as reader:
        total = ledger.count(reader, LedgerQuery())
        like = median(
            lambda: reader.connection.execute(
                "SELECT count(*) FROM matter WHERE title LIKE '%栈道%' OR task LIKE '%栈道%'"
            ).fetchone()
        )
        for word in ("栈道", "督办", "青龙桥", "排水管网", "老旧小区改造", "栈"):
            query = LedgerQuery(search=word)
            ours = median(partial(_first_hits, reader, query))
            lines.append(
                line(
                    "S1",
                    f"“{word}” first 50 and count, {total:,} rows : LIKE count",
                    ours,
                    like,
                    0.06,
                    limit=0.04,
                )
            )
        scan = median(
            lambda: reader.connection.execute(
                "SELECT source, state, count(*), avg(progress) FROM ledger_row GROUP BY 1, 2"
            ).fetchall()
        )
        lines.append(
            line(
                "D1",
                "figures by stage, state and light : full-scan GROUP BY",
                median(lambda: ledger.tallies(reader, LedgerQuery())),
                scan,
                0.05,
                limit=0.1,
            )
        )
        lines.extend(pages(reader, total))
    return lines


def pages(reader: Reader, total: int) -> list[Line]:
    """Open, page, jump and re-sort; the bound is in seconds."""
    steps = {
        "open": LedgerQuery(),
        "sort by due": LedgerQuery(sort=SortKey.DUE),
        "sort by unit": LedgerQuery(sort=SortKey.LEAD_UNIT),
        "sort by number": LedgerQuery(sort=SortKey.NUMBER),
        "red lights": LedgerQuery(lights=("red",)),
    }
    lines: list[Line] = []
    for what, query in steps.items():
        ours = median(partial(ledger.page, reader, query, offset=0, limit=128))
        lines.append(line("L1", f"{what}, {total:,} rows: first page", ours, 0.1, 1.0))
    middle = median(lambda: ledger.page(reader, LedgerQuery(sort=SortKey.DUE), offset=total // 2, limit=128))
    lines.append(line("L1", "jump to the middle by due", middle, 0.05, 1.0))
    return lines


def main() -> int:
    """Run the sections asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=asked.number, default=1_000_000)
    parser.add_argument("--import-rows", type=asked.number, default=100_000)
    parser.add_argument("--data", type=asked.county_or_new, help="a ledger made earlier by this script")
    parser.add_argument("--only", choices=("bulk", "imports", "reads"))
    parser.add_argument("--json", action="store_true")
    call = parser.parse_args()
    lines: list[Line] = []
    if call.only in (None, "bulk"):
        lines += bulk(call.import_rows)
    if call.only in (None, "imports"):
        lines += imports(call.import_rows)
    if call.only in (None, "reads"):
        if call.data and (call.data / "ducha.db").exists():
            office = open_office(call.data, clock=FixedClock(bench_county.TODAY))
        else:
            office = bench_county.build(call.data or Path(tempfile.mkdtemp()) / "data", call.rows)
        with office:
            lines += reads(office)
    report(lines, as_json=call.json)
    return 0 if all(each["met"] for each in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
