"""The ladder: what each rung needs, in which order, who signs, and what frees from the order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.ladder import (
    EXPOSED,
    LISTING_PREFECTURE,
    NOTES,
    SIGNERS,
    Exemption,
    LadderRules,
    Need,
    Rung,
    may_sign,
    read_exemption,
    read_ladder,
    read_rung,
)
from ducha_desktop.domain.ladder_order import (
    Asked,
    Made,
    Standing,
    highest,
    refusal,
    rule_sentence,
    skipped_words,
)
from ducha_desktop.domain.procedure import Role
from ducha_desktop.domain.vocabulary import Light, Priority, Stage

TODAY = date(2026, 11, 22)
RULES = LadderRules()
EVERYTHING = {
    Need.REASON: "",
    Need.OFFICER: "王强",
    Need.APPROVER: "县长李明",
    Need.BASIS: "县政府第 9 次常务会议",
}


def asked(rung: Rung, **changed: object) -> Asked:
    reasons = RULES.reasons(rung)
    given = EVERYTHING | {Need.REASON: reasons[0] if reasons else "进展缓慢"}
    return replace(Asked(rung, TODAY, given, due=TODAY + timedelta(days=5)), **changed)  # type: ignore[arg-type]


def matter(*made: Made, stage: Stage = Stage.OPEN, priority: str = "") -> Standing:
    return Standing(stage, priority, made)


def made(rung: Rung, *, days: int = 20, due: int | None = 10, standing: bool = True) -> Made:
    """A rung taken so many days ago, to be met by so many days ago."""
    return Made(
        rung, TODAY - timedelta(days=days), None if due is None else TODAY - timedelta(days=due), standing
    )


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.OPEN])
@pytest.mark.parametrize("rung", Rung)
def test_only_what_is_in_hand_is_pressed(rung: Rung, stage: Stage) -> None:
    why = refusal(RULES, asked(rung), matter(stage=stage))
    assert stage.word in why
    assert "没有改动" in why


@pytest.mark.parametrize("rung", Rung)
def test_what_a_rung_needs_before_it(rung: Rung) -> None:
    """By default orange and red follow an unmet note, 问责 a 挂牌, and all else stands by itself."""
    alone = refusal(RULES, asked(rung), matter())
    wanted = {
        Rung.NOTE_ORANGE: "蓝色督查单",
        Rung.NOTE_RED: "橙色督查单",
        Rung.ACCOUNTABILITY: "挂牌督办",
    }.get(rung)
    assert (wanted in alone) if wanted else not alone
    if wanted:
        before = next(each for each in Rung if each.word == wanted)
        assert not refusal(RULES, asked(rung), matter(made(before)))


def test_orange_waits_until_blue_is_not_met() -> None:
    orange = asked(Rung.NOTE_ORANGE)
    assert "还没有过" in refusal(RULES, orange, matter(made(Rung.NOTE_BLUE, due=0)))
    assert not refusal(RULES, orange, matter(made(Rung.NOTE_BLUE, due=1)))
    assert "核销" in refusal(RULES, orange, matter(made(Rung.NOTE_BLUE, standing=False)))
    assert not refusal(RULES, orange, matter(made(Rung.NOTE_BLUE, due=None)))


def test_a_listing_that_was_taken_off_still_counts_as_made_before() -> None:
    assert not refusal(RULES, asked(Rung.ACCOUNTABILITY), matter(made(Rung.LISTED, standing=False)))
    later = Made(Rung.LISTED, TODAY + timedelta(days=1))
    assert "挂牌督办" in refusal(RULES, asked(Rung.ACCOUNTABILITY), matter(later))


@pytest.mark.parametrize("priority", [Priority.URGENT, Priority.TOP])
@pytest.mark.parametrize("rung", [Rung.NOTE_ORANGE, Rung.NOTE_RED])
def test_urgent_matters_may_start_at_orange_or_red(rung: Rung, priority: Priority) -> None:
    assert not refusal(RULES, asked(rung), matter(priority=priority.value))
    assert refusal(RULES, asked(rung), matter(priority=Priority.NORMAL.value))
    strict = replace(RULES, urgent_start=())
    assert refusal(strict, asked(rung), matter(priority=priority.value))


@pytest.mark.parametrize("exemption", Exemption)
def test_fraud_and_obstruction_are_exempt_from_the_order(exemption: Exemption) -> None:
    """They need neither what comes before nor another reason and basis (Decree 733 Art. 21, 25)."""
    wanted = asked(Rung.ACCOUNTABILITY, exempt=exemption, given={Need.APPROVER: "县长李明"})
    assert not refusal(RULES, wanted, matter())
    assert exemption.word in skipped_words(RULES, wanted, matter())
    assert "批准人" in refusal(RULES, replace(wanted, given={}), matter())


def test_an_approver_may_skip_with_reason_and_basis() -> None:
    skipping = asked(Rung.NOTE_RED, skip="群众反映强烈")
    assert not refusal(RULES, skipping, matter())
    assert skipped_words(RULES, skipping, matter()) == "越过橙色督查单：群众反映强烈"
    without = replace(skipping, given={**skipping.given, Need.BASIS: " "})
    assert "依据" in refusal(RULES, without, matter())
    assert not skipped_words(RULES, skipping, matter(made(Rung.NOTE_ORANGE)))


@pytest.mark.parametrize("rung", Rung)
def test_every_need_is_asked_for(rung: Rung) -> None:
    before = matter(*(made(each) for each in RULES.rule(rung).after))
    for need in RULES.rule(rung).needs:
        wanted = asked(rung)
        lacking = (
            replace(wanted, due=None)
            if need is Need.DUE
            else replace(wanted, given={**wanted.given, need: ""})
        )
        assert need.word in refusal(RULES, lacking, before)


def test_the_rank_of_the_signer_rises() -> None:
    ranks = [SIGNERS.index(RULES.rule(rung).signer) for rung in Rung]
    assert ranks == sorted(ranks)
    assert ranks[0] < ranks[-1]
    assert may_sign(Role.LIAISON, RULES.rule(Rung.LISTED))
    for role in (Role.SECRETARY, Role.OFFICER, Role.HEAD, Role.REVIEWER):
        why = refusal(RULES, asked(Rung.LISTED, role=role), matter())
        assert role.word in why
        assert Role.LEADER.word in why
    assert not refusal(RULES, asked(Rung.LISTED, role=Role.LEADER), matter())


def test_notes_and_listings_stand_once_and_notes_do_not_sink() -> None:
    for rung in (*NOTES, Rung.LISTED):
        assert "还没有" in refusal(RULES, asked(rung), matter(made(rung)))
    assert "不再发蓝色督查单" in refusal(RULES, asked(Rung.NOTE_BLUE), matter(made(Rung.NOTE_RED)))
    assert not refusal(RULES, asked(Rung.NOTE_BLUE), matter(made(Rung.NOTE_RED, standing=False)))
    assert not refusal(RULES, asked(Rung.URGE), matter(made(Rung.URGE), made(Rung.URGE)))


def test_days_that_cannot_be() -> None:
    assert "早于" in refusal(RULES, asked(Rung.URGE, due=TODAY - timedelta(days=1)), matter())
    later = Made(Rung.URGE, TODAY + timedelta(days=1))
    assert "不能早于" in refusal(RULES, asked(Rung.URGE), matter(later))


def test_the_reasons_of_a_listing_are_the_four_and_an_office_chooses_its_own() -> None:
    assert len(RULES.reasons(Rung.LISTED)) == 4
    assert len(LISTING_PREFECTURE) == 4
    wanted = asked(Rung.LISTED, given=EVERYTHING | {Need.REASON: "想挂就挂"})
    assert "领导高度关注" in refusal(RULES, wanted, matter())
    own = {**RULES.rungs, Rung.LISTED: replace(RULES.rule(Rung.LISTED), reasons=LISTING_PREFECTURE)}
    rules = replace(RULES, rungs=own)
    assert not refusal(rules, asked(Rung.LISTED, given=EVERYTHING | {Need.REASON: "措施不力"}), matter())


def test_what_is_switched_off_is_refused_by_name() -> None:
    exposing = asked(Rung.BULLETIN, given=EVERYTHING | {Need.REASON: EXPOSED})
    assert not refusal(RULES, exposing, matter())
    off = replace(RULES, exposure=False, ranking=False, last_place=False)
    assert "停用“公开曝光”" in refusal(off, exposing, matter())
    assert off.reasons(Rung.BULLETIN) == ("情况通报", "通报批评")


def test_rules_are_kept_as_what_differs() -> None:
    assert RULES.as_document() == {}
    listing = replace(RULES.rule(Rung.LISTED), reasons=LISTING_PREFECTURE, days=15, signer=Role.SECRETARY)
    own = replace(
        RULES,
        rungs={**RULES.rungs, Rung.LISTED: listing},
        snail_days=60,
        exposure=False,
        urgent_start=(Rung.NOTE_RED,),
    )
    kept = own.as_document()
    assert set(kept) == {"rungs", "snail_days", "exposure", "urgent_start"}
    assert read_ladder(kept) == own
    assert read_ladder(None) == RULES
    strange = {"snail_days": "many", "rungs": {"listed": {"signer": "king", "days": True}}, "new": 1}
    assert read_ladder(strange) == RULES


def test_rules_that_cannot_be() -> None:
    assert not RULES.problem
    assert replace(RULES, snail_days=0).problem
    assert replace(RULES, note_after=99).problem
    upside_down = replace(RULES.rule(Rung.URGE), after=(Rung.LISTED,))
    assert "更低的一级" in replace(RULES, rungs={**RULES.rungs, Rung.URGE: upside_down}).problem
    for wrong in ({"days": 999}, {"reasons": ("长" * 99,)}):
        rule = replace(RULES.rule(Rung.TALK), **wrong)
        assert "约谈" in replace(RULES, rungs={**RULES.rungs, Rung.TALK: rule}).problem


def test_words() -> None:
    assert read_rung("NOTE_red") is Rung.NOTE_RED
    assert read_rung("挂牌督办") is Rung.LISTED
    assert read_rung("approve") is None
    assert read_exemption("弄虚作假") is Exemption.FRAUD
    with pytest.raises(WrongUseError, match="阻碍督查"):
        read_exemption("别的")
    assert rule_sentence(RULES, Rung.URGE) == "督查员以上批准"
    assert "之前要有橙色督查单，且期限已过" in rule_sentence(RULES, Rung.NOTE_RED)
    assert highest([made(Rung.LISTED, standing=False), made(Rung.NOTE_RED), made(Rung.URGE)]) is Rung.NOTE_RED
    assert highest([]) is None
    assert {rung.lifting for rung in Rung} == {"销催", "销单", "摘牌", "整改核查", "了结"}
    assert not {each.value for each in NOTES} & {each.value for each in Light}
