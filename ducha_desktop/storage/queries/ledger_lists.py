"""How many matters of a filtered ledger have each value of a column."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ducha_desktop.domain.ledger_query import LedgerQuery, ListColumn
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries.ledger import tallies
from ducha_desktop.storage.queries.ledger_bins import BINS
from ducha_desktop.storage.queries.ledger_counts import chosen, narrow
from ducha_desktop.storage.queries.ledger_where import LIVE, Table, Where

MOST = 20_000
"""Values of one column that are listed; those that occur most."""

_KEPT_AT = {ListColumn.STATE: 1, ListColumn.LIGHT: 2}
"""Places in the counts by stage, state and light."""
FEW = 5_000
"""Rows that are sooner looked up one by one than found on a walk along a whole index."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """How an index says a column's values in order.

    Attributes:
        index: its name.
        keys: its first columns; the last one holds the value.
        code: what the value is in the list.
    """

    index: str
    keys: tuple[str, ...]
    code: Callable[[Any], str] = str


def _month(day: str | None) -> str:
    return (day or "")[: len("2026-11")]


def _year(year: int | None) -> str:
    return "" if year is None else str(year)


_WALKS = {
    ListColumn.NUMBER: _Walk("ix_ledger_row_number", ("number_year",), _year),
    ListColumn.LEDGER: _Walk("ix_ledger_row_place", ("ledger",)),
    ListColumn.CATEGORY: _Walk("ix_ledger_row_place", ("ledger", "category")),
    ListColumn.ITEM: _Walk("ix_ledger_row_place", ("ledger", "category", "item_group")),
    ListColumn.SOURCE: _Walk("ix_ledger_row_source", ("source",)),
    ListColumn.LEAD_UNIT: _Walk("ix_ledger_row_lead", ("lead_order", "lead_unit")),
    ListColumn.RESPONSIBLE: _Walk("ix_ledger_row_leader", ("leader_order", "responsible")),
    ListColumn.DUE: _Walk("ix_ledger_row_due", ("due",), _month),
    ListColumn.UPDATED: _Walk("ix_ledger_row_updated", ("updated",), _month),
    ListColumn.REGISTERED: _Walk("ix_ledger_row_registered", ("registered",), _month),
}
_RANKED = frozenset({ListColumn.LEAD_UNIT, ListColumn.RESPONSIBLE})
"""Columns whose values stand in official order."""


def values(
    connection: Connection, query: LedgerQuery, today: date, column: ListColumn, *, table: Table = LIVE
) -> list[tuple[str, int]]:
    """(code, count), in official order where the column has one, else in order of the code."""
    if column in _KEPT_AT:
        kept: Counter[str] = Counter()
        for each in tallies(connection, query, today, table=table):
            kept[str(each[_KEPT_AT[column]])] += each[3]
        return sorted(kept.items())
    where = narrow(query, today) if table == LIVE else Where(query, today, table=table)
    if table != LIVE or column not in _WALKS:
        return _grouped(connection, where, column, table)
    walk = _WALKS[column]
    within, index = "", walk.index
    if where.conditions:
        within = f" WHERE id IN (SELECT id{chosen(where)})"
        index = index if _are_many(connection, where) else ""
    keys = ",".join(walk.keys)
    by = f" INDEXED BY {index}" if index else ""
    found: Counter[str] = Counter()
    for *_, value, number in connection.execute(
        f"SELECT {keys}, count(*) FROM ledger_row{by}{within} GROUP BY {keys}", where.parameters
    ):
        found[walk.code(value)] += number
    if column is ListColumn.DUE:
        found.pop("", None)
        found.update(_undated(connection, where))
    listed = found.items() if column in _RANKED else sorted(found.items())
    return list(listed) if column in _RANKED else _most(list(listed))


def _are_many(connection: Connection, where: Where) -> bool:
    asked = f"SELECT count(*) FROM (SELECT id{chosen(where)} LIMIT {FEW + 1})"
    return int(connection.execute(asked, where.parameters).fetchone()[0]) > FEW


def _undated(connection: Connection, where: Where) -> dict[str, int]:
    """The kinds of deadline without a day."""
    told = " AND ".join([*where.conditions, "due IS NULL"])
    return dict(
        connection.execute(
            f"SELECT due_kind, count(*) FROM ledger_row WHERE {told} GROUP BY 1", where.parameters
        ).fetchall()
    )


def _grouped(connection: Connection, where: Where, column: ListColumn, table: Table) -> list[tuple[str, int]]:
    """The values as the rows themselves say them."""
    walk = _WALKS.get(column)
    keys = ",".join(walk.keys) if walk and column in _RANKED else "1"
    source = f" FROM {table}{where.sql}"
    if table == LIVE and where.conditions:
        source = f" FROM ledger_row WHERE id IN (SELECT id{chosen(where)})"
    found = connection.execute(
        f"SELECT {BINS[column]}, count(*){source} GROUP BY {keys} LIMIT {4 * MOST}", where.parameters
    ).fetchall()
    return list(found) if column in _RANKED else _most(found)


def _most(found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    if len(found) > MOST:
        return sorted(sorted(found, key=lambda each: -each[1])[:MOST])
    return found
