"""A limit in working days from a day that the words name is counted by the office's calendar, through every door."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ducha_desktop.domain.workdays import WEEKENDS_ONLY
from ducha_desktop.services import matters, pasting
from ducha_desktop.services.office import Office
from ducha_desktop.services.pasting import Wanted
from ducha_desktop.services.pasting_cell import cell_judge
from ducha_desktop.services.pasting_writing import write_cells
from tests.services.conftest import rows

WORDS = "自2026年9月20日起15个工作日内"
START = date(2026, 9, 20)


@pytest.fixture
def day(office: Office) -> date:
    """The last day, past 中秋节 and 国庆节 with their make-up days."""
    with office.read() as reader:
        end = reader.calendar.add_workdays(START, 15)
    assert end != WEEKENDS_ONLY.add_workdays(START, 15), "the holidays must make a difference"
    return end


def add(office: Office, **values: str) -> str:
    with office.write("matter.add", words="登记") as work:
        return matters.add(work, {"title": "修桥", **values}, ledger="年度重点工作").uid


def test_form(office: Office, day: date) -> None:
    uid = add(office, due=WORDS)
    assert rows(office)[0].due == day
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, uid, {"due": "2026年12月底前"})
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, uid, {"due": WORDS})
    assert rows(office)[0].due == day


def test_cells(office: Office, day: date) -> None:
    uid = add(office)
    with office.read() as reader:
        plan = pasting.plan(reader, [Wanted(uid, {"due": WORDS, "start": WORDS})])
        judge = cell_judge(reader)
    assert next(cell.new for cell in plan.cells if cell.key == "start") == day.isoformat()
    assert judge.wrong("due", WORDS) == ""
    with office.write("matter.cells", words="粘贴") as work:
        write_cells(work, plan.edits)
    assert rows(office)[0].due == day


def test_import_and_update(
    office: Office, day: date, bring: Callable[..., Any], sheet: Callable[..., Path]
) -> None:
    head = ["编号", "事项", "牵头单位", "完成时限"]
    bring(sheet(["1", "修桥", "县住建局", WORDS], head=head))
    assert rows(office)[0].due == day
    bring(sheet(["1", "修桥", "县住建局", "2026年12月31日"], head=head), on_duplicate="update")
    bring(sheet(["1", "修桥", "县住建局", WORDS], head=head), on_duplicate="update")
    (row,) = rows(office)
    assert (row.due, row.due_text) == (day, WORDS)
