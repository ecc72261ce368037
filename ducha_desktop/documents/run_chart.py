"""四个干运行图 as a wall chart: lying A3 or A4, heading on every page, page i of n, vector, equal charts equal bytes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ducha_desktop.documents.look import BAND, EDGE, FRAME_LINE, HAIR, HAIR_LINE, LATE, SHEETS, TINT, Sheet
from ducha_desktop.documents.run_chart_bars import Lane, draw_lane, draw_legend, draw_whole, lanes
from ducha_desktop.documents.run_chart_layout import Cell, cells, columns
from ducha_desktop.documents.run_chart_time import scale_over
from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.services.run_chart import RunChart, RunGroup, RunLine
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.ink import Ink, baseline
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Style, break_lines
from ducha_desktop.typeset.metadata import Imprint
from ducha_desktop.typeset.pdf_file import Bookmark, PdfFile

_PAD = 4.0
_LEAST_PART = 60.0
DENSE = 9.5
MONTH = (0.8, 0.81, 0.83)
_NUMERALS: tuple[str, ...] = ("", *"一二三四五六七八九十")

Tick = Callable[[int], None]
"""Told how many works have been set; may raise to give up."""


def render_run_chart(chart: RunChart, *, paper: str = "A3", tick: Tick | None = None) -> tuple[bytes, int]:
    """Draw the chart; returns the PDF and its pages.

    Args:
        chart: what `services.run_chart` has gathered.
        paper: `A3` or `A4`, always lying.
        tick: progress.

    Raises:
        WrongUseError: no such paper.
    """
    if paper not in SHEETS:
        raise WrongUseError(f"没有“{paper}”这种纸张，可选 {'、'.join(SHEETS)}。没有生成文件。")
    press = _Press(chart, paper)
    done = 0
    for group in chart.groups:
        press.band(group)
        for line in group.lines:
            done += 1
            press.work(line, done)
            if tick is not None:
                tick(done)
    return press.finish()


def _sheet(paper: str, *, dense: bool) -> Sheet:
    """The sheet; where there are many works on A3, with type small enough for eight of them on a page."""
    sheet = SHEETS[paper]
    if not dense or sheet.body.size <= DENSE:
        return sheet
    body, late = (replace(style, size=DENSE, leading=DENSE * 1.34) for style in (sheet.body, sheet.late))
    return replace(sheet, body=body, late=late)


@dataclass(slots=True)
class _Page:
    ink: Ink
    top: float
    y: float


class _Press:
    """Takes groups and works in their order and gives the finished file."""

    def __init__(self, chart: RunChart, paper: str) -> None:
        self._chart, self._sheet = chart, _sheet(paper, dense=chart.works > 1)
        sheet = self._sheet
        self._columns = columns(sheet, paper)
        left = self._columns[-1].x + self._columns[-1].width
        self._scale = scale_over(*chart.span, chart.on, left=left, right=sheet.right)
        self._single = chart.works == 1
        size = sheet.body.size
        self._small = Style(
            Role.SONG, size, size * (_open_leading(chart) if self._single else 1.4), sheet.body.colour
        )
        self._title = printable(chart.title)
        self._file = PdfFile(
            Imprint(title=self._title, author=chart.office, subject="四个干运行图", on=chart.on)
        )
        self._done: list[str] = []
        self._bands: list[Bookmark] = []
        self._running = self._waiting = ""
        self._page = self._open_page()

    # Pages --------------------------------------------------------------------------------------

    def _open_page(self) -> _Page:
        sheet, chart, ink = self._sheet, self._chart, Ink(self._file)
        y = sheet.top
        first = not self._done
        style = (
            sheet.title if first else Style(Role.TITLE, sheet.title.size * 0.62, sheet.title.leading * 0.66)
        )
        for line in break_lines(self._title, style, sheet.measure, justify=False):
            ink.centred((sheet.left + sheet.right) / 2, y - baseline(style), line.text, style)
            y -= style.leading
        facts = f"{chinese_date(chart.on)}　{chart.facts}"
        y -= 2
        ink.text(sheet.left, y - baseline(sheet.facts), f"单位：{printable(chart.office)}", sheet.facts)
        ink.flush_right(sheet.right, y - baseline(sheet.facts), facts, sheet.facts)
        y -= sheet.facts.leading + 2
        return _Page(ink, y, self._heading(ink, y))

    def _heading(self, ink: Ink, top: float) -> float:
        sheet, scale = self._sheet, self._scale
        style = sheet.heading
        row = style.leading + 3
        ink.ground(sheet.left, top - 2 * row, sheet.measure, 2 * row, TINT)
        for column in self._columns:
            base = top - row - style.leading / 2 + style.leading - baseline(style)
            ink.centred(column.x + column.width / 2, base, column.heading, style)
        years: dict[int, list[float]] = {}
        for month, x, to_x in scale.marks():
            years.setdefault(month.year, [x, to_x])[1] = to_x
            label = str(month.month) if to_x - x < 3.2 * style.size else f"{month.month}月"
            if to_x - x >= 1.3 * style.size or month.month % 3 == 1:
                ink.centred((x + to_x) / 2, top - row - 1.5 - baseline(style), label, sheet.body)
        for year, (x, to_x) in years.items():
            ink.rule(x, top, x, top - row, width=HAIR_LINE, colour=HAIR)
            if to_x - x > style.typeface.width(f"{year}年", style.size):
                ink.centred((x + to_x) / 2, top - 1.5 - baseline(style), f"{year}年", style)
        for column in self._columns[1:]:
            ink.rule(column.x, top - 2 * row, column.x, top, width=HAIR_LINE, colour=HAIR)
        ink.rule(scale.left, top - 2 * row, scale.left, top, width=0.6, colour=EDGE)
        ink.rule(scale.left, top - row, sheet.right, top - row, width=HAIR_LINE, colour=HAIR)
        ink.rule(sheet.left, top - 2 * row, sheet.right, top - 2 * row, width=0.6, colour=EDGE)
        return top - 2 * row

    def _keep_page(self) -> None:
        page, sheet = self._page, self._sheet
        ink = page.ink
        ink.box(sheet.left, page.y, sheet.measure, page.top - page.y, edge=EDGE, line=FRAME_LINE)
        self._done.append(ink.content())

    def _turn_page(self) -> None:
        self._keep_page()
        self._page = self._open_page()
        if self._running:
            self._band_words(f"{self._running}（续）")

    # Rows ---------------------------------------------------------------------------------------

    def band(self, group: RunGroup) -> None:
        """The heading of a group; it is drawn with its first work, so that it never stands last on a page."""
        turn = len(self._bands) + (self._waiting != "") + 1
        self._running = ""
        self._waiting = (
            f"{_numeral(turn)}、{printable(group.title)}　共 {len(group.lines)} 项" if group.title else ""
        )

    def _draw_band(self) -> None:
        words, self._waiting = self._waiting, ""
        if words:
            self._running = words
            self._bands.append(Bookmark(words, len(self._done)))
            self._band_words(words)

    def _band_words(self, words: str) -> None:
        page, sheet = self._page, self._sheet
        lines = break_lines(words, sheet.band, sheet.measure - 12, justify=False)
        height = len(lines) * sheet.band.leading + 5
        page.ink.ground(sheet.left, page.y - height, sheet.measure, height, BAND)
        page.ink.block(sheet.left + 6, page.y - 2.5, lines, sheet.band)
        self._close_row(height)

    def work(self, line: RunLine, number: int) -> None:
        """One work; a row too high for what is left of a page goes over to the next, one too high for any is parted."""
        row = cells(line, number, self._columns, self._sheet)
        bars = lanes(line, self._scale, self._small, self._chart.on, own=self._single)
        height = self._height(row, bars)
        room = self._room() - (self._sheet.band.leading + 5 if self._waiting else 0)
        if height > room and (height <= self._fresh_room() or room < _LEAST_PART):
            self._turn_page()
        self._draw_band()
        whole: RunLine | None = line
        while (height := self._height(row, bars)) > self._room():
            room = self._room() - 2 * _PAD
            parts = [cell.parted(room) for cell in row]
            fitting = max(0, int((room - self._small.leading) / self._small.leading))
            self._draw(tuple(part for part, _ in parts), bars[:fitting], whole, room + 2 * _PAD)
            row, bars, whole = tuple(rest for _, rest in parts), bars[fitting:], None
            self._turn_page()
        self._draw(row, bars, whole, height)

    def _height(self, row: tuple[Cell, ...], bars: list[list[Lane]]) -> float:
        text = max(cell.height for cell in row)
        return max(text, (len(bars) + 1) * self._small.leading) + 2 * _PAD

    def _draw(
        self, row: tuple[Cell, ...], bars: list[list[Lane]], whole: RunLine | None, height: float
    ) -> None:
        page, sheet, scale = self._page, self._sheet, self._scale
        for index, (cell, column) in enumerate(zip(row, self._columns, strict=True)):
            y = page.y - _PAD
            for piece in cell.pieces:
                if index:
                    y = page.ink.block(column.x + sheet.pad, y, piece.lines, piece.style)
                else:
                    page.ink.centred(
                        column.x + column.width / 2,
                        y - baseline(piece.style),
                        piece.lines[0].text,
                        piece.style,
                    )
        self._upright(page.ink, page.y, page.y - height)
        step = self._small.leading
        if whole is not None:
            draw_whole(page.ink, whole, scale, self._chart.on, middle=page.y - _PAD - step * 0.4)
        tall = self._small.size * (1.0 if self._single else 0.72)
        for place, lane_row in enumerate(bars, start=1):
            middle = page.y - _PAD - step * (place + 0.35)
            for lane in lane_row:
                draw_lane(page.ink, lane, scale, self._small, on=self._chart.on, middle=middle, height=tall)
        self._close_row(height)

    def _upright(self, ink: Ink, top: float, foot: float) -> None:
        """The rules between columns and months beside one row."""
        for _, x, _ in self._scale.marks():
            ink.rule(x, foot, x, top, width=0.25, colour=MONTH)
        for column in self._columns[1:]:
            ink.rule(column.x, foot, column.x, top, width=HAIR_LINE, colour=HAIR)
        ink.rule(self._scale.left, foot, self._scale.left, top, width=0.6, colour=EDGE)
        if self._scale.shows(self._chart.on):
            x = self._scale.x(self._chart.on)
            ink.rule(x, foot, x, top, width=1.0, colour=LATE, dash="3 2")

    def _close_row(self, height: float) -> None:
        page, sheet = self._page, self._sheet
        page.y -= height
        page.ink.rule(sheet.left, page.y, sheet.right, page.y, width=HAIR_LINE, colour=HAIR)

    def _room(self) -> float:
        return self._page.y - self._sheet.bottom

    def _fresh_room(self) -> float:
        sheet = self._sheet
        head = sheet.title.leading + sheet.facts.leading + 2 * sheet.heading.leading + sheet.band.leading
        return sheet.top - sheet.bottom - head - 20

    def finish(self) -> tuple[bytes, int]:
        """Number the pages and close the file."""
        self._keep_page()
        sheet, total = self._sheet, len(self._done)
        for number, content in enumerate(self._done, start=1):
            foot = Ink(self._file)
            y = sheet.bottom - 16
            draw_legend(foot, sheet.left, y, sheet.running)
            foot.flush_right(sheet.right, y, f"第 {number} 页　共 {total} 页", sheet.running)
            self._file.add_page(f"{content}\n{foot.content()}", sheet.size)
        return self._file.finish([Bookmark(self._title, 0, tuple(self._bands))]), total


def _open_leading(chart: RunChart) -> float:
    """How far apart the nodes of a single work stand, in sizes of the type: few of them fill the sheet."""
    nodes = len(chart.groups[0].lines[0].nodes)
    return min(4.0, max(2.0, 28 / (nodes + 1)))


def _numeral(turn: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(turn, 10)
    if turn <= 10:  # noqa: PLR2004
        return _NUMERALS[turn]
    if tens > 9:  # noqa: PLR2004
        return str(turn)
    return f"{_NUMERALS[tens] if tens > 1 else ''}十{_NUMERALS[ones]}"
