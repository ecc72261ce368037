"""倒排工期: the end day, what it asks of every node, whether it can be kept; written only when the clerk says so."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from ducha_desktop.domain.back_planning import NodePlan
from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.domain.node_text import days_words
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, Write, nodes, soon
from ducha_desktop.ui.operations.nodes import Wish
from ducha_desktop.ui.pages.ledger.node_form import day_of
from ducha_desktop.ui.pages.ledger.saving_dialog import SavingDialog, UnreadableError
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S
from ducha_desktop.ui.widgets.basics import Banner, field_name, label, row, rule
from ducha_desktop.ui.widgets.editors import DateField

if TYPE_CHECKING:
    from ducha_desktop.services.scheduling import Schedule

_HEAD = ("节点", "原计划", "最早", "最迟", "机动")
_NOTHING = "—"
_ALL_DONE = "节点都已完成，没有要写入的计划日期。"
_SETTLE_MS = 250


class ScheduleDialog(SavingDialog):
    """Shows the plan anew whenever a day is changed."""

    def __init__(self, parent: QWidget, door: Door, matter: str, today: date) -> None:
        """Ask for the plan of a matter."""
        super().__init__(parent, "倒排工期", door, width=720)
        self._matter, self._today = matter, today
        self._asked = False
        self.title, self.verdict = label("", "soft", wrap=True), Banner()
        self.end, self.start = DateField(), DateField()
        self.latest = QRadioButton("倒排：按最迟日期写入")
        self.earliest = QRadioButton("顺排：按最早日期写入")
        self.latest.setChecked(True)
        self.chain = QCheckBox("节点还没有前置关系，按现在的顺序首尾相接")
        self.chain.setChecked(True)
        self.chain.hide()
        self._table: QWidget = label("正在推算…", "faint")
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._build()
        self._connect()
        self._ask()

    def _build(self) -> None:
        for field, words in ((self.end, "完成时限"), (self.start, "开始时间")):
            field.setAccessibleName(words)
        self.start.setPlaceholderText("今天起")
        self.body.addWidget(self.title)
        self.body.addLayout(
            row(field_name("完成时限"), self.end, field_name("开始时间"), self.start, gap=GAP_M)
        )
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.said)
        self.body.addWidget(self._table)
        self.body.addWidget(self.chain)
        self.body.addLayout(row(self.latest, self.earliest, None, gap=GAP_L))
        hint = "已完成的节点不动，已开始的保留开始日期。写入是一步操作，可以撤销。"
        self.body.addWidget(label(hint, "small", wrap=True))
        self._go = self.add_buttons("写入计划日期")
        self._go.setEnabled(False)

    def _connect(self) -> None:
        self._settle.timeout.connect(self._ask)
        for field in (self.end, self.start):
            field.textChanged.connect(lambda _text: self._changed())
        self.chain.toggled.connect(lambda _on: self._changed())

    def _changed(self) -> None:
        self._go.setEnabled(False)
        self._settle.start()

    def _wish(self) -> Wish:
        return Wish(
            end=day_of(self.end, "完成时限", self._today),
            start=day_of(self.start, "开始时间", self._today),
            chain=self.chain.isChecked(),
            earliest=self.earliest.isChecked(),
        )

    def _ask(self) -> None:
        try:
            wish = self._wish()
        except UnreadableError as error:
            self.said.say(str(error), "yellow")
            return
        asking = nodes.schedule(self._matter, wish).latest("schedule").then(self.show_schedule)
        asking.failed(self._unplanned).start(self._door, self)

    def _unplanned(self, error: Exception) -> None:
        if isinstance(error, DuchaError):
            self.verdict.say("")
            self.said.say(error.message, "yellow")
        else:
            ask.failure(self, error)

    def show_schedule(self, found: "Schedule") -> None:
        """Show a plan."""
        self.title.setText(f"{found.number}　{found.title}")
        if not self._asked:
            self._asked = True
            for field, day in ((self.end, found.end), (self.start, found.start)):
                field.blockSignals(True)
                field.setText("" if day is None else day.isoformat())
                field.blockSignals(False)
            self.chain.setVisible(found.chained)
        left = any(plan.node.done_on is None for plan in found.plan.nodes)
        failing = found.plan.first_infeasible is not None
        self.verdict.say(found.plan.verdict if left else _ALL_DONE, "red" if failing else "green")
        self.said.say(found.note, "yellow")
        before, self._table = self._table, _table(found)
        self.body.replaceWidget(before, self._table)
        before.hide()
        before.deleteLater()
        for part in (self.latest, self.earliest):
            part.setVisible(left)
        self._go.setEnabled(left)
        soon(self, self.grow)

    def deed(self) -> Write[Changes]:
        """Write the planned days."""
        return nodes.apply_schedule(self._matter, self._wish())


def _table(found: "Schedule") -> QWidget:
    body = QWidget()
    body.setProperty("part", "plain")
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, GAP_M, 0)
    grid.setHorizontalSpacing(GAP_L)
    grid.setVerticalSpacing(GAP_S)
    for column, words in enumerate(_HEAD):
        grid.addWidget(label(words, "soft"), 0, column)
    names = {plan.node.key: plan.node.name for plan in found.plan.nodes}
    for number, plan in enumerate(found.plan.nodes):
        line = 2 * number + 2
        grid.addWidget(rule(), line - 1, 0, 1, len(_HEAD))
        for column, cell in enumerate(_cells(plan, names)):
            grid.addWidget(cell, line, column, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 1)
    grid.setRowStretch(2 * len(found.plan.nodes) + 2, 1)
    return body


def _cells(plan: NodePlan, names: dict[str, str]) -> list[QWidget]:
    node = plan.node
    about = [days_words(node.days, node.day_kind)] if node.days is not None else ["工期未填，按一天"]
    if node.days is None and node.start is not None and node.due is not None:
        about = ["按原计划天数"]
    waits = [names[key] + (f"{lag:+d} 天" if lag else "") for key, lag in node.links.items() if key in names]
    if waits:
        about.append(f"前置：{'、'.join(waits)}")
    mark = "　关键" if plan.critical else ""
    name = QWidget()
    box = QVBoxLayout(name)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addWidget(label(f"{node.name}{mark}", "strong" if plan.critical else "body", wrap=True))
    box.addWidget(label("；".join(about), "small", wrap=True))
    if node.done_on is not None:
        done = label(f"{node.done_on.isoformat()} 已完成", "faint")
        return [name, label(_span(node.start, node.due), "soft"), done, label(_NOTHING, "faint"), label("")]
    slack = label(f"{plan.slack} 天", "strong" if plan.why else "body")
    if plan.why:
        slack.setProperty("tone", "red")
        slack.setToolTip(plan.why)
    return [
        name,
        label(_span(node.start, node.due), "soft"),
        label(_span(*plan.earliest)),
        label(_span(*plan.latest), "strong"),
        slack,
    ]


def _span(start: date | None, due: date | None) -> str:
    if start is None and due is None:
        return _NOTHING
    return "\n".join(part for part in (f"{start}" if start else "", f"至 {due}" if due else "") if part)
