"""Acting by the state table: gates, signatures, terms of asking, parts of a whole, what is kept of an act."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ducha_desktop.domain.completeness import Standard
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.procedure import Chain, Procedure, Role
from ducha_desktop.domain.states import Action
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import history, matters, possible, procedures
from ducha_desktop.services.acts import Doing, act
from ducha_desktop.services.detail import detail
from ducha_desktop.services.founding import found
from ducha_desktop.services.matters_moving import place_under
from ducha_desktop.services.office import Office
from ducha_desktop.services.remarks import remarks
from ducha_desktop.storage.digest import digest
from tests.complete import WHOLE

TODAY = date(2026, 11, 18)  # a Wednesday
FOUR = {"target": "通车", "task": "建桥", "lead_unit": "县交通局", "due": "2026-12-20"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with found(tmp_path / "台账", county="云岭县", clock=FixedClock(TODAY)) as made:
        yield made


def add(office: Office, **values: str) -> str:
    with office.write("matter.add", words="新增 1 项") as work:
        return matters.add(work, {"title": "修桥", "lead_unit": "县交通局"} | values).uid


def do(office: Office, uid: str, action: Action, on: date | None = None, **values: str) -> str:
    with office.write(f"matter.{action.value}", words=action.word, on=on) as work:
        return act(work, uid, action, Doing(on=on, values=values)).state


def course(office: Office, uid: str, *actions: Action) -> str:
    return [do(office, uid, action) for action in actions][-1]


def stored(office: Office, uid: str, columns: str) -> tuple[object, ...]:
    with office.read() as reader:
        found = reader.connection.execute(f"SELECT {columns} FROM matter WHERE uid=?", (uid,)).fetchone()
    return tuple(found)


def rule(office: Office, uid: str, procedure: Procedure) -> None:
    procedures.save(office, str(stored(office, uid, "ledger_uid")[0]), procedure)


def test_nothing_incomplete_is_approved(office: Office) -> None:
    uid = add(office, **FOUR)
    for action in (Action.SUBMIT, Action.APPROVE):
        with pytest.raises(
            RefusedError, match="六明确缺：人员、措施、要求、进度；七定缺：措施、人员、进度"
        ) as refusal:
            do(office, uid, action)
        assert "四清缺" not in refusal.value.message
    assert stored(office, uid, "state, number") == ("D", None)


@pytest.mark.parametrize("without", ["target", "lead_unit", "due", "measures", "persons", "plan"])
def test_nothing_that_has_become_incomplete_is_assigned(office: Office, without: str) -> None:
    uid = add(office, **WHOLE | {"duty": ""})
    do(office, uid, Action.APPROVE)
    with office.write("matter.edit", words="改") as work:
        matters.edit(work, uid, {without: ""})
    with pytest.raises(RefusedError, match=r"七定缺.*不能交办"):
        do(office, uid, Action.ASSIGN)
    assert stored(office, uid, "state, assigned_on") == ("L", None)


def test_a_ledger_may_demand_less(office: Office) -> None:
    uid = add(office, **FOUR)
    rule(office, uid, Procedure(gates=(Standard.FOUR,)))
    assert course(office, uid, Action.APPROVE, Action.ASSIGN) == "J"
    assert stored(office, uid, "assigned_on") == ("2026-11-18",)


def test_a_decision_moves_with_its_last_signature(office: Office) -> None:
    uid = add(office, **WHOLE)
    rule(office, uid, Procedure({Chain.APPROVAL: (Role.OFFICER, Role.DIRECTOR, Role.LEADER)}))
    assert do(office, uid, Action.APPROVE, person="王一") == "A"
    assert stored(office, uid, "state, sign_step, number") == ("A", 1, None)
    with pytest.raises(RefusedError, match=r"第 2 步，共 3 步）由督查室主任签批，不是批示或分管领导"):
        do(office, uid, Action.APPROVE, role="leader")
    assert do(office, uid, Action.APPROVE, role="督查室主任") == "A"
    with office.read() as reader:
        now = possible.possible(reader, uid)[Action.APPROVE]
    assert (now.who, now.step, now.of, now.word) == ((Role.LEADER,), 3, 3, "批准立项（第 3 步，共 3 步）")
    assert do(office, uid, Action.APPROVE) == "L"
    assert stored(office, uid, "sign_step, number") == (0, "督办〔2026〕1号")
    with office.read() as reader:
        signed = reader.connection.execute(
            "SELECT role, step, person, from_state, to_state FROM event WHERE matter_uid=? ORDER BY id",
            (uid,),
        ).fetchall()
    assert signed == [
        ("officer", 1, "王一", "D", "A"), ("director", 2, "", "A", "A"), ("leader", 3, "", "A", "L"),
    ]  # fmt: skip


def test_a_returned_decision_begins_anew(office: Office) -> None:
    uid = add(office, **WHOLE)
    rule(office, uid, Procedure({Chain.APPROVAL: (Role.DIRECTOR, Role.LEADER)}))
    course(office, uid, Action.SUBMIT, Action.APPROVE)
    assert do(office, uid, Action.RETURN, reason="目标不清") == "D"
    assert stored(office, uid, "sign_step") == (0,)
    assert course(office, uid, Action.SUBMIT, Action.APPROVE) == "A"
    assert do(office, uid, Action.APPROVE) == "L"


def test_half_signed_decisions_keep_their_signers(office: Office) -> None:
    uid = add(office, **WHOLE)
    rule(office, uid, Procedure({Chain.APPROVAL: (Role.OFFICER, Role.DIRECTOR, Role.LEADER)}))
    do(office, uid, Action.APPROVE)
    with pytest.raises(RefusedError, match="1 项的立项审批已经签了一部分"):
        rule(office, uid, Procedure({Chain.APPROVAL: (Role.LEADER,)}))
    with pytest.raises(RefusedError, match="没有改动，不用保存"):
        rule(office, uid, Procedure({Chain.APPROVAL: (Role.OFFICER, Role.DIRECTOR, Role.LEADER)}))


def test_a_closing_and_an_extension_have_chains_too(office: Office) -> None:
    uid = add(office, **WHOLE | {"due": "2026-12-20"})
    four = (Role.HEAD, Role.DIRECTOR, Role.SECRETARY, Role.LEADER)
    rule(office, uid, Procedure({Chain.CLOSING: four, Chain.EXTENSION: (Role.OFFICER, Role.LEADER)}))
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    do(office, uid, Action.EXTEND, due="2027-01-20", reason="征地")
    assert do(office, uid, Action.ACCEPT) == "Y"
    assert stored(office, uid, "due, requested_due") == ("2026-12-20", "2027-01-20")
    assert do(office, uid, Action.ACCEPT) == "Q"
    assert stored(office, uid, "due, original_due") == ("2027-01-20", "2026-12-20")
    course(office, uid, Action.CLAIM_DONE, Action.ACCEPT)
    assert [do(office, uid, Action.ACCEPT) for _ in four] == ["V", "V", "V", "W"]


@pytest.mark.parametrize("before", [Action.SIGN, Action.REPORT])
def test_a_refused_extension_leads_back_to_where_the_matter_was(office: Office, before: Action) -> None:
    uid = add(office, **WHOLE | {"due": "2026-12-20"})
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    if before is Action.REPORT:
        do(office, uid, Action.REPORT, text="过半")
    state = stored(office, uid, "state")[0]
    do(office, uid, Action.EXTEND, due="2027-01-20", reason="征地", text="完成六成")
    assert stored(office, uid, "progress_text") == ("完成六成",)
    assert do(office, uid, Action.RETURN, reason="抓紧") == state
    assert stored(office, uid, "due, requested_due, returns") == ("2026-12-20", None, 0)


@pytest.mark.parametrize(("day", "passes"), [(19, True), (20, True), (21, False)])
def test_an_extension_is_asked_for_before_the_deadline(office: Office, day: int, passes: bool) -> None:
    uid = add(office, **WHOLE | {"due": "2026-11-20"})
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    if passes:
        assert do(office, uid, Action.EXTEND, date(2026, 11, day), due="2027-01-20", reason="征地") == "Y"
    else:
        with pytest.raises(RefusedError, match="时限 2026-11-20 已过，现在不能申请延期"):
            do(office, uid, Action.EXTEND, date(2026, 11, day), due="2027-01-20", reason="征地")


def test_an_objection_comes_within_three_working_days(office: Office) -> None:
    first, second = add(office, **WHOLE), add(office, **WHOLE | {"title": "修路"})
    for uid in (first, second):
        course(office, uid, Action.APPROVE, Action.ASSIGN)  # Wednesday
    assert (
        do(office, first, Action.RETURN, date(2026, 11, 23), reason="不归我们管") == "L"
    )  # Thursday, Friday, Monday
    with pytest.raises(RefusedError, match=r"已过 4 个工作日，现在不能异议改派"):
        do(office, second, Action.RETURN, date(2026, 11, 24), reason="不归我们管")


def test_a_whole_is_done_when_its_parts_are(office: Office) -> None:
    whole, parts = add(office, **WHOLE), [add(office, **WHOLE | {"title": f"部分{n}"}) for n in range(4)]
    with office.write("matter.move", words="归到") as work:
        place_under(work, parts, whole)
    for uid in (whole, *parts):
        course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    for uid in parts[:3]:
        course(office, uid, Action.CLAIM_DONE, Action.ACCEPT, Action.ACCEPT, Action.CLOSE)
    with pytest.raises(RefusedError, match=r"下级事项 督办〔2026〕5号还没有销号，现在不能申请办结"):
        do(office, whole, Action.CLAIM_DONE)
    do(office, parts[3], Action.CANCEL, reason="并入别的工程")
    assert course(office, whole, Action.CLAIM_DONE, Action.ACCEPT, Action.ACCEPT, Action.CLOSE) == "X"


def test_one_failed_check_keeps_a_matter_from_being_presented(office: Office) -> None:
    uid = add(office, **WHOLE)
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN, Action.CLAIM_DONE, Action.ACCEPT)
    with pytest.raises(RefusedError, match="审核没有通过：问题解决、格式规范，现在不能审核通过"):
        do(office, uid, Action.ACCEPT, failed="格式规范，问题解决")
    assert do(office, uid, Action.RETURN, reason="问题没有解决") == "Q"
    assert stored(office, uid, "returns") == (1,)


def test_who_acts_is_looked_at_and_kept(office: Office) -> None:
    uid = add(office, **WHOLE)
    course(office, uid, Action.APPROVE, Action.ASSIGN)
    with pytest.raises(
        RefusedError, match="签收由承办单位联络员、承办单位负责人、协办单位来办，不是督查室主任"
    ):
        do(office, uid, Action.SIGN, role="director")
    with pytest.raises(WrongUseError, match="没有“县长”这个角色"):
        do(office, uid, Action.SIGN, role="县长")
    do(office, uid, Action.SIGN, role="head", person="刘海")
    with office.read() as reader:
        last = reader.connection.execute(
            "SELECT role, person, step FROM event ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert tuple(last) == ("head", "刘海", 0)


def test_what_is_possible_says_why_not(office: Office) -> None:
    uid = add(office, **FOUR)
    with office.read() as reader:
        now = possible.possible(reader, uid)
    assert set(now) == {Action.SUBMIT, Action.APPROVE, Action.CANCEL}
    assert "七定缺：措施、人员、进度，现在不能报审" in now[Action.SUBMIT].why_not
    assert now[Action.CANCEL].why_not == ""


def test_every_act_of_a_course_is_undone(office: Office) -> None:
    uid = add(office, **WHOLE | {"due": "2026-12-20"})
    rule(office, uid, Procedure({Chain.CLOSING: (Role.DIRECTOR, Role.LEADER)}))
    acts: list[tuple[Action, dict[str, str]]] = [
        (Action.SUBMIT, {}), (Action.APPROVE, {}), (Action.ASSIGN, {}), (Action.SIGN, {}),
        (Action.REPORT, {"percent": "40%", "text": "过半"}), (Action.EXTEND, {"due": "2027-01-20", "reason": "征地"}),
        (Action.ACCEPT, {}), (Action.SUSPEND, {"reason": "汛期"}), (Action.RESUME, {}), (Action.CLAIM_DONE, {}),
        (Action.ACCEPT, {}), (Action.ACCEPT, {}), (Action.ACCEPT, {}), (Action.CLOSE, {}), (Action.ARCHIVE, {}),
    ]  # fmt: skip

    def taken() -> str:
        with office.read() as reader:
            return digest(reader.connection).digest

    seen = [taken()]
    for action, values in acts:
        do(office, uid, action, **values)
        seen.append(taken())
    assert len(set(seen)) == len(seen)
    for expected in reversed(seen[:-1]):
        history.undo(office)
        assert taken() == expected
    for expected in seen[1:]:
        history.redo(office)
        assert taken() == expected


def test_a_whole_says_how_its_works_stand(office: Office) -> None:
    plan, item, works = add(office, **WHOLE), add(office, **WHOLE), [add(office, **WHOLE) for _ in range(4)]
    with office.write("matter.move", words="归到") as work:
        place_under(work, [item, works[0]], plan)
        place_under(work, works[1:], item)
    for uid in works[:2]:
        course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN, Action.CLAIM_DONE, Action.ACCEPT)
        course(office, uid, Action.ACCEPT, Action.CLOSE)
    do(office, works[2], Action.CANCEL, reason="不办了")
    with office.read() as reader:
        said = {uid: detail(reader, uid).works for uid in (plan, item, works[0])}
    assert (said[plan].closed, said[plan].draft, said[plan].cancelled, said[plan].total) == (2, 1, 1, 3)
    assert said[plan].words == "共 3 项，拟办 1，完成 2，撤销 1：部分完成"
    assert said[item].word == "部分完成"
    assert said[works[0]].words == ""
    do(office, works[3], Action.CANCEL, reason="不办了")
    with office.read() as reader:
        assert detail(reader, plan).works.word == "全部完成"


def test_an_act_dated_before_the_one_it_follows_is_pointed_out(office: Office) -> None:
    uid = add(office, **WHOLE)
    course(office, uid, Action.APPROVE, Action.ASSIGN)

    def told(action: Action, on: date) -> list[str]:
        with office.write("matter.act", words="办", on=on) as work:
            act(work, uid, action, Doing(on=on, values={"text": "开工"}))
        return [each.words for each in remarks(work)]

    early = "“2026-11-17”：签收的日期早于上一环节的日期 2026-11-18，请核对；登记错了可以撤销再登记"
    assert told(Action.SIGN, date(2026, 11, 17)) == [early]
    history.undo(office)
    assert told(Action.SIGN, date(2026, 11, 19)) == []
    early = "“2026-11-18”：登记进展的日期早于签收的日期 2026-11-19，请核对；登记错了可以撤销再登记"
    assert told(Action.REPORT, TODAY) == [early]


def test_signers_who_signed_are_not_replaced(office: Office) -> None:
    uid = add(office, **WHOLE)
    rule(office, uid, Procedure({Chain.APPROVAL: (Role.OFFICER, Role.LEADER)}))
    do(office, uid, Action.APPROVE)
    with pytest.raises(RefusedError, match="1 项的立项审批已经签到第 1 级，已经签过的各级现在不能换人"):
        rule(office, uid, Procedure({Chain.APPROVAL: (Role.LEADER, Role.OFFICER)}))
    rule(office, uid, Procedure({Chain.APPROVAL: (Role.OFFICER, Role.DIRECTOR, Role.LEADER)}))
    assert [do(office, uid, Action.APPROVE) for _ in range(2)] == ["A", "L"]


def test_a_part_is_not_reopened_under_a_closed_whole(office: Office) -> None:
    whole, part = add(office, **WHOLE), add(office, **WHOLE)
    with office.write("matter.move", words="归到") as work:
        place_under(work, [part], whole)
    for uid in (part, whole):
        course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN, Action.CLAIM_DONE, Action.ACCEPT)
        course(office, uid, Action.ACCEPT, Action.CLOSE)
    with pytest.raises(RefusedError, match=r"上级事项 督办〔2026〕2号 已经销号，现在不能回头看重办"):
        do(office, part, Action.REOPEN, reason="又坏了")
    assert do(office, whole, Action.REOPEN, reason="又坏了") == "Q"
    assert do(office, part, Action.REOPEN, reason="又坏了") == "Q"


@pytest.mark.parametrize("name", ["reason", "person"])
def test_what_is_said_of_an_act_has_an_end(office: Office, name: str) -> None:
    uid = add(office, **WHOLE)
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    values = {"reason": "汛期", name: "汛" * 32_768}
    with pytest.raises(WrongUseError, match="每一项最多写 32,767 个字"):
        do(office, uid, Action.SUSPEND, **values)
    assert do(office, uid, Action.SUSPEND, **values | {name: "汛" * 32_767}) == "G"
