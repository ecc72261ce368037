"""What can be done to a matter now, as buttons; what cannot, with the reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ducha_desktop.domain.states import Action, State, Transition, actions_from, why_not
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.widgets.basics import button
from ducha_desktop.ui.widgets.flow import FlowLayout

_SECOND = frozenset({Action.CANCEL, Action.SUSPEND})
"""Rare and grave: they stand in the menu even when allowed."""


class ActionBar(QWidget):
    """Buttons of the allowed transitions; the rest in a menu that says why not: on hover, or when chosen."""

    acted = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        """Start without a matter."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("kept", True)  # no toast stands on it
        self._flow = FlowLayout(self, gap=6)
        self._shown = ""

    def show_actions(self, row: MatterRow) -> None:
        """Offer what the state of the matter allows."""
        if row.state == self._shown:
            return
        self._shown = row.state
        held = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._flow.clear()
        state = State(row.state)
        allowed = actions_from(state)
        first = [line for line in allowed if line.action not in _SECOND]
        for number, line in enumerate(first):
            self._flow.addWidget(self._button(line, primary=number == 0))
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
        made = button(line.word, lambda: self.acted.emit(line), kind="primary" if primary else "plain")
        made.setToolTip(f"{line.word}后，事项进入“{line.target.word}”")
        return made

    def _menu(self, state: State, allowed: tuple[Transition, ...]) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for line in allowed:
            if line.action in _SECOND:
                menu.addAction(line.word).triggered.connect(
                    lambda _on=False, line=line: self.acted.emit(line)
                )
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
