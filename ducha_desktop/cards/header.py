"""The upper part of every card: masthead, the three levels of responsibility, the matter and its light."""

from dataclasses import dataclass, replace
from functools import cached_property

from ducha_desktop.cards import look
from ducha_desktop.cards.chain import Chain
from ducha_desktop.cards.masthead import Masthead
from ducha_desktop.cards.wording import deadline, deadline_full, facts, percent
from ducha_desktop.domain.vocabulary import CardLevel, Light
from ducha_desktop.services.papers import CardPaper
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Line, Style, balanced, break_lines

PANEL_WIDTH = 172.0
_LEAST = 49.5
_MOST_LINES = 5
_MOST_FACT_LINES = 2
_ROOM = 10.0
_DAYS_EDGE = 52.0
_SEE_BELOW = "（全文见下栏）"


@dataclass(frozen=True)
class Head:
    """The matter's title with its light and deadline, at `x`..`right` below `top`."""

    card: CardPaper
    x: float
    right: float

    @cached_property
    def panel_width(self) -> float:
        """Width of the light's panel: narrower on the card that leaves room for its slip."""
        return min(PANEL_WIDTH, (self.right - self.x) * 0.38)

    @cached_property
    def _measure(self) -> float:
        return self.right - self.x - self.panel_width - 7 - _ROOM

    @cached_property
    def style(self) -> Style:
        """The matter's style: smaller when the title is long."""
        text = printable(self.card.matter_title)
        return look.MATTER if len(break_lines(text, look.MATTER, self._measure)) <= 2 else look.MATTER_LONG  # noqa: PLR2004

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The title's lines; a very long title is given in full in a row below."""
        text = printable(self.card.matter_title).strip() or look.NOTHING
        lines = balanced(text, self.style, self._measure)
        if len(lines) <= _MOST_LINES:
            return lines
        short = text[: lines[_MOST_LINES].start - len(_SEE_BELOW) - 1] + "…" + _SEE_BELOW
        return break_lines(short, self.style, self._measure, justify=False)

    @property
    def is_cut(self) -> bool:
        """Whether the title must be repeated in full below."""
        return self.lines[-1].text.endswith(_SEE_BELOW)

    @cached_property
    def meta(self) -> tuple[Line, ...]:
        """Ledger, source and state below the title."""
        card = self.card
        source = "" if self.leaves_out_source else card.source
        return self._facts(card.ledger, source, card.state_word)

    @cached_property
    def leaves_out_source(self) -> bool:
        """Whether the source is too long to stand here and is given in a row below."""
        card = self.card
        return len(self._facts(card.ledger, card.source, card.state_word)) > _MOST_FACT_LINES

    def _facts(self, *parts: str) -> tuple[Line, ...]:
        text = printable(facts(*parts)).replace("\n", " ")
        lines = break_lines(text, look.SMALL, self._measure, justify=False)
        return tuple(replace(line, text=line.text.rstrip("　·")) for line in lines)

    @cached_property
    def _whole_due(self) -> tuple[Line, ...]:
        """The whole deadline if the panel shall and can give it; 责任卡 have a row for it, 定时间."""
        if self.card.level is CardLevel.RESPONSIBILITY:
            return ()
        return self._due(deadline_full(self.card))

    @property
    def says_due(self) -> bool:
        """Whether the panel gives the whole deadline."""
        return bool(self._whole_due)

    @cached_property
    def due_lines(self) -> tuple[Line, ...]:
        """The deadline in the panel, or its date alone; empty when its words are too long for it."""
        return self._whole_due or self._due(deadline(self.card))

    def _due(self, words: str) -> tuple[Line, ...]:
        """At most two lines, broken before a bracket if that helps; empty when there would be more."""
        text, room = printable(words), self.panel_width - 2 * _ROOM - 28
        lines = break_lines(text, look.PANEL, room, justify=False)
        if len(lines) > 1 and "（" in text:
            lines = min(
                break_lines(text.replace("（", "\n（", 1), look.PANEL, room, justify=False), lines, key=len
            )
        return lines if len(lines) <= 2 else ()  # noqa: PLR2004

    @cached_property
    def _days_style(self) -> Style:
        days = printable(self.card.days_text)
        room = self.panel_width - 2 * _ROOM - _DAYS_EDGE
        return look.DAYS if look.DAYS.typeface.width(days, look.DAYS.size) <= room else look.CHAIN_LABEL

    @cached_property
    def days_lines(self) -> tuple[Line, ...]:
        """The days left beside the light; empty when their words are too long for it."""
        room = self.panel_width - 2 * _ROOM - _DAYS_EDGE
        lines = break_lines(printable(self.card.days_text), self._days_style, room, justify=False)
        return lines if len(lines) <= 2 else ()  # noqa: PLR2004

    @cached_property
    def height(self) -> float:
        """Height of the whole part."""
        words = len(self.lines) * self.style.leading + len(self.meta) * look.SMALL.leading + 10
        panel = _LEAST + max(0, len(self.due_lines) - 1) * look.PANEL.leading
        return max(words, panel)

    @property
    def key(self) -> tuple[object, ...]:
        """What belongs to the grid."""
        return (round(self.height, 1), len(self.due_lines))

    def draw_grid(self, ink: Ink, top: float) -> None:
        """Draw the panel's ground and the words that never change."""
        left, bottom = self.right - self.panel_width, top - self.height
        ink.ground(left, bottom, self.panel_width, self.height, look.TINT)
        ink.rule(left, bottom, left, top, width=0.35, colour=look.HAIR)
        ink.rule(self.x, bottom, self.right, bottom, width=0.35, colour=look.HAIR)
        ink.text(left + _ROOM, top - 30.5, "时限", look.CHAIN_LABEL)
        ink.text(left + _ROOM, self._progress_line(top), "进度", look.CHAIN_LABEL)

    def draw_values(self, ink: Ink, top: float) -> None:
        """Set title, facts, light, deadline and progress."""
        free = self.height - len(self.lines) * self.style.leading - len(self.meta) * look.SMALL.leading - 2
        y = ink.block(self.x + 7, top - free / 2, self.lines, self.style)
        y = self._draw_priority(ink, y - 2)
        left = self.right - self.panel_width
        self._draw_light(ink, left + _ROOM, top)
        value_x = left + _ROOM + 28
        if self.due_lines:
            for index, line in enumerate(self.due_lines):
                ink.text(value_x, top - 30.5 - index * look.PANEL.leading, line.text, look.PANEL)
        else:
            ink.text(value_x, top - 30.5, "见“时限”栏", look.PANEL)
        self._draw_progress(ink, value_x, self._progress_line(top))

    def _draw_priority(self, ink: Ink, y: float) -> float:
        x = self.x + 7
        return ink.block(x, y, self.meta, look.SMALL)

    def _draw_light(self, ink: Ink, x: float, top: float) -> None:
        light = self.card.light
        draw_light(ink, x + 6.5, top - 11.5, light)
        ink.text(x + 18, top - 16.5, light.word, look.LIGHT_WORD)
        if len(self.days_lines) == 1:
            ink.text(x + _DAYS_EDGE, top - 15.5, self.days_lines[0].text, self._days_style)
            return
        for index, line in enumerate(self.days_lines):
            ink.text(x + _DAYS_EDGE, top - 10 - index * 10.5, line.text, self._days_style)

    def _draw_progress(self, ink: Ink, x: float, y: float) -> None:
        share = self.card.progress_percent
        ink.text(x, y, percent(share), look.PANEL)
        if share is None:
            return
        start, end = x + 38, self.right - _ROOM
        ink.box(start, y + 1, end - start, 5, fill=look.TRACK)
        ink.box(start, y + 1, (end - start) * min(max(share, 0.0), 100.0) / 100, 5, fill=look.EDGE)

    def _progress_line(self, top: float) -> float:
        return top - 30.5 - max(1, len(self.due_lines)) * look.PANEL.leading - 1


def draw_light(ink: Ink, x: float, y: float, light: Light, radius: float = 6.2) -> None:
    """Draw a light: colour with a dark edge, so that it shows in black and white beside its word."""
    side = radius * 2 + 2
    ink.stamp(
        ("light", light, radius), x, y, side,
        lambda stamp: stamp.disc(side / 2, side / 2, radius, fill=look.LIGHTS[light], edge=look.EDGE, line=0.6),
    )  # fmt: skip


@dataclass(frozen=True)
class Header:
    """Masthead, chain and head of a card's first page."""

    masthead: Masthead
    chain: Chain
    head: Head

    @property
    def height(self) -> float:
        """Height from the card's upper margin to the first row."""
        return self.masthead.height + self.chain.height + self.head.height

    @property
    def key(self) -> tuple[object, ...]:
        """What belongs to the grid."""
        return (self.masthead.key, self.chain.key, self.head.key)

    def draw_grid(self, ink: Ink) -> None:
        """Draw what never changes."""
        top = look.TOP
        self.masthead.draw_grid(ink, top)
        self.chain.draw_grid(ink, top - self.masthead.height)
        self.head.draw_grid(ink, top - self.masthead.height - self.chain.height)

    def draw_values(self, ink: Ink) -> None:
        """Set the values."""
        top = look.TOP
        self.masthead.draw_values(ink, top)
        self.chain.draw_values(ink, top - self.masthead.height)
        self.head.draw_values(ink, top - self.masthead.height - self.chain.height)
