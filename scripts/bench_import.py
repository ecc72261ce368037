"""A workbook into the ledger, measured beside the barest way to do the same (I1, I2)."""

import resource
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

import bench_county
import xlsxwriter
from bench_figures import ROUNDS, Line, cpu, line
from bench_write import only_searched, plain_insert, without_derived
from python_calamine import CalamineWorkbook

from ducha_desktop.exchange.reader import read_ledger
from ducha_desktop.exchange.safety import check_parts, check_size, open_zip, stream
from ducha_desktop.exchange.sheetscan import SheetScan
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services.drafts import IntakeOptions
from ducha_desktop.services.founding import found
from ducha_desktop.services.intake import plan
from ducha_desktop.services.intake_writing import commit

HEADS = (
    "编号", "事项", "来源", "目标", "任务内容", "牵头单位", "责任领导", "完成时限", "完成比例", "进展情况",
    "备注", "类别", "措施", "要求", "责任", "进度安排", "联系电话", "存在问题", "下步措施", "盯办要点",
)  # fmt: skip
LEAD, LEADER = HEADS.index("牵头单位"), HEADS.index("责任领导")
UNITS = ("县住建局、县财政局", "县水利局", "县教育局")
FILLED = (
    "uid", "ledger_uid", "state", "draft_seq", "registered_on", "batch", "due_kind", "due",
    "alias", "title", "source", "target", "task", "due_text", "progress_percent",
    "progress_text", "remarks", "category", "measures", "requirement", "duty", "plan", "phone", "problems",
    "next_steps", "watch",
)  # fmt: skip
"""What an import fills of a matter: what it adds, then the sheet's columns without unit and leader."""


def workbook(path: Path, rows: int) -> None:
    """A ledger of twenty columns."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, HEADS)
    for n in range(1, rows + 1):
        cells = (
            f"A{n}", f"第{n}项老旧小区改造工程", "政府常务会议", f"完成{n % 900}户改造", "设计、招标、施工、验收",
            UNITS[n % 3], ("陈立群", "周晓芸")[n % 2], f"2026年{n % 12 + 1}月底前", f"{n % 101}%",
            f"已完成投资{n % 500}万元", "", "民生", "周调度", "按期完成", "牵头抓总", "分三步走",
            f"0000-66{n % 100000:05d}", "无", "加快进度", "资金到位",
        )  # fmt: skip
        sheet.write_row(n, 0, cells)
    book.close()


def reference(book: Path, database: Path, key: bytes = b"") -> None:
    """The barest means: the same safety checks, calamine, and the same rows and journal by executemany."""
    packed = book.read_bytes()
    check_size(len(packed))
    members = open_zip(packed)
    name = "xl/worksheets/sheet1.xml"
    check_parts(packed, members, frozenset({name}))
    SheetScan().run(stream(packed, members[name]))
    data = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    ledger, batch = _uid(1), _uid(2)
    matters: list[tuple[object, ...]] = []
    parts: list[tuple[object, ...]] = []
    for n, row in enumerate(data[1:], 1):
        uid = _uid(n * 4)
        plain = [*row[:LEAD], *row[LEADER + 1 :]]
        matters.append((uid, ledger, "D", n, "2026-11-22", batch, "date", "2026-11-30", *plain))
        parts += [
            (_uid(n * 4 + 1 + place), uid, "co" if place else "lead", _uid(place), None, 0)
            for place in range(str(row[LEAD]).count("、") + 1)
        ]
        parts.append((_uid(n * 4 + 3), uid, "responsible", None, _uid(0), 0))
    plain_insert(database, matters, parts, FILLED, key=key)


def _uid(number: int) -> str:
    """As long as an identity of the program."""
    return f"{number:036x}"


def ours(book: Path, folder: Path) -> float:
    """CPU seconds of a whole import, the parser's process included."""
    office = found(folder, county="云岭县", clock=FixedClock(bench_county.TODAY))
    child, start = _children(), time.process_time()
    try:
        source = read_ledger(book)
        with office.read() as reader:
            judged = plan(reader, source, IntakeOptions())
        commit(office, judged)
        return time.process_time() - start + _children() - child
    finally:
        office.close()


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def imports(rows: int) -> list[Line]:
    """I1 and I2: a workbook into the ledger, against calamine and executemany with the same journal lines.

    Our file is encrypted, the reference's is not; the starred lines are against the same reference into an
    encrypted file, so that the table tells what encryption costs and what we do. The last line is the
    whole import with what no reference has: a row and tallies per matter for the ledger's screen, which
    is what lists and figures of a million rows are answered from (S1, L1).
    """
    runs: list[tuple[float, ...]] = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            book = folder / "台账.xlsx"
            workbook(book, rows)
            bare = cpu(partial(reference, book, folder / "plain.db"))
            sealed = cpu(partial(reference, book, folder / "sealed.db", bytes(range(32))))
            whole = ours(book, folder / "whole")
            with only_searched():
                searched = ours(book, folder / "searched")
            with without_derived():
                runs.append((whole, searched, ours(book, folder / "plain"), bare, sealed))
    whole, searched, plain, bare, sealed = (statistics.median(side) for side in zip(*runs, strict=True))
    what = f"import {rows:,} × 20 without derived tables : calamine + executemany"
    return [
        line("I1", what, plain, bare, 1.2),
        line("I2", "the same with the search index", searched, bare, 1.6),
        line("I1*", f"import {rows:,} × 20 : the same reference, encrypted as ours", plain, sealed, 1.2),
        line("I2*", "the same with the search index", searched, sealed, 1.6),
        line("I2+", "the same with the rows and counts of the ledger's screen too", whole, sealed, 2.2),
    ]
