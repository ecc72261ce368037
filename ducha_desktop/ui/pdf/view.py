"""The real pages of a PDF, one below the other; each is drawn when it comes into view."""

from collections import OrderedDict
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, Task
from ducha_desktop.ui.operations.pdf import page_image
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import tool

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


_GAP = 18
_KEPT = 14
_A4 = 210 / 297
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_A4_INCHES = _A5_INCHES = 8.27


def place_words(page: int, pages: int) -> str:
    """Which page is in view; nothing where there are no pages."""
    return f"第 {page:,} / {pages:,} 页" if pages else ""


class PagesView(QAbstractScrollArea):
    """Shows the pages of one PDF; `turned(page, pages)` follows the scrolling.

    Attributes:
        inches: width of its pages; 0 takes them for A4 upright or A5 lying.
    """

    turned = Signal(int, int)

    def __init__(self, door: Door) -> None:
        """Start without a PDF."""
        super().__init__()
        self._door = door
        self._pdf = b""
        self._pages = 0
        self._ratio = _A4
        self._zoom = 1.0
        self.inches = 0.0
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._tasks: dict[int, Task] = {}
        self._drawn_width = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(40)
        self._later.timeout.connect(self._fetch)

    def zoom_tools(self) -> tuple[QWidget, QWidget]:
        """Smaller and larger, for the head above the pages."""
        return (
            tool(Icon.ZOOM_OUT, "缩小", lambda: self.zoom(-1)),
            tool(Icon.ZOOM_IN, "放大", lambda: self.zoom(1)),
        )

    @property
    def ready(self) -> bool:
        """Whether every page in view is drawn."""
        return bool(self._pages) and all(page in self._images for page in self._visible())

    def show_pdf(self, pdf: bytes, pages: int) -> None:
        """Show another PDF from its first page."""
        self._pdf, self._pages = pdf, pages
        self._forget()
        self._ratio = _A4
        self.verticalScrollBar().setValue(0)
        self._measure()
        self._scrolled()

    def zoom(self, step: int) -> None:
        """One step larger or smaller."""
        place = min(range(len(_ZOOMS)), key=lambda n: abs(_ZOOMS[n] - self._zoom))
        self._zoom = _ZOOMS[max(0, min(len(_ZOOMS) - 1, place + step))]
        self._forget()
        self._measure()
        self._scrolled()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._measure()
        self._scrolled()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), theme.color("strip"))
        for page in self._visible():
            rect = self._rect(page)
            image = self._images.get(page)
            painter.fillRect(rect, Qt.GlobalColor.white)
            if image is not None:
                painter.drawImage(rect, image)
            else:
                painter.setPen(theme.color("grey"))
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), f"第 {page + 1} 页")
            painter.setPen(QPen(theme.color("line_strong"), 1))
            painter.drawRect(rect)
        painter.end()

    def _width(self) -> int:
        room = min(self.viewport().width() - 2 * _GAP, theme.px(760))
        return max(160, round(room * self._zoom))

    def _height(self) -> int:
        return round(self._width() / self._ratio)

    def _measure(self) -> None:
        total = self._pages * (self._height() + _GAP) + _GAP
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(60)
        bar.setRange(0, max(0, total - self.viewport().height()))
        wide = self.horizontalScrollBar()
        wide.setRange(0, max(0, self._width() + 2 * _GAP - self.viewport().width()))
        wide.setPageStep(self.viewport().width())

    def _rect(self, page: int) -> QRect:
        width, height = self._width(), self._height()
        left = max(_GAP, (self.viewport().width() - width) // 2) - self.horizontalScrollBar().value()
        top = _GAP + page * (height + _GAP) - self.verticalScrollBar().value()
        return QRect(left, top, width, height)

    def _visible(self) -> Iterator[int]:
        step = self._height() + _GAP
        first = max(0, (self.verticalScrollBar().value() - _GAP) // step)
        last = (self.verticalScrollBar().value() + self.viewport().height()) // step
        return iter(range(first, min(self._pages, last + 1)))

    def _scrolled(self) -> None:
        self.viewport().update()
        self._later.start()
        if self._pages:
            middle = self.verticalScrollBar().value() + self.viewport().height() // 3
            self.turned.emit(min(self._pages, middle // (self._height() + _GAP) + 1), self._pages)
        else:
            self.turned.emit(0, 0)

    def _inches(self) -> float:
        return self.inches or (_A5_INCHES if self._ratio > 1 else _A4_INCHES)

    def _fetch(self) -> None:
        wanted = list(self._visible())
        for page, task in tuple(self._tasks.items()):
            if page not in wanted:
                task.cancel()
                del self._tasks[page]
        sharp = self.devicePixelRatioF()
        dpi = self._width() * sharp / self._inches()
        for page in wanted:
            if page not in self._images and page not in self._tasks:
                pdf = self._pdf
                read = page_image(pdf, page, dpi).then(partial(self._arrived, pdf, page))
                self._tasks[page] = read.start(self._door, self)

    def _arrived(self, pdf: bytes, page: int, image: QImage) -> None:
        self._tasks.pop(page, None)
        if pdf is not self._pdf:
            return
        self._images[page] = image
        self._images.move_to_end(page)
        while len(self._images) > _KEPT:
            self._images.popitem(last=False)
        ratio = image.width() / max(1, image.height())
        if abs(ratio - self._ratio) > 0.02:  # noqa: PLR2004 - rounding of pixels
            self._ratio = ratio
            self._measure()
        self.viewport().update()

    def _forget(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._images.clear()
