"""The detail panel as a window: filling what is missing, folding, files, the history and the way back."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ducha_desktop.services.detail import detail
from ducha_desktop.storage.digest import digest
from ducha_desktop.ui.pages.ledger.detail_earlier import EarlierDialog
from ducha_desktop.ui.pages.ledger.detail_rename import RenameDialog
from ducha_desktop.ui.pages.ledger.detail_words import lacking, seven
from ducha_desktop.ui.pages.ledger.form import MatterForm
from ducha_desktop.ui.widgets.facts import Fact, Facts
from ducha_desktop.ui.widgets.progress import ProgressDialog
from tests.ui.conftest import APPROVED, settle, spin


@pytest.fixture
def panel(program):
    page = program.window.ledger
    page.table.go_to(3)
    spin(100)
    settle(program)
    return page.detail


def fingerprint(program) -> str:
    with program.door.office.read() as reader:
        return digest(reader.connection).digest


def answer(dialog_type: type, then, *, tries: int = 200) -> None:
    """Answer the next dialog of a type when it has opened."""

    def look(left: int) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, dialog_type):
            then(dialog)
        elif left:
            QTimer.singleShot(15, lambda: look(left - 1))

    look(tries)


def drop(panel, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    panel.dragEnterEvent(entering)
    assert entering.isAccepted()
    panel.dropEvent(QDropEvent(QPointF(50, 50), copy, data, left, none))


def test_what_is_missing_is_named_and_one_click_from_its_field(program, panel):
    # The last ten matters are drafts that do not say everything yet.
    program.window.ledger.table.go_to(APPROVED)
    settle(program)
    chips = [chip for chip in panel._missing.findChildren(QPushButton) if not chip.isHidden()]
    assert {chip.text() for chip in chips} == {"措施", "进度安排", "要求"}
    measures = next(chip for chip in chips if chip.text() == "措施")
    assert "六明确" in measures.toolTip()
    where: list[object] = []

    def fill(form) -> None:
        where.append(form.focusWidget() is form.editor("measures"))
        form.editor("measures").setPlainText("每周调度")
        form.accept()

    answer(MatterForm, fill)
    measures.click()
    settle(program)
    assert where == [True]
    assert {n.text(): v.text() for n, v in panel._seven._pairs}["措施"] == "每周调度"
    left = {chip.text() for chip in panel._missing.findChildren(QPushButton) if not chip.isHidden()}
    assert left == {"进度安排", "要求"}


def test_the_keys_stay_with_the_actions_when_the_state_changes(program, panel):
    actions, row = panel._actions, program.window.ledger.matter.row
    actions.begin()
    assert actions.isAncestorOf(QApplication.focusWidget())
    actions.show_actions(replace(row, state="D" if row.state != "D" else "A"))
    assert actions.isAncestorOf(QApplication.focusWidget()), "not in the search field"


def test_seven_says_what_meets_the_standard(program, panel):
    matter = program.window.ledger.matter
    row = replace(matter.row, persons=(), responsible_leaders=("马颔",), lead_unit="县住建局")
    fields = {key: words for key, words in matter.fields.items() if key not in {"duty", "persons", "phone"}}
    shown = {fact.name: fact.value for fact in seven(replace(matter, row=row, fields=fields))}
    assert (shown["人员"], shown["责任"]) == ("马颔", "县住建局牵头")
    bare = lacking(replace(matter, fields={}, milestones=()))
    assert ("进度安排", "plan") in [(lack.word, lack.key) for lack in bare]


def test_fill_in_stands_level_with_its_name(qapp):
    facts = Facts()
    facts.resize(300, 200)
    facts.show_facts([Fact("目标", "", key="target"), Fact("任务", "三个\n月", key="task")])
    facts.show()
    qapp.processEvents()
    (name, value), fill = facts._pairs[0], facts._fills[0]
    middles = {part.mapTo(facts, part.rect().center()).y() for part in (name, value, fill)}
    assert max(middles) - min(middles) <= 1
    facts.deleteLater()


def test_sections_fold_by_keys_and_stay_folded_in_the_next_window(program, panel, qapp):
    from ducha_desktop.ui.pages.ledger.detail import DetailPanel

    origin = next(section for section in panel._sections if section.heading == "来源与其他")
    origin._arrow.setFocus()
    QTest.keyClick(origin._arrow, Qt.Key.Key_Left)
    assert not origin.unfolded
    other = DetailPanel(program.door)
    other.show_matter(program.window.ledger.matter, program.door.office.today)
    assert [section.heading for section in other._sections if not section.unfolded] == ["来源与其他"]
    other.deleteLater()
    QTest.keyClick(origin._arrow, Qt.Key.Key_Return)
    assert origin.unfolded


def test_files_are_dropped_opened_named_classed_and_removed_with_undo(
    program, panel, answers, tmp_path, monkeypatch
):
    steps = [fingerprint(program)]
    (tmp_path / "来文.pdf").write_bytes(b"%PDF-1")
    (tmp_path / "现场.jpg").write_bytes(os.urandom(70_000))
    (tmp_path / "资料").mkdir()
    drop(panel, tmp_path / "来文.pdf", tmp_path / "现场.jpg", tmp_path / "资料")
    settle(program)
    assert answers.toasts == ["已添加 2 个附件"]
    assert "“资料”是文件夹，没有添加" in answers.said[0]
    rows = [line for line in panel._files.rows if not line.isHidden()]
    assert [line._name.text() for line in rows] == ["来文.pdf", "现场.jpg"]
    assert rows[1]._below.text() == "68 KB · 普通"
    steps.append(fingerprint(program))
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    settle(program)
    assert Path(opened[0].toLocalFile()).read_bytes() == b"%PDF-1"
    answers.paths = [tmp_path / "另存.pdf"]
    panel._files.save_file(rows[0].file)
    settle(program)
    assert (tmp_path / "另存.pdf").read_bytes() == b"%PDF-1"

    def name(dialog) -> None:
        dialog._field.setText("交办来文")
        dialog.accept()

    answer(RenameDialog, name)
    QTest.keyClick(rows[0], Qt.Key.Key_F2)
    settle(program)
    assert rows[0]._name.text() == "交办来文.pdf"
    next(entry for entry in rows[1].menu().actions() if entry.text() == "改为佐证附件").trigger()
    settle(program)
    assert rows[1]._below.text() == "68 KB · 佐证"
    QTest.keyClick(rows[0], Qt.Key.Key_Delete)
    settle(program)
    assert [line._name.text() for line in panel._files.rows if not line.isHidden()] == ["现场.jpg"]
    assert answers.toasts[-1] == "已删除附件“交办来文.pdf”"
    answers.undo()
    settle(program)
    for _ in range(2):
        program.window.undo()
        settle(program)
    assert fingerprint(program) == steps[1]
    program.window.undo()
    settle(program)
    assert fingerprint(program) == steps[0]
    assert not panel._files._hint.isHidden()


def test_adding_is_broken_off_and_leaves_nothing(program, panel, tmp_path):
    big = tmp_path / "录像.mp4"
    with big.open("wb") as target:
        target.truncate(400 << 20)
    before = fingerprint(program)
    answer(ProgressDialog, lambda dialog: dialog.reject())
    panel._files.add([big])
    settle(program, seconds=60)
    assert fingerprint(program) == before
    assert list((program.door.office.folder.attachments).iterdir()) == []


def test_a_lost_content_says_so(program, panel, answers, tmp_path):
    (tmp_path / "来文.pdf").write_bytes(b"%PDF-1")
    drop(panel, tmp_path / "来文.pdf")
    settle(program)
    for sealed in program.door.office.folder.attachments.iterdir():
        sealed.unlink()
    program.window.ledger._read_detail()
    settle(program)
    line = panel._files.rows[0]
    assert "内容不在数据文件夹里" in line._below.text()
    said: list[str] = []
    from ducha_desktop.ui import ask

    failed, ask.failure = ask.failure, lambda _owner, error: said.append(error.message)
    try:
        panel._files.open_file(line.file)
        settle(program)
    finally:
        ask.failure = failed
    assert "“来文.pdf”没有打开" in said[0]
    assert "请从备份恢复" in said[0]


def test_the_history_is_filtered_walked_and_brought_back(program, panel, answers):
    from ducha_desktop.ui.operations import matters

    page = program.window.ledger
    row = page.table.current_row()
    for words in ("第一版目标", "第二版目标"):
        matters.edit(row, {"target": words}).start(program.door, program.window)
        settle(program)
    chronicle = panel._chronicle
    whole = len(chronicle._lines)
    chronicle._chips[1].click()
    settle(program)
    assert {line.action.split(".")[1] for line in chronicle._lines} == {"approve", "assign", "sign"}
    chronicle._chips[2].click()
    settle(program)
    assert [line.words for line in chronicle._lines[:2]] == [f"修改{row.number}的目标"] * 2
    assert chronicle._lines[0].fields == (("目标", "第一版目标", "第二版目标"),)
    chronicle._chips[0].click()
    settle(program)
    assert len(chronicle._lines) == whole
    before = fingerprint(program)
    timeline = chronicle.timeline
    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(timeline, Qt.Key.Key_Down)
    assert timeline.current is not None
    assert timeline.current.details == ["目标：按期完成 → 第一版目标"]
    menu = timeline.menu()
    answer(EarlierDialog, lambda dialog: dialog.accept())
    next(entry for entry in menu.actions() if entry.text() == "恢复到这一时点…").trigger()
    settle(program)
    menu.deleteLater()
    assert answers.toasts[-1].startswith(f"已把{row.number}恢复到 ")
    assert {n.text(): v.text() for n, v in panel._seven._pairs}["目标"] == "第一版目标"
    answers.undo()
    settle(program)
    assert fingerprint(program) == before


def test_a_long_history_comes_page_by_page(program, panel):
    office = program.door.office
    with office.transaction() as work:
        for n in range(200):
            with work.entry("matter.edit", words=f"第{n}次"):
                work.bulk_update("matter", {panel.uid: {"progress_text": f"进展{n}"}})
    program.window.ledger._read_detail()
    settle(program)
    chronicle = panel._chronicle
    assert len(chronicle._lines) == 30
    for _ in range(20):
        if chronicle.more.isHidden():
            break
        chronicle.more.click()
        settle(program)
    with office.read() as reader:
        assert [line.entry for line in detail(reader, panel.uid).timeline] == [
            line.entry for line in chronicle._lines
        ]
    assert len(chronicle._lines) == 204
