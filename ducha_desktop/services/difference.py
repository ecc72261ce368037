"""What became of the ledger between two days, explained matter by matter; sums reconcile.

The ledger of a day is that of `services.ledger.as_of`: all changes with a business date up to it.
Two such ledgers are not built: the changes after the first day alone tell what was and what is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ducha_desktop.domain import figures
from ducha_desktop.domain.errors import NotFoundError, WrongUseError
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import Stage, Worded
from ducha_desktop.services.difference_courses import Course, Stand, courses_after, stage_at
from ducha_desktop.services.office import Reader
from ducha_desktop.services.stats import Identity
from ducha_desktop.storage.queries import moves as queries

MOST_SAID = 3


class Kind(Worded):
    """What became of a matter, the first that fits."""

    NEW = "new", "新增"
    REMOVED = "removed", "删除"
    CORRECTED = "corrected", "更正"
    CANCELLED = "cancelled", "撤销"
    CLOSED = "closed", "办结"
    REOPENED = "reopened", "重新办理"
    MOVED = "moved", "环节变动"


EXPLAINED = {
    Kind.NEW: "后一天才在台账里：其间登记、恢复，或从别的台账转入。",
    Kind.REMOVED: "后一天已不在台账里：其间删除、撤回登记，或转到别的台账。",
    Kind.CORRECTED: "状态因撤销、恢复操作，或事后补记更早日期的情况而改变；改了又改回的也列出。",
    Kind.CANCELLED: "其间撤销（终止）的事项。",
    Kind.CLOSED: "其间销号的事项。",
    Kind.REOPENED: "完成或撤销的事项又回到办理中。",
    Kind.MOVED: "其间走到了别的环节。",
}


@dataclass(frozen=True, slots=True)
class Said:
    """An entry that moved a matter, in the clerk's words."""

    on: date
    words: str
    user: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One matter that is not what it was.

    Attributes:
        before: its state on the first day; None where it was not in the ledger.
        after: its state on the second day; None where it is not in the ledger.
        corrected: an undo, or an entry made out of the order of its business dates, is part of it.
        entries: how many acts moved it.
        said: the last of them.
    """

    uid: str
    number: str
    title: str
    ledger: str
    lead_unit: str
    kind: Kind
    before: State | None
    after: State | None
    corrected: bool
    entries: int
    said: tuple[Said, ...]

    def as_json(self) -> dict[str, Any]:
        """As `ducha difference --json` has it."""
        return {
            "number": self.number,
            "uid": self.uid,
            "title": self.title,
            "ledger": self.ledger,
            "lead_unit": self.lead_unit,
            "kind": self.kind.value,
            "from": self.before.value if self.before else None,
            "to": self.after.value if self.after else None,
            "corrected": self.corrected,
            "entries": self.entries,
            "said": [
                {"date": said.on.isoformat(), "words": said.words, "user": said.user, "reason": said.reason}
                for said in self.said
            ],
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """Two days of the ledger.

    Attributes:
        since: the first day; `then` are its matters by stage.
        until: the second day; `now` are its matters by stage.
        moves: what lies between them, by kind, then by number.
        flows: matters by the stage they left and the one they came to; None is outside the ledger.
    """

    since: date
    until: date
    then: Mapping[Stage, int]
    now: Mapping[Stage, int]
    moves: tuple[Move, ...]
    flows: Mapping[tuple[Stage | None, Stage | None], int]

    @property
    def kinds(self) -> dict[Kind, int]:
        """How many matters of each kind."""
        counts = Counter(move.kind for move in self.moves)
        return {kind: counts[kind] for kind in Kind}

    def came(self, stages: Iterable[Stage]) -> int:
        """Matters that came into these stages from outside them."""
        inside = set(stages)
        return sum(n for (a, b), n in self.flows.items() if b in inside and a not in inside)

    def left(self, stages: Iterable[Stage]) -> int:
        """Matters that left these stages."""
        inside = set(stages)
        return sum(n for (a, b), n in self.flows.items() if a in inside and b not in inside)

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Each count of the second day out of the first and the explained moves."""
        sets = (
            ("台账行数", tuple(Stage)),
            ("总数", figures.COUNTED),
            *((stage.word, (stage,)) for stage in Stage),
        )
        return tuple(
            Identity(
                f"{word}：前＋进－出＝后",
                _sum(self.then, stages) + self.came(stages) - self.left(stages),
                _sum(self.now, stages),
            )
            for word, stages in sets
        )

    def as_json(self) -> dict[str, Any]:
        """As `ducha difference --json` has it."""
        return {
            "from": self.since.isoformat(),
            "to": self.until.isoformat(),
            "then": _counters(self.then),
            "now": _counters(self.now),
            **{kind.value: number for kind, number in self.kinds.items()},
            "flows": [
                {"from": a.value if a else None, "to": b.value if b else None, "count": n}
                for (a, b), n in self.flows.items()
            ],
            "matters": [move.as_json() for move in self.moves],
            "identities": [identity.as_json() for identity in self.identities],
        }


def difference(reader: Reader, since: date, until: date, *, ledgers: Sequence[str] = ()) -> Difference:
    """What became of the ledger from the end of `since` to the end of `until`.

    Args:
        reader: of the present.
        since: the first day.
        until: the second day.
        ledgers: names or uids of ledgers; empty is all of them.

    Raises:
        WrongUseError: the second day is before the first.
        NotFoundError: there is no such ledger.
    """
    if until < since:
        raise WrongUseError("后一天早于前一天，没有比较，数据没有改动。请把两个日期对调。")
    names = queries.ledgers(reader.connection)
    wanted = _wanted(names, ledgers)
    courses = courses_after(reader, since)
    counts = dict.fromkeys(Stage, 0)
    for ledger, stage, number in queries.live_stages(reader.connection):
        if wanted is None or ledger in wanted:
            counts[Stage(stage)] += number
    then, now = Counter(counts), Counter(counts)
    flows: Counter[tuple[Stage | None, Stage | None]] = Counter()
    found: list[tuple[str, Course, Stand, Stand]] = []
    for uid, course in courses.items():
        first, second, last = course.on(since), course.on(until), course.on(None)
        before, after, live = (stand.stage(wanted) for stand in (first, second, last))
        _shift(then, live, before)
        _shift(now, live, after)
        if before is not after:
            flows[before, after] += 1
        if (before or after) and course.between(since, until):
            found.append((uid, course, first.within(wanted), second.within(wanted)))
    moves = _explained(reader, found, (since, until), names)
    return Difference(since, until, dict(then), dict(now), moves, dict(flows))


def _wanted(names: Mapping[str, str], ledgers: Sequence[str]) -> set[str] | None:
    if not ledgers:
        return None
    found = {uid for uid, name in names.items() if uid in ledgers or name in ledgers}
    if missing := [asked for asked in ledgers if asked not in found and asked not in names.values()]:
        raise NotFoundError(f"没有“{missing[0]}”这个台账，没有比较，数据没有改动。请核对台账名称。")
    return found


def _shift(counts: Counter[Stage], live: Stage | None, then: Stage | None) -> None:
    """From the count of the present to that of a day."""
    if live is not None:
        counts[live] -= 1
    if then is not None:
        counts[then] += 1


def _kind(before: Stand, after: Stand, corrected: bool) -> Kind:
    if not before.state:
        return Kind.NEW
    if not after.state:
        return Kind.REMOVED
    if corrected or before.state == after.state:
        return Kind.CORRECTED
    was, now = (stage_at(each.state, each.archived) for each in (before, after))
    over = (Stage.CLOSED, Stage.CANCELLED)
    if was is not now and now in over:
        return Kind.CLOSED if now is Stage.CLOSED else Kind.CANCELLED
    return Kind.REOPENED if was in over and now not in over else Kind.MOVED


def _explained(
    reader: Reader,
    found: Sequence[tuple[str, Course, Stand, Stand]],
    days: tuple[date, date],
    names: Mapping[str, str],
) -> tuple[Move, ...]:
    end = days[1].isoformat()
    told: list[tuple[str, Stand, Stand, Kind, bool, list[int]]] = []
    for uid, course, before, after in found:
        corrections = course.corrections(*days)
        turns = course.between(*days)
        last = [turn for turn in course.turns if turn.day <= end][-1]
        if before == after and not corrections:
            continue
        kind = _kind(before, after, last in corrections)
        seqs = list(dict.fromkeys(turn.seq for turn in (*turns, *corrections)))
        told.append((uid, before, after, kind, bool(corrections), sorted(seqs)))
    faces = queries.faces(reader.connection, [uid for uid, *_ in told])
    said = queries.said(reader.connection, sorted({seq for *_, seqs in told for seq in seqs[-MOST_SAID:]}))
    moves = []
    for uid, before, after, kind, corrected, seqs in told:
        face = faces[uid]
        words = tuple(
            Said(date.fromisoformat(said[seq].day), said[seq].words, said[seq].user, said[seq].reason)
            for seq in seqs[-MOST_SAID:]
        )
        was, now = (State(each.state) if each.state else None for each in (before, after))
        ledger = names.get(face.ledger_uid, "")
        moves.append(
            Move(
                uid=uid,
                number=face.number,
                title=face.title,
                ledger=ledger,
                lead_unit=face.lead,
                kind=kind,
                before=was,
                after=now,
                corrected=corrected,
                entries=len(seqs),
                said=words,
            )
        )
    order = {kind: place for place, kind in enumerate(Kind)}

    def place(move: Move) -> tuple[int, int, int]:
        return order[move.kind], faces[move.uid].year, faces[move.uid].place

    return tuple(sorted(moves, key=place))


def _sum(counts: Mapping[Stage, int], stages: Iterable[Stage]) -> int:
    return sum(counts.get(stage, 0) for stage in stages)


def _counters(counts: Mapping[Stage, int]) -> dict[str, int]:
    return {"total": figures.total(counts), **{stage.value: counts.get(stage, 0) for stage in Stage}}
