"""A matter in hand: reports of every cycle, extension, standstill, return, closing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ducha_desktop.domain.cycles import cycle_end, cycle_start
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import LedgerKind, ReportCycle
from ducha_desktop.services.demo_diary import APPROVER, CHIEF, CLERK, Diary
from ducha_desktop.services.demo_fates import CLOSING, FINISHED, Fate
from ducha_desktop.services.demo_stock import Sketch
from ducha_desktop.services.demo_words import Node, Progress, Writer, done_nodes

CHAIN = 9
"""Working days that review, presentation and closing take at most."""
_SHORT_COURSE = 45
_QUIET = (Fate.LATER, Fate.SUSPENDED, Fate.CANCELLED, Fate.CANCELLED_ARCHIVED)
_PACE = {
    Fate.OVERDUE: (0.6, 0.9),
    Fate.EXTENDED: (0.6, 0.85),
    Fate.SILENT: (0.55, 0.8),
    Fate.NEAR: (0.85, 0.98),
}
_WAIT = {Fate.CLAIMED: (0, 3), Fate.REVIEWED: (3, 7), Fate.PRESENTED: (6, 12)}
Beat = tuple[date, int, Callable[[], None]]


@dataclass(slots=True)
class Course:
    """What happens to one matter after the unit has signed for it.

    Attributes:
        due: the day it is due, prolonged ones with the old day; None without a single date.
    """

    diary: Diary
    writer: Writer
    fate: Fate
    due: date | None
    nodes: tuple[Node, ...]
    signed: date = field(init=False)
    goal: date = field(init=False)
    pace: float = field(init=False)
    percent: int = 0
    before: Progress | None = None
    _beats: list[Beat] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Fix where it starts, what it runs towards, and how fast."""
        today = self.diary.today
        self.signed = self.diary.last
        self.goal = self.due or date(today.year, 12, 31)
        self.pace = self.diary.rng.uniform(*_PACE.get(self.fate, (0.85, 1.08)))

    def run(self) -> None:
        """Write the acts in order of their days."""
        if self.fate is Fate.LATER:
            return
        end = self._plan()
        for day in self._report_days(end):
            self._at(day, self._report)
        for _, _, act in sorted(self._beats, key=lambda beat: beat[:2]):
            act()

    def _at(self, day: date, act: Callable[[date], None]) -> None:
        self._beats.append((day, len(self._beats), lambda: act(day)))

    def _plan(self) -> date:
        """Note what is special about this course; return the day until which reports come."""
        today = self.diary.today
        if self.fate in FINISHED or self.fate in CLOSING:
            claim = self._claim_day()
            self._at(claim, self._close)
            return claim - timedelta(days=3)
        match self.fate:
            case Fate.EXTENDED | Fate.REFUSED | Fate.EXTENDING:
                self._at(self._asking_day(), self._extend)
            case Fate.SUSPENDED:
                day = self._back(8, 40)
                self._at(day, self._suspend)
                return day
            case Fate.RESUMED:
                self._at(self._back(55, 90), self._stand_still)
            case Fate.CANCELLED | Fate.CANCELLED_ARCHIVED:
                day = self._back(25, 70)
                self._at(day, self._cancel)
                return day
            case Fate.RETURNED:
                self._at(self._back(25, 45), self._return)
            case Fate.REOPENED:
                self._at(self._back(60, 75), self._reopen)
        return today

    def _back(self, low: int, high: int) -> date:
        """A working day between so many days ago, but after the unit has signed."""
        day = self.diary.today - timedelta(days=self.diary.rng.randint(low, high))
        return max(self._backward(day), self.diary.calendar.add_workdays(self.signed, 2))

    # reports

    def _report_days(self, end: date) -> Iterator[date]:
        """A day in every cycle until the end, the current one included for whoever keeps time."""
        diary, rng = self.diary, self.diary.rng
        first = diary.calendar.add_workdays(self.signed, 3)
        if self.cycle is ReportCycle.NONE and (end - self.signed).days <= _SHORT_COURSE:
            term = (min(self.goal, end) - self.signed).days
            for share in (45, 90):
                day = diary.calendar.next_workday(self.signed + timedelta(days=term * share // 100))
                if first <= day <= end:
                    yield day
            return
        cycle = ReportCycle.MONTHLY if self.cycle is ReportCycle.NONE else self.cycle
        last: date | None = None
        start = cycle_start(cycle, self.signed)
        while start <= end:
            close = cycle_end(cycle, start)
            day = diary.calendar.next_workday(close - timedelta(days=rng.randint(6, 15)))
            if first <= day <= end and not (
                self.fate is Fate.SILENT and day >= cycle_start(cycle, diary.today)
            ):
                last = day
                yield day
            start = close + timedelta(days=1)
        if end == diary.today and self.fate not in (Fate.SILENT, *_QUIET):
            yield from self._this_cycle(first, last)

    def _this_cycle(self, first: date, last: date | None) -> Iterator[date]:
        """A report in the cycle that runs today, unless there is one."""
        diary = self.diary
        earliest = max(first, self._month())
        if last is not None and last >= self._month():
            return
        days = [
            day
            for back in range(12)
            if diary.calendar.is_workday(day := diary.today - timedelta(days=back)) and day >= earliest
        ]
        if days:
            yield diary.rng.choice(days)

    def _month(self) -> date:
        return cycle_start(ReportCycle.MONTHLY, self.diary.today)

    @property
    def cycle(self) -> ReportCycle:
        """How often the unit reports."""
        return cycle_of(self.diary.sketch)

    def _report(self, day: date) -> None:
        span = max(1, (self.goal - self.signed).days)
        reached = min(96.0, 100 * (day - self.signed).days / span * self.pace)
        self._tell(day, max(self.percent, int(reached) or 1))

    def _tell(self, day: date, percent: int) -> None:
        """Send a report, and have it read a few days later."""
        diary = self.diary
        words = self.writer.progress(diary.sketch, percent, self.nodes, before=self.before)
        values = {
            "percent": f"{percent}%",
            "text": words.text,
            "problems": words.problems,
            "next_steps": words.next_steps,
        }
        values |= {"person": self.writer.county.contact(diary.lead)}
        values |= {"nodes": str(done_nodes(percent, len(self.nodes)))}
        if diary.write(Action.REPORT, day, **values):
            self.percent, self.before = percent, words
            read = diary.after(1, 3)
            if percent < 100 and diary.rng.random() < 0.4 and read <= diary.today:  # noqa: PLR2004
                diary.write(Action.REVIEW, read, person=CLERK)

    # special acts

    def _asking_day(self) -> date:
        """When a longer term is asked for: before the deadline."""
        diary = self.diary
        if self.fate is Fate.EXTENDING:
            return max(self._back(0, 4), diary.calendar.add_workdays(self.signed, 2))
        if self.fate is Fate.REFUSED:
            return self._back(15, 45)
        day = diary.calendar.add_workdays(self.goal, -diary.rng.randint(3, 7))
        return max(day, diary.calendar.add_workdays(self.signed, 1))

    def _extend(self, day: date) -> None:
        diary, say = self.diary, self.writer.sentence
        base = max(self.goal, diary.today) if self.fate is Fate.EXTENDED else self.goal
        new = diary.calendar.next_workday(base + timedelta(days=diary.rng.randint(12, 45)))
        diary.write(Action.EXTEND, day, due=new.isoformat(), reason=say("extend"), person=self._signer)
        if self.fate is Fate.EXTENDING:
            diary.ended = True
        elif self.fate is Fate.REFUSED:
            diary.write(Action.RETURN, diary.after(1, 3), reason=say("refuse"), person=APPROVER)
        elif diary.write(Action.ACCEPT, diary.after(1, 2), text="同意延期", person=APPROVER):
            self.goal = new

    @property
    def _signer(self) -> str:
        record = self.writer.county.records.get(self.diary.lead)
        return str(record["head"]["name"]) if record else ""

    def _suspend(self, day: date) -> None:
        self.diary.write(Action.SUSPEND, day, reason=self.writer.sentence("suspend"), person=CHIEF)
        self.diary.ended = True

    def _stand_still(self, day: date) -> None:
        diary = self.diary
        diary.write(Action.SUSPEND, day, reason=self.writer.sentence("suspend"), person=CHIEF)
        diary.write(Action.RESUME, diary.after(8, 18), text=self.writer.sentence("resume"), person=CHIEF)

    def _cancel(self, day: date) -> None:
        diary = self.diary
        diary.write(Action.CANCEL, day, reason=self.writer.sentence("cancel"), person=APPROVER)
        if self.fate is Fate.CANCELLED_ARCHIVED:
            diary.write(Action.ARCHIVE, diary.after(3, 8), text=self.writer.sentence("archive"), person=CLERK)
        diary.ended = True

    def _return(self, day: date) -> None:
        diary, say = self.diary, self.writer.sentence
        self._tell(day, 95)
        diary.write(Action.CLAIM_DONE, diary.last, text=say("claim"), person=self._signer)
        diary.write(Action.ACCEPT, diary.after(1, 2), text="受理，转审核", person=CLERK)
        diary.write(Action.RETURN, diary.after(1, 3), reason=say("return"), person=CHIEF)

    def _reopen(self, day: date) -> None:
        self._finish(day)
        diary = self.diary
        diary.write(Action.REOPEN, diary.after(8, 14), reason=self.writer.sentence("reopen"), person=CHIEF)
        self.percent = 80

    # closing

    def _claim_day(self) -> date:
        """When the unit applies for closing."""
        diary, rng, calendar = self.diary, self.diary.rng, self.diary.calendar
        earliest = calendar.add_workdays(self.signed, 1)
        if self.fate in CLOSING:
            day = calendar.add_workdays(diary.today, -rng.randint(*_WAIT[self.fate]))
            if self.due is None or rng.random() < 0.04:  # noqa: PLR2004 - a few apply too late
                return max(earliest, day)
            return max(earliest, self._backward(min(day, self.due - timedelta(days=rng.randint(0, 8)))))
        latest = calendar.add_workdays(diary.today, -CHAIN)
        if self.fate is Fate.LATE and self.due is not None:
            return min(latest, self.due + timedelta(days=rng.randint(2, 15)))
        target = min(latest, self.due) if self.due else latest
        return max(earliest, self._backward(target - timedelta(days=rng.randint(0, 12))))

    def _backward(self, day: date) -> date:
        """The day itself when worked, else the working day before: not over the deadline."""
        calendar = self.diary.calendar
        return day if calendar.is_workday(day) else calendar.add_workdays(day, -1)

    def _close(self, day: date) -> None:
        self._finish(day)

    def _finish(self, day: date) -> None:
        """Final report, application, review, presentation, closing: as far as the fate goes."""
        diary, say, fate = self.diary, self.writer.sentence, self.fate
        self._tell(day, 100)
        diary.write(Action.CLAIM_DONE, diary.last, text=say("claim"), person=self._signer)
        if fate is Fate.CLAIMED:
            return
        diary.write(Action.ACCEPT, diary.after(1, 1), text="受理，转审核", person=CLERK)
        if fate is Fate.REVIEWED:
            return
        diary.write(Action.ACCEPT, diary.after(1, 2), text=say("accept"), person=CHIEF)
        if fate is Fate.PRESENTED:
            return
        diary.write(Action.CLOSE, diary.after(1, 3), text=say("close"), person=APPROVER)
        if fate is Fate.ARCHIVED and not diary.ended:
            day = diary.after(3, 12)
            if day <= diary.today:
                diary.write(Action.ARCHIVE, day, text=say("archive"), person=CLERK)


def cycle_of(sketch: Sketch) -> ReportCycle:
    """The reporting cycle of a matter: short ones have none of their own."""
    if sketch.whole or "每季" in sketch.due:
        return ReportCycle.QUARTERLY
    if sketch.kind in (LedgerKind.INSTRUCTION, LedgerKind.MEETING):
        return ReportCycle.NONE
    if sketch.kind in (LedgerKind.PROPOSAL, LedgerKind.OTHER) and not sketch.due.startswith("每"):
        return ReportCycle.QUARTERLY
    return ReportCycle.MONTHLY
