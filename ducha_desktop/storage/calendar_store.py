"""The holiday table and the light rules as stored in this database."""

import json
from dataclasses import replace
from datetime import date

from ducha_desktop.domain.lights import LightRules
from ducha_desktop.domain.workdays import Calendar, SpecialDay, calendar_of
from ducha_desktop.storage.connection import Connection


def load_calendar(connection: Connection) -> Calendar:
    """The office's holiday table; a year counts as known when it has any special day."""
    rows = connection.execute('SELECT "on", kind, name FROM holiday WHERE deleted_at IS NULL').fetchall()
    days = {date.fromisoformat(on): SpecialDay(kind == "rest", name) for on, kind, name in rows}
    return calendar_of(days, frozenset(day.year for day in days))


def load_setting(connection: Connection, key: str) -> object:
    """A setting's value, None when the office has not set it."""
    row = connection.execute(
        "SELECT value FROM setting WHERE key=? AND deleted_at IS NULL", (key,)
    ).fetchone()
    return None if row is None else json.loads(row[0])


def load_rules(connection: Connection) -> LightRules:
    """The light thresholds: the defaults of `domain.md` §4 with the office's own over them."""
    own = load_setting(connection, "light_rules")
    return replace(LightRules(), **own) if isinstance(own, dict) else LightRules()
