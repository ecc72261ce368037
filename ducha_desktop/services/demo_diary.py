"""One matter's dated acts in order: a clerk's diary in advance."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.services.demo_stock import Sketch

ADD, EDIT = "add", "edit"
CLERK, CHIEF, APPROVER = "王敏", "范知行", "吴德厚"
"""The clerk, the head of the supervision office, and the leader who approves."""
RANKS: dict[str, int] = {
    name: rank
    for rank, name in enumerate(
        (
            ADD,
            Action.RETURN,
            EDIT,
            Action.SUBMIT,
            Action.APPROVE,
            Action.ASSIGN,
            Action.RESUME,
            Action.SIGN,
            Action.REPORT,
            Action.REVIEW,
            Action.EXTEND,
            Action.SUSPEND,
            Action.CLAIM_DONE,
            Action.ACCEPT,
            Action.CLOSE,
            Action.ARCHIVE,
            Action.REOPEN,
            Action.CANCEL,
        )
    )
}
"""Order of the acts within one day."""
_MEDIA = {
    Action.REPORT: (Medium.EXCEL, Medium.EXCEL, Medium.PAPER, Medium.PHONE),
    Action.SIGN: (Medium.PAPER, Medium.PHONE),
    Action.CLAIM_DONE: (Medium.PAPER,),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One act: when, what, with which values."""

    on: date
    rank: int
    key: int
    name: str
    values: dict[str, str]
    medium: Medium = Medium.PAPER


@dataclass(slots=True)
class Diary:
    """The acts of one matter in order; an act that would lie after today ends the story.

    Attributes:
        last: day of the last act.
        ended: nothing more happens.
        lead: the unit in the lead now.
    """

    sketch: Sketch
    calendar: Calendar
    today: date
    rng: Random
    steps: list[Step] = field(default_factory=list)
    last: date = date.min
    ended: bool = False
    lead: str = ""

    def __post_init__(self) -> None:
        """The unit in the lead is the one the matter is registered with, until another takes it."""
        self.lead = self.sketch.lead

    def write(self, name: str, on: date, **values: str) -> bool:
        """Note an act on a working day from `on`, after the act before; whether it happened."""
        if self.ended:
            return False
        day = self.calendar.next_workday(max(on, self.last))
        rank = RANKS[name]
        if self.steps and day == self.last and rank <= self.steps[-1].rank:
            day = self.calendar.add_workdays(day, 1)
        if day > self.today:
            self.ended = True
            return False
        media = _MEDIA.get(Action(name) if name in set(Action) else Action.CLOSE, (Medium.PAPER,))
        self.steps.append(Step(day, rank, self.sketch.key, name, values, self.rng.choice(media)))
        self.last = day
        return True

    def after(self, low: int, high: int) -> date:
        """A day some working days after the last act."""
        return self.calendar.add_workdays(self.last, self.rng.randint(low, high))
