"""Cards for one leader: chosen by initials, the real pages seen, printed to a file and saved as PDF."""

from functools import partial

from PySide6.QtWidgets import QWidget

from tests.journeys import eyes
from tests.journeys.stage import Clerk

LEADER = "吴德厚"


def one_leader(clerk: Clerk) -> None:
    """All cards of one leader of the county, on paper and in a file."""
    clerk.rest()
    clerk.step("督办卡")
    clerk.press(eyes.keys_to("cards"))
    clerk.until(lambda: _page() is not None and _page().drawn is not None, "cards are drawn")
    clerk.rest()
    clerk.step("按首字母找领导")
    clerk.click_at(eyes.widget(lambda: _page().choice.search), "the search of holders")
    clerk.type("wdh")
    clerk.rest()
    clerk.press("Return")
    clerk.until(partial(_shows, LEADER), "only his cards are drawn")
    clerk.rest()
    clerk.until(lambda: _page().pages.ready, "the real pages are shown")
    clerk.step("看第二页")
    clerk.click_at(eyes.widget(_pages), "the pages")
    for _ in range(4):
        clerk.press("PageDown")
    clerk.rest()
    clerk.step("保存 PDF")
    clerk.click("保存 PDF…")
    clerk.choose_file("保存 PDF", clerk.folder / "联系卡.pdf")
    clerk.rest()
    clerk.sees("已保存")
    clerk.step("打印")
    clerk.click("打印…")
    clerk.until(lambda: eyes.heading() == "打印", "the system's dialog of printers")
    clerk.pause(0.3)
    clerk.picture("打印对话框")
    _to_file(clerk)
    clerk.until(
        lambda: (clerk.folder / "打印.pdf").exists() and eyes.heading() != "正在打印", "printed into a file"
    )
    clerk.rest()
    clerk.sees("已打印到文件")


def _to_file(clerk: Clerk) -> None:
    """Printing into a file is what the dialog offers where there is no printer."""
    clerk.click_at(eyes.widget(partial(_named, "filename")), "the field of the file")
    clerk.press("Ctrl+a")
    clerk.type(str(clerk.folder / "打印.pdf"))
    clerk.picture("打印到文件")
    clerk.press("Return")


def _named(name: str) -> QWidget | None:
    return next(iter(eyes.front().findChildren(QWidget, name)), None)


def _pages() -> QWidget:
    """Where the real pages are seen."""
    return _page().pages.viewport()


def _page():
    return eyes.window()._pages.get("cards")


def _shows(leader: str) -> bool:
    page = _page()
    return page.drawn is not None and [each.holder for each in page._sets()] == [leader]
