"""Matters written in bulk, measured (B1), and the bare reference that every write is held against."""

import hashlib
import json
import random
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import bench_county
from bench_figures import ROUNDS, Line, cpu, line

from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services.founding import found
from ducha_desktop.storage import new_matters, projection
from ducha_desktop.storage.connection import Connection, connect
from ducha_desktop.storage.projection_rows import Derived
from ducha_desktop.storage.search_index import indexed

ROOT = Path(__file__).resolve().parent
ASSIGNMENT = ("uid", "matter_uid", "role", "unit_uid", "person_uid", "official_order")

Rows = Sequence[tuple[object, ...]]
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def bulk(rows: int) -> list[Line]:
    """B1: matters with their journal through the unit of work, against the same rows by plain sqlite3."""

    def draw_rows() -> list[tuple[object, ...]]:
        draw = random.Random(7)
        return [bench_county.matter_row(draw, f"{n:036x}", n, [f"{0:036x}"]) for n in range(rows)]

    def ours(folder: Path) -> Callable[[], object]:
        office = found(folder, county="云岭县", clock=FixedClock(bench_county.TODAY))
        with office.read() as reader:
            ledger_uid = reader.connection.execute("SELECT uid FROM ledger").fetchone()[0]
        made = [(row[0], ledger_uid, *row[2:]) for row in draw_rows()]

        def write() -> None:
            with office, without_derived(), office.write("bench", words="bench", kind="fixed") as work:
                work.bulk_insert("matter", bench_county.COLUMNS, made)

        return write

    def reference(folder: Path) -> Callable[[], object]:
        folder.mkdir()
        made = draw_rows()
        return lambda: plain_insert(folder / "plain.db", made)

    pairs = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as place:
            pairs.append((cpu(ours(Path(place) / "a")), cpu(reference(Path(place) / "b"))))
    a, b = (statistics.median(side) for side in zip(*pairs, strict=True))
    return [line("B1", f"{rows:,} matters with journal, encrypted : sqlite3 executemany, plain", a, b, 1.5)]


@contextmanager
def without_derived() -> Iterator[None]:
    """The ledger's rows, counts and search index are left out: I2 measures them."""
    kept = projection.refresh, new_matters.write_rows
    projection.refresh = lambda *_, **__: None
    new_matters.write_rows = lambda *_, **__: None
    try:
        yield
    finally:
        projection.refresh, new_matters.write_rows = kept


@contextmanager
def only_searched() -> Iterator[None]:
    """New matters get their lines in the search index, but no row and no count of the ledger's screen."""

    def index(connection: Connection, found: Sequence[Derived], *, stood: bool) -> None:  # noqa: ARG001
        words = [(row_id, *indexed(said, named)) for _row, (row_id, said, named) in found]
        connection.executemany("INSERT INTO search (rowid, words, initials) VALUES (?,?,?)", words)

    with (
        patch.object(new_matters, "insert_derived", index),
        patch.object(new_matters, "move_counts", lambda *_: None),
    ):
        yield


def plain_insert(
    path: Path,
    rows: Rows,
    parts: Rows = (),
    given: Sequence[str] = bench_county.COLUMNS,
    *,
    key: bytes = b"",
) -> None:
    """The barest means: the same rows, the same indexes, the same journal lines and seal, standard sqlite3.

    Args:
        path: where the database is made.
        rows: matters, their columns those of `given`.
        parts: rows of `ASSIGNMENT`.
        given: columns of the matters; the others get what an empty matter has.
        key: encrypts the file as the program's own, to tell what encryption alone costs.
    """
    link = connect(path, key, create=True) if key else sqlite3.connect(path, isolation_level=None)
    _schema(link)
    link.execute("PRAGMA foreign_keys=OFF")
    link.execute("BEGIN")
    names = [row[1] for row in link.execute("PRAGMA table_info(matter)") if row[1] != "id"]
    rest = [name for name in names if name not in given]
    empty = tuple(None if name in _NOTHING else "" for name in rest)
    marks = ",".join("?" * (len(given) + len(rest)))
    columns = ",".join(f'"{name}"' for name in (*given, *rest))
    link.executemany(f"INSERT INTO matter ({columns}) VALUES ({marks})", [(*row, *empty) for row in rows])
    link.executemany(f"INSERT INTO assignment ({','.join(ASSIGNMENT)}) VALUES (?,?,?,?,?,?)", parts)
    lines = [*_lines("matter", given, rows), *_lines("assignment", ASSIGNMENT, parts)]
    seal = hashlib.sha256("\x1e".join(map("\x1f".join, lines)).encode()).hexdigest()
    entry = [row[1] for row in link.execute("PRAGMA table_info(entry)")]
    link.execute(f"INSERT INTO entry VALUES ({','.join('?' * len(entry))})", (1, *[seal] * (len(entry) - 1)))
    link.executemany("INSERT INTO change VALUES (1,?,?,?,?,?)", ((n, *each) for n, each in enumerate(lines)))
    link.execute("COMMIT")
    link.close()


_NOTHING = frozenset(
    {"deleted_at", "parent_uid", "number", "number_year", "number_seq", "start", "source_date", "amount"}
)
"""Columns that hold nothing where nobody filled them; the others hold an empty text."""


def _schema(link: sqlite3.Connection) -> None:
    """The program's own tables and indexes, without what plain sqlite3 may be too old for."""
    schema = (ROOT.parent / "ducha_desktop/storage/migrations/0001_ledger.sql").read_text("utf-8")
    plain = schema.replace(", STRICT", "").replace(" STRICT", "")
    for statement in plain.replace("WITHOUT ROWID,", "WITHOUT ROWID").split(";\n"):
        if "CREATE" in statement:
            link.execute(statement[statement.index("CREATE") :])
    link.execute("PRAGMA journal_mode=WAL")
    link.execute("PRAGMA synchronous=FULL")


def _lines(table: str, names: Sequence[str], rows: Rows) -> Iterator[tuple[str, str, str, str]]:
    """The journal's lines of new rows: what is not empty, as the program records it."""
    for row in rows:
        told = {name: (None, value) for name, value in zip(names, row, strict=True) if value not in _EMPTY}
        yield table, str(row[0]), "insert", _encode(told)


_EMPTY = (None, "", 0)
