"""What the screen of statistics shows: figures with the list behind each group, and the months of the trend."""

from dataclasses import dataclass, replace
from datetime import date

from ducha_desktop.domain.cycles import month_end
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.services.office import Reader
from ducha_desktop.services.stats import Figures, GroupBy, Statistics, statistics
from ducha_desktop.services.stats_groups import list_of
from ducha_desktop.services.stats_measures import Measure
from ducha_desktop.services.workbench import Number
from ducha_desktop.services.workbench_pictures import Month, months_to

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Table:
    """The figures by group, as of a day.

    Attributes:
        by: the grouping.
        on: the day.
        query: what was counted.
        figures: whole, groups and identities.
        lists: by key of a group, all of its matters.
        months: what came in and what was closed in the months up to the day.
    """

    by: GroupBy
    on: date
    query: LedgerQuery
    figures: Statistics
    lists: dict[str, LedgerQuery]
    months: tuple[Month, ...]

    def list_behind(self, group: Figures, measure: Measure) -> LedgerQuery | None:
        """The list that a figure counts; the whole where `group` is the totals."""
        query = self.query if group is self.figures.whole else self.lists[group.key]
        return measure.list_of(query)


def table(reader: Reader, query: LedgerQuery, by: GroupBy) -> Table:
    """Count the filtered ledger of the reader's day."""
    found = statistics(reader, query, by=by)
    lists = {group.key: list_of(reader, query, by.value, group.key) for group in found.groups}
    return Table(by, reader.today, query, found, lists, _months(reader, query))


def _months(reader: Reader, query: LedgerQuery) -> tuple[Month, ...]:
    def number(asked: LedgerQuery) -> Number:
        return Number(asked, ledger.count(reader, asked))

    found = []
    for first in months_to(reader.today, MONTHS):
        last = month_end(first.year, first.month)
        came_after = max(first, query.registered_after or first)
        came_before = min(last, query.registered_before or last)
        found.append(
            Month(
                first,
                number(replace(query, registered_after=came_after, registered_before=came_before)),
                number(replace(query, closed_after=first, closed_before=last)),
            )
        )
    return tuple(found)
