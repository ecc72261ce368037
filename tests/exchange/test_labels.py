"""What headings mean, and what they don't."""

import pytest

from ducha_desktop.domain.fields import FIELDS
from ducha_desktop.exchange.headings import year_of
from ducha_desktop.exchange.labels import bare, best, field_key, has_period, is_serial, meanings, money_unit


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.key)
def test_every_label_and_alias_means_its_field(spec) -> None:
    names = [spec.label, *spec.aliases]

    assert {name: best(name)[0] for name in names} == dict.fromkeys(names, spec.key)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("2026年度工作目标", "target"),
        ("责任单位（部门）", "lead_unit"),
        ("配合单位及乡镇", "co_units"),
        ("县级包联领导", "liaison_leaders"),
        ("分管县级领导", "responsible_leaders"),
        ("具体责任人及电话", "persons"),
        ("拟办结时限", "due"),
        ("工作进展及成效", "progress_text"),
        ("截至10月底工作进展情况", "progress_text"),
        ("当前存在的问题和困难", "problems"),
        ("下一步工作措施", "next_steps"),
        ("项目总投资（万元）", "amount"),
        ("牵头責任单位", "lead_unit"),
        ("一、督办事项", "title"),
        ("来文标题", "title"),
        ("来信诉求内容", "title"),
        ("中央环保督察反馈问题", "title"),
        ("收文编号", "source_ref"),
        ("批示时间", "source_date"),
        ("来文机关", "source"),
        ("督查事项编号", "number"),
        ("责任单位及责任人", "lead_unit"),
        ("责任单位/责任人", "lead_unit"),
        ("责任单位负责人", "persons"),
        ("单位主要负责人", "persons"),
        ("联系人及电话", "persons"),
        ("责任单位\n（排第一的为牵头单位）", "lead_unit"),
        ("本年计划投资（万元）", "amount"),
        ("建设规模及主要内容", "task"),
        ("工作进度", "progress_text"),
        ("县处级领导", "responsible_leaders"),
        ("办理期限", "due"),
        ("整改目标", "target"),
        ("协助配合单位", "co_units"),
    ],
)
def test_longer_words_are_understood(heading: str, key: str) -> None:
    assert best(heading)[0] == key


@pytest.mark.parametrize(
    "heading",
    [
        "一季度完成情况", "3月份进展", "上半年目标", "实际完成时间", "是否延期", "累计投资", "扣分", "职务", "满意度", "图片",
        "经度", "身份证号", "填报时间", "审核意见", "2026", "完成情况照片", "逾期天数", "网格员", "督办单位", "报送单位", "验收单位",
        "社会信用代码", "建设地址经纬度", "截止上年底完成投资", "满意率得分",
    ],
)  # fmt: skip
def test_words_of_no_field_stay_extras(heading: str) -> None:
    assert best(heading) == ("", 0.0)


@pytest.mark.parametrize("heading", ["序号", "序  号", "No.", "ＮＯ", "行号", "导入问题"])
def test_running_numbers(heading: str) -> None:
    assert is_serial(heading)
    assert meanings(heading) == ()


def test_bare_words() -> None:
    assert bare("（二）2026年度 重点任务（万元）") == "重点任务"
    assert bare("总投资\n（万元") == "总投资"
    assert has_period("二季度 目标")
    assert not has_period("截至6月底进展")
    assert money_unit("总投资（亿元）") == "亿元"
    assert money_unit("总投资") == ""


def test_fields_by_every_name() -> None:
    assert field_key("due") == field_key("完成时限") == field_key("办结 期限") == "due"
    assert field_key("没有的") == ""


def test_a_cell_of_brackets_costs_nothing() -> None:
    assert best("（" * 32767) == ("", 0.0)
    assert best("责任单位" + "（" * 32767)[0] == "lead_unit"
    assert not has_period("（" * 32767)


@pytest.mark.parametrize(
    "title",
    [
        "云岭县2026年台账",
        "二〇二六年台账",
        "二○二六年台账",
        "二零二六年",
        "二Ｏ二六年",
        "２０２６ 年度",
        "2026-2027年规划",
    ],
)
def test_years_in_titles(title: str) -> None:
    assert year_of(["无年份", title, "2025年"]) == 2026
