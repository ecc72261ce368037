"""Every figure of the statistics by its definition, with its list; the acceptance numbers of 七里河 2015."""

from datetime import date, timedelta

import pytest

from ducha_desktop.domain.identity import uuid7
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import State
from ducha_desktop.models.course import MatterOrigin, Origin
from ducha_desktop.models.matter import Matter
from ducha_desktop.services import ledger, matters, register
from ducha_desktop.services.office import Office
from ducha_desktop.services.stats import Figures, GroupBy, statistics
from ducha_desktop.services.stats_groups import list_of
from ducha_desktop.services.stats_measures import BY_KEY, MEASURES

ALL = LedgerQuery()
SEPTEMBER = date(2026, 9, 1)


def enter(office: Office, number: int, state: State, *, unit: str = "县财政局", **columns: object) -> None:
    """Matters taken over in a state, as an opening does."""
    with office.write("matter.opening", words=f"期初 {number} 项") as work:
        for n in range(number):
            uid = matters.add(
                work, {"title": f"{state.word}{n}", "lead_unit": unit, "co_units": "县审计局"}
            ).uid
            matter = work.find(Matter, uid)
            matter.state = state.value
            for name, value in columns.items():
                setattr(matter, name, value)
            work.session.add(matter)


def whole(office: Office) -> Figures:
    with office.read() as reader:
        found = statistics(reader, ALL)
    assert all(identity.holds for identity in found.identities)
    return found.whole


@pytest.fixture
def mixed(office: Office) -> Office:
    """Closed early and late, owed reports, overdue, two classes of units."""
    with office.write("register", words="名册") as work:
        register.add_unit(work, "县财政局", rank_class="党政部门")
        register.add_unit(work, "县交通局", rank_class="党政部门")
        register.add_unit(work, "城关镇", rank_class="乡镇")
    done = {"assigned_on": SEPTEMBER, "signed_on": SEPTEMBER + timedelta(days=1), "due_kind": "date"}
    late, early = SEPTEMBER + timedelta(days=31), SEPTEMBER + timedelta(days=10)
    due = SEPTEMBER + timedelta(days=20)
    enter(office, 2, State.CLOSED, **done, due=due, claimed_on=early, closed_on=late)
    enter(office, 1, State.CLOSED, **done, due=due, claimed_on=late, closed_on=late)
    enter(office, 1, State.CLOSED, unit="县交通局", signed_on=SEPTEMBER, closed_on=early)
    enter(office, 3, State.SIGNED, unit="县交通局", **done, due=due)
    enter(
        office,
        2,
        State.SIGNED,
        unit="城关镇",
        report_cycle="monthly",
        registered_on=SEPTEMBER,
        signed_on=SEPTEMBER,
    )
    enter(office, 1, State.CLAIMED, unit="城关镇", **done, due=due, claimed_on=late)
    return office


def test_the_office_of_qilihe(office: Office) -> None:
    """1619 = 414 完成 + 332 进入销号程序 + 873 在办; 25.6 %, 20.5 %, 53.9 %."""
    for state, number in (
        (State.CLOSED, 400),
        (State.ARCHIVED, 14),
        (State.REVIEWED, 332),
        (State.SIGNED, 873),
    ):
        enter(office, number, state)
    enter(office, 5, State.DRAFT)
    enter(office, 3, State.CANCELLED)
    figures = whole(office)
    assert (figures.total, figures.as_json()["closed"], figures.as_json()["closing"], figures.as_json()["open"]) == (
        1619, 414, 332, 873,
    )  # fmt: skip
    assert float(figures.rate_closed) == 25.6
    from ducha_desktop.domain.figures import percent

    assert [float(percent(n, figures.total)) for n in (414, 332, 873)] == [25.6, 20.5, 53.9]
    assert (figures.as_json()["draft"], figures.as_json()["cancelled"], figures.unfinished) == (5, 3, 1205)


def test_each_figure_is_its_definition(mixed: Office) -> None:
    figures = whole(mixed)
    assert (figures.total, figures.unfinished, figures.overdue, figures.closing_late) == (10, 6, 3, 1)
    assert (figures.closed_late, figures.on_time, float(figures.rate_on_time or 0)) == (1, 3, 75.0)
    assert (figures.days, figures.timed, float(figures.days_mean or 0)) == (10 + 10 + 31 + 10, 4, 15.3)
    assert figures.unreported == 2


def test_what_cannot_be_said_is_left_open(office: Office) -> None:
    empty = whole(office)
    assert (empty.rate_on_time, empty.days_mean, empty.reply_rate) == (None, None, None)
    assert BY_KEY["days_mean"].words(empty) == BY_KEY["rate_closed"].words(empty) == "—"


def test_an_end_before_its_beginning_is_left_out(office: Office) -> None:
    enter(office, 1, State.CLOSED, assigned_on=SEPTEMBER, claimed_on=SEPTEMBER - timedelta(days=1))
    assert (whole(office).timed, whole(office).days_mean) == (0, None)


def test_co_units_never_count(mixed: Office) -> None:
    with mixed.read() as reader:
        groups = {group.name: group.total for group in statistics(reader, ALL, by=GroupBy.UNIT).groups}
    assert groups == {"县财政局": 3, "县交通局": 4, "城关镇": 3}


def test_ranks_never_cross_classes(mixed: Office) -> None:
    with mixed.read() as reader:
        groups = statistics(reader, ALL, by=GroupBy.UNIT).groups
    assert [(g.name, g.rank_class, g.rank) for g in groups] == [
        ("县财政局", "党政部门", 1),
        ("县交通局", "党政部门", 2),
        ("城关镇", "乡镇", 1),
    ]


@pytest.mark.parametrize("by", list(GroupBy))
@pytest.mark.parametrize("past", [False, True])
def test_every_figure_is_the_length_of_its_list(mixed: Office, by: GroupBy, past: bool) -> None:
    day = mixed.today if past else None
    seen = 0
    for query in (ALL, LedgerQuery(assigned_after=SEPTEMBER), LedgerQuery(registered_after=SEPTEMBER)):
        with mixed.read() as reader, ledger.as_of(reader, day) as there:
            found = statistics(there, query, by=by)
            assert all(identity.holds for identity in found.identities)
            for group in found.groups:
                for measure in MEASURES:
                    if measure.unit or not measure.listed:
                        continue
                    listed = measure.list_of(list_of(there, query, by.value, group.key))
                    assert measure.value(group) == (ledger.count(there, listed) if listed else 0), (
                        measure.word
                    )
                    seen += 1
    assert seen > len(MEASURES)


@pytest.mark.parametrize("by", list(GroupBy))
def test_the_short_ways_count_as_the_long_one(mixed: Office, by: GroupBy) -> None:
    """Without a filter indexes answer; a filter that lets everything through asks the rows themselves."""
    with mixed.read() as reader:
        short = statistics(reader, ALL, by=by)
        long = statistics(reader, LedgerQuery(columns=()), by=by)
        through = statistics(
            reader, LedgerQuery(stages=("draft", "open", "closing", "closed", "cancelled")), by=by
        )
    assert short.groups == long.groups == through.groups
    assert short.whole == through.whole


def test_every_instruction_is_answered_once(mixed: Office) -> None:
    """127 of 127 is 100 % (七里河 2015); an instruction with two matters is one."""
    with mixed.read() as reader:
        uids = [row.uid for row in ledger.every(reader, ALL)]
    with mixed.write("origin.add", words="登记批示") as work:
        for n in range(127):
            origin = Origin(uid=uuid7(1_764_000_000_000 + n, work.writer.bits), kind="instruction", on=SEPTEMBER,
                            replied_on=SEPTEMBER)  # fmt: skip
            work.add(origin)
            for matter in uids[n % 3 : n % 3 + 2]:
                work.add(MatterOrigin(matter_uid=matter, origin_uid=origin.uid))
    figures = whole(mixed)
    assert (figures.instructions, figures.replied, float(figures.reply_rate or 0)) == (127, 127, 100.0)
    with mixed.read() as reader:
        unit = reader.connection.execute("SELECT uid FROM unit WHERE name='县交通局'").fetchone()[0]
        groups = {g.key: g for g in statistics(reader, ALL, by=GroupBy.UNIT).groups}
    assert groups[unit].reply_rate is not None or groups[unit].instructions == 0
