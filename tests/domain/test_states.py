"""The state table against `domain.md` §4, line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.states import (
    TRANSITIONS,
    Action,
    State,
    actions_from,
    next_state,
    read_action,
    stage_of,
)
from ducha_desktop.domain.vocabulary import Stage

TABLE = """
submit D>A
approve D>L A>L
assign L>J
sign J>Q
report Q>F F>F
review F>Q
extend Q>Y F>Y
suspend Q>G F>G
resume G>Q
claim-done Q>B F>B
accept B>V V>W Y>Q
return A>D J>L Y>Q B>Q V>Q W>Q
close W>X
archive X>Z C>Z
reopen X>Q
cancel D>C A>C L>C J>C Q>C F>C Y>C G>C B>C V>C W>C
"""


def expected() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in TABLE.strip().splitlines():
        action, *arrows = line.split()
        for arrow in arrows:
            source, target = arrow.split(">")
            found[source, action] = target
    return found


def test_the_table_is_exactly_the_designed_one() -> None:
    ours = {(s.value, t.action.value): t.target.value for t in TRANSITIONS for s in t.sources}
    assert ours == expected()
    assert sum(len(t.sources) for t in TRANSITIONS) == len(ours), "a pair has two lines"


def test_codes_are_those_of_the_interface() -> None:
    assert [s.value for s in State] == list("DALJQFYGBVWXZC")


@pytest.mark.parametrize(
    ("codes", "stage"),
    [("DA", "draft"), ("LJQFYG", "open"), ("BVW", "closing"), ("XZ", "closed"), ("C", "cancelled")],
)
def test_stages(codes: str, stage: str) -> None:
    assert {stage_of(State(code)).value for code in codes} == {stage}


def test_archived_keeps_where_it_came_from() -> None:
    assert stage_of(State.ARCHIVED, True) is Stage.CLOSED
    assert stage_of(State.ARCHIVED, False) is Stage.CANCELLED
    assert stage_of(State.CLOSED, False) is Stage.CLOSED


@given(st.sampled_from(State), st.sampled_from(Action))
def test_every_pair_moves_or_is_refused_with_what_is_allowed(state: State, action: Action) -> None:
    target = expected().get((state.value, action.value))
    if target is not None:
        assert next_state(state, action).target.value == target
        return
    with pytest.raises(RefusedError) as refusal:
        next_state(state, action)
    sentence = refusal.value.message
    assert state.word in sentence
    assert action.word in sentence
    assert "没有改动" in sentence
    for line in actions_from(state):
        assert line.word in sentence


def test_the_archive_is_the_end() -> None:
    assert actions_from(State.ARCHIVED) == ()
    with pytest.raises(RefusedError, match="没有可办的环节"):
        next_state(State.ARCHIVED, Action.REOPEN)


def test_words_follow_the_state() -> None:
    assert next_state(State.EXTENDING, Action.ACCEPT).word == "批准延期"
    assert next_state(State.CLAIMED, Action.ACCEPT).word == "受理"
    assert next_state(State.ASSIGNED, Action.RETURN).word == "异议改派"
    assert next_state(State.SIGNED, Action.EXTEND).needs == ("due", "reason")
    assert next_state(State.REVIEWED, Action.RETURN).redo
    assert not next_state(State.EXTENDING, Action.RETURN).redo


@pytest.mark.parametrize(
    ("typed", "action"),
    [
        ("claim-done", "claim-done"),
        (" Claim_Done ", "claim-done"),
        ("签收", "sign"),
        ("退回重办", "return"),
        ("批准延期", "accept"),
        ("撤销事项", "cancel"),
        ("撤销", "cancel"),
    ],
)
def test_actions_are_read_by_code_and_word(typed: str, action: str) -> None:
    assert read_action(typed).value == action


def test_unknown_action_lists_the_known() -> None:
    with pytest.raises(WrongUseError, match=r"claim-done（申请办结）"):
        read_action("explode")
