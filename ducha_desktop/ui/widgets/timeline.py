"""What happened to a matter, newest first: a thread with a bead per entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.ui.theme import GAP_M, theme
from ducha_desktop.ui.widgets.basics import label

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Bead:
    """One entry: its words, the quiet line below (day, medium, who), and old → new of the fields."""

    words: str
    below: str
    details: Sequence[str] = ()


class Timeline(QWidget):
    """Shows the latest entries; older ones are in the history."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def show_beads(self, beads: Sequence[Bead]) -> None:
        """Replace what is shown."""
        while self._box.count():
            item = self._box.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = beads[:_SHOWN]
        for number, bead in enumerate(shown):
            self._box.addWidget(_BeadRow(bead, first=number == 0, last=number == len(shown) - 1))


class _BeadRow(QWidget):
    def __init__(self, bead: Bead, *, first: bool, last: bool) -> None:
        super().__init__()
        self._first, self._last = first, last
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.px(20), 2, 0, GAP_M)
        box.setSpacing(1)
        box.addWidget(label(bead.words, wrap=True, select=True))
        for detail in bead.details:
            box.addWidget(label(detail, "soft", wrap=True, select=True))
        box.addWidget(label(bead.below, "small", wrap=True))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y, r = 7.5, theme.px(11), 3.5
        painter.setPen(QPen(theme.color("line"), 1.5))
        if not self._first:
            painter.drawLine(QPointF(x, 0), QPointF(x, y - r - 2))
        if not self._last:
            painter.drawLine(QPointF(x, y + r + 2), QPointF(x, self.height()))
        painter.setPen(QPen(theme.color("bar"), 1.6))
        painter.setBrush(theme.color("window"))
        painter.drawEllipse(QRectF(x - r, y - r, 2 * r, 2 * r))
        painter.end()
