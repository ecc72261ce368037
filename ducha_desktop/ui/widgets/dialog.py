"""The frame of our dialogs: heading, content, one row of buttons with the deed on the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import button, label, rule
from ducha_desktop.ui.widgets.scrolling import Scroller

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


_LEAST = 80
"""Height in design pixels below which a dialog's content is no longer shown."""
_TITLE_BAR = 40
"""Left free of the screen's height for the bar with the window's title."""


class _Roomy(Scroller):
    """As tall as its content wants where the screen has room for it, scrolled where it has not."""

    wants_more = Signal()

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setWidget(content)
        content.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self.widget() and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.wants_more.emit()
        return super().eventFilter(watched, event)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        content = self.widget()
        layout = content.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return content.sizeHint().height()

    @override
    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.widget().minimumSizeHint().width(), theme.px(_LEAST))


class Dialog(QDialog):
    """A modal window over its parent; Escape leaves without doing anything."""

    snug = True
    """As tall as its content, scrolled where the screen is smaller; else the content has its own way."""
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
        self._content = QWidget()
        self._content.setProperty("part", "plain")
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(GAP_XL + GAP_M, GAP_XL + GAP_S, GAP_XL + GAP_M, GAP_XL)
        inner.setSpacing(GAP_L)
        inner.addWidget(label(heading, "heading", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP_L)
        inner.addLayout(self.body, 1)
        if self.snug:
            room = _Roomy(self._content)
            room.wants_more.connect(self._grow)
            frame.addWidget(room, 1)
        else:
            frame.addWidget(self._content, 1)
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
        """Fit the content before it is seen."""
        self.fit()
        super().showEvent(event)

    def _grow(self) -> None:
        """More has to be said, e.g. why the form cannot be saved; what the clerk drew larger stays so."""
        if self.isVisible():
            self.fit(least=self.height())

    def fit(self, *, least: int = 0) -> None:
        """Just as tall as the content needs at this width, where the content wraps; never taller than the screen."""
        frame = self.layout()
        room = self.screen().availableSize()
        self.setMinimumWidth(min(self.minimumWidth(), room.width()))
        wide, tall = min(self.width(), room.width()), self.height()
        if self.snug and frame is not None and frame.hasHeightForWidth():
            frame.invalidate()
            tall = max(least, frame.totalHeightForWidth(wide))
        self.resize(wide, min(tall, room.height() - theme.px(_TITLE_BAR)))

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
