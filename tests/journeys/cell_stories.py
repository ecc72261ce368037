"""Stories of cells: find and edit ten matters, fill down and paste from a spreadsheet - with real clicks and keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger

if TYPE_CHECKING:
    from tests.journeys.stories import Story

CONTROL, SHIFT, NO = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key


def _rows(story: "Story", words: str = "") -> list:
    """What is stored; reading it here is the story's own work, not the window's."""
    story.pause_probe()
    with story.program.door.office.read() as reader:
        found = ledger.page(reader, LedgerQuery(search=words), offset=0, limit=1000)
    story.resume_probe()
    return found


def _cell(story: "Story", row: int, key: str) -> QPoint:
    model, table = story.window.ledger.model, story.window.ledger.table
    column = next(n for n, each in enumerate(model.columns) if each.key == key)
    table.scrollTo(model.index(row, column))
    return table.visualRect(model.index(row, column)).center()


def _click(story: "Story", row: int, key: str, held: Qt.KeyboardModifier = NO) -> None:
    QTest.mouseClick(story.window.ledger.table.viewport(), LEFT, held, _cell(story, row, key))
    story.spin(30)


def _type_here(story: "Story", text: str) -> None:
    for letter in text:
        QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), letter)
        story.spin(3)


def _press(story: "Story", key: Qt.Key, held: Qt.KeyboardModifier = NO) -> None:
    QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), key, held)
    story.spin(30)


def _clipboard(text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def find_and_edit_ten(story: "Story") -> None:
    """Ten matters found by their words, one cell of each changed by its own editor."""
    from tests.journeys.stories import import_to_undo

    import_to_undo(story)
    model = story.window.ledger.model
    story.spin(500)
    for number in range(10):
        title = f"重点工作第{number + 11}项"
        QTest.keyClick(story.window, Key.Key_F, CONTROL)
        _press(story, Key.Key_A, CONTROL)
        _clipboard(title)
        _press(story, Key.Key_V, CONTROL)
        story.until(
            lambda title=title: model.rowCount() == 1 and model.row(0).title == title, f"{title} is found"
        )
        story.rest()
        key = ("progress_percent", "due", "lead_unit")[number % 3]
        _click(story, 0, key)
        if key == "lead_unit":
            _type_here(story, "xjtj" if number % 2 else "xzjj")
            _press(story, Key.Key_Return)  # takes the name that is offered
        else:
            _type_here(story, "35" if key == "progress_percent" else "2026-12-15")
        _press(story, Key.Key_Return)
        story.rest()
        row = model.row(0)
        found = {"progress_percent": row.progress_percent, "due": str(row.due), "lead_unit": row.lead_unit}
        wanted = {
            "progress_percent": 35,
            "due": "2026-12-15",
            "lead_unit": "县交通局" if number % 2 else "县住建局",
        }
        assert found[key] == wanted[key], (title, key, found)
    before = _rows(story)
    for _ in range(7):
        QTest.keyClick(story.window, Key.Key_Z, CONTROL)
        story.rest()
    assert _rows(story) != before


def fill_and_paste(story: "Story") -> None:
    """Fill down by key, copy a block, paste lines of a workbook small and large, and take it back."""
    from tests.journeys.stories import import_to_undo

    import_to_undo(story)
    story.spin(500)
    table = story.window.ledger.table
    _click(story, 0, "lead_unit")
    for _ in range(9):
        _press(story, Key.Key_Down, SHIFT)
    _press(story, Key.Key_D, CONTROL)
    story.rest()
    assert {row.lead_unit for row in _rows(story)[:10]} == {_rows(story)[0].lead_unit}
    _click(story, 0, "title")
    _click(story, 2, "lead_unit", SHIFT)
    _press(story, Key.Key_C, CONTROL)
    story.rest()
    copied = QGuiApplication.clipboard().text()
    assert copied.count("\r\n") == 3
    _click(story, 20, "title")
    _clipboard('"改过的第一件\n分两行"\t县住建局\r\n改过的第二件\t县交通局\r\n')
    _press(story, Key.Key_V, CONTROL)
    story.rest()
    rows = _rows(story)
    assert [row.title for row in rows[20:22]] == ["改过的第一件\n分两行", "改过的第二件"]
    assert rows[22].title == "重点工作第23项", "the line feed at the end ate no row"
    _click(story, 30, "title")
    _clipboard("".join(f"大批粘贴{n}\t{'县住建局' if n % 2 else '县交通局'}\r\n" for n in range(100)))
    before = _rows(story)
    QTimer.singleShot(1_500, lambda: story.click("写入", story.dialog("粘贴前请核对")))
    _press(story, Key.Key_V, CONTROL)
    story.until(lambda: len(_rows(story, "大批粘贴")) == 100, "the shown paste is written")
    story.rest()
    assert [row.title for row in _rows(story)[30:130]] == [f"大批粘贴{n}" for n in range(100)]
    QTest.keyClick(story.window, Key.Key_Z, CONTROL)
    story.until(lambda: _rows(story) == before, "the paste is taken back whole")
    story.rest()
    assert table.hasFocus()
