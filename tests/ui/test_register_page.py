"""单位人员: real clicks and keys on the screen of units and people."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ducha_desktop.services import history, matters
from ducha_desktop.services import register_reading as reading
from ducha_desktop.services.namebook import NameBook
from ducha_desktop.storage.digest import digest
from ducha_desktop.ui.pages.register.form import EntryForm
from ducha_desktop.ui.pages.register.merging import MergeDialog
from ducha_desktop.ui.pages.register.page import RegisterPage
from ducha_desktop.ui.pages.register.takeover import TakeoverDialog
from ducha_desktop.ui.widgets import editors
from tests.ui.conftest import settle, spin

LEFT = Qt.MouseButton.LeftButton


def click(words: str, root: QWidget) -> None:
    """Click the visible button that begins so."""
    for made in root.findChildren(QAbstractButton):
        if made.isVisible() and made.isEnabled() and made.text().startswith(words):
            QTest.mouseClick(
                made, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(made.width() // 2, made.height() // 2)
            )
            return
    raise AssertionError(f"no button “{words}”")


def in_dialog(kind: type, do: Callable[[Any], None], failed: list[BaseException]) -> None:
    """Do something in the dialog that is about to open."""

    def turn() -> None:
        found = next(
            (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None
        )
        if found is None:
            QTimer.singleShot(50, turn)
            return
        try:
            do(found)
        except BaseException as error:  # noqa: BLE001 - a dialog left open would hang the test
            failed.append(error)
            found.reject()

    QTimer.singleShot(50, turn)


@pytest.fixture
def failed():
    found: list[BaseException] = []
    yield found
    assert not found, found[0]


@pytest.fixture
def page(program) -> RegisterPage:
    made = program.window.open("register")
    settle(program)
    return made


def sum_of(program) -> str:
    with program.door.office.read() as reader:
        return digest(reader.connection).digest


def go_to(program, page, part: str, name: str) -> None:
    click({"units": "单位 ", "people": "人员 ", "waiting": "待确认 "}[part], page)
    settle(program)
    place = next(n for n in range(page.models[part].rowCount()) if page.models[part].row(n).name == name)
    page.table.go_to(place)
    spin(100)
    settle(program)
    assert page.panel.detail.view.name == name


def test_what_is_to_be_confirmed_is_shown_first_with_its_count(program, page):
    """The county of the tests grew from the forms alone: every name is to be confirmed."""
    assert page.part == "waiting"
    shown = [page.models["waiting"].row(n).name for n in range(page.models["waiting"].rowCount())]
    assert shown == ["县住建局", "县卫健局", "县交通局", "刘建国", "陈立群", "李国强"]
    entry = program.window.navigation._buttons["register"]
    assert entry._count.text() == "6"
    assert "6 个待确认的名称" in page._foot.text()
    click("确认为新单位", page.panel)
    settle(program)
    assert entry._count.text() == "5"
    assert page.models["waiting"].rowCount() == 5


def test_confirming_many_says_how_many(program, page):
    page.table.selectAll()
    settle(program)
    assert page.panel._confirm.text() == "确认选中的 6 个名称"
    page.table.go_to(0)
    settle(program)
    assert page.panel._confirm.text() == "确认为新单位"
    page.table.selectAll()
    settle(program)
    click("确认选中的 6 个名称", page.panel)
    settle(program)
    assert not page.lists.twins, "units and people alike"


def test_a_number_opens_exactly_its_list(program, page):
    go_to(program, page, "units", "县住建局")
    lead = page.panel.detail.holdings[0]
    light, number = next(iter(lead.lights.items()))
    click(f"{light.word} {number}", page.panel.holdings)
    settle(program)
    ledger = program.window.ledger
    assert ledger.isVisible()
    assert ledger.model.rowCount() == number
    assert {ledger.model.row(n).lead_unit for n in range(number)} == {"县住建局"}
    assert {ledger.model.row(n).light for n in range(number)} == {light}
    program.window.open("register")
    settle(program)
    go_to(program, page, "people", "李国强")
    click("责任人 40", page.panel.holdings)
    settle(program)
    assert ledger.model.rowCount() == 40


def test_a_unit_is_entered_by_keys_and_found_by_initials(program, page, answers, failed):
    go_to(program, page, "units", "县住建局")

    def fill(form: EntryForm) -> None:
        QTest.keyClicks(form.editor("phone"), "0000-123")
        form.editor("name").setText("县林业和草原局")
        editors.fill(form.editor("short_names"), "县林草局、林草局")
        editors.fill(form.editor("kind"), "政府部门")
        click("新增单位", form)

    in_dialog(EntryForm, fill, failed)
    click("新增单位", page)
    settle(program)
    assert page.table.current_row().name == "县林业和草原局"
    assert answers.toasts[-1] == "已新增单位“县林业和草原局”"
    QTest.keyClicks(page.search, "lcj")
    spin(200)
    settle(program)
    assert [page.models["units"].row(n).name for n in range(page.models["units"].rowCount())] == [
        "县林业和草原局"
    ]
    page.search.setText("没有的")
    spin(200)
    settle(program)
    assert page.empty.isVisible()
    page.search.clear()
    spin(200)
    settle(program)
    answers.undo()
    settle(program)
    assert "县林业和草原局" not in [unit.name for unit in page.lists.units]


def test_a_refusal_keeps_what_was_typed(program, page, answers, failed):
    def fill(form: EntryForm) -> None:
        form.editor("name").setText("县住建局")
        click("新增单位", form)

    before = sum_of(program)
    go_to(program, page, "units", "县住建局")
    in_dialog(EntryForm, fill, failed)
    click("新增单位", page)
    settle(program)
    assert "已经是“县住建局”的名称或简称" in answers.said[-1]
    assert sum_of(program) == before

    def look(form: EntryForm) -> None:
        for _ in range(40):
            spin(25)
        assert form.editor("name").text() == "县住建局", "the form remembers"
        form.reject()

    in_dialog(EntryForm, look, failed)
    click("新增单位", page)
    settle(program)


def test_what_holds_a_unit_is_said(program, page, answers):
    go_to(program, page, "units", "县住建局")
    before = sum_of(program)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    settle(program)
    assert "14 个事项还用着它" in answers.said[-1]
    assert sum_of(program) == before


def test_the_order_is_changed_by_keys(program, page, answers):
    with program.door.office.read() as reader:
        units = [unit.uid for unit in reading.units(reader)]
    from ducha_desktop.ui.operations import register

    register.confirm(units, [], "确认").start(program.door, page)
    settle(program)
    go_to(program, page, "units", "县交通局")
    QTest.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(program)
    assert [unit.name for unit in page.lists.units if unit.place] == ["县住建局", "县交通局", "县卫健局"]
    assert page.table.current_row().name == "县交通局", "the cursor goes along"
    QTest.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(program)
    QTest.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(program)
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(program)
    assert [unit.name for unit in page.lists.units if unit.place] == ["县住建局", "县交通局", "县卫健局"]


def test_duplicates_are_settled(program, page, answers, failed):
    """Brought in twice, merged with a click, found by the old name, taken back whole by one undo."""
    with program.door.office.write("matter.add", words="登记") as work:
        matters.add(
            work, {"title": "重名单位的事", "lead_unit": "云岭县城市建设管理局", "co_units": "县卫健局"}
        )
    page.outdate()
    settle(program)
    before = sum_of(program)
    go_to(program, page, "waiting", "云岭县城市建设管理局")

    def choose(dialog: MergeDialog) -> None:
        QTest.keyClicks(dialog.finder, "xzjj")
        spin(50)
        dialog.finder.setText("县住建局")
        spin(50)
        kept = next(uid for uid in dialog._buttons if dialog._views[uid].name == "县住建局")
        QTest.mouseClick(dialog._buttons[kept], LEFT, pos=QPoint(10, dialog._buttons[kept].height() // 2))
        for _ in range(80):
            spin(25)
            if dialog.preview is not None and dialog.preview.stays == "县住建局":
                break
        assert dialog.preview.moves == (("个事项", 1),)
        assert "云岭县城市建设管理局" in dialog.said._text.text()
        click("合并", dialog)

    in_dialog(MergeDialog, choose, failed)
    click("合并…", page.panel)
    settle(program)
    assert answers.toasts[-1] == "已合并单位：“云岭县城市建设管理局”并入“县住建局”"
    with program.door.office.read() as reader:
        assert NameBook(reader.connection).units("云岭县城市建设管理局")[0].name == "县住建局"
        assert len(reading.units(reader)) == 3
    assert sum_of(program) != before
    answers.undo()
    settle(program)
    assert sum_of(program) == before


def test_a_post_is_given_and_taken_over(program, page, answers, failed):
    go_to(program, page, "people", "陈立群")

    def give(form: EntryForm) -> None:
        form.editor("title").setText("副县长")
        editors.fill(form.editor("level"), "县政府领导")
        editors.fill(form.editor("since"), "2024-01-01")
        click("保存", form)

    in_dialog(EntryForm, give, failed)
    click("新增职务…", page.panel)
    settle(program)
    assert page.table.current_row().posts == ("副县长",)

    def succeed(dialog: TakeoverDialog) -> None:
        for _ in range(40):
            spin(25)
        assert "40 项" in dialog.matters.text()
        click("接任", dialog)
        assert dialog.isVisible(), "somebody must be named"
        QTest.keyClicks(dialog.who, "Wang")
        dialog.who.setText("王立新")
        dialog.day.setText("2026-11-01")
        click("接任", dialog)

    in_dialog(TakeoverDialog, succeed, failed)
    click("接任…", page.panel.posts)
    settle(program)
    assert answers.toasts[-1] == "已“王立新”接任副县长（原任陈立群）"
    assert {row.responsible_leaders for row in _rows(program)} == {("王立新",)}
    history.undo(program.door.office)
    assert {row.responsible_leaders for row in _rows(program)} == {("陈立群",)}


def _rows(program):
    from ducha_desktop.domain.ledger_query import LedgerQuery
    from ducha_desktop.services import ledger

    with program.door.office.read() as reader:
        return list(ledger.every(reader, LedgerQuery()))
