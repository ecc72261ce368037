"""What the workbench asks besides the counts of lists: the journal's end, years in use, months, units."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ducha_desktop.storage.connection import Connection


class Kept(NamedTuple):
    """A kept count: so many matters of a stage, state and light that lack what `MISSING_BITS` says."""

    stage: str
    state: str
    missing: int
    light: str
    number: int


class Load(NamedTuple):
    """What a unit leads at present, and how much of it is overdue."""

    uid: str
    name: str
    open: int
    overdue: int


def last_entry(connection: Connection) -> int:
    """The number of the journal's last entry, 0 before the first."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()[0])


def identity_changes(connection: Connection, since: date) -> list[tuple[str, date]]:
    """(action, day) of what gave this installation another identity since that day, the latest first."""
    rows = connection.execute(
        "SELECT action, business_date FROM entry WHERE business_date >= ?"
        " AND action IN ('station.moved', 'station.rolled_back') ORDER BY seq DESC",
        (since.isoformat(),),
    ).fetchall()
    return [(action, date.fromisoformat(day)) for action, day in rows]


def years_due(connection: Connection, years: Sequence[int]) -> tuple[int, ...]:
    """Those of the years in which some matter is due."""
    asked = "SELECT EXISTS (SELECT 1 FROM ledger_row WHERE due BETWEEN ? AND ?)"
    return tuple(
        year
        for year in years
        if connection.execute(asked, (f"{year:04}-01-01", f"{year:04}-12-31")).fetchone()[0]
    )


def kept_counts(connection: Connection, today: date) -> list[Kept]:
    """The counts the ledger keeps, as of `today`."""
    asked = (
        "SELECT stage, state, missing, light, sum(n) FROM ledger_tally WHERE day <= ?"
        " GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0"
    )
    return [Kept(*row) for row in connection.execute(asked, (today.isoformat(),)).fetchall()]


def busiest_units(connection: Connection, today: date, *, most: int) -> list[Load]:
    """The lead units with the most overdue matters, then the most open ones; ties in official order.

    Counted as the list of a lead unit is: by the names in the rows, by assignments where several units lead.
    """
    day = {"today": today.isoformat()}
    alone = {row[:2]: row[2:] for row in connection.execute(_LED_ALONE, day).fetchall()}
    shared = {uid: counts for uid, *counts in connection.execute(_LED_TOGETHER, day).fetchall()}
    units = connection.execute(
        "SELECT uid, name, official_order FROM unit WHERE deleted_at IS NULL ORDER BY official_order, id"
    ).fetchall()
    loads = []
    for uid, name, order in units:
        own, other = alone.get((order, name), (0, 0)), shared.get(uid, (0, 0))
        if own[0] + other[0]:
            loads.append(Load(uid, name, own[0] + other[0], own[1] + other[1]))
    loads.sort(key=lambda load: (-load.overdue, -load.open))
    return loads[:most]


# The index of lead units knows everything that the light of an open matter's redness follows from.
_RED = "(light_fixed IS NULL AND NOT coalesce(green_from > :today, 0) AND red_from <= :today OR light_fixed IS 'red')"
_LED_ALONE = (
    f"SELECT lead_order, lead_unit, count(*), sum(coalesce({_RED}, 0)) FROM ledger_row INDEXED BY ix_ledger_row_lead"
    " WHERE stage = 'open' AND NOT instr(lead_unit, char(10)) GROUP BY 1, 2"
)
_LED_TOGETHER = (
    f"SELECT unit_uid, count(*), sum(red) FROM (SELECT DISTINCT a.unit_uid, r.id, coalesce({_RED}, 0) AS red"
    " FROM ledger_row r INDEXED BY ix_ledger_row_lead JOIN assignment a ON a.matter_uid = r.uid"
    " WHERE r.stage = 'open' AND instr(r.lead_unit, char(10)) AND a.role = 'lead' AND a.deleted_at IS NULL) GROUP BY 1"
)
