"""Keeps what is typed into a form across a power cut, and brings it back when the form is opened again."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance

from ducha_desktop.ui.operations import Door, unsaved

if TYPE_CHECKING:
    from ducha_desktop.services.unsaved import UnsavedForm

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
    """Serves one open form; it must be told by `settle` when what was typed has been saved or is not wanted."""

    def __init__(self, door: Door, name: str, form: Keepable, parent: QObject) -> None:
        """Look for what was kept, and keep from now on."""
        super().__init__(parent)
        self._door, self._name, self._form = door, name, form
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._keep)
        form.changed.connect(self._timer.start)
        form.finished.connect(self._timer.stop)
        unsaved.find(name).then(self._found).start(door, self)

    def keep_now(self) -> None:
        """Keep without waiting for a pause, e.g. while the deed that saves it is under way."""
        self._timer.stop()
        self._keep()

    def settle(self) -> None:
        """What was typed is saved, or nobody wants it."""
        self._timer.stop()
        unsaved.forget(self._name).start(self._door, self.parent())
        self.deleteLater()

    def _keep(self) -> None:
        unsaved.keep(self._name, self._form.values).start(self._door, self.parent())

    def _found(self, form: "UnsavedForm | None") -> None:
        if form is not None and not self._form.touched:
            when = datetime.fromtimestamp(form.kept_at / 1000).astimezone()
            said = f"已找回 {when.month} 月 {when.day} 日 {when:%H:%M} 没有保存的内容，请核对后保存。"
            self._form.bring_back(form.values, said)
