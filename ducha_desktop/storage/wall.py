"""The wall clock as storage needs it: a function returning milliseconds."""

from collections.abc import Callable

WallClock = Callable[[], int]
