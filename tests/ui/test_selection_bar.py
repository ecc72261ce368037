"""Several rows selected: what can be done to all of them is offered in sight, and the counts stay."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from ducha_desktop.domain.states import TRANSITIONS, Action, State, actions_from
from ducha_desktop.ui.pages.ledger.actions import ActionBar
from ducha_desktop.ui.pages.ledger.many import ManyDialog
from ducha_desktop.ui.pages.ledger.many_acts import ManyActsDialog
from tests.ui.conftest import settle, spin

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(program):
    program.window.activateWindow()
    assert QTest.qWaitForWindowActive(program.window, 5_000)
    page = program.window.ledger
    page.table.setFocus()
    return page


def take_three(page):
    page.table.go_to(0)
    for _ in range(2):
        QTest.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    spin(20)


def words_of(menu):
    return [entry.text() for entry in menu.actions() if not entry.isSeparator()]


def test_the_bar_comes_with_the_second_row_and_the_counts_stay(program, page):
    counts = page.footer.texts
    assert page.selection.isHidden()
    take_three(page)
    assert page.selection.isVisible()
    assert page.selection.count.text() == "已选 3 项"
    assert page.footer.texts == counts
    assert page.footer._stages.isVisible()
    assert [told.text() for told in page.selection._keys] == ["Ctrl+Shift+E", "Ctrl+Shift+B", "Esc"]
    assert all(told.isVisible() for told in page.selection._keys)


def test_escape_and_its_button_leave_the_cell_of_the_cursor(program, page):
    take_three(page)
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.selection.isHidden()
    assert page.table.selected_rows() == [2]
    take_three(page)
    page.selection.clear.click()
    assert page.table.selected_rows() == [2]
    assert page.table.hasFocus()


def test_the_last_row_stays_in_sight_when_the_bar_comes(program, page):
    page.table.go_to(39)
    QTest.keyClick(page.table, Qt.Key.Key_Up, SHIFT)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.selection.isHidden()
    page.table.go_to(38)
    QTest.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    spin(30)
    assert page.selection.isVisible()
    area = page.table.visualRect(page.table.currentIndex())
    assert area.height() > 0
    assert page.table.viewport().rect().contains(area.center())
    assert area.bottom() <= page.table.viewport().height()


def test_its_buttons_open_the_forms_for_all_of_them(program, page, monkeypatch):
    opened = []
    monkeypatch.setattr(ManyDialog, "exec", lambda form: opened.append(form.windowTitle()) or 0)
    monkeypatch.setattr(ManyActsDialog, "exec", lambda form: opened.append(form.windowTitle()) or 0)
    take_three(page)
    page.selection.edit.click()
    QTest.keyClick(page.table, Qt.Key.Key_B, CONTROL | SHIFT)
    spin(20)
    menu = next(each for each in page.findChildren(QMenu) if "登记进展…" in words_of(each))
    next(entry for entry in menu.actions() if entry.text() == "登记进展…").trigger()
    settle(program)
    menu.close()
    assert opened == ["批量修改 3 项", "登记进展"]


def test_narrow_lines_leave_the_keys_to_the_tooltips(program, page):
    take_three(page)
    bar = page.selection
    whole = bar._box.sizeHint().width()
    bar.setFixedWidth(whole - 20)
    spin(20)
    assert all(told.isHidden() for told in bar._keys)
    assert bar.edit.toolTip().endswith("（Ctrl+Shift+E）")


def test_ending_a_matter_is_never_called_what_the_step_back_is_called(program, page):
    words = {line.word for line in TRANSITIONS} | {action.word for action in Action}
    assert "撤销" not in words
    bar = ActionBar()
    for state in State:
        menu = bar._menu(state, actions_from(state))
        said = [entry.removesuffix("（现在不能）") for entry in words_of(menu)]
        assert "撤销" not in said
        assert "撤销事项" in said
    bar.deleteLater()
    take_three(page)
    page.deeds.act_on_many()
    spin(20)
    menu = next(each for each in page.findChildren(QMenu) if "登记进展…" in words_of(each))
    assert "撤销事项…" in words_of(menu)
    menu.close()


def test_matters_waiting_for_approval_are_counted_under_a_word_that_says_so(program, page):
    row = page.model.row(35)
    assert row.state == "D"
    from ducha_desktop.services import acts

    with program.door.office.write("matter.submit", words="报审") as work:
        acts.act(work, row.uid, Action.SUBMIT)
    program.window.refresh()
    settle(program)
    assert "拟办和待批 10" in page.footer.texts[2]
    assert "拟办和待批 10" in page.footer.toolTip()
    choice = next(each for each in page.filters._stages._choices if each.code == "draft")
    assert (choice.words, choice.count) == ("拟办和待批", 10)
