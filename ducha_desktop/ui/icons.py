"""Line icons drawn from a font: sharp at any scale, in the colour of the moment, loaded on first use."""

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ducha_desktop.runtime import paths
from ducha_desktop.ui.theme import theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


class Icon(StrEnum):
    """The glyphs used, by what they mean here (Phosphor, MIT; `resources/icons`)."""

    WORKBENCH = "\uf2f0"
    LEDGER = "\uf304"
    IMPORT = "\uf168"
    EXPORT = "\uf15a"
    CARDS = "\uf1dc"
    BACKUP = "\uf12d"
    HISTORY = "\uf0fc"
    SHIELD = "\uf2b8"
    TRASH = "\uf334"
    SEARCH = "\uf20a"
    ADD = "\uf27f"
    DOWN = "\uf0c2"
    UP = "\uf0c5"
    LEFT = "\uf0c3"
    RIGHT = "\uf0c4"
    CLOSE = "\uf36d"
    PRINT = "\uf288"
    PDF = "\uf16c"
    UNDO = "\uf066"
    REDO = "\uf067"
    FILTER = "\uf196"
    COLUMNS = "\uf10e"
    SETTINGS = "\uf19b"
    USER = "\uf347"
    WARNING = "\uf35c"
    CHECK = "\uf0e7"
    DONE = "\uf0e8"
    INFO = "\uf1e0"
    FOLDER = "\uf18c"
    SAVE = "\uf181"
    REFRESH = "\uf045"
    EYE = "\uf15b"
    EDIT = "\uf266"
    OFFICE = "\uf0a8"
    CALENDAR = "\uf0ac"
    FLAG = "\uf17c"
    MORE = "\uf145"
    SUN = "\uf2fe"
    MOON = "\uf21f"
    TEXT = "\uf310"
    DEMO = "\uf2df"
    RESTORE = "\uf021"
    FILE = "\uf170"
    STACK = "\uf2f1"
    NOTE = "\uf22a"
    ERROR = "\uf36e"
    ZOOM_IN = "\uf20c"
    ZOOM_OUT = "\uf20b"
    NONE_FOUND = "\uf0f8"
    DISK = "\uf1c4"
    HELP = "\uf293"


@lru_cache(maxsize=1)
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(paths.resource("icons/phosphor.ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


class _Engine(QIconEngine):
    """Paints one glyph; asks the theme for the colour at each painting."""

    def __init__(self, glyph: Icon, tone: str) -> None:
        super().__init__()
        self._glyph, self._tone = glyph, tone

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        font = QFont(_family())
        font.setPixelSize(max(1, min(rect.width(), rect.height())))
        painter.save()
        painter.setFont(font)
        painter.setPen(theme.color("edge" if mode == QIcon.Mode.Disabled else self._tone))
        sunk = rect.translated(0, round(rect.height() / 16))  # hanzi sit below the middle of their line
        # In a place wider than high it stands at the left: the rest keeps it off the words.
        across = Qt.AlignmentFlag.AlignLeft if rect.width() > rect.height() else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(sunk, across | Qt.AlignmentFlag.AlignVCenter, self._glyph.value)
        painter.restore()

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._glyph, self._tone)


def icon(glyph: Icon, tone: str = "soft") -> QIcon:
    """An icon of the given glyph in a tone of the theme."""
    return QIcon(_Engine(glyph, tone))
