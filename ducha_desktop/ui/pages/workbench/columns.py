"""Cards in two columns where there is room for two, else one below the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ducha_desktop.ui.theme import GAP_L, GAP_XL, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_TWO_FROM, _WIDEST = 860, 1680


class TwoColumns(QWidget):
    """Cells line by line; those beside each other are equally tall, and on a wide screen the margins grow."""

    def __init__(self, lines: Sequence[tuple[Sequence[QWidget], Sequence[QWidget]]]) -> None:
        """Each line has a left and a right cell of one or more cards."""
        super().__init__()
        self._cells = [_stacked(cell) for line in lines for cell in line]
        self._across = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP_L)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._grid)
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
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // across, number % across)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


def _stacked(cards: Sequence[QWidget]) -> QWidget:
    if len(cards) == 1:
        return cards[0]
    cell = QWidget()
    box = QVBoxLayout(cell)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(GAP_L)
    for card in cards:
        box.addWidget(card)
    box.addStretch(1)
    return cell
