"""The ledger grouped and as a tree: a real window, real keys, real rows."""

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from ducha_desktop.domain.ledger_query import GroupLevel, GroupOrder, LedgerQuery, ListColumn
from ducha_desktop.services import ledger, matters_moving
from ducha_desktop.services.outline import Heading
from ducha_desktop.ui.pages.ledger.columns import COLUMNS
from ducha_desktop.ui.tables.heading_line import ARROW, EDGE
from tests.ui.conftest import settle

Key, Held = Qt.Key, Qt.KeyboardModifier
NUMBER = {column.key: place for place, column in enumerate(COLUMNS)}
UNIT = GroupLevel(ListColumn.LEAD_UNIT)


@pytest.fixture
def page(program):
    return program.window.ledger


@pytest.fixture
def grouped(program, page):
    page.outlining.group_by(UNIT)
    settle(program)
    return page


def press(program, page, key, held=Held.NoModifier):
    QTest.keyClick(page.table, key, held)
    settle(program)


def names(page):
    plan = page.model.plan
    return [(part.words, part.count) for part in plan.parts if isinstance(part, Heading)]


def at_heading(page, words):
    plan = page.model.plan
    return next(at for at in range(plan.count) if (h := plan.heading(at)) and h.words == words)


def uids(program, query=None):
    with program.door.office.read() as reader:
        return {row.number: row.uid for row in ledger.every(reader, query or LedgerQuery())}


def test_the_menu_groups_and_the_button_says_so(program, page):
    page.outlining.menu.aboutToShow.emit()
    entry = {action.text(): action for action in page.outlining.menu.actions()}
    entry["牵头单位"].trigger()
    settle(program)
    assert names(page) == [("县交通局", 13), ("县住建局", 14), ("县卫健局", 13)]
    assert page.filters.groups.text() == "分组：牵头单位"
    assert page.footer.texts[0] == "共 40 条"
    assert page.model.rowCount() == 43
    page.outlining.menu.aboutToShow.emit()
    entry = {action.text(): action for action in page.outlining.menu.actions()}
    inner = {action.text(): action for action in entry["组内再按…分"].menu().actions()}
    inner["台账"].trigger()
    settle(program)
    assert names(page)[:3] == [("县交通局", 13), ("年度重点工作", 7), ("重点项目", 6)]
    page.outlining.group_by()
    settle(program)
    assert page.model.plan is None
    assert page.model.rowCount() == 40


def test_sub_totals_arrive_for_the_headings_seen(program, grouped):
    grouped.outlining.turn_all(folded=True)
    settle(program)
    figures = grouped.table.cells.headings.figures
    assert sum(each.rows for each in figures.values()) == 40
    hint = grouped.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert hint.startswith("牵头单位：县交通局，13 项（已折叠）\n合计 ")


def test_keys_fold_unfold_and_walk(program, grouped):
    table = grouped.table
    table.setFocus()
    table.go_to(0)
    press(program, grouped, Key.Key_Left)
    assert grouped.model.heading(0).folded
    assert grouped.model.rowCount() == 43 - 13
    press(program, grouped, Key.Key_Right)
    assert not grouped.model.heading(0).folded
    press(program, grouped, Key.Key_Right)
    assert table.currentIndex().row() == 1
    press(program, grouped, Key.Key_Down, Held.ControlModifier)
    assert table.heading_here().words == "县住建局"
    press(program, grouped, Key.Key_End)
    assert table.heading_here().words == "县卫健局"
    press(program, grouped, Key.Key_Home)
    assert table.currentIndex().row() == 0
    press(program, grouped, Key.Key_PageUp, Held.AltModifier)
    assert grouped.model.rowCount() == 3
    press(program, grouped, Key.Key_Return)
    assert grouped.model.rowCount() == 3 + 13
    press(program, grouped, Key.Key_PageDown, Held.AltModifier)
    assert grouped.model.rowCount() == 43
    table.go_to(3)
    press(program, grouped, Key.Key_Left, Held.AltModifier)
    assert table.currentIndex().row() == 0
    assert grouped.detail.uid == "" or grouped.table.current_row() is None


def test_the_arrow_and_a_double_click_fold(program, grouped):
    table = grouped.table
    top = table.rowViewportPosition(0) + table.rowHeight(0) // 2
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Held.NoModifier, QPoint(EDGE + ARROW // 2, top)
    )
    settle(program)
    assert grouped.model.rowCount() == 43 - 13
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Held.NoModifier, QPoint(200, top))
    settle(program)
    assert grouped.model.rowCount() == 43


def test_ctrl_g_groups_by_the_column_of_the_cursor(program, page, answers):
    row = page.model.row(4)
    page.table.put_cursor(4, NUMBER["light"])
    press(program, page, Key.Key_G, Held.ControlModifier)
    assert page.query.groups == (GroupLevel(ListColumn.LIGHT),)
    assert page.table.current_row().uid == row.uid
    press(program, page, Key.Key_G, Held.ControlModifier)
    assert not page.query.arranged
    page.table.put_cursor(4, NUMBER["title"])
    press(program, page, Key.Key_G, Held.ControlModifier)
    assert answers.toasts[-1].startswith("不能按这一列分组")


def test_a_whole_group_is_selected_folded_or_not(program, grouped, answers):
    grouped.outlining.turn_all(folded=True)
    settle(program)
    place = at_heading(grouped, "县卫健局")
    grouped.table.setFocus()
    grouped.table.go_to(place)
    press(program, grouped, Key.Key_Space, Held.ShiftModifier)
    assert grouped.table.selected_count() == 13
    assert grouped.selection.count.text() == "已选 13 项"
    assert all(grouped.model.row(at).lead_unit == "县卫健局" for at in grouped.table.selected_rows())
    grouped.deeds.delete()
    settle(program)
    assert names(grouped) == [("县交通局", 13), ("县住建局", 14)]


def test_headings_are_no_matters(program, grouped, answers):
    table = grouped.table
    table.selectAll()
    assert table.selected_count() == 40
    table.go_to(0)
    grouped.deeds.clear()
    grouped.deeds.delete()
    settle(program)
    assert len(uids(program)) == 40
    second = at_heading(grouped, "县卫健局")
    table.put_cursor(second - 1, NUMBER["number"])
    table.put_cursor(second + 1, NUMBER["number"], extend=True)
    grouped.deeds.cells.copy()
    settle(program)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2


def test_a_paste_passes_over_headings(program, grouped, answers):
    second = at_heading(grouped, "县卫健局")
    above, below = grouped.model.row(second - 1), grouped.model.row(second + 1)
    QGuiApplication.clipboard().setText("11%\n22%\n")
    grouped.table.put_cursor(second - 1, NUMBER["progress_percent"])
    grouped.deeds.cells.paste()
    settle(program)
    with program.door.office.read() as reader:
        assert ledger.row_by_uid(reader, above.uid).progress_percent == 11
        assert ledger.row_by_uid(reader, below.uid).progress_percent == 22


def test_an_edited_row_goes_to_its_group_and_the_cursor_stays(program, grouped, answers):
    row = grouped.model.row(3)
    follower = grouped.model.row(4)
    grouped.table.put_cursor(3, NUMBER["lead_unit"])
    grouped.deeds.edit_cell(row, "lead_unit", "县卫健局")
    settle(program)
    assert names(grouped) == [("县交通局", 12), ("县住建局", 14), ("县卫健局", 14)]
    assert "已归到相应的组" in answers.toasts[-1]
    assert grouped.table.currentIndex().row() == 3
    assert grouped.table.current_row().uid == follower.uid
    assert grouped.table.cells.headings.figures["县交通局",].rows == 12


def test_filters_search_and_sort_work_inside_groups(program, grouped):
    grouped.search("农贸市场")
    settle(program)
    assert sum(count for _, count in names(grouped)) == 10
    grouped.search("")
    grouped._sort_to("due", True)
    settle(program)
    dues = [grouped.model.row(at).due for at in range(1, 14)]
    assert dues == sorted(dues, reverse=True)
    grouped.filters._lights.pick(["red"])
    grouped.filters.changed.emit()
    settle(program)
    assert grouped.query.groups == (UNIT,)
    grouped.clear_filters()
    settle(program)
    assert grouped.query.groups == (UNIT,)
    assert not grouped.filters.restricts


def test_a_matter_asked_for_is_unfolded(program, grouped):
    grouped.outlining.turn_all(folded=True)
    settle(program)
    uid = next(iter(uids(program, LedgerQuery(leads=("县交通局",))).values()))
    grouped.show_matter(uid)
    settle(program)
    assert grouped.table.current_row().uid == uid


def test_groups_and_folding_are_remembered(program, grouped):
    grouped.outlining.turn(at_heading(grouped, "县卫健局"))
    settle(program)
    kept = grouped.views.remember()
    assert kept.groups == (UNIT,)
    assert grouped.views.folding.others == {("县卫健局",)}
    grouped.outlining.group_by(GroupLevel(ListColumn.LEAD_UNIT, GroupOrder.MOST))
    settle(program)
    assert grouped.views.remember().groups[0].order is GroupOrder.MOST


def test_the_grouped_list_goes_out_with_sub_totals(program, grouped, answers, tmp_path):
    path = tmp_path / "分组.xlsx"
    answers.paths = [path, tmp_path / "分组.pdf"]
    grouped.deeds.exporting.export()
    settle(program)
    page = openpyxl.load_workbook(path)["台账"]
    marked = [row[1].value for row in page.iter_rows() if row[0].value == "小计"]
    assert [words.split("　")[0] for words in marked] == [
        "牵头单位：县交通局",
        "牵头单位：县住建局",
        "牵头单位：县卫健局",
    ]
    assert answers.toasts[-1] == "已导出 40 条：分组.xlsx"
    grouped.deeds.exporting.to_pdf()
    settle(program)
    assert (tmp_path / "分组.pdf").read_bytes().startswith(b"%PDF")


def test_the_tree_is_opened_walked_and_built(program, page, answers):
    page.outlining.turn_tree()
    settle(program)
    assert page.query.tree
    assert [words for words, _ in names(page)] == ["年度重点工作", "重点项目"]
    table = page.table
    table.setFocus()
    table.go_to(2)
    first, moved = page.model.row(1), page.model.row(2)
    press(program, page, Key.Key_Right, Held.AltModifier | Held.ShiftModifier)
    assert page.model.row(2).uid == moved.uid
    assert page.model.row(2).depth == 1
    assert page.model.row(1).parts == 1
    assert page.model.row(1).opened
    assert table.currentIndex().row() == 2
    press(program, page, Key.Key_Left, Held.AltModifier)
    assert table.current_row().uid == first.uid
    press(program, page, Key.Key_Left, Held.AltModifier)
    assert not page.model.row(1).opened
    press(program, page, Key.Key_Right, Held.AltModifier)
    press(program, page, Key.Key_Right, Held.AltModifier)
    assert table.current_row().uid == moved.uid
    press(program, page, Key.Key_Left, Held.AltModifier | Held.ShiftModifier)
    assert page.model.row(1).parts == 0
    press(program, page, Key.Key_G, Held.ControlModifier | Held.ShiftModifier)
    assert not page.query.tree


def test_a_matter_is_put_beneath_another_by_its_number(program, page, answers, monkeypatch):
    whole, part = page.model.row(0), page.model.row(7)
    monkeypatch.setattr(answers, "words", lambda *_: whole.number, raising=False)
    page.table.go_to(7)
    page.deeds.placing.choose()
    settle(program)
    assert answers.toasts[-1] == f"已把{part.number}放到{whole.number}之下"
    page.show_matter(whole.uid)
    settle(program)
    monkeypatch.setattr(answers, "words", lambda *_: part.number, raising=False)
    page.deeds.placing.choose()
    settle(program)
    assert "它自己的下级" in answers.said[-1]


def test_hits_of_a_search_stand_below_what_they_are_part_of(program, page):
    by_number = uids(program)
    whole, part = (by_number[page.model.row(at).number] for at in (0, 3))
    with program.door.office.write("matter.place", words="移动") as work:
        matters_moving.place_under(work, [part], whole)
    page.outlining.turn_tree()
    settle(program)
    with program.door.office.read() as reader:
        title = ledger.row_by_uid(reader, part).title
    page.search(title[-4:])
    settle(program)
    lines = [page.model.row(at) for at in range(page.model.rowCount())]
    trees = [row for row in lines if row is not None]
    assert [row.uid for row in trees if row.beside] == [whole]
    assert part in [row.uid for row in trees if row.depth == 1]
    assert page.table.editing.faded(trees[0])


def test_no_turn_of_the_event_loop_is_long(program, page, gaps):
    gaps.start()
    page.outlining.group_by(UNIT, GroupLevel(ListColumn.STATE))
    settle(program)
    page.outlining.turn_all(folded=True)
    settle(program)
    page.outlining.turn_tree()
    settle(program)
    assert gaps.stop() < 100
