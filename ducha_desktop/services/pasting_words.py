"""The words that stand in the cells of many matters at once, as forms and cells show them."""

from collections.abc import Sequence
from json import loads
from typing import Any

from ducha_desktop.domain.fields import BY_KEY, EXTRA_PREFIX, ROLE_FIELDS
from ducha_desktop.services.detail_words import said_of
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection

_KEY_OF_ROLE = {role.value: key for key, role in ROLE_FIELDS.items()}
_PARTS = (
    "SELECT a.matter_uid, a.role, coalesce(p.name, u.name, '') FROM assignment a"
    " LEFT JOIN person p ON p.uid = a.person_uid LEFT JOIN unit u ON u.uid = a.unit_uid"
    " WHERE a.deleted_at IS NULL AND a.matter_uid IN ({marks}) ORDER BY a.matter_uid, a.role,"
    " CASE a.role WHEN 'person' THEN 0 ELSE coalesce(p.official_order, u.official_order, 0) END,"
    " a.official_order, a.id"
)

Words = dict[str, str]
YEAR = ".year"
"""Where the year of a matter's ledger stands among its words; no field is called so."""


def words_now(connection: Connection, uids: Sequence[str]) -> dict[str, Words]:
    """Uid → words by field key of the living matters among `uids`; `number` and `ledger` as lists show them.

    Every extra field that a matter's ledger has stands among them, filled or not.
    """
    found = {row["uid"]: _fields(row) for row in _matters(connection, uids)}
    for uid, role, name in rows_in(connection, _PARTS, list(found)):
        words, key = found[uid], _KEY_OF_ROLE.get(role, "")
        words[key] = f"{words[key]}、{name}" if words.get(key) else name
    return found


def _matters(connection: Connection, uids: Sequence[str]) -> list[dict[str, Any]]:
    found = []
    for start in range(0, len(uids), 500):
        part = list(uids[start : start + 500])
        cursor = connection.execute(
            "SELECT m.*, r.number AS shown_number, l.name AS ledger, l.year AS ledger_year,"
            " l.extra_fields FROM matter m"
            " JOIN ledger l ON l.uid = m.ledger_uid LEFT JOIN ledger_row r ON r.uid = m.uid"
            f" WHERE m.deleted_at IS NULL AND m.uid IN ({','.join('?' * len(part))})",
            part,
        )
        names = [column[0] for column in cursor.description]
        found += [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def _fields(row: dict[str, Any]) -> Words:
    words = {
        key: said_of(key, row)
        for key, spec in BY_KEY.items()
        if spec.stored and key not in ("number", "ledger", "status", "due", "amount", "progress_percent")
    }
    percent = row["progress_percent"]
    extras = dict.fromkeys(loads(row["extra_fields"]), "") | loads(row["extras"])
    return words | {
        "number": row["shown_number"] or "",
        "ledger": row["ledger"],
        "due": row["due_text"] or row["due"] or "",
        "amount": row["amount_text"],
        "progress_percent": "" if percent is None else f"{percent:g}",
        YEAR: str(row["ledger_year"] or ""),
        **{EXTRA_PREFIX + name: words for name, words in extras.items()},
    }
