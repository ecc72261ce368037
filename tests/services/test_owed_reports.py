"""Who owes what by when, from a real ledger: reports on matters, duties, what is made good late."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ducha_desktop.domain.cycle_words import read_span
from ducha_desktop.domain.cycles import Rhythm, Span
from ducha_desktop.domain.duties import PRESETS, DutyDraft, DutyKind, DutyScope
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.obligations import Shift, Standing
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import ReportCycle, UnitKind
from ducha_desktop.services import acts, duties, history, matters, obligations, register_editing
from ducha_desktop.services.acts import Doing
from ducha_desktop.services.duties import Mark
from ducha_desktop.services.making_good import make_good
from ducha_desktop.services.obligations import OwedLine, OwedList, Question
from ducha_desktop.services.office import Office
from ducha_desktop.services.problem_lists import units_with_lists
from tests.complete import open_gates
from tests.services.conftest import fingerprint, in_step, rows, shown

TODAY = date(2026, 11, 22)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
NOVEMBER = read_span("2026-11")
Maker = Callable[..., str]


@pytest.fixture
def signed(office: Office) -> Maker:
    """A matter in hand since a day, with a reporting cycle."""
    open_gates(office)

    def make(cycle: str = "每月", since: date = date(2026, 9, 10), unit: str = "县交通局") -> str:
        given = {"title": f"修桥（{cycle}）", "lead_unit": unit, "report_cycle": cycle, "due": "长期坚持"}
        with office.write("matter.add", words="新增", on=since) as work:
            uid: str = matters.add(work, given).uid
            for action in (Action.APPROVE, Action.ASSIGN, Action.SIGN):
                acts.act(work, uid, action, Doing(on=since))
        return uid

    return make


def act(office: Office, uid: str, action: Action, on: date, **values: str) -> None:
    with office.write(f"matter.{action.value}", words=action.word, on=on) as work:
        acts.act(work, uid, action, Doing(on=on, values=values))


def asked(office: Office, span: Span = YEAR, **options: Any) -> OwedList:
    with office.read() as reader:
        found = obligations.owed_list(reader, Question(span, **options))
        assert obligations.count(reader, Question(span, **options)) == len(found.lines) == found.tally.owed
        counted = obligations.tallies(reader, Question(span, **options))
        assert sum(tally.owed for tally in counted.values()) == found.tally.owed
    return found


def standing(lines: tuple[OwedLine, ...]) -> list[tuple[str, str]]:
    return [(line.period, line.standing.word) for line in lines]


def test_the_months_of_a_matter(office: Office, signed: Maker) -> None:
    uid = signed()
    act(office, uid, Action.REPORT, date(2026, 9, 28), text="开工")
    act(office, uid, Action.REPORT, date(2026, 11, 20), text="过半")
    (unit,) = asked(office).units
    assert (unit.name, unit.tally.owed, unit.tally.untimely) == ("县交通局", 4, 1)
    assert standing(unit.lines) == [
        ("2026年9月", "已报"),
        ("2026年10月", "逾期未报"),
        ("2026年11月", "已报"),
        ("2026年12月", "待报"),
    ]
    assert unit.lines[0].made_on == date(2026, 9, 28)
    assert unit.lines[1].due == date(2026, 10, 31)


def test_a_report_made_good_stays_late_and_leaves_the_running_month_open(
    office: Office, signed: Maker
) -> None:
    uid = signed()
    act(office, uid, Action.REPORT, date(2026, 9, 28), text="开工")
    before = fingerprint(office)
    make_good(
        office,
        uid,
        date(2026, 10, 5),
        Doing(on=date(2026, 11, 3), values={"text": "补报十月", "percent": "40%"}),
    )
    after = fingerprint(office)
    lines = asked(office, Span(date(2026, 10, 1), date(2026, 11, 30))).lines
    assert standing(lines) == [("2026年10月", "补报"), ("2026年11月", "待报")]
    assert lines[0].made_on == date(2026, 11, 3)
    query = LedgerQuery(unreported=True)
    assert [row.uid for row in rows(office, query)] == [uid], "November is still asked for"
    assert shown(office, "修桥（每月）").fields["progress_text"] == "补报十月"
    assert in_step(office)
    history.undo(office)
    assert fingerprint(office) == before
    assert standing(asked(office, NOVEMBER).lines) == [("2026年11月", "待报")]
    history.redo(office)
    assert fingerprint(office) == after


def test_what_cannot_be_made_good(office: Office, signed: Maker) -> None:
    uid, free = signed(), signed("不定期")
    doing = Doing(values={"text": "补"})
    with pytest.raises(RefusedError, match="还没有过去"):
        make_good(office, uid, date(2026, 11, 1), doing)
    with pytest.raises(WrongUseError, match="没有报送周期"):
        make_good(office, free, date(2026, 10, 1), doing)
    make_good(office, uid, date(2026, 10, 1), doing)
    with pytest.raises(RefusedError, match="已经报过了"):
        make_good(office, uid, date(2026, 10, 31), doing)


def test_suspended_and_applied_for_owe_nothing(office: Office, signed: Maker) -> None:
    uid = signed("每周", since=date(2026, 10, 5))
    act(office, uid, Action.SUSPEND, date(2026, 10, 14), reason="停工")
    act(office, uid, Action.RESUME, date(2026, 11, 2))
    weeks = [line.period for line in asked(office, Span(date(2026, 10, 1), TODAY)).lines]
    assert weeks == ["2026年第41周", "2026年第45周", "2026年第46周", "2026年第47周"]
    act(office, uid, Action.CLAIM_DONE, date(2026, 11, 13))
    weeks = [line.period for line in asked(office, Span(date(2026, 10, 1), TODAY)).lines]
    assert weeks == ["2026年第41周", "2026年第45周"]
    assert asked(office, Span(date(2026, 10, 1), TODAY), living=True).lines == ()
    act(office, uid, Action.RETURN, date(2026, 11, 20), reason="材料不全")
    weeks = [line.period for line in asked(office, Span(date(2026, 10, 1), TODAY)).lines]
    assert weeks == ["2026年第41周", "2026年第45周", "2026年第47周"]


def test_a_cancelled_matter_keeps_what_it_owed_before(office: Office, signed: Maker) -> None:
    uid = signed()
    act(office, uid, Action.CANCEL, date(2026, 11, 5), reason="合并办理")
    assert standing(asked(office).lines) == [("2026年9月", "逾期未报"), ("2026年10月", "逾期未报")]


def test_custom_cycles_are_typed_shown_and_owed(office: Office, signed: Maker) -> None:
    uid = signed("每10天", since=date(2026, 11, 3))
    lines = asked(office, Span(date(2026, 11, 1), date(2026, 12, 5))).lines
    assert standing(lines) == [
        ("2026年11月3日至2026年11月12日", "逾期未报"),
        ("2026年11月13日至2026年11月22日", "待报"),
        ("2026年11月23日至2026年12月2日", "待报"),
    ]
    assert shown(office, "修桥（每10天）").fields["report_cycle"] == "每10天"
    act(office, uid, Action.REPORT, date(2026, 11, 12), text="一期")
    (row,) = rows(office, LedgerQuery(unreported=True))
    assert row.uid == uid, "the second ten days have begun"
    with office.write("matter.edit", words="改周期") as work:
        matters.edit(work, uid, {"report_cycle": "每旬"})
    assert [line.period for line in asked(office, NOVEMBER).lines] == [
        "2026年11月上旬", "2026年11月中旬", "2026年11月下旬",
    ]  # fmt: skip
    assert in_step(office)


def test_grace_days_come_after_the_period(office: Office, signed: Maker) -> None:
    from dataclasses import replace

    from ducha_desktop.services.settings import save_rules

    uid = signed(since=date(2026, 10, 8))
    with office.read() as reader:
        rules = reader.rules
    save_rules(office, replace(rules, report_grace_days=5))
    make_good(office, uid, date(2026, 10, 1), Doing(on=date(2026, 11, 5), values={"text": "十月"}))
    first = asked(office).lines[0]
    assert (first.due, first.standing) == (date(2026, 11, 5), Standing.MADE)


def test_piles_are_the_lists_they_open(office: Office, signed: Maker) -> None:
    signed("每周", since=date(2026, 11, 10))
    signed("每月", since=date(2026, 10, 10))
    with office.read() as reader:
        week = obligations.owed_list(reader, obligations.this_week(TODAY))
        late = obligations.owed_list(reader, obligations.missed(TODAY))
    assert standing(week.lines) == [("2026年第47周", "待报")]
    assert standing(late.lines) == [("2026年10月", "逾期未报"), ("2026年第46周", "逾期未报")]


# Duties --------------------------------------------------------------------------------------------


def units_of(office: Office, **kinds: UnitKind) -> dict[str, str]:
    for name, kind in kinds.items():
        with office.write("unit.add", words=f"新增 {name}") as work:
            register_editing.save_unit(work, {"name": name, "kind": kind.word})
    with office.read() as reader:
        from ducha_desktop.storage.queries.obligations import units

        return {unit.name: unit.uid for unit in units(reader.connection)}


def test_thirty_duties_a_year(office: Office) -> None:
    """十个一: one a month, two a quarter, three a half-year, four a year."""
    units_of(office, 县水利局=UnitKind.GOVERNMENT)
    duties.adopt(office, "ten", since=date(2026, 1, 1))
    (unit,) = asked(office).units
    assert (unit.name, unit.tally.owed) == ("县水利局", 30)
    with office.read() as reader:
        assert len(duties.duties(reader)) == 10


def test_12_4_2_1_and_the_weekly_meeting_are_owed_by_the_office_itself(office: Office) -> None:
    duties.adopt(office, "月跟进、季督查、半年通报、全年考核", since=date(2026, 1, 1))
    (own,) = asked(office).units
    assert own.uid == ""
    named = [line.title for line in own.lines]
    assert [named.count(name) for name in ("月跟进", "季督查", "半年通报", "全年考核")] == [12, 4, 2, 1]
    duties.adopt(office, "meeting", since=date(2025, 12, 29))
    weeks = Rhythm(ReportCycle.WEEKLY).of_year(2026)
    span = Span(weeks[0].first, weeks[-1].last)
    meetings = [line for line in asked(office, span).lines if line.title == "重点项目协调会"]
    assert len(meetings) == 53
    assert {line.due.isoweekday() for line in meetings} == {1}


def test_two_reports_a_month_from_each_unit(office: Office) -> None:
    """每周一报 53 a year, 每月双报 2 × 12 per unit; townships and departments owe, villages and leaders do not."""
    units_of(
        office, 县水利局=UnitKind.GOVERNMENT, 县委办=UnitKind.PARTY, 城关镇=UnitKind.TOWNSHIP,
        东村=UnitKind.VILLAGE, 县领导=UnitKind.LEADERSHIP,
    )  # fmt: skip
    duties.adopt(office, "reports", since=date(2025, 12, 29))
    found = asked(office)
    assert [unit.name for unit in found.units] == ["县水利局", "县委办", "城关镇"]
    for unit in found.units:
        titles = [line.title for line in unit.lines]
        assert [titles.count(name) for name in ("活动专报", "推进专报", "疑难问题及困难专报")] == [52, 12, 12]


def test_duties_are_ticked_for_many_units_in_one_step(office: Office) -> None:
    units_of(office, 县水利局=UnitKind.GOVERNMENT, 城关镇=UnitKind.TOWNSHIP)
    duties.adopt(office, "reports", since=date(2026, 9, 1))
    october = [line for line in asked(office, read_span("2026-10")).lines if line.title == "推进专报"]
    marks = [mark for line in october if (mark := Mark.of(line))]
    before = fingerprint(office)
    duties.mark_done(office, marks, on=date(2026, 10, 30))
    after = fingerprint(office)
    lines = [line for line in asked(office, read_span("2026-10")).lines if line.title == "推进专报"]
    assert [(line.unit, line.standing, line.made_on) for line in lines] == [
        ("县水利局", Standing.MADE, date(2026, 10, 30)),
        ("城关镇", Standing.MADE, date(2026, 10, 30)),
    ]
    with pytest.raises(RefusedError):
        duties.mark_done(office, marks)
    history.undo(office)
    assert fingerprint(office) == before
    history.redo(office)
    assert fingerprint(office) == after
    with office.read() as reader:
        assert history.next_undo(reader) == "登记“推进专报”2026年10月，2 个单位"
    duties.unmark(office, marks[:1])
    lines = [line for line in asked(office, read_span("2026-10")).lines if line.title == "推进专报"]
    assert [line.standing for line in lines] == [Standing.MISSED, Standing.MADE]


def test_a_duty_is_edited_and_every_deed_undone(office: Office) -> None:
    names = units_of(office, 县水利局=UnitKind.GOVERNMENT)
    draft = DutyDraft(
        "防汛周报", ReportCycle.CUSTOM, DutyKind.REPORT, cycle_days=14, scope=DutyScope.UNIT,
        unit_uid=names["县水利局"], since=date(2026, 11, 2), shift=Shift.PREVIOUS,
    )  # fmt: skip
    steps: list[Callable[[], object]] = [
        lambda: duties.add(office, draft),
        lambda: duties.edit(
            office, uid(), DutyDraft("防汛月报", ReportCycle.MONTHLY, on_day=5, since=draft.since)
        ),
        lambda: duties.remove(office, [uid()]),
    ]

    def uid() -> str:
        with office.read() as reader:
            return duties.duties(reader)[0].uid

    for step in steps:
        before = fingerprint(office)
        step()
        after = fingerprint(office)
        history.undo(office)
        assert fingerprint(office) == before
        history.redo(office)
        assert fingerprint(office) == after != before


def test_due_days_give_way_to_days_of_rest(office: Office) -> None:
    units_of(office, 县水利局=UnitKind.GOVERNMENT)
    duties.add(
        office, DutyDraft("月报", ReportCycle.MONTHLY, on_day=15, shift=Shift.NEXT, since=date(2026, 11, 1))
    )
    (line,) = asked(office, NOVEMBER).lines
    assert line.due == date(2026, 11, 16), "15 November 2026 is a Sunday"


@pytest.mark.parametrize(
    "draft",
    [
        DutyDraft("", ReportCycle.MONTHLY),
        DutyDraft("月报", ReportCycle.NONE),
        DutyDraft("月报", ReportCycle.CUSTOM, cycle_days=0),
        DutyDraft("月报", ReportCycle.MONTHLY, scope=DutyScope.CLASS),
        DutyDraft("月报", ReportCycle.MONTHLY, scope=DutyScope.UNIT, unit_uid="x"),
        DutyDraft("月报", ReportCycle.MONTHLY, since=TODAY, until=date(2026, 1, 1)),
    ],
)
def test_duties_that_cannot_be(office: Office, draft: DutyDraft) -> None:
    with pytest.raises(WrongUseError):
        duties.add(office, draft)


def test_presets_are_whole(office: Office) -> None:
    for preset in PRESETS:
        duties.adopt(office, preset.key)
        with pytest.raises(RefusedError):
            duties.adopt(office, preset.key)


# Problem lists -------------------------------------------------------------------------------------


def test_130_units_with_problem_lists_are_21_72_and_37(office: Office) -> None:
    """唐山: the units that have a list in the ledger of problems, by class, from the program's own figures."""
    classes = {"县（市）区": 21, "市直部门": 72, "企事业单位": 37}
    with office.write("unit.add", words="新增单位") as work:
        for rank, number in classes.items():
            for place in range(number):
                given = {"name": f"{rank}{place:02}", "kind": UnitKind.GOVERNMENT.word, "rank_class": rank}
                register_editing.save_unit(work, given)
    with office.write("matter.add", words="登记问题清单") as work:
        for rank, number in classes.items():
            for place in range(number):
                for turn in range(1 + place % 2):
                    given = {"ledger": "问题清单", "title": f"问题{turn}", "lead_unit": f"{rank}{place:02}"}
                    matters.add(work, given)
        matters.add(work, {"title": "不是问题", "lead_unit": "县（市）区00"})
    with office.read() as reader:
        found = units_with_lists(reader)
    assert found.by_class == classes
    assert found.units == 130 == sum(classes.values())
    assert found.problems == 130 + sum(number // 2 for number in classes.values())
