"""One table type for every kind of file: text cells by column, with what the workbook says about them."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ducha_desktop.domain.cleaning import clean_cell

SEPARATOR = "\x1f"
"""Unit separator between the cells of a column on the wire; no cell may hold it."""
_MARK = SEPARATOR.encode()
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\n\r\t\x1f")
_TO_SPACE = bytes.maketrans(b"\t", b" ")
# Bytes of the characters `domain.cleaning` changes, in UTF-8: wide forms, exotic blanks, invisible
# characters, radicals, doubled blanks. One search tells whether a column needs a look cell by cell.
_SUSPECT = re.compile(
    rb"\xef(?:\xbc[\x85\x8d-\x99\xa1-\xba]|\xbd[\x81-\x9a]|\xbb\xbf|\xbf[\xb9-\xbf])"
    rb"|\xe2(?:\x80[\x80-\x8f\xa8-\xaf]|\x81[\x9f-\xaf]|[\xba-\xbf].)|\xe3\x80\x80"
    rb"|\xc2[\x80-\xa0\xad]|\xcd\x8f|\xd8\x9c|\xe1(?:\x9a\x80|\xa0\x8e)|[ \n]{2}|_x000|<br",
    re.IGNORECASE,
)
_BLANKS = (b" ", b"\n", b"\xe3\x80\x80")


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell whose value cannot be trusted; row and column count from 1."""

    row: int
    column: int
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Attributes:
        name: sheet name.
        visibility: `visible`, `hidden` or `veryhidden`.
        height: number of rows, blank ones included; row 1 of the sheet is index 0.
        columns: cells by column, each of `height` texts; numbers without a trailing `.0`, dates as ISO text.
        merges: merged ranges (first row, first column, last row, last column), from 0, ends included.
        hidden_rows: hidden rows, from 0; likewise `hidden_columns`.
        flaws: formulas that were never calculated and cells that hold an error.
    """

    name: str
    visibility: str
    height: int
    columns: tuple[Sequence[str], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    flaws: tuple[Flaw, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.columns)

    def row(self, index: int) -> list[str]:
        """The cells of one row, from 0."""
        return [column[index] for column in self.columns]


@dataclass(frozen=True, slots=True)
class Book:
    """A whole file as the worker hands it over.

    Attributes:
        kind: `xlsx`, `xls`, `html`, `csv` or `xml`.
        remarks: Chinese sentences about parts that were left aside (macros, links, drawings).
    """

    kind: str
    sha256: str
    grids: tuple[Grid, ...]
    remarks: tuple[str, ...] = field(default_factory=tuple)


def clean_column(cells: Sequence[str]) -> bytes:
    """Join a column for the wire: control and invisible characters out, edges stripped, line ends unified.

    The work is done on the joined bytes, where a column of 100,000 clean cells costs a few searches.
    """
    text = SEPARATOR.join(cells)
    if text.count(SEPARATOR) > len(cells) - 1:
        text = SEPARATOR.join([cell.replace(SEPARATOR, "") for cell in cells])
    whole = text.encode("utf-8", "replace").translate(_TO_SPACE, _CONTROLS)
    if b"\r" in whole:
        whole = whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if _SUSPECT.search(whole) is not None:
        return SEPARATOR.join([_cleaned(cell) for cell in whole.decode().split(SEPARATOR)]).encode()
    if _has_edges(whole):
        whole = SEPARATOR.join([cell.strip() for cell in whole.decode().split(SEPARATOR)]).encode()
    return whole


def _cleaned(cell: str) -> str:
    """One cell by the rules of the domain, if it holds anything they change."""
    return (
        clean_cell(cell).text
        if not cell.isascii() or "  " in cell or "_x" in cell or "<" in cell
        else cell.strip()
    )


def _has_edges(whole: bytes) -> bool:
    """Whether any cell begins or ends with a blank."""
    return (
        whole.startswith(_BLANKS)
        or whole.endswith(_BLANKS)
        or any(blank + _MARK in whole or _MARK + blank in whole for blank in _BLANKS)
    )


def dump_book(book: Book, send: Callable[[bytes], None]) -> None:
    """Send a book as plain bytes: one JSON head, then one block of text for each column."""
    head = {
        "kind": book.kind,
        "sha256": book.sha256,
        "remarks": book.remarks,
        "grids": [
            {
                "name": grid.name,
                "visibility": grid.visibility,
                "height": grid.height,
                "width": grid.width,
                "merges": grid.merges,
                "hidden_rows": sorted(grid.hidden_rows),
                "hidden_columns": sorted(grid.hidden_columns),
                "flaws": [(flaw.row, flaw.column, flaw.value, flaw.why) for flaw in grid.flaws],
            }
            for grid in book.grids
        ],
    }
    send(json.dumps(head, ensure_ascii=True).encode())
    for grid in book.grids:
        for column in grid.columns:
            send(clean_column(column))


def load_book(head: bytes, blocks: Iterator[bytes]) -> Book:
    """Rebuild a book from its bytes; ValueError when they do not fit together."""
    facts = json.loads(head)
    grids = []
    for sheet in facts["grids"]:
        height = int(sheet["height"])
        columns = []
        for _ in range(int(sheet["width"])):
            cells = next(blocks).decode().split(SEPARATOR) if height else []
            if len(cells) != height:
                raise ValueError(f"column of {len(cells)} cells in a sheet of {height} rows")
            columns.append(cells)
        grids.append(
            Grid(
                name=str(sheet["name"]),
                visibility=str(sheet["visibility"]),
                height=height,
                columns=tuple(columns),
                merges=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in sheet["merges"]),
                hidden_rows=frozenset(map(int, sheet["hidden_rows"])),
                hidden_columns=frozenset(map(int, sheet["hidden_columns"])),
                flaws=tuple(Flaw(int(r), int(c), str(v), str(w)) for r, c, v, w in sheet["flaws"]),
            )
        )
    return Book(str(facts["kind"]), str(facts["sha256"]), tuple(grids), tuple(map(str, facts["remarks"])))
