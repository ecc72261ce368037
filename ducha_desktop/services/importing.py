"""An import as the office wants it: the ledger held, a backup before it, then the rows in one transaction."""

from collections.abc import Callable

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.backups import make_if_changed
from ducha_desktop.services.drafts import IntakePlan, IntakeResult
from ducha_desktop.services.intake_writing import commit
from ducha_desktop.services.office import Office


def bring_in(
    office: Office, plan: IntakePlan, *, says: Callable[[str], None] = lambda _step: None
) -> tuple[IntakeResult, Changes]:
    """Back up what is there, then write the accepted rows of a plan.

    Args:
        office: the open office; it is held against other writers from here on.
        plan: the judged rows.
        says: hears what is being done, for a progress window.

    Raises:
        InUseError: another program writes to the folder.
        RefusedError: with `all_or_nothing`, when any row is refused; nothing is written.
    """
    office.hold()
    says("正在做导入前备份…")
    make_if_changed(office, reason="import")
    says("正在写入…")
    return commit(office, plan)
