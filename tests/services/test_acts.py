"""Every action in every state: what the table allows happens, all else is refused and changes nothing."""

from datetime import date

import pytest

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import TRANSITIONS, Action, State, stage_of
from ducha_desktop.domain.vocabulary import Medium, Stage
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, history, ledger, matters
from ducha_desktop.services.detail import detail
from ducha_desktop.services.office import Office
from ducha_desktop.services.stats import statistics
from ducha_desktop.services.views import MatterRow
from ducha_desktop.storage import journal
from ducha_desktop.storage.digest import digest
from tests.complete import WHOLE

A = Action
ROADS: dict[State, tuple[Action, ...]] = {
    State.DRAFT: (),
    State.APPROVAL: (A.SUBMIT,),
    State.APPROVED: (A.APPROVE,),
    State.ASSIGNED: (A.APPROVE, A.ASSIGN),
    State.SIGNED: (A.APPROVE, A.ASSIGN, A.SIGN),
    State.REPORTED: (A.APPROVE, A.ASSIGN, A.SIGN, A.REPORT),
    State.EXTENDING: (A.APPROVE, A.ASSIGN, A.SIGN, A.EXTEND),
    State.SUSPENDED: (A.APPROVE, A.ASSIGN, A.SIGN, A.SUSPEND),
    State.CLAIMED: (A.APPROVE, A.ASSIGN, A.SIGN, A.CLAIM_DONE),
    State.REVIEWED: (A.APPROVE, A.ASSIGN, A.SIGN, A.CLAIM_DONE, A.ACCEPT),
    State.PRESENTED: (A.APPROVE, A.ASSIGN, A.SIGN, A.CLAIM_DONE, A.ACCEPT, A.ACCEPT),
    State.CLOSED: (A.APPROVE, A.ASSIGN, A.SIGN, A.CLAIM_DONE, A.ACCEPT, A.ACCEPT, A.CLOSE),
    State.ARCHIVED: (A.APPROVE, A.ASSIGN, A.SIGN, A.CLAIM_DONE, A.ACCEPT, A.ACCEPT, A.CLOSE, A.ARCHIVE),
    State.CANCELLED: (A.CANCEL,),
}
VALUES = {"reason": "因故", "percent": "40%", "text": "正在办", "person": "张三"}


def add(office: Office, **values: str) -> str:
    with office.write("matter.add", words="新增") as work:
        return matters.add(
            work, WHOLE | {"title": "修桥", "due": "2026-12-31", "lead_unit": "县交通局"} | values
        ).uid


def do(
    office: Office,
    uid: str,
    action: Action,
    *,
    medium: Medium = Medium.PAPER,
    on: date | None = None,
    **values: str,
) -> None:
    with office.write(f"matter.{action}", words=action.word, on=on) as work:
        usual = VALUES | ({"due": "2027-06-30"} if action is A.EXTEND else {})
        acts.act(work, uid, action, acts.Doing(on=on, medium=medium, values=values or usual))


def row(office: Office, uid: str) -> MatterRow:
    with office.read() as reader:
        return ledger.row_by_uid(reader, uid)


def walk(office: Office, uid: str, state: State) -> None:
    for action in ROADS[state]:
        do(office, uid, action)
    assert row(office, uid).state == state.value


def check_figures(office: Office) -> None:
    with office.read() as reader:
        figures = statistics(reader, LedgerQuery())
        assert all(identity.holds for identity in figures.identities)
        assert journal.verify(reader.connection, office.chain_key).ok


def test_every_pair_of_state_and_action(office: Office) -> None:
    lines = {(source, line.action): line for line in TRANSITIONS for source in line.sources}
    for state in State:
        uid = add(office)
        walk(office, uid, state)
        for action in Action:
            with office.read() as reader:
                before = digest(reader.connection)
            line = lines.get((state, action))
            if line is None:
                with pytest.raises(RefusedError, match="事项没有改动"):
                    do(office, uid, action)
            else:
                if line.needs:
                    with pytest.raises(WrongUseError, match="须写明"):
                        do(office, uid, action, text="没有理由")
                do(office, uid, action)
                now = row(office, uid)
                assert now.state == line.target.value
                assert now.stage == stage_of(line.target, state is not State.CANCELLED)
                history.undo(office)
            with office.read() as reader:
                assert digest(reader.connection) == before, (state, action)
        check_figures(office)
    with office.read() as reader:
        assert sum(ledger.tallies(reader, LedgerQuery()).stages.values()) == len(State)


def test_numbers_follow_one_another_and_a_taken_back_approval_frees_its_number(office: Office) -> None:
    first, second = add(office), add(office)
    do(office, second, A.APPROVE)
    do(office, first, A.APPROVE)
    assert [row(office, uid).number for uid in (second, first)] == ["督办〔2026〕1号", "督办〔2026〕2号"]
    history.undo(office)
    assert row(office, first).number == "拟-1"
    do(office, add(office), A.APPROVE)
    assert row(office, first).number == "拟-1"
    do(office, first, A.APPROVE)
    assert row(office, first).number == "督办〔2026〕3号"


def test_an_extension_keeps_the_first_deadline(office: Office) -> None:
    uid = add(office)
    walk(office, uid, State.SIGNED)
    with pytest.raises(WrongUseError, match="读不出"):
        do(office, uid, A.EXTEND, due="没想好", reason="汛期")
    with pytest.raises(RefusedError, match="晚于原时限"):
        do(office, uid, A.EXTEND, due="2026-12-31", reason="汛期")
    do(office, uid, A.EXTEND, due="2027-03-31", reason="汛期")
    assert str(row(office, uid).due) == "2026-12-31", "asked is not granted"
    do(office, uid, A.RETURN, reason="不批")
    do(office, uid, A.EXTEND, due="2027-02-28", reason="汛期")
    do(office, uid, A.ACCEPT)
    assert (str(row(office, uid).due), row(office, uid).due_text) == ("2027-02-28", "2027年2月28日前（延期）")
    with office.read() as reader:
        stored = reader.connection.execute(
            "SELECT original_due, requested_due FROM matter WHERE uid=?", (uid,)
        ).fetchone()
    assert stored == ("2026-12-31", None)


def test_the_days_that_were_left_are_left_after_a_pause(office: Office, clock: FixedClock) -> None:
    uid = add(office)
    walk(office, uid, State.SUSPENDED)
    clock.set(date(2026, 12, 2))
    do(office, uid, A.RESUME)
    assert str(row(office, uid).due) == "2027-01-10"
    undated = add(office, due="长期坚持")
    walk(office, undated, State.SUSPENDED)
    do(office, undated, A.RESUME)
    assert (row(office, undated).due, row(office, undated).due_text) == (None, "长期坚持")


def test_a_limit_counts_from_the_day_of_signing(office: Office) -> None:
    uid = add(office, due="签收后5个工作日内")
    walk(office, uid, State.ASSIGNED)
    assert row(office, uid).due is None
    do(office, uid, A.SIGN, on=date(2026, 11, 20))
    assert (str(row(office, uid).due), row(office, uid).due_text) == ("2026-11-27", "签收后5个工作日内")


def test_a_limit_counts_from_the_event_it_names(office: Office) -> None:
    by_paper = add(office, due="自批示之日起10日内", source_date="2026-11-16")
    walk(office, by_paper, State.APPROVED)
    assert str(row(office, by_paper).due) == "2026-11-26"
    by_assignment = add(office, due="交办后3个工作日内")
    walk(office, by_assignment, State.APPROVED)
    do(office, by_assignment, A.ASSIGN, on=date(2026, 11, 19))
    assert str(row(office, by_assignment).due) == "2026-11-24"
    # Nobody wrote down when the instruction was given: the receipt counts.
    dateless = add(office, due="批示后5日内")
    walk(office, dateless, State.ASSIGNED)
    do(office, dateless, A.SIGN, on=date(2026, 11, 20))
    assert str(row(office, dateless).due) == "2026-11-25"


def test_an_extension_leads_into_the_future(office: Office) -> None:
    uid = add(office, due="长期坚持")
    walk(office, uid, State.SIGNED)
    with pytest.raises(RefusedError, match="事项没有改动"):
        do(office, uid, A.EXTEND, due="2026-11-22", reason="等资金")


def test_a_report_keeps_how_it_came_and_what_it_said(office: Office) -> None:
    uid = add(office)
    walk(office, uid, State.SIGNED)
    do(
        office,
        uid,
        A.REPORT,
        medium=Medium.PHONE,
        percent="主体封顶",
        person="李四",
        problems="缺钱",
        on=date(2026, 11, 20),
    )
    do(office, uid, A.REPORT, percent="说不准", text="收尾", next_steps="验收")
    with office.read() as reader:
        found = detail(reader, uid)
    last, first = found.reports
    assert (first.medium, first.author, first.text, first.problems, str(first.on)) == (
        "phone",
        "李四",
        "主体封顶",
        "缺钱",
        "2026-11-20",
    )
    assert (last.text, last.next_steps, last.percent) == ("收尾", "验收", None)
    assert found.extras["完成比例"] == "说不准"
    assert found.fields["progress_text"] == "收尾"


def test_a_reopened_matter_counts_its_returns(office: Office) -> None:
    uid = add(office)
    walk(office, uid, State.CLOSED)
    assert row(office, uid).stage is Stage.CLOSED
    do(office, uid, A.REOPEN)
    with office.read() as reader:
        stored = reader.connection.execute(
            "SELECT returns, closed_on, claimed_on, prior_state FROM matter"
        ).fetchone()
    assert stored == (1, None, None, "X")


def test_archived_from_cancelled_stays_cancelled(office: Office) -> None:
    uid = add(office)
    walk(office, uid, State.CANCELLED)
    do(office, uid, A.ARCHIVE)
    assert (row(office, uid).state, row(office, uid).stage) == ("Z", Stage.CANCELLED)
    check_figures(office)
