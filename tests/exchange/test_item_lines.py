"""Items of a meeting record, one a line."""

import pytest

from ducha_desktop.exchange.item_lines import items_of


@pytest.mark.parametrize(
    ("line", "item"),
    [
        (
            "1. 制定饮水安全整改方案（责任单位：县水利局；完成时限：12月10日前）",
            {"title": "制定饮水安全整改方案", "lead_unit": "县水利局", "due": "12月10日前"},
        ),
        (
            "（二）由县住建局牵头，县财政局配合，12月底前启动老旧小区改造。",
            {
                "title": "由县住建局牵头，县财政局配合，12月底前启动老旧小区改造",
                "lead_unit": "县住建局",
                "co_units": "县财政局",
                "due": "12月底前",
            },
        ),
        ("三是加快公路建设。责任单位：县交通局", {"title": "加快公路建设", "lead_unit": "县交通局"}),
        ("2026年要建设农村公路80公里", {"title": "2026年要建设农村公路80公里"}),
        ("启动老旧小区改造", {"title": "启动老旧小区改造"}),
    ],
)
def test_a_line_is_one_item_with_whom_and_when_it_names(line: str, item: dict[str, str]) -> None:
    assert items_of(line) == (item,)


def test_lines_that_say_nothing_are_left_out() -> None:
    assert [item["title"] for item in items_of("\n甲事\n\n  ——\n1.\n乙事；\n")] == ["甲事", "乙事"]
    assert items_of("") == ()
