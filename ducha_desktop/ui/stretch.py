"""How a long list is cut for reading: pages of one length, and what is read first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ducha_desktop.services.outline import Plan

RowT = TypeVar("RowT")
PAGE = 128
"""Rows of one page."""


@dataclass(frozen=True, slots=True)
class Opening(Generic[RowT]):
    """What is read first of a list: its length, one page of it, and where headings stand if there are any."""

    count: int
    page: int
    rows: Sequence[RowT]
    plan: "Plan | None" = None
