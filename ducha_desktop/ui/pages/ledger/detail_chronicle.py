"""经过: the matter's history with its filter, in pages, and the way back to any moment of it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.services.views import MatterDetail, TimelineView
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, history
from ducha_desktop.ui.operations.ledger import NEWEST
from ducha_desktop.ui.pages.ledger import detail_words as words
from ducha_desktop.ui.run import take_back
from ducha_desktop.ui.theme import GAP_S
from ducha_desktop.ui.widgets.basics import button, label, repolish, row
from ducha_desktop.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from ducha_desktop.domain.changes import Changes
    from ducha_desktop.services.detail_timeline import TimelinePage
    from ducha_desktop.services.earlier import Earlier

SHARES = ("全部", "办理", "修改")
_EARLIER = "恢复到这一时点…"


class Chronicle(QWidget):
    """The timeline of the matter shown."""

    walked = Signal(QRect)

    def __init__(self, door: Door) -> None:
        """Start without a matter."""
        super().__init__()
        self._door = door
        self._uid, self._share = "", SHARES[0]
        self._lines: list[TimelineView] = []
        self.chips = QWidget()
        self._chips = [button(share, partial(self.show_share, share), kind="chip") for share in SHARES]
        line = row(*self._chips, gap=GAP_S)
        self.chips.setLayout(line)
        self.timeline = Timeline(_EARLIER)
        self.timeline.chosen.connect(lambda _words, entry: self._look_back(entry))
        self.timeline.walked.connect(self.walked)
        self.more = button("更早的经过", self._read_on, kind="link")
        self._none = label("没有这一类的经过。", "faint")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_S)
        for part in (self.timeline, self._none):
            box.addWidget(part)
        box.addLayout(row(self.more, None))
        self._mark()

    def show_history(self, matter: MatterDetail) -> None:
        """Show the newest entries of a matter; a filter that was chosen stays."""
        same = matter.row.uid == self._uid
        self._uid = matter.row.uid
        if self._share == SHARES[0] and not (same and self._reads_on(matter)):
            self._take(list(matter.timeline), more=len(matter.timeline) >= NEWEST)
        elif not same or self._share != SHARES[0]:
            self._read(before=None)

    def _reads_on(self, matter: MatterDetail) -> bool:
        """Whether older entries have been read already and only new ones are to be put before them."""
        if len(self._lines) <= NEWEST or not matter.timeline:
            return False
        oldest = matter.timeline[-1].entry
        older = [line for line in self._lines if line.entry < oldest]
        self._take([*matter.timeline, *older], more=not self.more.isHidden())
        return True

    def show_share(self, share: str) -> None:
        """全部, 办理 or 修改."""
        self._share = share
        self._mark()
        self._read(before=None)

    def _mark(self) -> None:
        for chip in self._chips:
            chip.setProperty("on", chip.text() == self._share)
            chip.setAccessibleName(f"经过只看{chip.text()}" if chip.text() != SHARES[0] else "经过看全部")
            repolish(chip)

    def _read_on(self) -> None:
        self._read(before=self._lines[-1].entry if self._lines else None)

    def _read(self, *, before: int | None) -> None:
        def arrived(page: "TimelinePage") -> None:
            self._take([*(self._lines if before is not None else ()), *page.lines], more=page.more)

        reading = history.timeline(self._uid, before=before, share=self._share).latest("timeline")
        reading.then(arrived).start(self._door, self)

    def _take(self, lines: list[TimelineView], *, more: bool) -> None:
        if self.more.hasFocus() and not more:
            self.timeline.setFocus()
        self._lines = lines
        self.timeline.show_beads(words.timeline(lines))
        self.timeline.setVisible(bool(lines))
        self._none.setVisible(not lines)
        self.more.setVisible(more)

    def _look_back(self, entry: int) -> None:
        history.earlier(self._uid, entry).then(self._offer).start(self._door, self)

    def _offer(self, planned: "Earlier") -> None:
        from ducha_desktop.ui.pages.ledger.detail_earlier import EarlierDialog

        dialog = EarlierDialog(self, planned)
        if dialog.exec() and planned.lines:
            restoring = history.make_earlier(self._uid, planned.entry)
            restoring.then(lambda done: self._restored(done[0])).start(self._door, self)
        dialog.deleteLater()

    def _restored(self, changes: "Changes") -> None:
        ask.toast(self, f"已把{changes.words}", undo=self._undo)

    def _undo(self) -> None:
        take_back(self, self._door)
