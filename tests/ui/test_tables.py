"""The windowed table: a million rows in a few pages of memory, and never a wait."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ducha_desktop.ui.bus import Bus
from ducha_desktop.ui.operations import Door, Read
from ducha_desktop.ui.stretch import PAGE, Opening
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.model import WAITING, WindowModel
from ducha_desktop.ui.tables.pages import KEPT, PageCache
from ducha_desktop.ui.tables.view import WindowTable
from tests.ui.conftest import spin

MILLION = 1_000_000
COLUMNS = (Column("编号", "number", lambda n: f"{n}", 80), Column("事项", "title", lambda n: f"第 {n} 件", 0))


class Numbers:
    """A list of numbers, as long as wanted; keeps what was asked for."""

    def __init__(self, count, gate=None):
        self.count, self.gate, self.asked = count, gate, []

    def opening(self, page):
        last = max(0, (self.count - 1) // PAGE)
        return Read(lambda _d, _t: Opening(self.count, min(page, last), self._rows(min(page, last))))

    def page(self, number):
        def work(_door, _task):
            self.asked.append(number)
            if self.gate is not None:
                self.gate.wait(5)
            return self._rows(number)

        return Read(work)

    def _rows(self, number):
        return range(number * PAGE, min(self.count, (number + 1) * PAGE))


@pytest.fixture
def door(qapp):
    made = Door(Bus())
    yield made
    made.close()
    spin(20)


def rest(door):
    for _ in range(400):
        spin(10)
        if door.idle:
            spin(15)
            if door.idle:
                return
    raise AssertionError("not at rest")


def text(model, row, column=1):
    return model.data(model.index(row, column), Qt.ItemDataRole.DisplayRole)


def test_rows_that_are_not_here_are_waited_for_by_nobody(door):
    gate = threading.Event()
    source = Numbers(MILLION, gate)
    model = WindowModel(door, COLUMNS)
    model.open(source)
    rest(door)
    assert model.rowCount() == MILLION
    assert text(model, 5) == "第 5 件"
    assert text(model, 700_000) == WAITING
    spin(30)
    gate.set()
    rest(door)
    assert text(model, 700_000) == "第 700000 件"


def test_the_pages_around_are_read_once_the_page_itself_is_there(door):
    gate = threading.Event()
    source = Numbers(MILLION, gate)
    model = WindowModel(door, COLUMNS)
    model.open(source)
    rest(door)
    place = 700_000 // PAGE
    text(model, 700_000)
    spin(150)
    assert source.asked == [place], "nothing else takes part of the time in which it is waited for"
    gate.set()
    spin(150)
    rest(door)
    assert source.asked == [place, place + 1, place - 1]


def test_a_refresh_reads_the_page_that_is_looked_at_once(door):
    source = Numbers(MILLION)
    model = WindowModel(door, COLUMNS)
    model.open(source)
    rest(door)
    model.refresh()
    assert text(model, 5) == "第 5 件"
    rest(door)
    assert source.asked == [], "it came with the length of the list"


def test_memory_stays_bounded_however_far_one_scrolls(door):
    model = WindowModel(door, COLUMNS)
    model.open(Numbers(MILLION))
    rest(door)
    for place in range(0, MILLION, 9_973):
        text(model, place)
        rest(door) if place % 7 == 0 else spin(1)
    rest(door)
    assert len(model._cache) <= KEPT


def test_pages_scrolled_past_are_withdrawn(door):
    gate = threading.Event()
    source = Numbers(MILLION, gate)
    model = WindowModel(door, COLUMNS)
    model.open(source)
    rest(door)
    for page in range(100, 160):
        text(model, page * PAGE)
        spin(2)
    gate.set()
    rest(door)
    assert len(source.asked) < 20
    assert text(model, 159 * PAGE) == f"第 {159 * PAGE} 件"


def test_the_event_loop_never_stops_over_a_million_rows(door, gaps):
    model = WindowModel(door, COLUMNS)
    table = WindowTable(model)
    table.resize(900, 600)
    table.show()
    gaps.start()
    model.open(Numbers(MILLION))
    rest(door)
    bar = table.verticalScrollBar()
    for part in (0.5, 0.1, 0.9, 1.0, 0.0):
        bar.setValue(round(bar.maximum() * part))
        spin(40)
    table.go_to(MILLION - 1)
    rest(door)
    worst = gaps.stop()
    assert table.current_row() == MILLION - 1
    assert worst < 100, f"{worst:.0f} ms"
    table.close()
    table.deleteLater()


def test_a_refresh_keeps_what_is_shown_until_it_is_replaced(door):
    source = Numbers(300)
    model = WindowModel(door, COLUMNS)
    model.open(source)
    rest(door)
    text(model, 200)
    rest(door)
    source.count = 250
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.refresh()
    assert text(model, 200) == "第 200 件"
    rest(door)
    assert model.rowCount() == 250
    assert resets == []


def test_one_cell_is_copied_alone_and_rows_as_lines(door):
    model = WindowModel(door, COLUMNS)
    table = WindowTable(model)
    model.open(Numbers(10))
    rest(door)
    table.setCurrentIndex(model.index(3, 1))
    assert table.copied() == "第 3 件"
    table.reselect([3, 4])
    assert table.copied() == "3\t第 3 件\n4\t第 4 件"
    assert table.selected_count() == 2
    table.deleteLater()


def test_columns_become_slim_and_then_give_way_to_the_title(door):
    columns = (
        Column("编号", "number", lambda n: f"{n}", 110), Column("事项", "title", lambda n: f"第 {n} 件", 0),
        Column("单位", "unit", lambda _n: "县住建局", 120, 90), Column("状态", "state", lambda _n: "在办", 80, gives_way=1),
        Column("备注", "note", lambda _n: "无", 60),
    )  # fmt: skip
    model = WindowModel(door, columns)
    table = WindowTable(model)
    table.show_column("note", shown=False)
    model.open(Numbers(3))
    rest(door)
    for width, unit, state_gone in ((800, 120, False), (500, 90, False), (430, 90, True), (800, 120, False)):
        table.resize(width, 300)
        table.show()
        spin(10)
        assert (table.columnWidth(2), table.isColumnHidden(3)) == (unit, state_gone)
        assert table.columnWidth(1) >= 130
        assert state_gone or table.columnWidth(3) == 80
        assert table.isColumnHidden(4)
    table.resize(430, 300)
    spin(10)
    table.selectAll()
    assert table.copied().splitlines()[0] == "0\t第 0 件\t县住建局\t在办", (
        "what gave way is copied all the same"
    )
    table.deleteLater()


def test_the_cache_knows_what_is_out_of_date():
    cache: PageCache[int] = PageCache()
    cache.put(0, range(PAGE))
    assert not cache.lacks(0)
    cache.outdate()
    assert cache.lacks(0)
    assert cache.row(5) == 5
    cache.expect(0)
    assert not cache.lacks(0)
    cache.give_up(0)
    assert cache.lacks(0)
    cache.clear()
    assert cache.row(5) is None


def test_a_pressed_heading_asks_nothing_of_a_million_rows(door):
    """Qt would ask every row of the column that a press selects, each time a heading is painted."""
    model = WindowModel(door, COLUMNS)
    table = WindowTable(model)
    model.open(Numbers(MILLION))
    rest(door)
    table.resize(600, 400)
    table.show()
    spin(20)
    asked = []
    flags = model.flags
    model.flags = lambda index: asked.append(index.row()) or flags(index)
    heading = table.headings
    middle = QPoint(heading.sectionViewportPosition(0) + 20, heading.height() // 2)
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    table.selectAll()
    heading.viewport().grab()
    spin(20)
    assert 0 < len(asked) < 5_000
    table.deleteLater()
