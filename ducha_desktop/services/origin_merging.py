"""Party and government lists become one: matters that are the same go into one, and both sources stay with it.

(牡丹江 2013: 合并任务分解.)
"""

from collections.abc import Sequence

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.fields import ROLE_FIELDS
from ducha_desktop.domain.likeness import NEAR, NEAR_WITH_UNIT, folded, likeness
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import AssignmentRole
from ducha_desktop.models.course import MatterOrigin
from ducha_desktop.models.matter import Assignment, Attachment, Matter
from ducha_desktop.services import holders, matters
from ducha_desktop.services.office import Reader
from ducha_desktop.services.origin_reading import detail
from ducha_desktop.services.origin_views import LinkedMatter, MergePair, MergePlan, Similar
from ducha_desktop.services.packages import require_one_leader
from ducha_desktop.storage.unit_of_work import UnitOfWork

_TEXTS = (
    *("category", "item_group", "source_ref", "instruction", "target", "task", "measures", "requirement"),
    *("duty", "plan", "phone", "report_cycle", "watch", "remarks"),
)
"""Words of the matter that goes which the one that stays takes over where it has none."""
_DUE = ("due_kind", "due", "due_text", "due_approximate", "recurrence")


def plan(reader: Reader, first: str, second: str) -> MergePlan:
    """Which matters of two lists are the same; nothing is written.

    Args:
        reader: a reader of the present.
        first: uid of the list whose matters stay where both could.
        second: uid of the other.

    Raises:
        WrongUseError: it is the same list.
        NotFoundError: one of them is gone.
    """
    if first == second:
        raise WrongUseError("两份清单是同一份，不用合并。没有改动任何数据。请另选一份。")
    ours, theirs = detail(reader, first), detail(reader, second)
    return MergePlan(ours.row, theirs.row, _pairs(ours.matters, theirs.matters))


def merge(work: UnitOfWork, second: str, pairs: Sequence[tuple[str, str]], *, ledger: str = "") -> int:
    """Merge pairs of matters, each (stays, goes), in one entry; what goes is put into the recycle bin.

    Args:
        work: the unit of work, inside an entry.
        second: uid of the list whose matters go.
        pairs: as `plan` names them.
        ledger: the ledger that all matters of the one list stand in afterwards; empty leaves each where it is.

    Returns:
        How many were merged.

    Raises:
        RefusedError: a matter that goes is in hand already, or nothing was to be merged.
    """
    if not pairs:
        raise RefusedError("没有要合并的事项，没有改动任何数据。请先选出重复的事项。")
    for stays, goes in pairs:
        _merge(work, work.find(Matter, stays), work.find(Matter, goes))
    work.session.flush()
    matters.remove(work, [goes for _, goes in pairs])
    if ledger:
        book = matters.find_ledger(work, ledger)
        origins = {link.origin_uid for stays, _ in pairs for link in _links(work, stays)} | {second}
        for link in work.all(MatterOrigin, MatterOrigin.origin_uid.in_(origins)):  # type: ignore[attr-defined]
            matter = work.find(Matter, link.matter_uid)
            matter.ledger_uid = book.uid
            work.session.add(matter)
    return len(pairs)


def _pairs(ours: Sequence[LinkedMatter], theirs: Sequence[LinkedMatter]) -> tuple[MergePair, ...]:
    """Each matter in one pair at most, the most alike first."""
    kept = {each.row.uid for each in ours}
    titles = {each.row.uid: folded(each.row.title) for each in (*ours, *theirs)}
    scored: list[tuple[float, int, int]] = []
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            if other.row.uid in kept:
                continue  # it comes from both lists already
            score = likeness(titles[one.row.uid], titles[other.row.uid])
            same = bool(one.row.lead_unit) and one.row.lead_unit == other.row.lead_unit
            if score >= (NEAR_WITH_UNIT if same else NEAR):
                scored.append((score, i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    found: list[MergePair] = []
    for score, i, j in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            found.append(_pair(ours[i], theirs[j], score))
    return tuple(found)


def _pair(one: LinkedMatter, other: LinkedMatter, score: float) -> MergePair:
    """What is in hand stays; of two drafts, that of the first list."""
    stays, goes = one, other
    problem = ""
    if other.row.state != State.DRAFT:
        stays, goes = other, one
        if one.row.state != State.DRAFT:
            problem = "两件都已立项，不能并成一件，仍各办各的"
    return MergePair(_seen(stays, score), _seen(goes, score), score, problem)


def _seen(each: LinkedMatter, score: float) -> Similar:
    row = each.row
    return Similar(row.uid, row.number, row.title, row.ledger, row.lead_unit, row.state, round(score, 3), "")


def _merge(work: UnitOfWork, stays: Matter, goes: Matter) -> None:
    if goes.state != State.DRAFT.value:
        raise RefusedError(
            f"“{goes.title[:40]}”已经立项，不能并入别的事项。没有改动任何数据。请从合并里去掉它。"
        )
    _fill(stays, goes)
    work.session.add(stays)
    _hand_on(work, stays, goes)
    for file in work.all(Attachment, Attachment.matter_uid == goes.uid):
        file.matter_uid = stays.uid
        work.session.add(file)
    there = {link.origin_uid for link in _links(work, stays.uid)}
    for link in _links(work, goes.uid):
        if link.origin_uid not in there:
            work.add(
                MatterOrigin(
                    matter_uid=stays.uid,
                    origin_uid=link.origin_uid,
                    words=link.words or goes.title,
                    official_order=link.official_order,
                )
            )


def _fill(stays: Matter, goes: Matter) -> None:
    """Where the one that stays says nothing, it says what the other said; both sources are named."""
    for name in _TEXTS:
        if not getattr(stays, name):
            setattr(stays, name, getattr(goes, name))
    if not stays.due_text and stays.due is None:
        for name in _DUE:
            setattr(stays, name, getattr(goes, name))
    if stays.source and goes.source and goes.source not in stays.source:
        stays.source = f"{stays.source}、{goes.source}"


def _hand_on(work: UnitOfWork, stays: Matter, goes: Matter) -> None:
    """Who holds a part in what goes holds it in what stays; a second lead cooperates."""
    led = bool(work.all(Assignment, Assignment.matter_uid == stays.uid, Assignment.role == "lead"))
    for part in work.all(Assignment, Assignment.matter_uid == goes.uid):
        role = AssignmentRole(part.role)
        if role not in ROLE_FIELDS.values():
            continue
        if role is AssignmentRole.LEAD and led:
            role = AssignmentRole.CO
        holders.assign_uid(
            work, stays.uid, role, part.unit_uid or part.person_uid or "", order=part.official_order
        )
    work.session.flush()
    require_one_leader(work, stays)


def _links(work: UnitOfWork, matter: str) -> list[MatterOrigin]:
    return work.all(MatterOrigin, MatterOrigin.matter_uid == matter)
