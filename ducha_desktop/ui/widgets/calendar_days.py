"""Which days the office works, as the whole window knows it; read once and whenever the table changes."""

from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from ducha_desktop.domain.workdays import WEEKENDS_ONLY, Calendar, missing_words

WEEKDAYS = "一二三四五六日"


class OfficeDays(QObject):
    """The holiday table and the business day; `changed` when either is another."""

    changed = Signal()

    def __init__(self) -> None:
        """Week-ends only until the office's table has been read."""
        super().__init__()
        self.calendar: Calendar = WEEKENDS_ONLY
        self.today = date.today()  # noqa: DTZ011 - before an office is open nobody asks

    def take(self, calendar: Calendar, today: date) -> None:
        """The table of the office that is open now."""
        if (calendar, today) != (self.calendar, self.today):
            self.calendar, self.today = calendar, today
            self.changed.emit()

    def mark(self, day: date) -> str:
        """`休` for a day off by the table, `班` for one worked in exchange; empty for all others."""
        special = self.calendar.days.get(day)
        return "" if special is None else "休" if special.rest else "班"

    def sentence(self, day: date) -> str:
        """What kind of day it is, e.g. `10月1日 星期四，国庆节放假`."""
        special = self.calendar.days.get(day)
        head = f"{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"
        if special is None:
            return f"{head}，{'工作日' if self.calendar.is_workday(day) else '周末'}"
        kind = "放假" if special.rest else "调休上班"
        return f"{head}，{special.name}{kind}"

    def lacking(self, day: date) -> str:
        """That the year of `day` goes by week-ends for want of a notice; empty where the table knows it."""
        return missing_words(self.calendar.missing_years(day, day))

    def month_end(self, day: date) -> date:
        """The last day of the month of `day`."""
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


office_days = OfficeDays()
"""One program, one office: forms, cells and dialogs look at the same days."""
