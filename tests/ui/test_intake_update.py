"""The window's own export, edited and taken back through the wizard."""

import openpyxl
import pytest

from ducha_desktop.services import ledger_extras, matters
from ducha_desktop.services.drafts import OnDuplicate
from ducha_desktop.services.intake_updating import UNCHANGED
from ducha_desktop.ui.pages.intake.page import PREVIEW
from tests.ui.conftest import settle


@pytest.fixture
def edited(program, tmp_path, answers):
    """The export of the window with one word added and one cell emptied."""
    path = tmp_path / "导出.xlsx"
    answers.paths = [path]
    program.window.ledger.deeds.exporting.export()
    settle(program, seconds=60)
    book = openpyxl.load_workbook(path)
    page = book["台账"]
    top = next(row for row in range(1, 9) if page.cell(row, 1).value == "序号")
    heads = {cell.value: cell.column for cell in page[top]}
    page.cell(top + 1, heads["备注"]).value = "已约谈"
    page.cell(top + 2, heads["目标"]).value = None
    book.save(path)
    book.close()
    return path


def test_an_extra_field_goes_out_and_is_offered_for_columns_of_another_name(program, tmp_path, answers):
    office = program.door.office
    with office.read() as reader:
        uid, ledger = reader.connection.execute(
            "SELECT uid, ledger_uid FROM matter WHERE deleted_at IS NULL LIMIT 1"
        ).fetchone()
    for name in ("建设性质", "年度计划投资"):
        ledger_extras.add_extra(office, ledger, name)
    with office.write("matter.set", words="填") as work:
        matters.edit(work, uid, {"extra.建设性质": "新建", "extra.年度计划投资": "300万元"})
    path = tmp_path / "导出.xlsx"
    answers.paths = [path]
    program.window.ledger.deeds.exporting.export()
    settle(program, seconds=60)
    book = openpyxl.load_workbook(path)
    page = book["台账"]
    top = next(row for row in range(1, 9) if page.cell(row, 1).value == "序号")
    heads = {cell.value: cell for cell in page[top]}
    line = next(row for row in range(top + 1, page.max_row) if page.cell(row, heads["建设性质"].column).value)
    page.cell(line, heads["建设性质"].column).value = "改扩建"
    heads["建设性质"].value = "建设类型"
    book.save(path)
    book.close()
    page = program.window.open("import")
    page.take(path)
    settle(program, seconds=60)
    fields = dict(page.columns._fields)
    assert fields["年度计划投资"].currentData() == "extra.年度计划投资"
    fields["建设类型"].setCurrentIndex(fields["建设类型"].findText("附加字段：建设性质"))
    page._forward()
    settle(program)
    step = page.preview
    step.duplicates.setCurrentIndex(step.duplicates.findData(OnDuplicate.UPDATE.value))
    settle(program)
    updates = [row for row in page.plan.rows if row.verdict == "update"]
    assert [row.edit.extras["建设性质"] for row in updates] == ["改扩建"]


def test_only_what_was_edited_is_an_update(program, edited):
    page = program.window.open("import")
    page.take(edited)
    settle(program, seconds=60)
    page._forward()
    settle(program)
    assert page._stack.currentIndex() == PREVIEW
    step = page.preview
    assert {row.verdict for row in page.plan.rows} == {"skip"}
    assert step.clear.isHidden()
    step.duplicates.setCurrentIndex(step.duplicates.findData(OnDuplicate.UPDATE.value))
    settle(program)
    assert not step.clear.isHidden()
    found = {row.draft.row: (row.verdict, row.why) for row in page.plan.rows}
    updates = [words for words in found.values() if words[0] == "update"]
    assert updates == [("update", "改动：备注")]
    assert set(found.values()) - set(updates) == {("skip", UNCHANGED)}
    step.clear.setChecked(True)
    settle(program)
    assert [row.why for row in page.plan.rows if row.verdict == "update"] == ["改动：备注", "改动：目标"]
