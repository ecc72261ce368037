"""The only place that asks what time it is; everything above is handed a clock."""

import time
from datetime import date, datetime


class Clock:
    """The computer's clock."""

    def wall_milliseconds(self) -> int:
        """Milliseconds since 1970, as the computer believes."""
        return time.time_ns() // 1_000_000

    def today(self) -> date:
        """The business date in local time."""
        return datetime.now().astimezone().date()

    def monotonic(self) -> float:
        """Seconds that never run backwards, for measuring spans."""
        return time.monotonic()


class FixedClock(Clock):
    """A clock whose business date stands still (`--today`), and whose wall may stand still too.

    Args:
        today: the business date.
        milliseconds: the wall clock; None lets the computer's own run on.
    """

    def __init__(self, today: date, milliseconds: int | None = None) -> None:
        """Set the clock."""
        self._today = today
        self._milliseconds = milliseconds

    def wall_milliseconds(self) -> int:
        """The set wall time, or the computer's."""
        return super().wall_milliseconds() if self._milliseconds is None else self._milliseconds

    def today(self) -> date:
        """The set business date."""
        return self._today

    def set(self, today: date, milliseconds: int | None = None) -> None:
        """Move to another day; replaying dated actions does this, tests too."""
        self._today = today
        if milliseconds is not None:
            self._milliseconds = milliseconds

    def advance(self, milliseconds: int) -> None:
        """Let the set wall time pass."""
        self._milliseconds = self.wall_milliseconds() + milliseconds
