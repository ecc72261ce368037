"""默认时限: which deadline matters from each kind of origin get, as a table the office may change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ducha_desktop.domain.limits import DEFAULT_RULES, LimitRule, problem
from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import Banner, button, label, row
from ducha_desktop.ui.widgets.dialog import Dialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_HEADS = ("办理类别", "用于", "时限", "依据")


class LimitsDialog(Dialog):
    """`rules` are the lines as they stand; an empty name leaves a line out."""

    snug = False

    def __init__(self, parent: QWidget, rules: Sequence[LimitRule]) -> None:
        """Show the rules of the office."""
        super().__init__(parent, "默认时限", width=760)
        self.table, self._wrong = QTableWidget(0, len(_HEADS)), Banner()
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        self.table.verticalHeader().hide()
        self.table.setAccessibleName("默认时限")
        heads = self.table.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((170, 130, 150, 0)):
            if width:
                heads.resizeSection(place, theme.px(width))
        heads.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        note = (
            "分解来源时，事项没有写时限的，按它的办理类别填上；同一用途的第一条是平时用的。"
            "时限写成“15日内”“5个工作日内”或“立即办理”，从来源日期算起。"
        )
        self.body.addWidget(label(note, "soft", wrap=True))
        self.body.addWidget(self._wrong)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(
            row(
                button("增加一条", self._add, glyph=Icon.ADD),
                button("删除这一条", self._remove),
                None,
                button("恢复原来的", lambda: self._show(DEFAULT_RULES)),
            )
        )
        self.add_buttons("保存")
        self._show(rules)
        self.resize(theme.px(760), min(theme.px(560), parent.window().height() - 48))

    @property
    def rules(self) -> tuple[LimitRule, ...]:
        """The lines with a name, in order."""
        found = []
        for line in range(self.table.rowCount()):
            name, words, basis = (self._words(line, place) for place in (0, 2, 3))
            box = self.table.cellWidget(line, 1)
            kind = str(box.currentData()) if isinstance(box, QComboBox) else ""
            if name or words:
                found.append(LimitRule(name, kind, words, basis))
        return tuple(found)

    @override
    def accept(self) -> None:
        """Leave only with rules that can be used."""
        wrong = problem(self.rules)
        self._wrong.say(wrong, "red")
        if not wrong:
            super().accept()

    def _show(self, rules: Sequence[LimitRule]) -> None:
        self.table.setRowCount(0)
        for rule in rules:
            self._put(rule)

    def _put(self, rule: LimitRule) -> None:
        line = self.table.rowCount()
        self.table.setRowCount(line + 1)
        box = QComboBox()
        box.setAccessibleName("用于哪类来源")
        box.addItem("各类来源", "")
        for kind in OriginKind:
            box.addItem(kind.word, kind.value)
        box.setCurrentIndex(max(box.findData(rule.kind), 0))
        self.table.setCellWidget(line, 1, box)
        for place, words in ((0, rule.name), (2, rule.words), (3, rule.basis)):
            self.table.setItem(line, place, QTableWidgetItem(words))
        self.table.setRowHeight(line, theme.px(34))

    def _add(self) -> None:
        self._put(LimitRule("", "", ""))
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus()

    def _remove(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())

    def _words(self, line: int, place: int) -> str:
        cell = self.table.item(line, place)
        return cell.text().strip() if cell is not None else ""
