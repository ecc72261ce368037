"""Undo, redo, the recycle bin and the timeline: all read from the journal, none with storage of its own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.queries import history as queries

if TYPE_CHECKING:
    from ducha_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class EntryView:
    """One journal entry in the history list."""

    seq: int
    at: str
    business_date: str
    user: str
    action: str
    words: str
    reason: str
    basis: str
    kind: str
    target: int | None
    rows: int


@dataclass(frozen=True, slots=True)
class TrashView:
    """One deleted matter: what, when, by whom, and in which act."""

    uid: str
    number: str
    title: str
    ledger: str
    entry: int
    at: str
    user: str
    words: str
    rows: int


def entries(reader: Reader, *, limit: int = 200, offset: int = 0) -> list[EntryView]:
    """The latest acts first."""
    return [EntryView(*row) for row in queries.entries(reader.connection, limit=limit, offset=offset)]


def next_undo(reader: Reader) -> str:
    """What Ctrl+Z would take back, in words; empty when nothing."""
    found = queries.undo_candidate(reader.connection)
    return found[2] if found else ""


def next_redo(reader: Reader) -> str:
    """What Ctrl+Y would bring back, in words; empty when nothing."""
    found = queries.redo_candidate(reader.connection)
    return found[2] if found else ""


def undo(office: Office) -> Changes:
    """Take back the last act in force; a compensating entry, itself in the journal.

    Raises:
        RefusedError: nothing to undo, or a later act that cannot be undone stands on it.
    """
    with office.transaction() as work:
        found = queries.undo_candidate(work.raw)
        if found is None:
            raise RefusedError("没有可以撤销的操作。")
        entry, target, words = found
        with work.entry("history.undo", words=f"撤销：{words}", kind="undo", target=target):
            _invert(work, entry)
    return work.changes


def redo(office: Office) -> Changes:
    """Bring back what was undone last.

    Raises:
        RefusedError: nothing to redo.
    """
    with office.transaction() as work:
        found = queries.redo_candidate(work.raw)
        if found is None:
            raise RefusedError("没有可以恢复的操作。")
        entry, target, words = found
        with work.entry("history.redo", words=f"恢复：{words}", kind="redo", target=target):
            _invert(work, entry)
    return work.changes


def restore(office: Office, uids: Sequence[str]) -> Changes:
    """Bring deleted matters back from the recycle bin, with the parts that were deleted with them."""
    with office.transaction() as work:
        marked = _marks_of(work, uids)
        if not marked:
            raise NotFoundError("回收站里没有这些事项。没有改动任何数据。")
        with work.entry("trash.restore", words=f"还原 {len(marked)} 项"):
            for uid, mark in marked.items():
                work.bulk_update("matter", {uid: {"deleted_at": None}})
                for table in ("assignment", "milestone", "report", "event", "attachment"):
                    rows = work.raw.execute(
                        f"SELECT uid FROM {table} WHERE matter_uid=? AND deleted_at=?",
                        (uid, mark),
                    ).fetchall()
                    work.bulk_update(table, {row[0]: {"deleted_at": None} for row in rows})
    return work.changes


def _marks_of(work: "UnitOfWork", uids: Sequence[str]) -> dict[str, str]:
    statement = f"SELECT m.uid, m.deleted_at FROM matter m WHERE {queries.IN_TRASH} AND m.uid IN ({{marks}})"
    return dict(rows_in(work.raw, statement, uids))


def trash(reader: Reader, *, limit: int = 1000, offset: int = 0) -> list[TrashView]:
    """The recycle bin, latest deletion first; what was entered and undone is not in it."""
    from ducha_desktop.domain.numbering import draft_number

    return [
        TrashView(
            uid,
            number or draft_number(draft),
            title,
            ledger,
            entry or 0,
            at or "",
            user or "",
            words or "",
            rows or 0,
        )
        for uid, number, draft, title, ledger, entry, at, user, words, rows in queries.trash(
            reader.connection, limit=limit, offset=offset
        )
    ]


_STANDS = (
    "这一步之后有不能撤销的改动（如已发文或已交换），不能直接撤销；没有改动任何数据。请直接修改有关事项。"
)


def _invert(work: "UnitOfWork", entry: int) -> None:
    """Write the opposite of every change of an entry, table by table."""
    mark = work.mark()
    wanted: dict[str, dict[str, dict[str, Any]]] = {}
    expected: dict[str, dict[str, dict[str, Any]]] = {}
    for table, uid, kind, fields in reversed(queries.changes_of_entry(work.raw, entry)):
        pairs: dict[str, list[Any]] = json.loads(fields)
        if kind == "insert":
            wanted.setdefault(table, {})[uid] = {"deleted_at": mark}
            expected.setdefault(table, {})[uid] = {"deleted_at": None}
            continue
        row = wanted.setdefault(table, {}).setdefault(uid, {})
        now = expected.setdefault(table, {}).setdefault(uid, {})
        for name, (old, new) in pairs.items():
            row[name] = old
            now.setdefault(name, new)
    gone = {uid for rows in wanted.values() for uid, row in rows.items() if row.get("deleted_at")}
    if gone & queries.fixed_since(work.raw, entry):
        raise RefusedError(_STANDS)
    for table, rows in wanted.items():
        _require(work, table, expected[table])
        work.bulk_update(table, rows)


def _require(work: "UnitOfWork", table: str, expected: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse to invert what a later act has changed again."""
    names = sorted({name for fields in expected.values() for name in fields})
    columns = ",".join(f'"{name}"' for name in ("uid", *names))
    uids = list(expected)
    for uid, *values in rows_in(work.raw, f"SELECT {columns} FROM {table} WHERE uid IN ({{marks}})", uids):
        now = dict(zip(names, values, strict=True))
        if any(now[name] != value for name, value in expected[uid].items()):
            raise RefusedError(_STANDS)
