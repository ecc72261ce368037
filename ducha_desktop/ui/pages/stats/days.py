"""A field for a day that may stay empty, read as a clerk writes days."""

from datetime import date

from PySide6.QtCore import Signal

from ducha_desktop.ui.widgets.calendar_days import office_days
from ducha_desktop.ui.widgets.editors import DateField
from ducha_desktop.ui.widgets.field_glyphs import clearable


class DayField(DateField):
    """`changed` when another day is meant; words that are no day yet mean none."""

    changed = Signal()

    def __init__(self, hint: str) -> None:
        """Empty, with a hint of what a day here means."""
        super().__init__()
        self.setPlaceholderText(hint)
        clearable(self)
        self._told: date | None = None
        self.textChanged.connect(lambda _text: self._tell())

    @property
    def day(self) -> date | None:
        """The day that is written."""
        from ducha_desktop.domain.deadline import read_deadline

        words = self.text().strip()
        return read_deadline(words, year=None, today=office_days.today).due if words else None

    def _tell(self) -> None:
        if self.day != self._told:
            self._told = self.day
            self.changed.emit()
