"""What acts do besides moving the state: limits, extensions, suspensions, many at once."""

from datetime import date

import pytest

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.procedure import Chain, Procedure, Role
from ducha_desktop.domain.states import Action
from ducha_desktop.services import matters
from ducha_desktop.services.acts import act_each
from ducha_desktop.services.matters_moving import place_under
from ducha_desktop.services.office import Office
from ducha_desktop.services.possible import possible
from tests.complete import WHOLE
from tests.services.test_act_guards import FOUR, add, course, do, office, rule, stored

__all__ = ["office"]


def test_an_objection_gives_the_next_unit_the_whole_limit(office: Office) -> None:
    uid = add(office, **WHOLE | {"due": "交办后15日内"})
    do(office, uid, Action.APPROVE, date(2026, 11, 2))
    columns = "due, due_kind, due_text, assigned_on"
    before = stored(office, uid, columns)
    do(office, uid, Action.ASSIGN, date(2026, 11, 3))
    assert stored(office, uid, columns) == ("2026-11-18", "date", "交办后15日内", "2026-11-03")
    do(office, uid, Action.RETURN, date(2026, 11, 4), reason="不归我们管")
    assert stored(office, uid, columns) == before
    do(office, uid, Action.ASSIGN, date(2026, 11, 10))
    assert stored(office, uid, columns) == ("2026-11-25", "date", "交办后15日内", "2026-11-10")


def test_an_objection_leaves_a_day_that_was_set_apart_from_it(office: Office) -> None:
    uid = add(office, **WHOLE | {"due": "2026-12-20"})
    course(office, uid, Action.APPROVE, Action.ASSIGN)
    do(office, uid, Action.RETURN, reason="不归我们管")
    assert stored(office, uid, "due, assigned_on") == ("2026-12-20", None)


def test_an_extension_without_a_day_is_not_granted_silently(office: Office) -> None:
    uid = add(office, **WHOLE | {"due": "2026-12-20"})
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    do(office, uid, Action.EXTEND, due="2027-01-20", reason="征地")
    with office.write("matter.edit", words="接收时没有申请的时限") as work:
        work.bulk_update("matter", {uid: {"requested_due": None}})
    with pytest.raises(WrongUseError, match="没有记下申请的新时限，请写明批准到哪一天"):
        do(office, uid, Action.ACCEPT)
    with pytest.raises(RefusedError, match="须晚于原时限 2026-12-20"):
        do(office, uid, Action.ACCEPT, due="2026-12-19")
    assert do(office, uid, Action.ACCEPT, due="2027-01-05") == "Q"
    assert stored(office, uid, "due, original_due, requested_due") == ("2027-01-05", "2026-12-20", None)


def test_the_day_asked_for_is_told_while_it_waits_for_its_decision(office: Office) -> None:
    uid = add(office, **WHOLE | {"due": "2026-12-20"})
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    assert _asked_for(office, uid) == {None}
    do(office, uid, Action.EXTEND, due="2027-01-20", reason="征地")
    assert _asked_for(office, uid) == {date(2027, 1, 20)}
    do(office, uid, Action.RETURN, reason="按期能办")
    assert _asked_for(office, uid) == {None}


def _asked_for(office: Office, uid: str) -> set[date | None]:
    with office.read() as reader:
        return {each.asked_due for each in possible(reader, uid).values()}


def test_who_signs_last_grants_the_day(office: Office) -> None:
    uid = add(office, **WHOLE | {"due": "2026-12-20"})
    rule(office, uid, Procedure({Chain.EXTENSION: (Role.OFFICER, Role.LEADER)}))
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    do(office, uid, Action.EXTEND, due="2027-01-20", reason="征地")
    with pytest.raises(WrongUseError, match="由最后一级签批时写明"):
        do(office, uid, Action.ACCEPT, due="2027-01-05")
    do(office, uid, Action.ACCEPT)
    do(office, uid, Action.ACCEPT, due="2027-01-05")
    assert stored(office, uid, "due, original_due") == ("2027-01-05", "2026-12-20")


def test_what_recurs_has_no_deadline_to_extend(office: Office) -> None:
    uid = add(office, **WHOLE | {"due": "每月25日前"})
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    with pytest.raises(RefusedError, match="没有单一的完成时限，不能申请延期"):
        do(office, uid, Action.EXTEND, due="2026-12-31", reason="汛期")
    assert stored(office, uid, "state, recurrence") == ("Q", "monthly:1-25")


def test_a_suspension_of_no_days_leaves_the_limit_in_its_words(office: Office) -> None:
    uid = add(office, **WHOLE | {"due": "12月31日前"})
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    before = stored(office, uid, "due, due_text, original_due")
    do(office, uid, Action.SUSPEND, reason="汛期")
    do(office, uid, Action.RESUME)
    assert stored(office, uid, "due, due_text, original_due") == before


def test_many_are_acted_on_all_or_none(office: Office) -> None:
    good, bad, last = add(office, **WHOLE), add(office, **FOUR | {"title": "修路"}), add(office, **WHOLE)

    def approve() -> None:
        with office.write("matter.approve", words="批准立项 3 项") as work:
            act_each(work, [good, bad, last], Action.APPROVE)

    with pytest.raises(RefusedError, match=r"3 项都没有办理，其中 拟-2《修路》不能办：六明确缺"):
        approve()
    assert [stored(office, uid, "state, number") for uid in (good, bad, last)] == [("D", None)] * 3
    with office.write("matter.edit", words="改") as work:
        matters.edit(work, bad, WHOLE)
    approve()
    numbers = [stored(office, uid, "number")[0] for uid in (good, bad, last)]
    assert numbers == [f"督办〔2026〕{n}号" for n in (1, 2, 3)]


def test_a_whole_and_its_parts_are_closed_together(office: Office) -> None:
    whole, part = add(office, **WHOLE), add(office, **WHOLE)
    with office.write("matter.move", words="归到") as work:
        place_under(work, [part], whole)
    closing = (Action.CLAIM_DONE, Action.ACCEPT, Action.ACCEPT)
    for uid in (part, whole):
        course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    course(office, part, *closing, Action.CLOSE)
    course(office, whole, *closing)
    do(office, part, Action.REOPEN, reason="又坏了")
    course(office, part, *closing)
    with office.write("matter.close", words="销号 2 项") as work:
        assert act_each(work, [whole, part], Action.CLOSE) == 2
    assert [stored(office, uid, "state") for uid in (whole, part)] == [("X",), ("X",)]


def test_a_report_handed_in_late_does_not_hide_a_newer_one(office: Office) -> None:
    uid = add(office, **WHOLE)
    course(office, uid, Action.APPROVE, Action.ASSIGN, Action.SIGN)
    do(office, uid, Action.REPORT, date(2026, 12, 20), percent="60%", text="过半")
    do(office, uid, Action.REPORT, date(2026, 11, 25), percent="20%", text="开工")
    assert stored(office, uid, "progress_percent, progress_text, last_report_on") == (
        60,
        "过半",
        "2026-12-20",
    )
    with office.read() as reader:
        assert reader.connection.execute("SELECT count(*) FROM report").fetchone()[0] == 2
