"""What all rooms stand on: identities, stamps, refusals, changes, the ledger query."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import AmbiguousError, DuchaError, RefusedError
from ducha_desktop.domain.fields import BY_KEY, BY_LABEL, FIELDS
from ducha_desktop.domain.identity import system_bits, uuid7
from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.domain.stamps import Stamp, tick
from ducha_desktop.domain.vocabulary import CardLevel

MILLISECONDS = st.integers(0, 2**44)


@given(MILLISECONDS, st.integers())
def test_identities_are_version_seven_and_sort_by_time(milliseconds: int, seed: int) -> None:
    uid = uuid7(milliseconds, random.Random(seed))
    assert (len(uid), uid[14], uid[19] in "89ab") == (36, "7", True)
    assert int(uid.replace("-", "")[:12], 16) == milliseconds
    assert uuid7(milliseconds, random.Random(seed)) == uid
    assert uuid7(milliseconds, system_bits()) != uid


@given(st.lists(MILLISECONDS, min_size=1, max_size=30))
def test_stamps_rise_whatever_the_clock_says_and_their_text_sorts_alike(walls: list[int]) -> None:
    stamps: list[Stamp] = []
    for wall in walls:
        stamps.append(tick(stamps[-1] if stamps else None, wall, "3f2a"))
    assert stamps == sorted(set(stamps))
    assert [str(stamp) for stamp in stamps] == sorted(str(stamp) for stamp in stamps)
    assert [Stamp.parse(str(stamp)) for stamp in stamps] == stamps


def test_refusals_carry_sentence_code_and_status() -> None:
    refused = RefusedError("没有改动。")
    assert (refused.message, refused.code, refused.exit_status) == ("没有改动。", "refused", 1)
    assert DuchaError().message == "error"
    ambiguous = AmbiguousError("不止一件。", ("2026-9", "2026-10"))
    assert (ambiguous.candidates, ambiguous.exit_status) == (("2026-9", "2026-10"), 2)


def test_changes_are_true_only_when_something_was_written() -> None:
    assert not Changes()
    assert Changes(entry=1, tables=frozenset({"matter"}))


def test_field_keys_and_labels_are_unique_and_aliases_name_one_field() -> None:
    assert len(BY_KEY) == len(BY_LABEL) == len(FIELDS)
    words = [word for spec in FIELDS for word in {spec.label, *spec.aliases}]
    doubled = sorted({word for word in words if words.count(word) > 1})
    assert doubled == []


def test_an_empty_query_restricts_nothing() -> None:
    query = LedgerQuery()
    assert query.sort is SortKey.ENTRY
    assert not any((query.ledgers, query.states, query.lights, query.search, query.descending))


@pytest.mark.parametrize(
    ("level", "letter"), [("liaison", "L"), ("responsibility", "R"), ("supervision", "S")]
)
def test_levels_have_their_letter(level: str, letter: str) -> None:
    assert CardLevel(level).letter == letter
