"""The ledger in groups: headings with their counts, the matters of each a stretch at a time, sub-totals."""

import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.ledger_query import GroupOrder, LedgerQuery
from ducha_desktop.domain.vocabulary import Stage
from ducha_desktop.services import ledger
from ducha_desktop.services.ledger_lists import place_of, words_of
from ducha_desktop.services.ledger_table import found_by_ids
from ducha_desktop.services.office import Reader
from ducha_desktop.services.outline import (
    GROUPABLE,
    MOST_LEVELS,
    MOST_UNFOLDED,
    Folding,
    Heading,
    Hidden,
    Line,
    Path,
    Plan,
    Stretch,
)
from ducha_desktop.services.views import MatterRow
from ducha_desktop.storage.queries import ledger_groups as queries
from ducha_desktop.storage.queries.ledger_groups import Sums

MOST_GROUPS = 20_000
SLOW = 0.03
"""Seconds some lines may take before the order of their group is worked out once and kept."""
_MANY_STRETCHES = 8
"""Slow groups on one page from which on the order of the whole list is worked out in one go."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Sub-totals of one group: 总数 = 完成 + 进入销号程序 + 在办, drafts and cancelled ones apart.

    Attributes:
        rows: all matters of the group.
        percent: mean progress of those that tell it; None where none does.
    """

    rows: int
    closed: int
    closing: int
    open: int
    red: int
    orange: int
    yellow: int
    percent: float | None

    @property
    def total(self) -> int:
        """总数."""
        return self.closed + self.closing + self.open

    @property
    def sentence(self) -> str:
        """The sub-totals in words, as printed: `合计 12 项：完成 3 项，……`."""
        lights = [("红灯", self.red), ("橙灯", self.orange), ("黄灯", self.yellow)]
        lit = "、".join(f"{word} {number}" for word, number in lights if number)
        mean = "" if self.percent is None else f"，平均进度 {self.percent:.0f}%"
        return (
            f"合计 {self.total} 项：完成 {self.closed} 项，进入销号程序 {self.closing} 项，在办 {self.open} 项"
            f"{f'；{lit}' if lit else ''}{mean}"
        )


def figures_of(sums: Sums) -> Figures:
    """Sub-totals as they are shown."""
    stages, lights = sums.stages, sums.lights
    return Figures(
        sum(stages.values()),
        stages.get(Stage.CLOSED, 0),
        stages.get(Stage.CLOSING, 0),
        stages.get(Stage.OPEN, 0),
        lights.get("red", 0),
        lights.get("orange", 0),
        lights.get("yellow", 0),
        sums.percent / sums.told if sums.told else None,
    )


@dataclass
class Counted:
    """What has been counted of a list; kept while only its folding changes.

    Attributes:
        rows: matters of the list.
        groups: by heading of the level above, its groups with their counts.
        orders: ids of groups in their order, where reading them by offset is slow.
    """

    rows: int = -1
    groups: dict[Path, list[tuple[str, int]]] = field(default_factory=dict)
    orders: dict[Path, "array[int]"] = field(default_factory=dict)
    figures: dict[Path, Figures] = field(default_factory=dict)


class GroupOutline:
    """A query in groups."""

    def __init__(
        self,
        query: LedgerQuery,
        folding: Folding | None = None,
        *,
        keys: Sequence[str] = (),
        counted: Counted | None = None,
    ) -> None:
        """Arrange `query` by its `groups`.

        Args:
            query: filters, order and groups.
            folding: what is folded; None leaves it to the length of the list.
            keys: columns whose words are read from the matters.
            counted: what an outline of the same query has counted already.
        """
        self.levels = query.groups[:MOST_LEVELS]
        self.columns = tuple(level.column for level in self.levels)
        self.query = replace(query, groups=(), tree=False)
        self.keys = tuple(keys)
        self.folding = folding or Folding()
        self._chosen = folding is not None
        self.counted = counted or Counted()
        self._slow = False

    def plan(self, reader: Reader) -> Plan:
        """Count what has to be known of the headings, and lay out the lines."""
        if self.counted.rows < 0:
            self.counted.rows = ledger.count(reader, self.query)
        if not self._chosen:
            self._chosen, self.folding = True, Folding(folded=self.counted.rows > MOST_UNFOLDED)
        for depth in range(len(self.levels)):
            self._count(reader, depth)
        return Plan(list(self._parts((), 0)))

    def lines(self, reader: Reader, plan: Plan, first: int, last: int) -> list[Line]:
        """Lines `first` to `last`, both counted from 0."""
        pieces = plan.pieces(first, last)
        slow = self._slow and sum(isinstance(part, Stretch) for part, _, _ in pieces) > _MANY_STRETCHES
        if slow:
            self._order_all(reader)
        ids = [self._ids(reader, part, offset, length) for part, offset, length in pieces]
        found = found_by_ids(reader, [i for each in ids for i in each], keys=self.keys)
        lines: list[Line] = []
        for (part, _, length), some in zip(pieces, ids, strict=True):
            if isinstance(part, Heading):
                lines.append(part)
            else:
                rows: list[Line] = [found.get(i) for i in some]
                lines += rows + [None] * (length - len(rows))
        return lines

    def matters(self, reader: Reader, plan: Plan, first: int, last: int) -> list[MatterRow]:
        """The matters among some lines."""
        return [line for line in self.lines(reader, plan, first, last) if isinstance(line, MatterRow)]

    def place(self, reader: Reader, plan: Plan, uid: str) -> int | Hidden | None:
        """The line of a matter, what hides it where it is folded away, None when it is not listed."""
        found = queries.codes_of(
            reader.connection, self.query, reader.today, self.columns, uid=uid, table=reader.table
        )
        if found is None:
            return None
        row_id, path = found
        where = plan.stretch_of(path)
        if where is None:
            return Hidden(path)
        ids = self._order(reader, path)
        return where[0] + ids.index(row_id) if row_id in ids else None

    def figures(self, reader: Reader, headings: Sequence[Heading]) -> dict[Path, Figures]:
        """The sub-totals of these headings, and of more where they cost nothing."""
        found = self.counted.figures
        for depth in range(len(self.levels)):
            wanted = [each for each in headings if each.level == depth and each.path not in found]
            if wanted:
                told = queries.sums(
                    reader.connection,
                    self.query,
                    reader.today,
                    self.columns[: depth + 1],
                    within=[each.path for each in wanted],
                    rows=sum(each.count for each in wanted),
                    table=reader.table,
                )
                found |= {path: figures_of(sums) for path, sums in told.items()}
        return dict(found)

    def ids(self, reader: Reader, part: Stretch) -> "array[int]":
        """The ids of the matters under one heading; of many headings at once where one walk is cheaper."""
        if len(self.counted.groups.get((), ())) > _MANY_STRETCHES:
            self._order_all(reader)
        return self._order(reader, part.path)

    def _count(self, reader: Reader, depth: int) -> None:
        """Count the groups of one level under the headings that are unfolded."""
        groups = self.counted.groups
        wanted: Iterable[Path] = [()] if depth == 0 else self._unfolded(depth)
        above = [path for path in wanted if path not in groups]
        if not above:
            return
        counts = {(*p, code): n for p, some in groups.items() for code, n in some}
        found = queries.groups(
            reader.connection,
            self.query,
            reader.today,
            self.columns[: depth + 1],
            within=[] if depth == 0 else above,
            rows=self.counted.rows if depth == 0 else sum(counts[path] for path in above),
            table=reader.table,
        )
        if len(found) + len(counts) > MOST_GROUPS:
            raise WrongUseError(
                f"“{GROUPABLE[self.columns[depth]]}”分得太细，超过 {MOST_GROUPS:,} 组，没有分组，也没有改动任何数据。"
                "请先筛选，或换一列分组。"
            )
        groups |= {path: [] for path in above}
        for path, number in found:
            groups.setdefault(path[:-1], []).append((path[-1], number))
        for path in above:
            groups[path] = self._ordered(depth, groups[path])

    def _unfolded(self, depth: int) -> Iterator[Path]:
        for path, some in list(self.counted.groups.items()):
            if len(path) == depth - 1:
                yield from ((*path, code) for code, _ in some if not self.folding.hides((*path, code)))

    def _ordered(self, depth: int, found: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """In the order the level asks for; blanks stand last."""
        level = self.levels[depth]
        found = sorted(found, key=lambda each: place_of(level.column, each[0]))
        if level.order is GroupOrder.REVERSE:
            found.reverse()
        elif level.order is GroupOrder.MOST:
            found.sort(key=lambda each: -each[1])
        return sorted(found, key=lambda each: not each[0])

    def _parts(self, above: Path, depth: int) -> Iterator[Heading | Stretch]:
        column = self.columns[depth]
        for code, number in self.counted.groups.get(above, ()):
            path = (*above, code)
            folded = self.folding.hides(path)
            yield Heading(path, words_of(column, code), number, depth, folded, GROUPABLE[column])
            if not folded and depth + 1 < len(self.levels):
                yield from self._parts(path, depth + 1)
            elif not folded:
                yield Stretch(path, number)

    def _ids(self, reader: Reader, part: Heading | Stretch, offset: int, length: int) -> Sequence[int]:
        if isinstance(part, Heading):
            return ()
        known = self.counted.orders.get(part.path)
        if known is not None:
            return known[offset : offset + length]
        began = time.perf_counter()
        if self._slow and offset:
            return self._order(reader, part.path)[offset : offset + length]
        query = queries.inside(self.query, self.columns, part.path)
        found = queries.stretch(
            reader.connection, query, reader.today, offset=offset, limit=length, table=reader.table
        )
        self._slow = self._slow or time.perf_counter() - began > SLOW
        return found

    def _order_all(self, reader: Reader) -> None:
        """Work out the order of every group in one walk, unless orders are known already."""
        if not self.counted.orders:
            self.counted.orders = queries.order(
                reader.connection, self.query, reader.today, self.columns, table=reader.table
            )

    def _order(self, reader: Reader, path: Path) -> "array[int]":
        """All ids of one group in their order."""
        known = self.counted.orders.get(path)
        if known is None:
            query = queries.inside(self.query, self.columns, path)
            known = self.counted.orders[path] = queries.stretch(
                reader.connection, query, reader.today, offset=0, limit=-1, table=reader.table
            )
        return known
