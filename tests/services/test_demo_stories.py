"""The demo before it is replayed: the same for the same words, and likely on any day."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ducha_desktop.domain.states import Action, State, next_state
from ducha_desktop.domain.workdays import Calendar, read_calendar
from ducha_desktop.runtime.paths import resource
from ducha_desktop.services.demo import demo_clock, enter, ledger_year, stories
from ducha_desktop.services.demo_county import County, stock
from ducha_desktop.services.demo_diary import ADD, EDIT, Step
from ducha_desktop.services.demo_replay import Replay, Told
from ducha_desktop.services.founding import found
from ducha_desktop.storage.digest import digest

TODAY = date(2026, 11, 22)
ENOUGH = 500


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return read_calendar(resource("calendar/holidays.json").read_text("utf-8"))


def tell(
    today: date, calendar: Calendar, *, seed: int = 1, scale: int = 1
) -> tuple[dict[int, Told], list[Step]]:
    return stories(County(ledger_year(today)), Random(seed), scale=scale, today=today, calendar=calendar)


@pytest.mark.parametrize(
    "today",
    [date(2026, 7, 1), date(2026, 9, 18), TODAY, date(2026, 12, 31), date(2027, 2, 10), date(2027, 6, 30)],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_state_on_any_day(today: date, seed: int, calendar: Calendar) -> None:
    told, steps = tell(today, calendar, seed=seed)
    states: dict[int, State] = {}
    for step in steps:
        assert step.on <= today
        assert calendar.is_workday(step.on)
        if step.name == ADD:
            states[step.key] = State.DRAFT
        elif step.name != EDIT:
            states[step.key] = next_state(states[step.key], Action(step.name)).target
    assert set(states) == set(told)
    assert set(states.values()) == set(State)


def test_scale_multiplies_without_repeats(calendar: Calendar) -> None:
    told, _ = tell(TODAY, calendar, scale=4)
    titles = [one.sketch.title for one in told.values()]
    assert len(titles) > 4 * 600
    assert len(set(titles)) == len(titles)
    repeats = [title for title in titles if "（第" in title and title.endswith("期）")]
    assert repeats == []


def test_words_of_the_data_are_whole() -> None:
    themes = set(stock("themes"))
    plan = [work for kind in stock("annual")["classes"] for item in kind["items"] for work in item["works"]]
    written = [
        record
        for name in ("meetings", "instructions", "projects", "livelihood", "problems", "proposals", "others")
        for record in stock(name)
    ]
    county = County(2026)
    known = set(county.records) | {firm["short"] for firm in county.enterprises}
    aliases = {alias for record in county.records.values() for alias in record["aliases"]}
    assert not aliases & known
    for record in [*plan, *written]:
        assert record["theme"] in themes
        assert {record["lead"], *record.get("co", [])} <= known, record["title"]
        assert record["lead"] not in record.get("co", [])
    assert len(plan) + len(written) >= 390


def test_another_seed_is_another_year(calendar: Calendar) -> None:
    one, other = tell(TODAY, calendar, seed=1)[1], tell(TODAY, calendar, seed=2)[1]
    assert one != other


def _begun(folder: Path, calendar: Calendar) -> tuple[str, list[Any], list[Any]]:
    """The first acts of a demo, replayed into a folder of its own."""
    told, steps = tell(TODAY, calendar)
    county, clock = County(2026), demo_clock(TODAY)
    with found(folder, county="云岭县", clock=clock, bits=Random(7)) as office:
        office.clock = clock
        made = enter(office, clock, county)
        Replay(office, clock, county, made, told, Random(3), calendar).run(steps[:ENOUGH], None)
        with office.read() as reader:
            ask = reader.connection.execute
            entries = ask(
                "SELECT seq, uid, stamp, at, business_date, action, words, rows FROM entry ORDER BY seq"
            ).fetchall()
            changes = ask(
                "SELECT entry, table_name, row_uid, kind, fields FROM change WHERE table_name != 'station' ORDER BY 1, 2, 3, 4, 5"
            ).fetchall()
            return digest(reader.connection).digest, entries, changes


def test_the_same_words_give_the_same_data_uids_and_stamps(tmp_path: Path, calendar: Calendar) -> None:
    first, second = _begun(tmp_path / "甲", calendar), _begun(tmp_path / "乙", calendar)
    assert len(first[1]) > 20
    assert first == second
