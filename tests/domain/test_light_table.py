"""The light table: what the design says of over 300 situations, written down by hand and not computed."""

import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent))
from light_cases import Case, cases

from ducha_desktop.domain.light_words import explain
from ducha_desktop.domain.lights import schedule
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import DueKind, Light, ReportCycle
from ducha_desktop.domain.workdays import WEEKENDS_ONLY, Calendar, read_calendar
from ducha_desktop.runtime.paths import resource

CASES = cases()


@pytest.fixture(scope="module")
def notices() -> Calendar:
    """The shipped notices: the table counts working days by them, and by weekends from 2027 on."""
    found = read_calendar(resource("calendar/holidays.json").read_text("utf-8"))
    assert max(found.years) == 2026, "a newer notice: section 十五 of the table needs a later year"
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.line}-{case.words['为什么'][:20]}")
def test_the_light_and_its_sentence(case: Case, notices: Calendar) -> None:
    calendar = notices if case.in_workdays else WEEKENDS_ONLY
    planned = schedule(case.facts, case.rules, calendar)
    assert planned.on(case.today) is case.light, case.words
    said = explain(planned, today=case.today, rules=case.rules, calendar=calendar)
    assert said.startswith(f"{case.light.word}：")


def test_the_table_is_large_and_says_nothing_twice() -> None:
    assert len(CASES) >= 300
    told = Counter(
        tuple(case.words[name] for name in ("今日", "状态", "时限", "起算", "其他")) for case in CASES
    )
    assert [words for words, count in told.items() if count > 1] == []


def test_the_table_leaves_out_no_state_kind_or_light() -> None:
    facts = [case.facts for case in CASES]
    assert {each.state for each in facts} == set(State)
    assert {each.due_kind for each in facts} == set(DueKind)
    assert {each.report_cycle for each in facts} == set(ReportCycle)
    assert {case.light for case in CASES} == set(Light)
    leap = {date(2028, 2, 29), date(2024, 2, 29)}
    assert leap <= {each.due for each in facts} | {case.today for case in CASES}


def test_every_change_of_light_has_the_day_before_beside_it() -> None:
    """Of the dated matters in hand, most first days of a light stand in the table with the day before."""
    known = {(case.today, *(case.words[name] for name in ("状态", "时限", "起算", "其他"))) for case in CASES}
    pairs = 0
    for case in CASES:
        before = (
            case.today - timedelta(days=1),
            *(case.words[name] for name in ("状态", "时限", "起算", "其他")),
        )
        pairs += before in known
    assert pairs >= 80
