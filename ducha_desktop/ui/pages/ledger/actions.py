"""What can be done to a matter now, as buttons; what cannot, with the reason."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ducha_desktop.domain.states import Action, State, Transition, actions_from, why_not
from ducha_desktop.services.views import MatterRow, Possible
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.pressing.desk import fill_menu
from ducha_desktop.ui.widgets.basics import button
from ducha_desktop.ui.widgets.flow import FlowLayout

_SECOND = frozenset({Action.CANCEL, Action.SUSPEND})
"""Rare and grave: they stand in the menu even when allowed."""


class ActionBar(QWidget):
    """Buttons of the allowed transitions; the rest in a menu that says why not: on hover, or when chosen."""

    acted = Signal(object)
    refused = Signal(str)
    pressed = Signal(object)

    def __init__(self) -> None:
        """Start without a matter."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("kept", True)  # no toast stands on it
        self._flow = FlowLayout(self, gap=6)
        self._shown: tuple[str, ...] = ()
        self._possible: Mapping[Action, Possible] = {}

    def show_actions(self, row: MatterRow, possible: Mapping[Action, Possible] | None = None) -> None:
        """Offer what the state of the matter allows; what its guards do not let pass today says so when chosen."""
        self._possible = possible or {}
        shown = (row.state, *(each.word + each.why_not for each in self._possible.values()))
        if shown == self._shown:
            return
        self._shown = shown
        held = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._flow.clear()
        state = State(row.state)
        allowed = actions_from(state)
        first = [line for line in allowed if line.action not in _SECOND]
        free = next((line for line in first if not self._why_not(line)), None)
        for line in first:
            self._flow.addWidget(self._button(line, primary=line is free))
        more = button("更多操作" if not first else "更多", opens=True)
        more.setAccessibleName("更多操作")
        more.setMenu(self._menu(state, allowed))
        self._flow.addWidget(more)
        self.updateGeometry()
        if held:  # else the keys would go on to whatever comes next in the window
            self.begin()

    def begin(self) -> None:
        """Put the cursor on the first button."""
        first = self._flow.itemAt(0)
        widget = first.widget() if first is not None else None
        if widget is not None:
            widget.show()  # a layout shows what is new with the next event, and nothing hidden takes the keys
            widget.setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, line: Transition, *, primary: bool) -> QWidget:
        why, now = self._why_not(line), self._possible.get(line.action)
        word = now.word if now else line.word
        if why:
            made = button(word, lambda: self.refused.emit(why), kind="quiet", glyph=Icon.WARNING)
            made.setToolTip(why)
            return made
        made = button(word, lambda: self.acted.emit(line), kind="primary" if primary else "plain")
        made.setToolTip(_outcome(line, now))
        return made

    def _why_not(self, line: Transition) -> str:
        now = self._possible.get(line.action)
        return now.why_not if now else ""

    def _menu(self, state: State, allowed: tuple[Transition, ...]) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for line in allowed:
            if line.action in _SECOND:
                menu.addAction(line.word).triggered.connect(
                    lambda _on=False, line=line: self.acted.emit(line)
                )
        fill_menu(menu.addMenu("催办和升级"), self.pressed.emit)
        menu.addSeparator()
        done = {line.action for line in allowed}
        for action in Action:
            if action not in done:
                # Not switched off: the keys of a menu pass over what is, and nobody would hear the reason.
                entry = menu.addAction(f"{action.word}（现在不能）")
                entry.setToolTip(why_not(state, action))
                entry.triggered.connect(
                    lambda _on=False, action=action: self.refused.emit(why_not(state, action))
                )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        return menu


def _outcome(line: Transition, now: Possible | None) -> str:
    if now is not None and now.step < now.of:
        return f"{now.who[0].word}签批后，还要再签 {now.of - now.step} 级"
    return f"{line.word}后，事项进入“{line.target.word}”"
