"""The sheets of the blank template: what is to be filled in stands on yellow, what must be under orange."""

from datetime import date
from typing import TYPE_CHECKING

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.fields import BY_KEY, FieldKind
from ducha_desktop.exchange.template_words import EXAMPLE, HINTS, NOTES
from ducha_desktop.exchange.xlsx_cells import clean_text, column_letters, line_counts
from ducha_desktop.exchange.xlsx_paging import PAPER_CODE, page_plan
from ducha_desktop.exchange.xlsx_styles import HEI, SONG, TITLE

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

EXAMPLE_MARK = "示例"
"""Stands in 序号 of the example row; the import skips such a row."""

SERIAL = "序号"
TEMPLATE_KEYS: tuple[str, ...] = (
    *("number", "title", "ledger", "category", "source", "source_date", "target", "task", "measures"),
    *("liaison_leaders", "responsible_leaders", "lead_unit", "co_units", "townships", "persons", "phone"),
    *(
        "start",
        "due",
        "report_cycle",
        "status",
        "progress_percent",
        "progress_text",
        "problems",
        "next_steps",
    ),
    *("priority", "remarks"),
)
REQUIRED = ("title", "lead_unit", "due")
"""The fields without which a matter is not clear (四清: 任务、责任、时限)."""

_HEADING_ROW = 3
_BLANK_ROWS = 120
_NOTE_WIDTH = 92
_REPEATED = 3
_WIDE = {
    "title": 36,
    "target": 26,
    "task": 26,
    "measures": 26,
    "progress_text": 30,
    "lead_unit": 18,
    "co_units": 22,
    "remarks": 18,
}
_KIND_WIDTHS = {FieldKind.DATE: 13, FieldKind.DEADLINE: 15, FieldKind.PERCENT: 10, FieldKind.ENUM: 11}
_BLANK, _HEADING, _REQUIRED = "FFFFF9DB", "FFE8EEF6", "FFFBE3C8"


def put(cell: "Cell", text: str) -> None:
    """Text into a cell, never a formula."""
    cell.value = clean_text(text)
    cell.data_type = "s"


def fill_sheet(sheet: "Worksheet", office: str, lists: dict[str, str]) -> None:
    """Lay out the sheet to fill; `lists` has the range of choices by field key."""
    from openpyxl.worksheet.pagebreak import Break

    last = _HEADING_ROW + 1 + _BLANK_ROWS
    width = len(TEMPLATE_KEYS) + 1
    plan = page_plan(_widths(), repeated=_REPEATED, paper="A3")
    _head(sheet, office, plan.first_page(width))
    _columns(sheet, last, lists)
    sheet.freeze_panes = sheet.cell(_HEADING_ROW + 1, 4)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_format.defaultRowHeight = 24
    sheet.sheet_format.customHeight = True
    _print_set_up(sheet, f"A1:{column_letters(width - 1)}{last}", paper="A3", scale=plan.scale)
    sheet.print_title_cols = f"A:{column_letters(_REPEATED - 1)}"
    for column in plan.breaks:
        sheet.col_breaks.append(Break(id=column))
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"


def _widths() -> list[float]:
    return [6.0, *(float(_WIDE.get(key) or _KIND_WIDTHS.get(BY_KEY[key].kind, 14)) for key in TEMPLATE_KEYS)]


def _head(sheet: "Worksheet", office: str, across: int) -> None:
    from openpyxl.styles import Alignment, Font

    put(sheet.cell(1, 1), f"{office}督查事项填报表")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=across)
    sheet["A1"].font = Font(name=TITLE, size=20)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    put(
        sheet.cell(2, 1),
        "填报单位：                    填报人：              联系电话：                  填报日期：",
    )
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=across)
    sheet["A2"].font = Font(name=SONG, size=11)
    sheet["A2"].alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 36
    sheet.row_dimensions[2].height = 24
    sheet.row_dimensions[_HEADING_ROW].height = 30
    sheet.row_dimensions[_HEADING_ROW + 1].height = 48


def _columns(sheet: "Worksheet", last: int, lists: dict[str, str]) -> None:
    from openpyxl.comments import Comment

    _column(sheet, 1, heading=SERIAL, example=EXAMPLE_MARK, last=last)
    for i, width in enumerate(_widths()):
        sheet.column_dimensions[column_letters(i)].width = width
    for i, key in enumerate(TEMPLATE_KEYS, start=2):
        spec = BY_KEY[key]
        _column(
            sheet, i, heading=spec.label, example=EXAMPLE.get(key, ""), last=last, required=key in REQUIRED
        )
        letters = column_letters(i - 1)
        if key in HINTS:
            comment = Comment(HINTS[key], "督查室", width=260, height=30 + 18 * (len(HINTS[key]) // 16 + 1))
            sheet.cell(_HEADING_ROW, i).comment = comment
        rule = _rule(key, lists)
        if rule is not None:
            rule.add(f"{letters}{_HEADING_ROW + 2}:{letters}{last}")
            sheet.add_data_validation(rule)


def _column(
    sheet: "Worksheet", column: int, *, heading: str, example: str, last: int, required: bool = False
) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side(style="thin", color="FF8A8F98")
    edge = Border(left=side, right=side, top=side, bottom=side)
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    flowing = Alignment(vertical="center", wrap_text=True)
    put(sheet.cell(_HEADING_ROW, column), heading)
    put(sheet.cell(_HEADING_ROW + 1, column), example)
    blank = PatternFill("solid", fgColor=_BLANK)
    font = Font(name=SONG, size=11)
    for row in range(_HEADING_ROW, last + 1):
        cell = sheet.cell(row, column)
        cell.border, cell.font, cell.alignment = edge, font, flowing
        if row > _HEADING_ROW + 1 and column > 1:
            cell.fill = blank
            cell.number_format = _number_format(heading)
    head = sheet.cell(_HEADING_ROW, column)
    head.font, head.alignment = Font(name=HEI, size=11), centred
    head.fill = PatternFill("solid", fgColor=_REQUIRED if required else _HEADING)
    shown = sheet.cell(_HEADING_ROW + 1, column)
    shown.font = Font(name=SONG, size=10.5, italic=True, color="FF7A7F87")


def _number_format(heading: str) -> str:
    kind = next((spec.kind for spec in BY_KEY.values() if spec.label == heading), None)
    if kind in (FieldKind.DATE, FieldKind.DEADLINE):
        return "yyyy-mm-dd"
    return "0%" if kind is FieldKind.PERCENT else "@"


def _rule(key: str, lists: dict[str, str]) -> "DataValidation | None":
    from openpyxl.worksheet.datavalidation import DataValidation

    if key in lists:
        rule = DataValidation(type="list", formula1=lists[key], allow_blank=True)
        rule.showErrorMessage = key not in ("lead_unit", "co_units", "ledger")
        rule.errorStyle = "warning"
        rule.errorTitle, rule.error = "请核对", "一般从下拉列表中选取。"
    elif BY_KEY[key].kind is FieldKind.PERCENT:
        rule = DataValidation(
            type="decimal", operator="between", formula1="0", formula2="1", allow_blank=True
        )
        rule.errorStyle, rule.showErrorMessage = "warning", True
        rule.errorTitle, rule.error = "请核对", "请填 0% 到 100% 之间的数。"
    else:
        return None
    return rule


def note_sheet(sheet: "Worksheet", office: str, today: date) -> None:
    """Lay out the notes: subject at the left, words at the right."""
    from openpyxl.styles import Alignment, Font

    put(sheet.cell(1, 1), "填写说明")
    sheet["A1"].font = Font(name=TITLE, size=18)
    sheet.merge_cells("A1:B1")
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 34
    for row, (subject, words) in enumerate(NOTES, start=2):
        put(sheet.cell(row, 1), subject)
        put(sheet.cell(row, 2), words)
        sheet.cell(row, 1).font = Font(name=HEI, size=11)
        sheet.cell(row, 2).font = Font(name=SONG, size=11)
        for column in (1, 2):
            sheet.cell(row, column).alignment = Alignment(vertical="top", wrap_text=True)
        sheet.row_dimensions[row].height = 8 + 15 * max(line_counts([words], width=_NOTE_WIDTH), default=1)
    foot = len(NOTES) + 3
    put(sheet.cell(foot, 2), f"{office}    {chinese_date(today)}制发")
    sheet.cell(foot, 2).font = Font(name=SONG, size=11)
    sheet.cell(foot, 2).alignment = Alignment(horizontal="right")
    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["B"].width = _NOTE_WIDTH
    sheet.sheet_view.showGridLines = False
    _print_set_up(sheet, f"A1:B{foot}", paper="A4", scale=None)


def _print_set_up(sheet: "Worksheet", area: str, *, paper: str, scale: int | None) -> None:
    """Lying; at a scale, or fitted to one page."""
    sheet.print_area = area
    sheet.page_setup.paperSize = PAPER_CODE[paper]
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.scale = scale
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.6, 0.3
    sheet.sheet_properties.pageSetUpPr.fitToPage = scale is None
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页  共 &N 页"
