"""One digest over everything the office states, whatever the path that led there (`ducha digest`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from ducha_desktop.models.catalogue import DIGESTED
from ducha_desktop.models.types import dump
from ducha_desktop.storage import journal
from ducha_desktop.storage.connection import Connection

# Counters, local ids and what only says how a row came about are not statements of the office.
_LEFT_OUT = frozenset({"id", "deleted_at", "draft_seq", "batch"})
_LATER = {
    "assignment": ("post",),
    "event": ("role", "step"),
    "ledger": ("procedure",),
    "matter": ("assigned_on", "cycle_days", "sign_step"),
    "milestone": ("begun_on", "day_kind", "days", "links", "start"),
    "report": ("period",),
}
"""Columns that came with a later schema, in alphabetical order: an upgrade states nothing new."""
_LATER_TABLES = frozenset({"origin", "matter_origin", "escalation", "duty", "duty_done", "contact"})
"""Tables that came with a later schema: an empty one is not mentioned."""


@dataclass(frozen=True, slots=True)
class Digest:
    """sha256 over the living business rows in order of uid, and how many they are."""

    digest: str
    rows: int


def digest(connection: Connection) -> Digest:
    """Compute the digest of the business data.

    A column of a later schema counts only in rows where it says something, so that a ledger brought to a
    newer schema has the digest it had before.
    """
    total, state = 0, sha256()
    for table in DIGESTED:
        if table in _LATER_TABLES and not _filled(connection, table):
            continue
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        later = [name for name in _LATER.get(table, ()) if name in names]
        columns = ",".join(f'"{name}"' for name in sorted({*names} - _LEFT_OUT - {*later}))
        more = "".join(f',"{name}"' for name in later)
        usual = [journal.defaults(table)[name] for name in later]
        state.update(f"{table}:{columns}\n".encode())
        for row in connection.execute(
            f"SELECT {columns}{more} FROM {table} WHERE deleted_at IS NULL ORDER BY uid"
        ):
            said = [*row[: len(row) - len(later)], *_said(later, row[len(row) - len(later) :], usual)]
            state.update(dump(said).encode("utf-8", "surrogatepass") + b"\n")
            total += 1
    return Digest(state.hexdigest(), total)


def _filled(connection: Connection, table: str) -> bool:
    found = connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE deleted_at IS NULL)").fetchone()
    return bool(found[0])


def _said(
    names: Sequence[str], values: Sequence[object], usual: Sequence[object]
) -> Iterator[tuple[str, object]]:
    """The columns, with their values, that differ from the usual ones."""
    for name, value, as_usual in zip(names, values, usual, strict=True):
        if value != as_usual:
            yield name, value
