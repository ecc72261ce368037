"""Who has which part in a matter: words to assignments, one lead."""

from ducha_desktop.domain.vocabulary import AssignmentRole
from ducha_desktop.models.matter import Assignment
from ducha_desktop.services.drafts import Named
from ducha_desktop.services.namebook import NameBook
from ducha_desktop.services.register import NAME_BOOK, add_person, add_unit
from ducha_desktop.storage.unit_of_work import UnitOfWork

UNIT_ROLES = frozenset({AssignmentRole.LEAD, AssignmentRole.CO, AssignmentRole.TOWNSHIP})


def assign(work: UnitOfWork, matter_uid: str, role: AssignmentRole, words: str) -> None:
    """Assign the units or people named in a cell; unknown names become provisional (待确认).

    Of several names in the lead's cell the first leads, or the one marked 牵头; the rest cooperate
    (`exchange.md` §5).
    """
    book = _book(work)
    found = list(book.units(words) if role in UNIT_ROLES else book.people(words))
    leads = [named for named in found if named.role == "lead"]
    for place, named in enumerate(found):
        part = role
        if role is AssignmentRole.LEAD and named is not (leads[0] if leads else found[0]):
            part = AssignmentRole.CO
        assign_uid(work, matter_uid, part, _uid(work, named, is_unit=role in UNIT_ROLES), order=place)


def assign_uid(work: UnitOfWork, matter_uid: str, role: AssignmentRole, uid: str, *, order: int = 0) -> None:
    """Assign one unit or person of the register, unless it has that part already."""
    is_unit = role in UNIT_ROLES
    same = Assignment.unit_uid == uid if is_unit else Assignment.person_uid == uid
    if work.all(Assignment, Assignment.matter_uid == matter_uid, Assignment.role == role.value, same):
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
    old = work.all(Assignment, Assignment.matter_uid == matter_uid, Assignment.role == role.value)
    book = _book(work)
    wanted = list(book.units(words) if role in UNIT_ROLES else book.people(words)) if words.strip() else []
    uids = [_uid(work, named, is_unit=role in UNIT_ROLES) for named in wanted]
    for row in old:
        if (row.unit_uid or row.person_uid) not in uids:
            work.remove(row)
    work.session.flush()
    if wanted:
        assign(work, matter_uid, role, words)


def _book(work: UnitOfWork) -> NameBook:
    if NAME_BOOK not in work.memo:
        work.session.flush()
        work.memo[NAME_BOOK] = NameBook(work.raw)
    book: NameBook = work.memo[NAME_BOOK]
    return book


def _uid(work: UnitOfWork, named: Named, *, is_unit: bool) -> str:
    if named.uid:
        return named.uid
    # The register may have got the name from an earlier cell of the same act.
    known = _book(work).known(named.name, is_unit=is_unit)
    if known:
        return known
    if is_unit:
        return add_unit(work, named.name, provisional=True, origin="录入").uid
    return add_person(work, named.name, provisional=True).uid
