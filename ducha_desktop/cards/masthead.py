"""Title line of a card: its name in red, card and matter number, sheet count, mark of a draft."""

from dataclasses import dataclass
from functools import cached_property

from ducha_desktop.cards import look
from ducha_desktop.services.papers import CardPaper
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Style, break_lines

_SIZES = (20.0, 17.0, 14.0, 12.0)
_SPREADS = {20.0: 3.0, 17.0: 1.5}
_MARK_WIDTH = 40.0
_GAP = 8.0
_BESIDE = 36.0
_TITLE_ROOM = 37.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands: `number` of `count` cards of its holder, `page` of its `pages` sheets."""

    number: int
    count: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True)
class Masthead:
    """The masthead of one card sheet between `x` and `right`."""

    card: CardPaper
    place: Place
    x: float
    right: float

    @cached_property
    def title(self) -> str:
        """The card's name, with 续 on continuation sheets."""
        name = printable(self.card.title).replace("\n", "")
        return f"{name}（续）" if self.place.page > 1 else name

    @cached_property
    def left_facts(self) -> tuple[str, str]:
        """Card number and matter number."""
        card = self.card
        return (
            f"卡号　{printable(card.card_number) or look.NOTHING}",
            f"事项　{printable(card.matter_number) or look.NOTHING}",
        )

    @cached_property
    def right_facts(self) -> tuple[str, str]:
        """Count of the holder's cards, and of this card's sheets; urgency beside it."""
        place = self.place
        count = f"第 {place.number} 张　共 {place.count} 张"
        sheets = f"本卡第 {place.page} 页　共 {place.pages} 页" if place.pages > 1 else ""
        return (count, sheets)

    @cached_property
    def style(self) -> Style:
        """The title's style: the largest size that stands within the card."""
        for size in _SIZES:
            style = Style(look.TITLE.role, size, size + 4, look.RED)
            if self._title_width(style) <= self._width - 2 * _MARK_WIDTH:
                return style
        return style

    @cached_property
    def beside(self) -> bool:
        """Whether the facts find room at both sides of the title; otherwise they stand below it."""
        room = (self._width - self._title_width(self.style)) / 2 - _GAP
        measure = look.FACTS.typeface.width
        left = max(measure(text, look.FACTS.size) for text in self.left_facts)
        right = max(measure(text, look.FACTS.size) for text in self.right_facts)
        marks = _MARK_WIDTH * len(self.marks)
        return left <= room and right + marks <= room

    @cached_property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The facts at the left and the right of each line below the title: as few lines as hold them."""
        numbers, counts = "　".join(self.left_facts), "　".join(filter(None, self.right_facts))
        room, measure = self._width - 4, look.FACTS.typeface.width
        for rows in (((numbers, counts),), tuple(zip(self.left_facts, self.right_facts, strict=True))):
            if all(measure(left + right, look.FACTS.size) + _GAP <= room for left, right in rows):
                return rows
        broken = break_lines(numbers, look.FACTS, room, justify=False)
        return (*((line.text, "") for line in broken), ("", counts))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """Boxed words beside the title: 拟办 on drafts, the degree of urgency."""
        urgent = printable(self.card.priority).strip()
        marks = ("拟办",) if self.card.draft else ()
        return (*marks, urgent) if urgent not in {"", "平件"} else marks

    @property
    def height(self) -> float:
        """Height down to below the double rule."""
        return _BESIDE if self.beside else _TITLE_ROOM + len(self.rows) * look.FACTS.leading

    @property
    def key(self) -> tuple[object, ...]:
        """What belongs to the grid."""
        return (self.title, self.height, self.marks)

    def draw_grid(self, ink: Ink, top: float) -> None:
        """Draw title, marks and the double rule."""
        spread = _SPREADS.get(self.style.size, 0.0)
        middle = (self.x + self.right) / 2
        ink.centred(middle, top - 19, self.title, self.style, spread=spread)
        x = middle + self._title_width(self.style) / 2 + _GAP
        for mark in self.marks:
            ink.box(x, top - 21.5, 32, 18, edge=look.RED, line=0.9)
            ink.centred(x + 16, top - 17.1, mark, look.MARK)
            x += _MARK_WIDTH
        bottom = top - self.height
        ink.rule(self.x, bottom + 5, self.right, bottom + 5, width=1.5, colour=look.RED)
        ink.rule(self.x, bottom + 2.4, self.right, bottom + 2.4, width=0.4, colour=look.RED)

    def draw_values(self, ink: Ink, top: float) -> None:
        """Set the numbers and counts."""
        beside = tuple(zip(self.left_facts, self.right_facts, strict=True))
        rows, y = (beside, top - 11) if self.beside else (self.rows, top - 36)
        for left, right in rows:
            ink.text(self.x + 2, y, left, look.FACTS)
            ink.flush_right(self.right - 2, y, right, look.FACTS)
            y -= look.FACTS.leading

    @property
    def _width(self) -> float:
        return self.right - self.x

    def _title_width(self, style: Style) -> float:
        spread = _SPREADS.get(style.size, 0.0)
        return style.typeface.width(self.title, style.size) + spread * (len(self.title) - 1)
