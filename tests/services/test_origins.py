"""Registration from every source: kinds and their fields, items, links, replies, limits, undo."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ducha_desktop.domain.errors import (
    AmbiguousError,
    DuchaError,
    NotFoundError,
    RefusedError,
    WrongUseError,
)
from ducha_desktop.domain.limits import DEFAULT_RULES, LimitRule
from ducha_desktop.domain.origins import OriginKind, fields_of
from ducha_desktop.services import history, limits, matters, origin_reading, origins
from ducha_desktop.services.detail import detail
from ducha_desktop.services.office import Office
from ducha_desktop.services.origin_views import OriginDetail, OriginRow
from ducha_desktop.services.remarks import remarks
from tests.services.conftest import fingerprint, in_step, rows

MEETING = {"title": "县政府第12次常务会议", "number": "第12次", "on": "2026-11-20"}
INSTRUCTION = {
    "title": "关于农村饮水安全的调研报告",
    "person": "李明",
    "on": "2026-11-10",
    "words": "请水利局抓紧整改，月底前报结果。",
}
MINIMAL: dict[OriginKind, dict[str, str]] = {
    OriginKind.MEETING: MEETING,
    OriginKind.INSTRUCTION: INSTRUCTION,
    OriginKind.DOCUMENT: {"title": "关于做好秋冬季防火工作的通知", "on": "2026-11-02"},
    OriginKind.PROJECT: {"title": "云岭县智慧水务项目", "on": "2026-03-01"},
    OriginKind.PETITION: {"title": "拖欠工资", "on": "2026-11-03", "words": "要求支付工资"},
    OriginKind.INSPECTION: {"title": "河道垃圾未清", "on": "2026-11-05"},
    OriginKind.HOTLINE: {"title": "路灯不亮", "on": "2026-11-06", "words": "东街路灯三天不亮"},
    OriginKind.MAILBOX: {"title": "建议增设公交站", "on": "2026-11-06", "words": "小区门口没有站"},
    OriginKind.PROPOSAL: {"title": "关于加强校园周边治理的建议", "on": "2026-02-01"},
    OriginKind.TASK_LIST: {"title": "县委2026年重点工作", "on": "2026-01-15", "side": "党委"},
    OriginKind.OTHER: {"title": "县长现场办公", "on": "2026-11-07"},
}


def add(office: Office, kind: OriginKind, values: dict[str, str]) -> str:
    with office.write("origin.add", words="登记来源") as work:
        return origins.register(work, kind, values).uid


def shown(office: Office, uid: str) -> OriginDetail:
    with office.read() as reader:
        return origin_reading.detail(reader, uid)


def listed(office: Office, **filters: Any) -> list[OriginRow]:
    with office.read() as reader:
        return origin_reading.listing(reader, **filters)


@pytest.mark.parametrize("kind", list(OriginKind))
def test_each_kind_is_registered_with_what_it_needs_and_refused_without(
    office: Office, kind: OriginKind
) -> None:
    uid = add(office, kind, MINIMAL[kind])
    found = shown(office, uid)
    assert found.row.kind is kind
    assert found.row.title == MINIMAL[kind]["title"]
    assert found.row.number
    before = fingerprint(office)
    for spec in fields_of(kind):
        if spec.needed and spec.key != "on":
            lacking = {**MINIMAL[kind], "title": "另一件", spec.key: ""}
            with pytest.raises(WrongUseError, match=spec.word):
                add(office, kind, lacking)
    assert fingerprint(office) == before


def test_fields_are_taken_by_key_and_by_the_word_of_the_office(office: Office) -> None:
    uid = add(
        office,
        OriginKind.MEETING,
        {
            "会议名称": "县委常委会会议",
            "会议日期": "11月20日",
            "参会人员": "李明、王建国，张伟",
            "主持人": "李明",
        },
    )
    found = shown(office, uid)
    assert found.row.on == date(2026, 11, 20)
    assert found.values["attendees"] == "李明、王建国、张伟"
    assert found.values["chair"] == "李明"
    assert found.words["chair"] == "主持人"
    assert found.row.number == "会议〔2026〕1号"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"on": "2026-11-23"}, "会议日期不能晚于今天"),
        ({"on": "随便"}, "读不出日期"),
        ({"leader": "李明"}, "没有“leader”这一项"),
        ({"limit": "特别快"}, "没有“特别快”这个办理类别"),
        ({"title": "长" * 40_000}, "最多"),
        ({"会议名称": "又一个"}, "写了两次"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    office: Office, values: dict[str, str], words: str
) -> None:
    before = fingerprint(office)
    with pytest.raises(WrongUseError, match=words) as refusal:
        add(office, OriginKind.MEETING, {**MEETING, **values})
    assert "没有" in refusal.value.message
    assert fingerprint(office) == before


def test_the_same_origin_is_not_registered_twice(office: Office) -> None:
    add(office, OriginKind.MEETING, MEETING)
    with pytest.raises(RefusedError, match="第12次"):
        add(office, OriginKind.MEETING, MEETING)
    add(office, OriginKind.MEETING, {**MEETING, "number": "第13次"})
    assert len(listed(office, kind=OriginKind.MEETING)) == 2


def test_items_become_drafts_with_source_deadline_and_link(office: Office) -> None:
    uid = add(office, OriginKind.MEETING, MEETING)
    with office.write("origin.items", words="分解议定事项") as work:
        origins.split(
            work,
            uid,
            [
                {"title": "制定饮水安全整改方案", "lead_unit": "县水利局"},
                {"title": "启动老旧小区改造", "due": "2026年12月31日前"},
            ],
            ledger="meeting",
        )
        told = [each.why for each in remarks(work)]
    assert any("会议纪要" in why and "20日内" in why for why in told)
    first, second = (row for row in rows(office))
    assert (first.number, first.state, first.ledger) == ("拟-1", "D", "会议议定事项")
    assert first.source == MEETING["title"]
    assert (first.due, second.due) == (date(2026, 12, 10), date(2026, 12, 31))
    with office.read() as reader:
        fields = detail(reader, first.uid).fields
        (there,) = detail(reader, first.uid).origins
    assert (fields["source_ref"], fields["source_date"]) == ("第12次", "2026-11-20")
    assert (there.uid, there.words) == (uid, "制定饮水安全整改方案")
    assert [each.words for each in shown(office, uid).matters] == ["制定饮水安全整改方案", "启动老旧小区改造"]
    assert shown(office, uid).row.matters == 2
    assert in_step(office)


def test_an_instruction_hands_its_words_to_its_matter(office: Office) -> None:
    uid = add(
        office, OriginKind.INSTRUCTION, {**INSTRUCTION, "limit": "批示（急）", "number": "批〔2026〕7号"}
    )
    with office.write("origin.items", words="分解") as work:
        (made,) = origins.split(work, uid, [{"title": "农村饮水安全整改"}], ledger="instruction")
    with office.read() as reader:
        found = detail(reader, made.uid)
    assert found.fields["source"] == "李明批示"
    assert found.fields["instruction"] == INSTRUCTION["words"]
    assert found.row.due == date(2026, 11, 15)


def test_a_refused_item_leaves_nothing_behind(office: Office) -> None:
    uid = add(office, OriginKind.MEETING, MEETING)
    before = fingerprint(office)
    for items, words in (
        ([], "还没有写议定事项"),
        ([{"title": "甲"}] * 501, "最多分解 500 项"),
        ([{"title": "甲"}, {"title": " "}], "标题"),
    ):
        with pytest.raises(WrongUseError, match=words), office.write("origin.items", words="分解") as work:
            origins.split(work, uid, items)
    assert fingerprint(office) == before


def test_a_matter_may_come_from_several_origins_and_leave_them(office: Office) -> None:
    meeting = add(office, OriginKind.MEETING, MEETING)
    told = add(office, OriginKind.INSTRUCTION, INSTRUCTION)
    with office.write("matter.add", words="新增 1 项") as work:
        matter = matters.add(work, {"title": "农村饮水安全整改"}).uid
    for origin in (meeting, told):
        with office.write("origin.link", words="关联来源") as work:
            origins.link(work, origin, matter)
    with office.read() as reader:
        found = detail(reader, matter)
    assert [each.uid for each in found.origins] == [meeting, told]
    assert found.fields["source"] == MEETING["title"]
    assert ("来源关联", "", INSTRUCTION["title"]) in found.timeline[0].fields
    with pytest.raises(RefusedError, match="已经关联"), office.write("origin.link", words="关联") as work:
        origins.link(work, meeting, matter)
    with office.write("origin.unlink", words="取消关联") as work:
        origins.unlink(work, meeting, matter)
    with pytest.raises(NotFoundError), office.write("origin.unlink", words="取消关联") as work:
        origins.unlink(work, meeting, matter)
    with office.read() as reader:
        assert [each.uid for each in detail(reader, matter).origins] == [told]


def test_removing_an_origin_leaves_its_matters(office: Office) -> None:
    uid = add(office, OriginKind.MEETING, MEETING)
    with office.write("origin.items", words="分解") as work:
        origins.split(work, uid, [{"title": "甲事"}, {"title": "乙事"}])
    with office.write("origin.remove", words="删除来源") as work:
        assert origins.remove(work, [uid]) == 2
    assert listed(office) == []
    assert [row.title for row in rows(office)] == ["甲事", "乙事"]
    history.undo(office)
    assert shown(office, uid).row.matters == 2
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [rows(office)[0].uid])
    assert shown(office, uid).row.matters == 1


def test_every_act_is_undone_and_done_again(office: Office) -> None:
    uid = add(office, OriginKind.INSTRUCTION, INSTRUCTION)
    with office.write("matter.add", words="新增 1 项") as work:
        matter = matters.add(work, {"title": "别的事"}).uid
    acts: list[Callable[[Any], object]] = [
        lambda work: origins.edit(work, uid, {"opinion": "请水利局牵头"}),
        lambda work: origins.split(work, uid, [{"title": "甲事"}]),
        lambda work: origins.link(work, uid, matter),
        lambda work: origins.reply(work, uid, "已整改完毕"),
        lambda work: origins.unlink(work, uid, matter),
        lambda work: origins.remove(work, [uid]),
    ]
    for act in acts:
        before = fingerprint(office)
        with office.write("origin.act", words="来源") as work:
            act(work)
        after = fingerprint(office)
        assert after != before
        history.undo(office)
        assert fingerprint(office) == before
        history.redo(office)
        assert fingerprint(office) == after


def test_lists_hide_who_called_and_show_how_soon_somebody_came(office: Office) -> None:
    uid = add(
        office,
        OriginKind.HOTLINE,
        {
            **MINIMAL[OriginKind.HOTLINE],
            "caller": "赵小红",
            "phone": "13812345678",
            "received_at": "9:30",
            "responded_at": "2026-11-06 11:05",
            "disposition": "转县住建局",
        },
    )
    (row,) = listed(office, kind=OriginKind.HOTLINE)
    assert (row.values["caller"], row.values["phone"]) == ("赵**", "138****5678")
    assert row.response == "1小时35分"
    assert shown(office, uid).values["caller"] == "赵小红"
    with pytest.raises(WrongUseError, match="读不出时间"), office.write("origin.edit", words="改") as work:
        origins.edit(work, uid, {"responded_at": "上午"})


def test_lists_are_filtered_and_numbers_found(office: Office) -> None:
    for kind, values in MINIMAL.items():
        add(office, kind, values)
    add(office, OriginKind.MEETING, {**MEETING, "on": "2025-03-01", "title": "县委常委会"})
    assert len(listed(office)) == 12
    assert len(listed(office, year=2025)) == 1
    assert [row.title for row in listed(office, search="饮水 李明")] == [INSTRUCTION["title"]]
    assert len(listed(office, limit=3)) == 3
    with office.read() as reader:
        assert origin_reading.years(reader) == (2026, 2025)
        assert origin_reading.kinds(reader)[OriginKind.MEETING] == 2
        find = origin_reading.find_origin
        assert find(reader.connection, "县委常委会") == listed(office, year=2025)[0].uid
        with pytest.raises(AmbiguousError, match="2 个来源"):
            find(reader.connection, "第12次")
        for wrong in ("没有的", " "):
            with pytest.raises(DuchaError, match="没有改动"):
                find(reader.connection, wrong)


def test_default_limits_are_the_offices_own(office: Office) -> None:
    own = (LimitRule("批示", "instruction", "10个工作日内", "本县规定"), *DEFAULT_RULES)
    limits.save_limit_rules(office, own)
    with office.read() as reader:
        assert limits.limit_rules(reader) == own
    uid = add(office, OriginKind.INSTRUCTION, INSTRUCTION)
    with office.write("origin.items", words="分解") as work:
        (made,) = origins.split(work, uid, [{"title": "甲"}])
        assert "本县规定" in remarks(work)[-1].why
    assert made.due == date(2026, 11, 24)
    with pytest.raises(RefusedError, match="没有改动"):
        limits.save_limit_rules(office, own)
    with pytest.raises(WrongUseError, match="读不懂"):
        limits.save_limit_rules(office, (LimitRule("甲", "", "尽快吧"),))
    limits.save_limit_rules(office, DEFAULT_RULES)
    with office.read() as reader:
        assert limits.limit_rules(reader) == DEFAULT_RULES


def test_an_origin_keeps_the_register_up(office: Office) -> None:
    from ducha_desktop.services import register

    with office.write("register.enter", words="登记") as work:
        leader = register.add_person(work, "李明")
        unit = register.add_unit(work, "云岭县水利局", short_names=["县水利局"])
    uid = add(office, OriginKind.INSTRUCTION, {**INSTRUCTION, "unit": "县水利局"})
    assert shown(office, uid).values["unit"] == "云岭县水利局"
    with office.read() as reader:
        stored = reader.connection.execute("SELECT person_uid, unit_uid FROM origin").fetchone()
    assert tuple(stored) == (leader.uid, unit.uid)
    with office.write("origin.edit", words="改") as work:
        origins.edit(work, uid, {"unit": "没有的单位"})
    assert shown(office, uid).values["unit"] == "没有的单位"
    with office.read() as reader:
        assert reader.connection.execute("SELECT unit_uid FROM origin").fetchone()[0] is None
