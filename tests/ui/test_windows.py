"""Several windows of the one program on the same ledger: both follow, each has its own list, one may go."""

import gc
import weakref
from collections import Counter

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from ducha_desktop.app.program import MOST_WINDOWS, give_back
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.ui.operations import Task
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.theme import theme
from tests.ui.conftest import settle, spin


@pytest.fixture
def second(program):
    for window in open_two(program):
        window.open("ledger")
    settle(program)
    return program.windows[-1]


def open_two(program):
    program.open_another()
    settle(program)
    return program.windows


def test_keys_open_another_window_on_the_same_ledger(program):
    QTest.keyClick(
        program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    settle(program)
    first, second = program.windows
    for window in program.windows:
        window.open("ledger")
    settle(program)
    assert second.isVisible()
    assert second.door is first.door
    assert second.ledger.model.rowCount() == first.ledger.model.rowCount() == 40
    assert second.windowTitle() == f"{first.windowTitle()}（窗口 2）"


def test_both_follow_a_change_and_keep_their_own_filters(program, second, answers):
    first = program.windows[0]
    second.ledger.ask(LedgerQuery(search="农贸"))
    settle(program)
    assert second.ledger.model.rowCount() == 10
    row = first.ledger.model.row(0)
    first.ledger.deeds.edit_cell(row, "title", "农贸市场新增一处")
    settle(program)
    assert first.ledger.model.row(0).title == "农贸市场新增一处"
    assert first.ledger.model.rowCount() == 40
    assert second.ledger.model.rowCount() == 11
    second.undo()
    settle(program)
    assert first.ledger.model.row(0).title == row.title
    assert second.ledger.model.rowCount() == 10


def test_closing_one_keeps_the_other_and_frees_what_it_held(program, second, answers, qapp):
    first = program.windows[0]
    gone = weakref.ref(second.ledger)
    second.close()
    assert program.windows == [first]
    del second
    spin(50)
    gc.collect()
    settle(program)
    row = first.ledger.model.row(0)
    first.ledger.deeds.edit_cell(row, "title", "改过")
    settle(program)
    assert first.ledger.model.row(0).title == "改过"
    assert gone() is None or not _alive(gone())


def _alive(widget):
    from shiboken6 import isValid

    return isValid(widget)


def test_the_first_may_go_and_the_second_is_the_program(program, second, answers):
    program.windows[0].close()
    spin(30)
    assert program.window is second
    assert second.isVisible()
    second.ledger.deeds.edit_cell(second.ledger.model.row(0), "title", "改过")
    settle(program)
    second.close()  # the last one stays until everything is written and backed up
    settle(program)
    assert not second.isVisible()


def test_appearance_is_that_of_all_windows(program, second, qapp):
    program.windows[0].set_appearance(dark=True, scale=125)
    assert second.top._looks[True].isChecked()
    assert second.top._sizes[125].isChecked()
    theme.apply(qapp, dark=False, scale=100)
    assert program.windows[0].top._sizes[100].isChecked()


def test_there_is_an_end_to_windows(program, answers):
    for _ in range(MOST_WINDOWS + 1):
        program.open_another()
        settle(program)
    assert len(program.windows) == MOST_WINDOWS
    assert "没有再开" in answers.toasts[-1]
    for window in program.windows[1:]:
        window.close()
    assert len(program.windows) == 1


def test_a_restore_brings_both_windows_back(program, second, answers):
    from ducha_desktop.services.backups import make

    made = make(program._office, reason="manual")
    program.windows[0].ledger.deeds.edit_cell(program.windows[0].ledger.model.row(0), "title", "改过")
    settle(program)
    program.restore(made.file)
    settle(program)
    for window in program.windows:
        window.open("ledger")
    settle(program)
    titles = {window.ledger.model.row(0).title for window in program.windows}
    assert len(titles) == 1
    assert titles != {"改过"}


def test_windows_opened_and_closed_leave_nothing_behind(program, answers, qapp):
    def left():
        give_back()
        return Counter(
            type(each).__name__ for each in gc.get_objects() if isinstance(each, QObject | Task | Page)
        )

    def a_window():
        program.open_another()
        settle(program)
        window = program.windows[-1]
        for key in ("ledger", "history", "register"):
            window.open(key)
            settle(program)
        window.close()
        spin(30)
        settle(program)

    a_window()
    stood, widgets, windows = left(), len(qapp.allWidgets()), 4
    for _ in range(windows):
        a_window()
    # What the program makes once, whenever it gets to it, is no leak; what every window leaves is one.
    assert {name: more for name, more in (left() - stood).items() if more >= windows} == {}
    assert len(qapp.allWidgets()) - widgets < windows
