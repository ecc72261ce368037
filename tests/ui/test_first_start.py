"""First start: three questions, an empty ledger, and what happens when it cannot be opened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ducha_desktop.app.program import Program
from ducha_desktop.domain.vocabulary import OfficeRole
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.ui.pages.first_start.page import FirstStart
from tests.ui.conftest import TODAY, settle


@pytest.fixture
def fresh(qapp, tmp_path, answers):
    running = Program(tmp_path / "新 数据", FixedClock(TODAY))
    running.window.resize(1366, 768)
    running.window.show()
    running.begin()
    yield running
    running.window.close()
    running.close()
    running.window.deleteLater()
    qapp.processEvents()


def test_an_empty_ledger_is_three_answers_away(fresh):
    start = fresh.window.findChild(FirstStart)
    start.start.pick("empty")
    start._begin()
    assert start._wrong._text.text() == "请先填写县（市、区）的名称。"
    QTest.keyClicks(start.county, "Qinghe")
    start.county.setText("清河市")
    start._guess_level("清河市")
    assert start.office_name.placeholderText() == "可以不填，按县名自动生成"
    start.role.pick(OfficeRole.TOWNSHIP)
    assert start.office_name.placeholderText().startswith("必填")
    start._begin()
    assert start._wrong._text.text().startswith("请填写本单位的全称")
    start.office_name.setText("清河市河西乡")
    QTest.mouseClick(start._go, Qt.MouseButton.LeftButton)
    settle(fresh, seconds=60)
    window = fresh.window
    assert window.windowTitle() == "清河市督查台账"
    assert window.top._office.text() == "清河市督查台账"
    assert window.screens.currentWidget() is window.open("workbench"), "the first start ends in the workbench"
    window.open("ledger")
    settle(fresh)
    assert window.ledger._middle.currentWidget() is window.ledger.empty
    with fresh.door.office.read() as reader:
        from ducha_desktop.services.own_office import own_office

        head = own_office(reader)
        assert (head.role, head.name) == (OfficeRole.TOWNSHIP, "清河市河西乡")
        owned = "SELECT u.name FROM office o JOIN unit u ON u.uid = o.unit_uid WHERE o.own=1"
        assert reader.connection.execute(owned).fetchall() == [("清河市河西乡",)]


@pytest.mark.parametrize(
    ("typed", "level", "county"),
    [
        ("清河", "县", "清河县"),
        (" 清河 ", "区", "清河区"),
        ("清河县", "县", "清河县"),
        ("清河州", "县", "清河州"),
    ],
)
def test_the_level_beside_the_name_belongs_to_it(fresh, typed, level, county):
    start = fresh.window.findChild(FirstStart)
    start.start.pick("empty")
    start.county.setText(typed)
    start.level.setCurrentText(level)
    assert start.answers.county == county


def test_a_ledger_that_cannot_be_opened_says_why_and_offers_to_try_again(qapp, folder, answers):
    for key in (folder / "keys").iterdir():
        key.write_bytes(b"damaged")
    running = Program(folder, FixedClock(TODAY))
    running.window.show()
    running.begin()
    settle(running)
    assert running.window._below.currentIndex() == 1
    assert not running.door.leads_somewhere
    running.window.close()
    running.close()
    running.window.deleteLater()
    qapp.processEvents()


def test_enter_on_an_untouched_page_founds_nothing(fresh, tmp_path):
    start = fresh.window.findChild(FirstStart)
    start.setFocus()
    for _ in range(3):
        QTest.keyClick(fresh.window.focusWidget() or start, Qt.Key.Key_Return)
        settle(fresh)
    assert fresh.window.findChild(FirstStart) is start
    assert not fresh.door.leads_somewhere
    assert start.start.picked == ""
    assert start._wrong._text.text() == "请先选“先看示例县”或“从空台账开始”：点一下，或按方向键和空格。"
    assert not list((tmp_path / "新 数据").glob("*.db"))
    QTest.keyClick(start.start._tiles[0], Qt.Key.Key_Right)
    assert start.start.picked == "demo"
    QTest.keyClick(start.start._tiles[0], Qt.Key.Key_Right)
    assert start.start.picked == "empty"


def test_whoever_names_a_county_wants_a_ledger_of_his_own(fresh):
    start = fresh.window.findChild(FirstStart)
    QTest.keyClicks(start.county, "Qinghe")
    assert start.start.picked == "empty"
    assert start.county.text() == "Qinghe"
    assert not start.answers.demo
