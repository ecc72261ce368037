"""The columns of a printed ledger and one row as broken lines: everything that needs no page yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ducha_desktop.documents.look import Sheet
from ducha_desktop.services.ledger_columns import Cell, LedgerColumn, LedgerRow, Shape, row_values
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Line, Style, break_lines


class Align(StrEnum):
    """Where a cell's lines stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


_ALIGN = {
    Shape.LONG: Align.LEFT,
    Shape.TEXT: Align.LEFT,
    Shape.COUNT: Align.RIGHT,
    Shape.PERCENT: Align.RIGHT,
}
_LEAST = {
    Shape.LONG: 9.0,
    Shape.TEXT: 6.0,
    Shape.WORD: 4.05,
    Shape.DATE: 5.6,
    Shape.COUNT: 2.6,
    Shape.PERCENT: 3.2,
    Shape.LIGHT: 3.8,
}
_LEAST_BY_KEY = {
    "serial": 2.2,
    "number": 9.0,
    "title": 13.0,
    "ledger": 5.0,
    "source": 7.0,
    "lead_unit": 9.2,
    "co_units": 9.2,
    "liaison_leaders": 3.6,
    "responsible_leaders": 3.6,
    "persons": 3.6,
    "status": 5.1,
}
_PEOPLE = {"liaison_leaders", "responsible_leaders", "persons"}
_UNITS = {"co_units", "townships"}
_GROWTH = {Shape.LONG: 4.0, Shape.TEXT: 1.0}
_GROWTH_BY_KEY = {"title": 8.0, "source": 6.0, "co_units": 4.0, "lead_unit": 1.5}
_SHORT_LABELS = {"days_left": "剩余\n天数", "progress_percent": "完成\n比例"}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column with its place on the sheet; `x` is its left rule, `measure` the room for text."""

    source: LedgerColumn
    x: float
    width: float
    measure: float
    align: Align

    @property
    def shape(self) -> Shape:
        """What the column holds."""
        return self.source.shape


@dataclass(frozen=True, slots=True)
class PlainRow:
    """A row of a list that is no ledger: its values column by column; 序号 is counted."""

    values: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell ready to draw."""

    lines: tuple[Line, ...]
    style: Style


def table_columns(columns: Sequence[LedgerColumn], sheet: Sheet) -> tuple[TableColumn, ...]:
    """Share out the measure: every column gets its least, long texts share what is left.

    Too many columns are all made narrower in proportion; their text then takes more lines.
    """
    size = sheet.body.size
    least = [_LEAST_BY_KEY.get(c.key, _LEAST[c.shape]) * size + 2 * sheet.pad for c in columns]
    growth = [_GROWTH_BY_KEY.get(c.key, _GROWTH.get(c.shape, 0.0)) for c in columns]
    spare = sheet.measure - sum(least)
    total = sum(growth)
    if spare < 0 or not total:
        widths = [width * sheet.measure / sum(least) for width in least]
    else:
        widths = [width + spare * share / total for width, share in zip(least, growth, strict=True)]
    placed, x = [], sheet.left
    for column, width in zip(columns, widths, strict=True):
        align = _ALIGN.get(column.shape, Align.CENTRE)
        placed.append(TableColumn(column, x, width, max(width - 2 * sheet.pad, size), align))
        x += width
    return tuple(placed)


def set_heading(columns: Sequence[TableColumn], sheet: Sheet) -> tuple[SetCell, ...]:
    """The heading row."""
    style = sheet.heading
    return tuple(
        SetCell(break_lines(_heading_text(c, style), style, c.measure, justify=False), style) for c in columns
    )


def _heading_text(column: TableColumn, style: Style) -> str:
    """A label of four signs in a narrow column stands as two and two."""
    label = _SHORT_LABELS.get(column.source.key, column.source.label)
    if "\n" not in label and style.typeface.width(label, style.size) > column.measure:
        half = (len(label) + 1) // 2
        return f"{label[:half]}\n{label[half:]}"
    return label


def set_row(
    row: LedgerRow | PlainRow, number: int, columns: Sequence[TableColumn], *, sheet: Sheet
) -> tuple[SetCell, ...]:
    """Break one row into lines; `number` is its 序号."""
    values: Sequence[Cell]
    if isinstance(row, PlainRow):
        values = row.values
    else:
        values = row_values(row, [column.source for column in columns])
    return tuple(_cell(v, c, number, sheet=sheet) for v, c in zip(values, columns, strict=True))


def _cell(value: Cell, column: TableColumn, number: int, *, sheet: Sheet) -> SetCell:
    text = str(number) if column.source.key == "serial" else _words(value, column.shape)
    style = sheet.body
    if column.shape is Shape.LIGHT:
        style = sheet.light
    elif column.shape is Shape.COUNT and text.startswith("-"):
        style = sheet.late
    text = _listed(printable(text), column, style)
    justify = column.shape is Shape.LONG
    return SetCell(break_lines(text, style, column.measure, justify=justify), style)


def _listed(text: str, column: TableColumn, style: Style) -> str:
    """Lists break between their entries, the line end standing for 、: people one to a line, units as fit."""
    if "、" not in text:
        return text
    if column.source.key in _PEOPLE:
        return text.replace("、", "\n")
    if column.source.key not in _UNITS:
        return text
    lines: list[str] = []
    for entry in text.split("、"):
        longer = f"{lines[-1]}、{entry}" if lines else entry
        if lines and style.typeface.width(longer, style.size) <= column.measure:
            lines[-1] = longer
        else:
            lines.append(entry)
    return "\n".join(lines)


def _words(value: Cell, shape: Shape) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if shape is Shape.PERCENT:
        return f"{round(value * 100, 1):g}%"
    return f"{value:g}"
