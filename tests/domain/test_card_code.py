"""The QR text: made and read back, forgiving to scanners, unforgiving to errors."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ducha_desktop.domain.card_code import CardCode, fields_digest, is_code, make_code, read_code
from ducha_desktop.domain.vocabulary import CardLevel

CODES = st.builds(
    CardCode,
    st.sampled_from(["督办〔2026〕9号", "云督〔2026〕118号", "拟-12", "DB-2026-3"]),
    st.sampled_from(CardLevel),
    st.text("0123456789abcdef", min_size=8, max_size=8),
)


@given(CODES)
def test_made_and_read_back(code: CardCode) -> None:
    text = make_code(code)
    assert read_code(text) == code
    assert is_code(text)
    assert text.split(":")[0] == "DUCHA1"


@given(CODES, st.integers(0, 60), st.characters(blacklist_categories=["Cs"]))
def test_any_single_wrong_character_is_found(code: CardCode, place: int, char: str) -> None:
    text = make_code(code)
    place %= len(text)
    wrong = text[:place] + char + text[place + 1 :]
    assert read_code(wrong) in (None, code), "another matter or level was read"


@given(CODES, st.integers(0, 60), st.integers(0, 60))
def test_any_exchange_of_two_characters_is_found(code: CardCode, first: int, second: int) -> None:
    chars = list(make_code(code))
    first, second = first % len(chars), second % len(chars)
    assume(chars[first].lower() != chars[second].lower())
    chars[first], chars[second] = chars[second], chars[first]
    assert read_code("".join(chars)) is None


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        str.upper,
        lambda text: f"  {text}\r\n",
        lambda text: text.replace(":", "："),
        lambda text: text.replace("〔", "[").replace("〕", "]"),
        lambda text: text.replace(":", " : "),
    ],
)
def test_what_scanners_change_is_forgiven(change: Callable[[str], str]) -> None:
    code = CardCode("督办〔2026〕9号", CardLevel.SUPERVISION, "023b8059")
    assert read_code(change(make_code(code))) == code


@pytest.mark.parametrize(
    "text",
    ["", "督办〔2026〕9号", "DUCHA1:a:b", "DUCHA2:拟-1:L:0000:00000000", "DUCHA1:拟-1:Q:0000:00000000"],
)
def test_other_texts_are_no_code(text: str) -> None:
    assert read_code(text) is None


def test_digest_tells_fields_apart() -> None:
    assert fields_digest(["a", "bc"]) != fields_digest(["ab", "c"])
    assert fields_digest(["a"]) != fields_digest(["a", ""])
    assert len(fields_digest([])) == 8


def test_a_code_is_known_by_its_beginning_however_the_scanner_writes_it() -> None:
    assert is_code("ducha1：督办(2026)9号")
    assert not is_code("督办〔2026〕9号")
