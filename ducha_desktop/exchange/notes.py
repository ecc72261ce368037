"""What the clerk is told about the sheets of a file: what was read though hidden, and what was not read."""

from collections import Counter
from collections.abc import Sequence

from ducha_desktop.exchange.forms import said
from ducha_desktop.exchange.grid import Book, Grid
from ducha_desktop.exchange.headings import HeadingBlock
from ducha_desktop.exchange.labels import VERDICT
from ducha_desktop.exchange.rows import SheetRows

_HIDDEN = {"hidden": "隐藏", "veryhidden": "深度隐藏"}

Table = tuple[Grid, HeadingBlock, SheetRows]


def notes_of(book: Book, tables: Sequence[Table], *, chosen: bool) -> tuple[str, ...]:
    """The remarks on a file in Chinese sentences; `chosen`: the user chose one sheet."""
    notes = list(book.remarks)
    for table in tables:
        notes += _of_table(*table)
    for name, count in Counter(grid.name for grid, _, _ in tables).items():
        if count > 1:
            notes.append(f"工作表“{name}”里有 {count} 张表，分别按各自的表头读取。")
    read = {grid.name for grid, _, _ in tables}
    why = "没有选择" if chosen else "不像台账"
    for grid in book.grids:
        if grid.name in read or not grid.height or grid.name.startswith(VERDICT):
            continue
        hidden = f"（{_HIDDEN[grid.visibility]}）" if grid.visibility in _HIDDEN else ""
        notes.append(f"工作表“{grid.name}”{hidden}{why}，没有读取（{grid.height} 行）。")
    return tuple(said(book, note) for note in notes)


def _of_table(grid: Grid, block: HeadingBlock, sheet: SheetRows) -> list[str]:
    notes = []
    if grid.visibility != "visible":
        how = _HIDDEN.get(grid.visibility, "隐藏")
        notes.append(f"工作表“{grid.name}”是{how}的，已读取 {len(sheet.rows)} 条。")
    elif not sheet.rows_read:
        notes.append(f"工作表“{grid.name}”有表头，表头下面没有内容。")
    elif sheet.hidden:
        notes.append(f"工作表“{grid.name}”有 {sheet.hidden} 个隐藏行，已读取。")
    columns = [column.name for column in block.columns if column.index in grid.hidden_columns and column.name]
    if columns:
        notes.append(f"工作表“{grid.name}”有隐藏列：{'、'.join(columns)}，已读取。")
    return notes
