"""Whether a matter may come to a rung of the ladder now, and what is still to be written; a sentence where not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.ladder import (
    NOTES,
    ONCE,
    Exemption,
    LadderRules,
    Need,
    Rung,
    RungRule,
    may_sign,
)
from ducha_desktop.domain.procedure import Role
from ducha_desktop.domain.vocabulary import Priority, Stage

NOTHING_CHANGED = "没有改动任何数据。"


@dataclass(frozen=True, slots=True)
class Made:
    """A rung that was taken: when, until when it was to be met, and whether it still stands."""

    rung: Rung
    on: date
    due: date | None = None
    standing: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ladder has to know of a matter."""

    stage: Stage
    priority: str = ""
    made: tuple[Made, ...] = ()

    def count(self, rung: Rung) -> int:
        """How often this rung was taken."""
        return sum(each.rung is rung for each in self.made)

    def stands_on(self, rung: Rung) -> bool:
        """Whether it has not been taken off."""
        return any(each.rung is rung and each.standing for each in self.made)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for.

    Attributes:
        given: by `Need`, the words that were given.
        role: who signs; None is the lowest that may.
        skip: why the order is not kept; empty to keep it.
        exempt: what frees from the order.
    """

    rung: Rung
    on: date
    given: Mapping[Need, str]
    due: date | None = None
    role: Role | None = None
    skip: str = ""
    exempt: Exemption | None = None


def barred(rung: Rung, standing: Standing, on: date) -> str:
    """Why a matter cannot come to this rung at all now, whoever signs; empty when it can."""
    if standing.stage is not Stage.OPEN:
        return f"只有在办的事项可以{_doing(rung)}，这件事项是“{standing.stage.word}”。"
    if rung in ONCE and standing.stands_on(rung):
        return f"这件事项已有{rung.word}，还没有{rung.lifting}。"
    if rung in NOTES:
        higher = [each for each in NOTES[NOTES.index(rung) + 1 :] if standing.stands_on(each)]
        if higher:
            return f"这件事项已有{higher[0].word}，不再发{rung.word}。"
    later = [each for each in standing.made if each.rung is rung and each.on > on]
    if later:
        return f"{later[0].on} 已经登记过{rung.word}，这一次不能早于那一天。"
    return ""


def out_of_order(rules: LadderRules, rung: Rung, standing: Standing, on: date) -> str:
    """Which earlier rung is wanting by the rules; empty when the order is kept."""
    rule = rules.rule(rung)
    if not rule.after or (rung in rules.urgent_start and standing.priority in _URGENT):
        return ""
    before = [each for each in standing.made if each.rung in rule.after and each.on <= on]
    names = "或".join(each.word for each in rule.after)
    if not before:
        return f"{rung.word}之前要先有{names}，这件事项还没有。"
    if not rule.unmet:
        return ""
    open_ = [each for each in before if each.standing]
    if not open_:
        return f"这件事项的{names}已经办结核销，不能再升为{rung.word}。"
    if all(each.due is not None and each.due >= on for each in open_):
        return f"{names}的期限 {max(each.due for each in open_ if each.due)} 还没有过，不能升为{rung.word}。"
    return ""


_URGENT = frozenset({Priority.URGENT.value, Priority.TOP.value})


def refusal(rules: LadderRules, asked: Asked, standing: Standing) -> str:
    """Why this cannot be done, with what to do; empty when it can."""
    rung = asked.rung
    said = barred(rung, standing, asked.on)
    if said:
        return f"{said}{NOTHING_CHANGED}请核对这件事项的状态和升级记录。"
    wrong = out_of_order(rules, rung, standing, asked.on)
    if wrong and not asked.skip.strip() and asked.exempt is None:
        return (
            f"{wrong}{NOTHING_CHANGED}请按次序办理；确需越级的，写明批准人、依据和越级理由；"
            f"属于{'、'.join(each.word for each in Exemption)}的，写明情形。"
        )
    return _unwritten(rules, asked, skips=bool(wrong) and asked.exempt is None)


def _unwritten(rules: LadderRules, asked: Asked, *, skips: bool) -> str:
    rung, rule = asked.rung, rules.rule(asked.rung)
    needs = [*rule.needs, *(need for need in (Need.APPROVER, Need.BASIS) if skips and need not in rule.needs)]
    missing = [need.word for need in needs if not _is_given(need, asked)]
    if missing:
        return f"{rung.word}{'越级' if skips else ''}须写明{'、'.join(missing)}。{NOTHING_CHANGED}"
    if asked.due is not None and asked.due < asked.on:
        return f"{rung.word}的期限 {asked.due} 早于 {asked.on}。{NOTHING_CHANGED}请改正期限。"
    if asked.role is not None and not may_sign(asked.role, rule):
        return f"{rung.word}至少要由{rule.signer.word}批准，不能由{asked.role.word}批准。{NOTHING_CHANGED}请报够级别的领导批准后再登记。"
    return _wrong_reason(rules, asked)


def _is_given(need: Need, asked: Asked) -> bool:
    if need is Need.DUE:
        return asked.due is not None
    if asked.exempt is not None and need in (Need.REASON, Need.BASIS):
        return True  # the exemption is the reason, and the decree its basis
    return bool(asked.given.get(need, "").strip())


def _wrong_reason(rules: LadderRules, asked: Asked) -> str:
    """A reason that is none of those the rung knows."""
    reason, choices = asked.given.get(Need.REASON, "").strip(), rules.reasons(asked.rung)
    if reason in rules.switched_off and reason in rules.rule(asked.rung).reasons:
        return f"本单位已在升级规则里停用“{reason}”。{NOTHING_CHANGED}请换一种，或先改规则。"
    if not reason or not choices or reason in choices:
        return ""
    return f"{asked.rung.word}的事由只能是：{'、'.join(choices)}。{NOTHING_CHANGED}请选其中一种，其余写在要求里。"


def skipped_words(rules: LadderRules, asked: Asked, standing: Standing) -> str:
    """What is recorded where the order was not kept."""
    if not out_of_order(rules, asked.rung, standing, asked.on):
        return ""
    before = "或".join(each.word for each in rules.rule(asked.rung).after)
    if asked.exempt is not None:
        return f"{asked.exempt.word}，不受次序限制（未经{before}）"
    return f"越过{before}：{asked.skip.strip()}"


def highest(made: Sequence[Made]) -> Rung | None:
    """The highest rung that still stands."""
    order = tuple(Rung)
    standing = [each.rung for each in made if each.standing]
    return max(standing, key=order.index) if standing else None


def rule_sentence(rules: LadderRules, rung: Rung) -> str:
    """A rung's rule as a clerk would say it: `督查室主任以上批准；须写明期限、批准人；之前要有蓝色督查单且期限已过`."""
    rule: RungRule = rules.rule(rung)
    parts = [f"{rule.signer.word}{'' if rule.signer is Role.LEADER else '以上'}批准"]
    parts += [f"须写明{'、'.join(need.word for need in rule.needs)}"] if rule.needs else []
    if rule.after:
        names = "或".join(each.word for each in rule.after)
        parts.append(f"之前要有{names}" + ("，且期限已过、没有销单" if rule.unmet else ""))
    return "；".join(parts)


def _doing(rung: Rung) -> str:
    return {Rung.TALK: "约谈", Rung.URGE: "催办", Rung.BULLETIN: "通报", Rung.LISTED: "挂牌督办"}.get(
        rung, f"发{rung.word}" if rung in NOTES else f"提出{rung.word}"
    )
