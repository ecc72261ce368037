"""Questions of the screen of statistics, and its workbooks."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.ui.operations import Door, Read, Task, question

if TYPE_CHECKING:
    from ducha_desktop.services.difference import Difference
    from ducha_desktop.services.office import Reader
    from ducha_desktop.services.stats_screen import Table
    from ducha_desktop.services.views import MatterRow


def table(query: LedgerQuery, by: str, day: date | None) -> "Read[Table]":
    """The figures by group, of the present or as of a past day."""

    def put(reader: "Reader") -> "Table":
        from ducha_desktop.services import stats_screen
        from ducha_desktop.services.stats import GroupBy

        with ledger.as_of(reader, day) as past:
            return stats_screen.table(past, query, GroupBy(by))

    return question(put)


def compare(since: date, until: date, ledgers: Sequence[str]) -> "Read[Difference]":
    """What became of the ledger between two days."""

    def put(reader: "Reader") -> "Difference":
        from ducha_desktop.services.difference import difference

        return difference(reader, since, until, ledgers=ledgers)

    return question(put)


def past_rows(query: LedgerQuery, day: date) -> "Read[tuple[MatterRow, ...]]":
    """The list as it was at the end of a day."""

    def put(reader: "Reader") -> "tuple[MatterRow, ...]":
        with ledger.as_of(reader, day) as past:
            return tuple(ledger.every(past, query))

    return question(put)


def table_to_excel(query: LedgerQuery, by: Sequence[str], day: date | None, path: Path) -> Read[Path]:
    """The figures as a workbook, a sheet for each grouping."""

    def work(door: Door, task: Task) -> Path:
        from ducha_desktop.exchange.stats_writer import write_statistics
        from ducha_desktop.services.own_office import own_office
        from ducha_desktop.services.stats import GroupBy, statistics
        from ducha_desktop.services.stats_words import scope_words

        with door.office.read() as reader, ledger.as_of(reader, day) as past:
            found = {}
            for place, each in enumerate(by):
                task.progress(place, len(by), f"正在统计第 {place + 1} 张表")
                found[GroupBy(each)] = statistics(past, query, by=GroupBy(each))
            office, scope, on = own_office(past), scope_words(past, query), past.today
        task.check()
        write_statistics(path, found, office=office, on=on, scope=scope)
        return path

    return Read(work)


def difference_to_excel(found: "Difference", path: Path, ledgers: Sequence[str]) -> Read[Path]:
    """The two days as a workbook; `ledgers` are names."""

    def put(reader: "Reader") -> Path:
        from ducha_desktop.exchange.stats_writer import write_difference
        from ducha_desktop.services.own_office import own_office

        write_difference(path, found, office=own_office(reader), ledgers=ledgers)
        return path

    return question(put)
