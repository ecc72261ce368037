"""The burden meter: what one unit is asked for in a week, repeats, and the warning before more is sent."""

from datetime import date, timedelta

import pytest

from ducha_desktop.domain.burden import LAWFUL_METHODS, BurdenRules, ContactKind, ContactMethod
from ducha_desktop.domain.cycle_words import week_of
from ducha_desktop.domain.cycles import Span
from ducha_desktop.domain.duties import DutyDraft
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.ladder import Rung
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import ReportCycle
from ducha_desktop.services import acts, burden, contacts, duties, history, matters, register_editing
from ducha_desktop.services.acts import Doing
from ducha_desktop.services.contacts import ContactDraft
from ducha_desktop.services.ladder_pressing import press
from ducha_desktop.services.office import Office
from tests.complete import open_gates
from tests.services.conftest import fingerprint

TODAY = date(2026, 11, 22)
WEEK = week_of(TODAY)


@pytest.fixture
def unit(office: Office) -> str:
    open_gates(office)
    with office.write("unit.add", words="新增单位") as work:
        return register_editing.save_unit(work, {"name": "县交通局", "kind": "政府部门"})


def assigned(office: Office, on: date) -> str:
    with office.write("matter.add", words="登记", on=on) as work:
        uid: str = matters.add(work, {"title": "修桥", "lead_unit": "县交通局", "due": "2026-11-01"}).uid
        for action in (Action.APPROVE, Action.ASSIGN, Action.SIGN):
            acts.act(work, uid, action, Doing(on=on))
    return uid


def visit(*units: str, on: date = TODAY, matter: str | None = None) -> ContactDraft:
    return ContactDraft(
        units, ContactKind.VISIT, ContactMethod.SECRET_VISIT, on, matter, "看现场", "李明", "未开工"
    )


def meter(office: Office, span: Span = WEEK) -> burden.Burden:
    with office.read() as reader:
        return burden.burden(reader, span)


def test_everything_asked_of_a_unit_in_a_week(office: Office, unit: str) -> None:
    monday = WEEK.first
    uid = assigned(office, monday)
    contacts.add(office, visit(unit, on=monday + timedelta(days=1)))
    duties.add(office, DutyDraft("周报", ReportCycle.WEEKLY, on_day=5, since=monday))
    with office.write("ladder.press", words="催办") as work:
        press(work, [uid], Rung.URGE)
    (load,) = meter(office).units
    week = load.weeks[monday]
    assert [(each.kind, each.on) for each in sorted(week.asked, key=lambda one: one.on)] == [
        (ContactKind.NOTICE, monday),
        (ContactKind.VISIT, monday + timedelta(days=1)),
        (ContactKind.FORM, monday + timedelta(days=4)),
        (ContactKind.NOTICE, TODAY),
    ]
    assert week.repeats == 1, "the same matter was assigned on Monday and pressed on Sunday"
    assert week.words == "发通知 2、要报表材料 1、上门督查 1，重复 1"
    assert not week.too_many
    burden.save_rules(office, BurdenRules(a_week=3))
    assert meter(office).units[0].weeks[monday].too_many
    assert meter(office).units[0].warned == 1


def test_a_repeat_reaches_over_the_week_end(office: Office, unit: str) -> None:
    uid = assigned(office, WEEK.first - timedelta(days=1))
    contacts.add(office, visit(unit, on=WEEK.first + timedelta(days=1), matter=uid))
    loads = meter(office, Span(WEEK.first - timedelta(days=7), WEEK.last)).units[0].weeks
    assert [week.repeats for week in loads.values()] == [0, 1]
    assert meter(office).units[0].weeks[WEEK.first].repeats == 1


def test_the_warning_before_more_is_sent(office: Office, unit: str) -> None:
    uid = assigned(office, TODAY - timedelta(days=2))
    with office.read() as reader:
        assert burden.warning(reader, [], TODAY) == ""
        assert burden.warning(reader, [unit], TODAY) == ""
        again = burden.warning(reader, [unit], TODAY, matters=[uid])
        many = burden.warning(reader, [unit] * 5, TODAY)
        later = burden.warning(reader, [unit], TODAY + timedelta(days=8), matters=[uid])
    assert again == "重复督查：县交通局 1 件，同一事项 7 天内已经要求过。"
    assert many == "这一周督查过多：县交通局 6 次，连同这一批超过每周 5 次。"
    assert later == ""


def test_thresholds_are_settings_of_the_office(office: Office) -> None:
    before = fingerprint(office)
    burden.save_rules(office, BurdenRules(a_week=2, again_days=0))
    with office.read() as reader:
        assert burden.rules(reader) == BurdenRules(2, 0)
    with pytest.raises(RefusedError):
        burden.save_rules(office, BurdenRules(2, 0))
    with pytest.raises(WrongUseError):
        burden.save_rules(office, BurdenRules(a_week=0))
    history.undo(office)
    with office.read() as reader:
        assert burden.rules(reader) == BurdenRules()
    assert fingerprint(office) == before


def test_contacts_are_registered_for_several_units_at_once(office: Office, unit: str) -> None:
    with office.write("unit.add", words="新增单位") as work:
        other = register_editing.save_unit(work, {"name": "城关镇", "kind": "乡镇街道"})
    before = fingerprint(office)
    contacts.add(office, visit(unit, other))
    with office.read() as reader:
        found = contacts.latest(reader)
    assert {(each.unit, each.method, each.finding) for each in found} == {
        ("县交通局", "暗访", "未开工"), ("城关镇", "暗访", "未开工"),
    }  # fmt: skip
    after = fingerprint(office)
    history.undo(office)
    assert fingerprint(office) == before
    history.redo(office)
    assert fingerprint(office) == after
    contacts.remove(office, [each.uid for each in found])
    with office.read() as reader:
        assert contacts.latest(reader) == ()
    history.undo(office)
    assert fingerprint(office) == after


def test_contacts_that_cannot_be(office: Office, unit: str) -> None:
    with pytest.raises(WrongUseError, match="没有写明是哪个单位"):
        contacts.add(office, visit())
    with pytest.raises(WrongUseError, match="不在名册里"):
        contacts.add(office, visit("谁"))
    with pytest.raises(WrongUseError, match="不能晚于今天"):
        contacts.add(office, visit(unit, on=TODAY + timedelta(days=1)))


def test_methods_are_the_eight_of_the_decree_and_more() -> None:
    assert len(LAWFUL_METHODS) == 8
    assert {"明查", "暗访", "回访", "监控"} <= {method.word for method in ContactMethod}
