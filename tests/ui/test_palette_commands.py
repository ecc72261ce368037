"""What a menu offers, Ctrl+K finds too; a command without anything to work on says what is missing."""

import re

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from ducha_desktop.services import nodes
from ducha_desktop.services.nodes import NodeDraft
from ducha_desktop.ui.pages.ledger.detail_nodes import Nodes
from ducha_desktop.ui.pages.ledger.menu import row_menu
from ducha_desktop.ui.pages.ledger.node_form import NodeDialog
from ducha_desktop.ui.pages.ledger.node_lines import NodeLinesDialog
from ducha_desktop.ui.pages.ledger.schedule import ScheduleDialog
from ducha_desktop.ui.pages.run_chart.dialog import RunChartDialog
from ducha_desktop.ui.palette.deeds import DEEDS, NO_NODES, NOTHING_CHOSEN
from ducha_desktop.ui.palette.entries import Kind, own_entries
from tests.ui.conftest import settle

SAID_OTHERWISE = {
    "浅色": "外观：浅色",
    "深色": "外观：深色",
    "添加节点": "添加节点",
    "批量添加": "批量添加节点",
    "运行图": "四个干运行图",
}
"""Words that stand alone in the palette, without the heading of their menu."""
BELONGS_TO_THE_LINE = {"批量办理", "上级事项", "组内再按…分", "组的顺序"}
"""Titles of menus within menus: their entries are compared, or are found by 批量办理选中的事项."""


def plain(words: str) -> str:
    """A command without its keys, its dots and the matters it is for."""
    words = words.partition("\t")[0].removesuffix("…")
    return re.sub(r"这 [\d,]+ 项|选中的事项的?", "", words).strip()


def entries_of(menu: QMenu) -> list[str]:
    """All words of a menu and of the menus within it, toggles of a list left out."""
    found = []
    for entry in menu.actions():
        within = entry.menu()
        if isinstance(within, QMenu):
            found += [within.title(), *entries_of(within)]
        elif not entry.isSeparator():
            found.append(entry.text())
    return found


@pytest.fixture
def page(program):
    program.window.ledger.table.go_to(0)
    settle(program)
    return program.window.ledger


def commands(program):
    return {plain(entry.words) for entry in own_entries(program.window) if entry.kind is Kind.COMMANDS}


def caught(program, call):
    """The words of the menu that `call` opens; it is closed as soon as it has been read."""
    seen = []

    def read():
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(entries_of(menu))
        menu.close()

    QTimer.singleShot(0, program.window, read)
    call()
    return seen


@pytest.mark.parametrize(("rows", "tree"), [(1, False), (3, False), (2, True)])
def test_everything_the_menu_of_a_line_offers(program, page, rows, tree):
    if tree:
        page.outlining.turn_tree()
        settle(program)
        page.outlining.turn_all(False)
        settle(program)
    first = next(n for n in range(page.model.rowCount()) if page.model.row(n) is not None)
    page.table.select_rows(first, first + rows - 1)
    said = caught(program, lambda: row_menu(page.deeds, page.table, QPoint(), page.outlining))
    acts = set()
    if rows > 1:
        menu = QMenu()
        page.deeds.offer_acts(menu)
        acts = {plain(words) for words in entries_of(menu)}
        menu.deleteLater()
    offered = {plain(words) for words in said} - acts - BELONGS_TO_THE_LINE
    assert len(offered) > 8
    assert offered - commands(program) == set()


def test_everything_else_in_the_window(program, page):
    window = program.window
    page.views._fill()
    page.outlining.menu.show_query(page.query)
    register = window.open("register")
    settle(program)
    found = commands(program)
    plan = page.detail.findChild(Nodes)
    buttons = (plan.add_button, plan.lines_button, plan.plan_button, plan.chart_button)
    words = [
        *entries_of(page.export_button.menu()),
        *(
            said
            for said in entries_of(page.views._menu)
            if said not in [view.name for view in page.views._own]
        ),
        *entries_of(register.exchange.menu()),
        *(each.text() for each in buttons),
    ]
    offered = {SAID_OTHERWISE.get(plain(each), plain(each)) for each in words}
    assert {"四个干运行图", "倒排工期", "添加节点", "导出名册", "列设置"} <= offered
    views = {plain(each.text()) for each in page.views._menu.actions() if each.isCheckable()}
    assert offered - views - found == set()
    groups = {f"台账按{words}分组" for words in entries_of(page.outlining.menu) if words != "不分组"}
    assert groups <= found
    assert "台账不分组" in found
    for said in entries_of(window.top.more.menu()):
        wanted = SAID_OTHERWISE.get(plain(said), plain(said)).replace("文字 ", "文字大小：")
        assert [words for words in found if words.startswith(wanted)], said


def test_no_command_stands_there_twice_and_keys_are_those_of_the_window(program):
    words = [entry.words for entry in own_entries(program.window) if entry.kind is Kind.COMMANDS]
    assert len(words) == len(set(words))
    assert {deed.keys for deed in DEEDS} >= {"Ctrl+E", "Ctrl+Shift+E", "Ctrl+Shift+B", "Ctrl+P"}


def deed(words):
    return next(each for each in DEEDS if each.words == words)


def test_the_commands_of_nodes_work_on_the_matter_under_the_cursor(program, page, answers, monkeypatch):
    opened = []
    for kind in (NodeDialog, NodeLinesDialog, ScheduleDialog, RunChartDialog):
        monkeypatch.setattr(kind, "exec", lambda form: opened.append(type(form).__name__) or 0)
    window = program.window
    window.open("backups")
    deed("倒排工期").do(window)
    assert answers.toasts == [NO_NODES]
    uid = page.table.current_row().uid
    nodes.add(program.door.office, uid, [NodeDraft("招标", days=5)])
    window.refresh()
    settle(program)
    for words in ("添加节点", "批量添加节点", "倒排工期", "选中的事项四个干运行图", "当前列表的四个干运行图"):
        deed(words).do(window)
        settle(program)
    assert opened == [
        "NodeDialog", "NodeLinesDialog", "ScheduleDialog", "RunChartDialog", "RunChartDialog",
    ]  # fmt: skip
    assert window.screens.currentWidget() is page


def test_a_command_with_nothing_to_work_on_says_so(program, page, answers):
    program.window.top.search.setText("没有这样的词")
    QTest.qWait(300)
    settle(program)
    for each in DEEDS:
        if each.words in {"修改事项", "删除选中的事项", "添加节点", "粘贴"}:
            each.do(program.window)
    assert answers.toasts == [NOTHING_CHOSEN] * 4


def test_exporting_by_the_palette_writes_the_list(program, page, answers, tmp_path):
    program.window.activateWindow()
    out = tmp_path / "台账.xlsx"
    answers.paths = [out]
    QTest.keyClick(program.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = program.window.finder._palette
    palette.field.setText("导出当前列表到 Excel")
    QTest.qWait(60)
    settle(program)
    assert palette.entries[0].words == "导出当前列表到 Excel"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    settle(program)
    assert out.stat().st_size > 0
