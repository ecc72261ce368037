"""The ledger as a sheet of cells: its page ready for keys, what is stored, the cursor and the keys of a clerk."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger as service
from ducha_desktop.ui.pages.ledger.columns import COLUMNS
from tests.ui.conftest import settle, spin

AT = {column.key: place for place, column in enumerate(COLUMNS)}
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NO, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
Key = Qt.Key


def open_sheet(program):
    """The ledger page, its register read and the cursor in its table."""
    program.window.open("ledger")
    program.window.activateWindow()
    assert QTest.qWaitForWindowActive(program.window, 5_000)
    settle(program)
    spin(350)  # the register is read after the first page
    settle(program)
    program.window.ledger.table.setFocus()
    return program.window.ledger


def stored(program):
    with program.door.office.read() as reader:
        return service.page(reader, LedgerQuery(), offset=0, limit=500)


def put(page, row, key, *, to=None):
    page.table.put_cursor(row, AT[key])
    if to is not None:
        page.table.put_cursor(to[0], AT[to[1]], extend=True)


def press(page, key, held=NO):
    QTest.keyClick(page.table, key, held)


def typed(page, text):
    """Type into the current cell, as a clerk does who does not care about editors."""
    QTest.keyClicks(page.table, text[0])
    QTest.keyClicks(QApplication.focusWidget(), text[1:])
