"""清单页: all matters of one holder on A4, with totals by stage and light and the closing rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ducha_desktop.cards import look
from ducha_desktop.cards.header import draw_light
from ducha_desktop.cards.kinds import Office
from ducha_desktop.cards.totals import Totals
from ducha_desktop.cards.wording import due_in_column, percent
from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.services.papers import HolderSet, SummaryLine
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Line, Style, break_lines, by_entries
from ducha_desktop.typeset.paper import A4, MM
from ducha_desktop.typeset.pdf_file import PdfFile

_LEFT, _RIGHT = 14 * MM, A4[0] - 14 * MM
_TOP, _BOTTOM = A4[1] - 18 * MM, 20 * MM

_TITLE = Style(Role.TITLE, 20, 27, look.RED)
_HOLDER = Style(Role.KAI, 14, 18, look.INK)
_ASIDE, _LEAST_POST = 190.0, 110.0
"""Room of the day and the count beside the holder, and what a post beside the name needs at least."""
_POST = Style(Role.KAI, 11, 15, look.INK)
_FACT = Style(Role.SONG, 10, 14, look.INK)
_HEAD = Style(Role.HEI, 9.5, 13, look.INK)
_CELL = Style(Role.SONG, 9.5, 13, look.INK)
_MATTER = Style(Role.KAI, 10.5, 14, look.INK)
_NOTE = Style(Role.SONG, 9, 12, look.QUIET)
_FIGURE = Style(Role.TITLE, 19, 22, look.INK)
_CAPTION = Style(Role.HEI, 9, 12, look.QUIET)
_WORD = Style(Role.HEI, 9.5, 13, look.INK)
_SHADES = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.GREY)
_PAD = 4.0
_HEAD_HEIGHT = 22.0
_LEAST_ROWS = 3
"""Rows on the last page, so that none stands there alone."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: heading, left edge, width."""

    title: str
    x: float
    width: float


def _columns() -> tuple[Column, ...]:
    widths = (
        ("序", 22.0),
        ("编号", 91.0),
        ("事项", 0.0),
        ("牵头单位", 75.0),
        ("时限", 66.0),
        ("进度", 35.0),
        ("状态", 63.0),
    )
    rest = _RIGHT - _LEFT - sum(width for _, width in widths)
    columns, x = [], _LEFT
    for title, width in widths:
        columns.append(Column(title, x, width or rest))
        x += width or rest
    return tuple(columns)


COLUMNS = _columns()


def draw_summary(file: PdfFile, holder_set: HolderSet, office: Office) -> int:
    """Add the holder's summary sheet to `file`; returns its number of pages."""
    rows = [_Row(number, line, office.on) for number, line in enumerate(holder_set.lines, 1)]
    pages = _paginate(rows, _TOP - _first_height(holder_set), _TOP - 24.0)
    for index, page_rows in enumerate(pages):
        ink = Ink(file)
        top = _draw_first(ink, holder_set, office) if index == 0 else _draw_next(ink, holder_set)
        bottom = _draw_table(ink, page_rows, top)
        if index == len(pages) - 1:
            _draw_instruction(ink, bottom)
        _draw_foot(ink, office, index + 1, len(pages))
        file.add_page(ink.content(), A4)
    return len(pages)


class _Row:
    """A line of the table with its texts broken."""

    def __init__(self, number: int, line: SummaryLine, on: date) -> None:
        self.number, self.line = number, line
        self.cells = [
            _broken(_one_line(line.number), _CELL, COLUMNS[1]),
            _broken(_one_line(line.title), _MATTER, COLUMNS[2]),
            _broken(_one_line(line.lead_unit), _CELL, COLUMNS[3]),
            _broken(due_in_column(_one_line(line.due_text), on), _CELL, COLUMNS[4]),
        ]
        self.note = _broken(_one_line(line.ledger), _NOTE, COLUMNS[2]) if line.ledger else ()
        self.height = max(self._heights()) + 2 * _PAD

    def _heights(self) -> list[float]:
        number, title, lead, due = (len(cell) for cell in self.cells)
        state = _WORD.leading + (_NOTE.leading if self.shows_light else 0.0)
        return [
            number * _CELL.leading, title * _MATTER.leading + len(self.note) * _NOTE.leading,
            lead * _CELL.leading, due * _CELL.leading, state,
        ]  # fmt: skip

    @property
    def shows_light(self) -> bool:
        return self.line.light is not Light.NONE

    def draw(self, ink: Ink, top: float) -> None:
        middle = top - self.height / 2
        _centred(ink, COLUMNS[0], middle, str(self.number), _CELL)
        for column, cell, style in zip(
            (COLUMNS[1], COLUMNS[3], COLUMNS[4]),
            (self.cells[0], self.cells[2], self.cells[3]),
            (_CELL,) * 3,
            strict=True,
        ):
            ink.block(column.x + _PAD, middle + len(cell) * style.leading / 2, cell, style)
        words = len(self.cells[1]) * _MATTER.leading + len(self.note) * _NOTE.leading
        y = ink.block(COLUMNS[2].x + _PAD, middle + words / 2, self.cells[1], _MATTER)
        ink.block(COLUMNS[2].x + _PAD, y, self.note, _NOTE)
        _centred(ink, COLUMNS[5], middle, percent(self.line.progress_percent), _CELL)
        self._draw_state(ink, middle)

    def _draw_state(self, ink: Ink, middle: float) -> None:
        x, word = COLUMNS[6].x + _PAD, self.line.stage.word
        if not self.shows_light:
            ink.text(x, middle - 3.6, word, _WORD)
            return
        draw_light(ink, x + 4.5, middle + 5.6, self.line.light, 4.2)
        ink.text(x + 13, middle + 2.2, self.line.light.word, _WORD)
        ink.text(x, middle - 10.4, word, _NOTE)


def _one_line(text: str) -> str:
    return printable(text).replace("\n", " ").strip()


def _broken(text: str, style: Style, column: Column) -> tuple[Line, ...]:
    return break_lines(text or look.NOTHING, style, column.width - 2 * _PAD, justify=False)


def _centred(ink: Ink, column: Column, middle: float, text: str, style: Style) -> None:
    ink.centred(column.x + column.width / 2, middle - style.size * 0.36, text, style)


def _paginate(rows: Sequence[_Row], first_top: float, next_top: float) -> list[list[_Row]]:
    pages: list[list[_Row]] = [[]]
    room = first_top - _HEAD_HEIGHT - _BOTTOM
    for row in rows:
        if row.height > room and (pages[-1] or len(pages) == 1):
            pages.append([])
            room = next_top - _HEAD_HEIGHT - _BOTTOM
        pages[-1].append(row)
        room -= row.height
    while len(pages) > 1 and len(pages[-1]) < _LEAST_ROWS < len(pages[-2]):
        pages[-1].insert(0, pages[-2].pop())
    return pages


def _title_lines(holder_set: HolderSet) -> tuple[Line, ...]:
    return break_lines(printable(holder_set.summary_title), _TITLE, _RIGHT - _LEFT, justify=False)


class _Heading:
    """Name and post of the holder: side by side, or one below the other where the name leaves no room."""

    def __init__(self, holder_set: HolderSet) -> None:
        name, post, room = printable(holder_set.holder), printable(holder_set.post), _RIGHT - _LEFT - _ASIDE
        self.names = [line.text for line in break_lines(name, _HOLDER, room, justify=False)]
        self.indent = _HOLDER.typeface.width(name, _HOLDER.size) + 10
        self.beside = len(self.names) == 1 and room - self.indent >= _LEAST_POST
        self.posts = by_entries(post, _POST, room + 10 - self.indent if self.beside else _RIGHT - _LEFT - 4)

    @property
    def height(self) -> float:
        names, posts = len(self.names) * _HOLDER.leading, len(self.posts) * _POST.leading
        return max(names, names + posts - _POST.leading) if self.beside else names + posts

    def draw(self, ink: Ink, y: float) -> None:
        for number, name in enumerate(self.names):
            ink.text(_LEFT + 2, y - 13 - number * _HOLDER.leading, name, _HOLDER)
        x = _LEFT + 2 + (self.indent if self.beside else 0)
        y -= 13 + (0 if self.beside else len(self.names) * _HOLDER.leading)
        for number, words in enumerate(self.posts):
            ink.text(x, y - number * _POST.leading, words, _POST)


def _first_height(holder_set: HolderSet) -> float:
    return len(_title_lines(holder_set)) * _TITLE.leading + 14 + _Heading(holder_set).height + 6 + 67


def _draw_first(ink: Ink, holder_set: HolderSet, office: Office) -> float:
    """Title, holder and totals; returns the upper edge of the table."""
    y = _TOP
    for line in _title_lines(holder_set):
        ink.centred(A4[0] / 2, y - 21, line.text, _TITLE, spread=2.0)
        y -= _TITLE.leading
    y -= 14
    heading = _Heading(holder_set)
    heading.draw(ink, y)
    listed = f"列出 {len(holder_set.lines)} 项" if holder_set.unlisted else f"共 {len(holder_set.lines)} 项"
    count = f"截至 {chinese_date(office.on)}　{listed}"
    ink.flush_right(_RIGHT - 2, y - 13, count, _FACT)
    y -= heading.height + 2
    ink.rule(_LEFT, y, _RIGHT, y, width=1.5, colour=look.RED)
    ink.rule(_LEFT, y - 2.6, _RIGHT, y - 2.6, width=0.4, colour=look.RED)
    return _draw_totals(ink, Totals.of(holder_set.lines, holder_set.unlisted), y - 4)


def _draw_totals(ink: Ink, totals: Totals, top: float) -> float:
    """Figures by stage at the left, lights at the right."""
    x, width = _LEFT, 58.0
    for caption, figure in (
        ("总数", str(totals.total)), ("完成", str(totals.closed)), ("销号程序中", str(totals.closing)),
        ("在办", str(totals.open)), ("办结率", totals.rate),
    ):  # fmt: skip
        ink.centred(x + width / 2, top - 26, figure, _FIGURE)
        ink.centred(x + width / 2, top - 42, caption, _CAPTION)
        x += width + (8 if caption == "在办" else 0)
    apart = [
        f"{word} {number} 项"
        for word, number in (("拟办", totals.draft), ("撤销", totals.cancelled))
        if number
    ]
    left = x + 16
    _draw_lights(ink, totals, left, top)
    note = f"另有{'、'.join(apart)}未计入。" if apart else ""
    ink.text(left, top - 42 - 12, note, _NOTE)
    return top - 65


def _draw_lights(ink: Ink, totals: Totals, left: float, top: float) -> None:
    """Lights of open matters as one bar of shares, each named and counted."""
    counted = [(light, totals.lights[light]) for light in _SHADES if totals.lights[light]]
    total = sum(number for _, number in counted)
    if not total:
        ink.text(left, top - 42, "没有在办事项", _CAPTION)
        return
    x = left
    for light, number in counted:
        width = (_RIGHT - left) * number / total
        ink.box(x, top - 25, width, 9, fill=look.LIGHTS[light], edge=look.WHITE, line=0.8)
        x += width
    words = "　".join(f"{light.word} {number}" for light, number in counted)
    ink.text(
        left,
        top - 42,
        f"在办：{words}" if _CAPTION.typeface.width(words, 9) < _RIGHT - left - 30 else words,
        _CAPTION,
    )


def _draw_next(ink: Ink, holder_set: HolderSet) -> float:
    """The short heading of later pages; returns the upper edge of the table."""
    text = f"{printable(holder_set.summary_title)}（续）　{printable(holder_set.holder)}"
    ink.text(_LEFT + 2, _TOP - 11, text, _FACT)
    ink.rule(_LEFT, _TOP - 18, _RIGHT, _TOP - 18, width=0.8, colour=look.RED)
    return _TOP - 24.0


def _draw_table(ink: Ink, rows: Sequence[_Row], top: float) -> float:
    """Heading and rows; returns the lower edge."""
    if not rows:
        return top
    ink.box(_LEFT, top - _HEAD_HEIGHT, _RIGHT - _LEFT, _HEAD_HEIGHT, fill=look.TINT)
    for column in COLUMNS:
        _centred(ink, column, top - _HEAD_HEIGHT / 2, column.title, _HEAD)
    y = top - _HEAD_HEIGHT
    ink.rule(_LEFT, y, _RIGHT, y, width=0.6, colour=look.EDGE)
    for row in rows:
        row.draw(ink, y)
        y -= row.height
        ink.rule(_LEFT, y, _RIGHT, y, width=0.35, colour=look.HAIR)
    for column in COLUMNS[1:]:
        ink.rule(column.x, y, column.x, top, width=0.35, colour=look.HAIR)
    ink.box(_LEFT, y, _RIGHT - _LEFT, top - y, edge=look.EDGE, line=0.7)
    return y


def _draw_instruction(ink: Ink, bottom: float) -> None:
    """A field for the leader's instruction where the last page leaves room."""
    room = bottom - 12 - _BOTTOM
    if room < 70:  # noqa: PLR2004
        return
    height = min(room, 110.0)
    ink.box(_LEFT, bottom - 12 - height, _RIGHT - _LEFT, height, edge=look.EDGE, line=0.6)
    ink.text(_LEFT + 8, bottom - 28, "批示", _CAPTION)


def _draw_foot(ink: Ink, office: Office, page: int, pages: int) -> None:
    y = _BOTTOM - 24
    ink.text(_LEFT + 2, y, f"{printable(office.issuer)}　{chinese_date(office.on)}印制", _NOTE)
    ink.flush_right(_RIGHT - 2, y, f"第 {page} 页　共 {pages} 页", _NOTE)
