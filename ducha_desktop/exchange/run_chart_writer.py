"""四个干运行图 as a workbook: the four answers with a column a month, and every node in a list of its own."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.vocabulary import NodeStanding
from ducha_desktop.exchange.xlsx_cells import CellKind, Value
from ducha_desktop.exchange.xlsx_sheet import Sheet, SheetColumn
from ducha_desktop.exchange.xlsx_stream import Written, write_workbook
from ducha_desktop.services.run_chart import RunChart, RunLine, RunNode

MOST_MONTHS = 60
DONE, DOING, FREE, LATE, TERM = "■", "▣", "□", "▲", "─"
_MARKS = {
    NodeStanding.DONE: DONE,
    NodeStanding.DONE_LATE: DONE,
    NodeStanding.RUNNING: DOING,
    NodeStanding.EXPECTED: DOING,
    NodeStanding.LATE: LATE,
}
_LEGEND = f"{DONE} 已完成　{DOING} 正在进行　{FREE} 未到时间　{LATE} 逾期　{TERM} 总期限；竖看同一月份各项工作排到哪一步。"
_HEAD = (
    SheetColumn("序号", 6, CellKind.INTEGER),
    SheetColumn("目标任务", 20, wrap=True),
    SheetColumn("干什么", 34, wrap=True),
    SheetColumn("怎么干", 34, wrap=True),
    SheetColumn("谁来干", 28, wrap=True),
    SheetColumn("何时干成", 16, wrap=True),
    SheetColumn("状态", 12, CellKind.WORD, wrap=True),
    SheetColumn("完成比例", 10, CellKind.PERCENT),
    SheetColumn("序时进度", 10, CellKind.PERCENT),
)
_NODES = (
    SheetColumn("序号", 6, CellKind.INTEGER),
    SheetColumn("编号", 20),
    SheetColumn("事项", 36, wrap=True),
    SheetColumn("节点", 24, wrap=True),
    SheetColumn("工期", 10, CellKind.WORD),
    SheetColumn("计划开始", 13, CellKind.DATE),
    SheetColumn("计划完成", 13, CellKind.DATE),
    SheetColumn("实际开始", 13, CellKind.DATE),
    SheetColumn("完成日期", 13, CellKind.DATE),
    SheetColumn("状态", 14, CellKind.WORD),
    SheetColumn("逾期天数", 10, CellKind.INTEGER),
    SheetColumn("关键节点", 10, CellKind.WORD),
)


def write_run_chart(target: Path, chart: RunChart, *, paper: str = "A3") -> Written:
    """Write the chart; the file is replaced whole or not at all.

    Args:
        target: the file.
        chart: what `services.run_chart` has gathered.
        paper: `A3` or `A4`, for printing.

    Raises:
        OSError: the target cannot be written.
    """
    months = _months(*chart.span, chart.on)
    notes = (f"单位：{chart.office}", f"{chinese_date(chart.on)}    {chart.facts}")
    sheets = [
        Sheet(
            "运行图",
            (*_HEAD, *(_month_column(_month_words(month, months)) for month in months)),
            rows=list(_rows(chart, months)),
            title=chart.title,
            notes=notes,
            foot=lambda: (_LEGEND,),
            frozen_columns=3,
            paper=paper,
            office=chart.office,
        )
    ]
    listed = list(_node_rows(chart))
    if listed:
        sheets.append(
            Sheet(
                "节点", _NODES, rows=listed, title=f"{chart.title}节点表", notes=notes, frozen_columns=4, paper=paper,
                office=chart.office,
            )
        )  # fmt: skip
    when = datetime.combine(chart.on, time())
    return write_workbook(target, sheets, when=when, title=chart.title, author=chart.office)


def _months(first: date, last: date, today: date) -> list[date]:
    """The first days of the months; where they are too many, those around today."""
    month, found = first.replace(day=1), []
    while month <= last:
        found.append(month)
        month = _after(month)
    if len(found) > MOST_MONTHS:
        at = found.index(today.replace(day=1))
        start = max(0, min(at - MOST_MONTHS // 3, len(found) - MOST_MONTHS))
        found = found[start : start + MOST_MONTHS]
    return found


def _after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _month_words(month: date, months: Sequence[date]) -> str:
    """The year stands before January and the first month."""
    return f"{month.year}年{month.month}月" if month.month == 1 or month == months[0] else f"{month.month}月"


def _month_column(words: str) -> SheetColumn:
    return SheetColumn(words, 11 if "年" in words else 6, CellKind.WORD)


def _rows(chart: RunChart, months: Sequence[date]) -> Iterator[Sequence[Value]]:
    number = 0
    for group in chart.groups:
        for line in group.lines:
            number += 1
            yield (*_work(line, number, group.title), *_term(line, months))
            for node in line.nodes:
                when = "" if node.due is None else chinese_date(node.due)
                words = (None, "", f"　{node.name}", "", "", when, node.standing.word, None, None)
                yield (*words, *_node_marks(node, months, chart.on))


def _work(line: RunLine, number: int, target: str) -> Sequence[Value]:
    who = "\n".join(f"{part}：{names}" for part, names in line.who)
    what = "\n".join(dict.fromkeys(part for part in (line.what, line.goal, line.number) if part))
    percents = ((None if value is None else value / 100) for value in (line.pace.reported, line.pace.due))
    return (
        number,
        target,
        what,
        line.how,
        who,
        line.when,
        "逾期未完成" if line.late else line.state,
        *percents,
    )


def _term(line: RunLine, months: Sequence[date]) -> Iterator[str]:
    """The term of the whole work, unless it has nodes to say more."""
    last = line.closed_on or line.due
    mark = DONE if line.closed_on is not None else LATE if line.late else TERM
    for month in months:
        inside = (line.start is None or line.start < _after(month)) and last is not None and month <= last
        yield (TERM if line.nodes else mark) if inside else ""


def _node_marks(node: RunNode, months: Sequence[date], today: date) -> Iterator[str]:
    last = node.done_on or node.due or node.start
    first = node.begun_on or node.start or last
    if node.standing is NodeStanding.LATE:
        last = today
    mark = _MARKS.get(node.standing, FREE)
    for month in months:
        inside = first is not None and last is not None and first < _after(month) and month <= last
        yield mark if inside else ""


def _node_rows(chart: RunChart) -> Iterator[Sequence[Value]]:
    number = 0
    for group in chart.groups:
        for line in group.lines:
            for node in line.nodes:
                number += 1
                late = node.due is not None and node.standing is NodeStanding.LATE
                yield (
                    *(number, line.number, line.what, node.name, node.length),
                    *(node.start, node.due, node.begun_on, node.done_on, node.standing.word),
                    (chart.on - node.due).days if late and node.due is not None else None,
                    "是" if node.critical else "",
                )
