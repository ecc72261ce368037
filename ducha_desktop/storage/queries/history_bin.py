"""The recycle bin: what was deleted, grouped by the act that deleted it."""

from typing import Any

from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries.history import IN_TRASH, in_bin, last_deletion

_ITEMS = (
    "SELECT 'matter' AS kind, m.uid AS uid, m.number AS number, m.draft_seq AS draft, m.title AS title,"
    f" l.name AS place, {last_deletion('m')} AS entry, m.id AS id"
    f" FROM matter m JOIN ledger l ON l.uid = m.ledger_uid WHERE {IN_TRASH}"
    " UNION ALL"
    " SELECT 'attachment', a.uid, o.number, o.draft_seq, a.name, o.title,"
    f" {last_deletion('a')}, a.id"
    " FROM attachment a JOIN matter o ON o.uid = a.matter_uid AND o.deleted_at IS NULL"
    f" WHERE {in_bin('a')}"
)
"""Everything in the bin: matters, and attachments that were deleted while their matter stays."""

_SAID = (
    "(:search = '' OR instr(i.title || char(10) || coalesce(i.number, '') || char(10) || i.place"
    " || char(10) || e.words || char(10) || e.user, :search) > 0)"
)

ITEM = "i.kind, i.uid, i.number, i.draft, i.title, i.place, e.seq, e.at, e.user, e.words, e.rows"


def items(
    connection: Connection, *, limit: int, offset: int = 0, entry: int | None = None, search: str = ""
) -> list[tuple[Any, ...]]:
    """What lies in the bin in the columns of `ITEM`, latest deletion first; of one act only with `entry`."""
    return list(
        connection.execute(
            f"SELECT {ITEM} FROM ({_ITEMS}) i JOIN entry e ON e.seq = i.entry"
            f" WHERE {_SAID} AND (:entry IS NULL OR i.entry = :entry)"
            " ORDER BY e.seq DESC, i.kind DESC, i.id LIMIT :limit OFFSET :offset",
            {"search": search, "entry": entry, "limit": limit, "offset": offset},
        ).fetchall()
    )


def marks(connection: Connection, kind: str, uids: list[str]) -> dict[str, str]:
    """The stamps of deletion of those of the rows that are in the bin."""
    where = IN_TRASH if kind == "matter" else in_bin("m")
    statement = f"SELECT m.uid, m.deleted_at FROM {kind} m WHERE {where} AND m.uid IN ({{marks}})"
    return dict(rows_in(connection, statement, uids))


def closed_ledgers(connection: Connection, uids: list[str]) -> list[str]:
    """Names of the ledgers of these matters that are not there any more."""
    statement = (
        "SELECT DISTINCT l.name FROM matter m JOIN ledger l ON l.uid = m.ledger_uid"
        " WHERE l.deleted_at IS NOT NULL AND m.uid IN ({marks})"
    )
    return sorted({name for (name,) in rows_in(connection, statement, uids)})
