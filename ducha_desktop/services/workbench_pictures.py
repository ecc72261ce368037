"""What the pictures of the workbench show: months, lights, units; every mark stands for a list."""

from dataclasses import dataclass, replace
from datetime import date

from ducha_desktop.domain.cycles import MONTHS_IN_YEAR, month_end
from ducha_desktop.domain.figures import BY_URGENCY
from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.office import Reader
from ducha_desktop.services.workbench import Number
from ducha_desktop.storage.queries import ledger as ledger_queries
from ducha_desktop.storage.queries import workbench as queries

MONTHS = 12
MOST_UNITS = 12
_LIT = (Stage.OPEN.value, Stage.CLOSING.value)
_NOT_RED = tuple(light.value for light in Light if light is not Light.RED)


@dataclass(frozen=True, slots=True)
class Month:
    """What came into the ledger in a month, and what was closed in it."""

    first: date
    registered: Number
    closed: Number


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """What a unit leads at present; `overdue` and `rest` add up to `open`."""

    uid: str
    name: str
    open: Number
    overdue: Number
    rest: Number


@dataclass(frozen=True, slots=True)
class Pictures:
    """All that is drawn; `lights` in order of urgency, `units` by overdue, then by open matters."""

    lights: tuple[tuple[Light, Number], ...]
    months: tuple[Month, ...]
    units: tuple[UnitLoad, ...]


def pictures(reader: Reader) -> Pictures:
    """The figures of every picture."""
    return Pictures(_lights(reader), _months(reader), _units(reader))


def months_to(today: date, number: int) -> tuple[date, ...]:
    """The first days of so many months up to that of `today`."""
    last = today.year * MONTHS_IN_YEAR + today.month - 1
    return tuple(
        date(month // MONTHS_IN_YEAR, month % MONTHS_IN_YEAR + 1, 1)
        for month in range(last - number + 1, last + 1)
    )


def _number(reader: Reader, query: LedgerQuery) -> Number:
    return Number(query, ledger_queries.count(reader.connection, query, reader.today))


def _lights(reader: Reader) -> tuple[tuple[Light, Number], ...]:
    whole = LedgerQuery(stages=_LIT, sort=SortKey.DUE)
    counts: dict[str, int] = {}
    for _stage, _state, light, number in ledger_queries.tallies(reader.connection, whole, reader.today):
        counts[light] = counts.get(light, 0) + number
    return tuple(
        (light, Number(replace(whole, lights=(light.value,)), counts.get(light.value, 0)))
        for light in BY_URGENCY
        if light is not Light.NONE
    )


def _months(reader: Reader) -> tuple[Month, ...]:
    return tuple(
        Month(
            first,
            _number(reader, LedgerQuery(registered_after=first, registered_before=_end(first))),
            _number(reader, LedgerQuery(closed_after=first, closed_before=_end(first))),
        )
        for first in months_to(reader.today, MONTHS)
    )


def _end(first: date) -> date:
    return month_end(first.year, first.month)


def _units(reader: Reader) -> tuple[UnitLoad, ...]:
    found = []
    for unit in queries.busiest_units(reader.connection, reader.today, most=MOST_UNITS):
        query = LedgerQuery(leads=(unit.uid,), stages=(Stage.OPEN.value,), sort=SortKey.DUE)
        overdue = Number(replace(query, lights=(Light.RED.value,)), unit.overdue)
        rest = Number(replace(query, lights=_NOT_RED), unit.open - unit.overdue)
        found.append(UnitLoad(unit.uid, unit.name, Number(query, unit.open), overdue, rest))
    return tuple(found)
