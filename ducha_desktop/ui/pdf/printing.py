"""Printing: each page of the PDF as a picture of 300 dpi, sent to the printer one after the other."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from ducha_desktop.ui.operations import Door, Task, pdf

DPI = 300
_SIZES = ((220, QPageSize.PageSizeId.A5), (310, QPageSize.PageSizeId.A4))
"""Sheets by the longest side they can have, in millimetres; what is longer is A3."""
_STRIPS = 8
"""A page goes to the printer in strips, a turn each: compressing it whole would hold up the window."""
_SEARCHED = 120
"""Lines of the picture, up and down, among which a quiet one is looked for to cut at."""


class PrintRun(QObject):
    """One run of a PDF through a printer; the window stays alive, and it can be stopped between pages."""

    advanced = Signal(int, int)
    finished = Signal(int)

    def __init__(self, owner: QObject, door: Door, pdf: bytes, pages: range) -> None:
        """Print these pages (from 0) of `pdf`."""
        super().__init__(owner)
        self._door, self._pdf, self._pages = door, pdf, pages
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._done = 0
        self._task: Task | None = None

    def start(self, printer: QPrinter, failed: Callable[[Exception], None]) -> None:
        """Begin on a printer that has been chosen."""
        self._printer, self._failed = printer, failed
        self._next()

    def stop(self) -> None:
        """Print no further page; what went to the printer stays there."""
        if self._task is not None:
            self._task.cancel()
        self._end()

    def _next(self) -> None:
        if self._done >= len(self._pages):
            self._end()
            return
        read = pdf.page_image(self._pdf, self._pages[self._done], DPI)
        self._task = read.then(self._paint).failed(self._give_up).start(self._door, self)

    def _paint(self, image: QImage) -> None:
        printer = self._printer
        assert printer is not None
        self._set_page(printer, image)
        if self._painter is None:
            self._painter = QPainter(printer)
        else:
            printer.newPage()
        self._paint_strip(image, _cuts(image))

    def _paint_strip(self, image: QImage, cuts: list[int]) -> None:
        if self._painter is None or self._printer is None:
            return  # stopped meanwhile
        paper = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        top, end = cuts[:2]
        first, last = (paper.height() * line // image.height() for line in (top, end))
        there = QRect(paper.left(), paper.top() + first, paper.width(), last - first)
        self._painter.drawImage(there, image, QRect(0, top, image.width(), end - top))
        if cuts[2:]:
            QTimer.singleShot(0, self, partial(self._paint_strip, image, cuts[1:]))
            return
        self._done += 1
        self.advanced.emit(self._done, len(self._pages))
        self._next()

    def _set_page(self, printer: QPrinter, image: QImage) -> None:
        wide = image.width() > image.height()
        orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        printer.setFullPage(True)
        longest = max(image.width(), image.height()) / DPI * 25.4
        size = next((size for most, size in _SIZES if longest < most), QPageSize.PageSizeId.A3)
        printer.setPageSize(QPageSize(size))
        printer.setPageOrientation(orientation)

    def _give_up(self, error: Exception) -> None:
        self._end()
        self._failed(error)

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        if self._printer is not None:
            self._printer = None
            self.finished.emit(self._done)


def _cuts(image: QImage) -> list[int]:
    """Where the strips of a page begin and end: in lines like the ones beside them, never through letters."""
    bits, wide = image.constBits(), image.bytesPerLine()

    def is_quiet(line: int) -> bool:
        above, here, below = (bits[n * wide : (n + 1) * wide] for n in (line - 1, line, line + 1))
        return above == here == below

    found, steps = [0], sorted(range(-_SEARCHED, _SEARCHED + 1), key=abs)
    for number in range(1, _STRIPS):
        middle = image.height() * number // _STRIPS
        near = (middle + step for step in steps if found[-1] < middle + step < image.height() - 1)
        found.append(next(filter(is_quiet, near), middle))
    return [*found, image.height()]
