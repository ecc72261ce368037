"""The ledger as rows: filters, order, pages and counts in plain SQL (`performance.md` §4b, §5b)."""

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.storage.chunks import CHUNK, rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries import ledger_counts
from ducha_desktop.storage.queries.ledger_bins import LIGHT
from ducha_desktop.storage.queries.ledger_where import LIVE, Table, Where, is_search_only, is_tallied
from ducha_desktop.storage.search_index import match_expression
from ducha_desktop.storage.stored import SCHEDULE_COLUMNS

ROW_COLUMNS = (
    "id",
    "uid",
    "number",
    "title",
    "ledger",
    "source",
    "state",
    "stage",
    "due",
    "due_text",
    "liaison",
    "responsible",
    "lead_unit",
    "co_units",
    "persons",
    "progress",
    "updated",
    "light",
    *SCHEDULE_COLUMNS,
)
"""A row as it is read: `light` is that of the day asked for, all others are stored."""

WALK_CACHE_KIB = 8_192
"""Pages kept while the whole ledger goes through once: an export takes little memory (E3)."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What is read of each row.

    Attributes:
        texts: columns of the matter itself, behind those of the ledger.
        schedule: the schedule of the light too, which only the reason of a light needs; NULLs when not.
    """

    texts: tuple[str, ...] = ()
    schedule: bool = True


ROWS = Extent()
_GRAVITY = f"CASE {LIGHT} WHEN 'red' THEN 0 WHEN 'orange' THEN 1 WHEN 'yellow' THEN 2 WHEN 'green' THEN 3 WHEN 'grey' THEN 4 ELSE 5 END"
_STATE_ORDER = "instr('DALJQFYGBVWXZC', state)"

_ORDER: dict[SortKey, tuple[str, ...]] = {
    SortKey.ENTRY: ("id",),
    SortKey.NUMBER: ("number_year", "number_seq", "draft_seq"),
    SortKey.TITLE: ("title",),
    SortKey.LEDGER: ("ledger",),
    SortKey.SOURCE: ("source = ''", "source"),
    SortKey.STATE: (_STATE_ORDER,),
    SortKey.LIGHT: (_GRAVITY, "due IS NULL", "due"),
    SortKey.DUE: ("due IS NULL", "due"),
    SortKey.LEAD_UNIT: ("lead_order", "lead_unit"),
    SortKey.RESPONSIBLE: ("leader_order", "responsible"),
    SortKey.LIAISON: ("liaison = ''", "liaison"),
    SortKey.PROGRESS: ("progress IS NULL", "progress"),
    SortKey.UPDATED: ("updated",),
}


def _terms(query: LedgerQuery) -> list[tuple[str, bool]]:
    """What the rows stand in order of, and whether it falls; equal rows stand in the order of entry."""
    # Rows without a date or percent stand last in both directions.
    terms = [(t, query.descending and not t.endswith(("IS NULL", "= ''"))) for t in _ORDER[query.sort]]
    return terms if query.sort is SortKey.ENTRY else [*terms, ("id", False)]


def order_by(query: LedgerQuery, *, backwards: bool = False) -> str:
    """The ORDER BY clause; `backwards` from the last row to the first."""
    return " ORDER BY " + ", ".join(
        f"{term} DESC" if falls is not backwards else term for term, falls in _terms(query)
    )


def position(
    connection: Connection, query: LedgerQuery, today: date, *, uid: str, table: Table = LIVE
) -> int | None:
    """Where a matter stands in the order of the query, from 0; None when the filters leave it out.

    The rows before it are counted by the index of their order, and none of them is read.
    """
    terms = _terms(query)
    where = Where(query, today, table=table)
    named = ",".join(term for term, _falls in terms)
    conditions = " AND ".join(["uid = :the_uid", *where.conditions])
    own = connection.execute(
        f"SELECT {named} FROM {table} WHERE {conditions}", where.parameters | {"the_uid": uid}
    ).fetchone()
    if own is None:
        return None
    values = {f"own{n}": value for n, value in enumerate(own)}
    before = 0
    for n, (term, falls) in enumerate(terms):
        ahead = [
            f"({each}) {'IS' if own[k] is None else '='} :own{k}" for k, (each, _) in enumerate(terms[:n])
        ]
        counted = where.conditions + ahead
        for beyond in _beyond(term, f"own{n}", falls=falls, blank=own[n] is None):
            statement = f"SELECT count(*) FROM {table} WHERE {' AND '.join([*counted, beyond])}"
            before += connection.execute(statement, where.parameters | values).fetchone()[0]
    return before


def _beyond(term: str, own: str, *, falls: bool, blank: bool) -> list[str]:
    """Which values of a term stand before its own; blanks are the least."""
    if falls:
        return [f"({term}) IS NOT NULL"] if blank else [f"({term}) > :{own}"]
    return [] if blank else [f"({term}) IS NULL", f"({term}) < :{own}"]


def count(connection: Connection, query: LedgerQuery, today: date, *, table: Table = LIVE) -> int:
    """How many matters satisfy the filters."""
    if table == LIVE and is_search_only(query):
        found = connection.execute(
            "SELECT count(*) FROM search WHERE search MATCH ?", (match_expression(query.search),)
        )
        return int(found.fetchone()[0])
    if table == LIVE and is_tallied(query):
        return sum(number for *_, number in tallies(connection, query, today))
    if table == LIVE:
        return ledger_counts.count(connection, ledger_counts.narrow(query, today))
    where = Where(query, today, table=table)
    return int(connection.execute(f"SELECT count(*) FROM {table}{where.sql}", where.parameters).fetchone()[0])


def page(  # noqa: PLR0913 - a stretch of a list of a day
    connection: Connection,
    query: LedgerQuery,
    today: date,
    *,
    offset: int,
    limit: int,
    count: int | None = None,
    table: Table = LIVE,
) -> list[tuple[Any, ...]]:
    """Rows `offset` to `offset + limit` in the columns `ROW_COLUMNS`; only their ids are sorted.

    Where the length of the list is known (`count`), its second half is reached from the end.
    """
    if table == LIVE and is_search_only(query) and query.sort is SortKey.ENTRY and not query.descending:
        # The index walks in the order of entry by itself, so the first hits cost nothing.
        hits = connection.execute(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ? OFFSET ?",
            (match_expression(query.search), limit, offset),
        )
        return rows_of(connection, [row[0] for row in hits], today, table=table)
    where = Where(query, today, table=table)
    backwards = count is not None and offset > count - offset - limit
    if backwards:
        limit = min(limit, max(0, (count or 0) - offset))
        offset = max(0, (count or 0) - offset - limit)
    order = order_by(query, backwards=backwards)
    inner = f"SELECT id FROM {table}{where.sql}{order} LIMIT :limit OFFSET :offset"
    ids = [
        row[0] for row in connection.execute(inner, {**where.parameters, "limit": limit, "offset": offset})
    ]
    return rows_of(connection, ids[::-1] if backwards else ids, today, table=table)


def rows_of(
    connection: Connection,
    ids: Sequence[int],
    today: date,
    *,
    table: Table = LIVE,
    extent: Extent = ROWS,
) -> list[tuple[Any, ...]]:
    """The rows with these ids, in the order of the ids: `ROW_COLUMNS`, then the texts of `extent`."""
    if extent.texts and table != LIVE:
        return _past_rows_of(connection, ids, today, table=table, texts=extent.texts)
    statement = f"{_select(today, table, extent)} WHERE r.id IN ({{marks}})"
    found = {row[0]: row for row in rows_in(connection, statement, ids)}
    return [found[i] for i in ids if i in found]


def _past_rows_of(
    connection: Connection, ids: Sequence[int], today: date, *, table: Table, texts: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Before the matters of a past day stands a view that cannot be joined by id at any speed."""
    statement = f"SELECT id, {','.join(texts)} FROM matter WHERE id IN ({{marks}})"
    found = {i: words for i, *words in rows_in(connection, statement, ids)}
    missing = ("",) * len(texts)
    return [(*row, *found.get(row[0], missing)) for row in rows_of(connection, ids, today, table=table)]


def _select(today: date, table: Table, extent: Extent) -> str:
    light = LIGHT.replace(":today", f"'{today.isoformat()}'")
    left_out = () if extent.schedule else SCHEDULE_COLUMNS
    columns = [
        light if name == "light" else "NULL" if name in left_out else f"r.{name}" for name in ROW_COLUMNS
    ]
    if not extent.texts:
        return f"SELECT {','.join(columns)} FROM {table} r"
    columns += [f"m.{name}" for name in extent.texts]
    return f"SELECT {','.join(columns)} FROM {table} r JOIN matter m ON m.id = r.id"


def walk(
    connection: Connection,
    query: LedgerQuery,
    today: date,
    *,
    table: Table = LIVE,
    extent: Extent = ROWS,
) -> Iterator[list[tuple[Any, ...]]]:
    """All rows of a query in its order, some hundred at a time, in the columns of `rows_of`.

    Nothing stays open between two chunks, so that the reader may be left at any of them.
    """
    if table == LIVE and query.sort is SortKey.ENTRY and not Where(query, today).conditions:
        yield from _walk_all(connection, today, extent, descending=query.descending)
        return
    with _small_cache(connection):
        wanted = ids(connection, query, today, table=table)
    for start in range(0, len(wanted), CHUNK):
        with _small_cache(connection):
            rows = rows_of(connection, wanted[start : start + CHUNK], today, table=table, extent=extent)
        yield rows


def _walk_all(
    connection: Connection, today: date, extent: Extent, *, descending: bool
) -> Iterator[list[tuple[Any, ...]]]:
    beyond, turn = ("<", " DESC") if descending else (">", "")
    statement = f"{_select(today, LIVE, extent)} WHERE r.id {beyond} ? ORDER BY r.id{turn} LIMIT {CHUNK}"
    last = 1 << 62 if descending else -1 << 62
    while True:
        with _small_cache(connection):
            rows = connection.execute(statement, (last,)).fetchall()
        if not rows:
            return
        yield rows
        last = rows[-1][0]


@contextmanager
def _small_cache(connection: Connection) -> Iterator[None]:
    """What passes once need not be kept; the cache is the reader's own again before anybody else asks."""
    (own,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size=-{WALK_CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size={own}")


_TOWNSHIPS = (
    "SELECT a.matter_uid, u.name FROM assignment a JOIN unit u ON u.uid = a.unit_uid"
    " WHERE a.role = 'township' AND a.deleted_at IS NULL AND a.matter_uid IN ({marks})"
    " ORDER BY coalesce(u.official_order, 0), a.official_order, a.id"
)


def townships(connection: Connection, uids: Sequence[str]) -> dict[str, list[str]]:
    """The townships concerned by matter; in the ledger's rows they stand behind the co-units, in this order."""
    found: dict[str, list[str]] = {}
    for uid, name in rows_in(connection, _TOWNSHIPS, uids):
        found.setdefault(uid, []).append(name)
    return found


def ids(connection: Connection, query: LedgerQuery, today: date, *, table: Table = LIVE) -> "array[int]":
    """All ids in order: 8 bytes a row, so that a window over a million rows costs 8 MB."""
    where = Where(query, today, table=table)
    statement = f"SELECT id FROM {table}{where.sql}{order_by(query)}"
    return array("q", (row[0] for row in connection.execute(statement, where.parameters)))


def held(
    connection: Connection, query: LedgerQuery, today: date, *, roles: Sequence[str], table: Table = LIVE
) -> dict[str, dict[str, int]]:
    """By uid of unit or person, how many of the filtered matters they hold in one of these roles, by stage."""
    where = Where(query, today, table=table)
    parts = {f"role{i}": role for i, role in enumerate(roles)}
    found: dict[str, dict[str, int]] = {}
    for holder, stage, number in connection.execute(
        "SELECT coalesce(a.person_uid, a.unit_uid), r.stage, count(DISTINCT r.id) FROM assignment a"
        f" JOIN {table} r ON r.uid = a.matter_uid WHERE a.deleted_at IS NULL"
        f" AND a.role IN ({','.join(f':{name}' for name in parts)}) AND r.id IN (SELECT id FROM {table}{where.sql})"
        " GROUP BY 1, 2",
        where.parameters | parts,
    ).fetchall():
        found.setdefault(holder, {})[stage] = number
    return found


def tallies(
    connection: Connection, query: LedgerQuery, today: date, *, table: Table = LIVE
) -> list[tuple[str, str, str, int]]:
    """(stage, state, light, count) over the filtered ledger.

    Filters that the counts are kept by are answered from `ledger_tally`, whatever the size of the ledger.
    """
    if table == LIVE and is_tallied(query):
        where = Where(query, today, light="light")
        where.conditions.append("day <= :today")
        kept = f"SELECT stage, state, light, sum(n) FROM ledger_tally{where.sql} GROUP BY 1, 2, 3 HAVING sum(n) <> 0"
        return list(connection.execute(kept, where.parameters).fetchall())
    if table == LIVE:
        return ledger_counts.counted(connection, ledger_counts.narrow(query, today))
    where = Where(query, today, table=table)
    statement = f"SELECT stage, state, {LIGHT} AS light, count(*) FROM {table}{where.sql} GROUP BY 1, 2, 3"
    return list(connection.execute(statement, where.parameters).fetchall())
