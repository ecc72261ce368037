"""Cell clean-up keeps what is visible and says what is doubtful."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.cleaning import clean_cell, clean_line


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("２０２４年６月", "2024年6月"),
        ("ＡＢ１２％", "AB12%"),
        ("３．５", "3.5"),
        ("2024－6", "2024-6"),
        ("一，二（三）", "一，二（三）"),
        ("a\xa0\u3000b", "a b"),
        ("县\u200b发改局\ufeff", "县发改局"),
        ("a\r\nb_x000D_\nc\x0bd", "a\nb\nc\nd"),
        ("  \n 一 \n\n二 ", "一\n二"),
        ("\x01甲\x7f", "甲"),
        ("⼈民⾦", "人民金"),
        ("a<br/>b", "a\nb"),
        ("a\tb", "a b"),
        ("㛃䶮𬱟玥喆堃", "㛃䶮𬱟玥喆堃"),
    ],
)
def test_cells(text: str, clean: str) -> None:
    assert clean_cell(text).text == clean
    assert clean_cell(text).notes == ()


def test_private_use_and_lost_characters_are_kept_and_noted() -> None:
    cleaned = clean_cell("张\ue0f1\ufffd")
    assert cleaned.text == "张\ue0f1\ufffd"
    assert "U+E0F1" in cleaned.notes[0]
    assert "丢失" in cleaned.notes[1]


def test_one_line() -> None:
    assert clean_line("县发展和\n改革局\nA\nB") == "县发展和改革局 A B"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_cell(text).text
    assert clean_cell(once).text == once
    assert "\n\n" not in once
