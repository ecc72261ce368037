"""Cells: find and edit ten matters, fill down and paste from a spreadsheet, and a day without the mouse."""

from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.services.views import MatterRow
from tests.journeys import eyes
from tests.journeys.county import title
from tests.journeys.stage import Clerk


def open_ledger(clerk: Clerk) -> None:
    """Go to the ledger by key."""
    clerk.rest()
    clerk.step("台账")
    clerk.press(eyes.keys_to("ledger"))
    clerk.until(lambda: eyes.rows_listed() > 0, "the ledger is shown")
    clerk.rest()


def click_cell(clerk: Clerk, row: int, key: str, *, held: tuple[str, ...] = ()) -> None:
    """Click a cell that is seen."""
    clerk.click_at(lambda: eyes.cell(row, key), f"the cell {key} of row {row}", held=held)


def stored(words: str = "") -> list[MatterRow]:
    """What is stored, in the order of the list."""
    with eyes.window().door.office.read() as reader:
        return ledger.page(reader, LedgerQuery(search=words), offset=0, limit=1000)


def row_shown(place: int) -> dict[str, Any]:
    """A row of the list, by key."""
    row = eyes.window().ledger.model.row(place)
    return {} if row is None else {
        "title": row.title, "progress_percent": row.progress_percent, "due": str(row.due), "lead_unit": row.lead_unit,
    }  # fmt: skip


def copy_elsewhere(text: str) -> None:
    """What a spreadsheet puts on the clipboard."""
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def find_and_edit_ten(clerk: Clerk) -> None:
    """Ten matters found by their words, one cell of each changed by its own editor; seven taken back."""
    open_ledger(clerk)
    for number in range(10):
        _find(clerk, title(number + 11))
        key = ("progress_percent", "due", "lead_unit")[number % 3]
        wanted: Any = (35, "2026-12-15", "县住建局" if number % 2 else "县交通局")[number % 3]
        clerk.step(f"修改{number + 1}")
        click_cell(clerk, 0, key)
        if key == "lead_unit":
            clerk.type("xzjj" if number % 2 else "xjtj")
            clerk.picture("按首字母找单位")
            clerk.press("Return")  # takes the name that is offered
        else:
            clerk.type(str(wanted))
        clerk.press("Return")
        clerk.until(lambda key=key, wanted=wanted: row_shown(0).get(key) == wanted, f"{key} is {wanted}")
    clerk.step("撤销七步")
    for _ in range(7):
        clerk.press("Ctrl+z")
        clerk.rest()


def _find(clerk: Clerk, words: str) -> None:
    clerk.step("查找")
    clerk.press("Ctrl+f", "Ctrl+a")
    clerk.type(words)
    clerk.until(
        lambda: eyes.rows_listed() == 1 and row_shown(0).get("title") == words,
        f"{words} is found",
    )
    clerk.rest()


def fill_and_paste(clerk: Clerk) -> None:
    """Fill down by key, copy a block, paste lines of a workbook small and large, take the large one back."""
    open_ledger(clerk)
    clerk.step("向下填充")
    click_cell(clerk, 0, "lead_unit")
    clerk.press(*["Shift+Down"] * 9)
    clerk.press("Ctrl+d")
    clerk.until(lambda: {row.lead_unit for row in stored()[:10]} == {"县住建局"}, "ten cells are filled")
    clerk.rest()
    clerk.step("复制")
    click_cell(clerk, 0, "title")
    click_cell(clerk, 2, "lead_unit", held=("Shift",))
    clerk.press("Ctrl+c")
    clerk.until(lambda: QGuiApplication.clipboard().text().count("\r\n") == 3, "three lines are copied")
    clerk.step("粘贴两行")
    _go_down(clerk, 20)
    clerk.look(lambda: copy_elsewhere('"改过的第一件\n分两行"\t县住建局\r\n改过的第二件\t县交通局\r\n'))
    clerk.press("Ctrl+v")
    clerk.until(lambda: stored()[21].title == "改过的第二件", "two lines are pasted")
    clerk.rest()
    found = clerk.look(lambda: [row.title for row in stored()[20:23]])
    assert found == ["改过的第一件\n分两行", "改过的第二件", title(23)], "the line feed at the end ate no row"
    clerk.step("粘贴一百行")
    _go_down(clerk, 30)
    lines = [f"大批粘贴{n}\t{'县住建局' if n % 2 else '县交通局'}\r\n" for n in range(100)]
    clerk.look(lambda: copy_elsewhere("".join(lines)))
    clerk.press("Ctrl+v")
    clerk.until(lambda: eyes.heading().startswith("粘贴前请核对"), "what the paste does is shown first")
    clerk.rest()
    clerk.step("写入")
    clerk.click("写入")
    clerk.until(lambda: len(stored("大批粘贴")) == 100, "the shown paste is written")
    clerk.rest()
    assert clerk.look(lambda: [row.title for row in stored()[30:130]]) == [f"大批粘贴{n}" for n in range(100)]
    clerk.step("撤销粘贴")
    clerk.press("Ctrl+z")
    clerk.until(lambda: not stored("大批粘贴"), "the paste is taken back whole")
    clerk.rest()
    assert clerk.look(eyes.table_has_keys), "the keys still go to the table"


def _go_down(clerk: Clerk, row: int) -> None:
    """The title of a row, by keys alone."""
    clerk.press("Ctrl+Home")
    place = clerk.look(_cursor)
    clerk.press(*["Down"] * row, *["Right"] * (clerk.look(lambda: _column("title")) - place[1]))
    clerk.until(lambda: _cursor() == (row, _column("title")), f"the cursor is in row {row}")


def _cursor() -> tuple[int, int]:
    at = eyes.window().ledger.table.currentIndex()
    return at.row(), at.column()


def _column(key: str) -> int:
    return next(n for n, each in enumerate(eyes.window().ledger.model.columns) if each.key == key)


def keys_alone(clerk: Clerk) -> None:
    """Without the mouse: edit twenty cells in Chinese, undo and redo them all, delete and bring back."""
    open_ledger(clerk)
    clerk.step("连着输入")
    clerk.press("Ctrl+Home", "Right")
    for number in range(20):
        clerk.type(f"改好的事{number}\n")
        clerk.until(lambda number=number: _cursor() == (number + 1, 1), "the cursor goes down")
    clerk.until(lambda: len(stored("改好的事")) == 20, "twenty titles are stored")
    clerk.rest()
    for words, key, left in (("撤销二十步", "Ctrl+z", 0), ("恢复二十步", "Ctrl+y", 20)):
        clerk.step(words)
        clerk.press(*[key] * 20)
        clerk.until(lambda left=left: len(stored("改好的事")) == left, f"{left} edits stand")
        clerk.rest()
    clerk.step("查找后删除")
    clerk.press("Ctrl+f", "Ctrl+a")
    clerk.type("改好的事")
    clerk.until(lambda: eyes.rows_listed() == 20, "the edited ones are found")
    clerk.rest()
    clerk.press("Down")
    for _ in range(10):
        clerk.press("Down")
        clerk.pause(0.08)  # the detail follows
    clerk.press("Ctrl+a", "Ctrl+Delete")
    clerk.until(lambda: not stored("改好的事"), "twenty are in the recycle bin")
    clerk.rest()
    clerk.step("取回")
    clerk.press("Ctrl+z")
    clerk.until(lambda: len(stored("改好的事")) == 20, "and back")
    clerk.rest()
    assert clerk.look(eyes.table_has_keys), "the keys still go to the table"
