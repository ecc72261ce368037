"""A light's stored schedule: what the database says of a day is what the rules say."""

import sqlite3
from datetime import date, timedelta
from itertools import product

from ducha_desktop.storage.queries.ledger_bins import LIGHT
from ducha_desktop.storage.stored import SCHEDULE_COLUMNS, stored_day, stored_schedule

TODAY = date(2026, 11, 22)
DAYS = (None, *((TODAY + timedelta(days=n)).isoformat() for n in (-1, 0, 1)))


def test_days() -> None:
    assert stored_day("2026-11-22") == TODAY
    assert stored_day(None) is None


def test_the_light_of_the_database_is_the_light_of_the_rules() -> None:
    rows = [
        (fixed, "因", green, yellow, "黄因", orange, red)
        for fixed, green, yellow, orange, red in product((None, "grey", "none"), *[DAYS] * 4)
    ]
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"CREATE TABLE r ({','.join(SCHEDULE_COLUMNS)})")
        connection.executemany("INSERT INTO r VALUES (?,?,?,?,?,?,?)", rows)
        found = connection.execute(f"SELECT {LIGHT} FROM r ORDER BY rowid", {"today": TODAY.isoformat()})
        told = [light for (light,) in found]
    finally:
        connection.close()
    assert told == [stored_schedule(*row).on(TODAY).value for row in rows]
    assert set(told) == {"grey", "none", "red", "orange", "yellow", "green"}
