"""Columns chosen, dragged and frozen; views kept under a name; what the window remembers of both."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.services import history, ledger
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import register
from ducha_desktop.ui.pages.ledger.columns import COLUMNS
from ducha_desktop.ui.pages.ledger.columns_dialog import ColumnsDialog
from ducha_desktop.ui.pages.ledger.layouts import WHOLE, Layouts
from ducha_desktop.ui.tables.layout import Layout
from tests.ui.conftest import settle

NUMBER = {column.key: place for place, column in enumerate(COLUMNS)}
EVERY = frozenset(NUMBER)


@pytest.fixture
def page(program):
    return program.window.ledger


def visible(page):
    header = page.table.headings
    order = (header.logicalIndex(n) for n in range(header.count()))
    return [COLUMNS[n].key for n in order if not page.table.isColumnHidden(n)]


def entries(page):
    page.views._fill()
    return {action.text(): action for action in page.views._menu.actions() if action.text()}


def test_columns_of_the_matter_show_its_words(program, page):
    page.views.show_column("target", shown=True)
    page.views.show_column("priority", shown=True)
    settle(program)
    assert visible(page)[-2:] == ["priority", "target"]
    assert page.model.index(0, NUMBER["target"]).data() == "按期完成"
    assert page.model.row(0).words.keys() == {"target", "priority"}
    page.model.refresh()
    settle(program)
    assert page.model.index(39, NUMBER["target"]).data() == "按期完成"
    page.views.show_column("target", shown=False)
    settle(program)
    assert "target" not in visible(page)


def test_the_dialog_orders_shows_and_freezes(program, page):
    usual = page.views.columns.usual
    dialog = ColumnsDialog(page, page.views.columns.layout, usual)
    keys = [dialog.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(dialog.list.count())]
    assert tuple(keys) == usual.order
    dialog.list.setCurrentRow(keys.index("due"))
    for _ in range(3):
        dialog.up.click()
    dialog.list.item(keys.index("source")).setCheckState(Qt.CheckState.Checked)
    dialog.frozen.setValue(3)
    chosen = dialog.chosen()
    assert chosen.order.index("due") == usual.order.index("due") - 3
    assert chosen.shown == usual.shown | {"source"}
    assert chosen.frozen == 3
    dialog._fill(usual)
    assert dialog.chosen() == usual
    dialog.deleteLater()


def test_the_window_remembers_columns_widths_and_order(program, page):
    layout = Layout(
        ("title", "number", *[k for k in NUMBER if k not in {"title", "number"}]), EVERY, (("due", 133),), 1
    )
    page.views.columns.lay(layout)
    page.views._laid(page.views.columns.layout)
    page._sort("due")
    settle(program)
    assert visible(page)[:2] == ["title", "number"]
    assert page.table.columnWidth(NUMBER["due"]) == 133
    kept = Layouts(program.door.office.folder.root)
    assert kept.layout(WHOLE, page.views.columns.usual) == layout
    assert kept.order(WHOLE) == (SortKey.DUE, False)
    assert page.views.remember().sort is SortKey.DUE
    kept._settings.setValue(f"ledger/{WHOLE}/columns", "kein json")
    assert kept.layout(WHOLE, page.views.columns.usual) is page.views.columns.usual


def test_frozen_columns_stand_still_and_hand_on_what_is_pressed(program, page):
    page.views.columns.lay(Layout(tuple(NUMBER), EVERY, (), 2))
    settle(program)
    frozen, table = page.views.columns.frozen, page.table
    assert not frozen.isVisible(), "nothing is scrolled, so the table shows its own columns"
    bar = table.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    assert frozen.isVisible()
    assert frozen.sections == [NUMBER["number"], NUMBER["title"]]
    assert frozen.width() == table.columnWidth(0) + table.columnWidth(1)
    table.verticalScrollBar().setValue(97)
    assert frozen.verticalScrollBar().value() == 97
    row = frozen.rowAt(40)
    QTest.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    settle(program)
    assert table.currentIndex().row() == row
    bar.setValue(bar.maximum())
    table.setCurrentIndex(page.model.index(row, NUMBER["lead_unit"]))
    settle(program)
    left = table.columnViewportPosition(NUMBER["lead_unit"])
    assert not frozen.isVisible() or left >= frozen.width(), "the cell with the cursor is never covered"
    page.views.columns.lay(page.views.columns.usual)
    settle(program)
    assert not frozen.isVisible()


def test_views_that_come_with_the_program(program, page):
    entries(page)["已逾期"].trigger()
    settle(program)
    assert {row.light.value for row in map(page.model.row, range(page.model.rowCount()))} == {"red"}
    assert "已逾期" in page.filters.views.text()
    assert page.filters._lights.picked == ("red",)
    entries(page)["本周到期"].trigger()
    settle(program)
    assert page.filters._due.picked == ("this_week",)
    assert entries(page)["本周到期"].isChecked()
    entries(page)["全部台账"].trigger()
    settle(program)
    assert page.model.rowCount() == 40
    assert page.query == LedgerQuery()


def test_keep_open_change_rename_and_delete_a_view(program, page, monkeypatch):
    page.ask(LedgerQuery(units=("县住建局",), stages=("open",)))
    settle(program)
    rows = page.model.rowCount()
    monkeypatch.setattr(ask, "words", lambda *_args, **_kept: "住建口")
    page.views.keep_new()
    settle(program)
    assert page.views.view.name == "住建口"
    page.clear_filters()
    settle(program)
    assert page.filters.views.text() == "视图"
    entries(page)["住建口"].trigger()
    settle(program)
    assert page.model.rowCount() == rows < 40
    page.views._rename()
    page.ask(LedgerQuery(units=("县住建局",)))
    page.views.view = page.views._own[0]
    page.views._update()
    settle(program)
    assert page.views._own[0].query == LedgerQuery(units=("县住建局",))
    page.views._delete()
    settle(program)
    assert "住建口" not in entries(page)
    history.undo(program.door.office)
    page.views.load()
    settle(program)
    assert "住建口" in entries(page)


def test_a_list_filtered_by_a_merged_unit_shows_the_one_that_stayed(program, page, monkeypatch):
    office = program.door.office
    with office.read() as reader:
        uids = {name: uid for uid, name in ledger.choices(reader).units}
    kept, gone = uids["县住建局"], uids["县卫健局"]
    page.ask(LedgerQuery(units=(gone,)))
    settle(program)
    monkeypatch.setattr(ask, "words", lambda *_args, **_kept: "卫健口")
    page.views.keep_new()
    settle(program)
    before = page.model.rowCount()
    register.merge(kept, [gone], words="合并单位", is_unit=True).start(program.door, page)
    settle(program)
    assert page.query.units == (kept,)
    assert page.filters._units.text() == "单位：县住建局"
    assert page.model.rowCount() > before
    assert page.views.view.name == "卫健口"
    program.window.undo()
    settle(program)
    assert page.query.units == (gone,)
    assert page.model.rowCount() == before
