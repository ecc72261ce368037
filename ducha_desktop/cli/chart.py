"""chart: 四个干运行图 as a wall chart or a workbook."""

import argparse
from typing import Any

from ducha_desktop.cli.frame import Call, place
from ducha_desktop.cli.ledger import filters, named_query
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import NodeStanding


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    chart = commands.add_parser("chart", parents=[shared, filters()], help="四个干运行图")
    chart.add_argument("kind", choices=("runchart",), metavar="runchart", help="运行图")
    chart.add_argument(
        "--number", action="append", default=[], metavar="编号", help="事项，连同下级；不写则按条件"
    )
    chart.add_argument("--paper", choices=("A3", "A4"), default="A3", help="纸张")
    chart.add_argument("--out", required=True, type=place, metavar="文件.pdf 或 .xlsx")
    chart.set_defaults(handler=make_chart)


def make_chart(call: Call) -> int:
    """`ducha chart runchart`."""
    from ducha_desktop.services.run_chart import run_chart

    kind = call.out.suffix.lower()
    if kind not in {".pdf", ".xlsx"}:
        raise WrongUseError(f"“{call.out.name}”须以 .pdf 或 .xlsx 结尾。没有写出文件。")
    with call.reading() as reader:
        chart = run_chart(reader, numbers=tuple(call.number), query=named_query(call, reader))
    pages = None
    if kind == ".pdf":
        from ducha_desktop.documents.run_chart import render_run_chart
        from ducha_desktop.runtime.atomic import write_atomic

        pdf, pages = render_run_chart(chart, paper=call.paper)
        write_atomic(call.out, pdf)
    else:
        from ducha_desktop.exchange.run_chart_writer import write_run_chart

        write_run_chart(call.out, chart, paper=call.paper)
    nodes = [node for group in chart.groups for line in group.lines for node in line.nodes]
    document = {
        "file": str(call.out),
        "title": chart.title,
        "targets": len(chart.groups),
        "works": chart.works,
        "nodes": len(nodes),
        "nodes_done": sum(node.done_on is not None for node in nodes),
        "nodes_late": sum(node.standing is NodeStanding.LATE for node in nodes),
        "pages": pages,
    }
    sheets = f"，{pages} 页" if pages else ""
    call.say(document, f"{chart.title}：{chart.facts}{sheets}\n{call.out}")
    return 0
