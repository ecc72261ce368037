"""Undo a disaster: an import, two hundred edits, everything deleted, all taken back from the history."""

from functools import partial

from PySide6.QtWidgets import QLineEdit

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.storage.digest import digest
from tests.journeys import eyes
from tests.journeys.cells import click_cell
from tests.journeys.county import MATTERS
from tests.journeys.importing import take_in
from tests.journeys.stage import Clerk

EDITS = 200


def undo_a_disaster(clerk: Clerk) -> None:
    """Back to before the import in one deed; then forward to before the deletion."""
    clerk.rest()
    before = clerk.look(fingerprint)
    assert take_in(clerk) == MATTERS
    _edit(clerk)
    whole = clerk.look(fingerprint)
    _delete_everything(clerk)
    _see_the_bin(clerk)
    clerk.step("找到导入")
    _search(clerk, "导入 312 行")
    clerk.until(lambda: _acts().model.rowCount() == 1, "the import is found by its words")
    clerk.rest()
    _go_here(clerk, "撤销到这里为止…", f"撤销这 {EDITS + 2} 步")
    clerk.until(lambda: fingerprint() == before, "everything is as it was before the import")
    clerk.rest()
    assert clerk.look(matters) == 0
    clerk.step("只有删除是错的")
    _search(clerk, f"修改拟-{EDITS}的")
    clerk.until(lambda: _acts().model.rowCount() == 2, "the newest of the edits, and the line that undid it")
    clerk.rest()
    clerk.click_at(lambda: _act(1), "the newest of the edits")
    clerk.rest()
    _go_here(clerk, "恢复到这里为止…", f"恢复这 {EDITS + 1} 步")
    clerk.until(lambda: fingerprint() == whole, "import and edits stand again")
    clerk.rest()
    assert clerk.look(matters) == MATTERS


def fingerprint() -> str:
    """One digest over everything stored."""
    with eyes.window().door.office.read() as reader:
        return digest(reader.connection).digest


def matters() -> int:
    """How many matters are stored."""
    with eyes.window().door.office.read() as reader:
        return ledger.count(reader, LedgerQuery())


def _acts():
    return eyes.window()._pages["history"].acts


def _act(place: int) -> eyes.Spot:
    """A line of the history."""
    table = _acts().table
    return eyes.spot(table.viewport(), table.visualRect(_acts().model.index(place, 3)))


def _edit(clerk: Clerk) -> None:
    """Two hundred changes, each its own step: as a clerk types them down a column through a long day."""
    clerk.step("改两百处")
    click_cell(clerk, 0, "progress_percent")
    for number in range(EDITS):
        clerk.type(f"{number % 90 + 5}\n")
        if number % 25 == 24:
            clerk.rest()
    clerk.rest()
    clerk.until(lambda: _percents() == [n % 90 + 5 for n in range(EDITS)], "two hundred figures are stored")


def _percents() -> list[int | None]:
    with eyes.window().door.office.read() as reader:
        return [row.progress_percent for row in ledger.page(reader, LedgerQuery(), offset=0, limit=EDITS)]


def _delete_everything(clerk: Clerk) -> None:
    clerk.step("全部删除")
    clerk.press("Ctrl+a", "Ctrl+Delete")
    clerk.until(lambda: matters() == 0, "everything is deleted")
    clerk.rest()


def _see_the_bin(clerk: Clerk) -> None:
    clerk.step("回收站")
    clerk.click("历史与回收站")
    clerk.rest()
    clerk.click("回收站 312")
    clerk.rest()
    clerk.step("操作记录")
    clerk.click("操作记录")
    clerk.rest()


def _search(clerk: Clerk, words: str) -> None:
    clerk.click_at(eyes.widget(partial(_field, "在操作内容、理由和依据里查找")), "the search of the acts")
    clerk.press("Ctrl+a")
    clerk.type(words)
    clerk.pause(0.5)  # the list waits for the end of the typing


def _field(said: str) -> QLineEdit | None:
    fields = (f for f in eyes.front().findChildren(QLineEdit) if f.isVisible())
    return next(
        (field for field in fields if said in (field.placeholderText(), field.accessibleName())), None
    )


def _go_here(clerk: Clerk, asked: str, answer: str) -> None:
    clerk.step(asked.rstrip("…"))
    clerk.click(asked)
    clerk.until(lambda: eyes.heading() == asked.rstrip("…"), "the steps are listed first")
    clerk.step(answer)
    clerk.click(answer)
