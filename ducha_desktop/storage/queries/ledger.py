"""The ledger as rows: filters, order, pages and counts in plain SQL (`performance.md` §4b, §5b)."""

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from ducha_desktop.domain.card_code import read_code
from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.domain.numbering import Typed, read_number
from ducha_desktop.storage.chunks import CHUNK, rows_in
from ducha_desktop.storage.connection import CACHE_KIB, Connection
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
LIGHT = (
    "CASE WHEN light_fixed IS NOT NULL THEN light_fixed WHEN green_from > :today THEN 'grey'"
    " WHEN red_from <= :today THEN 'red' WHEN orange_from <= :today THEN 'orange'"
    " WHEN yellow_from <= :today THEN 'yellow' ELSE 'green' END"
)

_GRAVITY = f"CASE {LIGHT} WHEN 'red' THEN 0 WHEN 'orange' THEN 1 WHEN 'yellow' THEN 2 WHEN 'green' THEN 3 WHEN 'grey' THEN 4 ELSE 5 END"
_STATE_ORDER = "instr('DALJQFYGBVWXZC', state)"

_ORDER: dict[SortKey, tuple[str, ...]] = {
    SortKey.ENTRY: ("id",),
    SortKey.NUMBER: ("number_year", "number_seq", "draft_seq"),
    SortKey.TITLE: ("title",),
    SortKey.LEDGER: ("ledger",),
    SortKey.STATE: (_STATE_ORDER,),
    SortKey.LIGHT: (_GRAVITY, "due IS NULL", "due"),
    SortKey.DUE: ("due IS NULL", "due"),
    SortKey.LEAD_UNIT: ("lead_order", "lead_unit"),
    SortKey.RESPONSIBLE: ("leader_order", "responsible"),
    SortKey.LIAISON: ("liaison = ''", "liaison"),
    SortKey.PROGRESS: ("progress IS NULL", "progress"),
    SortKey.UPDATED: ("updated",),
}

_HELD = (
    "uid IN (SELECT a.matter_uid FROM assignment a JOIN {table} n ON n.uid = a.{table}_uid"
    " WHERE a.deleted_at IS NULL{part} AND (n.uid IN ({{marks}}) OR n.name IN ({{marks}})))"
)
_PAST_HELD = (
    "EXISTS (SELECT 1 FROM {table} n WHERE (n.uid IN ({{marks}}) OR n.name IN ({{marks}}))"
    " AND instr(char(10)||{places}||char(10), char(10)||n.name||char(10)))"
)
_LEADING = ("liaison", "responsible")
_PLACES = {
    "unit": {"lead": "lead_unit", "co": "co_units"},
    "person": {"liaison": "liaison", "responsible": "responsible", "person": "persons"},
}
"""Where the row of the ledger names who holds a part."""
_PARTS = {"unit": ("lead", "co", "township"), "person": (*_LEADING, "person")}
_ROW_WORDS = "number||' '||alias||' '||title||' '||ledger||' '||source||' '||liaison||responsible||lead_unit||co_units||persons"

Table = str
LIVE: Table = "ledger_row"


class Where:
    """The conditions of a query and their parameters."""

    def __init__(self, query: LedgerQuery, today: date, *, table: Table = LIVE, light: str = LIGHT) -> None:
        """Translate the filters; `today` is the day the lights are judged on.

        The search index and the register know only the present; the rows of a past day are searched
        by their own words and names. `light` is the expression of a row's light.
        """
        self.parameters: dict[str, Any] = {"today": today.isoformat()}
        self.conditions: list[str] = []
        self._any("ledger", query.ledgers, "ledger IN ({marks}) OR ledger_uid IN ({marks})")
        self._any("state", query.states, "state IN ({marks})")
        self._any("stage", query.stages, "stage IN ({marks})")
        self._any("light", query.lights, f"{light} IN ({{marks}})")
        self._any("source", query.sources, "source IN ({marks})")
        self._any("unit", query.units, _holding("unit", query.roles, table))
        self._any("leader", query.leaders, _holding("person", query.roles, table))
        self._any("batch", (query.batch,) if query.batch else (), "batch IN ({marks})")
        self._day("due_before", query.due_before, "due <=")
        self._day("due_after", query.due_after, "due >=")
        expression = match_expression(query.search) if query.search else ""
        if named := _named(query.search):
            self.conditions.append(named[0])
            self.parameters |= named[1]
        elif expression and table != LIVE:
            self._words(query.search)
        elif expression:
            self.parameters["match"] = expression
            self.conditions.append("id IN (SELECT rowid FROM search WHERE search MATCH :match)")
        elif query.search.strip():
            self.conditions.append("0")

    def _any(self, name: str, values: Sequence[str], condition: str) -> None:
        if values:
            keys = [f"{name}{i}" for i in range(len(values))]
            self.parameters.update(zip(keys, values, strict=True))
            self.conditions.append("(" + condition.format(marks=",".join(f":{key}" for key in keys)) + ")")

    def _words(self, search: str) -> None:
        for i, word in enumerate(search.split()):
            self.parameters[f"word{i}"] = word
            self.conditions.append(f"instr({_ROW_WORDS}, :word{i})")

    def _day(self, name: str, day: date | None, condition: str) -> None:
        if day is not None:
            self.parameters[name] = day.isoformat()
            self.conditions.append(f"{condition} :{name}")

    @property
    def sql(self) -> str:
        """The WHERE clause, empty without conditions."""
        return " WHERE " + " AND ".join(self.conditions) if self.conditions else ""


def _holding(holder: str, roles: Sequence[str], table: Table) -> str:
    """The condition that somebody of the register holds one of these parts; leaders lead unless roles are named."""
    parts = [role for role in _PARTS[holder] if role in roles] or (_LEADING if holder == "person" else ())
    if table == LIVE:
        named = ",".join(f"'{role}'" for role in parts)
        part = f" AND a.role IN ({named})" if parts else ""
        return _HELD.format(table=holder, part=part)
    columns = [_PLACES[holder][role] for role in parts or ("lead", "co") if role in _PLACES[holder]]
    return _PAST_HELD.format(table=holder, places="||char(10)||".join(columns)) if columns else "0"


def order_by(query: LedgerQuery) -> str:
    """The ORDER BY clause; equal rows stand in the order of entry."""
    terms = list(_ORDER[query.sort])
    # Rows without a date or percent stand last in both directions.
    turn = [t for t in terms if not t.endswith(("IS NULL", "= ''"))]
    parts = [f"{t} DESC" if query.descending and t in turn else t for t in terms]
    tie = [] if query.sort is SortKey.ENTRY else ["id"]
    return " ORDER BY " + ", ".join([*parts, *tie])


_FILTERS = (
    "ledgers",
    "states",
    "stages",
    "lights",
    "units",
    "leaders",
    "sources",
    "due_before",
    "due_after",
    "batch",
)
_TALLIED = frozenset({"ledgers", "states", "stages", "lights"})


def _named(search: str) -> tuple[str, dict[str, Any]] | None:
    """The condition for a search that names one matter: a card's QR text, a number, `拟-N`."""
    code = read_code(search) if search else None
    typed = read_number(code.number if code else search) if search.strip() else None
    if typed is None:
        return None
    if typed.number is not None:
        return "(number_year = :named_year AND number_seq = :named_n)", {
            "named_year": typed.number.year,
            "named_n": typed.number.n,
        }
    if typed.kind is Typed.DRAFT:
        return "draft_seq = :named_draft", {"named_draft": typed.draft}
    if code is not None:
        return "upper(replace(number, ' ', '')) = :named_text", {"named_text": code.number}
    return None


def _is_search_only(query: LedgerQuery) -> bool:
    if _named(query.search):
        return False
    return bool(match_expression(query.search)) and not any(getattr(query, name) for name in _FILTERS)


def _is_tallied(query: LedgerQuery) -> bool:
    return not query.search.strip() and not any(
        getattr(query, name) for name in _FILTERS if name not in _TALLIED
    )


def count(connection: Connection, query: LedgerQuery, today: date, *, table: Table = LIVE) -> int:
    """How many matters satisfy the filters."""
    if table == LIVE and _is_search_only(query):
        found = connection.execute(
            "SELECT count(*) FROM search WHERE search MATCH ?", (match_expression(query.search),)
        )
        return int(found.fetchone()[0])
    where = Where(query, today, table=table)
    return int(connection.execute(f"SELECT count(*) FROM {table}{where.sql}", where.parameters).fetchone()[0])


def page(
    connection: Connection, query: LedgerQuery, today: date, *, offset: int, limit: int, table: Table = LIVE
) -> list[tuple[Any, ...]]:
    """Rows `offset` to `offset + limit` in the columns `ROW_COLUMNS`; only their ids are sorted."""
    if table == LIVE and _is_search_only(query) and query.sort is SortKey.ENTRY and not query.descending:
        # The index walks in the order of entry by itself, so the first hits cost nothing.
        hits = connection.execute(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ? OFFSET ?",
            (match_expression(query.search), limit, offset),
        )
        return rows_of(connection, [row[0] for row in hits], today, table=table)
    where = Where(query, today, table=table)
    inner = f"SELECT id FROM {table}{where.sql}{order_by(query)} LIMIT :limit OFFSET :offset"
    ids = [
        row[0] for row in connection.execute(inner, {**where.parameters, "limit": limit, "offset": offset})
    ]
    return rows_of(connection, ids, today, table=table)


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
    connection.execute(f"PRAGMA cache_size=-{WALK_CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")


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
    if table == LIVE and _is_tallied(query):
        where = Where(query, today, light="light")
        where.conditions.append("day <= :today")
        kept = f"SELECT stage, state, light, sum(n) FROM ledger_tally{where.sql} GROUP BY 1, 2, 3 HAVING sum(n) <> 0"
        return list(connection.execute(kept, where.parameters).fetchall())
    where = Where(query, today, table=table)
    statement = f"SELECT stage, state, {LIGHT} AS light, count(*) FROM {table}{where.sql} GROUP BY 1, 2, 3"
    return list(connection.execute(statement, where.parameters).fetchall())
