"""One composite font per face (Type 0, Identity-H) as a plug-in for ReportLab.

Stock ReportLab cuts a TrueType font into simple fonts of 256 glyphs and writes characters beyond the
basic plane into their ToUnicode maps as five hex digits, so that 𬱟 prints right but copies as ⳅ. Here
every document has one subset per face, its character ids counted from 1 in order of first use, and the
map back to text is written in UTF-16BE (ISO 32000-1, 9.7 and 9.10.3). Works with `PdfFile`, and with
`Canvas` and Platypus through `pdfmetrics`.
"""

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFontFace

_CHUNK = 100
"""Entries per bfchar block: the limit of ISO 32000-1, 9.10.3."""

_ESCAPED = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\", 0x0D: "\\r"}

_face_lock = threading.Lock()
"""ReportLab's parser keeps a read position; subsets of one face are cut one at a time."""


class Codes(dict[int, str]):
    """Unicode ordinal → the character's two-byte id as it stands in a PDF string; made for `str.translate`."""

    def __init__(self) -> None:
        """Start with id 0, the sign for a missing character."""
        super().__init__()
        self.ordinals: list[int] = [0]

    def __missing__(self, ordinal: int) -> str:
        """Give the next id to a character met for the first time."""
        cid = len(self.ordinals)
        self.ordinals.append(ordinal)
        self[ordinal] = text = _literal(cid >> 8) + _literal(cid & 0xFF)
        return text


class CidFont:
    """A TrueType face as ReportLab's pdfmetrics sees it, embedded as one CID font per document."""

    _multiByte = 1  # noqa: N815 - ReportLab's name
    _dynamicFont = 1  # noqa: N815 - ReportLab's name
    shapable = False

    def __init__(self, name: str, path: Path, *, subfont: int = 0) -> None:
        """Read the face.

        Args:
            name: name in pdfmetrics and, stripped to letters and digits, in the page's resources.
            path: a TrueType file or collection with `glyf` outlines.
            subfont: index within a collection.

        Raises:
            reportlab.pdfbase.ttfonts.TTFError: no TrueType outlines.
        """
        self.fontName = name
        self.resource = "F" + "".join(character for character in name if character.isalnum())
        self.face: Any = TTFontFace(str(path), subfontIndex=subfont)
        self.encoding = None
        self.substitutionFonts: list[Any] = []
        self.advances: dict[int, float] = self.face.charWidths
        self._states: WeakKeyDictionary[Any, Codes] = WeakKeyDictionary()

    def has(self, ordinal: int) -> bool:
        """Whether the face draws this character."""
        return ordinal in self.face.charToGlyph

    def stringWidth(self, text: str, size: float, encoding: str = "utf-8") -> float:  # noqa: ARG002, N802
        """Width of `text` in points (ReportLab's protocol)."""
        advances, default = self.advances, self.face.defaultWidth
        return float(sum(advances.get(ord(character), default) for character in text)) * size / 1000

    def codes(self, document: Any) -> Codes:
        """The table of this face for one document; asking for it puts the font into the document."""
        codes = self._states.get(document)
        if codes is None:
            codes = self._states[document] = Codes()
            document.fontMapping[self.fontName] = "/" + self.resource
            document.delayedFonts.append(self)
        return codes

    def splitString(self, text: str | bytes, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802
        """The text as one run of two-byte ids (ReportLab's protocol; the canvas escapes them)."""
        if isinstance(text, bytes):
            text = text.decode(encoding)
        codes, known, run = self.codes(doc), self.face.charToGlyph, bytearray()
        for ordinal in map(ord, text):
            cid = 0
            if ordinal in known:
                codes[ordinal]
                cid = self._cid(codes, ordinal)
            run += cid.to_bytes(2, "big")
        return [(0, bytes(run))] if run else []

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: ARG002, N802
        """Name of the font in the page's resources (ReportLab's protocol)."""
        self.codes(doc)
        return "/" + self.resource

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Write the font into the document: called by ReportLab when the file is finished."""
        ordinals = self._states.pop(doc).ordinals
        digest = hashlib.sha256(repr(ordinals).encode()).digest()
        tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
        base = f"{tag}+{_postscript_name(self.face)}"
        with _face_lock:
            descriptor = self.face.addSubsetObjects(doc, base, ordinals[1:])
        glyphs = _glyph_numbers(self.face.charToGlyph, ordinals)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "DW": 1000,
                "W": _widths(self.advances, ordinals),
                "CIDToGIDMap": _glyph_map(doc, glyphs),
            }
        )
        fonts = doc.idToObject["BasicFonts"].dict
        fonts[self.resource] = doc.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("Font"),
                    "Subtype": pdfdoc.PDFName("Type0"),
                    "BaseFont": pdfdoc.PDFName(base),
                    "Encoding": pdfdoc.PDFName("Identity-H"),
                    "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant)]),
                    "ToUnicode": doc.Reference(_stream(to_unicode(ordinals))),
                }
            )
        )

    @staticmethod
    def _cid(codes: Codes, ordinal: int) -> int:
        text = codes[ordinal]
        if len(text) == 2:  # noqa: PLR2004 - no byte needed an escape
            return ord(text[0]) << 8 | ord(text[1])
        return codes.ordinals.index(ordinal)


def to_unicode(ordinals: Sequence[int]) -> bytes:
    """The CMap from character ids back to text, beyond the basic plane as surrogate pairs.

    Args:
        ordinals: Unicode ordinal of each id; entry 0 (missing character) is left out.
    """
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    entries = [
        f"<{cid:04X}> <{chr(ordinal).encode('utf-16-be').hex().upper()}>"
        for cid, ordinal in enumerate(ordinals)
        if cid
    ]
    for start in range(0, len(entries), _CHUNK):
        block = entries[start : start + _CHUNK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")


def _literal(byte: int) -> str:
    return _ESCAPED.get(byte, chr(byte))


def _postscript_name(face: Any) -> str:
    name = face.name
    text = name.decode("ascii", "ignore") if isinstance(name, bytes) else str(name)
    return "".join(character for character in text if character.isalnum() or character == "-") or "Font"


def _glyph_numbers(char_to_glyph: dict[int, int], ordinals: Sequence[int]) -> list[int]:
    """Number of each id's glyph in ReportLab's subset, where characters sharing a glyph share its number."""
    seen = {0: 0}
    return [0] + [seen.setdefault(char_to_glyph.get(ordinal, 0), len(seen)) for ordinal in ordinals[1:]]


def _glyph_map(doc: Any, glyphs: Sequence[int]) -> Any:
    if list(glyphs) == list(range(len(glyphs))):
        return pdfdoc.PDFName("Identity")
    return doc.Reference(_stream(b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)))


def _widths(advances: dict[int, float], ordinals: Sequence[int]) -> Any:
    """The `W` array: runs of ids whose advance is not the full em."""
    parts: list[Any] = []
    run: list[float] = []
    for cid, ordinal in enumerate(ordinals):
        width = advances.get(ordinal, 1000) if cid else 1000
        if width != 1000:  # noqa: PLR2004
            if not run:
                parts.append(cid)
            run.append(width)
        elif run:
            parts.append(pdfdoc.PDFArray(run))
            run = []
    if run:
        parts.append(pdfdoc.PDFArray(run))
    return pdfdoc.PDFArray(parts)


def _stream(content: bytes) -> Any:
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
