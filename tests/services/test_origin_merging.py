"""Two lists become one; duplicates found on registration; another lead; the chain; one leader a project."""

from typing import Any

import pytest

from ducha_desktop.domain.chains import MOST_LINKS, USUAL_POSTS, Link, read_links
from ducha_desktop.domain.errors import DuchaError, RefusedError, WrongUseError
from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.domain.states import Action
from ducha_desktop.services import acts, chains, history, matters, origin_merging, origin_reading, origins
from ducha_desktop.services.detail import detail
from ducha_desktop.services.office import Office
from ducha_desktop.services.origin_views import MergePlan
from ducha_desktop.services.reassigning import ENTRY, reassign
from ducha_desktop.services.similar import similar
from ducha_desktop.services.views import MatterDetail
from tests.services.conftest import fingerprint, in_step, rows

PARTY = [
    {"title": "持续推进农村人居环境整治提升", "lead_unit": "县农业农村局", "target": "完成120个村"},
    {"title": "建设智慧水务平台", "lead_unit": "县水利局"},
    {"title": "深化基层党建示范创建", "lead_unit": "县委组织部"},
]
GOVERNMENT = [
    {"title": "推进农村人居环境整治提升工作", "lead_unit": "县农业农村局", "measures": "逐村验收"},
    {"title": "2026年建设智慧水务平台", "lead_unit": "县住建局", "co_units": "县财政局"},
    {"title": "新建改建农村公路80公里", "lead_unit": "县交通局"},
]


def lists(office: Office) -> tuple[str, str]:
    made = []
    for side, items in (("党委", PARTY), ("政府", GOVERNMENT)):
        with office.write("origin.add", words="登记清单") as work:
            uid = origins.register(
                work,
                OriginKind.TASK_LIST,
                {"title": f"{side}2026年重点工作", "on": "2026-01-15", "side": side},
            ).uid
            origins.split(work, uid, items, ledger="annual")
        made.append(uid)
    return made[0], made[1]


def planned(office: Office, first: str, second: str) -> MergePlan:
    with office.read() as reader:
        return origin_merging.plan(reader, first, second)


def merge(office: Office, plan: MergePlan, **more: Any) -> int:
    with office.write("origin.merge", words="合并清单") as work:
        return origin_merging.merge(
            work, plan.second.uid, [(pair.stays.uid, pair.goes.uid) for pair in plan.usable], **more
        )


def whole(office: Office, uid: str) -> MatterDetail:
    with office.read() as reader:
        return detail(reader, uid)


def test_party_and_government_lists_become_one_with_both_sources(office: Office) -> None:
    first, second = lists(office)
    before = fingerprint(office)
    plan = planned(office, first, second)
    assert [(pair.stays.title, pair.goes.title) for pair in plan.pairs] == [
        ("建设智慧水务平台", "2026年建设智慧水务平台"),
        ("持续推进农村人居环境整治提升", "推进农村人居环境整治提升工作"),
    ]
    assert (plan.first.matters, plan.second.matters, plan.left) == (3, 3, 4)
    assert fingerprint(office) == before
    assert merge(office, plan) == 2
    assert len(rows(office)) == 4
    after = fingerprint(office)
    kept = whole(office, plan.pairs[0].stays.uid)
    assert [each.uid for each in kept.origins] == [first, second]
    assert [each.words for each in kept.origins] == ["建设智慧水务平台", "2026年建设智慧水务平台"]
    assert kept.row.lead_unit == "县水利局"
    assert set(kept.row.co_units) == {"县住建局", "县财政局"}
    assert kept.fields["source"] == "党委2026年重点工作、政府2026年重点工作"
    assert whole(office, plan.pairs[1].stays.uid).fields["measures"] == "逐村验收"
    assert in_step(office)
    assert planned(office, first, second).pairs == ()
    history.undo(office)
    assert fingerprint(office) == before
    history.redo(office)
    assert fingerprint(office) == after


def test_all_matters_of_the_one_list_may_stand_in_one_ledger(office: Office) -> None:
    first, second = lists(office)
    merge(office, planned(office, first, second), ledger="meeting")
    assert {row.ledger for row in rows(office)} == {"会议议定事项"}


def test_what_is_in_hand_stays_and_two_in_hand_stay_two(office: Office) -> None:
    first, second = lists(office)
    plan = planned(office, first, second)

    def approve(uid: str) -> None:
        with office.write("matter.edit", words="补全") as work:
            matters.edit(work, uid, {"target": "完成", "task": "办理", "measures": "推进", "due": "2026年12月31日",
                                     "persons": "王强", "requirement": "按期", "plan": "12月完成", "duty": "牵头"})  # fmt: skip
        with office.write("matter.approve", words="批准") as work:
            acts.act(work, uid, Action.APPROVE)

    approve(plan.pairs[0].goes.uid)
    again = planned(office, first, second)
    turned = next(pair for pair in again.pairs if pair.stays.uid == plan.pairs[0].goes.uid)
    assert turned.goes.uid == plan.pairs[0].stays.uid
    with pytest.raises(RefusedError, match="已经立项"), office.write("origin.merge", words="合并") as work:
        origin_merging.merge(work, second, [(turned.goes.uid, turned.stays.uid)])
    approve(turned.goes.uid)
    problem = next(pair for pair in planned(office, first, second).pairs if pair.problem)
    assert "两件都已立项" in problem.problem
    assert len(planned(office, first, second).usable) == 1


def test_a_merge_of_nothing_or_of_one_list_is_refused(office: Office) -> None:
    first, second = lists(office)
    with pytest.raises(WrongUseError, match="同一份"):
        planned(office, first, first)
    with pytest.raises(RefusedError, match="没有要合并"), office.write("origin.merge", words="合并") as work:
        origin_merging.merge(work, second, [])


def test_similar_matters_are_named_on_registration(office: Office) -> None:
    lists(office)

    def like(title: str, unit: str = "") -> list[tuple[str, str]]:
        with office.read() as reader:
            return [(each.title, each.why) for each in similar(reader, title, lead_unit=unit)]

    assert like("建设智慧水务平台")[0] == ("建设智慧水务平台", "标题相同")
    assert like("关于2025年建设智慧水务平台的通知")[0][1] == "标题相同"
    assert [title for title, _ in like("农村人居环境整治提升推进")] == [
        "推进农村人居环境整治提升工作",
        "持续推进农村人居环境整治提升",
    ]
    near = like("建设智慧水务系统平台", "水利局")
    assert "牵头单位相同" in dict(near)["建设智慧水务平台"]
    assert like("智慧水务", "县教育局") == []
    assert like("老旧小区改造") == []
    assert like("水") == like("") == like("！？") == []


def test_a_cancelled_or_deleted_matter_is_no_duplicate(office: Office) -> None:
    with office.write("matter.add", words="新增") as work:
        one = matters.add(work, {"title": "建设智慧水务平台"}).uid
        other = matters.add(work, {"title": "建设智慧水务平台"}).uid
    with office.read() as reader:
        assert {each.uid for each in similar(reader, "建设智慧水务平台")} == {one, other}
        assert [each.uid for each in similar(reader, "建设智慧水务平台", but={one})] == [other]
    with office.write("matter.cancel", words="撤销") as work:
        acts.act(work, one, Action.CANCEL, acts.Doing(values={"reason": "重复"}))
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [other])
    with office.read() as reader:
        assert similar(reader, "建设智慧水务平台") == ()


def test_another_unit_takes_the_lead_and_the_first_is_remembered(office: Office) -> None:
    with office.write("matter.add", words="新增") as work:
        uid = matters.add(work, {"title": "甲事", "lead_unit": "县水利局", "co_units": "县财政局"}).uid
    before = fingerprint(office)

    def give(unit: str, reason: str = "职责调整") -> Any:
        with office.write(ENTRY, words="改派", reason=reason) as work:
            return reassign(work, uid, unit, reason=reason, evidence="县政府办通知")

    done = give("县财政局")
    assert (done.before, done.now) == ("县水利局", "县财政局")
    found = whole(office, uid)
    assert (found.row.lead_unit, found.row.co_units, found.led_before) == ("县财政局", (), ("县水利局",))
    assert ("牵头单位", "县水利局", "县财政局") in found.timeline[0].fields
    assert found.timeline[0].reason == "职责调整"
    for unit, reason, words in (
        ("县住建局", " ", "理由"),
        ("", "调整", "新的牵头单位"),
        ("县住建局、县教育局", "调整", "新的牵头单位"),
        ("县财政局", "调整", "已经是牵头单位"),
    ):
        with pytest.raises(DuchaError, match=words):
            give(unit, reason)
    give("县住建局")
    assert whole(office, uid).led_before == ("县水利局", "县财政局")
    history.undo(office)
    assert whole(office, uid).led_before == ("县水利局",)
    history.undo(office)
    assert fingerprint(office) == before
    assert whole(office, uid).led_before == ()
    with office.write("matter.cancel", words="撤销") as work:
        acts.act(work, uid, Action.CANCEL, acts.Doing(values={"reason": "不办了"}))
    with pytest.raises(RefusedError, match="不能改派"):
        give("县教育局")


def test_a_mere_correction_of_the_lead_is_no_reassignment(office: Office) -> None:
    with office.write("matter.add", words="新增") as work:
        uid = matters.add(work, {"title": "甲事", "lead_unit": "县水利局"}).uid
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, uid, {"lead_unit": "县财政局"})
    assert whole(office, uid).led_before == ()


def test_the_chain_has_up_to_eight_links_from_the_top(office: Office) -> None:
    names = ("甲一", "乙二", "丙三", "丁四", "戊五", "己六", "庚七", "辛八")
    written = "；".join(f"{post}：{name}" for post, name in zip(USUAL_POSTS, names, strict=True))
    with office.write("matter.add", words="新增") as work:
        uid = matters.add(work, {"title": "甲事", "责任链": written}).uid
    before = fingerprint(office)
    with office.read() as reader:
        assert [(link.post, link.name) for link in chains.chain(reader, uid)] == list(
            zip(USUAL_POSTS, names, strict=True)
        )
    shown = [part for part in whole(office, uid).assignments if part.role == "chain"]
    assert [(part.post, part.name) for part in shown] == list(zip(USUAL_POSTS, names, strict=True))
    with office.write("matter.chain", words="修改责任链") as work:
        chains.set_chain(work, uid, [Link("县长", "丁四"), Link("州长", "甲一"), Link("乡镇长", "庚七")])
    with office.read() as reader:
        assert chains.chain(reader, uid) == (
            Link("县长", "丁四"),
            Link("州长", "甲一"),
            Link("乡镇长", "庚七"),
        )
    assert ("责任链" in {line[0] for line in whole(office, uid).timeline[0].fields}) is True
    assert in_step(office)
    history.undo(office)
    assert fingerprint(office) == before
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, uid, {"chain": ""})
    with office.read() as reader:
        assert chains.chain(reader, uid) == ()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("；".join(f"职务{n}：张三" for n in range(MOST_LINKS + 1)), "最多 8 级"),
        ("县长", "应写成"),
        ("县长：甲一；县长：乙二", "写了两级"),
        (f"{'长' * 21}：甲一", "最多 20 个字"),
    ],
)
def test_a_chain_that_cannot_be_is_refused(written: str, words: str) -> None:
    with pytest.raises(WrongUseError, match=words):
        read_links(written)


def test_a_project_has_exactly_one_leader(office: Office) -> None:
    before = fingerprint(office)
    for given in ({"liaison_leaders": "李明、王建国"},):
        with (
            pytest.raises(WrongUseError, match="只能由一名领导"),
            office.write("matter.add", words="新增") as work,
        ):
            matters.add(work, {"title": "甲项目", **given}, ledger="project")
    assert fingerprint(office) == before
    with office.write("matter.add", words="新增") as work:
        uid = matters.add(work, {"title": "甲项目", "liaison_leaders": "李明"}, ledger="project").uid
        other = matters.add(work, {"title": "乙事", "liaison_leaders": "李明、王建国"}, ledger="annual").uid
    for matter, given in (
        (uid, {"liaison_leaders": "李明、王建国"}),
        (uid, {"liaison_leaders": ""}),
        (other, {"ledger": "重点项目"}),
    ):
        with pytest.raises(WrongUseError, match="领导"), office.write("matter.edit", words="修改") as work:
            matters.edit(work, matter, given)
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, uid, {"liaison_leaders": "王建国"})
    assert whole(office, uid).row.liaison_leaders == ("王建国",)


def test_an_enterprise_has_its_leader_in_the_ledger_of_liaison(office: Office) -> None:
    """11 户 (牡丹江 2013): each enterprise one matter of 包保联系, its leader 联系领导."""
    with office.write("matter.add", words="新增 11 户") as work:
        for number in range(11):
            matters.add(
                work, {"title": f"企业{number}", "liaison_leaders": f"领导{number % 4}"}, ledger="liaison"
            )
    assert len([row for row in rows(office) if row.liaison_leaders and row.ledger == "包保联系"]) == 11


def test_reading_an_origin_that_is_gone(office: Office) -> None:
    with office.read() as reader, pytest.raises(DuchaError, match="不存在"):
        origin_reading.detail(reader, "nirgends")
