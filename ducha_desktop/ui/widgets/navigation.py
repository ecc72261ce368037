"""The column of screens at the left: icon, word, and the count of the list it opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ducha_desktop.ui.icons import Icon, icon
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme
from ducha_desktop.ui.widgets.basics import label, rule
from ducha_desktop.ui.widgets.scrolling import scrolling


@dataclass(frozen=True, slots=True)
class Place:
    """One screen: its key, its words, its icon, and whether a rule stands above it."""

    key: str
    words: str
    glyph: Icon
    rule_above: bool = False


class Navigation(QWidget):
    """Emits `chosen(key)` when the clerk goes elsewhere; in a low window with large text it scrolls."""

    chosen = Signal(str)
    WIDTH = 152

    def __init__(self, places: Sequence[Place]) -> None:
        """Build the entries."""
        super().__init__()
        self.setProperty("part", "side")
        self._buttons: dict[str, _Entry] = {}
        column = QWidget()
        column.setProperty("part", "plain")
        box = QVBoxLayout(column)
        box.setContentsMargins(GAP_M, GAP_L, GAP_M, GAP_L)
        box.setSpacing(2)
        for place in places:
            if place.rule_above:
                box.addSpacing(GAP_M)
                box.addWidget(rule())
                box.addSpacing(GAP_M)
            entry = _Entry(place)
            entry.clicked.connect(lambda _on=False, key=place.key: self.chosen.emit(key))
            self._buttons[place.key] = entry
            box.addWidget(entry)
        box.addStretch(1)
        self._area = scrolling(column)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self._resize()
        theme.changed.connect(self._resize)

    def mark(self, key: str) -> None:
        """Show which screen is open."""
        for name, entry in self._buttons.items():
            entry.show_on(on=name == key)
        self._area.ensureWidgetVisible(self._buttons[key])

    def count(self, key: str, number: int | None) -> None:
        """Show the count of the list behind an entry; None shows none."""
        self._buttons[key].show_count(number)

    def _resize(self) -> None:
        self.setFixedWidth(theme.px(self.WIDTH))


class _Entry(QPushButton):
    def __init__(self, place: Place) -> None:
        super().__init__(f"  {place.words}")
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setAccessibleName(place.words)
        self._glyph = place.glyph
        self._count = label("", "small")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, GAP_M, 2)
        box.addStretch(1)
        box.addWidget(self._count)
        self.show_on(on=False)

    def show_on(self, *, on: bool) -> None:
        self.setChecked(on)
        self.setIcon(icon(self._glyph, "accent" if on else "soft"))

    def show_count(self, number: int | None) -> None:
        self._count.setText(f"{number:,}" if number else "")
