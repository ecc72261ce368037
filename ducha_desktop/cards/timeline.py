"""Milestones as a bar: done, pending and late nodes with their dates, and where today stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from ducha_desktop.cards import look
from ducha_desktop.cards.rows import INSET, LABEL_WIDTH, draw_label
from ducha_desktop.cards.wording import short_day
from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.services.papers import MilestoneMark
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Line, Style, break_lines

PER_BAR = 7
MOST = 12
"""More milestones than this are listed in words instead."""

_NAME = Style(Role.SONG, 9, 11.5, look.INK)
_DATE = Style(Role.SONG, 9, 11.5, look.QUIET)
_LATE = Style(Role.HEI, 9, 11.5, look.RED)
_MOST_NAME_LINES = 3
_ABOVE, _BELOW = 9.5, 6.5
_PAD = 3.0
_GAP = 2.0
_RADIUS = 4.4
_SIGN = 12.0


@dataclass(frozen=True, slots=True)
class Node:
    """A milestone in its place: centre `x`, name lines, words below and how it stands."""

    x: float
    lines: tuple[Line, ...]
    below: str
    done: bool
    late: bool
    due: date | None


def describe(milestone: MilestoneMark, today: date) -> str:
    """`8月30日完成`, `11月5日逾期`, `11月18日`, or the original words."""
    if milestone.done_on is not None:
        return f"{short_day(milestone.done_on, today)}完成"
    if milestone.due is None:
        return printable(milestone.text).replace("\n", " ") or look.NOTHING
    word = "逾期" if milestone.due < today else ""
    return short_day(milestone.due, today) + word


def in_words(milestones: Sequence[MilestoneMark], today: date) -> str:
    """All milestones as a numbered list; each ends in a bracket, so that white alone parts them."""
    return "　".join(
        f"{number}. {printable(milestone.name)}（{describe(milestone, today)}）"
        for number, milestone in enumerate(milestones, 1)
    )


@dataclass(frozen=True)
class Timeline:
    """The bar as a row of a card; `fits` says whether every word finds its place."""

    milestones: tuple[MilestoneMark, ...]
    today: date
    x: float
    width: float

    @cached_property
    def bars(self) -> tuple[tuple[Node, ...], ...]:
        """The nodes of each bar, at most `PER_BAR`, evenly shared."""
        count = len(self.milestones)
        bars = -(-count // PER_BAR)
        per_bar = -(-count // bars)
        groups = [self.milestones[start : start + per_bar] for start in range(0, count, per_bar)]
        return tuple(self._nodes(group, per_bar) for group in groups)

    @cached_property
    def fits(self) -> bool:
        """Whether the milestones can be drawn as a bar at all."""
        if not 0 < len(self.milestones) <= MOST:
            return False
        room = self._room / min(len(self.milestones), PER_BAR) - 4
        return all(
            len(node.lines) <= _MOST_NAME_LINES and _DATE.typeface.width(node.below, 9) <= room
            for bar in self.bars
            for node in bar
        )

    @cached_property
    def height(self) -> float:
        """Height of the row."""
        return sum(self._bar_height(bar) for bar in self.bars) + 2 * _PAD

    @property
    def key(self) -> tuple[object, ...]:
        """What belongs to the grid."""
        return ("timeline", round(self.height, 1), self.x, self.width)

    def split(self, room: float) -> tuple["Timeline | None", "Timeline | None"]:
        """A bar is never split."""
        return (self, None) if self.height <= room else (None, self)

    def draw_grid(self, ink: Ink, top: float) -> None:
        """Draw label, tint and rule."""
        bottom = top - self.height
        ink.ground(self.x, bottom, LABEL_WIDTH, self.height, look.TINT)
        ink.rule(self.x + LABEL_WIDTH, bottom, self.x + LABEL_WIDTH, top, width=0.35, colour=look.HAIR)
        ink.rule(self.x, bottom, self.x + self.width, bottom, width=0.35, colour=look.HAIR)
        middle = (top + bottom) / 2
        draw_label(ink, self.x, middle + 6, "节点")
        centre = self.x + LABEL_WIDTH / 2
        ink.centred(centre + 4, middle - 11, "今日", _DATE)
        _triangle(ink, centre - 11, middle - 8)

    def draw_values(self, ink: Ink, top: float) -> None:
        """Draw the bars with names above and dates below."""
        y = top - _PAD
        for bar in self.bars:
            y = self._draw_bar(ink, bar, y)
        self._draw_today(ink, top - _PAD)

    @property
    def _room(self) -> float:
        return self.width - LABEL_WIDTH - 2 * INSET

    def _nodes(self, group: Sequence[MilestoneMark], per_bar: int) -> tuple[Node, ...]:
        step = self._room / per_bar
        start = self.x + LABEL_WIDTH + INSET
        nodes = []
        for index, milestone in enumerate(group):
            name = printable(milestone.name).replace("\n", " ")
            late = milestone.done_on is None and milestone.due is not None and milestone.due < self.today
            lines = break_lines(name or look.NOTHING, _NAME, step - 4, justify=False)
            nodes.append(
                Node(start + (index + 0.5) * step, lines, describe(milestone, self.today),
                     milestone.done_on is not None, late, milestone.due)
            )  # fmt: skip
        return tuple(nodes)

    def _bar_height(self, bar: Sequence[Node]) -> float:
        return max(len(node.lines) for node in bar) * _NAME.leading + _ABOVE + _BELOW + _DATE.leading + _GAP

    def _axis(self, bar: Sequence[Node], top: float) -> float:
        return top - max(len(node.lines) for node in bar) * _NAME.leading - _ABOVE

    def _draw_bar(self, ink: Ink, bar: Sequence[Node], top: float) -> float:
        axis = self._axis(bar, top)
        ink.rule(bar[0].x, axis, bar[-1].x, axis, width=2.2, colour=look.TRACK)
        green = look.LIGHTS[Light.GREEN]
        for before, after in pairwise(bar):
            if before.done and after.done:
                ink.rule(before.x, axis, after.x, axis, width=2.2, colour=green)
        for node in bar:
            _sign(ink, node, axis)
            y = axis + _ABOVE + (len(node.lines) - 1) * _NAME.leading + 2.6
            for line in node.lines:
                ink.centred(node.x, y, line.text, _NAME)
                y -= _NAME.leading
            ink.centred(node.x, axis - _BELOW - 8.5, node.below, _LATE if node.late else _DATE)
        return top - self._bar_height(bar)

    def _draw_today(self, ink: Ink, top: float) -> None:
        """Mark today on the bar whose dates enclose it; no mark when the dates don't run on."""
        dues = [node.due for bar in self.bars for node in bar]
        dates = [due for due in dues if due is not None]
        if len(dates) != len(dues) or dates != sorted(dates):
            return
        for bar in self.bars:
            axis = self._axis(bar, top)
            last = bar[-1].due
            if last is not None and (self.today <= last or bar is self.bars[-1]):
                _triangle(ink, self._today_x(bar), axis + 3.4)
                return
            top -= self._bar_height(bar)

    def _today_x(self, bar: Sequence[Node]) -> float:
        step = self._room / max(1, len(bar))
        before: Node | None = None
        for node in bar:
            if node.due is not None and self.today <= node.due:
                if before is None or before.due is None or before.due == node.due:
                    return node.x if self.today == node.due else node.x - min(step / 2, 14)
                share = (self.today - before.due) / (node.due - before.due)
                return before.x + share * (node.x - before.x)
            before = node
        return bar[-1].x + min(step / 2, 14)


def _triangle(ink: Ink, x: float, y: float) -> None:
    """A red pointer with its tip at (x, y)."""
    ink.polygon([(x, y), (x - 3.2, y + 5.4), (x + 3.2, y + 5.4)], fill=look.RED)


def _sign(ink: Ink, node: Node, y: float) -> None:
    """Done: filled with a tick; late: ring with a cross; pending: ring."""
    draw = _done if node.done else _late if node.late else _pending
    ink.stamp(draw.__name__, node.x, y, _SIGN, draw)


def _done(ink: Ink) -> None:
    x = y = _SIGN / 2
    green = look.LIGHTS[Light.GREEN]
    ink.disc(x, y, _RADIUS, fill=green, edge=green)
    ink.polygon([(x - 2, y), (x - 0.5, y - 1.7), (x + 2.2, y + 1.7)], edge=look.WHITE, line=1.1, closed=False)


def _late(ink: Ink) -> None:
    x = y = _SIGN / 2
    ink.disc(x, y, _RADIUS, fill=look.WHITE, edge=look.RED, line=1.1)
    ink.polygon([(x - 1.7, y - 1.7), (x + 1.7, y + 1.7)], edge=look.RED, line=1.1, closed=False)
    ink.polygon([(x - 1.7, y + 1.7), (x + 1.7, y - 1.7)], edge=look.RED, line=1.1, closed=False)


def _pending(ink: Ink) -> None:
    ink.disc(_SIGN / 2, _SIGN / 2, _RADIUS, fill=look.WHITE, edge=look.EDGE, line=1.1)
