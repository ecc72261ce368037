"""One table type for every kind of file: text cells by column, with what the workbook says about them."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ducha_desktop.domain.cleaning import clean_cell

DOCUMENTS = frozenset({"docx", "txt"})
"""Kinds of files whose tables stand in a text rather than on sheets."""
SEPARATOR = "\x1f"
"""Unit separator between the cells of a column on the wire; no cell may hold it."""
ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "########"})
UNCALCULATED = "公式未计算：文件里没有保存这个公式的结果。请用 Excel 或 WPS 打开并保存后再导入。"
FAILED = "公式出错，单元格显示错误值。请改正后再导入。"

_MARK = SEPARATOR.encode()

# What `domain.cleaning` changes, as bytes of UTF-8: a few searches over all the words of a column tell
# whether any cell of it needs a look.
_PROBE = 1000
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\n\x1f")
_TELLING_BLANKS = (b"  ", b" \n", b"\n ", b"\n\n", b" \x1f", b"\x1f ", b"\n\x1f", b"\x1f\n")
_TELLING_BREAKS = (b"_x000", b"<br", b"<BR", b"<Br")
_TELLING = (
    *(b"\xe3\x80\x80", b"\xe2\x81", b"\xe1\x9a\x80", b"\xe1\xa0\x8e"),
    *(b"\xcd\x8f", b"\xd8\x9c", b"\xef\xbb\xbf"),
)
_TELLING_RANGES = tuple(
    re.compile(pattern)
    for pattern in (
        rb"\xef\xbc[\x85\x8d-\x99\xa1-\xba]",  # wide digits, letters, per cent
        rb"\xef\xbd[\x81-\x9a]",
        rb"\xef\xbf[\xb9-\xbf]",
        rb"\xe2\x80[\x80-\x8f\xa8-\xaf]",  # exotic blanks, invisible marks of direction
        rb"\xe2[\xba-\xbf]",  # radicals
        rb"\xc2[\x80-\xa0\xad]",
    )
)


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
        places: where each row stands in a document (`第3段`, `表2第5行`); empty for a sheet, whose rows
            stand where their numbers say.
        above: the words that stand above a table of a document, the nearest last.
    """

    name: str
    visibility: str
    height: int
    columns: tuple[Sequence[str], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    flaws: tuple[Flaw, ...] = ()
    places: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

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
        kind: `xlsx`, `xls`, `html`, `csv`, `xml`, `docx` or `txt`.
        remarks: Chinese sentences about parts that were left aside (macros, links, drawings).
    """

    kind: str
    sha256: str
    grids: tuple[Grid, ...]
    remarks: tuple[str, ...] = field(default_factory=tuple)


def clean_column(cells: Sequence[str]) -> bytes:
    """Join a column for the wire, its cells cleaned by the rules of the domain.

    Only the different words are looked at, all in one go: a column of 100,000 clean cells costs a few
    searches.
    """
    words = cells if len(set(cells[:_PROBE])) > _PROBE // 2 else set(cells)
    whole = SEPARATOR.join(words).encode("utf-8", "replace")
    if not _is_clean(whole, len(words)):
        changed = {word: new for word in set(words) if (new := clean_cell(word).text) != word}
        return SEPARATOR.join([changed.get(cell, cell) for cell in cells]).encode("utf-8", "replace")
    return whole if words is cells else SEPARATOR.join(cells).encode("utf-8", "replace")


def _is_clean(whole: bytes, words: int) -> bool:
    """Whether cleaning would leave every one of the joined words as it is; False may be wrong, True never."""
    if whole.count(_MARK) != max(words - 1, 0) or len(whole.translate(None, _CONTROLS)) != len(whole):
        return False
    if (b" " in whole or b"\n" in whole) and (
        whole.startswith((b" ", b"\n"))
        or whole.endswith((b" ", b"\n"))
        or any(word in whole for word in _TELLING_BLANKS)
    ):
        return False
    if (b"_" in whole or b"<" in whole) and any(word in whole for word in _TELLING_BREAKS):
        return False
    return whole.isascii() or not (
        any(word in whole for word in _TELLING) or any(pattern.search(whole) for pattern in _TELLING_RANGES)
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
                "places": grid.places,
                "above": grid.above,
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
                places=tuple(map(str, sheet["places"])),
                above=tuple(map(str, sheet["above"])),
            )
        )
    return Book(str(facts["kind"]), str(facts["sha256"]), tuple(grids), tuple(map(str, facts["remarks"])))
