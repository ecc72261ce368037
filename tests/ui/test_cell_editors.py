"""Editors in the cells of the ledger: by type, never losing a word, asking where it is typed."""

from datetime import date

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.calendar_days import office_days
from tests.ui.conftest import TODAY, settle
from tests.ui.sheet import ALT, AT, CONTROL, LEFT, NO, Key, open_sheet, press, put, stored, typed


@pytest.fixture
def page(program):
    return open_sheet(program)


def cell(page, row, key):
    return page.table.visualRect(page.model.index(row, AT[key])).center()


def at(page):
    return page.table.currentIndex().row(), page.table.currentIndex().column()


def test_typing_replaces_f2_goes_on_and_escape_gives_up(program, page):
    before = stored(program)[1].title
    put(page, 1, "title")
    typed(page, "xyz")
    editor = QApplication.focusWidget()
    assert editors.value(editor) == "xyz"
    QTest.keyClick(editor, Key.Key_Escape)
    settle(program)
    assert stored(program)[1].title == before
    press(page, Key.Key_F2)
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "!")
    QTest.keyClick(editor, Key.Key_Return, ALT)
    QTest.keyClicks(editor, "2")
    QTest.keyClick(editor, Key.Key_Tab)
    settle(program)
    assert stored(program)[1].title == f"{before}!\n2"
    assert at(page) == (1, AT["lead_unit"])


@pytest.mark.parametrize("composed", [("", "改好的事"), ("gai", "改好的事")])
def test_chinese_typed_onto_a_cell_is_kept_whatever_the_input_method(program, page, composed):
    """Some show what is being composed in the program, some hand over the characters at once."""
    preview, words = composed
    put(page, 1, "title")
    page.table.setFocus()
    if preview:
        QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(preview, []))
    for part in (words, "，再写"):
        event = QInputMethodEvent()
        event.setCommitString(part)
        QApplication.sendEvent(QApplication.focusWidget(), event)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    settle(program)
    assert stored(program)[1].title == "改好的事，再写"
    assert at(page) == (2, AT["title"])


def test_initials_are_offered_from_the_first_character_an_input_method_hands_over(page):
    put(page, 1, "lead_unit")
    page.table.setFocus()
    event = QInputMethodEvent()
    event.setCommitString("住建")
    QApplication.sendEvent(page.table, event)
    names = QApplication.focusWidget()._fitting.stringList()
    assert names == ["县住建局"]


def test_what_is_typed_counts_when_the_clerk_clicks_elsewhere(program, page):
    put(page, 1, "title")
    typed(page, "clicked away")
    QTest.mouseClick(page.table.viewport(), LEFT, NO, cell(page, 4, "due"))
    settle(program)
    assert stored(program)[1].title == "clicked away"
    assert at(page) == (4, AT["due"])
    put(page, 2, "title")
    typed(page, "focus lost")
    page.filters._lights.setFocus()
    settle(program)
    assert stored(program)[2].title == "focus lost"


def test_an_edit_goes_to_its_matter_though_the_list_moved_meanwhile(program, page):
    from ducha_desktop.ui.operations import matters

    uids = [row.uid for row in stored(program)]
    put(page, 5, "title")
    typed(page, "for the fifth")
    editor = QApplication.focusWidget()
    matters.remove(uids[:2], "删除 2 项").start(program.door, program.window)
    settle(program)
    QTest.keyClick(editor, Key.Key_Return)
    settle(program)
    found = {row.uid: row.title for row in stored(program)}
    assert found[uids[5]] == "for the fifth"
    assert list(found.values()).count("for the fifth") == 1


def test_a_wrong_value_stays_with_its_sentence(program, page):
    put(page, 1, "progress_percent")
    typed(page, "150")
    editor = QApplication.focusWidget()
    QTest.keyClick(editor, Key.Key_Return)
    assert page.table.is_editing
    assert editors.value(editor) == "150"
    assert "0—100%" in page.table._box.accessibleName()
    QTest.mouseClick(page.table.viewport(), LEFT, NO, cell(page, 5, "title"))
    assert page.table.is_editing, "a click elsewhere does not throw it away"
    page.filters._lights.setFocus()
    assert editors.value(editor) == "150"
    editor.setFocus()
    editors.fill(editor, "1")
    QTest.keyClick(editor, Key.Key_Return)
    settle(program)
    assert stored(program)[1].progress_percent == 1, "one per cent, not the whole"
    assert not page.table.is_editing


def test_an_unknown_unit_is_asked_about_right_there(program, page, answers):
    put(page, 1, "lead_unit")
    press(page, Key.Key_F2)
    editor = QApplication.focusWidget()
    editors.fill(editor, "县住健局")
    QTest.keyClick(editor, Key.Key_Return)
    box = page.table._box
    words = [button.text() for button in box.buttons]
    assert words[-1] == "是新单位，登记“县住健局”"
    assert "是县住建局" in words
    QTest.keyClick(editor, Key.Key_Down)
    while QApplication.focusWidget().text() != "是县住建局":
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    settle(program)
    assert stored(program)[1].lead_unit == "县住建局"
    assert at(page)[0] == 2
    press(page, Key.Key_F2)
    editor = QApplication.focusWidget()
    editors.fill(editor, "县航天局")
    QTest.keyClick(editor, Key.Key_Return)
    page.table._box.buttons[-1].click()
    settle(program)
    assert stored(program)[2].lead_unit == "县航天局"
    assert "已登记为待确认" in answers.toasts[-1]


def test_what_can_be_done_about_a_long_name_is_read_whole(program, page):
    put(page, 1, "lead_unit")
    press(page, Key.Key_F2)
    editor = QApplication.focusWidget()
    editors.fill(editor, "商业航天发射场建设服务中心")
    QTest.keyClick(editor, Key.Key_Return)
    offer = page.table._box.buttons[-1]
    assert "商业航天发射场建设服务中心" in offer.text()
    assert offer.width() >= offer.sizeHint().width()


def test_alt_down_opens_the_calendar_of_the_office(program, page):
    put(page, 1, "due")
    press(page, Key.Key_Down, ALT)
    editor = page.table.editing.editor
    popup = editor.popup
    assert popup.isVisible()
    assert office_days.today == TODAY
    assert (office_days.mark(date(2026, 10, 1)), office_days.mark(date(2026, 10, 10))) == ("休", "班")
    offers = {button.text(): button for button in popup.findChildren(QPushButton)}
    offers["+7个工作日"].click()
    assert editors.value(editor) == "2026-11-27"
    assert page.table.is_editing
    QTest.keyClick(editor, Key.Key_Return)
    settle(program)
    assert stored(program)[1].due == date(2026, 11, 27)


def test_ctrl_s_lets_what_is_typed_count_and_says_it_is_saved(program, page, answers):
    put(page, 1, "title")
    typed(page, "saved")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_S, CONTROL)
    settle(program)
    assert stored(program)[1].title == "saved"
    assert "已保存" in answers.toasts[-1]
