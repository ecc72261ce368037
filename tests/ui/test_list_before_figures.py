"""The list is read before anything is counted beside it, and a count nobody waits for is given up."""

import pytest

from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.services import ledger, matters
from ducha_desktop.ui.operations import Task
from ducha_desktop.ui.operations.ledger import LedgerSource
from tests.ui.conftest import settle


@pytest.fixture
def heard(program):
    """What came home, in its order."""
    page, heard = program.window.ledger, []
    page.model.counted.connect(lambda count: heard.append(("rows", count)))
    page.counting.told.connect(lambda tallies, count: heard.append(("figures", tallies.rows, count)))
    return heard


def test_figures_follow_the_list(program, heard):
    page = program.window.ledger
    page.ask(LedgerQuery(units=("县交通局",)))
    settle(program)
    assert heard == [("rows", 13), ("figures", 13, 40)]
    assert page.footer.texts[0] == "共 13 条（全部 40）"


def test_figures_of_a_list_that_is_not_wanted_any_more_never_come(program, heard):
    page = program.window.ledger
    page.ask(LedgerQuery(units=("县交通局",)))
    page.ask(LedgerQuery(units=("县住建局",)))
    page.clear_filters()
    settle(program)
    assert [each for each in heard if each[0] == "figures"] == [("figures", 40, 40)]


def test_another_order_counts_nothing_anew(program, heard):
    page = program.window.ledger
    page._sort("due")
    settle(program)
    assert heard == [("rows", 40)]


def test_a_change_is_seen_and_counted_and_the_cursor_stays_with_its_matter(program, heard):
    page = program.window.ledger
    page.table.go_to(7)
    settle(program)
    uid, before = page.table.current_row().uid, page.table.currentIndex().row()

    def asked_anew(uid):
        raise AssertionError(f"{uid} is on the page that has just been read")

    page.outlining.shown.position = asked_anew
    office = program.door.office
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [page.model.row(0).uid])
    program.door.bus.tell(work.changes)
    settle(program)
    assert heard == [("rows", 39), ("figures", 39, 39)]
    assert (page.table.current_row().uid, page.table.currentIndex().row()) == (uid, before - 1)


@pytest.mark.parametrize("sort", [SortKey.ENTRY, SortKey.DUE, SortKey.TITLE])
def test_a_list_of_what_a_unit_holds_is_gone_through_once_and_again_after_a_change(program, sort):
    door, query = program.door, LedgerQuery(units=("县交通局",), sort=sort)
    source = LedgerSource(query)

    def opened():
        return source.opening(9)._work(door, Task())

    with door.office.read() as reader:
        rows = list(ledger.every(reader, query))
    first = opened()
    assert (first.count, first.page, list(first.rows)) == (13, 0, rows)
    with door.office.write("matter.delete", words="删除") as work:
        matters.remove(work, [rows[4].uid])
    assert list(source.page(0)._work(door, Task())) == rows[:4] + rows[5:], "what is gone leaves no gap"
    again = opened()
    assert (again.count, list(again.rows)) == (12, rows[:4] + rows[5:])
