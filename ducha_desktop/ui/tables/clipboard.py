"""Cells on their way to and from WPS and Excel: as text with tabs, and as a small web page beside it."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from html.parser import HTMLParser
from typing import Any

from ducha_desktop.domain.fields import FieldKind
from ducha_desktop.ui.tables.columns import Column

OWN = "application/x-ducha-cells"
"""Our own cells in the office's words, so that a copy inside the program loses nothing."""

Lines = list[list[str]]
_DAYS = frozenset({FieldKind.DATE, FieldKind.DEADLINE})


@dataclass(frozen=True, slots=True)
class CopiedCell:
    """One cell to be copied.

    Attributes:
        words: what stands in it, as it is edited.
        day: the date that a workbook shall hold.
        percent: the share of a hundred that a workbook shall hold.
    """

    words: str
    day: date | None = None
    percent: float | None = None

    @property
    def shown(self) -> str:
        """What other programs get as text."""
        if self.day is not None:
            return self.day.isoformat()
        return f"{self.percent:g}%" if self.percent is not None else self.words


def copied_cell(column: Column[Any], row: object) -> CopiedCell:
    """A cell of a table as it is copied."""
    value = column.value(row) if column.value is not None else None
    if column.kind in _DAYS and isinstance(value, date):
        return CopiedCell(column.editing(row), day=value)
    if column.kind is FieldKind.PERCENT and value is not None:
        return CopiedCell(f"{value:g}%", percent=float(value))
    return CopiedCell(column.editing(row))


def as_text(lines: Iterable[Sequence[CopiedCell]]) -> str:
    """Lines of cells with tabs between them; a cell with a line feed or a tab stands in quotes."""
    return "".join("\t".join(_quoted(cell.shown) for cell in line) + "\r\n" for line in lines)


def as_own(lines: Iterable[Sequence[CopiedCell]]) -> bytes:
    """The cells for ourselves."""
    return json.dumps([[cell.words for cell in line] for line in lines], ensure_ascii=False).encode()


def as_page(lines: Iterable[Sequence[CopiedCell]]) -> str:
    """A table whose dates and percentages are taken for such, and whose texts stay texts (`1-1`, `007`)."""
    body = "".join("<tr>" + "".join(map(_page_cell, line)) + "</tr>" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body><table border="1">{body}</table></body></html>'


Forms = tuple[str, str, bytes]
"""The same cells as text, as a page and for ourselves."""


def forms_of(rows: Iterable[object], columns: Sequence[Column[Any]], check: Callable[[], None]) -> Forms:
    """The cells of rows in every form; `check` is called for each row and may break it off."""
    lines: list[list[CopiedCell]] = []
    for row in rows:
        check()
        lines.append([copied_cell(column, row) for column in columns])
    return as_text(lines), as_page(lines), as_own(lines)


def _quoted(text: str) -> str:
    if "\n" in text or "\t" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _page_cell(cell: CopiedCell) -> str:
    if cell.day is not None:
        return f"<td style=\"mso-number-format:'yyyy\\-mm\\-dd'\">{cell.day.isoformat()}</td>"
    if cell.percent is not None:
        return f"<td style=\"mso-number-format:'0.##%'\">{cell.percent:g}%</td>"
    words = escape(cell.words).replace("\n", '<br style="mso-data-placement:same-cell">')
    return f"<td style=\"mso-number-format:'\\@'\">{words}</td>"


def lines_of(*, text: str, page: str = "", own: bytes = b"") -> Lines:
    """The cells on the clipboard: ours in their own words, others as their text, dates as what they are.

    The line feed at the end of what WPS and Excel put there ends the last row and begins none.
    """
    if own:
        return _rectangle([[str(words) for words in line] for line in json.loads(own)])
    facts = split_page(page) if page else []
    if not text:
        return _rectangle([[words for words, _ in line] for line in facts])
    lines = split_text(text)
    if [len(line) for line in lines] != [len(line) for line in facts]:
        return _rectangle(lines)
    return _rectangle(
        [
            [_dated(words, fact) for words, (_, fact) in zip(*pair, strict=True)]
            for pair in zip(lines, facts, strict=True)
        ]
    )


def split_text(text: str) -> Lines:
    """Lines of cells out of text with tabs; a quoted cell may hold line feeds, quotes in it are doubled."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\0")
    text = text.removesuffix("\n")
    lines: Lines = [[]]
    at = 0
    while True:
        words, at = _cell(text, at)
        lines[-1].append(words)
        if at >= len(text):
            return lines
        if text[at] == "\n":
            lines.append([])
        at += 1


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins at `at`, and where it ends.

    Quotes count only where the cell could not stand without them: Excel writes `"四清"` of a cell as it is.
    """
    found = _QUOTED.match(text, at)
    if found is not None and (set("\n\t") & set(found[1]) or '""' in found[1]):
        return found[1].replace('""', '"'), found.end()
    end = _END.search(text, at)
    stop = end.start() if end else len(text)
    return text[at:stop], stop


_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_END = re.compile(r"[\t\n]")

Fact = str
"""A serial day that a page gives beside the words of a cell; empty where it gives none."""


def split_page(page: str) -> list[list[tuple[str, Fact]]]:
    """(words, serial day) of the cells of a page's only table; nothing where there are none or several."""
    reader = _Table()
    reader.feed(page)
    reader.close()
    return reader.lines if reader.tables == 1 and not reader.spans else []


class _Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[tuple[str, Fact]]] = []
        self.tables = 0
        self.spans = False
        self._words: list[str] | None = None
        self._fact = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables += 1
        elif tag == "tr":
            self.lines.append([])
        elif tag in ("td", "th"):
            self.spans |= facts.get("rowspan", "1") != "1" or facts.get("colspan", "1") != "1"
            self._words, self._fact = [], facts.get("x:num") or facts.get("sdval", "")
        elif tag == "br" and self._words is not None:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._words is not None and self.lines:
            words = "".join(self._words).strip()
            self.lines[-1].append((words, self._fact))
            self._words = None

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(re.sub(r"[ \t\r\n]+", " ", data))


_EPOCH = date(1899, 12, 30)
_SERIALS = (20_000, 80_000)  # 1954 to 2119
_DAY_SHOWN = re.compile(r"(?:\d{1,4}[年/.\-])?\d{1,2}[月/.\-]\d{1,2}日?|\d{4}年\d{1,2}月(?:\d{1,2}日)?")


def _dated(words: str, fact: Fact) -> str:
    """The whole date where a cell shows only a part of it: `7月3日` of a cell that holds 2026-07-03."""
    if not fact or not _DAY_SHOWN.fullmatch(words.strip()):
        return words
    try:
        serial = float(fact)
    except ValueError:
        return words
    return (
        (_EPOCH + timedelta(days=int(serial))).isoformat() if _SERIALS[0] <= serial < _SERIALS[1] else words
    )


def _rectangle(lines: Lines) -> Lines:
    width = max(map(len, lines), default=0)
    return [line + [""] * (width - len(line)) for line in lines]
