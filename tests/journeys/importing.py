"""A messy ledger of another office goes in, is looked at, taken back and brought back."""

from tests.journeys import eyes
from tests.journeys.stage import Clerk

FILE = "报来.xlsx"


def found_by_keys(clerk: Clerk) -> None:
    """The three questions, answered by keys alone, for an empty ledger."""
    clerk.step("建立空台账")
    clerk.sees("欢迎使用督查台账")
    clerk.press("Right", "Right", "Tab")  # nothing is chosen yet
    clerk.type("云岭县")
    clerk.press("Return")
    clerk.until(lambda: eyes.window().door.leads_somewhere, "the ledger is founded")
    clerk.rest()


def take_in(clerk: Clerk) -> int:
    """Choose the file, look at columns and rows, import; how many rows went in."""
    clerk.step("选择文件")
    clerk.press("Ctrl+o")
    clerk.click("选择文件…")
    clerk.choose_file("选择要导入的台账", clerk.folder / FILE)
    clerk.rest()
    clerk.step("核对列")
    clerk.sees("下一步：核对每一行")
    clerk.click("下一步：核对每一行")
    clerk.rest()
    clerk.step("核对每一行")
    clerk.until(lambda: eyes.button("导入 "), "rows are judged")
    clerk.step("导入")
    clerk.click_at(lambda: eyes.button("导入 "), "the button of the import")
    clerk.rest()
    clerk.step("导入完成")
    clerk.click("查看台账")
    clerk.rest()
    return clerk.look(eyes.rows_listed)


def a_messy_ledger(clerk: Clerk) -> None:
    """Title rows, merged cells, 同上, sub-totals, hidden rows and sheets: 27 matters, in and out and in again."""
    found_by_keys(clerk)
    assert take_in(clerk) == 27
    assert clerk.look(_undo_words).startswith("撤销：导入 27 行")
    for words, key, left in (("撤销导入", "Ctrl+z", 0), ("恢复导入", "Ctrl+y", 27)):
        clerk.step(words)
        clerk.press(key)
        clerk.until(lambda left=left: eyes.rows_listed() == left, f"{left} matters are listed")
        clerk.rest()


def _undo_words() -> str:
    """What the button in the top bar would take back."""
    return eyes.window().top.undo.text()
