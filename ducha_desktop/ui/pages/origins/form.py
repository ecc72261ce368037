"""The form of an origin: the fields its kind asks for, in the order of the paper register."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from ducha_desktop.domain.limits import propose, rules_for
from ducha_desktop.domain.origins import OriginField, OriginKind, Shape, fields_of
from ducha_desktop.ui.operations.origins import OriginLists
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme
from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.basics import Banner, field_name
from ducha_desktop.ui.widgets.editors import DateField, NamesField
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from datetime import date

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_HINTS = {
    "number": "不写则自动编号",
    "attendees": "多个用顿号隔开",
    "absent": "多个用顿号隔开",
    "received_at": "9:30",
    "responded_at": "9:55，隔天的写 2026-11-23 9:55",
    "total": "如 1.2 或 约1.2",
    "done": "如 0.35",
}


class OriginForm(FormDialog):
    """Registers an origin of a kind, or changes one; only what was changed is handed on."""

    def __init__(
        self,
        parent: QWidget,
        kind: OriginKind,
        lists: OriginLists,
        today: "date",
        *,
        values: Mapping[str, str] | None = None,
    ) -> None:
        """Build the form.

        Args:
            parent: over what it stands.
            kind: of the origin.
            lists: names for completion, limits, 五个一.
            today: the day a new origin begins with.
            values: present words by field key; None registers a new one.
        """
        super().__init__(parent, f"{'登记' if values is None else '修改'}：{kind.word}", width=620)
        self._kind, self._lists, self._new, self._today = kind, lists, values is None, today
        self._specs = fields_of(kind, ones=lists.ones)
        self._boxes: dict[str, QWidget] = {}
        self._limit = Banner()
        self.body.addWidget(self.said)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for spec in self._specs:
            self._add(form, spec)
        self.body.addLayout(form)
        self.body.addWidget(self._limit)
        self.add_buttons("登记" if self._new else "保存修改")
        known = {"on": today.isoformat()} if values is None else values
        for key, words in known.items():
            if key in self._boxes and words:
                editors.fill(self._boxes[key], words)
        self.keep_fields(self._boxes)
        self.changed.connect(self._propose)
        self._propose()
        self._boxes["title"].setFocus()

    def editor(self, key: str) -> QWidget:
        """The editor of a field."""
        return self._boxes[key]

    @property
    def kept(self) -> dict[str, str]:
        """What is to be saved: of a new origin the day it begins with, too."""
        return ({"on": editors.value(self._boxes["on"])} if self._new else {}) | self.values

    @override
    def accept(self) -> None:
        """Leave only with what the kind cannot do without."""
        for spec in self._specs:
            if spec.needed and not editors.value(self._boxes[spec.key]):
                self.said.say(f"请先填写{spec.word}。", "red")
                self._boxes[spec.key].setFocus()
                return
        super().accept()

    def _propose(self) -> None:
        """Say which deadline matters of this origin will get."""
        from ducha_desktop.domain.deadline import read_deadline

        day = read_deadline(editors.value(self._boxes["on"]), year=None, today=self._today).due
        named = editors.value(self._boxes["limit"])
        if day is None:
            self._limit.say("")
            return
        found = propose(self._kind, day, named=named, rules=self._lists.rules)
        self._limit.say(f"分解出的事项没有写时限时，填“{found.words}”。" if found.words else "", "accent")

    def _add(self, form: QFormLayout, spec: OriginField) -> None:
        box = self._editor(spec)
        box.setAccessibleName(spec.word)
        self._boxes[spec.key] = box
        name = field_name(spec.word, must=spec.needed)
        name.setBuddy(box)
        form.addRow(name, box)

    def _editor(self, spec: OriginField) -> QWidget:
        if spec.shape is Shape.LONG:
            long = QPlainTextEdit()
            long.setTabChangesFocus(True)
            long.setFixedHeight(theme.px(74))
            return long
        if spec.shape is Shape.LIMIT or spec.choices:
            return self._choice(spec)
        line: QLineEdit
        if spec.shape is Shape.DAY:
            line = DateField()
        elif spec.shape is Shape.UNIT:
            line = NamesField(self._lists.units)
        elif spec.shape in (Shape.LEADER, Shape.NAMES):
            line = NamesField(self._lists.people)
        else:
            line = QLineEdit()
        line.setPlaceholderText(_HINTS.get(spec.key, ""))
        return line

    def _choice(self, spec: OriginField) -> QComboBox:
        made = QComboBox()
        if spec.shape is Shape.LIMIT:
            made.addItems(["", *(rule.name for rule in rules_for(self._kind, self._lists.rules))])
        else:
            made.addItems(list(dict.fromkeys(("", *spec.choices))))
        return made
