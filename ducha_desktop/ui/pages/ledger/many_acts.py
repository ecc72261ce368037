"""An action on several matters: those whose state allows it, with the reasons of the others."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QMenu, QWidget

from ducha_desktop.domain.states import TRANSITIONS, State, Transition, actions_from
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.pages.ledger.act import ActDialog
from ducha_desktop.ui.widgets.basics import Banner


@dataclass(frozen=True, slots=True)
class Offered:
    """One action with the matters that allow it and those that do not."""

    line: Transition
    allowed: tuple[MatterRow, ...]
    refused: tuple[MatterRow, ...]

    @property
    def why(self) -> str:
        """Why some are left out, by state: `3 项处于“拟办”，现在可以：报审、批准立项`."""
        states = Counter(State(row.state) for row in self.refused)
        return "；".join(
            f"{count:,} 项处于“{state.word}”，"
            + (
                f"现在可以：{'、'.join(each.word for each in now)}"
                if (now := actions_from(state))
                else "已经没有可办的环节"
            )
            for state, count in states.items()
        )


def offered(rows: Sequence[MatterRow]) -> list[Offered]:
    """The actions that at least one of the matters allows, in the order of the state table."""
    found = []
    for line in TRANSITIONS:
        allowed = tuple(row for row in rows if State(row.state) in line.sources)
        if allowed:
            chosen = {row.uid for row in allowed}
            found.append(Offered(line, allowed, tuple(row for row in rows if row.uid not in chosen)))
    return found


def fill_menu(menu: QMenu, rows: Sequence[MatterRow], act: Callable[[Offered], None]) -> None:
    """The actions as entries; those that only some matters allow say how many."""
    menu.setToolTipsVisible(True)
    for each in offered(rows):
        some = f"（{len(rows):,} 项中的 {len(each.allowed):,} 项）" if each.refused else ""
        entry = menu.addAction(f"{each.line.word}{some}…")
        entry.setToolTip(each.why)
        entry.triggered.connect(lambda _on=False, each=each: act(each))


class ManyActsDialog(ActDialog):
    """The form of an action, filled in once for all that allow it."""

    def __init__(self, parent: QWidget, each: Offered, today: date) -> None:
        """Ask for what the action needs."""
        many = f"{len(each.allowed):,} 项：{'、'.join(row.number for row in each.allowed[:_NAMED])}"
        more = "等" if len(each.allowed) > _NAMED else ""
        super().__init__(parent, each.allowed[0], each.line, today, about=f"{many}{more}")
        if each.refused:
            left = Banner()
            self.body.insertWidget(1, left)
            left.say(f"另有 {len(each.refused):,} 项不能{each.line.word}，不会改动：{each.why}。", "yellow")


_NAMED = 3
