"""Deadline words of `exchange.md` §5 and beyond, each with what it means; and fuzz."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ducha_desktop.domain.deadline import LONGEST, Deadline, read_deadline
from ducha_desktop.domain.deadline_text import chinese_number
from ducha_desktop.domain.vocabulary import DueKind
from ducha_desktop.domain.workdays import WEEKENDS_ONLY

TODAY = date(2026, 11, 22)  # a Sunday


def read(text: str, *, year: int | None = 2025, anchor: date | None = None) -> Deadline:
    return read_deadline(text, year=year, today=TODAY, anchor=anchor)


DATES = """
2024.6.30 | 2024-06-30
2024-6-30 | 2024-06-30
2024/6/30 | 2024-06-30
2024.06.30前 | 2024-06-30
24.6.30 | 2024-06-30
24年6月30日 | 2024-06-30
20240630 | 2024-06-30
202406 | 2024-06-30
2024 | 2024-12-31
45678 | 2025-01-21
45678.5 | 2025-01-21
2024-06-30 00:00:00 | 2024-06-30
2024-06-30T00:00:00 | 2024-06-30
2024/6/30 0:00 | 2024-06-30
2024年6月30日 17:30前 | 2024-06-30
2024年6月30日前 | 2024-06-30
2024年 6 月 30 日 | 2024-06-30
２０２４年６月３０日 | 2024-06-30
二〇二四年六月三十日 | 2024-06-30
二O二四年底 | 2024-12-31
2024年3月十五 | 2024-03-15
六月廿五日 | 2025-06-25
十二月底 | 2025-12-31
截止2024年6月底 | 2024-06-30
完成时限：2024年6月 | 2024-06-30
6月30日 | 2025-06-30
6月30日下班前 | 2025-06-30
6月30 | 2025-06-30
6.30 | 2025-06-30
6-30 | 2025-06-30
6/30前 | 2025-06-30
6月底前 | 2025-06-30
6月前 | 2025-05-31
6月份之前 | 2025-05-31
1月前 | 2024-12-31
6月底以前 | 2025-06-30
2024年2月底 | 2024-02-29
2024.6 | 2024-06-30
2024-06 | 2024-06-30
6月 | 2025-06-30
6月上旬 | 2025-06-10
6月中旬前 | 2025-06-20
6月下旬 | 2025-06-30
6月中标 | 2025-06-30
三季度末 | 2025-09-30
第三季度 | 2025-09-30
前三季度 | 2025-09-30
1-3季度 | 2025-09-30
三季度前 | 2025-06-30
第四季度末前 | 2025-12-31
Q3 | 2025-09-30
2024Q3 | 2024-09-30
3Q | 2025-09-30
2024年二季度 | 2024-06-30
上半年 | 2025-06-30
2024年下半年 | 2024-12-31
年内 | 2025-12-31
年底 | 2025-12-31
年底前 | 2025-12-31
全年 | 2025-12-31
2024年度 | 2024-12-31
2024年底 | 2024-12-31
2024年年底前 | 2024-12-31
今年年底 | 2025-12-31
本年度 | 2025-12-31
2025年前 | 2024-12-31
明年3月 | 2026-03-31
明年底 | 2026-12-31
去年12月 | 2024-12-31
十四五末 | 2025-12-31
2024-2026年 | 2026-12-31
本月底 | 2026-11-30
月底前 | 2026-11-30
本月25日前 | 2026-11-25
下月10日前 | 2026-12-10
下月底 | 2026-12-31
上个月底 | 2026-10-31
本周五 | 2026-11-20
下周五 | 2026-11-27
下周 | 2026-11-29
上周末 | 2026-11-15
明天 | 2026-11-23
后天 | 2026-11-24
今日内 | 2026-11-22
元旦前 | 2025-12-31
2024年元旦前 | 2023-12-31
春节前 | 2025-01-28
2024年春节前 | 2024-02-09
除夕前 | 2025-01-27
元宵节前 | 2025-02-11
清明节前 | 2025-04-03
五一前 | 2025-04-30
五一国际劳动节前 | 2025-04-30
端午节前 | 2025-05-30
七一前 | 2025-06-30
2026年“七一”前 | 2026-06-30
10月上中旬 | 2025-10-20
八一建军节前 | 2025-07-31
中秋节前 | 2025-10-05
国庆前 | 2025-09-30
国庆节假期之前 | 2025-09-30
十一前 | 2025-09-30
十一月 | 2025-11-30
教师节前 | 2025-09-09
2024年6月-9月 | 2024-09-30
6-9月 | 2025-09-30
1—12月 | 2025-12-31
2024.6-9月 | 2024-09-30
2024.6-7 | 2024-07-31
6月25-30日 | 2025-06-30
2024年5月1日~5日 | 2024-05-05
6.1-6.30 | 2025-06-30
2024.3-2024.10 | 2024-10-31
2024年3月1日至2024年9月30日 | 2024-09-30
2024年10月—2025年3月 | 2025-03-31
10月至次年3月 | 2026-03-31
11月-3月 | 2026-03-31
11-3月 | 2026-03-31
即日起至年底 | 2025-12-31
自2024年3月1日起，2024年12月底前 | 2024-12-31
2024年6月30日前完成整改并长期坚持 | 2024-06-30
立行立改，2024年6月30日前完成 | 2024-06-30
6月30日前（已完成） | 2025-06-30
2024年度重点任务，6月底前完成 | 2024-06-30
2024年3、6月底前 | 2024-06-30
2025年3月15日（星期六） | 2025-03-15
"""


@pytest.mark.parametrize("line", DATES.strip().splitlines())
def test_single_dates(line: str) -> None:
    text, due = line.rsplit(" | ", 1)
    deadline = read(text)
    assert (deadline.kind, deadline.due, deadline.problem) == (DueKind.DATE, date.fromisoformat(due), "")
    assert deadline.text == text


@pytest.mark.parametrize(
    "text", ["长期", "长期坚持", "持续推进", "常年", "常态化", "动态更新", "坚持长期整改，立即行动"]
)
def test_long_term(text: str) -> None:
    assert (read(text).kind, read(text).due, read(text).text) == (DueKind.LONG_TERM, None, text)


@pytest.mark.parametrize("text", ["立行立改", "立即", "即办", "即知即改", "当天", "立即整改并长期坚持"])
def test_immediate(text: str) -> None:
    assert (read(text).kind, read(text).due) == (DueKind.IMMEDIATE, None)


@pytest.mark.parametrize("text", ["", "—", "——", " ", "/", "待定", "另行通知", "不定期", "无"])
def test_not_fixed_is_no_problem(text: str) -> None:
    deadline = read(text)
    assert (deadline.kind, deadline.due, deadline.problem, deadline.text) == (DueKind.NONE, None, "", text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2月30日", "没有 2 月 30 日"),
        ("2025年2月29日", "没有 2 月 29 日"),
        ("2024.13.1", "没有 13 月"),
        ("13月底", "没有 13 月"),
        ("第5季度", "没有第 5 季度"),
        ("1889年6月", "1889"),
        ("每月32日", "没有 32 日"),
        ("每年13月5日前", "没有 13 月 5 日"),
        ("每10天", "每10天"),
        ("隔周", "隔周"),
        ("单月", "单月"),
        ("每5个月", "每5个月"),
        ("节前", "哪个节日"),
        ("2040年春节前", "2040"),
        ("春节后", "开始时间"),
        ("6月1日起", "开始时间"),
        ("乱七八糟", "读不出"),
        ("2026年汛期前", "没有写明是哪一天"),
        ("2026年秋季开学前", "没有写明是哪一天"),
        ("国庆期间", "读不出"),
        ("按上级要求", "读不出"),
        ("逐步推进", "读不出"),
        ("完成投资2024.5万元", "读不出"),
        ("以上周期", "读不出"),
        ("5万元", "读不出"),
        ("年" * (LONGEST + 1), "超过"),
    ],
)
def test_unreadable_is_said_and_kept(text: str, why: str) -> None:
    deadline = read(text)
    assert (deadline.kind, deadline.due, deadline.text) == (DueKind.NONE, None, text)
    assert why in deadline.problem


def test_several_dates_make_milestones() -> None:
    deadline = read("6月底前完成设计，9月底前开工，年底前主体完工")
    assert deadline.due == date(2025, 12, 31)
    assert deadline.milestones == ((date(2025, 6, 30), "完成设计"), (date(2025, 9, 30), "开工"))
    labelled = read("完成设计：6月底前；开工：9月底")
    assert labelled.milestones == ((date(2025, 6, 30), "完成设计"),)
    bare = read("3月、6月、9月、12月")
    assert [words for _, words in bare.milestones] == ["", "", ""]
    assert read("年底前完成，其中6月底前完成设计").due == date(2025, 12, 31), "the latest, wherever it stands"
    numbered = read("1.4月底前完成招聘；2.9月底前设备到位")
    assert numbered.due == date(2025, 9, 30)
    assert numbered.milestones == ((date(2025, 4, 30), "完成招聘"),)
    assert read("①4月底前完成招聘；②9月底前到位").milestones == numbered.milestones
    assert read("1、2月底前").due == date(2025, 2, 28), "a list of months is no numbering"
    early = read("6月底前完成设计，2024年9月底前开工")
    assert early.milestones == ((date(2024, 6, 30), "完成设计"),), "the year named later holds for all"


def test_a_moved_date_wins_and_the_old_is_noted() -> None:
    moved = read("2024年6月30日（延期至8月底）")
    assert (moved.due, moved.milestones) == (date(2024, 8, 31), ())
    assert "2024-06-30" in moved.note
    original = read("2025年6月底前（原2024年底前）")
    assert (original.due, original.milestones) == (date(2025, 6, 30), ())
    assert "2024-12-31" in original.note
    assert read("原定6月底").due == date(2025, 6, 30)
    assert read("原定6月底，推迟至9月底").due == date(2025, 9, 30)
    assert read("2024年12月底，调整为2024年6月底").due == date(2024, 6, 30)


def test_the_year_is_assumed_only_without_any_other_source() -> None:
    assumed = read("6月底前", year=None)
    assert (assumed.due, assumed.year_assumed) == (date(2026, 6, 30), True)
    assert "按 2026 年" in assumed.note
    assert not read("6月底前").year_assumed
    assert not read("2024年6月底前", year=None).year_assumed
    assert not read("明年3月", year=None).year_assumed
    moved = read("6月30日（延期至8月底）", year=None)
    assert moved.note == "原时限 2026-06-30，已改；没有写年份，按 2026 年"


@pytest.mark.parametrize(
    "text",
    [
        "6月初",
        "年中",
        "年初",
        "2024年6月30日前后",
        "约2024年6月",
        "6月底左右",
        "六月中",
        "三季度初",
        "三季度中",
        "端午节",
        "本月中",
    ],
)
def test_rough_dates_are_marked(text: str) -> None:
    assert read(text).approximate


def test_a_date_with_a_recurrence_beside_it() -> None:
    deadline = read("2024年12月底前，每月报送进展")
    assert (deadline.kind, deadline.due) == (DueKind.DATE, date(2024, 12, 31))
    assert deadline.recurrence is not None
    assert deadline.recurrence.words == "每月底前"


PIECES = st.sampled_from(
    [
        *"0123456789年月日底前末旬季度每周上下中初至-~.／/,，、；（）()半第内起后长期约延 \n",
        "春节",
        "工作日",
        "二〇二四",
        "十",
        "Q",
        "个",
        "2024",
        "每月",
        "交办",
        "٣",
        "²",
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join), st.sampled_from([None, 2024]))
def test_office_like_words_never_raise(text: str, year: int | None) -> None:
    deadline = read_deadline(text, year=year, today=TODAY, anchor=TODAY, calendar=WEEKENDS_ONLY)
    assert deadline.text == text
    assert (deadline.kind is DueKind.DATE) == (deadline.due is not None)
    assert (deadline.kind is DueKind.RECURRING) <= (deadline.recurrence is not None)
    assert not (deadline.problem and deadline.due)
    assert all(day < deadline.due for day, _ in deadline.milestones if deadline.due)


@given(st.text(max_size=200), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_any_text_never_raises_and_is_kept(text: str, today: date) -> None:
    assert read_deadline(text, year=None, today=today).text == text


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_way_to_write_a_day_is_the_same_day(day: date) -> None:
    ways = [
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        f"{day.year}年{day.month}月{day.day}日前",
        f"{day.year}{day.month:02d}{day.day:02d}",
        str((day - date(1899, 12, 30)).days),
        f"{day.isoformat()} 00:00:00",
    ]
    assert {read_deadline(way, year=None, today=TODAY).due for way in ways} == {day}


@given(st.dates(date(1991, 1, 1), date(2099, 12, 31)))
def test_end_of_month_is_the_day_before_the_next(day: date) -> None:
    due = read(f"{day.year}年{day.month}月底前").due
    assert due is not None
    assert (due + timedelta(days=1)).day == 1
    assert (due.year, due.month) == (day.year, day.month)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("二十五", 25),
        ("十", 10),
        ("十二", 12),
        ("廿五", 25),
        ("卅", 30),
        ("一百二十", 120),
        ("百", 100),
        ("二〇", 20),
        ("两", 2),
    ],
)
def test_chinese_numbers(words: str, value: int) -> None:
    assert chinese_number(words) == value
