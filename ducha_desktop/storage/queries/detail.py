"""One matter and its parts, in plain SQL."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.models.parts import MATTER_PARTS
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.stored import stored_day


def matter(connection: Connection, uid: str) -> dict[str, Any]:
    """The stored columns of a living matter; NotFoundError otherwise."""
    cursor = connection.execute("SELECT * FROM matter WHERE uid=? AND deleted_at IS NULL", (uid,))
    row = cursor.fetchone()
    if row is None:
        raise NotFoundError("这个事项不存在，或者已经在回收站里。没有改动任何数据。请按 F5 重新读取。")
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def extra_fields(connection: Connection, ledger_uid: str) -> list[str]:
    """Names of the extra fields of a ledger, in order."""
    found = connection.execute("SELECT extra_fields FROM ledger WHERE uid=?", (ledger_uid,)).fetchone()
    return list(json.loads(found[0])) if found else []


def assignments(connection: Connection, uid: str) -> list[tuple[str, str, str, str, str]]:
    """(role, name, current post, phone, uid of unit or person) in official order within each role.

    The links of a chain of responsibility stand from the top, each with the post it is named by.
    """
    return list(
        connection.execute(
            "SELECT a.role, coalesce(p.name, u.name, ''),"
            " coalesce(nullif(a.post, ''), (SELECT t.title FROM post t WHERE t.person_uid = p.uid"
            "  AND t.deleted_at IS NULL ORDER BY t.until IS NOT NULL, t.official_order, t.id LIMIT 1), ''),"
            " coalesce(p.phone, u.phone, ''), coalesce(p.uid, u.uid, '')"
            " FROM assignment a LEFT JOIN person p ON p.uid = a.person_uid LEFT JOIN unit u ON u.uid = a.unit_uid"
            " WHERE a.deleted_at IS NULL AND a.matter_uid = ? ORDER BY"
            " CASE a.role WHEN 'liaison' THEN 0 WHEN 'responsible' THEN 1 WHEN 'lead' THEN 2 WHEN 'co' THEN 3"
            " WHEN 'township' THEN 4 WHEN 'person' THEN 5 ELSE 6 END,"
            " CASE WHEN a.role IN ('person', 'chain') THEN 0 ELSE coalesce(p.official_order, u.official_order, 0) END,"
            " a.official_order, a.id",
            (uid,),
        ).fetchall()
    )


_REPORTS = ' FROM report WHERE matter_uid = :uid AND deleted_at IS NULL AND "on" <= :until'


def reports(
    connection: Connection, uid: str, *, until: date, limit: int = -1, skip: int = 0
) -> list[tuple[Any, ...]]:
    """(day, percent, words, problems, next steps, medium, author), latest first; `limit` of them behind `skip`."""
    newest = f'SELECT id{_REPORTS} ORDER BY "on" DESC, id DESC LIMIT :limit OFFSET :skip'
    found = connection.execute(
        'SELECT "on", percent, words, problems, next_steps, medium, author FROM report'
        f' WHERE id IN ({newest}) ORDER BY "on" DESC, id DESC',
        {"uid": uid, "until": until.isoformat(), "limit": limit, "skip": skip},
    ).fetchall()
    return [(stored_day(row[0]), *row[1:]) for row in found]


def report_count(connection: Connection, uid: str, *, until: date) -> int:
    """How many reports there are of a matter."""
    counted = connection.execute(f"SELECT count(*){_REPORTS}", {"uid": uid, "until": until.isoformat()})
    return int(counted.fetchone()[0])


def attachments(connection: Connection, uid: str) -> list[tuple[str, str, int, str, str]]:
    """(uid, name, size, sha256, kind) in the order in which they came."""
    return list(
        connection.execute(
            "SELECT uid, name, size, sha256, kind FROM attachment"
            " WHERE matter_uid=? AND deleted_at IS NULL ORDER BY id",
            (uid,),
        ).fetchall()
    )


def papers(connection: Connection, uid: str) -> list[str]:
    """Numbers of the papers issued on the matter; void ones say so."""
    rows = connection.execute(
        "SELECT number || iif(voided_on IS NULL, '', '（作废）') FROM issued_paper"
        " WHERE matter_uid=? AND deleted_at IS NULL ORDER BY id",
        (uid,),
    )
    return [row[0] for row in rows]


_PARTS = "WITH part(uid) AS (SELECT :uid" + "".join(
    f" UNION ALL SELECT uid FROM {table} WHERE matter_uid = :uid" for table in MATTER_PARTS
)
"""The uids of a matter and of all parts it ever had, deleted ones too."""


def entries(
    connection: Connection, uid: str, *, before: int | None, limit: int, where: str = ""
) -> list[tuple[Any, ...]]:
    """The entries that touched a matter or its parts, latest first.

    Args:
        connection: a reader.
        uid: the matter.
        before: only entries older than this one.
        limit: at most so many; -1 for all.
        where: a further condition on `e` (the entry) and `t` (the entry it undoes or redoes).

    Returns:
        (seq, at, business date, user, action, words, reason, basis, kind).
    """
    hit = (
        "SELECT DISTINCT c.entry FROM part JOIN change c ON c.row_uid = part.uid"
        " WHERE :before IS NULL OR c.entry < :before"
    )
    if not where:  # the index alone says which they are; only those wanted are looked up
        hit += " ORDER BY c.entry DESC LIMIT :limit"
    return list(
        connection.execute(
            f"{_PARTS}) SELECT e.seq, e.at, e.business_date, e.user, e.action, e.words, e.reason, e.basis, e.kind"
            f" FROM ({hit}) hit JOIN entry e ON e.seq = hit.entry LEFT JOIN entry t ON t.seq = e.target"
            f"{where} ORDER BY e.seq DESC LIMIT :limit",
            {"uid": uid, "before": before, "limit": limit},
        ).fetchall()
    )


def changes(
    connection: Connection, uid: str, *, first: int, last: int
) -> list[tuple[int, str, str, str, str]]:
    """(entry, table, row, kind, fields) of a matter and its parts in the entries from `first` to `last`, in order."""
    return list(
        connection.execute(
            f"{_PARTS}) SELECT c.entry, c.table_name, c.row_uid, c.kind, c.fields FROM part"
            " JOIN change c ON c.row_uid = part.uid AND c.entry BETWEEN :first AND :last"
            " ORDER BY c.entry, c.n",
            {"uid": uid, "first": first, "last": last},
        ).fetchall()
    )


def rows(connection: Connection, table: str, uids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """These rows of a table as they stand, by uid; deleted ones too."""
    found: dict[str, dict[str, Any]] = {}
    wanted = sorted(set(uids))
    described = connection.execute(f"SELECT * FROM {table} LIMIT 0").description if wanted else ()
    names = [column[0] for column in described]
    for row in rows_in(connection, f"SELECT * FROM {table} WHERE uid IN ({{marks}})", wanted):
        columns = dict(zip(names, row, strict=True))
        found[columns["uid"]] = columns
    return found


def parts(connection: Connection, table: str, uid: str) -> dict[str, dict[str, Any]]:
    """Every row of a table that ever belonged to the matter, as it stands, by uid; deleted ones too."""
    cursor = connection.execute(f"SELECT * FROM {table} WHERE matter_uid=? ORDER BY id", (uid,))
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["uid"]: row for row in rows}


def names(connection: Connection, uids: Iterable[str]) -> dict[str, str]:
    """Names by uid of those of the uids that are units, people, ledgers or origins; of matters their numbers."""
    wanted = sorted(set(uids))
    found: dict[str, str] = {}
    for table in ("unit", "person", "ledger"):
        found |= dict(rows_in(connection, f"SELECT uid, name FROM {table} WHERE uid IN ({{marks}})", wanted))
    found |= dict(rows_in(connection, "SELECT uid, title FROM origin WHERE uid IN ({marks})", wanted))
    left = [uid for uid in wanted if uid not in found]
    numbers = "SELECT uid, coalesce(number, title) FROM matter WHERE uid IN ({marks})"
    return found | dict(rows_in(connection, numbers, left))


def line_up(connection: Connection, uid: str | None) -> list[str]:
    """A matter and all it is part of, itself first; empty for None."""
    line: list[str] = []
    while uid is not None and uid not in line:
        line.append(uid)
        row = connection.execute("SELECT parent_uid FROM matter WHERE uid=?", (uid,)).fetchone()
        uid = row[0] if row else None
    return line
