"""Entering and editing: nothing typed is lost, one unit leads, wrong words are refused."""

import pytest

from ducha_desktop.domain.errors import AmbiguousError, NotFoundError, WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import PostLevel
from ducha_desktop.services import acts, history, ledger, matters, register
from ducha_desktop.services.detail import detail
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.office import Office
from ducha_desktop.services.reading import LONGEST, Reading
from ducha_desktop.services.remarks import remarks
from ducha_desktop.services.views import MatterDetail
from tests.complete import WHOLE


def add(office: Office, title: str = "修桥", **values: str) -> str:
    with office.write("matter.add", words="新增") as work:
        return matters.add(work, {"title": title, **values}).uid


def edit(office: Office, uid: str, **values: str) -> Reading:
    with office.write("matter.edit", words="修改") as work:
        return matters.edit(work, uid, values)


def shown(office: Office, uid: str) -> MatterDetail:
    with office.read() as reader:
        return detail(reader, uid)


def units(office: Office, uid: str) -> tuple[str, tuple[str, ...]]:
    row = shown(office, uid).row
    return row.lead_unit, row.co_units


def find(office: Office, text: str, *, deleted: bool = False) -> str:
    with office.read() as reader:
        return find_matter(reader.connection, text, deleted=deleted)


def test_one_unit_leads_however_the_cells_change(office: Office) -> None:
    uid = add(office, lead_unit="县发改局", co_units="县财政局")
    edit(office, uid, lead_unit="县财政局、县发改局")
    assert units(office, uid) == ("县财政局", ("县发改局",))
    edit(office, uid, lead_unit="县发改局")
    assert units(office, uid) == ("县发改局", ())
    edit(office, uid, co_units="县发改局、县交通局、县交通局")
    assert units(office, uid) == ("县发改局", ("县交通局",))
    edit(office, uid, lead_unit="县财政局、县交通局（牵头）")
    assert units(office, uid) == ("县交通局", ("县财政局",))
    edit(office, uid, lead_unit="", co_units="")
    assert units(office, uid) == ("", ())
    for _ in range(5):
        history.undo(office)
    assert units(office, uid) == ("县发改局", ("县财政局",))


def test_persons_stand_in_the_order_of_the_cell(office: Office) -> None:
    uid = add(office, persons="张三、李四")
    edit(office, uid, persons="李四、张三、王五")
    assert shown(office, uid).row.persons == ("李四", "张三", "王五")


def test_words_that_no_column_holds_stay_until_they_are_mended(office: Office) -> None:
    uid = add(office, start="汛期后", report_cycle="看情况", progress_percent="说不准", progress_text="开工")
    found = shown(office, uid)
    assert found.extras == {"开始时间": "汛期后", "报送周期": "看情况", "完成比例": "说不准"}
    assert found.fields["progress_text"] == "开工"
    reading = edit(office, uid, start="2026-10-01", report_cycle="月报", progress_percent="150%")
    assert [key for key, *_ in reading.problems] == ["progress_percent"]
    found = shown(office, uid)
    assert found.extras == {"完成比例": "150%"}
    assert (found.fields["start"], found.fields["report_cycle"], found.fields["progress_text"]) == (
        "2026-10-01",
        "每月",
        "开工",
    )
    edit(office, uid, progress_percent="55%", start="")
    assert (shown(office, uid).extras, shown(office, uid).fields["start"]) == ({}, "")


def test_a_post_stands_for_its_holder_and_stays_in_words_without_one(office: Office) -> None:
    with office.write("register.add", words="名册") as work:
        person = register.add_person(work, "何㛃")
        register.add_post(work, person, "县长", level=PostLevel.RESPONSIBLE)
    uid = add(office, responsible_leaders="县长")
    assert shown(office, uid).row.responsible_leaders == ("何㛃",)
    reading = edit(office, uid, responsible_leaders="副县长", liaison_leaders="何㛃")
    assert [problem[0] for problem in reading.problems] == ["responsible_leaders"]
    found = shown(office, uid)
    assert (found.row.responsible_leaders, found.row.liaison_leaders, found.extras) == (
        (),
        ("何㛃",),
        {"责任领导": "副县长"},
    )
    edit(office, uid, responsible_leaders="县长")
    assert shown(office, uid).extras == {}


@pytest.mark.parametrize(
    "values",
    [{"title": " "}, {"没有": "x"}, {"status": "X"}, {"title": "长" * (LONGEST + 1)}, {"ledger": "没有这本"}],
)
def test_what_cannot_be_is_refused_and_changes_nothing(office: Office, values: dict[str, str]) -> None:
    uid = add(office)
    with pytest.raises((WrongUseError, NotFoundError), match="没有改动"):
        edit(office, uid, **values)
    assert shown(office, uid).row.title == "修桥"


def test_an_empty_ledger_name_moves_nothing(office: Office) -> None:
    uid = add(office, ledger="民生实事")
    edit(office, uid, ledger="")
    assert shown(office, uid).row.ledger == "民生实事"
    edit(office, uid, 台账="重点项目")
    assert shown(office, uid).row.ledger == "重点项目"


def test_characters_that_no_file_can_hold_are_dropped(office: Office) -> None:
    uid = add(office, "修\x00桥\ud800\r\n二期\x07\x0b三期", lead_unit="县\x01交通局\udfff")
    assert (shown(office, uid).row.title, units(office, uid)[0]) == ("修桥\n二期\n三期", "县交通局")


def test_a_matter_without_a_title_is_not_entered(office: Office) -> None:
    with pytest.raises(WrongUseError, match="没有标题"):
        add(office, "")
    with pytest.raises(NotFoundError, match="年度重点工作"):
        add(office, ledger="没有这本")
    with pytest.raises(WrongUseError, match="状态不能直接"):
        add(office, status="已完成")


def test_a_new_deadline_of_a_numbered_matter_keeps_the_first(office: Office) -> None:
    uid = add(office, **WHOLE | {"due": "2026-06-30"})
    edit(office, uid, due="2026-07-31")
    with office.write("a", words="批") as work:
        acts.act(work, uid, acts.Action.APPROVE)
    edit(office, uid, due="2026年9月30日前完成设计，2026年12月31日前完工")
    edit(office, uid, due="2027-01-31")
    with office.read() as reader:
        assert reader.connection.execute("SELECT original_due FROM matter").fetchone() == ("2026-07-31",)
    assert [str(node.due) for node in shown(office, uid).milestones] == ["2026-09-30"]
    edit(office, uid, due="2026-10-31、2027-02-28")
    assert [str(node.due) for node in shown(office, uid).milestones] == ["2026-10-31"]


def test_every_form_of_a_number_finds_the_matter(office: Office) -> None:
    uid, other = add(office, **WHOLE, number="甲-7"), add(office, "修路", number="2026-1")
    assert find(office, "甲-7") == find(office, "拟-1") == find(office, "拟1") == find(office, uid) == uid
    assert find(office, uid.replace("-", "")) == find(office, uid.replace("-", "")[:31]) == uid
    assert find(office, uid.upper()[:35]) == uid
    with office.write("a", words="批") as work:
        acts.act(work, uid, acts.Action.APPROVE)
    assert find(office, "督办〔2026〕1号") == find(office, "督办[2026]1号") == find(office, "拟-1") == uid
    with pytest.raises(AmbiguousError) as caught:
        find(office, "2026-1")
    assert len(caught.value.candidates) == 2
    with pytest.raises(AmbiguousError):
        find(office, uid[:6])
    for nothing in ("", " ", "　"):
        with pytest.raises(WrongUseError):
            find(office, nothing)
    for unknown in ("2026-9", "拟-99", "甲", "abcdef", "%", "x" * 5000):
        with pytest.raises(NotFoundError):
            find(office, unknown)
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [other, other])
    assert find(office, "2026-1") == uid
    assert find(office, "拟-2", deleted=True) == other
    with pytest.raises(NotFoundError, match="回收站"):
        find(office, "拟-1", deleted=True)


def test_the_position_in_a_list(office: Office) -> None:
    first, second = add(office), add(office, "修路")
    with office.read() as reader:
        assert [ledger.position(reader, LedgerQuery(), uid) for uid in (first, second, "none")] == [
            0,
            1,
            None,
        ]
        assert ledger.position(reader, LedgerQuery(search="修桥"), second) is None


def test_what_was_assumed_or_not_read_is_told(office: Office) -> None:
    with office.write("register", words="登记") as work:
        register.add_unit(work, "县财政局")
        assert remarks(work) == ()
    with office.write("matter.add", words="新增") as work:
        given = {
            "title": "修桥",
            "lead_unit": "县财政局、县神秘局",
            "co_units": "县神秘局",
            "persons": "张三",
        }
        matters.add(work, given | {"due": "3日内", "source_date": "2026-02-30"})
        told = {each.value: (each.field, each.why) for each in remarks(work)}
    assert set(told) == {"县神秘局", "张三", "3日内", "2026-02-30"}
    assert "单位名册里没有" in told["县神秘局"][1]
    assert "人员名册里没有" in told["张三"][1]
    assert told["3日内"] == ("", "3 日内，自签收之日起算")
    assert told["2026-02-30"][0] == "source_date"
