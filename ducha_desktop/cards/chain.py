"""The three levels of responsibility side by side, the card's own level marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ducha_desktop.cards import look
from ducha_desktop.cards.wording import people
from ducha_desktop.domain.vocabulary import CardLevel
from ducha_desktop.services.papers import CardPaper
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Style, break_lines, by_entries

_LABELS = ("联系领导", "责任领导", "承办单位")
_LEVELS = (CardLevel.LIAISON, CardLevel.RESPONSIBILITY, CardLevel.SUPERVISION)
_LABEL_WIDTH = 46.0
_INDENT = 7.0
_NARROW = 160.0
_PAD = 3.6
_MOST_LINES = 4
_ARROW = 3.4


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a column: `x` from the column's text edge, `y` down from its top."""

    x: float
    y: float
    text: str
    style: Style


@dataclass(frozen=True)
class Chain:
    """Liaison leader → responsible leader → lead unit, between `x` and `right`."""

    card: CardPaper
    x: float
    right: float

    @cached_property
    def columns(self) -> tuple[tuple[Mark, ...], ...]:
        """The three columns' lines."""
        return tuple(self._column(index) for index in range(3))

    @cached_property
    def _full(self) -> tuple[tuple[Mark, ...], ...]:
        """Everybody of every column, however many."""
        return tuple(
            tuple(self._all([person for person in self._people(index) if person[0]], own=index == self.own))
            for index in range(3)
        )

    @cached_property
    def overflow(self) -> tuple[tuple[str, str], ...]:
        """(label, everybody) of columns whose people find no room; they are listed in rows below."""
        return tuple(
            (_LABELS[index], people(self._people(index)))
            for index in range(3)
            if _rows(self._full[index]) > _MOST_LINES
        )

    @cached_property
    def height(self) -> float:
        """Height of the band."""
        lowest = max(
            (mark.y + mark.style.leading for column in self.columns for mark in column), default=16.0
        )
        return max(lowest, 16.0) + _PAD * 2

    @property
    def own(self) -> int:
        """Index of the card's own level."""
        return _LEVELS.index(self.card.level)

    @property
    def key(self) -> tuple[object, ...]:
        """What belongs to the grid."""
        return (round(self.height, 1), self.own)

    def draw_grid(self, ink: Ink, top: float) -> None:
        """Draw labels, the mark of the own level and the arrows."""
        bottom, width = top - self.height, self._width
        for index, label in enumerate(_LABELS):
            x = self.x + index * width
            if index == self.own:
                ink.ground(x, bottom, width, self.height, look.TINT)
                ink.box(x, bottom, 2.4, self.height, fill=look.RED)
            style = look.CHAIN_OWN_LABEL if index == self.own else look.CHAIN_LABEL
            ink.text(x + _INDENT, top - _PAD - (9 if self._stacked else 12), label, style)
            if index:
                middle = (top + bottom) / 2
                ink.polygon(
                    [(x - 9, middle + 5), (x - 9 + _ARROW, middle), (x - 9, middle - 5)],
                    edge=look.RED, line=0.9, closed=False,
                )  # fmt: skip
        ink.rule(self.x, bottom, self.right, bottom, width=0.35, colour=look.HAIR)

    def draw_values(self, ink: Ink, top: float) -> None:
        """Set names and posts."""
        for index, column in enumerate(self.columns):
            x = self.x + index * self._width + self._text_edge
            for mark in column:
                ink.text(x + mark.x, top - _PAD - mark.y - 12, mark.text, mark.style)

    @property
    def _width(self) -> float:
        return (self.right - self.x) / 3

    @property
    def _first_y(self) -> float:
        return look.CHAIN_LABEL.leading if self._stacked else 0.0

    @property
    def _measure(self) -> float:
        return self._width - self._text_edge - 11

    @property
    def _stacked(self) -> bool:
        """Whether labels stand above the names, because the card is narrow."""
        return self._width < _NARROW

    @property
    def _text_edge(self) -> float:
        return _INDENT if self._stacked else _LABEL_WIDTH

    def _people(self, index: int) -> Sequence[tuple[str, str]]:
        card = self.card
        if index == 2:  # noqa: PLR2004 - the unit's column
            return self._units()
        listed = card.liaison_leaders if index == 0 else card.responsible_leaders
        if index != self.own:
            return listed
        return ((card.holder, card.holder_post), *(person for person in listed if person[0] != card.holder))

    def _units(self) -> Sequence[tuple[str, str]]:
        card = self.card
        if self.own != 2:  # noqa: PLR2004
            return ((card.lead_unit, ""),)
        if card.holder == card.lead_unit:
            return ((card.holder, card.role),)
        return ((card.holder, card.role or "配合"), (card.lead_unit, "牵头"))

    def _column(self, index: int) -> tuple[Mark, ...]:
        marks = self._full[index]
        if not marks:
            return (Mark(0, self._first_y, look.NOTHING, look.CHAIN_NAME),)
        if _rows(marks) <= _MOST_LINES:
            return marks
        named = [person for person in self._people(index) if person[0]]
        short = self._person(named[0], self._first_y, own=index == self.own, short=True)
        y = short[-1].y + short[-1].style.leading
        words = f"等 {len(named)} 位，见下栏" if len(named) > 1 else "全称见下栏"
        return (*short, Mark(0, y, words, look.CHAIN_MORE))

    def _all(self, named: Sequence[tuple[str, str]], *, own: bool) -> list[Mark]:
        marks: list[Mark] = []
        for person in named:
            y = marks[-1].y + marks[-1].style.leading if marks else self._first_y
            marks += self._person(person, y, own=own and not marks, short=False)
        return marks

    def _person(self, person: tuple[str, str], y: float, *, own: bool, short: bool) -> list[Mark]:
        """Name and post, on one line when both find room."""
        name, post = printable(person[0]), printable(person[1])
        style = look.CHAIN_OWN if own else look.CHAIN_NAME
        names = break_lines(name, style, self._measure, justify=False)
        marks = [Mark(0, y + row * style.leading, line.text, style) for row, line in enumerate(names)]
        if short:
            return marks[:2]
        if not post:
            return marks
        after = names[-1].width + 6
        if after + look.CHAIN_MORE.typeface.width(post, look.CHAIN_MORE.size) <= self._measure:
            marks.append(Mark(after, marks[-1].y, post, look.CHAIN_MORE))
            return marks
        y = marks[-1].y + style.leading - (1.5 if own else 0.0)
        marks += [
            Mark(0, y + row * look.CHAIN_MORE.leading, line, look.CHAIN_MORE)
            for row, line in enumerate(by_entries(post, look.CHAIN_MORE, self._measure))
        ]
        return marks


def _rows(marks: Sequence[Mark]) -> int:
    return len({mark.y for mark in marks})
