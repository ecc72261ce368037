"""Showing the window and all its screens on a ledger without anyone there, as the self-test does."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from ducha_desktop.app.application import NAME, make_application
from ducha_desktop.app.program import Program
from ducha_desktop.runtime.clock import Clock
from ducha_desktop.ui import ask
from ducha_desktop.ui.help.desk import close_help, show_page
from ducha_desktop.ui.places import PLACES

PROOF_MS = 20_000
PROOF_COLOURS = 24
"""A painted ledger has lights, letters and bars; an empty window has a handful of colours."""


class _Witness(ask.Bridge):
    """Keeps what the program would have said: nobody is there to close a dialog."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def tell(self, _parent: QWidget | None, heading: str, sentence: str) -> None:
        self.said.append(f"{heading}：{sentence}")

    def refuse(self, _parent: QWidget | None, sentence: str, _details: str, _code: str) -> None:
        self.said.append(sentence)

    def trouble(self, _parent: QWidget | None, sentence: str, details: str) -> None:
        self.said.append(f"{sentence} {details}")


def prove_window(folder: Path, *, clock: Clock) -> str:
    """Show the window on a ledger, every screen of it and the manual; return what was seen.

    Raises:
        RuntimeError: something did not appear within the time, nothing was painted, or the program complained.
    """
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Held to the end: the application would go with its last reference.
    application = QApplication.instance() or make_application([NAME])
    witness = _Witness()
    with ask.replace(witness):
        program = Program(folder, clock)
        try:
            seen = _look(program)
        finally:
            close_help()
            program.window.close()
            program.close()
    application.processEvents()
    if witness.said:
        raise RuntimeError("；".join(witness.said))
    return seen


def _look(program: Program) -> str:
    window = program.window
    window.resize(1366, 768)
    window.show()
    program.begin()
    _until(lambda: program.is_open and _colours(window) >= PROOF_COLOURS, "the window")
    for place in PLACES:
        window.open(place.key)
        _until(lambda: program.door.idle and _colours(window) >= PROOF_COLOURS, place.words)
    manual = show_page("")
    _until(lambda: _colours(manual) >= PROOF_COLOURS, "the manual")
    return f"{window.width()}×{window.height()}，{len(PLACES)} 个界面和手册"


def _until(seen: Callable[[], bool], what: str) -> None:
    waiting = QDeadlineTimer(PROOF_MS)
    while not seen():
        if waiting.hasExpired():
            raise RuntimeError(f"{what} stayed empty")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _colours(widget: QWidget) -> int:
    picture = widget.grab().toImage()
    return len(
        {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 9)}
    )
