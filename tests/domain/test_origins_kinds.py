"""Kinds of origin as data, default limits, masking, times, likeness of titles."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.likeness import folded, likeness, phrases
from ducha_desktop.domain.limits import DEFAULT_RULES, LimitRule, problem, propose, rules_for
from ducha_desktop.domain.origins import (
    STORED,
    OriginKind,
    field_named,
    fields_of,
    masked,
    read_moment,
    response_words,
)
from ducha_desktop.domain.vocabulary import DueKind
from ducha_desktop.models.course import Origin

DAY = date(2026, 11, 20)


def test_every_kind_asks_for_title_and_day_and_names_each_field_once() -> None:
    for kind in OriginKind:
        specs = fields_of(kind)
        keys, words = [spec.key for spec in specs], [spec.word for spec in specs]
        assert {"title", "on", "number", "words", "secrecy"} <= set(keys)
        assert len(set(keys)) == len(keys)
        assert len(set(words)) == len(words)
        for spec in specs:
            assert field_named(kind, spec.key) is spec or field_named(kind, spec.key) == spec
            assert field_named(kind, spec.word) == spec
    assert field_named(OriginKind.PROJECT, "总投资") == field_named(OriginKind.PROJECT, "total")
    assert field_named(OriginKind.MEETING, "没有的") is None
    columns = set(Origin.model_fields) | {"unit"}
    assert columns >= STORED


@pytest.mark.parametrize(
    ("kind", "named", "due"),
    [
        ("document", "", "2026-12-20"),
        ("meeting", "", "2026-12-10"),
        ("meeting", "会议决定", "2026-11-27"),
        ("instruction", "", "2026-12-05"),
        ("instruction", "批示（急）", "2026-11-25"),
        ("instruction", "批示（疑难）", "2026-12-20"),
        ("mailbox", "", "2026-11-27"),
        ("petition", "急件", "2026-11-23"),
    ],
)
def test_default_limits_count_from_the_day_of_the_origin(kind: str, named: str, due: str) -> None:
    """公文 30、会议纪要 20、批示 1–5 / 15 / 30、急件 3 日；会议决定、信箱 5 个工作日 (domain.md §3.4)."""
    found = propose(OriginKind(kind), DAY, named=named)
    assert read_deadline(found.words, year=None, today=date(2026, 11, 22)).due == date.fromisoformat(due)
    assert "可以改写" in found.sentence


def test_top_urgency_is_at_once_and_other_kinds_have_no_limit() -> None:
    found = propose(OriginKind.HOTLINE, DAY, named="特急件")
    assert read_deadline(found.words, year=None, today=DAY).kind is DueKind.IMMEDIATE
    assert propose(OriginKind.HOTLINE, DAY).words == ""
    assert propose(OriginKind.MEETING, DAY, named="批示（急）").words == ""


def test_rules_that_cannot_be_are_named() -> None:
    assert problem(DEFAULT_RULES) == ""
    for rules, words in (
        ((LimitRule("", "", "5日内"),), "名称"),
        ((LimitRule("甲", "", "5日内"), LimitRule("甲", "", "6日内")), "两条"),
        ((LimitRule("甲", "nothing", "5日内"),), "来源类别"),
        ((LimitRule("甲", "", "尽快"),), "读不懂"),
        (tuple(LimitRule(str(n), "", "5日内") for n in range(61)), "最多 60 条"),
    ):
        assert words in problem(rules)
    assert [rule.name for rule in rules_for(OriginKind.MAILBOX)] == ["信箱", "急件", "特急件"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("张小红", "张**"), ("李四", "李*"), ("王", "王"), ("", ""), ("欧阳小明同志", "欧**"),
        ("13812345678", "138****5678"), ("0453-6123456", "045*****3456"),
    ],
)  # fmt: skip
def test_who_called_is_masked(words: str, shown: str) -> None:
    assert masked(words) == shown


@given(st.integers(0, 10_000))
def test_the_time_of_the_first_response_is_said_to_the_minute(minutes: int) -> None:
    start = datetime.combine(DAY, time(9, 30))
    words = response_words(start, start + timedelta(minutes=minutes))
    sizes = {"天": 1440, "小时": 60, "分钟": 1, "分": 1}
    parts = re.findall(r"(\d+)(天|小时|分钟|分)", words)
    said = sum(int(number) * sizes[unit] for number, unit in parts)
    assert "".join(number + unit for number, unit in parts) == words
    assert said == (minutes if minutes < 1440 else minutes // 60 * 60)


def test_times_are_read_as_clerks_write_them() -> None:
    at = datetime.combine(DAY, time(9, 5))
    for words in ("9:05", "09：05", "9时5分", "2026-11-20 9:05"):
        assert read_moment(words, DAY) == at
    for words in ("25:00", "上午", "9:61", ""):
        assert read_moment(words, DAY) is None
    assert response_words(at, None) == response_words(at, at - timedelta(minutes=1)) == ""


@given(st.text(alphabet="县乡镇建设推进农村公路水利教育", min_size=2, max_size=30))
def test_a_title_is_like_itself_and_likeness_goes_both_ways(title: str) -> None:
    other = title[::-1]
    assert likeness(folded(title), folded(title)) == 1
    assert likeness(title, other) == likeness(other, title)
    assert 0 <= likeness(title, other) <= 1
    assert phrases(title)


def test_years_and_forms_of_words_do_not_tell_titles_apart() -> None:
    same = ("2025年农村人居环境整治提升", "农村人居环境整治提升工作", "关于2026年农村人居环境整治提升的通知")
    assert len({folded(title) for title in same}) == 1
    assert folded("2026年") != ""
