"""A clerk's hands on the real window: typing, editing, filling and pasting in cells and forms.

A word goes before each deed and after it.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from proofs.killing import Acknowledge
from proofs.offices import TODAY

_LONGEST = 60
"""Characters of a title that is still typed on."""

_PAUSE_MS = 430
"""A little longer than the window waits before it keeps a form."""


class Hands:
    """Works in the ledger until it is killed.

    Words told: `?` before a deed and `!` when the window has been told that it is stored; `kept` when what
    stands in a form has been found on the disk, `back` when a form of an earlier life was filled in again.
    """

    def __init__(self, acknowledge: Acknowledge, root: Path, seed: int) -> None:
        """Open the program as the next morning does."""
        from ducha_desktop.app.application import make_application
        from ducha_desktop.app.program import Program
        from ducha_desktop.runtime.clock import FixedClock

        self.tell, self.chance, self.number = acknowledge, random.Random(seed), 0
        self.seed = seed
        self.app = make_application(["ducha"])
        self.program = Program(root, FixedClock(TODAY))
        self.window = self.program.window
        self.window.resize(1366, 768)
        self.window.show()
        self.program.begin()
        self.until(lambda: self.program.door.leads_somewhere)
        self.window.open("ledger")
        self.page = self.window.ledger
        self.until(lambda: self.page.model.rowCount() > 0 and self.program.door.idle)
        self.stored = 0
        self.program.bus.changed.connect(self._heard)

    def spin(self, milliseconds: int) -> None:
        """Let the window live."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def until(self, condition: Callable[[], object]) -> None:
        """Let the window live until something is so."""
        while not condition():
            self.spin(5)

    def _heard(self, *_what: Any) -> None:
        self.stored += 1

    def word(self) -> str:
        """A text nobody has typed before."""
        self.number += 1
        return f"w{self.seed}n{self.number}"

    def work(self) -> None:
        """One deed after the other, for ever."""
        self.form(only_back=True)
        while True:
            self.chance.choice((self.cell, self.amend, self.paste, self.fill_down, self.form))()

    def cell(self) -> None:
        """Type a title into a cell."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        table, words = self.page.table, self.word()
        place = self.chance.randrange(min(20, self.page.model.rowCount()))
        table.put_cursor(place, self._title)
        uid = self._uid(place)
        before = self.stored
        self.tell(f"?cell {uid} {words}")
        QTest.keyClicks(table, words[0])
        editor = table.editing.editor
        if editor is None:
            raise RuntimeError("no editor was opened")
        for letter in words[1:]:
            QTest.keyClicks(editor, letter)
            self.spin(1)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        self.until(lambda: self.stored > before)
        self.tell(f"!cell {uid} {words}")
        self.until(lambda: self.program.door.idle)

    def amend(self) -> None:
        """Go on typing behind what stands in a cell (F2)."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        table, more = self.page.table, self.word()
        place = self.chance.randrange(min(20, self.page.model.rowCount()))
        table.put_cursor(place, self._title)
        uid, words = self._uid(place), f"{self._words(place)[-_LONGEST:]}{more}"
        if words != self._words(place) + more:
            return  # long enough: another deed
        before = self.stored
        self.tell(f"?cell {uid} {words}")
        QTest.keyClick(table, Qt.Key.Key_F2)
        editor = table.editing.editor
        if editor is None:
            raise RuntimeError("no editor was opened")
        for letter in more:
            QTest.keyClicks(editor, letter)
            self.spin(1)
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        self.until(lambda: self.stored > before)
        self.tell(f"!cell {uid} {words}")
        self.until(lambda: self.program.door.idle)

    def fill_down(self) -> None:
        """Stretch the block over a few titles and fill them with the first."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        table, height = self.page.table, self.chance.randint(2, 9)
        place = self.chance.randrange(self.page.model.rowCount() - height)
        words = self._words(place)
        changed = [self._uid(n) for n in range(place + 1, place + height) if self._words(n) != words]
        if not changed:
            return
        table.put_cursor(place, self._title)
        for _ in range(height - 1):
            QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        deed = " ".join(f"{uid} {words}" for uid in changed)
        before = self.stored
        self.tell(f"?paste {deed}")
        QTest.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        self.until(lambda: self.stored > before)
        self.tell(f"!paste {deed}")
        self.until(lambda: self.program.door.idle)

    def paste(self) -> None:
        """Paste a few lines of titles and percentages."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QGuiApplication
        from PySide6.QtTest import QTest

        height = self.chance.randint(2, 15)
        place = self.chance.randrange(self.page.model.rowCount() - height)
        self.page.table.put_cursor(place, self._title)
        words = [self.word() for _ in range(height)]
        uids = [self._uid(place + n) for n in range(height)]
        deed = " ".join(f"{uid} {word}" for uid, word in zip(uids, words, strict=True))
        QGuiApplication.clipboard().setText("".join(f"{word}\r\n" for word in words))
        before = self.stored
        self.tell(f"?paste {deed}")
        QTest.keyClick(self.page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.until(lambda: self.stored > before)
        self.tell(f"!paste {deed}")
        self.until(lambda: self.program.door.idle)

    def form(self, *, only_back: bool = False) -> None:
        """Fill in the form of a new matter, with pauses; save it or leave it."""
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, self.page, lambda: self._fill_in(only_back=only_back))
        self.page.deeds.add()
        self.until(lambda: self.program.door.idle)

    def _fill_in(self, *, only_back: bool) -> None:
        from PySide6.QtTest import QTest

        from ducha_desktop.ui.pages.ledger.form import MatterForm
        from ducha_desktop.ui.widgets import editors

        form = next(each for each in self.app.topLevelWidgets() if isinstance(each, MatterForm))
        self.until(lambda: self.program.door.idle)
        title = form.editor("title")
        self.tell(f"back {editors.value(title)}")
        if only_back and not editors.value(title):
            form.reject()
            return
        for _ in range(self.chance.randint(1, 3)):
            for letter in self.word():
                QTest.keyClicks(title, letter)
                self.spin(1)
            self.spin(_PAUSE_MS)
            self._kept()
        words, before = editors.value(title), self.stored
        if self.chance.random() < 0.5:
            self.tell(f"?add {words}")
            form.accept()
            _Later(self, lambda: self.stored > before, f"!add {words}")
        else:
            self.tell("left")
            form.reject()

    def _kept(self) -> None:
        """What the disk has of the form: asked in turn behind the keeping."""
        from ducha_desktop.ui.operations import unsaved

        found: list[Any] = []
        unsaved.find("matter.add").then(found.append).start(self.program.door, self.page)
        self.until(lambda: found)
        if found[0] is not None:
            self.tell(f"kept {found[0].values.get('title', '')}")

    def _uid(self, place: int) -> str:
        return str(self._row(place).uid)

    def _words(self, place: int) -> str:
        return str(self._row(place).title)

    def _row(self, place: int) -> Any:
        row = self.page.model.row(place)
        if row is None:
            raise RuntimeError("a row is not in memory")
        return row

    @property
    def _title(self) -> int:
        return next(n for n, column in enumerate(self.page.model.columns) if column.key == "title")


class _Later:
    """Tells a word as soon as something is so, while the form that waits for it closes."""

    def __init__(self, hands: Hands, condition: Callable[[], object], word: str) -> None:
        """Look every few milliseconds."""
        from PySide6.QtCore import QTimer

        self._timer = QTimer(hands.page)
        self._timer.setInterval(3)

        def look() -> None:
            if condition():
                self._timer.stop()
                hands.tell(word)

        self._timer.timeout.connect(look)
        self._timer.start()
