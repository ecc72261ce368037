"""Lines of justified Chinese: measured with the typeface's widths, broken by `kinsoku`, spread to the measure."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import accumulate

from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.kinsoku import NEVER_FIRST, NEVER_LAST, clusters, printable
from ducha_desktop.typeset.typeface import EM, Typeface, typeface

LOOSEST = 0.12
"""Most letter spacing, in ems, that a line is stretched by; looser lines stay ragged."""

TIGHTEST = 0.035
"""Letter spacing, in ems, taken away to keep a line's last cluster on it."""

LONELY = 1
"""A paragraph's last line holds more signs than this, closing signs not counted, if the line before can spare one."""

_SPARED = 0.7
"""Part of the measure that the line before must still fill when it gives a sign away."""

_CACHE_LIMIT = 8192
_SLACK = 0.01

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text looks.

    Attributes:
        size: points; leading: points from base line to base line.
        typeface: the role's typeface, its fonts loaded when first measured.
        paint: operator that sets the colour.
    """

    role: Role
    size: float
    leading: float
    colour: Colour = BLACK
    typeface: Typeface = field(init=False, repr=False, compare=False)
    paint: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look up what every line set in this style needs."""
        object.__setattr__(self, "typeface", typeface(self.role))
        object.__setattr__(self, "paint", fill_operator(self.colour))


def fill_operator(colour: Colour) -> str:
    """PDF operator for filling and text in `colour`."""
    red, green, blue = colour
    return f"{red:g} g" if red == green == blue else f"{red:g} {green:g} {blue:g} rg"


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
    text: str,
    style: Style,
    measure: float,
    *,
    indent: float = 0.0,
    justify: bool = True,
    whole: tuple[str, ...] = (),
) -> tuple[Line, ...]:
    """Break `text` into lines of at most `measure` points.

    Args:
        text: line feeds start new paragraphs; run through `kinsoku.printable` first.
        style: role and size count; leading and colour do not.
        measure: width of a line in points.
        indent: points the first line of every paragraph is shorter by (the caller shifts it).
        justify: spread every line but a paragraph's last to the measure.
        whole: words that no line break may part, such as names of people.

    Returns:
        At least one line; lines of empty paragraphs are empty.
    """
    face = style.typeface
    key = (text, style.size, measure, indent, justify, whole)
    cache = face.lines
    found = cache.get(key)
    if found is None:
        if len(cache) >= _CACHE_LIMIT:
            cache.clear()
        found = cache[key] = _paragraphs(text, _Setting(face, style.size, measure, indent, justify, whole))
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
    return _with_whole_quotation(text, lines, style, measure)


def _with_whole_quotation(
    text: str, lines: tuple[Line, ...], style: Style, measure: float
) -> tuple[Line, ...]:
    """The lines, or as many that break before quotation marks where these break within them, as in “一窗|受理”."""
    parted = (text.rfind("“", 0, line.start) for line in lines[1:] if _is_quoted(text, line.start))
    for at in parted:
        upper = break_lines(text[:at], style, measure, justify=False)
        lower = break_lines(text[at:], style, measure, justify=False)
        if at and len(upper) + len(lower) <= len(lines):
            return upper + tuple(replace(line, start=line.start + at) for line in lower)
    return lines


def _is_quoted(text: str, index: int) -> bool:
    return text.rfind("“", 0, index) > text.rfind("”", 0, index)


def by_entries(text: str, style: Style, measure: float) -> tuple[str, ...]:
    """Ragged lines of a list, broken after 、 wherever that takes no more lines than breaking anywhere."""
    lines = [line.text for line in break_lines(text, style, measure, justify=False)]
    entries: list[str] = []
    for entry in re.findall(r"[^、]*、|[^、]+$", text):
        if entries and style.typeface.width(entries[-1] + entry, style.size) <= measure:
            entries[-1] += entry
        else:
            entries.append(entry)
    fits = len(entries) <= len(lines) and all(
        style.typeface.width(entry, style.size) <= measure for entry in entries
    )
    return tuple(entries if fits else lines)


@dataclass(frozen=True, slots=True)
class _Setting:
    face: Typeface
    size: float
    measure: float
    indent: float
    justify: bool
    whole: tuple[str, ...]


def _paragraphs(text: str, setting: _Setting) -> tuple[Line, ...]:
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        width = setting.face.width(paragraph, setting.size)
        if width <= setting.measure - setting.indent + _SLACK:
            lines.append(Line(paragraph, width, 0.0, start))
        else:
            _fill(paragraph, start, lines, setting)
        start += len(paragraph) + 1
    return tuple(lines)


def _fill(paragraph: str, start: int, lines: list[Line], setting: _Setting) -> None:
    """First fit, a line at a time, over running sums of the widths (in thousandths of an em)."""
    sums = list(accumulate(map(setting.face.widths.__getitem__, paragraph), initial=0.0))
    scale, count = setting.size / EM, len(paragraph)
    limit = (setting.measure - setting.indent) / scale
    ends: list[int] = []
    first, at = len(lines), 0
    while at < count:
        if paragraph[at] == " " or (paragraph[at] == "\u3000" and at):
            at += 1
            continue
        end = bisect_right(sums, sums[at] + limit + _SLACK / scale) - 1
        if end < count and not _is_between_hanzi(paragraph, end):
            ends = ends or list(accumulate(map(len, clusters(paragraph))))
            end = _allowed(ends, sums, at, end, limit)
        if setting.whole and end < count:
            end = _before_word(paragraph, at, end, setting.whole)
        end = min(max(end, at + 1), count)
        shown = paragraph[at:end].rstrip(" \u3000")
        wide = (sums[at + len(shown)] - sums[at]) * scale
        spread = _spread(wide, limit * scale, len(shown) - 1, setting, last=end == count)
        lines.append(Line(shown, wide, spread, start + at))
        at, limit = end, setting.measure / scale
    if len(lines) > first + 1 and len(lines[-1].text.rstrip(NEVER_FIRST)) <= LONELY:
        measure = setting.measure - (setting.indent if len(lines) == first + 2 else 0.0)
        lines[-2:] = _in_company(lines[-2:], paragraph[lines[-2].start - start :], setting, measure)


def _in_company(pair: list[Line], text: str, setting: _Setting, measure: float) -> list[Line]:
    """The last two lines of a paragraph, one cluster moved down to the lone sign if the upper can spare it.

    Args:
        pair: the two lines.
        text: all that stands in them.
        setting: how lines are set.
        measure: width of the upper line.
    """
    upper = pair[0]
    turn = max((end for end in accumulate(map(len, clusters(text))) if end < len(upper.text)), default=0)
    turn = _before_word(text, 0, turn, setting.whole)
    kept, moved = text[:turn].rstrip(" \u3000"), text[turn:].rstrip(" \u3000")
    wide, below = (setting.face.width(part, setting.size) for part in (kept, moved))
    if wide < _SPARED * measure or below > setting.measure:
        return pair
    spread = _spread(wide, measure, len(kept) - 1, setting, last=False)
    return [Line(kept, wide, spread, upper.start), Line(moved, below, 0.0, upper.start + turn)]


def _before_word(paragraph: str, at: int, end: int, words: tuple[str, ...]) -> int:
    """`end`, or where the word begins that a break at `end` would part, with the signs that open it."""
    for word in words:
        start = paragraph.find(word, max(at + 1, end - len(word) + 1), end + len(word) - 1)
        if at < start < end:
            while start > at + 1 and paragraph[start - 1] in NEVER_LAST:
                start -= 1
            return start
    return end


def _is_between_hanzi(paragraph: str, index: int) -> bool:
    """Whether `index` stands between two hanzi, where a line may always break (but within 电话 0000)."""
    after = paragraph[index]
    return "\u4e00" <= paragraph[index - 1] <= "\u9fff" and "\u4e00" <= after <= "\u9fff" and after != "话"


def _allowed(ends: list[int], sums: list[float], at: int, end: int, limit: float) -> int:
    """The cluster end to break at: the one after `end` if a little tightening makes room, else the one before."""
    place = bisect_right(ends, end)
    if ends[place - 1] == end and place:
        return end
    after = ends[place]
    if sums[after] - sums[at] - limit <= TIGHTEST * EM * (after - at - 1):
        return after
    before = ends[place - 1] if place else 0
    return before if before > at else end


def _spread(width: float, limit: float, gaps: int, setting: _Setting, *, last: bool) -> float:
    """Letter spacing that makes a line fill its measure; a last line is only ever tightened."""
    if gaps <= 0 or (width <= limit and (last or not setting.justify)):
        return 0.0
    spread = (limit - width) / gaps
    return spread if spread <= LOOSEST * setting.size else 0.0


def shortened(text: str, style: Style, measure: float, room: int) -> tuple[Line, ...]:
    """At most `room` ragged lines, the last ending in an ellipsis when there would be more.

    Only for words that stand in full elsewhere on the same paper.
    """
    text = printable(text).strip().replace("\n", " ")
    lines = break_lines(text, style, measure, justify=False)
    while len(lines) > room:
        text = text[: lines[room].start].rstrip("…")[:-1] + "…"
        lines = break_lines(text, style, measure, justify=False)
    return lines


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
