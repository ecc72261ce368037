"""The bulk writer of workbooks: rows in as tuples, an `.xlsx` out, memory flat at any number of rows.

Own code because exporting the ledger is what the program exists for and no library writes a framed
sheet with true dates at this speed (`performance.md` §1, E1-E3). Everything around the rows is
static XML; the same rows and the same time give the same bytes.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice, repeat
from pathlib import Path
from typing import BinaryIO

from ducha_desktop.exchange.xlsx_cells import ColumnEncoder, Value, cell_opening, line_counts
from ducha_desktop.exchange.xlsx_frame import Part, sheet_name, write_frame
from ducha_desktop.exchange.xlsx_sheet import (
    BLOCK,
    MAX_ROWS,
    Block,
    Extent,
    Sheet,
    band_row,
    closing,
    foot_rows,
    opening,
)
from ducha_desktop.exchange.zip_stream import ZipStream
from ducha_desktop.runtime.atomic import replacing
from ducha_desktop.services.outline_export import Band

_FOOT_ROOM = 8
_LINE_POINTS = 15
_BASE_POINTS = 24
_MAX_POINTS = 405


@dataclass(frozen=True, slots=True)
class Written:
    """What a workbook holds.

    Attributes:
        counts: rows of data of each `Sheet` given.
        sheets: worksheets in the file; more than given when one went past the row limit.
        shortened: texts that were longer than a cell can be.
    """

    counts: tuple[int, ...]
    sheets: int
    shortened: int

    @property
    def rows(self) -> int:
        """Rows of data of the first sheet."""
        return self.counts[0]


def write_workbook(
    target: Path | BinaryIO, sheets: Iterable[Sheet], *, when: datetime, title: str = "", author: str = ""
) -> Written:
    """Write the sheets one after the other; a file is replaced whole or not at all.

    Args:
        target: a path, or a binary stream that takes the finished bytes.
        sheets: read lazily, so that a later sheet may sum up an earlier one.
        when: the time of making, in the properties and on every member.
        title: the workbook's title property.
        author: the office, in the properties.

    Raises:
        OSError: the target could not be written; an older file of that name is as it was.
        TooLargeError: beyond 4 GB.
    """
    properties = (title, author)
    if isinstance(target, Path):
        with replacing(target) as file:
            return _write(file, sheets, when=when, properties=properties)
    with tempfile.TemporaryFile() as file:
        written = _write(file, sheets, when=when, properties=properties)
        file.seek(0)
        shutil.copyfileobj(file, target, 1 << 20)
    return written


def _write(
    file: BinaryIO, sheets: Iterable[Sheet], *, when: datetime, properties: tuple[str, str]
) -> Written:
    archive = ZipStream(file, when=when)
    parts: list[Part] = []
    counts: list[int] = []
    shortened = 0
    for sheet in sheets:
        encoders = _encoders(sheet)
        counts.append(_write_sheet(archive, sheet, parts, encoders=encoders))
        shortened += sum(encoder.shortened for encoder in encoders)
    write_frame(archive, parts, when=when, properties=properties)
    archive.close()
    return Written(tuple(counts), len(parts), shortened)


def _encoders(sheet: Sheet) -> list[ColumnEncoder]:
    kinds = [column.kind for column in sheet.columns]
    following = [*(cell_opening(i) for i in range(1, len(kinds))), "</row>"]
    return [ColumnEncoder(kind, then=then) for kind, then in zip(kinds, following, strict=True)]


def _write_sheet(
    archive: ZipStream, sheet: Sheet, parts: list[Part], *, encoders: list[ColumnEncoder]
) -> int:
    source: Iterator[Block | Band] = sheet.blocks or _blocks(sheet.rows)
    total, level, block = 0, 0, next(source, None)
    while True:
        with archive.member(f"xl/worksheets/sheet{len(parts) + 1}.xml") as take:
            head, heading = opening(sheet, first=not parts)
            take(head.encode())
            last = heading
            while block is not None and last + _height(block) <= MAX_ROWS - _FOOT_ROOM:
                if isinstance(block, Band):
                    take(band_row(sheet, last + 1, block).encode())
                    level = block.level + 1
                else:
                    take(_rows_xml(sheet, encoders, block, first=last + 1, level=level))
                    total += len(block[0])
                last += _height(block)
                block = next(source, None)
            foot, end = foot_rows(sheet, last) if block is None else ("", last)
            extent = Extent(heading, last, end, len(sheet.columns), sheet.frozen_columns)
            take((foot + closing(sheet, extent)).encode())
        parts.append(Part(sheet_name(sheet.name, [part.name for part in parts]), extent))
        if block is None:
            return total


def _height(block: Block | Band) -> int:
    return 1 if isinstance(block, Band) else len(block[0])


def _blocks(rows: Iterable[Sequence[Value]]) -> Iterator[Block]:
    source = iter(rows)
    while batch := list(islice(source, BLOCK)):
        yield list(zip(*batch, strict=True))


def _rows_xml(sheet: Sheet, encoders: list[ColumnEncoder], block: Block, *, first: int, level: int) -> bytes:
    numbers = list(map(str, range(first, first + len(block[0]))))
    distinct = [set(values) for values in block]
    parts: list[Iterable[str]] = [repeat('<row r="'), numbers, _row_openings(sheet, block, distinct, level)]
    for encode, values, each in zip(encoders, block, distinct, strict=True):
        parts += (numbers, encode(values, each))
    return "".join(chain.from_iterable(zip(*parts, strict=False))).encode()


def _row_openings(sheet: Sheet, block: Block, distinct: Sequence[set[Value]], level: int) -> Iterable[str]:
    """What stands between the row's number and that of its first cell."""
    wrapped = [
        counts
        for column, values, each in zip(sheet.columns, block, distinct, strict=True)
        if column.wrap and (counts := line_counts(values, width=column.width, distinct=each))
    ]
    if not wrapped:
        return repeat(_row_opening(1, level))
    heights = list(map(max, zip(*wrapped, strict=True))) if len(wrapped) > 1 else wrapped[0]
    known = {lines: _row_opening(lines, level) for lines in set(heights)}
    return [known[lines] for lines in heights]


def _row_opening(lines: int, level: int) -> str:
    points = _BASE_POINTS if lines == 1 else min(lines * _LINE_POINTS + 9, _MAX_POINTS)
    folds = f' outlineLevel="{level}"' if level else ""
    return f'" ht="{points}"{folds}>{cell_opening(0)}'
