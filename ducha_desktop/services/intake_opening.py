"""Opening entries (期初入账): in which state a matter is taken over, and from when its limit runs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.states import State
from ducha_desktop.domain.status_words import read_status
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.services.drafts import DraftRow

FULL = 100.0
TERM_WAITS = "没有签收日期，也没有来源日期，这个期限还不能起算；已保留原文，请补填完成时限"
TERM_FROM_SOURCE = "没有签收日期，按来源日期 {start} 起算，到 {end} 为止，请核对"

_TAKEN = {
    State.CLOSED: State.CLOSED,
    State.ARCHIVED: State.CLOSED,
    State.CLAIMED: State.CLAIMED,
    State.CANCELLED: State.CANCELLED,
}
"""What an opening entry takes over; everything else is under way (`exchange.md` §5)."""

_OVER = frozenset({State.CLOSED.value, State.CANCELLED.value})


def opening_state(draft: DraftRow, values: Mapping[str, Any]) -> str:
    """Code of the state in which a row is taken over, by its state, its report or its percent."""
    said = read_status(draft.fields.get("status") or draft.fields.get("progress_text", ""))
    if said is None and values.get("progress_percent") == FULL:
        said = State.CLOSED
    return _TAKEN.get(said, State.SIGNED).value if said else State.SIGNED.value


def begin_term(
    draft: DraftRow, values: dict[str, Any], *, today: date, calendar: Calendar
) -> tuple[str, str, str] | None:
    """Let a limit such as `3日内` run from the day of the source: nobody knows when the matter was signed.

    Args:
        draft: the row.
        values: what was read of it and its state; the deadline is filled in.
        today: business date.
        calendar: for limits in working days.

    Returns:
        (field key, words, what was assumed or is missing); None where there is no such limit.
    """
    words, start = values.get("due_text"), values.get("source_date")
    if values["state"] in _OVER or values.get("due") is not None or not words:
        return None
    found = read_deadline(words, year=draft.year, today=today, anchor=start, calendar=calendar)
    if found.term is None:
        return None
    if found.due is None:
        return "due", words, TERM_WAITS
    values["due"], values["due_kind"] = found.due, found.kind.value
    return "due", words, TERM_FROM_SOURCE.format(start=start, end=found.due)
