"""How a table's columns lie: their order, which are shown, how wide they are, how many stand still."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ducha_desktop.ui.tables.frozen import FrozenColumns
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import theme

_KEEP_MS = 400


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table.

    Attributes:
        order: keys of all columns from the left.
        shown: keys of those that are shown.
        widths: (key, design pixels) of those the clerk drew wider or narrower.
        frozen: how many of those shown stand still while the others are scrolled.
    """

    order: tuple[str, ...]
    shown: frozenset[str]
    widths: tuple[tuple[str, int], ...] = ()
    frozen: int = 2


class TableLayout(QObject):
    """Lays the columns of a table; `changed(Layout)` when the clerk drew or dragged one."""

    changed = Signal(object)

    def __init__(self, table: WindowTable[Any]) -> None:
        """Begin with the columns as the program has them."""
        super().__init__(table)
        self._table = table
        columns = table.window_model.columns
        self.usual = Layout(
            tuple(column.key for column in columns), frozenset(c.key for c in columns if c.shown)
        )
        self.layout = self.usual
        self._laying = False
        self.frozen = FrozenColumns(table)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_MS)
        self._timer.timeout.connect(lambda: self.changed.emit(self.layout))
        table.headings.sectionMoved.connect(self._moved)
        table.headings.sectionResized.connect(self._resized)
        self.lay(self.usual)

    def lay(self, layout: Layout) -> None:
        """Put the columns as `layout` says; columns it does not know stand last, as they usually do."""
        columns = self._table.window_model.columns
        known = [key for key in layout.order if any(column.key == key for column in columns)]
        order = (*known, *(c.key for c in columns if c.key not in known))
        self.layout = replace(layout, order=order)
        place = {column.key: number for number, column in enumerate(columns)}
        header = self._table.headings
        self._laying = True
        for at, key in enumerate(order):
            header.moveSection(header.visualIndex(place[key]), at)
        self._table.own_widths = dict(layout.widths)
        self._table.scrolls = layout.shown != self.usual.shown
        self._table.show_columns(layout.shown)
        self._laying = False
        self.frozen.freeze(layout.frozen)

    def show(self, key: str, *, shown: bool) -> None:
        """Show or hide one column."""
        wanted = self.layout.shown | {key} if shown else self.layout.shown - {key}
        self.lay(replace(self.layout, shown=wanted))
        self.changed.emit(self.layout)

    def _moved(self) -> None:
        if not self._laying:
            header, columns = self._table.headings, self._table.window_model.columns
            order = tuple(columns[header.logicalIndex(n)].key for n in range(len(columns)))
            self.layout = replace(self.layout, order=order)
            self.frozen.freeze(self.layout.frozen)
            self._timer.start()

    def _resized(self, section: int, _before: int, size: int) -> None:
        if self._laying or not self._table.headings.is_pulled:
            return
        key = self._table.window_model.columns[section].key
        widths = {**dict(self.layout.widths), key: round(size * 100 / theme.scale)}
        self._table.own_widths = widths
        self.layout = replace(self.layout, widths=tuple(widths.items()))
        self._timer.start()
