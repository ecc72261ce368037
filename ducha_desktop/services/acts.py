"""Acting on a matter by the state table: what each action does besides moving the state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.deadline_terms import TermStart, TermUnit, term_start
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.numbering import DEFAULT_PATTERN, format_number
from ducha_desktop.domain.states import Action, State, Transition, next_state
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.domain.workdays import missing_words
from ducha_desktop.models.matter import Event, Matter, Report
from ducha_desktop.services.reading import move_progress_words, plain_text, read_values
from ducha_desktop.services.remarks import note_reading, remark
from ducha_desktop.storage.queries.numbers import next_number
from ducha_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Doing:
    """How an act reached the office (`domain.md` §4: business date ≠ entry date, medium, evidence).

    Attributes:
        on: business date; the writer's today by default.
        values: what the act needs: `due`, `reason`, `percent`, `text`, `problems`, `next_steps`, `person`.
    """

    on: date | None = None
    medium: Medium = Medium.PAPER
    evidence: str = ""
    values: Mapping[str, str] | None = None


def act(work: UnitOfWork, uid: str, action: Action, doing: Doing | None = None) -> Matter:
    """Carry out an action of the state table.

    Raises:
        RefusedError: the state does not allow it.
        WrongUseError: a value that the action needs is missing.
    """
    doing = doing or Doing()
    matter = work.find(Matter, uid)
    source = State(matter.state)
    line = next_state(source, action)
    given = {key: plain_text(value) for key, value in (doing.values or {}).items() if value}
    _require(line, given)
    on = doing.on or work.writer.today
    matter.prior_state, matter.state = source.value, line.target.value
    if action in _EFFECTS:
        _EFFECTS[action](_Deed(work, matter, source, on, doing.medium, given))
    if line.redo:
        matter.returns += 1
        matter.claimed_on = matter.closed_on = None
    work.add(
        Event(
            matter_uid=uid,
            action=action.value,
            from_state=source.value,
            to_state=matter.state,
            on=on,
            medium=doing.medium.value,
            evidence=plain_text(doing.evidence),
            person=given.get("person", ""),
            note=given.get("reason", given.get("text", "")),
        )
    )
    work.session.add(matter)
    return matter


def allot_number(work: UnitOfWork, matter: Matter, year: int) -> None:
    """Give the matter the next number of its ledger's pattern and year, without gaps."""
    work.session.flush()
    pattern = _pattern(work, matter.ledger_uid)
    known = f"number {pattern} {year}"
    number = next_number(work.raw, pattern, year, after=work.memo.get(known))
    work.memo[known] = number.n
    matter.number_year, matter.number_seq = number.year, number.n
    matter.number = format_number(number, pattern)


def _pattern(work: UnitOfWork, ledger_uid: str) -> str:
    row = work.raw.execute("SELECT number_pattern FROM ledger WHERE uid=?", (ledger_uid,)).fetchone()
    return str(row[0]) or DEFAULT_PATTERN


def _require(line: Transition, given: Mapping[str, str]) -> None:
    words = {"due": "新的完成时限（due）", "reason": "理由（reason）"}
    missing = [words.get(need, need) for need in line.needs if not given.get(need, "").strip()]
    if missing:
        raise WrongUseError(f"{line.word}须写明{'、'.join(missing)}。事项没有改动。")


@dataclass(frozen=True, slots=True)
class _Deed:
    """One act being carried out: the matter in its new state, the state it came from, what was given."""

    work: UnitOfWork
    matter: Matter
    source: State
    on: date
    medium: Medium
    given: Mapping[str, str]


def _approve(deed: _Deed) -> None:
    deed.matter.approved_on = deed.on
    if deed.matter.number is None:
        allot_number(deed.work, deed.matter, deed.on.year)
    _begin_term(deed, TermStart.SOURCE, deed.matter.source_date)


def _assign(deed: _Deed) -> None:
    _begin_term(deed, TermStart.ASSIGNMENT, deed.on)


def _sign(deed: _Deed) -> None:
    deed.matter.signed_on = deed.on
    # What has not begun to run by now runs from the receipt.
    _begin_term(deed, term_start(deed.matter.due_text), deed.on)


def _begin_term(deed: _Deed, event: TermStart, day: date | None) -> None:
    """A limit such as `15个工作日内` gets its last day once the event has come from which it counts."""
    matter = deed.matter
    if day is None or matter.due is not None or term_start(matter.due_text) is not event:
        return
    calendar = deed.work.light_judge().calendar
    found = read_deadline(matter.due_text, year=day.year, today=day, anchor=day, calendar=calendar)
    if found.term is not None and found.due is not None:
        matter.due, matter.due_kind = found.due, found.kind.value
        missing = calendar.missing_years(day, found.due)
        if missing and found.term.unit is TermUnit.WORKDAY:
            remark(deed.work, matter.due_text, f"{missing_words(missing)}；录入后请核对这个时限")


def _report(deed: _Deed) -> None:
    matter, on, given = deed.matter, deed.on, deed.given
    reading = read_values(
        {key: given[name] for name, key in _REPORT_FIELDS.items() if name in given},
        today=on,
        calendar=deed.work.light_judge().calendar,
        year=on.year,
    )
    note_reading(deed.work, reading)
    move_progress_words(reading)
    columns: dict[str, Any] = reading.columns
    for name, value in columns.items():
        setattr(matter, name, value)
    matter.extras = reading.extras(matter.extras)
    matter.last_report_on = on
    deed.work.add(
        Report(
            matter_uid=matter.uid,
            on=on,
            percent=columns.get("progress_percent"),
            approximate=columns.get("progress_approximate", False),
            words=columns.get("progress_text", ""),
            problems=columns.get("problems", ""),
            next_steps=columns.get("next_steps", ""),
            medium=deed.medium.value,
            author=given.get("person", ""),
        )
    )


_REPORT_FIELDS = {
    "percent": "progress_percent",
    "text": "progress_text",
    "problems": "problems",
    "next_steps": "next_steps",
}
VALUE_NAMES = ("due", "reason", "person", *_REPORT_FIELDS)
"""What may be given with an act besides its day, medium and evidence."""


def _extend(deed: _Deed) -> None:
    matter, given = deed.matter, deed.given
    reading = read_values(
        {"due": given["due"]}, today=deed.on, calendar=deed.work.light_judge().calendar, year=deed.on.year
    )
    wanted = reading.columns["due"]
    if wanted is None:
        raise WrongUseError(
            f"读不出新的完成时限“{given['due']}”，请写成 2026-12-31 这样的日期。事项没有改动。"
        )
    if matter.due is not None and wanted <= matter.due:
        raise RefusedError(f"新的完成时限须晚于原时限 {matter.due}。事项没有改动。")
    if wanted <= deed.on:
        raise RefusedError(f"新的完成时限须晚于申请延期的日期 {deed.on}。事项没有改动。")
    matter.requested_due = wanted


def _accept(deed: _Deed) -> None:
    matter = deed.matter
    if deed.source is State.EXTENDING and matter.requested_due is not None:
        matter.original_due = matter.original_due or matter.due
        matter.due, matter.due_kind, matter.requested_due = matter.requested_due, "date", None
        matter.due_text = f"{chinese_date(matter.due)}前（延期）"


def _return(deed: _Deed) -> None:
    if deed.source is State.EXTENDING:
        deed.matter.requested_due = None


def _suspend(deed: _Deed) -> None:
    deed.matter.suspended_on = deed.on


def _resume(deed: _Deed) -> None:
    # The days that were left are left again: the term moves by the time it stood still.
    matter = deed.matter
    if matter.due is not None and matter.suspended_on is not None:
        matter.original_due = matter.original_due or matter.due
        matter.due += timedelta(days=max(0, (deed.on - matter.suspended_on).days))
        matter.due_text = f"{chinese_date(matter.due)}前（挂起顺延）"
    matter.suspended_on = None


def _claim(deed: _Deed) -> None:
    deed.matter.claimed_on = deed.on


def _close(deed: _Deed) -> None:
    deed.matter.closed_on = deed.on


def _archive(deed: _Deed) -> None:
    deed.matter.archived_from = deed.source.value


_EFFECTS: dict[Action, Callable[[_Deed], None]] = {
    Action.APPROVE: _approve,
    Action.ASSIGN: _assign,
    Action.SIGN: _sign,
    Action.REPORT: _report,
    Action.EXTEND: _extend,
    Action.ACCEPT: _accept,
    Action.RETURN: _return,
    Action.SUSPEND: _suspend,
    Action.RESUME: _resume,
    Action.CLAIM_DONE: _claim,
    Action.CLOSE: _close,
    Action.ARCHIVE: _archive,
}
"""What an action does besides moving the state; the others do no more than that."""
