"""What charts are drawn with: a ReportLab drawing, the places on it that mean something, and its SVG."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from reportlab.graphics.shapes import Circle, Drawing, Line, Path, PolyLine, Rect, String
from reportlab.lib.colors import HexColor

from ducha_desktop.typeset.faces import UI_FAMILY, Role
from ducha_desktop.typeset.typeface import typeface

_CLIP = re.compile(r"<clipPath.*?</clipPath>|clip-path: url\(#clip\)", re.DOTALL)
"""Qt's SVG has no clipping: it would paint the frame black."""


@dataclass(frozen=True, slots=True)
class ChartInk:
    """Colours of a chart as `#rrggbb`, and the size of its words in points (pixels in the window)."""

    text: str = "#1b2430"
    soft: str = "#556070"
    line: str = "#e4e7ec"
    track: str = "#eef0f3"
    size: float = 12.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the chart that means something; measured from the upper left corner."""

    x: float
    y: float
    width: float
    height: float
    key: str
    words: str


@dataclass
class Chart:
    """A finished drawing; `spots` are in reading order."""

    drawing: Drawing
    spots: list[Spot] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Width in points."""
        return float(self.drawing.width)

    @property
    def height(self) -> float:
        """Height in points."""
        return float(self.drawing.height)

    @cached_property
    def svg(self) -> bytes:
        """The drawing for the window, its words in the window's own family."""
        from reportlab.graphics import renderSVG

        words = _CLIP.sub("", renderSVG.drawToString(self.drawing)).replace("fill: None", "fill: none")
        for role, family in ((Role.HEI, UI_FAMILY), (Role.FILLER, "Ducha Filler")):
            words = words.replace(f"Ducha-{role.value}", family)
        return words.encode()


_Point = tuple[float, float]
_ARC = 0.5523
"""How far towards the corner the control points of a quarter circle stand."""
_SEAM = 1.5
"""Between two stretches of a bar, so that they are told apart without their colours."""


def _corner(shape: Path, begin: _Point, corner: _Point, end: _Point) -> None:
    """A quarter circle from `begin` to `end` around the inside of `corner`."""
    if begin == end:
        return
    first, second = (
        tuple(at + (to - at) * _ARC for at, to in zip(point, corner, strict=True)) for point in (begin, end)
    )
    shape.curveTo(*first, *second, *end)


class Easel:
    """A drawing whose origin is the upper left corner; lengths are points."""

    def __init__(self, width: float, height: float, ink: ChartInk) -> None:
        """Put up an empty drawing."""
        self.width, self.height, self.ink = width, height, ink
        self.drawing = Drawing(width, height)
        self.spots: list[Spot] = []
        self.face = typeface(Role.HEI)

    def done(self) -> Chart:
        """What was drawn."""
        return Chart(self.drawing, self.spots)

    def rect(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle; nothing where it has no width."""
        if width > 0:
            self.drawing.add(
                Rect(x, self.height - y - height, width, height, fillColor=HexColor(colour), strokeColor=None)
            )

    def bar(
        self,
        place: tuple[float, float, float, float],
        stretches: Iterable[tuple[float, str]],
        track: str = "",
    ) -> None:
        """A bar with round ends, cut into stretches (length, colour); what is left of it shows `track`."""
        x, y, _, height = place
        drawn = [(long, colour) for long, colour in stretches if long > 0]
        if track:
            self._round(place, (height / 2, height / 2), track)
        whole = sum(long for long, _ in drawn)
        most = min(height / 2, whole / 2)
        for number, (long, colour) in enumerate(drawn):
            last = number == len(drawn) - 1
            seam = 0.0 if last else min(_SEAM, long / 3)
            left = min(most, long - seam) if number == 0 else 0.0
            right = min(most, long) if last else 0.0
            self._round((x, y, long - seam, height), (left, right), colour)
            x += long

    def _round(
        self, place: tuple[float, float, float, float], ends: tuple[float, float], colour: str
    ) -> None:
        """A rectangle whose left and right corners are rounded by so much."""
        x, y, width, height = place
        if width <= 0:
            return
        (left, right), low, high = ends, self.height - y - height, self.height - y
        shape = Path(fillColor=HexColor(colour), strokeColor=None)
        shape.moveTo(x + left, low)
        shape.lineTo(x + width - right, low)
        _corner(shape, (x + width - right, low), (x + width, low), (x + width, low + right))
        shape.lineTo(x + width, high - right)
        _corner(shape, (x + width, high - right), (x + width, high), (x + width - right, high))
        shape.lineTo(x + left, high)
        _corner(shape, (x + left, high), (x, high), (x, high - left))
        shape.lineTo(x, low + left)
        _corner(shape, (x, low + left), (x, low), (x + left, low))
        shape.closePath()
        self.drawing.add(shape)

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: str) -> None:
        """A hairline."""
        pen = Line(
            x, self.height - y, to_x, self.height - to_y, strokeColor=HexColor(colour), strokeWidth=0.75
        )
        self.drawing.add(pen)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle around (x, y)."""
        self.drawing.add(Circle(x, self.height - y, radius, fillColor=HexColor(colour), strokeColor=None))

    def curve(self, points: Iterable[tuple[float, float]], colour: str) -> None:
        """A line through the points."""
        flat = [value for x, y in points for value in (x, self.height - y)]
        self.drawing.add(
            PolyLine(flat, strokeColor=HexColor(colour), strokeWidth=1.75, strokeLineJoin=1, strokeLineCap=1)
        )

    def measure(self, text: str) -> float:
        """Width of words."""
        return self.face.width(text, self.ink.size)

    def fitted(self, text: str, room: float) -> str:
        """The text, or as much of it as the room holds with an ellipsis."""
        if self.measure(text) <= room:
            return text
        while text and self.measure(text + "…") > room:
            text = text[:-1]
        return text + "…"

    def words(self, x: float, middle: float, text: str, colour: str, *, end: bool = False) -> None:
        """Words whose height is centred on `middle`; flush right at `x` when `end`."""
        x -= self.measure(text) if end else 0.0
        baseline = self.height - middle - self.ink.size * 0.36
        for font, run in self.face.runs(text):
            shape = String(
                x, baseline, run, fontName=font.fontName, fontSize=self.ink.size, fillColor=HexColor(colour)
            )
            self.drawing.add(shape)
            x += font.stringWidth(run, self.ink.size)

    def spot(self, place: tuple[float, float, float, float], key: str, words: str) -> None:
        """Say what the place (x, y, width, height) means."""
        self.spots.append(Spot(*place, key, words))
