"""The calendar of an office: notices adopted, days turned, years named that have no notice; all undoable."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.holiday_notice import read_notice
from ducha_desktop.domain.holiday_table import HEADINGS, read_table
from ducha_desktop.domain.lights import LightRules
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import calendars, history, matters, settings
from ducha_desktop.services.office import Office
from tests.services.conftest import fingerprint, in_step, rows

NOTICE = """关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日放假，共1天。
六、中秋节：9月15日放假，共1天。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""
OCTOBER_8 = date(2026, 10, 8)


def calendar(office: Office) -> Calendar:
    with office.read() as reader:
        return reader.calendar


def view(office: Office, year: int) -> calendars.YearView:
    with office.read() as reader:
        return calendars.year_view(reader, year)


def test_another_years_notice_counts_after_it_is_adopted_and_is_taken_back_whole(office: Office) -> None:
    before = fingerprint(office)
    notice = read_notice(NOTICE, year=2026)
    assert (notice.year, notice.problems) == (2027, ())
    with office.read() as reader:
        change = calendars.compared(reader, notice)
    assert (change.whole, len(change.added), change.altered, change.removed) == (True, 33, (), ())
    assert fingerprint(office) == before, "a preview writes nothing"
    changes = calendars.adopt(office, notice)
    assert changes.words == "采用 2027 年放假安排：休息 27 天，调休上班 6 天"
    found = view(office, 2027)
    assert (found.known, found.rests, found.works) == (True, 27, 6)
    assert not calendar(office).is_workday(date(2027, 2, 8))
    assert calendar(office).is_workday(date(2027, 2, 14))
    with pytest.raises(RefusedError):
        calendars.adopt(office, notice)
    after = fingerprint(office)
    history.undo(office)
    assert (fingerprint(office), view(office, 2027).known) == (before, False)
    history.redo(office)
    assert fingerprint(office) == after


def test_a_corrected_notice_takes_the_place_of_its_year_and_a_partial_one_adds_to_it(office: Office) -> None:
    calendars.adopt(office, read_notice(NOTICE, year=2027))
    corrected = read_notice(
        NOTICE.replace("6月9日放假，共1天", "6月9日至11日放假，共3天。6月12日上班"), year=2027
    )
    with office.read() as reader:
        change = calendars.compared(reader, corrected)
    assert (len(change.added), len(change.removed)) == (3, 0)
    calendars.adopt(
        office, read_notice(NOTICE.replace("10月1日至7日放假调休，共7天", "10月1日至3日放假"), year=2027)
    )
    assert not view(office, 2027).calendar.days.get(date(2027, 10, 5)), (
        "days the notice no longer names are plain again"
    )
    part = read_notice("国庆节：10月1日至7日放假", year=2027)
    calendars.adopt(office, part)
    assert len(view(office, 2027).days) == 33
    with pytest.raises(RefusedError):
        calendars.adopt(office, read_notice("今天天气不错", year=2027))


def test_a_day_is_turned_and_turned_back(office: Office) -> None:
    before = fingerprint(office)
    assert calendar(office).is_workday(OCTOBER_8)
    assert calendars.toggle(office, OCTOBER_8).words == "节假日：2026 年 10 月 8 日改为休息"
    assert (calendar(office).is_workday(OCTOBER_8), calendar(office).days[OCTOBER_8].name) == (
        False,
        "国庆节",
    )
    calendars.toggle(office, OCTOBER_8)
    assert (calendar(office).is_workday(OCTOBER_8), fingerprint(office)) == (True, before)
    saturday = date(2026, 10, 17)
    calendars.toggle(office, saturday)
    assert calendar(office).is_workday(saturday)
    history.undo(office)
    assert (calendar(office).is_workday(saturday), fingerprint(office)) == (False, before)


def test_a_local_festival_has_a_name(office: Office) -> None:
    day = date(2026, 3, 3)
    with pytest.raises(RefusedError):
        calendars.rename(office, day, "县庆")
    calendars.toggle(office, day)
    calendars.rename(office, day, "县庆")
    assert view(office, 2026).days[day].name == "县庆"
    with pytest.raises(WrongUseError):
        calendars.rename(office, day, "庆" * 21)


def test_a_year_is_cleared_and_named_as_missing_then(office: Office) -> None:
    before = fingerprint(office)
    assert calendars.clear(office, 2026).words == "清空 2026 年放假安排"
    assert "2026、2027 年的放假安排还没有录入" in view(office, 2026).reminder
    with pytest.raises(RefusedError):
        calendars.clear(office, 2026)
    history.undo(office)
    assert fingerprint(office) == before


def test_the_next_year_is_asked_for_from_november_on(office: Office) -> None:
    known = calendar(office)
    assert calendars.reminder(known, date(2026, 10, 31)) == ""
    assert "2027 年" in calendars.reminder(known, date(2026, 11, 1))
    assert calendars.reminder(known, date(2027, 1, 2)).startswith("2027 年的放假安排还没有录入")
    calendars.toggle(office, date(2027, 3, 3))
    assert "2027 年" in view(office, 2027).reminder, "one day by hand is no notice"
    calendars.adopt(office, read_notice(NOTICE, year=2027))
    assert view(office, 2027).reminder == ""


def test_an_exported_year_is_read_back(office: Office) -> None:
    calendars.adopt(office, read_notice(NOTICE, year=2027))
    told = [[str(cell) for cell in row] for row in (HEADINGS, *calendars.table_rows(view(office, 2027)))]
    again = read_table(told, year=1999)
    assert again is not None
    assert (again.year, again.problems, dict(again.days)) == (2027, (), view(office, 2027).days)


def test_days_move_lights_only_where_working_days_are_counted(office: Office) -> None:
    office.clock = FixedClock(date(2027, 2, 3))
    with office.write("matter.add", words="登记") as work:
        uid = matters.add(work, {"title": "春节后报送", "due": "2027-02-15", "lead_unit": "县住建局"}).uid
        work.bulk_update(
            "matter", {uid: {"state": "Q", "approved_on": "2027-01-04", "signed_on": "2027-01-05"}}
        )
    assert not calendars.adopt(office, read_notice(NOTICE, year=2027)).matters
    history.undo(office)
    settings.save_rules(office, replace(LightRules(), in_workdays=True))
    lights = Counter(row.light_reason for row in rows(office))
    assert calendars.adopt(office, read_notice(NOTICE, year=2027)).matters == {uid}
    after = Counter(row.light_reason for row in rows(office))
    assert after != lights
    assert in_step(office)
    history.undo(office)
    assert Counter(row.light_reason for row in rows(office)) == lights
    assert in_step(office)
