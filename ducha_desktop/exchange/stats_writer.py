"""The statistics and the difference of two days as workbooks people keep: title, frozen heading, totals, chart."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.vocabulary import Stage
from ducha_desktop.exchange.repacking import packed
from ducha_desktop.exchange.template_sheets import put
from ducha_desktop.exchange.xlsx_cells import column_letters
from ducha_desktop.exchange.xlsx_styles import HEI, SONG, TITLE
from ducha_desktop.runtime.atomic import write_atomic
from ducha_desktop.services.difference import EXPLAINED, Difference
from ducha_desktop.services.own_office import OfficeHead
from ducha_desktop.services.stats import Figures, GroupBy, Statistics
from ducha_desktop.services.stats_measures import GROUP_WORDS, MEASURES, Measure

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HEADING = 3
_MOST_BARS = 20
_STACKED = ("closed", "closing", "open")
_COLOURS = ("3F8F5B", "D9A441", "5B7DB1")
_FORMATS = {"": "#,##0", "%": "0.0%", "天": "0.0"}
_STAGES = (Stage.CLOSED, Stage.CLOSING, Stage.OPEN, Stage.DRAFT, Stage.CANCELLED)


def write_statistics(
    target: Path, sheets: Mapping[GroupBy, Statistics], *, office: OfficeHead, on: date, scope: str = ""
) -> None:
    """Write the figures, a sheet for every grouping; the file is replaced whole or not at all.

    Args:
        target: the file.
        sheets: the figures by grouping, at least one.
        office: whose they are.
        on: the day they are of.
        scope: what the list was restricted to, in words.

    Raises:
        OSError: the target cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for by, found in sheets.items():
        _figures_sheet(book, by, found, office=office, on=on, scope=scope)
    _finish(book, target, title="督查事项统计表", office=office, on=on)


def _figures_sheet(
    book: "Workbook", by: GroupBy, found: Statistics, *, office: OfficeHead, on: date, scope: str
) -> None:
    sheet = book.create_sheet(f"按{GROUP_WORDS[by.value]}")
    measures = [m for m in MEASURES if m.key != "reply_rate" or found.whole.instructions]
    ranked = by is GroupBy.UNIT
    headings = [
        "序号",
        GROUP_WORDS[by.value],
        *(f"{m.word}（天）" if m.unit == "天" else m.word for m in measures),
    ]
    headings += ["考核类别", "类内名次"] if ranked else []
    widths = [6, 26, *([10] * len(measures)), *([14, 9] if ranked else [])]
    notes = (f"单位：{office.name}" + (f"　范围：{scope}" if scope else ""), f"统计日期：{chinese_date(on)}")
    _head(sheet, f"{office.county}督查事项统计表（按{GROUP_WORDS[by.value]}）", headings, widths, notes)
    for place, group in enumerate((*found.groups, found.whole), start=1):
        row, total = _HEADING + place, place > len(found.groups)
        first: list[Any] = ["" if total else place, "合计" if total else group.name]
        last = [group.rank_class, group.rank or None] if ranked else []
        _line(sheet, row, [*first, *(_value(m, group) for m in measures), *last], strong=total)
        for column, measure in enumerate(measures, start=3):
            sheet.cell(row, column).number_format = _FORMATS[measure.unit]
    end = _HEADING + len(found.groups) + 1
    failed = [f"不平：{x.name}（{x.left} ≠ {x.right}）" for x in found.identities if not x.holds]
    checked = "；".join(f"{x.name}（{x.right:,}）" for x in found.identities if x.holds)
    foot = [f"已核对：{checked}。", *failed, found.whole.note, found.calendar_note]
    foot += [f"{m.word}：{m.explained.split('点击', maxsplit=1)[0]}" for m in measures]
    lines = [words for words in foot if words]
    _foot(sheet, end + 1, lines, len(headings))
    sheet.print_area = f"A1:{column_letters(len(headings) - 1)}{end + len(lines)}"
    _chart(sheet, measures, len(found.groups), column=len(headings) + 2)


def _value(measure: Measure, figures: Figures) -> float | int | None:
    value = measure.value(figures)
    if value is None:
        return None
    return float(value) / 100 if measure.unit == "%" else float(value) if measure.unit else int(value)


def _chart(sheet: "Worksheet", measures: Sequence[Measure], groups: int, *, column: int) -> None:
    """Bars of 完成, 销号程序中 and 在办 beside the table, of the first groups in its order."""
    from openpyxl.chart import BarChart, Reference

    if not groups:
        return
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title, chart.gapWidth = "完成、销号程序中和在办", 60
    last = _HEADING + min(groups, _MOST_BARS)
    keys = [measure.key for measure in measures]
    for key, colour in zip(_STACKED, _COLOURS, strict=True):
        at = keys.index(key) + 3
        chart.add_data(Reference(sheet, min_col=at, min_row=_HEADING, max_row=last), titles_from_data=True)
        chart.series[-1].graphicalProperties.solidFill = colour
    chart.set_categories(Reference(sheet, min_col=2, min_row=_HEADING + 1, max_row=last))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines, chart.legend.position = None, "b"
    chart.width, chart.height = 20, 4 + 0.75 * min(groups, _MOST_BARS)
    sheet.add_chart(chart, f"{column_letters(column - 1)}{_HEADING}")


def write_difference(
    target: Path, found: Difference, *, office: OfficeHead, ledgers: Sequence[str] = ()
) -> None:
    """Write the counts of both days and every matter between them; replaced whole or not at all.

    Args:
        target: the file.
        found: the two days.
        office: whose ledger it is.
        ledgers: names of the ledgers compared; empty is all of them.

    Raises:
        OSError: the target cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    notes = (
        f"单位：{office.name}" + (f"　台账：{'、'.join(ledgers)}" if ledgers else ""),
        f"{chinese_date(found.since)}至{chinese_date(found.until)}",
    )
    _counts_sheet(book.create_sheet("两日对比"), found, f"{office.county}督查事项两日对比表", notes)
    _moves_sheet(book.create_sheet("逐项说明"), found, f"{office.county}督查事项变化明细", notes)
    _finish(book, target, title="督查事项两日对比", office=office, on=found.until)


def _counts_sheet(sheet: "Worksheet", found: Difference, title: str, notes: tuple[str, str]) -> None:
    _head(sheet, title, ["项目", "前一天", "进", "出", "后一天", "核对"], [18, 11, 11, 11, 11, 10], notes)
    sets = [("总数", (Stage.CLOSED, Stage.CLOSING, Stage.OPEN)), *((s.word, (s,)) for s in _STAGES)]
    for row, (word, stages) in enumerate(sets, start=_HEADING + 1):
        then, now = (sum(counts.get(s, 0) for s in stages) for counts in (found.then, found.now))
        came, left = found.came(stages), found.left(stages)
        _line(sheet, row, [word, then, came, left, now, "平" if then + came - left == now else "不平"])
        for column in range(2, 6):
            sheet.cell(row, column).number_format = "#,##0"
    start = _HEADING + len(sets) + 2
    kinds = [f"{kind.word} {number} 项：{EXPLAINED[kind]}" for kind, number in found.kinds.items() if number]
    _foot(sheet, start, kinds or ["两日之间没有变化。"], 6)


def _moves_sheet(sheet: "Worksheet", found: Difference, title: str, notes: tuple[str, str]) -> None:
    headings = [
        "序号",
        "变化",
        "编号",
        "事项",
        "台账",
        "牵头单位",
        "原状态",
        "现状态",
        "最后一步",
        "日期",
        "经办人",
    ]
    _head(sheet, title, headings, [6, 10, 20, 40, 18, 18, 12, 12, 36, 12, 10], notes)
    for place, move in enumerate(found.moves, start=1):
        last = move.said[-1]
        states = [state.word if state else "—" for state in (move.before, move.after)]
        facts = [place, move.kind.word, move.number, move.title, move.ledger, move.lead_unit, *states]
        _line(sheet, _HEADING + place, [*facts, last.words, last.on, last.user])
        sheet.cell(_HEADING + place, 10).number_format = "yyyy-mm-dd"
    sheet.auto_filter.ref = f"A{_HEADING}:K{_HEADING + max(len(found.moves), 1)}"


def _head(
    sheet: "Worksheet", title: str, headings: Sequence[str], widths: Sequence[float], notes: tuple[str, str]
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    width = len(headings)
    put(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(TITLE, 18)
    sheet.cell(1, 1).alignment = Alignment("center", "center")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.row_dimensions[1].height, sheet.row_dimensions[_HEADING].height = 34, 32
    cut = max(width - 3, 1)
    for first, last, words, side in ((1, cut, notes[0], "left"), (cut + 1, width, notes[1], "right")):
        put(sheet.cell(2, first), words)
        sheet.cell(2, first).font, sheet.cell(2, first).alignment = Font(SONG, 11), Alignment(side, "center")
        sheet.merge_cells(start_row=2, start_column=first, end_row=2, end_column=last)
    for column, (words, wide) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = sheet.cell(_HEADING, column)
        put(cell, words)
        cell.font, cell.fill = Font(HEI, 11), PatternFill("solid", fgColor="E8ECF2")
        cell.alignment, cell.border = Alignment("center", "center", wrap_text=True), _border()
        sheet.column_dimensions[column_letters(column - 1)].width = wide
    sheet.freeze_panes = sheet.cell(_HEADING + 1, 3)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEADING}:{_HEADING}"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _line(sheet: "Worksheet", row: int, values: Sequence[Any], *, strong: bool = False) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            put(cell, value)
        else:
            cell.value = value
        cell.font, cell.border = Font(HEI if strong else SONG, 11), _border()
        cell.alignment = Alignment(
            "left" if isinstance(value, str) else "right", "center", wrap_text=isinstance(value, str)
        )
        if strong:
            cell.fill = PatternFill("solid", fgColor="F5F6F8")


def _foot(sheet: "Worksheet", row: int, lines: Sequence[str], width: int) -> None:
    from openpyxl.styles import Alignment, Font

    for place, words in enumerate(lines, start=row):
        put(sheet.cell(place, 1), words)
        sheet.cell(place, 1).font = Font(SONG, 10, color="FF555B66")
        sheet.cell(place, 1).alignment = Alignment("left", "center", wrap_text=True)
        sheet.merge_cells(start_row=place, start_column=1, end_row=place, end_column=width)
        sheet.row_dimensions[place].height = 15 * (1 + len(words) // (7 * width))


def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side("thin", color="FF8A8F98")
    return Border(side, side, side, side)


def _finish(book: "Workbook", target: Path, *, title: str, office: OfficeHead, on: date) -> None:
    book.properties.title, book.properties.creator = title, office.name
    book.properties.created = datetime.combine(on, time())
    write_atomic(target, packed(book, when=datetime.combine(on, time())))
