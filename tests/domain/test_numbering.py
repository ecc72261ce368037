"""Numbers: format and parse are inverse, nothing is reused, every way of typing is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.numbering import (
    DEFAULT_PATTERN,
    Number,
    Typed,
    card_number,
    check_pattern,
    draft_card_number,
    draft_number,
    format_number,
    gaps,
    number_frame,
    parse_number,
    pattern_words,
    read_number,
    typed_pattern,
)
from ducha_desktop.domain.vocabulary import CardLevel

NUMBERS = st.builds(Number, st.integers(1990, 2099), st.integers(1, 999_999))
PATTERNS = st.sampled_from(
    [DEFAULT_PATTERN, "云督〔{year}〕{n}号", "{year}年第{n}号", "DB-{year}-{n}", "督字({year})第 {n} 号"]
)


@given(NUMBERS, PATTERNS)
def test_format_and_parse_are_inverse(number: Number, pattern: str) -> None:
    check_pattern(pattern)
    text = format_number(number, pattern)
    assert parse_number(text, pattern) == number
    assert read_number(text, pattern).number == number
    assert read_number(number.short, pattern).number == number


@pytest.mark.parametrize(
    "text",
    [
        "督办[2026]9号",
        "督办（２０２６）９号",
        " 督办〔2026〕 09 号 ",
        "2026-9",
        "2026—09",
        "２０２６－９",
        "2026/9",
    ],
)
def test_all_ways_to_type_number_nine(text: str) -> None:
    typed = read_number(text)
    assert (typed.kind, typed.number) == (Typed.NUMBER, Number(2026, 9))


@pytest.mark.parametrize(
    ("text", "kind", "draft"),
    [
        ("拟-12", Typed.DRAFT, 12),
        ("拟12", Typed.DRAFT, 12),
        (" 拟－12 ", Typed.DRAFT, 12),
        ("0193abcd", Typed.UID, 0),
        ("0193ABCD-77aa", Typed.UID, 0),
        ("政督2026-3-1", Typed.ALIAS, 0),
        ("9", Typed.ALIAS, 0),
        ("2026-0", Typed.ALIAS, 0),
        ("督办〔2026〕号", Typed.ALIAS, 0),
        ("", Typed.ALIAS, 0),
    ],
)
def test_what_else_is_typed(text: str, kind: Typed, draft: int) -> None:
    typed = read_number(text)
    assert (typed.kind, typed.draft, typed.number) == (kind, draft, None)


def test_uid_prefixes_are_small_letters() -> None:
    assert read_number(" 0193ABCD ").text == "0193abcd"


@pytest.mark.parametrize(
    "pattern", ["督办{n}号", "{year}{n}", "{year}-{n}-{n}", "督办2{year}〔{n}〕", "{year}〕{n}0", ""]
)
def test_patterns_that_cannot_number_are_refused(pattern: str) -> None:
    with pytest.raises(WrongUseError, match="没有改动"):
        check_pattern(pattern)


@given(st.lists(st.integers(1, 50)))
def test_gaps_are_named(used: list[int]) -> None:
    assert set(used) | set(gaps(used)) == set(range(1, max(used, default=0) + 1))
    assert not set(used) & set(gaps(used))


def test_card_numbers_by_level() -> None:
    marks = [card_number(level, "督办〔2026〕9号", 1) for level in CardLevel]
    assert marks == ["联〔2026〕9-1", "责〔2026〕9-1", "督〔2026〕9-1"]
    assert card_number(CardLevel.SUPERVISION, "重〔2026〕9号", 2) == "督·重〔2026〕9号-2"
    assert card_number(CardLevel.SUPERVISION, "督办[2026]9号", 2) == "督·督办[2026]9号-2", (
        "as it was imported"
    )
    assert draft_card_number(CardLevel.LIAISON, 9, 2) == "联（拟-9）-2"
    assert draft_number(7) == "拟-7"


@given(PATTERNS, PATTERNS, st.integers(2000, 2099), st.integers(1, 999), st.integers(1, 99))
def test_two_numbers_never_share_a_card_number(one: str, other: str, year: int, n: int, place: int) -> None:
    numbers = {format_number(Number(year, n), pattern) for pattern in (one, other)}
    assert len({card_number(CardLevel.LIAISON, number, place) for number in numbers}) == len(numbers)


@given(PATTERNS)
def test_a_rule_in_the_offices_words_is_the_rule(pattern: str) -> None:
    assert "{" not in pattern_words(pattern).replace("{年份}", "").replace("{序号}", "")
    assert typed_pattern(pattern_words(pattern)) == typed_pattern(pattern) == pattern
    assert typed_pattern("督〔｛年｝〕{ 序号 }号") == "督〔{year}〕{n}号"


@pytest.mark.parametrize("pattern", ["督" * 41, "督\n{year}-{n}", "{year}-{n}-{x}", "{year}-{n}}"])
def test_rules_that_cannot_number_are_refused_in_the_offices_words(pattern: str) -> None:
    with pytest.raises(WrongUseError, match="没有改动"):
        check_pattern(pattern)


def test_the_frame_of_a_year_is_what_stands_around_the_number() -> None:
    assert number_frame(DEFAULT_PATTERN, 2026) == ("督办〔2026〕", "号")
    assert number_frame("{n}-{year}", 2026) == ("", "-2026")
