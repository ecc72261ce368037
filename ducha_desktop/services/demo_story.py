"""The story of one matter, from its registration to where it stands on the demo's day."""

from datetime import date

from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import LedgerKind
from ducha_desktop.domain.workdays import ONE_DAY, Calendar
from ducha_desktop.services.demo_course import Course
from ducha_desktop.services.demo_diary import ADD, APPROVER, CHIEF, EDIT, Diary, Step
from ducha_desktop.services.demo_fates import Fate
from ducha_desktop.services.demo_stock import Sketch
from ducha_desktop.services.demo_words import Node, Writer

_SHORT_TERM = 20


class Teller:
    """Tells the stories of all matters of one demo."""

    def __init__(self, writer: Writer, calendar: Calendar, today: date) -> None:
        """Prepare for a writer, the holiday table and the day the demo is seen on."""
        self.writer, self.calendar, self.today = writer, calendar, today
        self.rng = writer.rng

    def tell(
        self, sketch: Sketch, fate: Fate, *, came: date, due: date | None
    ) -> tuple[list[Step], tuple[Node, ...]]:
        """The acts of a matter and the nodes of its plan."""
        diary = Diary(sketch, self.calendar, self.today, self.rng, last=came)
        diary.write(ADD, came)
        quick = due is not None and self.calendar.workdays_between(came, due) <= _SHORT_TERM
        if fate in (Fate.DRAFT, Fate.STILLBORN):
            if fate is Fate.STILLBORN:
                reason = self.writer.sentence("cancel")
                diary.write(Action.CANCEL, diary.after(2, 4), reason=reason, person=APPROVER)
            return diary.steps, ()
        signed = self._approve(diary, fate, slow=0 if quick else 1) and self._hand_out(
            diary, fate, slow=0 if quick else 1
        )
        nodes: tuple[Node, ...] = ()
        if due is not None and due > diary.last and sketch.kind is not LedgerKind.INSTRUCTION:
            nodes = self._on_workdays(self.writer.nodes(sketch, diary.last, due), diary.last)
        if signed:
            Course(diary, self.writer, fate, due=due, nodes=nodes).run()
        return diary.steps, nodes

    def _on_workdays(self, nodes: tuple[Node, ...], first: date) -> tuple[Node, ...]:
        """The nodes on working days, one after the other; the last stays on the day that was set."""
        last = nodes[-1].due
        moved = [Node(node.name, self.calendar.next_workday(node.due)) for node in nodes[:-1]]
        kept = [*(node for node in moved if node.due < last), nodes[-1]]
        starts = [first, *(self.calendar.next_workday(node.due + ONE_DAY) for node in kept[:-1])]
        return tuple(
            Node(node.name, node.due, min(start, node.due)) for node, start in zip(kept, starts, strict=True)
        )

    def _approve(self, diary: Diary, fate: Fate, *, slow: int) -> bool:
        """From the draft to its number; false when it has not come so far."""
        diary.write(Action.SUBMIT, diary.after(0, 1 + slow))
        if fate in (Fate.SENT_BACK, Fate.RETURNED):
            reason = self.writer.sentence("send_back")
            diary.write(Action.RETURN, diary.after(1, 2), reason=reason, person=CHIEF)
            if fate is Fate.SENT_BACK:
                return False
            diary.write(Action.SUBMIT, diary.after(1, 1))
        if fate is Fate.APPROVAL:
            return False
        diary.write(Action.APPROVE, diary.after(0, 1 + slow), person=APPROVER)
        return fate is not Fate.APPROVED

    def _hand_out(self, diary: Diary, fate: Fate, *, slow: int) -> bool:
        """To the unit and its signature; false when it has not signed."""
        diary.write(Action.ASSIGN, diary.after(0, slow))
        if fate is Fate.ASSIGNED:
            return False
        if fate is Fate.OBJECTED or (fate is Fate.REFUSED and diary.sketch.co):
            self._object(diary, fate)
        if fate is Fate.OBJECTED:
            return False
        who = self.writer.county.contact(diary.lead)
        return diary.write(
            Action.SIGN, diary.after(slow, 1 + slow), person=who, text=self.writer.sentence("sign")
        )

    def _object(self, diary: Diary, fate: Fate) -> None:
        """The unit objects within three working days; another becomes lead (改派)."""
        diary.write(Action.RETURN, diary.after(1, 3), reason=self.writer.sentence("object"))
        sketch = diary.sketch
        if fate is Fate.OBJECTED or not sketch.co:
            return
        diary.lead, rest = sketch.co[0], (sketch.lead, *sketch.co[1:])
        diary.write(EDIT, diary.after(1, 1), lead_unit=diary.lead, co_units="、".join(rest))
        diary.write(Action.ASSIGN, diary.after(0, 1))
