"""Nodes as lines of words: what is written is read again, and what a clerk types is understood."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.node_text import days_words, read_nodes, write_nodes
from ducha_desktop.domain.nodes import PlanNode
from ducha_desktop.domain.vocabulary import DayKind


def test_a_plan_in_words() -> None:
    nodes = (
        PlanNode("x", "立项", 15, DayKind.WORK, done_on=date(2026, 3, 20), begun_on=date(2026, 3, 2)),
        PlanNode("y", "用地预审（含林地）", 30, after={"x": 0}, due=date(2026, 5, 1)),
        PlanNode(
            "z", "主体封顶", after={"x": -3, "y": 5, "gone": 1}, start=date(2026, 5, 2), due=date(2026, 9, 1)
        ),
        PlanNode("w", "验收", start=date(2026, 9, 2)),
        PlanNode("v", "移交"),
    )
    text = write_nodes(nodes)
    assert text.splitlines() == [
        "1. 立项（15工作日；2026-03-02开始；2026-03-20完成）",
        "2. 用地预审（含林地）（30天；前置1；2026-05-01前）",
        "3. 主体封顶（前置1-3、2+5；2026-05-02至2026-09-01）",
        "4. 验收（2026-09-02起）",
        "5. 移交",
    ]
    again = read_nodes(text)
    assert write_nodes(again) == text
    assert again[2].after == {"1": -3, "2": 5}
    assert again[1].name == "用地预审（含林地）"
    assert again[0].day_kind is DayKind.WORK


@pytest.mark.parametrize(
    ("line", "name", "days", "kind"),
    [
        ("可研批复 45天", "可研批复", 45, DayKind.CALENDAR),
        ("可研批复：30个工作日", "可研批复", 30, DayKind.WORK),
        ("2、可研批复，20日历天", "可研批复", 20, DayKind.CALENDAR),
        ("可研批复(10日)", "可研批复", 10, DayKind.CALENDAR),
        ("可研批复（一期）", "可研批复（一期）", None, DayKind.CALENDAR),
        ("可研批复（2026-13-01前）", "可研批复（2026-13-01前）", None, DayKind.CALENDAR),
        ("可研批复 9999天", "可研批复 9999天", None, DayKind.CALENDAR),
        ("可研批复 0天", "可研批复", 1, DayKind.CALENDAR),
    ],
)
def test_what_a_clerk_types(line: str, name: str, days: int | None, kind: DayKind) -> None:
    (node,) = read_nodes(line)
    assert (node.name, node.days, node.day_kind) == (name, days, kind)


def test_blank_lines_are_nothing_and_links_go_by_the_numbers_written() -> None:
    found = read_nodes("\n10. 立项\n  \n20. 招标（前置10；5天）\n30. 开工（前置20，99、30）\n")
    assert [node.name for node in found] == ["立项", "招标", "开工"]
    assert [dict(node.links) for node in found] == [{}, {"1": 0}, {"2": 0}]
    assert days_words(3, DayKind.WORK) == "3工作日"
    assert read_nodes("") == ()


names = st.text("立项可研批复用地招标开工封顶验收一二三", min_size=1, max_size=8)
some_day = st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(
    st.lists(
        st.builds(
            PlanNode,
            st.just(""),
            names,
            st.none() | st.integers(1, 999),
            st.sampled_from(list(DayKind)),
            st.just({}),
            some_day,
            some_day,
            some_day,
            some_day,
        ),
        max_size=6,
    )
)
def test_whatever_is_written_is_read_as_the_same(drawn: list[PlanNode]) -> None:
    nodes = tuple(
        PlanNode(
            str(place),
            node.name,
            node.days,
            node.day_kind if node.days is not None else DayKind.CALENDAR,
            {str(place - 1): place} if place > 1 else {},
            node.start,
            node.due,
            node.begun_on,
            node.done_on,
        )
        for place, node in enumerate(drawn, start=1)
    )
    assert read_nodes(write_nodes(nodes)) == nodes


def test_digits_without_end_are_a_name_at_once() -> None:
    words = f"甲（前置{'1' * 4000}x）"
    assert [node.name for node in read_nodes(words)] == [words]
    assert read_nodes("甲\n乙\n丙（前置1+3、2-4，）")[2].links == {"1": 3, "2": -4}
