"""The course of single matters after a day, out of the journal: where each stood on any later day."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from ducha_desktop.domain.states import State, stage_of
from ducha_desktop.domain.vocabulary import Stage
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.queries import moves as queries
from ducha_desktop.storage.queries.moves import Present, Turn


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a matter stands: outside the ledger without a state."""

    state: str = ""
    archived: str = ""
    ledger: str = ""

    def within(self, wanted: set[str] | None) -> "Stand":
        """The same, or nowhere where its ledger is not wanted."""
        return self if wanted is None or self.ledger in wanted else Stand()

    def stage(self, wanted: set[str] | None) -> Stage | None:
        """The count it belongs to; None outside the ledger or the ledgers that are wanted."""
        if not self.state or (wanted is not None and self.ledger not in wanted):
            return None
        return stage_at(self.state, self.archived)


def stage_at(state: str, archived: str) -> Stage:
    """The count of a stored state, with the state it was archived from."""
    return stage_of(State(state), archived != State.CANCELLED.value)


@dataclass(slots=True)
class Course:
    """The turns of one matter from the first one after a day on, in the order of the journal."""

    turns: list[Turn] = field(default_factory=list)
    start: dict[str, str] = field(default_factory=dict)

    def begin(self, now: Present | None) -> None:
        """What stood before the first turn: its old values, or what nothing has changed since."""
        self.start = {
            "state": now.state if now else "",
            "archived": now.archived if now else "",
            "ledger": now.ledger if now else "",
            "deleted": "1" if now and now.deleted else "",
        }
        for turn in reversed(self.turns):
            for name in _FIELDS:
                if text := getattr(turn, name):
                    self.start[name] = _read(text, 0)

    def on(self, day: date | None) -> Stand:
        """Where it stood at the end of a day; None is now."""
        limit = day.isoformat() if day else "~"
        values = dict(self.start)
        there = not any(turn.born for turn in self.turns)
        for turn in self.turns:
            if turn.day <= limit:
                there = there or bool(turn.born)
                for name in _FIELDS:
                    if text := getattr(turn, name):
                        values[name] = _read(text, 1)
        if not there or values["deleted"]:
            return Stand()
        return Stand(values["state"], values["archived"], values["ledger"])

    def between(self, since: date, until: date) -> list[Turn]:
        """The turns of the days after the first up to the second."""
        first, last = since.isoformat(), until.isoformat()
        return [turn for turn in self.turns if first < turn.day <= last]

    def corrections(self, since: date, until: date) -> list[Turn]:
        """Undone, brought back, or entered after an act of a later day."""
        latest, found = "", []
        first, last = since.isoformat(), until.isoformat()
        for turn in self.turns:
            if turn.day <= last:
                late = turn.day < latest
                if late or (turn.kind in _INVERSE and turn.day > first):
                    found.append(turn)
                latest = max(latest, turn.day)
        return found


_FIELDS = ("state", "archived", "ledger", "deleted")
_INVERSE = frozenset({"undo", "redo"})


@lru_cache(maxsize=4096)
def _read(pair: str, place: int) -> str:
    """The old or the new value of a pair as the journal has it; texts here hold neither quotes nor commas."""
    value = pair.split("]", 1)[0].split(",")[place]
    return "" if value == "null" else value.strip('"')


def courses_after(reader: Reader, since: date) -> dict[str, Course]:
    """The matters with a turn after the day."""
    found: dict[str, Course] = {}
    after = since.isoformat()
    for turn in queries.turns(reader.connection, since):
        course = found.get(turn.uid)
        if course is not None:
            course.turns.append(turn)
        elif turn.day > after:
            found[turn.uid] = Course([turn])
    now = queries.present(reader.connection, list(found))
    for uid, course in found.items():
        course.begin(now.get(uid))
    return found
