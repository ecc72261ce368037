"""The holiday table and the light rules as stored in this database."""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from ducha_desktop.domain.lights import LightRules
from ducha_desktop.domain.vocabulary import ReportCycle
from ducha_desktop.domain.workdays import Calendar, SpecialDay, calendar_of, told_years
from ducha_desktop.storage.connection import Connection

_NAMES = frozenset(field.name for field in fields(LightRules))
_CYCLES = frozenset(ReportCycle)


def load_calendar(connection: Connection) -> Calendar:
    """The office's holiday table; a year is known when its fixed festivals are days of rest."""
    rows = connection.execute('SELECT "on", kind, name FROM holiday WHERE deleted_at IS NULL').fetchall()
    days = {date.fromisoformat(on): SpecialDay(kind == "rest", name) for on, kind, name in rows}
    return calendar_of(days, told_years(days))


def load_setting(connection: Connection, key: str) -> object:
    """A setting's value, None when the office has not set it."""
    row = connection.execute(
        "SELECT value FROM setting WHERE key=? AND deleted_at IS NULL", (key,)
    ).fetchone()
    return None if row is None else json.loads(row[0])


def load_rules(connection: Connection) -> LightRules:
    """The light thresholds: the defaults of `domain.md` §4 with the office's own over them."""
    own = load_setting(connection, "light_rules")
    return stored_rules(own) if isinstance(own, dict) else LightRules()


def stored_rules(own: Mapping[str, object]) -> LightRules:
    """Light thresholds from their stored form; what this program does not know is left aside."""
    known = {name: value for name, value in own.items() if name in _NAMES}
    cycle = known.pop("default_cycle", None)
    rules = replace(LightRules(), **known)  # type: ignore[arg-type]  # the names are those of the fields
    return replace(rules, default_cycle=ReportCycle(str(cycle))) if cycle in _CYCLES else rules
