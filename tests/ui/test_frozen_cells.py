"""Cells under frozen columns: selecting, copying, pasting, walking and editing across the line where they stand still."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ducha_desktop.ui.pages.ledger.paste_preview import PastePreview
from ducha_desktop.ui.tables.layout import Layout
from tests.ui.conftest import settle, spin
from tests.ui.sheet import AT, CONTROL, LEFT, NO, SHIFT, Key, open_sheet, press, put, stored, typed


@pytest.fixture
def page(program, monkeypatch):
    """Every column shown, two of them frozen, scrolled as far to the right as `lead_unit` stays in sight."""
    made = open_sheet(program)
    monkeypatch.setattr(PastePreview, "exec", lambda _preview: 1)
    made.views.columns.lay(Layout(tuple(AT), frozenset(AT), (), 2))
    settle(program)
    scroll(made)
    return made


def scroll(page):
    table = page.table
    frozen = page.views.columns.frozen
    table.horizontalScrollBar().setValue(table.columnWidth(AT["number"]) + 40)
    assert frozen.isVisible()
    assert frozen.sections == [AT["number"], AT["title"]]


def spot(page, row, key):
    """The middle of a cell as it is seen, in the table's own view."""
    frozen = page.views.columns.frozen
    view = frozen if frozen.isVisible() and AT[key] in frozen.sections else page.table
    return view.visualRect(page.model.index(row, AT[key])).center()


def drag(page, start, end):
    """Press on one cell, draw to another, let go: the widget that was pressed hears all of it, as under X11."""
    frozen, table = page.views.columns.frozen, page.table
    held = frozen if AT[start[1]] in frozen.sections else table
    QTest.mousePress(held.viewport(), LEFT, NO, spot(page, *start))
    for place in (end[0], end[0]):
        QTest.mouseMove(held.viewport(), spot(page, place, end[1]))
    QTest.mouseRelease(held.viewport(), LEFT, NO, spot(page, *end))


def columns(page):
    return [page.model.columns[n].key for n in page.table.block.columns]


def scrolled(page):
    return page.table.horizontalScrollBar().value()


def test_a_click_in_a_frozen_cell_leaves_the_list_where_it_is(program, page):
    before = scrolled(page)
    QTest.mouseClick(page.views.columns.frozen.viewport(), LEFT, NO, spot(page, 3, "title"))
    settle(program)
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (3, AT["title"])
    assert scrolled(page) == before
    assert page.views.columns.frozen.selectionModel() is page.table.selectionModel(), (
        "it shows what is selected"
    )


@pytest.mark.parametrize(
    ("start", "end"), [((2, "title"), (5, "lead_unit")), ((5, "lead_unit"), (2, "title"))]
)
def test_a_block_is_drawn_across_the_line_both_ways(program, page, start, end):
    before = scrolled(page)
    between = [key for key in AT if AT["title"] <= AT[key] <= AT["lead_unit"]]
    drag(page, start, end)
    settle(program)
    assert page.table.block.spans == ((2, 5),)
    assert columns(page) == between
    assert 0 < scrolled(page) <= before, "no further than to bring out the cell that was half covered"


def test_keys_cross_the_line_and_stretch_a_block_over_it(program, page):
    put(page, 4, "lead_unit")
    scroll(page)
    before = scrolled(page)
    seen = page.table.seen()
    for _ in range(seen.index(AT["lead_unit"]) - seen.index(AT["title"])):
        press(page, Key.Key_Left, SHIFT)
    press(page, Key.Key_Down, SHIFT)
    assert page.table.block.spans == ((4, 5),)
    assert columns(page)[0] == "title"
    assert columns(page)[-1] == "lead_unit"
    assert scrolled(page) <= before
    put(page, 4, "title")
    scroll(page)
    press(page, Key.Key_Down)
    press(page, Key.Key_Left)
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (5, AT["number"])
    assert page.views.columns.frozen.isVisible(), (
        "walking in columns that stand still scrolls nothing sideways"
    )
    press(page, Key.Key_Home)
    press(page, Key.Key_End)
    at = page.table.currentIndex()
    left = page.table.columnViewportPosition(at.column())
    assert left >= page.views.columns.frozen.width(), "the cell with the cursor is never covered"
    assert left < page.table.viewport().width()


def test_a_cell_walked_to_comes_out_from_under_the_frozen_columns(program, page):
    table, frozen = page.table, page.views.columns.frozen
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    place = next(n for n in table.seen() if table.columnViewportPosition(n) >= frozen.width())
    table.put_cursor(3, place)
    for _ in range(table.seen().index(place) - 2):
        press(page, Key.Key_Left)
        at = table.currentIndex().column()
        assert table.columnViewportPosition(at) >= (frozen.width() if frozen.isVisible() else 0)


def test_copy_and_paste_over_the_line(program, page, answers):
    put(page, 1, "title", to=(2, "lead_unit"))
    scroll(page)
    press(page, Key.Key_C, CONTROL)
    settle(program)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().rstrip("\n").splitlines()]
    rows = stored(program)
    assert [(line[0], line[-1]) for line in lines] == [(row.title, row.lead_unit) for row in rows[1:3]]
    QGuiApplication.clipboard().setText("甲事\n乙事\n")
    QTest.mouseClick(page.views.columns.frozen.viewport(), LEFT, NO, spot(page, 5, "title"))
    press(page, Key.Key_V, CONTROL)
    settle(program)
    assert [row.title for row in stored(program)[5:7]] == ["甲事", "乙事"]
    assert page.views.columns.frozen.isVisible()
    program.window.undo()
    settle(program)
    assert [row.title for row in stored(program)[5:7]] == [row.title for row in rows[5:7]]


def test_a_frozen_cell_is_edited_where_the_table_shows_it(program, page):
    QTest.mouseClick(page.views.columns.frozen.viewport(), LEFT, NO, spot(page, 3, "title"))
    typed(page, "G318 km")
    spin(20)
    editor = page.table.editing.editor
    assert editor is not None
    assert page.table.viewport().rect().contains(editor.geometry().center())
    assert not page.views.columns.frozen.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    settle(program)
    assert stored(program)[3].title == "G318 km"


def test_the_wheel_the_menu_and_the_headings_of_frozen_columns_are_those_of_the_table(program, page):
    frozen, table = page.views.columns.frozen, page.table
    table.verticalScrollBar().setValue(120)
    assert frozen.verticalScrollBar().value() == table.verticalScrollBar().value()
    asked = []
    table.customContextMenuRequested.disconnect()
    table.customContextMenuRequested.connect(asked.append)
    at = QPoint(30, 50)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, frozen.viewport().mapToGlobal(at))
    QApplication.sendEvent(frozen.viewport(), event)
    assert asked == [at]
    heading = frozen.headings
    middle = QPoint(
        heading.sectionViewportPosition(AT["title"]) + heading.sectionSize(AT["title"]) // 2,
        heading.height() // 2,
    )
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, NO, middle)
    settle(program)
    assert page.query.sort.value == "title"
    before = scrolled(page)
    assert before > 0
