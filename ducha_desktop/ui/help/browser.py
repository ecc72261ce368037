"""One page of the manual as it is read: in the colours of the theme, in the size of the text, pictures that fit."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from ducha_desktop.runtime import paths
from ducha_desktop.ui.help import markdown
from ducha_desktop.ui.help.manual import FOLDER, ManualPage
from ducha_desktop.ui.theme import LIGHT, Tones, theme

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from PySide6.QtGui import QResizeEvent
    from typing_extensions import override

_TEXT, _MARGIN = 14, 28
_PAPER_TEXT = 13
_REFLOW_MS = 120
_MOST_WIDE = 760

_STYLE = """
h1 {{ font-size: {h1}px; font-weight: bold; margin: 0 0 {gap}px 0; }}
h2 {{ font-size: {h2}px; font-weight: bold; margin: {above}px 0 {gap}px 0; }}
h3 {{ font-size: {h3}px; font-weight: bold; margin: {gap}px 0 {small}px 0; }}
p, li {{ line-height: 122%; margin: 0 0 {gap}px 0; }}
li {{ margin: 0 0 {small}px 0; }}
p.picture {{ line-height: 100%; }}
a {{ color: {accent}; text-decoration: none; }}
.key {{ background-color: {track}; }}
table.note {{ margin: {small}px 0 {gap}px 0; }}
td.note {{ background-color: {accent_soft}; }}
table.grid {{ border-color: {line}; border-style: solid; margin: {small}px 0 {gap}px 0; }}
th {{ background-color: {strip}; }}
"""


class ManualBrowser(QTextBrowser):
    """Shows one page at a time; `led(target)` when a link to another page was followed."""

    led = Signal(str)

    def __init__(self) -> None:
        """Start with nothing to read."""
        super().__init__()
        self.setProperty("part", "manual")
        self.setOpenLinks(False)
        self.setAccessibleName("帮助内容")
        self.anchorClicked.connect(self._clicked)
        self._page: ManualPage | None = None
        self._section, self._began = "", 0
        self._words: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REFLOW_MS)
        self._timer.timeout.connect(self._again)
        theme.changed.connect(self._again)

    def show_page(self, page: ManualPage, section: str = "", words: str = "") -> None:
        """Show a page from its beginning or from a heading, with the words searched for marked."""
        self._page, self._section, self._words = page, section, words.split()
        self._set()
        self._begin()

    def paper(self) -> QTextDocument:
        """The page as it is printed: dark on white, whatever the window looks like."""
        document = QTextDocument()
        document.setBaseUrl(QUrl.fromLocalFile(f"{_root()}/"))
        fill(document, self._page, LIGHT, size=_PAPER_TEXT)
        return document

    @override
    def loadResource(self, kind: int, name: QUrl | str, /) -> Any:
        """Pictures are brought to the width there is; anything that is not in the manual stays away."""
        path = _root() / QUrl(name).path()
        if kind != QTextDocument.ResourceType.ImageResource.value or not path.is_file():
            return None
        return fitting(path, self._room(), self.devicePixelRatioF())

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._timer.start()

    def _room(self) -> int:
        return max(120, min(theme.px(_MOST_WIDE), self.viewport().width() - 2 * _MARGIN - 40))

    def _set(self) -> None:
        document = self.document()
        document.clear()  # pictures of another width are not kept
        fill(document, self._page, theme.tones, size=theme.px(_TEXT))
        self.setTextCursor(QTextCursor(document))  # it went to the end with what was filled in
        self._mark()

    def _begin(self) -> None:
        """To the top of the page, or to the heading that was asked for."""
        self.verticalScrollBar().setValue(0)
        if self._section:
            self.scrollToAnchor(self._section)
        self._began = self.verticalScrollBar().value()

    def _again(self) -> None:
        """The width or the look has changed: set the page anew, at the place that was read."""
        if self._page is None:
            return
        unread = self.verticalScrollBar().value() == self._began
        place = self.cursorForPosition(QPoint(_MARGIN, _MARGIN)).position()
        self._set()
        if unread:
            self._begin()
        else:
            cursor = self.textCursor()
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.verticalScrollBar().setValue(
                self.verticalScrollBar().value() + self.cursorRect(cursor).top()
            )

    def _mark(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        look = QTextCharFormat()
        look.setBackground(QColor(theme.tones.yellow_soft))
        look.setForeground(QColor(theme.tones.yellow_ink))
        for word in self._words:
            at = self.document().find(word, QTextCursor(self.document()))
            while not at.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = at, look  # type: ignore[attr-defined]
                marks.append(mark)
                at = self.document().find(word, at)
        self.setExtraSelections(marks)

    def _clicked(self, url: QUrl) -> None:
        target = url.toString()
        if target.startswith("#"):
            self.scrollToAnchor(target[1:])
        else:
            QTimer.singleShot(
                0, self, partial(self.led.emit, target)
            )  # the document goes while it is clicked


def fill(document: QTextDocument, page: ManualPage | None, tones: Tones, *, size: int) -> None:
    """Set a page into a document: `size` is that of its text in pixels."""
    font = theme.font(10)
    font.setPixelSize(size)
    document.setDefaultFont(font)
    document.setDocumentMargin(_MARGIN)
    document.setIndentWidth(size * 1.7)
    lengths = {"h1": size * 1.6, "h2": size * 1.25, "h3": size * 1.08, "above": size * 1.6, "gap": size * 0.7, "small": size * 0.3}  # fmt: skip
    document.setDefaultStyleSheet(
        _STYLE.format(**{name: round(value) for name, value in lengths.items()}, **tones._asdict())
    )
    body = markdown.to_html(page.text) if page is not None else ""
    document.setHtml(f'<body style="color:{tones.text}">{body}</body>')


def fitting(path: Path, room: int, ratio: float) -> QImage:
    """A picture no wider than `room` in logical pixels, sharp on a screen of that ratio."""
    image = QImage(str(path))
    wide = min(room, image.width())
    scaled = image.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
    scaled.setDevicePixelRatio(ratio)
    return scaled


def _root() -> Path:
    return paths.resource(FOLDER)
