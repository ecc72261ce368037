"""Pressing from a screen: one question, one form, one deed, with 撤销 in reach."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.ladder import NOTES, Rung
from ducha_desktop.services.views import EscalationView
from ducha_desktop.ui import ask
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Door, ladder
from ducha_desktop.ui.operations.ladder import MOST_AT_ONCE, Batch, Target
from ducha_desktop.ui.pressing.form import LiftDialog, PressDialog
from ducha_desktop.ui.run import step_back, with_progress

PRESS, LIFT = "ladder.press/", "ladder.lift/"
_PAPERS_NAMED = 2


class Desk(QObject):
    """Serves one screen, or a part of one."""

    def __init__(self, page: QWidget, door: Door) -> None:
        """Serve `page`."""
        super().__init__(page)
        self._page, self._door = page, door

    def press(self, targets: Sequence[Target], rung: Rung) -> None:
        """Ask for what the rung demands of these matters, then do it."""
        if not targets:
            ask.toast(self._page, f"没有要{rung.word}的事项")
        elif len(targets) > MOST_AT_ONCE:
            ask.tell(
                self._page,
                f"不能{rung.word}",
                f"一次最多 {MOST_AT_ONCE:,} 项。没有改动任何数据。请先在台账里用筛选缩小范围。",
            )
        else:
            asking = ladder.batch(targets, rung).latest("press")
            asking.then(self._offer).start(self._door, self._page)

    def lift(self, step: EscalationView, number: str, again: Mapping[str, str] | None = None) -> None:
        """Ask for the record by which the matter comes off a rung, then write it."""
        page = self._page
        dialog = LiftDialog(page, step, number, self._door.office.today)
        keeper = Keeper(self._door, f"{LIFT}{step.uid}", dialog, page, again=again)
        if dialog.exec():
            deed = keeper.saving(ladder.lift(step, number, dialog.lifting))
            deed.then(keeper.saved(lambda done: self._done(done[1]))).start(self._door, page)
        else:
            keeper.give_up(lambda typed: self.lift(step, number, typed))
        dialog.deleteLater()

    def _offer(self, batch: Batch, again: Mapping[str, str] | None = None) -> None:
        page, rung = self._page, batch.offer.rung
        if not batch.allowed:
            why = batch.refused[0][0] if len(batch.refused) == 1 else f"{batch.why_not}。"
            ask.tell(page, f"不能{rung.word}", f"{why}没有改动任何数据。请核对事项的状态和升级记录。")
            return
        dialog = PressDialog(page, batch, self._door.office.today)
        keeper = Keeper(self._door, f"{PRESS}{rung.value}", dialog, page, again=again)
        if dialog.exec():
            deed = keeper.saving(ladder.press(batch.allowed, rung, dialog.pressing))

            def pressed(done: tuple[tuple[str, ...], Changes]) -> None:
                self._done(done[1], _papers(done[0]))

            heading = f"正在登记{rung.word}"
            with_progress(page, self._door, deed, heading=heading, then=keeper.saved(pressed))
        else:
            keeper.give_up(lambda typed: self._offer(batch, typed))
        dialog.deleteLater()

    def _done(self, changes: Changes, note: str = "") -> None:
        if changes:
            ask.toast(self._page, f"已{changes.words}{note}", undo=self._undo)

    def _undo(self) -> None:
        def told(changes: Changes) -> None:
            ask.toast(
                self._page,
                f"已{changes.words}；文号作废，不再使用" if _voids(changes) else f"已{changes.words}",
            )

        step_back(self._page, self._door, then=told)


def fill_menu(menu: QMenu, choose: Callable[[Rung], None]) -> None:
    """The rungs of the ladder as entries; what is not possible says why when it is chosen."""
    for rung in Rung:
        if rung in {NOTES[0], Rung.LISTED}:
            menu.addSeparator()
        menu.addAction(f"{rung.word}…").triggered.connect(lambda _on=False, rung=rung: choose(rung))


def _papers(numbers: Sequence[str]) -> str:
    named = (
        "、".join(numbers[:_PAPERS_NAMED])
        if len(numbers) <= _PAPERS_NAMED
        else f"{numbers[0]}至{numbers[-1]}"
    )
    return f"，文号 {named}"


def _voids(changes: Changes) -> bool:
    return "issued_paper" in changes.tables
