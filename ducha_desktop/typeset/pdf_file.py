"""A PDF being made, page by page: packed content streams, shared forms, bookmarks, one subset per face.

Built on ReportLab's document layer (objects, fonts, cross references). The canvas is left out: pages here
are written once, as finished content streams, and packed at once, so that ten thousand cards stay small.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc

from ducha_desktop.typeset.cid_font import CidFont, Codes
from ducha_desktop.typeset.metadata import LANGUAGE, Imprint, describe
from ducha_desktop.typeset.typeface import unique

_LEVEL = 6
"""zlib level of page streams: the last step that pays for its time on text this short."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the document's outline, with its own below it."""

    title: str
    page: int
    below: tuple["Bookmark", ...] = ()


class _Page(pdfdoc.PDFObject):  # type: ignore[misc]
    """A page dictionary, kept as its final bytes but for the references."""

    __RefOnly__ = 1

    def __init__(self, file: "PdfFile", content: Any, size: tuple[float, float]) -> None:
        self._file, self._content = file, content
        self._box = f"[0 0 {size[0]:.2f} {size[1]:.2f}]"

    def format(self, document: Any) -> bytes:
        parent = document.Reference(document.Pages).format(document)
        resources = self._file.resources.format(document)
        content = self._content.format(document)
        box = self._box.encode("ascii")
        return b"<</Type/Page/Parent %b/MediaBox%b/Resources %b/Contents %b>>" % (
            parent,
            box,
            resources,
            content,
        )


class _Outline:
    """Stands in for ReportLab's outline tree, which needs a canvas."""

    def __init__(self, *, ready: int) -> None:
        self.ready = ready

    def prepare(self, document: Any, canvas: Any) -> None:
        """Nothing to prepare: the entries are ordinary objects."""


class PdfFile:
    """A document in the making.

    Attributes:
        resources: reference to the resources all pages share.
        warnings: sentences about characters no font has.
    """

    def __init__(self, imprint: Imprint) -> None:
        """Open an empty document with its properties."""
        self.document: Any = pdfdoc.PDFDocument(invariant=1, compression=1, pdfVersion=(1, 7), lang=LANGUAGE)
        self._imprint = imprint
        describe(self.document, imprint)
        self._forms: Any = pdfdoc.PDFDictionary({})
        self._form_names: dict[Any, str] = {}
        self.resources: Any = self.document.Reference(
            pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference("BasicFonts"), "XObject": self._forms})
        )
        self._codes: dict[CidFont, Codes] = {}
        self._pages: list[Any] = []
        self._digest = 0
        self._missing: list[str] = []
        self._notes: list[str] = []

    @property
    def pages(self) -> int:
        """Pages so far."""
        return len(self._pages)

    @property
    def warnings(self) -> list[str]:
        """Sentences for the user; one of them names the characters that stand as 〓."""
        if not self._missing:
            return list(self._notes)
        signs = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in unique(self._missing))
        return [
            *self._notes,
            f"字库中没有这些字，已用“〓”代替：{signs}。请在设置的字体页选用含有它们的字体。",
        ]

    def codes(self, font: CidFont) -> Codes:
        """The character ids of a face in this document."""
        codes = self._codes.get(font)
        if codes is None:
            codes = self._codes[font] = font.codes(self.document)
        return codes

    def note_missing(self, characters: Sequence[str]) -> None:
        """Remember characters shown as 〓."""
        self._missing += characters

    def warn(self, sentence: str) -> None:
        """Add a warning for the user."""
        self._notes.append(sentence)

    def add_page(self, content: str, size: tuple[float, float]) -> int:
        """Close a page.

        Args:
            content: content stream, one character per byte.
            size: width and height in points.

        Returns:
            Its index, from 0.
        """
        packed = zlib.compress(content.encode("latin-1"), _LEVEL)
        self._digest = zlib.crc32(packed, self._digest)
        page = _Page(self, self.document.Reference(_packed(packed)), size)
        self._pages.append(self.document.Reference(page, f"Page{len(self._pages)}"))
        self.document.Pages.addPage(page)
        return len(self._pages) - 1

    def form(self, key: Any) -> str | None:
        """Operator that draws the form kept under `key`, if there is one."""
        return self._form_names.get(key)

    def add_form(self, key: Any, content: str, size: tuple[float, float]) -> str:
        """Keep a drawing that many pages share, and return the operator that draws it."""
        name = f"G{len(self._form_names)}"
        stream = _packed(zlib.compress(content.encode("latin-1"), _LEVEL))
        fields = {
            "Type": pdfdoc.PDFName("XObject"),
            "Subtype": pdfdoc.PDFName("Form"),
            "BBox": pdfdoc.PDFArray([0, 0, round(size[0], 2), round(size[1], 2)]),
            "Resources": pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference("BasicFonts")}),
        }
        for field, value in fields.items():
            stream.dictionary[field] = value
        self._forms.dict[name] = self.document.Reference(stream)
        operator = self._form_names[key] = f"/{name} Do"
        return operator

    def finish(self, bookmarks: Sequence[Bookmark] = ()) -> bytes:
        """The finished file; the document takes no more pages."""
        document = self.document
        document.Outlines = _Outline(ready=1 if bookmarks else -1)
        if bookmarks:
            document.Catalog.Outlines = self._outline(bookmarks)
            document.Catalog.PageMode = pdfdoc.PDFName("UseOutlines")
        imprint = self._imprint
        alphabets = [codes.ordinals for codes in self._codes.values()]
        document.updateSignature(f"{imprint}{self._digest}{len(self._pages)}{alphabets}".encode())
        return bytes(document.GetPDFData(None))

    def _outline(self, bookmarks: Sequence[Bookmark]) -> Any:
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("Outlines")})
        reference = self.document.Reference(root)
        self._siblings(root, reference, bookmarks)
        return root

    def _siblings(self, parent: Any, reference: Any, bookmarks: Sequence[Bookmark]) -> int:
        """Hang `bookmarks` below `parent`; returns how many entries are open in all."""
        entries = [pdfdoc.PDFDictionary({}) for _ in bookmarks]
        references = [self.document.Reference(entry) for entry in entries]
        shown = len(entries)
        for index, (entry, bookmark) in enumerate(zip(entries, bookmarks, strict=True)):
            page = self._pages[bookmark.page]
            entry["Title"] = pdfdoc.PDFString(bookmark.title)
            entry["Parent"] = reference
            entry["Dest"] = pdfdoc.PDFArray([page, pdfdoc.PDFName("Fit")])
            if index:
                entry["Prev"] = references[index - 1]
            if index + 1 < len(entries):
                entry["Next"] = references[index + 1]
            if bookmark.below:
                shown += self._siblings(entry, references[index], bookmark.below)
        parent["First"], parent["Last"], parent["Count"] = references[0], references[-1], shown
        return shown


def _packed(data: bytes) -> Any:
    dictionary = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
    return pdfdoc.PDFStream(dictionary=dictionary, content=data, filters=[])
