"""What the window says while it works, while others work, and when there is nothing to work on."""

import os

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ducha_desktop.runtime.lock import FolderLock
from ducha_desktop.services.backups import list_backups
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import cards
from ducha_desktop.ui.widgets.progress import ProgressDialog
from ducha_desktop.ui.widgets.toast import Toast
from tests.ui.conftest import settle, spin


def words_of(toast):
    return [part.text() for part in toast.findChildren(QPushButton)]


def test_a_ledger_written_elsewhere_says_so_until_it_is_free(program, answers, monkeypatch):
    from ducha_desktop.ui.others import OtherWriters

    window = program.window
    watch = window.findChild(OtherWriters)
    assert window.banner.isHidden()
    with FolderLock(program.folder / "ducha.lock"):
        monkeypatch.setattr(os, "getpid", lambda: -1)  # as another process would be seen
        watch.look()
        settle(program)
        monkeypatch.undo()
        assert "另一个程序正在写这个台账" in window.banner._text.text()
        assert not window.banner.isHidden()
        freed = []
        watch.freed.connect(lambda: freed.append(1))
    watch.look()
    settle(program)

    assert window.banner.isHidden()
    assert freed == [1]


def test_our_own_writing_is_no_other_program(program, answers):
    from ducha_desktop.ui.others import OtherWriters

    page = program.window.ledger
    page.deeds.edit_cell(page.model.row(0), "title", "改一下")
    settle(program)
    program.window.findChild(OtherWriters).look()
    settle(program)

    assert program.window.banner.isHidden()


def test_a_written_file_can_be_opened_from_the_toast(program, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(ask, "_open", lambda path: opened.append(path) or True)
    file = tmp_path / "台账.xlsx"
    file.write_bytes(b"x")
    bridge = ask.Bridge()

    bridge.written(program.window, "已导出", file)
    toast = program.window.findChild(Toast)
    assert [words for words in words_of(toast) if words] == ["打开", "打开所在文件夹"]
    QTest.mouseClick(toast.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert opened == [file]

    bridge.written(program.window, "已保存 3 个文件", tmp_path)
    folder = program.window.findChildren(Toast)[-1]
    assert "打开文件夹" in words_of(folder)


def test_setting_cards_can_be_stopped_and_begun_again(program, monkeypatch):
    window = program.window
    page = window.open("cards")
    settle(program)
    assert page.drawn is not None

    def endless(*_arguments):
        def work(_door, task):
            while True:
                task.progress(1, 100, "正在排版 1 / 100 张")

        return cards.Read(work)

    with monkeypatch.context() as slow:
        slow.setattr(cards, "draw", endless)
        page._draw()
        spin(60)
        assert page._stop.isVisible()
        QTest.keyClick(page, Qt.Key.Key_Escape)
        settle(program)
    assert not page._stop.isVisible()
    assert page.drawn is None
    assert page._again.isVisible()
    assert not page._save.isEnabled()

    page._again.click()
    settle(program)
    assert page.drawn is not None
    assert page._middle.currentWidget() is page.pages


@pytest.mark.parametrize("rows", [[], [["云岭县2026年重点工作"], ["序号", "工作任务", "牵头单位"]]])
def test_a_file_without_matters_is_no_dead_end(program, answers, tmp_path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "空表.xlsx")
    book.close()
    page = program.window.open("import")
    page.take(tmp_path / "空表.xlsx")
    settle(program)

    if not rows:
        assert "空的" in page.columns.wrong._text.text()
        assert not page.forward.isEnabled()
        return
    page._forward()
    settle(program)
    assert page.forward.text() == "没有可以导入的行"
    assert "没有事项" in page.preview.summary.text()


def test_the_window_stays_until_the_last_backup_is_made(program, answers):
    page = program.window.ledger
    page.deeds.edit_cell(page.model.row(0), "title", "下班前改的")
    before = len(list_backups(program.folder / "backups"))
    program.window.close()
    assert program.window.isVisible(), "a window that is gone cannot say what is still being done"
    settle(program)

    assert not program.window.isVisible()
    made = list_backups(program.folder / "backups")
    assert len(made) == before + 1
    assert "退出" in made[0].words


def test_a_deed_under_way_offers_no_cancel(qapp):
    whole, question = ProgressDialog(None, "正在撤销", None), ProgressDialog(None, "正在导出", lambda: None)

    assert [part.text() for part in whole.findChildren(QPushButton)] == []
    assert [part.text() for part in question.findChildren(QPushButton)] == ["取消"]
    whole.finish()
    question.finish()
