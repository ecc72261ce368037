"""From when on the running cycle of a matter has no report, against the same question asked day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.cycles import cycle_start
from ducha_desktop.domain.lights import LightFacts, unreported_from
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import DueKind, ReportCycle

SINCE = date(2026, 9, 10)
IN_HAND = (State.SIGNED, State.REPORTED, State.EXTENDING)
DAYS = st.dates(date(2026, 6, 1), date(2027, 12, 31))


def facts(state: State, cycle: ReportCycle, last: date | None, **more: date) -> LightFacts:
    return LightFacts(state, DueKind.DATE, SINCE, last_report=last, report_cycle=cycle, **more)


@given(st.sampled_from(list(ReportCycle)), st.none() | DAYS, DAYS)
def test_a_cycle_is_unreported_until_a_report_comes_in_it(
    cycle: ReportCycle, last: date | None, today: date
) -> None:
    since = unreported_from(facts(State.SIGNED, cycle, last))
    owed = (
        cycle is not ReportCycle.NONE
        and today >= SINCE
        and (last is None or last < cycle_start(cycle, max(today, last)))
    )
    assert (since is not None and since <= today) is owed


@pytest.mark.parametrize("state", list(State))
def test_only_matters_in_hand_owe_reports(state: State) -> None:
    assert (unreported_from(facts(state, ReportCycle.MONTHLY, None)) is not None) is (state in IN_HAND)


def test_nothing_is_owed_before_a_matter_is_in_force() -> None:
    start = SINCE + timedelta(days=40)
    assert unreported_from(facts(State.SIGNED, ReportCycle.WEEKLY, None, in_force_from=start)) == start
