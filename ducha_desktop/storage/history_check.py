"""Does every row say what the journal says it was last set to?

The business tables are the sum of the journal's changes; a row written behind the program's back,
or a page that belongs to another moment of the database, shows as a difference.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from ducha_desktop.models.catalogue import JOURNALLED
from ducha_desktop.storage import journal
from ducha_desktop.storage.connection import Connection

_CHUNK = 500
_ROW = itemgetter(0, 1)

Told = list[tuple[str, str]]
"""What the journal tells of one row, oldest first: (kind, fields)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not as the journal left it: `missing`, `changed` or `unrecorded`."""

    table: str
    uid: str
    kind: str


@dataclass(slots=True)
class _Table:
    """One table being compared: the rows waiting for it, and how many were found so far."""

    name: str
    told: dict[str, Told] = field(default_factory=dict)
    found: int = 0


def differences(connection: Connection, *, since: int = 0) -> Iterator[Difference]:
    """Compare rows with the journal.

    Args:
        connection: any connection; constant memory is used.
        since: only what entries after this one set; 0 compares every row of every table.
    """
    tables = {name: _Table(name) for name in JOURNALLED}
    for (uid, name), changes in groupby(_changes(connection, since), key=_ROW):
        table = tables.get(name)
        if table is None:
            continue
        table.told[uid] = [change[2:] for change in changes]
        if len(table.told) >= _CHUNK:
            yield from _compare(connection, table)
    for table in tables.values():
        yield from _compare(connection, table)
        if not since:
            yield from _unrecorded(connection, table)


def _changes(connection: Connection, since: int) -> Iterator[tuple[str, str, str, str]]:
    # By row, then in order of time: the index on row_uid serves both.
    yield from connection.execute(
        "SELECT row_uid, table_name, kind, fields FROM change WHERE entry>? ORDER BY row_uid, entry, n",
        (since,),
    )


def _compare(connection: Connection, table: _Table) -> Iterator[Difference]:
    told, table.told = table.told, {}
    if not told:
        return
    marks = ",".join("?" * len(told))
    cursor = connection.execute(f"SELECT * FROM {table.name} WHERE uid IN ({marks})", tuple(told))
    names = [column[0] for column in cursor.description]
    stored = cursor.fetchall()
    table.found += len(stored)
    place = names.index("uid")
    for row, text in zip(stored, _as_inserted(table.name, names, stored), strict=True):
        changes = told.pop(row[place])
        # Most rows are as they were born: what an insert would record of them is what one recorded.
        if len(changes) == 1 and changes[0] == ("insert", text):
            continue
        wanted = _last_values(table.name, row[place], changes)
        values = dict(zip(names, row, strict=True))
        if any(values.get(name) != value for name, value in wanted.items()):
            yield Difference(table.name, row[place], "changed")
    for uid in told:
        yield Difference(table.name, uid, "missing")


def _as_inserted(table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    kept = [name for name in names if name != "id"]
    columns = itemgetter(*(names.index(name) for name in kept))
    return journal.inserted(kept, [columns(row) for row in rows], journal.defaults(table))


def _last_values(table: str, uid: str, changes: Told) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for kind, fields in changes:
        if kind == "insert":
            values |= journal.defaults(table) | {"uid": uid}
        values |= {name: new for name, (_old, new) in json.loads(fields).items()}
    return values


def _unrecorded(connection: Connection, table: _Table) -> Iterator[Difference]:
    """Rows that the journal does not know; looked for one by one only where there are more than it told of."""
    (rows,) = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()
    if rows == table.found:
        return
    statement = f"SELECT uid FROM {table.name} t WHERE NOT EXISTS (SELECT 1 FROM change WHERE row_uid=t.uid)"
    for (uid,) in connection.execute(statement):
        yield Difference(table.name, uid, "unrecorded")
