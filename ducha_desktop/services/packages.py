"""Liaison and package duties (包保、项目分包): in a ledger of projects exactly one leader answers for each."""

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import AssignmentRole, LedgerKind
from ducha_desktop.models.matter import Assignment, Ledger, Matter
from ducha_desktop.storage.unit_of_work import UnitOfWork


def require_one_leader(work: UnitOfWork, matter: Matter, *, cleared: bool = False) -> None:
    """A project has one leader (唐山 2015: 一个项目、一名领导、一个推进班子).

    Args:
        work: the unit of work.
        matter: whose leaders have just been written.
        cleared: the leader was taken away; a new project may still be without one, as a draft.

    Raises:
        WrongUseError: two leaders, or none where there was one.
    """
    if work.find(Ledger, matter.ledger_uid).kind != LedgerKind.PROJECT.value:
        return
    liaison = Assignment.role == AssignmentRole.LIAISON.value
    leaders = len(work.all(Assignment, Assignment.matter_uid == matter.uid, liaison))
    if leaders > 1:
        raise WrongUseError(
            f"重点项目“{matter.title[:30]}”写了 {leaders} 名联系领导，一个项目只能由一名领导分包。"
            "没有改动任何数据。其他领导请写在“责任领导”里。"
        )
    if cleared and not leaders:
        raise WrongUseError(
            f"重点项目“{matter.title[:30]}”要有一名联系领导分包，不能空着。没有改动任何数据。请写上接手的领导。"
        )
