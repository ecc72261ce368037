"""Ctrl+K: found by letters and initials, walked by keys alone, opened at the thing; the newest letters win."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ducha_desktop.ui.help.desk import close_help
from ducha_desktop.ui.help.window import HelpWindow
from ducha_desktop.ui.operations.palette import matching
from ducha_desktop.ui.palette.entries import Kind
from tests.ui.conftest import settle, spin

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(program):
    program.window.activateWindow()
    assert QTest.qWaitForWindowActive(program.window, 5_000)
    QTest.keyClick(program.window, Qt.Key.Key_K, CTRL)
    return program.window.finder._palette


def typed(program, palette, text):
    palette.field.setText(text)
    spin(60)
    settle(program)
    return palette.entries


def test_it_opens_over_any_screen_with_what_the_window_offers(program, palette):
    assert palette.isVisible()
    assert palette.field.hasFocus()
    assert {entry.kind for entry in palette.entries} == {Kind.COMMANDS}
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert program.window.ledger.isAncestorOf(QApplication.focusWidget())


def test_a_matter_by_words_number_and_initials_opens_in_the_ledger(program, palette):
    window = program.window
    wanted = next(entry for entry in typed(program, palette, "传染病 2") if entry.kind is Kind.MATTERS)
    assert "传染病区" in wanted.words
    by_initials = typed(program, palette, "xcglzlj")
    assert not [entry for entry in by_initials if entry.kind is Kind.UNITS]
    number = window.ledger.model.row(5).number or window.ledger.model.row(5).title
    first = next(entry for entry in typed(program, palette, number) if entry.kind is Kind.MATTERS)
    assert first.words == window.ledger.model.row(5).title
    window.open("backups")
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    entries = typed(program, palette, number)
    while palette.list.currentItem().data(Qt.ItemDataRole.UserRole).kind is not Kind.MATTERS:
        QTest.keyClick(palette.field, Qt.Key.Key_Tab)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    settle(program)
    assert window.screens.currentWidget() is window.ledger
    assert window.ledger.table.current_row().title == next(e for e in entries if e.kind is Kind.MATTERS).words


def test_a_unit_opens_the_list_of_what_it_holds(program, palette):
    unit = next(entry for entry in typed(program, palette, "xzj") if entry.kind is Kind.UNITS)
    assert unit.words == "县住建局"
    unit.open()
    settle(program)
    page = program.window.ledger
    assert page.model.rowCount() == 14
    assert {page.model.row(n).lead_unit for n in range(14)} == {"县住建局"}


def test_a_leader_and_anybody_else_open_their_matters(program, palette):
    entries = typed(program, palette, "陈立群")
    leader = next(entry for entry in entries if entry.kind is Kind.PEOPLE)
    leader.open()
    settle(program)
    assert program.window.ledger.query.leaders
    assert program.window.ledger.model.rowCount() == 40
    hand = next(entry for entry in typed_again(program, palette, "lgq") if entry.kind is Kind.PEOPLE)
    assert hand.words == "李国强"
    hand.open()
    settle(program)
    assert program.window.ledger.query.search == "李国强"
    assert program.window.ledger.model.rowCount() == 40


def typed_again(program, palette, text):
    palette.begin()
    return typed(program, palette, text)


def test_help_by_initials_opens_its_section(program, palette):
    found = typed(program, palette, "hfbf")
    page = next(entry for entry in found if entry.kind is Kind.HELP and entry.words == "恢复备份")
    page.open()
    spin(20)
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, HelpWindow) and w.isVisible())
    assert window._here == "backup#恢复备份"
    close_help()
    spin(20)


def test_a_command_by_initials_is_done(program, palette):
    typed(program, palette, "qbfyhf")
    assert palette.entries[0].words == "去备份与恢复"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    settle(program)
    assert program.window._here == "backups"


def test_enter_before_the_answer_waits_for_it(program, palette):
    QTest.keyClicks(palette.field, "qqxx")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    settle(program)
    assert palette.entries == []
    assert "没有找到" in palette.list.item(0).text()


def test_an_older_answer_never_replaces_a_newer_one(program, palette):
    for text in ("污", "污水", "污水处", "农贸"):
        palette.field.setText(text)
        palette._ask()
    settle(program)
    matters = [entry for entry in palette.entries if entry.kind is Kind.MATTERS]
    assert matters
    assert all("农贸" in entry.words for entry in matters)


def test_keys_walk_lines_and_groups_and_skip_headings(program, palette):
    typed(program, palette, "县")
    seen = []
    for _ in range(8):
        seen.append(palette.list.currentItem().data(Qt.ItemDataRole.UserRole).kind)
        QTest.keyClick(palette.field, Qt.Key.Key_Tab)
    groups = list(dict.fromkeys(entry.kind for entry in palette.entries))
    assert seen[: len(groups)] == groups
    QTest.keyClick(palette.field, Qt.Key.Key_PageUp)
    QTest.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert palette.list.currentItem().data(Qt.ItemDataRole.UserRole) is palette.entries[0]
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentItem().data(Qt.ItemDataRole.UserRole) is palette.entries[1]


def test_it_stays_inside_a_small_window_at_the_largest_text(program, palette, qapp):
    from ducha_desktop.ui.theme import theme

    program.window.resize(1024, 640)
    theme.apply(qapp, dark=True, scale=175)
    typed(program, palette, "县")
    assert program.window.rect().contains(palette.geometry())
    theme.apply(qapp, dark=False, scale=100)


@pytest.mark.parametrize(
    ("text", "best"),
    [("备份", "备份和恢复"), ("hf", "去备份与恢复"), ("ctrl", None), ("打印 卡", "打印督办卡")],
)
def test_matching_words_and_initials(text, best):
    words = ["去备份与恢复", "备份和恢复", "打印督办卡"]
    found = [words[place] for place in matching(text, words)]
    assert (found[0] if found else None) == best
