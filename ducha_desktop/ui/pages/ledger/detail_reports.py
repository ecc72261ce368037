"""进展反馈: what was reported on the matter, the latest first and older ones some at a time."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import ledger as ledger_ops
from ducha_desktop.ui.pages.ledger import detail_words as words
from ducha_desktop.ui.theme import GAP_M
from ducha_desktop.ui.widgets.basics import button, row
from ducha_desktop.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from ducha_desktop.services.views import MatterDetail, ReportView

_FIRST = 6
"""Reports shown until more are wanted."""


class Reports(QWidget):
    """The reports of the matter shown."""

    def __init__(self, door: Door) -> None:
        """Start without a matter."""
        super().__init__()
        self._door = door
        self._uid = ""
        self._told: tuple[ReportView, ...] = ()
        self._in_all = self._shown = 0
        self.timeline = Timeline()
        self.more = button("", self._read_on, kind="link")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_M)
        box.addWidget(self.timeline)
        box.addLayout(row(self.more, None))

    def show_reports(self, matter: "MatterDetail") -> None:
        """Show the newest reports of a matter."""
        self._uid, self._told, self._in_all = matter.row.uid, matter.reports, matter.reports_in_all
        self._show(_FIRST)

    def _read_on(self) -> None:
        self.timeline.setFocus()
        wanted = min(self._shown + ledger_ops.MORE_REPORTS, self._in_all)
        if wanted <= len(self._told):
            self._show(wanted)
            return
        reading = ledger_ops.more_reports(self._uid, skip=len(self._told)).latest("reports")
        reading.then(partial(self._arrived, self._uid, wanted)).start(self._door, self)

    def _arrived(self, uid: str, wanted: int, older: "tuple[ReportView, ...]") -> None:
        if uid == self._uid:
            self._told += older
            self._show(wanted)

    def _show(self, number: int) -> None:
        self._shown = min(number, len(self._told))
        self.timeline.show_beads(words.reports(self._told[: self._shown]))
        left = self._in_all - self._shown
        self.more.setVisible(left > 0 and self._shown > 0)
        some = ledger_ops.MORE_REPORTS
        whole = f"全部 {self._in_all:,} 次反馈"
        self.more.setText(whole if left <= some else f"再看 {some} 次反馈（共 {self._in_all:,} 次）")
