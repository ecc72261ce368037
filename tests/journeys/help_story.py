"""Find help for an error: a file that is no workbook is refused, and the manual says what to do about it.

`python -m tests.journeys.help_story FOLDER`.
"""

import os
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ducha_desktop.ui import ask
from ducha_desktop.ui.help.window import HelpWindow
from ducha_desktop.ui.widgets.refusal import RefusalDialog
from tests.journeys.stories import GAP_BOUND_MS, LEFT, Clerk, Story, found_empty


class Puzzled(Clerk):
    """Sees the real dialog of a refusal."""

    def refuse(self, parent, sentence, details, code):
        ask.Bridge.refuse(self, parent, sentence, details, code)


def find_help_for_an_error(story: Story, seen: list[str]) -> None:
    found_empty(story)
    QTest.keyClick(story.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    story.rest()

    def step() -> None:
        """One look at the dialog, on a timer: its own loop runs inside the one of the story."""
        box = QApplication.activeModalWidget()
        if not isinstance(box, RefusalDialog):
            return
        manual = box.findChild(HelpWindow)
        if manual is None:
            QTest.mouseClick(box.copy, LEFT)
            seen.append(QApplication.clipboard().text())
            QTest.mouseClick(box.help, LEFT)
        elif manual.isVisible() and len(seen) == 1:
            seen.append(manual.browser.toPlainText())
            QTest.keyClicks(manual.search, "xlsx")
            QTest.keyClick(manual.search, Qt.Key.Key_Return)
            seen.append(manual._here)
            manual.close()
            QTest.keyClick(box, Qt.Key.Key_Escape)

    timer = QTimer()
    timer.timeout.connect(step)
    timer.start(120)
    story.click("选择文件")
    story.until(lambda: len(seen) == 3, "the manual was read over the refusal")
    timer.stop()
    story.rest()
    QTest.keyClick(story.window, Qt.Key.Key_F1)
    story.until(lambda: _manual() is not None, "F1 opens the page of the import")
    seen.append(_manual()._here)
    _manual().close()


def _manual() -> HelpWindow | None:
    windows = (w for w in QApplication.topLevelWidgets() if isinstance(w, HelpWindow))
    return next((window for window in windows if window.isVisible()), None)


def main() -> int:
    folder = Path(sys.argv[1])
    (folder / "报来.xlsx").write_bytes(b"%PDF-1.7 scan")
    seen: list[str] = []
    with ask.replace(Puzzled(folder)):
        story = Story(folder)
        find_help_for_an_error(story, seen)
        story.end()
    details, page, found, here = seen
    assert "PDF" in details
    assert "refused" in details
    assert "没有完成" in page
    assert found.startswith("import.md")
    assert here == "import"
    assert story.worst < GAP_BOUND_MS, "the window stood still"
    sys.stdout.write("STORY TOLD\n")
    return 0


if __name__ == "__main__":
    try:
        status = main()
    except BaseException:  # noqa: BLE001 - worker threads must not keep a failed story alive
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
