"""Time limits that go without saying: which deadline a matter gets from its origin, as an editable rule set.

The values are those of real offices (`domain.md` §3.4): examples to ship, not law. A rule only proposes the
words of a deadline; the clerk may write others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.domain.vocabulary import DueKind

LONGEST, MOST = 40, 60


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One rule.

    Attributes:
        name: what it is called (办理类别), e.g. `批示（急）`; an origin names its rule by it.
        kind: code of OriginKind it is for; empty for all kinds.
        words: the limit, e.g. `15日内`, `5个工作日内`, `立即办理`.
        basis: where it comes from.
    """

    name: str
    kind: str
    words: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed deadline: its words for 完成时限, and the sentence which rule it was; both may be empty."""

    words: str = ""
    sentence: str = ""


_EXAMPLE = "外县督查工作制度（示例）"

DEFAULT_RULES: tuple[LimitRule, ...] = (
    LimitRule("会议纪要", OriginKind.MEETING.value, "20日内", _EXAMPLE),
    LimitRule("会议决定", OriginKind.MEETING.value, "5个工作日内", _EXAMPLE),
    LimitRule("批示（一般）", OriginKind.INSTRUCTION.value, "15日内", _EXAMPLE),
    LimitRule("批示（急）", OriginKind.INSTRUCTION.value, "5日内", _EXAMPLE),
    LimitRule("批示（疑难）", OriginKind.INSTRUCTION.value, "30日内", _EXAMPLE),
    LimitRule("公文", OriginKind.DOCUMENT.value, "30日内", _EXAMPLE),
    LimitRule("信箱", OriginKind.MAILBOX.value, "5个工作日内", _EXAMPLE),
    LimitRule("急件", "", "3日内", _EXAMPLE),
    LimitRule("特急件", "", "立即办理", _EXAMPLE),
)
"""In order: the first rule of a kind is the usual one for it."""


def rules_for(kind: OriginKind, rules: Sequence[LimitRule] = DEFAULT_RULES) -> tuple[LimitRule, ...]:
    """The rules an origin of a kind may name: its own first, then those of all kinds."""
    own = tuple(rule for rule in rules if rule.kind == kind.value)
    return (*own, *(rule for rule in rules if not rule.kind))


def rule_for(
    kind: OriginKind, named: str = "", rules: Sequence[LimitRule] = DEFAULT_RULES
) -> LimitRule | None:
    """The rule an origin names; without a name the usual one of its kind, None where there is none."""
    offered = rules_for(kind, rules)
    if named:
        return next((rule for rule in offered if rule.name == named), None)
    return next((rule for rule in offered if rule.kind), None)


def propose(
    kind: OriginKind, on: date, *, named: str = "", rules: Sequence[LimitRule] = DEFAULT_RULES
) -> Proposal:
    """The deadline of a matter that comes from an origin of `on` without one of its own.

    Args:
        kind: of the origin.
        on: date of the origin, from which the limit counts.
        named: the rule the origin names (办理类别).
        rules: the office's rules.
    """
    rule = rule_for(kind, named, rules)
    if rule is None:
        return Proposal()
    counts = read_deadline(rule.words, year=None, today=on).term is not None
    words = f"自{chinese_date(on)}起{rule.words}" if counts else rule.words
    basis = f"，依据：{rule.basis}" if rule.basis else ""
    return Proposal(words, f"按默认时限“{rule.name}”{rule.words}（{_from(rule)}{basis}），可以改写")


def _from(rule: LimitRule) -> str:
    return f"{OriginKind(rule.kind).word}来源" if rule.kind else "各类来源"


def problem(rules: Sequence[LimitRule]) -> str:
    """Why these rules cannot be used, in Chinese; empty when they can."""
    if len(rules) > MOST:
        return f"默认时限最多 {MOST} 条。"
    seen: set[tuple[str, str]] = set()
    for rule in rules:
        if not rule.name or max(map(len, (rule.name, rule.words))) > LONGEST:
            return f"每条默认时限都要有名称，名称和时限最多 {LONGEST} 个字。"
        if (rule.kind, rule.name) in seen:
            return f"默认时限“{rule.name}”写了两条。"
        seen.add((rule.kind, rule.name))
        if rule.kind and rule.kind not in list(OriginKind):
            return f"默认时限“{rule.name}”没有写对来源类别。"
        read = read_deadline(rule.words, year=None, today=date(2026, 1, 1))
        if read.term is None and read.kind is DueKind.NONE:
            return f"默认时限“{rule.name}”的“{rule.words}”读不懂，请写成“15日内”“5个工作日内”或“立即办理”。"
    return ""
