"""Cell clean-up keeps what is visible and says what is doubtful."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.cleaning import clean_cell, clean_line, without_unseen


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


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("修\u202e路\u202c架桥", "修路架桥"),
        ("\u2066甲\u2069\u200e\u200f\u061c", "甲"),
        ("县\u200b发改\u2060局\ufeff\xad", "县发改局"),
        ("标题\U000e0041\U000e0042\U000e007f", "标题"),
        ("甲\u3164\u115f\uffa0乙", "甲乙"),
        ("修\u200d路\u200c", "修路"),
        ("修\ufe0f\ufe0e路", "修\ufe0f路"),
        ("\ufe0f修\n\U000e0100路", "修\n路"),
        ("A\x00\x07\x1b[31mB\x7f\x9f", "A[31mB"),
        ("一\r\n二\r三\u2028四\x85五\x0b六", "一\n二\n三\n四\n五\n六"),
        ("一\u3000二\t三  四", "一\u3000二\t三  四"),
        ("坏\ud800\uffff", "坏"),
        ("👨\u200d👩\u200d\u200d👧 👩🏽\u200d🚒", "👨\u200d👩\u200d👧 👩🏽\u200d🚒"),
    ],
)
def test_what_nobody_sees_goes_from_typed_text(text: str, clean: str) -> None:
    assert without_unseen(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "👨\u200d👩\u200d👧",
        "❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3",
        "葛\U000e0100城",
        "\u1820\u180b\u180e\u1820",
        "\u0645\u200c\u06cc",
        "张\ue0f1𬱟",
    ],
)
def test_marks_that_belong_to_a_character_stay_in_typed_text_and_in_cells(text: str) -> None:
    assert without_unseen(text) == text
    assert clean_cell(text).text == text


_ODD = st.text(
    st.sampled_from(
        "修a1 \n👨❤م\u1820\u180b\u180e\u200c\u200d\u200e\u202e\ufe0f\ufe0e\U000e0100\U000e0041\r\u2028<br>"
    ),
    max_size=12,
)


@given(_ODD)
def test_cleaning_marks_twice_changes_nothing_more(text: str) -> None:
    once = without_unseen(text)
    assert without_unseen(once) == once
    cell = clean_cell(text).text
    assert clean_cell(cell).text == cell
    assert not set(once) & {"\u200e", "\u202e", "\U000e0041", "\r", "\u2028"}
