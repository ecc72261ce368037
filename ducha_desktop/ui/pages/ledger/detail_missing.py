"""What 四清, 六明确 and 七定 still want of a matter, each one click away from being filled in."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.pages.ledger.detail_words import Lack
from ducha_desktop.ui.widgets.basics import button, label
from ducha_desktop.ui.widgets.flow import FlowLayout


class Missing(QWidget):
    """`还缺` and a button for each field that is asked for."""

    fill_wanted = Signal(str)

    def __init__(self) -> None:
        """Start with nothing missing."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap=6)
        self._shown: Sequence[Lack] = ()
        self.hide()

    def show_missing(self, lacks: Sequence[Lack]) -> None:
        """Name what is missing; nothing is shown when all is there."""
        if lacks == self._shown:
            return
        self._shown = lacks
        self._flow.clear()
        said = label("还缺", "soft")
        said.setProperty("tone", "yellow")
        said.setContentsMargins(0, 4, 0, 0)
        self._flow.addWidget(said)
        for lack in lacks:
            made = button(lack.word, partial(self.fill_wanted.emit, lack.key), kind="chip", glyph=Icon.ADD)
            made.setToolTip(f"{lack.asked_by}要写明，点一下就填")
            made.setAccessibleName(f"填写{lack.word}，{lack.asked_by}要写明")
            self._flow.addWidget(made)
        self.setVisible(bool(lacks))
        self.updateGeometry()
