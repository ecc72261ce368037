"""A short word at the foot of the window that goes away by itself, with 撤销 where undo serves."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import GAP_L, GAP_M
from ducha_desktop.ui.widgets.basics import button, label, tool

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


_SHOWN_MS = 8_000


class Toast(QFrame):
    """One toast at a time per window; a new one takes the place of the old."""

    def __init__(self, window: QWidget, words: str, undo: Callable[[], None] | None = None) -> None:
        """Show `words` over `window`."""
        super().__init__(window)
        self.setProperty("part", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._undo = undo
        box = QHBoxLayout(self)
        box.setContentsMargins(GAP_L, GAP_M, GAP_M, GAP_M)
        box.setSpacing(GAP_L)
        box.addWidget(label(words))
        if undo is not None:
            box.addWidget(button("撤销", self._undo_pressed, kind="link"))
        box.addWidget(tool(Icon.CLOSE, "关闭提示", self._close))
        for part in self.findChildren(QAbstractButton):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a stray Enter must not undo; Ctrl+Z does
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close)
        self._timer.start(_SHOWN_MS)
        window.installEventFilter(self)
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

    def _undo_pressed(self) -> None:
        undo = self._undo
        self.close()
        if undo is not None:
            undo()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - 44)


def show_toast(window: QWidget, words: str, undo: Callable[[], None] | None = None) -> Toast:
    """Replace the window's toast."""
    for older in window.findChildren(Toast):
        older.close()
    return Toast(window, words, undo)
