"""Who holds what: the matters of a unit or person by part and light; every number opens exactly its list."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.services.register_views import Holding
from ducha_desktop.ui.pages.register.posts import flowing
from ducha_desktop.ui.theme import GAP_M, GAP_S
from ducha_desktop.ui.widgets.basics import button, label
from ducha_desktop.ui.widgets.flow import FlowLayout

_ORDER = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.GREY, Light.NONE)


class Holdings(QWidget):
    """One line a part; `asked(LedgerQuery)` when a number is pressed."""

    asked = Signal(object)

    def __init__(self) -> None:
        """Start without matters."""
        super().__init__()
        self._lines: QWidget | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_holdings(self, holdings: Sequence[Holding], query: LedgerQuery) -> None:
        """Show the matters held; `query` asks for the unit or person in any part."""
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = QWidget()
        box = QVBoxLayout(self._lines)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_S)
        for holding in holdings:
            box.addWidget(self._line(holding, query))
        if not holdings:
            box.addWidget(label("没有承担事项", "faint"))
        self._box.addWidget(self._lines)

    def _line(self, holding: Holding, query: LedgerQuery) -> QWidget:
        line = flowing()
        flow = FlowLayout(line, gap=GAP_M, line_gap=0)
        flow.addWidget(self._link(f"{holding.role.word} {holding.total:,}", holding, query, None))
        for light in _ORDER:
            if holding.lights.get(light):
                flow.addWidget(self._link(f"{light.word} {holding.lights[light]:,}", holding, query, light))
        return line

    def _link(self, words: str, holding: Holding, query: LedgerQuery, light: Light | None) -> QWidget:
        asked = replace(query, roles=(holding.role.value,), lights=(light.value,) if light else ())
        made = button(words, lambda: self.asked.emit(asked), kind="link")
        made.setProperty("flush", True)
        made.setAccessibleName(f"{holding.role.word}：{words}，在台账中查看")
        made.setToolTip("在台账中查看这些事项")
        return made
