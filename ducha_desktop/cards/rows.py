"""Rows of a card: labelled cells that are measured, split between cards and drawn."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ducha_desktop.cards.look import HAIR, LABEL, NOTHING, TINT, Density
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Line, Style, break_lines

LABEL_WIDTH = 50.0
"""Width of the tinted label column."""

INSET = 6.0
"""White space beside a value."""

_LABEL_EMS = 4
_LABEL_LINE = 11.5
_SQUEEZE = 0.96
"""What tightening can take off a line at most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and its value as given; `whole` names words that no line break may part."""

    label: str
    text: str
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that share a row when that takes no more height than one below the other.

    Attributes:
        share: part of the row's width that is the left one's.
    """

    left: Entry
    right: Entry
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Cell:
    """A value broken for its place: `x` and `width` of the whole cell, label column included."""

    label: str
    text: str
    lines: tuple[Line, ...]
    x: float
    width: float
    whole: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side."""

    cells: tuple[Cell, ...]
    height: float
    density: Density

    @property
    def key(self) -> tuple[object, ...]:
        """What of this row belongs to the grid: labels and places, not values."""
        return (round(self.height, 1), tuple((cell.label, cell.x, cell.width) for cell in self.cells))

    def split(self, room: float) -> tuple["Row | None", "Row | None"]:
        """The part that fits into `room` points, and the rest, whose labels say 续."""
        count = int((room - 2 * self.density.pad) / self.density.value.leading)
        longest = max(len(cell.lines) for cell in self.cells)
        if count >= longest:
            return self, None
        if count < min(2, longest):
            return None, self
        first = [_cut(cell, 0, count) for cell in self.cells]
        rest = [_cut(cell, count, None) for cell in self.cells]
        return _row(first, self.density), _row([cell for cell in rest if cell.lines], self.density)

    def draw_grid(self, ink: Ink, top: float) -> None:
        """Draw labels, tints and rules below `top`."""
        bottom = top - self.height
        for index, cell in enumerate(self.cells):
            ink.ground(cell.x, bottom, LABEL_WIDTH, self.height, TINT)
            ink.rule(cell.x + LABEL_WIDTH, bottom, cell.x + LABEL_WIDTH, top, width=0.35, colour=HAIR)
            if index:
                ink.rule(cell.x, bottom, cell.x, top, width=0.35, colour=HAIR)
            draw_label(ink, cell.x, (top + bottom) / 2, cell.label)
        end = self.cells[-1].x + self.cells[-1].width
        ink.rule(self.cells[0].x, bottom, end, bottom, width=0.35, colour=HAIR)

    def draw_values(self, ink: Ink, top: float) -> None:
        """Set the values, each in the middle of its cell's height."""
        style = self.density.value
        for cell in self.cells:
            free = self.height - len(cell.lines) * style.leading
            ink.block(cell.x + LABEL_WIDTH + INSET, top - free / 2, cell.lines, style)


Item = Entry | Pair


def draw_label(ink: Ink, x: float, middle: float, label: str) -> None:
    """Set a label in the middle of the label column, two and three characters spread to the width of four."""
    shown, mark = (label[:-3], label[-3:]) if label.endswith("（续）") else (label, "")
    size = LABEL.size
    spread = (_LABEL_EMS - len(shown)) * size / (len(shown) - 1) if 1 < len(shown) < _LABEL_EMS else 0.0
    y = middle + (_LABEL_LINE / 2 if mark else 0.0) - size * 0.36
    ink.centred(x + LABEL_WIDTH / 2, y, shown, LABEL, spread=spread)
    if mark:
        ink.centred(x + LABEL_WIDTH / 2, y - _LABEL_LINE, mark, LABEL)


def set_rows(items: Iterable[Item], density: Density, *, x: float, width: float) -> list[Row]:
    """Break all values for a column of `width` points at `x`."""
    rows: list[Row] = []
    for item in items:
        if isinstance(item, Entry):
            rows.append(_row([_cell(item, density, x, width)], density))
            continue
        part = width * item.share
        pair = _row(
            [_cell(item.left, density, x, part), _cell(item.right, density, x + part, width - part)], density
        )
        if all(len(cell.lines) == 1 for cell in pair.cells):
            rows.append(pair)
            continue
        single = [_row([_cell(entry, density, x, width)], density) for entry in (item.left, item.right)]
        rows += [pair] if pair.height <= sum(row.height for row in single) else single
    return rows


def keep_whole(items: Iterable[Item], words: tuple[str, ...]) -> list[Item]:
    """The items with `words` kept on one line each."""
    return [
        _entry_whole(item, words)
        if isinstance(item, Entry)
        else Pair(_entry_whole(item.left, words), _entry_whole(item.right, words), item.share)
        for item in items
    ]


def _entry_whole(entry: Entry, words: tuple[str, ...]) -> Entry:
    found = tuple([word for word in words if word in entry.text])
    return Entry(entry.label, entry.text, found) if found else entry


class Estimate:
    """Heights that `set_rows` cannot go below, found without breaking lines."""

    def __init__(self, items: Iterable[Item], style: Style, width: float) -> None:
        """Measure the values once; all densities share the role of `style`."""
        measure = style.typeface.width
        around = LABEL_WIDTH + 2 * INSET
        self._full = width - around
        self._single: list[float] = []
        self._pairs: list[tuple[tuple[float, float], tuple[float, float]]] = []
        for item in items:
            if isinstance(item, Entry):
                self._single.append(measure(item.text, _SQUEEZE))
            else:
                part = width * item.share
                left, right = measure(item.left.text, _SQUEEZE), measure(item.right.text, _SQUEEZE)
                self._pairs.append(((left, part - around), (right, width - part - around)))

    def height(self, density: Density) -> float:
        """The least height of all rows in `density`."""
        style, pad = density.value, 2 * density.pad
        full, leading = self._full / style.size, style.leading
        total = 0.0
        for ems in self._single:
            total += (ems // full + 1) * leading + pad
        for pair in self._pairs:
            apart = sum(wide // full + 1 for wide, _ in pair) * leading + 2 * pad
            beside = (max(wide * style.size // room for wide, room in pair) + 1) * leading + pad
            total += min(beside, apart)
        return total


def _cell(entry: Entry, density: Density, x: float, width: float) -> Cell:
    text = printable(entry.text).strip() or NOTHING
    lines = break_lines(text, density.value, width - LABEL_WIDTH - 2 * INSET, whole=entry.whole)
    return Cell(entry.label, text, lines, x, width, entry.whole)


def _row(cells: list[Cell], density: Density) -> Row:
    longest = max(len(cell.lines) for cell in cells)
    least = _LABEL_LINE * (2 if any(cell.label.endswith("（续）") for cell in cells) else 1)
    height = max(longest * density.value.leading, least) + 2 * density.pad
    return Row(tuple(cells), height, density)


def _cut(cell: Cell, start: int, stop: int | None) -> Cell:
    label = cell.label if start == 0 or cell.label.endswith("（续）") else f"{cell.label}（续）"
    return replace(cell, label=label, lines=cell.lines[start:stop])
