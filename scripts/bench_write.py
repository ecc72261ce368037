"""Writing, measured: matters in bulk (B1) and workbooks into the ledger (I1, I2), each beside its reference."""

import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import bench_county
from bench_figures import ROUNDS, Line, cpu, line

from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services.founding import found

ROOT = Path(__file__).resolve().parent


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


PART = ("uid", "matter_uid", "role", "unit_uid")
IMPORTED = (
    "uid", "ledger_uid", "state", "draft_seq", "registered_on", "batch", "due_kind", "due",
    "alias", "title", "source", "target", "task", "instruction", "source_ref", "due_text", "progress_percent",
    "progress_text", "remarks", "category", "measures", "requirement", "duty", "plan", "phone", "problems",
    "next_steps", "watch",
)  # fmt: skip
"""What an import fills: what it adds, then the sheet's twenty columns; unit and leader stand in two texts."""


def plain_insert(
    path: Path,
    rows: Sequence[tuple[object, ...]],
    parts: Sequence[tuple[object, ...]] = (),
    given: Sequence[str] = bench_county.COLUMNS,
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
            json.dumps(dict(zip(PART, ((None, value) for value in part), strict=False))),
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
    from ducha_desktop.exchange.safety import check_parts, open_zip, stream
    from ducha_desktop.exchange.sheetscan import SheetScan
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
            spent["derived"] = spent.get("derived", 0.0) + cpu(lambda: kept(*given, **named))

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
            members = open_zip(packed)
            check_parts(packed, members, frozenset({"xl/worksheets/sheet1.xml"}))
            data = (
                CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
            )
            SheetScan().run(stream(packed, members["xl/worksheets/sheet1.xml"]))
            draw = [
                (f"{n:036x}", "L", "D", n, "2026-11-22", "batch", "date", "2026-11-30", *row)
                for n, row in enumerate(data[1:])
            ]
            parts = [
                (f"{n * 4 + k:036x}", row[0], role, "u" if role != "responsible" else None, None, k)
                for n, row in enumerate(draw)
                for k, role in enumerate(
                    ("lead", "responsible", "co") if n % 3 == 0 else ("lead", "responsible")
                )
            ]
            plain_insert(folder / "plain.db", draw, parts, IMPORTED)

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
