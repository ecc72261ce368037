"""One matter and its parts, in plain SQL."""

from datetime import date
from typing import Any

from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.stored import stored_day


def matter(connection: Connection, uid: str) -> dict[str, Any]:
    """The stored columns of a living matter; NotFoundError otherwise."""
    cursor = connection.execute("SELECT * FROM matter WHERE uid=? AND deleted_at IS NULL", (uid,))
    row = cursor.fetchone()
    if row is None:
        raise NotFoundError("这个事项不存在，或者已经在回收站里。")
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def assignments(connection: Connection, uid: str) -> list[tuple[str, str, str, str, str]]:
    """(role, name, current post, phone, uid of unit or person) in official order within each role."""
    return list(
        connection.execute(
            "SELECT a.role, coalesce(p.name, u.name, ''),"
            " coalesce((SELECT t.title FROM post t WHERE t.person_uid = p.uid AND t.deleted_at IS NULL"
            "  ORDER BY t.until IS NOT NULL, t.official_order, t.id LIMIT 1), ''),"
            " coalesce(p.phone, u.phone, ''), coalesce(p.uid, u.uid, '')"
            " FROM assignment a LEFT JOIN person p ON p.uid = a.person_uid LEFT JOIN unit u ON u.uid = a.unit_uid"
            " WHERE a.deleted_at IS NULL AND a.matter_uid = ? ORDER BY"
            " CASE a.role WHEN 'liaison' THEN 0 WHEN 'responsible' THEN 1 WHEN 'lead' THEN 2 WHEN 'co' THEN 3"
            " WHEN 'township' THEN 4 ELSE 5 END,"
            " CASE a.role WHEN 'person' THEN 0 ELSE coalesce(p.official_order, u.official_order, 0) END,"
            " a.official_order, a.id",
            (uid,),
        ).fetchall()
    )


def milestones(connection: Connection, uid: str) -> list[tuple[str, date | None, date | None, str]]:
    """(name, due, done on, original words) in order of time."""
    rows = connection.execute(
        "SELECT name, due, done_on, words FROM milestone WHERE matter_uid=? AND deleted_at IS NULL"
        " ORDER BY due IS NULL, due, official_order, id",
        (uid,),
    ).fetchall()
    return [(name, stored_day(due), stored_day(done), words) for name, due, done, words in rows]


def reports(connection: Connection, uid: str, *, until: date) -> list[tuple[Any, ...]]:
    """(day, percent, words, problems, next steps, medium, author), latest first."""
    rows = connection.execute(
        'SELECT "on", percent, words, problems, next_steps, medium, author FROM report'
        ' WHERE matter_uid=? AND deleted_at IS NULL AND "on" <= ? ORDER BY "on" DESC, id DESC',
        (uid, until.isoformat()),
    ).fetchall()
    return [(stored_day(row[0]), *row[1:]) for row in rows]


def attachments(connection: Connection, uid: str) -> list[tuple[str, int, str]]:
    """(name, size, sha256)."""
    return list(
        connection.execute(
            "SELECT name, size, sha256 FROM attachment WHERE matter_uid=? AND deleted_at IS NULL ORDER BY id",
            (uid,),
        ).fetchall()
    )


def papers(connection: Connection, uid: str) -> list[str]:
    """Numbers of the papers issued on the matter."""
    rows = connection.execute(
        "SELECT number FROM issued_paper WHERE matter_uid=? AND deleted_at IS NULL ORDER BY id", (uid,)
    )
    return [row[0] for row in rows]


def children(connection: Connection, uid: str) -> list[str]:
    """Uids of all parts the matter ever had, deleted ones too."""
    found: list[str] = []
    for table in ("assignment", "milestone", "report", "event", "attachment"):
        rows = connection.execute(f"SELECT uid FROM {table} WHERE matter_uid=?", (uid,))
        found.extend(row[0] for row in rows.fetchall())
    return found


def names(connection: Connection) -> dict[str, str]:
    """Names by uid of units, people and ledgers, to show references in the history."""
    found: dict[str, str] = {}
    for table in ("unit", "person", "ledger"):
        found |= dict(connection.execute(f"SELECT uid, name FROM {table}").fetchall())
    return found
