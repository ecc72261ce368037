"""The form of one ledger: name, kind, year and number rule with the number it would give next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.domain.numbering import DEFAULT_PATTERN, check_pattern, pattern_words, typed_pattern
from ducha_desktop.domain.vocabulary import LedgerKind
from ducha_desktop.ui.operations import Door, setup
from ducha_desktop.ui.theme import GAP_L, GAP_M
from ducha_desktop.ui.widgets.basics import Banner, label
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from ducha_desktop.services.ledger_kinds import LedgerView, LedgerWords

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

PAUSE_MS = 150
_YEAR_DIGITS = 4


class LedgerForm(FormDialog):
    """Opens a ledger or changes one; `words` is what the clerk filled in."""

    def __init__(self, parent: QWidget, door: Door, book: "LedgerView | None", year: int) -> None:
        """Build the form for `book`, or for a new ledger of `year`."""
        super().__init__(parent, "新增台账" if book is None else "修改台账", width=540)
        self.door = door
        self.name, self.kind, self.year, self.pattern = QLineEdit(), QComboBox(), QLineEdit(), QLineEdit()
        self.example = Banner("green", "下一个编号：")  # its place is kept while the number is looked up
        for kind in LedgerKind:
            self.kind.addItem(kind.word, kind)
        self._build()
        if book is None:
            self.year.setText(str(year))
            self.pattern.setText(pattern_words(DEFAULT_PATTERN))
        else:
            self.name.setText(book.name)
            self.kind.setCurrentIndex(self.kind.findData(book.kind))
            self.year.setText(str(book.year or ""))
            self.pattern.setText(pattern_words(book.pattern))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask_next)
        self.pattern.textChanged.connect(self._typed)
        self.go = self.add_buttons("新增" if book is None else "保存修改")
        self._typed()
        self.keep_fields({"name": self.name, "kind": self.kind, "year": self.year, "pattern": self.pattern})
        self.name.setFocus()

    @property
    def words(self) -> "LedgerWords":
        """What the clerk filled in."""
        from ducha_desktop.services.ledger_kinds import LedgerWords

        year = self.year.text().strip()
        return LedgerWords(
            self.name.text(),
            LedgerKind(self.kind.currentData()),
            int(year) if year else None,
            self.pattern.text(),
        )

    @override
    def accept(self) -> None:
        """Leave only with a name, a year that is one, and a rule that numbers."""
        year = self.year.text().strip()
        if not self.name.text().strip():
            self._refuse("请写明台账名称，如 年度重点工作。", self.name)
        elif year and not (year.isdecimal() and len(year) == _YEAR_DIGITS):
            self._refuse("年度请写四位数字，如 2026；长期使用的台账可以空着。", self.year)
        elif _problem(self.pattern.text()):
            self.pattern.setFocus()
        else:
            super().accept()

    def _refuse(self, said: str, field: QLineEdit) -> None:
        self.said.say(said, "red")
        field.setFocus()

    def _build(self) -> None:
        self.body.addWidget(self.said)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        for words, field in (
            ("名称", self.name), ("类别", self.kind), ("年度", self.year), ("编号规则", self.pattern),
        ):  # fmt: skip
            name = label(words, "soft")
            name.setBuddy(field)
            field.setAccessibleName(words)
            form.addRow(name, field)
        self.year.setPlaceholderText("空着表示长期使用")
        self.body.addLayout(form)
        self.body.addWidget(self.example)
        said = "{年份} 是立项的年份，{序号} 从 1 排起，各写一次。改规则只影响以后立项的事项，已有编号不变。"
        self.body.addWidget(label(said, "small", wrap=True))

    def _typed(self) -> None:
        problem = _problem(self.pattern.text())
        if problem:
            self._timer.stop()
            self.example.say(problem, "red")
        else:
            self._timer.start()

    def _ask_next(self) -> None:
        asking = setup.number_after(self.pattern.text().strip()).latest("next")
        asking.then(lambda number: self.example.say(f"下一个编号：{number}", "green")).start(self.door, self)


def _problem(pattern: str) -> str:
    try:
        check_pattern(typed_pattern(pattern.strip()))
    except DuchaError as refusal:
        return refusal.message
    return ""
