"""How many matters of a filtered ledger have each value of a column."""

from collections import Counter
from datetime import date
from typing import Any

from ducha_desktop.domain.ledger_query import LedgerQuery, ListColumn
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries.ledger import tallies
from ducha_desktop.storage.queries.ledger_bins import BINS
from ducha_desktop.storage.queries.ledger_where import LIVE, Table, Where, is_tallied

MOST = 20_000
"""Values of one column that are listed; those that occur most."""

_RANK = {ListColumn.LEAD_UNIT: "lead_order", ListColumn.RESPONSIBLE: "leader_order"}
_DAYS = {
    ListColumn.DUE: ("due", "due_kind", "due IS NULL"),
    ListColumn.UPDATED: ("updated", "''", "updated = ''"),
}
_KEPT_AT = {ListColumn.STATE: 1, ListColumn.LIGHT: 2}
"""Places in the kept counts."""


def values(
    connection: Connection, query: LedgerQuery, today: date, column: ListColumn, *, table: Table = LIVE
) -> list[tuple[str, int]]:
    """(code, count), in official order where the column has one, else in order of the code."""
    where = Where(query, today, table=table)
    if column in _KEPT_AT and table == LIVE and is_tallied(query):
        kept: Counter[str] = Counter()
        for each in tallies(connection, query, today):
            kept[str(each[_KEPT_AT[column]])] += each[3]
        return sorted(kept.items())

    def ask(expression: str, condition: str = "", more: str = "") -> list[Any]:
        parts = [*where.conditions, *([condition] if condition else [])]
        told = f" WHERE {' AND '.join(parts)}" if parts else ""
        statement = f"SELECT {expression}, count(*) FROM {table}{told} GROUP BY {more or 1} LIMIT {4 * MOST}"
        return list(connection.execute(statement, where.parameters).fetchall())

    if column in _RANK:
        return ask(BINS[column], more=f"{_RANK[column]}, 1")
    if column in _DAYS:  # apart, so that each half is answered from an index
        day, instead, none = _DAYS[column]
        found = ask(f"substr({day}, 1, 7)", f"{day} > ''")
        counts = Counter(dict(found))
        for code, number in ask(f"coalesce({instead}, '')", none):
            counts[code] += number
        return sorted(counts.items())
    found = ask(BINS[column])
    if len(found) > MOST:
        found = sorted(sorted(found, key=lambda each: -each[1])[:MOST])
    return [(code, number) for code, number in found]
