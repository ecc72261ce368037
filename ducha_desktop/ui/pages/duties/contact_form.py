"""The form of a contact: which units, how, what for, what was found; it says when a unit is asked too much."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from ducha_desktop.domain.burden import ContactKind, ContactMethod
from ducha_desktop.services.contacts import ContactDraft
from ducha_desktop.ui.operations import Door, matters
from ducha_desktop.ui.operations import obligations as ops
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme
from ducha_desktop.ui.widgets.basics import Banner, field_name
from ducha_desktop.ui.widgets.editors import DateField, NamesField
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

if TYPE_CHECKING:
    from ducha_desktop.services.obligations import UnitChoice
    from ducha_desktop.services.views import MatterRow

_SPLIT = str.maketrans("，,；;\n", "、、、、、")


class ContactForm(FormDialog):
    """`draft` is what was filled in, once it was accepted."""

    def __init__(self, parent: QWidget, door: Door, units: "Sequence[UnitChoice]", today: date) -> None:
        """An empty form for today."""
        super().__init__(parent, "登记督查记录", width=520)
        self.door = door
        self.draft: ContactDraft | None = None
        self.matter: MatterRow | None = None
        self._uids = {unit.name: unit.uid for unit in units}
        self.units, self.on = NamesField(list(self._uids)), DateField()
        self.kind, self.method = QComboBox(), QComboBox()
        self.number, self.officer = QLineEdit(), QLineEdit()
        self.words, self.finding = _long(), _long()
        self.warned = Banner()
        self._lay(today)
        self.add_buttons("登记")
        self.keep_fields(self._asked)
        self.units.textChanged.connect(lambda _text: self._ask())
        self.on.textChanged.connect(lambda _text: self._ask())
        self.number.textChanged.connect(lambda _text: self._find())
        self.units.setFocus()

    @property
    def _asked(self) -> dict[str, QWidget]:
        return {
            "units": self.units, "kind": self.kind, "method": self.method, "on": self.on, "number": self.number,
            "officer": self.officer, "words": self.words, "finding": self.finding,
        }  # fmt: skip

    @override
    def accept(self) -> None:
        """Leave only with units of the register and a day."""
        named = self._named()
        unknown = [name for name in named if name not in self._uids]
        if not named or unknown:
            self.said.say(
                f"名册里没有“{unknown[0]}”，请从名册里选。" if unknown else "请写明是哪个单位。", "red"
            )
        elif self._day() is None:
            self.said.say("日期请写成 2026-11-22 的样子。", "red")
        elif self.number.text().strip() and self.matter is None:
            self.said.say(f"没有找到编号为“{self.number.text().strip()}”的事项，请核对，或者空着。", "red")
        else:
            self.draft = self._filled(named)
            super().accept()

    def _filled(self, named: Sequence[str]) -> ContactDraft:
        return ContactDraft(
            units=tuple(self._uids[name] for name in named),
            kind=ContactKind(self.kind.currentData()),
            method=ContactMethod(self.method.currentData()),
            on=self._day(),
            matter=self.matter.uid if self.matter else None,
            words=self.words.toPlainText(),
            officer=self.officer.text(),
            finding=self.finding.toPlainText(),
        )

    def _named(self) -> list[str]:
        return [name for part in self.units.text().translate(_SPLIT).split("、") if (name := part.strip())]

    def _day(self) -> date | None:
        try:
            return date.fromisoformat(self.on.text().strip())
        except ValueError:
            return None

    def _lay(self, today: date) -> None:
        for combo, every in ((self.kind, ContactKind), (self.method, ContactMethod)):
            for each in every:
                combo.addItem(each.word, each.value)
        self.kind.setCurrentIndex(self.kind.findData(ContactKind.VISIT.value))
        self.method.setCurrentIndex(self.method.findData(ContactMethod.INSPECTION.value))
        self.on.setText(today.isoformat())
        self.units.setPlaceholderText("可以写几个单位，用、分开")
        self.number.setPlaceholderText("为哪个事项；没有就空着")
        self.body.addWidget(self.said)
        self.body.addWidget(self.warned)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        words = {
            "units": "单位", "kind": "类别", "method": "方式", "on": "日期", "number": "事项编号", "officer": "督查人员",
            "words": "督查内容", "finding": "发现的问题",
        }  # fmt: skip
        for key, field in self._asked.items():
            field.setAccessibleName(words[key])
            name = field_name(words[key], must=key in {"units", "on"})
            name.setBuddy(field)
            form.addRow(name, field)
        self.body.addLayout(form)

    def _find(self) -> None:
        number = self.number.text().strip()
        self.matter = None
        if number:
            finding = matters.find(number).latest("number").failed(lambda _error: None)
            finding.then(self._found).start(self.door, self)

    def _found(self, row: "MatterRow") -> None:
        self.matter = row
        self._ask()

    def _ask(self) -> None:
        """How much the units are asked for already."""
        uids = [self._uids[name] for name in self._named() if name in self._uids]
        day = self._day()
        if not uids or day is None:
            self.warned.say("")
            return
        about = [self.matter.uid] * len(uids) if self.matter else []
        asking = ops.warning(uids, day, about).latest("warning")
        asking.then(lambda said: self.warned.say(said, "yellow")).start(self.door, self)


def _long() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(theme.px(64))
    return made
