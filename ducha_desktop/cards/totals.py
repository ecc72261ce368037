"""Counts on a summary sheet: the identity of the office, and the closing rate."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ducha_desktop.cards.look import NOTHING
from ducha_desktop.domain.figures import percent
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.papers import SummaryLine


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of a holder's matters: total = closed + closing + open, drafts and cancelled apart."""

    closed: int
    closing: int
    open: int
    draft: int
    cancelled: int
    lights: Counter[Light]

    @classmethod
    def of(cls, lines: Sequence[SummaryLine], unlisted: Sequence[tuple[Stage, int]] = ()) -> "Totals":
        """Count `lines` and those not listed; lights are counted over the open matters of the list."""
        stages = Counter(line.stage for line in lines)
        for stage, number in unlisted:
            stages[stage] += number
        lights = Counter(line.light for line in lines if line.stage is Stage.OPEN)
        return cls(stages[Stage.CLOSED], stages[Stage.CLOSING], stages[Stage.OPEN], stages[Stage.DRAFT],
                   stages[Stage.CANCELLED], lights)  # fmt: skip

    @property
    def total(self) -> int:
        """总数."""
        return self.closed + self.closing + self.open

    @property
    def rate(self) -> str:
        """办结率 in percent with one decimal, rounded half up; a dash when there is nothing to close."""
        return f"{percent(self.closed, self.total)}%" if self.total else NOTHING
