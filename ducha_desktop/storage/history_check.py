"""Does every row say what the journal says it was last set to?

The business tables are the sum of the journal's changes; a row written behind the program's back,
or a page that belongs to another moment of the database, shows as a difference.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from ducha_desktop.models.catalogue import JOURNALLED
from ducha_desktop.storage import journal
from ducha_desktop.storage.connection import Connection

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not as the journal left it: `missing`, `changed` or `unrecorded`."""

    table: str
    uid: str
    kind: str


@dataclass(slots=True)
class _Expected:
    """Rows of one table as the journal says, waiting to be compared."""

    table: str
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)


def differences(connection: Connection, *, since: int = 0) -> Iterator[Difference]:
    """Compare rows with the journal.

    Args:
        connection: any connection; constant memory is used.
        since: only what entries after this one set; 0 compares every row of every table.
    """
    waiting = {table: _Expected(table) for table in JOURNALLED}
    for (uid, table), changes in groupby(_changes(connection, since), key=lambda row: (row[0], row[1])):
        if table not in waiting:
            continue
        waiting[table].rows[uid] = _last_values(table, changes)
        if len(waiting[table].rows) >= _CHUNK:
            yield from _compare(connection, waiting[table])
    for expected in waiting.values():
        yield from _compare(connection, expected)
    if not since:
        yield from _unrecorded(connection)


def _changes(connection: Connection, since: int) -> Iterator[tuple[str, str, str, str]]:
    # By row, then in order of time: the index on row_uid serves both.
    yield from connection.execute(
        "SELECT row_uid, table_name, kind, fields FROM change WHERE entry>? ORDER BY row_uid, entry, n",
        (since,),
    )


def _last_values(table: str, changes: Iterable[tuple[str, str, str, str]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for uid, _, kind, fields in changes:
        if kind == "insert":
            values |= journal.defaults(table) | {"uid": uid}
        values |= {name: new for name, (_old, new) in json.loads(fields).items()}
    return values


def _compare(connection: Connection, expected: _Expected) -> Iterator[Difference]:
    rows, expected.rows = expected.rows, {}
    if not rows:
        return
    marks = ",".join("?" * len(rows))
    cursor = connection.execute(
        f"SELECT * FROM {expected.table} WHERE uid IN ({marks})",
        tuple(rows),
    )
    names = [column[0] for column in cursor.description]
    for values in cursor:
        stored = dict(zip(names, values, strict=True))
        wanted = rows.pop(stored["uid"])
        if any(stored.get(name) != value for name, value in wanted.items()):
            yield Difference(expected.table, stored["uid"], "changed")
    for uid in rows:
        yield Difference(expected.table, uid, "missing")


def _unrecorded(connection: Connection) -> Iterator[Difference]:
    for table in JOURNALLED:
        statement = f"SELECT uid FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM change WHERE row_uid=t.uid)"
        for (uid,) in connection.execute(statement):
            yield Difference(table, uid, "unrecorded")
