"""Rows on to pages: breaks, rules, bands and feet of a printed ledger.

The pages wait as finished streams for their number, because the foot says 第 i 页 共 n 页.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ducha_desktop.documents.ledger_layout import (
    Align,
    PlainRow,
    SetCell,
    TableColumn,
    set_heading,
    set_row,
    table_columns,
)
from ducha_desktop.documents.look import BAND, EDGE, FRAME_LINE, HAIR, HAIR_LINE, LIGHTS, TINT, Sheet
from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.services.ledger_columns import LedgerColumn, LedgerRow, Shape
from ducha_desktop.typeset.ink import Ink, baseline
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import break_lines
from ducha_desktop.typeset.metadata import Imprint
from ducha_desktop.typeset.pdf_file import Bookmark, PdfFile

_NUMERALS = ("", *"一二三四五六七八九十")
_SIGN = ("制表：", "审核：", "审签：", "日期：")
_VERTICAL_PAD = 3.6
_REPEATED = ("serial", "number")
_LEAST_SPLIT = 3
_NOTHING = "（没有符合条件的事项）"


@dataclass(slots=True)
class _Page:
    """The page being filled; `rules_from` is where the vertical rules of the open stretch begin."""

    ink: Ink
    table_top: float
    y: float
    rules_from: float
    first: int
    last: int = 0


class LedgerPress:
    """Takes rows and bands in their order and gives the finished file."""

    def __init__(
        self, sheet: Sheet, columns: Sequence[LedgerColumn], *, title: str, office: str, today: date
    ) -> None:
        """Nothing is drawn before `open`."""
        self._sheet = sheet
        self._columns = table_columns(columns, sheet)
        self._heading = set_heading(self._columns, sheet)
        self._title, self._office = printable(title), printable(office)
        self._day = chinese_date(today)
        self._file = PdfFile(Imprint(title=self._title, author=self._office, subject="督查台账", on=today))
        self._done: list[str] = []
        self._ranges: list[tuple[int, int]] = []
        self._bands: list[Bookmark] = []
        self._number = 0
        self._waiting: tuple[SetCell, ...] | None = None
        self._page: _Page

    def open(self, count: int) -> None:
        """Begin with the title and the line of facts."""
        sheet = self._sheet
        ink, y = Ink(self._file), sheet.top
        for line in break_lines(self._title, sheet.title, sheet.measure, justify=False):
            ink.centred((sheet.left + sheet.right) / 2, y - baseline(sheet.title), line.text, sheet.title)
            y -= sheet.title.leading
        y -= 3
        count_words = f"{self._day}　共 {count} 项"
        ink.flush_right(sheet.right, y - baseline(sheet.facts), count_words, sheet.facts)
        room = sheet.measure - sheet.facts.typeface.width(count_words, sheet.facts.size) - 20
        lines = break_lines(f"单位：{self._office}", sheet.facts, room, justify=False)
        self._begin_table(ink, ink.block(sheet.left, y, lines, sheet.facts) - 2)
        if not count:
            self._band_text(_NOTHING, centred=True)

    def band(self, name: str, count: int) -> None:
        """The band before a ledger; it never stands last on a page."""
        turn = len(self._bands) + 1
        numeral = _NUMERALS[turn] if turn < len(_NUMERALS) else str(turn)
        words = f"{numeral}、{printable(name) or '未列台账'}（{count} 项）"
        self.group(words, top=True)

    def group(self, words: str, *, top: bool) -> None:
        """The line over a group; it never stands last on a page. The outermost ones are bookmarks."""
        self._flush()
        sheet = self._sheet
        least = sheet.band.leading + 2 * _VERTICAL_PAD + 3 * sheet.body.leading + 2 * _VERTICAL_PAD
        if self._page.y - least < sheet.bottom:
            self._turn_page()
        words = printable(words)
        if top:
            self._bands.append(Bookmark(words, len(self._done)))
        self._band_text(words)

    def row(self, row: LedgerRow | PlainRow) -> None:
        """One matter; it is drawn when the next one comes, so that the last can stay with the sums."""
        self._flush()
        self._number += 1
        self._waiting = set_row(row, self._number, self._columns, sheet=self._sheet)

    def close(self, sentence: str) -> None:
        """The sums and the line of signatures, on one page with the last row."""
        sheet, style = self._sheet, self._sheet.sign
        lines = break_lines(printable(sentence), sheet.facts, sheet.measure, justify=False)
        self._flush(with_foot=8 + len(lines) * sheet.facts.leading + 10 + style.leading)
        page = self._page
        self._end_table()
        y = page.ink.block(sheet.left, page.y - 8, lines, sheet.facts) - 10
        share = sheet.measure / len(_SIGN)
        for i, label in enumerate(_SIGN):
            x, base = sheet.left + i * share, y - baseline(style)
            page.ink.text(x, base, label, style)
            start = x + style.typeface.width(label, style.size)
            page.ink.rule(start, base - 3, x + share - 24, base - 3, width=HAIR_LINE, colour=HAIR)
        self._keep_page()

    def finish(self) -> bytes:
        """Number the pages and close the file."""
        sheet = self._sheet
        total = len(self._done)
        for i, content in enumerate(self._done, start=1):
            foot = Ink(self._file)
            y = sheet.bottom - 20
            if sheet.running.typeface.width(self._office, sheet.running.size) < sheet.measure / 2 - 60:
                foot.text(sheet.left, y, self._office, sheet.running)
            foot.centred((sheet.left + sheet.right) / 2, y, f"第 {i} 页　共 {total} 页", sheet.running)
            foot.flush_right(sheet.right, y, f"{self._day}印制", sheet.running)
            self._file.add_page(f"{content}\n{foot.content()}", sheet.size)
        below = self._bands or [
            Bookmark(f"第 {first}—{last} 项" if first < last else f"第 {first} 项", page)
            for page, (first, last) in enumerate(self._ranges)
            if last
        ]
        return self._file.finish([Bookmark(self._title, 0, tuple(below))])

    # Pages --------------------------------------------------------------------------------------

    def _begin_table(self, ink: Ink, top: float) -> None:
        sheet = self._sheet
        height = max(len(cell.lines) for cell in self._heading) * sheet.heading.leading + 2 * _VERTICAL_PAD
        ink.box(sheet.left, top - height, sheet.measure, height, fill=TINT)
        self._page = _Page(ink, top, top - height, top, max(self._number, 1))
        for cell, column in zip(self._heading, self._columns, strict=True):
            self._draw_lines(cell, column.x + column.width / 2, top - (height - _height(cell)) / 2)
        ink.rule(sheet.left, top - height, sheet.right, top - height, width=0.6, colour=EDGE)

    def _turn_page(self) -> None:
        self._end_page()
        ink = Ink(self._file)
        self._begin_table(ink, self._running_head(ink))

    def _running_head(self, ink: Ink) -> float:
        sheet = self._sheet
        lines = break_lines(f"{self._title}（续）", sheet.running, sheet.measure, justify=False)
        return ink.block(sheet.left, sheet.top, lines, sheet.running) - 3

    def _end_page(self) -> None:
        self._end_table()
        self._keep_page()

    def _end_table(self) -> None:
        page, sheet = self._page, self._sheet
        self._vertical_rules()
        if page.table_top > page.y:
            size = (sheet.measure, page.table_top - page.y)
            page.ink.box(sheet.left, page.y, *size, edge=EDGE, line=FRAME_LINE)

    def _keep_page(self) -> None:
        self._done.append(self._page.ink.content())
        self._ranges.append((self._page.first, self._page.last))

    def _vertical_rules(self) -> None:
        page = self._page
        if page.rules_from > page.y:
            for column in self._columns[1:]:
                page.ink.rule(column.x, page.y, column.x, page.rules_from, width=HAIR_LINE, colour=HAIR)

    def _room(self) -> int:
        return int((self._page.y - self._sheet.bottom - 2 * _VERTICAL_PAD) / self._sheet.body.leading)

    def _fresh_room(self) -> int:
        sheet = self._sheet
        return int((sheet.top - sheet.bottom - 60) / sheet.body.leading)

    # Rows ---------------------------------------------------------------------------------------

    def _flush(self, *, with_foot: float = 0.0) -> None:
        """Draw the row that waits; one too high for a page goes on over the next, with its number again."""
        cells, self._waiting = self._waiting, None
        if cells is None:
            return
        lines, room = _lines(cells), self._room()
        parted = False
        foot = math.ceil(with_foot / self._sheet.body.leading)
        fits = lines + foot <= room
        if not fits and (lines + foot <= self._fresh_room() // 2 or room < _LEAST_SPLIT):
            self._turn_page()
            room = self._room()
        while (lines := _lines(cells)) + foot > room:
            part = room if lines > room else lines // 2 if lines + foot > self._fresh_room() else 0
            if part:
                self._page.last = self._number
                self._draw_row([SetCell(cell.lines[:part], cell.style) for cell in cells], parted=True)
                parted = True
                cells = tuple(
                    _rest(cell, column, part) for cell, column in zip(cells, self._columns, strict=True)
                )
            self._turn_page()
            room = self._room()
        self._page.last = self._number
        self._draw_row(cells, parted=parted)

    def _band_text(self, words: str, *, centred: bool = False) -> None:
        page, sheet = self._page, self._sheet
        self._vertical_rules()
        height = sheet.band.leading + 2 * _VERTICAL_PAD
        base = page.y - _VERTICAL_PAD - baseline(sheet.band)
        page.ink.box(sheet.left, page.y - height, sheet.measure, height, fill=BAND)
        if centred:
            page.ink.centred((sheet.left + sheet.right) / 2, base, words, sheet.band)
        else:
            page.ink.text(sheet.left + 6, base, words, sheet.band)
        page.y -= height
        page.rules_from = page.y
        page.ink.rule(sheet.left, page.y, sheet.right, page.y, width=HAIR_LINE, colour=HAIR)

    def _draw_row(self, cells: Sequence[SetCell], *, parted: bool) -> None:
        """Draw cells centred in their height, the parts of a parted row from its top."""
        page, sheet = self._page, self._sheet
        height = _lines(cells) * sheet.body.leading + 2 * _VERTICAL_PAD
        for cell, column in zip(cells, self._columns, strict=True):
            if cell.lines and cell.lines[0].text:
                space = _VERTICAL_PAD if parted else (height - _height(cell)) / 2
                self._draw_cell(cell, column, page.y - space)
        page.y -= height
        page.ink.rule(sheet.left, page.y, sheet.right, page.y, width=HAIR_LINE, colour=HAIR)

    def _draw_cell(self, cell: SetCell, column: TableColumn, top: float) -> None:
        pad = self._sheet.pad
        if column.shape is Shape.LIGHT:
            self._draw_light(cell, column, top)
        elif column.align is Align.CENTRE:
            self._draw_lines(cell, column.x + column.width / 2, top)
        elif column.align is Align.LEFT:
            self._page.ink.block(column.x + pad, top, cell.lines, cell.style)
        else:
            y = top - baseline(cell.style)
            for line in cell.lines:
                self._page.ink.flush_right(column.x + column.width - pad, y, line.text, cell.style)
                y -= cell.style.leading

    def _draw_light(self, cell: SetCell, column: TableColumn, top: float) -> None:
        word, style, ink = cell.lines[0].text, cell.style, self._page.ink
        colour = LIGHTS.get(word)
        radius, gap = 0.32 * style.size, 0.22 * style.size
        width = 2 * radius + gap + style.typeface.width(word, style.size)
        x = column.x + (column.width - width) / 2
        ink.disc(x + radius, top - style.leading / 2, radius, fill=colour, edge=EDGE, line=0.3)
        ink.text(x + 2 * radius + gap, top - baseline(style), word, style)

    def _draw_lines(self, cell: SetCell, middle: float, top: float) -> None:
        y = top - baseline(cell.style)
        for line in cell.lines:
            self._page.ink.centred(middle, y, line.text, cell.style)
            y -= cell.style.leading


def _lines(cells: Sequence[SetCell]) -> int:
    return max(len(cell.lines) for cell in cells)


def _height(cell: SetCell) -> float:
    return len(cell.lines) * cell.style.leading


def _rest(cell: SetCell, column: TableColumn, done: int) -> SetCell:
    """What is left of a cell after `done` lines; the number stands again on the next page."""
    return SetCell(cell.lines if column.source.key in _REPEATED else cell.lines[done:], cell.style)
