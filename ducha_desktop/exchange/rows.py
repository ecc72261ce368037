"""From a grid and its mapping to draft rows: merged values down, 同上, sections, problems."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count, repeat

from ducha_desktop.domain.fields import BY_KEY, FieldKind
from ducha_desktop.exchange.choice import CATEGORY, GROUP, TITLE
from ducha_desktop.exchange.grid import ERRORS, FAILED, Flaw, Grid
from ducha_desktop.exchange.headings import HeadingBlock, year_of
from ducha_desktop.exchange.labels import OURS, money_unit
from ducha_desktop.exchange.mapping import Proposal
from ducha_desktop.exchange.rowkinds import DITTO, RowJudge, RowKind, leading_words, section_name
from ducha_desktop.exchange.words import LIST_KINDS, read_column
from ducha_desktop.services.drafts import DraftRow, RowProblem

SECTION = "分类标题"
NO_MATTER = "没有事项内容，无法登记"
NOTHING_ABOVE = "“同上”的上方没有内容，按空白处理"

_UNIT_LINE = re.compile(r"单位[:：](亿元|万元|千元|元)")
_SHORT = 40


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
    """The year in the titles above the heading, else in the sheet's name, else in the heading."""
    above = [cell for row in range(block.top) for cell in grid.row(row) if cell]
    return year_of([*above, grid.name, *(column.name for column in block.columns)])


class _Reading:
    """The reading of one sheet."""

    def __init__(self, grid: Grid, block: HeadingBlock, proposal: Proposal, year: int | None) -> None:
        self.grid = grid
        self.block = block
        self.first = block.bottom + 1
        self.out = SheetRows()
        self.year = sheet_year(grid, block) or year
        self.names = {column.index: column.name or _letter(column.index) for column in block.columns}
        self.fields = proposal.fields
        self.serials = proposal.serials
        self.title = next(index for index, key in proposal.fields.items() if key == TITLE)
        groups = {index for index, key in proposal.fields.items() if key in (CATEGORY, GROUP)}
        early = frozenset({index for index in range(grid.width) if index <= self.title} | groups)
        self.judge = RowJudge(grid, block, self.title, early, proposal.serials)
        ours = {column.index for column in block.columns if column.leaf in OURS}
        blank = [""] * (grid.height - self.first)
        self.columns = [
            blank if index in ours else list(column)[self.first :]
            for index, column in enumerate(grid.columns)
        ]
        self.own = self.columns
        self.flaws: dict[int, list[Flaw]] = {}
        for flaw in grid.flaws:
            self.flaws.setdefault(flaw.row - 1, []).append(flaw)
        self.section = self.subsection = ""
        self.sheet_hidden = grid.visibility != "visible"
        self.inside_title: set[int] = set()

    def run(self) -> SheetRows:
        if self.grid.height <= self.first:
            return self.out
        self._errors()
        self._fill_down()
        self._dittos()
        self._values()
        self._rows()
        return self.out

    def _fill_down(self) -> None:
        """Give a range merged downwards its value in every row; nothing else is ever filled."""
        self.own = list(self.columns)
        copied: set[int] = set()
        for top, left, bottom, right in self.grid.merges:
            if bottom <= top or top < self.first or right - left + 1 > max(self.grid.width // 2, 2):
                continue
            value = self.grid.columns[left][top]
            if not value:
                continue
            if left not in copied:
                copied.add(left)
                self.columns[left] = list(self.columns[left])
            column = self.columns[left]
            for row in range(top - self.first + 1, bottom - self.first + 1):
                column[row] = column[row] or value
            if left == self.title:
                self.inside_title.update(range(top + 1, bottom + 1))

    def _errors(self) -> None:
        """Words such as ``#REF!`` in kinds of files that do not mark errors."""
        for index, column in enumerate(self.columns):
            if ERRORS.isdisjoint(column):
                continue
            for row, value in enumerate(column):
                if value in ERRORS:
                    column[row] = ""
                    flaw = Flaw(row + self.first + 1, index + 1, value, FAILED)
                    self.flaws.setdefault(row + self.first, []).append(flaw)

    def _dittos(self) -> None:
        for index, column in enumerate(self.columns):
            if DITTO.isdisjoint(column):
                continue
            last = ""
            for row, value in enumerate(column):
                if value in DITTO:
                    column[row] = last
                    if not last:
                        self._problem(row + self.first, index, value, NOTHING_ABOVE)
                elif value:
                    last = value

    def _values(self) -> None:
        """Serial numbers of dates as dates, money with the unit of its heading, a dash as nothing."""
        for index, key in self.fields.items():
            kind = BY_KEY[key].kind
            number = kind is FieldKind.NUMBER
            unit = (money_unit(self.names[index]) or self._preface_unit()) if number else ""
            self.columns[index] = read_column(self.columns[index], kind, unit)

    def _preface_unit(self) -> str:
        """The unit of money in a line above the heading: ``单位：万元``."""
        above = (
            "".join(cell.split()) for row in range(self.block.top) for cell in self.grid.row(row) if cell
        )
        found = (_UNIT_LINE.search(text) for text in above)
        return next((hit[1] for hit in found if hit), "")

    def _rows(self) -> None:
        """The long loop: a usual row costs one dictionary, an unusual one is judged."""
        used = [index for index in range(self.grid.width) if index not in self.serials]
        mapped = [index for index in used if index in self.fields]
        extra = [index for index in used if index not in self.fields and any(self.own[index])]
        keys, names = [self.fields[index] for index in mapped], [self.names[index] for index in extra]
        place = mapped.index(self.title)
        odd = self._odd_rows()
        extras_by_row = zip(*(self.columns[index] for index in extra), strict=True) if extra else repeat(())
        values_by_row = zip(*(self.columns[index] for index in mapped), strict=True)
        for row, values, more in zip(count(self.first), values_by_row, extras_by_row, strict=False):
            fields = dict(zip(keys, values, strict=False))
            if "" in values:
                fields = {key: value for key, value in fields.items() if value}
            if row in odd or len(fields) < 3 or not values[place]:  # noqa: PLR2004 - a matter alone is judged
                if self._judged(row) is not RowKind.MATTER:
                    continue
                if not values[place]:  # a dash where the matter should stand
                    self._refuse(row, self._own_cells(row))
                    continue
            extras = {name: value for name, value in zip(names, more, strict=False) if value} if more else {}
            self._keep(row, fields, extras)

    def _keep(self, row: int, fields: dict[str, str], extras: dict[str, str]) -> None:
        """Add a matter to the draft rows."""
        self.out.rows_read += 1
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
            self.section, self.subsection = section_name(cells), ""
        elif kind is RowKind.SUBSECTION:
            self.subsection = section_name(cells)
            self.section = self.section or self.subsection
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
        self.out.skipped.append((self.grid.name, row + 1, f"与第 {last.row} 行是同一事项，已并入"))
        return True


def _is_telling(word: str) -> bool:
    """Whether a short text may be a total, a note or a signature."""
    return len(word) < _SHORT and ("计" in word or "注" in word or "：" in word or ":" in word)


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
    return {column.name: proposal.fields.get(column.index, "") for column in block.columns if column.name}


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
