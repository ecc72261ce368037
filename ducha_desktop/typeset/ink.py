"""Ink on one page or form: tints and shapes first, then all text in one text object."""

import math
from collections.abc import Callable, Iterable, Mapping

from ducha_desktop.typeset.cid_font import CidFont
from ducha_desktop.typeset.lines import BLACK, Colour, Line, Style, fill_operator
from ducha_desktop.typeset.pdf_file import PdfFile

_KAPPA = 0.5522847498
"""Distance of the control points of a quarter circle (4/3·tan(π/8))."""


class Ink:
    """Collects the operators of one page; origin at the lower left, points.

    Text keeps the order in which it was set: that is also the order in which it is read out.
    """

    def __init__(self, file: PdfFile) -> None:
        """Start an empty page or form of `file`."""
        self._file = file
        self._grounds: list[str] = []
        self._shapes: list[str] = []
        self._marks: list[str] = []
        self._font: CidFont | None = None
        self._codes: Mapping[int, str] = {}
        self._size = 0.0
        self._paint_now = "0 g"
        self._spread = 0.0
        self._x = self._y = 0

    # Text ---------------------------------------------------------------------------------------

    def text(
        self, x: float, y: float, text: str, style: Style, *, spread: float = 0.0, measured: bool = False
    ) -> None:
        """Set one line with its base line starting at (x, y).

        Args:
            x: left edge.
            y: base line.
            text: without line feeds.
            style: face, size and colour.
            spread: letter spacing in points.
            measured: `text` was measured in this typeface before, so that its strays are known.
        """
        if not text:
            return
        face, append = style.typeface, self._marks.append
        if not measured:
            face.width(text, 1.0)
        if style.paint != self._paint_now:
            self._paint_now = style.paint
            append(style.paint)
        if spread != self._spread:
            self._spread = spread
            append(f"{spread:.3f} Tc")
        across, up = round(x * 100), round(y * 100)
        append(f"{(across - self._x) / 100:g} {(up - self._y) / 100:g} Td")
        self._x, self._y = across, up
        if not face.strays or face.strays.keys().isdisjoint(text):
            self._show(face.first, style.size, text)
            return
        for font, piece in face.runs(text):
            self._show(font, style.size, piece)
        self._file.note_missing(face.missing(text))

    def centred(self, x: float, y: float, text: str, style: Style, *, spread: float = 0.0) -> None:
        """Set one line centred on x."""
        width = style.typeface.width(text, style.size) + spread * (len(text) - 1)
        self.text(x - width / 2, y, text, style, spread=spread)

    def flush_right(self, x: float, y: float, text: str, style: Style) -> None:
        """Set one line ending at x."""
        self.text(x - style.typeface.width(text, style.size), y, text, style)

    def block(
        self, x: float, top: float, lines: Iterable[Line], style: Style, *, indent: float = 0.0
    ) -> float:
        """Set broken lines below `top`; returns the lower edge.

        Args:
            x: left edge.
            top: upper edge of the first line's leading.
            lines: from `lines.break_lines`.
            style: the style they were broken with.
            indent: shift of the first line.
        """
        y = top - baseline(style)
        for line in lines:
            self.text(x + indent, y, line.text, style, spread=line.spread, measured=True)
            y -= style.leading
            indent = 0.0
        return y + baseline(style)

    # Shapes -------------------------------------------------------------------------------------

    def rule(  # noqa: PLR0913 - two ends and a pen
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        *,
        width: float = 0.5,
        colour: Colour = BLACK,
        dash: str = "",
    ) -> None:
        """Draw a straight line; `dash` is a PDF dash array such as ``3 2``."""
        dashed = f"[{dash}] 0 d " if dash else ""
        undo = " [] 0 d" if dash else ""
        self._shapes.append(
            f"{width:g} w {_stroke(colour)} {dashed}{_at(x, y)} m {_at(to_x, to_y)} l S{undo}"
        )

    def box(  # noqa: PLR0913 - a place and two paints
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        edge: Colour | None = None,
        line: float = 0.5,
    ) -> None:
        """Draw a rectangle from its lower left corner, filled, edged or both."""
        self._paint(f"{_at(x, y)} {_at(width, height)} re", fill, edge, line)

    def ground(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Tint a rectangle below everything else, so that no rule is half covered."""
        self._grounds.append(f"{fill_operator(colour)} {_at(x, y)} {_at(width, height)} re f")

    def disc(self, x: float, y: float, radius: float, *, fill: Colour | None = None, edge: Colour | None = None,
             line: float = 0.8) -> None:  # fmt: skip
        """Draw a circle."""
        pull = radius * _KAPPA
        self._paint(
            f"{_at(x + radius, y)} m "
            f"{_at(x + radius, y + pull)} {_at(x + pull, y + radius)} {_at(x, y + radius)} c "
            f"{_at(x - pull, y + radius)} {_at(x - radius, y + pull)} {_at(x - radius, y)} c "
            f"{_at(x - radius, y - pull)} {_at(x - pull, y - radius)} {_at(x, y - radius)} c "
            f"{_at(x + pull, y - radius)} {_at(x + radius, y - pull)} {_at(x + radius, y)} c h",
            fill, edge, line,
        )  # fmt: skip

    def polygon(self, points: Iterable[tuple[float, float]], *, fill: Colour | None = None,
                edge: Colour | None = None, line: float = 0.5, closed: bool = True) -> None:  # fmt: skip
        """Draw a polygon, or a polyline when not `closed`."""
        steps = [_at(x, y) for x, y in points]
        path = f"{steps[0]} m " + " ".join(f"{step} l" for step in steps[1:])
        self._paint(path + (" h" if closed else ""), fill, edge, line)

    def stamp(self, key: object, x: float, y: float, size: float, draw: Callable[["Ink"], None]) -> None:
        """Repeat a small drawing: `draw` fills a square of `size` once per document, centred here on (x, y)."""
        operator = self._file.form(key)
        if operator is None:
            ink = Ink(self._file)
            draw(ink)
            operator = self._file.add_form(key, ink.content(), (size, size))
        self._shapes.append(f"q 1 0 0 1 {_at(x - size / 2, y - size / 2)} cm {operator} Q")

    def warn(self, sentence: str) -> None:
        """Add a warning for the user to the document."""
        self._file.warn(sentence)

    def raw(self, operators: str) -> None:
        """Append operators among the shapes, such as a form's."""
        self._shapes.append(operators)

    def content(self) -> str:
        """The content stream: grounds, shapes, then text."""
        if not self._marks:
            return "\n".join((*self._grounds, *self._shapes))
        return "\n".join((*self._grounds, *self._shapes, "BT 0 g", *self._marks, "ET"))

    def _show(self, font: CidFont, size: float, text: str) -> None:
        if font is not self._font:
            self._font, self._size = font, size
            self._codes = self._file.codes(font)
            self._marks.append(f"/{font.resource} {size:g} Tf")
        elif size != self._size:
            self._size = size
            self._marks.append(f"/{font.resource} {size:g} Tf")
        self._marks.append(f"({text.translate(self._codes)})Tj")

    def _paint(self, path: str, fill: Colour | None, edge: Colour | None, line: float) -> None:
        before = []
        if fill is not None:
            before.append(fill_operator(fill))
        if edge is not None:
            before.append(f"{line:g} w {_stroke(edge)}")
        operator = "B" if fill is not None and edge is not None else "f" if fill is not None else "S"
        self._shapes.append(" ".join((*before, path, operator)))


def baseline(style: Style) -> float:
    """Distance from the top of a line's leading to its base line, so that hanzi stand in its middle."""
    return (style.leading - style.size) / 2 + style.size * 0.88


def turned(x: float, y: float, degrees: float) -> str:
    """A transformation that moves to (x, y) and turns; for `Ink.raw` between ``q`` and ``Q``."""
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x:.2f} {y:.2f} cm"


def _at(x: float, y: float) -> str:
    return f"{round(x, 2):g} {round(y, 2):g}"


def _stroke(colour: Colour) -> str:
    red, green, blue = colour
    return f"{red:g} G" if red == green == blue else f"{red:g} {green:g} {blue:g} RG"
