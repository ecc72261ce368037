"""How the lines of the palette are painted: heading, or icon, words and, at the right, a quiet note."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ducha_desktop.ui.icons import icon
from ducha_desktop.ui.palette.entries import Entry
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

ENTRY = Qt.ItemDataRole.UserRole
_LINE, _HEADING, _ICON = 32, 26, 16


class Lines(QStyledItemDelegate):
    """Paints entries; what has none is a heading."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /) -> QSize:
        return QSize(0, theme.px(_LINE if index.data(ENTRY) is not None else _HEADING))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> None:
        given: Any = option
        entry: Entry | None = index.data(ENTRY)
        box: QRect = given.rect
        painter.save()
        if entry is None:
            painter.setFont(theme.font(12, bold=True))
            painter.setPen(theme.color("faint"))
            inner = box.adjusted(GAP_L, 0, -GAP_L, 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        else:
            if given.state & QStyle.StateFlag.State_Selected:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("selection"))
                painter.drawRoundedRect(box.adjusted(GAP_M - 4, 1, 4 - GAP_M, -1), 5, 5)
            _paint_entry(painter, box.adjusted(GAP_L, 0, -GAP_L, 0), entry)
        painter.restore()


def _paint_entry(painter: QPainter, box: QRect, entry: Entry) -> None:
    side = theme.px(_ICON)
    spot = QRect(box.left(), box.center().y() - side // 2, side, side)
    icon(entry.glyph or entry.kind.glyph, "soft").paint(painter, spot)
    box = box.adjusted(side + GAP_M, 0, 0, 0)
    middle = Qt.AlignmentFlag.AlignVCenter
    small = theme.font(12)
    shown = QFontMetrics(small).elidedText(entry.note, Qt.TextElideMode.ElideRight, box.width() * 45 // 100)
    room = QFontMetrics(small).horizontalAdvance(shown)
    painter.setFont(small)
    painter.setPen(theme.color("faint"))
    painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, shown)
    font = theme.font(13)
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    left = box.adjusted(0, 0, -room - GAP_L, 0)
    words = QFontMetrics(font).elidedText(entry.words, Qt.TextElideMode.ElideRight, left.width())
    painter.drawText(left, middle, words)
