"""A year without a holiday notice is named wherever working days are counted through it."""

from dataclasses import replace
from datetime import date

import pytest

from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.light_words import explain
from ducha_desktop.domain.lights import LightFacts, LightRules, schedule
from ducha_desktop.domain.states import Action, State
from ducha_desktop.domain.vocabulary import DueKind
from ducha_desktop.domain.workdays import WEEKENDS_ONLY, calendar_of
from ducha_desktop.services import acts, matters, settings, stats
from ducha_desktop.services.office import Office
from ducha_desktop.services.remarks import remarks
from tests.complete import WHOLE
from tests.services.conftest import rows

WORKDAYS = replace(LightRules(), in_workdays=True)
SAID = "2027 年的放假安排还没有录入，暂按周六、周日休息计算"
KNOWN = calendar_of({}, frozenset({2026}))


@pytest.mark.parametrize(
    ("today", "due", "rules", "said"),
    [
        (date(2026, 11, 22), date(2027, 1, 20), WORKDAYS, True),
        (date(2027, 1, 19), date(2027, 1, 20), WORKDAYS, True),
        (date(2026, 11, 22), date(2026, 12, 31), WORKDAYS, False),
        (date(2026, 11, 22), date(2027, 1, 20), LightRules(), False),
        (date(2027, 2, 1), date(2027, 1, 20), WORKDAYS, False),
    ],
)
def test_the_sentence_of_a_light(today: date, due: date, rules: LightRules, said: bool) -> None:
    facts = LightFacts(State.SIGNED, DueKind.DATE, since=date(2026, 11, 1), due=due)
    words = explain(schedule(facts, rules, KNOWN), today=today, rules=rules, calendar=KNOWN)
    assert (SAID in words) is said


def test_a_limit_in_working_days() -> None:
    def note(text: str, calendar=KNOWN) -> str:
        return read_deadline(
            text, year=None, today=date(2026, 12, 20), anchor=date(2026, 12, 20), calendar=calendar
        ).note

    assert SAID in note("15个工作日内")
    assert SAID not in note("3个工作日内")
    assert SAID not in note("30日内"), "calendar days rest on no notice"
    assert SAID not in note("15个工作日内", WEEKENDS_ONLY), "where no calendar was asked, none is missing"


def test_the_act_that_begins_a_limit_and_the_figures(office: Office) -> None:
    with office.write("matter.add", words="登记") as work:
        uid = matters.add(
            work,
            WHOLE
            | {"title": "办理答复", "due": "签收后60个工作日内", "lead_unit": "县住建局", "target": "答复"}
            | {"task": "答复", "responsible_leaders": "陈立群", "persons": "李国强"},
        ).uid
        for action in (Action.APPROVE, Action.ASSIGN, Action.SIGN):
            acts.act(work, uid, action)
        assert any(SAID in remark.words for remark in remarks(work))
    with office.read() as reader:
        assert stats.statistics(reader, LedgerQuery()).calendar_note == "", "calendar days count"
    settings.save_rules(office, WORKDAYS)
    with office.read() as reader:
        assert stats.statistics(reader, LedgerQuery()).calendar_note == SAID
    assert SAID in rows(office)[0].light_reason
