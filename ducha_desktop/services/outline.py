"""The ledger under headings as lines: which line is a heading, which a matter, and what is folded."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from ducha_desktop.domain.ledger_query import ListColumn
from ducha_desktop.services.ledger_table import TableRow
from ducha_desktop.services.views import MatterRow

Path = tuple[str, ...]
"""The codes of the headings a line stands under, the outermost first."""

GROUPABLE: dict[ListColumn, str] = {
    ListColumn.LEDGER: "台账",
    ListColumn.STATE: "状态",
    ListColumn.LIGHT: "亮灯",
    ListColumn.LEAD_UNIT: "牵头单位",
    ListColumn.RESPONSIBLE: "责任领导",
    ListColumn.LIAISON: "联系领导",
    ListColumn.CATEGORY: "类别",
    ListColumn.ITEM: "项",
    ListColumn.SOURCE: "来源",
    ListColumn.DUE: "时限（按月）",
    ListColumn.PROGRESS: "进度",
    ListColumn.PRIORITY: "紧急程度",
    ListColumn.NUMBER: "编号年度",
    ListColumn.REGISTERED: "登记日期（按月）",
    ListColumn.UPDATED: "更新（按月）",
}
"""The columns a ledger can be grouped by, with their words; a matter has one value in each."""

MOST_LEVELS = 2
MOST_UNFOLDED = 5_000
"""Matters of a list that opens with all its headings unfolded."""


@dataclass(frozen=True, slots=True)
class Folding:
    """What the clerk folded.

    Attributes:
        folded: whether headings are folded unless they are named.
        others: the headings that are the other way round.
        nodes: uids of matters whose parts are shown.
        every_node: the parts of all matters are shown, but of `nodes`.
    """

    folded: bool = False
    others: frozenset[Path] = frozenset()
    nodes: frozenset[str] = frozenset()
    every_node: bool = False

    def hides(self, path: Path) -> bool:
        """Whether what stands under a heading is folded away."""
        return self.folded is not (path in self.others)

    def opens(self, uid: str) -> bool:
        """Whether the parts of a matter are shown."""
        return self.every_node is not (uid in self.nodes)

    def turned(self, path: Path) -> "Folding":
        """The same with one heading the other way round."""
        return Folding(self.folded, self.others ^ {path}, self.nodes, self.every_node)

    def turned_node(self, uid: str) -> "Folding":
        """The same with one matter the other way round."""
        return Folding(self.folded, self.others, self.nodes ^ {uid}, self.every_node)

    def showing(self, path: Path, nodes: Sequence[str] = ()) -> "Folding":
        """The same with everything unfolded that hides what is under `path` and below `nodes`."""
        hidden = {path[:n] for n in range(1, len(path) + 1) if self.hides(path[:n])}
        closed = {uid for uid in nodes if not self.opens(uid)}
        return Folding(self.folded, self.others ^ hidden, self.nodes ^ closed, self.every_node)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What has to be unfolded to see a matter: its headings, and the matters it is below."""

    path: Path
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over the matters of one group.

    Attributes:
        path: its codes.
        words: its name.
        count: matters under it.
        level: how deep it stands, from 0.
        kind: what it is a value of, e.g. `牵头单位`.
    """

    path: Path
    words: str
    count: int
    level: int
    folded: bool
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of matters that follow each other under one heading.

    Attributes:
        depths: of each line below the matter it is part of; empty where nothing is part of anything.
    """

    path: Path
    count: int
    depths: bytes = b""


@dataclass(frozen=True, slots=True)
class TreeRow(TableRow):
    """A matter in the tree.

    Attributes:
        depth: how many wholes it is shown below.
        parts: how many matters are below it.
        done: of those without parts of their own, how many are done; `counted` are all that count.
        opened: its parts are shown.
        beside: it is outside the list and shown for the sake of its parts.
    """

    depth: int = 0
    parts: int = 0
    done: int = 0
    counted: int = 0
    opened: bool = False
    beside: bool = False


Line = Heading | MatterRow | None
"""None where a matter has gone since the lines were counted."""


@dataclass(frozen=True)
class Plan:
    """All lines of a list under headings, without the matters themselves."""

    parts: Sequence[Heading | Stretch]
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _headings: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out where each part begins."""
        lengths = [each.count if isinstance(each, Stretch) else 1 for each in self.parts]
        starts = [0, *accumulate(lengths)]
        object.__setattr__(self, "_starts", starts)
        headings = [s for s, each in zip(starts, self.parts, strict=False) if isinstance(each, Heading)]
        object.__setattr__(self, "_headings", headings)

    @property
    def count(self) -> int:
        """How many lines."""
        return self._starts[-1]

    def part_at(self, place: int) -> tuple[Heading | Stretch, int] | None:
        """The part a line belongs to, and the line's place in it."""
        if not 0 <= place < self.count:
            return None
        number = bisect_right(self._starts, place) - 1
        return self.parts[number], place - self._starts[number]

    def heading(self, place: int) -> Heading | None:
        """The heading in a line, None where a matter stands."""
        number = bisect_left(self._headings, place)
        if number == len(self._headings) or self._headings[number] != place:
            return None
        found = self.parts[bisect_right(self._starts, place) - 1]
        return found if isinstance(found, Heading) else None

    def headings_between(self, first: int, last: int) -> list[int]:
        """Places of the headings from line `first` to line `last`."""
        return self._headings[bisect_left(self._headings, first) : bisect_right(self._headings, last)]

    def pieces(self, first: int, last: int) -> list[tuple[Heading | Stretch, int, int]]:
        """(part, offset, length) of everything from line `first` up to line `last`."""
        found = []
        number = max(0, bisect_right(self._starts, first) - 1)
        while number < len(self.parts) and self._starts[number] <= last:
            start, end = self._starts[number], self._starts[number + 1]
            low, high = max(first, start), min(last + 1, end)
            if high > low:
                found.append((self.parts[number], low - start, high - low))
            number += 1
        return found

    def place_of(self, path: Path) -> int | None:
        """The line of a heading."""
        return next(
            (at for at in self._headings if (each := self.heading(at)) is not None and each.path == path),
            None,
        )

    def stretch_of(self, path: Path) -> tuple[int, Stretch] | None:
        """Where the matters of a group begin, and their lines."""
        return next(
            (
                (start, each)
                for start, each in zip(self._starts, self.parts, strict=False)
                if isinstance(each, Stretch) and each.path == path
            ),
            None,
        )

    def under(self, place: int) -> tuple[int, int]:
        """First and last line under the heading or below the matter in a line; last before first if none."""
        found = self.part_at(place)
        if found is None:
            return place + 1, place
        part, offset = found
        if isinstance(part, Stretch):
            return place + 1, place + _below(part.depths, offset)
        after = self._headings[bisect_right(self._headings, place) :]
        following = (self.heading(at) for at in after)
        end = next(
            (at for at, each in zip(after, following, strict=True) if each and each.level <= part.level),
            self.count,
        )
        return place + 1, end - 1

    def above(self, place: int) -> int | None:
        """The line that a line stands under: the whole of a part, the heading of a group."""
        found = self.part_at(place)
        if found is None:
            return None
        part, offset = found
        if isinstance(part, Stretch) and part.depths and part.depths[offset]:
            depth = part.depths[offset]
            return next((place - n for n in range(1, offset + 1) if part.depths[offset - n] < depth), None)
        before = self._headings[: bisect_left(self._headings, place)]
        if isinstance(part, Stretch):
            wanted = len(part.path)
            return next(
                (at for at in reversed(before) if (h := self.heading(at)) and len(h.path) <= wanted), None
            )
        return next((at for at in reversed(before) if (h := self.heading(at)) and h.level < part.level), None)


def _below(depths: bytes, offset: int) -> int:
    """How many lines stand below the matter in one."""
    if not depths:
        return 0
    depth = depths[offset]
    end = next((n for n in range(offset + 1, len(depths)) if depths[n] <= depth), len(depths))
    return end - offset - 1
