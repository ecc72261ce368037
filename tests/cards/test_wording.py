from datetime import date

import pytest

from ducha_desktop.cards.wording import deadline_full, due_in_column, light_reason
from tests.cards import samples

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("due", "words", "wanted"),
    [
        (date(2026, 11, 30), "11月底前", "2026年11月30日"),
        (date(2026, 11, 29), "11月底前", "2026年11月29日（11月底前）"),
        (date(2026, 12, 21), "2026年12月21日前（延期）", "2026年12月21日前（延期）"),
        (date(2026, 12, 21), "2026-12-21", "2026年12月21日"),
        (date(2026, 12, 31), "年底前（批准延期）", "2026年12月31日　年底前（批准延期）"),
        (None, "长期坚持", "长期坚持"),
        (None, "", "—"),
    ],
)
def test_a_deadline_says_its_day_once(due, words, wanted):
    assert deadline_full(samples.card(due=due, due_text=words)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("2026年12月3日前", "12月3日前"),
        ("2027年1月4日前（延期）", "2027年\n1月4日前\n（延期）"),
        ("2026年底前", "2026年底前"),
        ("12月底前", "12月底前"),
        ("12月22日前（延期）", "12月22日前\n（延期）"),
        ("（另行通知）", "（另行通知）"),
        ("长期坚持", "长期坚持"),
        ("", ""),
    ],
)
def test_a_column_of_deadlines_leaves_out_this_year(words, wanted):
    assert due_in_column(words, TODAY) == wanted


def test_dates_in_the_light_s_reason_are_closed_up():
    card = samples.card(light_reason="黄灯：2026 年 10 月 30 日申请办结，距时限还有 3 天")
    assert light_reason(card) == "黄灯：2026年10月30日申请办结，距时限还有 3 天"
