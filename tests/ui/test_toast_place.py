"""A toast leaves the rows at work and the totals below them to be read."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtTest import QTest

from ducha_desktop.ui.widgets.toast import Offer, show_toast
from ducha_desktop.ui.widgets.toast_place import spot, to_keep
from tests.ui.conftest import settle, spin

ROOM, SIZE = QSize(1000, 700), QSize(300, 40)


def test_with_nothing_to_keep_it_stands_in_the_middle_of_the_foot():
    assert QRect(spot(ROOM, SIZE, []), SIZE) == QRect(350, 616, 300, 40)


def test_it_goes_to_the_corner_and_where_that_is_taken_above():
    row = QRect(0, 600, 650, 30)
    corner = QRect(spot(ROOM, SIZE, [row]), SIZE)
    assert (corner.top(), corner.left() > 650) == (616, True)
    wide = QRect(0, 600, 1000, 60)
    above = QRect(spot(ROOM, SIZE, [wide]), SIZE)
    assert above.bottom() < 600
    assert above.left() == 350


@pytest.mark.parametrize(
    "words",
    [
        "已删除",
        "已批量修改 40 项的牵头单位、责任领导、完成时限和目标要求，名册里没有这个单位，已登记为待确认；写错了请撤销",
    ],
)
def test_last_row_current_row_and_totals_stay_free(program, words):
    window, page = program.window, program.window.ledger
    for place in (0, 39):
        page.table.go_to(place)
        settle(program)
        toast = show_toast(window, words, (Offer("撤销", lambda: None),))
        spin(20)
        kept = to_keep(window)
        assert len(kept) >= 2
        assert not [area for area in kept if area.intersects(toast.geometry())]
        assert window.rect().contains(toast.geometry())
        toast.close()
    page.table.select_rows(37, 39)
    QTest.qWait(20)
    toast = show_toast(window, words)
    bar = QRect(page.selection.mapTo(window, page.selection.rect().topLeft()), page.selection.size())
    assert page.selection.isVisible()
    assert not bar.intersects(toast.geometry())
    toast.close()


def test_it_makes_way_for_the_cursor_and_then_stays(program):
    window, table = program.window, program.window.ledger.table
    table.go_to(0)
    settle(program)
    toast = show_toast(window, "已保存", (Offer("撤销", lambda: None),))
    spin(20)
    below = next(row for row in range(1, 40) if on(table, row, window).intersects(toast.geometry()))
    first = toast.geometry()
    table.go_to(below - 3)
    spin(20)
    assert toast.geometry() == first, "nothing is covered"
    table.go_to(below)
    spin(20)
    assert not on(table, below, window).intersects(toast.geometry())
    second = toast.geometry()
    assert second != first
    table.go_to(0)
    spin(20)
    assert toast.geometry() == second, "it does not jump back"
    toast.close()


def on(table, row, window):
    """Where a row is seen in the window."""
    area = QRect(0, table.rowViewportPosition(row), table.viewport().width(), table.rowHeight(row))
    return QRect(table.viewport().mapTo(window, area.topLeft()), area.size())
