"""Who acts, what is demanded, and who signs: the words of the state table and a ledger's own rules for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ducha_desktop.domain.completeness import Standard
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import Worded


class Role(Worded):
    """Who does something to a matter (`domain.md` §4); the clerk enters it for all of them."""

    OFFICER = "officer", "督查员"
    DIRECTOR = "director", "督查室主任"
    SECRETARY = "secretary", "两办分管主任"
    LEADER = "leader", "批示或分管领导"
    LIAISON = "liaison", "联系常委"
    CONTACT = "contact", "承办单位联络员"
    HEAD = "head", "承办单位负责人"
    CO = "co", "协办单位"
    REVIEWER = "reviewer", "复核人"


class Guard(Worded):
    """What must be so before an action; the word says it."""

    COMPLETE = "complete", "四清、六明确、七定齐全"
    IN_TIME = "in-time", "在完成时限之前提出"
    OBJECTION = "objection", "交办后 3 个工作日内提出"
    PARTS_CLOSED = "parts-closed", "下级事项都已销号"
    WHOLE_OPEN = "whole-open", "上级事项没有销号"
    SIX_CHECKS = "six-checks", "六项审核都通过"


class Effect(Worded):
    """What an action does besides moving the state."""

    NUMBER = "number", "编号"
    APPROVED = "approved", "记立项日期"
    ASSIGNED = "assigned", "记交办日期"
    UNASSIGNED = "unassigned", "收回交办日期和从交办起算的时限"
    SIGNED = "signed", "记签收日期"
    CLOCK_FROM_SOURCE = "clock-from-source", "从来源日期起算时限"
    CLOCK_FROM_ASSIGNMENT = "clock-from-assignment", "从交办起算时限"
    CLOCK_FROM_RECEIPT = "clock-from-receipt", "从签收起算时限"
    REPORT = "report", "登记进展"
    ASK_EXTENSION = "ask-extension", "记申请的新时限"
    EXTEND = "extend", "改为新时限，留存原时限"
    DROP_EXTENSION = "drop-extension", "作废申请的新时限"
    STOP_CLOCK = "stop-clock", "停止计时"
    RESTORE_CLOCK = "restore-clock", "剩余天数顺延"
    CLAIMED = "claimed", "记申请办结日期"
    CLOSED = "closed", "记销号日期"
    ARCHIVED = "archived", "记从何归档"
    AGAIN = "again", "退回次数加一"


class PaperKind(Worded):
    """The paper that goes with an action."""

    APPROVAL_FORM = "approval-form", "立项审批表"
    NOTICE = "notice", "督办通知"
    RECEIPT = "receipt", "签收回执"
    FEEDBACK = "feedback", "办理情况反馈单"
    EXTENSION_FORM = "extension-form", "延期审批单"
    CLAIM_FORM = "claim-form", "办结申请单"
    CLOSING_FORM = "closing-form", "销号单"


class Chain(Worded):
    """Decisions that are signed by one to four people, one after the other."""

    APPROVAL = "approval", "立项审批"
    EXTENSION = "extension", "延期审批"
    CLOSING = "closing", "办结审核"


MOST_STEPS = 4
EARLIEST_YEAR = 1949
SIX_CHECKS = ("事实清楚", "问题解决", "任务完成", "结论准确", "依法合规", "格式规范")
"""What is looked at before a matter is presented for closing (`domain.md` §4, V)."""

_USUAL_CHAINS: Mapping[Chain, tuple[Role, ...]] = {
    Chain.APPROVAL: (Role.LEADER,),
    Chain.EXTENSION: (Role.LEADER,),
    Chain.CLOSING: (Role.DIRECTOR,),
}


@dataclass(frozen=True, slots=True)
class Procedure:
    """What a ledger demands and who signs in it.

    Attributes:
        chains: by decision, who signs, in order; one to four. The usual ones where nothing is said.
        gates: the standards a matter must meet before 立项 and 交办.
    """

    chains: Mapping[Chain, tuple[Role, ...]] = field(default_factory=dict)
    gates: tuple[Standard, ...] = tuple(Standard)

    def __post_init__(self) -> None:
        """Fill in the usual chains; raise WrongUseError for one without steps or with more than four."""
        object.__setattr__(self, "chains", {**_USUAL_CHAINS, **self.chains})
        for chain, roles in self.chains.items():
            if not 1 <= len(roles) <= MOST_STEPS:
                raise WrongUseError(
                    f"{chain.word}要由 1 到 {MOST_STEPS} 人逐级签批，现在是 {len(roles)} 人。没有改动。请增减签批人。"
                )

    def steps(self, chain: Chain) -> tuple[Role, ...]:
        """Who signs this decision, in order."""
        return self.chains[chain]

    def as_document(self) -> dict[str, object]:
        """What is kept with the ledger: only what differs from the usual."""
        chains = {
            chain.value: [role.value for role in roles]
            for chain, roles in self.chains.items()
            if tuple(roles) != _USUAL_CHAINS[chain]
        }
        said: dict[str, object] = {"chains": chains} if chains else {}
        if self.gates != USUAL.gates:
            said["gates"] = [standard.value for standard in self.gates]
        return said


USUAL = Procedure()
_CODES = [role.value for role in Role]


def why_not_on(on: date, today: date) -> str:
    """Why an act cannot have been done on that day; empty when it can."""
    if on.year < EARLIEST_YEAR:
        return f"办理日期 {on} 太早，请核对年份。"
    if on > today:
        return f"办理日期 {on} 还没有到，请写今天或以前的日期。"
    return ""


def read_procedure(document: Mapping[str, object]) -> Procedure:
    """A ledger's procedure as it is kept; what it does not say, or no longer means anything, is the usual."""
    chains: dict[Chain, tuple[Role, ...]] = {}
    kept = document.get("chains")
    for code, roles in kept.items() if isinstance(kept, Mapping) else ():
        said = roles if isinstance(roles, list) else []
        known = tuple(Role(role) for role in said if role in _CODES)
        if code in set(Chain) and 1 <= len(known) <= MOST_STEPS:
            chains[Chain(code)] = known
    gates = document.get("gates")
    if not isinstance(gates, list):
        return Procedure(chains)
    return Procedure(chains, tuple(standard for standard in Standard if standard.value in gates))


def read_role(text: str) -> Role:
    """The role a user typed: its code or its Chinese word.

    Raises:
        WrongUseError: no such role; the sentence lists them.
    """
    wanted = text.strip()
    for role in Role:
        if wanted in (role.value, role.word):
            return role
    known = "、".join(f"{role.value}（{role.word}）" for role in Role)
    raise WrongUseError(f"没有“{text}”这个角色，没有改动任何数据；可用的有：{known}。")
