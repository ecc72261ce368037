"""Pressing matters: numbered papers, one entry, one undo that leaves the number used; lists that follow."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from ducha_desktop.domain.errors import NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.ladder import LadderRules, Pressed, Rung
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.procedure import Role
from ducha_desktop.domain.states import Action
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, history, ladder, ledger, matters
from ducha_desktop.services.detail import detail
from ducha_desktop.services.ladder_pressing import Lifting, Pressing, lift, press
from ducha_desktop.services.ladder_rules import save_ladder
from ducha_desktop.services.office import Office
from ducha_desktop.services.views import EscalationView
from ducha_desktop.storage.digest import Digest, digest
from ducha_desktop.storage.queries.ledger_pressed import pressed_condition
from tests.complete import open_gates

TODAY = date(2026, 11, 22)
SIGNED: dict[str, Any] = {"approver": "县长李明", "due": TODAY + timedelta(days=7)}
LISTING = Pressing(reason="工作难度大", officer="王强", approver="县长李明", due=date(2026, 12, 20))

Maker = Callable[..., str]


@pytest.fixture
def open_matter(office: Office) -> Maker:
    open_gates(office)

    def make(title: str = "修桥", due: str = "2026-10-31", **values: str) -> str:
        with office.write("matter.add", words="新增") as work:
            uid: str = matters.add(work, {"title": title, "due": due, "lead_unit": "县交通局", **values}).uid
            for action in (Action.APPROVE, Action.ASSIGN, Action.SIGN):
                acts.act(work, uid, action)
        return uid

    return make


def do(office: Office, uids: list[str], rung: Rung, pressing: Pressing | None = None) -> tuple[str, ...]:
    with office.write("ladder.press", words=f"{rung.word} {len(uids)} 项") as work:
        return press(work, uids, rung, pressing)


def of(office: Office, uid: str) -> tuple[EscalationView, ...]:
    with office.read() as reader:
        return detail(reader, uid).escalations


def fingerprint(office: Office) -> Digest:
    with office.read() as reader:
        return digest(reader.connection)


def papers(office: Office) -> list[tuple[str, str | None]]:
    with office.read() as reader:
        asked = "SELECT number, voided_on FROM issued_paper WHERE deleted_at IS NULL ORDER BY id"
        return list(reader.connection.execute(asked).fetchall())


def listed(office: Office, *codes: Pressed) -> set[str]:
    query = LedgerQuery(pressed=tuple(code.value for code in codes))
    with office.read() as reader:
        found = {row.uid for row in ledger.every(reader, query)}
        assert ledger.count(reader, query) == len(found)
        return found


def test_urging_is_counted_and_numbered_in_batch_as_one_entry(office: Office, open_matter: Maker) -> None:
    one, other = open_matter("修桥"), open_matter("修路")
    assert do(office, [one], Rung.URGE) == ("催办〔2026〕1号",)
    assert do(office, [one, other], Rung.URGE) == ("催办〔2026〕2号", "催办〔2026〕3号")
    assert [step.word for step in of(office, one)] == ["第 2 次催办", "第 1 次催办"]
    assert of(office, one)[0].due == TODAY + timedelta(days=3)
    with office.read() as reader:
        assert history.entries(reader)[0].words == "催办 2 项"
        kept = reader.connection.execute("SELECT unit_uid, snapshot, sha256 FROM issued_paper").fetchall()
    assert all(unit and '"lead_unit":"县交通局"' in snapshot and not sha for unit, snapshot, sha in kept)
    history.undo(office)
    assert [len(of(office, uid)) for uid in (one, other)] == [1, 0]


def test_undo_voids_the_paper_and_never_gives_its_number_again(office: Office, open_matter: Maker) -> None:
    uid = open_matter()
    before = fingerprint(office)
    do(office, [uid], Rung.LISTED, LISTING)
    after = fingerprint(office)
    for _ in range(2):
        history.undo(office)
        assert fingerprint(office) == before
        assert papers(office) == [("挂牌〔2026〕1号", TODAY.isoformat())]
        with office.read() as reader:
            assert detail(reader, uid).papers == ("挂牌〔2026〕1号（作废）",)
        history.redo(office)
        assert fingerprint(office) == after
        assert papers(office) == [("挂牌〔2026〕1号", None)]
    history.undo(office)
    assert do(office, [uid], Rung.LISTED, LISTING) == ("挂牌〔2026〕2号",)


def test_the_three_notes_share_one_series_and_each_year_begins_anew(
    office: Office, clock: FixedClock, open_matter: Maker
) -> None:
    uid, other = open_matter(), open_matter("修路")
    assert do(office, [uid], Rung.NOTE_BLUE, Pressing(**SIGNED)) == ("督查单〔2026〕1号",)
    clock.set(date(2026, 12, 1))
    orange = Pressing(reason="没有进展", approver="李主任", role=Role.SECRETARY, due=date(2026, 12, 5))
    assert do(office, [uid], Rung.NOTE_ORANGE, orange) == ("督查单〔2026〕2号",)
    clock.set(date(2027, 1, 4))
    blue = Pressing(approver="张主任", due=date(2027, 1, 10))
    assert do(office, [other], Rung.NOTE_BLUE, blue) == ("督查单〔2027〕1号",)
    past = Pressing(approver="张主任", on=date(2026, 12, 30), due=date(2027, 1, 10))
    assert do(office, [open_matter("建校")], Rung.NOTE_BLUE, past) == ("督查单〔2026〕3号",)
    assert of(office, uid)[0].approver == "李主任（两办分管主任）"


def test_a_refusal_changes_nothing_and_names_the_matter_of_a_batch(
    office: Office, open_matter: Maker
) -> None:
    good = open_matter()
    with office.write("matter.add", words="新增") as work:
        draft = matters.add(work, {"title": "拟办的事"}).uid
    before = fingerprint(office)
    with pytest.raises(RefusedError, match="拟办的事：只有在办的事项可以催办"):
        do(office, [good, draft], Rung.URGE)
    with pytest.raises(RefusedError, match="之前要先有挂牌督办"):
        do(office, [good], Rung.ACCOUNTABILITY, Pressing(reason="拖延", approver="县长", basis="会议"))
    with pytest.raises(WrongUseError, match="还没有到"):
        do(office, [good], Rung.URGE, Pressing(on=date(2026, 11, 23)))
    with pytest.raises(NotFoundError):
        do(office, ["没有这个"], Rung.URGE)
    assert fingerprint(office) == before
    assert papers(office) == []
    with office.read() as reader:
        split = ladder.sort_out(reader, [good, draft], Rung.URGE)
    assert (split.allowed, list(split.refused)) == ((good,), [draft])


def test_a_listing_comes_off_only_by_record(office: Office, open_matter: Maker) -> None:
    uid = open_matter()
    do(office, [uid], Rung.LISTED, LISTING)
    (step,) = of(office, uid)
    before = fingerprint(office)

    def off(words: str = "已整改到位", on: date | None = None) -> Rung:
        with office.write("ladder.lift", words="摘牌") as work:
            return lift(work, step.uid, Lifting(words, "县长李明", on))

    with pytest.raises(WrongUseError, match="摘牌须写明理由"):
        off(" ")
    for day in (date(2026, 11, 21), date(2026, 11, 23)):
        with pytest.raises(WrongUseError, match="摘牌的日期"):
            off(on=day)
    assert listed(office, Pressed.LISTED) == {uid}
    assert off() is Rung.LISTED
    assert listed(office, Pressed.LISTED) == set()
    assert of(office, uid)[0].lifted_by == "县长李明"
    with pytest.raises(RefusedError, match="已于 2026-11-22 摘牌"):
        off()
    with office.read() as reader:
        lines = detail(reader, uid).timeline[0].fields
        assert ("摘牌", "", "2026-11-22") in lines
        with pytest.raises(RefusedError, match="不用摘牌"):
            ladder.standing_step(reader.connection, uid, Rung.LISTED)
    history.undo(office)
    assert fingerprint(office) == before
    assert listed(office, Pressed.LISTED) == {uid}


def test_skipping_is_recorded(office: Office, open_matter: Maker) -> None:
    uid = open_matter()
    red = Pressing(reason="群众反映强烈", skip="县长批示", basis="县长批示〔2026〕3号", **SIGNED)
    do(office, [uid], Rung.NOTE_RED, red)
    (step,) = of(office, uid)
    assert step.skipped == "越过橙色督查单：县长批示"
    assert (step.basis, step.approver) == ("县长批示〔2026〕3号", "县长李明（批示或分管领导）")
    with office.read() as reader:
        top = detail(reader, uid).timeline[0]
    assert ("越级", "", "越过橙色督查单：县长批示") in top.fields
    assert top.medium == "纸质"


def test_urgent_matters_start_higher(office: Office, open_matter: Maker) -> None:
    uid = open_matter(priority="特急")
    do(office, [uid], Rung.NOTE_RED, Pressing(reason="防汛", **SIGNED))
    assert of(office, uid)[0].skipped == ""


def test_what_is_possible_says_why_not(office: Office, open_matter: Maker) -> None:
    uid = open_matter()
    with office.read() as reader:
        found = {offer.rung: offer for offer in ladder.offers(reader, uid)}
    assert not found[Rung.URGE].why_not
    assert not found[Rung.URGE].out_of_order
    assert "蓝色督查单" in found[Rung.NOTE_ORANGE].out_of_order
    assert found[Rung.LISTED].reasons[0] == "领导高度关注"
    assert found[Rung.LISTED].due == date(2026, 12, 22)


def test_ripe_for_urging_are_red_ones_not_answered(
    office: Office, clock: FixedClock, open_matter: Maker
) -> None:
    late, soon, answered = open_matter("甲"), open_matter("乙", due="2026-12-31"), open_matter("丙")
    with office.write("matter.report", words="进展") as work:
        acts.act(work, answered, Action.REPORT, acts.Doing(values={"text": "正在办"}))
    assert soon
    assert listed(office, Pressed.TO_URGE) == {late}
    do(office, [late], Rung.URGE)
    assert listed(office, Pressed.TO_URGE) == set()
    clock.set(date(2026, 11, 29))
    assert listed(office, Pressed.TO_URGE) == {late, answered}
    do(office, [late], Rung.URGE)
    assert listed(office, Pressed.TO_BLUE) == {late}
    assert listed(office, Pressed.URGED) == {late}
    with office.write("matter.report", words="进展") as work:
        acts.act(work, late, Action.REPORT, acts.Doing(values={"text": "有进展"}))
    assert listed(office, Pressed.TO_BLUE) == set()


def test_ripe_for_the_next_rung_is_what_did_not_meet_the_last(
    office: Office, clock: FixedClock, open_matter: Maker
) -> None:
    uid = open_matter()
    steps = (
        (Rung.NOTE_BLUE, Pressed.TO_ORANGE, Pressed.BLUE),
        (Rung.NOTE_ORANGE, Pressed.TO_RED, Pressed.ORANGE),
        (Rung.NOTE_RED, Pressed.TO_LIST, Pressed.RED),
        (Rung.LISTED, Pressed.TO_TALK, Pressed.LISTED),
        (Rung.TALK, Pressed.TO_BULLETIN, Pressed.TALKED),
        (Rung.BULLETIN, Pressed.TO_ACCOUNT, Pressed.BULLETINED),
    )
    day = TODAY
    for rung, ripe, stands in steps:
        clock.set(day)
        with office.read() as reader:
            reasons = {offer.rung: offer for offer in ladder.offers(reader, uid)}[rung].reasons
        due = day + timedelta(days=2)
        do(
            office,
            [uid],
            rung,
            Pressing(
                due=due, reason=reasons[0] if reasons else "没有进展", officer="王强", approver="县长李明"
            ),
        )
        assert listed(office, stands) == {uid}
        clock.set(due)
        assert listed(office, ripe) == set(), rung
        day = due + timedelta(days=1)
        clock.set(day)
        assert listed(office, ripe) == {uid}, rung
    assert listed(office, Pressed.NOTED, Pressed.ACCOUNTABLE) == {uid}
    do(office, [uid], Rung.ACCOUNTABILITY, Pressing(reason="拖延", approver="县长李明", basis="县委常委会"))
    assert listed(office, Pressed.TO_ACCOUNT) == set()


def test_red_flags_and_snails_follow_the_rules(office: Office, clock: FixedClock, open_matter: Maker) -> None:
    slow, early, prompt = (
        open_matter("甲"),
        open_matter("乙", due="2026-12-31"),
        open_matter("丙", due="2026-11-25"),
    )
    for uid in (early, prompt):
        with office.write("matter.close", words="销号") as work:
            values = {"checks": "全部通过", "text": "办结"}
            for action in (Action.CLAIM_DONE, Action.ACCEPT, Action.ACCEPT, Action.CLOSE):
                acts.act(work, uid, action, acts.Doing(values=values))
    assert listed(office, Pressed.FLAG) == {early}
    assert listed(office, Pressed.SNAIL) == set()
    clock.set(date(2026, 11, 29))
    assert listed(office, Pressed.SNAIL) == set()
    clock.set(date(2026, 11, 30))
    assert listed(office, Pressed.SNAIL) == {slow}
    save_ladder(office, LadderRules(snail_days=60, flag_days=1))
    assert listed(office, Pressed.SNAIL) == set()
    assert listed(office, Pressed.FLAG) == {early, prompt}
    assert listed(office, Pressed.FLAG, Pressed.TO_URGE) == {early, prompt, slow}
    clock.set(date(2027, 1, 2))
    assert listed(office, Pressed.FLAG) == set()
    clock.set(date(2026, 11, 30))
    for _ in range(2):
        do(office, [slow], Rung.URGE)
    assert listed(office, Pressed.SNAIL) == {slow}


def test_rules_are_one_act_and_undone(office: Office) -> None:
    with pytest.raises(RefusedError, match="没有改动"):
        save_ladder(office, LadderRules())
    with pytest.raises(WrongUseError, match="升级规则没有改动"):
        save_ladder(office, LadderRules(snail_days=0))
    save_ladder(office, LadderRules(snail_days=45))
    with office.read() as reader:
        assert ladder.ladder_rules(reader.connection).snail_days == 45
    save_ladder(office, LadderRules())
    history.undo(office)
    history.undo(office)
    with office.read() as reader:
        assert ladder.ladder_rules(reader.connection) == LadderRules()


def test_the_past_knows_the_ladder_of_its_day(office: Office, clock: FixedClock, open_matter: Maker) -> None:
    uid = open_matter()
    clock.set(date(2026, 11, 25))
    do(office, [uid], Rung.LISTED, LISTING)
    query = LedgerQuery(pressed=(Pressed.LISTED.value,))
    for day, count in ((date(2026, 11, 24), 0), (date(2026, 11, 25), 1)):
        with office.read() as present, ledger.as_of(present, day) as reader:
            assert ledger.count(reader, query) == count
            assert len(detail(reader, uid).escalations) == count


@pytest.mark.parametrize("code", Pressed)
def test_no_list_reads_all_matters(office: Office, code: Pressed) -> None:
    """Indexes answer, so that the workbench stays quick over a million rows."""
    with office.read() as reader:
        plan = reader.connection.execute(
            f"EXPLAIN QUERY PLAN SELECT id FROM ({pressed_condition([code.value])[len('id IN (') : -1]})",
            {"today": TODAY.isoformat()},
        ).fetchall()
    walked = [line[3] for line in plan if line[3].startswith("SCAN")]
    assert not [line for line in walked if line.split()[1] in set("rmpqe")], plan
