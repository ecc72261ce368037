"""First start: three questions, one matter entered by hand."""

from functools import partial

from PySide6.QtWidgets import QWidget

from tests.journeys import eyes
from tests.journeys.cells import row_shown
from tests.journeys.stage import Clerk

MATTER = (
    ("title", "第二污水处理厂提标改造主体完工"),
    ("due", "2026-12-20"),
    ("liaison_leaders", "刘建国"),
    ("responsible_leaders", "陈立群"),
    ("lead_unit", "县住建局"),
    ("target", "出水达到一级A标准"),
)


def three_questions(clerk: Clerk) -> None:
    """A fresh computer: an empty ledger for 云岭县, one matter, found again."""
    clerk.step("三个问题")
    clerk.sees("欢迎使用督查台账")
    clerk.click_at(partial(_tile, "从空台账开始"), "the tile of the empty ledger")
    clerk.type("云岭县")
    clerk.step("开始使用")
    clerk.press("Return")
    clerk.until(lambda: eyes.window().door.leads_somewhere, "the ledger is founded")
    clerk.rest()
    clerk.step("新增事项")
    clerk.press("Ctrl+n")
    clerk.sees("登记为拟办")
    for key, text in MATTER:
        clerk.click_at(eyes.widget(partial(_field, key)), f"the field {key}")
        clerk.press("Ctrl+a")
        clerk.type(text)
    clerk.step("登记")
    clerk.press("Ctrl+Return")
    clerk.rest()
    clerk.until(lambda: eyes.rows_listed() == 1, "one matter is listed")
    row = clerk.look(partial(row_shown, 0))
    assert (row["title"], row["due"], row["lead_unit"]) == (
        "第二污水处理厂提标改造主体完工",
        "2026-12-20",
        "县住建局",
    )


def _tile(said: str) -> eyes.Spot | None:
    tiles = (w for w in eyes.front().findChildren(QWidget) if w.accessibleName().startswith(said))
    return next((eyes.spot(tile) for tile in tiles if tile.isVisible()), None)


def _field(key: str) -> QWidget | None:
    """The editor of a field in the form in front; a list of completions is no form."""
    form = eyes.front()
    return form.editor(key) if hasattr(form, "editor") else None
