"""The ledger as of a past day, rebuilt from the journal (`cli.md`: `--as-of`, `--known`).

Only rows that were touched later are replayed; all others are taken as they stand. Temporary views
of the business tables' own names then stand before the tables, so that every query of the read side
answers for that day without knowing it.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ducha_desktop.domain.lights import LightRules
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.models.parts import MATTER_PARTS
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import DERIVED_DDL, LEDGER_ROW_COLUMNS
from ducha_desktop.storage.journal import defaults
from ducha_desktop.storage.projection_rows import (
    Holders,
    LightJudge,
    Moment,
    holders_of,
    ledger_row,
    nodes_of,
)

TABLE = "temp.ledger_row_as_of"
CHUNK = 500
_REGISTER = ("ledger", "unit", "person", "post", "origin")
_REPLAYED = ("matter", *MATTER_PARTS, *_REGISTER)
_VIEWS = (*_REPLAYED, "entry", "ledger_row")
_SCRATCH = (
    *("temp.later_entry", "temp.later_row"),
    *(f"temp.{kind}_{name}" for kind in ("later", "past") for name in _REPLAYED),
)


def build(
    connection: Connection, *, day: date | None, known: date | None, rules: LightRules, calendar: Calendar
) -> str:
    """Turn the connection to the past; return the name of the table of the ledger's rows.

    `release` turns it back to the present.

    Args:
        connection: a reader.
        day: changes with a later business date are left out.
        known: changes entered on a later day are left out.
        rules: light thresholds of today's settings.
        calendar: the holiday table.
    """
    release(connection)
    connection.execute("CREATE TABLE temp.later_entry (seq INTEGER PRIMARY KEY)")
    connection.execute(
        "INSERT INTO temp.later_entry SELECT seq FROM main.entry"
        " WHERE (:day IS NOT NULL AND business_date > :day) OR (:known IS NOT NULL AND at >= :known)",
        {"day": day.isoformat() if day else None, "known": _day_after(known) if known else None},
    )
    connection.execute(DERIVED_DDL[0].replace("CREATE TABLE ledger_row", f"CREATE TABLE {TABLE}"))
    for table in _REPLAYED:
        _replay_table(connection, table)
    connection.execute(
        "CREATE TEMP VIEW entry AS SELECT * FROM main.entry WHERE seq NOT IN (SELECT seq FROM temp.later_entry)"
    )
    _fill_ledger(connection, rules, calendar)
    connection.execute(f"CREATE TEMP VIEW ledger_row AS SELECT * FROM {TABLE}")
    return TABLE


def release(connection: Connection) -> None:
    """Let the connection see the present again."""
    for view in _VIEWS:
        connection.execute(f"DROP VIEW IF EXISTS temp.{view}")
    for table in (TABLE, *_SCRATCH):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _day_after(day: date) -> str:
    try:
        local = datetime.combine(day + timedelta(days=1), time.min).astimezone()
        return local.astimezone(UTC).isoformat(timespec="milliseconds")
    except OverflowError:
        return f"{day.isoformat()}T99"


def _replay_table(connection: Connection, table: str) -> None:
    """Put a view before the table that shows its rows as they stood."""
    connection.execute(f"CREATE TABLE temp.later_{table} (uid TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.execute(
        f"INSERT INTO temp.later_{table} SELECT DISTINCT c.row_uid FROM temp.later_entry l"
        f" CROSS JOIN main.change c ON c.entry = l.seq WHERE c.table_name='{table}'"
    )
    connection.execute(f"CREATE TABLE temp.past_{table} AS SELECT * FROM main.{table} WHERE 0")
    names = ("id", "uid", *(name for name in defaults(table) if name != "uid"))
    columns, marks = ",".join(f'"{name}"' for name in names), ",".join("?" * len(names))
    uids = [uid for (uid,) in connection.execute(f"SELECT uid FROM temp.later_{table}").fetchall()]
    for part in _chunks(uids):
        rows = _replayed(connection, table, part)
        connection.executemany(
            f"INSERT INTO temp.past_{table} ({columns}) VALUES ({marks})",
            ([row[name] for name in names] for row in rows),
        )
    # A name that came into the register later still says who a matter entered later is about.
    born = f" WHERE uid IN (SELECT uid FROM temp.past_{table})" if table in _REGISTER else ""
    connection.execute(
        f"CREATE TEMP VIEW {table} AS SELECT {columns} FROM main.{table}"
        f" WHERE uid NOT IN (SELECT uid FROM temp.later_{table}{born})"
        f" UNION ALL SELECT {columns} FROM temp.past_{table}"
    )


def _replayed(connection: Connection, table: str, uids: list[str]) -> Iterable[dict[str, Any]]:
    """The stored columns of these rows from the entries that are not later; rows not yet born are absent."""
    marks = ",".join("?" * len(uids))
    ids = dict(
        connection.execute(f"SELECT uid, id FROM main.{table} WHERE uid IN ({marks})", uids).fetchall()
    )
    base = defaults(table)
    found: dict[str, dict[str, Any]] = {}
    for uid, fields in connection.execute(
        f"SELECT row_uid, fields FROM main.change WHERE table_name='{table}' AND row_uid IN ({marks})"
        " AND entry NOT IN (SELECT seq FROM temp.later_entry) ORDER BY entry, n",
        uids,
    ):
        row = found.setdefault(uid, {**base, "uid": uid, "id": ids[uid]})
        row.update({name: pair[1] for name, pair in json.loads(fields).items()})
    return found.values()


def _fill_ledger(connection: Connection, rules: LightRules, calendar: Calendar) -> None:
    """The ledger's rows: those of matters that nothing later touched as they stand, the others anew."""
    columns = ",".join(LEDGER_ROW_COLUMNS)
    touched = _touched(connection)
    connection.execute("CREATE TABLE temp.later_row (uid TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT INTO temp.later_row VALUES (?)", ((uid,) for uid in touched))
    connection.execute(
        f"INSERT INTO {TABLE} ({columns}) SELECT {columns} FROM main.ledger_row"
        " WHERE uid NOT IN (SELECT uid FROM temp.later_row)"
    )
    marks = ",".join("?" * len(LEDGER_ROW_COLUMNS))
    for part in _chunks(touched):
        connection.executemany(
            f"INSERT INTO {TABLE} ({columns}) VALUES ({marks})", _past_rows(connection, part, rules, calendar)
        )


def _touched(connection: Connection) -> list[str]:
    """Matters whose row of the ledger was another one then."""
    statements = [
        "SELECT uid FROM temp.later_matter",
        *(
            f"SELECT matter_uid FROM main.{part} WHERE uid IN (SELECT uid FROM temp.later_{part})"
            for part in MATTER_PARTS
        ),
        "SELECT uid FROM main.matter WHERE ledger_uid IN (SELECT uid FROM temp.past_ledger)",
        *(
            f"SELECT matter_uid FROM main.assignment WHERE {who}_uid IN (SELECT uid FROM temp.past_{who})"
            for who in ("unit", "person")
        ),
    ]
    return sorted(uid for (uid,) in connection.execute(" UNION ".join(statements)).fetchall())


def _past_rows(
    connection: Connection, uids: list[str], rules: LightRules, calendar: Calendar
) -> Iterator[tuple[Any, ...]]:
    marks = ",".join("?" * len(uids))
    holders, nodes = holders_of(connection, uids), nodes_of(connection, uids)
    moments = _moments(connection, uids)
    cursor = connection.execute(
        "SELECT m.*, l.name AS ledger FROM matter m JOIN ledger l ON l.uid = m.ledger_uid"
        f" WHERE m.deleted_at IS NULL AND m.uid IN ({marks})",
        uids,
    )
    names = [column[0] for column in cursor.description]
    judge = LightJudge(rules, calendar)
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        uid = row["uid"]
        yield ledger_row(
            row,
            holders.get(uid, Holders()),
            judge,
            nodes=nodes.get(uid, ""),
            moment=moments.get(uid, Moment()),
        )


def _moments(connection: Connection, uids: list[str]) -> dict[str, Moment]:
    """By matter, the last entry that touched it or one of its parts."""
    marks = ",".join("?" * len(uids))
    rows = [f"SELECT uid AS row_uid, uid AS matter_uid FROM main.matter WHERE uid IN ({marks})"]
    rows += [
        f"SELECT uid, matter_uid FROM main.{part} WHERE matter_uid IN ({marks})" for part in MATTER_PARTS
    ]
    return {
        matter: Moment(day, seq)
        for matter, day, seq in connection.execute(
            f"SELECT t.matter_uid, e.business_date, max(e.seq) FROM ({' UNION ALL '.join(rows)}) t"
            " CROSS JOIN main.change c ON c.row_uid = t.row_uid CROSS JOIN main.entry e ON e.seq = c.entry"
            " WHERE e.seq NOT IN (SELECT seq FROM temp.later_entry) GROUP BY t.matter_uid",
            uids * len(rows),
        ).fetchall()
    }


def _chunks(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


__all__ = ["TABLE", "build", "release"]
