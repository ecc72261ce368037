"""The calendar below a date: working days, holidays and make-up days of the office, and three usual dates."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import (
    QBoxLayout,
    QCalendarWidget,
    QFrame,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.ui.icons import Icon, icon
from ducha_desktop.ui.theme import GAP_S, theme
from ducha_desktop.ui.widgets.basics import button, label, row
from ducha_desktop.ui.widgets.calendar_days import office_days

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

WORKDAYS_ON = 7
_WIDTH, _HEIGHT = 320, 250
_CELL = 34


class CalendarPopup(QFrame):
    """Choose a day with mouse or arrows; `chosen(text)` tells it as `2026-12-31`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Build it; `open_below` shows it."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("part", "popup")
        self.month = MonthView()
        self.month.activated.connect(self._picked)
        self.month.clicked.connect(self._picked)
        self.month.selectionChanged.connect(self._say)
        self.month.currentPageChanged.connect(lambda _year, _month: self._say())
        self._said, self._lacking = label("", "soft"), label("", "soft", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_S, GAP_S, GAP_S, GAP_S)
        box.setSpacing(GAP_S)
        box.addWidget(self.month)
        box.addLayout(row(*self._shortcuts(), None, gap=GAP_S))
        for line in (self._said, self._lacking):
            line.setContentsMargins(GAP_S, 0, GAP_S, GAP_S)
            box.addWidget(line)
        self._say()

    def open_below(self, field: QWidget, day: date | None) -> None:
        """Show the month of `day`, today's by default, below `field`."""
        self.month.setSelectedDate(_as_qt(day or office_days.today))
        self._say()
        self.adjustSize()
        at = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = field.screen().availableGeometry()
        if at.y() + self.height() > screen.bottom():
            at.setY(field.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width())))
        self.move(at)
        self.show()
        self.month.begin()

    def _shortcuts(self) -> list[QPushButton]:
        today = office_days.today
        offers: tuple[tuple[str, Callable[[], date]], ...] = (
            ("今天", lambda: today),
            ("月底", lambda: office_days.month_end(self._shown())),
            (f"+{WORKDAYS_ON}个工作日", lambda: office_days.calendar.add_workdays(today, WORKDAYS_ON)),
        )
        made = []
        for words, day in offers:
            offer = button(words, lambda day=day: self._take(day()), kind="quiet")  # type: ignore[misc]
            offer.setAutoDefault(False)
            made.append(offer)
        made[1].setToolTip("所显示的月份的最后一天")
        made[2].setToolTip(office_days.sentence(office_days.calendar.add_workdays(today, WORKDAYS_ON)))
        return made

    def _shown(self) -> date:
        return date(self.month.yearShown(), self.month.monthShown(), 1)

    def _say(self) -> None:
        day = _as_date(self.month.selectedDate())
        self._said.setText(office_days.sentence(day))
        self._lacking.setText(office_days.lacking(self._shown()))
        self._lacking.setVisible(bool(self._lacking.text()))
        frame = self.layout()
        if frame is not None:
            width = max(self.width(), frame.minimumSize().width())
            self.resize(width, max(frame.totalHeightForWidth(width), frame.minimumSize().height()))

    def _picked(self, day: QDate) -> None:
        self._take(_as_date(day))

    def _take(self, day: date) -> None:
        self.chosen.emit(day.isoformat())
        self.close()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class MonthView(QCalendarWidget):
    """A month in which days off, days worked in exchange and today are seen at a glance."""

    def __init__(self) -> None:
        """The year stands before the month; our own arrows."""
        super().__init__()
        self.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.setMinimumSize(theme.px(_WIDTH), theme.px(_HEIGHT))
        quiet = QTextCharFormat()
        quiet.setForeground(theme.color("faint"))
        quiet.setBackground(theme.color("raised"))
        self.setHeaderTextFormat(quiet)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, quiet)
        self._dress_bar()
        self.currentPageChanged.connect(self._say_page)
        self._say_page(self.yearShown(), self.monthShown())
        office_days.changed.connect(self.updateCells)

    def begin(self) -> None:
        """Put the cursor on the chosen day."""
        cells = self.findChild(QTableView, "qt_calendar_calendarview")
        (cells or self).setFocus()

    @override
    def paintCell(self, painter: QPainter, rect: QRect, day: QDate, /) -> None:
        shown = _as_date(day)
        chosen = day == self.selectedDate()
        here = day.month() == self.monthShown()
        mark = office_days.mark(shown)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = max(0, (rect.width() - theme.px(_CELL)) // 2)
        inner = rect.adjusted(side, 1, -side, -1)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(inner, 4, 4)
        elif mark and here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("red_soft" if mark == "休" else "track"))
            painter.drawRoundedRect(inner, 4, 4)
        if shown == office_days.today and not chosen:
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, 4, 4)
        worked = office_days.calendar.is_workday(shown)
        ink = "on_accent" if chosen else "edge" if not here else "text" if worked else "faint"
        painter.setPen(theme.color(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day()))
        if mark and (here or chosen):
            painter.setFont(theme.font(10))
            painter.setPen(
                theme.color("on_accent") if chosen else theme.ink("red" if mark == "休" else "soft")
            )
            painter.drawText(
                inner.adjusted(0, 1, -2, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, mark
            )
        painter.restore()

    def _say_page(self, year: int, month: int) -> None:
        """The month as offices write it, not as the locale spells it."""
        for name, words in (("yearbutton", f"{year} 年"), ("monthbutton", f"{month} 月")):
            told = self.findChild(QToolButton, f"qt_calendar_{name}")
            if told is not None:
                told.setText(words)

    def _dress_bar(self) -> None:
        for name, glyph in (("prevmonth", Icon.LEFT), ("nextmonth", Icon.RIGHT)):
            arrow = self.findChild(QToolButton, f"qt_calendar_{name}")
            if arrow is not None:
                arrow.setIcon(icon(glyph))
                arrow.setIconSize(QSize(theme.px(16), theme.px(16)))
        bar = self.findChild(QWidget, "qt_calendar_navigationbar")
        month = self.findChild(QToolButton, "qt_calendar_monthbutton")
        line = bar.layout() if bar is not None else None
        if isinstance(line, QBoxLayout) and month is not None:
            line.removeWidget(month)
            line.insertWidget(line.count() - 2, month)


def _as_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _as_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
