"""Lists whose entries have a count: the words at the left, the count at the right edge."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QStandardItem
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ducha_desktop.ui.theme import theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
COUNT_ROLE = Qt.ItemDataRole.UserRole + 7
_PAD, _TICK = 10, 34


def counted(words: str, count: str) -> QStandardItem:
    """An entry with its count; read aloud it is both."""
    item = QStandardItem(words)
    item.setData(count, COUNT_ROLE)
    item.setData(f"{words} {count}".strip(), Qt.ItemDataRole.AccessibleTextRole)
    return item


class CountedDelegate(QStyledItemDelegate):
    """Draws the count of an entry; words that would run into it are cut short."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        super().paint(painter, option, index)
        count = str(index.data(COUNT_ROLE) or "")
        if count:
            area: QRect = option.rect  # type: ignore[attr-defined]
            painter.save()
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("faint"))
            flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(area.adjusted(0, 0, -theme.px(_PAD), 0), flags, count)
            painter.restore()

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index, /) -> None:
        super().initStyleOption(option, index)
        count = str(index.data(COUNT_ROLE) or "")
        if count:
            taken = option.fontMetrics.horizontalAdvance(count) + theme.px(2 * _PAD)  # type: ignore[attr-defined]
            if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
                taken += theme.px(_TICK)
            room = option.rect.width() - taken  # type: ignore[attr-defined]
            option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)  # type: ignore[attr-defined]
