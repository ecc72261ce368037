"""The line over a group: its name, how many matters, and what they come to, over the whole width of the table."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.services.outline import Heading, Path
from ducha_desktop.services.outline_groups import Figures
from ducha_desktop.ui.theme import theme

INDENT = 16
"""Design pixels by which one level stands further in than the one above it."""
ARROW = 14
"""Design pixels of the arrow that folds and unfolds, with the room around it."""
EDGE = 10
_GAP = 18
_NAME_AT_MOST = 0.45
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class HeadingLine:
    """Draws headings; `figures` holds the sub-totals that have been read."""

    def __init__(self) -> None:
        """Know no sub-totals."""
        self.figures: Mapping[Path, Figures] = {}
        self.summed = True

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        heading: Heading,
        *,
        width: int,
        current: bool,
        focused: bool,
    ) -> None:
        """Draw the part of the line that falls into one cell.

        The line stands still while the table is scrolled sideways: each cell shows its stretch of it.

        Args:
            painter: of the table.
            option: the cell.
            heading: what the line says.
            width: of the whole table.
            current: the cursor is on the line.
            focused: the table has the keyboard.
        """
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.color("selection") if current else self._ground(option))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if current:
            painter.setPen(QPen(theme.color("accent" if focused else "line_strong"), 2))
            painter.drawRect(QRect(0, rect.top(), width, rect.height()).adjusted(1, 1, -1, -1))
        area = QRect(0, rect.top(), width, rect.height())
        x = theme.px(EDGE + INDENT * heading.level)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        arrow(painter, x, area, folded=heading.folded, color=theme.color("soft"))
        x += theme.px(ARROW + 2)
        font = QFont(painter.font())
        font.setBold(heading.level == 0)
        painter.setFont(font)
        room = round(width * _NAME_AT_MOST)
        name = painter.fontMetrics().elidedText(heading.words, Qt.TextElideMode.ElideRight, room)
        x = _word(painter, x, area, name, theme.color("text"))
        font.setBold(False)
        painter.setFont(font)
        for words, tone, light in self._pieces(heading):
            start = x + theme.px(_GAP)
            needed = painter.fontMetrics().horizontalAdvance(words) + (theme.px(14) if light else 0)
            if start + needed > width - theme.px(EDGE):
                break
            x = _lit(painter, start, area, light) if light else start
            x = _word(painter, x, area, words, theme.ink(tone))
        painter.restore()

    def hint(self, heading: Heading) -> str:
        """All there is to say of a heading, for the tooltip and for those who hear the window."""
        figures = self.figures.get(heading.path)
        about = f"{heading.kind}：{heading.words}，{heading.count:,} 项"
        state = "已折叠" if heading.folded else "已展开"
        return f"{about}（{state}）" + (f"\n{figures.sentence}" if figures else "")

    def _pieces(self, heading: Heading) -> Iterator[tuple[str, str, Light | None]]:
        yield f"{heading.count:,} 项", "soft", None
        figures = self.figures.get(heading.path)
        if figures is None:
            if self.summed:
                yield "…", "faint", None
            return
        yield f"完成 {figures.closed:,}", "soft", None
        yield f"在办 {figures.open:,}", "soft", None
        for light, number in (
            (Light.RED, figures.red),
            (Light.ORANGE, figures.orange),
            (Light.YELLOW, figures.yellow),
        ):
            if number:
                yield f"{light.word[0]} {number:,}", "soft", light
        if figures.closing:
            yield f"销号中 {figures.closing:,}", "soft", None
        if figures.percent is not None:
            yield f"平均进度 {figures.percent:.0f}%", "soft", None
        apart = figures.rows - figures.total
        if apart:
            yield f"拟办、已撤销 {apart:,}", "faint", None

    def _ground(self, option: QStyleOptionViewItem) -> QColor:
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus):
            return theme.color("selection")
        return theme.color("hover" if state & QStyle.StateFlag.State_MouseOver else "strip")


def arrow(painter: QPainter, x: float, area: QRect, *, folded: bool, color: QColor) -> None:
    """The arrow of what can be unfolded: to the right where it is folded, down where it is open."""
    half = theme.px(4)
    middle = QPointF(x + theme.px(ARROW) / 2 - 1, area.center().y() + 0.5)
    corners = ((-0.6, -1.0), (0.8, 0.0), (-0.6, 1.0)) if folded else ((-1.0, -0.6), (1.0, -0.6), (0.0, 0.8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([middle + QPointF(dx * half, dy * half) for dx, dy in corners]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _word(painter: QPainter, x: int, area: QRect, text: str, color: QColor) -> int:
    painter.setPen(color)
    wide = painter.fontMetrics().horizontalAdvance(text)
    line = QRect(x, area.top() - round(theme.px(13) / 12), wide + 2, area.height())
    painter.drawText(line, int(_MIDDLE), text)
    return x + wide


def _lit(painter: QPainter, x: int, area: QRect, light: Light) -> int:
    side = theme.px(8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.light(light))
    painter.drawEllipse(QRectF(x, area.center().y() - side / 2 + 0.5, side, side))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return x + side + theme.px(5)
