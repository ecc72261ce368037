"""One worksheet as XML around its rows: panes, widths, filter, merges, drop-downs, colours, print."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from ducha_desktop.exchange.xlsx_cells import MAX_TEXT, CellKind, Value, clean_text, column_letters, markup
from ducha_desktop.exchange.xlsx_paging import COLUMN_PADDING, PAPER_CODE, PagePlan, page_plan
from ducha_desktop.exchange.xlsx_styles import LIGHT_COLOURS, Style
from ducha_desktop.services.outline_export import Band

MAX_ROWS = 1_048_576
BLOCK = 500
"""Rows made into XML at once."""

_NS = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
BAND_MARK = "小计"
"""In the first cell of the line over a group: readers of ledgers, ours among them, pass such lines over."""
_FOLDED_ABOVE = '<outlinePr summaryBelow="0"/>'
_LEVELS = ' outlineLevelRow="3"'
_MAX_LIST = 255
_MAX_FOOT = 80  # Excel refuses a page foot of more than 255 characters, codes included
Block = Sequence[Sequence[Value]]
"""Some rows, column by column."""

_NO_FOOT: Callable[[], Sequence[str]] = tuple


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet.

    Attributes:
        heading: its word in the heading row.
        width: in half-width units, as Excel counts.
        wrap: long text breaks into lines and makes the row higher.
        choices: words of a drop-down; other words stay allowed after a warning.
        lights: the words of the lights colour the cell.
    """

    heading: str
    width: float
    kind: CellKind = CellKind.TEXT
    wrap: bool = False
    choices: tuple[str, ...] = ()
    lights: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to stream.

    Attributes:
        name: cleaned of what Excel forbids; a sheet beyond the row limit goes on as `名称(2)`.
        rows: tuples as long as `columns`, read once.
        blocks: instead of `rows`, the values column by column, at most `BLOCK` rows at a time.
        outlined: lines over groups stand between the blocks; Excel folds what is below each.
        title: merged over all columns; no title row when empty.
        notes: left and right end of the line under the title.
        foot: lines under the table, asked for when all rows are through.
        frozen_columns: columns at the left that stay in view; the heading always does.
        paper: `A3` or `A4`, always landscape; one page wide unless that would be too small to read.
        office: left end of the page foot.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[Value]] = ()
    blocks: Iterator[Block | Band] | None = None
    title: str = ""
    notes: tuple[str, str] = ("", "")
    foot: Callable[[], Sequence[str]] = _NO_FOOT
    frozen_columns: int = 0
    paper: str = "A4"
    office: str = ""
    outlined: bool = False

    @property
    def plan(self) -> PagePlan:
        """How its columns are printed."""
        widths = [column.width for column in self.columns]
        return page_plan(widths, repeated=self.frozen_columns, paper=self.paper)


@dataclass(frozen=True, slots=True)
class Extent:
    """The rows a written sheet takes, counted from 1.

    Attributes:
        last: the last row of data (the heading row when there is none).
        end: the last row with anything in it.
        repeated: leading columns that stay in view and are printed on every page.
    """

    heading: int
    last: int
    end: int
    columns: int
    repeated: int

    def area(self, first: int, last: int) -> str:
        """`A3:P90` over all columns."""
        return f"A{first}:{column_letters(self.columns - 1)}{last}"

    def absolute(self, first: int, last: int) -> str:
        """`$A$3:$P$90` over all columns."""
        return f"$A${first}:${column_letters(self.columns - 1)}${last}"


def inline(reference: str, text: str, style: Style) -> str:
    """A cell of fixed text."""
    if not text:
        return f'<c r="{reference}" s="{style}"/>'
    return (
        f'<c r="{reference}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{markup(clean_text(text)[:MAX_TEXT])}</t></is></c>'
    )


def opening(sheet: Sheet, *, first: bool) -> tuple[str, int]:
    """Everything up to and with the heading row, and the number of that row."""
    rows: list[str] = []
    count = sheet.plan.first_page(len(sheet.columns))
    if sheet.title:
        rows.append(_line(1, [sheet.title, *[""] * (count - 1)], Style.TITLE, height=34))
        rows.append(_notes_row(sheet.notes, count))
    heading = len(rows) + 1
    rows.append(_line(heading, [column.heading for column in sheet.columns], Style.HEADING, height=26))
    widths = "".join(
        f'<col min="{i}" max="{i}" width="{column.width + COLUMN_PADDING:g}" customWidth="1"/>'
        for i, column in enumerate(sheet.columns, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet {_NS}>'
        f"<sheetPr>{_FOLDED_ABOVE if sheet.outlined else ''}"
        f'<pageSetUpPr fitToPage="{int(sheet.plan.scale is None)}"/></sheetPr>'
        f"<sheetViews>{_view(sheet, heading, first=first)}</sheetViews>"
        f'<sheetFormatPr defaultRowHeight="24" customHeight="1"{_LEVELS if sheet.outlined else ""}/>'
        f"<cols>{widths}</cols><sheetData>{''.join(rows)}"
    ), heading


def band_row(sheet: Sheet, number: int, band: Band) -> str:
    """The line over a group: the word that marks it as no matter, and its words over the columns behind."""
    texts = [BAND_MARK, band.words, *[""] * (len(sheet.columns) - 2)]
    return _line(number, texts[: len(sheet.columns)], Style.BAND, height=24, level=band.level)


def foot_rows(sheet: Sheet, last: int) -> tuple[str, int]:
    """The lines under the table, and the number of the last row used."""
    lines = sheet.foot()
    blank = [""] * (sheet.plan.first_page(len(sheet.columns)) - 1)
    rows = [_line(last + i, [text, *blank], Style.FOOT, height=24) for i, text in enumerate(lines, start=1)]
    return "".join(rows), last + len(lines)


def closing(sheet: Sheet, extent: Extent) -> str:
    """Everything after the rows."""
    merges, plan = _merges(sheet, extent), sheet.plan
    fit = f'scale="{plan.scale}"' if plan.scale else 'fitToWidth="1" fitToHeight="0"'
    merged = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
    return (
        f'</sheetData><autoFilter ref="{extent.area(extent.heading, extent.last)}"/>{merged}'
        f"{_colours(sheet, extent)}{_validations(sheet, extent)}"
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.65" header="0.3" footer="0.35"/>'
        f'<pageSetup paperSize="{PAPER_CODE[sheet.paper]}" orientation="landscape" {fit}/>'
        f"<headerFooter><oddFooter>{escape(_footer(sheet.office))}</oddFooter></headerFooter>"
        f"{_column_breaks(plan)}"
        # a telephone number is text on purpose: no green corner on every cell
        f'<ignoredErrors><ignoredError sqref="{extent.area(extent.heading, extent.last)}" numberStoredAsText="1"/>'
        "</ignoredErrors></worksheet>"
    )


def _line(number: int, texts: Sequence[str], style: Style, *, height: float, level: int = 0) -> str:
    cells = "".join(inline(f"{column_letters(i)}{number}", text, style) for i, text in enumerate(texts))
    folds = f' outlineLevel="{level}"' if level else ""
    return f'<row r="{number}" ht="{height:g}" customHeight="1"{folds}>{cells}</row>'


def _notes_row(notes: tuple[str, str], count: int) -> str:
    """The two ends of the line, unmerged: a merged half would read as a heading over the columns."""
    cells = [inline("A2", notes[0], Style.NOTE_LEFT)]
    if count > 1:
        cells.append(inline(f"{column_letters(count - 1)}2", notes[1], Style.NOTE_RIGHT))
    return f'<row r="2" ht="21" customHeight="1">{"".join(cells)}</row>'


def _view(sheet: Sheet, heading: int, *, first: bool) -> str:
    corner = f"{column_letters(sheet.frozen_columns)}{heading + 1}"
    across = f' xSplit="{sheet.frozen_columns}"' if sheet.frozen_columns else ""
    pane = "bottomRight" if sheet.frozen_columns else "bottomLeft"
    chosen = ' tabSelected="1"' if first else ""
    return (
        f'<sheetView showGridLines="0"{chosen} workbookViewId="0">'
        f'<pane{across} ySplit="{heading}" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/></sheetView>'
    )


def _merges(sheet: Sheet, extent: Extent) -> list[str]:
    right = column_letters(sheet.plan.first_page(extent.columns) - 1)
    rows = [*range(extent.last + 1, extent.end + 1), *([1] if sheet.title else [])]
    areas = [f"A{row}:{right}{row}" for row in rows]
    return [f'<mergeCell ref="{area}"/>' for area in areas if _is_wide(area)]


def _column_breaks(plan: PagePlan) -> str:
    if not plan.breaks:
        return ""
    items = "".join(f'<brk id="{column}" max="{MAX_ROWS - 1}" man="1"/>' for column in plan.breaks)
    count = len(plan.breaks)
    return f'<colBreaks count="{count}" manualBreakCount="{count}">{items}</colBreaks>'


def _is_wide(area: str) -> bool:
    start, _, end = area.partition(":")
    return start != end


def _colours(sheet: Sheet, extent: Extent) -> str:
    parts = []
    for i, column in enumerate(sheet.columns):
        if not column.lights:
            continue
        letters = column_letters(i)
        rules = "".join(
            f'<cfRule type="cellIs" dxfId="{k}" priority="{k + 1}" operator="equal">'
            f"<formula>&quot;{word}&quot;</formula></cfRule>"
            for k, (word, _, _) in enumerate(LIGHT_COLOURS)
        )
        area = f"{letters}{extent.heading + 1}:{letters}{max(extent.last, extent.heading + 1)}"
        parts.append(f'<conditionalFormatting sqref="{area}">{rules}</conditionalFormatting>')
    return "".join(parts)


def _validations(sheet: Sheet, extent: Extent) -> str:
    parts = []
    for i, column in enumerate(sheet.columns):
        letters = column_letters(i)
        area = f"{letters}{extent.heading + 1}:{letters}{max(extent.last, extent.heading + 1)}"
        if column.choices:
            parts.append(_drop_down(area, column.choices))
        elif column.kind is CellKind.PERCENT:
            parts.append(
                f'<dataValidation type="decimal" errorStyle="warning" allowBlank="1" showErrorMessage="1"'
                f' errorTitle="请核对" error="请填 0% 到 100% 之间的数。" sqref="{area}">'
                "<formula1>0</formula1><formula2>1</formula2></dataValidation>"
            )
    return f'<dataValidations count="{len(parts)}">{"".join(parts)}</dataValidations>' if parts else ""


def _drop_down(area: str, choices: Sequence[str]) -> str:
    words = ",".join(choices)
    if len(words) > _MAX_LIST or any("," in choice for choice in choices):
        raise ValueError(words)
    return (
        f'<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1"'
        f' errorTitle="请核对" error="一般从下拉列表中选取。" sqref="{area}">'
        f"<formula1>{escape(chr(34) + words + chr(34))}</formula1></dataValidation>"
    )


def _footer(office: str) -> str:
    name = clean_text(office)[:_MAX_FOOT].replace("\n", " ").replace("&", "&&")
    return f'&L&"宋体,常规"&9 {name}&C&"宋体,常规"&9 第 &P 页  共 &N 页'
