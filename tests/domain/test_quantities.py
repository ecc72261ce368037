"""Amounts, percents and status words, with the 约 kept."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.amounts import read_amount
from ducha_desktop.domain.percent import read_percent
from ducha_desktop.domain.status_words import read_status

AMOUNTS = """
约200 | 200 | | 约
20多个 | 20 | 个 | 约
200余次 | 200 | 次 | 约
680余人 | 680 | 人 | 约
5000万元 | 50000000 | 元 |
5,000.5万元 | 50005000 | 元 |
1.2亿 | 120000000 | |
1.2亿元左右 | 120000000 | 元 | 约
近3亿元 | 300000000 | 元 | 约
三十多户 | 30 | 户 | 约
-3.5万元 | -35000 | 元 |
投资约1.5亿元 | 150000000 | 元 | 约
２０多个 | 20 | 个 | 约
5000万元以上 | 50000000 | 元 | 约
共3个项目 | 3 | 个项目 |
12 | 12 | |
"""


@pytest.mark.parametrize("line", AMOUNTS.strip().splitlines())
def test_amounts(line: str) -> None:
    text, value, unit, about = (part.strip() for part in line.split("|"))
    amount = read_amount(text)
    assert (amount.value, amount.unit, amount.approximate) == (Decimal(value), unit, about == "约")
    assert amount.text == text


def test_the_heading_gives_the_unit_of_bare_numbers() -> None:
    assert read_amount("5000", heading="总投资（万元）").value == 50_000_000
    assert read_amount("5000", heading="投资额").unit == ""
    assert read_amount("5000元", heading="总投资（万元）").value == 5000


def test_no_number() -> None:
    nothing = read_amount("无")
    assert (nothing.value, nothing.text) == (None, "无")


PERCENTS = """
62% | 62 |
0.62 | 62 |
62 | 62 |
1 | 100 |
1.0 | 100 |
0 | 0 |
0.5% | 0.5 |
625‰ | 62.5 |
５０％ | 50 |
31/50 | 62 |
六成 | 60 |
七成五 | 75 |
六成半 | 65 |
六成以上 | 60 | 约
百分之六十二 | 62 |
百分之62.5 | 62.5 |
百分之十点五 | 10.5 |
百分之百 | 100 |
约60% | 60 | 约
形象进度80%左右 | 80 | 约
完成30%，达60% | 60 |
过半 | 50 | 约
大半 | 60 | 约
一半 | 50 |
已完成 | 100 |
已全部完成。 | 100 |
已办结 | 100 |
未启动 | 0 |
"""


@pytest.mark.parametrize("line", PERCENTS.strip().splitlines())
def test_percents(line: str) -> None:
    text, value, about = (part.strip() for part in line.split("|"))
    percent = read_percent(text)
    assert (percent.value, percent.approximate, percent.problem) == (float(value), about == "约", "")
    assert percent.text == text


@pytest.mark.parametrize(
    "text", ["未完成", "基本完成", "进展顺利", "5/0", "120%", "-5", "-5%", "12.5.3%", "300"]
)
def test_no_percent_is_a_problem_and_never_cut(text: str) -> None:
    percent = read_percent(text)
    assert percent.value is None
    assert percent.problem
    assert percent.text == text


@pytest.mark.parametrize("text", ["", " ", "—", "/"])
def test_blank_is_no_problem(text: str) -> None:
    assert (read_percent(text).value, read_percent(text).problem) == (None, "")


@given(st.text(max_size=40))
def test_any_text_is_read_without_failing(text: str) -> None:
    percent = read_percent(text)
    assert percent.value is None or 0 <= percent.value <= 100
    assert read_amount(text).text == text
    read_status(text)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (
            "X",
            "已完成 办结 已销号 完成 已整改 整改到位 整改完成 归档 超时办结 是 √ 完成100% 已竣工 全部落实 完成全部整改任务",
        ),
        ("B", "销号中 申请销号 待验收 正在办理销号 进入销号程序 已完成整改，申请销号 验收公示中"),
        (
            "Q",
            "正在推进 序时推进 未启动 未完成 部分完成 已完成80% 基本完成 进行中 滞后 未销号 持续整改 计划6月完成 超期未办结 尚未办结 未能按时完成 停工 主体已完成 可研已办结 资金已落实 第一批已整改到位",
        ),
        ("C", "撤销 已取消 终止"),
        ("G", "已挂起 暂停办理"),
    ],
)
def test_status_words(state: str, words: str) -> None:
    found = {word: read_status(word) for word in words.split()}
    assert found == dict.fromkeys(words.split(), state)


@pytest.mark.parametrize(
    "text", ["", "否", "长期坚持", "达到时序进度", "已完成立项", "完成选址", "一季度：已完成", "3月：100%"]
)
def test_words_that_say_no_state(text: str) -> None:
    assert read_status(text) is None


def test_a_long_report_is_judged_by_its_first_clause() -> None:
    assert read_status("项目已竣工。" + "下一步做好移交" * 10 + "，正在推进") == "X"
