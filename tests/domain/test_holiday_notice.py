"""The notice in its own words: those of the State Council day by day, and any that can be written that way."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.holiday_notice import FESTIVAL_NAMES, HolidayNotice, notice_year, read_notice
from ducha_desktop.domain.holiday_table import read_table
from ducha_desktop.domain.workdays import WEEKEND, SpecialDay, calendar_of, read_calendar

SHIPPED = read_calendar(
    (Path(__file__).parents[2] / "resources/calendar/holidays.json").read_text(encoding="utf-8")
)
DAY = timedelta(days=1)
NOTICES = {
    2026: """国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，确保人民群众祥和平安度过节日假期。
国务院办公厅
2025年11月4日
""",
    2025: """根据2024年11月修订的《全国年节及纪念日放假办法》，经国务院批准，现将2025年元旦、春节、清明节、劳动节、端午节、国庆节和中秋节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
""",
    2024: """关于2024年部分节假日安排的通知
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
""",
    2023: """关于2023年部分节假日安排的通知
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
""",
    2014: """关于2014年部分节假日安排的通知
一、元旦：1月1日放假1天。
二、春节：1月31日至2月6日放假调休，共7天。1月26日（星期日）、2月8日（星期六）上班。
三、清明节：4月5日放假，4月7日（星期一）补休。
四、劳动节：5月1日至3日放假调休，共3天。5月4日（星期日）上班。
五、端午节：6月2日放假，与周末连休。
六、中秋节：9月8日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月28日（星期日）、10月11日（星期六）上班。
""",
}


@pytest.mark.parametrize("year", NOTICES)
def test_the_notices_of_past_years_give_the_shipped_table_day_by_day(year: int) -> None:
    notice = read_notice(NOTICES[year], year=1999)
    assert (notice.year, notice.problems, notice.missing) == (year, (), ())
    told, day, wrong = calendar_of(notice.days, frozenset()), date(year, 1, 1), []
    while day.year == year:
        if told.is_workday(day) != SHIPPED.is_workday(day):
            wrong.append(day)
        day += DAY
    assert wrong == []


def test_the_older_form_that_says_which_rest_was_moved_where() -> None:
    notice = read_notice(
        "2009年节假日安排\n二、春节：1月25日至31日放假，共7天。其中，1月25日（星期日、农历除夕）、1月26日（星期一）、1月27日（星期二）"
        "为法定节假日，1月31日（星期六）照常公休；1月25日（星期日）公休日调至1月28日（星期三），1月24日（星期六）、2月1日（星期日）"
        "两个公休日分别调至1月29日（星期四）、1月30日（星期五）。1月24日（星期六）、2月1日（星期日）上班。",
        year=2027,
    )
    assert notice.problems == ()
    assert notice.rests == tuple(date(2009, 1, day) for day in range(25, 32))
    assert notice.works == (date(2009, 1, 24), date(2009, 2, 1))


@pytest.mark.parametrize(
    ("text", "rests", "works"),
    [
        ("元旦：1月1日至3日放假，1月9日上班", ["01-01", "01-02", "01-03"], ["01-09"]),
        ("元旦放假3天：1月1日-3日。1月9日（周六）上班", ["01-01", "01-02", "01-03"], ["01-09"]),
        ("2027年国庆：10月1—2日放假", ["10-01", "10-02"], []),
        ("(一)劳动节 5月1号到3号休息；5月8号补班", ["05-01", "05-02", "05-03"], ["05-08"]),
        ("端午：2027-06-09 放假", ["06-09"], []),
        ("五一：5月1日、2日放假", ["05-01", "05-02"], []),
        ("五、端午节：\n6月9日放\n假，共1天。", ["06-09"], []),
        ("春节：2月5日起放假，2月9日起正常上班", [], []),
    ],
)
def test_short_forms_a_clerk_types(text: str, rests: list[str], works: list[str]) -> None:
    notice = read_notice(text, year=2027)
    assert [day.isoformat()[5:] for day in notice.rests] == rests
    assert [day.isoformat()[5:] for day in notice.works] == works


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("元旦：1月1日（周四）至3日放假", "请核对年份"),
        ("元旦：1月1日至3日放假，共5天。", "按日期数是 3 天"),
        ("春节：2月30日放假", "不是日历上的一天"),
        ("端午节：6月9日。", "没有写明"),
        ("元旦：1月1日放假，1月4日上班", "本来就是工作日"),
        ("元旦：3月9日至1月2日放假", "不像一个假期"),
        ("今天天气不错", "没有找到"),
        ("元" * 20_001, "不像一份放假通知"),
    ],
)
def test_what_contradicts_itself_is_said(text: str, said: str) -> None:
    assert any(said in problem for problem in read_notice(text, year=2027).problems)


def test_a_notice_of_one_festival_says_what_it_lacks() -> None:
    notice = read_notice("国庆节：10月1日至7日放假", year=2027)
    assert notice.missing == FESTIVAL_NAMES[:-1]
    assert notice_year("关于2027年部分节假日安排的通知") == 2027
    assert notice_year("元旦：1月1日放假") is None


WINDOWS = dict(zip(FESTIVAL_NAMES, ((1, 1), (2, 4), (4, 4), (5, 1), (6, 9), (9, 15), (10, 2)), strict=True))


@st.composite
def written(draw: st.DrawFn) -> tuple[int, dict[date, SpecialDay], str]:
    """A year's arrangement and its notice, in one of the ways offices write and copy it."""
    year = draw(st.integers(2005, 2099))
    days: dict[date, SpecialDay] = {}
    lines = [f"关于{year}年部分节假日安排的通知"]
    note = draw(st.sampled_from(("", "周", "星期")))
    to = draw(st.sampled_from(("至", "—", "到", "-")))
    for number, (name, (month, day)) in enumerate(WINDOWS.items()):
        first = date(year, month, day) + timedelta(days=draw(st.integers(0, 6)))
        off = [first + timedelta(days=n) for n in range(draw(st.integers(1, 8)))]
        near = [off[0] - timedelta(days=n) for n in range(1, 9)] + [
            off[-1] + timedelta(days=n) for n in range(1, 9)
        ]
        free = [each for each in near if each.weekday() >= WEEKEND and each.year == year and each not in days]
        worked = sorted(draw(st.sets(st.sampled_from(free), max_size=2))) if free else []
        days |= {each: SpecialDay(rest=True, name=name) for each in off}
        days |= {each: SpecialDay(rest=False, name=name) for each in worked}
        last = _words(off[-1], note, month=off[-1].month != off[0].month)
        span = _words(off[0], note) + (f"{to}{last}" if len(off) > 1 else "")
        work = f"{'、'.join(_words(each, note) for each in worked)}上班。" if worked else ""
        lines.append(f"{'一二三四五六七'[number]}、{name}：{span}放假调休，共{len(off)}天。{work}")
    text = "\n".join(lines) + f"\n国务院办公厅\n{year - 1}年11月4日"
    if draw(st.booleans()):
        text = text.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    if draw(st.booleans()):  # copied from a PDF: lines broken anywhere
        text = "\n".join(text[start : start + 28] for start in range(0, len(text), 28))
    return year, dict(sorted(days.items())), text


def _words(day: date, note: str, *, month: bool = True) -> str:
    weekday = f"（{note}{'一二三四五六日'[day.weekday()]}）" if note else ""
    return (f"{day.month}月" if month else "") + f"{day.day}日{weekday}"


@given(written())
def test_whatever_is_written_as_the_notice_is_read_back(
    case: tuple[int, dict[date, SpecialDay], str],
) -> None:
    year, days, text = case
    assert read_notice(text, year=1999) == HolidayNotice(year, days)


@given(
    st.text(
        alphabet="元旦春节国庆一二、：。；，（）0123456789年月日至放假上班补休共天周起与末连调\n -",
        max_size=120,
    )
)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    notice = read_notice(text, year=2027)
    assert all(isinstance(problem, str) and problem for problem in notice.problems)
    assert all(kind.rest or day.weekday() >= WEEKEND for day, kind in notice.days.items())


def test_a_table_of_days() -> None:
    rows = [
        ["日期", "星期", "安排", "名称"],
        ["2027-01-01", "星期五", "休息", "元旦"],
        ["2027年2月14日", "周日", "上班", "春节"],
        ["2/5", "", "放假", "春节"],
        ["10月1日", "10月3日", "放假", "国庆节", "3天"],
        ["2027-03-01", "", "上班", ""],
        ["2027-08-01", "2027-06-01", "休息", ""],
        ["备注", "以通知为准"],
    ]
    notice = read_table(rows, year=2027)
    assert notice is not None
    assert notice.year == 2027
    assert {day.isoformat()[5:]: (kind.rest, kind.name) for day, kind in notice.days.items()} == {
        "01-01": (True, "元旦"),
        "02-05": (True, "春节"),
        "02-14": (False, "春节"),
        "10-01": (True, "国庆节"),
        "10-02": (True, "国庆节"),
        "10-03": (True, "国庆节"),
    }
    assert len(notice.problems) == 2
    assert read_table([["督办事项", "时限"], ["修路", "2027-01-01"]], year=2027) is None
