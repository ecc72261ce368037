"""Reads finished PDFs back: text, glyph boxes, fonts. What was printed must be what was meant."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from ducha_desktop.typeset.raster import opened, opened_page


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn character with its box in points, origin at the page's lower left.

    Attributes:
        tight: box of the ink itself (left, bottom, right, top).
        size: font size in points as drawn.
    """

    character: str
    tight: tuple[float, float, float, float]
    size: float


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A font of a page as the file declares it."""

    name: str
    embedded: bool

    @property
    def subset(self) -> bool:
        """Whether the name carries a subset tag (ISO 32000-1, 9.6.4)."""
        tag, plus, _ = self.name.partition("+")
        return bool(plus) and len(tag) == 6 and tag.isupper()  # noqa: PLR2004


_HYPHENS = {0x02, 0xFFFE}
"""What pdfium makes of a hyphen at the end of a line."""


def _plain(text: str) -> str:
    return text.replace("\x02", "-").replace("\ufffe", "-")


@contextmanager
def _text_of(leaf: Any) -> Iterator[Any]:
    text = leaf.get_textpage()
    try:
        yield text
    finally:
        text.close()


def page_text(pdf: bytes, page: int) -> str:
    """The text of a page in the order it was set."""
    with opened_page(pdf, page) as leaf, _text_of(leaf) as text:
        return _plain(str(text.get_text_range()))


def all_text(pdf: bytes) -> list[str]:
    """The text of every page."""
    texts = []
    with opened(pdf) as document:
        for leaf in document:
            with closing(leaf), _text_of(leaf) as text:
                texts.append(_plain(str(text.get_text_range())))
    return texts


def glyphs(pdf: bytes, page: int) -> list[Glyph]:
    """Every visible character of a page with its box; generated spaces are left out."""
    with opened_page(pdf, page) as leaf, _text_of(leaf) as text:
        return _glyphs(text)


def _glyphs(text: Any) -> list[Glyph]:
    import pypdfium2.raw as pdfium

    found: list[Glyph] = []
    high = 0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - first half of a character beyond the basic plane
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:  # noqa: PLR2004
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in _HYPHENS:
            code = 0x2D
        if code <= 0x20 or pdfium.FPDFText_IsGenerated(text, index) == 1:  # noqa: PLR2004
            continue
        box = text.get_charbox(index)
        size = pdfium.FPDFText_GetFontSize(text, index)
        found.append(
            Glyph(chr(code), (float(box[0]), float(box[1]), float(box[2]), float(box[3])), float(size))
        )
    return found


def fonts(pdf: bytes, page: int) -> list[EmbeddedFont]:
    """The fonts a page draws with, each once, forms included."""
    with opened_page(pdf, page) as leaf:
        return _fonts(leaf)


def _fonts(leaf: Any) -> list[EmbeddedFont]:
    import ctypes

    import pypdfium2.raw as pdfium

    found: dict[EmbeddedFont, None] = {}
    for item in leaf.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=4):
        font = pdfium.FPDFTextObj_GetFont(item.raw)
        length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
        name = buffer.value.decode("utf-8", "replace")
        found[EmbeddedFont(name, pdfium.FPDFFont_GetIsEmbedded(font) == 1)] = None
    return list(found)
