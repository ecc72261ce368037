"""Settings of the office: every one a step of undo, and lights that follow their thresholds at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.light_rule_words import rule_sentences
from ducha_desktop.domain.lights import LightRules
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import Light, ReportCycle
from ducha_desktop.services import acts, history, matters, settings
from ducha_desktop.services.office import Office
from ducha_desktop.storage.calendar_store import stored_rules
from tests.complete import WHOLE
from tests.services.conftest import TODAY, fingerprint, in_step, rows

WIDER = replace(LightRules(), warn_days=10)


@pytest.fixture
def dated(office: Office) -> Office:
    """Thirty matters in progress, due from five days ago to 24 days from now."""
    with office.write("matter.add", words="登记 30 项") as work:
        for n in range(30):
            due = TODAY + timedelta(days=n - 5)
            row = matters.add(
                work,
                WHOLE
                | {"title": f"事项{n}", "due": due.isoformat(), "lead_unit": "县住建局", "target": "完工"}
                | {"task": "改造", "responsible_leaders": "陈立群", "persons": "李国强"},
            )
            for action in (Action.APPROVE, Action.ASSIGN, Action.SIGN):
                acts.act(work, row.uid, action)
    return office


def lights(office: Office) -> dict[str, Light]:
    return {row.title: row.light for row in rows(office)}


def counted(office: Office) -> dict[str, int]:
    """The kept counts of lights, which must follow the rows."""
    from ducha_desktop.domain.ledger_query import LedgerQuery
    from ducha_desktop.services.ledger import tallies

    with office.read() as reader:
        return tallies(reader, LedgerQuery()).lights


def test_a_threshold_moves_lights_counts_and_sentences_in_one_step_of_undo(dated: Office) -> None:
    before, said = lights(dated), fingerprint(dated)
    with dated.read() as reader:
        foreseen = settings.recoloured(reader, WIDER)
    assert (foreseen.judged, foreseen.turns) == (30, ((Light.GREEN, Light.YELLOW, 7),))
    heard: list[tuple[int, int]] = []
    changes = settings.save_rules(dated, WIDER, watch=lambda done, total: heard.append((done, total)))
    after = lights(dated)
    assert sum(after[title] is not before[title] for title in after) == foreseen.changed == 7
    assert counted(dated) == {"red": 5, "yellow": 11, "green": 14}
    assert (len(changes.matters), heard[-1]) == (30, (30, 30)), (
        "every one of them turns yellow on another day"
    )
    assert any("距时限 10 天以内" in row.light_reason for row in rows(dated))
    assert in_step(dated)
    history.undo(dated)
    assert (lights(dated), fingerprint(dated)) == (before, said)
    assert in_step(dated)
    history.redo(dated)
    assert lights(dated) == after
    assert in_step(dated)


def test_the_usual_rules_come_back_in_one_step(dated: Office) -> None:
    before = lights(dated)
    rules = LightRules(5, in_workdays=True, yellow_share=40, default_cycle=ReportCycle.QUARTERLY)
    settings.save_rules(dated, rules)
    with dated.read() as reader:
        assert reader.rules == rules
    assert in_step(dated)
    settings.save_rules(dated, LightRules())
    with dated.read() as reader:
        assert reader.rules == LightRules()
        assert history.next_undo(reader) == "恢复默认亮灯规则"
    assert lights(dated) == before
    history.undo(dated)
    with dated.read() as reader:
        assert reader.rules == rules


@pytest.mark.parametrize(
    "wrong",
    [
        LightRules(warn_days=-1),
        LightRules(warn_days=61),
        LightRules(long_term_days=0),
        LightRules(yellow_share=15),
        LightRules(yellow_share=95),
        LightRules(report_grace_days=61),
        LightRules(default_cycle=ReportCycle.NONE),
    ],
)
def test_rules_that_cannot_judge_are_refused(office: Office, wrong: LightRules) -> None:
    with pytest.raises(WrongUseError):
        settings.save_rules(office, wrong)
    with office.read() as reader, pytest.raises(WrongUseError):
        settings.recoloured(reader, wrong)


def test_nothing_to_save_is_said(office: Office) -> None:
    with pytest.raises(RefusedError):
        settings.save_rules(office, LightRules())
    with office.read() as reader:
        info = settings.office_info(reader)
    with pytest.raises(RefusedError):
        settings.save_office(office, info)


def test_what_a_newer_program_stored_does_not_stop_this_one() -> None:
    own = {"warn_days": 5, "of_tomorrow": 1, "default_cycle": "每月"}
    assert stored_rules(own) == LightRules(warn_days=5)
    assert stored_rules({"default_cycle": "weekly"}).default_cycle is ReportCycle.WEEKLY


def test_the_sentences_say_every_threshold() -> None:
    rules = LightRules(7, in_workdays=True, long_term_days=120, yellow_share=40, orange_share=20)
    said = dict(rule_sentences(replace(rules, report_grace_days=2, default_cycle=ReportCycle.WEEKLY)))
    assert "距时限 7 个工作日以内" in said[Light.YELLOW]
    assert all(words in said[Light.YELLOW] for words in ("120 天", "40%", "宽限 2 天", "本周"))
    assert "20%" in said[Light.ORANGE]
    assert next(iter(said)) is Light.RED


def test_the_office_changes_its_name_telephone_and_signers(dated: Office) -> None:

    before = fingerprint(dated)
    with dated.read() as reader:
        first = settings.office_info(reader)
    wanted = replace(
        first,
        name=" 云岭县督查室 ",
        phone="0123-4567890",
        signers=("陈立群", "刘建国", "陈立群", " "),
        publisher="县督查室",
    )
    changes = settings.save_office(dated, wanted)
    assert changes.words == "修改办公室信息：单位全称、联系电话、签发人、编发单位"
    assert not changes.matters, "no light hangs on a telephone"
    with dated.read() as reader:
        info = settings.office_info(reader)
    assert (info.name, info.signers) == ("云岭县督查室", ("陈立群", "刘建国"))
    history.undo(dated)
    with dated.read() as reader:
        assert settings.office_info(reader) == first
    assert fingerprint(dated) == before
    with pytest.raises(WrongUseError):
        settings.save_office(dated, replace(first, name=" "))
    with pytest.raises(WrongUseError):
        settings.save_office(dated, replace(first, phone="1" * 41))
    with pytest.raises(WrongUseError):
        settings.save_office(dated, replace(first, signers=tuple(f"某{n}" for n in range(21))))


def test_the_telephone_is_printed_on_the_cards(dated: Office) -> None:
    from ducha_desktop.storage.queries.cards import office as card_office

    with dated.read() as reader:
        info = settings.office_info(reader)
    settings.save_office(dated, replace(info, phone="0123-4567890"))
    with dated.read() as reader:
        assert card_office(reader.connection)[3] == "0123-4567890"


def test_days_after_the_change_are_foreseen_too(dated: Office) -> None:
    """The schedule, not the day's colour alone, is judged anew."""
    settings.save_rules(dated, WIDER)
    dated.clock = type(dated.clock)(date(2026, 11, 30))
    assert counted(dated)["red"] == 13
    assert in_step(dated)
