"""A ledger's own rules: chains of one to four signers, gates, and how they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.completeness import Standard
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.procedure import (
    USUAL,
    Chain,
    Effect,
    Guard,
    Procedure,
    Role,
    read_procedure,
    read_role,
)
from ducha_desktop.domain.states import TRANSITIONS, Action, State

roles = st.lists(st.sampled_from(Role), min_size=1, max_size=4).map(tuple)
procedures = st.builds(
    Procedure,
    st.fixed_dictionaries(dict.fromkeys(Chain, roles)),
    st.sets(st.sampled_from(Standard)).map(lambda found: tuple(s for s in Standard if s in found)),
)


def test_the_usual_demands_all_three_standards_and_one_signature() -> None:
    assert USUAL.gates == (Standard.FOUR, Standard.SIX, Standard.SEVEN)
    assert {chain: USUAL.steps(chain) for chain in Chain} == {
        Chain.APPROVAL: (Role.LEADER,),
        Chain.EXTENSION: (Role.LEADER,),
        Chain.CLOSING: (Role.DIRECTOR,),
    }
    assert USUAL.as_document() == {}


@given(procedures)
def test_what_is_kept_is_what_was_settled(wanted: Procedure) -> None:
    assert read_procedure(wanted.as_document()) == wanted


@pytest.mark.parametrize("number", [0, 5])
def test_a_chain_has_one_to_four_steps(number: int) -> None:
    with pytest.raises(WrongUseError, match="1 到 4 人"):
        Procedure({Chain.CLOSING: (Role.LEADER,) * number})


@pytest.mark.parametrize(
    "kept",
    [
        {"chains": {"approval": []}},
        {"chains": {"approval": ["nobody"]}},
        {"chains": {"unheard-of": ["leader"]}},
        {"chains": "leader"},
        {"gates": "all"},
    ],
)
def test_what_no_longer_means_anything_is_the_usual(kept: dict[str, object]) -> None:
    assert read_procedure(kept) == USUAL


def test_roles_are_read_by_code_and_word() -> None:
    assert all(read_role(text) is role for role in Role for text in (role.value, f" {role.word} "))
    with pytest.raises(WrongUseError, match=r"没有“书记”这个角色.*leader（批示或分管领导）"):
        read_role("书记")


def test_who_demands_what_and_what_follows() -> None:
    lines = {(state, line.action): line for line in TRANSITIONS for state in line.sources}
    gated = {action for (_, action), line in lines.items() if Guard.COMPLETE in line.guards}
    assert gated == {Action.SUBMIT, Action.APPROVE, Action.ASSIGN}
    assert lines[State.SIGNED, Action.EXTEND].guards == (Guard.IN_TIME,)
    assert lines[State.ASSIGNED, Action.RETURN].guards == (Guard.OBJECTION,)
    assert lines[State.REVIEWED, Action.ACCEPT].chain is Chain.CLOSING
    assert lines[State.EXTENDING, Action.ACCEPT].chain is Chain.EXTENSION
    assert lines[State.APPROVAL, Action.APPROVE].effects == (
        Effect.APPROVED,
        Effect.NUMBER,
        Effect.CLOCK_FROM_SOURCE,
    )
    assert all(line.by for line in TRANSITIONS)
    assert {effect for line in TRANSITIONS for effect in line.effects} == set(Effect)
    assert {guard for line in TRANSITIONS for guard in line.guards} == set(Guard)
