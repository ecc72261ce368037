"""What stands in the paragraphs and cells of a Word document, as it reads with all changes accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ducha_desktop.domain.errors import TooLargeError
from ducha_desktop.exchange.word_numbering import Numbering, attribute, child, is_on, local, whole

MAX_WORDS = 20_000_000
MAX_SPAN = 500
TOO_LONG = "文档的文字过多，超出可读取的范围，没有导入任何内容。请分成几个文件再导入。"

_GONE = frozenset(
    {
        "del",
        "moveFrom",
        "Fallback",
        "instrText",
        "delText",
        "delInstrText",
        "rt",
        "pPr",
        "rPr",
        "tblPr",
        "tcPr",
        "trPr",
        "fldData",
    }
)
"""Deleted words, the second copy of a drawing, field codes, readings above characters."""
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BOXES = {
    **dict.fromkeys(("F052", "F053", "F0FE"), "☑"),
    **dict.fromkeys(("F06F", "F0A3", "F0A8"), "☐"),
    "F0FC": "√",
    "F0FB": "×",
    "F06C": "●",
    "F06E": "■",
    "F0B7": "•",
    "F0D8": "➢",
}
"""Letters of Wingdings that offices tick and list with."""


@dataclass(slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        number: its automatic number; empty for none.
        level: outline level from 1, 0 for ordinary text.
        is_contents: whether it is a line of the table of contents.
    """

    text: str
    number: str = ""
    level: int = 0
    is_contents: bool = False

    @property
    def whole(self) -> str:
        """Its words with the number before them."""
        return f"{self.number}{self.text}" if self.text else self.number


@dataclass(slots=True)
class Cell:
    """One cell of a row.

    Attributes:
        span: columns of the table's grid that it covers.
        merge: `restart` begins a range merged downwards, `continue` lies in one.
    """

    content: list["Paragraph | Table"] = field(default_factory=list)
    span: int = 1
    merge: str = ""

    @property
    def text(self) -> str:
        """Its paragraphs line by line; a table within it row by row."""
        if self.merge == "continue":
            return ""
        parts = [part.whole if isinstance(part, Paragraph) else part.text for part in self.content]
        words = "\n".join(part for part in parts if part.strip())
        only = len(self.content) == 1 and isinstance(self.content[0], Paragraph) and not self.content[0].text
        return words.strip("．.、 ") if only else words


@dataclass(slots=True)
class Row:
    """One row; `before` columns of the grid are left out at its left."""

    cells: list[Cell]
    before: int = 0


@dataclass(slots=True)
class Table:
    """One table; `widths` are the columns of its grid in twentieths of a point."""

    widths: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its cells, one row a line."""
        return "\n".join(" ".join(filter(None, (cell.text for cell in row.cells))) for row in self.rows)

    @property
    def is_frame(self) -> bool:
        """Whether it has one column only: a frame around text rather than a table."""
        return all(len(row.cells) <= 1 for row in self.rows)


Block = Paragraph | Table


@dataclass(slots=True)
class Words:
    """Reads elements to text; remembers what it left out.

    Attributes:
        seen: what was met: `changes`, `hidden`, `pictures`, `objects`, `comments`, `chunks`, `placeholders`.
        notes: ids of footnotes, in order.
    """

    numbering: Numbering
    seen: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    _length: int = 0
    _carried: str = ""

    def paragraph(self, element: Element) -> list[Block]:
        """A paragraph, and after it what stands in its text boxes."""
        properties = child(element, "pPr")
        parts, self._carried = [self._carried], ""
        boxes: list[Element] = []
        self._inline(element, parts, boxes)
        text = "".join(parts)
        self._length += len(text)
        if self._length > MAX_WORDS:
            raise TooLargeError(TOO_LONG)
        if (
            child(child(properties, "rPr"), "del") is not None
        ):  # its end was deleted: it runs on into the next
            self.seen.add("changes")
            self._carried = text
            return []
        number = self.numbering.next(properties)
        contents = self.numbering.is_contents(properties)
        blocks: list[Block] = [Paragraph(text, number, self.numbering.heading(properties), contents)]
        for box in boxes:
            blocks += self.blocks(box)
        return blocks

    def blocks(self, element: Element) -> list[Block]:
        """The paragraphs and tables of a cell or text box."""
        found: list[Block] = []
        for part in element:
            name = local(part)
            if name == "p":
                found += self.paragraph(part)
            elif name == "tbl":
                found.append(self.table(part))
            elif name not in _GONE and not self._is_placeholder(part):
                found += self.blocks(part)
        return found

    def table(self, element: Element) -> Table:
        """A whole table."""
        grid = child(element, "tblGrid")
        widths = [whole(attribute(column, "w")) for column in grid] if grid is not None else []
        rows = [row for part in _rows(element) if (row := self.row(part)) is not None]
        return Table(widths, rows)

    def row(self, element: Element) -> Row | None:
        """One row; None for one that was deleted."""
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            self.seen.add("changes")
            return None
        before = min(max(whole(attribute(child(properties, "gridBefore"))), 0), MAX_SPAN)
        return Row([self._cell(part) for part in _cells(element)], before)

    def _cell(self, element: Element) -> Cell:
        properties = child(element, "tcPr")
        merge = child(properties, "vMerge")
        span = min(max(whole(attribute(child(properties, "gridSpan")), 1), 1), MAX_SPAN + 1)
        return Cell(self.blocks(element), span, (attribute(merge) or "continue") if merge is not None else "")

    def _inline(self, element: Element, parts: list[str], boxes: list[Element]) -> None:
        for part in element:
            name = local(part)
            if name == "t":
                parts.append(part.text or "")
            elif name in _SIGNS:
                parts.append(_SIGNS[name])
            elif name == "txbxContent":
                boxes.append(part)
            elif name == "r" and self._is_hidden(part):
                self.seen.add("hidden")
            elif name in _GONE or self._is_placeholder(part):
                self._note_change(name)
            else:
                self._note(name, part, parts)
                self._inline(part, parts, boxes)

    def _note_change(self, name: str) -> None:
        if name in ("del", "moveFrom"):
            self.seen.add("changes")

    def _note(self, name: str, part: Element, parts: list[str]) -> None:
        """Remember what is no text, and take signs of symbol fonts."""
        if name == "sym":
            parts.append(_BOXES.get(attribute(part, "char").upper(), ""))
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes.append(f"{name[:-9]} {attribute(part, 'id')}")
        elif name in ("ins", "moveTo"):
            self.seen.add("changes")
        elif name in ("blip", "imagedata"):
            self.seen.add("pictures")
        elif name == "OLEObject":
            self.seen.add("objects")
        elif name == "commentReference":
            self.seen.add("comments")

    def _is_hidden(self, run: Element) -> bool:
        return is_on(child(child(run, "rPr"), "vanish"))

    def _is_placeholder(self, element: Element) -> bool:
        """Whether a content control still shows its prompt (`单击此处输入文字`)."""
        if local(element) != "sdt":
            return False
        return is_on(child(child(element, "sdtPr"), "showingPlcHdr"))


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, also those within content controls."""
    for part in table:
        if local(part) == "tr":
            yield part
        elif local(part) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(part)


def _cells(row: Element) -> Iterator[Element]:
    for part in row:
        if local(part) == "tc":
            yield part
        elif local(part) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cells(part)
