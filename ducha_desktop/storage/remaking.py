"""The derived tables made anew: rows in long stretches first, indexes over them last.

A folder whose computed tables have another shape is brought to this program's shape when it is opened.
Every stretch is committed by itself, so that little is lost when the clerk ends the program meanwhile:
the next opening goes on behind the last row that stands.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ducha_desktop.models.parts import MATTER_PARTS
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import DERIVED_DDL, DERIVED_TABLES, TALLY_LIGHT, TALLY_PLACE, TALLY_UPSERT
from ducha_desktop.storage.holders import Part, SharedHolders
from ducha_desktop.storage.projection import insert_derived
from ducha_desktop.storage.projection_rows import MATTER_COLUMNS, LightJudge, Moment, derived
from ducha_desktop.storage.projection_tally import tally_steps
from ducha_desktop.storage.schema import plain, statements_of
from ducha_desktop.storage.search_index import large_batches

STRETCH, AT_ONCE = 50_000, 5_000
Watch = Callable[[int, int], None]
"""Hears how much of how much has been made; may raise to end it."""

_INDEXES = tuple(statement for statement in DERIVED_DDL if " INDEX " in statement)
_TABLES = tuple(statement for statement in DERIVED_DDL if statement not in _INDEXES)
_MATTERS = f"SELECT {','.join(MATTER_COLUMNS)} FROM matter WHERE id > ? AND id <= ? AND deleted_at IS NULL ORDER BY id"
_ASSIGNED = (
    "SELECT a.matter_uid, a.role, a.unit_uid, a.person_uid, a.official_order FROM matter m"
    " CROSS JOIN assignment a ON a.matter_uid = m.uid WHERE m.id > ? AND m.id <= ?"
    " AND m.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY m.id, a.id"
)
_NODES = (
    "SELECT n.matter_uid, group_concat(n.name, '、') FROM matter m CROSS JOIN milestone n ON n.matter_uid = m.uid"
    " WHERE m.id > ? AND m.id <= ? AND n.deleted_at IS NULL GROUP BY n.matter_uid"
)
_END_OF = "SELECT max(id) FROM (SELECT id FROM matter WHERE id > ? ORDER BY id LIMIT ?)"
_LAST = "(SELECT max(c.entry) FROM change c WHERE c.row_uid = {row}.uid)"
_TOUCHED = (
    f"SELECT m.uid, {_LAST.format(row='m')} FROM matter m WHERE m.id > ? AND m.id <= ?",
    *(
        f"SELECT p.matter_uid, max({_LAST.format(row='p')}) FROM matter m CROSS JOIN {part} p"
        " ON p.matter_uid = m.uid WHERE m.id > ? AND m.id <= ? GROUP BY p.matter_uid"
        for part in MATTER_PARTS
    ),
)


def rebuild(connection: Connection) -> int:
    """Make the derived tables anew inside the caller's transaction; return the number of rows."""
    _begin_anew(connection)
    for _done in _rows(connection):
        pass
    for _done in _finish(connection):
        pass
    return int(connection.execute("SELECT count(*) FROM ledger_row").fetchone()[0])


def remake(connection: Connection, *, watch: Watch | None = None) -> None:
    """Bring the derived tables to the shape of this program, in transactions of its own.

    Args:
        connection: the writer, outside any transaction.
        watch: hears how far it is; what is committed by then stays when it raises.
    """
    total = int(connection.execute("SELECT count(*) FROM matter WHERE deleted_at IS NULL").fetchone()[0])
    share = max(1, total // 100)
    whole = total + share * len(_INDEXES)
    told = watch or (lambda _done, _whole: None)
    with _hurried(connection):
        with _transaction(connection):
            if not {plain(statement) for statement in _TABLES} <= statements_of(connection):
                _begin_anew(connection)
            else:
                _drop_strange_indexes(connection)
        _fill(connection, lambda done: told(min(done, total), whole))
        for step in _in_transactions(connection, _finish(connection)):
            told(total + share * step, whole)
    # What was written is as large as the ledger: every later opening would walk through it again.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextmanager
def _hurried(connection: Connection) -> Iterator[None]:
    """What is thrown away is overwritten only where that costs nothing: its words stay in the ledger anyway."""
    connection.execute("PRAGMA secure_delete=FAST")
    try:
        yield
    finally:
        connection.execute("PRAGMA secure_delete=ON")


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _in_transactions(connection: Connection, steps: Iterator[int]) -> Iterator[int]:
    """Each step of a generator in a transaction of its own."""
    while True:
        with _transaction(connection):
            step = next(steps, None)
        if step is None:
            return
        yield step


def _fill(connection: Connection, told: Callable[[int], None]) -> None:
    """Fill up the rows, committing every `STRETCH` of them; `told` hears how many stand."""
    done = committed = int(connection.execute("SELECT count(*) FROM ledger_row").fetchone()[0])
    rows = _rows(connection)
    more: int | None = 0
    while more is not None:
        with _transaction(connection):
            while (more := next(rows, None)) is not None:
                done += more
                told(done)
                if done - committed >= STRETCH:
                    committed = done
                    break


def _begin_anew(connection: Connection) -> None:
    for table in DERIVED_TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type='index' AND name LIKE 'ix_derived_%'"
    ).fetchall():
        connection.execute(f"DROP INDEX {name}")
    for statement in _TABLES:
        connection.execute(statement)


def _drop_strange_indexes(connection: Connection) -> None:
    """Indexes of another version over tables of the same shape."""
    wanted = {plain(statement) for statement in _INDEXES}
    marks = ",".join("?" * len(DERIVED_TABLES))
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type='index' AND sql IS NOT NULL"
        f" AND (tbl_name IN ({marks}) OR name LIKE 'ix_derived_%')",
        DERIVED_TABLES,
    )
    for name, statement in found.fetchall():
        if plain(statement) not in wanted:
            connection.execute(f"DROP INDEX {name}")


def _finish(connection: Connection) -> Iterator[int]:
    """The counts, then one index after another; yields the number of steps done."""
    kept = statements_of(connection)
    connection.execute("DELETE FROM ledger_tally")
    columns = ",".join((*TALLY_PLACE, *TALLY_LIGHT))
    steps: Counter[tuple[str, ...]] = Counter()
    cursor = connection.execute(f"SELECT {columns} FROM ledger_row")
    while rows := cursor.fetchmany(STRETCH):
        steps.update(tally_steps(Counter(rows)))
    connection.executemany(TALLY_UPSERT, [(*key, number) for key, number in sorted(steps.items()) if number])
    yield 0
    for step, statement in enumerate(_INDEXES, start=1):
        if plain(statement) not in kept:
            connection.execute(statement)
        yield step


def _rows(connection: Connection) -> Iterator[int]:
    """Rows and words behind the last one that stands; yields after every `AT_ONCE` how many there were."""
    judge = LightJudge.load(connection)
    ledgers = dict(connection.execute("SELECT uid, name FROM ledger").fetchall())
    first = int(connection.execute("SELECT coalesce(max(id), 0) FROM ledger_row").fetchone()[0])
    with large_batches(connection, STRETCH):
        while (last := _end_of(connection, first)) is not None:
            matters = connection.execute(_MATTERS, (first, last)).fetchall()
            who, nodes, moments = _around(connection, (first, last))
            found = []
            for values in matters:
                matter = dict(zip(MATTER_COLUMNS, values, strict=True))
                matter["ledger"], uid = ledgers[matter["ledger_uid"]], matter["uid"]
                found.append(
                    derived(matter, who.of(uid), judge, nodes=nodes.get(uid, ""), moment=moments(uid))
                )
            insert_derived(connection, found, stood=False)
            first = last
            yield len(matters)


def _end_of(connection: Connection, first: int) -> int | None:
    """The id of the last matter of the next handful, None behind the last of all."""
    row = connection.execute(_END_OF, (first, AT_ONCE)).fetchone()
    return None if row[0] is None else int(row[0])


def _around(
    connection: Connection, span: tuple[int, int]
) -> tuple[SharedHolders, dict[str, str], Callable[[str], Moment]]:
    """Who holds the matters with ids in this span, the names of their milestones, and when they last changed."""
    parts: dict[str, tuple[Part, ...]] = {}
    for uid, *part in connection.execute(_ASSIGNED, span):
        parts[uid] = (*parts.get(uid, ()), tuple(part))
    nodes = dict(connection.execute(_NODES, span).fetchall())
    last: dict[str, int] = {}
    for statement in _TOUCHED:
        for uid, entry in connection.execute(statement, span):
            last[uid] = max(entry or 0, last.get(uid, 0))
    entries = sorted(set(last.values()))
    days: dict[int, str] = dict(
        rows_in(connection, "SELECT seq, business_date FROM entry WHERE seq IN ({marks})", entries)
    )

    def moment(uid: str) -> Moment:
        entry = last.get(uid, 0)
        return Moment(days[entry], entry) if entry else Moment()

    return SharedHolders(connection, parts), nodes, moment


__all__ = ["Watch", "rebuild", "remake"]
