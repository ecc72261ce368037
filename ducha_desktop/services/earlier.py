"""One matter as it was at an earlier moment of its history, and bringing it back as one new, undoable entry.

History is never rewritten: what came later stays in the journal, and reports, acts and attachments stay
where they are, for they are facts. Fields, state, holders and nodes become what they were.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.services.detail_words import Change, Known, Line, lines, referred
from ducha_desktop.services.ledger import row_by_uid
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.journal import defaults
from ducha_desktop.storage.queries import detail as queries
from ducha_desktop.storage.standing_check import MOST_LEVELS, height

if TYPE_CHECKING:
    from ducha_desktop.storage.unit_of_work import UnitOfWork

_PARTS = ("assignment", "milestone")
_STAYS = frozenset(
    {"id", "uid", "number", "number_year", "number_seq", "draft_seq", "batch", "registered_on"}
)
"""A number once given is never taken away or given to another matter; who a row is, is not a state."""

Wanted = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Table → row → stored column → the value it had."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What bringing a matter back to an earlier moment would change.

    Attributes:
        number: the matter's.
        entry: the moment is right after this entry.
        when: business date and words of that entry.
        lines: (label, now, then) in the office's words; empty when the matter is as it was.
        notes: what cannot be brought back, a sentence each.
    """

    number: str
    entry: int
    when: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def preview(reader: Reader, uid: str, entry: int) -> Earlier:
    """What would change if the matter were as it was right after `entry`; nothing is written.

    Raises:
        NotFoundError: the matter is gone, or the entry is not part of its history.
    """
    connection = reader.connection
    queries.matter(connection, uid)
    when = _moment(connection, uid, entry)
    wanted, notes = _wanted(connection, uid, entry)
    changes, parts = _as_changes(connection, uid, wanted)
    known = Known(queries.names(connection, referred(changes, parts)), parts)
    return Earlier(row_by_uid(reader, uid).number, entry, when, lines(changes, known), tuple(notes))


def restore(office: Office, uid: str, entry: int) -> Changes:
    """Make the matter what it was right after `entry`: one new entry, one step of undo.

    Raises:
        NotFoundError: the matter is gone, or the entry is not part of its history.
        RefusedError: it already is as it was then.
    """
    with office.read() as reader:
        number = row_by_uid(reader, uid).number
    with office.transaction() as work:
        when = _moment(work.raw, uid, entry)
        wanted, _ = _wanted(work.raw, uid, entry)
        words = f"{number}恢复到 {when.split('　', 1)[0]} 的样子"
        with work.entry("matter.earlier", words=words, basis=when) as pending:
            for table, rows in wanted.items():
                work.bulk_update(table, _marked(work, rows))
            if not pending.lines:
                raise RefusedError("这件事项现在就是那时的样子，没有改动，不用恢复。")
    return work.changes


def _marked(work: "UnitOfWork", rows: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    mark = work.mark()
    return {
        uid: {name: mark if value is _GONE else value for name, value in row.items()}
        for uid, row in rows.items()
    }


_GONE = object()
"""Stands for the stamp of a deletion that is yet to be made."""


def _moment(connection: Connection, uid: str, entry: int) -> str:
    found = queries.entries(connection, uid, before=entry + 1, limit=1)
    if not found or found[0][0] != entry:
        raise NotFoundError("这个时点不在这件事项的经过里。没有改动任何数据。请从“经过”里另选一个时点。")
    return f"{found[0][2]}　{found[0][5]}"


def _wanted(connection: Connection, uid: str, entry: int) -> tuple[Wanted, list[str]]:
    """What has to be set so that the matter is as it was, and what cannot be."""
    past = _replayed(connection, uid, entry)
    then = past["matter"].get(uid)
    if then is None or then.get("deleted_at") is not None:
        raise NotFoundError(
            "那时这件事项还没有登记，或者在回收站里，不能恢复到那一时点。没有改动任何数据。请另选一个时点。"
        )
    now = queries.matter(connection, uid)
    notes: list[str] = []
    columns = {name: value for name, value in then.items() if name not in _STAYS and now.get(name) != value}
    if "ledger_uid" in columns and not _alive(connection, "ledger", [columns["ledger_uid"]]):
        notes.append("那时所在的台账已经删除，仍留在现在的台账。")
        del columns["ledger_uid"]
    if "parent_uid" in columns and (why := _misplaced(connection, uid, columns["parent_uid"])):
        notes.append(f"那时的上级事项{why}，上级事项没有恢复。")
        del columns["parent_uid"]
    wanted: dict[str, dict[str, dict[str, Any]]] = {"matter": {uid: columns}}
    for table in _PARTS:
        wanted[table] = _parts_wanted(
            past[table],
            queries.parts(connection, table, uid),
            kept=lambda row: _refers(connection, row, notes),
        )
    return {table: rows for table, rows in wanted.items() if any(rows.values())}, notes


def _misplaced(connection: Connection, uid: str, whole: str | None) -> str:
    """Why a matter cannot stand beneath the one it was a part of then; empty when it can."""
    if not _alive(connection, "matter", [whole]):
        return "已经删除"
    line = queries.line_up(connection, whole)
    if uid in line:
        return "现在是它的下级"
    if line and len(line) + height(connection, uid) > MOST_LEVELS:
        return f"现在站得太深，上下级最多 {MOST_LEVELS} 层"
    return ""


def _replayed(connection: Connection, uid: str, entry: int) -> dict[str, dict[str, dict[str, Any]]]:
    """The matter and its parts as the journal left them right after `entry`; what was not yet born is absent."""
    found: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in ("matter", *_PARTS)}
    for _, table, row, _, fields in queries.changes(connection, uid, first=0, last=entry):
        if table in found:
            state = found[table].setdefault(row, defaults(table) | {"uid": row})
            state.update({name: pair[1] for name, pair in json.loads(fields).items()})
    return found


def _parts_wanted(
    past: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]], *, kept: Any
) -> dict[str, dict[str, Any]]:
    """Parts that were there come back as they were; parts that came later go into the recycle bin."""
    wanted: dict[str, dict[str, Any]] = {}
    for row, stands in now.items():
        then = past.get(row)
        if then is None or then["deleted_at"] is not None or not kept(then):
            values: dict[str, Any] = {} if stands["deleted_at"] is not None else {"deleted_at": _GONE}
        else:
            values = {name: value for name, value in then.items() if stands[name] != value}
        if values:
            wanted[row] = values
    return wanted


def _refers(connection: Connection, row: Mapping[str, Any], notes: list[str]) -> bool:
    """Whether the unit or person a part names is still in the register."""
    for table in ("unit", "person"):
        named = row.get(f"{table}_uid")
        if named and not _alive(connection, table, [named]):
            name = queries.names(connection, [named]).get(named, "")
            notes.append(f"“{name}”已不在单位人员名册里，没有恢复。")
            return False
    return True


def _alive(connection: Connection, table: str, uids: Iterable[str | None]) -> bool:
    return all(
        uid is None
        or connection.execute(f"SELECT 1 FROM {table} WHERE uid=? AND deleted_at IS NULL", (uid,)).fetchone()
        for uid in uids
    )


def _as_changes(
    connection: Connection, uid: str, wanted: Wanted
) -> tuple[list[Change], dict[str, dict[str, Any]]]:
    """The wanted values as journal lines now → then, for the words; the parts as they stand."""
    stands: dict[str, dict[str, Any]] = {uid: queries.matter(connection, uid)}
    for table in _PARTS:
        stands |= queries.parts(connection, table, uid)
    changes: list[Change] = []
    for table, rows in wanted.items():
        for row, values in rows.items():
            pairs = {
                name: [stands[row][name], "gone" if value is _GONE else value]
                for name, value in values.items()
            }
            changes.append((table, row, "update", json.dumps(pairs, ensure_ascii=False)))
    return changes, {row: values for row, values in stands.items() if row != uid}
