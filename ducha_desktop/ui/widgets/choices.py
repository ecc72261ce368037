"""A few large options of which one is chosen: icon, word, one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ducha_desktop.ui.icons import Icon, icon
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S, theme
from ducha_desktop.ui.widgets.basics import label, repolish

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Option:
    """One option: code, word, sentence, icon."""

    code: str
    words: str
    sentence: str
    glyph: Icon


class Options(QWidget):
    """Options side by side; arrows and Space choose as well as the mouse."""

    changed = Signal()

    def __init__(self, options: Sequence[Option], *, chosen: bool = True) -> None:
        """The first one is chosen, or none yet."""
        super().__init__()
        self._picked = options[0].code if chosen else ""
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_M)
        self._tiles = [_Tile(option, self) for option in options]
        for tile in self._tiles:
            box.addWidget(tile, 1)
        self.setFocusProxy(self._tiles[0])
        self._show()

    @property
    def picked(self) -> str:
        """Code of the chosen option; empty while none is."""
        return self._picked

    def pick(self, code: str) -> None:
        """Choose an option."""
        if code != self._picked:
            self._picked = code
            self._show()
            self.changed.emit()

    def step(self, by: int) -> None:
        """Choose the neighbour and put the focus on it."""
        codes = [tile.option.code for tile in self._tiles]
        place = (codes.index(self._picked) + by) % len(codes) if self._picked else min(by, 0)
        self.pick(codes[place])
        self._tiles[place].setFocus()

    def _show(self) -> None:
        for tile in self._tiles:
            tile.show_on(on=tile.option.code == self._picked)


class _Tile(QFrame):
    def __init__(self, option: Option, owner: Options) -> None:
        super().__init__()
        self.option, self._owner = option, owner
        self.setProperty("part", "choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{option.words}：{option.sentence}")
        self._picture = QLabel()
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_L)
        box.setSpacing(GAP_S)
        box.addWidget(self._picture)
        box.addWidget(label(option.words, "strong"))
        box.addWidget(label(option.sentence, "small", wrap=True))
        box.addStretch(1)

    def show_on(self, *, on: bool) -> None:
        self.setProperty("on", on)
        side = theme.px(22)
        glyph = icon(self.option.glyph, "accent" if on else "soft")
        self._picture.setPixmap(glyph.pixmap(QSize(side, side), self.devicePixelRatioF()))
        repolish(self)

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self.setFocus()  # before whoever hears of the choice puts the cursor where it goes on
        self._owner.pick(self.option.code)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self._owner.step(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space:
            self._owner.pick(self.option.code)
        else:
            super().keyPressEvent(event)
