"""The workbench: every number is the count of its list, whatever the data and the day."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ducha_desktop.domain.completeness import Standard
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.procedure import Guard
from ducha_desktop.domain.states import Action, State, actions_from
from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.models.matter import Matter
from ducha_desktop.runtime import host
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, ledger, matters
from ducha_desktop.services.detail import detail
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Reader
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.workbench import Desk, Number, Pile, desk
from ducha_desktop.services.workbench_pictures import months_to, pictures
from ducha_desktop.storage.unit_of_work import UnitOfWork
from tests.complete import open_gates

START = date(2026, 3, 2)
UNITS = ("县住建局", "县交通局", "县卫健局", "县住建局、县交通局", "")
WORDS = {
    "target": "按期完成",
    "measures": "挂图作战",
    "persons": "李国强",
    "requirement": "不留尾巴",
    "plan": "三步",
}
DAYS = st.integers(min_value=-5, max_value=400)


def fill(root: Path, seed: int, number: int = 60) -> None:
    """A county where anything may have happened on any day of half a year."""
    dice = random.Random(seed)
    uids: list[str] = []
    for step in range(6):
        today = START + timedelta(days=30 * step)
        with open_office(root, clock=FixedClock(today)) as office:
            with office.write("matter.add", words="登记") as work:
                uids += [matters.add(work, values(dice, today)).uid for _ in range(number // 6)]
            for _ in range(10):
                with office.write("matter.act", words="办理") as work:
                    for uid in dice.sample(uids, 6):
                        move(dice, work, uid)


def values(dice: random.Random, today: date) -> dict[str, str]:
    said = {key: words for key, words in WORDS.items() if dice.random() < 0.6}
    due = today + timedelta(days=dice.randint(-20, 200))
    return said | {
        "title": f"事项{dice.random()}",
        "lead_unit": dice.choice(UNITS),
        "due": dice.choice((due.isoformat(), due.isoformat(), "长期坚持")),
        "report_cycle": dice.choice(("", "每月", "每周", "每季度")),
    }


def move(dice: random.Random, work: UnitOfWork, uid: str) -> None:
    matter = work.find(Matter, uid)
    lines = [
        line
        for line in actions_from(State(matter.state))
        if "due" not in line.needs and Guard.OBJECTION not in line.guards
    ]
    if lines and (lines[-1].action is not Action.CANCEL or dice.random() < 0.9):
        lines = lines[:-1] or lines
    if lines:
        acts.act(work, uid, dice.choice(lines).action, acts.Doing(values={"reason": "按程序办理"}))


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bench") / "云岭县"
    with found(root, county="云岭县", clock=FixedClock(START)) as office:
        open_gates(office)
    fill(root, seed=7)
    return root


def listed(reader: Reader, number: Number) -> int:
    """What the ledger says of the list behind a number, in each of its ways."""
    rows = len(list(ledger.every(reader, number.query)))
    assert ledger.count(reader, number.query) == ledger.tallies(reader, number.query).rows == rows
    return rows


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=DAYS, seen=st.integers(min_value=1, max_value=80))
def test_every_number_is_the_count_of_its_list(county: Path, days: int, seen: int) -> None:
    with (
        open_office(county, clock=FixedClock(START + timedelta(days=days))) as office,
        office.read() as reader,
    ):
        found = desk(reader, seen=seen)
        assert {pile: number.count for pile, number in found.numbers.items()} == {
            pile: listed(reader, number) for pile, number in found.numbers.items()
        }
        assert found.rows == len(list(ledger.every(reader, LedgerQuery())))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=DAYS)
def test_every_mark_of_the_pictures_is_the_count_of_its_list(county: Path, days: int) -> None:
    with (
        open_office(county, clock=FixedClock(START + timedelta(days=days))) as office,
        office.read() as reader,
    ):
        drawn = pictures(reader)
        marks = [number for _light, number in drawn.lights]
        marks += [number for month in drawn.months for number in (month.registered, month.closed)]
        marks += [number for unit in drawn.units for number in (unit.open, unit.overdue, unit.rest)]
        assert [mark.count for mark in marks] == [listed(reader, mark) for mark in marks]
        assert {unit.name for unit in drawn.units} <= {"县住建局", "县交通局", "县卫健局"}


def test_the_numbers_say_what_their_words_say(county: Path) -> None:
    with (
        open_office(county, clock=FixedClock(START + timedelta(days=170))) as office,
        office.read() as reader,
    ):
        found = desk(reader)
        rows = {pile: list(ledger.every(reader, number.query)) for pile, number in found.numbers.items()}
        assert all(rows[pile] for pile in (Pile.OVERDUE, Pile.UNREPORTED, Pile.LACKS_SEVEN, Pile.TO_CLOSE))
        for row in rows[Pile.OVERDUE]:
            assert row.light is Light.RED
            assert row.days_left is None or row.days_left < 0
        for row in rows[Pile.SOON]:
            assert row.days_left is not None
            assert 0 <= row.days_left <= 7
        for pile, standard in zip((Pile.LACKS_FOUR, Pile.LACKS_SIX, Pile.LACKS_SEVEN), Standard, strict=True):
            for row in rows[pile]:
                assert any(words.startswith(standard.word) for words in detail(reader, row.uid).missing)


def test_what_changed_since_the_last_visit(county: Path) -> None:
    with open_office(county, clock=FixedClock(START + timedelta(days=200))) as office:
        with office.read() as reader:
            before = desk(reader)
        assert Pile.CHANGED not in before.numbers, "nobody has seen anything yet"
        with office.write("matter.add", words="登记") as work:
            matters.add(work, {"title": "刚刚登记"})
        with office.read() as reader:
            after = desk(reader, seen=before.head)
            assert [row.title for row in ledger.every(reader, after.numbers[Pile.CHANGED].query)] == [
                "刚刚登记"
            ]
            beyond = desk(reader, seen=after.head + 100)
        assert Pile.CHANGED not in beyond.numbers, "an older backup was restored meanwhile"


def test_troubles_of_the_data(tmp_path: Path) -> None:
    with found(tmp_path / "云岭县", county="云岭县", clock=FixedClock(date(2026, 11, 22))) as office:

        def troubles() -> dict[str, str]:
            with office.read() as reader:
                read: Desk = desk(reader)
            return {trouble.key: trouble.words for trouble in read.troubles}

        assert list(troubles()) == ["holidays"], "from November on the next year's notice is asked for"
        assert "国务院办公厅一般在每年 11 月公布" in troubles()["holidays"]
        with office.write("matter.add", words="登记") as work:
            matters.add(work, {"title": "修桥", "due": "2027-03-01", "lead_unit": "县没登记过的局"})
        said = troubles()
        assert "1 个" in said["provisional"]
        office.clock = FixedClock(date(2026, 10, 22))
        assert troubles()["holidays"] == "2027 年的放假安排还没有录入，暂按周六、周日休息计算。", (
            "before that it is named where the year is in use"
        )


def test_a_folder_from_another_computer_says_so_for_a_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, day = tmp_path / "云岭县", date(2026, 3, 20)
    with found(root, county="云岭县", clock=FixedClock(day)) as office, office.read() as reader:
        assert "moved" not in {trouble.key for trouble in desk(reader).troubles}
    monkeypatch.setattr(host, "_host_id", lambda: "another computer")
    with open_office(root, clock=FixedClock(day)) as office, office.write("matter.add", words="登记") as work:
        matters.add(work, {"title": "搬来以后登记的"})
    for later, told in ((0, True), (7, True), (8, False)):
        with (
            open_office(root, clock=FixedClock(day + timedelta(days=later))) as office,
            office.read() as reader,
        ):
            said = {trouble.key: trouble.words for trouble in desk(reader).troubles}
        assert ("moved" in said) is told
        assert not told or said["moved"].startswith("3月20日起")


def test_months_run_over_the_turn_of_the_year() -> None:
    assert months_to(date(2026, 2, 15), 3) == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
