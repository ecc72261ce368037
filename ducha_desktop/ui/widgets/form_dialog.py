"""A dialog in which more is typed than one short field: a `Keeper` brings what was typed back after a power cut."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.basics import Banner
from ducha_desktop.ui.widgets.dialog import Dialog

YES = "1"


class FormDialog(Dialog):
    """Only what was changed since the form was opened is worth keeping.

    Attributes:
        touched: whether the clerk has changed anything.
        said: what is wrong with what was typed, or where it comes from; the form puts it into its place.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None, heading: str, *, width: int = 460) -> None:
        """Build the frame; name the fields with `keep_fields` once they hold what they begin with."""
        super().__init__(parent, heading, width=width)
        self.touched = False
        self.said = Banner()
        self._fields: dict[str, QWidget] = {}
        self._began: dict[str, str] = {}

    def keep_fields(self, fields: Mapping[str, QWidget]) -> None:
        """These fields are kept, each under its key."""
        for key, field in fields.items():
            self._fields[key], self._began[key] = field, _value(field)
            if isinstance(field, QCheckBox):
                field.toggled.connect(self.touch)
            else:
                editors.watch(field, self.touch)

    @property
    def values(self) -> dict[str, str]:
        """What differs from what the fields began with."""
        now = {key: _value(field) for key, field in self._fields.items()}
        return {key: text for key, text in now.items() if text != self._began[key]}

    def bring_back(self, values: Mapping[str, str], said: str) -> None:
        """Fill in what was typed earlier and not saved, and say so."""
        for key in values.keys() & self._fields.keys():
            field = self._fields[key]
            if isinstance(field, QCheckBox):
                field.setChecked(bool(values[key]))
            else:
                editors.fill(field, values[key])
        self.said.say(said, "accent")

    def touch(self) -> None:
        """Something was typed or chosen."""
        self.touched = True
        self.changed.emit()


def _value(field: QWidget) -> str:
    if isinstance(field, QCheckBox):
        return YES if field.isChecked() else ""
    return editors.value(field)
