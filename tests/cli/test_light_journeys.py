"""Cases of the light table carried out by commands: through registration, acts and database the lights are the same."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.lights import LightRules
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import DueKind
from ducha_desktop.services import settings
from ducha_desktop.services.opening import open_office
from tests.cli.conftest import Ducha

sys.path.append(str(Path(__file__).resolve().parents[1] / "domain"))
from light_cases import Case, cases

Step = tuple[date, tuple[str, ...]]
CASES = [case for case in cases() if case.through_the_database]
WHOLE = {
    "target": "年底前建成通车", "measures": "倒排工期，挂图作战", "persons": "张三", "lead_unit": "县交通运输局",
    "responsible_leaders": "陈立群", "duty": "组织施工", "requirement": "每月报进展", "plan": "分三段施工", "source": "县委常委会",
}  # fmt: skip
_BEFORE_SIGNED = {State.DRAFT: 0, State.APPROVAL: 1, State.APPROVED: 2, State.ASSIGNED: 3}


def due_words(case: Case) -> str:
    """The deadline as a clerk writes it."""
    facts = case.facts
    if facts.recurrence is not None:
        return facts.recurrence.words
    if facts.due_kind is not DueKind.DATE:
        return facts.due_kind.word
    day = case.day("原时限") or facts.due
    assert day is not None
    return chinese_date(day)


def before_signing(case: Case) -> Iterator[Step]:
    """Registration to signature, all on the first day of the term."""
    facts = case.facts
    fields = WHOLE | {"title": case.words["为什么"], "due": due_words(case)}
    if "周期" in case.more:
        fields["report_cycle"] = case.more["周期"]
    if facts.in_force_from:
        fields["start"] = facts.in_force_from.isoformat()
    yield facts.since, ("add", *(f"{name}={words}" for name, words in fields.items()))
    steps = (("submit",), ("approve",), ("assign",), ("sign", "person=李四"))
    for step in steps[: _BEFORE_SIGNED.get(facts.state, len(steps))]:
        yield facts.since, ("do", *step)


def in_hand(case: Case) -> Iterator[Step]:
    """Reports, suspension, extension and a return, each on its day."""
    facts, state = case.facts, case.facts.state
    if day := case.day("曾申请"):
        yield day, ("do", "report", "percent=80%", "text=主体完工")
        yield day, ("do", "review")
        yield day, ("do", "claim-done")
        yield case.day("退回") or day, ("do", "return", "reason=资料不全")
    elif facts.last_report:
        yield facts.last_report, ("do", "report", "percent=40%", "text=正在施工")
        if state is not State.REPORTED:
            yield facts.last_report, ("do", "review")
    if day := case.day("挂起"):
        yield day, ("do", "suspend", "reason=上级暂停")
        if back := case.day("恢复"):
            yield back, ("do", "resume")
    elif "原时限" in case.more or state is State.EXTENDING:
        wanted = facts.due if "原时限" in case.more else date(2027, 1, 31)
        asked = facts.since + timedelta(days=1)
        yield asked, ("do", "extend", f"due={wanted}", "reason=汛期停工", "percent=40%", "text=正在施工")
        if state is not State.EXTENDING:
            yield asked, ("do", "accept")


def to_the_end(case: Case) -> Iterator[Step]:
    """Application, its judgement, closing, archive; or the matter is cancelled."""
    facts, state = case.facts, case.facts.state
    if state is State.CANCELLED or case.more.get("从") == "C":
        yield facts.since, ("do", "cancel", "reason=上级取消")
    elif facts.applied_on:
        accepted = {State.CLAIMED: 0, State.REVIEWED: 1}.get(state, 2)
        yield facts.applied_on, ("do", "claim-done")
        yield from [(facts.applied_on, ("do", "accept"))] * accepted
    if facts.closed_on:
        yield facts.closed_on, ("do", "close")
    if state is State.ARCHIVED:
        yield facts.closed_on or facts.since, ("do", "archive")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """An office that counts calendar days, and one that counts working days."""
    return {workdays: tmp_path_factory.mktemp("灯") / f"{workdays}" for workdays in (False, True)}


def founded(folder: Path, ducha: Ducha, *, workdays: bool) -> Path:
    """The folder, founded when it is first asked for."""
    if not folder.exists():
        assert ducha(folder, "init", "--county", "云岭县", today="2024-01-01")[0] == 0
        if workdays:
            with open_office(folder) as office:
                settings.save_rules(office, LightRules(in_workdays=True))
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.line}-{case.words['为什么'][:20]}")
def test_the_light_is_the_same_through_the_database(
    case: Case, folders: dict[bool, Path], ducha: Ducha
) -> None:
    folder = founded(folders[case.in_workdays], ducha, workdays=case.in_workdays)
    number = ""
    for day, (command, *words) in (*before_signing(case), *in_hand(case), *to_the_end(case)):
        named = [number, *words] if command == "do" else words
        status, said = ducha(folder, command, *named, today=day.isoformat())
        assert status == 0, (command, named, said)
        number = said["uid"]
    listed = ducha(folder, "list", today=case.words["今日"])[1]["rows"]
    (row,) = (row for row in listed if row["uid"] == number)
    assert (row["state"], row["light"]) == (case.state.value, case.light.value), row["light_reason"]
    assert row["light_reason"].startswith(f"{case.light.word}：")
    if case.facts.due is not None:
        assert row["due"] == case.facts.due.isoformat(), "the day that counts now"


def test_enough_cases_go_through_the_database() -> None:
    assert len(CASES) >= 20
    assert {case.state for case in CASES} == set(State)
    assert {case.light for case in CASES} == {case.light for case in cases()}
