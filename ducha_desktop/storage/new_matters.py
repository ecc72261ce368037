"""Derived rows of matters just written in a mass, made from what was written instead of reading it back."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from ducha_desktop.storage import journal
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.holders import Part, SharedHolders
from ducha_desktop.storage.projection import insert_derived
from ducha_desktop.storage.projection_rows import LightJudge, Moment, derived
from ducha_desktop.storage.projection_tally import TALLIED, move_counts
from ducha_desktop.storage.search_index import large_batches

AT_ONCE = 5000
_PART = ("matter_uid", "role", "unit_uid", "person_uid", "official_order")


@dataclass(slots=True)
class NewMatters:
    """Matters and their assignments as one entry inserts them in a mass."""

    matters: list[tuple[int, Sequence[str], Sequence[Sequence[Any]]]] = field(default_factory=list)
    parts: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    nodes: dict[str, list[str]] = field(default_factory=dict)

    def note(self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Any]) -> None:
        """Remember rows just inserted; what came in another way is read back as usual."""
        if table == "matter" and "deleted_at" not in columns:
            last = connection.execute("SELECT max(id) FROM matter").fetchone()[0]
            # One statement numbers its rows one after the other; SQLite does so up to its largest number.
            self.matters.append((last - len(rows) + 1, columns, rows))
        elif table == "assignment" and set(_PART) <= set(columns):
            for uid, *part in map(itemgetter(*map(columns.index, _PART)), rows):
                self.parts[uid] = (*self.parts.get(uid, ()), tuple(part))
        elif table == "milestone":
            for uid, name in map(itemgetter(*map(columns.index, ("matter_uid", "name"))), rows):
                self.nodes.setdefault(uid, []).append(name)

    def uids(self) -> set[str]:
        """The matters noted."""
        return {row[0] for _first, _columns, rows in self.matters for row in rows}


def write_rows(
    connection: Connection,
    new: NewMatters,
    wanted: set[str],
    *,
    moment: Moment,
    judge: LightJudge,
) -> None:
    """Write the derived rows of those new matters that are wanted.

    Args:
        connection: the writer, inside the transaction that inserted them.
        new: what was inserted.
        wanted: uids of matters that nothing else in the entry has touched.
        moment: the entry.
        judge: thresholds and calendar.
    """
    holders = SharedHolders(connection, new.parts)
    ledgers = dict(connection.execute("SELECT uid, name FROM ledger").fetchall())
    moved: Counter[tuple[Any, ...]] = Counter()
    with large_batches(connection, len(wanted)):
        for matters in _in_parts(new, wanted, ledgers):
            found = [
                derived(
                    matter,
                    holders.of(matter["uid"]),
                    judge,
                    nodes="、".join(new.nodes.get(matter["uid"], ())),
                    moment=moment,
                )
                for matter in matters
            ]
            moved.update(TALLIED(row) for row, _texts in found)
            insert_derived(connection, found, stood=False)
    move_counts(connection, moved)


def _in_parts(
    new: NewMatters, wanted: set[str], ledgers: Mapping[str, str]
) -> Iterator[list[dict[str, Any]]]:
    """Stored columns of the matters as reading them back would give, some thousands at a time."""
    usual = journal.defaults("matter")
    for first, columns, rows in new.matters:
        for start in range(0, len(rows), AT_ONCE):
            part = []
            for row_id, row in enumerate(rows[start : start + AT_ONCE], first + start):
                if row[0] in wanted:
                    matter = usual | dict(zip(columns, row, strict=True))
                    matter["id"], matter["ledger"] = row_id, ledgers[matter["ledger_uid"]]
                    part.append(matter)
            yield part
