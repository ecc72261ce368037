"""The look of the cards: one place for colours, styles and measures (points)."""

from dataclasses import dataclass

from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.lines import Colour, Style
from ducha_desktop.typeset.paper import A5_LYING, MM
from ducha_desktop.typeset.signals import LIGHT_INKS

RED: Colour = (0.58, 0.09, 0.1)
INK: Colour = (0.1, 0.1, 0.1)
QUIET: Colour = (0.36, 0.34, 0.33)
HAIR: Colour = (0.66, 0.62, 0.59)
EDGE: Colour = (0.3, 0.27, 0.26)
TINT: Colour = (0.969, 0.957, 0.941)
WHITE: Colour = (1.0, 1.0, 1.0)
TRACK: Colour = (0.86, 0.84, 0.82)

LIGHTS: dict[Light, Colour] = {Light(code): ink for code, ink in LIGHT_INKS.items()} | {Light.NONE: WHITE}

NOTHING = "—"
"""Stands where a field is empty: an empty box would be mistaken for a place to write."""

CARD = A5_LYING
"""Every card is drawn on half an A4 sheet; layouts place or enlarge it."""

LEFT = 12 * MM
RIGHT = CARD[0] - 12 * MM
TOP = CARD[1] - 7 * MM
BOTTOM = 6 * MM

SMALLEST = 9.0
"""No text is smaller than this (`documents.md`)."""

TITLE = Style(Role.TITLE, 20, 24, RED)
MARK = Style(Role.TITLE, 13, 16, RED)
FACTS = Style(Role.SONG, 9, 12.5, INK)
SMALL = Style(Role.SONG, 9, 12, QUIET)
FOOT = Style(Role.SONG, 9, 12, QUIET)
CHAIN_LABEL = Style(Role.HEI, 9, 12, QUIET)
CHAIN_OWN_LABEL = Style(Role.HEI, 9, 12, RED)
CHAIN_NAME = Style(Role.KAI, 11, 14, INK)
CHAIN_OWN = Style(Role.KAI, 13, 16, INK)
CHAIN_MORE = Style(Role.KAI, 9.5, 12.5, INK)
MATTER = Style(Role.TITLE, 14, 18.5, INK)
MATTER_LONG = Style(Role.TITLE, 11, 14.5, INK)
LIGHT_WORD = Style(Role.HEI, 14, 17, INK)
DAYS = Style(Role.HEI, 10.5, 14, INK)
PANEL = Style(Role.SONG, 9.5, 12.5, INK)
LABEL = Style(Role.HEI, 9.5, 13, INK)
HAND = Style(Role.HEI, 9, 12, QUIET)


@dataclass(frozen=True, slots=True)
class Density:
    """How tightly a card's rows are set; the first that fits is taken, never below `SMALLEST`."""

    value: Style
    pad: float


DENSITIES = (
    Density(Style(Role.KAI, 11, 15.4, INK), 3.6),
    Density(Style(Role.KAI, 10.5, 14, INK), 2.6),
    Density(Style(Role.KAI, 10, 12.9, INK), 2.0),
    Density(Style(Role.KAI, 9.5, 12, INK), 1.7),
    Density(Style(Role.KAI, 9, 11.2, INK), 1.2),
)
