"""Somebody with the key and a tool changes the journal or the rows behind the program's back."""

import random
from collections.abc import Callable
from pathlib import Path

from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.services import backups
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage import journal
from ducha_desktop.storage.connection import Connection, connect
from ducha_desktop.storage.history_check import differences
from ducha_desktop.storage.shelf import is_older_than_backup
from ducha_desktop.vault.derive import DataKey
from ducha_desktop.vault.keys import unlock
from proofs.offices import TODAY, make_office
from proofs.proof import Found, Proof

_MATTERS = 25
_ENTRY_WORDS = (
    "uid",
    "stamp",
    "at",
    "user",
    "role",
    "station",
    "incarnation",
    "action",
    "words",
    "reason",
    "basis",
    "kind",
)
Tamper = Callable[[Connection, random.Random], None]


def _edit_entry(connection: Connection, chance: random.Random) -> None:
    name = chance.choice(_ENTRY_WORDS)
    connection.execute(f'UPDATE entry SET "{name}"="{name}"||? WHERE seq=?', ("x", _seq(connection, chance)))


def _edit_number(connection: Connection, chance: random.Random) -> None:
    name = chance.choice(("rows", "success"))
    connection.execute(f"UPDATE entry SET {name}={name}+1 WHERE seq=?", (_seq(connection, chance),))


def _delete_entry(connection: Connection, chance: random.Random) -> None:
    connection.execute("DELETE FROM entry WHERE seq=?", (_seq(connection, chance),))


def _swap_entries(connection: Connection, chance: random.Random) -> None:
    one, other = chance.sample(range(1, _last(connection) + 1), 2)
    connection.execute("UPDATE entry SET seq=-1 WHERE seq=?", (one,))
    connection.execute("UPDATE entry SET seq=? WHERE seq=?", (one, other))
    connection.execute("UPDATE entry SET seq=? WHERE seq=-1", (other,))


def _insert_entry(connection: Connection, chance: random.Random) -> None:
    columns = [name for name in journal.ENTRY_COLUMNS if name not in {"seq", "uid"}]
    names = ",".join(f'"{name}"' for name in columns)
    statement = f"INSERT INTO entry (seq, uid, {names}) SELECT ?, uid||'x', {names} FROM entry WHERE seq=?"
    connection.execute(statement, (_last(connection) + 1, _seq(connection, chance)))


def _edit_change(connection: Connection, chance: random.Random) -> None:
    rows = connection.execute("SELECT entry, n FROM change").fetchall()
    connection.execute(
        "UPDATE change SET fields=replace(fields, ':[', ':[ ') WHERE entry=? AND n=?", chance.choice(rows)
    )


def _delete_change(connection: Connection, chance: random.Random) -> None:
    rows = connection.execute("SELECT entry, n FROM change").fetchall()
    connection.execute("DELETE FROM change WHERE entry=? AND n=?", chance.choice(rows))


def _cut_tail(connection: Connection, chance: random.Random) -> None:
    seq = _seq(connection, chance)
    connection.execute("DELETE FROM change WHERE entry>=?", (seq,))
    connection.execute("DELETE FROM entry WHERE seq>=?", (seq,))


def _edit_matter(connection: Connection, chance: random.Random) -> None:
    name = chance.choice(("title", "due_text", "state", "remarks", "phone"))
    uids = connection.execute("SELECT uid FROM matter").fetchall()
    connection.execute(f"UPDATE matter SET {name}={name}||'x' WHERE uid=?", chance.choice(uids))


def _delete_matter(connection: Connection, chance: random.Random) -> None:
    uids = connection.execute("SELECT uid FROM matter").fetchall()
    connection.execute("DELETE FROM matter WHERE uid=?", chance.choice(uids))


TAMPERS: dict[str, Tamper] = {
    "entry edited": _edit_entry,
    "number edited": _edit_number,
    "entry deleted": _delete_entry,
    "entries swapped": _swap_entries,
    "entry inserted": _insert_entry,
    "change edited": _edit_change,
    "change deleted": _delete_change,
    "tail cut": _cut_tail,
    "matter edited": _edit_matter,
    "matter deleted": _delete_matter,
}


def _last(connection: Connection) -> int:
    return int(connection.execute("SELECT max(seq) FROM entry").fetchone()[0])


def _seq(connection: Connection, chance: random.Random) -> int:
    return chance.randint(1, _last(connection))


def tampering(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Every kind in turn, in a transaction that is rolled back; a backup holds the head of the chain."""
    root, result = scratch / "office", Found()
    make_office(root, matters_=_MATTERS)
    with open_office(root, clock=FixedClock(TODAY)) as office:
        backups.make(office)
    folder = DataFolder(root)
    key = unlock(folder.keys)
    connection = connect(folder.database, key.subkey("database"))
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        for cycle in range(cycles):
            result.cycles += 1
            name = list(TAMPERS)[cycle % len(TAMPERS)]
            connection.execute("BEGIN IMMEDIATE")
            for (trigger,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type='trigger'"
            ).fetchall():
                connection.execute(f"DROP TRIGGER {trigger}")
            TAMPERS[name](connection, chance)
            found = _is_found(connection, key, folder)
            connection.execute("ROLLBACK")
            result.counts["found"] += found
            result.require(holds=found, fault=f"{name}: not found")
        result.require(
            holds=not _is_found(connection, key, folder), fault="the untouched journal is not whole"
        )
    finally:
        connection.close()
    return result


def _is_found(connection: Connection, key: DataKey, folder: DataFolder) -> bool:
    try:
        if not journal.verify(connection, key.subkey("chain")).ok:
            return True
    except (TypeError, ValueError):
        return True
    return is_older_than_backup(connection, folder.backups) or next(differences(connection), None) is not None


PROOFS = (Proof("tampering", "what is changed behind the program's back is found", 2000, tampering),)
