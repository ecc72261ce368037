"""The ledger as a tree: plan, class and item as headings, below them whole matters with their parts."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.ledger import choices
from ducha_desktop.services.ledger_table import TableRow, found_by_ids
from ducha_desktop.services.office import Reader
from ducha_desktop.services.outline import (
    MOST_UNFOLDED,
    Folding,
    Heading,
    Hidden,
    Line,
    Path,
    Plan,
    Stretch,
    TreeRow,
)
from ducha_desktop.services.outline_groups import GroupOutline
from ducha_desktop.services.views import MatterRow
from ducha_desktop.storage.queries.ledger_groups import MANY
from ducha_desktop.storage.queries.ledger_tree import Family, Tree

MOST_OPENED = 20_000
"""Matters whose parts are shown at once."""
_KINDS = ("台账", "类别", "项")
_PLAIN = tuple(each.name for each in fields(TableRow))


@dataclass
class Grown:
    """What has been read of a tree; kept while only its folding changes."""

    family: Family | None = None
    order: tuple[str, ...] = ()
    roots: dict[Path, "array[int]"] = field(default_factory=dict)
    parts: dict[str, "array[int]"] = field(default_factory=dict)
    uids: dict[int, str] = field(default_factory=dict)


class TreeOutline:
    """A query as a tree."""

    def __init__(
        self,
        query: LedgerQuery,
        folding: Folding | None = None,
        *,
        keys: Sequence[str] = (),
        grown: Grown | None = None,
    ) -> None:
        """As `GroupOutline`; matters show their parts where `folding` says so, all of them in a filtered list."""
        self.query, self.keys = query, tuple(keys)
        self.folding = folding or Folding()
        self._chosen = folding is not None
        self.counted = grown or Grown()
        self._lines: dict[Path, tuple[array[int], bytes]] = {}

    def plan(self, reader: Reader) -> Plan:
        """Read what has to be known of the places, and lay out the lines."""
        grown, tree = self.counted, self._tree(reader)
        if grown.family is None:
            grown.family = tree.family()
            grown.order = tuple(name for _, name in choices(reader).ledgers)
        if not self._chosen:
            rows = sum(grown.family.places.values())
            narrow = grown.family.restricted and rows <= MOST_UNFOLDED
            self._chosen, self.folding = True, Folding(folded=rows > MOST_UNFOLDED, every_node=narrow)
        self._grow(tree, grown.family)
        self._read_roots(tree, grown.family)
        return Plan(list(self._parts(tree, grown.family)))

    def lines(self, reader: Reader, plan: Plan, first: int, last: int) -> list[Line]:
        """Lines `first` to `last`, both counted from 0."""
        pieces = plan.pieces(first, last)
        ids: list[int] = []
        for part, offset, length in pieces:
            if isinstance(part, Stretch):
                ids += self._lines[part.path][0][offset : offset + length]
        found = found_by_ids(reader, ids, keys=self.keys)
        works = self._tree(reader).works([row.uid for row in found.values()])
        lines: list[Line] = []
        for part, offset, length in pieces:
            if isinstance(part, Heading):
                lines.append(part)
                continue
            some, depths = self._lines[part.path]
            for n in range(offset, offset + length):
                row = found.get(some[n])
                lines.append(row and self._row(row, depths[n], works.get(row.uid, (0, 0, 0))))
        return lines

    def matters(self, reader: Reader, plan: Plan, first: int, last: int) -> list[MatterRow]:
        """The matters among some lines."""
        return [line for line in self.lines(reader, plan, first, last) if isinstance(line, MatterRow)]

    def place(self, reader: Reader, plan: Plan, uid: str) -> int | Hidden | None:
        """The line of a matter, what hides it where it is folded away, None when it is not listed."""
        tree = self._tree(reader)
        found = tree.line_to(uid)
        if found is None or found[1] not in self._family.places:
            return None
        _, path, line = found
        where = plan.stretch_of(path)
        row_id = next(iter(tree.ids_of((uid,))), None)
        if where is not None and row_id is not None and row_id in self._lines[path][0]:
            return where[0] + self._lines[path][0].index(row_id)
        closed = [each for each in line[:-1] if not self.folding.opens(each)]
        if where is not None and not closed:
            return None
        return Hidden(path, tuple(line[:-1]))

    def ids(self, reader: Reader, part: Stretch) -> "array[int]":
        """The ids of the matters of one stretch, without those that are shown only for the sake of their parts."""
        beside = self._tree(reader).ids_of(self._family.beside)
        return array("q", (row_id for row_id in self._lines[part.path][0] if row_id not in beside))

    @property
    def _family(self) -> Family:
        assert self.counted.family is not None
        return self.counted.family

    def _tree(self, reader: Reader) -> Tree:
        return Tree(reader.connection, self.query, reader.today, table=reader.table)

    def _grow(self, tree: Tree, family: Family) -> None:
        """Read the parts of the matters that show them."""
        grown, folding = self.counted, self.folding
        if folding.every_node and len(family.wholes) > MOST_OPENED:
            raise WrongUseError(
                f"带下级的事项超过 {MOST_OPENED:,} 项，没有全部展开，也没有改动任何数据。请先筛选，或逐项展开。"
            )
        opened = filter(folding.opens, sorted(family.wholes)) if folding.every_node else sorted(folding.nodes)
        new = [uid for uid in opened if uid not in grown.parts]
        if new:
            found = tree.parts_of(new, family)
            grown.parts |= {uid: found.get(uid, array("q")) for uid in new}
            grown.uids |= tree.ids_of(new)
        self._opened = {row_id: uid for row_id, uid in grown.uids.items() if folding.opens(uid)}

    _opened: dict[int, str] = {}  # noqa: RUF012 - replaced whole, never changed

    def _parts(self, tree: Tree, family: Family) -> Iterator[Heading | Stretch]:
        """Headings of ledgers, classes and items; what has no class or item stands right below the next above."""
        ledgers = {name: n for n, name in enumerate(self.counted.order)}
        totals: Counter[Path] = Counter()
        for path, number in family.places.items():
            totals.update({path[:n]: number for n in range(1, len(path) + 1)})
        places = sorted(family.places, key=lambda path: (ledgers.get(path[0], len(ledgers)), path))
        open_at: Path = ()
        hidden: Path | None = None
        for path in places:
            shown = tuple(code for code in path if code)
            for depth in range(len(shown)):
                head = _head(path, depth)
                if head == open_at[: len(head)] and open_at:
                    continue
                if hidden is not None and head[: len(hidden)] == hidden:
                    continue
                hidden = None
                folded = self.folding.hides(head)
                yield Heading(head, head[-1], totals[head], depth, folded, _KINDS[len(head) - 1])
                open_at = head
                hidden = head if folded else None
            if hidden is None or path[: len(hidden)] != hidden:
                yield from self._stretch(tree, path, family)

    def _read_roots(self, tree: Tree, family: Family) -> None:
        """Read what stands in large places in one walk: place by place takes several times as long."""
        wanted = [
            path
            for path in family.places
            if path not in self.counted.roots
            and not any(self.folding.hides(path[:n]) for n in range(1, len(path) + 1) if path[n - 1])
        ]
        if len(wanted) > 1 and sum(family.places[path] for path in wanted) >= MANY:
            found = tree.all_roots(family)
            self.counted.roots |= {path: found.get(path, array("q")) for path in family.places}

    def _stretch(self, tree: Tree, path: Path, family: Family) -> Iterator[Stretch]:
        roots = self.counted.roots.get(path)
        if roots is None:
            roots = self.counted.roots[path] = tree.roots(path, family)
        lines = self._lines[path] = self._with_parts(roots)
        if lines[0]:
            yield Stretch(path, len(lines[0]), lines[1])

    def _with_parts(self, roots: "array[int]") -> tuple["array[int]", bytes]:
        """The lines of roots with the parts of those that show them."""
        if not self._opened:
            return roots, bytes(len(roots))
        ids, depths = array("q"), bytearray()
        stack: list[tuple[Iterator[int], int]] = [(iter(roots), 0)]
        seen: set[int] = set()
        while stack:
            some, depth = stack[-1]
            row_id = next(some, None)
            if row_id is None:
                stack.pop()
                continue
            ids.append(row_id)
            depths.append(min(depth, 255))
            uid = self._opened.get(row_id)
            if uid is not None and row_id not in seen:
                seen.add(row_id)
                stack.append((iter(self.counted.parts.get(uid, ())), depth + 1))
        return ids, bytes(depths)

    def _row(self, row: MatterRow, depth: int, works: tuple[int, int, int]) -> TreeRow:
        plain: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN if hasattr(row, name)}
        parts, done, counted = works
        opened = bool(parts) and self.folding.opens(row.uid)
        beside = row.uid in self._family.beside
        return TreeRow(
            **plain, depth=depth, parts=parts, done=done, counted=counted, opened=opened, beside=beside
        )


def _head(path: Path, depth: int) -> Path:
    """The heading of the `depth`-th level that is not blank."""
    at = [n for n, code in enumerate(path) if code][depth]
    return path[: at + 1]


def outline_of(
    query: LedgerQuery,
    folding: Folding | None,
    *,
    keys: Sequence[str] = (),
    before: "Outline | None" = None,
) -> "Outline":
    """The outline a query asks for; `before` is one of the same query whose counts still hold."""
    if query.tree:
        grown = before.counted if isinstance(before, TreeOutline) else None
        return TreeOutline(query, folding, keys=keys, grown=grown)
    counted = before.counted if isinstance(before, GroupOutline) else None
    return GroupOutline(query, folding, keys=keys, counted=counted)


Outline = GroupOutline | TreeOutline
