from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.vault.faults import RecoveryCodeError
from ducha_desktop.vault.recovery import format_code, make_code, parse_code


@given(st.binary(min_size=20, max_size=20))
def test_there_and_back(secret):
    code = format_code(secret)
    assert [len(group) for group in code.split("-")] == [4] * 9
    assert parse_code(code) == secret


def test_codes_differ():
    assert len({make_code() for _ in range(200)}) == 200


def test_as_people_type_it():
    secret = bytes(20)
    code = format_code(secret)
    full_width = "".join(chr(ord(c) + 0xFEE0) if c != "-" else "－" for c in code)
    for typed in (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        f" {code}\n",
        full_width,
        code.replace("0", "O"),
    ):
        assert parse_code(typed) == secret


@given(st.binary(min_size=20, max_size=20), st.integers(0, 35), st.integers(1, 31))
def test_one_wrong_character_is_noticed(secret, place, shift):
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    plain = format_code(secret).replace("-", "")
    wrong = alphabet[(alphabet.index(plain[place]) + shift) % 32]
    typed = plain[:place] + wrong + plain[place + 1 :]
    # 20 bits of check: a change in the secret slips through once in a million, as another secret.
    read = None
    with suppress(RecoveryCodeError):
        read = parse_code(typed)
    assert read != secret


@pytest.mark.parametrize("typed", ["", "ABCD", "8QK2-" * 8, "U" * 36, "恢复码"])
def test_what_is_no_code_is_refused_with_a_sentence(typed):
    with pytest.raises(RecoveryCodeError, match="核对"):
        parse_code(typed)
