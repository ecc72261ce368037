"""Pictures of PDF pages, for the preview and for printing; pdfium isn't thread-safe, so one at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

PDFIUM = threading.RLock()
"""Held while a document is open."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: `pixels` holds RGB triples, row by row from the top, without padding."""

    width: int
    height: int
    pixels: bytes


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """A PDF open in pdfium, which nobody else uses meanwhile."""
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


@contextmanager
def opened_page(pdf: bytes, page: int) -> Iterator[Any]:
    """One page of a PDF, open in pdfium.

    Raises:
        IndexError: no such page.
    """
    with opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(f"没有第 {page + 1} 页")
        leaf = document[page]
        try:
            yield leaf
        finally:
            leaf.close()


def page_count(pdf: bytes) -> int:
    """Pages of a PDF."""
    with opened(pdf) as document:
        return len(document)


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Width and height of a page in points."""
    with opened(pdf) as document:
        width, height = document.get_page_size(page)
    return float(width), float(height)


def render(pdf: bytes, page: int, *, dpi: float = 96.0) -> Picture:
    """Draw one page.

    Args:
        pdf: the file's bytes.
        page: index from 0.
        dpi: dots per inch.

    Raises:
        IndexError: no such page.
    """
    with opened_page(pdf, page) as leaf:
        bitmap = leaf.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False)
        try:
            return _picture(bitmap)
        finally:
            bitmap.close()


def _picture(bitmap: object) -> Picture:
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride  # type: ignore[attr-defined]
    data = bytes(bitmap.buffer)  # type: ignore[attr-defined]
    row = width * 3
    if stride != row:
        data = b"".join(data[start : start + row] for start in range(0, stride * height, stride))
    return Picture(width, height, data)
