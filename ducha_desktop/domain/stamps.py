"""Hybrid logical clock stamps (Kulkarni 2014; `exchange.md` §1): order that survives wrong clocks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """A point in the history of one station: wall milliseconds, counter, station.

    The text form sorts as the stamps do.
    """

    milliseconds: int
    counter: int
    station: str

    def __str__(self) -> str:
        """Fixed-width text, e.g. ``01764000000000-000000-3f2a…``."""
        return f"{self.milliseconds:014d}-{self.counter:06x}-{self.station}"

    @classmethod
    def parse(cls, text: str) -> "Stamp":
        """Read the text form back; ValueError when it is none."""
        milliseconds, counter, station = text.split("-", 2)
        return cls(int(milliseconds), int(counter, 16), station)


def tick(last: Stamp | None, wall_milliseconds: int, station: str) -> Stamp:
    """The next stamp of `station`: never before `last`, whatever the wall clock says."""
    if last is None or wall_milliseconds > last.milliseconds:
        return Stamp(wall_milliseconds, 0, station)
    return Stamp(last.milliseconds, last.counter + 1, station)
