"""What the 四个干 run chart is drawn from: matters below others, and where each stands in its plan."""

from collections.abc import Sequence
from typing import Any

from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection

PLACE_COLUMNS = ("parent_uid", "ledger", "category", "item_group", "start", "signed_on", "closed_on", "order")

_PLACES = (
    "SELECT m.uid, m.parent_uid, r.ledger, m.category, m.item_group, m.start, m.signed_on, m.closed_on, r.lead_order"
    " FROM matter m JOIN ledger_row r ON r.id = m.id WHERE m.uid IN ({marks})"
)


def below(connection: Connection, uids: Sequence[str]) -> list[int]:
    """The ids of these matters and of all that are part of them, in order of entry."""
    found: dict[str, int] = {}
    column, keys = "uid", list(uids)
    while keys:
        statement = f"SELECT uid, id FROM matter WHERE deleted_at IS NULL AND {column} IN ({{marks}})"
        new = {uid: row for uid, row in rows_in(connection, statement, keys) if uid not in found}
        found |= new
        column, keys = "parent_uid", list(new)
    return sorted(found.values())


def places(connection: Connection, uids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """By matter, the columns of `PLACE_COLUMNS`; `order` is the official order of the lead unit."""
    return {
        uid: dict(zip(PLACE_COLUMNS, values, strict=True))
        for uid, *values in rows_in(connection, _PLACES, uids)
    }


def titles(connection: Connection, uids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """By matter, its id and title."""
    statement = "SELECT uid, id, title FROM matter WHERE deleted_at IS NULL AND uid IN ({marks})"
    return {uid: (row, title) for uid, row, title in rows_in(connection, statement, uids)}
