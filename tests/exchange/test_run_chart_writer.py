"""The run chart as a workbook: four answers, a mark a month, every node in its list; equal charts equal bytes."""

from datetime import date
from pathlib import Path

import openpyxl

from ducha_desktop.domain.pace import Pace
from ducha_desktop.domain.vocabulary import NodeStanding
from ducha_desktop.exchange.run_chart_writer import MOST_MONTHS, write_run_chart
from ducha_desktop.services.run_chart import RunChart, RunGroup, RunLine, RunNode

TODAY = date(2026, 5, 22)


def line(nodes: tuple[RunNode, ...] = (), **changes: object) -> RunLine:
    values = {
        "uid": "u", "number": "督办〔2026〕1号", "what": "修桥", "goal": "通车", "how": "专班", "who": (("牵头", "县交通局"),),
        "when": "6月底前", "start": date(2026, 3, 5), "due": date(2026, 6, 30), "closed_on": None, "state": "承办中",
        "late": False, "pace": Pace(60.0, 45.0), "nodes": nodes,
    }  # fmt: skip
    return RunLine(**values | changes)


NODES = (
    RunNode("立项", date(2026, 3, 5), date(2026, 3, 20), None, date(2026, 3, 19), NodeStanding.DONE, "16天", critical=False),
    RunNode("开工", date(2026, 3, 21), date(2026, 4, 20), None, None, NodeStanding.LATE, "31天", critical=True),
    RunNode("验收", date(2026, 6, 1), date(2026, 6, 30), None, None, NodeStanding.WAITING, "30天", critical=False),
    RunNode("宣传", None, None, None, None, NodeStanding.UNDATED, "", critical=False),
)  # fmt: skip


def chart(*lines: RunLine) -> RunChart:
    return RunChart("云岭县“四个干”运行图", "县委督查室", TODAY, (RunGroup("交通", lines),))


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    try:
        return [tuple(row) for row in book[sheet].iter_rows(min_row=3, values_only=True)]
    finally:
        book.close()


def test_works_nodes_and_months(tmp_path: Path) -> None:
    target = tmp_path / "图.xlsx"
    write_run_chart(target, chart(line(NODES)))
    heading, work, first, late, coming, undated, *_ = rows(target, "运行图")
    assert heading[:9] == (
        "序号",
        "目标任务",
        "干什么",
        "怎么干",
        "谁来干",
        "何时干成",
        "状态",
        "完成比例",
        "序时进度",
    )
    assert heading[9:] == ("2026年3月", "4月", "5月", "6月")
    assert work[:9] == (
        1,
        "交通",
        "修桥\n通车\n督办〔2026〕1号",
        "专班",
        "牵头：县交通局",
        "6月底前",
        "承办中",
        0.45,
        0.6,
    )
    assert work[9:] == ("─",) * 4
    assert first[9:] == ("■", None, None, None)
    assert late[9:] == ("▲", "▲", "▲", None)
    assert coming[9:] == (None, None, None, "□")
    assert undated[9:] == (None,) * 4
    listed = rows(target, "节点")
    assert [row[3] for row in listed[1:5]] == ["立项", "开工", "验收", "宣传"]
    assert listed[2][9:12] == ("逾期未完成", 32, "是")


def test_works_without_nodes_are_marked_by_themselves(tmp_path: Path) -> None:
    target = tmp_path / "图.xlsx"
    late = line(late=True, due=date(2026, 4, 30))
    closed = line(closed_on=date(2026, 4, 2), state="已销号")
    write_run_chart(target, chart(late, closed, line(due=None, when="长期")), paper="A4")
    _, first, second, third, *_ = rows(target, "运行图")
    assert first[6] == "逾期未完成"
    assert first[9:12] == ("▲", "▲", None)
    assert second[9:12] == ("■", "■", None)
    assert set(third[9:]) == {None}
    assert openpyxl.load_workbook(target).sheetnames == ["运行图"]


def test_far_days_are_cut_to_the_months_around_today_and_bytes_are_equal(tmp_path: Path) -> None:
    far = chart(line(NODES, start=date(2001, 1, 1), due=date(2060, 1, 1)))
    for name in ("一.xlsx", "二.xlsx"):
        write_run_chart(tmp_path / name, far)
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
    months = rows(tmp_path / "一.xlsx", "运行图")[0][9:]
    assert len(months) == MOST_MONTHS
    assert "2026年1月" in months
