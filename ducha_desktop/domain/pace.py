"""序时进度: how far a plan should be on a day, against what was reported; and which nodes are late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.nodes import PlanNode, standing
from ducha_desktop.domain.vocabulary import NodeStanding

WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Percent due by plan against percent reported; None where nobody can say."""

    due: float | None
    reported: float | None

    @property
    def behind(self) -> float | None:
        """Percentage points that are missing; negative when ahead of the plan."""
        if self.due is None or self.reported is None:
            return None
        return round(self.due - self.reported, 1)

    @property
    def words(self) -> str:
        """`序时进度应达 62%，实报 45%，欠 17 个百分点`; empty where there is no plan."""
        if self.due is None:
            return ""
        plan = f"序时进度应达 {self.due:g}%"
        if self.behind is None or self.reported is None:
            return f"{plan}，还没有报进度"
        if self.behind > 0:
            return f"{plan}，实报 {self.reported:g}%，欠 {self.behind:g} 个百分点"
        ahead = f"，超前 {-self.behind:g} 个百分点" if self.behind else ""
        return f"{plan}，实报 {self.reported:g}%{ahead}"


def due_percent(
    nodes: Iterable[PlanNode], today: date, *, start: date | None = None, end: date | None = None
) -> float | None:
    """The percentage a plan should have reached by the evening of `today`.

    Nodes count by their length in days; within a node the work is spread evenly. Without dated nodes the
    whole term from `start` to `end` counts as one.
    """
    spans = [(node.start, node.due) for node in nodes if node.due is not None]
    if not spans and end is not None and start is not None:
        spans = [(start, end)]
    whole = done = 0.0
    for first, last in spans:
        assert last is not None
        days = max(1, (last - first).days + 1) if first is not None else 1
        passed = (today - last).days + days
        whole += days
        done += min(days, max(0, passed))
    return round(WHOLE * done / whole, 1) if whole else None


def pace(
    nodes: Sequence[PlanNode],
    today: date,
    reported: float | None,
    *,
    start: date | None = None,
    end: date | None = None,
) -> Pace:
    """Plan and report of one matter side by side."""
    return Pace(due_percent(nodes, today, start=start, end=end), reported)


def late_nodes(nodes: Iterable[PlanNode], today: date) -> tuple[tuple[PlanNode, int], ...]:
    """The nodes that are late on a day with the days they are late by, the latest first."""
    found = [
        (node, (today - node.due).days)
        for node in nodes
        if standing(node, today) is NodeStanding.LATE and node.due is not None
    ]
    return tuple(sorted(found, key=lambda late: -late[1]))
