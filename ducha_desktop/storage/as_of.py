"""The ledger's rows as of a past day, rebuilt from the journal (`cli.md`: `--as-of`, `--known`).

Only matters that were touched later are replayed; all others are taken as they stand.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ducha_desktop.domain.lights import LightRules
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.storage import projection
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import DERIVED_DDL, LEDGER_ROW_COLUMNS
from ducha_desktop.storage.journal import defaults

TABLE = "temp.ledger_row_as_of"
CHUNK = 500
_REPLAYED = ("matter", "assignment")


def build(
    connection: Connection, *, day: date | None, known: date | None, rules: LightRules, calendar: Calendar
) -> str:
    """Fill the temporary table with the ledger as it stood; return the table's name.

    Args:
        connection: a reader.
        day: changes with a later business date are left out.
        known: changes entered on a later day are left out.
        rules: light thresholds of today's settings.
        calendar: the holiday table.
    """
    connection.execute(f"DROP TABLE IF EXISTS {TABLE}")
    connection.execute(DERIVED_DDL[0].replace("CREATE TABLE ledger_row", f"CREATE TABLE {TABLE}"))
    connection.execute("DROP TABLE IF EXISTS temp.later_entry")
    connection.execute("CREATE TABLE temp.later_entry (seq INTEGER PRIMARY KEY)")
    connection.execute(
        "INSERT INTO temp.later_entry SELECT seq FROM entry WHERE (:day IS NOT NULL AND business_date > :day)"
        " OR (:known IS NOT NULL AND at >= :known)",
        {"day": day.isoformat() if day else None, "known": _day_after(known) if known else None},
    )
    affected = _affected(connection)
    connection.execute("DROP TABLE IF EXISTS temp.replayed")
    connection.execute("CREATE TABLE temp.replayed (uid TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT INTO temp.replayed VALUES (?)", ((uid,) for uid in affected))
    columns = ",".join(LEDGER_ROW_COLUMNS)
    connection.execute(
        f"INSERT INTO {TABLE} ({columns}) SELECT {columns} FROM ledger_row"
        " WHERE uid NOT IN (SELECT uid FROM temp.replayed)"
    )
    marks = ",".join("?" * len(LEDGER_ROW_COLUMNS))
    for part in _parts(affected):
        rows = _replayed_rows(connection, part, rules, calendar)
        connection.executemany(f"INSERT INTO {TABLE} ({columns}) VALUES ({marks})", rows)
    return TABLE


def _day_after(day: date) -> str:
    local = datetime.combine(day + timedelta(days=1), time.min).astimezone()
    return local.astimezone(UTC).isoformat(timespec="milliseconds")


def _affected(connection: Connection) -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT CASE c.table_name WHEN 'matter' THEN c.row_uid ELSE a.matter_uid END"
        " FROM temp.later_entry l JOIN change c ON c.entry = l.seq LEFT JOIN assignment a ON a.uid = c.row_uid"
        " WHERE c.table_name IN ('matter', 'assignment')"
    ).fetchall()
    return sorted(row[0] for row in rows if row[0] is not None)


def replay(connection: Connection, table: str, uids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The stored columns of these rows from the entries that are not later; rows not yet born are absent."""
    wanted = list(uids)
    base = defaults(table)
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        marks = ",".join("?" * len(part))
        statement = (
            f"SELECT row_uid, kind, fields, entry FROM change WHERE table_name='{table}' AND row_uid IN ({marks})"
            " AND entry NOT IN (SELECT seq FROM temp.later_entry) ORDER BY entry, n"
        )
        for uid, kind, fields, entry in connection.execute(statement, part):
            if kind == "insert":
                found[uid] = {**base, "uid": uid}
            row = found.setdefault(uid, {**base, "uid": uid})
            row.update({name: pair[1] for name, pair in json.loads(fields).items()})
            row["_entry"] = entry
    return found


def _replayed_rows(
    connection: Connection, uids: list[str], rules: LightRules, calendar: Calendar
) -> Iterator[tuple[Any, ...]]:
    matters = {
        uid: row for uid, row in replay(connection, "matter", uids).items() if row["deleted_at"] is None
    }
    if not matters:
        return
    holders = _holders(connection, list(matters))
    marks = ",".join("?" * len(matters))
    ids = dict(
        connection.execute(f"SELECT uid, id FROM matter WHERE uid IN ({marks})", list(matters)).fetchall()
    )
    ledgers = dict(connection.execute("SELECT uid, name FROM ledger").fetchall())
    dates = dict(
        connection.execute(
            "SELECT seq, business_date FROM entry WHERE seq IN (" + ",".join("?" * len(matters)) + ")",
            [row["_entry"] for row in matters.values()],
        ).fetchall()
    )
    for uid, row in matters.items():
        row |= {"id": ids[uid], "ledger": ledgers.get(row["ledger_uid"], "")}
        yield projection.ledger_row(
            row, holders.get(uid, projection.Holders()), rules, calendar, updated=dates[row["_entry"]]
        )


def _holders(connection: Connection, matters: list[str]) -> dict[str, projection.Holders]:
    marks = ",".join("?" * len(matters))
    uids = [
        row[0]
        for row in connection.execute(f"SELECT uid FROM assignment WHERE matter_uid IN ({marks})", matters)
    ]
    living = [row for row in replay(connection, "assignment", uids).values() if row["deleted_at"] is None]
    people = {
        row[0]: row[1:]
        for table, key in (("unit", "unit_uid"), ("person", "person_uid"))
        for row in _named(connection, table, {row[key] for row in living if row[key]})
    }
    placed = sorted(
        ((*people.get(row["person_uid"] or row["unit_uid"], ("", 0)), row) for row in living),
        key=lambda item: (
            item[2]["role"],
            0 if item[2]["role"] == "person" else item[1],
            item[2]["official_order"],
            item[2]["uid"],
        ),
    )
    found: dict[str, projection.Holders] = {}
    for name, order, row in placed:
        holders = found.setdefault(row["matter_uid"], projection.Holders())
        holders.names.setdefault(row["role"], []).append(name)
        holders.order.setdefault(row["role"], order)
    return found


def _named(connection: Connection, table: str, uids: set[str]) -> Iterator[tuple[Any, ...]]:
    for part in _parts(sorted(uids)):
        marks = ",".join("?" * len(part))
        yield from connection.execute(
            f"SELECT uid, name, official_order FROM {table} WHERE uid IN ({marks})",
            part,
        ).fetchall()


def _parts(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


__all__ = ["TABLE", "build", "replay"]
