"""The kept counts of the ledger by place, light and day (ADR 0011)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import LEDGER_ROW_COLUMNS, TALLY_LIGHT, TALLY_PLACE, TALLY_UPSERT

TALLIED = itemgetter(*(LEDGER_ROW_COLUMNS.index(name) for name in (*TALLY_PLACE, *TALLY_LIGHT)))


def tally_steps(moved: Mapping[tuple[Any, ...], int]) -> Counter[tuple[str, ...]]:
    """The counts of `ledger_tally` that so many rows of a place and light make: (*place, day, light) to number."""
    steps: Counter[tuple[str, ...]] = Counter()
    for key, number in moved.items():
        for day, light, turn in light_steps(*key[len(TALLY_PLACE) :]):
            steps[(*key[: len(TALLY_PLACE)], day, light)] += turn * number
    return steps


def recount(connection: Connection, uids: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> bool:
    """Move the counts from what these matters were to what they are; whether any of them was there before."""
    moved = Counter(map(TALLIED, rows))
    marks = ",".join("?" * len(uids))
    before = connection.execute(
        f"SELECT {','.join((*TALLY_PLACE, *TALLY_LIGHT))} FROM ledger_row WHERE uid IN ({marks})", list(uids)
    ).fetchall()
    moved.subtract(before)
    move_counts(connection, moved)
    return bool(before)


def move_counts(connection: Connection, moved: Mapping[tuple[Any, ...], int]) -> None:
    """Move the kept counts by so many rows of a place and light."""
    steps = tally_steps(moved)
    connection.executemany(TALLY_UPSERT, [(*key, number) for key, number in steps.items() if number])
    connection.execute("DELETE FROM ledger_tally WHERE n = 0")


@lru_cache(maxsize=65536)
def light_steps(
    fixed: str | None, green: str | None, yellow: str | None, orange: str | None, red: str | None
) -> tuple[tuple[str, str, int], ...]:
    """How one matter moves the counts of lights as the days pass: (day, light, +1 or −1), from before all days on.

    Summed up to a day the steps give that day's light, so that a count on any day is one sum.
    """
    if fixed is not None:
        return (("", fixed, 1),)
    rising = ((red, "red"), (orange, "orange"), (yellow, "yellow"))

    def on(day: str) -> str:
        if green is not None and green > day:
            return "grey"
        return next((light for since, light in rising if since is not None and since <= day), "green")

    now = on("")
    steps = [("", now, 1)]
    for day in sorted({each for each in (green, yellow, orange, red) if each}):
        if on(day) != now:
            steps += [(day, now, -1), (day, on(day), 1)]
            now = on(day)
    return tuple(steps)
