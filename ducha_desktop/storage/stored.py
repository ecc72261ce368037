"""Stored columns read back as what they mean: a day, the schedule of a light."""

from datetime import date
from typing import overload

from ducha_desktop.domain.lights import LightSchedule
from ducha_desktop.domain.vocabulary import Light

SCHEDULE_COLUMNS = (
    "light_fixed",
    "light_why",
    "green_from",
    "yellow_from",
    "yellow_why",
    "orange_from",
    "red_from",
)
"""The columns of a ledger row that hold the schedule of its light."""


@overload
def stored_day(text: str) -> date: ...
@overload
def stored_day(text: str | None) -> date | None: ...
def stored_day(text: str | None) -> date | None:
    """ISO text to a day, None to None."""
    return None if text is None else date.fromisoformat(text)


def stored_schedule(  # noqa: PLR0913, PLR0917 - one parameter a column
    fixed: str | None,
    why: str,
    green: str | None,
    yellow: str | None,
    yellow_why: str,
    orange: str | None,
    red: str | None,
) -> LightSchedule:
    """The schedule from its stored columns, in the order of `SCHEDULE_COLUMNS`."""
    return LightSchedule(
        fixed=Light(fixed) if fixed else None,
        why=why,
        green_from=stored_day(green),
        yellow_from=stored_day(yellow),
        yellow_why=yellow_why,
        orange_from=stored_day(orange),
        red_from=stored_day(red),
    )
