"""Sections of the detail panel that fold, and stay as the clerk left them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ducha_desktop.ui.icons import Icon, icon
from ducha_desktop.ui.theme import GAP_M, GAP_S
from ducha_desktop.ui.widgets.basics import label, row

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_KEY = "detail/folded"
INSET = 5
"""How far the words of a heading stand in its button, which has a frame when the keys are on it."""


class Section(QWidget):
    """A heading that folds what stands below it."""

    folded = Signal()

    def __init__(self, heading: str, *content: QWidget, aside: QWidget | None = None) -> None:
        """Build it unfolded.

        Args:
            heading: its words, also the name under which it is remembered.
            content: what it holds.
            aside: stands at the right of the heading while it is unfolded.
        """
        super().__init__()
        self.heading = heading
        self._arrow = _Arrow()
        self._arrow.setText(heading)
        self._arrow.clicked.connect(self._turned)
        self._count = label("", "small")
        self._body, self._aside = QWidget(), aside
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(INSET, 0, 0, 0)
        inner.setSpacing(GAP_M)
        for part in content:
            inner.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP_S, 0, 0)
        box.setSpacing(GAP_S)
        box.addLayout(row(self._arrow, self._count, None, *(() if aside is None else (aside,)), gap=GAP_S))
        box.addWidget(self._body)
        self.open(unfolded=True)

    def count(self, words: str) -> None:
        """What stands beside the heading, e.g. how many there are."""
        self._count.setText(words)

    def open(self, *, unfolded: bool) -> None:
        """Unfold it, or fold it."""
        self._arrow.setIcon(icon(Icon.DOWN if unfolded else Icon.RIGHT, "faint"))
        self._arrow.setAccessibleName(f"{self.heading}，{'已展开' if unfolded else '已收起'}")
        self._arrow.setToolTip("收起" if unfolded else "展开")
        self._body.setVisible(unfolded)
        if self._aside is not None:
            self._aside.setVisible(unfolded)

    @property
    def unfolded(self) -> bool:
        """Whether its content is shown."""
        return not self._body.isHidden()

    def _turned(self) -> None:
        self.open(unfolded=not self.unfolded)
        self.folded.emit()


class _Arrow(QToolButton):
    """The heading as a button; the arrow keys fold and unfold it as in a tree."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "fold")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the words stand above the words below them
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        section = self.parentWidget()
        wanted = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if isinstance(section, Section) and wanted is not None:
            if section.unfolded is not wanted:
                self.click()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class FoldedSections:
    """Remembers in `window.ini` of the data folder which sections are folded."""

    def __init__(self, data: Path, sections: tuple[Section, ...]) -> None:
        """Fold what was left folded, and remember every turn from now on."""
        self._settings = QSettings(str(data / "window.ini"), QSettings.Format.IniFormat)
        self._sections = sections
        kept = str(self._settings.value(_KEY, "")).split("/")
        for section in sections:
            section.open(unfolded=section.heading not in kept)
            section.folded.connect(self._keep)

    def _keep(self) -> None:
        shut = [section.heading for section in self._sections if not section.unfolded]
        self._settings.setValue(_KEY, "/".join(shut))
