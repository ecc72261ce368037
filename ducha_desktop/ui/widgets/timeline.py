"""What happened to a matter, newest first: a thread with a bead per entry, walked by mouse or keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
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


MOST = 4
"""Details shown of an entry until it is unfolded."""

_WRAP = int(Qt.TextFlag.TextWordWrap)
_ENDLESS = 100_000
_MOST_HEIGHTS = 20_000
"""Heights kept of texts, of this matter and those seen before it, until they are measured afresh."""

_LEFT = 20


@dataclass(frozen=True, slots=True)
class Bead:
    """One entry: its words, the quiet line below (day, medium, who), old → new of the fields, and what it is."""

    words: str
    below: str
    details: Sequence[str] = ()
    key: int = 0

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
    """Shows entries; one of them is the current one, and its menu holds what can be done with it.

    It is painted, not built of labels: a matter has a hundred lines, and the cursor walks through matters.
    """

    walked = Signal(QRect)
    """The current entry lies here; whoever scrolls brings it into view."""

    def __init__(self, *deeds: str) -> None:
        """Start empty.

        Args:
            deeds: words of what the menu offers beside copying; `chosen(words, key)` follows.
        """
        super().__init__()
        self._beads: tuple[Bead, ...] = ()
        self._deeds = deeds
        self._lines: list[_Line] = []
        self._tops: list[int] = []
        self._unfolded: set[int] = set()
        self._at = -1
        self._measured = (-1, 0)
        self._heights: dict[tuple[int, bool, str], int] = {}  # of texts by room and size of type
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._forget_heights)

    chosen = Signal(str, int)

    def show_beads(self, beads: Sequence[Bead]) -> None:
        """Replace what is shown; the current entry stays the current one where it is still there."""
        shown = tuple(beads)
        if shown == self._beads:
            return
        key = self._beads[self._at].key if 0 <= self._at < len(self._beads) else None
        self._at = next((place for place, bead in enumerate(shown) if bead.key == key), -1)
        self._beads = shown
        self._unfolded &= {bead.key for bead in shown}
        if len(self._heights) > _MOST_HEIGHTS:
            self._heights.clear()
        self.setAccessibleDescription("\n".join(bead.text for bead in shown[:40]))
        self._measure_anew()

    @property
    def current(self) -> Bead | None:
        """The entry the clerk walked to."""
        return self._beads[self._at] if 0 <= self._at < len(self._beads) else None

    def walk_to(self, place: int) -> None:
        """Make an entry the current one."""
        if self._beads:
            self._at = max(0, min(place, len(self._beads) - 1))
            self.setAccessibleName(self._beads[self._at].text)
            self.walked.emit(self._place(self._at))
            self.update()

    def menu(self) -> QMenu:
        """What can be done with the current entry."""
        menu, bead = QMenu(self), self.current
        if bead is None:
            return menu
        if len(bead.details) > MOST:
            words = "收起" if bead.key in self._unfolded else f"展开全部 {len(bead.details)} 处改动"
            menu.addAction(words).triggered.connect(self._fold)
        for deed in self._deeds:
            menu.addAction(deed).triggered.connect(
                lambda _on=False, deed=deed: self.chosen.emit(deed, bead.key)
            )
        menu.addSeparator()
        whole = "\n\n".join(each.text for each in self._beads)
        menu.addAction("复制这一条").triggered.connect(lambda: QGuiApplication.clipboard().setText(bead.text))
        menu.addAction("复制全部").triggered.connect(lambda: QGuiApplication.clipboard().setText(whole))
        return menu

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
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = event.key()
        if key == Qt.Key.Key_Down and self._at < len(self._beads) - 1:
            self.walk_to(self._at + 1)
        elif key == Qt.Key.Key_Up and self._at > 0:
            self.walk_to(self._at - 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu}:
            self._open_menu(
                self.mapToGlobal(self._place(max(0, self._at)).bottomLeft() + QPoint(theme.px(_LEFT), 0))
            )
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.walk_to(max(0, self._at))
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self.walk_to(self._place_at(event.pos().y()))
        if event.button() is Qt.MouseButton.LeftButton and self._dots(self._at).contains(event.pos()):
            self._open_menu(event.globalPosition().toPoint())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        self._fold()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        if self._beads:
            if event.reason() is QContextMenuEvent.Reason.Mouse:
                self.walk_to(self._place_at(event.pos().y()))
            self._open_menu(event.globalPos())

    def _open_menu(self, at: QPoint) -> None:
        if self._at < 0:
            self.walk_to(0)
        menu = self.menu()
        menu.exec(at)
        menu.deleteLater()

    def _fold(self) -> None:
        bead = self.current
        if bead is not None and len(bead.details) > MOST:
            self._unfolded ^= {bead.key}
            self._measure_anew()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        self._measure(self.width())
        painter = QPainter(self)
        left, seen = theme.px(_LEFT), event.rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.current is not None:
            self._mark(painter)
        for line in self._lines:
            if line.top + line.height >= seen.top() and line.top <= seen.bottom():
                painter.setFont(line.font)
                painter.setPen(theme.color(line.tone))
                painter.drawText(
                    QRect(left, line.top, self._room(self.width()), line.height), _WRAP, line.text
                )
        for number, top in enumerate(self._tops):
            self._thread(painter, number, top)
        painter.end()

    def _mark(self, painter: QPainter) -> None:
        """The ground of the current entry, its ring while it has the keys, and the dots that open its menu."""
        place = QRectF(self._place(self._at)).adjusted(theme.px(_LEFT) - 5, 1, -1, -theme.px(4))
        painter.setPen(QPen(theme.color("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("hover"))
        painter.drawRoundedRect(place, 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("soft"))
        middle = QPointF(self._dots(self._at).center())
        for step in (-1, 0, 1):
            painter.drawEllipse(middle + QPointF(step * theme.px(5), 0), theme.px(15) / 10, theme.px(15) / 10)

    def _thread(self, painter: QPainter, number: int, top: int) -> None:
        last = number == len(self._tops) - 1
        bottom = self.height() if last else self._tops[number + 1]
        x, y, r = theme.px(15) / 2, top + theme.px(11), theme.px(7) / 2
        painter.setPen(QPen(theme.color("line_strong"), 1.5))
        if number:
            painter.drawLine(QPointF(x, top), QPointF(x, y - r - 2))
        if not last:
            painter.drawLine(QPointF(x, y + r + 2), QPointF(x, bottom))
        painter.setPen(QPen(theme.color("bar"), theme.px(16) / 10))
        painter.setBrush(theme.color("window"))
        painter.drawEllipse(QRectF(x - r, y - r, 2 * r, 2 * r))

    def _place_at(self, y: int) -> int:
        return sum(top <= y for top in self._tops) - 1

    def _place(self, number: int) -> QRect:
        """Where an entry stands, over the whole width."""
        tops = [*self._tops, self._measured[1]]
        return QRect(0, tops[number], self.width(), tops[number + 1] - tops[number])

    def _dots(self, number: int) -> QRect:
        side, place = theme.px(24), self._place(number)
        return QRect(self.width() - side - 2, place.top() + 1, side, side)

    def _room(self, width: int) -> int:
        return max(1, width - theme.px(_LEFT) - theme.px(26))

    def _forget_heights(self) -> None:
        self._heights.clear()
        self._measure_anew()

    def _measure_anew(self) -> None:
        self._measured = (-1, 0)
        self.updateGeometry()
        self.update()

    def _measure(self, width: int) -> int:
        """Place every line for a width; the height they take."""
        if self._measured[0] == width:
            return self._measured[1]
        usual, small = theme.font(13), theme.font(12)
        room = QRect(0, 0, self._room(width), _ENDLESS)
        usual_size, small_size = QFontMetrics(usual), QFontMetrics(small)
        self._lines, self._tops, y = [], [], 0
        for bead in self._beads:
            self._tops.append(y)
            y += 2
            pieces = [(bead.words, "text", usual, usual_size)]
            pieces += [(detail, "soft", usual, usual_size) for detail in self._shown(bead)]
            pieces.append((bead.below, "faint", small, small_size))
            for text, tone, font, size in pieces:
                tall = self._height(text, size, room, small=font is small)
                self._lines.append(_Line(text, tone, font, y, tall))
                y += tall + 1
            y += GAP_M
        self._measured = (width, y)
        return y

    def _height(self, text: str, size: QFontMetrics, room: QRect, *, small: bool) -> int:
        """How tall a text is: a layout asks for several widths in turn, and most texts stand there again."""
        kept = (room.width(), small, text)
        tall = self._heights.get(kept)
        if tall is None:
            tall = self._heights[kept] = size.boundingRect(room, _WRAP, text).height()
        return tall

    def _shown(self, bead: Bead) -> list[str]:
        if len(bead.details) <= MOST or bead.key in self._unfolded:
            return list(bead.details)
        return [*bead.details[:MOST], f"另有 {len(bead.details) - MOST} 处…"]

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._forget_heights()
