"""The form of a duty: name, cycle, day, who owes it, from when to when."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from ducha_desktop.domain.cycle_words import CHOICES, cycle_words, read_cycle
from ducha_desktop.domain.duties import OWING_KINDS, DutyDraft, DutyKind, DutyScope
from ducha_desktop.domain.obligations import Shift
from ducha_desktop.domain.vocabulary import ReportCycle
from ducha_desktop.ui.theme import GAP_L, GAP_M
from ducha_desktop.ui.widgets.basics import field_name, label
from ducha_desktop.ui.widgets.editors import DateField
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

if TYPE_CHECKING:
    from ducha_desktop.services.obligations import UnitChoice

_DAYS = "期内第几天，如 5；空着是期末，-5 是期后第 5 天"


class DutyForm(FormDialog):
    """`draft` is what was filled in, once it was accepted."""

    def __init__(
        self, parent: QWidget, before: DutyDraft | None, units: "Sequence[UnitChoice]", today: date
    ) -> None:
        """Begin with a duty, or with an empty form."""
        super().__init__(parent, "修改经常性任务" if before else "新增经常性任务", width=520)
        self.draft: DutyDraft | None = None
        self._units = {unit.name: unit.uid for unit in units}
        self._make(units)
        self._begin(before or DutyDraft("", ReportCycle.MONTHLY, since=today))
        self._lay()
        self.scope.currentIndexChanged.connect(lambda _place: self._narrow())
        self._narrow()
        self.add_buttons("保存修改" if before else "新增")
        self.keep_fields(self._asked)
        self.name.setFocus()

    @property
    def _asked(self) -> dict[str, QWidget]:
        return {
            "name": self.name, "kind": self.kind, "cycle": self.cycle, "on_day": self.on_day, "shift": self.shift,
            "scope": self.scope, "class": self.rank_class, "unit": self.unit, "since": self.since, "until": self.until,
        }  # fmt: skip

    @override
    def accept(self) -> None:
        """Leave only with what can be read."""
        problem = self._read()
        if problem:
            self.said.say(problem, "red")
        else:
            super().accept()

    def _make(self, units: "Sequence[UnitChoice]") -> None:
        self.name, self.on_day = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText("如 推进专报")
        self.on_day.setPlaceholderText(_DAYS)
        self.kind, self.cycle, self.shift = QComboBox(), QComboBox(), QComboBox()
        self.scope, self.rank_class, self.unit = QComboBox(), QComboBox(), QComboBox()
        self.since, self.until = DateField(), DateField()
        self.until.setPlaceholderText("空着表示长期")
        for combo, words in ((self.kind, DutyKind), (self.shift, Shift), (self.scope, DutyScope)):
            for each in words:
                combo.addItem(each.word, each.value)
        self.cycle.addItems([words for words in CHOICES if words != ReportCycle.NONE.word])
        self.cycle.setEditable(True)
        ranks = [unit.rank_class for unit in units if unit.rank_class]
        self.rank_class.addItems(list(dict.fromkeys((*ranks, *(kind.word for kind in OWING_KINDS)))))
        self.rank_class.setEditable(True)
        self.unit.addItems(list(self._units))

    def _begin(self, draft: DutyDraft) -> None:
        self.name.setText(draft.name)
        self.kind.setCurrentIndex(self.kind.findData(draft.kind.value))
        self.cycle.setCurrentText(cycle_words(draft.cycle, draft.cycle_days))
        self.on_day.setText(str(draft.on_day) if draft.on_day else "")
        self.shift.setCurrentIndex(self.shift.findData(draft.shift.value))
        self.scope.setCurrentIndex(self.scope.findData(draft.scope.value))
        self.rank_class.setCurrentText(draft.rank_class or self.rank_class.itemText(0))
        names = {uid: name for name, uid in self._units.items()}
        self.unit.setCurrentText(names.get(draft.unit_uid or "", self.unit.itemText(0)))
        self.since.setText(draft.since.isoformat() if draft.since else "")
        self.until.setText(draft.until.isoformat() if draft.until else "")

    def _lay(self) -> None:
        self.body.addWidget(self.said)
        form = self._form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        words = {
            "name": "名称", "kind": "类别", "cycle": "周期", "on_day": "应报日", "shift": "遇休息日",
            "scope": "谁来报", "class": "哪一类", "unit": "哪个单位", "since": "从哪天起", "until": "到哪天止",
        }  # fmt: skip
        for key, field in self._asked.items():
            field.setAccessibleName(words[key])
            name = field_name(words[key], must=key in {"name", "cycle"})
            name.setBuddy(field)
            form.addRow(name, field)
        self.body.addLayout(form)
        self.body.addWidget(
            label("周期也可以写“每10天”“每两周”；每周的第几天从周一数起。", "small", wrap=True)
        )

    def _narrow(self) -> None:
        scope = self.scope.currentData()
        self._form.setRowVisible(self.rank_class, scope == DutyScope.CLASS.value)
        self._form.setRowVisible(self.unit, scope == DutyScope.UNIT.value)

    def _read(self) -> str:
        """Fill `draft`; else what is wrong."""
        cycle = read_cycle(self.cycle.currentText())
        if not self.name.text().strip():
            return "请写明名称，如 推进专报。"
        if cycle is None or cycle[0] is ReportCycle.NONE:
            return "周期请写成 每周、每旬、每月、每季度、每10天 的样子。"
        typed = self.on_day.text().strip()
        if typed and not typed.removeprefix("-").isdecimal():
            return f"应报日请写数字：{_DAYS}。"
        days = [_day(field.text()) for field in (self.since, self.until)]
        if None in days or days[0] == "":
            return "日期请写成 2026-11-22 的样子，从哪天起不能空着。"
        scope = DutyScope(self.scope.currentData())
        self.draft = DutyDraft(
            name=self.name.text(),
            cycle=cycle[0],
            kind=DutyKind(self.kind.currentData()),
            cycle_days=cycle[1],
            on_day=int(typed or 0),
            shift=Shift(self.shift.currentData()),
            scope=scope,
            rank_class=self.rank_class.currentText().strip() if scope is DutyScope.CLASS else "",
            unit_uid=self._units.get(self.unit.currentText()) if scope is DutyScope.UNIT else None,
            since=days[0] if isinstance(days[0], date) else None,
            until=days[1] if isinstance(days[1], date) else None,
        )
        return ""


def _day(text: str) -> date | str | None:
    """The day typed, an empty text for none, None for what is no day."""
    if not text.strip():
        return ""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
