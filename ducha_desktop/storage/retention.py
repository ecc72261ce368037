"""Which backups may go: decided by their sequence and the days they name, never by the clock's now.

A wrong clock can mislabel a backup; it can never make old ones "expire" (`reliability.md` §5.8).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

ALL_OF_DAYS = 2
DAILY = 14
WEEKLY = 8
MONTHLY = 24
NEVER_TOUCHED = 3


@dataclass(frozen=True, slots=True)
class Dated:
    """A verified backup: its place in the sequence and the business day it was made on."""

    sequence: int
    day: date


def expendable(backups: Sequence[Dated]) -> set[int]:
    """The sequence numbers that may be deleted.

    Kept are the newest three, all of the two latest days, and the last one of each of the 14
    latest days, 8 latest weeks and 24 latest months that have any.
    """
    newest_first = sorted(backups, key=lambda backup: backup.sequence, reverse=True)
    kept = {backup.sequence for backup in newest_first[:NEVER_TOUCHED]}
    days = list(dict.fromkeys(backup.day for backup in newest_first))[:ALL_OF_DAYS]
    kept |= {backup.sequence for backup in newest_first if backup.day in days}
    kept |= _last_of_each(newest_first, DAILY, lambda day: (day.year, day.month, day.day))
    kept |= _last_of_each(newest_first, WEEKLY, lambda day: tuple(day.isocalendar()[:2]))
    kept |= _last_of_each(newest_first, MONTHLY, lambda day: (day.year, day.month))
    return {backup.sequence for backup in backups} - kept


def _last_of_each(
    newest_first: Sequence[Dated], count: int, period: Callable[[date], tuple[int, ...]]
) -> set[int]:
    last: dict[tuple[int, ...], int] = {}
    for backup in newest_first:
        last.setdefault(period(backup.day), backup.sequence)
    return set(list(last.values())[:count])
