"""查找和替换 in the window: by key, counted while typed, shown before it counts, one step back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ducha_desktop.domain.replacing import Replacement
from ducha_desktop.ui.pages.ledger.paste_preview import PastePreview
from ducha_desktop.ui.pages.ledger.replacing import ReplaceDialog
from tests.ui.conftest import settle, spin
from tests.ui.sheet import AT, CONTROL, open_sheet, stored


@pytest.fixture
def page(program):
    yield open_sheet(program)
    ReplaceDialog.last = Replacement("")


@pytest.fixture
def clerk(program, monkeypatch):
    """Types into the dialog as `plan` says, keeps what it said, and accepts what can be accepted."""
    plan, said, shown = {}, [], []

    def answer(dialog):
        dialog.show()
        dialog.sought.setText(plan["find"])
        dialog.instead.setText(plan.get("put", ""))
        said.append([dialog.scope.itemText(n) for n in range(dialog.scope.count())])
        dialog.scope.setCurrentIndex(plan.get("scope", 0))
        dialog.whole.setChecked(plan.get("whole", False))
        spin(300)
        settle(program)
        said.append(dialog.count.text())
        enabled = dialog._go.isEnabled()
        if enabled:
            QTest.mouseClick(dialog._go, Qt.MouseButton.LeftButton)
        else:
            dialog.reject()
        return int(enabled)

    monkeypatch.setattr(ReplaceDialog, "exec", answer)
    monkeypatch.setattr(PastePreview, "exec", lambda preview: shown.append(preview._plan) or 1)
    return plan, said, shown


def press(page):
    QTest.keyClick(page.table, Qt.Key.Key_H, CONTROL)


def test_the_whole_list_is_replaced_and_undone_in_one_step(program, page, clerk):
    plan, said, shown = clerk
    plan |= {"find": "标准化", "put": "规范化"}
    page.table.put_cursor(2, AT["title"])
    before = [row.title for row in stored(program)]
    press(page)
    settle(program)
    assert said[0] == ["当前列表，所有列", "当前列表，只看“事项”列"]
    assert said[1] == "找到 10 处，在 10 项的 10 格里。可以一次撤销。"
    after = [row.title for row in stored(program)]
    assert after == [title.replace("标准化", "规范化") for title in before]
    assert not shown, "few clean cells are written straight away: 撤销 is in reach"
    program.window.undo()
    settle(program)
    assert [row.title for row in stored(program)] == before


def test_units_nobody_knows_are_shown_before_they_count(program, page, clerk):
    plan, _, shown = clerk
    plan |= {"find": "县卫健局", "put": "县疾控局", "whole": True, "scope": 1}
    page.table.put_cursor(0, AT["lead_unit"])
    press(page)
    settle(program)
    assert len(shown) == 1
    assert {cell.worth.value for cell in shown[0].cells} == {"doubt"}
    assert "县卫健局" not in {row.lead_unit for row in stored(program)}


def test_only_the_selected_cells(program, page, clerk):
    plan, said, _ = clerk
    plan |= {"find": "县", "put": "市"}
    page.table.put_cursor(0, AT["title"])
    page.table.put_cursor(1, AT["title"], extend=True)
    before = stored(program)
    press(page)
    settle(program)
    assert said[0][0] == "选中的 2 格"
    changed = [row.title for row, old in zip(stored(program), before, strict=True) if row != old]
    assert len(changed) == sum("县" in row.title for row in before[:2])
    assert all("市" in title for title in changed)


def test_what_is_not_there_says_so(program, page, clerk):
    plan, said, _ = clerk
    plan |= {"find": "哪里都没有的话"}
    page.table.put_cursor(0, AT["number"])
    before = stored(program)
    press(page)
    settle(program)
    assert said == [["当前列表，所有列"], "没有找到，或者替换以后没有变化。"]
    assert stored(program) == before
    plan |= {"find": "x"}
    press(page)
    assert ReplaceDialog.last.find == "", "what was given up is not offered again"


def test_the_key_reaches_it_from_the_search_field_and_the_filters(program, page, clerk):
    plan, said, _shown = clerk
    plan |= {"find": "没有这样的词"}
    for place in (program.window.top.search, page.filters._lights):
        program.window.activateWindow()
        assert QTest.qWaitForWindowActive(program.window, 5_000)
        place.setFocus()
        QTest.keyClick(place, Qt.Key.Key_H, CONTROL)
        settle(program)
        assert said, place
        said.clear()
