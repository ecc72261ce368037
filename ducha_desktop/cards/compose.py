"""Puts one card together: picks the density, flows long texts on to continuation cards, draws."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ducha_desktop.cards import liaison, look, responsibility, supervision
from ducha_desktop.cards.chain import Chain
from ducha_desktop.cards.flow import Block, take, total_height
from ducha_desktop.cards.hand import LEAST, Band, draw_band, draw_code
from ducha_desktop.cards.header import Head, Header
from ducha_desktop.cards.kinds import Kind, Office
from ducha_desktop.cards.masthead import Masthead, Place
from ducha_desktop.cards.rows import Entry, Estimate, Item, Pair, Row, keep_whole, set_rows
from ducha_desktop.cards.timeline import Timeline, in_words
from ducha_desktop.cards.wording import deadline_full, short_names
from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.vocabulary import CardLevel
from ducha_desktop.services.papers import CardPaper
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Line, shortened
from ducha_desktop.typeset.pdf_file import PdfFile

KINDS: dict[CardLevel, Kind] = {
    CardLevel.LIAISON: liaison.KIND,
    CardLevel.RESPONSIBILITY: responsibility.KIND,
    CardLevel.SUPERVISION: supervision.KIND,
}

_TITLE_LINES = 2
"""A continuation sheet repeats the title only as far as it is needed to know the matter."""

_MANY = 88
"""Sheets of a card whose number isn't known yet: a count as wide as any."""

_FLOWING = 2
"""Index of the density used when a card needs continuation sheets."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a card, half an A4 page, ready to be drawn.

    Attributes:
        header: of a first sheet; continuation sheets have only a masthead and `title`.
        rows: with their upper edges found when drawn.
        closing: height kept free below the rows for handwriting, 0 on continuation sheets.
    """

    card: CardPaper
    kind: Kind
    office: Office
    header: Header | None
    masthead: Masthead
    right: float
    rows: Sequence[Block] = field(default_factory=tuple)
    title: tuple[Line, ...] = ()
    more: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What belongs to the grid: sheets with equal keys share one."""
        head = self.header.key if self.header else (self.masthead.key, len(self.title))
        facts = len(self.kind.slip.facts(self.card)) if self.kind.slip and self.header else 0
        return (self.card.level, head, facts, self.more, tuple(row.key for row in self.rows))

    def draw(self, file: PdfFile) -> str:
        """The content stream: the shared grid, then this card's values."""
        operator = file.form(self.key)
        if operator is None:
            grid = Ink(file)
            self._draw_grid(grid)
            operator = file.add_form(self.key, grid.content(), look.CARD)
        values = Ink(file)
        self._draw_values(values)
        return f"{operator}\n{values.content()}"

    @property
    def _rows_top(self) -> float:
        if self.header:
            return look.TOP - self.header.height
        return look.TOP - self.masthead.height - _title_height(self.title)

    def _draw_grid(self, ink: Ink) -> None:
        floor = look.BOTTOM + foot_height(self.office, self.right - look.LEFT)
        if self.header:
            self.header.draw_grid(ink)
        else:
            self.masthead.draw_grid(ink, look.TOP)
            edge = look.TOP - self.masthead.height - _title_height(self.title)
            ink.rule(look.LEFT, edge, self.right, edge, width=0.35, colour=look.HAIR)
        top = self._rows_top
        for row in self.rows:
            row.draw_grid(ink, top)
            top -= row.height
        if self.header:
            draw_band(ink, self.kind.fields, Band(look.LEFT, self.right, top, floor))
            top = floor
        body_top = look.TOP - self.masthead.height
        ink.box(look.LEFT, top, self.right - look.LEFT, body_top - top, edge=look.EDGE, line=0.6)
        _draw_foot(ink, self.office, self.right, more=self.more)
        if self.kind.slip and self.header:
            self.kind.slip.draw_grid(ink, len(self.kind.slip.facts(self.card)))

    def _draw_values(self, ink: Ink) -> None:
        if self.header:
            self.header.draw_values(ink)
        else:
            self.masthead.draw_values(ink, look.TOP)
            ink.block(look.LEFT + 6, look.TOP - self.masthead.height - 4, self.title, look.MATTER_LONG)
        top = self._rows_top
        for row in self.rows:
            row.draw_values(ink, top)
            top -= row.height
        if self.header:
            floor = look.BOTTOM + foot_height(self.office, self.right - look.LEFT)
            draw_code(ink, self.card, Band(look.LEFT, self.right, top, floor))
            if self.kind.slip:
                self.kind.slip.draw_values(ink, self.card)


def compose(card: CardPaper, place: Place, office: Office) -> list[Sheet]:
    """The sheets of one card: one, or more when its texts need them.

    Args:
        card: what to print.
        place: its number among its holder's cards.
        office: issuer, telephone, paper date.
    """
    kind = KINDS[card.level]
    right = look.RIGHT - (kind.slip.width if kind.slip else 0.0)
    header = _header(card, place, right)
    room = _room(header, office, right)
    rows = _fitting(card, kind, office, header, room)
    if total_height(rows) <= room:
        return [Sheet(card, kind, office, header, header.masthead, right, rows)]
    header = _header(card, replace(place, pages=_MANY), right)
    taken, rest = take(rows, _room(header, office, right))
    first = Sheet(card, kind, office, header, header.masthead, right, taken)
    return _with_continuations(first, place, rest)


def _header(card: CardPaper, place: Place, right: float) -> Header:
    chain, head = Chain(card, look.LEFT, right), Head(card, look.LEFT, right)
    return Header(Masthead(card, place, look.LEFT, right), chain, head)


def _room(header: Header, office: Office, right: float) -> float:
    """Height left for the rows of a first sheet."""
    foot = foot_height(office, right - look.LEFT)
    return look.TOP - look.BOTTOM - foot - header.height - LEAST


def foot_height(office: Office, width: float) -> float:
    """Height of the foot: one line, or two when issuer and date don't stand side by side."""
    left, right = _foot_words(office)
    measure = look.FOOT.typeface.width
    wide = measure(left, look.FOOT.size) + measure(right, look.FOOT.size) + 20
    return 15.0 if wide <= width else 27.0


def _fitting(card: CardPaper, kind: Kind, office: Office, header: Header, room: float) -> list[Block]:
    """The card's rows in the first density that fits; else in the one for flowing text.

    When a tighter one keeps at least the milestones on the first sheet, it is taken.
    """
    width = header.head.right - look.LEFT
    names = short_names(card)
    before = keep_whole(_extra(card, header) + kind.before(card, office), names)
    after = keep_whole(kind.after(card, office), names)
    bar = Timeline(card.milestones, office.on, look.LEFT, width) if kind.bar and card.milestones else None
    if kind.bar and (bar is None or not bar.fits):
        after = [Entry("节点", in_words(card.milestones, office.on) or "未设节点"), *after]
        bar = None
    estimate = Estimate([*before, *after], look.DENSITIES[0].value, width)
    bar_height = bar.height if bar else 0.0
    for density in look.DENSITIES:
        if estimate.height(density) + bar_height <= room:
            rows = _set(before, bar, after, density, width)
            if total_height(rows) <= room:
                return rows
    flowing = look.DENSITIES[_FLOWING]
    for density in look.DENSITIES[_FLOWING:] if bar is not None else ():
        if total_height(_set(before, bar, [], density, width)) <= room:
            flowing = density
            break
    return _set(before, bar, after, flowing, width)


def _set(before: list[Item], bar: Timeline | None, after: list[Item], density: look.Density,
         width: float) -> list[Block]:  # fmt: skip
    rows: list[Block] = [*set_rows(before, density, x=look.LEFT, width=width)]
    if bar is not None:
        rows.append(bar)
    return rows + set_rows(after, density, x=look.LEFT, width=width)


def _extra(card: CardPaper, header: Header) -> list[Item]:
    """Rows for what the header had no room for."""
    rows: list[Item] = []
    if header.head.is_cut:
        rows.append(Entry("事项", card.matter_title))
    if header.head.leaves_out_source:
        rows.append(Entry("来源", card.source))
    rows += [Entry(label, everybody) for label, everybody in header.chain.overflow]
    if not header.head.days_lines:
        rows.append(Entry("期限", card.days_text))
    if not header.head.says_due and card.level is not CardLevel.RESPONSIBILITY:
        rows.append(Entry("时限", deadline_full(card)))
    return rows


def _with_continuations(first: Sheet, place: Place, rest: list[Block]) -> list[Sheet]:
    """The first sheet, then as many sheets as `rest` needs, over the full width."""
    card, kind, office = first.card, first.kind, first.office
    width = look.RIGHT - look.LEFT
    title = shortened(card.matter_title, look.MATTER_LONG, width - 12, _TITLE_LINES)
    head = Masthead(card, replace(place, page=_MANY, pages=_MANY), look.LEFT, look.RIGHT).height
    room = look.TOP - look.BOTTOM - foot_height(office, width) - head - _title_height(title)
    if kind.slip:
        rest = [*set_rows(_unset(rest), look.DENSITIES[_FLOWING], x=look.LEFT, width=width)]
    parts: list[list[Block]] = []
    while rest:
        taken, rest = take(rest, room)
        if not taken:  # a block taller than a sheet: it is drawn rather than lost
            taken, rest = [rest[0]], rest[1:]
        parts.append(taken)
    pages = 1 + len(parts)
    header = _header(card, replace(place, pages=pages), first.right)
    sheets = [replace(first, header=header, masthead=header.masthead, more=True)]
    for page, part in enumerate(parts, 2):
        masthead = Masthead(card, Place(place.number, place.count, page, pages), look.LEFT, look.RIGHT)
        sheets.append(Sheet(card, kind, office, None, masthead, look.RIGHT, part, title, page < pages))
    return sheets


def _unset(rows: Sequence[Block]) -> list[Item]:
    """The entries of rows again, with the text that is still to be set."""
    items: list[Item] = []
    for row in rows:
        if not isinstance(row, Row):
            continue
        entries = [Entry(cell.label, cell.text[cell.lines[0].start :], cell.whole) for cell in row.cells]
        items.append(Pair(entries[0], entries[1]) if len(entries) > 1 else entries[0])
    return items


def _title_height(lines: tuple[Line, ...]) -> float:
    return len(lines) * look.MATTER_LONG.leading + 8


def _foot_words(office: Office) -> tuple[str, str]:
    contact = f"　联系电话 {printable(office.contact)}" if office.contact else ""
    return printable(office.issuer), f"{chinese_date(office.on)}印制{contact}"


def _draw_foot(ink: Ink, office: Office, right: float, *, more: bool) -> None:
    left_words, right_words = _foot_words(office)
    y = look.BOTTOM + 2
    if more:
        right_words = f"转续卡　{right_words}"
    if foot_height(office, right - look.LEFT) > 20:  # noqa: PLR2004 - two lines
        ink.text(look.LEFT, y + look.FOOT.leading, left_words, look.FOOT)
        ink.text(look.LEFT, y, right_words, look.FOOT)
        return
    ink.text(look.LEFT, y, left_words, look.FOOT)
    ink.flush_right(right, y, right_words, look.FOOT)
