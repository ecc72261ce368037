"""The window's own export, edited and taken back through the wizard."""

import openpyxl
import pytest

from ducha_desktop.services.drafts import OnDuplicate
from ducha_desktop.services.intake_updating import UNCHANGED
from ducha_desktop.ui.pages.intake.page import PREVIEW
from tests.ui.conftest import settle


@pytest.fixture
def edited(program, tmp_path, answers):
    """The export of the window with one word added and one cell emptied."""
    path = tmp_path / "导出.xlsx"
    answers.paths = [path]
    program.window.ledger.deeds._to_excel(frozenset())
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
