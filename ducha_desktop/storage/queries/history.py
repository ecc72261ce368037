"""Reading the journal: entries, the changes of one, and what can be undone."""

from dataclasses import dataclass
from typing import Any

from ducha_desktop.storage.connection import Connection

ENTRY_VIEW = "seq, at, business_date, user, action, words, reason, basis, kind, target, rows"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries are wanted; empty parts do not restrict.

    Attributes:
        words: each word stands in what was done, why, or on what basis.
        user: who did it.
        since, until: bounds of the moment of entry, as ISO in UTC, the second one excluded.
    """

    words: str = ""
    user: str = ""
    since: str = ""
    until: str = ""

    def where(self) -> tuple[str, list[str]]:
        """The condition on `entry` and what it binds."""
        parts, bound = ["1"], []
        for word in self.words.split():
            parts.append("instr(words || char(10) || reason || char(10) || basis, ?) > 0")
            bound.append(word)
        for part, value in (("user = ?", self.user), ("at >= ?", self.since), ("at < ?", self.until)):
            if value:
                parts.append(part)
                bound.append(value)
        return " AND ".join(parts), bound


def entries(
    connection: Connection, *, limit: int, offset: int = 0, sought: Sought | None = None
) -> list[tuple[Any, ...]]:
    """The latest entries first, in the columns of `ENTRY_VIEW`."""
    where, bound = (sought or Sought()).where()
    return list(
        connection.execute(
            f"SELECT {ENTRY_VIEW} FROM entry WHERE seq IN"
            f" (SELECT seq FROM entry WHERE {where} ORDER BY seq DESC LIMIT ? OFFSET ?) ORDER BY seq DESC",
            (*bound, limit, offset),
        ).fetchall()
    )


def count(connection: Connection, sought: Sought) -> int:
    """How many entries are wanted."""
    where, bound = sought.where()
    return int(connection.execute(f"SELECT count(*) FROM entry WHERE {where}", bound).fetchone()[0])


def entry(connection: Connection, seq: int) -> tuple[Any, ...] | None:
    """One entry in the columns of `ENTRY_VIEW`."""
    found: tuple[Any, ...] | None = connection.execute(
        f"SELECT {ENTRY_VIEW} FROM entry WHERE seq=?", (seq,)
    ).fetchone()
    return found


def users(connection: Connection) -> list[str]:
    """Everybody who ever entered anything, by name."""
    return [user for (user,) in connection.execute(_USERS).fetchall()]


# From one name to the next by the index, however many entries share it.
_USERS = """WITH RECURSIVE each(user) AS (
  SELECT min(user) FROM entry
  UNION ALL SELECT (SELECT min(user) FROM entry WHERE user > each.user) FROM each WHERE user IS NOT NULL
) SELECT user FROM each WHERE user IS NOT NULL"""


def inversions(connection: Connection, *, after: int) -> dict[int, tuple[int, str]]:
    """For the acts undone or brought back since an entry: the last (entry, kind) that did so."""
    rows = connection.execute(
        "SELECT target, seq, kind FROM entry WHERE seq > ? AND kind IN ('undo','redo') ORDER BY seq", (after,)
    )
    return {target: (seq, kind) for target, seq, kind in rows.fetchall()}


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


Step = tuple[int, int, str]
"""The entry to invert, the act it stands for, and that act in words."""


def undo_candidate(connection: Connection) -> Step | None:
    """The last act that is in force; None when none is."""
    found = acts_in_force(connection, down_to=None)
    return found[0] if found else None


def redo_candidate(connection: Connection) -> Step | None:
    """The undone act that comes back first; a newer act forgets it."""
    return next(iter(undone_acts(connection)), None)


def acts_in_force(connection: Connection, *, down_to: int | None) -> list[Step]:
    """The acts in force, latest first: the last one, or all from the end down to an entry.

    Walking back from the end, the latest `undo` or `redo` of an act says whether it is in force.
    """
    latest: dict[int, tuple[int, str]] = {}
    found: list[Step] = []
    rows = connection.execute(
        "SELECT seq, kind, target, words FROM entry"
        " WHERE seq >= ? AND kind IN ('do','undo','redo') ORDER BY seq DESC",
        (down_to or 0,),
    )
    try:
        for seq, kind, target, words in rows:
            if kind != "do":
                latest.setdefault(target, (seq, kind))
                continue
            inverted = latest.get(seq)
            if inverted is None or inverted[1] == "redo":
                found.append((inverted[0] if inverted else seq, seq, words))
                if down_to is None:
                    break
    finally:
        rows.close()
    return found


def undone_acts(connection: Connection) -> list[Step]:
    """The acts undone since the last act in force was entered, in the order in which they come back."""
    newest_do = connection.execute("SELECT max(seq) FROM entry WHERE kind='do'").fetchone()[0]
    undone = inversions(connection, after=newest_do or 0)
    found = []
    for target, (seq, kind) in sorted(undone.items()):
        if kind == "undo":
            words = connection.execute("SELECT words FROM entry WHERE seq=?", (target,)).fetchone()[0]
            found.append((seq, target, words))
    return found


def last_deletion(row: str) -> str:
    """SQL for the entry that last deleted a row of the alias."""
    return f"(SELECT max(c.entry) FROM change c WHERE c.row_uid = {row}.uid AND c.kind = 'delete')"


def in_bin(row: str) -> str:
    """SQL for a row having been put into the recycle bin: one whose entering was undone was not, redo brings it back."""
    return (
        f"{row}.deleted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry gone"
        f" JOIN change born ON born.entry = gone.target AND born.row_uid = {row}.uid AND born.kind = 'insert'"
        f" WHERE gone.kind = 'undo' AND gone.seq = {last_deletion(row)})"
    )


IN_TRASH = in_bin("m")
"""Whether a matter `m` is in the recycle bin."""
