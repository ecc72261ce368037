"""Many cells at once: judged like an import, written like the form, one entry, one undo."""

import pytest

from ducha_desktop.domain.errors import TooLargeError, WrongUseError
from ducha_desktop.services import history, matters, pasting
from ducha_desktop.services.detail import detail
from ducha_desktop.services.office import Office
from ducha_desktop.services.pasting import CellPlan, Wanted, Worth
from ducha_desktop.services.pasting_words import words_now
from ducha_desktop.services.pasting_writing import write_cells
from tests.complete import WHOLE
from tests.services.conftest import fingerprint, in_step, rows

START = {
    "lead_unit": "县住建局",
    "co_units": "县财政局、县水利局",
    "responsible_leaders": "陈立群",
    "due": "2026年12月31日",
}


def add(office: Office, title: str = "修桥", **values: str) -> str:
    with office.write("matter.add", words="登记") as work:
        return matters.add(work, {"title": title} | START | values, ledger="年度重点工作").uid


def judged(office: Office, *wanted: Wanted) -> CellPlan:
    with office.read() as reader:
        return pasting.plan(reader, wanted)


def written(office: Office, *edits: Wanted, fresh: tuple[Wanted, ...] = ()) -> list[str]:
    with office.write("cells.paste", words="粘贴") as work:
        return write_cells(work, edits, fresh)


def fields(office: Office, uid: str) -> dict[str, object]:
    with office.read() as reader:
        found = detail(reader, uid)
    return {
        **found.fields,
        "number": "",
        "extras": found.extras,
        "nodes": [(node.due, node.text) for node in found.milestones],
        "parts": [(part.role, part.name) for part in found.assignments],
    }


CASES = (
    {"title": "改桥", "progress_percent": "六成"},
    {"progress_percent": "主体封顶"},
    {"due": "6月底前完成主体，12月底前竣工", "start": "2026年3月"},
    {"lead_unit": "县财政局、县交通局"},
    {"lead_unit": "县水利局", "co_units": "县水利局、县住建局"},
    {"co_units": ""},
    {"lead_unit": ""},
    {"responsible_leaders": "王敏、陈立群", "persons": "张三、李四、王五"},
    {"persons": "常务副县长"},
    {"amount": "约3.2亿元", "priority": "加急", "report_cycle": "按月", "secrecy": "内部"},
    {"ledger": "重点项目", "remarks": "第一行\n第二行", "source_date": "尽快"},
)


@pytest.mark.parametrize("values", CASES)
def test_cells_come_out_as_the_form_would_have_stored_them(office: Office, values: dict[str, str]) -> None:
    one, other = add(office), add(office)
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, one, values)
    written(office, Wanted(other, values))
    assert fields(office, other) == fields(office, one)
    assert in_step(office)


def test_a_paste_is_one_entry_and_goes_back_and_forth_whole(office: Office) -> None:
    uids = [add(office, f"第{n}件") for n in range(30)]
    before = fingerprint(office)
    new = written(
        office,
        *(Wanted(uid, {"lead_unit": f"县新设{n % 3}局", "due": f"2027-01-{n + 1:02d}", "progress_percent": f"{n}%"})
          for n, uid in enumerate(uids)),
        fresh=(Wanted("", {"title": "新来的一件", "lead_unit": "县住建局"}),),
    )  # fmt: skip
    after = fingerprint(office)
    assert len(rows(office)) == 31
    assert new[0] in {row.uid for row in rows(office)}
    history.undo(office)
    assert fingerprint(office) == before
    assert in_step(office)
    history.redo(office)
    assert fingerprint(office) == after
    assert in_step(office)


def test_what_stands_in_the_cells_is_what_the_form_shows(office: Office) -> None:
    uids = [
        add(office, "甲", progress_percent="30", amount="2亿元", priority="加急"),
        add(office, "乙", due="每月25日前"),
    ]
    with office.read() as reader:
        now = words_now(reader.connection, uids)
        for uid in uids:
            shown = detail(reader, uid).fields
            for key in shown.keys() - {"status", "due_kind"}:
                assert now[uid].get(key, "") == shown[key], key


def test_only_what_changes_is_planned_and_every_trouble_has_its_words(office: Office) -> None:
    uid = add(office)
    plan = judged(
        office,
        Wanted(uid, {
            "title": "修桥", "lead_unit": "县住建局", "progress_percent": "150", "priority": "天大", "due": "近期",
            "persons": "欧阳新人", "responsible_leaders": "县财政局", "ledger": "没有的台账", "status": "完成",
        }),
    )  # fmt: skip
    found = {cell.key: (cell.worth, cell.why) for cell in plan.cells}
    assert "title" not in found
    assert "lead_unit" not in found
    assert found["progress_percent"] == (Worth.WRONG, "完成比例不在 0—100% 之间")
    assert found["priority"][0] is Worth.WRONG
    assert found["persons"] == (Worth.DOUBT, "人员名册里没有“欧阳新人”，将登记为待确认")
    assert found["responsible_leaders"] == (Worth.WRONG, "里面没有人员名称")
    assert found["ledger"][0] is Worth.WRONG
    assert found["status"] == (Worth.WRONG, "这一列不能直接改写")
    assert found["due"][0] is Worth.DOUBT
    assert plan.edits == (Wanted(uid, {"due": "近期", "persons": "欧阳新人"}),)
    assert plan.counts[Worth.WRONG] == 5
    assert not plan.clean


def test_an_empty_title_is_wrong_and_an_empty_cell_clears(office: Office) -> None:
    uid = add(office)
    plan = judged(office, Wanted(uid, {"title": " ", "lead_unit": "", "co_units": ""}))
    assert [(cell.key, cell.worth) for cell in plan.cells] == [
        ("title", Worth.WRONG), ("lead_unit", Worth.GOOD), ("co_units", Worth.GOOD),
    ]  # fmt: skip
    written(office, *plan.edits)
    assert fields(office, uid)["lead_unit"] == ""
    with pytest.raises(WrongUseError, match="标题"):
        written(office, Wanted(uid, {"title": ""}))


def test_new_lines_need_a_title_and_a_twin_is_named(office: Office) -> None:
    add(office, "修桥")
    plan = judged(
        office,
        Wanted("", {"lead_unit": "县住建局"}),
        Wanted("", {"title": "修桥"}),
        Wanted("", {"title": "修路"}),
    )
    assert [(cell.key, cell.worth) for cell in plan.cells] == [
        ("lead_unit", Worth.WRONG), ("title", Worth.DOUBT), ("title", Worth.GOOD),
    ]  # fmt: skip
    assert [each.values["title"] for each in plan.fresh] == ["修桥", "修路"]


def test_a_matter_deleted_meanwhile_is_left_out(office: Office) -> None:
    uid, other = add(office), add(office, "别的")
    plan = judged(office, Wanted(uid, {"title": "改"}), Wanted(other, {"title": "也改"}))
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [uid])
    written(office, *plan.edits)
    assert [row.title for row in rows(office)] == ["也改"]


def test_too_many_cells_are_refused_before_anything_is_read(office: Office) -> None:
    with pytest.raises(TooLargeError, match="50,000"):
        judged(office, *(Wanted("x", {"title": "a", "due": "b"}) for _ in range(25_001)))


def test_reading_can_be_broken_off(office: Office) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with office.read() as reader, pytest.raises(KeyboardInterrupt):
        pasting.plan(reader, [Wanted("", {"title": "a"})], progress=stop)


def test_a_numbered_matter_keeps_its_first_deadline(office: Office) -> None:
    from ducha_desktop.domain.states import Action
    from ducha_desktop.services import acts

    uid = add(office, **WHOLE | START)
    with office.write("matter.approve", words="批准") as work:
        acts.act(work, uid, Action.APPROVE)
    written(office, Wanted(uid, {"due": "2027-03-01"}))
    with office.read() as reader:
        found = reader.connection.execute(
            "SELECT due, original_due FROM matter WHERE uid=?", (uid,)
        ).fetchone()
    assert tuple(found) == ("2027-03-01", "2026-12-31")


def test_extra_fields_of_a_ledger_are_cells_like_the_others(office: Office) -> None:
    uid = add(office, "建性质")
    plan = judged(office, Wanted(uid, {"extra.建设性质": "续建"}))
    assert [cell.worth for cell in plan.cells] == [Worth.WRONG]
    with office.write("ledger.edit", words="台账设置") as work:
        book = matters.find_ledger(work, "年度重点工作")
        book.extra_fields = ["建设性质"]
        work.session.add(book)
    plan = judged(office, Wanted(uid, {"extra.建设性质": "续建"}))
    assert plan.clean
    assert plan.cells[0].label == "建设性质"
    written(office, *plan.edits)
    assert fields(office, uid)["extras"] == {"建设性质": "续建"}
    assert judged(office, Wanted(uid, {"extra.建设性质": "续建"})).cells == ()
