"""倒排 of a matter: shown first, then written as one act that is undone whole."""

from datetime import date

import pytest

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.vocabulary import DayKind
from ducha_desktop.services import history, matters, nodes
from ducha_desktop.services.detail import detail
from ducha_desktop.services.nodes import NodeDraft
from ducha_desktop.services.office import Office
from ducha_desktop.services.scheduling import Schedule, apply_schedule, schedule
from tests.services.conftest import fingerprint, in_step

END = date(2027, 3, 31)


def register(office: Office, **fields: str) -> str:
    with office.write("matter.add", words="登记") as work:
        return matters.add(work, {"title": "城南小学迁建", **fields}).uid


@pytest.fixture
def matter(office: Office) -> str:
    uid = register(office, due="2027-03-31")
    nodes.add(
        office, uid, [NodeDraft("立项", 20), NodeDraft("招标", 10, DayKind.WORK), NodeDraft("施工", 60)]
    )
    return uid


def ask(office: Office, uid: str, **how: object) -> Schedule:
    with office.read() as reader:
        return schedule(reader, uid, **how)  # type: ignore[arg-type]


def test_without_links_the_nodes_go_one_after_the_other(office: Office, matter: str) -> None:
    made = ask(office, matter)
    assert made.chained
    assert [each.latest for each in made.plan.nodes] == [
        (date(2026, 12, 29), date(2027, 1, 17)),
        (date(2027, 1, 18), date(2027, 1, 29)),
        (date(2027, 1, 31), END),
    ]
    assert made.note == "2027 年的放假安排还没有录入，暂按周六、周日休息计算"
    free = ask(office, matter, chain=False)
    assert not free.chained
    assert free.plan.nodes[0].latest == (date(2027, 3, 12), END)


def test_the_plan_is_written_as_one_act_and_undone_whole(office: Office, matter: str) -> None:
    made, before = ask(office, matter), fingerprint(office)
    changes = apply_schedule(office, matter)
    assert changes.matters == {matter}
    assert changes.words == "拟-1倒排工期，2027年3月31日完成"
    with office.read() as reader:
        found = detail(reader, matter).milestones
    assert [(node.start, node.due) for node in found] == [each.latest for each in made.plan.nodes]
    assert [list(node.links) for node in found] == [[], [found[0].uid], [found[1].uid]]
    after = fingerprint(office)
    history.undo(office)
    assert fingerprint(office) == before
    history.redo(office)
    assert fingerprint(office) == after
    assert in_step(office)
    with pytest.raises(RefusedError, match="已经是这样排的"):
        apply_schedule(office, matter)


def test_forward_as_early_as_can_be(office: Office, matter: str) -> None:
    apply_schedule(office, matter, earliest=True, end=date(2027, 6, 30))
    with office.read() as reader:
        found = detail(reader, matter).milestones
    assert found[0].start == office.today
    assert found[0].due == date(2026, 12, 11)


def test_done_nodes_stay_as_they_are_and_begun_ones_keep_their_first_day(office: Office, matter: str) -> None:
    with office.read() as reader:
        first, second, _ = detail(reader, matter).milestones
    nodes.finish(office, first.uid, date(2026, 11, 1))
    nodes.edit(office, second.uid, NodeDraft("招标", 10, DayKind.WORK, begun_on=date(2026, 11, 9)))
    apply_schedule(office, matter)
    with office.read() as reader:
        found = detail(reader, matter).milestones
    assert (found[0].start, found[0].due) == (None, None)
    assert found[1].start == date(2026, 11, 9)
    assert found[2].due == END


def test_the_end_is_the_deadline_else_the_last_node_else_what_is_said(office: Office) -> None:
    uid = register(office, due="长期")
    with pytest.raises(RefusedError, match="还没有节点"):
        ask(office, uid)
    nodes.add(office, uid, [NodeDraft("立项", 20)])
    with pytest.raises(RefusedError, match="没有完成时限"):
        ask(office, uid)
    assert ask(office, uid, end=END).end == END
    with pytest.raises(WrongUseError, match="1990 年到 2100 年"):
        ask(office, uid, end=date(2200, 1, 1))
    nodes.add(office, uid, [NodeDraft("验收", due=date(2027, 5, 1))])
    made = ask(office, uid)
    assert (made.end, made.note) == (date(2027, 5, 1), "")


def test_a_plan_that_cannot_be_kept_names_its_first_node(office: Office) -> None:
    uid = register(office, due="2026-12-31", start="2026-12-01")
    nodes.add(office, uid, [NodeDraft("立项", 20), NodeDraft("主体封顶", 120)])
    verdict = ask(office, uid).plan.verdict
    assert verdict == "节点“立项”最迟应于2026年8月14日开始，早于开始时间2026年12月1日，差 109 天。"
    assert ask(office, uid, start=date(2026, 1, 1)).plan.verdict.endswith("早于今天，差 100 天。")
