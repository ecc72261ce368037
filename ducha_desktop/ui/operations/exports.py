"""The ledger on its way out: a workbook people keep, and a printable PDF."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.services.office import Reader
from ducha_desktop.services.own_office import own_office
from ducha_desktop.ui.operations import Door, Read, Task

if TYPE_CHECKING:
    from ducha_desktop.services.ledger_lines import Line
    from ducha_desktop.services.outline_export import Band
    from ducha_desktop.services.views import MatterRow

_STEP = 500
RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where."""

    path: Path
    rows: int


def to_excel(query: LedgerQuery, path: Path, *, uids: frozenset[str] = frozenset()) -> Read[Exported]:
    """Write the filtered ledger, or only the rows with `uids`, as a workbook; replaced whole or not at all."""

    def work(door: Door, task: Task) -> Exported:
        from ducha_desktop.exchange.writer import write_ledger
        from ducha_desktop.services.outline_export import arranged_details
        from ducha_desktop.services.wholes import every_detail, export_keys

        with door.office.read() as reader:
            title, office = _heading(reader, query)
            keys = export_keys(reader, query, uids=uids)
            arranged = query.arranged and not uids
            count = len(uids) or ledger.count(reader, query)
            if arranged:
                wholes: Iterable[Band | Line] = arranged_details(reader, query, keys=keys)
            else:
                lines = every_detail(reader, query, keys=keys)
                wholes = (whole for whole in lines if not uids or whole.row.uid in uids)
            rows = Counting(wholes, task, count)
            write_ledger(
                path,
                rows,
                title=title,
                office=office,
                today=reader.today,
                columns=keys,
                arranged=arranged,
                totals=count if arranged else None,
            )
        return Exported(path, rows.done)

    return Read(work)


def to_pdf(query: LedgerQuery, path: Path, *, paper: str = "A3") -> Read[Exported]:
    """Write the filtered ledger as a printable list, lying."""

    def work(door: Door, task: Task) -> Exported:
        from ducha_desktop.documents.ledger_pdf import render_ledger
        from ducha_desktop.runtime.atomic import write_atomic
        from ducha_desktop.services.outline_export import arranged_rows

        with door.office.read() as reader:
            title, office = _heading(reader, query)
            lines = arranged_rows(reader, query) if query.arranged else ledger.every(reader, query)
            rows: Counting[Band | MatterRow] = Counting(lines, task, ledger.count(reader, query))
            pdf = render_ledger(rows, title=title, office=office, today=reader.today, paper=paper)
        task.check()
        write_atomic(path, pdf)
        return Exported(path, rows.done)

    return Read(work)


def template(path: Path) -> Read[Path]:
    """Write the blank import template with this office's units and ledgers in its drop-downs."""

    def work(door: Door, _task: Task) -> Path:
        from ducha_desktop.exchange.template import write_template

        with door.office.read() as reader:
            choices = ledger.choices(reader)
            write_template(
                path,
                office=own_office(reader).name,
                today=reader.today,
                units=[name for _, name in choices.units],
                ledgers=[name for _, name in choices.ledgers],
            )
        return path

    return Read(work)


class Counting(Generic[RowT]):
    """Rows that tell the task how far it is, and let it be cancelled."""

    def __init__(self, rows: Iterable[RowT], task: Task, total: int) -> None:
        """Wrap `rows`."""
        self._rows, self._task, self._total = rows, task, total
        self.done = 0

    def __iter__(self) -> Iterator[RowT]:
        """The rows."""
        for row in self._rows:
            if self.done % _STEP == 0:
                self._task.progress(self.done, max(self._total, 1), f"已写 {self.done:,} 条")
            if not _is_band(row):
                self.done += 1
            yield row


def _is_band(row: object) -> bool:
    from ducha_desktop.services.outline_export import Band

    return isinstance(row, Band)


def _heading(reader: Reader, query: LedgerQuery) -> tuple[str, str]:
    """Title over the exported ledger, and the office that exports."""
    head = own_office(reader)
    names = dict(ledger.choices(reader).ledgers)
    book = names.get(query.ledgers[0], query.ledgers[0]) if len(query.ledgers) == 1 else "重点工作督查"
    return f"{head.county}{book}台账", head.name
