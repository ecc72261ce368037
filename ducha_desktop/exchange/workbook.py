"""Real workbooks (`.xlsx`, `.xls`) to grids: values by calamine, the rest by the byte scan. Runs in the worker."""

import datetime as dt
import io
import posixpath
import re
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

import defusedxml.ElementTree as SafeTree
import python_calamine as calamine

from ducha_desktop.domain.errors import DamagedError, DuchaError, EncryptedFileError
from ducha_desktop.exchange import biff
from ducha_desktop.exchange.formats import meaningful_styles, plain, shown
from ducha_desktop.exchange.grid import FAILED, UNCALCULATED, Flaw, Grid
from ducha_desktop.exchange.safety import DAMAGED, Member, check_parts, read_member, stream
from ducha_desktop.exchange.sheetscan import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    SheetFacts,
    SheetScan,
    check_count,
)

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_FIRST_YEAR = 1905
_WHOLE = 1e15
_EPOCH = dt.date(1899, 12, 30)


def _of_float(value: float) -> str:
    if value.is_integer() and -_WHOLE < value < _WHOLE:
        return repr(value)[:-2]
    return plain(value) if isfinite(value) else ""


def _of_datetime(value: dt.datetime) -> str:
    if value.year < _FIRST_YEAR:  # a small number that merely carries a date format
        return plain((value.date() - _EPOCH).days)
    return value.date().isoformat() if value.time() == dt.time.min else value.isoformat(" ", "minutes")


def _of_date(value: dt.date) -> str:
    return value.isoformat() if value.year >= _FIRST_YEAR else plain((value - _EPOCH).days)


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _of_float,
    int: str,
    bool: lambda value: "是" if value else "否",
    dt.date: _of_date,
    dt.datetime: _of_datetime,
    dt.time: lambda value: value.isoformat("minutes"),
    dt.timedelta: lambda value: plain(value.total_seconds() / 3600),
}


def _texts(cells: Sequence[Any]) -> list[str]:
    """A column of calamine's values as text; a column of text alone costs one look at its types."""
    kinds = set(map(type, cells))
    if kinds <= {str}:
        return list(cells)
    if bool not in kinds:  # True and 1.0 would share a place in the dictionary
        words = {
            value: value if type(value) is str else _TEXTS.get(type(value), str)(value)
            for value in set(cells)
        }
        return list(map(words.__getitem__, cells))
    return [_TEXTS.get(type(cell), str)(cell) for cell in cells]


def _grid(
    sheet: calamine.CalamineSheet, visibility: str, facts: SheetFacts, meanings: dict[int, str]
) -> Grid:
    height, width = _extent(sheet)
    if height < facts.last_row and not facts.errors:
        raise DamagedError(
            f"工作表“{sheet.name}”应有 {facts.last_row} 行，只读到 {height} 行，没有导入任何内容。请另存为新的 .xlsx 再导入。"
        )
    rows = list(sheet.iter_rows()) if height else []
    height = max(len(rows), facts.last_row)
    # Rows come with the blank ones above them, but from the first filled column on.
    left = sheet.start[1] if sheet.start else 0
    rows += [[""] * (width - left)] * (height - len(rows))
    columns: list[Sequence[str]] = [[""] * height for _ in range(left)]
    columns += [_texts(column) for column in zip(*rows, strict=True)]
    del rows
    for (row, column), (style, raw) in facts.shown.items():
        if row < height and column < width:
            columns[column][row] = shown(columns[column][row], raw, meanings[style])  # type: ignore[index]
    flaws = [Flaw(r + 1, c + 1, text, UNCALCULATED) for (r, c), text in facts.uncached.items()]
    flaws += [Flaw(r + 1, c + 1, text, FAILED) for (r, c), text in facts.errors.items()]
    merges = tuple(
        (top, left, min(bottom, height - 1), min(right, width - 1))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if top < height and left < width
    )
    return Grid(
        name=sheet.name,
        visibility=visibility,
        height=height,
        columns=tuple(columns),
        merges=merges,
        hidden_rows=frozenset(row for row in facts.hidden_rows if row < height),
        hidden_columns=frozenset(column for column in facts.hidden_columns if column < width),
        flaws=tuple(sorted(flaws, key=lambda flaw: (flaw.row, flaw.column))),
    )


def _extent(sheet: calamine.CalamineSheet) -> tuple[int, int]:
    """Rows and columns up to the last value; bounded once more, whatever the scan said."""
    if sheet.end is None:
        return 0, 0
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise DamagedError(DAMAGED)
    return height, width


def _parts(data: bytes, members: dict[str, Member]) -> dict[str, str]:
    """Sheet name → member, from the workbook and its relations."""
    book = SafeTree.fromstring(read_member(data, members, "xl/workbook.xml"))
    links = SafeTree.fromstring(read_member(data, members, "xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts = {}
    for node in book.iter():
        if node.tag.rsplit("}", 1)[-1] == "sheet":
            target = targets.get(node.get(_RELATIONS) or node.get(_STRICT_RELATIONS), "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath("xl/" + target)
            parts[node.get("name", "")] = path
    return parts


def read_xlsx(data: bytes, members: dict[str, Member]) -> tuple[Grid, ...]:
    """Read every sheet of a checked `.xlsx`.

    Raises:
        DuchaError: damaged, too large, or with a document type.
    """
    sheet_parts = frozenset(name for name in members if _SHEET_PART.fullmatch(name))
    check_parts(data, members, sheet_parts)
    try:
        parts = _parts(data, members)
    except DuchaError:
        raise
    except Exception as error:  # the parser's own errors are many
        raise DamagedError(DAMAGED) from error
    sheets = sheet_parts | frozenset(part for part in parts.values() if part in members)
    meanings = meaningful_styles(read_member(data, members, "xl/styles.xml"))
    facts = {part: SheetScan(frozenset(meanings)).run(stream(data, members[part])) for part in sorted(sheets)}
    for part, found in facts.items():
        if found.area > MAX_CELLS:
            check_count(stream(data, members[part]))
    return _read(data, lambda name, _index: facts.get(parts.get(name, ""), SheetFacts()), meanings)


def read_xls(data: bytes) -> tuple[Grid, ...]:
    """Read every sheet of a BIFF8 file (`.xls`, `.et`)."""
    scan = biff.scan(data)
    return _read(data, lambda _name, index: scan.sheets.get(index, SheetFacts()), scan.meanings)


def _read(data: bytes, facts: Callable[[str, int], SheetFacts], meanings: dict[int, str]) -> tuple[Grid, ...]:
    grids = []
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            for index, meta in enumerate(book.sheets_metadata):
                if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                    continue
                visibility = str(meta.visible).rsplit(".", 1)[-1].lower()
                sheet = book.get_sheet_by_index(index)
                grids.append(_grid(sheet, visibility, facts(meta.name, index), meanings))
    except calamine.PasswordError as error:
        raise EncryptedFileError("文件设有打开密码，没有导入任何内容。请输入密码后再导入。") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise DamagedError(DAMAGED) from error
    return tuple(grids)
