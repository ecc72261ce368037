"""The door for foreign ledgers: a path in, draft rows out; and the survey the import wizard shows first."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.exchange.choice import TITLE
from ducha_desktop.exchange.forms import unfold
from ducha_desktop.exchange.grid import Book, Grid
from ducha_desktop.exchange.headings import HeadingBlock, find_heading, year_of
from ducha_desktop.exchange.mapping import Proposal, has_heading, propose
from ducha_desktop.exchange.notes import notes_of
from ducha_desktop.exchange.rows import SheetRows, columns_of, read_rows, sample, sheet_year
from ducha_desktop.exchange.tables import other_tables
from ducha_desktop.exchange.worker import Parser
from ducha_desktop.runtime import collector
from ducha_desktop.services.drafts import DraftRow, ReadLedger, RowProblem

_SAMPLE_ROWS = 8
_BESIDE = re.compile(r"（第\d栏）$")


@dataclass(frozen=True, slots=True)
class ColumnSurvey:
    """One column as the wizard shows it: its heading, the proposed field (or none), how sure, and samples."""

    heading: str
    field: str
    score: float
    samples: tuple[str, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class SheetSurvey:
    """One sheet before the choice.

    Attributes:
        visibility: `visible`, `hidden` or `veryhidden`.
        rows: height of the sheet; `columns` its width.
        heading_rows: first and last heading row from 1, or None when none was found.
        year: the year its titles name.
        fits: whether it would be read when the user chooses no sheet.
        sample_rows: the first rows under the heading (or of the sheet), as they stand.
    """

    name: str
    visibility: str
    rows: int
    columns: int
    hidden_rows: int
    hidden_columns: int
    heading_rows: tuple[int, int] | None
    year: int | None
    fits: bool
    proposals: tuple[ColumnSurvey, ...]
    sample_rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A file before the choice of sheet, heading row and mapping."""

    path: str
    kind: str
    sha256: str
    sheets: tuple[SheetSurvey, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet with its heading and mapping."""

    grid: Grid
    block: HeadingBlock
    proposal: Proposal
    year: int | None = None

    @property
    def has_title(self) -> bool:
        return TITLE in self.proposal.fields.values()


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the user chose for headings, and the names of the extra fields there are."""

    mapping: Mapping[str, str] | None
    extras: Collection[str]


def load(path: Path | str, password: str | None = None, parser: Parser | None = None) -> Book:
    """Parse a foreign file in the limited worker; the book can be surveyed and read any number of times.

    Raises:
        DuchaError: damaged, encrypted, too large, of a kind that is not read, or out of reach.
    """
    if parser is not None:
        return unfold(parser.read(Path(path), password))
    with Parser() as own:
        return unfold(own.read(Path(path), password))


def read_ledger(  # noqa: PLR0913 - the whole choice in one call
    path: Path | str,
    *,
    sheet: str | None = None,
    heading_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
    extras: Collection[str] = (),
    password: str | None = None,
    book: Book | None = None,
) -> ReadLedger:
    """Read any office's ledger.

    Args:
        path: the file.
        sheet: one sheet by name; without it every sheet that looks like a ledger.
        heading_row: a heading row from 1; without it the likeliest of each sheet.
        mapping: heading → field (key or Chinese label), an empty field leaves the column aside; it goes
            before the proposals for the headings it names.
        extras: names of the extra fields that the ledgers have; columns of these names hold them.
        password: opens an encrypted workbook.
        book: the file as `load` gave it, to spare parsing it again.

    Raises:
        DuchaError: the file cannot be read, no ledger is in it, or the choice does not fit it.
    """
    book = book or load(path, password)
    return read_book(book, path, sheet=sheet, heading_row=heading_row, mapping=mapping, extras=extras)


def read_book(
    book: Book,
    path: Path | str,
    *,
    sheet: str | None = None,
    heading_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
    extras: Collection[str] = (),
) -> ReadLedger:
    """Read a parsed file; see `read_ledger`."""
    grids = _chosen(book, sheet)
    wish = _Wish(mapping, extras)
    found = [hit for grid in grids for hit in _tables(grid, heading_row, wish)]
    ledgers = [hit for hit in found if hit.has_title]
    ledgers = [hit for hit in ledgers if hit.block.telling] or ledgers
    _check_mapping(found, mapping)
    if not ledgers:
        raise RefusedError(_no_ledger(book, found, sheet))
    file_year = year_of([Path(path).stem])
    with collector.paused():
        parts = [
            (hit, read_rows(hit.grid, hit.block, hit.proposal, hit.year or file_year)) for hit in ledgers
        ]
        return _ledger(book, str(path), parts, chosen=sheet is not None)


def survey(path: Path | str, password: str | None = None, *, book: Book | None = None) -> Survey:
    """What the wizard shows before anything is chosen.

    Raises:
        DuchaError: the file cannot be read.
    """
    book = book or load(path, password)
    sheets = tuple(_survey(grid) for grid in book.grids)
    return Survey(str(path), book.kind, book.sha256, sheets, book.remarks)


def _chosen(book: Book, sheet: str | None) -> tuple[Grid, ...]:
    if sheet is None:
        return tuple(grid for grid in book.grids if grid.height)
    named = tuple(grid for grid in book.grids if _plain_name(grid) == sheet.strip() or grid.name == sheet)
    if not named:
        names = "、".join(grid.name for grid in book.grids)
        raise WrongUseError(f"文件中没有工作表“{sheet}”，没有导入任何内容。已有的工作表：{names}。")
    return named


def _plain_name(grid: Grid) -> str:
    """The sheet's own name, also of a table that stands to the right of others in it."""
    return _BESIDE.sub("", grid.name.strip())


def _find(grid: Grid, heading_row: int | None, wish: _Wish) -> _Found | None:
    if heading_row is not None and not 1 <= heading_row <= grid.height:
        return None
    block = find_heading(grid, heading_row)
    if block is None:
        return None
    return _Found(grid, block, propose(grid, block, wish.mapping, extras=wish.extras))


def _tables(grid: Grid, heading_row: int | None, wish: _Wish) -> list[_Found]:
    """The tables of a sheet; one, unless further headings stand below or above it."""
    first = _find(grid, heading_row, wish)
    if first is None:
        return []
    chosen = heading_row is not None and first.block != find_heading(grid)
    parts = (grid,) if chosen else other_tables(grid, first.block)
    if len(parts) == 1:
        return [first]
    year = sheet_year(grid, first.block)
    hits = [hit for part in parts if (hit := _find(part, None, wish)) is not None]
    hits = [replace(hit, year=year) for hit in hits if hit.block.telling]
    return sorted(hits, key=lambda hit: hit.block.top)


def _check_mapping(found: list[_Found], mapping: Mapping[str, str] | None) -> None:
    """Every heading the user names must stand in one of the sheets."""
    for heading in mapping or ():
        if found and not any(has_heading(hit.block.columns, heading) for hit in found):
            raise WrongUseError(
                f"表头中没有“{heading}”这一列，没有导入任何内容。表头有：{_headings(found)}。"
            )


def _headings(found: list[_Found]) -> str:
    """The headings there are; of several sheets each with its own."""
    told = [(hit.grid.name, "、".join(c.name for c in hit.block.columns if c.name)) for hit in found]
    if len(told) == 1:
        return told[0][1]
    return "；".join(f"“{sheet}”的{names}" for sheet, names in told)


def _no_ledger(book: Book, found: list[_Found], sheet: str | None) -> str:
    if not any(grid.height for grid in book.grids):
        return "表格是空的，没有可导入的内容。"
    if found:
        return (
            f"找到了表头（{_headings(found)}），但没有一列能作为“事项”，没有导入任何内容。"
            "请指定哪一列是事项（向导中选择，或命令行 --map 列名=事项）。"
        )
    where = f"工作表“{sheet}”" if sheet else "文件"
    return f"{where}中没有找到台账的表头，没有导入任何内容。请指定表头在第几行，或检查是否选错了文件。"


def _ledger(book: Book, path: str, parts: list[tuple[_Found, SheetRows]], *, chosen: bool) -> ReadLedger:
    rows: list[DraftRow] = []
    skipped: list[tuple[str, int, str]] = []
    problems: list[RowProblem] = []
    headings: dict[str, str] = {}
    labels: dict[tuple[str, str], str] = {}
    for hit, sheet in parts:
        rows += sheet.rows
        skipped += sheet.skipped
        problems += sorted(sheet.problems, key=lambda problem: problem.row)
        for name, key in columns_of(hit.block, hit.proposal).items():
            headings[name] = headings.get(name) or key
            labels.setdefault((hit.grid.name, key), name)
    return ReadLedger(
        path=path,
        kind=book.kind,
        sha256=book.sha256,
        sheets=tuple(dict.fromkeys(hit.grid.name for hit, _ in parts)),
        rows=tuple(rows),
        rows_read=sum(sheet.rows_read for _, sheet in parts),
        skipped=tuple(skipped),
        headings=headings,
        labels=labels,
        problems=tuple(problems),
        places={
            (hit.grid.name, row): place
            for hit, _ in parts
            for row, place in enumerate(hit.grid.places, 1)
            if place
        },
        notes=notes_of(book, [(hit.grid, hit.block, sheet) for hit, sheet in parts], chosen=chosen),
    )


def _survey(grid: Grid) -> SheetSurvey:
    block = find_heading(grid) if grid.height else None
    proposal = propose(grid, block) if block is not None else None
    columns = []
    rows = (
        sample(grid, block, _SAMPLE_ROWS)
        if block is not None
        else tuple(grid.row(i) for i in range(min(grid.height, _SAMPLE_ROWS)))
    )
    if block is not None and proposal is not None:
        for column in block.columns:
            samples = tuple(row[column.index] for row in rows if row[column.index])[:3]
            key = proposal.fields.get(column.index, "")
            score = proposal.scores.get(column.index, 0.0)
            columns.append(
                ColumnSurvey(column.name, key, score, samples, column.index in grid.hidden_columns)
            )
    return SheetSurvey(
        name=grid.name,
        visibility=grid.visibility,
        rows=grid.height,
        columns=grid.width,
        hidden_rows=len(grid.hidden_rows),
        hidden_columns=len(grid.hidden_columns),
        heading_rows=(block.top + 1, block.bottom + 1) if block is not None else None,
        year=sheet_year(grid, block) if block is not None else None,
        fits=block is not None
        and block.telling
        and proposal is not None
        and TITLE in proposal.fields.values(),
        proposals=tuple(columns),
        sample_rows=tuple(tuple(row) for row in rows),
    )
