"""Nodes of a matter: entered, linked, moved, finished, removed; each one step, undone without a trace."""

from collections.abc import Callable
from datetime import date

import pytest

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.node_text import read_nodes, write_nodes
from ducha_desktop.domain.nodes import in_order
from ducha_desktop.domain.vocabulary import DayKind
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import earlier, history, matters, node_templates, nodes, run_chart, scheduling
from ducha_desktop.services.detail import detail
from ducha_desktop.services.node_templates import USUAL, templates
from ducha_desktop.services.nodes import NodeDraft, completed
from ducha_desktop.services.office import Office
from ducha_desktop.services.views import MilestoneView
from tests.services.conftest import fingerprint, in_step

TODAY = date(2026, 11, 22)


@pytest.fixture
def matter(office: Office) -> str:
    with office.write("matter.add", words="登记") as work:
        return matters.add(work, {"title": "城南小学迁建", "due": "2026-12-31"}).uid


def plan(office: Office, uid: str) -> tuple[MilestoneView, ...]:
    with office.read() as reader:
        return detail(reader, uid).milestones


def names(office: Office, uid: str) -> list[str]:
    return [node.name for node in plan(office, uid)]


def put(office: Office, matter: str, *words: str) -> list[str]:
    nodes.add(office, matter, [NodeDraft(name) for name in words])
    return [node.uid for node in plan(office, matter)]


def test_every_deed_is_one_step_of_undo(office: Office, matter: str) -> None:
    first, second, third = put(office, matter, "立项", "招标", "封顶")
    deeds: list[Callable[[], Changes]] = [
        lambda: nodes.add(office, matter, [NodeDraft("可研", 30, DayKind.WORK, {first: 0})], place=1),
        lambda: nodes.edit(office, third, NodeDraft("主体封顶", 90, after={second: 5})),
        lambda: nodes.move(office, third, 0),
        lambda: nodes.finish(office, first, date(2026, 11, 20)),
        lambda: nodes.finish(office, first, None),
        lambda: nodes.remove(office, [second]),
    ]
    for do in deeds:
        before, steps = fingerprint(office), _entries(office)
        changes = do()
        assert changes.matters == {matter}
        assert _entries(office) == steps + 1
        after = fingerprint(office)
        assert after != before
        history.undo(office)
        assert fingerprint(office) == before
        history.redo(office)
        assert fingerprint(office) == after
        assert in_step(office)
    assert names(office, matter) == ["主体封顶", "立项", "可研"]


def _entries(office: Office) -> int:
    with office.read() as reader:
        return int(reader.connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def test_nodes_come_at_their_place_and_link_to_each_other_as_they_come(office: Office, matter: str) -> None:
    put(office, matter, "立项", "验收")
    drafts = [NodeDraft("招标", 20), NodeDraft("施工", 60, after={"1": 3})]
    nodes.add(office, matter, drafts, place=1)
    found = plan(office, matter)
    assert [node.name for node in found] == ["立项", "招标", "施工", "验收"]
    assert found[2].links == {found[1].uid: 3}
    with office.read() as reader:
        words = [line.words for line in detail(reader, matter).timeline]
    assert words[:2] == ["拟-1增加 2 个节点", "拟-1增加 2 个节点"]


def test_what_waited_for_a_node_that_goes_waits_for_what_it_waited_for(office: Office, matter: str) -> None:
    first, second, third = put(office, matter, "立项", "招标", "封顶")
    nodes.edit(office, second, NodeDraft("招标", after={first: 2}))
    nodes.edit(office, third, NodeDraft("封顶", after={second: 3}))
    nodes.remove(office, [second])
    assert plan(office, matter)[1].links == {first: 5}
    nodes.remove(office, [first, third])
    assert plan(office, matter) == ()


def test_a_circle_is_refused_and_nothing_is_written(office: Office, matter: str) -> None:
    first, second, _ = put(office, matter, "立项", "招标", "封顶")
    nodes.edit(office, second, NodeDraft("招标", after={first: 0}))
    before = fingerprint(office)
    with pytest.raises(RefusedError, match="“立项”→“招标”→“立项”互为前置"):
        nodes.edit(office, first, NodeDraft("立项", after={second: 0}))
    with pytest.raises(RefusedError, match="互为前置"):
        nodes.add(office, matter, [NodeDraft("甲", after={"2": 0}), NodeDraft("乙", after={"1": 0})])
    assert fingerprint(office) == before
    nodes.edit(office, first, NodeDraft("立项", 3, after={first: 0}))
    assert plan(office, matter)[0].links == {}


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (NodeDraft("  "), "不能没有名称"),
        (NodeDraft("长" * 101), "最多 100 个字"),
        (NodeDraft("甲", 0), "1 到 3660"),
        (NodeDraft("甲", after={"x": 4000}), "间隔最多"),
        (NodeDraft("甲", due=date(1979, 1, 1)), "1990 年到 2100 年"),
        (NodeDraft("甲", start=date(2026, 5, 2), due=date(2026, 5, 1)), "早于计划开始"),
        (NodeDraft("甲", begun_on=date(2026, 5, 2), done_on=date(2026, 5, 1)), "早于实际开始"),
        (NodeDraft("甲", begun_on=date(2026, 11, 23)), "实际开始日期不能晚于今天"),
        (NodeDraft("甲", done_on=date(2026, 11, 23)), "完成日期不能晚于今天"),
    ],
)
def test_what_cannot_be_is_refused(office: Office, matter: str, draft: NodeDraft, why: str) -> None:
    before = fingerprint(office)
    with pytest.raises(WrongUseError, match=why):
        nodes.add(office, matter, [draft])
    assert fingerprint(office) == before


def test_what_changes_nothing_or_is_gone_is_refused(office: Office, matter: str) -> None:
    first, second = put(office, matter, "立项", "招标")
    with pytest.raises(RefusedError, match="没有改动，不用保存"):
        nodes.edit(office, first, NodeDraft("立项"))
    with pytest.raises(RefusedError, match="已经在这个位置"):
        nodes.move(office, second, 9)
    with pytest.raises(RefusedError, match="本来就是这样"):
        nodes.finish(office, first, None)
    with pytest.raises(WrongUseError, match="不能晚于今天"):
        nodes.finish(office, first, date(2026, 11, 23))
    nodes.edit(office, first, NodeDraft("立项", begun_on=date(2026, 11, 2)))
    with pytest.raises(WrongUseError, match="才开始"):
        nodes.finish(office, first, date(2026, 11, 1))
    nodes.finish(office, first, date(2026, 11, 3))
    with pytest.raises(RefusedError, match="本来就是这样"):
        nodes.finish(office, first, date(2026, 11, 3))
    nodes.remove(office, [second])
    with pytest.raises(NotFoundError, match="这个节点不存在"):
        nodes.edit(office, second, NodeDraft("招标"))
    with pytest.raises(WrongUseError, match="最多 120 个节点"):
        nodes.add(office, matter, [NodeDraft(str(turn)) for turn in range(120)])


def test_two_of_first_day_length_and_last_day_give_the_third(office: Office) -> None:
    with office.read() as reader:
        calendar = reader.calendar
    day = date(2026, 9, 28)
    made = completed(NodeDraft("甲", 5, DayKind.WORK, start=day), calendar)
    assert made.due == date(2026, 10, 9)  # 国庆 1—7 October, and the day after it
    assert completed(NodeDraft("甲", 5, DayKind.WORK, due=made.due), calendar).start == day
    assert completed(NodeDraft("甲", 99, DayKind.WORK, start=day, due=made.due), calendar).days == 5
    assert completed(NodeDraft("甲", start=day, due=made.due), calendar).days is None
    assert completed(NodeDraft("甲", due=day), calendar).start is None


def test_the_history_speaks_of_nodes_by_name(office: Office, matter: str) -> None:
    first, second = put(office, matter, "立项", "招标")
    nodes.edit(office, second, NodeDraft("公开招标", 20, DayKind.WORK, {first: 5}, due=date(2026, 12, 30)))
    with office.read() as reader:
        newest = detail(reader, matter).timeline[0]
    assert newest.words == "拟-1修改节点“公开招标”"
    assert set(newest.fields) == {
        ("节点“公开招标”名称", "招标", "公开招标"),
        ("节点“公开招标”前置节点", "", "立项（间隔 5 天）"),
        ("节点“公开招标”工期天数", "", "20"),
        ("节点“公开招标”计划开始", "", "2026-12-03"),
        ("节点“公开招标”计划完成", "", "2026-12-30"),
        ("节点“公开招标”工期按", "自然日", "工作日"),
    }


def test_an_earlier_moment_brings_back_days_and_links(office: Office, matter: str) -> None:
    first, second = put(office, matter, "立项", "招标")
    nodes.edit(office, second, NodeDraft("招标", 20, after={first: 5}))
    then, moment = plan(office, matter), _entries(office)
    nodes.edit(office, second, NodeDraft("招标", 30))
    nodes.remove(office, [first])
    earlier.restore(office, matter, moment)
    assert plan(office, matter) == then


def test_a_deadline_in_words_replaces_only_what_was_read_from_words(office: Office, matter: str) -> None:
    with office.write("matter.edit", words="改") as work:
        matters.edit(work, matter, {"due": "2026年3月底前立项，6月底前开工，12月底前完工"})
    assert names(office, matter) == ["立项", "开工"]
    put(office, matter, "我加的")
    kept = plan(office, matter)[0]
    nodes.edit(office, kept.uid, NodeDraft("立项", 20, due=kept.due))
    with office.write("matter.edit", words="再改") as work:
        matters.edit(work, matter, {"due": "2026年7月底前动工，12月底前完工"})
    assert names(office, matter) == ["立项", "我加的", "动工"]


def test_nodes_as_of_a_past_day(office: Office, clock: FixedClock, matter: str) -> None:
    from ducha_desktop.services.ledger import as_of

    (first,) = put(office, matter, "立项")
    clock.set(date(2026, 11, 25))
    nodes.edit(office, first, NodeDraft("立项", 9, start=date(2026, 11, 24)))
    with office.read() as reader, as_of(reader, day=date(2026, 11, 22)) as past:
        assert [(node.days, node.start) for node in detail(past, matter).milestones] == [(None, None)]


def test_templates_come_with_the_program_and_are_the_offices_own(office: Office, matter: str) -> None:
    with office.read() as reader:
        assert templates(reader) == USUAL
        for text in USUAL.values():
            read = read_nodes(text)
            assert write_nodes(read) == text
            assert in_order(read)
    node_templates.save_template(office, "会议", "筹备 3天\n召开（前置1）")
    with office.read() as reader:
        assert templates(reader)["会议"] == "1. 筹备（3天）\n2. 召开（前置1）"
    node_templates.save_template(office, "会议", "筹备 5天")
    node_templates.remove_template(office, "决策督查")
    with office.read() as reader:
        assert set(templates(reader)) == {*USUAL, "会议"} - {"决策督查"}
    history.undo(office)
    with office.read() as reader:
        assert "决策督查" in templates(reader)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [(" ", "立项", "1 到 30 个字"), ("甲", " \n", "还没有节点"), ("决策督查", USUAL["决策督查"], "没有改动")],
)
def test_templates_that_cannot_be_kept(office: Office, name: str, text: str, why: str) -> None:
    with pytest.raises((WrongUseError, RefusedError), match=why):
        node_templates.save_template(office, name, text)


def test_templates_have_an_end_and_must_be_there(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="没有叫"):
        node_templates.remove_template(office, "没有")
    monkeypatch.setattr(node_templates, "MOST_TEMPLATES", len(USUAL))
    with pytest.raises(RefusedError, match="最多"):
        node_templates.save_template(office, "会议", "筹备")


def test_half_a_character_in_a_name_is_dropped_like_other_unreadable_ones(
    office: Office, matter: str
) -> None:
    put(office, matter, "立\ud800项\x00")
    assert names(office, matter) == ["立项"]


def test_no_node_at_all_is_refused_and_writes_nothing(office: Office, matter: str) -> None:
    before = _entries(office)
    with pytest.raises(WrongUseError, match="还没有写节点"):
        nodes.add(office, matter, [])
    with pytest.raises(WrongUseError, match="没有选节点"):
        nodes.remove(office, [])
    assert _entries(office) == before


@pytest.mark.parametrize(
    ("text", "refusal", "why"),
    [
        ("长" * 101, WrongUseError, "最多 100 个字"),
        ("甲 1天\n" * 121, WrongUseError, "最多 120 个节点"),
        ("1. 甲（前置2）\n2. 乙（前置1）", RefusedError, "互为前置"),
        ("\u200b（3天）", WrongUseError, "还没有节点"),
    ],
)
def test_a_template_that_no_matter_could_take_is_refused(
    office: Office, text: str, refusal: type[Exception], why: str
) -> None:
    before = fingerprint(office)
    with pytest.raises(refusal, match=why):
        node_templates.save_template(office, "模板", text)
    assert fingerprint(office) == before


def test_words_of_a_deadline_leave_a_node_that_has_begun(office: Office, matter: str) -> None:
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, matter, {"due": "2026年6月底前封顶；2026年12月底前完工"})
    node = plan(office, matter)[0]
    nodes.edit(office, node.uid, NodeDraft(node.name, due=node.due, begun_on=date(2026, 5, 6)))
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, matter, {"due": "2026年9月底前装修；2026年12月底前完工"})
    assert plan(office, matter)[0].begun_on == date(2026, 5, 6)


def test_the_longest_plan_there_can_be_is_planned_or_refused_in_words(office: Office, matter: str) -> None:
    drafts = [
        NodeDraft(f"节点{turn}", 3660, DayKind.WORK, {str(turn - 1): 3660} if turn > 1 else None)
        for turn in range(1, 121)
    ]
    nodes.add(office, matter, drafts)
    with office.read() as reader, pytest.raises(RefusedError, match="没有改动"):
        scheduling.schedule(reader, matter)
    with office.read() as reader:
        assert run_chart.run_chart(reader, uids=[matter]).works == 1
