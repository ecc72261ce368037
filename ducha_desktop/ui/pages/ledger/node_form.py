"""The form of one node, and the day on which one was done."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.node_text import MOST_DAYS
from ducha_desktop.domain.vocabulary import DayKind
from ducha_desktop.services.nodes import NodeDraft
from ducha_desktop.services.views import MilestoneView
from ducha_desktop.ui.operations import Door, Write
from ducha_desktop.ui.pages.ledger.saving_dialog import SavingDialog, UnreadableError
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S
from ducha_desktop.ui.widgets.basics import field_name, label, row
from ducha_desktop.ui.widgets.editors import DateField

_UNSET = "未定"


def day_of(field: DateField, what: str, today: date) -> date | None:
    """The day typed into a field, None where it is empty; UnreadableError where it is no day."""
    words = field.text().strip()
    if not words:
        return None
    found = read_deadline(words, year=None, today=today).due
    if found is None:
        raise UnreadableError(f"“{what}”里的“{words}”看不出是哪一天，没有保存。请写成 2026-05-08 这样。")
    return found


class NodeDialog(SavingDialog):
    """Name, length, planned days, what it waits for, and what really happened."""

    def __init__(
        self,
        parent: QWidget,
        door: Door,
        others: Sequence[MilestoneView],
        today: date,
        *,
        save: Callable[[NodeDraft], Write[Changes]],
        node: MilestoneView | None = None,
    ) -> None:
        """Show a node, or an empty form."""
        super().__init__(parent, "修改节点" if node is not None else "添加节点", door, width=520)
        self._save, self._today = save, today
        node = node or MilestoneView("", None, None, "")
        self._was = node
        self.name = QLineEdit(node.name)
        self.name.setPlaceholderText("如：主体封顶")
        self.days = _spin(0, MOST_DAYS, node.days or 0, "工期")
        self.days.setSpecialValueText(_UNSET)
        self.kind = QComboBox()
        for kind in DayKind:
            self.kind.addItem(kind.word, kind)
        self.kind.setCurrentIndex(list(DayKind).index(node.day_kind))
        self.kind.setAccessibleName("工期按自然日还是工作日")
        self.start, self.due = _date(node.start), _date(node.due)
        self.begun, self.finished_on = _date(node.begun_on), _date(node.done_on)
        self.waits: dict[str, tuple[QCheckBox, QSpinBox]] = {}
        self._build(others)
        self.add_buttons("保存" if node.uid else "添加")
        self.keep_fields(self._kept_fields())
        self.name.setFocus()

    def _build(self, others: Sequence[MilestoneView]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_M)
        lines: list[tuple[str, QWidget, bool]] = [
            ("节点名称", self.name, True),
            ("工期", _pair(self.days, self.kind), False),
            ("计划开始", self.start, False),
            ("计划完成", self.due, False),
            ("前置节点", self._links(others), False),
            ("实际开始", self.begun, False),
            ("完成日期", self.finished_on, False),
        ]
        for number, (words, field, must) in enumerate(lines):
            name = field_name(words, must=must)
            if field.layout() is None:
                name.setBuddy(field)
                field.setAccessibleName(words)
            top = Qt.AlignmentFlag.AlignTop if words == "前置节点" else Qt.AlignmentFlag(0)
            grid.addWidget(name, number, 0, top)
            grid.addWidget(field, number, 1)
        grid.setColumnStretch(1, 1)
        self.body.addWidget(self.said)
        self.body.addLayout(grid)
        hint = "工期和一头的日期填好，另一头自动算出；要按时限倒推，填工期和前置节点后用“倒排工期”。"
        self.body.addWidget(label(hint, "small", wrap=True))

    def _kept_fields(self) -> dict[str, QWidget]:
        fields: dict[str, QWidget] = {
            "name": self.name,
            "days": self.days,
            "kind": self.kind,
            "start": self.start,
            "due": self.due,
            "begun": self.begun,
            "finished": self.finished_on,
        }
        for uid, (check, lag) in self.waits.items():
            fields |= {f"after.{uid}": check, f"lag.{uid}": lag}
        return fields

    def _links(self, others: Sequence[MilestoneView]) -> QWidget:
        if not others:
            return label("还没有别的节点", "faint")
        body = QWidget()
        body.setProperty("part", "plain")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, GAP_M, 0)
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        for number, other in enumerate(others):
            check = QCheckBox(other.name)
            check.setChecked(other.uid in self._was.links)
            lag = _spin(-MOST_DAYS, MOST_DAYS, self._was.links.get(other.uid, 0), f"{other.name}之后隔几天")
            lag.setSuffix(" 天后")
            lag.setVisible(check.isChecked())
            lag.setToolTip("完成后再隔几天开始；负数表示可以提前搭接")
            check.toggled.connect(lag.setVisible)
            grid.addWidget(check, number, 0)
            grid.addWidget(lag, number, 1)
            self.waits[other.uid] = check, lag
        grid.setColumnStretch(0, 1)
        return body

    def filled(self) -> NodeDraft:
        """What the form says: of first day, length and last day the one that was not touched follows."""
        was, today = self._was, self._today
        start, due = day_of(self.start, "计划开始", today), day_of(self.due, "计划完成", today)
        days, kind = self.days.value() or None, DayKind(self.kind.currentData())
        if days is not None and start is not None and due == was.due and (days, kind, start) != (
            was.days, was.day_kind, was.start,
        ):  # fmt: skip
            due = None
        return NodeDraft(
            name=self.name.text(),
            days=days,
            day_kind=kind,
            after={uid: lag.value() for uid, (check, lag) in self.waits.items() if check.isChecked()},
            start=start,
            due=due,
            begun_on=day_of(self.begun, "实际开始", today),
            done_on=day_of(self.finished_on, "完成日期", today),
        )

    def deed(self) -> Write[Changes]:
        """Save the node."""
        return self._save(self.filled())


class FinishDialog(SavingDialog):
    """On which day a node was done."""

    def __init__(
        self,
        parent: QWidget,
        door: Door,
        node: MilestoneView,
        today: date,
        *,
        save: Callable[[date | None], Write[Changes]],
    ) -> None:
        """Offer today, or the day it has."""
        super().__init__(parent, "节点完成", door)
        self._save, self._today = save, today
        self.day = _date(node.done_on or today)
        self.day.setAccessibleName("完成日期")
        self.body.addWidget(self.said)
        self.body.addWidget(label(f"“{node.name}”在哪一天完成？", wrap=True))
        self.body.addLayout(row(field_name("完成日期"), self.day))
        self.add_buttons("完成")
        self.day.selectAll()
        self.day.setFocus()

    def deed(self) -> Write[Changes]:
        """Say that it is done."""
        found = day_of(self.day, "完成日期", self._today)
        if found is None:
            raise UnreadableError("没有写完成日期，没有保存。请写上日期，或按取消。")
        return self._save(found)


def _date(day: date | None) -> DateField:
    made = DateField()
    made.setText("" if day is None else day.isoformat())
    made.setPlaceholderText(_UNSET)
    return made


def _spin(least: int, most: int, value: int, name: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    made.setValue(value)
    made.setAccessibleName(name)
    made.setAccelerated(True)
    return made


def _pair(left: QWidget, right: QWidget) -> QWidget:
    made = QWidget()
    line = row(left, right, None)
    line.setContentsMargins(0, 0, 0, 0)
    made.setLayout(line)
    return made
