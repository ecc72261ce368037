"""Where a toast stands: at the foot of the window, and not on what the clerk has just worked on."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QTableView, QWidget

from ducha_desktop.ui.theme import GAP_M, GAP_XL

ABOVE = 44
"""Between the toast and the foot of the window: the line with the totals is seen below it."""


def spot(room: QSize, size: QSize, kept: Sequence[QRect]) -> QPoint:
    """The first place that leaves what is kept in sight: the middle, the right corner, then higher up.

    Args:
        room: of the window.
        size: of the toast.
        kept: what must still be read.
    """
    across = [(room.width() - size.width()) // 2, room.width() - size.width() - GAP_XL]
    foot = room.height() - size.height() - ABOVE
    highs = [foot, *sorted((rect.top() - size.height() - GAP_M for rect in kept), reverse=True)]
    for high in highs:
        for left in across:
            wanted = QRect(QPoint(left, high), size)
            if 0 <= high <= foot and not any(wanted.intersects(rect) for rect in kept):
                return wanted.topLeft()
    return QPoint(across[0], foot)


def to_keep(window: QWidget) -> list[QRect]:
    """Last and current row of every table that is seen, lines of totals and of buttons, as the window measures."""
    found = [_inside(part, part.rect(), window) for part in window.findChildren(QWidget) if _is_line(part)]
    for table in window.findChildren(QTableView):
        if table.isVisible():
            found += [_inside(table.viewport(), area, window) for area in _rows(table)]
    return found


def _is_line(part: QWidget) -> bool:
    return part.isVisible() and (part.property("part") == "strip" or bool(part.property("kept")))


def _rows(table: QTableView) -> Iterator[QRect]:
    wide, tall = table.viewport().width(), table.viewport().height()
    last = table.rowAt(tall - 1)
    if last < 0 and table.model() is not None:
        last = table.model().rowCount() - 1
    for row in {last, table.currentIndex().row()} - {-1}:
        area = QRect(0, table.rowViewportPosition(row), wide, table.rowHeight(row))
        if area.intersects(table.viewport().rect()):
            yield area


def _inside(part: QWidget, area: QRect, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, area.topLeft()), area.size())
