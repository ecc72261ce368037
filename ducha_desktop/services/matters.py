"""What a clerk does with matters: add, edit, act by the state table, delete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ducha_desktop.domain.errors import NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.fields import BY_KEY, BY_LABEL
from ducha_desktop.domain.numbering import DEFAULT_PATTERN, Number, draft_number, format_number
from ducha_desktop.domain.states import Action, State, Transition, next_state
from ducha_desktop.domain.vocabulary import AssignmentRole, Medium
from ducha_desktop.models.matter import Assignment, Event, Ledger, Matter, Milestone, Report
from ducha_desktop.services import holders
from ducha_desktop.services.reading import Reading, read_values
from ducha_desktop.storage.unit_of_work import UnitOfWork

ROLE_FIELDS: dict[str, AssignmentRole] = {
    "liaison_leaders": AssignmentRole.LIAISON,
    "responsible_leaders": AssignmentRole.RESPONSIBLE,
    "lead_unit": AssignmentRole.LEAD,
    "co_units": AssignmentRole.CO,
    "townships": AssignmentRole.TOWNSHIP,
    "persons": AssignmentRole.PERSON,
}
CHILDREN = ("assignment", "milestone", "report", "event", "attachment")


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


def field_key(name: str) -> str:
    """The key of a field named by key or by its Chinese label.

    Raises:
        WrongUseError: there is no such field.
    """
    if name in BY_KEY:
        return name
    if name in BY_LABEL:
        return BY_LABEL[name].key
    raise WrongUseError(
        f"没有“{name}”这个字段。可用的字段：{'、'.join(f'{f.key}（{f.label}）' for f in BY_KEY.values())}。"
    )


def add(
    work: UnitOfWork, values: Mapping[str, str], *, ledger: str = "", parent_uid: str | None = None
) -> Matter:
    """Register a draft (拟办) from words by field key.

    Args:
        work: the unit of work, inside an entry.
        values: at least `title`; units and people are matched in the register or added as provisional.
        ledger: name or uid; also taken from `values`.
        parent_uid: the item this work belongs to.

    Raises:
        WrongUseError: no title, unknown field.
        NotFoundError: unknown ledger.
    """
    given = {field_key(name): value for name, value in values.items()}
    if not given.get("title", "").strip():
        raise WrongUseError("事项不能没有标题，没有登记。请写明督办什么事。")
    book = find_ledger(work, ledger or given.get("ledger", ""))
    reading = read_values(given, today=work.writer.today, year=book.year)
    matter = Matter(
        ledger_uid=book.uid,
        parent_uid=parent_uid,
        state=State.DRAFT.value,
        draft_seq=next_draft(work),
        registered_on=work.writer.today,
        alias=given.get("number", "").strip(),
        **reading.columns,
    )
    work.add(matter)
    _add_milestones(work, matter.uid, reading)
    for key, role in ROLE_FIELDS.items():
        if given.get(key, "").strip():
            holders.assign(work, matter.uid, role, given[key])
    return matter


def edit(work: UnitOfWork, uid: str, values: Mapping[str, str]) -> Reading:
    """Change fields of a matter; return the reading with what was kept in its own words.

    Raises:
        WrongUseError: unknown field, or a field that only an action changes.
    """
    matter = work.find(Matter, uid)
    given = {field_key(name): value for name, value in values.items()}
    if "status" in given:
        raise WrongUseError(
            "状态不能直接改写，请用“办理”中的动作（如 签收、申请办结、销号）。没有改动任何数据。"
        )
    if "title" in given and not given["title"].strip():
        raise WrongUseError("事项不能没有标题，没有改动任何数据。")
    book = work.session.get_one(Ledger, _ledger_id(work, matter.ledger_uid))
    reading = read_values(given, today=work.writer.today, year=book.year)
    if matter.number is not None and "due" in reading.columns and reading.columns["due"] != matter.due:
        matter.original_due = matter.original_due or matter.due
    for name, value in reading.columns.items():
        setattr(matter, name, value)
    if "number" in given:
        matter.alias = given["number"].strip()
    if "ledger" in given:
        matter.ledger_uid = find_ledger(work, given["ledger"]).uid
    if "due" in given:
        _replace_milestones(work, matter.uid, reading)
    for key, role in ROLE_FIELDS.items():
        if key in given:
            holders.replace(work, matter.uid, role, given[key])
    work.session.add(matter)
    return reading


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
    given = {key: value for key, value in (doing.values or {}).items() if value}
    _require(line, given)
    on = doing.on or work.writer.today
    matter.prior_state, matter.state = source.value, line.target.value
    _EFFECTS.get(action, _nothing)(work, matter, source, on, given)
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
            evidence=doing.evidence,
            person=given.get("person", ""),
            note=given.get("reason", given.get("text", "")),
        )
    )
    work.session.add(matter)
    return matter


def remove(work: UnitOfWork, uids: Sequence[str]) -> int:
    """Put matters with all their parts into the recycle bin; return how many."""
    mark = work.mark()
    found = 0
    for uid in uids:
        found += work.bulk_update("matter", {uid: {"deleted_at": mark}})
        for table in CHILDREN:
            rows = work.raw.execute(
                f"SELECT uid FROM {table} WHERE matter_uid=? AND deleted_at IS NULL",  # noqa: S608
                (uid,),
            ).fetchall()
            work.bulk_update(table, {row[0]: {"deleted_at": mark} for row in rows})
    return found


def find_ledger(work: UnitOfWork, name: str) -> Ledger:
    """The ledger by name, kind or uid; the first in order without a name.

    Raises:
        NotFoundError: no such ledger; the sentence names those that exist.
    """
    books = sorted(work.all(Ledger), key=lambda book: book.official_order)
    for book in books:
        if name in (book.name, book.uid, book.kind) or not name:
            return book
    raise NotFoundError(
        f"没有“{name}”这个台账。现有：{'、'.join(book.name for book in books)}。没有改动任何数据。"
    )


def next_draft(work: UnitOfWork) -> int:
    """The next draft number; deleted drafts keep theirs."""
    work.session.flush()
    return int(work.raw.execute("SELECT coalesce(max(draft_seq), 0) + 1 FROM matter").fetchone()[0])


def allot_number(work: UnitOfWork, matter: Matter, year: int) -> None:
    """Give the matter the next number of its ledger's pattern and year, without gaps."""
    work.session.flush()
    pattern = _pattern(work, matter.ledger_uid)
    row = work.raw.execute(
        "SELECT coalesce(max(m.number_seq), 0) + 1 FROM matter m JOIN ledger l ON l.uid = m.ledger_uid"
        " WHERE m.number_year=? AND coalesce(nullif(l.number_pattern, ''), ?) = ?",
        (year, DEFAULT_PATTERN, pattern),
    ).fetchone()
    matter.number_year, matter.number_seq = year, int(row[0])
    matter.number = format_number(Number(year, matter.number_seq), pattern)


def _pattern(work: UnitOfWork, ledger_uid: str) -> str:
    row = work.raw.execute("SELECT number_pattern FROM ledger WHERE uid=?", (ledger_uid,)).fetchone()
    return str(row[0]) or DEFAULT_PATTERN


def _ledger_id(work: UnitOfWork, uid: str) -> int:
    return int(work.raw.execute("SELECT id FROM ledger WHERE uid=?", (uid,)).fetchone()[0])


def _require(line: Transition, given: Mapping[str, str]) -> None:
    words = {"due": "新的完成时限（due）", "reason": "理由（reason）"}
    missing = [words.get(need, need) for need in line.needs if not given.get(need, "").strip()]
    if missing:
        raise WrongUseError(f"{line.word}须写明{'、'.join(missing)}。事项没有改动。")


def _add_milestones(work: UnitOfWork, uid: str, reading: Reading) -> None:
    for order, (day, words) in enumerate(reading.milestones):
        work.add(Milestone(matter_uid=uid, name=words, due=day, words=words, official_order=order))


def _replace_milestones(work: UnitOfWork, uid: str, reading: Reading) -> None:
    if reading.milestones:
        for row in work.all(Milestone, Milestone.matter_uid == uid):
            if row.done_on is None:
                work.remove(row)
        _add_milestones(work, uid, reading)


Given = Mapping[str, str]


def _nothing(_work: UnitOfWork, _matter: Matter, _source: State, _on: date, _given: Given) -> None:
    """An action whose only effect is the state."""


def _approve(work: UnitOfWork, matter: Matter, _source: State, on: date, _given: Given) -> None:
    matter.approved_on = on
    if matter.number is None:
        allot_number(work, matter, on.year)


def _sign(_work: UnitOfWork, matter: Matter, _source: State, on: date, _given: Given) -> None:
    matter.signed_on = on


def _report(work: UnitOfWork, matter: Matter, _source: State, on: date, given: Given) -> None:
    reading = read_values(
        {key: given[name] for name, key in _REPORT_FIELDS.items() if name in given}, today=on, year=on.year
    )
    columns: dict[str, Any] = reading.columns
    for name, value in columns.items():
        setattr(matter, name, value)
    matter.last_report_on = on
    work.add(
        Report(
            matter_uid=matter.uid,
            on=on,
            percent=columns.get("progress_percent"),
            approximate=columns.get("progress_approximate", False),
            words=columns.get("progress_text", ""),
            problems=columns.get("problems", ""),
            next_steps=columns.get("next_steps", ""),
            medium=given.get("medium", Medium.PAPER.value),
            author=given.get("person", ""),
        )
    )


_REPORT_FIELDS = {
    "percent": "progress_percent",
    "text": "progress_text",
    "problems": "problems",
    "next_steps": "next_steps",
}


def _extend(_work: UnitOfWork, matter: Matter, _source: State, on: date, given: Given) -> None:
    reading = read_values({"due": given["due"]}, today=on, year=on.year)
    wanted = reading.columns["due"]
    if wanted is None:
        raise WrongUseError(
            f"读不出新的完成时限“{given['due']}”，请写成 2026-12-31 这样的日期。事项没有改动。"
        )
    if matter.due is not None and wanted <= matter.due:
        raise RefusedError(f"新的完成时限须晚于原时限 {matter.due}。事项没有改动。")
    matter.requested_due = wanted


def _accept(_work: UnitOfWork, matter: Matter, source: State, _on: date, _given: Given) -> None:
    if source is State.EXTENDING and matter.requested_due is not None:
        matter.original_due = matter.original_due or matter.due
        matter.due, matter.due_kind, matter.requested_due = matter.requested_due, "date", None
        matter.due_text = f"{matter.due.year}年{matter.due.month}月{matter.due.day}日前（延期）"


def _return(_work: UnitOfWork, matter: Matter, source: State, _on: date, _given: Given) -> None:
    if source is State.EXTENDING:
        matter.requested_due = None


def _suspend(_work: UnitOfWork, matter: Matter, _source: State, on: date, _given: Given) -> None:
    matter.suspended_on = on


def _resume(_work: UnitOfWork, matter: Matter, _source: State, on: date, _given: Given) -> None:
    # The days that were left are left again: the term moves by the time it stood still.
    if matter.due is not None and matter.suspended_on is not None:
        matter.original_due = matter.original_due or matter.due
        matter.due += timedelta(days=max(0, (on - matter.suspended_on).days))
        matter.due_text = f"{matter.due.year}年{matter.due.month}月{matter.due.day}日前（挂起顺延）"
    matter.suspended_on = None


def _claim(_work: UnitOfWork, matter: Matter, _source: State, on: date, _given: Given) -> None:
    matter.claimed_on = on


def _close(_work: UnitOfWork, matter: Matter, _source: State, on: date, _given: Given) -> None:
    matter.closed_on = on


def _archive(_work: UnitOfWork, matter: Matter, source: State, _on: date, _given: Given) -> None:
    matter.archived_from = source.value


_EFFECTS = {
    Action.APPROVE: _approve,
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

__all__ = ["Doing", "act", "add", "draft_number", "edit", "remove"]
