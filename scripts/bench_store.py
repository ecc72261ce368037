#!/usr/bin/env python3
"""Storage, import and the ledger, measured beside their references in one run (`performance.md` B1, I1, I2, S1, D1, L1).

CPU seconds of this process, medians; our database is encrypted, the raw references are not.

    scripts/bench_store.py [--rows 1000000] [--import-rows 100000] [--data FOLDER] [--json]
"""

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT.parent)]

import bench_county  # noqa: E402

from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey  # noqa: E402
from ducha_desktop.runtime.clock import FixedClock  # noqa: E402
from ducha_desktop.services import ledger  # noqa: E402
from ducha_desktop.services.founding import found  # noqa: E402
from ducha_desktop.services.office import Office, Reader  # noqa: E402
from ducha_desktop.services.opening import open_office  # noqa: E402

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


def bulk(rows: int) -> list[Line]:
    """B1: matters with their journal through the unit of work, against the same rows by plain sqlite3."""
    import random

    from ducha_desktop.storage import projection

    def draw_rows() -> list[tuple[object, ...]]:
        draw = random.Random(7)
        return [bench_county.matter_row(draw, f"{n:036x}", n, ["L"]) for n in range(rows)]

    def ours(folder: Path) -> Callable[[], object]:
        office = found(folder, county="云岭县", clock=FixedClock(bench_county.TODAY))
        with office.read() as reader:
            ledger_uid = reader.connection.execute("SELECT uid FROM ledger").fetchone()[0]
        made = [(row[0], ledger_uid, *row[2:]) for row in draw_rows()]

        def write() -> None:
            kept = projection.refresh
            projection.refresh = lambda *_, **__: None  # the derived tables are measured by I2
            try:
                with office.write("bench", words="bench", kind="fixed") as work:
                    work.bulk_insert("matter", bench_county.COLUMNS, made)
            finally:
                projection.refresh = kept
                office.close()

        return write

    def reference(folder: Path) -> Callable[[], object]:
        folder.mkdir()
        made = draw_rows()
        return lambda: plain_insert(folder / "plain.db", made)

    pairs = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as place:
            pairs.append((cpu(ours(Path(place) / "a")), cpu(reference(Path(place) / "b"))))
    a, b = (statistics.median(side) for side in zip(*pairs, strict=True))
    return [line("B1", f"{rows:,} matters with journal, encrypted : sqlite3 executemany, plain", a, b, 1.5)]


def plain_insert(
    path: Path, rows: Sequence[tuple[object, ...]], parts: Sequence[tuple[object, ...]] = ()
) -> None:
    """The barest means: the same rows, the same indexes, the same journal lines, standard sqlite3."""
    schema = (ROOT.parent / "ducha_desktop/storage/migrations/0001_ledger.sql").read_text("utf-8")
    link = sqlite3.connect(path, isolation_level=None)
    for statement in (
        schema.replace(" STRICT", "")
        .replace(", STRICT", "")
        .replace("WITHOUT ROWID,", "WITHOUT ROWID")
        .split(";\n")
    ):
        if "CREATE" in statement:
            link.execute(statement[statement.index("CREATE") :])
    link.execute("PRAGMA journal_mode=WAL")
    link.execute("PRAGMA synchronous=FULL")
    link.execute("BEGIN")
    names = [row[1] for row in link.execute("PRAGMA table_info(matter)") if row[1] != "id"]
    given = bench_county.COLUMNS
    rest = [name for name in names if name not in given]
    empty = tuple(
        None if name in ("deleted_at", "parent_uid", "start", "source_date", "amount") else ""
        for name in rest
    )
    marks = ",".join("?" * (len(given) + len(rest)))
    columns = ",".join(f'"{name}"' for name in (*given, *rest))
    link.executemany(f"INSERT INTO matter ({columns}) VALUES ({marks})", [(*row, *empty) for row in rows])
    lines = [
        (
            1,
            n,
            "matter",
            row[0],
            "insert",
            json.dumps({k: [None, v] for k, v in zip(given, row, strict=True)}, ensure_ascii=False),
        )
        for n, row in enumerate(rows)
    ]
    link.executemany(
        "INSERT INTO assignment (uid, matter_uid, role, unit_uid, person_uid, official_order) VALUES (?,?,?,?,?,?)",
        parts,
    )
    lines += [
        (
            1,
            len(rows) + n,
            "assignment",
            part[0],
            "insert",
            json.dumps({"matter_uid": [None, part[1]], "role": [None, part[2]], "unit_uid": [None, part[3]]}),
        )
        for n, part in enumerate(parts)
    ]
    link.executemany("INSERT INTO change VALUES (?,?,?,?,?,?)", lines)
    link.execute("COMMIT")
    link.close()


def imports(rows: int) -> list[Line]:
    """I1 and I2: a workbook into the ledger, against calamine and executemany with the same journal lines."""
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    from ducha_desktop.exchange.reader import read_ledger
    from ducha_desktop.exchange.safety import check_parts, open_zip
    from ducha_desktop.services.drafts import IntakeOptions
    from ducha_desktop.services.intake import plan
    from ducha_desktop.services.intake_writing import commit
    from ducha_desktop.storage import projection

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = folder / "台账.xlsx"
        book = xlsxwriter.Workbook(path, {"constant_memory": True})
        sheet = book.add_worksheet("台账")
        heads = [
            "编号",
            "事项",
            "来源",
            "目标",
            "任务内容",
            "牵头单位",
            "责任领导",
            "完成时限",
            "完成比例",
            "进展情况",
            "备注",
            "类别",
            "措施",
            "要求",
            "责任",
            "进度安排",
            "联系电话",
            "存在问题",
            "下步措施",
            "盯办要点",
        ]
        sheet.write_row(0, 0, heads)
        for n in range(1, rows + 1):
            month = n % 12 + 1
            sheet.write_row(
                n,
                0,
                [
                    f"A{n}",
                    f"第{n}项老旧小区改造工程",
                    "政府常务会议",
                    f"完成{n % 900}户改造",
                    "设计、招标、施工、验收",
                    ("县住建局、县财政局", "县水利局", "县教育局")[n % 3],
                    ("陈立群", "周晓芸")[n % 2],
                    f"2026年{month}月底前",
                    f"{n % 101}%",
                    f"已完成投资{n % 500}万元",
                    "",
                    "民生",
                    "周调度",
                    "按期完成",
                    "牵头抓总",
                    "分三步走",
                    f"0000-66{n % 100000:05d}",
                    "无",
                    "加快进度",
                    "资金到位",
                ],
            )
        book.close()
        office = found(folder / "data", county="云岭县", clock=FixedClock(bench_county.TODAY))
        kept = projection.refresh
        spent: dict[str, float] = {}

        def timed(*given: Any, **named: Any) -> None:
            spent["derived"] = cpu(lambda: kept(*given, **named))

        projection.refresh = timed
        start = time.process_time()
        import resource

        child = resource.getrusage(resource.RUSAGE_CHILDREN)
        source = read_ledger(path)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        with office.read() as reader:
            judged = plan(reader, source, IntakeOptions())
        commit(office, judged)
        ours = time.process_time() - start + (used.ru_utime + used.ru_stime - child.ru_utime - child.ru_stime)
        projection.refresh = kept
        office.close()

        def reference() -> None:
            packed = path.read_bytes()
            check_parts(packed, open_zip(packed), frozenset())
            data = (
                CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
            )
            draw = [
                (
                    f"{n:036x}",
                    "L",
                    None,
                    None,
                    None,
                    n,
                    *row[1:4],
                    row[4],
                    "D",
                    "date",
                    row[7],
                    row[7],
                    1.0,
                    *row[9:10],
                    "2026-11-22",
                    None,
                    None,
                    None,
                    None,
                    "",
                )
                for n, row in enumerate(data[1:])
            ]
            parts = [
                (f"{n * 4 + k:036x}", row[0], role, "u" if role != "responsible" else None, None, k)
                for n, row in enumerate(draw)
                for k, role in enumerate(
                    ("lead", "responsible", "co") if n % 3 == 0 else ("lead", "responsible")
                )
            ]
            plain_insert(folder / "plain.db", draw, parts)

        bare = cpu(reference)
    return [
        line(
            "I1",
            f"import {rows:,} × 20 without the index : calamine + executemany",
            ours - spent["derived"],
            bare,
            1.2,
        ),
        line("I2", "the same with the index", ours, bare, 1.6),
    ]


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


def main() -> int:
    """Run the sections asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--import-rows", type=int, default=100_000)
    parser.add_argument("--data", type=Path, help="a ledger made earlier by this script")
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
