"""The chain of responsibility of a matter: read, and written as one act."""

from collections.abc import Sequence

from ducha_desktop.domain.chains import Link, checked
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import AssignmentRole
from ducha_desktop.models.matter import Assignment, Matter
from ducha_desktop.services import holders
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.queries.origins import chain_of
from ducha_desktop.storage.unit_of_work import UnitOfWork

ROLE = AssignmentRole.CHAIN


def chain(reader: Reader, matter: str) -> tuple[Link, ...]:
    """The links from the top."""
    return tuple(Link(post, name) for post, name in chain_of(reader.connection, matter))


def set_chain(work: UnitOfWork, matter_uid: str, links: Sequence[Link]) -> None:
    """Put these links in the place of the chain; none takes it away.

    People the register does not know become provisional (待确认).

    Raises:
        WrongUseError: too many links, a post or name is missing, or a name is no one person.
    """
    matter = work.find(Matter, matter_uid)
    wanted = [(link.post, _person(work, link)) for link in checked(list(links))]
    known = {
        (row.post, row.person_uid): row
        for row in work.all(Assignment, Assignment.matter_uid == matter.uid, Assignment.role == ROLE.value)
    }
    for key, row in known.items():
        if key not in wanted:
            work.remove(row)
    for order, (post, person) in enumerate(wanted):
        stands = known.get((post, person))
        if stands is None:
            work.add(
                Assignment(
                    matter_uid=matter.uid, role=ROLE.value, person_uid=person, post=post, official_order=order
                )
            )
        elif stands.official_order != order:
            stands.official_order = order
            work.session.add(stands)


def _person(work: UnitOfWork, link: Link) -> str:
    found = holders.named_parts(work, ROLE, link.name)[ROLE]
    if len(found) != 1:
        raise WrongUseError(
            f"责任链的“{link.post}”一级要写一个人的姓名，“{link.name[:30]}”不是。没有改动任何数据。请改正。"
        )
    return found[0]
