"""Find help for an error: a file that is no workbook is refused, and the manual says what to do about it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ducha_desktop.ui.help.window import HelpWindow
from tests.journeys import eyes
from tests.journeys.importing import FILE
from tests.journeys.stage import Clerk


def for_an_error(clerk: Clerk) -> None:
    """Refusal, details to copy, its page of the manual, a search in the manual, and F1 on the screen."""
    clerk.rest()
    clerk.step("打开不是表格的文件")
    clerk.press("Ctrl+o")
    clerk.click("选择文件…")
    clerk.choose_file("选择要导入的台账", clerk.folder / FILE)
    clerk.until(lambda: eyes.heading() == "没有完成", "the refusal")
    clerk.step("没有完成")
    clerk.click("复制详情")
    clerk.until(lambda: "refused" in QGuiApplication.clipboard().text(), "the details are on the clipboard")
    assert "PDF" in clerk.look(lambda: QGuiApplication.clipboard().text())
    clerk.click("查看帮助")
    clerk.until(lambda: _here() != "", "the manual over the refusal")
    assert "文件打不开" in clerk.look(_page)
    clerk.step("在帮助中查找")
    clerk.press("Ctrl+f")
    clerk.type("回收站")
    clerk.press("Return")
    clerk.until(lambda: not _here().startswith("import"), "another page is found")
    assert "回收站" in clerk.look(_page)
    clerk.step("找到的一页")
    clerk.look(lambda: next(w for w in _windows()).close())
    clerk.rest()
    clerk.click("知道了")
    clerk.step("F1")
    clerk.rest()
    clerk.press("F1")
    clerk.until(lambda: _here() == "import", "F1 opens the page of this screen")
    clerk.picture("F1打开这一页")
    clerk.look(lambda: next(w for w in _windows()).close())


def _windows() -> list[HelpWindow]:
    return [w for w in QApplication.allWidgets() if isinstance(w, HelpWindow) and w.isVisible()]


def _here() -> str:
    return next((window._here for window in _windows()), "")


def _page() -> str:
    return next((window.browser.toPlainText() for window in _windows()), "")
