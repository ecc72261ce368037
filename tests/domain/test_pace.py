"""序时进度: what a plan owes on a day, and which nodes are late."""

from datetime import date

from ducha_desktop.domain.nodes import PlanNode
from ducha_desktop.domain.pace import Pace, due_percent, late_nodes, pace

A = PlanNode("a", "立项", start=date(2026, 1, 1), due=date(2026, 1, 10))
B = PlanNode("b", "施工", start=date(2026, 1, 11), due=date(2026, 2, 9))


def test_nodes_count_by_their_length_and_evenly_within() -> None:
    nodes = (A, B)
    assert due_percent(nodes, date(2025, 12, 31)) == 0
    assert due_percent(nodes, date(2026, 1, 1)) == 2.5
    assert due_percent(nodes, date(2026, 1, 10)) == 25
    assert due_percent(nodes, date(2026, 1, 25)) == 62.5
    assert due_percent(nodes, date(2026, 2, 9)) == 100
    assert due_percent(nodes, date(2027, 1, 1)) == 100


def test_a_node_with_a_last_day_only_counts_on_that_day() -> None:
    nodes = tuple(PlanNode(str(month), "", due=date(2026, month, 1)) for month in (3, 6, 9, 12))
    assert due_percent(nodes, date(2026, 5, 31)) == 25
    assert due_percent(nodes, date(2026, 6, 1)) == 50
    # a first day behind the last one is no length
    odd = PlanNode("x", "", start=date(2026, 3, 2), due=date(2026, 3, 1))
    assert due_percent([odd], date(2026, 3, 1)) == 100


def test_without_dated_nodes_the_term_counts_and_without_a_term_nobody_can_say() -> None:
    undated = (PlanNode("a", "立项", start=date(2026, 1, 1)),)
    assert due_percent(undated, date(2026, 1, 5), start=date(2026, 1, 1), end=date(2026, 1, 10)) == 50
    assert due_percent(undated, date(2026, 1, 5), start=date(2026, 1, 1)) is None
    assert due_percent((), date(2026, 1, 5), end=date(2026, 1, 10)) is None


def test_the_sentence() -> None:
    assert Pace(None, 40).words == ""
    assert Pace(62, None).words == "序时进度应达 62%，还没有报进度"
    assert Pace(62.5, 45).words == "序时进度应达 62.5%，实报 45%，欠 17.5 个百分点"
    assert Pace(62, 62).words == "序时进度应达 62%，实报 62%"
    assert Pace(62, 70).words == "序时进度应达 62%，实报 70%，超前 8 个百分点"
    assert Pace(62, None).behind is None
    assert Pace(None, 5).behind is None
    found = pace((A, B), date(2026, 1, 25), 50)
    assert found.behind == 12.5


def test_late_nodes_the_latest_first() -> None:
    done = PlanNode("c", "招标", due=date(2026, 1, 5), done_on=date(2026, 1, 9))
    found = late_nodes((B, done, A), date(2026, 2, 12))
    assert [(node.name, days) for node, days in found] == [("立项", 33), ("施工", 3)]
    assert late_nodes((A,), date(2026, 1, 10)) == ()
