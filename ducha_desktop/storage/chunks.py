"""Long lists of keys put to the database a few hundred at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

from ducha_desktop.storage.connection import Connection

CHUNK = 900
"""Keys in one statement: every build of SQLite binds 999 values."""


def rows_in(connection: Connection, statement: str, keys: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement whose `{marks}` stand for the keys; in order within a chunk only."""
    for start in range(0, len(keys), CHUNK):
        part = list(keys[start : start + CHUNK])
        yield from connection.execute(statement.format(marks=",".join("?" * len(part))), part)
