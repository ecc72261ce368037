"""Editing in the ledger as in a spreadsheet: blocks, keys, paste, fill, and editors that never lose a word."""

import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from ducha_desktop.domain.states import Action
from ducha_desktop.ui.pages.ledger.many import ManyDialog
from ducha_desktop.ui.pages.ledger.many_acts import ManyActsDialog, offered
from ducha_desktop.ui.pages.ledger.paste_preview import PastePreview
from ducha_desktop.ui.tables.clipboard import OWN
from ducha_desktop.ui.widgets import editors
from tests.ui.conftest import TODAY, settle, spin
from tests.ui.sheet import AT, CONTROL, LEFT, NO, SHIFT, Key, open_sheet, press, put, stored


@pytest.fixture
def page(program):
    return open_sheet(program)


@pytest.fixture
def accept(monkeypatch):
    """Accept every preview; keeps those that were shown."""
    shown = []

    def exec_(preview):
        shown.append(preview._plan)
        return 1

    monkeypatch.setattr(PastePreview, "exec", exec_)
    return shown


def on_clipboard(text="", html=""):
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def cell(page, row, key):
    return page.table.visualRect(page.model.index(row, AT[key])).center()


def at(page):
    return page.table.currentIndex().row(), page.table.currentIndex().column()


def test_typing_where_nothing_can_be_written_leads_to_no_other_row(page):
    put(page, 2, "number")
    page.table.keyboardSearch(
        page.model.index(0, AT["number"]).data()
    )  # what Qt does with letters typed there
    assert at(page) == (2, AT["number"])


def test_click_and_drag_take_cells_and_the_left_edge_takes_rows(page):
    table, view = page.table, page.table.viewport()
    QTest.mouseClick(view, LEFT, NO, cell(page, 2, "lead_unit"))
    assert (table.block.spans, table.block.columns) == (((2, 2),), (AT["lead_unit"],))
    QTest.mousePress(view, LEFT, NO, cell(page, 1, "title"))
    QTest.mouseMove(view, cell(page, 3, "lead_unit"))
    QTest.mouseRelease(view, LEFT, NO, cell(page, 3, "lead_unit"))
    assert table.block.spans == ((1, 3),)
    assert table.block.columns == (AT["title"], AT["lead_unit"])
    QTest.mouseClick(view, LEFT, SHIFT, cell(page, 5, "due"))
    assert table.block.spans == ((1, 5),)
    assert AT["due"] in table.block.columns
    edge = QPoint(table.columnViewportPosition(table.cells.first) + 4, cell(page, 4, "title").y())
    QTest.mouseClick(view, LEFT, NO, edge)
    assert table.block.whole
    assert table.selected_rows() == [4]
    QTest.mouseClick(view, LEFT, CONTROL, edge + QPoint(0, 60))
    assert table.selected_rows() == [4, 6]
    QTest.mouseClick(view, LEFT, SHIFT, edge)
    assert table.selected_rows() == [4, 5, 6]


def test_keys_move_and_stretch_as_in_a_spreadsheet(page):
    put(page, 3, "title")
    press(page, Key.Key_Return)
    assert at(page) == (4, AT["title"])
    press(page, Key.Key_Return, SHIFT)
    press(page, Key.Key_Tab)
    assert at(page) == (3, AT["lead_unit"])
    press(page, Key.Key_Tab)
    press(page, Key.Key_Return)
    assert at(page) == (4, AT["title"]), "Enter returns to where Tab began"
    press(page, Key.Key_Backtab, SHIFT)
    assert at(page) == (4, AT["number"])
    press(page, Key.Key_Right)
    press(page, Key.Key_Down, SHIFT)
    press(page, Key.Key_Right, SHIFT)
    assert (page.table.block.spans, len(page.table.block.columns)) == (((4, 5),), 2)
    press(page, Key.Key_End, CONTROL)
    assert at(page) == (39, page.table.seen()[-1])
    press(page, Key.Key_Home, CONTROL)
    assert at(page) == (0, page.table.seen()[0])
    press(page, Key.Key_End, SHIFT | CONTROL)
    assert page.table.block.whole
    assert page.table.block.height == 40
    put(page, 7, "due")
    press(page, Key.Key_Space, SHIFT)
    assert page.table.block.whole
    assert page.table.selected_rows() == [7]
    press(page, Key.Key_A, CONTROL)
    assert page.table.block.height == 40


def test_a_block_goes_out_as_cells_and_comes_back_whole(program, page, accept, answers):
    put(page, 0, "title", to=(2, "due"))
    press(page, Key.Key_C, CONTROL)
    settle(program)
    data = QGuiApplication.clipboard().mimeData()
    rows = stored(program)
    lines = data.text().splitlines()
    assert len(lines) == 3
    assert lines[0].split("\t") == [rows[0].title, "县住建局", "陈立群", rows[0].due.isoformat()]
    assert "mso-number-format:'yyyy" in data.html()
    assert data.hasFormat(OWN)
    put(page, 10, "title")
    press(page, Key.Key_V, CONTROL)
    settle(program)
    after = stored(program)
    assert [row.title for row in after[10:13]] == [row.title for row in rows[:3]]
    assert [row.due for row in after[10:13]] == [row.due for row in rows[:3]]
    assert len(after) == 40
    assert answers.toasts[-1].startswith("已粘贴")
    answers.undo()
    settle(program)
    assert stored(program) == rows


def test_a_paste_from_excel_goes_down_and_right_over_the_rows_as_they_are_seen(
    program, page, accept, answers
):
    page.table._header_clicked(AT["progress_percent"])
    page.table._header_clicked(AT["progress_percent"])
    settle(program)
    uids = [page.model.row(n).uid for n in range(3)]
    put(page, 0, "title")
    on_clipboard('"第一行\n第二行"\t县卫健局\r\n乙\t县交通局\r\n')
    press(page, Key.Key_V, CONTROL)
    settle(program)
    found = {row.uid: (row.title, row.lead_unit) for row in stored(program)}
    assert found[uids[0]] == ("第一行\n第二行", "县卫健局")
    assert found[uids[1]] == ("乙", "县交通局")
    assert found[uids[2]][0] not in {"", "乙"}, "the line feed at the end ate no row"
    assert not accept, "a small clean paste goes straight in"
    assert answers.toasts[-1] == "已粘贴 3 格（2 项）"


def test_trouble_is_shown_before_it_counts_and_wrong_cells_stay_out(program, page, accept, answers):
    before = stored(program)
    put(page, 0, "due")
    on_clipboard("2026年12月底前\t绿灯\t在办\t150\r\n随时\t\t\t60%\r\n")
    press(page, Key.Key_V, CONTROL)
    settle(program)
    assert len(accept) == 1
    plan = accept[0]
    found = {cell.key: cell.worth.value for cell in plan.cells if cell.worth.value != "good"}
    assert found == {"due": "doubt", "progress_percent": "wrong"}
    after = stored(program)
    assert after[0].progress_percent == before[0].progress_percent
    assert after[0].due_text == "2026年12月底前"
    assert after[1].progress_percent == 60


def test_lines_beyond_the_list_become_new_matters(program, page, accept):
    put(page, 39, "title")
    on_clipboard("改了最后一件\t县住建局\n新来的一件\t县交通局\n新来的两件\t县卫健局\n")
    press(page, Key.Key_V, CONTROL)
    settle(program)
    after = stored(program)
    assert len(after) == 42
    assert {"改了最后一件", "新来的一件", "新来的两件"} <= {row.title for row in after}
    assert page.table.current_row().title == "新来的一件"
    QTest.keyClick(program.window, Key.Key_Z, CONTROL)
    settle(program)
    assert len(stored(program)) == 40


def test_one_cell_fills_a_block_and_fill_down_does_it_by_key(program, page, accept):
    put(page, 3, "lead_unit", to=(6, "lead_unit"))
    on_clipboard("县卫健局")
    press(page, Key.Key_V, CONTROL)
    settle(program)
    assert {row.lead_unit for row in stored(program)[3:7]} == {"县卫健局"}
    put(page, 7, "title", to=(9, "lead_unit"))
    press(page, Key.Key_D, CONTROL)
    settle(program)
    rows = stored(program)
    assert {(row.title, row.lead_unit) for row in rows[7:10]} == {(rows[7].title, rows[7].lead_unit)}
    put(page, 12, "due")
    press(page, Key.Key_D, CONTROL)
    settle(program)
    assert stored(program)[12].due == stored(program)[11].due


def test_today_and_fill_right(program, page, accept):
    put(page, 4, "due", to=(5, "due"))
    press(page, Key.Key_Semicolon, CONTROL)
    settle(program)
    assert [row.due for row in stored(program)[4:6]] == [TODAY, TODAY]
    put(page, 3, "responsible_leaders")
    press(page, Key.Key_R, CONTROL)
    settle(program)
    assert [cell.worth.value for cell in accept[0].cells] == ["wrong"], "a unit is no person"


def test_del_clears_cells_says_what_it_left_and_deletes_whole_rows_only(program, page, answers):
    put(page, 0, "title", to=(1, "progress_percent"))
    press(page, Key.Key_Delete)
    settle(program)
    rows = stored(program)
    assert len(rows) == 40
    assert [(row.lead_unit, row.due, row.progress_percent) for row in rows[:2]] == [("", None, None)] * 2
    assert rows[0].title
    assert answers.toasts[-1] == "已清除 8 格（2 项）（事项、亮灯、状态不能清空，没有改）"
    put(page, 5, "lead_unit", to=(5, "lead_unit"))
    press(page, Key.Key_X, CONTROL)
    settle(program)
    assert stored(program)[5].lead_unit == ""
    assert QGuiApplication.clipboard().text().strip() == rows[5].lead_unit
    press(page, Key.Key_Space, SHIFT)
    press(page, Key.Key_Delete)
    settle(program)
    assert len(stored(program)) == 39


def test_several_matters_get_the_same_values_after_the_count_is_shown(program, page, answers, monkeypatch):
    put(page, 0, "lead_unit", to=(5, "lead_unit"))
    said = []

    def fill(dialog):
        editors.fill(dialog.fields["lead_unit"], "县卫健局")
        dialog.add("co_units")
        editors.fill(dialog.fields["co_units"], "县住建局")
        spin(300)
        settle(program)
        said.append(dialog.count.text())
        return 1

    monkeypatch.setattr(ManyDialog, "exec", fill)
    press(page, Key.Key_E, CONTROL | SHIFT)
    settle(program)
    rows = stored(program)
    assert {row.lead_unit for row in rows[:6]} == {"县卫健局"}
    assert {row.co_units for row in rows[:6]} == {("县住建局",)}
    assert said == ["将改 6 项、10 格。可以一次撤销。"]
    answers.undo()
    settle(program)
    assert len({row.lead_unit for row in stored(program)[:6]}) == 3


def test_a_field_left_blank_stays_as_it_is_until_it_is_to_be_emptied(program, page, answers, monkeypatch):
    put(page, 0, "lead_unit", to=(5, "lead_unit"))
    before, said = stored(program), []

    def fill(dialog):
        spin(300)
        settle(program)
        said.append((dialog.count.text(), dialog._go.isEnabled()))
        dialog._emptied["lead_unit"].click()
        spin(300)
        settle(program)
        said.append((dialog.count.text(), dialog._go.isEnabled()))
        return 1

    monkeypatch.setattr(ManyDialog, "exec", fill)
    press(page, Key.Key_E, CONTROL | SHIFT)
    settle(program)
    assert said == [("请填写要改成什么。", False), ("将改 6 项、6 格。可以一次撤销。", True)]
    assert [row.lead_unit for row in stored(program)[:7]] == [*[""] * 6, before[6].lead_unit]


def test_an_action_on_several_takes_those_that_allow_it_and_names_the_rest(
    program, page, answers, monkeypatch
):
    page.table.select_rows(18, 32)
    rows = stored(program)[18:33]
    offers = {each.line.word: each for each in offered(rows)}
    assert len(offers["签收"].allowed) == 5
    assert "2 项处于“已签收在办”" in offers["签收"].why or "2 项处于" in offers["签收"].why
    menu = QMenu()
    page.deeds.offer_acts(menu)
    settle(program)
    assert any(entry.text().startswith("签收（15 项中的 5 项）") for entry in menu.actions())
    monkeypatch.setattr(ManyActsDialog, "exec", lambda _dialog: 1)
    page.deeds.act_many(offers["签收"])
    settle(program)
    assert sum(row.state == "Q" for row in stored(program)) == 25
    assert answers.toasts[-1] == "已签收 5 项"
    answers.undo()
    settle(program)
    assert sum(row.state == "Q" for row in stored(program)) == 20
    assert Action.SIGN in {each.line.action for each in offered(rows)}


def test_a_block_of_five_thousand_cells_never_stops_the_window(program, page, accept, gaps):
    put(page, 0, "title")
    on_clipboard("".join(f"粘贴的第{n}件\t县住建局\t陈立群\t2027-0{n % 9 + 1}-15\n" for n in range(1250)))
    gaps.start()
    press(page, Key.Key_V, CONTROL)
    settle(program, seconds=120)
    worst = gaps.stop()
    assert len(stored(program)) == 500 or page.model.rowCount() == 1250
    assert worst < 100, f"{worst:.0f} ms"
