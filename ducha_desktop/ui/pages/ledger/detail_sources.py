"""Where the matter comes from: each source with the words the matter has there, one click from it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.services.views import MatterDetail, OriginOfMatter
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import GAP_S
from ducha_desktop.ui.widgets.basics import button, label, row

_LONGEST = 26


class Sources(QWidget):
    """The sources of the matter shown; `wanted(uid)` when one is to be seen."""

    wanted = Signal(str)

    def __init__(self) -> None:
        """Start without a matter."""
        super().__init__()
        self._shown: tuple[OriginOfMatter, ...] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP_S)
        self.hide()

    def show_sources(self, matter: MatterDetail) -> None:
        """Show where it comes from; nothing for a matter that was registered by itself."""
        if matter.origins == self._shown:
            return
        self._shown = matter.origins
        while self._box.count():
            item = self._box.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in matter.origins:
            self._box.addWidget(self._line(each, matter.row.title))
        self.setVisible(bool(matter.origins))

    def _line(self, each: OriginOfMatter, title: str) -> QWidget:
        short = each.title if len(each.title) <= _LONGEST else each.title[: _LONGEST - 1] + "…"
        go = button(short, partial(self.wanted.emit, each.uid), kind="link", glyph=Icon.FOLDER)
        go.setToolTip(f"看来源：{each.title}")
        line = QWidget()
        box = QVBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(row(go, None))
        box.addWidget(
            label("　".join((each.kind.word, each.number, chinese_date(each.on))), "small", wrap=True)
        )
        if each.words and each.words != title:
            box.addWidget(label(f"原文：{each.words}", "small", wrap=True, select=True))
        return line
