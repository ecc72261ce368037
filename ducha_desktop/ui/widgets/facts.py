"""Facts as label and value, in two columns that wrap."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ducha_desktop.ui.theme import GAP_L, theme
from ducha_desktop.ui.widgets.basics import label, repolish

NOT_FILLED = "未填"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, what it says, and the tone of the value."""

    name: str
    value: str
    tone: str = ""


class Facts(QWidget):
    """A grid of facts; empty values are shown as 未填 so that a gap is seen."""

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

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Replace the lines; labels are kept and reused, so walking through a ledger stays quick."""
        while len(self._pairs) < len(facts):
            self._add_line()
        self._grid.setColumnMinimumWidth(0, theme.px(self._name_width))
        for number, (name, value) in enumerate(self._pairs):
            shown = number < len(facts)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                _fill(name, value, facts[number])

    def _add_line(self) -> None:
        line = len(self._pairs)
        name, value = label("", "faint"), label("", wrap=True, select=True)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, line, 0, top)
        self._grid.addWidget(value, line, 1, top)
        self._pairs.append((name, value))


def _fill(name: QLabel, value: QLabel, fact: Fact) -> None:
    name.setText(fact.name)
    value.setText(fact.value or NOT_FILLED)
    looks = ("body" if fact.value else "faint", fact.tone)
    if looks != (value.property("rank"), value.property("tone")):  # polishing costs more than the text
        value.setProperty("rank", looks[0])
        value.setProperty("tone", looks[1])
        repolish(value)
