"""The holiday table made from chinesecalendar: `python tests/domain/holiday_source.py > holidays.json`."""

import sys
from datetime import date

import chinese_calendar

from ducha_desktop.domain.workdays import Calendar, SpecialDay, calendar_of, write_calendar

FIRST, LAST = 2004, 2026
# The 2015 day was given by a notice of its own; its long name does not fit a calendar cell.
SHORT = {
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "抗战胜利纪念日",
    "清明": "清明节",
    "端午": "端午节",
    "中秋": "中秋节",
}


def chinese_name(name: str) -> str:
    """The office's word for a festival of the library."""
    word: str = chinese_calendar.Holiday(name).chinese
    return SHORT.get(word, word)


def from_library() -> Calendar:
    """Every day off and every day worked in exchange, as the notices of 2004 to 2026 have it."""
    days: dict[date, SpecialDay] = {}
    for table, rest in ((chinese_calendar.holidays, True), (chinese_calendar.workdays, False)):
        for day, name in table.items():
            days[day] = SpecialDay(rest, chinese_name(name))
    return calendar_of(days, frozenset(range(FIRST, LAST + 1)))


if __name__ == "__main__":
    sys.stdout.write(write_calendar(from_library()))
