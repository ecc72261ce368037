"""The register of units and people: for matching, for its screen, and who holds what."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries.ledger_bins import LIGHT

Entry = tuple[str, str, tuple[str, ...], str, str]


def units(connection: Connection) -> list[Entry]:
    """(uid, name, short names, '', '') in official order."""
    rows = connection.execute(
        "SELECT uid, name, short_names FROM unit WHERE deleted_at IS NULL ORDER BY official_order, id"
    ).fetchall()
    return [(uid, name, tuple(json.loads(short)), "", "") for uid, name, short in rows]


_POST_NOW = (
    "SELECT t.title FROM post t WHERE t.person_uid = p.uid AND t.deleted_at IS NULL AND NOT (t.until IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM post n WHERE n.title = t.title AND n.unit_uid IS t.unit_uid AND n.since > t.until"
    " AND n.deleted_at IS NULL)) ORDER BY t.until IS NOT NULL, t.official_order, t.id LIMIT 1"
)
"""The post a name is told apart by: not one that a successor has taken over."""


def people(connection: Connection) -> list[Entry]:
    """(uid, name, aliases, unit, post) in official order."""
    rows = connection.execute(
        f"SELECT p.uid, p.name, p.aliases, coalesce(u.name, ''), coalesce(({_POST_NOW}), '')"
        " FROM person p LEFT JOIN unit u ON u.uid = p.unit_uid WHERE p.deleted_at IS NULL ORDER BY p.official_order, p.id"
    ).fetchall()
    return [(uid, name, tuple(json.loads(aliases)), unit, post) for uid, name, aliases, unit, post in rows]


def told_apart(connection: Connection) -> list[tuple[str, str, bool]]:
    """(uid, words, whether a leader of some matter) of everybody, those gone too, in official order.

    The words are the name; where several have it, with unit and post: `张伟（县住建局 局长）`.
    """
    rows = connection.execute(
        "SELECT p.uid, p.name, p.deleted_at IS NULL AND EXISTS (SELECT 1 FROM assignment a WHERE a.person_uid = p.uid"
        " AND a.role IN ('liaison','responsible') AND a.deleted_at IS NULL) FROM person p ORDER BY p.official_order, p.id"
    ).fetchall()
    shared = {name for name, number in Counter(name for _, name, _ in rows).items() if number > 1}
    notes = _notes(connection, shared)
    return [
        (uid, f"{name}（{notes[uid]}）" if notes.get(uid) else name, bool(leads)) for uid, name, leads in rows
    ]


def _notes(connection: Connection, names: set[str]) -> dict[str, str]:
    statement = (
        f"SELECT p.uid, trim(coalesce(u.name, '') || ' ' || coalesce(({_POST_NOW}), '')) FROM person p"
        " LEFT JOIN unit u ON u.uid = p.unit_uid WHERE p.name IN ({marks})"
    )
    return dict(rows_in(connection, statement, sorted(names)))


def learned(connection: Connection, kind: str) -> dict[str, str]:
    """Name as written → uid: what clerks have answered before, and the aliases of people.

    An alias that two people share means neither of them.
    """
    answers = connection.execute(
        "SELECT words, target_uid FROM learned_alias WHERE kind=? AND deleted_at IS NULL ORDER BY id", (kind,)
    ).fetchall()
    return (_aliases(connection) if kind == "person" else {}) | dict(answers)


def _aliases(connection: Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT uid, aliases FROM person WHERE deleted_at IS NULL AND aliases <> '[]' ORDER BY id"
    ).fetchall()
    said = [(alias, uid) for uid, aliases in rows for alias in dict.fromkeys(json.loads(aliases))]
    shared = Counter(alias for alias, _ in said)
    return {alias: uid for alias, uid in said if shared[alias] == 1}


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


UNIT_COLUMNS = (
    "u.uid, u.name, u.kind, u.rank_class, u.short_names, u.initials, u.phone, u.official_order, u.provisional,"
    " u.origin, u.parent_uid, coalesce(above.name, '')"
)
PERSON_COLUMNS = "p.uid, p.name, p.aliases, p.initials, p.phone, p.official_order, p.provisional, p.unit_uid, coalesce(u.name, '')"


def unit_rows(connection: Connection) -> list[tuple[Any, ...]]:
    """All living units in `UNIT_COLUMNS`: those to be confirmed first, then in official order."""
    return list(
        connection.execute(
            f"SELECT {UNIT_COLUMNS} FROM unit u LEFT JOIN unit above ON above.uid = u.parent_uid"
            " WHERE u.deleted_at IS NULL ORDER BY u.provisional DESC, u.official_order, u.id"
        ).fetchall()
    )


def person_rows(connection: Connection) -> list[tuple[Any, ...]]:
    """All living people in `PERSON_COLUMNS`: those to be confirmed first, then in official order."""
    return list(
        connection.execute(
            f"SELECT {PERSON_COLUMNS} FROM person p LEFT JOIN unit u ON u.uid = p.unit_uid"
            " WHERE p.deleted_at IS NULL ORDER BY p.provisional DESC, p.official_order, p.id"
        ).fetchall()
    )


def waiting(connection: Connection) -> int:
    """How many units and people are still to be confirmed (待确认)."""
    return sum(
        int(
            connection.execute(
                f"SELECT count(*) FROM {table} WHERE provisional = 1 AND deleted_at IS NULL"
            ).fetchone()[0]
        )
        for table in ("unit", "person")
    )


def post_rows(connection: Connection, *, unit: str = "", person: str = "") -> list[tuple[Any, ...]]:
    """(uid, person uid, person, unit uid, unit, title, level, since, until) in official order; of a unit seat by seat.

    Args:
        connection: any connection.
        unit: only posts of this unit.
        person: only posts of this person.
    """
    conditions = [f"t.{name}_uid = ?" for name, uid in (("unit", unit), ("person", person)) if uid]
    where = "".join(f" AND {condition}" for condition in conditions)
    return list(
        connection.execute(
            "SELECT t.uid, p.uid, p.name, coalesce(t.unit_uid, ''), coalesce(u.name, ''), t.title, t.level, t.since,"
            " t.until FROM post t JOIN person p ON p.uid = t.person_uid LEFT JOIN unit u ON u.uid = t.unit_uid"
            f" WHERE t.deleted_at IS NULL AND p.deleted_at IS NULL{where}"
            f" ORDER BY t.official_order, {'t.title, t.since DESC' if unit else 't.until IS NOT NULL'}, t.id",
            [uid for uid in (unit, person) if uid],
        ).fetchall()
    )


def learned_words(connection: Connection, target_uid: str) -> list[str]:
    """How other offices write a unit or person, as clerks have answered."""
    return [
        words
        for (words,) in connection.execute(
            "SELECT words FROM learned_alias WHERE target_uid=? AND kind <> 'merged' AND deleted_at IS NULL ORDER BY id",
            (target_uid,),
        )
    ]


def merged(connection: Connection) -> list[tuple[str, str, str, str, str]]:
    """(table, uid gone, uid that stayed, name gone, name that stayed) of merges in force."""
    one = (
        "SELECT '{table}', l.words, l.target_uid, g.name, s.name FROM learned_alias l"
        " JOIN {table} g ON g.uid = l.words JOIN {table} s ON s.uid = l.target_uid"
        " WHERE l.kind = 'merged' AND l.deleted_at IS NULL AND g.deleted_at IS NOT NULL"
    )
    both = " UNION ALL ".join(one.format(table=table) for table in ("unit", "person"))
    return list(connection.execute(both).fetchall())


def places(connection: Connection, table: str) -> dict[str, int]:
    """Name → place in the official order of those that are there."""
    statement = f"SELECT name, min(official_order) FROM {table} WHERE deleted_at IS NULL GROUP BY name"
    return dict(connection.execute(statement).fetchall())


def held_lights(connection: Connection, holder: str, uid: str, today: date) -> list[tuple[str, str, int]]:
    """(role, light, matters) that a unit or person holds on a day; `holder` is `unit` or `person`."""
    return list(
        connection.execute(
            f"SELECT a.role, {LIGHT} AS shown, count(DISTINCT a.matter_uid) FROM assignment a"
            f" JOIN ledger_row r ON r.uid = a.matter_uid WHERE a.{holder}_uid = :uid AND a.deleted_at IS NULL"
            " GROUP BY 1, 2",
            {"uid": uid, "today": today.isoformat()},
        ).fetchall()
    )


def held_numbers(connection: Connection, holder: str) -> dict[str, int]:
    """By uid, how many matters the units or people have a part in."""
    return dict(
        connection.execute(
            f"SELECT {holder}_uid, count(DISTINCT matter_uid) FROM assignment WHERE {holder}_uid IS NOT NULL AND deleted_at IS NULL"
            " GROUP BY 1"
        ).fetchall()
    )


def count_of(connection: Connection, table: str, condition: str, uid: str) -> int:
    """How many living rows of a table satisfy a condition about one uid."""
    found = connection.execute(
        f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL AND {condition}", (uid,)
    ).fetchone()
    return int(found[0])


def matters_of(connection: Connection, holder: str, uid: str) -> int:
    """How many living matters a unit or person has a part in."""
    found = connection.execute(
        f"SELECT count(DISTINCT a.matter_uid) FROM assignment a WHERE a.{holder}_uid = ? AND a.deleted_at IS NULL",
        (uid,),
    ).fetchone()
    return int(found[0])


def parts_of(
    connection: Connection, holder: str, uids: Sequence[str]
) -> list[tuple[str, str, str, str, str | None]]:
    """(assignment uid, matter uid, role, holder uid, deleted at) of these holders, deleted parts included."""
    statement = f"SELECT uid, matter_uid, role, {holder}_uid, deleted_at FROM assignment WHERE {holder}_uid IN ({{marks}})"
    return list(rows_in(connection, statement, list(uids)))


def open_parts(connection: Connection, person_uid: str, role: str, since: date) -> list[tuple[str, str]]:
    """(assignment uid, matter uid) of a person's part in the matters that were not yet over when `since` began."""
    return list(
        connection.execute(
            "SELECT a.uid, a.matter_uid FROM assignment a JOIN matter m ON m.uid = a.matter_uid"
            " WHERE a.person_uid = :person AND a.role = :role AND a.deleted_at IS NULL AND m.deleted_at IS NULL"
            " AND (m.state NOT IN ('X','Z','C') OR m.closed_on >= :since OR EXISTS (SELECT 1 FROM event e"
            " WHERE e.matter_uid = m.uid AND e.to_state IN ('X','C') AND e.\"on\" >= :since AND e.deleted_at IS NULL))"
            " ORDER BY a.id",
            {"person": person_uid, "role": role, "since": since.isoformat()},
        ).fetchall()
    )


def pointing(connection: Connection, table: str, column: str, uids: Sequence[str]) -> list[tuple[str, str]]:
    """(uid, where it points) of all rows, deleted ones too, whose column points to one of these."""
    statement = f"SELECT uid, {column} FROM {table} WHERE {column} IN ({{marks}})"
    return list(rows_in(connection, statement, list(uids)))


def order_of(connection: Connection, table: str) -> list[tuple[str, int]]:
    """(uid, place) of what stands in the official order of `unit` or `person`."""
    return list(
        connection.execute(
            f"SELECT uid, official_order FROM {table} WHERE deleted_at IS NULL AND provisional = 0"
            " ORDER BY official_order, id"
        ).fetchall()
    )
