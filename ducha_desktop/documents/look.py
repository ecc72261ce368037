"""The look of long printed papers: colours, styles and measures (points) by sheet size."""

from dataclasses import dataclass

from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.lines import Colour, Style
from ducha_desktop.typeset.paper import A4_LYING, MM
from ducha_desktop.typeset.signals import LIGHT_INKS

INK: Colour = (0.08, 0.08, 0.08)
QUIET: Colour = (0.34, 0.35, 0.37)
HAIR: Colour = (0.58, 0.59, 0.61)
EDGE: Colour = (0.16, 0.17, 0.18)
TINT: Colour = (0.925, 0.937, 0.953)
BAND: Colour = (0.968, 0.965, 0.955)
LATE: Colour = (0.7, 0.08, 0.1)

LIGHTS: dict[str, Colour] = {Light(code).word: ink for code, ink in LIGHT_INKS.items()}
"""Colour of the disc beside the word."""

HAIR_LINE = 0.35
FRAME_LINE = 0.9


@dataclass(frozen=True, slots=True)
class Sheet:
    """A lying sheet and the type on it.

    Attributes:
        size: width and height.
        margins: left, right, top, bottom.
        pad: white at both sides of a cell's text; half of it above and below.
    """

    size: tuple[float, float]
    margins: tuple[float, float, float, float]
    title: Style
    facts: Style
    running: Style
    heading: Style
    body: Style
    late: Style
    light: Style
    band: Style
    sign: Style
    pad: float

    @property
    def left(self) -> float:
        """Left edge of the type area."""
        return self.margins[0]

    @property
    def right(self) -> float:
        """Right edge of the type area."""
        return self.size[0] - self.margins[1]

    @property
    def top(self) -> float:
        """Upper edge of the type area."""
        return self.size[1] - self.margins[2]

    @property
    def bottom(self) -> float:
        """Lower edge of the type area; the page number stands below it."""
        return self.margins[3]

    @property
    def measure(self) -> float:
        """Width of the type area."""
        return self.right - self.left


def _sheet(
    size: tuple[float, float], margins: tuple[float, float, float, float], *, body: float, title: float
) -> Sheet:
    return Sheet(
        size=size,
        margins=margins,
        title=Style(Role.TITLE, title, title * 1.4, INK),
        facts=Style(Role.SONG, body + 1, (body + 1) * 1.5, INK),
        running=Style(Role.SONG, 9, 13, QUIET),
        heading=Style(Role.HEI, body, body * 1.36, INK),
        body=Style(Role.SONG, body, body * 1.36, INK),
        late=Style(Role.SONG, body, body * 1.36, LATE),
        light=Style(Role.HEI, body, body * 1.36, INK),
        band=Style(Role.HEI, body + 0.5, body * 1.5, INK),
        sign=Style(Role.SONG, body + 1, (body + 1) * 1.7, INK),
        pad=3.4,
    )


SHEETS: dict[str, Sheet] = {
    "A4": _sheet(A4_LYING, (14 * MM, 12 * MM, 13 * MM, 15 * MM), body=9, title=18),
    "A3": _sheet((420 * MM, 297 * MM), (18 * MM, 15 * MM, 16 * MM, 17 * MM), body=10.5, title=24),
}
