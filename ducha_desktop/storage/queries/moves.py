"""What the journal says of the states of matters after a day: their whole past is not rebuilt.

The old value of the first change after a day is what stood before it, so the changes from there on
tell the state at any later day; a matter that nothing touched since is as it is now.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection


class Turn(NamedTuple):
    """One change of a matter's standing; values are JSON as the journal has them, empty where not changed.

    Attributes:
        uid: the matter.
        seq: the entry.
        day: its business date.
        kind: of the entry: `do`, `fixed`, `undo`, `redo`.
        born: whether the matter was entered by it.
        state: `"old","new"` and what follows.
        deleted: the same of its mark of deletion.
        archived: the same of the state it was archived from.
        ledger: the same of its ledger.
    """

    uid: str
    seq: int
    day: str
    kind: str
    born: int
    state: str
    deleted: str
    archived: str
    ledger: str


def _pair(name: str, room: int) -> str:
    """The beginning of a field's pair of values: a quote within a text stands behind a backslash."""
    mark = f'"{name}":['
    return (
        f"CASE WHEN instr(c.fields, '{mark}') THEN substr(c.fields, instr(c.fields, '{mark}') + {len(mark)}, {room})"
        " ELSE '' END"
    )


_TURNS = f"""SELECT c.row_uid, e.seq, e.business_date, e.kind, c.kind = 'insert',
 {_pair("state", 8)}, {_pair("deleted_at", 160)}, {_pair("archived_from", 8)}, {_pair("ledger_uid", 80)}
 FROM entry e CROSS JOIN change c ON c.entry = e.seq
 WHERE e.seq >= (SELECT min(seq) FROM entry WHERE business_date > :day) AND c.table_name = 'matter'
 AND (instr(c.fields, '"state":[') OR instr(c.fields, '"deleted_at":[') OR instr(c.fields, '"archived_from":[')
 OR instr(c.fields, '"ledger_uid":['))
 ORDER BY c.entry, c.n"""


def turns(connection: Connection, day: date) -> Iterator[Turn]:
    """The changes of standing from the first entry after the day on, in the order of the journal.

    Entries of an earlier business date that were made later are among them.
    """
    cursor = connection.execute(_TURNS, {"day": day.isoformat()})
    while rows := cursor.fetchmany(2_000):
        for row in rows:
            yield Turn(*row)


class Said(NamedTuple):
    """An entry that moved a matter, as the clerk entered it."""

    day: str
    words: str
    user: str
    reason: str


_SAID = "SELECT seq, business_date, words, user, reason FROM entry WHERE seq IN ({marks})"


def said(connection: Connection, seqs: list[int]) -> dict[int, Said]:
    """The words of entries."""
    return {seq: Said(*rest) for seq, *rest in rows_in(connection, _SAID, seqs)}


class Face(NamedTuple):
    """A matter as it is now; those deleted since too. `year` and `place` say where it stands among numbers."""

    uid: str
    number: str
    title: str
    ledger_uid: str
    lead: str
    year: int
    place: int


class Present(NamedTuple):
    """Where a matter stands now."""

    uid: str
    state: str
    archived: str
    ledger: str
    deleted: int


_FACES = """SELECT m.uid, coalesce(m.number, '拟-'||m.draft_seq), m.title, m.ledger_uid,
 coalesce((SELECT u.name FROM assignment a JOIN unit u ON u.uid = a.unit_uid
 WHERE a.matter_uid = m.uid AND a.role = 'lead' AND a.deleted_at IS NULL LIMIT 1), ''),
 coalesce(m.number_year, 1 << 30), coalesce(m.number_seq, m.draft_seq)
 FROM matter m WHERE m.uid IN ({marks})"""
_PRESENT = (
    "SELECT uid, state, archived_from, ledger_uid, deleted_at IS NOT NULL FROM matter WHERE uid IN ({marks})"
)


def faces(connection: Connection, uids: list[str]) -> dict[str, Face]:
    """Numbers, titles, ledgers and lead units by uid."""
    return {row[0]: Face(*row) for row in rows_in(connection, _FACES, uids)}


def present(connection: Connection, uids: list[str]) -> dict[str, Present]:
    """Where these matters stand now."""
    return {row[0]: Present(*row) for row in rows_in(connection, _PRESENT, uids)}


def ledgers(connection: Connection) -> dict[str, str]:
    """The names of all ledgers by uid."""
    return dict(connection.execute("SELECT uid, name FROM ledger").fetchall())


def live_stages(connection: Connection) -> list[tuple[str, str, int]]:
    """(ledger, stage, matters) of the present, from the counts the ledger keeps."""
    asked = "SELECT ledger_uid, stage, sum(n) FROM ledger_tally GROUP BY 1, 2 HAVING sum(n) <> 0"
    return list(connection.execute(asked).fetchall())
