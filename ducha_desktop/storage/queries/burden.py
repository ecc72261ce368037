"""What units were asked for: assignments, rungs of the ladder, and what the office registered as contacts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from ducha_desktop.domain.cycles import Span
from ducha_desktop.storage.connection import Connection


class AskedRow(NamedTuple):
    """One thing asked: of whom, for which matter, when, and what it was."""

    unit_uid: str
    matter_uid: str
    on: date
    what: str
    words: str


_LEADS = "JOIN assignment a ON a.matter_uid = x.matter_uid AND a.role = 'lead' AND a.deleted_at IS NULL"
_ASSIGNED = f"""SELECT DISTINCT a.unit_uid, x.matter_uid, x."on", 'assign', coalesce(m.number, m.title)
 FROM event x {_LEADS} JOIN matter m ON m.uid = x.matter_uid AND m.deleted_at IS NULL
 WHERE x.action = 'assign' AND x.deleted_at IS NULL AND x."on" BETWEEN :first AND :last"""
_PRESSED = f"""SELECT a.unit_uid, x.matter_uid, x."on", x.rung, coalesce(m.number, m.title)
 FROM escalation x {_LEADS} JOIN matter m ON m.uid = x.matter_uid AND m.deleted_at IS NULL
 WHERE x.deleted_at IS NULL AND x."on" BETWEEN :first AND :last"""
_CONTACTED = """SELECT c.unit_uid, coalesce(c.matter_uid, ''), c."on", 'contact:' || c.kind, c.words
 FROM contact c WHERE c.deleted_at IS NULL AND c."on" BETWEEN :first AND :last"""


def asked(connection: Connection, span: Span, units: Sequence[str] = ()) -> Iterator[AskedRow]:
    """Everything asked in these days, of these units or of all; `what` is `assign`, a rung, or `contact:kind`."""
    parameters: dict[str, Any] = {"first": span.first.isoformat(), "last": span.last.isoformat()}
    keys = [f"unit{place}" for place in range(len(units))]
    parameters.update(zip(keys, units, strict=True))
    marks = ",".join(f":{key}" for key in keys)
    for statement in (_ASSIGNED, _PRESSED, _CONTACTED):
        who = "c" if statement is _CONTACTED else "a"
        some = f" AND {who}.unit_uid IN ({marks})" if units else f" AND {who}.unit_uid IS NOT NULL"
        for unit, matter, on, what, words in connection.execute(statement + some, parameters).fetchall():
            yield AskedRow(unit, matter, date.fromisoformat(on), what, words)


def contacts(connection: Connection, span: Span, units: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    """(uid, unit uid, unit, matter uid, number, title, kind, method, day, words, officer, finding), latest first."""
    marks = ",".join("?" * len(units))
    some = f" AND c.unit_uid IN ({marks})" if units else ""
    return list(
        connection.execute(
            'SELECT c.uid, c.unit_uid, u.name, c.matter_uid, r.number, r.title, c.kind, c.method, c."on", c.words,'
            " c.officer, c.finding FROM contact c JOIN unit u ON u.uid = c.unit_uid"
            " LEFT JOIN ledger_row r ON r.uid = c.matter_uid"
            f' WHERE c.deleted_at IS NULL AND c."on" BETWEEN ? AND ?{some} ORDER BY c."on" DESC, c.id DESC',
            (span.first.isoformat(), span.last.isoformat(), *units),
        ).fetchall()
    )
