"""Keeps what is typed into a form across a power cut, and brings it back when the form is opened again."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, Write, unsaved

if TYPE_CHECKING:
    from collections.abc import Callable

    from ducha_desktop.services.unsaved import UnsavedForm

T = TypeVar("T")
PAUSE_MS = 400


class Keepable(Protocol):
    """A form whose content is worth keeping: `changed` at every keystroke, then the usual ends of a dialog."""

    changed: SignalInstance
    finished: SignalInstance

    @property
    def touched(self) -> bool:
        """Whether the clerk has changed anything since the form was opened."""
        ...

    @property
    def values(self) -> Mapping[str, str]:
        """What the clerk has typed, by field key."""
        ...

    def bring_back(self, values: Mapping[str, str], said: str) -> None:
        """Fill in what was typed earlier and say so."""
        ...


class Keeper(QObject):
    """Serves one open form: `saving` hands it to the deed that saves it, `settle` ends it where nobody wants it.

    A form that is part of a screen stays open after it was saved, and its keeper with it.
    """

    def __init__(
        self,
        door: Door,
        name: str,
        form: Keepable,
        parent: QWidget,
        *,
        again: "Mapping[str, str] | None" = None,
        stays: bool = False,
    ) -> None:
        """Look for what was kept, and keep from now on.

        Args:
            door: to the office.
            name: of the form.
            form: what is typed into.
            parent: the screen.
            again: what was given up a moment ago.
            stays: whether the form is open as long as the screen is.
        """
        super().__init__(parent)
        self._page = parent
        self._door, self._name, self._form, self._stays = door, name, form, stays
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._keep)
        form.changed.connect(self._timer.start)
        form.finished.connect(self._timer.stop)
        self.look()
        if again is not None:
            form.bring_back(again, "刚才放弃的内容又在这里了。")

    def look(self) -> None:
        """Bring back what was kept, unless something else has been typed meanwhile."""
        unsaved.find(self._name).then(self._found).start(self._door, self)

    def saving(self, deed: Write[T]) -> Write[T]:
        """Keep what stands in the form until `deed` has saved it, for the deed may yet be refused.

        The form names the journal entry of the deed: after a power cut between the two, the form is known to be saved.
        Let the deed's result go through `saved`.
        """
        from ducha_desktop.services.unsaved import new_mark

        self._timer.stop()
        mark = new_mark(self._door.office)
        unsaved.keep(self._name, self._form.values, mark).start(self._door, self._page)
        return deed.marked(mark)

    def saved(self, then: "Callable[[T], None]") -> "Callable[[T], None]":
        """`then`, once the form has been let go."""

        def done(result: T) -> None:
            self.settle()
            then(result)

        return done

    def give_up(self, again: "Callable[[Mapping[str, str]], None]") -> None:
        """The form was left without saving: what was typed goes, and comes back with 撤销, which calls `again`."""
        self.settle()
        if self._form.touched:
            values = dict(self._form.values)
            ask.toast(self._page, "填写的内容已放弃", undo=lambda: again(values))

    def settle(self) -> None:
        """What was typed is saved, or nobody wants it."""
        self._timer.stop()
        unsaved.forget(self._name).start(self._door, self._page)
        if not self._stays:
            self.deleteLater()

    def _keep(self) -> None:
        unsaved.keep(self._name, self._form.values).start(self._door, self._page)

    def _found(self, form: "UnsavedForm | None") -> None:
        if form is not None and not self._form.touched:
            when = datetime.fromtimestamp(form.kept_at / 1000).astimezone()
            said = f"已找回 {when.month} 月 {when.day} 日 {when:%H:%M} 没有保存的内容，请核对后保存。"
            self._form.bring_back(form.values, said)
