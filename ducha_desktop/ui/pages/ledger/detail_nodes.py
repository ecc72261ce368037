"""节点 in the detail panel: the bars with what can be done to them, how far the plan should be, 倒排 and 运行图."""

from datetime import date

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.pace import late_nodes, pace
from ducha_desktop.services.views import MatterDetail, MilestoneView
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, Write, nodes
from ducha_desktop.ui.operations.nodes import Wall
from ducha_desktop.ui.pages.ledger.node_filling import NodeFilling, Plan
from ducha_desktop.ui.theme import GAP_S
from ducha_desktop.ui.widgets.basics import button, label, row
from ducha_desktop.ui.widgets.milestones import MilestoneBars, Node


class Nodes(QWidget):
    """The plan of the matter shown."""

    walked = Signal(QRect)

    def __init__(self, door: Door) -> None:
        """Start without a matter."""
        super().__init__()
        self._door = door
        self._filling = NodeFilling(door, self)
        self._matter = ""
        self._today = date.min
        self.nodes: tuple[MilestoneView, ...] = ()
        self.bars = MilestoneBars()
        self.pace = label("", "small", wrap=True)
        self._hint = label("还没有节点。点“添加节点”，或用“批量添加”套用节点模板。", "faint", wrap=True)
        self.add_button = button("添加节点…", self.add, kind="link", glyph=Icon.ADD)
        self.lines_button = button("批量添加…", self.add_lines, kind="link", glyph=Icon.STACK)
        self.lines_button.setToolTip("一行一个，或套用节点模板")
        self.plan_button = button("倒排工期…", self.plan, kind="link", glyph=Icon.CALENDAR)
        self.chart_button = button("运行图…", self.chart, kind="link", glyph=Icon.PDF)
        self.chart_button.setToolTip("这件事项（连同下级）的“四个干”运行图")
        self._deeds = QWidget()
        line = row(self.lines_button, self.plan_button, self.chart_button, None, gap=0)
        line.setContentsMargins(0, 0, 0, 0)
        self._deeds.setLayout(line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_S)
        for part in (self.bars, self._hint, self.pace, self._deeds):
            box.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        self.bars.opened.connect(self.edit)
        self.bars.finish_wanted.connect(self.finish)
        self.bars.remove_wanted.connect(self.remove)
        self.bars.moved.connect(self.move_node)
        self.bars.menu_wanted.connect(self._open_menu)
        self.bars.walked.connect(self.walked)

    def show_plan(self, matter: MatterDetail, today: date) -> None:
        """Show the nodes of a matter as of `today`."""
        if matter.row.uid != self._matter:
            self.bars.go_to(0)
        self._matter, self._today, self.nodes = matter.row.uid, today, matter.milestones
        self.bars.show_nodes([_bar(node) for node in self.nodes], today)
        self._hint.setVisible(not self.nodes)
        self.plan_button.setVisible(bool(self.nodes))
        words = self._words(matter) if self.nodes else ""
        self.pace.setText(words)
        self.pace.setVisible(bool(words))

    def _words(self, matter: MatterDetail) -> str:
        plan = [node.plan for node in self.nodes]
        late = late_nodes(plan, self._today)
        parts = [pace(plan, self._today, matter.row.progress_percent).words]
        if late:
            node, days = late[0]
            others = f"等 {len(late)} 个节点" if len(late) > 1 else ""
            parts.append(f"“{node.name}”{others}逾期，最长 {days} 天")
        return "。".join(part for part in parts if part) + ("。" if any(parts) else "")

    def menu(self, place: int) -> QMenu:
        """What can be done with a node."""
        menu, node = QMenu(self), self.nodes[place]
        entries = [
            ("修改…\t回车", lambda: self.edit(place)),
            ("完成…\t空格", lambda: self.finish(place)),
            ("上移\tAlt+↑", lambda: self.move_node(place, place - 1)),
            ("下移\tAlt+↓", lambda: self.move_node(place, place + 1)),
            ("在这之前插入…", lambda: self.add(place)),
            ("删除\tDelete", lambda: self.remove(place)),
        ]
        if node.done_on is not None:
            entries[1] = ("取消完成", lambda: self._do(nodes.finish(node.uid, None)))
        shut = {2: place == 0, 3: place == len(self.nodes) - 1}
        for number, (words, deed) in enumerate(entries):
            action = menu.addAction(words)
            action.setEnabled(not shut.get(number, False))
            action.triggered.connect(lambda _on=False, deed=deed: deed())
        return menu

    def _open_menu(self, place: int, at: QPoint) -> None:
        menu = self.menu(place)
        menu.exec(at)
        menu.deleteLater()

    def add(self, place: int | None = None) -> None:
        """Ask for a new node; it comes last, or at a place."""
        if self._matter:
            self._filling.add(self._plan, place)

    def add_lines(self) -> None:
        """Ask for several nodes at once, or for a template."""
        if self._matter:
            self._filling.add_lines(self._plan)

    def edit(self, place: int) -> None:
        """Change a node in its form."""
        self._filling.edit(self._plan, self.nodes[place])

    def finish(self, place: int) -> None:
        """Ask on which day it was done."""
        from ducha_desktop.ui.pages.ledger.node_form import FinishDialog

        node = self.nodes[place]
        self._filling.show(
            FinishDialog(self, self._door, node, self._today, save=lambda on: nodes.finish(node.uid, on))
        )

    def remove(self, place: int) -> None:
        """Take a node out of the plan; no question, for undo serves."""
        self._do(nodes.remove([self.nodes[place].uid]))

    def move_node(self, place: int, to: int) -> None:
        """Put a node at another place."""
        self._do(nodes.move(self.nodes[place].uid, to))

    def plan(self) -> None:
        """Open 倒排工期."""
        from ducha_desktop.ui.pages.ledger.schedule import ScheduleDialog

        self._filling.show(ScheduleDialog(self, self._door, self._matter, self._today))

    def chart(self) -> None:
        """Open the 运行图 of this matter with all that is part of it."""
        from ducha_desktop.ui.pages.run_chart.dialog import RunChartDialog

        dialog = RunChartDialog(self, self._door, Wall(uids=(self._matter,)))
        dialog.exec()
        dialog.deleteLater()

    @property
    def _plan(self) -> Plan:
        return Plan(self._matter, self.nodes)

    def _do(self, deed: Write[Changes]) -> None:
        deed.then(lambda done: self._filling.done(done[0])).start(self._door, self)


def _bar(node: MilestoneView) -> Node:
    return Node(node.name, node.due, node.done_on, node.text, node.begun_on or node.start)
