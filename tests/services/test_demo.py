"""The demo county at scale 1: what a clerk meets on the first day."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import IN_HAND, Action, State, next_state
from ducha_desktop.domain.vocabulary import LedgerKind, Light, Stage
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import ledger
from ducha_desktop.services.detail import detail
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.stats import GroupBy, statistics
from ducha_desktop.services.upkeep import audit_verify, check

TODAY = date(2026, 11, 22)


@pytest.fixture
def county(demo_master: Path) -> Iterator[Office]:
    with open_office(demo_master, clock=FixedClock(TODAY)) as office:
        yield office


@pytest.fixture
def reader(county: Office) -> Iterator[Reader]:
    with county.read() as opened:
        yield opened


def rows(reader: Reader, statement: str, *values: object) -> list[tuple[Any, ...]]:
    return list(reader.connection.execute(statement, values).fetchall())


def test_every_state_light_and_ledger_kind_is_there(reader: Reader) -> None:
    tallies = ledger.tallies(reader, LedgerQuery())
    assert set(tallies.states) == {state.value for state in State}
    assert {light for light, number in tallies.lights.items() if number} == {light.value for light in Light}
    kinds = {
        kind
        for (kind,) in rows(
            reader, "SELECT DISTINCT l.kind FROM matter m JOIN ledger l ON l.uid=m.ledger_uid"
        )
    }
    assert kinds == {kind.value for kind in LedgerKind}


def test_open_matters_have_every_light(reader: Reader) -> None:
    for light in (Light.GREEN, Light.YELLOW, Light.ORANGE, Light.RED, Light.GREY):
        found = ledger.count(reader, LedgerQuery(stages=(Stage.OPEN.value,), lights=(light.value,)))
        assert found >= 2, light


def test_totals_over_600_in_a_likely_mix(reader: Reader) -> None:
    whole = statistics(reader, LedgerQuery()).whole
    assert whole.total > 600
    shares = {stage: whole.stages[stage] / whole.total for stage in (Stage.CLOSED, Stage.CLOSING, Stage.OPEN)}
    assert 0.3 < shares[Stage.CLOSED] < 0.45
    assert 0.16 < shares[Stage.CLOSING] < 0.24
    assert 8 <= whole.overdue <= 20
    assert 10 <= whole.stages[Stage.DRAFT] <= 30
    assert whole.stages[Stage.CANCELLED] >= 8


@pytest.mark.parametrize("by", [None, *GroupBy])
def test_identities_hold(reader: Reader, by: GroupBy | None) -> None:
    assert all(identity.holds for identity in statistics(reader, LedgerQuery(), by=by).identities)


def test_nothing_is_provisional_and_every_matter_has_one_lead_and_its_leaders(reader: Reader) -> None:
    assert rows(reader, "SELECT name FROM unit WHERE provisional=1") == []
    assert rows(reader, "SELECT name FROM person WHERE provisional=1") == []
    wanted = rows(reader, "SELECT uid FROM matter WHERE deleted_at IS NULL")
    for role in ("lead", "liaison", "responsible"):
        counted = Counter(
            uid
            for (uid,) in rows(
                reader, "SELECT matter_uid FROM assignment WHERE role=? AND deleted_at IS NULL", role
            )
        )
        assert set(counted) == {uid for (uid,) in wanted}, role
        assert set(counted.values()) == {1}, role


def test_states_come_from_events_and_events_from_the_journal(reader: Reader) -> None:
    """Every state is reached by the state table's acts; the journal has each of them beside the change."""
    states = dict(rows(reader, "SELECT uid, state FROM matter"))
    acts: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for uid, *act in rows(reader, "SELECT matter_uid, action, from_state, to_state FROM event ORDER BY id"):
        acts[uid].append(tuple(act))
    for uid, state in states.items():
        prior = reached = State.DRAFT
        for action, before, after in acts[uid]:
            assert before == reached.value
            line = next_state(reached, Action(action))
            target = prior if line.back and prior in IN_HAND else line.target
            prior, reached = (prior if target is reached else reached), target
            assert after == reached.value
        assert state == reached.value
    in_journal: dict[str, list[str]] = defaultdict(list)
    beside: set[tuple[int, str]] = set()
    for entry, table, uid, fields in rows(
        reader,
        "SELECT entry, table_name, row_uid, fields FROM change WHERE table_name IN ('matter', 'event') ORDER BY entry, n",
    ):
        said = json.loads(fields)
        if table == "event":
            beside.add((entry, said["matter_uid"][1]))
        elif "state" in said:
            in_journal[uid].append(said["state"][1])
            assert said["state"][0] is None or (entry, uid) in beside or _same_entry(reader, entry, uid)
    assert {uid: changes[-1] for uid, changes in in_journal.items()} == states


def _same_entry(reader: Reader, entry: int, matter: str) -> bool:
    found = rows(
        reader,
        "SELECT 1 FROM change WHERE entry=? AND table_name='event' AND instr(fields, ?) > 0",
        entry,
        matter,
    )
    return bool(found)


def test_dates_run_forward_on_working_days_and_never_past_today(reader: Reader) -> None:
    calendar = reader.calendar
    days = [
        date.fromisoformat(day) for (day,) in rows(reader, "SELECT business_date FROM entry ORDER BY seq")
    ]
    assert days == sorted(days)
    assert days[-1] <= TODAY
    assert all(calendar.is_workday(day) for day in days[1:])
    stamps = [stamp for (stamp,) in rows(reader, "SELECT stamp FROM entry ORDER BY seq")]
    assert stamps == sorted(stamps)
    assert len(set(stamps)) == len(stamps)
    last: dict[str, str] = {}
    for uid, day in rows(reader, 'SELECT matter_uid, "on" FROM event ORDER BY id'):
        assert day >= last.get(uid, "")
        last[uid] = day
        assert calendar.is_workday(date.fromisoformat(day))


def test_numbers_have_no_gap_and_only_approved_matters_have_one(reader: Reader) -> None:
    numbers = sorted(n for (n,) in rows(reader, "SELECT number_seq FROM matter WHERE number IS NOT NULL"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert rows(reader, "SELECT number FROM matter WHERE state IN ('D', 'A') AND number IS NOT NULL") == []


def test_titles_are_distinct_and_no_placeholder_is_left(reader: Reader) -> None:
    texts = rows(reader, "SELECT title, target, task, measures, duty, plan, watch, progress_text FROM matter")
    titles = [row[0] for row in texts]
    assert len(set(titles)) == len(titles)
    assert not [text for row in texts for text in row if "{" in text or "}" in text]
    assert not [title for title in titles if title.endswith("期）") and "（第" in title]


def test_matters_in_force_are_complete(reader: Reader) -> None:
    uids = [
        uid for (uid,) in rows(reader, "SELECT uid FROM matter WHERE state NOT IN ('D', 'C') ORDER BY id")
    ]
    for uid in uids[::25]:
        assert detail(reader, uid).missing == ()


def test_rare_names_lead_and_same_names_are_two_people(reader: Reader) -> None:
    leaders = {
        name
        for (name,) in rows(
            reader,
            "SELECT DISTINCT p.name FROM assignment a JOIN person p ON p.uid=a.person_uid WHERE a.role IN ('liaison', 'responsible')",
        )
    }
    assert set("㛃䶮𬱟玥喆堃") <= {character for name in leaders for character in name}
    twins = rows(
        reader, "SELECT name FROM person GROUP BY name HAVING count(DISTINCT unit_uid) > 1 ORDER BY name"
    )
    assert {"张伟", "王敏"} <= {name for (name,) in twins}


def test_a_successor_takes_what_was_not_finished(reader: Reader) -> None:
    statement = (
        "SELECT p.name, m.state, m.closed_on FROM assignment a JOIN person p ON p.uid=a.person_uid"
        " JOIN matter m ON m.uid=a.matter_uid WHERE a.role='liaison' AND a.deleted_at IS NULL AND p.name=?"
    )
    old, new = rows(reader, statement, "刘建勋"), rows(reader, statement, "温晓棠")
    assert old
    assert {state for _, state, _ in old} <= {"X", "Z", "C"}
    assert max(closed for _, _, closed in old if closed) < "2026-07-01"
    assert len(new) > len(old)
    posts = dict(
        rows(
            reader,
            "SELECT p.name, o.until FROM post o JOIN person p ON p.uid=o.person_uid WHERE o.level='liaison'",
        )
    )
    assert posts["刘建勋"] == "2026-06-30"
    assert posts["温晓棠"] is None


def test_the_year_can_be_looked_back_on(reader: Reader) -> None:
    with ledger.as_of(reader, date(2026, 6, 30)) as past:
        before = ledger.tallies(past, LedgerQuery())
    now = ledger.tallies(reader, LedgerQuery())
    assert 0 < before.stages["closed"] < now.stages["closed"]
    assert before.rows < now.rows


def test_history_knows_extensions_late_closings_returns_and_reopenings(reader: Reader) -> None:
    acted = dict(rows(reader, "SELECT action, count(*) FROM event GROUP BY action"))
    assert set(acted) == {action.value for action in Action}
    assert (
        rows(reader, "SELECT count(*) FROM matter WHERE original_due IS NOT NULL AND due > original_due")[0][
            0
        ]
        >= 5
    )
    assert (
        rows(reader, "SELECT count(*) FROM matter WHERE closed_on IS NOT NULL AND claimed_on > due")[0][0]
        >= 3
    )
    assert rows(reader, "SELECT count(*) FROM matter WHERE returns > 0")[0][0] >= 4


def test_tree_of_the_annual_plan(reader: Reader) -> None:
    parents = dict(rows(reader, "SELECT uid, parent_uid FROM matter"))
    depths: Counter[int] = Counter()
    for uid in parents:
        depth, node = 0, uid
        while parents[node]:
            node = parents[node]
            depth += 1
        depths[depth] += 1
    roots = [uid for uid, parent in parents.items() if parent is None and uid in set(parents.values())]
    assert len(roots) == 1
    assert depths[1] == 8
    assert depths[2] == 42
    assert depths[3] >= 95


def test_chain_and_folder_are_sound(county: Office) -> None:
    assert audit_verify(county).ok
    assert check(county).ok
