"""改派: another unit takes the lead of a matter, for a reason; who led before stays in its history."""

from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.states import State, stage_of
from ducha_desktop.domain.vocabulary import AssignmentRole, Medium, Stage
from ducha_desktop.models.matter import Assignment, Event, Matter
from ducha_desktop.models.register import Unit
from ducha_desktop.services import holders
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.queries.origins import former_leads
from ducha_desktop.storage.unit_of_work import UnitOfWork

ACTION = "reassign"
ENTRY = f"matter.{ACTION}"
"""The journal's action; `former_leads` finds who led before by it."""


@dataclass(frozen=True, slots=True)
class Reassigned:
    """Who led the matter before, empty for nobody, and who leads it now."""

    before: str
    now: str


def reassign(  # noqa: PLR0913 - what an act says
    work: UnitOfWork,
    uid: str,
    unit: str,
    *,
    reason: str,
    on: date | None = None,
    medium: Medium = Medium.PAPER,
    evidence: str = "",
) -> Reassigned:
    """Give the lead of a matter to another unit; the state stays as it is.

    Args:
        work: the unit of work, inside an entry of the action `ENTRY`.
        uid: the matter.
        unit: the new lead unit as written; an unknown one becomes provisional.
        reason: why.
        on: business date, the writer's today by default.
        medium: how it reached the office.
        evidence: the paper it rests on.

    Raises:
        WrongUseError: no reason, or not one unit.
        RefusedError: the matter is closed, or the unit leads it already.
    """
    matter = work.find(Matter, uid)
    state = State(matter.state)
    if stage_of(state) in (Stage.CLOSED, Stage.CANCELLED):
        raise RefusedError(f"事项处于“{state.word}”，不能改派。事项没有改动。还要办的请先重新办理。")
    if not reason.strip():
        raise WrongUseError("改派要写明理由。事项没有改动。请写为什么换牵头单位。")
    parts = holders.named_parts(work, AssignmentRole.LEAD, unit) if unit.strip() else {}
    if len(parts) != 1 or len(parts[AssignmentRole.LEAD]) != 1:
        raise WrongUseError("改派要写一个新的牵头单位。事项没有改动。请写一个单位。")
    new = parts[AssignmentRole.LEAD][0]
    led = work.all(Assignment, Assignment.matter_uid == uid, Assignment.role == AssignmentRole.LEAD.value)
    if any(row.unit_uid == new for row in led):
        raise RefusedError("这个单位已经是牵头单位，没有改动，不用改派。")
    before = "、".join(work.find(Unit, row.unit_uid).name for row in led if row.unit_uid)
    holders.replace_uids(work, uid, AssignmentRole.LEAD, [new])
    now = work.find(Unit, new).name
    work.add(
        Event(
            matter_uid=uid,
            action=ACTION,
            from_state=state.value,
            to_state=state.value,
            on=on or work.writer.today,
            medium=medium.value,
            evidence=evidence,
            note=reason.strip(),
        )
    )
    return Reassigned(before, now)


def led_before(reader: Reader, uid: str) -> tuple[str, ...]:
    """原牵头单位: the units the matter was taken from, earliest first."""
    return tuple(former_leads(reader.connection, uid))
