"""First start: three questions, then the workbench."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.domain.vocabulary import OfficeRole
from ducha_desktop.runtime.clock import Clock
from ducha_desktop.services.office import Office
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import office as office_ops
from ducha_desktop.ui.operations.office import Founding
from ducha_desktop.ui.run import with_progress
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL
from ducha_desktop.ui.widgets.basics import Banner, Card, button, keep_most, keep_width, label, row
from ducha_desktop.ui.widgets.choices import Option, Options

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

LEVELS = ("县", "市", "区", "旗")
_LEVEL_ENDS = (*LEVELS, "州", "盟", "乡", "镇")
"""How a name ends that says its level itself."""

_ROLES: Sequence[Option] = (
    Option(OfficeRole.COUNTY, "县督查室", "统管全县台账，出三级督办卡", Icon.OFFICE),
    Option(OfficeRole.DEPARTMENT, "县直部门", "管本部门承办的事项", Icon.STACK),
    Option(OfficeRole.TOWNSHIP, "乡镇街道", "管本乡镇承办的事项", Icon.FLAG),
)
_EXAMPLES = {
    OfficeRole.COUNTY: "可以不填，按县名自动生成",
    OfficeRole.DEPARTMENT: "必填，例如：云岭县水务局",
    OfficeRole.TOWNSHIP: "必填，例如：云岭县河西乡",
}
"""What stands in the empty field for the full name of the unit."""

_STARTS: Sequence[Option] = (
    Option("demo", "先看示例县", "装入一个虚构县的 600 多件事项，随便试用", Icon.DEMO),
    Option("empty", "从空台账开始", "接着可以导入现有的 Excel 台账", Icon.FILE),
)


class FirstStart(QScrollArea):
    """Asks which county, which office, demo or empty; `founded(office)` when the ledger is made."""

    founded = Signal(object)

    def __init__(self, door: Door, folder: Path, clock: Clock) -> None:
        """Build the questions; the ledger will be made in `folder`."""
        super().__init__()
        self._door, self._folder, self._clock = door, folder, clock
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.county, self.level, self.office_name = QLineEdit(), QComboBox(), QLineEdit()
        self.role, self.start = Options(_ROLES), Options(_STARTS, chosen=False)
        self._wrong = Banner()
        self._go = button("开始使用", self._begin, kind="primary")
        self._always = QWidget(self)
        self._always.setProperty("part", "canvas")
        self._always.setLayout(row(None, gap=0))
        self.setWidget(self._build())
        self._connect()
        self._suit()
        self._suit_role()
        self.setFocusProxy(self.start)

    @property
    def answers(self) -> Founding:
        """What was answered."""
        demo = self.start.picked == "demo"
        return Founding(
            county=self._whole_name(),
            level=self.level.currentText(),
            role=OfficeRole(self.role.picked),
            office=self.office_name.text().strip(),
            demo=demo,
        )

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Where the questions are taller than the window, what begins stands below them, and is not scrolled away."""
        tall = self._go.sizeHint().height()
        canvas = self.widget().layout()
        inside = canvas.totalHeightForWidth(self.width()) if canvas is not None else 0
        below = inside + (tall if self._go.parentWidget() is self._always else 0) > self.height()
        line = self._always.layout() if below else self._foot
        if line is not None and line.indexOf(self._go) < 0:
            line.addWidget(self._go)
        strip = tall + 2 * GAP_L if below else 0
        self.setViewportMargins(0, 0, 0, strip)
        self._always.setVisible(below)
        self._always.setContentsMargins(GAP_XL, GAP_L, 2 * GAP_XL, GAP_L)
        self._always.setGeometry(0, self.height() - strip, self.width(), strip)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter begins, wherever the cursor stands; before anything is chosen it only says what is to be chosen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._begin()
        else:
            super().keyPressEvent(event)

    def _build(self) -> QWidget:
        canvas = QWidget()
        canvas.setProperty("part", "canvas")
        sheet = Card()
        keep_most(sheet, 680)
        sheet.body.setSpacing(GAP_M)
        sheet.body.setContentsMargins(2 * GAP_XL, 2 * GAP_XL, 2 * GAP_XL, 2 * GAP_XL)
        greeting: tuple[QWidget, ...] = (
            label("欢迎使用督查台账", "display"),
            label(f"回答三个问题就可以开始。数据只保存在本机：{self._folder}", "soft", wrap=True),
            self._wrong,
        )
        for line in greeting:
            sheet.body.addWidget(line)
        sheet.body.addSpacing(GAP_L)
        for number, question, part in (
            ("1", "先看看，还是直接用？", self.start),
            ("2", "哪个县（市、区）？", self._where()),
            ("3", "这台电脑上是哪个单位在用？", self.role),
        ):
            sheet.body.addWidget(label(f"{number}　{question}", "section"))
            sheet.body.addWidget(part)
            sheet.body.addSpacing(GAP_L)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        self._foot.addWidget(self._go)
        sheet.body.addLayout(self._foot)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(sheet, 8)
        across.addStretch(1)
        down = QVBoxLayout(canvas)
        down.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(1)
        return canvas

    def _where(self) -> QWidget:
        box = QWidget()
        form = QFormLayout(box)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        self.county.setPlaceholderText("例如：云岭县")
        self.county.setAccessibleName("县（市、区）名称")
        self.level.addItems(list(LEVELS))
        self.level.setAccessibleName("级别")
        keep_width(self.level, 80)
        line = QHBoxLayout()
        line.setSpacing(GAP_M)
        line.addWidget(self.county, 1)
        line.addWidget(self.level)
        form.addRow(label("名称", "soft"), line)
        self.office_name.setAccessibleName("单位全称")
        form.addRow(label("单位全称", "soft"), self.office_name)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return box

    def _connect(self) -> None:
        self.start.changed.connect(self._suit)
        self.role.changed.connect(self._suit_role)
        self.county.textEdited.connect(self._guess_level)

    def _suit(self) -> None:
        demo = self.start.picked == "demo"
        for field in (self.county, self.level, self.office_name, self.role):
            field.setEnabled(not demo)
        if demo and not self.county.text():
            self.county.setPlaceholderText("示例为虚构的云岭县")
        elif self.start.picked:
            self.county.setPlaceholderText("例如：云岭县")
            self.county.setFocus()

    def _suit_role(self) -> None:
        """A county office is called after its county; nobody can guess which department or township it is."""
        self.office_name.setPlaceholderText(_EXAMPLES[OfficeRole(self.role.picked)])

    def _whole_name(self) -> str:
        """The county with its level: whoever types 清河 and leaves 县 beside it means 清河县."""
        name = self.county.text().strip()
        return name if not name or name.endswith(_LEVEL_ENDS) else name + self.level.currentText()

    def _guess_level(self, name: str) -> None:
        if name and not self.start.picked:
            self.start.pick("empty")  # whoever names the county wants a ledger of his own
        if name and name[-1] in LEVELS:
            self.level.setCurrentText(name[-1])

    def _begin(self) -> None:
        answers = self.answers
        if not self.start.picked:
            self._wrong.say("请先选“先看示例县”或“从空台账开始”：点一下，或按方向键和空格。", "accent")
            self.start.setFocus()
            return
        if not answers.demo and not answers.county:
            self._wrong.say("请先填写县（市、区）的名称。", "red")
            self.county.setFocus()
            return
        if not answers.demo and answers.role is not OfficeRole.COUNTY and not answers.office:
            self._wrong.say("请填写本单位的全称，部门和乡镇的名称不能由县名得出。", "red")
            self.office_name.setFocus()
            return
        founding = office_ops.found(self._folder, self._clock, answers)
        heading = "正在装入示例县" if answers.demo else "正在建立台账"
        with_progress(self, self._door, founding, heading=heading, then=self._founded)

    def _founded(self, office: Office) -> None:
        self.founded.emit(office)
