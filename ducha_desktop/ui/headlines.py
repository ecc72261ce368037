"""What stands around every screen: whose ledger this is, the next step of undo, the last backup, the counts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.ui.operations import Door, backups, history, register
from ducha_desktop.ui.operations import ledger as ledger_ops
from ducha_desktop.ui.operations import office as office_ops
from ducha_desktop.ui.operations.history import NextSteps
from ducha_desktop.ui.widgets.navigation import Navigation
from ducha_desktop.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from ducha_desktop.services.backups import BackupView
    from ducha_desktop.services.own_office import OfficeHead

AFTER_WARMING_MS = 1500
"""Milliseconds until the backups are looked at: what reads them is heavy to load, and nobody waits for it."""
AFTER_FIRST_PAGE_MS = 150
_BACKED_UP_FIRST = ("导入", "期初入账")


class Headlines(QObject):
    """Keeps the top bar and the counts beside the screens true; made when an office is first entered."""

    title = Signal(str)

    def __init__(self, parent: QWidget, top: TopBar, navigation: Navigation, door: Door) -> None:
        """Listen to the bus; `read` begins."""
        super().__init__(parent)
        self.top, self.navigation, self.door = top, navigation, door
        self.on_ledger = False
        door.bus.changed.connect(self._changed)

    def read(self) -> None:
        """Read everything afresh; what the first page can do without waits for it."""
        office_ops.head().then(self._named).start(self.door, self)
        QTimer.singleShot(AFTER_FIRST_PAGE_MS, self, self._read_steps)
        QTimer.singleShot(AFTER_WARMING_MS, self, self.read_backups)
        if not self.on_ledger:
            QTimer.singleShot(AFTER_FIRST_PAGE_MS, self, self._count_matters)
        QTimer.singleShot(AFTER_FIRST_PAGE_MS, self, self._count_waiting)

    def read_backups(self) -> None:
        """Read when the ledger was last backed up, and how many backups there are."""
        backups.listed().latest("backups").then(self._backups_listed).start(self.door, self)

    def show_backup(self, made: "BackupView") -> None:
        """Say when the ledger was last backed up."""
        self.top.show_backup(
            f"已备份 {made.made_at[5:]}", f"最近一次备份：{made.made_at}，{made.words}，已核验"
        )

    def _changed(self, changes: Changes, _initiator: object) -> None:
        self._read_steps()
        if not self.on_ledger:
            self._count_matters()
        if changes.tables & {"unit", "person"}:
            self._count_waiting()
        if changes.words.startswith(_BACKED_UP_FIRST):
            self.read_backups()

    def _count_matters(self) -> None:
        """The figure beside 台账 is true on every screen, not only on its own."""
        counting = ledger_ops.total().latest("total")
        counting.then(lambda rows: self.navigation.count("ledger", rows)).start(self.door, self)

    def _count_waiting(self) -> None:
        """Beside 单位人员 stands how many names are to be confirmed, on whatever screen they came in."""
        counting = register.waiting().latest("waiting")
        counting.then(lambda names: self.navigation.count("register", names)).start(self.door, self)

    def _read_steps(self) -> None:
        history.next_steps().latest("steps").then(self._steps).start(self.door, self)

    def _steps(self, steps: NextSteps) -> None:
        self.top.show_steps(steps.undo, steps.redo)

    def _backups_listed(self, found: "Sequence[BackupView]") -> None:
        good = [made for made in found if made.verified]
        self.navigation.count("backups", len(found))
        if good:
            self.show_backup(good[0])
        else:
            self.top.show_backup("还没有备份", "点这里做第一份备份")

    def _named(self, head: "OfficeHead") -> None:
        title = f"{head.county}督查台账"
        self.top.show_office(title, self.door.office.today.year, self.door.office.user)
        self.title.emit(title)
