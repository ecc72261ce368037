"""统计: the figures of the office, and what became of the ledger between two days."""

from datetime import date

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.ledger import Choices
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import ledger as ledger_ops
from ducha_desktop.ui.pages.ledger.past import PastLedger
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.pages.stats.compare import ComparePart
from ducha_desktop.ui.pages.stats.figures import FiguresPart
from ducha_desktop.ui.theme import GAP_HEAD, GAP_L, GAP_XL
from ducha_desktop.ui.widgets.basics import button, label, repolish, row, rule

FIGURES, COMPARE = 0, 1


class StatsPage(Page):
    """The screen of statistics."""

    def __init__(self, door: Door) -> None:
        """Build the screen; nothing is read before it is seen."""
        super().__init__(door)
        self.figures, self.compare = FiguresPart(door), ComparePart(door)
        self._tabs = (
            button("统计表", lambda: self.show_part(FIGURES), kind="chip"),
            button("两日对比", lambda: self.show_part(COMPARE), kind="chip"),
        )
        self._stack = QStackedWidget()
        for part in (self.figures, self.compare):
            self._stack.addWidget(part)
        head = QWidget()
        head.setProperty("part", "head")
        line = row(label("统计", "title"), *self._tabs, None, gap=GAP_L)
        line.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        head.setLayout(line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for shown in (head, rule(), self._stack):
            box.addWidget(shown)
        box.setStretchFactor(self._stack, 1)
        self.figures.opened.connect(self._open_list)
        self.compare.opened.connect(lambda uid: self.go.emit("matter", uid))
        self.compare.ledger_wanted.connect(lambda day: self._open_list(LedgerQuery(), day))
        self.show_part(FIGURES)

    def load(self) -> None:
        """Read the part that is shown, and the ledgers to choose from."""
        ledger_ops.choices().latest("choices").then(self._offer).start(self.door, self)
        self._part.load()

    def begin(self) -> None:
        """In the table that is shown."""
        table = self.figures.table.table if self._part is self.figures else self.compare.table
        table.setFocus()

    def show_part(self, part: int) -> None:
        """0 the figures, 1 two days compared."""
        self._stack.setCurrentIndex(part)
        for number, tab in enumerate(self._tabs):
            tab.setProperty("on", number == part)
            repolish(tab)
        if self.isVisible() and self.door.leads_somewhere:
            self._part.load()
            self.begin()

    @property
    def _part(self) -> FiguresPart | ComparePart:
        return self.figures if self._stack.currentIndex() == FIGURES else self.compare

    def _offer(self, choices: Choices) -> None:
        self.figures.offer(choices)
        self.compare.offer(choices)

    def _open_list(self, query: LedgerQuery, day: date | None) -> None:
        if day is None:
            self.go.emit("ledger", query)
        else:
            self.go.emit("past", PastLedger(query, day))
