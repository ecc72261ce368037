"""The shell: one window per folder, appearance remembered, dropped files, shortcuts, input methods."""

import os

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from ducha_desktop.app import application
from ducha_desktop.ui.single import Single
from ducha_desktop.ui.theme import theme
from tests.ui.conftest import settle, spin


def test_a_second_start_brings_the_first_window_forward(qtbot, tmp_path):
    first, second, elsewhere = Single(tmp_path / "a"), Single(tmp_path / "a"), Single(tmp_path / "b")
    first.listen()
    with qtbot.waitSignal(first.woken, timeout=5_000):
        assert second.wake_other()
    assert not elsewhere.wake_other()
    first.close()
    spin(20)
    assert not second.wake_other()


def test_appearance_and_size_are_remembered_in_the_data_folder(program, qapp):
    window = program.window
    window.set_appearance(dark=True, scale=125)
    window.resize(1300, 700)
    window.close()
    settings = (program.folder / "window.ini").read_text(encoding="utf-8")
    assert "dark=true" in settings
    assert "scale=125" in settings
    assert "geometry=" in settings
    assert theme.dark
    theme.apply(qapp, dark=False, scale=100)


def test_a_workbook_dropped_on_the_window_starts_the_import(program, tmp_path, monkeypatch):
    taken = []
    monkeypatch.setattr(
        "ducha_desktop.ui.pages.intake.page.IntakePage.take", lambda _page, path: taken.append(path)
    )
    sheet, picture = tmp_path / "台账.xlsx", tmp_path / "照片.png"
    for path in (sheet, picture):
        path.write_bytes(b"x")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPoint(10, 10).toPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        program.window.dropEvent(event)
    assert taken == [sheet]


def test_fcitx_is_reached_through_its_portal(monkeypatch):
    monkeypatch.setattr(application.sys, "platform", "linux")
    monkeypatch.setattr(application, "_fcitx_runs", lambda: True)
    for before, after in (("", "ibus"), ("fcitx", "ibus"), ("compose", "compose")):
        monkeypatch.setenv("QT_IM_MODULE", before)
        monkeypatch.delenv("IBUS_USE_PORTAL", raising=False)
        application.choose_input_method()
        assert os.environ["QT_IM_MODULE"] == after
        assert os.environ.get("IBUS_USE_PORTAL", "") == ("1" if after == "ibus" else "")


def test_an_exception_nobody_caught_is_told_calmly(qapp, answers, monkeypatch):
    monkeypatch.setattr(application.sys, "excepthook", application.sys.excepthook)
    monkeypatch.setattr(application.threading, "excepthook", application.threading.excepthook)
    application.catch_the_unexpected(qapp)
    application.sys.excepthook(ValueError, ValueError("x"), None)
    assert "ValueError" in answers.troubles.pop()


def test_the_figure_beside_the_ledger_is_true_on_every_screen(program, answers):
    window = program.window
    page = window.ledger
    page.table.go_to(0)
    page.deeds.delete()
    settle(program)
    window.open("backups")
    settle(program)
    figure = window.navigation._buttons["ledger"]._count
    assert figure.text() == "39"
    window.top.search.setFocus()
    QTest.keyClick(window.top.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    assert figure.text() == "40"
    assert answers.toasts[-1].startswith("已撤销")


def test_a_stray_enter_does_not_press_undo_in_a_toast(qapp):
    from PySide6.QtWidgets import QAbstractButton, QWidget

    from ducha_desktop.ui.widgets.toast import Offer, show_toast

    window = QWidget()
    toast = show_toast(window, "已删除", (Offer("撤销", lambda: None),))
    assert {part.focusPolicy() for part in toast.findChildren(QAbstractButton)} == {Qt.FocusPolicy.NoFocus}
    toast.close()
    window.close()


def test_a_slow_opening_is_not_an_empty_window(qapp):
    from PySide6.QtWidgets import QLabel

    from ducha_desktop.ui.bus import Bus
    from ducha_desktop.ui.main_window import MainWindow
    from ducha_desktop.ui.operations import Door

    door = Door(Bus())
    window = MainWindow(door)
    window.show_opening()
    words = {part.text() for part in window.screens.currentWidget().findChildren(QLabel)}
    assert "正在打开台账…" in words
    window.close()
    door.close()
