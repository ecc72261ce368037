"""Duplicates become one: all that hung on them moves, the next file finds it, one undo takes everything back."""

from typing import Any

import pytest

from ducha_desktop.domain.errors import NotFoundError, WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import AssignmentRole, PostLevel
from ducha_desktop.services import history, history_bin, holders, ledger, matters
from ducha_desktop.services import register_reading as reading
from ducha_desktop.services.office import Office
from ducha_desktop.services.register import learn_alias
from ducha_desktop.services.register_merging import merge, preview, words_for
from ducha_desktop.services.register_terms import save_post
from ducha_desktop.services.register_twins import twins
from ducha_desktop.storage.digest import Digest
from tests.services.conftest import fingerprint, rows
from tests.services.test_register import do, found, matter, people, person, undone_and_redone, unit, units


@pytest.fixture
def twice(office: Office) -> tuple[str, str]:
    """县发改局, confirmed, and 发展改革和物价局, which an import brought in; with all that can hang on a unit."""
    kept = unit(office, "县发改局", kind="政府部门", short_names="发改局")
    gone = unit(office, "县价格管理局", short_names="物价局", phone="0000-222", provisional="1")
    unit(office, "县价格认定中心", parent="县价格管理局")
    who = person(office, "王芳", unit="县价格管理局")
    do(office, lambda w: save_post(w, who, {"title": "局长", "level": "单位负责人", "unit": "县价格管理局"}))
    do(office, lambda w: learn_alias(w, "价格部门", kind="unit", target_uid=gone))
    matter(office, "只有旧的", lead_unit="县价格管理局")
    matter(office, "旧的牵头", lead_unit="县价格管理局", co_units="县发改局、县财政局")
    matter(office, "旧的配合", lead_unit="县发改局", co_units="县价格管理局、县财政局")
    matter(office, "都配合", lead_unit="县财政局", co_units="县价格管理局、县发改局")
    return kept, gone


def test_everything_moves_and_one_undo_brings_it_back(office: Office, twice: tuple[str, str]) -> None:
    kept, gone = twice
    before = fingerprint(office)
    with office.transaction() as work:
        said = preview(work, is_unit=True, stays=kept, gone=[gone])
    assert fingerprint(office) == before, "a preview writes nothing"
    assert dict(said.moves) == {"个事项": 4, "名人员": 1, "个职务": 1, "个下级单位": 1, "个认领过的写法": 1}
    assert said.aliases == ("发改局", "县价格管理局", "物价局")
    assert said.filled == ("联系电话 0000-222",)
    assert words_for(said, is_unit=True) == "合并单位：“县价格管理局”并入“县发改局”"
    undone_and_redone(office, lambda work: merge(work, is_unit=True, stays=kept, gone=[gone]))
    shown = {row.title: (row.lead_unit, row.co_units) for row in rows(office)}
    assert shown == {
        "只有旧的": ("县发改局", ()), "旧的牵头": ("县发改局", ("县财政局",)), "旧的配合": ("县发改局", ("县财政局",)),
        "都配合": ("县财政局", ("县发改局",)),
    }  # fmt: skip
    with office.read() as reader:
        detail = reading.unit_detail(reader, kept)
        assert ledger.count(reader, LedgerQuery(units=(kept,))) == 4
        assert ledger.count(reader, LedgerQuery(units=(gone,))) == 0
    assert (detail.people, detail.below, detail.view.phone) == (1, ("县价格认定中心",), "0000-222")
    assert [post.title for post in detail.posts] == ["局长"]
    assert {"价格部门", "县价格管理局"} <= set(detail.learned)
    assert found(office, "县价格管理局") == found(office, "价格部门") == found(office, "物价局") == "县发改局"


def test_a_matter_in_the_recycle_bin_comes_back_to_the_one_that_stayed(
    office: Office, twice: tuple[str, str]
) -> None:
    kept, gone = twice
    uids = {row.title: row.uid for row in rows(office)}
    do(office, lambda work: matters.remove(work, [uids["都配合"], uids["旧的牵头"]]))
    do(office, lambda work: merge(work, is_unit=True, stays=kept, gone=[gone]))
    history_bin.restore(office, [uids["都配合"], uids["旧的牵头"]])
    shown = {row.title: (row.lead_unit, row.co_units) for row in rows(office)}
    assert shown["旧的牵头"] == ("县发改局", ("县财政局",))
    assert shown["都配合"] == ("县财政局", ("县发改局",))


def test_the_one_to_be_confirmed_may_stay_and_is_confirmed_then(
    office: Office, twice: tuple[str, str]
) -> None:
    kept, gone = twice
    do(office, lambda work: merge(work, is_unit=True, stays=gone, gone=[kept]))
    view = next(each for each in units(office) if each.uid == gone)
    assert (view.provisional, view.place, view.kind.word) == (False, 1, "政府部门")
    assert found(office, "发改局") == "县价格管理局"


def test_units_above_and_below_one_another(office: Office) -> None:
    top = unit(office, "甲局")
    unit(office, "乙中心", parent="甲局")
    low = unit(office, "丙站", parent="乙中心")
    undone_and_redone(office, lambda work: merge(work, is_unit=True, stays=low, gone=[top]))
    shown = {each.name: each.parent for each in units(office)}
    assert (shown["丙站"], shown["乙中心"]) == ("", "丙站"), "no unit may come to stand above itself"


def test_people_of_one_name_become_one(office: Office) -> None:
    unit(office, "县住建局")
    kept = person(office, "张伟", unit="县住建局")
    gone = person(office, "张伟")
    other = person(office, "张玮", phone="139")
    for uid, since in ((kept, "2026-01-01"), (gone, ""), (other, "2024-01-01")):
        values = {"title": "局长", "level": PostLevel.UNIT_HEAD.value, "unit": "县住建局", "since": since}
        do(office, lambda w, uid=uid, values=values: save_post(w, uid, values))
    title = matter(office, "修路", lead_unit="县住建局")

    def both(work: Any) -> None:
        holders.assign_uid(work, title, AssignmentRole.PERSON, kept)
        holders.assign_uid(work, title, AssignmentRole.PERSON, gone)
        holders.assign_uid(work, title, AssignmentRole.RESPONSIBLE, other)

    do(office, both)
    undone_and_redone(office, lambda work: merge(work, is_unit=False, stays=kept, gone=[gone, other]))
    (one,) = people(office)
    assert (one.aliases, one.phone) == (("张玮",), "139")
    with office.read() as reader:
        detail = reading.person_detail(reader, kept)
    assert [str(post.since) for post in detail.posts] == ["2026-01-01", "2024-01-01"], (
        "the undated one was the same"
    )
    (row,) = rows(office)
    assert (row.responsible_leaders, row.persons) == (("张伟",), ("张伟",))


def test_what_cannot_be_merged(office: Office, twice: tuple[str, str]) -> None:
    kept, gone = twice
    before: Digest = fingerprint(office)
    for wanted, kind in (([], WrongUseError), ([kept], WrongUseError), (["没有"], NotFoundError)):
        with pytest.raises(kind) as error:
            do(office, lambda work, wanted=wanted: merge(work, is_unit=True, stays=kept, gone=wanted))
        assert "没有改动任何数据" in error.value.message
    do(office, lambda work: merge(work, is_unit=True, stays=kept, gone=[gone]))
    history.undo(office)
    assert fingerprint(office) == before


def test_many_matters_move_in_one_act(office: Office) -> None:
    """More than one statement can bind: the lists go in chunks."""
    kept, gone = unit(office, "县住建局"), unit(office, "住房建设局")
    with office.write("matter.add", words="登记") as work:
        for n in range(1200):
            matters.add(work, {"title": f"第{n}件", "lead_unit": ("住房建设局", "县水务局")[n % 7 == 0]})
    undone_and_redone(office, lambda work: merge(work, is_unit=True, stays=kept, gone=[gone]))
    with office.read() as reader:
        assert ledger.count(reader, LedgerQuery(units=(kept,), roles=("lead",))) == 1200 - len(
            range(0, 1200, 7)
        )


def test_likely_twins_are_suggested(office: Office) -> None:
    kept = unit(office, "县发展和改革局", short_names="县发改局")
    leader = person(office, "陈立群", unit="县发展和改革局")
    for n, (name, who) in enumerate(
        (("县发展改革局", "陈丽群"), ("县域外公司", "欧阳修"), ("县域外公司（筹）", "陈立群"))
    ):
        matter(office, f"第{n}件", lead_unit=name, responsible_leaders=who)
    with office.read() as reader:
        suggested = {twin.name: [uid for uid, _, _ in twin.candidates] for twin in twins(reader)}
        named = {each.name: each.uid for each in (*reading.units(reader), *reading.people(reader))}
    waiting = {each.name for each in (*units(office), *people(office)) if each.provisional}
    assert set(suggested) == waiting
    if "县发展改革局" in suggested:
        assert suggested["县发展改革局"][0] == kept
    assert suggested["陈丽群"] == [leader]
    assert suggested["欧阳修"] == []
    assert named["陈立群"] == leader
