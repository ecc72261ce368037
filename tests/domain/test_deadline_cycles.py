"""Deadlines that come again, and limits that wait for their first day."""

from datetime import date

import pytest

from ducha_desktop.domain.deadline import Deadline, read_deadline
from ducha_desktop.domain.deadline_terms import Term, TermStart, TermUnit, term_end, term_start
from ducha_desktop.domain.vocabulary import DueKind
from ducha_desktop.domain.workdays import SpecialDay, calendar_of

TODAY = date(2026, 11, 22)  # a Sunday


def read(text: str, *, year: int | None = 2025, anchor: date | None = None) -> Deadline:
    return read_deadline(text, year=year, today=TODAY, anchor=anchor)


RECURRING = """
每月25日前 | monthly:1-25
每月5日、20日 | monthly:1-5,1-20
每月底 | monthly:1-31
每月最后一天 | monthly:1-31
每月上旬 | monthly:1-10
每月 | monthly:1-31
每月一次 | monthly:1-31
每月结束后5日内 | monthly:1-5
每月次月5日前 | monthly:1-5
次月5日前 | monthly:1-5
2024年每月25日前 | monthly:1-25
长期（每月25日前报送） | monthly:1-25
按月调度 | monthly:1-31
逐月推进 | monthly:1-31
每旬 | monthly:1-10,1-20,1-31
每半个月 | monthly:1-15,1-31
每周五 | weekly:0-5
每周一、周三 | weekly:0-1,0-3
每周 | weekly:0-7
每周一次 | weekly:0-7
每天 | weekly:0-1,0-2,0-3,0-4,0-5,0-6,0-7
每个工作日 | weekly:0-1,0-2,0-3,0-4,0-5
每季度末 | quarterly:3-31
每季度 | quarterly:3-31
每季度首月10日前 | quarterly:1-10
每季度最后一个月25日前 | quarterly:3-25
每季度第二个月15日 | quarterly:2-15
每季度25日前 | quarterly:3-25
每季度中旬 | quarterly:3-20
每季度初 | quarterly:1-10
每季度结束后5日内 | quarterly:1-5
季报 | quarterly:3-31
每半年 | half_yearly:6-31
每年 | yearly:12-31
每年底 | yearly:12-31
每年12月10日前 | yearly:12-10
每年6月底、12月底前 | yearly:6-31,12-31
每年3月中旬 | yearly:3-20
每年一次 | yearly:12-31
每两个月 | yearly:2-31,4-31,6-31,8-31,10-31,12-31
每3个月 | quarterly:3-31
每1季度 | quarterly:3-31
"""


@pytest.mark.parametrize("line", RECURRING.strip().splitlines())
def test_recurring(line: str) -> None:
    text, code = line.rsplit(" | ", 1)
    deadline = read(text)
    assert deadline.kind is DueKind.RECURRING
    assert deadline.recurrence is not None
    assert (deadline.recurrence.code, deadline.due, deadline.text) == (code, None, text)


TERMS = """
交办后15个工作日内 | 15workday
15日内 | 15day
收到通知之日起三十日内 | 30day
一个月内 | 1month
半个月内 | 15day
半年内 | 6month
两周内 | 14day
三年内 | 36month
24小时内 | 1day
36小时内 | 2day
7个工作日 | 7workday
3个月 | 3month
一季度内完成，15日内 | 15day
"""


@pytest.mark.parametrize("line", TERMS.strip().splitlines()[:-1])
def test_limits_wait_for_their_first_day(line: str) -> None:
    text, code = line.rsplit(" | ", 1)
    deadline = read(text)
    assert (deadline.kind, deadline.due, deadline.problem) == (DueKind.NONE, None, "")
    assert deadline.term is not None
    assert f"{deadline.term.count}{deadline.term.unit}" == code
    assert deadline.note.endswith(("自签收之日起算", "自交办之日起算"))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("3日内", TermStart.RECEIPT),
        ("收到交办通知后3个工作日内", TermStart.RECEIPT),
        ("签收后5个工作日内", TermStart.RECEIPT),
        ("交办后15日内", TermStart.ASSIGNMENT),
        ("自批示之日起5日内", TermStart.SOURCE),
        ("文件印发后30日内", TermStart.SOURCE),
        ("会议结束后一周内", TermStart.SOURCE),
        ("整改会议纪要要求，15日内", TermStart.RECEIPT),
    ],
)
def test_from_which_event_a_limit_counts(text: str, start: TermStart) -> None:
    assert term_start(text) is start


def test_limits_count_from_the_day_after() -> None:
    holiday = calendar_of({date(2026, 3, 4): SpecialDay(True, "本县假日")}, frozenset({2026}))
    start = date(2026, 3, 2)
    assert term_end(Term(3, TermUnit.WORKDAY), start, holiday) == date(2026, 3, 6)
    assert term_end(Term(3, TermUnit.DAY), start, holiday) == date(2026, 3, 5)
    assert term_end(Term(1, TermUnit.MONTH), date(2026, 1, 31), holiday) == date(2026, 2, 28)
    assert term_end(Term(12, TermUnit.MONTH), date(2025, 12, 5), holiday) == date(2026, 12, 5)
    assert read("15日内", anchor=start).due == date(2026, 3, 17)
    dated = read("自2024年3月1日起15个工作日内")
    assert (dated.kind, dated.due) == (DueKind.DATE, date(2024, 3, 22))
    assert read("99999个工作日内").term is None
    assert read("0日内").term is None
