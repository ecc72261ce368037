"""Matters with a reporting cycle, what answers for them, and the duties beside them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from ducha_desktop.domain.states import Action, State
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.stored import stored_day

IN_HAND = (State.SIGNED, State.REPORTED, State.EXTENDING)
_ASIDE = (State.DRAFT, State.APPROVAL, State.APPROVED, State.ASSIGNED)
_BREAKS = (Action.SUSPEND, Action.CLAIM_DONE, Action.CANCEL)
_GOES_ON = (Action.RESUME, Action.RETURN, Action.REOPEN)


class ReportingMatter(NamedTuple):
    """A matter that owes reports, once for each unit that leads it; days as they are stored."""

    uid: str
    number: str
    title: str
    unit_uid: str | None
    state: str
    cycle: str
    cycle_days: int | None
    start: str | None
    signed_on: str | None
    approved_on: str | None
    registered_on: str | None
    last_report_on: str | None
    claimed_on: str | None
    closed_on: str | None
    suspended_on: str | None


class StoredDuty(NamedTuple):
    """A duty as it is stored."""

    uid: str
    name: str
    kind: str
    cycle: str
    cycle_days: int | None
    on_day: int
    shift: str
    scope: str
    rank_class: str
    unit_uid: str | None
    since: date
    until: date | None


_COLUMNS = (
    "r.uid, r.number, r.title, a.unit_uid, m.state, m.report_cycle, m.cycle_days, m.start, m.signed_on, m.approved_on,"
    " m.registered_on, m.last_report_on, m.claimed_on, m.closed_on, m.suspended_on"
)
_LEADS = "assignment a ON a.matter_uid = r.uid AND a.role = 'lead' AND a.deleted_at IS NULL"
_LIVING = "r.unreported_from IS NOT NULL"


def matters(
    connection: Connection,
    table: str,
    *,
    cycles: Sequence[str],
    since: date,
    living: bool,
    units: Sequence[str] = (),
) -> list[ReportingMatter]:
    """The matters of these cycles that owed something on `since` or later, in the order of the ledger.

    Args:
        connection: a reader.
        table: the ledger's rows, of today or of a past day.
        cycles: codes of the cycles that are asked for.
        since: matters that ended before do not come.
        living: only those in hand.
        units: uids of lead units; empty for all.
    """
    parameters: dict[str, Any] = {"since": since.isoformat()}
    wanted = [_LIVING if living else _ever(), f"m.report_cycle IN ({_marks('cycle', cycles, parameters)})"]
    if units:
        wanted.append(f"a.unit_uid IN ({_marks('unit', units, parameters)})")
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {table} r JOIN matter m ON m.id = r.id LEFT JOIN {_LEADS}"
        f" WHERE {' AND '.join(wanted)} ORDER BY r.id",
        parameters,
    ).fetchall()
    return [ReportingMatter(*row) for row in rows]


def _ever() -> str:
    aside = ",".join(f"'{state.value}'" for state in _ASIDE)
    return (
        f"r.stage IN ('open', 'closing', 'closed', 'cancelled') AND m.state NOT IN ({aside})"
        " AND coalesce(m.claimed_on, m.closed_on, '9999') >= :since"
    )


def _marks(name: str, values: Sequence[str], parameters: dict[str, Any]) -> str:
    keys = [f"{name}{place}" for place in range(len(values))]
    parameters.update(zip(keys, values, strict=True))
    return ",".join(f":{key}" for key in keys)


def reports(connection: Connection, uids: Sequence[str]) -> dict[str, list[tuple[str, str | None, str]]]:
    """By matter, (day, period named, uid) of its reports."""
    found: dict[str, list[tuple[str, str | None, str]]] = {}
    asked = 'SELECT matter_uid, "on", period, uid FROM report WHERE deleted_at IS NULL AND matter_uid IN ({marks})'
    for matter, on, period, uid in rows_in(connection, asked, uids):
        found.setdefault(matter, []).append((on, period, uid))
    return found


def breaks(connection: Connection, uids: Sequence[str]) -> dict[str, list[tuple[date, bool]]]:
    """By matter, in the order of the acts: (day, whether it stops owing or goes on)."""
    asked = ",".join(f"'{action.value}'" for action in (*_BREAKS, *_GOES_ON))
    statement = (
        'SELECT matter_uid, action, "on" FROM event WHERE deleted_at IS NULL AND matter_uid IN ({marks})'
        f" AND action IN ({asked}) ORDER BY id"
    )
    stops = {action.value for action in _BREAKS}
    found: dict[str, list[tuple[date, bool]]] = {}
    for matter, action, on in rows_in(connection, statement, uids):
        found.setdefault(matter, []).append((date.fromisoformat(on), action in stops))
    return found


def duties(connection: Connection) -> list[StoredDuty]:
    """The living duties in their order."""
    rows = connection.execute(
        "SELECT uid, name, kind, cycle, cycle_days, on_day, shift, scope, rank_class, unit_uid, since, until FROM duty"
        " WHERE deleted_at IS NULL ORDER BY official_order, id"
    ).fetchall()
    return [StoredDuty._make((*row[:-2], date.fromisoformat(row[-2]), stored_day(row[-1]))) for row in rows]


def done(connection: Connection, since: date) -> dict[tuple[str, str], list[tuple[date, date, str]]]:
    """By (duty, unit, empty for the office itself): (day, first day of the period, uid) of what was done."""
    rows = connection.execute(
        "SELECT duty_uid, coalesce(unit_uid, ''), \"on\", period, uid FROM duty_done"
        " WHERE deleted_at IS NULL AND period >= ? ORDER BY id",
        (since.isoformat(),),
    ).fetchall()
    found: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for duty, unit, on, period, uid in rows:
        found.setdefault((duty, unit), []).append((date.fromisoformat(on), date.fromisoformat(period), uid))
    return found


class OwingUnit(NamedTuple):
    """A unit as it owes: with its kind and the class in which it is ranked."""

    uid: str
    name: str
    kind: str
    rank_class: str


def units(connection: Connection) -> list[OwingUnit]:
    """The living units in official order."""
    rows = connection.execute(
        "SELECT uid, name, kind, rank_class FROM unit WHERE deleted_at IS NULL ORDER BY official_order, id"
    ).fetchall()
    return [OwingUnit(*row) for row in rows]
