"""The headings of a table: a small mark at the right opens the list of the column's values."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from ducha_desktop.ui.theme import theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_MARK, _EDGE = 14, 4
"""Design pixels of the mark's place, and those at the edge of a section that resize it."""


class ColumnHeader(QHeaderView):
    """Headings with marks; `list_wanted(section)` when one is pressed."""

    list_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        """No marks yet."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._marked: frozenset[int] = frozenset()
        self._active: frozenset[int] = frozenset()
        self._pressed = -1
        self.is_pulled = False  # somebody draws a section wider or narrower, or drags it elsewhere
        self.setMouseTracking(True)

    def mark(self, sections: frozenset[int], *, active: frozenset[int]) -> None:
        """Show marks in these sections; those of active ones are filled, their list restricts the rows."""
        self._marked, self._active = sections, active
        self.viewport().update()

    @property
    def marked(self) -> frozenset[int]:
        """The sections with a mark."""
        return self._marked

    @property
    def active(self) -> frozenset[int]:
        """The sections whose list restricts the rows."""
        return self._active

    def mark_place(self, section: int) -> QRect:
        """Where the mark of a section stands, in the viewport."""
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        side = theme.px(_MARK)
        return QRect(right - side - theme.px(_EDGE), 0, side, self.height())

    @override
    def setSelectionModel(self, selectionModel: QItemSelectionModel, /) -> None:
        """Take nothing over from the table: to paint a heading Qt would ask every row of a selected column.

        A heading is pressed in its own list of cells and never shows what is selected below it.
        """
        if selectionModel.parent() is self:
            super().setSelectionModel(selectionModel)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int, /) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if logicalIndex in self._marked:
            self._paint_mark(painter, self.mark_place(logicalIndex), active=logicalIndex in self._active)

    def _paint_mark(self, painter: QPainter, place: QRect, *, active: bool) -> None:
        """A funnel: outlined where it only offers, filled where it restricts."""
        side = theme.px(9 if active else 7) / 2
        middle = QPointF(place.center()) + QPointF(0.5, 0.5)
        funnel = [(-1, -0.9), (1, -0.9), (0.22, 0.05), (0.22, 1), (-0.22, 0.75), (-0.22, 0.05)]
        arrow = [(-1, -0.4), (1, -0.4), (0, 0.7)]
        shape = QPolygonF([middle + QPointF(x * side, y * side) for x, y in (funnel if active else arrow)])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color: QColor = theme.color("accent" if active else "faint")
        painter.setPen(color if active else Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(shape)
        painter.restore()

    def _mark_at(self, at: QPoint) -> int:
        section = self.logicalIndexAt(at)
        return section if section in self._marked and self.mark_place(section).contains(at) else -1

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self._pressed = (
            self._mark_at(event.position().toPoint()) if event.button() is Qt.MouseButton.LeftButton else -1
        )
        if self._pressed < 0:
            self.is_pulled = True
            super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        pressed, self._pressed = self._pressed, -1
        self.is_pulled = False
        if pressed < 0:
            super().mouseReleaseEvent(event)
        elif self._mark_at(event.position().toPoint()) == pressed:
            self.list_wanted.emit(pressed)

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        if self._pressed < 0:
            super().mouseMoveEvent(event)
            if self._mark_at(event.position().toPoint()) >= 0:
                self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def viewportEvent(self, event: QEvent, /) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            section = self._mark_at(event.pos())
            if section >= 0:
                QToolTip.showText(event.globalPos(), "按这一列的值筛选（Ctrl+Shift+L）", self)
                return True
        return super().viewportEvent(event)
