"""Lists of units and people from any office: read, judged, written in one act; our own export comes back unchanged."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.vocabulary import PostLevel
from ducha_desktop.exchange.reader import load
from ducha_desktop.exchange.register_reader import read_register
from ducha_desktop.exchange.register_writer import write_register
from ducha_desktop.services import history
from ducha_desktop.services import register_reading as reading
from ducha_desktop.services.office import Office
from ducha_desktop.services.register_drafts import RegisterPlan
from ducha_desktop.services.register_intake import plan, words_for, write
from tests.services.conftest import TODAY, clock, fingerprint, office
from tests.services.test_register import person, unit

__all__ = ["clock", "office"]


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(path)
    book.close()
    return path


def judged(office: Office, path: Path) -> RegisterPlan:
    with office.read() as reader:
        return plan(reader, read_register(load(path), path))


def bring_in(office: Office, judged: RegisterPlan) -> int:
    with office.write("register.import", words=words_for(judged)) as work:
        return write(work, judged)


UNITS = [
    ["云岭县单位名册"],
    ["序号", "单位全称", "简 称", "单位性质", "考核分类", "主管部门", "联系电话"],
    [1, "县发展和改革局", "县发改局、发改局", "县直部门", "经济部门", "", "0000-1"],
    [2, "县住建局", "发改局", "政府部门", "", "", ""],
    [3, "县房管中心", "", "事业单位", "", "县住建局", ""],
    [4, "河西镇", "", "乡镇", "", "", "0000-4"],
    [None, "合计", None, None, None, None, 4],
]
PEOPLE = [
    ["单位", "姓名", "职务", "任职时间", "手机"],
    ["县发改局", "王 芳", "局长", "2024年3月", 13900000000],
    ["县发改局", "王芳", "县委常委", "2025.6.1", ""],
    ["县林草局", "赵敏", "副局长", "", ""],
    ["县住建局", "张伟", "副县长", "去年", ""],
]


def test_a_foreign_list_is_read_judged_and_written_in_one_act(office: Office, tmp_path: Path) -> None:
    unit(office, "县发改局", phone="0000-1")
    person(office, "张伟", unit="县发改局")
    before = fingerprint(office)
    path = workbook(tmp_path / "名单.xlsx", 单位=UNITS, 干部=PEOPLE)
    found = judged(office, path)
    assert fingerprint(office) == before
    said = {(entry.row.values["name"], entry.row.row): (entry.verdict, entry.why) for entry in found.entries}
    assert said[("县发展和改革局", 3)][0] in ("update", "add")
    assert "已是别的单位的名称" in said[("县住建局", 4)][1]
    assert "名册里有同名的“张伟（县发改局）”" in said[("张伟", 5)][1]
    assert "将登记为待确认" in said[("赵敏", 4)][1]
    assert bring_in(office, found) == found.count("add") + found.count("update")
    with office.read() as reader:
        units = {each.name: each for each in reading.units(reader)}
        people = [(each.name, each.unit, each.posts) for each in reading.people(reader)]
        posts = {post.title: post for mine in reading.posts_of_all(reader).values() for post in mine}
    assert units["县房管中心"].parent == "县住建局"
    assert units["河西镇"].kind.word == "乡镇街道"
    assert units["县林草局"].provisional
    assert [line for line in people if line[0] == "王芳"] == [("王芳", "县发改局", ("局长", "县委常委"))]
    assert (str(posts["局长"].since), posts["局长"].level) == ("2024-03-01", PostLevel.UNIT_HEAD)
    assert (str(posts["县委常委"].since), posts["县委常委"].level) == ("2025-06-01", PostLevel.LIAISON)
    assert (posts["副县长"].level, posts["副局长"].level) == (PostLevel.RESPONSIBLE, PostLevel.STAFF)
    again = judged(office, path)
    assert again.count("add") == again.count("update") == 0, "the same list a second time changes nothing"
    history.undo(office)
    assert fingerprint(office) == before


def test_our_own_export_comes_back_unchanged_and_orders_anew(office: Office, tmp_path: Path) -> None:
    for n, name in enumerate(("县政府", "县住建局", "县水务局"), start=1):
        unit(office, name, short_names=f"别名{n}", phone=f"0000-{n}", parent="县政府" if n > 1 else "")
    path = workbook(tmp_path / "名单.xlsx", 干部=PEOPLE)
    bring_in(office, judged(office, path))
    out = tmp_path / "名册.xlsx"
    with office.read() as reader:
        posts = reading.posts_of_all(reader)
        people = [(each, posts.get(each.uid, ())) for each in reading.people(reader)]
        written = write_register(out, reading.units(reader), people, office="县督查室", today=TODAY)
        assert written.counts == (len(reading.units(reader)), 4)
    back = judged(office, out)
    assert {entry.verdict for entry in back.entries} == {"skip"}
    before = fingerprint(office)
    with office.write("register.import", words="导入") as work:
        write(work, back)
    assert fingerprint(office) == before
    book = openpyxl.load_workbook(out)
    sheet = book["单位"]
    for line in sheet.iter_rows():
        for cell in line:
            if line[1].value == "县水务局" and cell is line[0]:
                cell.value = 1
            elif line[1].value == "县政府" and cell is line[0]:
                cell.value = 3
    book.save(out)
    book.close()
    bring_in(office, judged(office, out))
    with office.read() as reader:
        assert [each.name for each in reading.units(reader) if each.place][:3] == [
            "县水务局",
            "县住建局",
            "县政府",
        ]


def test_a_workbook_without_names_is_refused(office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "别的.xlsx", 表=[["甲", "乙"], [1, 2]])
    with pytest.raises(RefusedError) as error:
        judged(office, path)
    assert "没有认出单位或人员名单" in error.value.message
