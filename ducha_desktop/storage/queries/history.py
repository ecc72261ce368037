"""Reading the journal: entries, the changes of a row, what can be undone, the recycle bin."""

from typing import Any

from ducha_desktop.storage.connection import Connection

ENTRY_VIEW = "seq, at, business_date, user, action, words, reason, basis, kind, target, rows"


def entries(connection: Connection, *, limit: int, offset: int = 0) -> list[tuple[Any, ...]]:
    """The latest entries first, in the columns of `ENTRY_VIEW`."""
    return list(
        connection.execute(
            f"SELECT {ENTRY_VIEW} FROM entry ORDER BY seq DESC LIMIT ? OFFSET ?",
            (limit, offset),
        ).fetchall()
    )


def changes_of_entry(connection: Connection, seq: int) -> list[tuple[str, str, str, str]]:
    """(table, row, kind, fields) of one entry in order."""
    return list(
        connection.execute(
            "SELECT table_name, row_uid, kind, fields FROM change WHERE entry=? ORDER BY n", (seq,)
        ).fetchall()
    )


def fixed_since(connection: Connection, seq: int) -> set[str]:
    """Rows that acts which cannot be undone have changed after an entry."""
    rows = connection.execute(
        "SELECT DISTINCT c.row_uid FROM entry e CROSS JOIN change c ON c.entry = e.seq"
        " WHERE e.seq > ? AND e.kind = 'fixed'",
        (seq,),
    )
    return {row[0] for row in rows.fetchall()}


def undo_candidate(connection: Connection) -> tuple[int, int, str] | None:
    """(entry to invert, entry it stands for, words) of the last act that is in force; None when none is.

    Walking back from the end, the latest `undo` or `redo` of an act says whether it is in force.
    """
    return _candidate(connection, wanted="do")


def redo_candidate(connection: Connection) -> tuple[int, int, str] | None:
    """(undo to invert, entry it stands for, words) of the last undone act; a newer act forgets it."""
    return _candidate(connection, wanted="undo")


def _candidate(connection: Connection, *, wanted: str) -> tuple[int, int, str] | None:
    latest: dict[int, tuple[int, str]] = {}
    rows = connection.execute(
        "SELECT seq, kind, target, words FROM entry WHERE kind IN ('do','undo','redo') ORDER BY seq DESC"
    )
    try:
        for seq, kind, target, words in rows:
            if kind == "do":
                inverted = latest.get(seq)
                if inverted is None or inverted[1] == "redo":
                    return (
                        (inverted[0] if inverted else seq, seq, words)
                        if wanted == "do"
                        else _undone(connection, latest)
                    )
            else:
                latest.setdefault(target, (seq, kind))
        return None if wanted == "do" else _undone(connection, latest)
    finally:
        rows.close()


def _undone(connection: Connection, latest: dict[int, tuple[int, str]]) -> tuple[int, int, str] | None:
    """The oldest act of those undone since the last act in force: they come back in their order."""
    undone = [(target, seq) for target, (seq, kind) in latest.items() if kind == "undo"]
    if not undone:
        return None
    newest_do = connection.execute("SELECT max(seq) FROM entry WHERE kind='do'").fetchone()[0]
    alive = [pair for pair in undone if pair[1] > newest_do]
    if not alive:
        return None
    target, seq = min(alive)
    words = connection.execute("SELECT words FROM entry WHERE seq=?", (target,)).fetchone()[0]
    return seq, target, words


_LAST_DELETION = "(SELECT max(c.entry) FROM change c WHERE c.row_uid = m.uid AND c.kind = 'delete')"
IN_TRASH = (
    "m.deleted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry gone"
    " JOIN change born ON born.entry = gone.target AND born.row_uid = m.uid AND born.kind = 'insert'"
    f" WHERE gone.kind = 'undo' AND gone.seq = {_LAST_DELETION})"
)
"""Whether a matter `m` was put into the recycle bin: one whose entering was undone was not, redo brings it back."""


def trash(connection: Connection, *, limit: int, offset: int = 0) -> list[tuple[Any, ...]]:
    """(uid, number, draft seq, title, ledger, entry, at, user, words, rows) of the recycle bin, latest first."""
    return list(
        connection.execute(
            "SELECT m.uid, m.number, m.draft_seq, m.title, l.name, e.seq, e.at, e.user, e.words, e.rows"
            " FROM matter m JOIN ledger l ON l.uid = m.ledger_uid"
            f" LEFT JOIN entry e ON e.seq = {_LAST_DELETION}"
            f" WHERE {IN_TRASH} ORDER BY e.seq DESC, m.id LIMIT ? OFFSET ?",
            (limit, offset),
        ).fetchall()
    )
