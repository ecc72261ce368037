"""The key list as a dialog of two columns."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ducha_desktop.ui.help.key_list import Entries, key_groups
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import button, label
from ducha_desktop.ui.widgets.dialog import Dialog
from ducha_desktop.ui.widgets.scrolling import scrolling


class KeysDialog(Dialog):
    """All keys in two columns."""

    snug = False

    def __init__(self, parent: QWidget | None) -> None:
        """Build the list."""
        super().__init__(parent, "按键一览", width=620)
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, GAP_L, 0)
        columns.setSpacing(GAP_XL * 2)
        groups = key_groups()
        half = sum(len(entries) + 2 for _, entries in groups) / 2
        sides: tuple[list[QWidget], list[QWidget]] = ([], [])
        filled = 0
        for heading, entries in groups:
            sides[0 if filled + len(entries) / 2 <= half else 1].append(_group(heading, entries))
            filled += len(entries) + 2
        for side in sides:
            column = QVBoxLayout()
            column.setSpacing(GAP_XL)
            for part in side:
                column.addWidget(part)
            column.addStretch(1)
            columns.addLayout(column, 1)
        inner = QWidget()
        inner.setProperty("part", "plain")
        inner.setLayout(columns)
        self.body.addWidget(scrolling(inner, stop=True))
        self.add_buttons("知道了", cancel="", left=button("打印或查找", self._read)).setFocus()
        room = self.screen().availableSize()
        self.resize(min(theme.px(900), room.width() - 40), min(theme.px(640), room.height() - 60))

    def _read(self) -> None:
        """Show the same list in the manual, where it can be printed and searched."""
        from ducha_desktop.ui.help.desk import show_page

        self.accept()
        show_page("keys")


def _group(heading: str, entries: Entries) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GAP_L)
    grid.setVerticalSpacing(GAP_M)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(heading, "section"), 0, 0, 1, 2)
    for line, (keys, words) in enumerate(entries, start=1):
        shown = label(keys, "strong", wrap=True)
        shown.setMinimumWidth(theme.px(118))
        shown.setMaximumWidth(theme.px(150))
        grid.addWidget(shown, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, wrap=True), line, 1, Qt.AlignmentFlag.AlignTop)
    return box
