"""One digest over everything the office states, whatever the path that led there (`ducha digest`)."""

from dataclasses import dataclass
from hashlib import sha256

from ducha_desktop.models.catalogue import DIGESTED
from ducha_desktop.models.types import dump
from ducha_desktop.storage.connection import Connection

# Counters, local ids and what only says how a row came about are not statements of the office.
_LEFT_OUT = frozenset({"id", "deleted_at", "draft_seq", "batch"})


@dataclass(frozen=True, slots=True)
class Digest:
    """sha256 over the living business rows in order of uid, and how many they are."""

    digest: str
    rows: int


def digest(connection: Connection) -> Digest:
    """Compute the digest of the business data."""
    total, state = 0, sha256()
    for table in DIGESTED:
        names = [
            row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in _LEFT_OUT
        ]
        columns = ",".join(f'"{name}"' for name in sorted(names))
        statement = f"SELECT {columns} FROM {table} WHERE deleted_at IS NULL ORDER BY uid"
        state.update(f"{table}:{columns}\n".encode())
        for row in connection.execute(statement):
            state.update(dump(list(row)).encode("utf-8", "surrogatepass") + b"\n")
            total += 1
    return Digest(state.hexdigest(), total)
