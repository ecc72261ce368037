"""Acting on a matter by the state table: who may, what must be so, whose signature it is, what follows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.numbering import draft_number
from ducha_desktop.domain.procedure import Procedure, Role, read_role
from ducha_desktop.domain.states import IN_HAND, Action, State, Transition, next_state
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.models.matter import Event, Matter
from ducha_desktop.services import act_guards
from ducha_desktop.services.act_effects import REPORT_FIELDS, Deed, carry_out
from ducha_desktop.services.notes import NOTE
from ducha_desktop.services.reading import LONGEST, plain_text
from ducha_desktop.services.remarks import remark
from ducha_desktop.storage.queries.detail import line_up
from ducha_desktop.storage.stored import stored_day
from ducha_desktop.storage.unit_of_work import UnitOfWork

VALUE_NAMES = ("due", "reason", "person", "role", "failed", *REPORT_FIELDS)
"""What may be given with an act besides its day, medium and evidence."""
_TITLE = 20
"""Characters of a title that say which matter it is."""


@dataclass(frozen=True, slots=True)
class Doing:
    """How an act reached the office (`domain.md` §4: business date ≠ entry date, medium, evidence).

    Attributes:
        on: business date; the writer's today by default.
        values: what the act needs: `due`, `reason`, `percent`, `text`, `problems`, `next_steps`, `person`
            and `role` of who did it, `failed`: which of the six checks did not pass.
    """

    on: date | None = None
    medium: Medium = Medium.PAPER
    evidence: str = ""
    values: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Signature:
    """Whose hand an act is, and which step of how many of its decision; 1 of 1 where nothing is signed."""

    role: Role
    step: int = 1
    of: int = 1

    @property
    def last(self) -> bool:
        return self.step >= self.of


def act(work: UnitOfWork, uid: str, action: Action, doing: Doing | None = None) -> Matter:
    """Carry out an action of the state table; of a decision with several signatures, the next one.

    Raises:
        RefusedError: the state does not allow it, a guard does not let it pass, or somebody else has to.
        WrongUseError: a value that the action needs is missing, or there is no such role.
    """
    doing = doing or Doing()
    matter = work.find(Matter, uid)
    source = State(matter.state)
    line = next_state(source, action)
    given = {key: plain_text(value) for key, value in (doing.values or {}).items() if value}
    _require(line, given)
    _require_short((*given.values(), doing.evidence))
    on = doing.on or work.writer.today
    _note_order(work, matter, line, on)
    procedure = _procedure(work, matter.ledger_uid)
    signature = _signature(procedure, matter, line, given.get("role", ""))
    if line.guards:
        work.session.flush()
        calendar = work.light_judge().calendar
        act_guards.check(act_guards.Asked(work.raw, calendar, procedure, matter, line, on, given))
    if signature.last:
        _move(matter, source, _target(matter, line))
        carry_out(Deed(work, matter, source, on, doing.medium, given), line.effects)
    else:
        if "due" in given:
            raise WrongUseError("批准到哪一天，由最后一级签批时写明。事项没有改动。请去掉新的时限再办。")
        # The first signature under a draft takes it into the procedure; the others leave it where it is.
        _move(matter, source, State.APPROVAL if source is State.DRAFT else source)
        matter.sign_step = signature.step
    work.add(
        Event(
            matter_uid=uid,
            action=action.value,
            from_state=source.value,
            to_state=matter.state,
            on=on,
            medium=doing.medium.value,
            evidence=plain_text(doing.evidence),
            person=given.get("person", ""),
            note=given.get("reason", given.get("text", "")),
            role=signature.role.value,
            step=signature.step if signature.of > 1 else 0,
        )
    )
    work.session.add(matter)
    return matter


def act_each(
    work: UnitOfWork,
    uids: Sequence[str],
    action: Action,
    doing: Doing | None = None,
    *,
    told: Callable[[int], None] = lambda _done: None,
) -> int:
    """Carry out an action on many matters, parts before the whole they belong to: on all, or on none.

    Args:
        work: the transaction; a refusal ends it.
        uids: the matters, in the order in which they are done.
        action: of the state table.
        doing: how it reached the office.
        told: hears how many are done.

    Raises:
        RefusedError: one of them cannot be acted on; the sentence names it.
        WrongUseError: a value is missing or not one that can be read.
    """
    for done, uid in enumerate(_parts_first(work, uids) if action is Action.CLOSE else uids):
        told(done)
        try:
            act(work, uid, action, doing)
        except (RefusedError, WrongUseError) as error:
            matter = work.find(Matter, uid)
            which = f"{matter.number or draft_number(matter.draft_seq)}《{matter.title[:_TITLE]}》"
            raise type(error)(f"{len(uids):,} 项都没有办理，其中 {which}不能办：{error.message}") from error
    return len(uids)


def _parts_first(work: UnitOfWork, uids: Sequence[str]) -> list[str]:
    return sorted(uids, key=lambda uid: -len(line_up(work.raw, uid)))


def _move(matter: Matter, source: State, target: State) -> None:
    if target is not source:
        matter.prior_state, matter.state = source.value, target.value
    matter.sign_step = 0


def _target(matter: Matter, line: Transition) -> State:
    """Where the line leads; a refusal leads back to where the matter was."""
    if line.back and matter.prior_state in IN_HAND:
        return State(matter.prior_state)
    return line.target


def _require(line: Transition, given: Mapping[str, str]) -> None:
    words = {"due": "新的完成时限（due）", "reason": "理由（reason）"}
    missing = [words.get(need, need) for need in line.needs if not given.get(need, "").strip()]
    if missing:
        raise WrongUseError(f"{line.word}须写明{'、'.join(missing)}。事项没有改动。")


def _require_short(said: Iterable[str]) -> None:
    if max(map(len, said), default=0) > LONGEST:
        raise WrongUseError(
            f"办理时每一项最多写 {LONGEST:,} 个字。事项没有改动。请写短一些，长的材料放到附件里。"
        )


def _note_order(work: UnitOfWork, matter: Matter, line: Transition, on: date) -> None:
    """Say so where an act is dated before the one it follows; a report may be handed in for an earlier day."""
    if line.action is Action.REPORT:
        last, what = matter.signed_on, "签收"
    else:
        work.session.flush()
        found = work.raw.execute(
            'SELECT max("on") FROM event WHERE matter_uid=? AND action NOT IN (?, ?) AND deleted_at IS NULL',
            (matter.uid, NOTE, Action.REPORT.value),
        ).fetchone()[0]
        last, what = stored_day(found), "上一环节"
    if last is not None and on < last:
        remark(
            work, on.isoformat(), f"{line.word}的日期早于{what}的日期 {last}，请核对；登记错了可以撤销再登记"
        )


def _procedure(work: UnitOfWork, ledger_uid: str) -> Procedure:
    """Read once a transaction; many acts are done in one."""
    known = f"procedure {ledger_uid}"
    if known not in work.memo:
        work.memo[known] = act_guards.procedure_of(work.raw, ledger_uid)
    found: Procedure = work.memo[known]
    return found


def _signature(procedure: Procedure, matter: Matter, line: Transition, named: str) -> _Signature:
    role = read_role(named) if named else None
    if line.chain is None:
        if role is not None and role not in line.by:
            who = "、".join(each.word for each in line.by)
            raise RefusedError(f"{line.word}由{who}来办，不是{role.word}。事项没有改动。请核对是谁办的。")
        return _Signature(role or line.by[0])
    steps = procedure.steps(line.chain)
    step = min(matter.sign_step, len(steps) - 1)
    if role is not None and role is not steps[step]:
        raise RefusedError(
            f"{line.chain.word}这一步（第 {step + 1} 步，共 {len(steps)} 步）由{steps[step].word}签批，"
            f"不是{role.word}。事项没有改动。请核对是谁签的。"
        )
    return _Signature(steps[step], step + 1, len(steps))
