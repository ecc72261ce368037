"""The ledger under headings: how many matters stand under each, and what they come to (`performance.md` §4b)."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ducha_desktop.domain.ledger_query import ColumnFilter, LedgerQuery, ListColumn
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries.ledger import order_by
from ducha_desktop.storage.queries.ledger_bins import BINS, LIGHT
from ducha_desktop.storage.queries.ledger_lists import values
from ducha_desktop.storage.queries.ledger_where import LIVE, Table, Where, is_tallied

Path = tuple[str, ...]
"""The codes of the values under whose headings a matter stands, the outermost first."""

_RANK = {ListColumn.LEAD_UNIT: "lead_order", ListColumn.RESPONSIBLE: "leader_order"}
_KEPT = {ListColumn.LEDGER: "ledger", ListColumn.STATE: "state", ListColumn.LIGHT: "light"}
_COVERED = {
    (ListColumn.LEDGER, ListColumn.CATEGORY),
    (ListColumn.LEDGER, ListColumn.CATEGORY, ListColumn.ITEM),
}
"""Levels whose index answers by itself."""
_FEW = 200
"""Groups that are looked up by name; where more are asked for, the whole list is walked."""


MANY = 100_000
"""Matters that are counted by walking the whole ledger once: each by its index costs ten times as much."""
_SHIFT = 21
_LIGHTS = ("red", "orange", "yellow")
_PACKED = (
    f"sum(CASE {LIGHT} WHEN 'red' THEN 1 WHEN 'orange' THEN {1 << _SHIFT} WHEN 'yellow' THEN {1 << 2 * _SHIFT}"
    " ELSE 0 END)"
)
"""Three counts in one number: a light is worked out once a row."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What the matters under one heading come to.

    Attributes:
        stages: matters by stage.
        lights: matters that are red, orange and yellow.
        told: how many tell their progress; `percent` is the sum of it.
    """

    stages: dict[str, int]
    lights: dict[str, int]
    told: int
    percent: float


def inside(query: LedgerQuery, columns: Sequence[ListColumn], path: Path) -> LedgerQuery:
    """The query for the matters under one heading."""
    return _narrowed(query, [(column, (code,)) for column, code in zip(columns, path, strict=False)])


def _narrowed(query: LedgerQuery, chosen: Sequence[tuple[ListColumn, tuple[str, ...]]]) -> LedgerQuery:
    more = tuple(ColumnFilter(column, codes) for column, codes in chosen)
    return replace(query, columns=(*query.columns, *more))


def _within(
    query: LedgerQuery, columns: Sequence[ListColumn], paths: Sequence[Path], rows: int
) -> LedgerQuery:
    """The query for a superset of the matters under these headings that the indexes can find."""
    if not paths or len(paths) > _FEW or rows >= MANY:
        return query
    chosen = [
        (column, tuple(dict.fromkeys(each)))
        for column, each in zip(columns, zip(*paths, strict=True), strict=False)
    ]
    return _narrowed(query, chosen[:1])


def groups(  # noqa: PLR0913 - a question of its own for each
    connection: Connection,
    query: LedgerQuery,
    today: date,
    columns: Sequence[ListColumn],
    *,
    within: Sequence[Path] = (),
    rows: int = 0,
    table: Table = LIVE,
) -> list[tuple[Path, int]]:
    """The groups of the last of `columns` with their counts, in official order where there is one.

    Args:
        connection: a reader.
        query: the filtered list.
        today: the day the lights are judged on.
        columns: the levels down to the one asked for.
        within: only under these headings of the level above; all when empty.
        rows: how many matters are under them, where it is known.
        table: the ledger of today or of a past day.
    """
    if table == LIVE and is_tallied(query) and set(columns) <= _KEPT.keys():
        return _kept(connection, query, today, columns)
    if len(columns) == 1:
        found = values(connection, query, today, columns[0], table=table)
        return [((code,), number) for code, number in found]
    where = Where(_within(query, columns, within, rows), today, table=table)
    rank = _RANK.get(columns[-1], "0")
    covered = tuple(columns) in _COVERED and not where.conditions
    bins = ",".join(BINS[column] if covered else _loose(column) for column in columns)
    places = ",".join(str(n) for n in range(1, len(columns) + 1))
    walk = "" if covered else _walk(where, rows)
    statement = f"SELECT {bins}, min({rank}), count(*) FROM {table}{walk}{where.sql} GROUP BY {places}"
    found_rows = connection.execute(statement, where.parameters).fetchall()
    wanted = frozenset(within)
    found_rows = [row for row in found_rows if not wanted or tuple(row[: len(columns) - 1]) in wanted]
    found_rows.sort(key=lambda row: (*row[: len(columns) - 1], row[-2], row[len(columns) - 1]))
    return [(tuple(row[: len(columns)]), row[-1]) for row in found_rows]


def _kept(
    connection: Connection, query: LedgerQuery, today: date, columns: Sequence[ListColumn]
) -> list[tuple[Path, int]]:
    """The groups out of the kept counts, whatever the size of the ledger."""
    where = Where(query, today, light="light")
    where.conditions.append("day <= :today")
    bins = ",".join(_KEPT[column] for column in columns)
    statement = f"SELECT {bins}, sum(n) FROM ledger_tally{where.sql} GROUP BY {bins} HAVING sum(n) <> 0"
    rows = connection.execute(statement, where.parameters).fetchall()
    return [(tuple(row[:-1]), row[-1]) for row in rows]


def sums(  # noqa: PLR0913 - a question of its own for each
    connection: Connection,
    query: LedgerQuery,
    today: date,
    columns: Sequence[ListColumn],
    *,
    within: Sequence[Path],
    rows: int,
    table: Table = LIVE,
) -> dict[Path, Sums]:
    """What the matters under headings of the level of the last column come to.

    Args:
        connection: a reader.
        query: the filtered list.
        today: the day the lights are judged on.
        columns: the levels down to that of the headings.
        within: the headings; the answer may tell of others beside them.
        rows: how many matters are under them.
        table: the ledger of today or of a past day.
    """
    where = Where(_within(query, columns, within, rows), today, table=table)
    bins = ",".join(_loose(column) for column in columns)
    places = ",".join(str(n) for n in range(1, len(columns) + 2))
    statement = (
        f"SELECT {bins}, stage, {_PACKED}, count(*), count(progress), coalesce(sum(progress), 0)"
        f" FROM {table}{_walk(where, rows)}{where.sql} GROUP BY {places}"
    )
    found: dict[Path, Sums] = {}
    for row in connection.execute(statement, where.parameters).fetchall():
        path = tuple(row[: len(columns)])
        found[path] = _added(found.get(path, Sums({}, {}, 0, 0.0)), row[len(columns) :])
    return found


def _loose(column: ListColumn) -> str:
    """A value that no index is walked for: one row after the other by an index costs ten times a walk of all."""
    return f"+({BINS[column]})"


def _walk(where: Where, rows: int) -> str:
    return " NOT INDEXED" if rows >= MANY or not where.conditions else ""


def _added(known: Sums, more: Sequence[Any]) -> Sums:
    stage, packed, number, told, percent = more
    lights = {
        light: known.lights.get(light, 0) + (packed >> n * _SHIFT) % (1 << _SHIFT)
        for n, light in enumerate(_LIGHTS)
    }
    return Sums(known.stages | {stage: number}, lights, known.told + told, known.percent + percent)


def stretch(
    connection: Connection,
    query: LedgerQuery,
    today: date,
    *,
    offset: int,
    limit: int,
    table: Table = LIVE,
) -> "array[int]":
    """The ids of rows `offset` to `offset + limit` of a list."""
    where = Where(query, today, table=table)
    statement = f"SELECT id FROM {table}{where.sql}{order_by(query)} LIMIT :limit OFFSET :offset"
    found = connection.execute(statement, {**where.parameters, "limit": limit, "offset": offset})
    return array("q", (row[0] for row in found))


def order(
    connection: Connection,
    query: LedgerQuery,
    today: date,
    columns: Sequence[ListColumn],
    *,
    table: Table = LIVE,
) -> dict[Path, "array[int]"]:
    """The ids of a whole list in its order, by heading: one walk where groups have no index of their own."""
    where = Where(query, today, table=table)
    bins = ",".join(BINS[column] for column in columns)
    statement = f"SELECT id, {bins} FROM {table}{where.sql}{order_by(query)}"
    found: dict[Path, array[int]] = {}
    for row_id, *codes in connection.execute(statement, where.parameters):
        path = tuple(codes)
        ids = found.get(path)
        if ids is None:
            ids = found[path] = array("q")
        ids.append(row_id)
    return found


def codes_of(
    connection: Connection,
    query: LedgerQuery,
    today: date,
    columns: Sequence[ListColumn],
    *,
    uid: str,
    table: Table = LIVE,
) -> tuple[int, Path] | None:
    """The id of a matter and the heading it stands under; None when the filters leave it out."""
    where = Where(query, today, table=table)
    bins = ",".join(BINS[column] for column in columns)
    conditions = " AND ".join(["uid = :the_uid", *where.conditions])
    statement = f"SELECT id, {bins} FROM {table} WHERE {conditions}"
    row = connection.execute(statement, {**where.parameters, "the_uid": uid}).fetchone()
    return None if row is None else (row[0], tuple(row[1:]))
