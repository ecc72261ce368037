"""What must be so before an action of the state table: each guard answers with a sentence or nothing."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from ducha_desktop.domain.completeness import missing_words
from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.procedure import SIX_CHECKS, Guard, Procedure, read_procedure
from ducha_desktop.domain.states import State, Transition
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.projection_rows import stated

OBJECTION_WORKDAYS = 3
_DONE = (State.CLOSED.value, State.ARCHIVED.value, State.CANCELLED.value)
_NAMED = 3


class Standing(Protocol):
    """What the guards look at of a matter."""

    @property
    def uid(self) -> str:
        """Identity."""

    @property
    def due(self) -> date | None:
        """The day by which it is to be done."""

    @property
    def assigned_on(self) -> date | None:
        """The day on which it was handed to the unit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An act that is wanted, and what its guards look at.

    Attributes:
        connection: sees the matter as it stands, with what the same transaction wrote before.
        procedure: what the matter's ledger demands.
        matter: uid, due day and day of assignment as they stand.
        given: `failed` names checks that did not pass.
    """

    connection: Connection
    calendar: Calendar
    procedure: Procedure
    matter: Standing
    line: Transition
    on: date
    given: Mapping[str, str] = field(default_factory=dict)


def check(asked: Asked) -> None:
    """Raise RefusedError with every guard of the line that does not let the act pass."""
    if words := why_not(asked):
        raise RefusedError(words)


def why_not(asked: Asked) -> str:
    """Why the guards do not let the act pass, and what to do; empty when they do."""
    found = [words for guard in asked.line.guards if (words := _GUARDS[guard](asked))]
    if not found:
        return ""
    return f"{'；'.join(found)}，现在不能{asked.line.word}。事项没有改动。{_way_out(asked.line)}"


def procedure_of(connection: Connection, ledger_uid: str) -> Procedure:
    """What a ledger demands and who signs in it."""
    row = connection.execute("SELECT procedure FROM ledger WHERE uid=?", (ledger_uid,)).fetchone()
    return read_procedure(json.loads(row[0]))


def _way_out(line: Transition) -> str:
    if Guard.COMPLETE in line.guards:
        return "请先补齐再办。"
    if Guard.WHOLE_OPEN in line.guards:
        return "请先把上级事项回头看重办，或把本事项移出上级事项。"
    return "请先办好再来，或按实际情况走别的环节。"


def _complete(asked: Asked) -> str:
    values = stated(asked.connection, asked.matter.uid)
    lacking = (missing_words(values, standard) for standard in asked.procedure.gates)
    return "；".join(words for words in lacking if words)


def _in_time(asked: Asked) -> str:
    due = asked.matter.due
    if due is None or asked.on <= due:
        return ""
    return f"延期要在完成时限之前申请，时限 {due} 已过"


def _objection(asked: Asked) -> str:
    since = asked.matter.assigned_on or _assigned_on(asked)
    if since is None:
        return ""
    passed = asked.calendar.workdays_between(since, asked.on)
    if passed <= OBJECTION_WORKDAYS:
        return ""
    return f"异议要在交办后 {OBJECTION_WORKDAYS} 个工作日内提出，{since} 交办，已过 {passed} 个工作日"


def _assigned_on(asked: Asked) -> date | None:
    """Of a matter assigned before the day was kept with it."""
    found = asked.connection.execute(
        'SELECT max("on") FROM event WHERE matter_uid=? AND to_state=? AND deleted_at IS NULL',
        (asked.matter.uid, State.ASSIGNED.value),
    ).fetchone()[0]
    return date.fromisoformat(found) if found else None


def _parts_closed(asked: Asked) -> str:
    marks = ",".join("?" * len(_DONE))
    open_parts = asked.connection.execute(
        "SELECT coalesce(number, ''), title FROM matter WHERE parent_uid=? AND deleted_at IS NULL"
        f" AND state NOT IN ({marks}) ORDER BY id",
        (asked.matter.uid, *_DONE),
    ).fetchall()
    if not open_parts:
        return ""
    names = "、".join(number or title for number, title in open_parts[:_NAMED])
    more = f"等 {len(open_parts)} 项" if len(open_parts) > _NAMED else ""
    return f"下级事项 {names}{more}还没有销号"


def _whole_open(asked: Asked) -> str:
    closed = (State.CLOSED.value, State.ARCHIVED.value)
    whole = asked.connection.execute(
        "SELECT whole.number, whole.title FROM matter part JOIN matter whole ON whole.uid = part.parent_uid"
        " WHERE part.uid=? AND whole.deleted_at IS NULL AND whole.state IN (?, ?)",
        (asked.matter.uid, *closed),
    ).fetchone()
    return f"上级事项 {whole[0] or whole[1]} 已经销号" if whole else ""


def _six_checks(asked: Asked) -> str:
    said = asked.given.get("failed", "")
    failed = [each for each in SIX_CHECKS if each in said]
    if not failed and not said.strip():
        return ""
    return f"审核没有通过：{'、'.join(failed) or said.strip()}"


_GUARDS: dict[Guard, Callable[[Asked], str]] = {
    Guard.COMPLETE: _complete,
    Guard.IN_TIME: _in_time,
    Guard.OBJECTION: _objection,
    Guard.PARTS_CLOSED: _parts_closed,
    Guard.WHOLE_OPEN: _whole_open,
    Guard.SIX_CHECKS: _six_checks,
}
