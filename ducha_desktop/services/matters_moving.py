"""Putting matters beneath another one, of which they are parts then, or letting them stand by themselves."""

from collections.abc import Sequence

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.numbering import draft_number
from ducha_desktop.models.matter import Matter
from ducha_desktop.storage.queries.detail import line_up
from ducha_desktop.storage.standing_check import MOST_LEVELS, height
from ducha_desktop.storage.unit_of_work import UnitOfWork


def place_under(work: UnitOfWork, uids: Sequence[str], whole: str | None) -> int:
    """Make matters parts of `whole`, of none when it is None; return how many stood elsewhere before.

    Their own parts go with them.

    Raises:
        WrongUseError: a matter would stand below itself, or too deep.
        NotFoundError: one of them is not there any more.
    """
    if whole is not None:
        work.find(Matter, whole)
    line = line_up(work.raw, whole)
    for uid in uids:
        matter = work.find(Matter, uid)
        if uid in line:
            itself = uid == whole
            raise WrongUseError(
                f"不能把{_called(matter)}放到{'它自己' if itself else '它自己的下级'}之下。没有改动任何数据。请另选一个上级事项。"
            )
    if line and len(line) + max((height(work.raw, uid) for uid in uids), default=0) > MOST_LEVELS:
        raise WrongUseError(f"上下级最多 {MOST_LEVELS} 层，没有改动任何数据。请放到高一些的一层。")
    return work.bulk_update("matter", {uid: {"parent_uid": whole} for uid in uids})


def _called(matter: Matter) -> str:
    return matter.number or draft_number(matter.draft_seq)
