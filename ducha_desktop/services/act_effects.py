"""What the actions of the state table do besides moving the state, effect by effect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.deadline_terms import TermStart, TermUnit, term_start
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.numbering import DEFAULT_PATTERN, format_number
from ducha_desktop.domain.procedure import Effect
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.domain.workdays import missing_words
from ducha_desktop.models.matter import Matter, Report
from ducha_desktop.services.reading import move_progress_words, read_values
from ducha_desktop.services.remarks import note_reading, remark
from ducha_desktop.storage.queries.numbers import next_number
from ducha_desktop.storage.unit_of_work import UnitOfWork

REPORT_FIELDS = {
    "percent": "progress_percent",
    "text": "progress_text",
    "problems": "problems",
    "next_steps": "next_steps",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One act being carried out: the matter in its new state, the state it came from, what was given."""

    work: UnitOfWork
    matter: Matter
    source: State
    on: date
    medium: Medium
    given: Mapping[str, str]


def carry_out(deed: Deed, effects: tuple[Effect, ...]) -> None:
    """Let the effects of a line happen, in their order."""
    for effect in effects:
        _EFFECTS[effect](deed)


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


def _number(deed: Deed) -> None:
    if deed.matter.number is None:
        allot_number(deed.work, deed.matter, deed.on.year)


def _approved(deed: Deed) -> None:
    deed.matter.approved_on = deed.on


def _assigned(deed: Deed) -> None:
    deed.matter.assigned_on = deed.on


def _unassigned(deed: Deed) -> None:
    """As it was before the assignment: the next unit has the whole of a limit that counts from it."""
    matter, since = deed.matter, deed.matter.assigned_on
    matter.assigned_on = None
    if since is None or matter.due is None or term_start(matter.due_text) is not TermStart.ASSIGNMENT:
        return
    calendar = deed.work.light_judge().calendar
    begun = read_deadline(matter.due_text, year=since.year, today=since, anchor=since, calendar=calendar)
    if begun.term is not None and begun.due == matter.due:
        asleep = read_deadline(matter.due_text, year=since.year, today=since, calendar=calendar)
        matter.due, matter.due_kind = asleep.due, asleep.kind.value


def _signed(deed: Deed) -> None:
    deed.matter.signed_on = deed.on


def _clock_from_source(deed: Deed) -> None:
    _begin_term(deed, TermStart.SOURCE, deed.matter.source_date)


def _clock_from_assignment(deed: Deed) -> None:
    _begin_term(deed, TermStart.ASSIGNMENT, deed.on)


def _clock_from_receipt(deed: Deed) -> None:
    # What has not begun to run by now runs from the receipt.
    _begin_term(deed, term_start(deed.matter.due_text), deed.on)


def _begin_term(deed: Deed, event: TermStart, day: date | None) -> None:
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


def _report(deed: Deed) -> None:
    matter, on, given = deed.matter, deed.on, deed.given
    reading = read_values(
        {key: given[name] for name, key in REPORT_FIELDS.items() if name in given},
        today=on,
        calendar=deed.work.light_judge().calendar,
        year=on.year,
    )
    note_reading(deed.work, reading)
    move_progress_words(reading)
    columns: dict[str, Any] = reading.columns
    if matter.last_report_on is None or on >= matter.last_report_on:  # a late one does not hide a newer one
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


def _ask_extension(deed: Deed) -> None:
    matter, given = deed.matter, deed.given
    if matter.recurrence and matter.due is None:
        raise RefusedError(
            "定期办理的事项没有单一的完成时限，不能申请延期。事项没有改动。请改为挂起，或修改完成时限。"
        )
    wanted = _new_due(deed)
    if wanted <= deed.on:
        raise RefusedError(f"新的完成时限须晚于申请延期的日期 {deed.on}。事项没有改动。")
    matter.requested_due = wanted
    if any(given.get(name) for name in REPORT_FIELDS):  # an application says how far the matter is
        _report(deed)


def _new_due(deed: Deed) -> date:
    said = deed.given["due"]
    reading = read_values(
        {"due": said}, today=deed.on, calendar=deed.work.light_judge().calendar, year=deed.on.year
    )
    wanted: date | None = reading.columns["due"]
    if wanted is None:
        raise WrongUseError(f"读不出新的完成时限“{said[:80]}”，请写成 2026-12-31 这样的日期。事项没有改动。")
    if deed.matter.due is not None and wanted <= deed.matter.due:
        raise RefusedError(f"新的完成时限须晚于原时限 {deed.matter.due}。事项没有改动。")
    return wanted


def _extend(deed: Deed) -> None:
    matter = deed.matter
    if "due" in deed.given:  # taken over from another book without the day, or another day was granted
        matter.requested_due = _new_due(deed)
    if matter.requested_due is None:
        raise WrongUseError("没有记下申请的新时限，请写明批准到哪一天（due）。事项没有改动。")
    matter.original_due = matter.original_due or matter.due
    matter.due, matter.due_kind, matter.requested_due = matter.requested_due, "date", None
    matter.due_text = f"{chinese_date(matter.due)}前（延期）"


def _drop_extension(deed: Deed) -> None:
    deed.matter.requested_due = None


def _stop_clock(deed: Deed) -> None:
    deed.matter.suspended_on = deed.on


def _restore_clock(deed: Deed) -> None:
    # The days that were left are left again: the term moves by the time it stood still.
    matter = deed.matter
    stood = (deed.on - matter.suspended_on).days if matter.suspended_on is not None else 0
    if matter.due is not None and stood > 0:
        matter.original_due = matter.original_due or matter.due
        matter.due += timedelta(days=stood)
        matter.due_text = f"{chinese_date(matter.due)}前（挂起顺延）"
    matter.suspended_on = None


def _claimed(deed: Deed) -> None:
    deed.matter.claimed_on = deed.on


def _closed(deed: Deed) -> None:
    deed.matter.closed_on = deed.on


def _archived(deed: Deed) -> None:
    deed.matter.archived_from = deed.source.value


def _again(deed: Deed) -> None:
    deed.matter.returns += 1
    deed.matter.claimed_on = deed.matter.closed_on = None


_EFFECTS: dict[Effect, Callable[[Deed], None]] = {
    Effect.NUMBER: _number,
    Effect.APPROVED: _approved,
    Effect.ASSIGNED: _assigned,
    Effect.UNASSIGNED: _unassigned,
    Effect.SIGNED: _signed,
    Effect.CLOCK_FROM_SOURCE: _clock_from_source,
    Effect.CLOCK_FROM_ASSIGNMENT: _clock_from_assignment,
    Effect.CLOCK_FROM_RECEIPT: _clock_from_receipt,
    Effect.REPORT: _report,
    Effect.ASK_EXTENSION: _ask_extension,
    Effect.EXTEND: _extend,
    Effect.DROP_EXTENSION: _drop_extension,
    Effect.STOP_CLOCK: _stop_clock,
    Effect.RESTORE_CLOCK: _restore_clock,
    Effect.CLAIMED: _claimed,
    Effect.CLOSED: _closed,
    Effect.ARCHIVED: _archived,
    Effect.AGAIN: _again,
}
