"""The workbench's card of reports: how many are due this week, how many were missed; each opens its list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from ducha_desktop.ui.operations.obligations import Piles
from ducha_desktop.ui.pages.workbench.tiles import TileButton
from ducha_desktop.ui.theme import GAP_L, GAP_M
from ducha_desktop.ui.widgets.basics import Card, label, repolish, row

if not TYPE_CHECKING:
    pass
else:
    pass

WEEK, MISSED = "owed.week", "owed.missed"
"""What the screen of reports is asked to show."""


class OwedCard(Card):
    """`wanted(which)` is emitted when a number is clicked."""

    wanted = Signal(str)

    def __init__(self) -> None:
        """Nothing is known yet."""
        super().__init__("报送")
        self.week = _Number("本周应报", "本周内应报、还没有报来的期次：事项进展和经常性任务")
        self.missed = _Number("逾期未报", "一年以来过了应报日期还没有报来、现在还能催报的期次", urgent=True)
        self.body.addLayout(row(self.week, self.missed, gap=GAP_M))
        self.week.clicked.connect(lambda: self.wanted.emit(WEEK))
        self.missed.clicked.connect(lambda: self.wanted.emit(MISSED))

    def show_piles(self, piles: Piles) -> None:
        """Show how many lines the lists have."""
        self.week.show_count(piles.week)
        self.missed.show_count(piles.missed)


class _Number(TileButton):
    """Looks as the other numbers of the workbench do."""

    def __init__(self, word: str, hint: str, *, urgent: bool = False) -> None:
        super().__init__()
        self._said, self._urgent = word, urgent
        self.setToolTip(hint)
        self.setAccessibleName(word)
        self._count, name = label("…", "number"), label(word, "soft")
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M + 2)
        box.setSpacing(0)
        for text in (self._count, name):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            box.addWidget(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """Zero is faint; what was missed is red."""
        self._count.setText(f"{count:,}")
        tone = "faint" if not count else "red" if self._urgent else ""
        self._count.setProperty("tone", tone)
        self.setProperty("tone", "red" if count and self._urgent else "")
        for part in (self._count, self):
            repolish(part)
        self.setAccessibleName(f"{self._said} {count:,} 项")
