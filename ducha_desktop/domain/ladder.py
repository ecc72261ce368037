"""The ladder by which matters are pressed: its rungs, what each needs and who signs it, as an editable rule set.

催办 1…n → 蓝、橙、红督查单 → 挂牌督办 → 约谈 → 通报 → 问责建议 (`domain.md` §4, state S). The colour of a note is
the colour of a paper, never the light of the matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.procedure import Role
from ducha_desktop.domain.vocabulary import Worded

LADDER_RULES = "ladder_rules"
"""Key of the setting that holds the rules of an office."""
MOST_DAYS, MOST_URGES, MOST_REASONS, LONGEST_REASON = 365, 20, 12, 40


class Rung(Worded):
    """A step of the ladder; the code is what `ducha do` takes."""

    URGE = "urge", "催办"
    NOTE_BLUE = "note-blue", "蓝色督查单"
    NOTE_ORANGE = "note-orange", "橙色督查单"
    NOTE_RED = "note-red", "红色督查单"
    LISTED = "listed", "挂牌督办"
    TALK = "talk", "约谈"
    BULLETIN = "bulletin", "通报"
    ACCOUNTABILITY = "accountability", "问责建议"

    @property
    def paper(self) -> str:
        """What stands before the number of its paper; the three notes share one series."""
        return "督查单" if self in NOTES else {Rung.LISTED: "挂牌"}.get(self, self.word)

    @property
    def paper_kind(self) -> str:
        """The kind of its paper in the register of issued papers."""
        return "note" if self in NOTES else self.value

    @property
    def lifting(self) -> str:
        """The office's word for taking it off."""
        return _LIFTING.get(self, "整改核查")


NOTES = (Rung.NOTE_BLUE, Rung.NOTE_ORANGE, Rung.NOTE_RED)
ONCE = frozenset({*NOTES, Rung.LISTED, Rung.ACCOUNTABILITY})
"""Rungs that a matter stands on only once at a time; urging, talks and bulletins are counted."""
_LIFTING = {
    **dict.fromkeys(NOTES, "销单"),
    Rung.URGE: "销催",
    Rung.LISTED: "摘牌",
    Rung.ACCOUNTABILITY: "了结",
}


class Exemption(Worded):
    """What frees from the order of the ladder (Decree 733 Art. 21, 25)."""

    FRAUD = "fraud", "弄虚作假"
    OBSTRUCTION = "obstruction", "阻碍督查"


EXEMPT_BASIS = "《政府督查工作条例》第二十一条、第二十五条"


class Need(Worded):
    """What must be written with a rung."""

    REASON = "reason", "事由"
    OFFICER = "officer", "责任人"
    DUE = "due", "期限"
    APPROVER = "approver", "批准人"
    BASIS = "basis", "依据"


class Pressed(Worded):
    """Lists that follow from the ladder: who stands on it, who is ripe for it, red flags and snails."""

    URGED = "urged", "已催办"
    NOTED = "noted", "已发督查单"
    BLUE = "noted-blue", "蓝色督查单"
    ORANGE = "noted-orange", "橙色督查单"
    RED = "noted-red", "红色督查单"
    LISTED = "listed", "挂牌督办"
    TALKED = "talked", "已约谈"
    BULLETINED = "bulletined", "已通报"
    ACCOUNTABLE = "accountable", "已建议问责"
    TO_URGE = "to-urge", "待催办"
    TO_BLUE = "to-note-blue", "待发蓝色督查单"
    TO_ORANGE = "to-note-orange", "待发橙色督查单"
    TO_RED = "to-note-red", "待发红色督查单"
    TO_LIST = "to-list", "待挂牌"
    TO_TALK = "to-talk", "待约谈"
    TO_BULLETIN = "to-bulletin", "待通报"
    TO_ACCOUNT = "to-account", "待建议问责"
    FLAG = "flag", "红旗件"
    SNAIL = "snail", "蜗牛件"


STANDING: Mapping[Pressed, tuple[Rung, ...]] = {
    Pressed.URGED: (Rung.URGE,),
    Pressed.NOTED: NOTES,
    Pressed.BLUE: (Rung.NOTE_BLUE,),
    Pressed.ORANGE: (Rung.NOTE_ORANGE,),
    Pressed.RED: (Rung.NOTE_RED,),
    Pressed.LISTED: (Rung.LISTED,),
    Pressed.TALKED: (Rung.TALK,),
    Pressed.BULLETINED: (Rung.BULLETIN,),
    Pressed.ACCOUNTABLE: (Rung.ACCOUNTABILITY,),
}
"""Lists of matters that stand on one of these rungs, not taken off."""

RIPE: Mapping[Pressed, Rung] = {
    Pressed.TO_URGE: Rung.URGE,
    Pressed.TO_BLUE: Rung.NOTE_BLUE,
    Pressed.TO_ORANGE: Rung.NOTE_ORANGE,
    Pressed.TO_RED: Rung.NOTE_RED,
    Pressed.TO_LIST: Rung.LISTED,
    Pressed.TO_TALK: Rung.TALK,
    Pressed.TO_BULLETIN: Rung.BULLETIN,
    Pressed.TO_ACCOUNT: Rung.ACCOUNTABILITY,
}
"""Lists of matters that are ripe for a rung by the rules."""

LISTING_MUDANJIANG = ("领导高度关注", "群众高度关注", "工作难度大", "已列入而无明显进展")
LISTING_PREFECTURE = ("工作不认真", "重视程度不够", "措施不力", "未按期完成")
LISTING_PRESETS: Mapping[str, tuple[str, ...]] = {
    "关注和难度": LISTING_MUDANJIANG,
    "整改不力": LISTING_PREFECTURE,
}
"""Reasons of 挂牌: 牡丹江 2013 (`domain.md` §1, 12) and the reasons of 挂牌整改 of a prefecture (52)."""
TALK_REASONS = ("信访问题集中", "出现苗头倾向", "工作落实不力", "违规违纪")
"""The four situations of 约谈 (七里河 2015, `domain.md` §1, 62)."""
RANKED, LAST_PLACE, EXPOSED = "排名通报", "末位通报", "公开曝光"
BULLETIN_REASONS = ("情况通报", "通报批评", RANKED, LAST_PLACE, EXPOSED)


@dataclass(frozen=True, slots=True)
class RungRule:
    """What a rung demands.

    Attributes:
        signer: the lowest rank that may sign it.
        needs: what must be written.
        after: rungs of which one must have been taken before; empty for none.
        unmet: that earlier one must still stand, its deadline past.
        days: deadline that is proposed, in calendar days; 0 for none.
        reasons: reasons to choose from; empty where any words do.
    """

    signer: Role
    needs: tuple[Need, ...] = ()
    after: tuple[Rung, ...] = ()
    unmet: bool = False
    days: int = 0
    reasons: tuple[str, ...] = ()


_SIGNED = (Need.DUE, Need.APPROVER)
_USUAL: Mapping[Rung, RungRule] = {
    Rung.URGE: RungRule(Role.OFFICER, days=3),
    Rung.NOTE_BLUE: RungRule(Role.DIRECTOR, _SIGNED, days=7),
    Rung.NOTE_ORANGE: RungRule(
        Role.SECRETARY, (Need.REASON, *_SIGNED), after=(Rung.NOTE_BLUE,), unmet=True, days=5
    ),
    Rung.NOTE_RED: RungRule(
        Role.LEADER, (Need.REASON, *_SIGNED), after=(Rung.NOTE_ORANGE,), unmet=True, days=3
    ),
    Rung.LISTED: RungRule(
        Role.LEADER, (Need.REASON, Need.OFFICER, *_SIGNED), days=30, reasons=LISTING_MUDANJIANG
    ),
    Rung.TALK: RungRule(Role.LEADER, (Need.REASON, Need.APPROVER), days=10, reasons=TALK_REASONS),
    Rung.BULLETIN: RungRule(Role.LEADER, (Need.REASON, Need.APPROVER), days=10, reasons=BULLETIN_REASONS),
    Rung.ACCOUNTABILITY: RungRule(
        Role.LEADER, (Need.REASON, Need.APPROVER, Need.BASIS), after=(Rung.LISTED,)
    ),
}


@dataclass(frozen=True, slots=True)
class LadderRules:
    """The ladder of an office.

    Attributes:
        rungs: the rule of every rung.
        urgent_start: rungs at which urgent matters may start.
        urge_gap_days: a matter is not ripe for 催办 again, nor after a report, within so many days.
        note_after: urged so often without a report, a matter is ripe for a note.
        snail_days: overdue so long, a matter is a snail; `snail_urges`: urged so often without a report.
        flag_days: done so many days ahead of its first deadline, a matter gets a red flag.
        ranking: ranked bulletins are in use; `exposure`: public exposure; `last_place`: naming the last one.
    """

    rungs: Mapping[Rung, RungRule] = field(default_factory=lambda: dict(_USUAL))
    urgent_start: tuple[Rung, ...] = (Rung.NOTE_ORANGE, Rung.NOTE_RED)
    urge_gap_days: int = 7
    note_after: int = 2
    snail_days: int = 30
    snail_urges: int = 2
    flag_days: int = 7
    ranking: bool = True
    exposure: bool = True
    last_place: bool = True

    def rule(self, rung: Rung) -> RungRule:
        """What a rung demands."""
        return self.rungs.get(rung) or _USUAL[rung]

    def reasons(self, rung: Rung) -> tuple[str, ...]:
        """Reasons to choose from, without what the office has switched off."""
        off = {word for word, on in self._switches.items() if not on}
        return tuple(reason for reason in self.rule(rung).reasons if reason not in off)

    @property
    def switched_off(self) -> tuple[str, ...]:
        """Kinds of bulletin that the office has switched off."""
        return tuple(word for word, on in self._switches.items() if not on)

    @property
    def _switches(self) -> dict[str, bool]:
        return {RANKED: self.ranking, LAST_PLACE: self.last_place, EXPOSED: self.exposure}

    @property
    def problem(self) -> str:
        """Why matters cannot be pressed by these rules; empty when they can."""
        days = {self.urge_gap_days, self.snail_days, self.flag_days}
        if any(not 1 <= each <= MOST_DAYS for each in days):
            return f"天数应在 1 到 {MOST_DAYS} 之间。"
        if any(not 1 <= each <= MOST_URGES for each in (self.note_after, self.snail_urges)):
            return f"催办次数应在 1 到 {MOST_URGES} 之间。"
        return next((said for rung in Rung if (said := _problem(rung, self.rule(rung)))), "")

    def as_document(self) -> dict[str, object]:
        """What is kept in the settings: only what differs from the usual."""
        usual = LadderRules()
        said: dict[str, object] = {
            each: getattr(self, each) for each in _PLAIN if getattr(self, each) != getattr(usual, each)
        }
        if self.urgent_start != usual.urgent_start:
            said["urgent_start"] = [rung.value for rung in self.urgent_start]
        rungs = {rung.value: _rule_document(self.rule(rung), _USUAL[rung]) for rung in Rung}
        if any(rungs.values()):
            said["rungs"] = {code: rule for code, rule in rungs.items() if rule}
        return said


_PLAIN = tuple(each.name for each in fields(LadderRules) if each.name not in ("rungs", "urgent_start"))


def _problem(rung: Rung, rule: RungRule) -> str:
    if not 0 <= rule.days <= MOST_DAYS:
        return f"{rung.word}的期限应在 0 到 {MOST_DAYS} 天之间。"
    if len(rule.reasons) > MOST_REASONS or any(len(reason) > LONGEST_REASON for reason in rule.reasons):
        return f"{rung.word}的事由最多 {MOST_REASONS} 条，每条最多 {LONGEST_REASON} 个字。"
    order = tuple(Rung)
    if any(order.index(before) >= order.index(rung) for before in rule.after):
        return f"{rung.word}之前要有的，只能是更低的一级。"
    return ""


def _rule_document(rule: RungRule, usual: RungRule) -> dict[str, object]:
    said = {each.name: getattr(rule, each.name) for each in fields(RungRule)}
    return {
        name: [str(part) for part in value] if isinstance(value, tuple) else value
        for name, value in said.items()
        if value != getattr(usual, name)
    }


def read_ladder(document: object) -> LadderRules:
    """The rules as an office keeps them; what it does not say, or no longer means anything, is the usual."""
    usual = LadderRules()
    if not isinstance(document, Mapping):
        return usual
    plain: dict[str, Any] = {
        name: document[name] for name in _PLAIN if type(document.get(name)) is type(getattr(usual, name))
    }
    start = document.get("urgent_start")
    kept = document.get("rungs")
    own = kept if isinstance(kept, Mapping) else {}
    rungs = {rung: _read_rule(own.get(rung.value), _USUAL[rung]) for rung in Rung}
    found = replace(usual, **plain, rungs=rungs)
    return replace(found, urgent_start=_rungs(start)) if isinstance(start, list) else found


def _rungs(codes: object) -> tuple[Rung, ...]:
    return tuple(rung for rung in Rung if isinstance(codes, list) and rung.value in codes)


def _read_rule(kept: object, usual: RungRule) -> RungRule:
    if not isinstance(kept, Mapping):
        return usual
    read: dict[str, Any] = {}
    if kept.get("signer") in _RANKS:
        read["signer"] = Role(str(kept["signer"]))
    if isinstance(kept.get("needs"), list):
        read["needs"] = tuple(need for need in Need if need.value in kept["needs"])
    if isinstance(kept.get("after"), list):
        read["after"] = _rungs(kept["after"])
    if isinstance(kept.get("reasons"), list):
        read["reasons"] = tuple(str(reason) for reason in kept["reasons"])
    for name, kind in (("unmet", bool), ("days", int)):
        if type(kept.get(name)) is kind:
            read[name] = kept[name]
    return replace(usual, **read)


SIGNERS = (Role.OFFICER, Role.DIRECTOR, Role.SECRETARY, Role.LIAISON, Role.LEADER)
"""Who may sign on the ladder, the lowest first."""
_RANKS: Mapping[str, int] = {role.value: place for place, role in enumerate(SIGNERS)}


def may_sign(role: Role, rule: RungRule) -> bool:
    """Whether somebody of this role is high enough for the rung; a 常委 ranks with the leaders."""
    rank = _RANKS.get(role.value, -1)
    least = _RANKS[rule.signer.value]
    return rank >= min(least, _RANKS[Role.LIAISON.value])


def read_rung(text: str) -> Rung | None:
    """The rung a user typed: its code or its Chinese word; None when it is none."""
    wanted = text.strip().lower().replace("_", "-")
    return next((rung for rung in Rung if wanted in (rung.value, rung.word)), None)


def read_exemption(text: str) -> Exemption:
    """The exemption a user typed.

    Raises:
        WrongUseError: there is no such one; the sentence names those there are.
    """
    wanted = text.strip()
    for each in Exemption:
        if wanted in (each.value, each.word):
            return each
    known = "、".join(f"{each.value}（{each.word}）" for each in Exemption)
    raise WrongUseError(f"没有“{text[:40]}”这种免按次序的情形，没有改动任何数据；可写的有：{known}。")
