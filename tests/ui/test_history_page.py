"""历史与回收站 as a window: several steps at once, what was undone, filters, and acts of the bin that unfold."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ducha_desktop.storage.digest import digest
from ducha_desktop.ui.pages.history.page import HistoryPage
from ducha_desktop.ui.pages.history.steps import StepsDialog
from tests.ui.conftest import settle, spin


@pytest.fixture
def window(program):
    return program.window


def fingerprint(program) -> str:
    with program.door.office.read() as reader:
        return digest(reader.connection).digest


def delete(program, places: list[int]) -> list[str]:
    ledger = program.window.ledger
    titles = [ledger.model.row(place).title for place in places]
    ledger.table.reselect(places)
    ledger.deeds.delete()
    settle(program)
    return titles


def opened(program) -> HistoryPage:
    page = program.window.open("history")
    settle(program)
    assert isinstance(page, HistoryPage)
    return page


def answer(dialog_type: type, then) -> None:
    """Answer the next dialog of a type when it has opened."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, dialog_type):
            then(dialog)
        else:
            QTimer.singleShot(30, look)

    QTimer.singleShot(30, look)


def test_several_steps_are_named_and_undone_and_brought_back(program, window, answers):
    steps = [fingerprint(program)]
    for place in (0, 0, 0):
        delete(program, [place])
        steps.append(fingerprint(program))
    page = opened(program)
    page.acts.table.go_to(2)
    said: list[str] = []

    def accept(dialog) -> None:
        from PySide6.QtWidgets import QLabel

        said.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.accept()

    answer(StepsDialog, accept)
    QTest.keyClick(page.acts.table, Qt.Key.Key_Return)
    settle(program)
    assert fingerprint(program) == steps[0]
    assert "将按下面的次序撤销 3 步，要么全部撤销，要么一步也不动：" in said
    (listed,) = (words.splitlines() for words in said if words.startswith("1. "))
    assert [words[:3] for words in listed] == ["1. ", "2. ", "3. "]
    assert answers.toasts[-1] == "已撤销 3 步"
    undone = [page.acts.model.row(place) for place in range(6)]
    assert [row.undone for row in undone] == [False, False, False, True, True, True]
    page.acts.table.go_to(4)
    assert page._here.text() == "恢复到这里为止…"
    answer(StepsDialog, lambda dialog: dialog.accept())
    page._here.click()
    settle(program)
    assert fingerprint(program) == steps[2]
    answer(StepsDialog, lambda dialog: dialog.reject())
    page.acts.table.go_to(page.acts.model.rowCount() - 2)
    page._here.click()
    settle(program)
    assert fingerprint(program) == steps[2]


def test_what_cannot_be_undone_says_why(program, window, answers):
    page = opened(program)
    page.acts.table.go_to(page.acts.model.rowCount() - 1)
    page._here.click()
    settle(program)
    assert answers.said == ["这是建立台账的第一步，不能撤销。"]


def test_the_history_is_narrowed_by_words_person_and_day(program, window):
    delete(program, [0])
    page = opened(program)
    whole = page.acts.model.rowCount()
    page.search.setText("删除")
    spin(250)
    settle(program)
    assert page.acts.model.rowCount() == 1
    page.search.setText("没有这样的字")
    spin(250)
    settle(program)
    assert page.acts._stack.currentIndex() == 1
    page.search.clear()
    page.day.setText("2001-01-01")
    spin(250)
    settle(program)
    assert page.acts.model.rowCount() == 0
    page.day.clear()
    page.person.setCurrentIndex(1)
    spin(250)
    settle(program)
    assert page.acts.model.rowCount() == whole


def test_a_bulk_deletion_is_one_line_that_unfolds_and_comes_back_whole_or_in_part(program, window, answers):
    before = fingerprint(program)
    titles = delete(program, [2, 3, 4])
    (single,) = delete(program, [0])
    page = opened(program)
    page.show_part(1)
    page.bin.table.setFocus()
    lines = page.bin.model
    assert page._tabs[1].text() == "回收站 4"
    assert [lines.row(place).is_group for place in range(lines.rowCount())] == [False, True]
    page.bin.table.go_to(1)
    assert page._restore.text() == "还原 3 项"
    QTest.keyClick(page.bin.table, Qt.Key.Key_Right)
    settle(program)
    assert [lines.row(place).things[0].title for place in range(2, 5)] == titles
    page.bin.table.go_to(3)
    QTest.keyClick(page.bin.table, Qt.Key.Key_Left)
    settle(program)
    assert lines.rowCount() == 2
    assert page.bin.table.currentIndex().row() == 1
    QTest.keyClick(page.bin.table, Qt.Key.Key_Return)
    settle(program)
    page.bin.table.go_to(3)
    page._restore.click()
    settle(program)
    assert answers.toasts[-1] == "已还原 1 项"
    assert page._tabs[1].text() == "回收站 3"
    answers.undo()
    settle(program)
    page.bin_search.setText(titles[2])
    spin(250)
    settle(program)
    assert [lines.row(place).things[0].title for place in range(lines.rowCount())] == [titles[2]]
    page.bin_search.clear()
    spin(250)
    settle(program)
    page.bin.table.selectAll()
    page._restore.click()
    settle(program)
    assert fingerprint(program) == before
    assert page.bin._stack.currentIndex() == 1
    assert single not in titles
