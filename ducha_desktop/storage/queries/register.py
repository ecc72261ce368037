"""The register of units and people, read for matching."""

import json

from ducha_desktop.storage.connection import Connection

Entry = tuple[str, str, tuple[str, ...], str, str]


def units(connection: Connection) -> list[Entry]:
    """(uid, name, short names, '', '') in official order."""
    rows = connection.execute(
        "SELECT uid, name, short_names FROM unit WHERE deleted_at IS NULL ORDER BY official_order, id"
    ).fetchall()
    return [(uid, name, tuple(json.loads(short)), "", "") for uid, name, short in rows]


def people(connection: Connection) -> list[Entry]:
    """(uid, name, aliases, unit, current post) in official order."""
    rows = connection.execute(
        "SELECT p.uid, p.name, p.aliases, coalesce(u.name, ''), coalesce((SELECT t.title FROM post t"
        " WHERE t.person_uid = p.uid AND t.deleted_at IS NULL ORDER BY t.until IS NOT NULL, t.official_order, t.id LIMIT 1), '')"
        " FROM person p LEFT JOIN unit u ON u.uid = p.unit_uid WHERE p.deleted_at IS NULL ORDER BY p.official_order, p.id"
    ).fetchall()
    return [(uid, name, tuple(json.loads(aliases)), unit, post) for uid, name, aliases, unit, post in rows]


def learned(connection: Connection, kind: str) -> dict[str, str]:
    """What clerks have answered before: name as written → uid."""
    return dict(
        connection.execute(
            "SELECT words, target_uid FROM learned_alias WHERE kind=? AND deleted_at IS NULL ORDER BY id",
            (kind,),
        ).fetchall()
    )


def county(connection: Connection) -> tuple[str, str]:
    """(county, level word) of this office."""
    row = connection.execute("SELECT county, level FROM office WHERE own=1 AND deleted_at IS NULL").fetchone()
    return (row[0], row[1]) if row else ("", "县")


def exact(connection: Connection, name: str, *, is_unit: bool) -> str:
    """The uid of the one living row of exactly that name, else empty."""
    table = "unit" if is_unit else "person"
    rows = connection.execute(
        f"SELECT uid FROM {table} WHERE name=? AND deleted_at IS NULL", (name,)
    ).fetchall()
    return rows[0][0] if len(rows) == 1 else ""
