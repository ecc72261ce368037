"""A short word at the foot of the window that goes away by itself, with what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QTableView, QWidget

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import GAP_L, GAP_M
from ducha_desktop.ui.widgets.basics import button, label, tool
from ducha_desktop.ui.widgets.toast_place import spot, to_keep

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


_SHOWN_MS = 8_000
_SHOWN_WITH_FILE_MS = 20_000


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done about what was said.

    Attributes:
        keys: a shortcut that does it while the toast is seen; empty for none.
    """

    words: str
    do: Callable[[], None]
    keys: str = ""


class Toast(QFrame):
    """One toast at a time per window; a new one takes the place of the old."""

    def __init__(self, window: QWidget, words: str, offers: Sequence[Offer] = ()) -> None:
        """Show `words` over `window`."""
        super().__init__(window)
        self.setProperty("part", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = QHBoxLayout(self)
        box.setContentsMargins(GAP_L, GAP_M, GAP_M, GAP_M)
        box.setSpacing(GAP_L)
        box.addWidget(label(words))
        for offer in offers:
            box.addWidget(self._button(offer))
        box.addWidget(tool(Icon.CLOSE, "关闭提示", self._close))
        for part in self.findChildren(QAbstractButton):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a stray Enter must not undo; Ctrl+Z does
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close)
        self._timer.start(_SHOWN_WITH_FILE_MS if any(offer.keys for offer in offers) else _SHOWN_MS)
        window.installEventFilter(self)
        for table in window.findChildren(QTableView):
            if table.selectionModel() is not None:
                table.selectionModel().currentChanged.connect(self._row_chosen)
        self._place()
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _close(self) -> None:
        self.close()

    def _button(self, offer: Offer) -> QWidget:
        def do() -> None:
            self.close()
            offer.do()

        made = button(offer.words, do, kind="link")
        if offer.keys:
            made.setToolTip(f"{offer.words}（{offer.keys}）")
            QShortcut(QKeySequence(offer.keys), self, do)
        return made

    def _row_chosen(self, *_cells: object) -> None:
        QTimer.singleShot(0, self, self._make_way)  # once the table has scrolled to the row

    def _make_way(self) -> None:
        """Go elsewhere when the cursor has walked below; otherwise stay where the clerk has seen it."""
        window = self.parentWidget()
        if window is not None and any(self.geometry().intersects(area) for area in to_keep(window)):
            self._place()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.adjustSize()
        self.move(spot(window.size(), self.size(), to_keep(window)))


def show_toast(window: QWidget, words: str, offers: Sequence[Offer] = ()) -> Toast:
    """Replace the window's toast."""
    for older in window.findChildren(Toast):
        older.close()
    return Toast(window, words, offers)
