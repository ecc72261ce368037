"""The ladder in plain SQL: what matters have come to, and the numbers of their papers."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.stored import stored_day


class Step(NamedTuple):
    """A rung of a matter as it is stored, with the number of its paper."""

    uid: str
    rung: str
    seq: int
    number: str
    on: date
    due: date | None
    reason: str
    words: str
    basis: str
    officer: str
    approver: str
    skipped: str
    medium: str
    evidence: str
    lifted_on: date | None
    lifted: str
    lifted_by: str


_STEPS = (
    "SELECT e.matter_uid, e.uid, e.rung, e.seq, coalesce(p.number, ''), e.\"on\", e.due, e.reason, e.words, e.basis,"
    " e.officer, e.approver, e.skipped, e.medium, e.evidence, e.lifted_on, e.lifted, e.lifted_by"
    " FROM escalation e LEFT JOIN issued_paper p ON p.uid = e.paper_uid"
    ' WHERE e.deleted_at IS NULL AND e.matter_uid IN ({marks}) ORDER BY e."on", e.id'
)


def steps(connection: Connection, uids: Sequence[str]) -> dict[str, list[Step]]:
    """By matter, the rungs it has come to, the oldest first."""
    found: dict[str, list[Step]] = {uid: [] for uid in uids}
    for matter, *values in rows_in(connection, _STEPS, list(uids)):
        step = Step._make(values)
        found.setdefault(matter, []).append(
            step._replace(on=stored_day(str(step.on)), due=_day(step.due), lifted_on=_day(step.lifted_on))
        )
    return found


def _day(stored: object) -> date | None:
    return None if stored is None else stored_day(str(stored))


def facts(connection: Connection, uids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """By matter: number, title, state, archived_from, priority, deadline in words, uid and name of the lead unit."""
    statement = (
        "SELECT m.uid, coalesce(m.number, ''), m.title, m.state, m.archived_from, m.priority, m.due_text,"
        " u.uid, coalesce(u.name, '') FROM matter m"
        " LEFT JOIN assignment a ON a.matter_uid = m.uid AND a.role = 'lead' AND a.deleted_at IS NULL"
        " LEFT JOIN unit u ON u.uid = a.unit_uid"
        " WHERE m.deleted_at IS NULL AND m.uid IN ({marks}) ORDER BY a.official_order DESC, a.id DESC"
    )
    return {uid: tuple(values) for uid, *values in rows_in(connection, statement, list(uids))}


def last_paper(connection: Connection, kind: str, year: int) -> int:
    """The highest number of a kind of paper in a year, void ones included; 0 before the first."""
    found = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM issued_paper WHERE kind=? AND year=?", (kind, year)
    )
    return int(found.fetchone()[0])
