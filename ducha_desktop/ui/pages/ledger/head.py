"""The head of the ledger: title, filters and buttons in one line, or the filters below where that is too narrow."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ducha_desktop.ui.theme import GAP_HEAD, GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_ONE_LINE_FROM = 640
"""Width in design pixels from which filters beside the buttons take no more lines than below them."""


class LedgerHead(QWidget):
    """Keeps title and buttons at the top; the filters stand where they need the fewest lines."""

    def __init__(self, filters: QWidget, *buttons: QWidget) -> None:
        """Put them side by side; the first resize decides."""
        super().__init__()
        self.setProperty("part", "head")
        # A class of one's own gets no ground from the style sheet by itself.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._filters, self._below = filters, False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        self._grid.setHorizontalSpacing(GAP_L)
        self._grid.setVerticalSpacing(GAP_M)
        self._grid.setColumnStretch(1, 1)
        title = label("台账", "title")
        title.setContentsMargins(0, 1, 0, 0)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(title, 0, 0, top)
        for place, made in enumerate(buttons, start=2):
            self._grid.addWidget(made, 0, place, top)
        self._width = len(buttons) + 2
        self._grid.addWidget(filters, 0, 1)

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        below = self.width() < theme.px(_ONE_LINE_FROM)
        if below is not self._below:
            self._below = below
            self._grid.removeWidget(self._filters)
            if below:
                self._grid.addWidget(self._filters, 1, 0, 1, self._width)
            else:
                self._grid.addWidget(self._filters, 0, 1)
