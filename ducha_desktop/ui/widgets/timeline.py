"""What happened to a matter, newest first: a thread with a bead per entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ducha_desktop.ui.theme import GAP_M, theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


_SHOWN = 40
_WRAP = int(Qt.TextFlag.TextWordWrap)
_ENDLESS = 100_000


@dataclass(frozen=True, slots=True)
class Bead:
    """One entry: its words, the quiet line below (day, medium, who), and old → new of the fields."""

    words: str
    below: str
    details: Sequence[str] = ()

    @property
    def text(self) -> str:
        """Everything it says, line by line."""
        return "\n".join(part for part in (self.words, *self.details, self.below) if part)


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of text where it stands: left and width are those of the widget."""

    text: str
    tone: str
    font: QFont
    top: int
    height: int


class Timeline(QWidget):
    """Shows the latest entries; older ones are in the history.

    It is painted, not built of labels: a matter has a hundred lines, and the cursor walks through matters.
    """

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._beads: tuple[Bead, ...] = ()
        self._lines: list[_Line] = []
        self._tops: list[int] = []
        self._measured = (-1, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._measure_anew)

    def show_beads(self, beads: Sequence[Bead]) -> None:
        """Replace what is shown."""
        shown = tuple(beads[:_SHOWN])
        if shown == self._beads:
            return
        self._beads = shown
        self.setAccessibleDescription("\n".join(bead.text for bead in shown))
        self._measure_anew()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return self._measure(width)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self._measure(max(self.width(), theme.px(200))))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), 0)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._measure(self.width())

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        """What stands here can be copied, one entry or all."""
        if not self._beads:
            return
        at = sum(top <= event.pos().y() for top in self._tops) - 1
        one, whole = self._beads[max(0, at)].text, "\n\n".join(bead.text for bead in self._beads)
        menu = QMenu(self)
        menu.addAction("复制这一条").triggered.connect(lambda: QGuiApplication.clipboard().setText(one))
        menu.addAction("复制全部").triggered.connect(lambda: QGuiApplication.clipboard().setText(whole))
        menu.exec(event.globalPos())
        menu.deleteLater()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        self._measure(self.width())
        painter = QPainter(self)
        left, seen = theme.px(20), event.rect()
        for line in self._lines:
            if line.top + line.height >= seen.top() and line.top <= seen.bottom():
                painter.setFont(line.font)
                painter.setPen(theme.color(line.tone))
                painter.drawText(QRect(left, line.top, self.width() - left, line.height), _WRAP, line.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, top in enumerate(self._tops):
            self._thread(painter, number, top)
        painter.end()

    def _thread(self, painter: QPainter, number: int, top: int) -> None:
        last = number == len(self._tops) - 1
        bottom = self.height() if last else self._tops[number + 1]
        x, y, r = 7.5, top + theme.px(11), 3.5
        painter.setPen(QPen(theme.color("line"), 1.5))
        if number:
            painter.drawLine(QPointF(x, top), QPointF(x, y - r - 2))
        if not last:
            painter.drawLine(QPointF(x, y + r + 2), QPointF(x, bottom))
        painter.setPen(QPen(theme.color("bar"), 1.6))
        painter.setBrush(theme.color("window"))
        painter.drawEllipse(QRectF(x - r, y - r, 2 * r, 2 * r))

    def _measure_anew(self) -> None:
        self._measured = (-1, 0)
        self.updateGeometry()
        self.update()

    def _measure(self, width: int) -> int:
        """Place every line for a width; the height they take."""
        if self._measured[0] == width:
            return self._measured[1]
        usual, small = theme.font(13), theme.font(12)
        room = QRect(0, 0, max(1, width - theme.px(20)), _ENDLESS)
        usual_size, small_size = QFontMetrics(usual), QFontMetrics(small)
        self._lines, self._tops, y = [], [], 0
        for bead in self._beads:
            self._tops.append(y)
            y += 2
            pieces = [(bead.words, "text", usual, usual_size)]
            pieces += [(detail, "soft", usual, usual_size) for detail in bead.details]
            pieces.append((bead.below, "faint", small, small_size))
            for text, tone, font, size in pieces:
                tall = size.boundingRect(room, _WRAP, text).height()
                self._lines.append(_Line(text, tone, font, y, tall))
                y += tall + 1
            y += GAP_M
        self._measured = (width, y)
        return y
