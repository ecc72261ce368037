"""The window program: environment, application, doorway, window; nothing heavy before the first paint."""

import gc
import logging
import os
import sys
import threading
from datetime import date
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QLibraryInfo, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.runtime import paths
from ducha_desktop.runtime.clock import Clock, FixedClock
from ducha_desktop.runtime.logs import LOGGER, start_log
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.ui import ask
from ducha_desktop.ui.bus import Bus
from ducha_desktop.ui.main_window import MainWindow, fills_screen, first_size
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import backups as backup_ops
from ducha_desktop.ui.operations import office as office_ops
from ducha_desktop.ui.run import with_progress
from ducha_desktop.ui.theme import theme

if TYPE_CHECKING:
    from ducha_desktop.services.backups import BackupView
    from ducha_desktop.services.office import Office
    from ducha_desktop.services.restoring import Restored

log = logging.getLogger(LOGGER)
NAME = "ducha-desktop"


class Program(QObject):
    """One running window on one data folder."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Build the doorway and the shell; the folder is opened by `begin`."""
        super().__init__()
        self.folder, self.clock = folder, clock
        self.bus = Bus()
        self.door = Door(self.bus)
        self.window = MainWindow(self.door)
        self._office: Office | None = None
        self._wrote = False
        self.bus.changed.connect(self._changed)
        self.window.restore_wanted.connect(self.restore)
        self._backup_timer = QTimer(self)
        self._backup_timer.setInterval(BACKUP_EVERY_MS)
        self._backup_timer.timeout.connect(self._back_up)

    def begin(self) -> None:
        """Open the folder behind the painted shell, or ask the three questions of the first start."""
        QTimer.singleShot(0, self, load_ledger_screen)
        if DataFolder(self.folder).database.exists():
            self.open()
        else:
            from ducha_desktop.ui.pages.first_start.page import FirstStart

            start = FirstStart(self.door, self.folder, self.clock)
            start.founded.connect(self.enter)
            self.window.show_start(start)

    @property
    def is_open(self) -> bool:
        """Whether a ledger is on the screen."""
        return self._office is not None

    def open(self) -> None:
        """Open an existing ledger."""
        opening = office_ops.open_folder(self.folder, self.clock).then(self.enter).failed(self._refused)
        opening.start(self.door, self)
        QTimer.singleShot(OPENING_MS, self, self._still_opening)

    def _still_opening(self) -> None:
        if not self.is_open and isValid(self.window):
            self.window.show_opening()

    def enter(self, office: "Office") -> None:
        """The office is open: let the screens in, then import what the first deeds need."""
        self._office = office
        self.door.lead_to(office)
        self.window.enter(self.folder)
        self._backup_timer.start()
        QTimer.singleShot(WARM_UP_MS, self, self._warm_up)

    def restore(self, file: Path) -> None:
        """Close the office, replace its ledger by a backup, and open it again."""
        self._leave()
        operation = backup_ops.restore(self.folder, file, self.clock)
        with_progress(
            self.window,
            self.door,
            operation,
            heading="正在恢复备份",
            then=self._restored,
            refused=self._not_restored,
        )

    def close(self) -> None:
        """Wait for what is being written, back up if anything changed, and close the office."""
        self._backup_timer.stop()
        self.door.close()
        self.door.lead_to(None)
        office, self._office = self._office, None
        if office is None:
            return
        try:
            if self._wrote:
                _back_up_on_exit(office)
        finally:
            office.close()

    def _changed(self) -> None:
        self._wrote = True

    def _leave(self) -> None:
        self._backup_timer.stop()
        self.door.pause()
        if self._office is not None:
            self._office.close()
            self._office = None

    def _restored(self, restored: "Restored") -> None:
        ask.toast(self.window, f"已恢复 {restored.rows:,} 条数据；原来的数据已另外保存")
        self.open()

    def _not_restored(self, error: Exception) -> bool:
        ask.failure(self.window, error)
        self.open()
        return True

    def _back_up(self) -> None:
        backup_ops.make_if_changed("auto").then(self._backed_up).failed(_only_log).start(self.door, self)

    def _backed_up(self, made: "BackupView | None") -> None:
        if made is not None:
            self.window.show_backup(made)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, DuchaError):
            self.window.show_refusal(error.message, self.open)
        else:
            ask.failure(self.window, error)
            self.window.show_refusal("打开台账时遇到没有预料到的问题，数据没有改动。", self.open)

    def _warm_up(self) -> None:
        if self.is_open:
            office_ops.warm_up().then(_settle_memory).start(self.door, self)
            self._load_screens(list(LATER_SCREENS))

    def _load_screens(self, waiting: list[str]) -> None:
        """One screen's code a turn, so that no turn is long."""
        if waiting and self.is_open:
            import_module(waiting.pop(0))
            QTimer.singleShot(BETWEEN_SCREENS_MS, self, lambda: self._load_screens(waiting))


OPENING_MS = 700
WARM_UP_MS = 600
BETWEEN_SCREENS_MS = 150
LATER_SCREENS = tuple(
    f"ducha_desktop.ui.pages.{name}.page" for name in ("intake", "cards", "backups", "history")
)
BACKUP_EVERY_MS = 30 * 60 * 1000


def _back_up_on_exit(office: "Office") -> None:
    """A backup at the end of the day's work, if anything was written; a failure is logged, not shown."""
    from ducha_desktop.services.backups import make_if_changed

    try:
        make_if_changed(office, reason="exit")
    except DuchaError as error:
        _only_log(error)


def _only_log(error: Exception) -> None:
    log.warning("automatic backup failed", exc_info=error)


def _settle_memory(_warm: None) -> None:
    """What is loaded by now stays: the collector need not walk it again and hold up the window."""
    gc.freeze()


def load_ledger_screen() -> None:
    """Load the code of the first screen while the folder is opened behind the painted shell.

    Widgets' classes are only ever made in the interface's own thread. Dates and numbers speak Chinese
    from here on: Qt's list of locales is long to load, and the bare shell shows neither.
    """
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    import_module("ducha_desktop.ui.pages.ledger.page")


def make_application(arguments: list[str]) -> QApplication:
    """The Qt application, dressed and speaking Chinese; environment first."""
    choose_input_method()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(arguments)
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("督查台账")
    app.setWindowIcon(QIcon(str(paths.resource("icons/ducha.svg"))))
    speak_chinese(app)
    theme.apply(app, dark=_system_is_dark(app), scale=100)
    return app


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (buttons of file and print dialogs) in Chinese whatever the system speaks."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def choose_input_method() -> None:
    """On Linux the wheel of Qt has no fcitx plug-in: reach fcitx5 through its IBus portal instead."""
    if sys.platform != "linux":
        return
    wanted = os.environ.get("QT_IM_MODULE", "")
    if wanted not in {"", "fcitx", "fcitx5"} or not _fcitx_runs():
        return
    os.environ["QT_IM_MODULE"] = "ibus"
    os.environ["IBUS_USE_PORTAL"] = "1"


def catch_the_unexpected(window: QObject) -> None:
    """Log what nobody caught with its trace and tell the clerk calmly; the program goes on."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        ask.failure(window, error)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            log.error("unexpected in thread", exc_info=args.exc_value)

    sys.excepthook = caught
    threading.excepthook = in_thread


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
    catch_the_unexpected(program.window)
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


PROOF_MS = 20_000
PROOF_COLOURS = 24
"""A painted ledger has lights, letters and bars; an empty window has a handful of colours."""


def bring_to_front(window: MainWindow) -> None:
    """Show the window wherever it is."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def main() -> int:
    """Entry of `ducha-desktop`."""
    import multiprocessing

    multiprocessing.freeze_support()
    return run()


def _system_is_dark(app: QApplication) -> bool:
    return app.palette().color(QPalette.ColorRole.Window).lightness() < 128  # noqa: PLR2004 - half of 255


def _fcitx_runs() -> bool:
    for entry in Path("/proc").glob("[0-9]*/comm"):
        try:
            name = entry.read_text(encoding="utf-8").strip()
        except OSError:
            continue
        if name == "fcitx5":
            return True
    return False
