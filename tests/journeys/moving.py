"""Move to a new PC: the folder is copied whole, opened elsewhere, and everything is there and goes on."""

from tests.journeys import eyes
from tests.journeys.cells import click_cell, open_ledger, row_shown
from tests.journeys.stage import Clerk

PROOF = "会议纪要 第3期.pdf"
OLD, NEW = "老电脑上改的目标", "新电脑上改的事"


def on_the_old_pc(clerk: Clerk) -> None:
    """A title changed, one deleted, a file attached; then the program is closed."""
    open_ledger(clerk)
    clerk.step("改一件")
    click_cell(clerk, 0, "title")
    clerk.type(f"{OLD}\n")
    clerk.until(lambda: row_shown(0).get("title") == OLD, "the title is changed")
    clerk.step("删一件")
    click_cell(clerk, 2, "title")
    clerk.press("Ctrl+Delete")
    clerk.until(lambda: eyes.rows_listed() == 311, "one is in the recycle bin")
    clerk.rest()
    clerk.step("添加附件")
    click_cell(clerk, 0, "title")
    clerk.rest()
    clerk.click("添加附件…")
    clerk.choose_file("添加附件", clerk.folder / PROOF)
    clerk.rest()
    clerk.sees(PROOF)


def on_the_new_pc(clerk: Clerk) -> None:
    """All of it is there; what was done on the old computer can be undone, and work goes on."""
    open_ledger(clerk)
    assert clerk.look(eyes.rows_listed) == 311
    click_cell(clerk, 0, "title")
    clerk.rest()
    clerk.sees(PROOF)
    clerk.step("附件也在")
    clerk.press("Ctrl+z")
    clerk.rest()
    clerk.step("撤销老电脑上的一步")
    clerk.press("Ctrl+z")
    clerk.until(lambda: eyes.rows_listed() == 312, "the deletion of the old computer is undone")
    clerk.rest()
    clerk.step("继续录入")
    click_cell(clerk, 1, "title")
    clerk.type(f"{NEW}\n")
    clerk.until(lambda: row_shown(1).get("title") == NEW, "work goes on")
    clerk.rest()
    clerk.step("历史")
    clerk.click("历史与回收站")
    clerk.rest()
    assert clerk.look(_lists_move), "the history says that the ledger has moved"


def _lists_move() -> bool:
    model = eyes.window()._pages["history"].acts.model
    rows = (model.row(n) for n in range(model.rowCount()))
    return any(row is not None and "另一台电脑" in row.words for row in rows)
