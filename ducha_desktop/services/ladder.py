"""The ladder as it stands for matters: what they have come to, what is possible now and why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.domain.ladder import LADDER_RULES, LadderRules, Need, Rung, read_ladder
from ducha_desktop.domain.ladder_order import (
    NOTHING_CHANGED,
    Made,
    Standing,
    barred,
    out_of_order,
    rule_sentence,
)
from ducha_desktop.domain.procedure import Role
from ducha_desktop.domain.states import State, stage_of
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import EscalationView
from ducha_desktop.storage.calendar_store import load_setting
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries import ladder as queries

_GONE = "这个事项不存在，或者已经在回收站里。没有改动任何数据。请按 F5 重新读取。"


@dataclass(frozen=True, slots=True)
class Offer:
    """A rung as it stands for a matter.

    Attributes:
        why_not: why it cannot be taken at all now; empty when it can.
        out_of_order: what is wanting before it; an approver may pass it over with reason and basis.
        needs: what must be written; `reasons` to choose from.
        due: the deadline that is proposed.
        count: how often it was taken.
    """

    rung: Rung
    why_not: str
    out_of_order: str
    rule: str
    needs: tuple[Need, ...]
    reasons: tuple[str, ...]
    signer: Role
    due: date | None
    count: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """Which of many matters may come to a rung, and why the others may not."""

    rung: Rung
    allowed: tuple[str, ...]
    refused: Mapping[str, str] = field(default_factory=dict)


def ladder_rules(connection: Connection) -> LadderRules:
    """The ladder of this office."""
    return read_ladder(load_setting(connection, LADDER_RULES))


def escalations(connection: Connection, uid: str) -> tuple[EscalationView, ...]:
    """The rungs a matter has come to, the latest first."""
    return tuple(_view(step) for step in reversed(queries.steps(connection, [uid])[uid]))


def offers(reader: Reader, uid: str) -> tuple[Offer, ...]:
    """Every rung as it stands for a matter today, from the lowest up.

    Raises:
        NotFoundError: there is no such matter.
    """
    rules = ladder_rules(reader.connection)
    standing = standings(reader.connection, [uid])[uid]
    return tuple(_offer(rules, rung, standing, reader.today) for rung in Rung)


def sort_out(reader: Reader, uids: Sequence[str], rung: Rung) -> Sorted:
    """Which of these matters may come to the rung today, in order and without being passed over."""
    rules = ladder_rules(reader.connection)
    known = standings(reader.connection, uids)
    refused = {}
    for uid in uids:
        standing = known[uid]
        why = barred(rung, standing, reader.today) or out_of_order(rules, rung, standing, reader.today)
        if why:
            refused[uid] = why
    return Sorted(rung, tuple(uid for uid in uids if uid not in refused), refused)


def standing_step(connection: Connection, uid: str, rung: Rung) -> str:
    """The uid of the record by which a matter stands on a rung, the latest of several.

    Raises:
        RefusedError: it does not stand on it.
    """
    steps = queries.steps(connection, [uid])[uid]
    found = [step.uid for step in steps if step.rung == rung.value and step.lifted_on is None]
    if not found:
        raise RefusedError(f"这件事项没有在{rung.word}之中，不用{rung.lifting}。{NOTHING_CHANGED}")
    return found[-1]


def _view(step: queries.Step) -> EscalationView:
    rung = Rung(step.rung)
    return EscalationView(
        uid=step.uid,
        rung=rung.value,
        word=f"第 {step.seq} 次{rung.word}" if rung is Rung.URGE else rung.word,
        seq=step.seq,
        number=step.number,
        on=step.on,
        due=step.due,
        reason=step.reason,
        words=step.words,
        basis=step.basis,
        officer=step.officer,
        approver=step.approver,
        skipped=step.skipped,
        medium=step.medium,
        evidence=step.evidence,
        lifted_on=step.lifted_on,
        lifted=step.lifted,
        lifted_by=step.lifted_by,
    )


def standings(connection: Connection, uids: Sequence[str]) -> dict[str, Standing]:
    """What the ladder has to know of each of these matters; NotFoundError when one is gone."""
    steps, facts = queries.steps(connection, uids), queries.facts(connection, uids)
    found = {}
    for uid in uids:
        if uid not in facts:
            raise NotFoundError(_GONE)
        _number, _title, state, archived_from, priority, *_rest = facts[uid]
        made = [Made(Rung(each.rung), each.on, each.due, each.lifted_on is None) for each in steps[uid]]
        stage = stage_of(State(state), archived_from != State.CANCELLED.value)
        found[uid] = Standing(stage, priority, tuple(made))
    return found


def _offer(rules: LadderRules, rung: Rung, standing: Standing, today: date) -> Offer:
    rule = rules.rule(rung)
    return Offer(
        rung=rung,
        why_not=barred(rung, standing, today),
        out_of_order=out_of_order(rules, rung, standing, today),
        rule=rule_sentence(rules, rung),
        needs=rule.needs,
        reasons=rules.reasons(rung),
        signer=rule.signer,
        due=today + timedelta(days=rule.days) if rule.days else None,
        count=standing.count(rung),
    )
