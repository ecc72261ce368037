"""The bars of a run chart, told apart without any colour: full, hatched, open, thick, and by their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ducha_desktop.documents.look import EDGE, INK, LATE
from ducha_desktop.documents.run_chart_time import TimeScale
from ducha_desktop.domain.vocabulary import NodeStanding
from ducha_desktop.services.run_chart import RunLine, RunNode
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Colour, Style

DONE: Colour = (0.25, 0.36, 0.30)
DOING: Colour = (0.80, 0.86, 0.94)
FREE: Colour = (1.0, 1.0, 1.0)
WHOLE: Colour = (0.62, 0.66, 0.72)
_GAP = 3.0
_HATCH = 2.6
_LEAST = 4.0
CRITICAL_LINE, USUAL_LINE = 1.5, 0.6


@dataclass(frozen=True, slots=True)
class Lane:
    """A bar with its words: where it begins and ends, and where its words do."""

    node: RunNode
    x: float
    to_x: float
    words: str
    words_x: float
    ends: tuple[float, float]


def lanes(line: RunLine, scale: TimeScale, style: Style, today: date, *, own: bool) -> list[list[Lane]]:
    """The nodes in lanes, as few as hold them without touching; a lane of its own for each when `own`."""
    found: list[list[Lane]] = []
    for node in line.nodes:
        lane = _lane(node, scale, style, today, full=own)
        if lane is None:
            continue
        place = next(
            (row for row in found if not own and all(_apart(lane.ends, other.ends) for other in row)), None
        )
        if place is None:
            found.append([lane])
        else:
            place.append(lane)
    return found


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] + _GAP <= other[0] or other[1] + _GAP <= one[0]


def _lane(node: RunNode, scale: TimeScale, style: Style, today: date, *, full: bool) -> Lane | None:
    """None where a node has no day on the scale."""
    last = node.done_on or node.due or node.start
    first = node.begun_on or node.start or node.due or node.done_on
    if last is None or first is None:
        return None
    first = min(first, last)
    late_until = today if node.standing is NodeStanding.LATE else last
    if late_until < scale.first or first > scale.last:
        return None
    x, to_x = scale.x(first), scale.x(max(last, late_until), end=True)
    to_x = max(to_x, x + _LEAST)
    words, words_x = _placed(node, (x, to_x), scale, style, today, full=full)
    wide = style.typeface.width(words, style.size)
    return Lane(node, x, to_x, words, words_x, (min(x, words_x), max(to_x, words_x + wide)))


def _placed(
    node: RunNode, bar: tuple[float, float], scale: TimeScale, style: Style, today: date, *, full: bool
) -> tuple[str, float]:
    """The longest words that stand beside the bar, behind it or before it; else the name over its end."""
    x, to_x = bar
    words = ""
    for each in _words(node, today, full=full):
        words = printable(each)
        wide = style.typeface.width(words, style.size)
        if to_x + _GAP + wide <= scale.right:
            return words, to_x + _GAP
        if x - _GAP - wide >= scale.left:
            return words, x - _GAP - wide
    return words, max(scale.left, scale.right - style.typeface.width(words, style.size))


def _words(node: RunNode, today: date, *, full: bool) -> list[str]:
    """What is said of a node, from much to little: with `full` also from when and how long."""
    late = ""
    if node.done_on is not None:
        mark = "（逾期）" if node.standing is NodeStanding.DONE_LATE else ""
        late = f"{_short(node.done_on, today)}完成{mark}"
    elif node.standing is NodeStanding.LATE and node.due is not None:
        late = f"逾期{(today - node.due).days}天"
    due = _short(node.due, today) if node.done_on is None and node.due is not None else ""
    span = due
    if node.start is not None and node.due is not None:
        span = f"{_short(node.start, today)}—{_short(node.due, today)}"
    critical = "关键" if node.critical else ""
    said = [(node.name, due, late, critical), (node.name, late or due), (node.name,)]
    if full:
        said.insert(0, (node.name, span, node.length, late, critical))
    return [" ".join(part for part in parts if part) for parts in said]


def _short(day: date, today: date) -> str:
    return f"{day.month}.{day.day}" if day.year == today.year else f"{day.year}.{day.month}.{day.day}"


def draw_lane(  # noqa: PLR0913 - a bar and its place
    ink: Ink, lane: Lane, scale: TimeScale, style: Style, *, on: date, middle: float, height: float
) -> None:
    """A bar centred on `middle`, and its words; `on` is today."""
    node, y = lane.node, middle - height / 2
    draw_bar(
        ink,
        (lane.x, y, lane.to_x - lane.x, height),
        node.standing,
        critical=node.critical,
        scale=scale,
        due=node.due,
    )
    colour = LATE if node.standing is NodeStanding.LATE else INK
    wide = style.typeface.width(lane.words, style.size)
    base = middle - style.size * 0.36
    today = scale.x(on)
    if lane.words_x < lane.to_x < lane.words_x + wide or lane.words_x <= today <= lane.words_x + wide:
        # on white, so that it can be read on any bar and on today's line
        ink.box(lane.words_x - 1, middle - style.size * 0.55, wide + 2, style.size * 1.1, fill=FREE)
    ink.text(lane.words_x, base, lane.words, _coloured(style, colour))


def _coloured(style: Style, colour: Colour) -> Style:
    return style if style.colour == colour else Style(style.role, style.size, style.leading, colour)


def draw_bar(
    ink: Ink,
    place: tuple[float, float, float, float],
    standing: NodeStanding,
    *,
    critical: bool,
    scale: TimeScale | None = None,
    due: date | None = None,
) -> None:
    """One bar: full when done, hatched beyond its day when late, grey when it goes on, open when it is to come."""
    x, y, width, height = place
    line = CRITICAL_LINE if critical else USUAL_LINE
    late = standing in (NodeStanding.LATE, NodeStanding.DONE_LATE)
    turn = x if due is None or scale is None else min(max(scale.x(due, end=True), x), x + width)
    turn = turn if late else x + width
    fills = {
        NodeStanding.DONE: DONE,
        NodeStanding.DONE_LATE: DONE,
        NodeStanding.RUNNING: DOING,
        NodeStanding.EXPECTED: DOING,
    }
    if turn > x:
        ink.box(x, y, turn - x, height, fill=fills.get(standing, FREE), edge=EDGE, line=line)
    if late and turn < x + width:
        ink.box(turn, y, x + width - turn, height, fill=FREE, edge=EDGE, line=line)
        _hatch(ink, (turn, y, x + width - turn, height), LATE)


def _hatch(ink: Ink, place: tuple[float, float, float, float], colour: Colour) -> None:
    x, y, width, height = place
    at = x - height
    while at < x + width:
        low, high = max(at, x), min(at + height, x + width)
        if high > low:
            ink.rule(low, y + low - at, high, y + high - at, width=0.6, colour=colour)
        at += _HATCH


def draw_whole(ink: Ink, line: RunLine, scale: TimeScale, today: date, *, middle: float) -> None:
    """The term of the whole work as a thin line, its deadline as an upright; dotted on where it is late."""
    due = line.closed_on or line.due
    start = line.start or (min(line.days) if line.days else None)
    if start is None and due is None:
        return
    x = scale.x(start) if start is not None else scale.left
    to_x = scale.x(due, end=True) if due is not None else scale.right
    if to_x > x:
        ink.rule(x, middle, to_x, middle, width=1.1, colour=DONE if line.closed_on else WHOLE)
    if line.due is not None and scale.shows(line.due):
        at = scale.x(line.due, end=True)
        ink.rule(at, middle - 4, at, middle + 4, width=1.4, colour=LATE if line.late else EDGE)
    if line.late and line.due is not None:
        ink.rule(
            scale.x(line.due, end=True),
            middle,
            scale.x(today, end=True),
            middle,
            width=1.4,
            colour=LATE,
            dash="2 1.6",
        )


LEGEND: Sequence[tuple[str, NodeStanding, bool]] = (
    ("已完成", NodeStanding.DONE, False),
    ("逾期完成", NodeStanding.DONE_LATE, False),
    ("正在进行", NodeStanding.RUNNING, False),
    ("逾期未完成", NodeStanding.LATE, False),
    ("未到时间", NodeStanding.WAITING, False),
    ("关键节点（粗框）", NodeStanding.WAITING, True),
)


def draw_legend(ink: Ink, x: float, base: float, style: Style) -> float:
    """What the bars mean; returns where it ends."""
    height = style.size * 0.7
    for words, standing, critical in LEGEND:
        place = (x, base, 18.0, height)
        draw_bar(ink, place, standing, critical=critical, scale=_sample(x), due=_SAMPLE_DUE)
        ink.text(x + 22, base, words, style)
        x += 22 + style.typeface.width(words, style.size) + 12
    ink.rule(x, base + height / 2, x + 16, base + height / 2, width=1.1, colour=WHOLE)
    ink.rule(x + 16, base + height / 2 - 4, x + 16, base + height / 2 + 4, width=1.4, colour=EDGE)
    ink.text(x + 21, base, "总期限", style)
    x += 21 + style.typeface.width("总期限", style.size) + 12
    ink.rule(x, base - 1, x, base + height + 1, width=1.0, colour=LATE, dash="3 2")
    ink.text(x + 5, base, "今天", style)
    return x + 5 + style.typeface.width("今天", style.size)


_SAMPLE_DUE = date(2026, 1, 8)


def _sample(x: float) -> TimeScale:
    """Sixteen days over the width of a sample bar, half of them behind its day."""
    return TimeScale(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=15), x, x + 18.0)


__all__ = ["LEGEND", "Lane", "draw_bar", "draw_lane", "draw_legend", "draw_whole", "lanes"]
