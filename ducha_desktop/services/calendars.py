"""The office's calendar: days of rest and working days taken in exchange, year by year.

A year without a notice goes by weekends; wherever that matters it is said (`missing_words`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.workdays import Calendar, SpecialDay, missing_words, toggled
from ducha_desktop.services.office import Office, Reader

if TYPE_CHECKING:
    from ducha_desktop.domain.holiday_notice import HolidayNotice
    from ducha_desktop.storage.unit_of_work import UnitOfWork

REMINDED_FROM = 11
"""The month in which the State Council usually issues the next year's notice."""
LONGEST_NAME = 20
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class YearView:
    """One year of the calendar.

    Attributes:
        year: which.
        calendar: the whole calendar, for the days beside.
        days: special days of the year.
        known: whether the year's notice is in the table.
        reminder: what the clerk should do about missing years now; empty when nothing.
    """

    year: int
    calendar: Calendar
    days: Mapping[date, SpecialDay]
    known: bool
    reminder: str

    @property
    def rests(self) -> int:
        """Days of rest by notice."""
        return sum(kind.rest for kind in self.days.values())

    @property
    def works(self) -> int:
        """Working days taken in exchange."""
        return len(self.days) - self.rests


@dataclass(frozen=True, slots=True)
class NoticeChange:
    """What a notice would change; nothing counts before it is adopted.

    Attributes:
        notice: as it was read.
        whole: it settles the year and takes the place of what is there; else its days are added.
        added: days that were not special before; `altered` were, with another kind or name.
        removed: special days of the year that it does not name.
    """

    notice: "HolidayNotice"
    whole: bool
    added: tuple[date, ...]
    altered: tuple[date, ...]
    removed: tuple[date, ...]

    @property
    def empty(self) -> bool:
        """Whether all is there already."""
        return not (self.added or self.altered or self.removed)


def year_view(reader: Reader, year: int) -> YearView:
    """One year of the office's calendar."""
    calendar = reader.calendar
    days = {day: kind for day, kind in sorted(calendar.days.items()) if day.year == year}
    return YearView(
        year, calendar, days, year in calendar.years, reminder(calendar, reader.today, there=True)
    )


def reminder(calendar: Calendar, today: date, *, there: bool = False) -> str:
    """That a year that already counts, or from November on the next one, has no notice; empty otherwise.

    Args:
        calendar: the office's calendar.
        today: the day of the office.
        there: it is said where the notice is entered; elsewhere it says where that is.
    """
    years = [today.year] + ([today.year + 1] if today.month >= REMINDED_FROM else [])
    missing = [year for year in years if year not in calendar.years]
    if not missing:
        return ""
    coming = today.year not in missing
    source = (
        "国务院办公厅一般在每年 11 月公布下一年的安排，" if coming else "请找到国务院办公厅公布的当年安排，"
    )
    where = "请点“录入放假通知…”。" if there else "请在“台账设置 → 节假日”录入。"
    return f"{missing_words(missing)}。{source}{where}"


def table_rows(view: YearView) -> list[tuple[date, str, str, str]]:
    """The special days of a year as rows of `holiday_table.HEADINGS`."""
    from ducha_desktop.domain.holiday_table import REST, WORK

    return [
        (day, f"星期{_WEEKDAYS[day.weekday()]}", REST if kind.rest else WORK, kind.name)
        for day, kind in view.days.items()
    ]


def compared(reader: Reader, notice: "HolidayNotice") -> NoticeChange:
    """What a notice would change in the calendar."""
    before = reader.calendar.days
    whole = not notice.missing
    added = tuple(day for day in notice.days if day not in before)
    altered = tuple(day for day, kind in notice.days.items() if day in before and before[day] != kind)
    gone = tuple(sorted(day for day in before if day.year == notice.year and day not in notice.days))
    return NoticeChange(notice, whole, added, altered, gone if whole else ())


def adopt(office: Office, notice: "HolidayNotice") -> Changes:
    """Let a notice count: one that names every festival takes the place of its year, another adds its days.

    Raises:
        RefusedError: it names no day, or nothing would change.
    """
    if not notice.days:
        raise RefusedError("这份安排里没有读出任何一天，日历没有改动。请粘贴通知的原文，或逐日写明。")
    with office.read() as reader:
        change = compared(reader, notice)
    if change.empty:
        raise RefusedError(f"{notice.year} 年的日历已经是这样，没有改动，不用再采用。")
    words = f"采用 {notice.year} 年放假安排：休息 {len(notice.rests)} 天，调休上班 {len(notice.works)} 天"
    with office.write("calendar.adopt", words=words) as work:
        _put(work, {day: notice.days[day] for day in (*change.added, *change.altered)})
        _put(work, dict.fromkeys(change.removed))
    return work.changes


def toggle(office: Office, day: date) -> Changes:
    """Turn a working day into a day of rest, or a day of rest into a working day."""
    with office.read() as reader:
        become = toggled(reader.calendar, day)
        rests = not reader.calendar.is_workday(day)
    return _change_day(office, day, become, "改为上班" if rests else "改为休息")


def rename(office: Office, day: date, name: str) -> Changes:
    """Call a special day by another name, e.g. of a local festival.

    Raises:
        WrongUseError: the name is too long.
        RefusedError: the day goes by its weekday and is worked.
    """
    name = clean_line(name)
    if len(name) > LONGEST_NAME:
        raise WrongUseError(f"节日名称最多 {LONGEST_NAME} 个字，没有改动。请写短一些。")
    with office.read() as reader:
        special = reader.calendar.days.get(day)
        worked = reader.calendar.is_workday(day)
    if special is None and worked:
        raise RefusedError("这一天按工作日上班，没有节日名称可改，日历没有改动。请先改为休息。")
    rest = special.rest if special is not None else True
    return _change_day(office, day, SpecialDay(rest, name), f"名称改为“{name}”")


def clear(office: Office, year: int) -> Changes:
    """Forget a year's arrangement; it goes by weekends again.

    Raises:
        RefusedError: there is none.
    """
    with office.read() as reader:
        days = year_view(reader, year).days
    if not days:
        raise RefusedError(f"{year} 年没有录入任何安排，日历没有改动，不用清空。")
    with office.write("calendar.clear", words=f"清空 {year} 年放假安排") as work:
        _put(work, dict.fromkeys(days))
    return work.changes


def _change_day(office: Office, day: date, become: SpecialDay | None, said: str) -> Changes:
    words = f"节假日：{day.year} 年 {day.month} 月 {day.day} 日{said}"
    with office.write("calendar.day", words=words) as work:
        _put(work, {day: become})
    return work.changes


def _put(work: "UnitOfWork", days: Mapping[date, SpecialDay | None]) -> None:
    """Make these days special, or plain again."""
    from ducha_desktop.models.matter import Holiday

    if not days:
        return
    rows = {row.on: row for row in work.all(Holiday) if row.on in days}
    for day, kind in days.items():
        row = rows.get(day)
        if kind is None:
            if row is not None:
                work.remove(row)
            continue
        row = row or work.add(Holiday(on=day))
        row.kind, row.name = "rest" if kind.rest else "work", kind.name
        work.session.add(row)
