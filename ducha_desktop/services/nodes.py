"""What a clerk does with the nodes of a matter: add, edit, put in order, finish, remove.

Every deed is one journal entry and one step of undo.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.node_text import MOST_DAYS
from ducha_desktop.domain.nodes import (
    PlanNode,
    days_from,
    finish_of,
    in_order,
    start_of,
)
from ducha_desktop.domain.vocabulary import DayKind
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.services.ledger import row_by_uid
from ducha_desktop.services.office import Office, Reader

if TYPE_CHECKING:
    from ducha_desktop.models.matter import Milestone
    from ducha_desktop.storage.unit_of_work import UnitOfWork

MOST_NODES, LONGEST_NAME = 120, 100
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class NodeDraft:
    """A node as a clerk fills it in; `after` has the days between by uid of the nodes it waits for.

    Two of first day, length and last day give the third; where all are given, the two days count.
    """

    name: str
    days: int | None = None
    day_kind: DayKind = DayKind.CALENDAR
    after: Mapping[str, int] | None = None
    start: date | None = None
    due: date | None = None
    begun_on: date | None = None
    done_on: date | None = None


def completed(draft: NodeDraft, calendar: Calendar) -> NodeDraft:
    """The draft with the third of first day, length and last day where two are given."""
    start, days, due, kind = draft.start, draft.days, draft.due, draft.day_kind
    if start is not None and due is not None:
        return replace(draft, days=None if days is None else max(1, days_from(start, due, kind, calendar)))
    if days is not None and start is not None:
        return replace(draft, due=finish_of(start, days, kind, calendar))
    if days is not None and due is not None:
        return replace(draft, start=start_of(due, days, kind, calendar))
    return draft


def add(office: Office, matter: str, drafts: Sequence[NodeDraft], *, place: int | None = None) -> Changes:
    """Put nodes behind the others, or at a place (0 is the first).

    Links of a draft may name nodes of the matter by uid, or other drafts by their number (`1` the first).

    Raises:
        WrongUseError: no nodes or too many, a name is missing or too long, days that cannot be.
        RefusedError: nodes would wait for each other.
        NotFoundError: the matter is gone.
    """
    if not drafts:
        raise WrongUseError("还没有写节点，没有添加。请一行写一个节点。")
    with office.read() as reader:
        number, calendar = row_by_uid(reader, matter).number, reader.calendar
    drafts = [_checked(draft, calendar, office.today) for draft in drafts]
    what = f"节点“{drafts[0].name}”" if len(drafts) == 1 else f" {len(drafts)} 个节点"
    with office.write("node.add", words=f"{number}增加{what}") as work:
        rows = _rows(work, matter)
        if len(rows) + len(drafts) > MOST_NODES:
            raise WrongUseError(f"一件事项最多 {MOST_NODES} 个节点，没有改动。请合并一些，或分成几件事项。")
        new = [_new(work, matter, draft) for draft in drafts]
        own = {str(turn): row.uid for turn, row in enumerate(new, start=1)}
        for row in new:
            row.links = {own.get(key, key): lag for key, lag in row.links.items()}
        at = len(rows) if place is None else max(0, min(place, len(rows)))
        _settle(work, [*rows[:at], *new, *rows[at:]])
    return work.changes


def edit(office: Office, uid: str, draft: NodeDraft) -> Changes:
    """Change a node.

    Raises:
        WrongUseError: a name is missing or too long, or days that cannot be.
        RefusedError: nodes would wait for each other, or nothing differs.
        NotFoundError: the node is gone.
    """
    with office.read() as reader:
        number, calendar = _owner(reader, uid), reader.calendar
    draft = _checked(draft, calendar, office.today)
    words = f"{number}修改节点“{draft.name}”"
    with office.transaction() as work, work.entry("node.edit", words=words) as pending:
        row = stored_node(work, uid)
        _fill(row, draft)
        work.session.add(row)
        _require_order(_rows(work, row.matter_uid))
        work.session.flush()
        if not pending.lines:
            raise RefusedError("这个节点没有改动，不用保存。")
    return work.changes


def remove(office: Office, uids: Sequence[str]) -> Changes:
    """Take nodes out of the plan; what waited for them waits for what they waited for.

    Raises:
        WrongUseError: none was named.
        NotFoundError: one of them is gone.
    """
    if not uids:
        raise WrongUseError("没有选节点，没有改动。请先选要删除的节点。")
    with office.read() as reader:
        number = _owner(reader, uids[0])
    with office.transaction() as work:
        rows = [stored_node(work, uid) for uid in uids]
        what = f"“{rows[0].name}”" if len(rows) == 1 else f" {len(rows)} 个"
        with work.entry("node.remove", words=f"{number}删除节点{what}"):
            for row in rows:
                _pass_on(work, row)
                work.remove(row)
                work.session.flush()
    return work.changes


def move(office: Office, uid: str, place: int) -> Changes:
    """Put a node at a place among the others, 0 being the first.

    Raises:
        RefusedError: it stands there already.
    """
    with office.read() as reader:
        number = _owner(reader, uid)
    with office.transaction() as work:
        row = stored_node(work, uid)
        rows = _rows(work, row.matter_uid)
        others = [other for other in rows if other.uid != uid]
        at = max(0, min(place, len(others)))
        if rows[at].uid == uid:
            raise RefusedError("这个节点已经在这个位置，没有改动，不用移。")
        with work.entry("node.move", words=f"{number}节点“{row.name}”移到第 {at + 1} 位"):
            _settle(work, [*others[:at], row, *others[at:]])
    return work.changes


def finish(office: Office, uid: str, on: date | None) -> Changes:
    """Say on which day a node was done; None takes it back.

    Raises:
        WrongUseError: a day to come, or before the day it began.
        RefusedError: it is so already.
    """
    with office.read() as reader:
        number = _owner(reader, uid)
    with office.transaction() as work:
        row = stored_node(work, uid)
        if row.done_on == on:
            raise RefusedError("节点本来就是这样，没有改动，不用再填。")
        _require_fact(on, office.today, "完成日期")
        if on is not None and row.begun_on is not None and on < row.begun_on:
            raise WrongUseError(
                f"节点“{row.name}”{chinese_date(row.begun_on)}才开始，完成日期不能更早。没有改动。请核对日期。"
            )
        words = f"{number}取消节点“{row.name}”的完成" if on is None else f"{number}节点“{row.name}”完成"
        with work.entry("node.finish", words=words, on=on):
            row.done_on = on
            work.session.add(row)
    return work.changes


def _checked(draft: NodeDraft, calendar: Calendar, today: date) -> NodeDraft:
    name = clean_line(draft.name)
    if not name:
        raise WrongUseError("节点不能没有名称，没有保存。请写明这一步要做成什么。")
    if len(name) > LONGEST_NAME:
        raise WrongUseError(f"节点名称最多 {LONGEST_NAME} 个字，没有保存。请写短一些。")
    if draft.days is not None and not 1 <= draft.days <= MOST_DAYS:
        raise WrongUseError(f"节点“{name}”的工期应在 1 到 {MOST_DAYS} 天之间，没有保存。请改正。")
    if any(abs(lag) > MOST_DAYS for lag in (draft.after or {}).values()):
        raise WrongUseError(f"节点“{name}”与前置节点的间隔最多 {MOST_DAYS} 天，没有保存。请改小。")
    for day in (draft.start, draft.due, draft.begun_on, draft.done_on):
        require_year(day)
    if draft.start is not None and draft.due is not None and draft.due < draft.start:
        raise WrongUseError(f"节点“{name}”的计划完成早于计划开始，没有保存。请核对日期。")
    if draft.begun_on is not None and draft.done_on is not None and draft.done_on < draft.begun_on:
        raise WrongUseError(f"节点“{name}”的完成日期早于实际开始，没有保存。请核对日期。")
    _require_fact(draft.begun_on, today, "实际开始日期")
    _require_fact(draft.done_on, today, "完成日期")
    return completed(replace(draft, name=name), calendar)


def require_year(day: date | None) -> None:
    """Refuse a day in a year nobody plans for.

    Raises:
        WrongUseError: the year is out of range.
    """
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WrongUseError(
            f"日期应在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间，没有改动。请核对“{day.isoformat()}”。"
        )


def _require_fact(day: date | None, today: date, what: str) -> None:
    if day is not None and day > today:
        raise WrongUseError(f"{what}不能晚于今天（{chinese_date(today)}），没有改动。请核对日期。")


def _owner(reader: Reader, uid: str) -> str:
    """The number of the matter a node belongs to."""
    found = reader.connection.execute(
        "SELECT matter_uid FROM milestone WHERE uid=? AND deleted_at IS NULL", (uid,)
    ).fetchone()
    if found is None:
        raise NotFoundError("这个节点不存在，或者已经删除。没有改动任何数据。请按 F5 重新读取。")
    return row_by_uid(reader, found[0]).number


def stored_node(work: "UnitOfWork", uid: str) -> "Milestone":
    """The living node; NotFoundError otherwise."""
    from ducha_desktop.models.matter import Milestone

    return work.find(Milestone, uid)


def _rows(work: "UnitOfWork", matter: str) -> "list[Milestone]":
    """The nodes in their order, as `storage.queries.nodes` has it."""
    from ducha_desktop.models.matter import Milestone

    return sorted(
        work.all(Milestone, Milestone.matter_uid == matter),
        key=lambda row: (row.official_order, row.due is None, row.due or date.max, row.id or 0),
    )


def _new(work: "UnitOfWork", matter: str, draft: NodeDraft) -> "Milestone":
    from ducha_desktop.models.matter import Milestone

    row = Milestone(matter_uid=matter)
    _fill(row, draft)
    return work.add(row)


def _fill(row: "Milestone", draft: NodeDraft) -> None:
    row.name, row.days, row.day_kind = draft.name, draft.days, draft.day_kind.value
    row.links = {key: lag for key, lag in (draft.after or {}).items() if key != row.uid}
    row.start, row.due = draft.start, draft.due
    row.begun_on, row.done_on = draft.begun_on, draft.done_on


def _settle(work: "UnitOfWork", rows: "Iterable[Milestone]") -> None:
    """Number the nodes as they stand, and see that none waits for itself."""
    rows = list(rows)
    for place, row in enumerate(rows):
        row.official_order = place
        work.session.add(row)
    _require_order(rows)


def _require_order(rows: "Iterable[Milestone]") -> None:
    in_order([PlanNode(row.uid, row.name, after=row.links) for row in rows])


def _pass_on(work: "UnitOfWork", gone: "Milestone") -> None:
    """Whoever waited for a node that goes waits for what that one waited for."""
    for row in _rows(work, gone.matter_uid):
        if gone.uid in row.links:
            lag = row.links[gone.uid]
            kept = {key: days for key, days in row.links.items() if key != gone.uid}
            row.links = {key: lag + days for key, days in gone.links.items()} | kept
            work.session.add(row)
