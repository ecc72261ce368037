"""台账: what is seen is what is stored; every deed has its undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import TRANSITIONS, Action
from ducha_desktop.services import ledger as service
from ducha_desktop.ui.pages.ledger.act import ActDialog
from ducha_desktop.ui.pages.ledger.columns import COLUMNS
from ducha_desktop.ui.pages.ledger.form import MatterForm
from ducha_desktop.ui.widgets import editors
from tests.ui.conftest import TODAY, settle, spin

NUMBER = {column.key: place for place, column in enumerate(COLUMNS)}


@pytest.fixture
def page(program):
    return program.window.ledger


def stored(program, query=None):
    with program.door.office.read() as reader:
        return service.page(reader, query or LedgerQuery(), offset=0, limit=500)


def shown(page):
    return [page.model.row(n) for n in range(page.model.rowCount())]


def test_the_table_shows_the_whole_ledger_in_order(program, page):
    assert shown(page) == stored(program)
    assert program.window.navigation._buttons["ledger"]._count.text() == "40"


def test_the_footer_counts_the_filtered_list_and_sums_to_it(program, page):
    page.filters._stages.pick(["draft"])
    page.filters._filters_changed() if hasattr(
        page.filters, "_filters_changed"
    ) else page.filters.changed.emit()
    settle(program)
    total, lights, stages = page.footer.texts
    assert total == "共 10 条（全部 40）"
    assert lights == "无灯 10"
    assert stages == "拟办和待批 10"
    assert {row.stage.value for row in shown(page)} == {"draft"}


def test_search_narrows_as_one_types_by_word_and_by_initials(program, page):
    program.window.top.search.setText("污水处理")
    spin(300)
    settle(program)
    by_word = [row.title for row in shown(page)]
    assert len(by_word) == 10
    program.window.top.search.setText("dewscl")
    spin(300)
    settle(program)
    assert [row.title for row in shown(page)] == by_word
    program.window.top.search.setText("没有这样的词")
    spin(300)
    settle(program)
    assert page._middle.currentWidget() is page.empty
    page.empty.clear_wanted.emit()
    settle(program)
    assert page.model.rowCount() == 40
    assert program.window.top.search.text() == ""


def test_a_click_on_a_heading_sorts_and_the_third_returns(program, page):
    page.table._header_clicked(NUMBER["progress_percent"])
    settle(program)
    first = page.model.headerData(
        NUMBER["progress_percent"], Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole
    )
    assert first.endswith("↑")
    percents = [row.progress_percent for row in shown(page)]
    assert percents == sorted(percents)
    page.table._header_clicked(NUMBER["progress_percent"])
    settle(program)
    assert [row.progress_percent for row in shown(page)] == percents[::-1]
    page.table._header_clicked(NUMBER["progress_percent"])
    settle(program)
    assert shown(page) == stored(program)


def test_an_edit_in_the_cell_is_stored_and_undone(program, page, answers):
    page.table.setCurrentIndex(page.model.index(2, NUMBER["title"]))
    before = page.model.row(2).title
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.focusWidget()
    editors.fill(editor, "改过的事项")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(program)
    assert stored(program)[2].title == "改过的事项"
    assert page.model.row(2).title == "改过的事项"
    assert page.table.currentIndex().row() == 3
    assert program.window.top.undo.text().startswith("撤销：修改")
    QTest.keyClick(program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    assert stored(program)[2].title == before
    QTest.keyClick(program.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    assert stored(program)[2].title == "改过的事项"


def test_a_deadline_is_edited_in_its_own_words(program, page):
    page.table.setCurrentIndex(page.model.index(0, NUMBER["due"]))
    page.model.setData(page.model.index(0, NUMBER["due"]), "2026年12月底前")
    settle(program)
    row = stored(program)[0]
    assert row.due.isoformat() == "2026-12-31"
    assert row.due_text == "2026年12月底前"


def test_several_rows_are_deleted_without_a_question_and_come_back(program, page, answers):
    titles = [row.title for row in shown(page)]
    page.table.reselect([0, 1, 2])
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    settle(program)
    assert [row.title for row in stored(program)] == titles[3:]
    assert answers.said == []
    assert answers.toasts == ["已删除 3 项"]
    answers.undo()
    settle(program)
    assert [row.title for row in shown(page)] == titles


def test_adding_puts_the_cursor_on_the_new_matter(program, page, answers, monkeypatch):
    def fill(form):
        for key, text in (("title", "新登记的事项"), ("lead_unit", "县住建局"), ("due", "2026-12-20")):
            editors.fill(form.editor(key), text)
        return 1

    monkeypatch.setattr(MatterForm, "exec", fill)
    QTest.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    assert page.table.current_row().title == "新登记的事项"
    assert page.detail.uid == page.table.current_row().uid
    assert answers.toasts == ["已登记“新登记的事项”"]


def test_a_form_without_a_title_says_so_and_stays(qapp, page):
    form = MatterForm(page, page.known)
    form.show()
    form.accept()
    assert form.isVisible()
    assert "请先写明事项" in form._wrong._text.text()
    form.reject()
    form.deleteLater()


def test_an_action_from_the_panel_changes_the_state(program, page, answers, monkeypatch):
    monkeypatch.setattr(ActDialog, "exec", lambda _dialog: 1)
    page.table.go_to(0)
    settle(program)
    assert page.table.current_row().state == "Q"
    page.deeds.act(next(line for line in TRANSITIONS if line.action is Action.CLAIM_DONE))
    settle(program)
    assert stored(program)[0].state == "B"
    assert page.detail.currentIndex() == 1


def test_an_action_asks_for_what_it_needs(qapp, page):
    line = next(line for line in TRANSITIONS if line.action is Action.EXTEND)
    dialog = ActDialog(page, page.model.row(0), line, TODAY)
    dialog.show()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.said._text.text() == "请填写新的时限、理由。"
    editors.fill(dialog.field("due"), "2027-01-31")
    editors.fill(dialog.field("reason"), "汛期停工")
    dialog.accept()
    assert not dialog.isVisible()
    assert dialog.deed.values == {"due": "2027-01-31", "reason": "汛期停工", "role": "head"}
    dialog.deleteLater()


def test_the_detail_follows_the_cursor_and_explains_the_light(program, page):
    page.table.go_to(5)
    spin(100)
    settle(program)
    row = page.table.current_row()
    assert page.detail._title.text() == row.title
    assert page.detail._light._text.text().startswith(row.light.word)
    facts = [(name.text(), value.text()) for name, value in page.detail._seven._pairs]
    assert [name for name, _ in facts] == ["目标", "任务", "措施", "人员", "责任", "时限", "进度"]
    assert dict(facts)["目标"] == "按期完成"
    assert dict(facts)["措施"] == "专班推进"
    assert dict(facts)["责任"] == "县交通局牵头"


def test_actions_that_are_not_allowed_say_why(program, page):
    page.table.go_to(39)
    spin(100)
    settle(program)
    assert page.table.current_row().state == "D"
    menus = page.detail._actions.findChildren(type(page.export_button.menu()))
    entries = [entry for menu in menus for entry in menu.actions() if entry.text()]
    closed = [entry for entry in entries if entry.text().startswith("销号")]
    assert closed
    assert "不能销号" in closed[-1].toolTip()
    closed[-1].trigger()  # with the keys, where nothing hovers
    assert "不能销号" in page.detail._why._text.text()
    assert page.table.current_row().state == "D"


def test_ctrl_c_copies_the_cell_under_the_cursor(program, page):
    page.table.put_cursor(0, NUMBER["lead_unit"])
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    assert QGuiApplication.clipboard().text().splitlines() == ["县住建局"]


def test_the_filtered_list_is_exported_as_workbook_and_paper(program, page, answers, tmp_path):
    page.filters._units.pick([page.filters._units._choices[0].code])
    page.filters.changed.emit()
    settle(program)
    wanted = page.model.rowCount()
    answers.paths = [tmp_path / "台账.xlsx", tmp_path / "台账.pdf"]
    page.deeds.exporting.export()
    settle(program)
    page.deeds.exporting.to_pdf()
    settle(program)
    assert answers.toasts == [f"已导出 {wanted} 条：台账.xlsx", f"已导出 {wanted} 条：台账.pdf"]
    assert (tmp_path / "台账.pdf").read_bytes().startswith(b"%PDF")
    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "台账.xlsx")
    cells = {str(cell) for line in book.worksheets[0].iter_rows(values_only=True) for cell in line}
    assert all(row.title in cells for row in shown(page))
    book.close()


def test_a_write_elsewhere_is_seen_here(program, page):
    from ducha_desktop.ui.operations import matters

    row = page.model.row(0)
    matters.edit(row, {"title": "别处改的"}).start(program.door, program.window)
    settle(program)
    assert page.model.row(0).title == "别处改的"


def test_after_a_deletion_the_next_del_takes_one_row_and_the_detail_tells_which(program, page, answers):
    page.table.reselect([3, 4, 5])
    page.table.selectionModel().setCurrentIndex(
        page.model.index(5, 1), page.table.selectionModel().SelectionFlag.NoUpdate
    )
    page.deeds.delete()
    settle(program)
    spin(150)
    settle(program)
    assert page.model.rowCount() == 37
    assert page.table.selected_count() == 1
    assert page.detail.uid == page.table.current_row().uid
    page.deeds.delete()
    settle(program)
    assert page.model.rowCount() == 36


def test_an_empty_report_of_progress_is_not_taken(qapp, page):
    line = next(line for line in TRANSITIONS if line.action is Action.REPORT)
    dialog = ActDialog(page, page.model.row(0), line, TODAY)
    dialog.accept()
    assert dialog.result() == 0
    assert "请填写完成比例或进展情况" in dialog.said._text.text()
    editors.fill(dialog.field("text"), "主体完工")
    dialog.show()
    dialog.activateWindow()
    spin(100)
    QTest.keyClick(dialog.field("text"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == 1


def test_names_are_completed_by_pinyin_initials(qapp):
    field = editors.NamesField(["县住建局", "县卫健局", "县交通运输局"])
    field.show()
    QTest.keyClicks(field, "xwj")
    popup = field._completer.popup()
    assert popup.isVisible()
    assert popup.currentIndex().data() == "县卫健局"
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "县卫健局"
    field.close()


def test_a_filter_is_ticked_by_keys_alone(program, page):
    chip = page.filters._lights
    chip.setFocus()
    chip.click()
    spin(50)
    QTest.keyClick(chip._popup._list, Qt.Key.Key_Space)
    settle(program)
    assert len(chip.picked) == 1
    chip._popup.close()


def test_a_cell_editor_shows_the_whole_text_and_stays_in_the_table(program, page):
    table = page.table
    table.setCurrentIndex(page.model.index(0, NUMBER["progress_percent"]))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.focusWidget()
    assert editor.geometry().right() <= table.viewport().width()
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_the_usual_filters_stand_in_one_line_with_their_words_whole(program, page):
    bar = page.filters
    chips = (bar.views, bar.groups, bar.tree, *bar._chips, bar._due)
    assert program.window.width() == 1366
    shown = [chip for chip in chips if chip.isVisible()]
    assert len({chip.y() for chip in shown}) == 1
    assert all(chip.width() >= chip.sizeHint().width() for chip in shown)
    assert {chip.text() for chip in chips} >= {"视图", "层级", "来源", "时限"}
