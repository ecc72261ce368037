"""Single entries of the register: entered, changed, confirmed, ordered, refused to be deleted; undo leaves no trace."""

from collections.abc import Callable
from typing import Any

import pytest

from ducha_desktop.domain.errors import DuchaError, NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.vocabulary import AssignmentRole, Light, UnitKind
from ducha_desktop.services import history, matters
from ducha_desktop.services import register_editing as editing
from ducha_desktop.services import register_reading as reading
from ducha_desktop.services.namebook import NameBook
from ducha_desktop.services.office import Office
from ducha_desktop.services.register import learn_alias
from ducha_desktop.services.register_order import put_beside
from ducha_desktop.services.register_views import PersonView, UnitView
from ducha_desktop.storage.unit_of_work import UnitOfWork
from tests.services.conftest import fingerprint, rows


def do(office: Office, deed: Callable[[UnitOfWork], Any]) -> Any:
    with office.write("register.edit", words="改名册") as work:
        return deed(work)


def unit(office: Office, name: str, **values: str) -> str:
    return str(do(office, lambda work: editing.save_unit(work, {"name": name, **values})))


def person(office: Office, name: str, **values: str) -> str:
    return str(do(office, lambda work: editing.save_person(work, {"name": name, **values})))


def matter(office: Office, title: str, **values: str) -> str:
    with office.write("matter.add", words="登记") as work:
        return str(matters.add(work, {"title": title, **values}).uid)


def units(office: Office) -> list[UnitView]:
    with office.read() as reader:
        return list(reading.units(reader))


def people(office: Office) -> list[PersonView]:
    with office.read() as reader:
        return list(reading.people(reader))


def found(office: Office, words: str) -> str:
    """The name under which an import would find a unit."""
    with office.read() as reader:
        return NameBook(reader.connection).units(words)[0].name


def refused(office: Office, deed: Callable[[UnitOfWork], Any], kind: type[DuchaError]) -> str:
    """The sentence of a refusal, which must have left everything as it was."""
    before = fingerprint(office)
    with pytest.raises(kind) as error:
        do(office, deed)
    assert fingerprint(office) == before
    assert "没有改动任何数据" in error.value.message
    return error.value.message


def undone_and_redone(office: Office, deed: Callable[[UnitOfWork], Any]) -> None:
    before = fingerprint(office)
    do(office, deed)
    after = fingerprint(office)
    assert after != before
    history.undo(office)
    assert fingerprint(office) == before
    history.redo(office)
    assert fingerprint(office) == after


def test_a_unit_is_entered_changed_and_found_by_all_its_names(office: Office) -> None:
    above = unit(office, "县政府", kind="县领导班子")
    uid = unit(
        office, "县发改局", kind="政府部门", rank_class="经济部门", short_names="发改局、县发展和改革局，发改委",
        phone="0000-111", parent="县政府",
    )  # fmt: skip
    (first, second) = units(office)
    assert (first.uid, first.place, second.place) == (above, 1, 2)
    assert second == UnitView(
        uid=uid, name="县发改局", kind=UnitKind.GOVERNMENT, rank_class="经济部门",
        short_names=("发改局", "县发展和改革局", "发改委"), parent="县政府", parent_uid=above, phone="0000-111", place=2,
        provisional=False, origin="", sounds=second.sounds,
    )  # fmt: skip
    assert "xfgj" in second.sounds.split()
    assert "fgw" in second.sounds.split()
    undone_and_redone(
        office, lambda work: editing.save_unit(work, {"name": "县发展改革局", "phone": ""}, uid)
    )
    changed = units(office)[1]
    assert (changed.name, changed.phone, changed.kind) == ("县发展改革局", "", UnitKind.GOVERNMENT)
    assert changed.short_names[-1] == "县发改局", "files that still use the old name must find the unit"
    assert found(office, "县发改局") == found(office, "发改委") == "县发展改革局"


def test_what_a_unit_may_not_be_called(office: Office) -> None:
    uid = unit(office, "县住建局", short_names="住建局")
    below = unit(office, "县房管中心", parent="住建局")
    assert "没有名称" in refused(office, lambda w: editing.save_unit(w, {"name": "　"}), WrongUseError)
    assert "已经是“县住建局”" in refused(
        office, lambda w: editing.save_unit(w, {"name": "住建局"}), WrongUseError
    )
    said = refused(office, lambda w: editing.save_unit(w, {"short_names": "县住建局"}, below), WrongUseError)
    assert "合并" in said
    said = refused(office, lambda w: editing.save_unit(w, {"kind": "神仙"}, uid), WrongUseError)
    assert "乡镇街道" in said, "the sentence names what can be chosen"
    said = refused(office, lambda w: editing.save_unit(w, {"parent": "县房管中心"}, uid), RefusedError)
    assert "不能作为“县住建局”的上级" in said
    assert "没有叫" in refused(
        office, lambda w: editing.save_unit(w, {"parent": "县水务局"}, uid), NotFoundError
    )
    assert "排名" in refused(office, lambda w: editing.save_unit(w, {"place": "零"}, uid), WrongUseError)


def test_a_person_is_told_apart_by_the_unit(office: Office) -> None:
    unit(office, "县住建局")
    uid = person(office, "张伟", unit="县住建局", aliases="老张、张工")
    person(office, "张伟")
    said = refused(
        office, lambda w: editing.save_person(w, {"name": "张伟", "unit": "县住建局"}), WrongUseError
    )
    assert "张伟（大）" in said
    do(office, lambda w: editing.save_person(w, {"phone": "139"}, uid))
    with office.read() as reader:
        book = NameBook(reader.connection)
        assert book.people("老张")[0].uid == uid, "an alias finds its person"
    do(office, lambda w: editing.save_person(w, {"name": "张卫"}, uid))
    assert next(each for each in people(office) if each.uid == uid).aliases == ("老张", "张工", "张伟")


def test_a_shared_alias_means_nobody(office: Office) -> None:
    person(office, "张伟", aliases="老张")
    person(office, "张勇", aliases="老张")
    with office.read() as reader:
        assert NameBook(reader.connection).people("老张")[0].uid == ""


def test_names_to_be_confirmed_stand_first_and_have_no_place(office: Office) -> None:
    unit(office, "县住建局")
    matter(office, "修路", lead_unit="县公路站", responsible_leaders="陆明")
    first, second = units(office)
    assert (first.name, first.provisional, first.place) == ("县公路站", True, 0)
    assert (second.name, second.place) == ("县住建局", 1)
    with office.read() as reader:
        assert reading.waiting(reader) == 2
    both = {"units": [first.uid], "people": [people(office)[0].uid]}
    undone_and_redone(office, lambda work: editing.confirm(work, **both))
    with office.read() as reader:
        assert reading.waiting(reader) == 0
    assert [each.name for each in units(office)] == ["县住建局", "县公路站"]


@pytest.mark.parametrize(
    ("moved", "anchor", "behind", "wanted"),
    [("丙", "乙", False, "甲丙乙丁"), ("甲", "丙", True, "乙丙甲丁"), ("丁", "甲", False, "丁甲乙丙"), ("甲", "甲", True, "甲乙丙丁")],
)  # fmt: skip
def test_the_official_order_moves(office: Office, moved: str, anchor: str, behind: bool, wanted: str) -> None:
    uids = {name: unit(office, f"{name}局") for name in "甲乙丙丁"}
    do(office, lambda w: put_beside(w, "unit", uids[moved], anchor=uids[anchor], behind=behind))
    assert [each.name[0] for each in units(office)] == list(wanted)
    do(office, lambda w: editing.save_unit(w, {"place": "2"}, uids["丁"]))
    assert units(office)[1].name == "丁局"


def test_people_of_one_place_come_apart_when_moved(office: Office) -> None:
    """Predecessor and successor have the same place; moving one must still move it."""
    from ducha_desktop.services.register import add_person

    uids = do(
        office, lambda w: [add_person(w, name, official_order=3).uid for name in ("甲一", "乙二", "丙三")]
    )
    do(office, lambda w: put_beside(w, "person", uids[2], anchor=uids[0], behind=False))
    assert [each.name for each in people(office)] == ["丙三", "甲一", "乙二"]


def test_a_move_is_seen_in_the_ledger(office: Office) -> None:
    unit(office, "乙局")
    late = unit(office, "甲局")
    matter(office, "一事", lead_unit="县督查室", co_units="乙局、甲局")
    assert rows(office)[0].co_units == ("乙局", "甲局")
    do(office, lambda w: editing.save_unit(w, {"place": "1"}, late))
    assert rows(office)[0].co_units == ("甲局", "乙局")


def test_only_what_nobody_needs_is_deleted(office: Office) -> None:
    uid = unit(office, "县住建局")
    below = unit(office, "县房管中心", parent="县住建局")
    who = person(office, "李强", unit="县住建局")
    from ducha_desktop.services.register_terms import save_post

    do(office, lambda w: save_post(w, who, {"title": "局长", "level": "单位负责人", "unit": "县住建局"}))
    matter(office, "修路", lead_unit="县住建局", persons="李强")
    said = refused(office, lambda w: editing.remove_unit(w, uid), RefusedError)
    assert "1 个事项、1 名人员、1 个职务、1 个下级单位还用着它" in said
    assert "1 个事项" in refused(office, lambda w: editing.remove_person(w, who), RefusedError)
    do(office, lambda w: learn_alias(w, "房管所", kind="unit", target_uid=below))
    undone_and_redone(office, lambda w: editing.remove_unit(w, below))
    assert [each.name for each in units(office)] == ["县住建局"]
    with office.read() as reader:
        assert NameBook(reader.connection).units("房管所")[0].uid != below, "what was learned went with it"


def test_learned_words_are_changed_with_the_unit(office: Office) -> None:
    uid = unit(office, "县住建局", learned="住房建设部门、建设口")
    do(office, lambda w: editing.save_unit(w, {"learned": "建设口、城建口"}, uid))
    with office.read() as reader:
        assert reading.unit_detail(reader, uid).learned == ("建设口", "城建口")


def test_who_holds_what_by_part_and_light(office: Office) -> None:
    uid = unit(office, "县住建局")
    for n, part in enumerate(("lead_unit", "lead_unit", "co_units")):
        matter(office, f"第{n}件", **{"lead_unit": "县水务局", part: "县住建局"})
    person(office, "王芳")
    matter(office, "分管的", responsible_leaders="王芳", persons="王芳")
    with office.read() as reader:
        shown = reading.unit_detail(reader, uid)
        who = reading.person_detail(
            reader, next(each.uid for each in reading.people(reader) if each.name == "王芳")
        )
        numbers = reading.held_numbers(reader)
    assert [(each.role, each.total) for each in shown.holdings] == [
        (AssignmentRole.LEAD, 2),
        (AssignmentRole.CO, 1),
    ]
    assert shown.holdings[0].lights == {Light.NONE: 2}
    assert [each.role for each in who.holdings] == [AssignmentRole.RESPONSIBLE, AssignmentRole.PERSON]
    assert numbers[uid] == 3
    assert who.asked_as == "王芳"
