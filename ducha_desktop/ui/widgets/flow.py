"""A layout that sets widgets side by side and breaks the line where the width ends."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ducha_desktop.ui.theme import GAP_M

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


class FlowLayout(QLayout):
    """Like words in a paragraph; used for chips and action buttons."""

    def __init__(
        self,
        parent: QWidget | None = None,
        gap: int = GAP_M,
        line_gap: int | None = None,
        *,
        apart: int | None = None,
    ) -> None:
        """Start empty.

        Args:
            parent: whose layout it is.
            gap: between neighbours.
            line_gap: between lines, `gap` where not given.
            apart: from this piece on they stand at the right edge, while all fit on one line.
        """
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._apart = apart
        self._gap, self._line_gap = gap, gap if line_gap is None else line_gap
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int, /) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def clear(self) -> None:
        """Remove and delete everything in it."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        lines = self._lines(area.width())
        y = area.y()
        for line in lines:
            tall = max(size.height() for _, size in line)
            if move:
                self._place(line, QRect(area.x(), y, area.width(), tall), alone=len(lines) == 1)
            y += tall + self._line_gap
        return y - (self._line_gap if lines else 0) - rect.y() + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self._gap
        return lines

    def _place(self, line: list[tuple[QLayoutItem, QSize]], room: QRect, *, alone: bool) -> None:
        """Set a line, each piece in the middle of its height; what stands apart goes to the right edge."""
        apart = self._items[self._apart] if alone and self._apart is not None else None
        used = sum(size.width() + self._gap for _, size in line) - self._gap
        order, x, pushed = {id(item): n for n, item in enumerate(self._items)}, room.x(), False
        for item, size in line:
            if apart is not None and not pushed and order[id(item)] >= order[id(apart)]:
                x, pushed = x + room.width() - used, True
            item.setGeometry(QRect(QPoint(x, room.y() + (room.height() - size.height()) // 2), size))
            x += size.width() + self._gap


def spread(left: Sequence[QWidget], right: Sequence[QWidget], *, gap: int = GAP_M) -> FlowLayout:
    """A line with pieces at both edges, which breaks into several where the width ends."""
    made = FlowLayout(gap=gap, apart=len(left) if right else None)
    for widget in (*left, *right):
        made.addWidget(widget)
    return made
