"""The four answers of every work, grouped and in official order; a plan of 38 targets and 125 works whole."""

from datetime import date

import pytest

from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import NodeStanding
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, matters, nodes
from ducha_desktop.services.nodes import NodeDraft
from ducha_desktop.services.office import Office
from ducha_desktop.services.run_chart import RunChart, run_chart

TODAY = date(2026, 11, 22)
ALL = LedgerQuery()


def draw(office: Office, **what: object) -> RunChart:
    with office.read() as reader:
        return run_chart(reader, **what)  # type: ignore[arg-type]


@pytest.fixture
def plan(office: Office) -> dict[str, str]:
    """A plan of 38 targets with 125 works: 11 of them have four, the others three."""
    uids: dict[str, str] = {}
    with office.write("matter.add", words="登记") as work:
        top = uids["top"] = matters.add(work, {"title": "2026年重点工作“四个干”"}).uid
        for target in range(1, 39):
            parent = matters.add(work, {"title": f"目标{target}"}, parent_uid=top).uid
            uids[f"目标{target}"] = parent
            for turn in range(4 if target <= 11 else 3):
                name = f"具体工作{target}-{turn + 1}"
                fields = {
                    "title": name,
                    "target": "按期建成",
                    "measures": "专班推进",
                    "lead_unit": ("县水利局", "县发改局")[turn % 2],
                    "responsible_leaders": "陈立群",
                    "due": "2026-12-20",
                }
                uids[name] = matters.add(work, fields, parent_uid=parent).uid
    return uids


def test_38_targets_and_125_works_each_with_its_four_answers(office: Office, plan: dict[str, str]) -> None:
    for chart in (draw(office, query=ALL), draw(office, uids=[plan["top"]]), draw(office, numbers=["拟-1"])):
        assert len(chart.groups) == 38
        assert chart.works == 125
        assert chart.facts.startswith("38 项目标，125 项工作")
        for group in chart.groups:
            for line in group.lines:
                assert line.what
                assert line.how
                assert line.who
                assert line.when
    assert chart.title == "2026年重点工作“四个干”运行图"
    assert draw(office, query=ALL).title == "云岭县重点工作“四个干”运行图"


def test_groups_stand_as_the_plan_has_them_and_works_in_official_order(
    office: Office, plan: dict[str, str]
) -> None:
    chart = draw(office, query=ALL)
    assert [group.title for group in chart.groups[:3]] == ["目标1", "目标2", "目标3"]
    with office.read() as reader:
        order = dict(reader.connection.execute("SELECT name, official_order FROM unit").fetchall())
    for group in chart.groups:
        places = [order[dict(line.who)["牵头"]] for line in group.lines]
        assert places == sorted(places)


def test_a_single_work_has_no_heading_and_its_nodes_say_how_they_stand(
    office: Office, plan: dict[str, str]
) -> None:
    uid = plan["具体工作1-1"]
    nodes.add(
        office,
        uid,
        [
            NodeDraft("立项", 10, done_on=date(2026, 11, 1), due=date(2026, 11, 5)),
            NodeDraft("招标", 10, after={"1": 0}, start=date(2026, 11, 6)),
            NodeDraft("宣传"),
        ],
    )
    chart = draw(office, uids=[uid])
    (line,) = chart.groups[0].lines
    assert (chart.groups[0].title, chart.title) == ("", "具体工作1-1“四个干”运行图")
    assert [(node.standing, node.critical, node.length) for node in line.nodes] == [
        (NodeStanding.DONE, False, "10天"),
        (NodeStanding.LATE, True, "10天"),
        (NodeStanding.UNDATED, False, ""),
    ]
    assert chart.facts == "1 项工作；节点 3 个，已完成 1 个，逾期 1 个"
    assert chart.span == (date(2026, 10, 27), date(2026, 12, 20))
    assert line.pace.due == 100


def test_classes_and_ledgers_head_what_is_part_of_nothing(office: Office) -> None:
    with office.write("matter.add", words="登记") as work:
        matters.add(work, {"title": "甲", "category": "交通", "item_group": "公路"})
        matters.add(work, {"title": "乙", "category": "交通", "item_group": "公路"})
        matters.add(work, {"title": "丙", "ledger": "民生实事"})
        gone = matters.add(work, {"title": "丁", "ledger": "民生实事"}).uid
    with office.write("matter.cancel", words="撤销") as work:
        acts.act(work, gone, Action.CANCEL, acts.Doing(values={"reason": "重复", "person": "主任"}))
    chart = draw(office, query=ALL)
    assert [(group.title, len(group.lines)) for group in chart.groups] == [
        ("交通 · 公路", 2),
        ("民生实事", 1),
    ]
    named = draw(office, query=LedgerQuery(ledgers=("民生实事",)))
    assert named.title == "云岭县民生实事“四个干”运行图"
    with office.read() as reader:
        uid = reader.connection.execute("SELECT uid FROM ledger WHERE name='民生实事'").fetchone()[0]
    assert draw(office, query=LedgerQuery(ledgers=(uid,))).title == named.title


def test_nothing_to_draw_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="没有可以上图的事项"):
        draw(office)
    with pytest.raises(NotFoundError):
        draw(office, numbers=["2026-999"])
    with office.write("matter.add", words="登记") as work:
        matters.add(work, {"title": "甲"})
        matters.add(work, {"title": "乙"})
    monkeypatch.setattr("ducha_desktop.services.run_chart.MOST_WORKS", 1)
    with pytest.raises(RefusedError, match="最多 1 项"):
        draw(office)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_nobody_plans_for_is_refused(office: Office, clock: FixedClock, day: date) -> None:
    with office.write("matter.add", words="登记") as work:
        matters.add(work, {"title": "修桥", "due": "2026-12-20"})
    clock.set(day)
    with pytest.raises(RefusedError, match="没有生成运行图。请核对日期"):
        draw(office, query=ALL)
