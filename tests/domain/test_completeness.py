"""四清, 六明确, 七定: what is missing is named in the standard's own words and order."""

import pytest

from ducha_desktop.domain.completeness import Item, Standard, missing, missing_words
from ducha_desktop.domain.fields import BY_KEY

FULL = {
    "title": "修路",
    "target": "通车",
    "task": "修建",
    "measures": "倒排",
    "duty": "住建局主责",
    "due": "6月底",
    "persons": "张三",
    "plan": "按月推进",
    "requirement": "质量合格",
}


def test_nothing_at_all() -> None:
    assert missing({}, Standard.FOUR) == ("任务", "目标", "责任", "时限")
    assert missing({}, Standard.SIX) == ("目标", "任务", "人员", "措施", "要求", "进度")
    assert missing({}, Standard.SEVEN) == ("目标", "任务", "措施", "人员", "责任", "时间", "进度")


@pytest.mark.parametrize("standard", Standard)
def test_complete(standard: Standard) -> None:
    assert missing(FULL, standard) == ()
    assert missing_words(FULL, standard) == ""


def test_other_fields_meet_an_item_too() -> None:
    values = {
        "title": "修路",
        "target": "通车",
        "lead_unit": "县住建局",
        "due": "长期",
        "milestones": "开工",
        "responsible_leaders": "张三",
    }
    assert missing(values, Standard.SEVEN) == ("措施",)


def test_placeholders_and_blanks_are_open() -> None:
    assert missing_words(FULL | {"due": " 待定 ", "measures": "—"}, Standard.SEVEN) == "七定缺：措施、时间"


def test_each_standard_has_its_number_of_items() -> None:
    assert [len(missing({}, standard)) for standard in Standard] == [4, 6, 7]
    assert set(FULL) <= set(BY_KEY)
    assert len(Item) == 9
