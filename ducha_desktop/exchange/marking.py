"""Problems marked in a copy of a workbook: red cells, comments, a column and a sheet. Runs in the worker."""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.domain.fields import BY_KEY, BY_LABEL
from ducha_desktop.exchange.forms import unfold
from ducha_desktop.exchange.grid import DOCUMENTS, Grid
from ducha_desktop.exchange.headings import HeadingBlock, find_heading
from ducha_desktop.exchange.labels import OLD_ROW, PLACE, VERDICT
from ducha_desktop.exchange.mapping import find_column, propose
from ducha_desktop.exchange.parse import opened, parse
from ducha_desktop.services.drafts import RowProblem

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_CELLS = 200_000
_SUMMARY = VERDICT
_AUTHOR = "督查室"
_RED, _DARK_RED, _YELLOW = "FFFFC7CE", "FF9C0006", "FFFFF2CC"
_WIDEST = 60
_SUMMARY_HEAD = ("工作表", "行", "列", "原值", "问题", "处理")
_SUMMARY_WIDTHS = (16, 8, 16, 30, 60, 12)

Marks = dict[str, dict[tuple[int, int], list[str]]]
"""Sheet → (row, column) from 1 → the problems of that cell; column 0 stands for the whole row."""


def marked_copy(data: bytes, password: str | None, problems: Sequence[RowProblem]) -> bytes:
    """The bytes of a copy with problems marked.

    An `.xlsx` keeps its own look; every other kind, and a workbook that cannot be edited, is laid out
    anew; of a very large file only the rows with problems come back. A document comes back as the tables
    it was read as, with the place of every row in it.
    """
    book = parse(data, password)
    book = unfold(book) if book.kind in DOCUMENTS else book
    marks = {grid.name: _marks(grid, problems) for grid in book.grids}
    cells = sum(grid.height * grid.width for grid in book.grids)
    work = _edited(opened(data, password)) if book.kind == "xlsx" and cells <= MAX_CELLS else None
    if work is None:
        work = _laid_out(book.grids, marks, whole=cells <= MAX_CELLS)
    else:
        for grid in book.grids:
            if grid.name in work.sheetnames and marks[grid.name]:
                _mark(work[grid.name], grid, marks[grid.name])
    places = {
        (grid.name, row): words for grid in book.grids for row, words in enumerate(grid.places, 1) if words
    }
    _summarise(work, problems, places)
    out = io.BytesIO()
    work.save(out)
    return out.getvalue()


def _marks(grid: Grid, problems: Sequence[RowProblem]) -> dict[tuple[int, int], list[str]]:
    """Where each problem of a sheet stands."""
    own = [problem for problem in problems if problem.sheet == grid.name]
    block = find_heading(grid) if own else None
    marks: dict[tuple[int, int], list[str]] = {}
    for problem in own:
        column = _column(grid, block, problem.column) if block else 0
        marks.setdefault((problem.row, column), []).append(problem.why)
    return marks


def _column(grid: Grid, block: HeadingBlock, name: str) -> int:
    """Column from 1 of a heading or field, 0 for the whole row."""
    found = find_column(block.columns, name) if name else None
    if found is not None:
        return found.index + 1
    key = name if name in BY_KEY else BY_LABEL[name].key if name in BY_LABEL else ""
    fields = propose(grid, block).fields if key else {}
    return next((index + 1 for index, own in fields.items() if own == key), 0)


def _edited(data: bytes) -> "Workbook | None":
    """Their own workbook for editing; None when openpyxl cannot take it."""
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(data))
    except DuchaError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever the bytes provoke; the copy is then laid out anew
        return None


def _mark(sheet: "Worksheet", grid: Grid, marks: dict[tuple[int, int], list[str]], shift: int = 0) -> None:
    """Red cells with comments, and the problems of a row in a column at its right."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    red = PatternFill("solid", fgColor=_RED)
    by_row: dict[int, list[str]] = {}
    for (row, column), reasons in sorted(marks.items()):
        by_row.setdefault(row, []).extend(reasons)
        cell = _anchor(sheet, row, column or _first_cell(grid, row))
        cell.fill = red
        cell.comment = Comment("\n".join(dict.fromkeys(reasons)), _AUTHOR, width=260, height=110)
    block = find_heading(grid)
    verdict = grid.width + 1 + shift
    if block is not None:
        head = sheet.cell(block.bottom + 1, verdict, VERDICT)
        head.font, head.fill = Font(bold=True, color=_DARK_RED), red
        sheet.column_dimensions[head.column_letter].width = 40
    for row, reasons in by_row.items():
        cell = sheet.cell(row, verdict, "；".join(dict.fromkeys(reasons)))
        cell.data_type = "s"
        cell.font, cell.alignment = Font(color=_DARK_RED), Alignment(wrap_text=True, vertical="center")


def _first_cell(grid: Grid, row: int) -> int:
    """Column from 1 of the first text of a row."""
    cells = grid.row(row - 1) if row <= grid.height else []
    return next((index for index, cell in enumerate(cells, 1) if cell), 1)


def _anchor(sheet: "Worksheet", row: int, column: int) -> Any:
    """The cell itself, or the first one of the merged range it lies in."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return sheet.cell(area.min_row, area.min_col)
    return sheet.cell(row, column)


def _laid_out(grids: Sequence[Grid], marks: Marks, *, whole: bool) -> "Workbook":
    """A new workbook with the texts of their sheets; of a very large file only the rows with problems."""
    import openpyxl

    work = openpyxl.Workbook()
    work.remove(work.active)
    for grid in grids:
        if not grid.height or (not whole and not marks[grid.name]):
            continue
        sheet = work.create_sheet(grid.name)
        if whole:
            _copy(sheet, grid, {row: row + 1 for row in range(grid.height)})
            for top, left, bottom, right in grid.merges:
                sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
            _mark(sheet, grid, marks[grid.name])
            _place(sheet, grid)
        else:
            _only_problems(sheet, grid, marks[grid.name])
    return work


def _place(sheet: "Worksheet", grid: Grid) -> None:
    """Where each row stands in the document, in the last column."""
    from openpyxl.styles import Font

    block = find_heading(grid)
    for row, words in enumerate(grid.places, 1):
        head = block is not None and row == block.bottom + 1
        cell = sheet.cell(row, grid.width + 2, PLACE if head else words)
        cell.font = Font(bold=head, color="FF808080")
        sheet.column_dimensions[cell.column_letter].width = 14


def _copy(sheet: "Worksheet", grid: Grid, rows: dict[int, int], shift: int = 0) -> None:
    """Texts of some rows (from 0) to their new rows (from 1), as texts and never as formulas."""
    from openpyxl.styles import Alignment, Border, Side

    thin = Side(style="thin", color="FF999999")
    wrapped, framed = Alignment(wrap_text=True, vertical="center"), Border(thin, thin, thin, thin)
    _fit_to_width(sheet)
    for index, column in enumerate(grid.columns, 1 + shift):
        longest = 0
        for source, target in rows.items():
            if column[source]:
                cell = sheet.cell(target, index, column[source])
                cell.data_type = "s"
                cell.alignment, cell.border = wrapped, framed
                longest = max(longest, *map(len, column[source].split("\n")))
        letter = sheet.cell(1, index).column_letter
        sheet.column_dimensions[letter].width = min(max(2 * longest, 8), _WIDEST)


def _fit_to_width(sheet: "Worksheet") -> None:
    """Landscape, all columns on one page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _only_problems(sheet: "Worksheet", grid: Grid, marks: dict[tuple[int, int], list[str]]) -> None:
    """The heading and the rows with problems, their old row numbers in front."""
    block = find_heading(grid)
    heads = range(block.top, block.bottom + 1) if block is not None else range(0)
    wanted = [*heads, *sorted({row - 1 for row, _ in marks if row <= grid.height} - set(heads))]
    places = {row: new for new, row in enumerate(wanted, 1)}
    _copy(sheet, grid, places, shift=1)
    sheet.cell(max(len(heads), 1), 1, OLD_ROW)
    for row, new in places.items():
        if row not in heads:
            sheet.cell(new, 1, row + 1)
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for (row, column), reasons in marks.items():
        if row - 1 in places:
            cell = sheet.cell(places[row - 1], (column or _first_cell(grid, row)) + 1)
            cell.fill = PatternFill("solid", fgColor=_RED)
            cell.comment = Comment("\n".join(dict.fromkeys(reasons)), _AUTHOR, width=260, height=110)


def _summarise(
    work: "Workbook", problems: Sequence[RowProblem], places: Mapping[tuple[str, int], str]
) -> None:
    """A sheet with every problem, in the order of the file."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    name = _SUMMARY if _SUMMARY not in work.sheetnames else f"{_SUMMARY}（本次）"
    sheet = work.create_sheet(name)
    for column, (word, width) in enumerate(zip(_SUMMARY_HEAD, _SUMMARY_WIDTHS, strict=True), 1):
        cell = sheet.cell(1, column, word)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=_YELLOW)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, problem in enumerate(problems, 2):
        verdict = "没有导入" if problem.refuses else "按原文保留"
        field = BY_KEY[problem.column].label if problem.column in BY_KEY else problem.column
        for column, value in enumerate(
            (
                problem.sheet,
                places.get((problem.sheet, problem.row), problem.row),
                field,
                problem.value,
                problem.why,
                verdict,
            ),
            1,
        ):
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    _fit_to_width(sheet)
