"""Pressing matters by the ladder, and taking them off again: numbered papers, one entry, one undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.ladder import EXEMPT_BASIS, Exemption, LadderRules, Need, Rung
from ducha_desktop.domain.ladder_order import NOTHING_CHANGED, Asked, Standing, refusal, skipped_words
from ducha_desktop.domain.procedure import Role
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.services.ladder import ladder_rules, standings
from ducha_desktop.services.reading import plain_text
from ducha_desktop.storage.queries import ladder as queries

if TYPE_CHECKING:
    from ducha_desktop.storage.unit_of_work import UnitOfWork

_SAID = ("on", "due", "reason", "words", "basis", "officer", "approver", "skipped")
_ESCALATION = ("uid", "matter_uid", "rung", "seq", "paper_uid", *_SAID, "medium", "evidence", "batch")
_PAPER = ("uid", "kind", "number", "year", "seq", "on", "title", "matter_uid", "unit_uid", "snapshot")


@dataclass(frozen=True, slots=True)
class Pressing:
    """What is written with a rung.

    Attributes:
        on: business date; the writer's today by default.
        due: by when it is to be met; the rule's own days after `on` where none is given and none demanded.
        words: what is demanded; `reason` why.
        officer: who answers for it on the spot; `approver` who signs, in the `role` that may.
        skip: why the order of the ladder is not kept; `exempt` what frees from it.
    """

    on: date | None = None
    due: date | None = None
    reason: str = ""
    words: str = ""
    basis: str = ""
    officer: str = ""
    approver: str = ""
    role: Role | None = None
    skip: str = ""
    exempt: Exemption | None = None
    medium: Medium = Medium.PAPER
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Lifting:
    """The record by which a matter comes off a rung: when, in what words, by whose decision."""

    words: str
    by: str = ""
    on: date | None = None


def press(
    work: "UnitOfWork", uids: Sequence[str], rung: Rung, pressing: Pressing | None = None
) -> tuple[str, ...]:
    """Bring matters to a rung, each with a numbered paper of its own; all of them, or none.

    Returns:
        The numbers of the papers, in the order of the matters.

    Raises:
        RefusedError: the rules do not allow it for one of them, or demand more to be written.
        WrongUseError: the day has not come.
        NotFoundError: one of the matters is gone.
    """
    pressing = pressing or Pressing()
    work.session.flush()
    rules, on = ladder_rules(work.raw), pressing.on or work.writer.today
    if on > work.writer.today:
        raise WrongUseError(f"{rung.word}的日期 {on} 还没有到。{NOTHING_CHANGED}请写今天或以前的日期。")
    asked = _asked(rules, rung, on, pressing)
    wanted = tuple(dict.fromkeys(uids))
    known, facts = standings(work.raw, wanted), queries.facts(work.raw, wanted)
    for uid in wanted:
        why = refusal(rules, asked, known[uid])
        if why:
            told = "" if len(wanted) == 1 else f"{facts[uid][0] or facts[uid][1]}："
            raise RefusedError(f"{told}{why}")
    return _write(work, rules, asked, pressing, [(uid, known[uid], facts[uid]) for uid in wanted])


def lift(work: "UnitOfWork", uid: str, lifting: Lifting) -> Rung:
    """Take a matter off a rung by record; return the rung.

    Raises:
        RefusedError: it was taken off before.
        WrongUseError: no words say why, or the day is before the rung was taken.
        NotFoundError: there is no such record.
    """
    from ducha_desktop.models.course import Escalation

    step = work.find(Escalation, uid)
    rung, on = Rung(step.rung), lifting.on or work.writer.today
    words = plain_text(lifting.words).strip()
    if step.lifted_on is not None:
        raise RefusedError(f"{rung.word}已于 {step.lifted_on} {rung.lifting}。{NOTHING_CHANGED}不用再登记。")
    if not words:
        raise WrongUseError(f"{rung.lifting}须写明理由。{NOTHING_CHANGED}")
    if not step.on <= on <= work.writer.today:
        raise WrongUseError(
            f"{rung.lifting}的日期应在 {step.on}（{rung.word}）到今天之间，不能是 {on}。{NOTHING_CHANGED}请改正日期。"
        )
    step.lifted_on, step.lifted, step.lifted_by = on, words, plain_text(lifting.by).strip()
    work.session.add(step)
    return rung


def press_words(rung: Rung, count: int, subject: str) -> str:
    """The journal's words: `催办 12 项`, `挂牌督办：督办〔2026〕9号`."""
    return f"{rung.word} {count:,} 项" if count != 1 else f"{rung.word}：{subject}"


def _asked(rules: LadderRules, rung: Rung, on: date, pressing: Pressing) -> Asked:
    rule = rules.rule(rung)
    due = pressing.due
    if due is None and rule.days and Need.DUE not in rule.needs:
        due = on + timedelta(days=rule.days)
    given = {
        Need.REASON: pressing.reason,
        Need.OFFICER: pressing.officer,
        Need.APPROVER: pressing.approver,
        Need.BASIS: pressing.basis,
    }
    clean = {need: plain_text(text).strip() for need, text in given.items()}
    return Asked(rung, on, clean, due, pressing.role, plain_text(pressing.skip), pressing.exempt)


_Matter = tuple[str, Standing, tuple[Any, ...]]


def _write(
    work: "UnitOfWork", rules: LadderRules, asked: Asked, pressing: Pressing, matters: Sequence[_Matter]
) -> tuple[str, ...]:
    """One line of the ladder and one numbered paper for each matter."""
    from ducha_desktop.models.types import dump

    rung, year = asked.rung, asked.on.year
    papers, batch = work.uids(len(matters)), work.uid() if len(matters) > 1 else ""
    first = queries.last_paper(work.raw, rung.paper_kind, year) + 1
    steps: list[tuple[Any, ...]] = []
    issued: list[tuple[Any, ...]] = []
    for place, (uid, standing, facts) in enumerate(matters):
        said, seq = _said(rules, asked, pressing, standing), standing.count(rung) + 1
        number = f"{rung.paper}〔{year}〕{first + place}号"
        snapshot = _snapshot(facts, said, number=number, seq=seq, rung=rung)
        title = f"关于“{facts[1]}”的{rung.word}"
        head = (rung.paper_kind, number, year, first + place, said["on"], title)
        issued.append((papers[place], *head, uid, facts[6], dump(snapshot)))
        written = (said[name] for name in _SAID)
        medium = (pressing.medium.value, plain_text(pressing.evidence), batch)
        steps.append((work.uid(), uid, rung.value, seq, papers[place], *written, *medium))
    work.bulk_insert("issued_paper", _PAPER, issued)
    work.bulk_insert("escalation", _ESCALATION, steps)
    return tuple(row[2] for row in issued)


def _said(rules: LadderRules, asked: Asked, pressing: Pressing, standing: Standing) -> dict[str, str | None]:
    exempt, given = asked.exempt, asked.given
    approver = given[Need.APPROVER]
    if approver and asked.rung is not Rung.URGE:
        approver = f"{approver}（{(asked.role or rules.rule(asked.rung).signer).word}）"
    return {
        "on": asked.on.isoformat(),
        "due": asked.due.isoformat() if asked.due else None,
        "reason": given[Need.REASON] or (exempt.word if exempt else ""),
        "words": plain_text(pressing.words).strip(),
        "basis": given[Need.BASIS] or (EXEMPT_BASIS if exempt else ""),
        "officer": given[Need.OFFICER],
        "approver": approver,
        "skipped": skipped_words(rules, asked, standing),
    }


def _snapshot(
    facts: tuple[Any, ...], said: Mapping[str, str | None], *, number: str, seq: int, rung: Rung
) -> dict[str, object]:
    """Everything that the paper says, as it was on the day it was numbered."""
    return {
        **said,
        "number": number,
        "rung": rung.value,
        "title": rung.word,
        "seq": seq,
        "matter_number": facts[0],
        "matter_title": facts[1],
        "matter_due": facts[5],
        "lead_unit": facts[7],
    }
