"""Two days compared: random acts on random days always reconcile with the statistics as of both days."""

from collections import Counter
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ducha_desktop.domain.errors import NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import State, actions_from
from ducha_desktop.domain.vocabulary import Stage
from ducha_desktop.models.matter import Matter
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, history, history_bin, ledger, matters
from ducha_desktop.services.difference import Difference, Kind, difference
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.services.stats import statistics

ALL = LedgerQuery()
BEGIN = date(2026, 9, 1)
STATES = [state.value for state in State if state is not State.ARCHIVED]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(("add", "move", "move", "move", "act", "remove", "restore", "undo", "redo")),
        st.integers(0, 30),
        st.integers(0, 12),
        st.sampled_from(STATES),
    ),
    min_size=3,
    max_size=25,
)
"""What is done, in how many days from the one before, to which matter, to which state; `move` may be entered late."""


def compared(reader: Reader, since: date, until: date) -> Difference:
    """The difference, held against both days' own statistics and lists."""
    found_ = difference(reader, since, until)
    stood = []
    for day, counts in ((since, found_.then), (until, found_.now)):
        with ledger.as_of(reader, day) as past:
            stages = statistics(past, ALL).whole.stages
            assert {s: n for s, n in counts.items() if n} == {Stage(s): n for s, n in stages.items() if n}
            stood.append({row.uid: row.state for row in ledger.every(past, ALL)})
    assert all(identity.holds for identity in found_.identities)
    then, now = stood
    changed = {uid for uid in then.keys() | now.keys() if then.get(uid) != now.get(uid)}
    told = {move.uid: move for move in found_.moves}
    assert changed <= told.keys(), "nothing is left unexplained"
    for uid, move in told.items():
        assert (move.before or "", move.after or "") == (then.get(uid, ""), now.get(uid, ""))
        assert move.corrected or uid in changed
        assert move.said
    kinds = Counter(move.kind for move in found_.moves)
    assert (kinds[Kind.NEW], kinds[Kind.REMOVED]) == (
        len(now.keys() - then.keys()),
        len(then.keys() - now.keys()),
    )
    assert len(then) + kinds[Kind.NEW] - kinds[Kind.REMOVED] == len(now)
    return found_


def do(office: Office, clock: FixedClock, step: tuple[str, int, int, str], serial: int) -> None:
    """One act; those that are refused change nothing."""
    what, back, pick, state = step
    with office.read() as reader:
        uids = [row.uid for row in ledger.every(reader, ALL)]
    if what == "add" or (not uids and what not in {"undo", "redo", "restore"}):
        with office.write("matter.add", words="新增") as work:
            matters.add(work, {"title": f"事项{serial}"})
        return
    if what == "move":
        born = BEGIN if serial % 3 else clock.today()
        on = max(born, clock.today() - timedelta(days=back))
        uid = uids[pick % len(uids)]
        with office.read() as reader:
            first = reader.connection.execute(
                "SELECT e.business_date FROM change c JOIN entry e ON e.seq = c.entry WHERE c.row_uid = ?"
                " ORDER BY e.seq LIMIT 1",
                (uid,),
            ).fetchone()[0]
        with office.write("matter.move", words="补记", on=max(on, date.fromisoformat(first))) as work:
            matter = work.find(Matter, uid)
            matter.state = state
            work.session.add(matter)
        return
    try:
        if what == "act":
            uid = uids[pick % len(uids)]
            with office.read() as reader:
                line = actions_from(State(ledger.row_by_uid(reader, uid).state))[0]
            with office.write("matter.act", words=line.word) as work:
                acts.act(work, uid, line.action, acts.Doing(values={"reason": "因故", "due": "2027-01-01"}))
        elif what == "remove":
            with office.write("matter.delete", words="删除") as work:
                matters.remove(work, [uids[pick % len(uids)]])
        elif what == "restore":
            with office.read() as reader:
                bin_ = history_bin.trash(reader)
            if bin_:
                history_bin.restore(office, [bin_[pick % len(bin_)].uid])
        else:
            history.undo(office) if what == "undo" else history.redo(office)
    except (RefusedError, NotFoundError, IndexError):
        pass


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=ACTS, pairs=st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), min_size=3, max_size=5))
def test_any_two_days_reconcile(
    script: list[tuple[str, int, int, str]], pairs: list[tuple[int, int]]
) -> None:
    clock, serial = FixedClock(BEGIN), count(1)
    with TemporaryDirectory() as folder, found(Path(folder) / "台账", county="云岭县", clock=clock) as office:
        for step in script:
            do(office, clock, step, next(serial))
            clock.set(clock.today() + timedelta(days=step[2] % 5))
        with office.read() as reader:
            for pair in pairs:
                first, second = sorted(pair)
                compared(reader, BEGIN + timedelta(days=first - 5), BEGIN + timedelta(days=second - 5))


def moved(office: Office, uid: str, state: State, on: date, words: str = "移动") -> None:
    with office.write("matter.move", words=words, on=on) as work:
        matter = work.find(Matter, uid)
        matter.state = state.value
        work.session.add(matter)


@pytest.fixture
def days(office: Office, clock: FixedClock) -> dict[str, str]:
    """Six matters entered on 1 September, each with its own fate by 10 September."""
    clock.set(BEGIN)
    uids = {}
    with office.write("matter.add", words="登记") as work:
        for name in ("closed", "cancelled", "reopened", "moved", "late", "removed"):
            uids[name] = matters.add(work, {"title": name}).uid
    moved(office, uids["reopened"], State.CLOSED, BEGIN)
    fifth = BEGIN + timedelta(days=4)
    clock.set(fifth)
    moved(office, uids["closed"], State.CLOSED, fifth, "销号")
    moved(office, uids["cancelled"], State.CANCELLED, fifth)
    moved(office, uids["reopened"], State.SIGNED, fifth)
    moved(office, uids["moved"], State.SIGNED, fifth)
    moved(office, uids["late"], State.SIGNED, fifth)
    moved(office, uids["late"], State.ASSIGNED, fifth - timedelta(days=1), "补记")
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [uids["removed"]])
    with office.write("matter.add", words="新增") as work:
        uids["new"] = matters.add(work, {"title": "new"}).uid
    return uids


def test_every_fate_has_its_kind(office: Office, days: dict[str, str]) -> None:
    with office.read() as reader:
        told = compared(reader, BEGIN, BEGIN + timedelta(days=9))
    kinds = {move.title: move.kind for move in told.moves}
    assert kinds == {name: Kind(name if name != "late" else "corrected") for name in days}
    (closed,) = (move for move in told.moves if move.kind is Kind.CLOSED)
    assert [said.words for said in closed.said] == ["销号"]
    assert (closed.before, closed.after) == (State.DRAFT, State.CLOSED)


def test_an_undo_is_a_correction(office: Office, clock: FixedClock, days: dict[str, str]) -> None:
    del days
    clock.set(BEGIN + timedelta(days=6))
    with office.write("matter.move", words="误销") as work:
        matter = work.all(Matter)[0]
        matter.state = "G"
        work.session.add(matter)
    clock.set(BEGIN + timedelta(days=7))
    history.undo(office)
    with office.read() as reader:
        told = compared(reader, BEGIN + timedelta(days=6), BEGIN + timedelta(days=7))
        assert [(move.kind, move.corrected) for move in told.moves] == [(Kind.CORRECTED, True)]
        nothing = compared(reader, BEGIN + timedelta(days=7), BEGIN + timedelta(days=7))
    assert nothing.moves == ()


def test_one_ledger_alone(office: Office, days: dict[str, str]) -> None:
    del days
    with office.read() as reader:
        name = reader.connection.execute("SELECT ledger FROM ledger_row LIMIT 1").fetchone()[0]
        other = reader.connection.execute(
            "SELECT uid FROM ledger WHERE name <> ? LIMIT 1", (name,)
        ).fetchone()[0]
        end = BEGIN + timedelta(days=9)
        assert difference(reader, BEGIN, end, ledgers=(name,)).moves == difference(reader, BEGIN, end).moves
        assert difference(reader, BEGIN, end, ledgers=(other,)).moves == ()
        with pytest.raises(NotFoundError):
            difference(reader, BEGIN, end, ledgers=("没有的",))
        with pytest.raises(WrongUseError):
            difference(reader, end, BEGIN)
