"""Painting of cells: colour bar of the row, light as dot and word, progress as bar and figure."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.services.outline import Heading
from ducha_desktop.ui.tables.columns import Column, Paint, Twig
from ducha_desktop.ui.tables.heading_line import ARROW, INDENT, HeadingLine, arrow
from ducha_desktop.ui.tables.model import COLUMN_ROLE, ROW_ROLE, WAITING
from ducha_desktop.ui.theme import theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


Index = QModelIndex | QPersistentModelIndex
PAD, LEAD = 8, 14
"""Design pixels beside the words of a cell, and before those of the first; the headings have the same."""
STRIPE = 3
_THICK = 5
_SMALLEST_BAR = 16


class CellDelegate(QStyledItemDelegate):
    """One delegate for all columns; the column says how its cells are drawn."""

    def __init__(self, parent: QWidget, *, stripe: Callable[[Any], QColor | None] | None = None) -> None:
        """Draw for `parent`.

        Args:
            parent: the table.
            stripe: colour of the bar at the left of a row, e.g. its light.
        """
        super().__init__(parent)
        self._stripe = stripe
        self.headings = HeadingLine()
        self.faded: Callable[[Any], bool] = lambda _row: False
        self.first = 0  # the section at the left edge, where the stripe stands

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        column: Column[Any] = index.data(COLUMN_ROLE)
        row = index.data(ROW_ROLE)
        if isinstance(row, Heading):
            self._heading(painter, option, index, row)
            return
        painter.save()
        self._ground(painter, option, index)
        first = index.column() == self.first
        if first and row is not None and self._stripe is not None:
            self._bar(painter, option.rect, self._stripe(row))  # type: ignore[attr-defined]
        area = option.rect.adjusted(theme.px(LEAD if first else PAD), 0, -theme.px(PAD), 0)  # type: ignore[attr-defined]
        line = area.translated(0, -round(theme.px(13) / 12))  # hanzi sit below the middle of their line
        if row is None:
            self._text(painter, line, WAITING, column, theme.color("faint"))
        elif column.paint is Paint.LIGHT and column.value is not None:
            self._light(painter, area, line, column.value(row))
        elif column.paint is Paint.PROGRESS and column.value is not None:
            self._progress(painter, area, line, column.value(row))
        else:
            tone = "faint" if self.faded(row) else column.tone(row) if column.tone is not None else ""
            line = self._twig(painter, area, line, column.twig(row) if column.twig is not None else None)
            self._text(painter, line, column.text(row), column, theme.ink(tone or "text"))
        painter.restore()

    def _heading(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, heading: Heading
    ) -> None:
        table = self.parent()
        if isinstance(table, QTableView):
            self.headings.paint(
                painter,
                option,
                heading,
                width=table.viewport().width(),
                current=table.currentIndex().row() == index.row(),
                focused=table.hasFocus(),
            )

    def _twig(self, painter: QPainter, area: QRect, line: QRect, twig: Twig | None) -> QRect:
        """Draw where a row stands in the tree; what is left for its words."""
        if twig is None:
            return line
        left = area.left() + theme.px(INDENT * twig.depth)
        if twig.folded is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            arrow(painter, left, area, folded=twig.folded, color=theme.color("soft"))
        right = 0
        if twig.note:
            right = painter.fontMetrics().horizontalAdvance(twig.note) + theme.px(PAD)
            painter.setPen(theme.color("soft"))
            painter.drawText(line, _RIGHT, twig.note)
        return line.adjusted(left - area.left() + theme.px(ARROW + 2), 0, -right, 0)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(80, theme.px(30))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.color("selection"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _bar(self, painter: QPainter, rect: QRect, color: QColor | None) -> None:
        if color is not None:
            above = theme.px(5)
            painter.fillRect(
                QRect(rect.left() + 2, rect.top() + above, theme.px(STRIPE), rect.height() - 2 * above), color
            )

    def _text(self, painter: QPainter, area: QRect, text: str, column: Column[Any], color: QColor) -> None:
        painter.setPen(color)
        shown = painter.fontMetrics().elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, int(column.align), shown)

    def _light(self, painter: QPainter, area: QRect, line: QRect, light: Light) -> None:
        side = theme.px(9)
        dot = QRectF(area.left(), area.center().y() - side / 2 + 0.5, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if light is Light.NONE:
            painter.setPen(QPen(theme.color("line_strong"), 1.4))
            painter.drawEllipse(dot.adjusted(1, 1, -1, -1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.light(light))
            painter.drawEllipse(dot)
        painter.setPen(theme.color("faint" if light is Light.NONE else "text"))
        painter.drawText(line.adjusted(side + 7, 0, 0, 0), _LEFT, "—" if light is Light.NONE else light.word)

    def _progress(self, painter: QPainter, area: QRect, line: QRect, percent: float | None) -> None:
        if percent is None:
            painter.setPen(theme.color("faint"))
            painter.drawText(line, _RIGHT, "—")
            return
        painter.setPen(theme.color("text"))
        painter.drawText(line, _RIGHT, f"{percent:g}%")
        room = area.width() - theme.px(44)
        if room < _SMALLEST_BAR:
            return
        thick = theme.px(_THICK)
        track = QRectF(area.left(), area.center().y() - thick // 2, room, thick)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        full = max(0.0, min(1.0, percent / 100))
        if full:
            painter.setBrush(theme.color("bar"))
            track.setWidth(max(thick, track.width() * full))
            painter.drawRoundedRect(track, thick / 2, thick / 2)


def twig_left(depth: int, *, first: bool) -> int:
    """Where the arrow of a row at that depth begins, from the left edge of its cell."""
    return theme.px(LEAD if first else PAD) + theme.px(INDENT * depth)


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
