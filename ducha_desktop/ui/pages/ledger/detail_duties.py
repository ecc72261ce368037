"""Who answers for a matter beyond the three levels: the chain of responsibility, and another lead unit (改派)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ducha_desktop.domain.chains import USUAL_POSTS, read_links
from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import Stage
from ducha_desktop.services.views import MatterDetail
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, origins
from ducha_desktop.ui.run import take_back
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import button, field_name, label, row
from ducha_desktop.ui.widgets.editors import DateField, NamesField
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_OVER = frozenset({Stage.CLOSED, Stage.CANCELLED})


class Duties(QWidget):
    """Two buttons beside 三级责任."""

    def __init__(self, door: Door) -> None:
        """Start without a matter."""
        super().__init__()
        self._door = door
        self._matter: MatterDetail | None = None
        self.chain = button("责任链…", self.edit_chain, kind="link")
        self.reassign = button("改派…", self._ask_units, kind="link")
        line = row(self.chain, self.reassign, gap=4)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    def show_duties(self, matter: MatterDetail) -> None:
        """Serve this matter; a closed one gets no other lead."""
        self._matter = matter
        self.reassign.setEnabled(matter.row.stage not in _OVER)
        self.reassign.setToolTip("换一个牵头单位，写明理由" if self.reassign.isEnabled() else "事项已经结束")

    def edit_chain(self) -> None:
        """Write the chain anew."""
        matter = self._matter
        if matter is None:
            return
        dialog = ChainDialog(self, matter)
        if dialog.exec() and dialog.values:
            deed = origins.set_chain(matter.row.uid, matter.row.number, dialog.text.toPlainText())
            deed.then(self._said).start(self._door, self)
        dialog.deleteLater()

    def _ask_units(self) -> None:
        origins.unit_names().latest("units").then(self._reassign).start(self._door, self)

    def _reassign(self, units: Sequence[str]) -> None:
        matter = self._matter
        if matter is None:
            return
        dialog = ReassignDialog(self, matter, units, self._door.office.today)
        if dialog.exec():
            deed = origins.reassign(
                matter.row.uid,
                matter.row.number,
                dialog.unit.text().strip(),
                reason=dialog.reason.toPlainText().strip(),
                evidence=dialog.evidence.text().strip(),
                on=dialog.on,
            )
            deed.then(self._said).start(self._door, self)
        dialog.deleteLater()

    def _said(self, done: tuple[None, Changes]) -> None:
        if done[1].words:
            ask.toast(self, f"已{done[1].words}", undo=self._undo)

    def _undo(self) -> None:
        take_back(self, self._door)


def chain_lines(matter: MatterDetail) -> str:
    """The chain as its dialog has it: one link a line."""
    return "\n".join(f"{part.post}：{part.name}" for part in matter.assignments if part.role == "chain")


class ChainDialog(FormDialog):
    """One link a line, `县长：姓名`, from the top."""

    def __init__(self, parent: QWidget, matter: MatterDetail) -> None:
        """Begin with the chain there is."""
        super().__init__(parent, f"责任链：{matter.row.number}", width=460)
        note = f"从上到下一行一级，最多八级，写“职务：姓名”。常用：{'、'.join(USUAL_POSTS)}。"
        self.text = QPlainTextEdit(chain_lines(matter))
        self.text.setPlaceholderText("县长：姓名\n分管副县长：姓名\n主管局长：姓名\n乡镇长：姓名")
        self.text.setAccessibleName("责任链，一行一级")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(208))
        self.body.addWidget(label(note, "soft", wrap=True))
        self.body.addWidget(self.said)
        self.body.addWidget(self.text)
        self.add_buttons("保存")
        self.keep_fields({"text": self.text})
        self.text.setFocus()

    @override
    def accept(self) -> None:
        """Leave only with links that can be a chain."""
        try:
            read_links(self.text.toPlainText())
        except WrongUseError as error:
            self.said.say(error.message, "red")
            self.text.setFocus()
            return
        super().accept()


class ReassignDialog(FormDialog):
    """The new lead unit, why, since when and on what paper."""

    def __init__(self, parent: QWidget, matter: MatterDetail, units: Sequence[str], today: date) -> None:
        """Name who leads now."""
        super().__init__(parent, f"改派：{matter.row.number}", width=480)
        self._today, self._now = today, matter.row.lead_unit
        self.unit, self.day = NamesField(units), DateField()
        self.reason, self.evidence = QPlainTextEdit(), QLineEdit()
        self.day.setText(today.isoformat())
        self.reason.setFixedHeight(theme.px(72))
        self.reason.setTabChangesFocus(True)
        self.unit.setPlaceholderText("一个单位，可以输入拼音首字母")
        self.evidence.setPlaceholderText("如 县政府办通知，可以不填")
        self.body.addWidget(label(f"现在的牵头单位：{self._now or '没有'}", "soft", wrap=True))
        self.body.addWidget(self.said)
        for words, field, must in (
            ("新的牵头单位", self.unit, True), ("理由", self.reason, True), ("改派日期", self.day, True),
            ("依据", self.evidence, False),
        ):  # fmt: skip
            field.setAccessibleName(words)
            self.body.addWidget(field_name(words, must=must))
            self.body.addWidget(field)
        self.add_buttons("改派")
        self.keep_fields(
            {"unit": self.unit, "reason": self.reason, "day": self.day, "evidence": self.evidence}
        )
        self.unit.setFocus()

    @property
    def on(self) -> date | None:
        """The day, None where none can be read."""
        return read_deadline(self.day.text().strip(), year=None, today=self._today).due

    @override
    def accept(self) -> None:
        """Leave only with another unit, a reason and a day."""
        unit = self.unit.text().strip()
        if not unit or unit == self._now:
            self.said.say("请写新的牵头单位，和现在的不同。", "red")
            self.unit.setFocus()
        elif not self.reason.toPlainText().strip():
            self.said.say("请写明改派的理由。", "red")
            self.reason.setFocus()
        elif self.on is None or self.on > self._today:
            self.said.say("改派日期请写今天或以前的日期。", "red")
            self.day.setFocus()
        else:
            super().accept()
