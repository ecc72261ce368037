"""Word documents (`.docx`): paragraphs and tables, part by part, within limits. Runs in the worker."""

import io
import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as SafeTree
from defusedxml.common import DefusedXmlException

from ducha_desktop.domain.errors import DamagedError, DuchaError, TooLargeError
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.safety import DAMAGED, Member, check_parts, read_member, stream
from ducha_desktop.exchange.sheetscan import MAX_ROWS
from ducha_desktop.exchange.word_grids import grids_of
from ducha_desktop.exchange.word_numbering import STRICT, TRANSITIONAL, Numbering, attribute, local, whole
from ducha_desktop.exchange.word_text import TOO_LONG, Block, Paragraph, Table, Words

MAX_DEPTH = 200
MAX_ELEMENTS = 12_000_000
_DEEP = "文档嵌套层数异常，可能是恶意文件，没有导入任何内容。请与发送单位核实，或用 Word、WPS 另存为新的 .docx 再导入。"
_OFFICE = ("/relationships/officeDocument",)
_NESTING = frozenset({"p", "tbl", "tr"})
_REMARKS = {
    "changes": "文档带有修订标记，已按“接受全部修订”读取：删去的文字不读，插入的文字照读。",
    "hidden": "文档中有隐藏文字，没有读取。",
    "pictures": "文档中有图片，没有读取。",
    "objects": "文档中嵌有 Excel 表格或其他对象，没有读取；其中若有台账，请双击打开后另存为 .xlsx 再导入。",
    "chunks": "文档中嵌有另一份文档，没有读取。",
    "comments": "文档中有批注，没有读取。",
}
_MOST_NOTES = 5
_LONGEST_NOTE = 60


def read_docx(data: bytes, members: dict[str, Member]) -> tuple[tuple[Grid, ...], tuple[str, ...]]:
    """The tables of a checked `.docx` and the matters of its text, with remarks on what was left out.

    Raises:
        DuchaError: damaged, too large, nested too deep, or with a document type.
    """
    check_parts(data, members, frozenset())
    try:
        part = _main_part(data, members)
        words = Words(_numbering(data, members, part))
        blocks = list(_body(data, members[part], words))
        remarks = [_REMARKS[name] for name in _REMARKS if name in words.seen]
        remarks += _footnotes(data, members, part, words.notes)
    except DuchaError:
        raise
    except (ParseError, DefusedXmlException, KeyError, ValueError, LookupError) as error:
        raise DamagedError(DAMAGED) from error
    return grids_of(blocks), tuple(remarks)


def _main_part(data: bytes, members: dict[str, Member]) -> str:
    """The part that holds the document itself."""
    links = SafeTree.fromstring(read_member(data, members, "_rels/.rels"))
    for link in links:
        if (link.get("Type") or "").endswith(_OFFICE):
            target = posixpath.normpath((link.get("Target") or "").lstrip("/"))
            if target in members:
                return target
    return "word/document.xml"


def _beside(part: str, name: str) -> str:
    return posixpath.join(posixpath.dirname(part), name)


def _numbering(data: bytes, members: dict[str, Member], part: str) -> Numbering:
    numbering = Numbering()
    for name, take in (("numbering.xml", numbering.read_lists), ("styles.xml", numbering.read_styles)):
        content = read_member(data, members, _beside(part, name))
        if content:
            take(SafeTree.fromstring(content))
    return numbering


class _Pieces(io.RawIOBase):
    """A member of the zip as a file that is read once, unpacked piece by piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        piece, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return piece


def _body(data: bytes, member: Member, words: Words) -> Iterator[Block]:
    """The blocks of the body; every paragraph and row is forgotten once it is read."""
    body = _Body(words)
    with _Pieces(stream(data, member)) as source:
        for event, element in SafeTree.iterparse(source, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                body.begin(element)
            else:
                yield from body.end(element)
    if not body.is_word:
        raise DamagedError(DAMAGED)


class _Body:
    """Follows the elements of a document and hands over its blocks as they end."""

    def __init__(self, words: Words) -> None:
        self.is_word = False
        self._words = words
        self._nest: list[str] = []
        self._depth = self._count = 0
        self._table: Table | None = None
        self._controls: list[bool] = []

    def begin(self, element: Element) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH:
            raise DamagedError(_DEEP)
        if self._count > MAX_ELEMENTS:
            raise TooLargeError(TOO_LONG)
        name = local(element)
        if self._count == 1:
            self.is_word = name == "document" and element.tag[1:].startswith((TRANSITIONAL, STRICT))
        if name in _NESTING:
            self._nest.append(name)
            if self._nest == ["tbl"]:
                self._table = Table()
        elif name == "sdt":
            self._controls.append(False)

    def end(self, element: Element) -> Iterator[Block]:
        self._depth -= 1
        name = local(element)
        if name == "sdt":
            self._controls.pop()
        elif name == "docPartGallery" and self._controls:
            self._controls[-1] = attribute(element).lower().startswith("table of contents")
        elif name == "altChunk":
            self._words.seen.add("chunks")
        elif name == "gridCol" and self._nest == ["tbl"] and self._table is not None:
            self._table.widths.append(whole(attribute(element, "w")))
        elif name in _NESTING:
            yield from self._block(element)

    def _block(self, element: Element) -> Iterator[Block]:
        nest = list(self._nest)
        self._nest.pop()
        if nest == ["p"]:
            for block in self._words.paragraph(element):
                if isinstance(block, Paragraph) and any(self._controls):
                    block.is_contents = True
                yield block
        elif nest == ["tbl", "tr"] and self._table is not None:
            row = self._words.row(element)
            if row is not None:
                self._table.rows.append(row)
                if len(self._table.rows) > MAX_ROWS:
                    raise TooLargeError(TOO_LONG)
        elif nest == ["tbl"] and self._table is not None:
            yield self._table
            self._table = None
        else:
            return
        element.clear()


def _footnotes(data: bytes, members: dict[str, Member], part: str, seen: list[str]) -> list[str]:
    """The words of the footnotes, which are no words of the matters they explain."""
    if not seen:
        return []
    known: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        content = read_member(data, members, _beside(part, f"{kind}s.xml"))
        for note in SafeTree.fromstring(content) if content else ():
            blocks = Words(Numbering()).blocks(note)
            words = " ".join(block.text for block in blocks).strip()
            known[f"{kind} {attribute(note, 'id')}"] = words
    texts = [known[name][:_LONGEST_NOTE] for name in seen if known.get(name)]
    shown = "；".join(f"“{text}”" for text in texts[:_MOST_NOTES])
    more = "等" if len(texts) > _MOST_NOTES else ""
    return [f"文档有 {len(seen)} 条脚注或尾注，没有并入事项：{shown}{more}。"] if texts else []
