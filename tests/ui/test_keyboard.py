"""Everything without a mouse: Tab reaches every control, Enter and Escape do what they say, focus is never lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from ducha_desktop.ui.places import PLACES
from ducha_desktop.ui.tables.block_table import BlockTable
from ducha_desktop.ui.widgets import editors
from tests.ui.conftest import settle, spin

SCREENS = tuple(place.key for place in PLACES)


@pytest.fixture
def window(program):
    program.window.activateWindow()
    assert QTest.qWaitForWindowActive(program.window, 5_000)
    return program.window


def walked(window: QWidget) -> set[QWidget]:
    """The controls Tab visits, and F6 out of the ledger's cells, from where the focus is until it comes round."""
    seen: list[QWidget] = []
    for _ in range(80):
        here = QApplication.focusWidget()
        assert here is not None, "the focus is lost"
        if here in seen:
            break
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_F6 if isinstance(here, BlockTable) else Qt.Key.Key_Tab)
    return set(seen)


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_reaches_every_control_of_a_screen(program, window, screen):
    window.open(screen)
    settle(program)
    window.open(screen)

    reached = walked(window)

    wanted = {
        part
        for part in window.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        if part.focusProxy() is None
    }
    assert {part.accessibleName() or part for part in wanted - reached} == set()


def test_ctrl_and_a_figure_go_to_the_screens(program, window):
    for figure, screen in zip("123456789", SCREENS, strict=False):
        QTest.keyClick(window, figure, Qt.KeyboardModifier.ControlModifier)
        settle(program)
        assert window.screens.currentWidget() is window.open(screen)
        assert window.screens.currentWidget().isAncestorOf(QApplication.focusWidget())


def test_enter_presses_the_button_that_has_the_focus(program, window):
    chip = window.ledger.filters._lights
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Return)
    spin(30)

    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_enter_in_a_cell_goes_down_and_stays_in_the_table(program, window, answers):
    table = window.ledger.table
    table.setFocus()
    table.setCurrentIndex(window.ledger.model.index(2, 1))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "abc")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(program)

    assert QApplication.focusWidget() is table
    assert (table.currentIndex().row(), table.currentIndex().column()) == (3, 1)
    assert window.ledger.model.row(2).title == "abc"


def test_what_is_being_typed_stays_when_the_list_is_read_again(program, window, answers):
    page = window.ledger
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(4, 1))
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "half")
    page.model.refresh()
    settle(program)

    assert editors.value(editor).endswith("half")
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_the_cursor_is_not_called_back_while_a_change_is_read(program, window, answers):
    page = window.ledger
    page.table.setFocus()
    page.table.go_to(1)
    page.deeds.edit_cell(page.model.row(1), "title", "改过的事项")
    heard = []
    program.bus.changed.connect(lambda *_: heard.append(QTest.keyClick(page.table, Qt.Key.Key_Down)))
    settle(program)

    assert heard
    assert page.table.currentIndex().row() == 2


def test_a_percentage_out_of_bounds_is_refused(program, window, answers):
    row = window.ledger.model.row(0)
    window.ledger.deeds.edit_cell(row, "progress_percent", "150")
    settle(program)

    assert window.ledger.model.row(0).progress_percent == row.progress_percent
    assert "没有改动" in answers.toasts[-1]


def test_space_enters_the_detail_and_escape_leaves_it(program, window):
    table = window.ledger.table
    table.setFocus()
    table.go_to(0)
    settle(program)
    QTest.keyClick(table, Qt.Key.Key_Space)

    inside = QApplication.focusWidget()
    assert window.ledger.detail.isAncestorOf(inside)
    QTest.keyClick(inside, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is table


def test_escape_empties_the_search_and_then_leaves_it(program, window):
    search = window.top.search
    search.setFocus()
    QTest.keyClicks(search, "wsclc")
    settle(program)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.ledger.table


def test_sorting_by_the_column_under_the_cursor_keeps_the_column(program, window):
    page = window.ledger
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(3, 4))
    for descending in (False, True):
        QTest.keyClick(page.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        settle(program)
        assert page.table.currentIndex().column() == 4
        assert page.query.descending is descending


def test_enter_on_a_focused_cancel_leaves(qapp):
    from ducha_desktop.ui.widgets.dialog import Dialog

    box = Dialog(None, "恢复备份")
    box.add_buttons("恢复", kind="danger")
    box.show()
    leave = next(part for part in box.findChildren(QPushButton) if part.text() == "取消")
    leave.setFocus()
    QTest.keyClick(leave, Qt.Key.Key_Return)

    assert box.result() == QDialog.DialogCode.Rejected
    assert not box.isVisible()
    box.deleteLater()
