"""The ledger on its way out: a workbook people keep, and a printable PDF."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.operations import Door, Read, Task
from ducha_desktop.services.own_office import OfficeHead, own_office

_STEP = 500


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where."""

    path: Path
    rows: int


def to_excel(query: LedgerQuery, path: Path, *, uids: frozenset[str] = frozenset()) -> Read[Exported]:
    """Write the filtered ledger, or only the rows with `uids`, as a workbook; replaced whole or not at all."""

    def work(door: Door, task: Task) -> Exported:
        from ducha_desktop.exchange.writer import write_ledger

        with door.office.read() as reader:
            head = own_office(reader)
            rows = Counting(_rows(reader, query, uids), task, ledger.count(reader, query))
            write_ledger(path, rows, title=_title(head), office=head.name, today=reader.today)
        return Exported(path, rows.done)

    return Read(work)


def to_pdf(query: LedgerQuery, path: Path, *, uids: frozenset[str] = frozenset()) -> Read[Exported]:
    """Write the filtered ledger as a printable list, A3 or A4 landscape."""

    def work(door: Door, task: Task) -> Exported:
        from ducha_desktop.documents.ledger import ledger_pdf
        from ducha_desktop.runtime.atomic import write_atomic

        with door.office.read() as reader:
            head = own_office(reader)
            rows = list(Counting(_rows(reader, query, uids), task, ledger.count(reader, query)))
            pdf = ledger_pdf(rows, title=_title(head), office=head.name, today=reader.today)
        write_atomic(path, pdf)
        return Exported(path, len(rows))

    return Read(work)


def template(path: Path) -> Read[Path]:
    """Write the blank import template."""

    def work(door: Door, _task: Task) -> Path:
        from ducha_desktop.exchange.template import write_template

        with door.office.read() as reader:
            write_template(path, office=own_office(reader).name, today=reader.today)
        return path

    return Read(work)


class Counting:
    """Rows that tell the task how far it is, and let it be cancelled."""

    def __init__(self, rows: Iterable[MatterRow], task: Task, total: int) -> None:
        """Wrap `rows`."""
        self._rows, self._task, self._total = rows, task, total
        self.done = 0

    def __iter__(self) -> Iterator[MatterRow]:
        """The rows."""
        for row in self._rows:
            if self.done % _STEP == 0:
                self._task.progress(self.done, max(self._total, 1), f"已写 {self.done:,} 条")
            self.done += 1
            yield row


def _rows(reader: Reader, query: LedgerQuery, uids: frozenset[str]) -> Iterator[MatterRow]:
    return (row for row in ledger.every(reader, query) if not uids or row.uid in uids)


def _title(head: OfficeHead) -> str:
    return f"{head.county}重点工作督查台账"
