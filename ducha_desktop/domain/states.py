"""The state table of a matter (`domain.md` §4) as data: state, action, who, guards, effects, paper."""

from dataclasses import dataclass

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.procedure import Chain, Effect, Guard, PaperKind, Role
from ducha_desktop.domain.vocabulary import Stage, Worded


class State(Worded):
    """Where a matter stands, by the letters of the state table."""

    DRAFT = "D", "拟办"
    APPROVAL = "A", "立项审批"
    APPROVED = "L", "已立项"
    ASSIGNED = "J", "已交办"
    SIGNED = "Q", "承办中"
    REPORTED = "F", "进展反馈"
    EXTENDING = "Y", "延期审批"
    SUSPENDED = "G", "挂起"
    CLAIMED = "B", "申请办结"
    REVIEWED = "V", "审核中"
    PRESENTED = "W", "报批示领导"
    CLOSED = "X", "已销号"
    ARCHIVED = "Z", "已归档"
    CANCELLED = "C", "已撤销"


class Action(Worded):
    """What can be done to a matter; the code is what `ducha do` takes."""

    SUBMIT = "submit", "报审"
    APPROVE = "approve", "批准立项"
    ASSIGN = "assign", "交办"
    SIGN = "sign", "签收"
    REPORT = "report", "登记进展"
    REVIEW = "review", "审阅反馈"
    EXTEND = "extend", "申请延期"
    SUSPEND = "suspend", "挂起"
    RESUME = "resume", "恢复"
    CLAIM_DONE = "claim-done", "申请办结"
    ACCEPT = "accept", "通过"
    RETURN = "return", "退回"
    CLOSE = "close", "销号"
    ARCHIVE = "archive", "归档"
    REOPEN = "reopen", "回头看重办"
    CANCEL = "cancel", "撤销事项"


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the state table.

    Attributes:
        word: what the clerk's button says in these states, e.g. `批准延期` for accept in Y.
        target: the state it leads to; with `back`, the one held before where that was one in hand.
        by: who does it; the first is assumed where nobody is named.
        needs: values that must be given: `due` (a new deadline) or `reason`.
        guards: what must be so before.
        effects: what else happens, in order.
        chain: the decision it is a signature of; the state moves with the last one.
        paper: the paper that goes with it.
    """

    action: Action
    word: str
    sources: tuple[State, ...]
    target: State
    by: tuple[Role, ...]
    needs: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    chain: Chain | None = None
    paper: PaperKind | None = None
    back: bool = False

    @property
    def redo(self) -> bool:
        """Whether the matter goes back to the unit, and its return count rises by one."""
        return Effect.AGAIN in self.effects


S, A, R, G, E, P = State, Action, Role, Guard, Effect, PaperKind
IN_HAND = (S.SIGNED, S.REPORTED)
_CLOSING = (S.CLAIMED, S.REVIEWED, S.PRESENTED)
_LIVE = (
    *(S.DRAFT, S.APPROVAL, S.APPROVED, S.ASSIGNED),
    *(*IN_HAND, S.EXTENDING, S.SUSPENDED, *_CLOSING),
)
_REASON = ("reason",)
_SIGNERS = (R.LEADER, R.SECRETARY, R.DIRECTOR, R.LIAISON, R.OFFICER)
_UNIT = (R.CONTACT, R.HEAD, R.CO)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        A.SUBMIT, "报审", (S.DRAFT,), S.APPROVAL, (R.OFFICER,),
        guards=(G.COMPLETE,), paper=P.APPROVAL_FORM,
    ),
    Transition(
        A.APPROVE, "批准立项", (S.DRAFT, S.APPROVAL), S.APPROVED, _SIGNERS,
        guards=(G.COMPLETE,), chain=Chain.APPROVAL, effects=(E.APPROVED, E.NUMBER, E.CLOCK_FROM_SOURCE),
    ),
    Transition(
        A.ASSIGN, "交办", (S.APPROVED,), S.ASSIGNED, (R.OFFICER, R.DIRECTOR),
        guards=(G.COMPLETE,), effects=(E.ASSIGNED, E.CLOCK_FROM_ASSIGNMENT), paper=P.NOTICE,
    ),
    Transition(
        A.SIGN, "签收", (S.ASSIGNED,), S.SIGNED, _UNIT,
        effects=(E.SIGNED, E.CLOCK_FROM_RECEIPT), paper=P.RECEIPT,
    ),
    Transition(
        A.REPORT, "登记进展", IN_HAND, S.REPORTED, (*_UNIT, R.OFFICER), effects=(E.REPORT,), paper=P.FEEDBACK,
    ),
    Transition(A.REVIEW, "审阅反馈", (S.REPORTED,), S.SIGNED, (R.OFFICER, R.DIRECTOR)),
    Transition(
        A.CLAIM_DONE, "申请办结", IN_HAND, S.CLAIMED, (R.HEAD, R.CONTACT),
        guards=(G.PARTS_CLOSED,), effects=(E.CLAIMED,), paper=P.CLAIM_FORM,
    ),
    Transition(
        A.EXTEND, "申请延期", IN_HAND, S.EXTENDING, (R.HEAD, R.CONTACT), needs=("due", "reason"),
        guards=(G.IN_TIME,), effects=(E.ASK_EXTENSION,), paper=P.EXTENSION_FORM,
    ),
    Transition(
        A.SUSPEND, "挂起", IN_HAND, S.SUSPENDED, (R.DIRECTOR, R.SECRETARY, R.LEADER), needs=_REASON,
        effects=(E.STOP_CLOCK,),
    ),
    Transition(
        A.RESUME, "恢复办理", (S.SUSPENDED,), S.SIGNED, (R.DIRECTOR, R.SECRETARY, R.LEADER),
        effects=(E.RESTORE_CLOCK,),
    ),
    Transition(A.ACCEPT, "受理", (S.CLAIMED,), S.REVIEWED, (R.OFFICER, R.DIRECTOR)),
    Transition(
        A.ACCEPT, "审核通过", (S.REVIEWED,), S.PRESENTED, _SIGNERS, guards=(G.SIX_CHECKS,), chain=Chain.CLOSING,
    ),
    Transition(
        A.ACCEPT, "批准延期", (S.EXTENDING,), S.SIGNED, _SIGNERS,
        chain=Chain.EXTENSION, effects=(E.EXTEND,),
    ),
    Transition(
        A.CLOSE, "销号", (S.PRESENTED,), S.CLOSED, (R.DIRECTOR, R.SECRETARY, R.LEADER),
        guards=(G.PARTS_CLOSED,), effects=(E.CLOSED,), paper=P.CLOSING_FORM,
    ),
    Transition(
        A.ARCHIVE, "归档", (S.CLOSED, S.CANCELLED), S.ARCHIVED, (R.OFFICER,), effects=(E.ARCHIVED,),
    ),
    Transition(
        A.REOPEN, "回头看重办", (S.CLOSED,), S.SIGNED, (R.OFFICER, R.DIRECTOR, R.LEADER),
        needs=_REASON, guards=(G.WHOLE_OPEN,), effects=(E.AGAIN,),
    ),
    Transition(
        A.RETURN, "退回补正", (S.APPROVAL,), S.DRAFT, _SIGNERS, needs=_REASON,
    ),
    Transition(
        A.RETURN, "异议改派", (S.ASSIGNED,), S.APPROVED, (R.HEAD, R.CONTACT),
        needs=_REASON, guards=(G.OBJECTION,), effects=(E.UNASSIGNED,),
    ),
    Transition(
        A.RETURN, "不批准延期", (S.EXTENDING,), S.SIGNED, _SIGNERS,
        needs=_REASON, effects=(E.DROP_EXTENSION,), back=True,
    ),
    Transition(
        A.RETURN, "退回重办", _CLOSING, S.SIGNED, _SIGNERS, needs=_REASON, effects=(E.AGAIN,),
    ),
    Transition(
        A.CANCEL, "撤销事项", _LIVE, S.CANCELLED, (R.LEADER, R.SECRETARY, R.DIRECTOR), needs=_REASON,
    ),
)  # fmt: skip
"""The whole table; a pair of state and action has at most one line."""

_BY_PAIR: dict[tuple[State, Action], Transition] = {
    (source, line.action): line for line in TRANSITIONS for source in line.sources
}

_STAGES: dict[State, Stage] = {
    S.DRAFT: Stage.DRAFT,
    S.APPROVAL: Stage.DRAFT,
    S.APPROVED: Stage.OPEN,
    S.ASSIGNED: Stage.OPEN,
    S.SIGNED: Stage.OPEN,
    S.REPORTED: Stage.OPEN,
    S.EXTENDING: Stage.OPEN,
    S.SUSPENDED: Stage.OPEN,
    S.CLAIMED: Stage.CLOSING,
    S.REVIEWED: Stage.CLOSING,
    S.PRESENTED: Stage.CLOSING,
    S.CLOSED: Stage.CLOSED,
    S.ARCHIVED: Stage.CLOSED,
    S.CANCELLED: Stage.CANCELLED,
}


def stage_of(state: State, closed_from_x: bool = True) -> Stage:
    """The count a state belongs to; an archived matter keeps the one it was archived from.

    Args:
        state: the matter's state.
        closed_from_x: for `Z` only: archived from X (完成) rather than from C (撤销).
    """
    if state is State.ARCHIVED and not closed_from_x:
        return Stage.CANCELLED
    return _STAGES[state]


def actions_from(state: State) -> tuple[Transition, ...]:
    """What may be done now, in the order of the table."""
    return tuple(line for line in TRANSITIONS if state in line.sources)


def next_state(state: State, action: Action) -> Transition:
    """The line of the table for this state and action.

    Raises:
        RefusedError: not allowed now; the sentence names what is.
    """
    line = _BY_PAIR.get((state, action))
    if line is None:
        raise RefusedError(why_not(state, action))
    return line


def why_not(state: State, action: Action) -> str:
    """The sentence for an action that is not allowed in `state`: what is, and that nothing changed."""
    allowed = "、".join(line.word for line in actions_from(state))
    now = f"现在可以：{allowed}" if allowed else "已经没有可办的环节"
    return f"事项处于“{state.word}”，不能{action.word}；{now}。事项没有改动。"


_SHORT = {"撤销": Action.CANCEL}
"""What may be typed for an action; on screen 撤销 alone is the step back, so the action says what it is done to."""


def read_action(text: str) -> Action:
    """The action a user typed: its code, any of its Chinese words, or the short word for it.

    Raises:
        WrongUseError: no such action; the sentence lists the codes.
    """
    wanted = text.strip().lower().replace("_", "-")
    for action in Action:
        if wanted in (action.value, action.word):
            return action
    if wanted in _SHORT:
        return _SHORT[wanted]
    for line in TRANSITIONS:
        if wanted == line.word:
            return line.action
    codes = "、".join(f"{action.value}（{action.word}）" for action in Action)
    raise WrongUseError(f"没有“{text}”这个动作，没有改动任何数据；可用的有：{codes}。")
