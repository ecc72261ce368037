"""What the three-level cards are drawn from, read for all matters at once."""

from collections.abc import Sequence
from typing import Any

from ducha_desktop.storage.calendar_store import load_setting
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.stored import SCHEDULE_COLUMNS

MATTER_COLUMNS = (
    "uid",
    "number",
    "draft_seq",
    "title",
    "ledger",
    "source",
    "priority",
    "target",
    "task",
    "measures",
    "duty",
    "requirement",
    "due",
    "due_kind",
    "due_text",
    "state",
    "stage",
    "progress_percent",
    "progress_text",
    "problems",
    "next_steps",
    "watch",
    "report_cycle",
    "cycle_days",
    "phone",
    "claimed_on",
    *SCHEDULE_COLUMNS,
)

_OWN = frozenset({"ledger", "stage", *SCHEDULE_COLUMNS})

_HOLDERS = (
    "SELECT a.matter_uid, a.role, coalesce(p.uid, u.uid), coalesce(p.name, u.name),"
    " coalesce(p.official_order, u.official_order), coalesce(p.phone, u.phone), coalesce(p.unit_uid, '')"
    " FROM assignment a LEFT JOIN person p ON p.uid = a.person_uid LEFT JOIN unit u ON u.uid = a.unit_uid"
    " WHERE a.deleted_at IS NULL AND a.matter_uid IN ({marks}) ORDER BY a.role,"
    " CASE a.role WHEN 'person' THEN 0 ELSE coalesce(p.official_order, u.official_order, 0) END,"
    " a.official_order, a.id"
)
_MILESTONES = (
    "SELECT matter_uid, name, due, done_on, words FROM milestone"
    " WHERE deleted_at IS NULL AND matter_uid IN ({marks}) ORDER BY due IS NULL, due, official_order, id"
)


def matters(connection: Connection, ids: Sequence[int]) -> list[dict[str, Any]]:
    """The printed columns of these matters, in the order of the ids."""
    columns = ",".join(f"r.{name}" if name in _OWN else f"m.{name}" for name in MATTER_COLUMNS)
    statement = (
        f"SELECT m.id, {columns} FROM matter m JOIN ledger_row r ON r.id = m.id WHERE m.id IN ({{marks}})"
    )
    found = {
        key: dict(zip(MATTER_COLUMNS, values, strict=True))
        for key, *values in rows_in(connection, statement, ids)
    }
    return [found[i] for i in ids if i in found]


def by_due(connection: Connection, uids: Sequence[str]) -> list[int]:
    """The ids of these matters by their deadlines, those without one last."""
    found = rows_in(
        connection,
        "SELECT due IS NULL, due, id FROM matter WHERE uid IN ({marks})",
        list(dict.fromkeys(uids)),
    )
    return [row[-1] for row in sorted(found, key=lambda row: (row[0], row[1] or "", row[2]))]


def holders(
    connection: Connection, uids: Sequence[str]
) -> dict[str, list[tuple[str, str, str, int, str, str]]]:
    """By matter: (role, uid, name, official order, phone, unit uid of a person)."""
    found: dict[str, list[tuple[str, str, str, int, str, str]]] = {}
    for matter_uid, *rest in rows_in(connection, _HOLDERS, uids):
        found.setdefault(matter_uid, []).append(tuple(rest))
    return found


def collectives(connection: Connection) -> dict[str, list[tuple[str, str, int]]]:
    """By uid of a 单位合称 such as 各乡镇: (uid, name, official order) of the units that stand below it."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for uid, *member in connection.execute(
        "SELECT c.uid, u.uid, u.name, u.official_order FROM unit c LEFT JOIN unit u ON u.parent_uid = c.uid"
        " AND u.deleted_at IS NULL WHERE c.kind = 'collective' AND c.deleted_at IS NULL ORDER BY u.official_order, u.id"
    ):
        found.setdefault(uid, []).extend([(member[0], member[1], member[2])] if member[0] else [])
    return found


def milestones(
    connection: Connection, uids: Sequence[str]
) -> dict[str, list[tuple[str, str | None, str | None, str]]]:
    """By matter: (name, due, done on, words) in order of time."""
    found: dict[str, list[tuple[str, str | None, str | None, str]]] = {}
    for matter_uid, *rest in rows_in(connection, _MILESTONES, uids):
        found.setdefault(matter_uid, []).append(tuple(rest))
    return found


def posts(connection: Connection, today: str) -> dict[str, str]:
    """By person: the posts held on that day, in official order."""
    found: dict[str, list[str]] = {}
    rows = connection.execute(
        "SELECT person_uid, title FROM post WHERE deleted_at IS NULL AND (since IS NULL OR since <= :today)"
        " AND (until IS NULL OR until >= :today) ORDER BY official_order, id",
        {"today": today},
    )
    for person, title in rows:
        found.setdefault(person, []).append(title)
    return {person: "、".join(_apart(titles)) for person, titles in found.items()}


def _apart(titles: list[str]) -> list[str]:
    """Titles each once; `部长` is said already by `县委常委、宣传部部长`."""
    whole = list(dict.fromkeys(titles))
    return [title for title in whole if not any(other != title and other.endswith(title) for other in whole)]


def office(connection: Connection) -> tuple[str, str, str, str]:
    """(name, county, level word, telephone) of this office."""
    name, county, level = connection.execute(
        "SELECT name, county, level FROM office WHERE own=1 AND deleted_at IS NULL"
    ).fetchone()
    phone = load_setting(connection, "office_phone")
    return name, county, level, phone if isinstance(phone, str) else ""
