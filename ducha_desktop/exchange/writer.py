"""The ledger as a workbook people want to keep: typeset heading, frozen panes, filter, lights, print set-up."""

from collections.abc import Iterable, Iterator, Sequence, Sized
from datetime import date, datetime, time
from itertools import groupby, islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.figures import BY_URGENCY
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.exchange.xlsx_cells import CellKind, Value
from ducha_desktop.exchange.xlsx_paging import PAPER_CODE
from ducha_desktop.exchange.xlsx_sheet import BLOCK, Block, Sheet, SheetColumn
from ducha_desktop.exchange.xlsx_stream import Written, write_workbook
from ducha_desktop.runtime import collector
from ducha_desktop.services.ledger_columns import (
    LEDGER_KEYS,
    ColumnReader,
    LedgerColumn,
    LedgerRow,
    Shape,
    chosen_columns,
)
from ducha_desktop.services.ledger_lines import Line, stored_columns
from ducha_desktop.services.ledger_tally import LedgerTally
from ducha_desktop.services.outline_export import Band
from ducha_desktop.services.views import MatterDetail, MatterRow

_KINDS = {
    Shape.LONG: CellKind.TEXT,
    Shape.TEXT: CellKind.TEXT,
    Shape.WORD: CellKind.WORD,
    Shape.LIGHT: CellKind.WORD,
    Shape.DATE: CellKind.DATE,
    Shape.COUNT: CellKind.INTEGER,
    Shape.PERCENT: CellKind.PERCENT,
}
_WIDTHS = {
    "serial": 6,
    "number": 18,
    "title": 40,
    "ledger": 14,
    "source": 18,
    "lead_unit": 18,
    "co_units": 24,
    "due_text": 13,
    "light": 8,
    "progress_percent": 10,
    "light_reason": 26,
}
_SHAPE_WIDTHS = {Shape.LONG: 32, Shape.TEXT: 16, Shape.WORD: 12, Shape.DATE: 13, Shape.COUNT: 10}
_FROZEN = {"serial", "number", "title"}
_SIGN = "制表：                        审核：                        审签：                        "

PlainRow = Sequence[Value]


def write_ledger(  # noqa: PLR0913 - the whole sheet in one call
    target: Path | BinaryIO,
    rows: Iterable[LedgerRow] | Iterable[PlainRow] | Iterable[Band | LedgerRow],
    *,
    title: str,
    office: str,
    today: date,
    columns: Sequence[str] | None = None,
    totals: LedgerTally | int | None = None,
    paper: str = "A3",
    arranged: bool = False,
) -> Written:
    """Write the filtered ledger and, behind it, a sheet of figures by ledger.

    Args:
        target: a path (replaced whole or not at all) or a binary stream.
        rows: lines of the ledger, whole matters, or tuples in the order of `columns` without 序号.
        title: the heading over the table, e.g. `云岭县重点工作督查台账`.
        office: the unit that exports.
        today: the business date: printed, and the time in the file.
        columns: keys of `services.ledger_columns`; `LEDGER_KEYS` when None.
        totals: the figures of the same query, or only how many rows it has, where the caller knows them;
            they must come out equal. 共 n 项 stands over the table when they or the length of `rows` are known.
        paper: `A3` or `A4`.
        arranged: `Band`s stand among the rows; what is below each can be folded, and readers pass them over.

    Raises:
        RefusedError: the rows do not add up to `totals`; nothing was written.
        WrongUseError: no such paper, or a column that does not exist or that these rows do not have.
        OSError: the target cannot be written; an older file of that name is as it was.
    """
    if paper not in PAPER_CODE:
        raise WrongUseError(f"没有“{paper}”这种纸张，可选 {'、'.join(PAPER_CODE)}。没有导出。")
    chosen = chosen_columns(LEDGER_KEYS if columns is None else columns)
    tally = LedgerTally()
    count = _expected(rows, totals)
    words = chinese_date(today)
    sheet = Sheet(
        name="台账",
        columns=tuple(_sheet_column(each) for each in chosen),
        blocks=_blocks(rows, chosen, tally, arranged=arranged),
        title=title,
        notes=(f"单位：{office}", words if count is None else f"{words}    共 {count} 项"),
        foot=lambda: _foot(tally, totals),
        frozen_columns=_frozen(chosen),
        paper=paper,
        office=office,
        outlined=arranged,
    )
    when = datetime.combine(today, time())
    with collector.paused():  # an export makes no dead circles, and hundreds of tuples a moment
        return write_workbook(
            target, _sheets(sheet, tally, title=title), when=when, title=title, author=office
        )


def _expected(rows: object, totals: LedgerTally | int | None) -> int | None:
    if isinstance(totals, LedgerTally):
        return totals.rows
    return totals if totals is not None else len(rows) if isinstance(rows, Sized) else None


def _sheets(ledger: Sheet, tally: LedgerTally, *, title: str) -> Iterator[Sheet]:
    yield ledger
    if tally.total:
        yield _figures(ledger, tally, title=title)


def _sheet_column(column: LedgerColumn) -> SheetColumn:
    shape = column.shape
    return SheetColumn(
        heading=column.label,
        width=_WIDTHS.get(column.key) or _SHAPE_WIDTHS[shape],
        kind=_KINDS[shape],
        wrap=shape in (Shape.LONG, Shape.TEXT, Shape.WORD),
        choices=tuple(state.word for state in State) if column.key == "status" else (),
        lights=shape is Shape.LIGHT,
    )


def _frozen(chosen: Sequence[LedgerColumn]) -> int:
    """The leading columns that tell which matter a line is."""
    count = 0
    while count < len(chosen) - 1 and chosen[count].key in _FROZEN:
        count += 1
    return count


def _blocks(
    rows: Iterable[LedgerRow] | Iterable[PlainRow] | Iterable[Band | LedgerRow],
    chosen: Sequence[LedgerColumn],
    tally: LedgerTally,
    *,
    arranged: bool,
) -> Iterator[Block | Band]:
    """Rows column by column, counted, with 序号 running through, and the lines over groups between them."""
    serial = next((i for i, each in enumerate(chosen) if each.key == "serial"), None)
    read = ColumnReader(chosen)
    done = 0
    for batch in _batches(rows, arranged=arranged):
        if isinstance(batch, Band):
            yield batch
            continue
        numbers = range(done + 1, done + len(batch) + 1)
        done += len(batch)
        if isinstance(batch[0], Line | MatterRow | MatterDetail):
            block = _matters(cast("list[LedgerRow]", batch), read, tally)
            if serial is not None:
                block[serial] = numbers
        else:
            tally.plain += len(batch)
            block = [*zip(*cast("list[PlainRow]", batch), strict=True)]
            if serial is not None:
                block.insert(serial, numbers)
        yield block


def _batches(
    rows: Iterable[LedgerRow] | Iterable[PlainRow] | Iterable[Band | LedgerRow], *, arranged: bool
) -> Iterator[list[LedgerRow | PlainRow] | Band]:
    """Some hundred rows at a time; a line over a group stands between two batches."""
    source: Iterator[Any] = iter(rows)
    parts = groupby(source, key=lambda row: isinstance(row, Band)) if arranged else ((False, source),)
    for over, some in parts:
        if over:
            yield from some
        else:
            while batch := list(islice(some, BLOCK)):
                yield batch


def _matters(batch: list[LedgerRow], read: ColumnReader, tally: LedgerTally) -> list[Sequence[Value]]:
    if isinstance(batch[0], Line):
        lines = cast("list[Line]", batch)
        stored = stored_columns(lines)
        tally.add_lines(lines, stored)
        return [*read.lines(lines, stored)]
    tally.add_all(batch)
    return [*read.rows(cast("list[MatterRow | MatterDetail]", batch))]


def _foot(tally: LedgerTally, totals: LedgerTally | int | None) -> tuple[str, ...]:
    expected = totals.rows if isinstance(totals, LedgerTally) else totals
    stages = totals.stages if isinstance(totals, LedgerTally) else tally.stages
    if expected is not None and (tally.rows, tally.stages) != (expected, stages):
        raise RefusedError(
            f"台账明细 {tally.rows} 项与统计数 {expected} 项对不上，导出已停止，没有生成文件。请刷新台账后重试。"
        )
    return (tally.sentence() if tally.total else f"共 {tally.rows} 项。", _SIGN)


def _figures(ledger: Sheet, tally: LedgerTally, *, title: str) -> Sheet:
    lights = [light for light in BY_URGENCY if light is not Light.NONE]
    words = [
        "完成",
        "进入销号程序",
        "在办",
        *(f"其中{light.word}" for light in lights),
        "办结率",
        "另：拟办",
        "另：撤销",
    ]
    kinds = [CellKind.PERCENT if word == "办结率" else CellKind.INTEGER for word in words]
    columns = (
        SheetColumn("台账名称", 24, CellKind.TEXT, wrap=True),
        SheetColumn("总数", 10, CellKind.INTEGER),
        *(SheetColumn(word, 12, kind) for word, kind in zip(words, kinds, strict=True)),
    )
    lines = [*tally.ledgers.items(), ("合计", tally)] if len(tally.ledgers) > 1 else [*tally.ledgers.items()]
    return Sheet(
        name="统计",
        columns=columns,
        rows=[_figure_row(name, each, lights) for name, each in lines],
        title=f"{title}统计表",
        notes=ledger.notes,
        foot=lambda: ("注：总数 = 完成 + 进入销号程序 + 在办；亮灯只计在办事项。",),
        frozen_columns=1,
        paper="A4",
        office=ledger.office,
    )


def _figure_row(name: str, tally: LedgerTally, lights: Sequence[Light]) -> PlainRow:
    stages = tally.stages
    return (
        *(name, tally.total, stages[Stage.CLOSED], stages[Stage.CLOSING], stages[Stage.OPEN]),
        *(tally.lights[light] for light in lights),
        *(float(tally.rate) / 100, stages[Stage.DRAFT], stages[Stage.CANCELLED]),
    )
