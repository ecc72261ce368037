"""Replaying the demo's diary through the same services a clerk uses, day by day."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import groupby
from random import Random

from ducha_desktop.domain.nodes import days_from
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import AssignmentRole, DayKind, LedgerKind
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.models.matter import Assignment, Matter, Milestone
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, holders, matters
from ducha_desktop.services.demo_county import County
from ducha_desktop.services.demo_course import cycle_of
from ducha_desktop.services.demo_diary import ADD, EDIT, Step
from ducha_desktop.services.demo_register import Directory, hand_over
from ducha_desktop.services.demo_stock import Sketch
from ducha_desktop.services.demo_words import Node, Writer
from ducha_desktop.services.office import Office
from ducha_desktop.storage.unit_of_work import UnitOfWork

LOCAL = timezone(timedelta(hours=8))
PER_ENTRY = 40
"""Matters that a clerk handles in one go."""
_WORDS = {ADD: "登记", EDIT: "改派牵头单位"}
_PLAIN_PLANS = {LedgerKind.INSTRUCTION: "3个工作日内制定办理方案；时限过半反馈进展；到期前书面报告办理结果"}
_STEADY_PLAN = "按周期报送进展；半年小结；年底总结评估"
_OFFICE_WORK = re.compile("审|批|招标|方案|公示|设计|采购|摸底|备案|清单|分解")
_NO_WORDS = frozenset({"nodes"})


@dataclass(slots=True)
class Told:
    """A sketch with everything the register of matters needs on its first day."""

    sketch: Sketch
    liaison: str
    responsible: str
    person: str
    nodes: tuple[Node, ...]
    values: dict[str, str]


@dataclass(slots=True)
class Replay:
    """Carries out the steps of all stories.

    Attributes:
        told: the matters by key.
        uids: their identities once registered.
    """

    office: Office
    clock: FixedClock
    county: County
    made: Directory
    told: dict[int, Told]
    rng: Random
    calendar: Calendar
    uids: dict[int, str] = field(default_factory=dict)
    _rows: dict[int, Matter] = field(default_factory=dict)
    _nodes: dict[int, list[Milestone]] = field(default_factory=dict)
    _reported: dict[int, date] = field(default_factory=dict)
    _handed: bool = False

    def run(self, steps: Sequence[Step], progress: Callable[[str], None] | None) -> None:
        """Everything in the order of its day, in one transaction: all of the year or nothing."""
        with self.office.transaction() as work, work.session.no_autoflush:
            for month, in_month in groupby(steps, lambda step: (step.on.year, step.on.month)):
                for day, in_day in groupby(in_month, lambda step: step.on):
                    self._day(work, day, list(in_day))
                if progress:
                    progress(f"{month[0]}年{month[1]}月的办理经过已登记")
        self._rows.clear()

    def _day(self, work: UnitOfWork, day: date, steps: list[Step]) -> None:
        open_day(work, self.clock, day)
        found = self.county.succession()
        if found and not self._handed and day >= found[2]:
            self._handed = True
            self._change_of_post(work, day)
        for _, same in groupby(steps, lambda step: step.name):
            for batch in _batches(list(same)):
                self._entry(work, batch)

    def _change_of_post(self, work: UnitOfWork, day: date) -> None:
        found = self.county.succession()
        assert found is not None
        old, new, _ = found
        words = f"职务变动：{new['name']}任{new['liaison_post']}，承接{old['name']}联系的未办结事项"
        with work.entry(
            "post.hand_over", words=words, on=day, basis="县委干部任免通知", reason="干部职务调整"
        ):
            hand_over(work, self.county, self.made)
        self.clock.advance(self._pause())

    def _entry(self, work: UnitOfWork, batch: list[Step]) -> None:
        day, name = batch[0].on, batch[0].name
        words = _WORDS.get(name) or Action(name).word
        title = self.told[batch[0].key].sketch.title
        what = f"“{title}”" if len(batch) == 1 else f" {len(batch)} 项"
        reason = batch[0].values.get("reason", "") if len(batch) == 1 else ""
        with work.entry(
            f"matter.{name}", words=f"{words}{what}", on=day, reason=reason, basis=self._basis(batch)
        ):
            for step in batch:
                self._step(work, step)
        self.clock.advance(self._pause())

    def _basis(self, batch: list[Step]) -> str:
        refs = {self.told[step.key].sketch.source_ref for step in batch}
        return refs.pop() if len(refs) == 1 else ""

    def _pause(self) -> int:
        return self.rng.randint(40, 240) * 1000

    def _step(self, work: UnitOfWork, step: Step) -> None:
        if step.name == ADD:
            self._add(work, self.told[step.key])
            return
        uid = self.uids[step.key]
        if step.name == EDIT:
            matters.edit(work, uid, step.values)
            return
        values = {key: value for key, value in step.values.items() if key not in _NO_WORDS and value}
        if step.name == Action.REPORT:
            values["medium"] = step.medium.value
            self._reach(work, step)
        acts.act(work, uid, Action(step.name), acts.Doing(on=step.on, medium=step.medium, values=values))

    def _reach(self, work: UnitOfWork, step: Step) -> None:
        """Mark the nodes that a report says are done, each about the day it was planned for, and the one under way."""
        rows = self._nodes.get(step.key, [])
        reached = int(step.values["nodes"])
        for row in rows[:reached]:
            if row.done_on is None and row.due is not None:
                day = row.due + timedelta(days=self.rng.randint(-6, 2))
                day = min(step.on, max(day, self._reported.get(step.key, day)))
                row.done_on = self.calendar.next_workday(day)
                begun = row.begun_on or row.start
                row.begun_on = None if begun is None else min(begun, row.done_on)
                work.session.add(row)
        for row in rows[reached : reached + 1]:
            if row.begun_on is None and row.start is not None:
                row.begun_on = min(row.start, step.on)
                work.session.add(row)
        self._reported[step.key] = step.on

    def _add(self, work: UnitOfWork, told: Told) -> None:
        sketch = told.sketch
        parent = self.uids[sketch.parent] if sketch.parent else None
        matter = matters.add(work, told.values, ledger=sketch.kind.value, parent_uid=parent)
        matter.extras = sketch.extras
        self.uids[sketch.key] = matter.uid
        # Held, so that the session finds it again without asking the database.
        self._rows[sketch.key] = matter
        self._assign(work, matter, told)
        self._plan(work, matter, told)

    def _plan(self, work: UnitOfWork, matter: Matter, told: Told) -> None:
        """The nodes, each waiting for the one before it; what offices decide is counted in working days."""
        before: Milestone | None = None
        for order, node in enumerate(told.nodes):
            kind = DayKind.WORK if _OFFICE_WORK.search(node.name) else DayKind.CALENDAR
            row = Milestone(
                matter_uid=matter.uid,
                name=node.name,
                due=node.due,
                official_order=order,
                words=f"{node.due.month}月{node.due.day}日前{node.name}",
                start=node.start,
                days=max(1, days_from(node.start, node.due, kind, self.calendar)) if node.start else None,
                day_kind=kind.value,
                links={} if before is None else {before.uid: 0},
            )
            before = work.add(row)
            self._nodes.setdefault(told.sketch.key, []).append(row)

    def _assign(self, work: UnitOfWork, matter: Matter, told: Told) -> None:
        made, sketch = self.made, told.sketch
        parts = [
            (AssignmentRole.LIAISON, made.leaders.get(told.liaison)),
            (AssignmentRole.RESPONSIBLE, made.leaders.get(told.responsible)),
        ]
        parts.append((AssignmentRole.LEAD, made.units[sketch.lead]))
        parts += [(AssignmentRole.CO, made.units[name]) for name in sketch.co]
        parts += [(AssignmentRole.TOWNSHIP, made.units[name]) for name in sketch.townships]
        parts.append((AssignmentRole.PERSON, made.people.get((sketch.lead, told.person))))
        for order, (role, uid) in enumerate(parts):
            if uid:
                # The matter is new: nobody has a part in it yet.
                is_unit = role in holders.UNIT_ROLES
                work.add(
                    Assignment(
                        matter_uid=matter.uid,
                        role=role.value,
                        unit_uid=uid if is_unit else None,
                        person_uid=None if is_unit else uid,
                        official_order=order,
                    )
                )


def open_day(work: UnitOfWork, clock: FixedClock, day: date) -> None:
    """Begin a working day of the office at 08:40."""
    opened = datetime(day.year, day.month, day.day, 8, 40, tzinfo=LOCAL).astimezone(UTC)
    clock.set(day, int(opened.timestamp() * 1000))
    work.writer = replace(work.writer, today=day)


def _batches(steps: list[Step]) -> Iterator[list[Step]]:
    for start in range(0, len(steps), PER_ENTRY):
        yield steps[start : start + PER_ENTRY]


def first_words(
    sketch: Sketch, writer: Writer, *, responsible: str, nodes: tuple[Node, ...]
) -> dict[str, str]:
    """The fields of a matter as the clerk registers it."""
    values = {
        "title": sketch.title,
        "category": sketch.category,
        "item_group": sketch.item,
        "source": sketch.source,
        "source_ref": sketch.source_ref,
        "source_date": sketch.came_on.isoformat() if sketch.came_on else "",
        "instruction": sketch.instruction,
        "target": sketch.target,
        "task": sketch.task,
        "measures": writer.measures(sketch),
        "duty": writer.duty(sketch, responsible),
        "requirement": writer.sentence("requirement"),
        "due": sketch.due,
        "start": sketch.start,
        "plan": "；".join(f"{node.due.month}月{node.due.day}日前{node.name}" for node in nodes)
        or _PLAIN_PLANS.get(sketch.kind, _STEADY_PLAN),
        "report_cycle": cycle_of(sketch).word,
        "watch": writer.watch(sketch),
        "amount": sketch.amount,
        "priority": sketch.priority,
        "phone": writer.county.phone(sketch.lead),
    }
    return {key: value for key, value in values.items() if value}
