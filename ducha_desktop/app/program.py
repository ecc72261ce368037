"""One running window on one data folder: opening, entering, restoring, backing up, closing."""

import gc
import logging
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from shiboken6 import isValid

from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.runtime.clock import Clock
from ducha_desktop.runtime.logs import LOGGER
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.ui import ask
from ducha_desktop.ui.bus import Bus
from ducha_desktop.ui.main_window import MainWindow
from ducha_desktop.ui.operations import Door

if TYPE_CHECKING:
    from ducha_desktop.app.auto_backups import AutoBackups
    from ducha_desktop.services.office import Office
    from ducha_desktop.services.restoring import Restored

log = logging.getLogger(LOGGER)


class Program(QObject):
    """The windows on one data folder: one at first, more when the clerk asks for them."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Build the doorway and the shell; the folder is opened by `begin`."""
        super().__init__()
        self.folder, self.clock = folder, clock
        self.bus = Bus()
        self.door = Door(self.bus)
        self.windows: list[MainWindow] = []
        self._add_window()
        self._office: Office | None = None
        self._wrote = False
        self.bus.changed.connect(self._changed)
        self.bus.wished.connect(self._wished)
        self._parting = self._parted = self._warm = self._building = False
        self._arrived: Office | None = None
        self._auto_backups: AutoBackups | None = None

    @property
    def window(self) -> MainWindow:
        """The window in use, or the one opened last where none is."""
        living = (window for window in self.windows if isValid(window))
        return next((window for window in living if window.isActiveWindow()), self.windows[-1])

    def open_another(self) -> None:
        """Open one more window on the same ledger; all hear of every change, each has its own filters."""
        if not self.is_open:
            return
        if len(self.windows) >= MOST_WINDOWS:
            ask.toast(self.window, f"已经开了 {MOST_WINDOWS} 个窗口，没有再开；请先关掉不用的")
            return
        before = self.window
        window = self._add_window()
        window.resize(before.size())
        window.show()
        window.enter(self.folder)
        if not before.isMaximized():
            window.move(before.pos() + _ASIDE)
        window.activateWindow()

    def _add_window(self) -> MainWindow:
        number = 1 + max((window.number for window in self.windows), default=0)
        window = MainWindow(self.door, number=number)
        window.restore_wanted.connect(self.restore)
        window.another_wanted.connect(self.open_another)
        window.closed.connect(partial(self._closed, window))
        window.may_close = partial(self._may_close, window)
        self.windows.append(window)
        return window

    def _closed(self, window: MainWindow) -> None:
        """Another window goes on: this one goes with all it holds."""
        if len(self.windows) > 1:
            self.windows.remove(window)
            window.deleteLater()
            QTimer.singleShot(GIVE_BACK_MS, self, give_back)
            return
        from ducha_desktop.ui.help.desk import close_help

        close_help()

    def begin(self) -> None:
        """Open the folder behind the painted shell, or ask the three questions of the first start."""
        self._prepare()
        if DataFolder(self.folder).database.exists():
            self.open()
        else:
            from ducha_desktop.ui.pages.first_start.page import FirstStart

            start = FirstStart(self.door, self.folder, self.clock)
            start.founded.connect(self.enter)
            self.window.show_start(start)
            QTimer.singleShot(WARM_UP_MS, self, self._warm_up)  # the clerk is answering meanwhile

    def _prepare(self) -> None:
        """Load and build the first two screens step by step, a turn each, while the folder is opened."""
        steps: list[Callable[[], object]] = [
            speak_chinese,
            *(partial(import_module, f"ducha_desktop.{name}") for name in WORKBENCH_PARTS),
            partial(self.window.prepare, "workbench"),
            self._built,
            *(partial(import_module, f"ducha_desktop.{name}") for name in LEDGER_PARTS),
            partial(self.window.prepare, "ledger"),
        ]
        self._building = True
        QTimer.singleShot(0, self, partial(self._take_steps, steps))

    def _built(self) -> None:
        """The first screen stands: show the office if it is open already."""
        self._building = False
        if self._arrived is not None:
            office, self._arrived = self._arrived, None
            self.enter(office)

    def _take_steps(self, steps: Sequence[Callable[[], object]], pause: int = 0) -> None:
        """One step a turn, `pause` milliseconds apart."""
        if isValid(self.window):
            steps[0]()
            if steps[1:]:
                QTimer.singleShot(pause, self, lambda: self._take_steps(steps[1:], pause))

    @property
    def is_open(self) -> bool:
        """Whether a ledger is on the screen."""
        return self._office is not None

    def open(self) -> None:
        """Open an existing ledger."""
        from ducha_desktop.ui.operations import office as office_ops

        opening = office_ops.open_folder(self.folder, self.clock).then(self.enter).failed(self._refused)
        opening.progress(self._report_opening).start(self.door, self)
        QTimer.singleShot(OPENING_MS, self, self._still_opening)

    def _still_opening(self) -> None:
        if not self.is_open and isValid(self.windows[0]):
            self.window.show_opening()

    def _report_opening(self, done: int, total: int, _words: str) -> None:
        if not self.is_open and isValid(self.windows[0]) and (view := self.window.show_opening()) is not None:
            view.report(done, total)

    def enter(self, office: "Office") -> None:
        """The office is open: let the screens in, then import what the first deeds need."""
        if self._building:  # the first screen is built in turns of its own
            self._arrived = office
            return
        self._office = office
        self.door.lead_to(office)
        for window in self.windows:
            window.enter(self.folder)
        self.plan_backups()
        QTimer.singleShot(WARM_UP_MS, self, self._warm_up)

    def plan_backups(self) -> None:
        """Back up as often as the clerk has set."""
        if self._auto_backups is None:
            from ducha_desktop.app.auto_backups import AutoBackups

            self._auto_backups = AutoBackups(self, self)
        self._auto_backups.plan()

    def _stop_backups(self) -> None:
        if self._auto_backups is not None:
            self._auto_backups.stop()

    def _wished(self, what: str, about: object) -> None:
        """What a screen asks the program for."""
        from ducha_desktop.app import wishes

        wishes.WISHES[what](self, about)

    def give_up(self) -> "Office | None":
        """The office, no longer used by any screen; every window but one is closed."""
        self._stop_backups()
        self.door.pause()
        for window in self.windows[:-1]:
            window.close()
        office, self._office = self._office, None
        return office

    def come_back(self, error: Exception) -> bool:
        """Say why something could not be done to the closed office, and open it again."""
        ask.failure(self.window, error)
        self.open()
        return True

    def restore(self, file: Path) -> None:
        """Close the office, replace its ledger by a backup, and open it again."""
        from ducha_desktop.ui.operations import backups as backup_ops
        from ducha_desktop.ui.run import with_progress

        self._leave()
        operation = backup_ops.restore(self.folder, file, self.clock)
        with_progress(
            self.window,
            self.door,
            operation,
            heading="正在恢复备份",
            then=self._restored,
            refused=self.come_back,
        )

    def close(self) -> None:
        """Wait for what is being written, back up if anything changed, and close the office."""
        self._stop_backups()
        self.door.close()
        self.door.lead_to(None)
        office, self._office = self._office, None
        if office is None:
            return
        try:
            if self._wrote and not self._parted:
                _back_up_on_exit(office)
        finally:
            office.close()

    def _may_close(self, closing: MainWindow) -> bool:
        """Whether a window may go now; the last one stays, and says so, until all is written and backed up.

        A window that went at once would leave a process at work that nobody sees, and a second start
        would find the ledger taken.
        """
        if len(self.windows) > 1 or self._parted or self._office is None:
            return True
        if self.door.idle and not self._wrote:
            return True
        if not self._parting:
            from ducha_desktop.ui.operations import backups as backup_ops
            from ducha_desktop.ui.run import with_progress

            self._parting = True
            parting = backup_ops.make_at_exit()
            with_progress(
                closing,
                self.door,
                parting,
                heading="正在收尾",
                then=lambda _done: self._part(),
                refused=self._part_anyway,
            )
        return False

    def _part(self) -> None:
        self._parted = True
        self.window.close()

    def _part_anyway(self, error: Exception) -> bool:
        _only_log(error)
        self._part()
        return True

    def _changed(self) -> None:
        self._wrote = True

    def _leave(self) -> None:
        self._stop_backups()
        self.door.pause()
        if self._office is not None:
            self._office.close()
            self._office = None

    def _restored(self, restored: "Restored") -> None:
        ask.toast(self.window, f"已恢复 {restored.rows:,} 条数据；原来的数据已另外保存")
        self.open()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, DuchaError):
            self.window.show_refusal(error.message, self.open)
        else:
            ask.failure(self.window, error)
            self.window.show_refusal("打开台账时遇到没有预料到的问题，数据没有改动。", self.open)

    def _warm_up(self) -> None:
        """Load, once, what the first page does without: services in a worker, then the screens here."""
        from ducha_desktop.ui.operations import office as office_ops

        if self._warm or not isValid(self.windows[0]):
            return
        if not self.door.idle:  # the clerk waits for something: that goes first
            QTimer.singleShot(BETWEEN_SCREENS_MS, self, self._warm_up)
            return
        self._warm = True
        office_ops.warm_up().then(self._warmed).start(self.door, self)

    def _warmed(self, _done: None) -> None:
        """What is loaded by now stays: the collector need not walk it again and hold up the window."""
        gc.freeze()
        later = [partial(import_module, f"ducha_desktop.ui.pages.{name}") for name in LATER_SCREENS]
        self._take_steps(later, BETWEEN_SCREENS_MS)


OPENING_MS = 700
GIVE_BACK_MS = 1500
"""Milliseconds until the memory of a window that was closed is sought out and given back."""
WARM_UP_MS = 1200
BETWEEN_SCREENS_MS = 150
WORKBENCH_PARTS = (
    "domain.ledger_query",
    "domain.lights",
    "services.calendars",
    "services.workbench",
    "ui.pages.workbench.batch",
    "ui.pages.workbench.pictures",
    "ui.pages.workbench.page",
)
"""The code of the first screen in parts, none of them long to load."""
LEDGER_PARTS = (
    "services.outline_groups",
    "ui.tables.delegates",
    "ui.tables.view",
    "ui.widgets.editors",
    "ui.tables.block_table",
    "ui.pages.ledger.act",
    "ui.pages.ledger.paste",
    "ui.pages.ledger.deeds",
    "ui.pages.ledger.detail_words",
    "ui.pages.ledger.detail_nodes",
    "ui.pages.ledger.detail",
    "ui.pages.ledger.filter_bar",
    "ui.pages.ledger.page",
)
"""The code of the ledger's screen in parts, none of them long to load."""
LATER_SCREENS = (
    *("intake.page", "cards.page", "backups.page", "history.page", "register.form", "register.page"),
    *("setup.page", "settings.page"),
)
MOST_WINDOWS = 5
_ASIDE = QPoint(32, 32)


def _back_up_on_exit(office: "Office") -> None:
    """A backup at the end of the day's work, if anything was written; a failure is logged, not shown."""
    from ducha_desktop.services.backups import make_if_changed

    try:
        make_if_changed(office, reason="exit")
    except DuchaError as error:
        _only_log(error)


def give_back() -> None:
    """What a closed window has left behind, in circles that only the collector finds, goes back to the system."""
    from ducha_desktop.runtime import memory

    gc.collect()
    memory.give_back()


def _only_log(error: Exception) -> None:
    log.warning("automatic backup failed", exc_info=error)


def speak_chinese() -> None:
    """Dates and numbers speak Chinese from here on: Qt's list of locales is long to load, and the bare shell shows neither."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
