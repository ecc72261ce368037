"""Undo a disaster: an import, two hundred edits, everything deleted, all taken back from the history.

`python -m tests.journeys.disaster FOLDER`.
"""

import os
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ducha_desktop.storage.digest import digest
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import matters
from tests.journeys.stories import GAP_BOUND_MS, Clerk, Story, found_empty, write_workbook

EDITS = 200


def fingerprint(story: Story) -> str:
    with story.program.door.office.read() as reader:
        return digest(reader.connection).digest


def undo_a_disaster(story: Story) -> None:
    found_empty(story)
    before = fingerprint(story)
    QTest.keyClick(story.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    story.rest()
    story.click("选择文件")
    story.click("下一步")
    story.until(lambda: story._button("导入 312 行", story.window), "312 rows judged")
    story.click("导入 312 行")
    story.until(lambda: story.matters() == 312, "312 rows stored")
    story.rest()
    story.click("查看台账")
    story.rest()
    story.worst = 0.0  # the turns of an import are the matter of `import_to_undo`
    _edit(story)
    whole = fingerprint(story)
    _delete_everything(story)
    page = _to_the_import(story)
    _agree(story, "撤销到这里为止", f"撤销这 {EDITS + 2} 步")
    story.until(lambda: fingerprint(story) == before, "everything is as it was before the import")
    story.rest()
    assert story.matters() == 0
    # A second thought: only the deletion was the mistake.
    page.search.setText("修改")
    story.until(lambda: page.acts.model.rowCount() == 2 * EDITS, "the edits are listed")
    story.rest()
    page.acts.table.go_to(EDITS)  # the newest of the edits stands below the lines that undid them
    story.rest()
    _agree(story, "恢复到这里为止", f"恢复这 {EDITS + 1} 步")
    story.until(lambda: fingerprint(story) == whole, "import and edits stand again")
    story.rest()
    assert story.matters() == 312


def _agree(story: Story, asked: str, answer: str) -> None:
    """Press the button; the dialog that opens runs a loop of its own and is answered from within it."""
    timer = QTimer()
    timer.setInterval(50)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        button = story._button(answer, dialog) if dialog is not None else None
        if button is not None:
            timer.stop()
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    timer.timeout.connect(look)
    timer.start()
    story.click(asked)
    story.until(lambda: not timer.isActive(), f"{asked} is asked and answered")
    story.rest()


def _edit(story: Story) -> None:
    """Two hundred changes, each its own step: as a clerk makes them through a long day."""
    ledger = story.window.ledger
    for n in range(EDITS):
        row = ledger.model.row(n % 100)
        assert row is not None
        changing = matters.edit(row, {"target": f"第{n}次改动的目标", "progress_percent": str(n % 100)})
        changing.start(story.program.door, story.window)
        if n % 10 == 9:
            story.rest()
    story.rest()


def _delete_everything(story: Story) -> None:
    table = story.window.ledger.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    story.rest()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    story.until(lambda: story.matters() == 0, "everything is deleted")
    story.rest()


def _to_the_import(story: Story):
    """The history, its bin one line with 312 things, and the cursor on the import."""
    page = story.window.open("history")
    story.rest()
    story.click("回收站 312")
    story.rest()
    assert page.bin.model.rowCount() == 1
    assert len(page.bin.model.row(0).things) == 312
    story.click("操作记录")
    story.rest()
    page.search.setText("导入 312 行")
    story.until(lambda: page.acts.model.rowCount() == 1, "the import is found by its words")
    story.rest()
    assert isinstance(page._here, QPushButton)
    page.acts.table.setFocus()
    return page


def main() -> int:
    folder = Path(sys.argv[1])
    write_workbook(folder)
    with ask.replace(Clerk(folder)):
        story = Story(folder)
        undo_a_disaster(story)
        story.end()
    assert story.worst < GAP_BOUND_MS, f"the window stood still for {story.worst:.0f} ms"
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
