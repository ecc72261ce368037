"""Nodes of a plan: entered, put in order, finished, removed, planned back; the run chart drawn and saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.ui.operations import Door, Read, Task, Write, deed, question

if TYPE_CHECKING:
    from ducha_desktop.services.nodes import NodeDraft
    from ducha_desktop.services.office import Office, Reader
    from ducha_desktop.services.run_chart import RunChart
    from ducha_desktop.services.scheduling import Schedule


@dataclass(frozen=True, slots=True)
class Wish:
    """How a plan is to be made: its end and first day, and which days are written."""

    end: date | None = None
    start: date | None = None
    chain: bool = True
    earliest: bool = False


@dataclass(frozen=True, slots=True)
class Wall:
    """What stands on a run chart: named matters with all below them, or a filtered list."""

    uids: tuple[str, ...] = ()
    query: LedgerQuery | None = None


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A finished chart: the PDF, its pages, and what it was drawn from."""

    pdf: bytes
    pages: int
    chart: "RunChart"


def add(matter: str, drafts: "Sequence[NodeDraft]", place: int | None = None) -> Write[Changes]:
    """Put nodes behind the others, or at a place."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import nodes

        return nodes.add(office, matter, drafts, place=place)

    return deed(do)


def edit(uid: str, draft: "NodeDraft") -> Write[Changes]:
    """Change a node."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import nodes

        return nodes.edit(office, uid, draft)

    return deed(do)


def templates() -> Read[dict[str, str]]:
    """The templates of nodes by name."""

    def put(reader: "Reader") -> dict[str, str]:
        from ducha_desktop.services import node_templates

        return node_templates.templates(reader)

    return question(put)


def save_template(name: str, text: str) -> Write[Changes]:
    """Keep nodes under a name."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import node_templates

        return node_templates.save_template(office, name, text)

    return deed(do)


def remove_template(name: str) -> Write[Changes]:
    """Forget a template."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import node_templates

        return node_templates.remove_template(office, name)

    return deed(do)


def remove(uids: Sequence[str]) -> Write[Changes]:
    """Take nodes out of the plan."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import nodes

        return nodes.remove(office, uids)

    return deed(do)


def move(uid: str, place: int) -> Write[Changes]:
    """Put a node at a place among the others."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import nodes

        return nodes.move(office, uid, place)

    return deed(do)


def finish(uid: str, on: date | None) -> Write[Changes]:
    """Say when a node was done; None takes it back."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import nodes

        return nodes.finish(office, uid, on)

    return deed(do)


def schedule(matter: str, wish: Wish) -> "Read[Schedule]":
    """What a plan would say; nothing is written."""

    def put(reader: "Reader") -> "Schedule":
        from ducha_desktop.services import scheduling

        return scheduling.schedule(reader, matter, end=wish.end, start=wish.start, chain=wish.chain)

    return question(put)


def apply_schedule(matter: str, wish: Wish) -> Write[Changes]:
    """Write the planned days into the nodes."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import scheduling

        return scheduling.apply_schedule(
            office, matter, end=wish.end, start=wish.start, chain=wish.chain, earliest=wish.earliest
        )

    return deed(do)


def draw_chart(wall: Wall, paper: str) -> Read[DrawnChart]:
    """Gather and draw a run chart."""

    def work(door: Door, task: Task) -> DrawnChart:
        from ducha_desktop.documents.run_chart import render_run_chart
        from ducha_desktop.services.run_chart import run_chart

        with door.office.read() as reader:
            chart = run_chart(reader, uids=wall.uids, query=wall.query)
        total = max(1, chart.works)
        pdf, pages = render_run_chart(
            chart,
            paper=paper,
            tick=lambda done: task.progress(done, total, f"正在排版 {done:,} / {total:,} 项"),
        )
        return DrawnChart(pdf, pages, chart)

    return Read(work)


def save_chart_sheet(chart: "RunChart", path: Path, paper: str) -> Read[Path]:
    """Write a run chart as a workbook; replaced whole or not at all."""

    def work(_door: Door, _task: Task) -> Path:
        from ducha_desktop.exchange.run_chart_writer import write_run_chart

        write_run_chart(path, chart, paper=paper)
        return path

    return Read(work)
