"""Nodes in the window: entered, put in order, finished, planned back, drawn; by keys, each with 撤销 in reach."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ducha_desktop.domain.vocabulary import DayKind
from ducha_desktop.services.views import MilestoneView
from ducha_desktop.ui.pages.ledger.detail_nodes import Nodes
from ducha_desktop.ui.pages.ledger.node_form import FinishDialog, NodeDialog
from ducha_desktop.ui.pages.ledger.node_lines import NodeLinesDialog
from ducha_desktop.ui.pages.ledger.schedule import ScheduleDialog
from ducha_desktop.ui.pages.run_chart.dialog import RunChartDialog
from ducha_desktop.ui.theme import theme
from tests.ui.conftest import TODAY, settle, spin


@pytest.fixture
def panel(program) -> Nodes:
    """The nodes of the first matter, none yet."""
    program.window.ledger.table.go_to(0)
    spin(100)
    settle(program)
    return program.window.ledger.detail.findChild(Nodes)


def within(program, kind: type[QDialog], use: Callable[[QDialog], None], *, tries: int = 200) -> None:
    """Use the dialog that opens next, and leave it whatever happens; it must come."""

    def look(left: int) -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            try:
                settle(program)
                use(found)
                settle(program)
            finally:
                if found.isVisible():
                    found.reject()
        elif left:
            QTimer.singleShot(20, lambda: look(left - 1))

    QTimer.singleShot(0, lambda: look(tries))


def put(program, panel: Nodes, name: str, days: int, *, work: bool = False) -> None:
    def fill(dialog: NodeDialog) -> None:
        dialog.name.setText(name)
        dialog.days.setValue(days)
        dialog.kind.setCurrentIndex(int(work))
        dialog.accept()

    within(program, NodeDialog, fill)
    panel.add()
    settle(program)


def names(panel: Nodes) -> list[str]:
    return [node.name for node in panel.nodes]


def stored(program) -> tuple[MilestoneView, ...]:
    return program.window.ledger.matter.milestones


def test_nodes_are_entered_walked_moved_and_undone(program, panel, answers) -> None:
    assert panel.nodes == ()
    assert not panel.plan_button.isVisibleTo(panel)
    for name in ("立项", "招标", "封顶"):
        put(program, panel, name, 10)
    assert names(panel) == ["立项", "招标", "封顶"]
    panel.bars.setFocus()
    panel.bars.go_to(2)
    QTest.keyClick(panel.bars, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(program)
    assert names(panel) == ["立项", "封顶", "招标"]
    assert panel.bars.current == 1
    assert "移到第 2 位" in answers.toasts[-1]
    answers.undo()
    settle(program)
    assert names(panel) == ["立项", "招标", "封顶"]
    QTest.keyClick(panel.bars, Qt.Key.Key_Home)
    QTest.keyClick(panel.bars, Qt.Key.Key_Delete)
    settle(program)
    assert names(panel) == ["招标", "封顶"]
    menu = panel.menu(0)
    said = [action.text().split("\t")[0] for action in menu.actions()]
    assert said == ["修改…", "完成…", "上移", "下移", "在这之前插入…", "删除"]
    assert not menu.actions()[2].isEnabled()
    menu.deleteLater()


def test_a_node_is_dragged_to_its_place(program, panel) -> None:
    for name in ("立项", "招标", "封顶"):
        put(program, panel, name, 10)
    bars, tall = panel.bars, theme.px(26)
    QTest.mousePress(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, tall // 2))
    QTest.mouseMove(bars, QPoint(20, tall * 2))
    QTest.mouseMove(bars, QPoint(20, tall * 3 - 2))
    QTest.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, tall * 3 - 2))
    settle(program)
    assert names(panel) == ["招标", "封顶", "立项"]


def test_a_node_is_changed_linked_and_finished(program, panel, answers) -> None:
    put(program, panel, "立项", 10)
    put(program, panel, "招标", 5, work=True)

    def link(dialog: NodeDialog) -> None:
        ((check, lag),) = dialog.waits.values()
        check.setChecked(True)
        lag.setValue(3)
        dialog.start.setText("2026-11-02")
        dialog.accept()

    within(program, NodeDialog, link)
    panel.bars.setFocus()
    panel.bars.go_to(1)
    QTest.keyClick(panel.bars, Qt.Key.Key_Return)
    settle(program)
    node = stored(program)[1]
    assert node.links == {stored(program)[0].uid: 3}
    assert (node.day_kind, node.due) == (DayKind.WORK, date(2026, 11, 6))

    # a longer node ends later; the first day stays
    def longer(dialog: NodeDialog) -> None:
        dialog.days.setValue(6)
        dialog.accept()

    within(program, NodeDialog, longer)
    panel.edit(1)
    settle(program)
    assert (stored(program)[1].start, stored(program)[1].due) == (date(2026, 11, 2), date(2026, 11, 9))

    within(program, FinishDialog, lambda dialog: dialog.accept())
    QTest.keyClick(panel.bars, Qt.Key.Key_Space)
    settle(program)
    assert stored(program)[1].done_on == TODAY
    assert answers.toasts[-1].endswith("节点“招标”完成")


def test_what_is_refused_stays_in_the_form_with_its_reason(program, panel) -> None:
    said: list[str] = []

    def wrong(dialog: NodeDialog) -> None:
        dialog.accept()
        settle(program)
        said.append(dialog.said._text.text())
        dialog.name.setText("立项")
        dialog.due.setText("那一天")
        dialog.accept()
        said.append(dialog.said._text.text())
        assert dialog.isVisible()

    within(program, NodeDialog, wrong)
    panel.add()
    assert said[0].startswith("节点不能没有名称")
    assert "看不出是哪一天" in said[1]
    assert panel.nodes == ()


def test_the_plan_is_shown_before_it_is_written_and_undone_whole(program, panel, answers) -> None:
    put(program, panel, "立项", 10)
    put(program, panel, "封顶", 20)
    seen: list[str] = []

    def plan(dialog: ScheduleDialog) -> None:
        dialog.end.setText("2026-11-30")
        QTest.qWait(400)
        settle(program)
        seen.append(dialog.verdict._text.text())
        dialog.end.setText("2027-03-31")
        QTest.qWait(400)
        settle(program)
        seen.append(dialog.verdict._text.text())
        assert dialog.chain.isVisible()
        dialog.accept()

    within(program, ScheduleDialog, plan)
    panel.plan_button.click()
    settle(program)
    assert seen[0] == "节点“立项”最迟应于2026年11月1日开始，早于今天，差 17 天。"
    assert seen[1].startswith("排得开")
    first, last = stored(program)
    assert (last.start, last.due) == (date(2027, 3, 12), date(2027, 3, 31))
    assert last.links == {first.uid: 0}
    assert "倒排工期" in answers.toasts[-1]
    answers.undo()
    settle(program)
    assert [node.due for node in stored(program)] == [None, None]


def test_a_template_is_taken_changed_and_kept(program, panel, answers, monkeypatch) -> None:
    def take(dialog: NodeLinesDialog) -> None:
        dialog.template.setCurrentText("制度文件制定")
        assert dialog._count.text() == "5 个节点"
        dialog.text.appendPlainText("公布 3天")
        monkeypatch.setattr(answers, "words", lambda *_asked: "规范性文件")
        dialog.keep()
        settle(program)
        assert dialog.template.currentText() == "规范性文件"
        dialog.accept()

    within(program, NodeLinesDialog, take)
    panel.lines_button.click()
    settle(program)
    assert names(panel) == ["调研起草", "征求意见", "合法性审查", "会议审议", "印发实施", "公布"]
    found = stored(program)
    assert found[1].links == {found[0].uid: 0}

    def drop(dialog: NodeLinesDialog) -> None:
        dialog.template.setCurrentText("规范性文件")
        dialog.drop()
        settle(program)
        assert dialog.template.findText("规范性文件") < 0

    within(program, NodeLinesDialog, drop)
    panel.add_lines()


def test_the_pace_stands_below_the_nodes(program, panel) -> None:
    put(program, panel, "立项", 10)

    def late(dialog: NodeDialog) -> None:
        dialog.start.setText("2026-11-01")
        dialog.accept()

    within(program, NodeDialog, late)
    panel.edit(0)
    settle(program)
    assert panel.pace.text() == "序时进度应达 100%，实报 0%，欠 100 个百分点。“立项”逾期，最长 8 天。"


def test_the_run_chart_of_a_list_and_of_a_matter_is_saved(program, panel, answers, tmp_path: Path) -> None:
    put(program, panel, "立项", 10)
    facts: list[str] = []

    def save(dialog: RunChartDialog) -> None:
        assert dialog.drawn is not None
        facts.append(dialog._facts.text())
        answers.paths = [tmp_path / "图.pdf", tmp_path / "图.xlsx"]
        dialog.accept()
        dialog._to_excel()
        settle(program)
        dialog.paper.setCurrentIndex(1)
        settle(program)
        assert dialog.drawn is not None

    within(program, RunChartDialog, save)
    program.window.ledger.deeds.exporting.chart()
    assert (tmp_path / "图.pdf").read_bytes().startswith(b"%PDF")
    assert openpyxl.load_workbook(tmp_path / "图.xlsx").sheetnames == ["运行图", "节点"]
    within(program, RunChartDialog, lambda dialog: facts.append(dialog._facts.text()))
    panel.chart_button.click()
    assert facts[0].startswith("2 项目标，40 项工作；节点 1 个")
    assert facts[1].startswith("1 项工作；节点 1 个")
