"""Registering what came in: a report on a matter, one for a period that is over, duties by a tick."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QObject

from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.states import Action, State, next_state
from ducha_desktop.services.duties import Mark
from ducha_desktop.services.obligations import MATTER, OwedLine
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui import ask
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import matters
from ducha_desktop.ui.operations import obligations as ops
from ducha_desktop.ui.pages.duties.screen import OwedScreen
from ducha_desktop.ui.pages.ledger.act import ActDialog

GOOD = "matter.good"


class Registering(QObject):
    """Serves the list of what is owed."""

    def __init__(self, part: OwedScreen) -> None:
        """Serve `part`."""
        super().__init__(part)
        self._part = part

    def can(self, line: OwedLine) -> bool:
        """Whether something is still to be registered for it."""
        return line.made_on is None

    def register(self, lines: Sequence[OwedLine]) -> None:
        """Tick the duties among the lines in one step; or fill in the report of the one matter."""
        wanted = [line for line in lines if self.can(line)]
        marks = [mark for line in wanted if (mark := Mark.of(line)) is not None]
        if marks:
            self._tick(marks)
            return
        reports = [line for line in wanted if line.kind == MATTER]
        if len(reports) > 1:
            ask.toast(self._part, "一次登记一件事项的进展；经常性任务可以一次登记多个单位。")
        elif reports:
            ops.matter(reports[0].uid).then(lambda row: self._report(row, reports[0])).start(
                self._part.door, self._part
            )
        elif lines:
            ask.toast(self._part, "选中的已经报了，不用再登记。")

    def _tick(self, marks: Sequence[Mark]) -> None:
        """On the day that the clerk has named, today where none is."""
        typed = self._part.on.text().strip()
        try:
            on = date.fromisoformat(typed) if typed else None
        except ValueError:
            ask.toast(self._part, f"报来日期“{typed}”请写成 2026-11-22 的样子，或者空着表示今天。")
            return
        deed = ops.mark(marks, on=on).then(lambda done: self._part.registered(done[1]))
        deed.start(self._part.door, self._part)

    def untick(self) -> None:
        """Take back that the selected duties were done."""
        marks = [mark for line in self._part.chosen() if line.made_on and (mark := Mark.of(line))]
        if marks:
            deed = ops.unmark(marks).then(lambda done: self._part.registered(done[1]))
            deed.start(self._part.door, self._part)

    def _report(self, row: MatterRow, line: OwedLine, again: Mapping[str, str] | None = None) -> None:
        part = self._part
        try:
            step = next_state(State(row.state), Action.REPORT)
        except RefusedError as refusal:
            ask.failure(part, refusal)
            return
        today = part.door.office.today
        late = line.last < today
        dialog = ActDialog(part, row, step, today, about=_about(row, line, late=late))
        keeper = Keeper(part.door, f"{GOOD}/{row.uid}/{line.first}", dialog, part, again=again)
        if not dialog.exec():
            keeper.give_up(lambda typed: self._report(row, line, typed))
        elif late:
            good = keeper.saving(ops.make_good(row.uid, line.first, dialog.deed))
            good.then(keeper.saved(lambda done: part.registered(done[1]))).start(part.door, part)
        else:
            deed = keeper.saving(matters.act(row, dialog.deed))
            deed.then(keeper.saved(lambda done: part.registered(done[1]))).start(part.door, part)
        dialog.deleteLater()


def _about(row: MatterRow, line: OwedLine, *, late: bool) -> str:
    what = "补报" if late else "报送"
    return f"{row.number}　{row.title}\n{what}{line.period}的进展，应报日期 {line.due.isoformat()}"
