"""The ledger's rows and search index, kept in step with the business tables in the same transaction."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ducha_desktop.models.parts import MATTER_PARTS
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import LEDGER_ROW_COLUMNS
from ducha_desktop.storage.projection_rows import Derived, LightJudge, Moment, derived_rows
from ducha_desktop.storage.projection_tally import recount
from ducha_desktop.storage.search_index import indexed

CHUNK = 900

_NAMED = {
    "unit": "SELECT DISTINCT matter_uid FROM assignment WHERE unit_uid IN ({marks})",
    "person": "SELECT DISTINCT matter_uid FROM assignment WHERE person_uid IN ({marks})",
    "ledger": "SELECT uid FROM matter WHERE ledger_uid IN ({marks})",
}
_SHOWN = {"unit": ("name", "official_order"), "person": ("name", "official_order"), "ledger": ("name",)}
"""What the rows show of the register and of the ledgers; all else of them moves no row."""

_INSERT = f"""INSERT {{instead}} INTO ledger_row ({",".join(LEDGER_ROW_COLUMNS)})
 VALUES ({",".join("?" * len(LEDGER_ROW_COLUMNS))})"""


_UID = LEDGER_ROW_COLUMNS.index("uid")
JUDGED_BY = frozenset({"holiday", "setting"})
"""Tables whose change may move every light (`storage.relighting`)."""


def touched(connection: Connection, lines: Sequence[tuple[str, str, str, str]]) -> tuple[set[str], set[str]]:
    """The matters whose ledger row the journal lines may have changed.

    Returns:
        Those changed themselves or in their parts, and those that only show a changed name.
    """
    by_table: dict[str, set[str]] = {}
    for table, row_uid, _kind, fields in lines:
        if table not in _SHOWN or any(f'"{name}":' in fields for name in _SHOWN[table]):
            by_table.setdefault(table, set()).add(row_uid)
    own, shown = by_table.pop("matter", set()), set[str]()
    for table, uids in by_table.items():
        if table in MATTER_PARTS:
            statement = f"SELECT DISTINCT matter_uid FROM {table} WHERE uid IN ({{marks}})"
            own |= {row[0] for row in _in_chunks(connection, statement, uids)}
        elif table in _NAMED:
            shown |= {row[0] for row in _in_chunks(connection, _NAMED[table], uids)}
    return own, shown - own


def refresh(
    connection: Connection,
    uids: Iterable[str],
    *,
    moment: Moment | None = None,
    judge: LightJudge | None = None,
) -> None:
    """Recompute the derived rows of these matters.

    Args:
        connection: the writer, inside its transaction.
        uids: matters; deleted ones leave the ledger.
        moment: the entry that changes them; None leaves to each the one it has, for what it only shows.
        judge: thresholds and calendar where the caller has them.
    """
    wanted = sorted(uids)  # as they were born, about: the search index flushes whenever an id goes back
    if not wanted:
        return
    judge = judge or LightJudge.load(connection)
    for start in range(0, len(wanted), CHUNK):
        _refresh_chunk(connection, wanted[start : start + CHUNK], judge, moment)


def _refresh_chunk(connection: Connection, uids: list[str], judge: LightJudge, moment: Moment | None) -> None:
    own = {} if moment else _moments(connection, uids)
    rows, texts = derived_rows(connection, uids, judge, lambda uid: moment or own.get(uid, Moment()))
    stood = recount(connection, uids, rows)
    gone = set(uids) - {row[_UID] for row in rows}
    if gone:
        _forget(connection, list(gone))
    insert_derived(connection, list(zip(rows, texts, strict=True)), stood=stood)


def _moments(connection: Connection, uids: Sequence[str]) -> dict[str, Moment]:
    """By matter, its last change as its row has it."""
    marks = ",".join("?" * len(uids))
    found = connection.execute(f"SELECT uid, updated, touched FROM ledger_row WHERE uid IN ({marks})", uids)
    return {uid: Moment(day, seq) for uid, day, seq in found}


def insert_derived(connection: Connection, found: Sequence[Derived], *, stood: bool) -> None:
    """Write derived rows; `stood` says whether some of them may be there already."""
    instead = "OR REPLACE" if stood else ""
    connection.executemany(_INSERT.format(instead=instead), [row for row, _texts in found])
    words = [(row_id, *indexed(said, named)) for _row, (row_id, said, named) in found]
    connection.executemany("INSERT OR REPLACE INTO search (rowid, words, initials) VALUES (?,?,?)", words)


def _forget(connection: Connection, uids: list[str]) -> None:
    ids = sorted(_in_chunks(connection, "SELECT id FROM matter WHERE uid IN ({marks})", uids))
    connection.executemany("DELETE FROM ledger_row WHERE id=?", ids)
    connection.executemany("DELETE FROM search WHERE rowid=?", ids)


def _in_chunks(connection: Connection, statement: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    wanted = list(values)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        yield from connection.execute(statement.format(marks=",".join("?" * len(part))), part).fetchall()
