"""The form of a rung, for one matter or many, and the record by which one is taken off."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.ladder import SIGNERS, Exemption, Need, Rung
from ducha_desktop.domain.procedure import Role
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.services.views import EscalationView
from ducha_desktop.ui.operations.ladder import Batch, Target
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme
from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.basics import Banner, field_name, label
from ducha_desktop.ui.widgets.editors import DateField
from ducha_desktop.ui.widgets.filters import short
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

    from ducha_desktop.services.ladder_pressing import Lifting, Pressing

_NAMED, _LONGEST = 3, 60
_HINTS = {
    "words": "要单位做到什么，如 十日内报整改结果",
    "officer": "现场盯办的人",
    "approver": "签批人的姓名",
    "basis": "文件、会议或批示",
    "skip": "为什么不按次序",
    "evidence": "凭据的名称，如 县长批示件",
}
_WORDS = {need.value: need.word for need in Need} | {
    "words": "要求",
    "role": "批准人身份",
    "skip": "越级理由",
    "exempt": "免按次序",
    "on": "日期",
    "medium": "途径",
    "evidence": "凭据",
}


class PressDialog(FormDialog):
    """Asks for what a rung demands; what the rules do not allow as it stands is said above the fields."""

    def __init__(self, parent: QWidget, batch: Batch, today: date) -> None:
        """Build the form for the matters that may come to the rung."""
        offer = batch.offer
        super().__init__(parent, offer.rung.word, width=500)
        self._batch, self._today = batch, today
        self._asked: dict[str, QWidget] = {}
        self.body.addWidget(label(_about(batch.allowed), "body", wrap=True))
        self.body.addWidget(label(f"规则：{offer.rule}。", "soft", wrap=True))
        if batch.refused:
            self.body.addWidget(Banner("yellow", f"另有不能办的，不会改动：{batch.why_not}。"))
        if self._skips:
            passed = "确需越级的，写明越级理由、批准人和依据；弄虚作假、阻碍督查的，可以免按次序。"
            self.body.addWidget(Banner("yellow", f"{offer.out_of_order}{passed}"))
        self.body.addWidget(self.said)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        for key in self._keys():
            self._asked[key] = self._make(key)
            name = field_name(_WORDS[key], must=any(need.value == key for need in offer.needs))
            name.setMinimumWidth(theme.px(72))
            form.addRow(name, self._asked[key])
        self.body.addLayout(form)
        many = f" {len(batch.allowed):,} 项" if len(batch.allowed) > 1 else ""
        self.add_buttons(f"{offer.rung.word}{many}")
        self.keep_fields(self._asked)

    @property
    def pressing(self) -> "Pressing":
        """What was filled in."""
        from ducha_desktop.services.ladder_pressing import Pressing

        role, exempt = self._text("role"), self._text("exempt")
        return Pressing(
            on=self._day("on"),
            due=self._day("due"),
            reason=self._text("reason"),
            words=self._text("words"),
            basis=self._text("basis"),
            officer=self._text("officer"),
            approver=self._text("approver"),
            role=Role(role) if role else None,
            skip=self._text("skip"),
            exempt=Exemption(exempt) if exempt else None,
            medium=Medium(self._text("medium")),
            evidence=self._text("evidence"),
        )

    def field(self, key: str) -> QWidget:
        """The editor of one value."""
        return self._asked[key]

    @override
    def accept(self) -> None:
        """Leave only with what the rung demands and readable days."""
        exempt = bool(self._text("exempt"))
        spared = {Need.REASON, Need.BASIS} if exempt else set()
        needs = [need for need in self._batch.offer.needs if need not in spared]
        lacking = [need.word for need in needs if not self._text(need.value)]
        if self._skips and not exempt:
            lacking += [_WORDS[key] for key in ("skip", "approver", "basis") if not self._text(key)]
        unread = [_WORDS[key] for key in ("due", "on") if self._text(key) and self._day(key) is None]
        if lacking:
            self.said.say(f"请填写{'、'.join(dict.fromkeys(lacking))}。", "red")
        elif unread:
            self.said.say(f"{'、'.join(unread)}请写成 {self._today.isoformat()} 的样子。", "red")
        else:
            super().accept()

    @property
    def _skips(self) -> bool:
        return bool(self._batch.offer.out_of_order) and len(self._batch.allowed) == 1

    def _keys(self) -> list[str]:
        offer = self._batch.offer
        if offer.rung is Rung.URGE:
            return ["words", "due", "on", "medium"]
        skips = ["skip", "exempt"] if self._skips else []
        officer = ["officer"] if Need.OFFICER in offer.needs else []
        keys = ["reason", "words", "due", *officer, "approver", "role", "basis", *skips]
        return [*keys, "on", "medium", "evidence"]

    def _make(self, key: str) -> QWidget:
        made: QWidget
        offer = self._batch.offer
        if key in {"due", "on"}:
            made = DateField()
            proposed = offer.due if key == "due" else self._today
            made.setText(proposed.isoformat() if proposed else "")
        elif key == "words":
            long = QPlainTextEdit()
            long.setTabChangesFocus(True)
            long.setFixedHeight(theme.px(56))
            long.setPlaceholderText(_HINTS[key])
            made = long
        elif key == "reason" and offer.reasons:
            made = _combo([("（请选择）", ""), *((reason, reason) for reason in offer.reasons)])
        elif key == "role":
            made = _combo([(role.word, role.value) for role in SIGNERS[SIGNERS.index(offer.signer) :]])
        elif key == "exempt":
            made = _combo([("（不属于）", ""), *((each.word, each.value) for each in Exemption)])
        elif key == "medium":
            made = _combo([(each.word, each.value) for each in Medium if each is not Medium.SYSTEM])
        else:
            line = QLineEdit()
            line.setPlaceholderText(_HINTS.get(key, ""))
            made = line
        made.setAccessibleName(_WORDS[key])
        return made

    def _text(self, key: str) -> str:
        field = self._asked.get(key)
        if isinstance(field, QComboBox):
            return str(field.currentData() or "")
        return editors.value(field).strip() if field is not None else ""

    def _day(self, key: str) -> date | None:
        words = self._text(key)
        return read_deadline(words, year=self._today.year, today=self._today).due if words else None


class LiftDialog(FormDialog):
    """摘牌 and the like: only by record, with the day, the words and by whom."""

    def __init__(self, parent: QWidget, step: EscalationView, number: str, today: date) -> None:
        """Build the form for one rung of a matter."""
        self._lifting = Rung(step.rung).lifting
        super().__init__(parent, self._lifting, width=440)
        self._today = today
        about = f"{number}　{step.word}（{step.on}，{step.number}）"
        self.body.addWidget(label(about, "body", wrap=True))
        self.body.addWidget(self.said)
        self.words, self.by, self.on = QPlainTextEdit(), QLineEdit(), DateField()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.px(60))
        self.words.setPlaceholderText("整改、核查的结果")
        self.by.setPlaceholderText("决定人的姓名、职务")
        self.on.setText(today.isoformat())
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        lines: tuple[tuple[str, QWidget], ...] = (
            ("理由", self.words),
            ("决定人", self.by),
            ("日期", self.on),
        )
        for name, field in lines:
            field.setAccessibleName(name)
            form.addRow(field_name(name, must=field is self.words), field)
        self.body.addLayout(form)
        self.add_buttons(self._lifting)
        self.keep_fields({"words": self.words, "by": self.by, "on": self.on})

    @property
    def lifting(self) -> "Lifting":
        """What was filled in."""
        from ducha_desktop.services.ladder_pressing import Lifting

        return Lifting(self.words.toPlainText().strip(), self.by.text().strip(), self._day())

    @override
    def accept(self) -> None:
        """Leave only with a reason and a readable day."""
        if not self.words.toPlainText().strip():
            self.said.say("请填写理由。", "red")
        elif self.on.text().strip() and self._day() is None:
            self.said.say(f"日期请写成 {self._today.isoformat()} 的样子。", "red")
        else:
            super().accept()

    def _day(self) -> date | None:
        words = self.on.text().strip()
        return read_deadline(words, year=self._today.year, today=self._today).due if words else None


def _combo(choices: list[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    for words, code in choices:
        made.addItem(words, code)
    return made


def _about(targets: tuple[Target, ...]) -> str:
    if len(targets) == 1:
        return f"{targets[0].number}　{short(targets[0].title, _LONGEST)}"
    names = "、".join(each.number for each in targets[:_NAMED])
    return f"{len(targets):,} 项：{names}{'等' if len(targets) > _NAMED else ''}。每项各编一个文号。"
