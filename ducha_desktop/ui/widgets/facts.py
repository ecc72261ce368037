"""Facts as label and value, in two columns that wrap; what is missing is one click away from being filled in."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ducha_desktop.ui.theme import GAP_L, GAP_S, theme
from ducha_desktop.ui.widgets.basics import button, label, repolish, row

NOT_FILLED = "未填"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, what it says, the tone of the value, and the field that holds it."""

    name: str
    value: str
    tone: str = ""
    key: str = ""


class Facts(QWidget):
    """A grid of facts; empty values are shown as 未填, with 填写 (`fill_wanted(key)`) where a field is named."""

    fill_wanted = Signal(str)

    def __init__(self, name_width: int = 64) -> None:
        """Start empty; `name_width` in design pixels."""
        super().__init__()
        self._name_width = name_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_L)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._fills: list[QPushButton] = []
        self._lines: list[QHBoxLayout] = []
        self._facts: Sequence[Fact] = ()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Replace the lines; labels are kept and reused, so walking through a ledger stays quick."""
        self._facts = facts
        while len(self._pairs) < len(facts):
            self._add_line()
        self._grid.setColumnMinimumWidth(0, theme.px(self._name_width))
        for number, (name, value) in enumerate(self._pairs):
            shown = number < len(facts)
            name.setVisible(shown)
            value.setVisible(shown)
            lacks = shown and bool(facts[number].key) and not facts[number].value
            self._fills[number].setVisible(lacks)
            level = Qt.AlignmentFlag.AlignVCenter if lacks else Qt.AlignmentFlag.AlignTop
            self._grid.setAlignment(name, level)  # level with 填写, or with the first line of what it says
            self._lines[number].setAlignment(value, level)
            if shown:
                _fill(name, value, facts[number])
            if lacks:
                self._fills[number].setAccessibleName(f"填写{facts[number].name}")

    def _add_line(self) -> None:
        line = len(self._pairs)
        name, value = label("", "faint"), label("", wrap=True, select=True)
        self._grid.addWidget(name, line, 0)
        fill = button("填写", lambda: self.fill_wanted.emit(self._facts[line].key), kind="link")
        fill.hide()
        both = row(value, fill, gap=GAP_S)
        both.setStretch(0, 1)
        both.setAlignment(fill, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addLayout(both, line, 1)
        self._lines.append(both)
        self._pairs.append((name, value))
        self._fills.append(fill)


def _fill(name: QLabel, value: QLabel, fact: Fact) -> None:
    name.setText(fact.name)
    value.setText(fact.value or NOT_FILLED)
    looks = ("body" if fact.value else "faint", fact.tone)
    if looks != (value.property("rank"), value.property("tone")):  # polishing costs more than the text
        value.setProperty("rank", looks[0])
        value.setProperty("tone", looks[1])
        repolish(value)
