"""Blocks that stand one below the other on a card and flow on to the next."""

from collections.abc import Sequence
from typing import Protocol, Self

from ducha_desktop.typeset.ink import Ink


class Block(Protocol):
    """A row or the milestones' bar."""

    @property
    def height(self) -> float:
        """Points it needs."""

    @property
    def key(self) -> tuple[object, ...]:
        """What of it belongs to the shared grid."""

    def split(self, room: float) -> tuple[Self | None, Self | None]:
        """The part that fits into `room` points, and the rest."""

    def draw_grid(self, ink: Ink, top: float) -> None:
        """Draw what never changes, below `top`."""

    def draw_values(self, ink: Ink, top: float) -> None:
        """Draw what differs from card to card, below `top`."""


def total_height(blocks: Sequence[Block]) -> float:
    """Points all blocks need together."""
    return sum(block.height for block in blocks)


def take(blocks: Sequence[Block], room: float) -> tuple[list[Block], list[Block]]:
    """The blocks that fit into `room` points, the last one split if need be, and the rest."""
    taken: list[Block] = []
    for index, block in enumerate(blocks):
        if block.height <= room + 0.01:
            taken.append(block)
            room -= block.height
            continue
        first, rest = block.split(room)
        if first is not None:
            taken.append(first)
        return taken, [*([rest] if rest is not None else []), *blocks[index + 1 :]]
    return taken, []
