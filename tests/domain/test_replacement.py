"""What becomes of the words of one cell when words in it are replaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.replacing import REPLACEABLE, Replacement


@pytest.mark.parametrize(
    ("replacement", "words", "after", "hits"),
    [
        (Replacement("县住建局", "县住房城乡建设局"), "县住建局、县财政局", "县住房城乡建设局、县财政局", 1),
        (Replacement("路", "道"), "一路、二路", "一道、二道", 2),
        (Replacement("ppp", "PPP"), "ppp项目和Ppp基金", "PPP项目和PPP基金", 2),
        (Replacement("ppp", "PPP", match_case=True), "ppp项目和Ppp基金", "PPP项目和Ppp基金", 1),
        (Replacement("待定", ""), "待定", "", 1),
        (Replacement("待定", "县水利局", whole=True), " 待定 ", "县水利局", 1),
        (Replacement("待定", "县水利局", whole=True), "时间待定", "时间待定", 0),
        (Replacement("1.5亿(元)", r"\1.6亿"), "总投资1.5亿(元)", r"总投资\1.6亿", 1),
        (Replacement("无", "有"), "", "", 0),
    ],
)
def test_words_are_taken_literally(replacement: Replacement, words: str, after: str, hits: int) -> None:
    assert replacement.replace(words) == (after, hits)


@given(st.text(min_size=1, max_size=6), st.text(max_size=6), st.text(max_size=60), st.booleans())
def test_nothing_else_moves(find: str, put: str, words: str, whole: bool) -> None:
    after, hits = Replacement(find, put, match_case=True, whole=whole).replace(words)
    if not hits:
        assert after == words
    elif whole:
        assert (words.strip(), after) == (find.strip(), put)
    else:
        assert (after, hits) == (words.replace(find, put), words.count(find))


def test_what_the_program_fills_in_is_left_alone() -> None:
    assert not {"number", "status", "ledger", "progress_percent"} & set(REPLACEABLE)
    assert {"title", "lead_unit", "due", "remarks"} <= set(REPLACEABLE)
