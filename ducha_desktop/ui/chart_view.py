"""A chart in the window: sharp at any scale, in the colours of the moment, its marks reached by mouse and keys."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import charts as chart_ops
from ducha_desktop.ui.operations.charts import Paint
from ducha_desktop.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtSvg import QSvgRenderer

    from ducha_desktop.typeset.easel import Chart, Spot

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

REDRAW_MS = 60
_RADIUS = 3
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ChartView(QWidget):
    """Shows what `typeset.charts` draws; emits `chosen(key)` when a mark is clicked or Enter is pressed on it.

    Arrow keys walk the marks that open something. The picture is drawn anew when width, text size or
    appearance change; read aloud it is the words of all its marks, or of the one the keys are on.
    """

    chosen = Signal(str)

    def __init__(self, door: Door, name: str) -> None:
        """An empty picture; `name` says what it shows."""
        super().__init__()
        self._door = door
        self._paint: Paint | None = None
        self._opens: frozenset[str] = frozenset()
        self._chart: Chart | None = None
        self._renderer: QSvgRenderer | None = None
        self._here = -1
        self._hovered: Spot | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW_MS)
        self._timer.timeout.connect(self._draw)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._redraw)

    @property
    def chart(self) -> "Chart | None":
        """What is shown now."""
        return self._chart

    def show_chart(self, paint: Paint, opens: Collection[str] = ()) -> None:
        """Draw with `paint` from now on; marks whose key is in `opens` can be chosen."""
        self._paint, self._opens = paint, frozenset(opens)
        self._draw()

    @property
    def marks(self) -> "list[Spot]":
        """The marks that can be chosen, in reading order, each once."""
        found: dict[str, Spot] = {}
        for spot in self._chart.spots if self._chart else ():
            if spot.key in self._opens:
                found.setdefault(spot.key, spot)
        return list(found.values())

    @override
    def sizeHint(self) -> QSize:
        tall = round(self._chart.height) if self._chart else theme.px(60)
        return QSize(theme.px(240), tall)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def _redraw(self) -> None:
        if self._paint is not None:
            self._timer.start()

    def _draw(self) -> None:
        if self._paint is None or self.width() < theme.px(60):
            return
        tones = theme.tones
        inks = (tones.text, tones.soft, tones.line, tones.track)
        drawing = chart_ops.draw(self._paint, self.width(), size=theme.px(12), inks=inks).latest("chart")
        drawing.then(self._drawn).start(self._door, self)

    def _drawn(self, chart: "Chart") -> None:
        from PySide6.QtSvg import QSvgRenderer

        self._renderer = QSvgRenderer(QByteArray(chart.svg), self)
        self._chart, self._hovered = chart, None
        marks = self.marks
        self._here = min(self._here, len(marks) - 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if marks else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription("；".join(dict.fromkeys(spot.words for spot in chart.spots)))
        self.updateGeometry()
        self.update()

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        if self._chart is None:
            self._draw()
        elif event.oldSize().width() != event.size().width():
            self._redraw()

    @override
    def paintEvent(self, _event: "QPaintEvent", /) -> None:
        if self._chart is None or self._renderer is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(0, 0, self._chart.width, self._chart.height))
        if self._hovered is not None and self._hovered.key in self._opens:
            _frame(painter, self._hovered, "line_strong", 1.0)
        marks = self.marks
        if self.hasFocus() and 0 <= self._here < len(marks):
            _frame(painter, marks[self._here], "accent", 2.0)
        painter.end()

    @override
    def mouseMoveEvent(self, event: "QMouseEvent", /) -> None:
        hovered = self._at(event.position().x(), event.position().y())
        if hovered is not self._hovered:
            self._hovered = hovered
            opens = hovered is not None and hovered.key in self._opens
            self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
            self.update()

    @override
    def mouseReleaseEvent(self, event: "QMouseEvent", /) -> None:
        spot = self._at(event.position().x(), event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and spot is not None and spot.key in self._opens:
            self._here = next(n for n, mark in enumerate(self.marks) if mark.key == spot.key)
            self.chosen.emit(spot.key)

    @override
    def event(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            self._say(event)  # type: ignore[arg-type]  # a tooltip is asked for by a QHelpEvent
            return True
        if event.type() is QEvent.Type.Leave and self._hovered is not None:
            self._hovered = None
            self.update()
        return super().event(event)

    @override
    def keyPressEvent(self, event: "QKeyEvent", /) -> None:
        marks, key = self.marks, event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and marks:
            self.chosen.emit(marks[max(self._here, 0)].key)
        elif key in _STEPS and marks:
            self._stand(max(0, min(self._here + _STEPS[Qt.Key(key)], len(marks) - 1)))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and marks:
            self._stand(0 if key == Qt.Key.Key_Home else len(marks) - 1)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: "QFocusEvent", /) -> None:
        super().focusInEvent(event)
        if self.marks:
            self._stand(max(self._here, 0))

    def _stand(self, number: int) -> None:
        """The keys are on a mark: frame it, show its words, say them."""
        self._here = number
        spot = self.marks[number]
        self.setAccessibleDescription(spot.words)
        place = self.mapToGlobal(_area(spot).bottomLeft().toPoint())
        QToolTip.showText(place, spot.words, self)
        self.update()

    def _say(self, event: "QHelpEvent") -> None:
        spot = self._at(event.pos().x(), event.pos().y())
        if spot is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), spot.words, self)

    def _at(self, x: float, y: float) -> "Spot | None":
        """The smallest place under the pointer: a stretch before its bar, a point before its month."""
        over = [spot for spot in (self._chart.spots if self._chart else ()) if _area(spot).contains(x, y)]
        return min(over, key=lambda spot: spot.width * spot.height, default=None)


def _area(spot: "Spot") -> QRectF:
    return QRectF(spot.x, spot.y, spot.width, spot.height)


def _frame(painter: QPainter, spot: "Spot", tone: str, thick: float) -> None:
    painter.setPen(QPen(theme.color(tone), thick))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_area(spot).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
