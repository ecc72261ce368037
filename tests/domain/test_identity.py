"""Identities made in a mass."""

import random
from uuid import UUID

import pytest

from ducha_desktop.domain.identity import MOST_IN_SERIES, uuid7, uuid7_series

MOMENT = 1_795_000_000_123


def test_a_series_rises_and_is_made_of_version_7_uuids_of_its_moment() -> None:
    series = uuid7_series(MOMENT, random.Random(3), 5000)
    assert len(set(series)) == 5000
    assert series == sorted(series)
    assert all(UUID(uid).version == 7 and str(UUID(uid)) == uid for uid in series)
    assert {UUID(uid).int >> 80 for uid in series} == {MOMENT}


def test_two_series_of_one_moment_share_nothing() -> None:
    bits = random.Random(4)
    first, second = (uuid7_series(MOMENT, bits, 2000) for _ in range(2))
    assert not set(first) & {*second, uuid7(MOMENT, bits)}


def test_a_series_is_the_same_for_the_same_bits() -> None:
    assert uuid7_series(MOMENT, random.Random(5), 10) == uuid7_series(MOMENT, random.Random(5), 10)


def test_a_series_has_an_end() -> None:
    assert uuid7_series(MOMENT, random.Random(6), 0) == []
    with pytest.raises(ValueError, match="at most"):
        uuid7_series(MOMENT, random.Random(6), MOST_IN_SERIES + 1)
