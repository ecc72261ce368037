"""Lines of justified Chinese: measured with the typeface's widths, broken by `kinsoku`, spread to the measure."""

from dataclasses import dataclass

from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.kinsoku import clusters, printable
from ducha_desktop.typeset.typeface import EM, Typeface, typeface

LOOSEST = 0.12
"""Most letter spacing, in ems, that a line is stretched by; looser lines stay ragged."""

TIGHTEST = 0.035
"""Letter spacing, in ems, taken away to keep a line's last cluster on it."""

_CACHE_LIMIT = 8192

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text looks.

    Attributes:
        size: points; leading: points from base line to base line.
    """

    role: Role
    size: float
    leading: float
    colour: Colour = BLACK

    @property
    def typeface(self) -> Typeface:
        """The role's typeface, loaded when first measured."""
        return typeface(self.role)


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        text: its characters, without the spaces at a break.
        width: points without `spread`.
        spread: letter spacing in points that makes it fill the measure.
        start: index of its first character in the text that was broken.
    """

    text: str
    width: float
    spread: float
    start: int


def break_lines(
    text: str, style: Style, measure: float, *, indent: float = 0.0, justify: bool = True
) -> tuple[Line, ...]:
    """Break `text` into lines of at most `measure` points.

    Args:
        text: line feeds start new paragraphs; run through `kinsoku.printable` first.
        style: role and size count; leading and colour do not.
        measure: width of a line in points.
        indent: points the first line of every paragraph is shorter by (the caller shifts it).
        justify: spread every line but a paragraph's last to the measure.

    Returns:
        At least one line; lines of empty paragraphs are empty.
    """
    face = style.typeface
    key = (text, style.size, measure, indent, justify)
    cache = face.lines
    found = cache.get(key)
    if found is None:
        if len(cache) >= _CACHE_LIMIT:
            cache.clear()
        found = cache[key] = _paragraphs(text, _Setting(face, style.size, measure, indent, justify))
    return found


def balanced(text: str, style: Style, measure: float) -> tuple[Line, ...]:
    """Ragged lines of about equal length, as few as `break_lines` needs: for titles."""
    lines = break_lines(text, style, measure, justify=False)
    if len(lines) == 1 or "\n" in text:
        return lines
    low, high = measure / len(lines), measure
    while high - low > style.size / 2:
        middle = (low + high) / 2
        tried = break_lines(text, style, middle, justify=False)
        if len(tried) > len(lines):
            low = middle
        else:
            high, lines = middle, tried
    return lines


@dataclass(frozen=True, slots=True)
class _Setting:
    face: Typeface
    size: float
    measure: float
    indent: float
    justify: bool


def _paragraphs(text: str, setting: _Setting) -> tuple[Line, ...]:
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        width = setting.face.width(paragraph, setting.size)
        if width <= setting.measure - setting.indent + 0.01:
            lines.append(Line(paragraph, width, 0.0, start))
        else:
            _fill(paragraph, start, lines, setting)
        start += len(paragraph) + 1
    return tuple(lines)


def _fill(paragraph: str, start: int, lines: list[Line], setting: _Setting) -> None:
    """Greedy first fit over the unbreakable clusters of one paragraph."""
    advance, scale = setting.face.widths.__getitem__, setting.size / EM
    limit = setting.measure - setting.indent
    taken: list[str] = []
    width, position = 0.0, start
    for cluster in _pieces(paragraph, setting):
        wide = sum(map(advance, cluster)) * scale
        if taken and width + wide > limit + 0.01 and cluster[0] != " ":
            room = TIGHTEST * setting.size * (sum(map(len, taken)) + len(cluster) - 1)
            if len(cluster) == 1 or width + wide - limit > room:
                lines.append(_line("".join(taken), position, limit, setting))
                position += sum(map(len, taken))
                taken, width, limit = [], 0.0, setting.measure
        taken.append(cluster)
        width += wide
    if taken:
        last = _line("".join(taken), position, limit, setting)
        lines.append(last if last.spread < 0 else Line(last.text, last.width, 0.0, last.start))


def _pieces(paragraph: str, setting: _Setting) -> list[str]:
    """The clusters, those wider than the measure cut into characters."""
    found = clusters(paragraph)
    widest = setting.measure - setting.indent
    longest = widest / (0.2 * setting.size)
    if all(len(cluster) <= longest and setting.face.width(cluster, setting.size) <= widest for cluster in found):
        return found
    pieces: list[str] = []
    for cluster in found:
        if setting.face.width(cluster, setting.size) <= widest:
            pieces.append(cluster)
        else:
            pieces.extend(cluster)
    return pieces


def _line(text: str, start: int, limit: float, setting: _Setting) -> Line:
    shown = text.strip(" ")
    width = setting.face.width(shown, setting.size)
    gaps = len(shown) - 1
    spread = (limit - width) / gaps if gaps > 0 and (setting.justify or width > limit) else 0.0
    if spread > LOOSEST * setting.size:
        spread = 0.0
    return Line(shown, width, spread, start + len(text) - len(text.lstrip(" ")))


def height(lines: int, style: Style) -> float:
    """Points that `lines` lines need, from the top of the first to the bottom of the last."""
    return lines * style.leading


def fit(text: str, style: Style, measure: float, room: int) -> tuple[tuple[Line, ...], str]:
    """The lines that fit into `room` lines, and the text that is left over for the next box."""
    text = printable(text)
    lines = break_lines(text, style, measure)
    if len(lines) <= room:
        return lines, ""
    if room <= 0:
        return (), text
    return lines[:room], text[lines[room].start :]
