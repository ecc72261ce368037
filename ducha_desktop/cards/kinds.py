"""What tells the three cards apart: their rows, their fields for handwriting, their slip."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ducha_desktop.cards.hand import Field
from ducha_desktop.cards.rows import Item
from ducha_desktop.services.papers import CardPaper
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.lines import Line


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues the cards and when, in words."""

    issuer: str
    contact: str
    on: date


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt beside the card, to be cut off: its width, the lines at its head, how it is drawn."""

    width: float
    facts: Callable[[CardPaper], tuple[Line, ...]]
    draw_grid: Callable[[Ink, int], None]
    draw_values: Callable[[Ink, CardPaper], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of card.

    Attributes:
        before, after: rows above and below the milestones.
        bar: whether milestones are drawn as a bar (else `after` names them in words).
        fields: fields for handwriting.
    """

    before: Callable[[CardPaper, Office], list[Item]]
    after: Callable[[CardPaper, Office], list[Item]]
    bar: bool
    fields: tuple[Field, ...]
    slip: Slip | None = None
