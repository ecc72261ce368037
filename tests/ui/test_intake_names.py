"""认领名称: from the yellow banner to names that are known the next time."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ducha_desktop.services import history, register
from ducha_desktop.ui.pages.intake.name_field import NEW_UNIT, NameField
from ducha_desktop.ui.pages.intake.names import NamesDialog
from ducha_desktop.ui.pages.intake.page import PREVIEW
from tests.ui.conftest import settle, spin


@pytest.fixture
def workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("序号", "工作任务", "牵头单位", "责任领导", "完成时限"))
    for n in range(1, 7):
        sheet.append(
            [n, f"事项{n}", ("县住建局", "县建管办")[n % 2], ("陈立群", "陈力群")[n % 3 == 0], "长期"]
        )
    path = tmp_path / "乡镇 报来.xlsx"
    book.save(path)
    book.close()
    return path


@pytest.fixture
def preview(program, workbook):
    """The wizard at the judged rows."""
    with program.door.office.write("register.add", words="名册") as work:
        register.add_unit(work, "县房屋建筑管理站", short_names=("房管站",))
    page = program.window.open("import")
    page.take(workbook)
    settle(program, seconds=60)
    page._forward()
    settle(program)
    assert page._stack.currentIndex() == PREVIEW
    return page


@pytest.fixture
def opened(program, preview, monkeypatch):
    """Press the button; what the dialog is asked to do is done by `use` before it is accepted."""
    seen = []

    def press(use, *, accept=True):
        def run(dialog):
            seen.append(dialog)
            dialog.show()
            spin(20)
            use(dialog)
            result = accept and dialog.deed.isEnabled()
            dialog.hide()
            return int(result)

        monkeypatch.setattr(NamesDialog, "exec", run)
        preview.preview.claim.click()
        settle(program)
        assert seen
        return preview.plan

    return press


def fields(dialog) -> dict[str, NameField]:
    return dict(zip((doubt.words for doubt in dialog._doubts), dialog.fields, strict=True))


def test_answers_settle_the_preview_and_the_next_file(program, preview, opened, answers, workbook):
    assert preview.preview.claim.isVisible()
    assert "县建管办" in preview.preview.unknown._text.text()
    said = []

    def answer(dialog):
        found = fields(dialog)
        said.extend((doubt.words, doubt.rows) for doubt in dialog._doubts)
        assert found["县建管办"].currentText() == NEW_UNIT
        assert not dialog.deed.isEnabled()
        found["县建管办"].pick(next(u for u in _uids(found["县建管办"]) if u))
        found["陈力群"].setCurrentIndex(1)
        assert found["陈力群"].currentText().startswith("陈立群")
        assert dialog.deed.text() == "记住 2 个名称"

    plan = opened(answer)
    assert said == [("县建管办", 3), ("陈力群", 2)]
    assert (plan.unmatched_units, plan.unmatched_people, plan.doubts) == ((), (), ())
    assert answers.toasts[-1] == "已记住 2 个名称"
    assert not preview.preview.claim.isVisible()
    assert not preview.preview.unknown.isVisible()
    assert {row.responsible for row in plan.rows} == {("陈立群",)}
    preview._restart()
    preview.take(workbook)
    settle(program, seconds=60)
    preview._forward()
    settle(program)
    assert preview.plan.doubts == ()
    history.undo(program.door.office)
    preview._judge()
    settle(program)
    assert preview.plan.unmatched_units == ("县建管办",)


def test_leaving_the_dialog_writes_nothing(program, preview, opened):
    before = preview.plan

    def answer(dialog):
        fields(dialog)["陈力群"].setCurrentIndex(1)

    assert opened(answer, accept=False) is before
    with program.door.office.read() as reader:
        assert reader.connection.execute("SELECT count(*) FROM learned_alias").fetchone() == (0,)


def test_a_name_is_found_by_the_keyboard_with_initials_or_words(preview, opened):
    def answer(dialog):
        dialog.activateWindow()
        field = fields(dialog)["县建管办"]
        field.setFocus()
        for typed in ("xfwjzglz", "房管站", "XFWJZ"):
            field.setFocus()
            field.pick("")
            field.lineEdit().selectAll()
            composed = QInputMethodEvent()  # what the keyboard's Chinese input hands over
            composed.setCommitString(typed)
            QApplication.sendEvent(field.lineEdit(), composed)
            spin(20)
            popup = field.completer().popup()
            assert popup.isVisible()
            assert popup.model().rowCount() == 1
            QTest.keyClick(popup, Qt.Key.Key_Down)
            QTest.keyClick(popup, Qt.Key.Key_Return)
            spin(20)
            assert field.currentText() == "县房屋建筑管理站（房管站）"
            assert field.uid
        field.lineEdit().setText("没有这个")
        field._settle()
        assert field.currentText() == "县房屋建筑管理站（房管站）"
        field.lineEdit().setText("")
        field._settle()
        assert (field.uid, field.currentText()) == ("", NEW_UNIT)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert QApplication.focusWidget() is fields(dialog)["陈力群"]

    opened(answer, accept=False)


def _uids(field: NameField) -> list[str]:
    field._fill()
    return [str(field.itemData(n) or "") for n in range(field.count())]
