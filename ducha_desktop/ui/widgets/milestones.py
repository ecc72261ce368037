"""The nodes of a plan as bars on one scale of time, with today's line; walked, put in order and opened by hand or keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from ducha_desktop.ui.theme import theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


_LINE = 26
_NAME_SHARE = 0.36
_DATE = 84
_THICK = 7


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its name, the days it is planned for, the day it was done."""

    name: str
    due: date | None
    done_on: date | None
    text: str = ""
    start: date | None = None


class MilestoneBars(QWidget):
    """A bar per node, from its first day to its last; done ones are full and ticked.

    Arrows walk, Enter opens, Space finishes, Delete removes, Alt+↑ and Alt+↓ move; the mouse drags.
    """

    opened = Signal(int)
    finish_wanted = Signal(int)
    remove_wanted = Signal(int)
    moved = Signal(int, int)
    menu_wanted = Signal(int, QPoint)
    walked = Signal(QRect)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._nodes: Sequence[Node] = ()
        self._today = date.min
        self._first = self._last = date.min
        self._current = 0
        self._pressed: int | None = None
        self._pressed_at = QPoint()
        self._gap: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def current(self) -> int:
        """The node the keys are on."""
        return self._current

    def show_nodes(self, nodes: Sequence[Node], today: date) -> None:
        """Draw these nodes as of `today`."""
        self._nodes, self._today = nodes, today
        days = [d for n in nodes for d in (n.start, n.due, n.done_on) if d is not None]
        self._first = min([*days, today])
        self._last = max([*days, today])
        self._current = max(0, min(self._current, len(nodes) - 1))
        self._pressed = self._gap = None
        self.setToolTip("\n".join(f"{n.name}：{n.text}" for n in nodes if n.text))
        self._say()
        self.setVisible(bool(nodes))
        self.updateGeometry()
        self.update()

    def go_to(self, place: int) -> None:
        """Put the keys on a node."""
        if not self._nodes:
            return
        self._current = max(0, min(place, len(self._nodes) - 1))
        self._say()
        self.update()
        self.walked.emit(self._line(self._current))

    def _say(self) -> None:
        if not self._nodes:
            self.setAccessibleName("节点")
            return
        node = self._nodes[self._current]
        self.setAccessibleName(
            f"节点 {self._current + 1} / {len(self._nodes)}：{node.name} {_when(node, self._today)}"
        )
        self.setAccessibleDescription("；".join(f"{n.name} {_when(n, self._today)}" for n in self._nodes))

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(_LINE) * len(self._nodes) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        target = self._current + step
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if 0 <= target < len(self._nodes):
                self.moved.emit(self._current, target)
                self._current = target
        elif step and 0 <= target < len(self._nodes):
            self.go_to(target)
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(0 if event.key() == Qt.Key.Key_Home else len(self._nodes) - 1)
        elif not self._nodes or not self._deed(event.key()):
            super().keyPressEvent(event)

    def _deed(self, key: int) -> bool:
        place = self._current
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.opened.emit(place)
        elif key == Qt.Key.Key_Space:
            self.finish_wanted.emit(place)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit(place)
        elif key == Qt.Key.Key_Menu:
            self.menu_wanted.emit(place, self.mapToGlobal(self._line(place).bottomLeft()))
        else:
            return False
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._nodes:
            self._pressed, self._pressed_at = self._at(event.position().y()), event.position().toPoint()
            self.go_to(self._pressed)

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self._pressed is not None and (self._gap is not None or far >= QApplication.startDragDistance()):
            self._gap = max(0, min(len(self._nodes), round(event.position().y() / theme.px(_LINE))))
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        pressed, gap = self._pressed, self._gap
        self._pressed = self._gap = None
        self.unsetCursor()
        self.update()
        if pressed is not None and gap is not None and gap not in {pressed, pressed + 1}:
            self.moved.emit(pressed, gap - (gap > pressed))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._nodes:
            self._pressed = None
            self.opened.emit(self._at(event.position().y()))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        if self._nodes and event.reason() == QContextMenuEvent.Reason.Mouse:
            self.go_to(self._at(event.y()))
            self.menu_wanted.emit(self._current, event.globalPos())

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.update()
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.walked.emit(self._line(self._current))

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.update()

    def _at(self, y: float) -> int:
        return max(0, min(len(self._nodes) - 1, int(y // theme.px(_LINE))))

    def _line(self, place: int) -> QRect:
        tall = theme.px(_LINE)
        return QRect(0, place * tall, self.width(), tall)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall, name, figure = theme.px(_LINE), round(self.width() * _NAME_SHARE), theme.px(_DATE)
        left, right = name + 8, self.width() - figure
        if self._nodes and self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self._line(self._current)).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        for number, node in enumerate(self._nodes):
            line = self._line(number)
            self._words(painter, line, node, name=name, figure=figure)
            thick = theme.px(_THICK)
            track = QRectF(left, line.center().y() - thick // 2, max(10, right - left), thick)
            self._bar(painter, track, node)
        if self._nodes:
            x = left + (right - left) * self._share(self._today)
            painter.setPen(QPen(theme.color("red"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 1), QPointF(x, tall * len(self._nodes) - 2))
        if self._gap is not None:
            painter.setPen(QPen(theme.color("accent"), 2))
            y = max(1, min(self.height() - 1, self._gap * tall))
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.end()

    def _words(self, painter: QPainter, line: QRect, node: Node, *, name: int, figure: int) -> None:
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(theme.color("text"))
        words = painter.fontMetrics().elidedText(node.name, Qt.TextElideMode.ElideRight, name - 4)
        painter.drawText(QRect(line.left() + 4, line.top(), name - 4, line.height()), flags, words)
        painter.setPen(theme.ink("red" if _late(node, self._today) else "soft"))
        painter.drawText(
            QRect(self.width() - figure + 8, line.top(), figure - 8, line.height()),
            flags,
            _when(node, self._today),
        )

    def _bar(self, painter: QPainter, track: QRectF, node: Node) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        end = node.done_on or node.due or node.start
        if end is None:
            return
        late = _late(node, self._today)
        left = track.left() + track.width() * self._share(min(node.start or end, end))
        right = track.left() + track.width() * self._share(self._today if late else end)
        full = QRectF(min(left, track.right() - 5), track.top(), max(5.0, right - left), track.height())
        tone = "green" if node.done_on is not None else "red" if late else "bar"
        painter.setBrush(theme.color(tone))
        painter.setOpacity(0.75 if node.done_on is not None else 0.55)
        painter.drawRoundedRect(full, full.height() / 2, full.height() / 2)
        painter.setOpacity(1)

    def _share(self, day: date) -> float:
        span = max(1, (self._last - self._first).days)
        return max(0.0, min(1.0, (day - self._first).days / span))


def _late(node: Node, today: date) -> bool:
    return node.done_on is None and node.due is not None and node.due < today


def _when(node: Node, today: date) -> str:
    """The day as the list writes it; that it is past is said in a word, not by its colour alone."""
    if node.done_on is not None:
        return f"✓ {node.done_on:%m-%d}"
    if node.due is not None:
        return f"{node.due:%m-%d}{' 超期' if _late(node, today) else ''}"
    return "未定"
