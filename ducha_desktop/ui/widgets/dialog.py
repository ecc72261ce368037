"""The frame of our dialogs: heading, content, one row of buttons with the deed on the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import button, label, rule

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


class Dialog(QDialog):
    """A modal window over its parent; Escape leaves without doing anything."""

    snug = True
    help_wanted: ClassVar[Callable[[QWidget], object] | None] = None
    """What F1 does; the window names it, so that dialogs need not know the manual."""

    def __init__(self, parent: QWidget | None, heading: str, *, width: int = 460) -> None:
        """Build the frame; fill `body`, then call `add_buttons`."""
        super().__init__(parent.window() if parent else None)
        self.setWindowTitle(heading)
        self.setModal(True)
        self.setMinimumWidth(theme.px(width))
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(GAP_XL + GAP_M, GAP_XL + GAP_S, GAP_XL + GAP_M, GAP_XL)
        inner.setSpacing(GAP_L)
        inner.addWidget(label(heading, "heading", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP_L)
        inner.addLayout(self.body, 1)
        frame.addLayout(inner, 1)
        QShortcut(QKeySequence("F1"), self, self.show_help)
        self._frame, self._foot = frame, QHBoxLayout()
        self._foot.setContentsMargins(GAP_XL + GAP_M, GAP_L, GAP_XL + GAP_M, GAP_L)
        self._foot.setSpacing(GAP_M)

    def show_help(self) -> None:
        """Open the page of the manual that speaks of this dialog."""
        wanted = type(self).help_wanted
        if wanted is not None:
            wanted(self)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        """Just as tall as the content needs at this width, where the content wraps."""
        frame = self.layout()
        if self.snug and frame is not None and frame.hasHeightForWidth():
            self.resize(self.width(), frame.totalHeightForWidth(self.width()))
        super().showEvent(event)

    def add_buttons(
        self, deed: str, *, cancel: str = "取消", kind: str = "primary", left: QWidget | None = None
    ) -> QPushButton:
        """The row of buttons; the deed accepts the dialog and is returned.

        Args:
            deed: words of the button that does it; a verb, never 确定 where a verb fits.
            cancel: words of the button that leaves; empty for none.
            kind: weight of the deed's button.
            left: a further button, or a row of them, at the left edge.
        """
        self._frame.addWidget(rule())
        self._frame.addLayout(self._foot)
        if left is not None:
            self._foot.addWidget(left)
        self._foot.addStretch(1)
        if cancel:
            self._foot.addWidget(button(cancel, self.reject))  # Enter on it leaves, and never does the deed
        go = button(deed, self.accept, kind=kind)
        go.setDefault(True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # from within a text of several lines, too
            QShortcut(QKeySequence(keys), self, go.click)
        go.setToolTip(f"{deed}（Ctrl+Enter）")
        self._foot.addWidget(go)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        return go
