"""Pictures of PDF pages, for the preview and for printing; pdfium isn't thread-safe, so one at a time."""

import threading
from dataclasses import dataclass

PDFIUM = threading.RLock()
"""Held around every call into pdfium, here and in `readback`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: `pixels` holds RGB triples, row by row from the top, without padding."""

    width: int
    height: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Pages of a PDF."""
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Width and height of a page in points."""
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            width, height = document.get_page_size(page)
        finally:
            document.close()
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
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(f"没有第 {page + 1} 页")
            leaf = document[page]
            bitmap = leaf.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False)
            try:
                return _picture(bitmap)
            finally:
                bitmap.close()
                leaf.close()
        finally:
            document.close()


def _picture(bitmap: object) -> Picture:
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride  # type: ignore[attr-defined]
    data = bytes(bitmap.buffer)  # type: ignore[attr-defined]
    row = width * 3
    if stride != row:
        data = b"".join(data[start : start + row] for start in range(0, stride * height, stride))
    return Picture(width, height, data)
