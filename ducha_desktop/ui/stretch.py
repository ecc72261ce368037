"""How a long list is cut for reading: pages of one length, and what is read first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

RowT = TypeVar("RowT")
PAGE = 128
"""Rows of one page."""


@dataclass(frozen=True, slots=True)
class Opening(Generic[RowT]):
    """What is read first of a list: its length and one page of it."""

    count: int
    page: int
    rows: Sequence[RowT]
