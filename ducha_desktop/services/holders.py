"""Who has which part in a matter: words to assignments, one lead."""

from collections.abc import Sequence

from ducha_desktop.domain.vocabulary import AssignmentRole
from ducha_desktop.models.matter import Assignment
from ducha_desktop.services.drafts import Named
from ducha_desktop.services.namebook import NameBook
from ducha_desktop.services.register import NAME_BOOK, add_named_unit, add_person
from ducha_desktop.services.remarks import remark
from ducha_desktop.storage.unit_of_work import UnitOfWork

UNIT_ROLES = frozenset({AssignmentRole.LEAD, AssignmentRole.CO, AssignmentRole.TOWNSHIP})


def assign(work: UnitOfWork, matter_uid: str, role: AssignmentRole, words: str) -> None:
    """Assign the units or people named in a cell; unknown names become provisional (待确认).

    Of several names in the lead's cell the first leads, or the one marked 牵头; the rest cooperate
    (`exchange.md` §5).
    """
    for part, uids in named_parts(work, role, words).items():
        for place, uid in enumerate(uids):
            assign_uid(work, matter_uid, part, uid, order=place)


def vacant(work: UnitOfWork, role: AssignmentRole, words: str) -> list[str]:
    """Sentences about posts in a cell that nobody in the register holds."""
    return [named.problem for named in _named(work, role, words) if not named.name]


def _named(work: UnitOfWork, role: AssignmentRole, words: str) -> tuple[Named, ...]:
    book = name_book(work)
    return book.units(words) if role in UNIT_ROLES else book.people(words)


def named_parts(work: UnitOfWork, role: AssignmentRole, words: str) -> dict[AssignmentRole, list[str]]:
    """The uids that a cell names, each once, under the part it gives them; unknown names become provisional."""
    is_unit = role in UNIT_ROLES
    found = [named for named in _named(work, role, words) if named.name]
    uids = list(dict.fromkeys(_uid(work, named, is_unit=is_unit) for named in found))
    if role is not AssignmentRole.LEAD or not uids:
        return {role: uids}
    marked = next((named for named in found if named.role == "lead"), found[0])
    lead = _uid(work, marked, is_unit=True)
    rest = [uid for uid in uids if uid != lead]
    return {role: [lead], AssignmentRole.CO: rest} if rest else {role: [lead]}


def assign_uid(work: UnitOfWork, matter_uid: str, role: AssignmentRole, uid: str, *, order: int = 0) -> None:
    """Give one unit or person of the register a part, unless it has it already.

    A unit leads a matter or cooperates in it, not both: who becomes the lead leaves the co-units, and
    the lead is not made a co-unit.
    """
    is_unit = role in UNIT_ROLES
    same = Assignment.unit_uid == uid if is_unit else Assignment.person_uid == uid
    held = {row.role: row for row in work.all(Assignment, Assignment.matter_uid == matter_uid, same)}
    if role is AssignmentRole.CO and AssignmentRole.LEAD.value in held:
        return
    if role is AssignmentRole.LEAD and AssignmentRole.CO.value in held:
        work.remove(held[AssignmentRole.CO.value])
    if role.value in held:
        held[role.value].official_order = order
        work.session.add(held[role.value])
        return
    work.add(
        Assignment(
            matter_uid=matter_uid,
            role=role.value,
            unit_uid=uid if is_unit else None,
            person_uid=None if is_unit else uid,
            official_order=order,
        )
    )


def replace(work: UnitOfWork, matter_uid: str, role: AssignmentRole, words: str) -> None:
    """Put the names in a cell in the place of those who had the part before."""
    parts = named_parts(work, role, words) if words.strip() else {role: []}
    replace_uids(work, matter_uid, role, parts.pop(role))
    for part, uids in parts.items():
        for place, uid in enumerate(uids):
            assign_uid(work, matter_uid, part, uid, order=place)


def replace_uids(work: UnitOfWork, matter_uid: str, role: AssignmentRole, uids: Sequence[str]) -> None:
    """Put these units or people of the register in the place of those who had the part before."""
    for row in work.all(Assignment, Assignment.matter_uid == matter_uid, Assignment.role == role.value):
        if (row.unit_uid or row.person_uid) not in uids:
            work.remove(row)
    work.session.flush()
    for place, uid in enumerate(uids):
        assign_uid(work, matter_uid, role, uid, order=place)


def name_book(work: UnitOfWork) -> NameBook:
    """The names of the register as the transaction sees them; read once."""
    if NAME_BOOK not in work.memo:
        work.session.flush()
        work.memo[NAME_BOOK] = NameBook(work.raw)
    book: NameBook = work.memo[NAME_BOOK]
    return book


def _uid(work: UnitOfWork, named: Named, *, is_unit: bool) -> str:
    if named.uid:
        return named.uid
    # The register may have got the name from an earlier cell of the same act.
    known = name_book(work).known(named.name, is_unit=is_unit)
    if known:
        return known
    register = "单位名册" if is_unit else "人员名册"
    remark(work, named.name, f"{register}里没有，已按待确认登记；写错了请改正，没有写错请在名册里确认")
    if is_unit:
        return add_named_unit(work, named.name, origin="录入").uid
    return add_person(work, named.name, provisional=True).uid
