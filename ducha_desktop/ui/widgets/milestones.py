"""The nodes of a plan as bars on one scale of time, with today's line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ducha_desktop.ui.theme import theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


_LINE = 24
_NAME_SHARE = 0.34
_DATE = 64


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its name, the day it is due, the day it was done."""

    name: str
    due: date | None
    done_on: date | None
    text: str = ""


class MilestoneBars(QWidget):
    """A bar per node, from the beginning of the plan to its day; done ones are full and ticked."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._nodes: Sequence[Node] = ()
        self._today = date.min
        self._first = self._last = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_nodes(self, nodes: Sequence[Node], today: date) -> None:
        """Draw these nodes as of `today`."""
        self._nodes, self._today = nodes, today
        days = [d for n in nodes for d in (n.due, n.done_on) if d is not None]
        year = date(today.year, 1, 1)
        self._first = min([*days, year])
        self._last = max([*days, today])
        self.setToolTip("\n".join(f"{n.name}：{n.text}" for n in nodes if n.text))
        self.setAccessibleName("；".join(f"{n.name} {_when(n)}" for n in nodes))
        self.setVisible(bool(nodes))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(_LINE) * len(self._nodes) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall, name, figure = theme.px(_LINE), round(self.width() * _NAME_SHARE), theme.px(_DATE)
        left, right = name + 8, self.width() - figure
        for number, node in enumerate(self._nodes):
            line = QRect(0, number * tall, self.width(), tall)
            self._words(painter, line, node, name=name, figure=figure)
            self._bar(painter, QRectF(left, line.center().y() - 3, max(10, right - left), 7), node)
        if self._nodes:
            x = left + (right - left) * self._share(self._today)
            painter.setPen(QPen(theme.color("red"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 1), QPointF(x, tall * len(self._nodes) - 2))
        painter.end()

    def _words(self, painter: QPainter, line: QRect, node: Node, *, name: int, figure: int) -> None:
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(theme.color("text"))
        words = painter.fontMetrics().elidedText(node.name, Qt.TextElideMode.ElideRight, name)
        painter.drawText(QRect(line.left(), line.top(), name, line.height()), flags, words)
        late = node.done_on is None and node.due is not None and node.due < self._today
        painter.setPen(theme.color("red" if late else "soft"))
        painter.drawText(
            QRect(self.width() - figure + 8, line.top(), figure - 8, line.height()), flags, _when(node)
        )

    def _bar(self, painter: QPainter, track: QRectF, node: Node) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(track, 3, 3)
        end = node.done_on or node.due
        if end is None:
            return
        full = QRectF(track.left(), track.top(), max(7.0, track.width() * self._share(end)), track.height())
        late = node.done_on is None and end < self._today
        tone = "green" if node.done_on is not None else "red" if late else "bar"
        painter.setBrush(theme.color(tone))
        painter.setOpacity(0.75 if node.done_on is not None else 0.55)
        painter.drawRoundedRect(full, 3, 3)
        painter.setOpacity(1)

    def _share(self, day: date) -> float:
        span = max(1, (self._last - self._first).days)
        return max(0.0, min(1.0, (day - self._first).days / span))


def _when(node: Node) -> str:
    if node.done_on is not None:
        return f"✓ {node.done_on.month}-{node.done_on.day:02d}"
    if node.due is not None:
        return f"{node.due.month}-{node.due.day:02d}"
    return "未定"
