"""A ledger of any size for benchmarks: bulk rows through the program's own unit of work."""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

from ducha_desktop.domain.identity import uuid7
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Office
from ducha_desktop.services.register import add_person, add_unit
from ducha_desktop.storage.unit_of_work import UnitOfWork

TODAY = date(2026, 11, 22)
PLACES = (
    "青龙桥",
    "白杨镇",
    "北山工业园",
    "河西乡",
    "双溪镇",
    "石桥镇",
    "南关街道",
    "城东片区",
    "云水河",
    "麻栗乡",
)
WORKS = (
    "老旧小区改造",
    "排水管网建设",
    "义务教育学校扩建",
    "高标准农田建设",
    "森林防火隐患整改",
    "卫生院能力提升",
    "道路拓宽",
    "污水处理厂提标改造",
    "养老服务中心建设",
    "农贸市场标准化改造",
    "栈道加固",
    "督办事项销号",
)
STATES = "DALJQQQQQQFFYGBVWXXXXXZ"
COLUMNS = (
    "uid",
    "ledger_uid",
    "number",
    "number_year",
    "number_seq",
    "draft_seq",
    "title",
    "source",
    "target",
    "task",
    "state",
    "due_kind",
    "due",
    "due_text",
    "progress_percent",
    "progress_text",
    "registered_on",
    "approved_on",
    "signed_on",
    "claimed_on",
    "closed_on",
    "archived_from",
)
BATCH = 50_000


def build(folder: Path, rows: int, *, seed: int = 1) -> Office:
    """Found a county and fill it with `rows` matters, each with a lead unit and a responsible leader."""
    office = found(folder, county="云岭县", clock=FixedClock(TODAY))
    draw = random.Random(seed)
    names = register(office)
    for start in range(0, rows, BATCH):
        with office.write("bench.rows", words=f"导入 {BATCH} 行", kind="fixed") as work:
            fill(work, draw, names, start=start, count=min(BATCH, rows - start))
        sys.stderr.write(f"\r{start + BATCH:,} rows")
    sys.stderr.write("\n")
    return office


def register(office: Office) -> tuple[list[str], list[str]]:
    """Enter the units and the leaders; their uids."""
    with office.write("bench.register", words="登记名册", kind="fixed") as work:
        units = [
            add_unit(work, f"云岭县{name}局", official_order=i).uid
            for i, name in enumerate(
                [
                    "发改",
                    "教育",
                    "财政",
                    "住建",
                    "交通",
                    "水利",
                    "农业农村",
                    "商务",
                    "文旅",
                    "卫健",
                    "应急",
                    "审计",
                    "林业",
                    "市场监管",
                    "医保",
                    "信访",
                ]
            )
        ]
        people = [
            add_person(work, name, official_order=i).uid
            for i, name in enumerate(["陈立群", "周晓芸", "韩东升", "马玥", "何喆", "刘建国", "秦堃", "王敏"])
        ]
    return units, people


def fill(
    work: UnitOfWork,
    draw: random.Random,
    names: tuple[list[str], list[str]],
    *,
    start: int,
    count: int,
    today: date = TODAY,
) -> list[str]:
    """Insert `count` matters numbered from `start` + 1, registered before `today`; their uids."""
    ledgers = [row[0] for row in work.raw.execute("SELECT uid FROM ledger").fetchall()]
    units, people = names
    matters: list[tuple[object, ...]] = []
    parts: list[tuple[object, ...]] = []
    for n in range(start + 1, start + count + 1):
        uid = uuid7(1_764_000_000_000 + n, draw)
        row = matter_row(draw, uid, n, ledgers, today=today)
        matters.append(row)
        parts.append((uuid7(1_764_000_000_000 + n, draw), uid, "lead", draw.choice(units), None, 0))
        parts.append((uuid7(1_764_000_000_000 + n, draw), uid, "responsible", None, draw.choice(people), 0))
    work.bulk_insert("matter", COLUMNS, matters)
    work.bulk_insert(
        "assignment", ("uid", "matter_uid", "role", "unit_uid", "person_uid", "official_order"), parts
    )
    return [str(row[0]) for row in matters]


def matter_row(
    draw: random.Random, uid: str, n: int, ledgers: list[str], *, today: date = TODAY
) -> tuple[object, ...]:
    """One matter's stored values, in the order of `COLUMNS`."""
    place, what, state = draw.choice(PLACES), draw.choice(WORKS), draw.choice(STATES)
    due = today + timedelta(days=draw.randrange(-20, 400))
    started = today - timedelta(days=draw.randrange(30, 300))
    drafted = state in "DA"
    closing = state in "BVWXZ"
    return (
        uid,
        draw.choice(ledgers),
        None if drafted else f"督办〔{today.year}〕{n}号",
        None if drafted else today.year,
        None if drafted else n,
        n,
        f"{place}{what}第{n}项",
        draw.choice(("常委会", "政府常务会议", "领导批示", "年度任务")),
        f"年底前完成{what}并通过验收，惠及群众{draw.randrange(100, 9000)}人",
        f"{place}{what}：设计、招标、施工、验收",
        state,
        "date",
        due.isoformat(),
        f"{due.year}年{due.month}月{due.day}日前",
        float(draw.randrange(0, 101)),
        f"已完成投资{draw.randrange(10, 900)}万元",
        started.isoformat(),
        None if drafted else started.isoformat(),
        None if state in "DALJ" else started.isoformat(),
        (due - timedelta(days=draw.randrange(-5, 20))).isoformat() if closing else None,
        (due - timedelta(days=draw.randrange(-5, 20))).isoformat() if state in "XZ" else None,
        "X" if state == "Z" else "",
    )
