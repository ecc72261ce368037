"""The twelve months of a year as one picture: what is rest, what is worked, in colours and words."""

from calendar import Calendar as Weeks
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ducha_desktop.domain.workdays import WEEKEND, SpecialDay
from ducha_desktop.ui.theme import theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

WEEKDAYS = "一二三四五六日"
_MONTHS, _DAYS, _WEEKS = 12, 7, 6
_CELL_W, _CELL_H, _HEAD_H, _WEEK_H, _GAP, _BELOW = 34, 21, 24, 17, 22, 6
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


def day_words(day: date, special: SpecialDay | None) -> str:
    """What a day is, in a sentence for the line below the year and for the tooltip."""
    weekday = f"星期{WEEKDAYS[day.weekday()]}"
    head = f"{day.year} 年 {day.month} 月 {day.day} 日　{weekday}　"
    if special is None:
        return head + ("周末休息" if day.weekday() >= WEEKEND else "工作日")
    name = f"（{special.name}）" if special.name else ""
    return head + ("休息" if special.rest else "调休上班") + name


class YearGrid(QWidget):
    """A year; arrows walk the days, Space or a click turns the day, `walked` follows the cursor."""

    turned = Signal(object)
    walked = Signal(object)
    renaming = Signal(object)

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.year, self.day = 2000, date(2000, 1, 1)
        self._days: Mapping[date, SpecialDay] = {}
        self._known = True
        self._today = date.min
        self._hovered: date | None = None
        self._columns = 4
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("全年日历")
        theme.changed.connect(self._refit)
        self._refit()

    def show_year(self, year: int, days: Mapping[date, SpecialDay], *, known: bool, today: date) -> None:
        """Show a year; the cursor keeps month and day."""
        self._days, self._known, self._today = days, known, today
        if year != self.year:
            self.year = year
            self.day = date(year, self.day.month, min(self.day.day, 28))
            if year == today.year and self.day == date(year, 1, 1):
                self.day = today
        self.walked.emit(self.day)
        self.update()

    def special(self, day: date) -> SpecialDay | None:
        """What the table says of a day."""
        return self._days.get(day)

    def place_of(self, day: date) -> QRect:
        """Where a day stands."""
        column, line = (day.month - 1) % self._columns, (day.month - 1) // self._columns
        first = date(day.year, day.month, 1).weekday()
        week, weekday = divmod(first + day.day - 1, _DAYS)
        corner = self._corner(column, line)
        width, height = self._cell()
        top = corner.y() + theme.px(_HEAD_H + _WEEK_H) + week * height
        return QRect(corner.x() + weekday * width, top, width, height)

    def day_at(self, point: QPoint) -> date | None:
        """The day under a point."""
        for month in range(1, _MONTHS + 1):
            for day in Weeks().itermonthdates(self.year, month):
                if day.month == month and self.place_of(day).contains(point):
                    return day
        return None

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._month_width() * 4, self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._month_width(), self._height())

    def _refit(self) -> None:
        """As many months side by side as there is room for; twelve fill their lines evenly."""
        room = max(1, (self.width() + theme.px(_GAP)) // self._month_width())
        self._columns = next(count for count in (6, 4, 3, 2, 1) if count <= room or count == 1)
        self.setFixedHeight(self._height())
        self.update()

    @override
    def resizeEvent(self, event: QEvent, /) -> None:
        self._refit()

    def _month_width(self) -> int:
        return theme.px(_CELL_W) * _DAYS + theme.px(_GAP)

    def _height(self) -> int:
        lines = _MONTHS // self._columns
        month = theme.px(_HEAD_H + _WEEK_H + _BELOW) + theme.px(_CELL_H) * _WEEKS
        return lines * month + theme.px(4)

    def _cell(self) -> tuple[int, int]:
        spare = self.width() // self._columns - theme.px(_GAP)
        return min(max(theme.px(_CELL_W), spare // _DAYS), theme.px(_CELL_W + 12)), theme.px(_CELL_H)

    def _corner(self, column: int, line: int) -> QPoint:
        wide = self.width() // self._columns
        month = theme.px(_HEAD_H + _WEEK_H + _BELOW) + theme.px(_CELL_H) * _WEEKS
        return QPoint(column * wide + theme.px(2), line * month + theme.px(2))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, _MONTHS + 1):
            self._paint_month(painter, month)
            for day in Weeks().itermonthdates(self.year, month):
                if day.month == month:
                    self._paint_day(painter, day)
        painter.end()

    def _paint_month(self, painter: QPainter, month: int) -> None:
        corner = self._corner((month - 1) % self._columns, (month - 1) // self._columns)
        width, _height = self._cell()
        painter.setFont(theme.font(14, bold=True))
        painter.setPen(theme.color("text"))
        head = QRect(corner, QSize(width * _DAYS, theme.px(_HEAD_H)))
        painter.drawText(head.adjusted(theme.px(8), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, f"{month} 月")
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("faint"))
        for place, word in enumerate(WEEKDAYS):
            cell = QRect(corner.x() + place * width, corner.y() + theme.px(_HEAD_H), width, theme.px(_WEEK_H))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, word)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        cell, special = self.place_of(day).adjusted(1, 0, -1, -1), self._days.get(day)
        ground, ink, word = self._looks(day, special)
        if day == self._hovered and not ground:
            ground = "hover"
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(cell, theme.px(4), theme.px(4))
        if day == self._today:
            self._frame(painter, cell, "accent", 1)
        if day == self.day and self.hasFocus():
            self._frame(painter, cell, "accent", 2)
        painter.setFont(theme.font(13, bold=bool(special)))
        painter.setPen(theme.ink(ink))
        number = cell.adjusted(0, 0, -theme.px(12), 0) if word else cell
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if word:
            painter.setFont(theme.font(11))
            side = cell.adjusted(cell.width() // 2 + theme.px(1), 0, -theme.px(1), 0)
            painter.drawText(side, Qt.AlignmentFlag.AlignCenter, word)

    @staticmethod
    def _frame(painter: QPainter, cell: QRect, tone: str, width: int) -> None:
        painter.setPen(QPen(theme.color(tone), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell, theme.px(4), theme.px(4))

    @staticmethod
    def _looks(day: date, special: SpecialDay | None) -> tuple[str, str, str]:
        """Ground, ink and word of a day."""
        if special is not None:
            return ("green_soft", "green", "休") if special.rest else ("yellow_soft", "orange", "班")
        return ("", "faint", "") if day.weekday() >= WEEKEND else ("", "text", "")

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        day = self.day_at(event.position().toPoint())
        if day is None:
            return
        self._go(day)
        if event.button() == Qt.MouseButton.LeftButton:
            self.turned.emit(day)
        elif event.button() == Qt.MouseButton.RightButton:
            self.renaming.emit(day)

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        day = self.day_at(event.position().toPoint())
        if day != self._hovered:
            self._hovered = day
            self.setCursor(Qt.CursorShape.PointingHandCursor if day else Qt.CursorShape.ArrowCursor)
            self.update()

    @override
    def leaveEvent(self, event: QEvent, /) -> None:
        self._hovered = None
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            day = self.day + timedelta(days=_STEPS[key])
            if day.year == self.year:
                self._go(day)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            month = self.day.month + (1 if key is Qt.Key.Key_PageDown else -1)
            if 1 <= month <= _MONTHS:
                self._go(self.day.replace(month=month, day=min(self.day.day, 28)))
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.turned.emit(self.day)
        elif key == Qt.Key.Key_F2:
            self.renaming.emit(self.day)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent, /) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos())
            if day is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), day_words(day, self._days.get(day)), self)
            return True
        return super().event(event)

    def _go(self, day: date) -> None:
        self.day = day
        self.walked.emit(day)
        self.update()
