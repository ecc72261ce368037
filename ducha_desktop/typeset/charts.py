"""Charts: one drawing for paper and window, so that a bulletin and the screen never disagree.

A chart goes into a PDF as it is, and to the window as SVG with the places of its marks, so that a
click on a bar opens the list the bar stands for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ducha_desktop.typeset.easel import Chart, ChartInk, Easel

ROW = 26.0
_BAR = 8.0
_GAP = 10.0
_NAME_SHARE = 0.34
_TICKS = (4, 3, 5)
"""How many steps a scale may have, the most wanted first."""
_LEAST_STEP = 46.0
_REACH = 8.0
"""How far around a point of a trend a click still means it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar.

    Attributes:
        key: what a click on it asks for.
        name: its word in legend and hint.
        value: its count, never negative.
        colour: `#rrggbb`; never the only sign, the word stands beside it.
    """

    key: str
    name: str
    value: float
    colour: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a ranking: a name, its stretches, and the figure at the end of the line."""

    key: str
    name: str
    parts: tuple[Part, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Series:
    """A line of a trend; as many values as there are labels.

    Attributes:
        key: with a key, each point is a place of its own: `key/label`.
    """

    name: str
    colour: str
    values: tuple[float, ...]
    key: str = ""


def ranking(bars: Sequence[Bar], *, width: float, ink: ChartInk, legend: bool = False) -> Chart:
    """Lines of bars in the given order, all to one scale: the longest fills the track.

    Args:
        bars: the lines.
        width: of the whole chart.
        ink: its colours and the size of its words.
        legend: say above the bars what the colours of their stretches mean.
    """
    scale = ink.size / 12
    row = ROW * scale
    above = row if legend and bars else 0.0
    easel = Easel(width, max(above + row * len(bars), 1.0), ink)
    most = max((sum(part.value for part in bar.parts) for bar in bars), default=0) or 1.0
    names = min(max((easel.measure(bar.name) for bar in bars), default=0), width * _NAME_SHARE)
    said = max((easel.measure(bar.said) for bar in bars), default=0)
    left = names + _GAP
    track = max(width - left - said - _GAP, 1.0)
    if above:
        _legend(easel, bars[0].parts, left)
    for number, bar in enumerate(bars):
        top = above + number * row
        middle = top + row / 2
        height = _BAR * scale
        easel.words(0, middle, easel.fitted(bar.name, names), ink.text)
        stretches = [(track * part.value / most, part.colour) for part in bar.parts]
        easel.bar((left, middle - height / 2, track, height), stretches, ink.track)
        easel.spot((0, top, width, row), bar.key, f"{bar.name}　{bar.said}")
        x = left
        for part in bar.parts:
            long = track * part.value / most
            if part.value:
                easel.spot((x, top, long, row), part.key, f"{bar.name}　{part.name} {part.value:g}")
            x += long
        easel.words(width, middle, bar.said, ink.soft, end=True)
    return easel.done()


def shares(parts: Sequence[Part], *, width: float, ink: ChartInk) -> Chart:
    """One bar cut into its parts, and under it the legend with every part's count and share."""
    scale = ink.size / 12
    thick, row = 12 * scale, ROW * scale
    whole = sum(part.value for part in parts)
    sayings = [_share(part, whole) for part in parts]
    probe = Easel(width, 1.0, ink)
    places, lines = _flow([probe.measure(text) + 18 * scale for text in sayings], width, gap=14 * scale)
    easel = Easel(width, thick + _GAP + row * lines, ink)
    long_of = [width * part.value / whole if whole else 0.0 for part in parts]
    easel.bar((0, 0, width, thick), zip(long_of, (part.colour for part in parts), strict=True), ink.track)
    x = 0.0
    for part, text, long in zip(parts, sayings, long_of, strict=True):
        if long:
            easel.spot((x, 0, long, thick), part.key, text)
        x += long
    for part, text, (x, line) in zip(parts, sayings, places, strict=True):
        middle = thick + _GAP + row * line + row / 2
        easel.dot(x + 5 * scale, middle, 4.5 * scale, part.colour)
        easel.words(x + 15 * scale, middle, text, ink.text)
        easel.spot((x, middle - row / 2, easel.measure(text) + 18 * scale, row), part.key, text)
    return easel.done()


def trend(
    labels: Sequence[str], series: Sequence[Series], *, width: float, height: float, ink: ChartInk
) -> Chart:
    """Lines over time with a legend above; the scale begins at nothing and its steps are round."""
    scale = ink.size / 12
    easel = Easel(width, height, ink)
    top, bottom = ROW * scale + _GAP, height - ROW * scale
    step, steps = _round_scale(max((value for line in series for value in line.values), default=0))
    ticks = [step * number for number in range(steps + 1)]
    left = max(easel.measure(f"{tick:g}") for tick in ticks) + _GAP
    _legend(easel, series, left)
    for tick in ticks:
        y = bottom - (bottom - top) * tick / ticks[-1]
        easel.line(left, y, width, y, ink.line)
        easel.words(left - 6 * scale, y, f"{tick:g}", ink.soft, end=True)
    if not labels:
        return easel.done()
    pitch = (width - left) / len(labels)
    middles = [left + pitch * (number + 0.5) for number in range(len(labels))]
    for line in series:
        points = [
            (x, bottom - (bottom - top) * value / ticks[-1])
            for x, value in zip(middles, line.values, strict=True)
        ]
        if len(points) > 1:
            easel.curve(points, line.colour)
        for x, y in points:
            easel.dot(x, y, 2.6 * scale, line.colour)
    _axis(easel, labels, middles, bottom + ROW * scale / 2)
    for number, (text, x) in enumerate(zip(labels, middles, strict=True)):
        said = "、".join(f"{line.name} {line.values[number]:g}" for line in series)
        easel.spot((x - pitch / 2, top, pitch, bottom - top), text, f"{text}　{said}")
        reach = min(_REACH * scale, pitch / 2)
        for line in series:
            y = bottom - (bottom - top) * line.values[number] / ticks[-1]
            _point(easel, line, text, line.values[number], place=(x - reach, y - reach, 2 * reach, 2 * reach))
    return easel.done()


def _point(
    easel: Easel, line: Series, label: str, value: float, *, place: tuple[float, float, float, float]
) -> None:
    if line.key:
        easel.spot(place, f"{line.key}/{label}", f"{label}　{line.name} {value:g}")


def _share(part: Part, whole: float) -> str:
    percent = f" · {part.value / whole:.1%}" if whole else ""
    return f"{part.name} {part.value:g}{percent}"


def _flow(widths: Sequence[float], room: float, *, gap: float) -> tuple[list[tuple[float, int]], int]:
    """Where pieces of these widths stand when they run on in lines; and how many lines that makes."""
    places, x, line = [], 0.0, 0
    for width in widths:
        if x and x + width > room:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += width + gap
    return places, line + 1


def _legend(easel: Easel, series: Sequence[Series] | Sequence[Part], left: float) -> None:
    x, scale = left, easel.ink.size / 12
    middle = ROW * scale / 2
    for line in series:
        easel.bar((x, middle - 2 * scale, 12 * scale, 4 * scale), [(12 * scale, line.colour)])
        easel.words(x + 18 * scale, middle, line.name, easel.ink.soft)
        x += 18 * scale + easel.measure(line.name) + 18 * scale


def _axis(easel: Easel, labels: Sequence[str], middles: Sequence[float], middle: float) -> None:
    """The labels under a trend; where they would touch, every other one is left out."""
    widest = max(easel.measure(text) for text in labels)
    room = max(widest + 8, _LEAST_STEP)
    pitch = (middles[1] - middles[0]) if len(middles) > 1 else room
    every = max(1, -(-int(room) // max(int(pitch), 1)))
    last = len(labels) - 1
    for number, (text, x) in enumerate(zip(labels, middles, strict=True)):
        if (last - number) % every == 0:
            easel.words(x + easel.measure(text) / 2, middle, text, easel.ink.soft, end=True)


def _round_scale(most: float) -> tuple[float, int]:
    """The step and the number of steps of the scale that ends nearest above `most`."""
    scales = [(_round_step(most, steps), steps) for steps in _TICKS]
    return min(scales, key=lambda scale: scale[0] * scale[1])


def _round_step(most: float, steps: int) -> float:
    """A step of 1, 2, 2.5 or 5 times a power of ten so that `steps` of them reach `most`; whole from 1 up."""
    wanted = max(most, 1) / steps
    power = 1.0
    while power * 10 <= wanted:
        power *= 10
    whole = (power * factor for factor in (1.0, 2.0, 2.5, 5.0) if (power * factor).is_integer())
    return next((step for step in whole if step >= wanted), power * 10)
