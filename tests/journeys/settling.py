"""Settle duplicates in the register: one unit under two names becomes one, and one undo parts them again."""

from functools import partial

from PySide6.QtWidgets import QLineEdit

from ducha_desktop.services import register_reading as reading
from ducha_desktop.services.namebook import NameBook
from tests.journeys import eyes
from tests.journeys.disaster import fingerprint
from tests.journeys.stage import Clerk

DOUBLE = "云岭县城市建设管理局"


def duplicates(clerk: Clerk) -> None:
    """Found in the list, merged into the name that stays, found by the old name, taken back whole."""
    clerk.rest()
    before = clerk.look(fingerprint)
    clerk.step("单位人员")
    clerk.click("单位人员")
    clerk.rest()
    clerk.click("待确认 ")
    clerk.rest()
    clerk.step("找到重名")
    clerk.click_at(lambda: _line(DOUBLE), "the line of the duplicate")
    clerk.rest()
    clerk.step("合并重复的单位")
    clerk.click("合并…")
    clerk.until(lambda: eyes.heading() == "合并重复的单位", "the dialog of the merge")
    clerk.click_at(eyes.widget(partial(_finder)), "the field for another name")
    clerk.type("xzjj")
    clerk.picture("按首字母找要合并的单位")
    clerk.press("Return")
    clerk.rest()
    clerk.step("保留哪一个")
    clerk.click("保留县住建局")
    clerk.sees(f"“{DOUBLE}”并入“县住建局”")
    clerk.rest()
    clerk.step("合并")
    clerk.click("合并")
    clerk.rest()
    clerk.until(lambda: _unit_of(DOUBLE) == "县住建局", "the old name leads to the unit that stayed")
    clerk.step("合并以后")
    clerk.press("Ctrl+z")
    clerk.until(lambda: fingerprint() == before, "one undo takes the merge back whole")
    clerk.rest()


def _line(name: str) -> eyes.Spot | None:
    page = eyes.window()._pages["register"]
    model = page.models[page.part]
    row = next((n for n in range(model.rowCount()) if model.row(n) and model.row(n).name == name), None)
    if row is None:
        return None
    return eyes.spot(page.table.viewport(), page.table.visualRect(model.index(row, 0)))


def _finder() -> QLineEdit | None:
    return next(
        (f for f in eyes.front().findChildren(QLineEdit) if f.accessibleName() == "再加一个要合并的名称"),
        None,
    )


def _unit_of(name: str) -> str:
    with eyes.window().door.office.read() as reader:
        assert reading.units(reader)
        return NameBook(reader.connection).units(name)[0].name
