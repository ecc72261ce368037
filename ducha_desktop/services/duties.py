"""What a clerk does with duties: take over a set, add, change, order, remove; mark them done for many units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cleaning import clean_line, without_unseen
from ducha_desktop.domain.cycle_words import period_words
from ducha_desktop.domain.cycles import MOST_CYCLE_DAYS, Rhythm
from ducha_desktop.domain.duties import PRESETS, DutyDraft, DutyKind, DutyScope, rhythm_of
from ducha_desktop.domain.duties import preset as preset_of
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.obligations import Shift
from ducha_desktop.domain.vocabulary import Medium, ReportCycle
from ducha_desktop.services.obligations import DUTY, OwedLine
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.queries import obligations as queries

if TYPE_CHECKING:
    from ducha_desktop.models.course import Duty
    from ducha_desktop.storage.unit_of_work import UnitOfWork

LONGEST_NAME, MOST_DUTIES, FURTHEST_DAY = 60, 200, 366


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as it stands; `who` says who owes it."""

    uid: str
    draft: DutyDraft
    who: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A duty done: by which unit (empty for the office itself), for the period that begins on `first`."""

    duty: str
    unit: str
    first: date

    @classmethod
    def of(cls, line: OwedLine) -> "Mark | None":
        """The mark that would make a line; None where it is no duty."""
        return cls(line.uid, line.unit_uid, line.first) if line.kind == DUTY else None


def duties(reader: Reader) -> tuple[DutyView, ...]:
    """All duties in their order."""
    names = {unit.uid: unit.name for unit in queries.units(reader.connection)}
    return tuple(_view(row, names) for row in queries.duties(reader.connection))


def _view(row: queries.StoredDuty, names: dict[str, str]) -> DutyView:
    draft = DutyDraft(
        name=row.name,
        cycle=ReportCycle(row.cycle),
        kind=DutyKind(row.kind),
        cycle_days=row.cycle_days,
        on_day=row.on_day,
        shift=Shift(row.shift),
        scope=DutyScope(row.scope),
        rank_class=row.rank_class,
        unit_uid=row.unit_uid,
        since=row.since,
        until=row.until,
    )
    who = {
        DutyScope.CLASS: row.rank_class,
        DutyScope.UNIT: names.get(row.unit_uid or "", "（单位已删除）"),
    }.get(draft.scope, draft.scope.word)
    return DutyView(row.uid, draft, who)


def add(office: Office, draft: DutyDraft) -> Changes:
    """Add a duty behind the others.

    Raises:
        WrongUseError: what was filled in cannot be.
        RefusedError: there are too many, or one of that name for the same units.
    """
    draft = _checked(office, draft)
    with office.write("duty.add", words=f"新增经常性任务“{draft.name}”") as work:
        _put(work, (draft,))
    return work.changes


def adopt(office: Office, key: str, *, since: date | None = None) -> Changes:
    """Take over a set of duties; what is already there stays.

    Raises:
        WrongUseError: no such set.
        RefusedError: all of them are there already.
    """
    chosen = preset_of(key)
    if chosen is None:
        known = "、".join(f"{each.key}（{each.word}）" for each in PRESETS)
        raise WrongUseError(f"没有“{key}”这一套经常性任务，没有改动；可用的有：{known}。")
    with office.read() as reader:
        there = {(view.draft.name, view.draft.scope) for view in duties(reader)}
    new = [
        _checked(office, each, since=since) for each in chosen.duties if (each.name, each.scope) not in there
    ]
    if not new:
        raise RefusedError(f"“{chosen.word}”已经都有了，没有改动，不用再添加。")
    with office.write("duty.adopt", words=f"添加“{chosen.word}”{len(new)} 项经常性任务") as work:
        _put(work, new)
    return work.changes


def _put(work: "UnitOfWork", drafts: Sequence[DutyDraft]) -> None:
    from ducha_desktop.models.course import Duty

    rows = work.all(Duty)
    if len(rows) + len(drafts) > MOST_DUTIES:
        raise RefusedError(f"经常性任务最多 {MOST_DUTIES} 项，没有改动。请先删除不用的。")
    there = {(row.name, row.scope, row.rank_class, row.unit_uid) for row in rows}
    last = max((row.official_order for row in rows), default=-1)
    for place, draft in enumerate(drafts, start=last + 1):
        row = Duty(official_order=place, since=work.writer.today)
        _fill(row, draft)
        if (row.name, row.scope, row.rank_class, row.unit_uid) in there:
            raise RefusedError(f"已经有经常性任务“{row.name}”，没有改动。请换个名称，或修改原来的。")
        work.add(row)


def edit(office: Office, uid: str, draft: DutyDraft) -> Changes:
    """Change a duty; periods already marked stay marked.

    Raises:
        WrongUseError: what was filled in cannot be.
        RefusedError: nothing differs.
        NotFoundError: it is gone.
    """
    from ducha_desktop.models.course import Duty

    draft = _checked(office, draft)
    words = f"修改经常性任务“{draft.name}”"
    with office.transaction() as work, work.entry("duty.edit", words=words) as pending:
        row = work.find(Duty, uid)
        _fill(row, draft)
        work.session.add(row)
        work.session.flush()
        if not pending.lines:
            raise RefusedError("这项经常性任务没有改动，不用保存。")
    return work.changes


def remove(office: Office, uids: Sequence[str]) -> Changes:
    """Take duties off the list; what was marked done goes with them and comes back with undo.

    Raises:
        WrongUseError: none was named.
        NotFoundError: one of them is gone.
    """
    from ducha_desktop.models.course import Duty, DutyDone

    if not uids:
        raise WrongUseError("没有选经常性任务，没有改动。请先选中。")
    with office.transaction() as work:
        rows = [work.find(Duty, uid) for uid in dict.fromkeys(uids)]
        what = f"“{rows[0].name}”" if len(rows) == 1 else f" {len(rows)} 项"
        with work.entry("duty.remove", words=f"删除经常性任务{what}"):
            for row in rows:
                for done in work.all(DutyDone, DutyDone.duty_uid == row.uid):
                    work.remove(done)
                work.remove(row)
    return work.changes


def _fill(row: "Duty", draft: DutyDraft) -> None:
    row.name, row.kind = draft.name, draft.kind.value
    row.cycle, row.cycle_days = draft.cycle.value, draft.cycle_days
    row.on_day, row.shift, row.scope = draft.on_day, draft.shift.value, draft.scope.value
    row.rank_class = draft.rank_class if draft.scope is DutyScope.CLASS else ""
    row.unit_uid = draft.unit_uid if draft.scope is DutyScope.UNIT else None
    if draft.since is not None:
        row.since = draft.since
    row.until = draft.until


def _checked(office: Office, draft: DutyDraft, *, since: date | None = None) -> DutyDraft:
    from dataclasses import replace

    draft = replace(
        draft,
        name=clean_line(draft.name),
        rank_class=clean_line(draft.rank_class),
        since=draft.since or since,
    )
    for wrong, said in _faults(draft):
        if wrong:
            raise WrongUseError(f"{said}没有改动。请改正后再保存。")
    if draft.scope is DutyScope.UNIT:
        with office.read() as reader:
            if all(unit.uid != draft.unit_uid for unit in queries.units(reader.connection)):
                raise WrongUseError("没有写明是哪个单位，没有改动。请从名册里选一个单位。")
    return draft


def _faults(draft: DutyDraft) -> Iterable[tuple[bool, str]]:
    custom = draft.cycle is ReportCycle.CUSTOM
    days = draft.cycle_days or 0
    yield not draft.name, "经常性任务没有名称。"
    yield len(draft.name) > LONGEST_NAME, f"名称最多 {LONGEST_NAME} 个字。"
    yield draft.cycle is ReportCycle.NONE, "没有写明周期，如 每周、每月、每10天。"
    yield custom and not 1 <= days <= MOST_CYCLE_DAYS, f"定制的周期应在 1 到 {MOST_CYCLE_DAYS} 天之间。"
    yield abs(draft.on_day) > FURTHEST_DAY, f"应报的日子应在前后 {FURTHEST_DAY} 天以内。"
    yield draft.scope is DutyScope.CLASS and not draft.rank_class, "没有写明是哪一类单位，如 乡镇街道。"
    late = draft.since is not None and draft.until is not None and draft.until < draft.since
    yield late, "截止日期早于开始日期。"


# Done ----------------------------------------------------------------------------------------------


def mark_done(
    office: Office,
    marks: Sequence[Mark],
    *,
    on: date | None = None,
    words: str = "",
    medium: Medium = Medium.PAPER,
) -> Changes:
    """Mark duties done, for many units at once, in one entry; what is marked already is passed over.

    Raises:
        WrongUseError: none was named, or the day is still to come.
        RefusedError: all of them are marked already.
        NotFoundError: a duty is gone.
    """
    from ducha_desktop.models.course import Duty, DutyDone

    day = on or office.today
    if not marks:
        raise WrongUseError("没有选要登记的任务，没有改动。请先选中。")
    if day > office.today:
        raise WrongUseError("报送日期不能晚于今天，没有改动。请核对日期。")
    with office.transaction() as work:
        known = {uid: work.find(Duty, uid) for uid in {mark.duty for mark in marks}}
        there = {
            (row.duty_uid, row.unit_uid or "", row.period)
            for row in work.all(DutyDone, DutyDone.duty_uid.in_(known))  # type: ignore[attr-defined]
        }
        new = [mark for mark in dict.fromkeys(marks) if (mark.duty, mark.unit, mark.first) not in there]
        if not new:
            raise RefusedError("选中的都已经登记过了，没有改动，不用再登记。")
        with work.entry("duty.done", words=_done_words(known, new), on=day):
            for mark in new:
                work.add(
                    DutyDone(
                        duty_uid=mark.duty,
                        unit_uid=mark.unit or None,
                        period=mark.first,
                        on=day,
                        words=without_unseen(words).strip(),
                        medium=medium.value,
                    )
                )
    return work.changes


def unmark(office: Office, marks: Sequence[Mark]) -> Changes:
    """Take back that duties were done.

    Raises:
        RefusedError: none of them is marked.
    """
    from ducha_desktop.models.course import Duty, DutyDone

    wanted = {(mark.duty, mark.unit, mark.first) for mark in marks}
    with office.transaction() as work:
        rows = [
            row
            for uid in {mark.duty for mark in marks}
            for row in work.all(DutyDone, DutyDone.duty_uid == uid)
            if (row.duty_uid, row.unit_uid or "", row.period) in wanted
        ]
        if not rows:
            raise RefusedError("选中的没有登记过，没有改动。请核对是哪一期、哪个单位。")
        known = {row.duty_uid: work.find(Duty, row.duty_uid) for row in rows}
        done = [Mark(row.duty_uid, row.unit_uid or "", row.period) for row in rows]
        with work.entry("duty.undone", words="取消" + _done_words(known, done)):
            for row in rows:
                work.remove(row)
    return work.changes


def _done_words(known: "dict[str, Duty]", marks: Sequence[Mark]) -> str:
    """`登记“推进专报”2026年11月，12 个单位`."""
    if len(known) > 1:
        return f"登记经常性任务 {len(marks)} 项"
    duty = next(iter(known.values()))
    rhythm: Rhythm = rhythm_of(ReportCycle(duty.cycle), duty.cycle_days, duty.since)
    periods = {mark.first for mark in marks}
    when = (
        period_words(rhythm, rhythm.at(next(iter(periods)))) if len(periods) == 1 else f" {len(periods)} 期"
    )
    units = len({mark.unit for mark in marks})
    return f"登记“{duty.name}”{when}" + (f"，{units} 个单位" if units > 1 else "")
