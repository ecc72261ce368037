"""How a wide table is shared out over pages side by side, so that print never becomes unreadable.

Excel leaves manual page breaks aside while it fits to a page; so a table that would shrink too far is
printed at a fixed scale, cut between columns, the columns that name the matter repeated on every page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_LENGTH_MM = {"A4": 297.0, "A3": 420.0}
_MARGINS_MM = 26.0
_UNIT_MM = 8 * 25.4 / 96
"""A unit of column width: one digit of 宋体 11 is 8 pixels wide (96 to the inch)."""

COLUMN_PADDING = 0.71
"""What Excel adds to every width when it is written (ISO 29500-1 18.3.1.13)."""

_SAFETY = 0.96  # other faces and other programs measure a little wider
_LEAST_SCALE = 0.6
PAPER_CODE = {"A4": 9, "A3": 8}
"""Excel's numbers of the paper sizes."""


@dataclass(frozen=True, slots=True)
class PagePlan:
    """Attributes of the print set-up.

    Attributes:
        scale: percent, or None to fit the width of one page.
        breaks: columns (counted from 1) after which a new page begins.
    """

    scale: int | None
    breaks: tuple[int, ...]

    def first_page(self, columns: int) -> int:
        """Columns on the left-hand page: over these the title stands."""
        return self.breaks[0] if self.breaks else columns


def page_plan(widths: Sequence[float], *, repeated: int, paper: str) -> PagePlan:
    """Share out columns of these widths.

    Args:
        widths: column widths in Excel's units.
        repeated: leading columns printed on every page.
        paper: `A3` or `A4`, lying.
    """
    widths = [width + COLUMN_PADDING for width in widths]
    usable = _SAFETY * (_LENGTH_MM[paper] - _MARGINS_MM) / _UNIT_MM
    if sum(widths) <= usable / _LEAST_SCALE:
        return PagePlan(None, ())
    head = sum(widths[:repeated])
    room = usable / _LEAST_SCALE
    pages = 2
    while head + (sum(widths) - head) / pages > room:
        pages += 1
    aim = head + (sum(widths) - head) / pages
    breaks: list[int] = []
    taken = widest = head
    for i in range(repeated, len(widths)):
        if taken > head and taken + widths[i] / 2 > aim and len(breaks) < pages - 1:
            breaks.append(i)
            taken = head
        taken += widths[i]
        widest = max(widest, taken)
    return PagePlan(max(min(int(100 * usable / widest), 100), 10), tuple(breaks))
