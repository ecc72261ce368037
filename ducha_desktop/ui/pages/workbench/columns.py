"""Cards in two columns where there is room for two, else one below the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ducha_desktop.ui.theme import GAP_L, GAP_XL, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_TWO_FROM, _WIDEST = 860, 1680


class TwoColumns(QWidget):
    """Cards run down in two columns, or in one in the order of their lines; on a wide screen the margins grow."""

    def __init__(self, lines: Sequence[tuple[Sequence[QWidget], Sequence[QWidget]]]) -> None:
        """Each line has the cards of the left and of the right column."""
        super().__init__()
        self._cards = [(card, side) for line in lines for side, cell in enumerate(line) for card in cell]
        self._across = 0
        self._columns = (_column(), _column())
        beside = QHBoxLayout()
        beside.setSpacing(GAP_L)
        for column in self._columns:
            beside.addLayout(column, 1)
        self._beside = beside
        self._box = QVBoxLayout(self)
        self._box.addLayout(beside)
        self._box.addStretch(1)
        self._arrange(2)
        theme.changed.connect(self._fit)

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._arrange(2 if self.width() >= theme.px(_TWO_FROM) else 1)
        side = max(GAP_XL, (self.width() - theme.px(_WIDEST)) // 2)
        if self._box.contentsMargins().left() != side:
            self._box.setContentsMargins(side, GAP_L, side, GAP_XL)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for card, _ in self._cards:
            for column in self._columns:
                column.removeWidget(card)
        for card, side in self._cards:
            column = self._columns[side if across > 1 else 0]
            column.insertWidget(column.count() - 1, card)
        self._beside.setStretch(1, across - 1)
        self._beside.setSpacing(GAP_L if across > 1 else 0)


def _column() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(GAP_L)
    made.addStretch(1)
    return made
