"""The power goes at any write: our own statements and pragmas on a disk that loses what was not synced.

The statements of real acts are recorded from the encrypted database and replayed in plain SQLite,
whose disk is `unsafe_disk`. A cut happens at a random write or sync; unsynced sectors are then kept,
lost or reordered by chance.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import apsw

from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services.history import undo
from ducha_desktop.services.opening import open_office
from proofs.offices import PARTS_ROWS, TODAY, enter, make_office
from proofs.proof import Found, Proof
from proofs.unsafe_disk import Disk, PowerCutError

_ACTS = 8
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
    "temp_store=MEMORY",
)
_DATABASE = "/ducha.db"


def _recorded(root: Path) -> list[list[str]]:
    """The statements of some acts, one list per transaction."""
    statements: list[str] = []
    with open_office(root, clock=FixedClock(TODAY)) as office:
        connection = office.engine.raw_connection().dbapi_connection
        assert connection is not None
        connection.set_trace_callback(statements.append)
        for number in range(_ACTS):
            enter(office, f"断电事项{number:03d}")
            if number % 4 == 3:
                undo(office)
        connection.set_trace_callback(None)
    return _transactions(statements)


def _transactions(statements: list[str]) -> list[list[str]]:
    found: list[list[str]] = []
    for statement in statements:
        words = statement.lstrip()
        if words.startswith("--"):  # what a virtual table does within
            continue
        if words.upper().startswith("BEGIN"):
            found.append([])
        if found:
            found[-1].append(statement)
    return [
        transaction for transaction in found if any(word.upper().startswith("COMMIT") for word in transaction)
    ]


def _base(root: Path) -> dict[str, bytearray]:
    """The database before the recorded acts, in plain SQLite, on a disk."""
    disk = Disk({})
    target = _open(disk)
    with open_office(root, clock=FixedClock(TODAY)) as office, office.read() as reader:
        ask = reader.connection.execute
        schema = ask(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"
        ).fetchall()
        tables = [
            row for row in schema if row[0] == "table" and not row[1].startswith(("sqlite_", "search_"))
        ]
        for _, name, sql in tables:
            target.execute(sql)
            if name != "search":
                columns = ",".join(f'"{row[1]}"' for row in ask(f'PRAGMA table_info("{name}")').fetchall())
                _copy_rows(ask(f'SELECT {columns} FROM "{name}"').fetchall(), target, f'"{name}" ({columns})')
        for kind, _, sql in schema:
            if kind != "table":
                target.execute(sql)
    target.close()
    return {name: content.seen for name, content in disk.files.items()}


def _copy_rows(rows: list[tuple[object, ...]], target: apsw.Connection, into: str) -> None:
    if rows:
        marks = ",".join("?" * len(rows[0]))
        target.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)


def _open(disk: Disk) -> apsw.Connection:
    connection = apsw.Connection(_DATABASE, vfs=disk.name)
    # One program alone on an invented disk needs no shared memory.
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    # Checkpoints come early, so that cuts fall into them too.
    connection.execute("PRAGMA wal_autocheckpoint=40")
    return connection


def _live_until_cut(disk: Disk, transactions: list[list[str]]) -> int:
    """Replay until the power goes; return how many transactions were acknowledged."""
    done = 0
    connection = None
    try:
        connection = _open(disk)
        for transaction in transactions:
            for statement in transaction:
                connection.execute(statement).fetchall()
            done += 1
    except (PowerCutError, apsw.Error):
        pass
    finally:
        if connection is not None:
            _close(connection)
    return done


def _close(connection: apsw.Connection) -> None:
    try:
        connection.close(force=True)
    except (PowerCutError, apsw.Error):
        return


def _heads(base: dict[str, bytearray], transactions: list[list[str]]) -> Iterator[int]:
    """The journal's last number before the first act and after each."""
    disk = Disk(base)
    connection = _open(disk)
    yield _head(connection)
    for transaction in transactions:
        for statement in transaction:
            connection.execute(statement).fetchall()
        yield _head(connection)
    connection.close()


def _head(connection: apsw.Connection) -> int:
    return _number(connection, "SELECT max(seq) FROM entry")


def _number(connection: apsw.Connection, question: str) -> int:
    ((number,),) = connection.execute(question).fetchall()
    return int(str(number))


def _cuts(scratch: Path, cycles: int, chance: random.Random, *, honest: bool) -> Found:
    root, result = scratch / "office", Found()
    make_office(root, matters_=3)
    base = _base(root)
    transactions = _recorded(root)
    heads = list(_heads(base, transactions))
    longest = _writes(base, transactions)
    for _ in range(cycles):
        result.cycles += 1
        disk = Disk(base, left=chance.randrange(longest), honest=honest)
        done = _live_until_cut(disk, transactions)
        result.counts["acknowledged"] += done
        _next_morning(Disk(disk.after_cut(chance)), heads, done, result)
    return result


def _writes(base: dict[str, bytearray], transactions: list[list[str]]) -> int:
    """How many writes and syncs the whole replay takes."""
    limit = 1 << 30
    disk = Disk(base, left=limit)
    _live_until_cut(disk, transactions)
    return limit - (disk.left or 0)


def _next_morning(disk: Disk, heads: list[int], done: int, result: Found) -> None:
    try:
        connection = _open(disk)
        head = _head(connection)
        pages = connection.execute("PRAGMA integrity_check").fetchall()
        halves = _number(
            connection,
            "SELECT count(*) FROM matter m WHERE m.title LIKE '断电%' AND "
            f"(SELECT count(*) FROM assignment a WHERE a.matter_uid=m.uid)<>{PARTS_ROWS}",
        )
        connection.close()
    except apsw.Error as error:
        result.counts["unreadable"] += 1
        result.require(holds=False, fault=f"unreadable: {error}")
        return
    result.counts["lost"] += head < heads[done]
    result.require(holds=head >= heads[done], fault=f"entry {heads[done]} acknowledged, {head} found")
    result.require(holds=head in heads, fault=f"entry {head} is the end of no act")
    result.require(holds=pages == [("ok",)], fault=f"pages: {pages[:2]}")
    result.require(holds=halves == 0, fault=f"{halves} matters by halves")


def power_cuts(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """On a disk that keeps its promises."""
    return _cuts(scratch, cycles, chance, honest=True)


def power_cuts_on_a_liar(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """The counter-proof: a disk that ignores syncs must be caught, or this proof proves nothing."""
    found = _cuts(scratch, cycles, chance, honest=False)
    caught = len(found.faults)
    found.faults.clear()
    found.counts["caught"] = caught
    found.require(holds=caught > cycles // 4, fault=f"only {caught} of {cycles} losses were seen")
    return found


PROOFS = (
    Proof(
        "power-cut",
        "the power goes at any write: nothing acknowledged lost, nothing by halves",
        5000,
        power_cuts,
    ),
    Proof("power-cut-liar", "the same on a disk that ignores syncs is caught", 100, power_cuts_on_a_liar),
)
