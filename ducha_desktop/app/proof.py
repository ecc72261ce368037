"""Showing the window on a ledger without anyone at the screen, as the self-test does."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from ducha_desktop.app.application import NAME, make_application
from ducha_desktop.app.program import Program
from ducha_desktop.runtime.clock import Clock

PROOF_MS = 20_000
PROOF_COLOURS = 24
"""A painted ledger has lights, letters and bars; an empty window has a handful of colours."""


def prove_window(folder: Path, *, clock: Clock) -> str:
    """Show the window on a ledger, as the self-test does; return its size.

    Raises:
        RuntimeError: the ledger did not appear within the time, or nothing was painted.
    """
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or make_application([NAME])
    program = Program(folder, clock)
    program.window.resize(1366, 768)
    program.window.show()
    program.begin()
    waiting = QDeadlineTimer(PROOF_MS)
    colours: set[int] = set()
    try:
        while len(colours) < PROOF_COLOURS and not waiting.hasExpired():
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            if program.is_open:
                picture = program.window.grab().toImage()
                colours = {
                    picture.pixel(x, y)
                    for x in range(0, picture.width(), 3)
                    for y in range(0, picture.height(), 9)
                }
        if len(colours) < PROOF_COLOURS:
            raise RuntimeError("the window stayed empty")
        return f"{picture.width()}×{picture.height()}"
    finally:
        program.window.close()
        program.close()
