"""The sums under a printed or exported ledger, counted while its rows go through."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any

from ducha_desktop.domain import figures
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.ledger_columns import LedgerRow
from ducha_desktop.services.ledger_lines import Line, Remembered
from ducha_desktop.services.views import MatterRow

_COUNTED = attrgetter("ledger", "stage", "light")


def _remembered() -> Remembered[tuple[str, Stage, Light]]:
    return Remembered(_COUNTED, ("ledger", "stage", "light"))


@dataclass(slots=True)
class LedgerTally:
    """Counts of the rows that went through, as 七里河 2015 counts: 总数 = 完成 + 进入销号程序 + 在办.

    Attributes:
        counts: rows by ledger, stage and light; everything else is summed from it.
        plain: rows that are no matters of ours and bear no stage.
    """

    counts: Counter[tuple[str, Stage, Light]] = field(default_factory=Counter)
    plain: int = 0
    _counted: Remembered[tuple[str, Stage, Light]] = field(default_factory=_remembered, compare=False)

    def add(self, row: LedgerRow) -> None:
        """Count one row."""
        self.add_all((row,))

    def add_all(self, rows: Iterable[LedgerRow]) -> None:
        """Count rows."""
        self.counts.update(_COUNTED(row if isinstance(row, MatterRow) else row.row) for row in rows)

    def add_lines(self, lines: Sequence[Line], stored: Sequence[Sequence[Any]]) -> None:
        """Count lines, whose `stored_columns` are given."""
        self.counts.update(self._counted(lines, stored))

    @property
    def rows(self) -> int:
        """All rows."""
        return self.plain + self.counts.total()

    @property
    def stages(self) -> Counter[Stage]:
        """Rows by stage."""
        found: Counter[Stage] = Counter()
        for (_, stage, _), n in self.counts.items():
            found[stage] += n
        return found

    @property
    def lights(self) -> Counter[Light]:
        """Matters 在办 by light: they sum to the open ones."""
        found: Counter[Light] = Counter()
        for (_, stage, light), n in self.counts.items():
            if stage is Stage.OPEN:
                found[light] += n
        return found

    @property
    def ledgers(self) -> dict[str, "LedgerTally"]:
        """The same by ledger, in the order in which they first came."""
        found: dict[str, LedgerTally] = {}
        for (ledger, stage, light), n in self.counts.items():
            found.setdefault(ledger, LedgerTally()).counts[ledger, stage, light] = n
        return found

    @property
    def total(self) -> int:
        """完成 + 进入销号程序 + 在办."""
        return figures.total(self.stages)

    @property
    def rate(self) -> Decimal:
        """办结率 in percent, one decimal, rounded half up; 0 without matters."""
        return figures.percent(self.stages[Stage.CLOSED], self.total)

    def sentence(self) -> str:
        """The line under the ledger."""
        stages, by_light = self.stages, self.lights
        lights = "、".join(f"{light.word} {n}" for light in figures.BY_URGENCY if (n := by_light[light]))
        words = (
            f"合计 {self.total} 项：完成 {stages[Stage.CLOSED]} 项，进入销号程序 {stages[Stage.CLOSING]} 项，"
            f"在办 {stages[Stage.OPEN]} 项{f'（{lights}）' if lights else ''}。办结率 {self.rate}%。"
        )
        apart = [f"{stage.word} {n} 项" for stage in (Stage.DRAFT, Stage.CANCELLED) if (n := stages[stage])]
        return words + (f"另有{'、'.join(apart)}，不计入合计。" if apart else "")
