"""The window program: environment, application, doorway, window; nothing heavy before the first paint."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

from ducha_desktop.app.application import NAME, catch_the_unexpected, make_application
from ducha_desktop.app.program import Program
from ducha_desktop.app.screen import bring_to_front, fills_screen, first_size
from ducha_desktop.runtime import paths
from ducha_desktop.runtime.clock import Clock, FixedClock
from ducha_desktop.runtime.logs import start_log
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.ui import ask


def run(folder: Path | None = None, *, today: date | None = None, arguments: list[str] | None = None) -> int:
    """Open the window on a data folder and stay until it is closed.

    Args:
        folder: the data folder; the user's own by default.
        today: a fixed business date.
        arguments: for Qt; none by default.

    Returns:
        The exit status: 0, also when another window was brought to the front instead.
    """
    root = folder or paths.default_data_folder()
    app = make_application([NAME, *(arguments or [])])
    from ducha_desktop.ui.single import Single

    single = Single(root)
    if single.wake_other():
        return 0
    program = Program(root, FixedClock(today) if today is not None else Clock())
    catch_the_unexpected(program)
    program.window.resize(first_size())
    if fills_screen():
        program.window.setWindowState(Qt.WindowState.WindowMaximized)
    program.window.show()
    single.woken.connect(lambda: bring_to_front(program.window))
    QTimer.singleShot(0, program, program.begin)
    QTimer.singleShot(0, single, single.listen)
    ask.set_log_folder(start_log(DataFolder(root).logs).parent)
    try:
        return app.exec()
    finally:
        program.close()
        single.close()


def main() -> int:
    """Entry of `ducha-desktop`."""
    import multiprocessing

    multiprocessing.freeze_support()
    return run()
