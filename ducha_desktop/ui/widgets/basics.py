"""The small pieces every screen is made of: labels by rank, buttons by weight, rules, empty states."""

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyleOptionButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.ui.icons import Icon, icon
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from PySide6.QtGui import QPaintEvent
    from typing_extensions import override

_SENTENCE = 440
_GLYPH, _MARK = 16, 12
_EDGE, _CHIP_EDGE = 8, 6
"""Between the mark of a button that opens a list and its right edge."""


def label(text: str = "", rank: str = "body", *, wrap: bool = False, select: bool = False) -> QLabel:
    """A text.

    Args:
        text: what it says.
        rank: `title`, `heading`, `section`, `body`, `soft`, `small` or `strong` of the type scale.
        wrap: break lines instead of widening the window.
        select: the clerk may copy from it.
    """
    made = QLabel(text)
    made.setProperty("rank", rank)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        made.setMinimumWidth(1)
    if select:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def field_name(text: str, *, must: bool = False) -> QLabel:
    """The word before a field; with a star where the form cannot be left without it."""
    made = label(text, "soft")
    if must:
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setText(f'{escape(text)}<span style="color: {theme.tones.red_ink}"> *</span>')
        made.setToolTip("必填")
    return made


class Opener(QPushButton):
    """A button that opens a list below it, with the mark that says so."""

    def __init__(self, text: str = "") -> None:
        """Say `text`; the style sheet leaves room for the mark."""
        super().__init__(text)
        self.setProperty("opens", True)

    @override
    def initStyleOption(self, option: QStyleOptionButton, /) -> None:
        super().initStyleOption(option)
        menu = QStyleOptionButton.ButtonFeature.HasMenu  # the style would move the words for its own mark
        option.features &= ~menu  # type: ignore[attr-defined]

    @override
    def paintEvent(self, event: "QPaintEvent", /) -> None:
        super().paintEvent(event)
        side = theme.px(_MARK)
        edge = _CHIP_EDGE if self.property("kind") == "chip" else _EDGE
        place = QRect(self.width() - side - theme.px(edge), (self.height() - side) // 2, side, side)
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        primary = self.property("kind") == "primary"
        tone = "on_accent" if primary else "accent" if self.property("on") else "faint"
        painter = QPainter(self)
        icon(Icon.DOWN, tone).paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)
        painter.end()


def button(
    text: str,
    pressed: Callable[[], None] | None = None,
    *,
    kind: str = "plain",
    glyph: Icon | None = None,
    opens: bool = False,
) -> QPushButton:
    """A push button.

    Args:
        text: its words.
        pressed: what it does.
        kind: `primary` (one per view), `plain`, `quiet` (no border) or `danger`.
        glyph: icon before the words.
        opens: it opens a list or a menu, and is marked so.
    """
    made = Opener(text) if opens else QPushButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(True)  # outside a dialog Qt would leave Enter on a focused button without effect
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if glyph is not None:
        made.setIcon(icon(glyph, "on_accent" if kind == "primary" else "soft"))
        _Keeper(made, _GLYPH, lambda side: made.setIconSize(QSize(side + side // 4, side)))
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


class _Tool(QToolButton):
    """An icon button whose icon grows with the text."""

    def __init__(self) -> None:
        super().__init__()
        self._scale()
        theme.changed.connect(self._scale)

    def _scale(self) -> None:
        self.setIconSize(QSize(theme.px(16), theme.px(16)))


def tool(glyph: Icon, hint: str, pressed: Callable[[], None] | None = None) -> QToolButton:
    """An icon button; `hint` is its tooltip and its name for assistive technology."""
    made = _Tool()
    made.setIcon(icon(glyph))
    made.setToolTip(hint)
    made.setAccessibleName(hint)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


class _Keeper(QObject):
    """Keeps the width of a widget in step with the size of the text, as long as the widget lives."""

    def __init__(self, widget: QWidget, width: int, keep: Callable[[int], None]) -> None:
        super().__init__(widget)
        self._width, self._keep = width, keep
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self._keep(theme.px(self._width))


def keep_width(widget: QWidget, width: int) -> None:
    """Fix a width in design pixels; it grows with the text."""
    _Keeper(widget, width, widget.setFixedWidth)


def keep_most(widget: QWidget, width: int) -> None:
    """Let a widget be no wider than this, in design pixels; the bound grows with the text."""
    _Keeper(widget, width, widget.setMaximumWidth)


def rule(*, vertical: bool = False) -> QFrame:
    """A hairline between parts."""
    made = QFrame()
    made.setProperty("part", "rule")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def row(*items: QWidget | None, gap: int = GAP_M) -> QHBoxLayout:
    """Widgets side by side; None is the place that stretches."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for item in items:
        if item is None:
            made.addStretch(1)
        else:
            made.addWidget(item)
    return made


def column(*items: QWidget | None, gap: int = GAP_M) -> QVBoxLayout:
    """Widgets one above the other; None is the place that stretches."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for item in items:
        if item is None:
            made.addStretch(1)
        else:
            made.addWidget(item)
    return made


def repolish(widget: QWidget) -> None:
    """Let the style sheet notice a changed property; what was never shown is polished when it is."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Picture(QLabel):
    """A large quiet icon that follows the appearance."""

    def __init__(self, glyph: Icon, size: int = 48, tone: str = "line_strong") -> None:
        """Show `glyph` at `size` design pixels."""
        super().__init__()
        self._icon: QIcon = icon(glyph, tone)
        self._size = size
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._draw()
        theme.changed.connect(self._draw)

    def _draw(self) -> None:
        side = theme.px(self._size)
        self.setPixmap(self._icon.pixmap(QSize(side, side), self.devicePixelRatioF()))


class EmptyState(QWidget):
    """What a screen shows instead of an empty list: what is missing, and the button that mends it."""

    def __init__(self, glyph: Icon, headline: str, sentence: str, *buttons: QPushButton) -> None:
        """Build the state; the texts can be changed later with `say`."""
        super().__init__()
        self._headline = label(headline, "heading")
        self._sentence = label(sentence, "soft", wrap=True)
        for text in (self._headline, self._sentence):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._sentence, 1000)
        middle.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        box.setSpacing(GAP_M)
        box.addStretch(2)
        box.addWidget(Picture(glyph))
        box.addSpacing(GAP_S)
        box.addWidget(self._headline)
        box.addLayout(middle)
        line = row(None, *buttons, None)
        line.setContentsMargins(0, GAP_M, 0, 0)
        box.addLayout(line)
        box.addStretch(3)
        self._balance()
        theme.changed.connect(self._balance)

    def say(self, headline: str, sentence: str) -> None:
        """Change the words."""
        self._headline.setText(headline)
        self._sentence.setText(sentence)
        self._balance()

    def _balance(self) -> None:
        """Lines of about the same length: no lone word in the last one."""
        whole = self._sentence.fontMetrics().horizontalAdvance(self._sentence.text())
        lines = max(1, -(-whole // theme.px(_SENTENCE)))
        self._sentence.setMaximumWidth(whole // lines + theme.px(30))


class Card(QFrame):
    """A raised panel with a heading, for forms and settings."""

    def __init__(self, heading: str = "") -> None:
        """Build an empty panel; fill `body`."""
        super().__init__()
        self.setProperty("part", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        self.body.setSpacing(GAP_L)
        if heading:
            self.body.addWidget(label(heading, "section"))


class Banner(QFrame):
    """A sentence on a tinted ground: `red`, `yellow`, `green` or `accent`."""

    def __init__(self, tone: str = "accent", text: str = "") -> None:
        """Show `text`; hidden while empty."""
        super().__init__()
        self.setProperty("part", "banner")
        self._text = label(text, "body", wrap=True, select=True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._text.setSizePolicy(policy)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        box = QHBoxLayout(self)
        box.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        box.addWidget(self._text)
        self.say(text, tone)

    def say(self, text: str, tone: str = "accent") -> None:
        """Change sentence and ground."""
        self._text.setText(text)
        if tone != self.property("tone"):
            self._text.setProperty("tone", tone)
            self.setProperty("tone", tone)
            repolish(self)
            repolish(self._text)
        if self.parentWidget() is not None or not text:  # alone it would open as a window of its own
            self.setVisible(bool(text))
