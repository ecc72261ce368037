"""The small form of an action: the day, how it reached the office, and what the action needs."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ducha_desktop.domain.procedure import SIX_CHECKS, Effect, Guard, why_not_on
from ducha_desktop.domain.states import Action, Transition
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.services.views import MatterRow, Possible
from ducha_desktop.ui.operations.matters import Act
from ducha_desktop.ui.pages.ledger.columns import days_words, due_words, state_words
from ducha_desktop.ui.pages.ledger.detail_words import asked_words
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S, theme
from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.basics import column, field_name, label
from ducha_desktop.ui.widgets.editors import DateField
from ducha_desktop.ui.widgets.filters import short
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_LONGEST = 80
"""Characters of a title that say which matter it is; the tooltip has all of it."""
_LABELS = {
    "due": "新的时限",
    "reason": "理由",
    "percent": "完成比例",
    "text": "进展情况",
    "problems": "存在问题",
    "next_steps": "下步措施",
    "person": "经办人",
}
_HINTS = {"due": "12月31日前、每月25日前", "percent": "百分数，如 85"}
_REPORTED = ("percent", "text", "problems", "next_steps")
_LONG = frozenset({"reason", "text", "problems", "next_steps"})


_AS_ASKED = "不填就按申请的时限"
_EVIDENCE = "凭据的名称，如 签收回执、会议纪要第 3 号"
_WHOEVER = "（按程序）"


def fields_of(line: Transition, now: Possible | None = None) -> tuple[str, ...]:
    """What the form of an action asks for; who signs last may grant another day than was asked for."""
    if line.action is Action.REPORT:
        return ("percent", "text", "problems", "next_steps", "person")
    if line.action is Action.SIGN:
        return ("person", *line.needs)
    if line.action is Action.EXTEND:
        return (*line.needs, "text", "person")
    granted = ("due",) if Effect.EXTEND in line.effects and (now is None or now.step == now.of) else ()
    return (*granted, *(line.needs or ("reason",)), "person")


class ActDialog(FormDialog):
    """Asks for what an action needs; the day is today unless the paper says otherwise."""

    def __init__(
        self,
        parent: QWidget,
        row: MatterRow,
        line: Transition,
        today: date,
        *,
        about: str = "",
        now: Possible | None = None,
    ) -> None:
        """Build the form of an action for one matter, or for those that `about` names.

        Args:
            parent: the screen.
            row: the matter, or the first of them.
            line: what is to be done.
            today: the day that is proposed.
            about: which matters, where there are several.
            now: whose turn it is, where that is known.
        """
        super().__init__(parent, now.word if now else line.word, width=480)
        self._line, self._today = line, today
        self._asked: dict[str, QWidget] = {}
        self._checks = Checks() if Guard.SIX_CHECKS in line.guards else None
        what = label(about or f"{row.number}　{short(row.title, _LONGEST)}", "body", wrap=True)
        what.setToolTip("" if about else row.title)
        self.body.addLayout(
            column(what, *(() if about else (label(_present(row, now), "soft", wrap=True),)), gap=GAP_S)
        )
        self.body.addWidget(self.said)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        for key in fields_of(line, now):
            self._asked[key] = self._make(key)
            form.addRow(_name(_LABELS[key], must=key in line.needs), self._asked[key])
        self._role = _roles(line, now)
        form.addRow(_name("由谁办"), self._role)
        self._on, self._medium, self._evidence = DateField(), QComboBox(), QLineEdit()
        self._evidence.setPlaceholderText(_EVIDENCE)
        self._on.setText(today.isoformat())
        for medium in Medium:
            if medium is not Medium.SYSTEM:
                self._medium.addItem(medium.word, medium)
        form.addRow(_name("日期"), self._on)
        form.addRow(_name("途径"), self._medium)
        form.addRow(_name("凭据"), self._evidence)
        self.body.addLayout(form)
        if self._checks is not None:
            self.body.addWidget(self._checks)
            self._checks.passed.connect(lambda: self.said.say(""))
        self.add_buttons(line.word)
        self.keep_fields(
            {
                **self._asked,
                "on": self._on,
                "medium": self._medium,
                "role": self._role,
                "evidence": self._evidence,
            }
        )

    @property
    def deed(self) -> Act:
        """What was filled in."""
        values = {key: editors.value(field) for key, field in self._asked.items()}
        values["role"] = self._role.currentData() or ""
        return Act(
            line=self._line,
            on=self._day(),
            medium=Medium(self._medium.currentData()),
            values={key: text for key, text in values.items() if text},
            evidence=self._evidence.text().strip(),
        )

    def field(self, key: str) -> QWidget:
        """The editor of one value."""
        return self._asked[key]

    @override
    def accept(self) -> None:
        """Leave only with what the action needs and a readable day."""
        lacking = [_LABELS[need] for need in self._line.needs if not editors.value(self._asked[need])]
        if lacking:
            self.said.say(f"请填写{'、'.join(lacking)}。", "red")
        elif self._line.action is Action.REPORT and not self._says_anything():
            self.said.say("请填写完成比例或进展情况，空的进展没有登记。", "red")
        elif self._checks is not None and (failed := self._checks.failed):
            self.said.say(f"还有没有核对的：{'、'.join(failed)}。有一项不符合，就退回重办。", "red")
        elif self._on.text().strip() and self._day() is None:
            self.said.say(f"日期请写成 {self._today.isoformat()} 的样子。", "red")
        elif (on := self._day()) is not None and (why := why_not_on(on, self._today)):
            self.said.say(why, "red")
        else:
            super().accept()

    def _says_anything(self) -> bool:
        """A report without a word or a figure would only move the matter on."""
        return any(editors.value(self._asked[key]) for key in _REPORTED)

    def _day(self) -> date | None:
        try:
            return date.fromisoformat(self._on.text().strip())
        except ValueError:
            return None

    def _make(self, key: str) -> QWidget:
        made: QWidget
        if key == "due":
            made = DateField()
            made.setPlaceholderText(_HINTS[key] if key in self._line.needs else _AS_ASKED)
        elif key in _LONG:
            long = QPlainTextEdit()
            long.setTabChangesFocus(True)
            long.setFixedHeight(theme.px(60))
            made = long
        else:
            made = QLineEdit()
            made.setPlaceholderText(_HINTS.get(key, ""))
        made.setAccessibleName(_LABELS[key])
        return made


def _present(row: MatterRow, now: Possible | None) -> str:
    """How the matter stands, so that nobody has to leave the form to see what is to be changed."""
    due = "，".join(part for part in (row.due_text or due_words(row), days_words(row)) if part)
    percent = "" if row.progress_percent is None else f"进度 {row.progress_percent:g}%"
    asked = asked_words(now)
    return "　".join(part for part in (f"现在{state_words(row)}", f"时限 {due}", asked, percent) if part)


def _name(words: str, *, must: bool = False) -> QLabel:
    """The word before a field; all forms of actions have their fields below one another."""
    made = field_name(words, must=must)
    made.setMinimumWidth(theme.px(56))
    return made


class Checks(QWidget):
    """The six checks before a matter is presented for closing; each is ticked by hand, `passed` when all are."""

    passed = Signal()

    def __init__(self) -> None:
        """None is ticked."""
        super().__init__()
        self._boxes = {words: QCheckBox(words) for words in SIX_CHECKS}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP_S)
        grid.addWidget(label("六项审核", "soft"), 0, 0, 1, 3)
        for place, box in enumerate(self._boxes.values()):
            grid.addWidget(box, 1 + place // 3, place % 3)
            box.toggled.connect(self._ticked)

    @property
    def failed(self) -> list[str]:
        """Those not ticked."""
        return [words for words, box in self._boxes.items() if not box.isChecked()]

    def _ticked(self) -> None:
        if not self.failed:
            self.passed.emit()


def _roles(line: Transition, now: Possible | None) -> QComboBox:
    """Who may have done it; of a decision with several signatures only whose turn it is."""
    made = QComboBox()
    if line.chain is not None and now is None:
        made.addItem(_WHOEVER, "")
    for role in now.who if now is not None else () if line.chain is not None else line.by:
        made.addItem(role.word, role.value)
    return made
