"""Who owes what by when: reports on matters and duties beside them, by unit in official order.

Only matters with a reporting cycle are looked at, and of those only the ones whose cycle falls due in the days
that are asked for; events are read only where something was not made.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ducha_desktop.domain.cycle_words import cycle_words, period_words, week_of
from ducha_desktop.domain.cycles import ONE_DAY, Rhythm, Span
from ducha_desktop.domain.duties import OWING_KINDS, DutyScope, rhythm_of
from ducha_desktop.domain.obligations import (
    Answer,
    DueRule,
    Owed,
    Period,
    Shift,
    Standing,
    Tally,
    owed,
    periods_due,
)
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import ReportCycle
from ducha_desktop.services.office import Reader
from ducha_desktop.services.own_office import own_office
from ducha_desktop.storage.queries import obligations as queries
from ducha_desktop.storage.queries.obligations import OwingUnit, ReportingMatter, StoredDuty
from ducha_desktop.storage.stored import stored_day

MATTER, DUTY = "matter", "duty"
NOBODY = "（无牵头单位）"
MISSED_BACK = timedelta(days=365)
"""How far back 逾期未报 looks."""
_CALENDAR: tuple[ReportCycle, ...] = tuple(
    cycle for cycle in ReportCycle if cycle not in (ReportCycle.NONE, ReportCycle.CUSTOM)
)
_FOREVER = date.max


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for.

    Attributes:
        span: the days on which something falls due.
        units: uids of units; empty for all, and the office itself.
        standings: only these; empty for all.
        living: only matters in hand, so that what can no longer be asked for stays away.
        matters: whether matters are asked for besides duties.
    """

    span: Span
    units: tuple[str, ...] = ()
    standings: tuple[Standing, ...] = ()
    living: bool = False
    matters: bool = True


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One thing owed by one unit for one period.

    Attributes:
        kind: `matter` or `duty`; `uid` is that of the matter or the duty.
        unit_uid: empty for the office itself and for matters that nobody leads.
        number: the matter's number; empty for duties.
        cycle: `每月`.
        period: `2026年11月`; `first` is its first day, `last` its last.
        made_on: when it was made, however late.
    """

    kind: str
    uid: str
    unit_uid: str
    unit: str
    number: str
    title: str
    cycle: str
    period: str
    first: date
    last: date
    due: date
    standing: Standing
    made_on: date | None


@dataclass(frozen=True, slots=True)
class UnitOwed:
    """What one unit owes; the lines by due day."""

    uid: str
    name: str
    rank_class: str
    tally: Tally
    lines: tuple[OwedLine, ...]


@dataclass(frozen=True, slots=True)
class OwedList:
    """Everything that was asked for, by unit in official order, the office itself first."""

    question: Question
    today: date
    units: tuple[UnitOwed, ...]
    tally: Tally

    @property
    def lines(self) -> tuple[OwedLine, ...]:
        """All lines, unit by unit."""
        return tuple(line for unit in self.units for line in unit.lines)


def this_week(today: date) -> Question:
    """本周应报: what falls due this week and has not come."""
    return Question(week_of(today), standings=(Standing.DUE,), living=True)


def missed(today: date) -> Question:
    """逾期未报: what fell due in the last year, has not come, and can still be asked for."""
    return Question(Span(today - MISSED_BACK, today - ONE_DAY), standings=(Standing.MISSED,), living=True)


def owed_list(reader: Reader, question: Question) -> OwedList:
    """What was asked for, line by line."""
    register = _Register(reader)
    found: dict[tuple[str, str], list[OwedLine]] = {}
    for unit, line in _lines(reader, question, register):
        found.setdefault((unit, line.unit), []).append(line)
    units = [_unit(register, key, lines) for key, lines in found.items()]
    units.sort(key=lambda each: register.place(each.uid, each.name))
    whole = Tally()
    for each in units:
        _add(whole, each.tally)
    return OwedList(question, reader.today, tuple(units), whole)


def count(reader: Reader, question: Question) -> int:
    """How many lines `owed_list` has."""
    register = _Register(reader)
    matters = sum(1 for _ in _of_matters(reader, question))
    return matters + sum(1 for _ in _of_duties(reader, question, register))


def tallies(reader: Reader, question: Question) -> dict[str, Tally]:
    """By uid of the unit, how much of each standing; empty uid for the office and for matters nobody leads.

    The 未及时上报 of a unit is `Tally.untimely`.
    """
    found: dict[str, Tally] = {}
    register = _Register(reader)
    for matter, _rhythm, each in _of_matters(reader, question):
        found.setdefault(matter.unit_uid or "", Tally()).add(each.standing)
    for _duty, unit, _rhythm, each in _of_duties(reader, question, register):
        found.setdefault(unit.uid if unit else "", Tally()).add(each.standing)
    return found


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that can be chosen, with the class in which it is ranked."""

    uid: str
    name: str
    rank_class: str


def unit_choices(reader: Reader) -> tuple[UnitChoice, ...]:
    """The units in official order."""
    units = queries.units(reader.connection)
    return tuple(UnitChoice(unit.uid, unit.name, unit.rank_class) for unit in units)


class _Register:
    """Units in official order, and this office."""

    def __init__(self, reader: Reader) -> None:
        self.units = queries.units(reader.connection)
        self.by_uid = {unit.uid: unit for unit in self.units}
        self._places = {unit.uid: place for place, unit in enumerate(self.units, start=1)}
        self.office = own_office(reader).name

    def place(self, uid: str, name: str) -> int:
        """The office itself first, units in order, what nobody leads last."""
        if not uid:
            return 0 if name == self.office else len(self.units) + 1
        return self._places.get(uid, len(self.units))

    def owing(self, duty: StoredDuty) -> Iterator[OwingUnit | None]:
        """The units that owe a duty; None is the office itself."""
        if duty.scope == DutyScope.OFFICE:
            yield None
        for unit in self.units:
            if _owes(unit, duty):
                yield unit


_OWING = frozenset(kind.value for kind in OWING_KINDS)
_KIND_WORDS = {kind.value: kind.word for kind in OWING_KINDS}


def _owes(unit: OwingUnit, duty: StoredDuty) -> bool:
    if duty.scope == DutyScope.UNIT:
        return unit.uid == duty.unit_uid
    if duty.scope == DutyScope.CLASS:
        return bool(duty.rank_class) and duty.rank_class in (unit.rank_class, _KIND_WORDS.get(unit.kind))
    return duty.scope == DutyScope.ALL and unit.kind in _OWING


def _lines(reader: Reader, question: Question, register: _Register) -> Iterator[tuple[str, OwedLine]]:
    for matter, rhythm, each in _of_matters(reader, question):
        unit = register.by_uid.get(matter.unit_uid or "")
        line = _line((MATTER, matter.uid, matter.number, matter.title), unit, rhythm, each)
        yield line.unit_uid, line
    for duty, owing, rhythm, each in _of_duties(reader, question, register):
        line = _line((DUTY, duty.uid, "", duty.name), owing, rhythm, each, nobody=register.office)
        yield line.unit_uid, line


def _line(
    what: tuple[str, str, str, str],
    unit: OwingUnit | None,
    rhythm: Rhythm,
    each: Owed,
    *,
    nobody: str = NOBODY,
) -> OwedLine:
    kind, uid, number, title = what
    return OwedLine(
        kind=kind,
        uid=uid,
        unit_uid=unit.uid if unit else "",
        unit=unit.name if unit else nobody,
        number=number,
        title=title,
        cycle=cycle_words(rhythm.cycle, rhythm.days),
        period=period_words(rhythm, each.period.span),
        first=each.period.span.first,
        last=each.period.span.last,
        due=each.period.due,
        standing=each.standing,
        made_on=each.answer.on if each.answer else None,
    )


def _unit(register: _Register, key: tuple[str, str], lines: Sequence[OwedLine]) -> UnitOwed:
    uid, name = key
    tally = Tally()
    for line in lines:
        tally.add(line.standing)
    known = register.by_uid.get(uid)
    ordered = tuple(sorted(lines, key=lambda line: (line.due, line.kind, line.number)))
    return UnitOwed(uid, name, known.rank_class if known else "", tally, ordered)


def _add(whole: Tally, part: Tally) -> None:
    for standing in Standing:
        whole.add(standing, getattr(part, standing.value))


def _wanted(question: Question, found: Iterable[Owed]) -> Iterator[Owed]:
    return (each for each in found if not question.standings or each.standing in question.standings)


# Matters -------------------------------------------------------------------------------------------


def _of_matters(reader: Reader, question: Question) -> Iterator[tuple[ReportingMatter, Rhythm, Owed]]:
    if not question.matters:
        return
    rule = DueRule(-reader.rules.report_grace_days)
    known = {cycle: periods_due(Rhythm(cycle), rule, question.span, reader.calendar) for cycle in _CALENDAR}
    cycles = [cycle.value for cycle, periods in known.items() if periods]
    matters = queries.matters(
        reader.connection,
        reader.table,
        cycles=[*cycles, ReportCycle.CUSTOM.value],
        since=question.span.first,
        living=question.living,
        units=question.units,
    )
    low = (question.span.first - timedelta(days=_LOOK_BACK)).isoformat()
    reported = [each.uid for each in matters if each.last_report_on and each.last_report_on >= low]
    reports = queries.reports(reader.connection, list(dict.fromkeys(reported)))
    asked = []
    for matter in matters:
        rhythm = _rhythm(matter)
        periods = known.get(rhythm.cycle)
        if periods is None:
            periods = periods_due(rhythm, rule, question.span, reader.calendar)
        term = _term(matter)
        owing = tuple(period for period in periods if period.due in term)
        if owing:
            asked.append((matter, rhythm, owing, term))
    yield from _judged(reader, question, asked, reports)


_LOOK_BACK = 366 + 60
"""A report of the longest period that falls due on the first day asked for came no earlier."""

_Asked = tuple[ReportingMatter, Rhythm, tuple[Period, ...], Span]


def _judged(
    reader: Reader,
    question: Question,
    asked: Sequence[_Asked],
    reports: dict[str, list[tuple[str, str | None, str]]],
) -> Iterator[tuple[ReportingMatter, Rhythm, Owed]]:
    """Events are looked up only for matters with something not made in time."""
    first: list[tuple[_Asked, list[Owed]]] = []
    open_ones = []
    for each in asked:
        matter, rhythm, periods, term = each
        answers = [_answer(*row) for row in reports.get(matter.uid, ())]
        found = list(owed(rhythm, periods, answers, term=term, idle=(), today=reader.today))
        first.append((each, found))
        if any(one.standing is not Standing.MADE for one in found):
            open_ones.append(matter.uid)
    idle = {
        uid: _idle(acts)
        for uid, acts in queries.breaks(reader.connection, list(dict.fromkeys(open_ones))).items()
    }
    for (matter, rhythm, _periods, _term_of), found in first:
        if matter.state == State.CANCELLED and not idle.get(matter.uid):
            continue  # nobody knows from which day on it owed nothing
        spans = idle.get(matter.uid, ())
        kept = [one for one in found if not any(one.period.due in span for span in spans)]
        for one in _wanted(question, kept):
            yield matter, rhythm, one


def _answer(on: str, period: str | None, uid: str) -> Answer:
    return Answer(date.fromisoformat(on), stored_day(period), uid)


def _rhythm(matter: ReportingMatter) -> Rhythm:
    """As the lights count it."""
    cycle = ReportCycle(matter.cycle)
    if cycle is not ReportCycle.CUSTOM:
        return Rhythm(cycle)
    begins = matter.start or matter.signed_on or matter.approved_on or matter.registered_on
    return Rhythm(cycle, matter.cycle_days or 0, date.fromisoformat(begins) if begins else date.min)


def _term(matter: ReportingMatter) -> Span:
    """From receipt, or from when it is in force, to the day before the end."""
    receipt = matter.signed_on or matter.approved_on or matter.registered_on or ""
    first = max(receipt, matter.start or "")
    ended = (
        matter.claimed_on
        or matter.closed_on
        or (matter.suspended_on if matter.state == State.SUSPENDED else "")
    )
    return Span(
        date.fromisoformat(first) if first else date.min,
        date.fromisoformat(ended) - ONE_DAY if ended else _FOREVER,
    )


def _idle(acts: Sequence[tuple[date, bool]]) -> tuple[Span, ...]:
    """The days while suspended, applied for or cancelled; what goes on again owes from that day."""
    spans: list[Span] = []
    since: date | None = None
    for day, stops in acts:
        if stops and since is None:
            since = day
        elif not stops and since is not None:
            if day > since:
                spans.append(Span(since, day - ONE_DAY))
            since = None
    if since is not None:
        spans.append(Span(since, _FOREVER))
    return tuple(spans)


# Duties --------------------------------------------------------------------------------------------


def _of_duties(
    reader: Reader, question: Question, register: _Register
) -> Iterator[tuple[StoredDuty, OwingUnit | None, Rhythm, Owed]]:
    duties = queries.duties(reader.connection)
    if not duties:
        return
    done = queries.done(reader.connection, question.span.first - timedelta(days=_LOOK_BACK))
    for duty in duties:
        rhythm = rhythm_of(ReportCycle(duty.cycle), duty.cycle_days, duty.since)
        periods = periods_due(rhythm, DueRule(duty.on_day, Shift(duty.shift)), question.span, reader.calendar)
        term = Span(duty.since, duty.until or _FOREVER)
        for unit in register.owing(duty) if periods else ():
            if question.units and (unit is None or unit.uid not in question.units):
                continue
            answers = [Answer(*row) for row in done.get((duty.uid, unit.uid if unit else ""), ())]
            found = owed(rhythm, periods, answers, term=term, idle=(), today=reader.today)
            for each in _wanted(question, found):
                yield duty, unit, rhythm, each
