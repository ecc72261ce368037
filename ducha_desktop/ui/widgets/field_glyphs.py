"""Icons inside a field: they grow with the text, which those of Qt do not, and keep the words off themselves."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtWidgets import QLineEdit, QToolButton

from ducha_desktop.ui.icons import Icon, icon
from ducha_desktop.ui.theme import theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_SIDE, _ROOM, _EDGE = 16, 26, 4
"""Of the icon, of the place it has, and from that place to the edge of the field."""


class _Places(QObject):
    """Keeps the icons of one field in their places, and its words between them."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._before: list[QToolButton] = []
        self._after: list[QToolButton] = []
        field.installEventFilter(self)
        theme.changed.connect(self.lay)

    def take(self, made: QToolButton, *, trailing: bool) -> None:
        """One more; the next trailing one stands to the left of it."""
        (self._after if trailing else self._before).append(made)
        self.lay()

    def lay(self) -> None:
        """Set icons and margins for the size of the text."""
        side, room, edge = (theme.px(n) for n in (_SIDE, _ROOM, _EDGE))
        before = [each for each in self._before if not each.isHidden()]
        after = [each for each in self._after if not each.isHidden()]
        width, height = self._field.width(), self._field.height()
        for number, each in enumerate(before):
            each.setGeometry(QRect(edge + room * number, 0, room, height))
        for number, each in enumerate(after, start=1):
            each.setGeometry(QRect(width - edge - room * number, 0, room, height))
        for each in (*before, *after):
            each.setIconSize(QSize(side, side))
        margins = self._field.textMargins()
        margins.setLeft(room * len(before))
        margins.setRight(room * len(after))
        if margins != self._field.textMargins():
            self._field.setTextMargins(margins)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Follow the field."""
        if watched is self._field and event.type() is QEvent.Type.Resize:
            self.lay()
        return False


def add_glyph(
    field: QLineEdit,
    glyph: Icon,
    hint: str = "",
    pressed: Callable[[], None] | None = None,
    *,
    trailing: bool = False,
) -> QToolButton:
    """An icon inside a field; without `pressed` it is only a picture.

    Args:
        field: gets it.
        glyph: what is drawn.
        hint: tooltip and name of what it does.
        pressed: what a click does; the keyboard has its own way, the icon never takes the cursor.
        trailing: at the right edge instead of the left one.
    """
    made = QToolButton(field)
    made.setProperty("kind", "glyph")
    made.setIcon(icon(glyph, "soft" if pressed else "faint"))
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor if pressed else Qt.CursorShape.IBeamCursor)
    if pressed is None:
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    else:
        made.clicked.connect(lambda _checked=False: pressed())
        made.setToolTip(hint)
        made.setAccessibleName(hint)
    _places(field).take(made, trailing=trailing)
    return made


def clearable(field: QLineEdit) -> None:
    """Give a field the icon that empties it, shown while there is something to empty."""
    made = add_glyph(field, Icon.CLOSE, "清空", field.clear, trailing=True)
    places = _places(field)

    def follow(text: str) -> None:
        made.setVisible(bool(text))
        places.lay()

    follow(field.text())
    field.textChanged.connect(follow)


def _places(field: QLineEdit) -> _Places:
    found = field.findChild(_Places, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, _Places) else _Places(field)
