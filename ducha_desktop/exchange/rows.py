"""From a grid and its mapping to draft rows: matters, sections, what is skipped and what is refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count, repeat

from ducha_desktop.domain.fields import BY_KEY
from ducha_desktop.exchange.choice import CATEGORY, GROUP, TITLE
from ducha_desktop.exchange.columns import prepare
from ducha_desktop.exchange.completing import complete
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.headings import HeadingBlock, year_of
from ducha_desktop.exchange.mapping import Proposal
from ducha_desktop.exchange.rowkinds import RowJudge, RowKind, leading_words, section_name
from ducha_desktop.exchange.tables import caption
from ducha_desktop.exchange.words import LIST_KINDS
from ducha_desktop.services.drafts import DraftRow, RowProblem

SECTION = "分类标题"
NO_MATTER = "没有事项内容，无法登记"
NOTHING_ABOVE = "“同上”的上方没有内容，按空白处理"

_SHORT = 40
_TELLING = re.compile(r"[计注：:]|^第\d+页|[（(](?:共|计)?\d+[项个件条户家][)）]$")


@dataclass(slots=True)
class SheetRows:
    """What one sheet gave."""

    rows: list[DraftRow] = field(default_factory=list)
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    rows_read: int = 0
    hidden: int = 0


def read_rows(grid: Grid, block: HeadingBlock, proposal: Proposal, year: int | None = None) -> SheetRows:
    """Turn every row under the heading into a draft, a skipped row or a refusal.

    Args:
        grid: the sheet.
        block: its heading.
        proposal: field of each column; one of them is the title.
        year: the year named by the file when the sheet itself names none.
    """
    return _Reading(grid, block, proposal, year).run()


def sheet_year(grid: Grid, block: HeadingBlock) -> int | None:
    """The year in the titles above the heading (the nearest of a document first), else in the sheet's name, else in the heading."""
    above = [cell for row in range(block.top) for cell in grid.row(row) if cell]
    return year_of([*above, *reversed(grid.above), grid.name, *(column.name for column in block.columns)])


class _Reading:
    """The reading of one sheet."""

    def __init__(self, grid: Grid, block: HeadingBlock, proposal: Proposal, year: int | None) -> None:
        self.grid = grid
        self.block = block
        self.first = block.bottom + 1
        self.out = SheetRows()
        self.year = sheet_year(grid, block) or year
        self.names = {column.index: column.name or _letter(column.index) for column in block.columns}
        self.names |= proposal.extras
        self.fields = proposal.fields
        self.serials = proposal.serials
        self.title = next(index for index, key in proposal.fields.items() if key == TITLE)
        groups = {index for index, key in proposal.fields.items() if key in (CATEGORY, GROUP)}
        early = frozenset({index for index in range(grid.width) if index <= self.title} | groups)
        self.judge = RowJudge(grid, block, self.title, early, proposal.serials)
        ready = prepare(grid, block, proposal.fields)
        self.columns, self.own, self.flaws = ready.cells, ready.own, ready.flaws
        self.inside_title = ready.inside.get(self.title, set())
        for row, column, words in ready.lost:
            self._problem(row, column, words, NOTHING_ABOVE)
        self.section, self.has_sections = caption(grid, block)
        self.subsection = ""
        self.outlined = False
        self.sheet_hidden = grid.visibility != "visible"

    def run(self) -> SheetRows:
        if self.grid.height > self.first:
            self._rows()
            self.out.problems += complete(self.out.rows, self.grid, self.block, self.fields)
        return self.out

    def _rows(self) -> None:
        """The long loop: a usual row costs one dictionary, an unusual one is judged."""
        used = [index for index in range(self.grid.width) if index not in self.serials]
        mapped = [
            index
            for index in used
            if index in self.fields and (index == self.title or any(self.columns[index]))
        ]
        extra = [index for index in used if index not in self.fields and any(self.own[index])]
        keys, names = [self.fields[index] for index in mapped], [self.names[index] for index in extra]
        place = mapped.index(self.title)
        odd = self._odd_rows()
        extras_by_row = zip(*(self.columns[index] for index in extra), strict=True) if extra else repeat(())
        values_by_row = zip(*(self.columns[index] for index in mapped), strict=True)
        special = bool(self.inside_title or self.flaws or self.grid.hidden_rows) or self.sheet_hidden
        keep, name, year = self.out.rows.append, self.grid.name, self.year
        for row, values, more in zip(count(self.first), values_by_row, extras_by_row, strict=False):
            fields = dict(zip(keys, values, strict=False))
            if "" in values:
                fields = {key: value for key, value in fields.items() if value}
            unusual = row in odd or len(fields) < 3 or not values[place]  # noqa: PLR2004 - a matter alone is judged
            if unusual and not self._is_matter(row, values[place]):
                continue
            extras = {key: value for key, value in zip(names, more, strict=False) if value} if more else {}
            if special or self.section:
                self._keep(row, fields, extras)
            else:
                keep(DraftRow(name, row + 1, fields, extras, year, hidden=False))
        self.out.rows_read += len(self.out.rows)

    def _is_matter(self, row: int, title: str) -> bool:
        """Judge an unusual row; what is no matter is skipped or refused."""
        if self._judged(row) is not RowKind.MATTER:
            return False
        if not title:  # a dash where the matter should stand
            self._refuse(row, self._own_cells(row))
        return bool(title)

    def _keep(self, row: int, fields: dict[str, str], extras: dict[str, str]) -> None:
        """Add a matter in a section, a hidden row, a row with flaws or under a merged title."""
        if self.outlined and any(self.own[index][row - self.first].isdecimal() for index in self.serials):
            self.section = self.subsection = ""  # 3 after 2, 2.1, 2.2 stands beside them, not below
        if self.section:
            self._place_in_section(fields, extras)
        if row in self.inside_title and self._joined(row, fields, extras):
            return
        if row in self.flaws:
            self._report_flaws(row)
        hidden = self.sheet_hidden or row in self.grid.hidden_rows
        self.out.hidden += hidden
        self.out.rows.append(DraftRow(self.grid.name, row + 1, fields, extras, self.year, hidden))

    def _odd_rows(self) -> set[int]:
        """Rows whose leading words need a look: totals, notes, repeated headings, flaws in the title."""
        odd = set(self.flaws)
        heads = leading_words(
            [part for column in self.block.columns for part in (*column.parts, column.name)]
        )
        for index in range(self.title + 1):
            if "".join(self.own[index]).isascii():
                continue  # running numbers
            words = {word for word in set(self.own[index]) if word in heads or _is_telling(word)}
            if words:
                odd.update(row for row, word in enumerate(self.own[index], self.first) if word in words)
        odd.update(range(self.first, self.first + 2))
        return odd

    def _judged(self, row: int) -> RowKind:
        place = row - self.first
        cells = self._own_cells(row)
        flaws = self.flaws.get(row, ())
        kind = self.judge.judge(row, cells)
        if kind is RowKind.BLANK and not flaws:
            return kind
        if self.columns[self.title][place] and kind in (RowKind.EMPTY, RowKind.SERIAL):
            return RowKind.MATTER  # the title stands in the merged range above
        if kind in (RowKind.EMPTY, RowKind.BLANK) or (kind is RowKind.SERIAL and flaws):
            self._refuse(row, cells)
            return RowKind.EMPTY
        if kind is RowKind.MATTER:
            return kind
        self.out.rows_read += 1
        if kind is RowKind.SECTION:
            self.section, self.subsection, self.has_sections = section_name(cells), "", True
            self.outlined = next(iter(cells.values())).isdecimal()
        elif kind is RowKind.SUBSECTION:
            self.subsection = section_name(cells)
            if not self.has_sections:  # （一）, （二） without 一、 above them are the sections themselves
                self.section = self.subsection
        self.out.skipped.append((self.grid.name, row + 1, kind.value))
        return kind

    def _own_cells(self, row: int) -> dict[int, str]:
        place = row - self.first
        return {index: column[place] for index, column in enumerate(self.own) if column[place]}

    def _refuse(self, row: int, cells: dict[int, str]) -> None:
        self.out.rows_read += 1
        for flaw in self.flaws.get(row, ()):
            if flaw.column - 1 == self.title:
                self._problem(row, self.title, flaw.value, flaw.why, refuses=True)
                return
        words = "；".join(cell for index, cell in cells.items() if index not in self.serials)[:60]
        self.out.problems.append(RowProblem(self.grid.name, row + 1, "", words, NO_MATTER, refuses=True))

    def _report_flaws(self, row: int) -> None:
        for flaw in self.flaws[row]:
            if flaw.column - 1 not in self.serials:
                self._problem(row, flaw.column - 1, flaw.value, flaw.why)

    def _problem(self, row: int, column: int, value: str, why: str, *, refuses: bool = False) -> None:
        name = self.names.get(column, _letter(column))
        self.out.problems.append(RowProblem(self.grid.name, row + 1, name, value, why, refuses))

    def _place_in_section(self, fields: dict[str, str], extras: dict[str, str]) -> None:
        """The section is the category of a row without one, and an extra beside a category of its own."""
        if CATEGORY in fields:
            extras[SECTION] = self.section
            return
        fields[CATEGORY] = self.section
        if self.subsection and self.subsection != self.section:
            fields.setdefault(GROUP, self.subsection)

    def _joined(self, row: int, fields: dict[str, str], extras: dict[str, str]) -> bool:
        """Add a further line of a matter whose title and lead unit are merged over several rows."""
        last = self.out.rows[-1] if self.out.rows else None
        if last is None or any(
            fields.get(key) != last.fields.get(key) for key in (TITLE, "number", "lead_unit")
        ):
            return False
        for key, value in fields.items():
            _append(last.fields, key, value, "、" if BY_KEY[key].kind in LIST_KINDS else "\n")
        for name, value in extras.items():
            _append(last.extras, name, value, "\n")
        self.out.rows_read += 1
        self.out.skipped.append((self.grid.name, row + 1, f"与第 {last.row} 行是同一事项，已并入"))
        return True


def _is_telling(word: str) -> bool:
    """Whether a short text may be a total, a note or a signature."""
    return len(word) < _SHORT and _TELLING.search(word) is not None


def _append(values: dict[str, str], key: str, value: str, mark: str) -> None:
    before = values.get(key)
    if before is None:
        values[key] = value
    elif value not in before.split(mark):
        values[key] = before + mark + value


def _letter(index: int) -> str:
    """Name of a column without a heading: ``H列``."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}列"


def columns_of(block: HeadingBlock, proposal: Proposal) -> dict[str, str]:
    """Heading → field key in column order; an empty key for a heading left aside."""
    return {column.name: proposal.key(column.index) for column in block.columns if column.name}


def sample(grid: Grid, block: HeadingBlock, count: int) -> tuple[Sequence[str], ...]:
    """The first non-blank rows under the heading, as they stand."""
    found: list[Sequence[str]] = []
    for index in range(block.bottom + 1, grid.height):
        cells = grid.row(index)
        if any(cells):
            found.append(cells)
        if len(found) >= count:
            break
    return tuple(found)
