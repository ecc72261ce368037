"""Pressing matters by the ladder: what is possible, the deed, taking off, and the rules."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.ladder import LadderRules, Rung
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import EscalationView
from ducha_desktop.ui.operations import Door, Read, Task, Write, deed, question

if TYPE_CHECKING:
    from ducha_desktop.services.ladder import Offer
    from ducha_desktop.services.ladder_pressing import Lifting, Pressing
    from ducha_desktop.services.office import Office

MOST_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Target:
    """A matter that is to be pressed: identity, number and title."""

    uid: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A rung for matters: those that may come to it, and how many may not, by reason.

    Attributes:
        offer: what the rung demands, as it stands for the first of them.
        refused: (reason, how many), the most frequent first.
    """

    offer: "Offer"
    allowed: tuple[Target, ...]
    refused: tuple[tuple[str, int], ...] = ()

    @property
    def why_not(self) -> str:
        """The reasons of those left out."""
        return "；".join(f"{count:,} 项：{why.rstrip('。')}" for why, count in self.refused)


def batch(targets: Sequence[Target], rung: Rung) -> Read[Batch]:
    """What a rung demands of these matters; one alone is let through out of order, its form says what to write."""

    def put(reader: Reader) -> Batch:
        from ducha_desktop.services import ladder

        offer = next(each for each in ladder.offers(reader, targets[0].uid) if each.rung is rung)
        if len(targets) == 1:
            refused = ((offer.why_not, 1),) if offer.why_not else ()
            return Batch(offer, () if refused else tuple(targets), refused)
        split = ladder.sort_out(reader, [each.uid for each in targets], rung)
        allowed = frozenset(split.allowed)
        return Batch(
            offer,
            tuple(each for each in targets if each.uid in allowed),
            tuple(Counter(split.refused.values()).most_common()),
        )

    return question(put)


def targets(query: LedgerQuery) -> Read[Sequence[Target]]:
    """The matters of a list, at most `MOST_AT_ONCE` and one more."""

    def put(reader: Reader) -> Sequence[Target]:
        from ducha_desktop.services import ledger

        rows = ledger.page(reader, query, limit=MOST_AT_ONCE + 1)
        return [Target(row.uid, row.number, row.title) for row in rows]

    return question(put)


def press(chosen: Sequence[Target], rung: Rung, pressing: "Pressing") -> Write[tuple[str, ...]]:
    """Bring these matters to a rung in one step of undo; the result is the numbers of the papers."""

    def work(door: Door, task: Task) -> tuple[tuple[str, ...], Changes]:
        from ducha_desktop.services import ladder_pressing as services

        if task.report is not None:
            task.report(0, 0, f"正在给 {len(chosen):,} 项编号、登记…")
        words = services.press_words(rung, len(chosen), chosen[0].number)
        with door.office.write(
            "ladder.press", words=words, on=pressing.on, reason=pressing.reason, basis=pressing.basis
        ) as unit:
            papers = services.press(unit, [each.uid for each in chosen], rung, pressing)
        return papers, unit.changes

    return Write(work)


def lift(step: EscalationView, number: str, lifting: "Lifting") -> Write[None]:
    """Take a matter off a rung by record."""

    def work(door: Door, _task: Task) -> tuple[None, Changes]:
        from ducha_desktop.services import ladder_pressing as services

        words = f"{Rung(step.rung).lifting}：{number}"
        with door.office.write("ladder.lift", words=words, on=lifting.on, reason=lifting.words) as unit:
            services.lift(unit, step.uid, lifting)
        return None, unit.changes

    return Write(work)


def rules() -> Read[LadderRules]:
    """The ladder in force."""

    def put(reader: Reader) -> LadderRules:
        from ducha_desktop.services.ladder import ladder_rules

        return ladder_rules(reader.connection)

    return question(put)


def save_rules(changed: LadderRules) -> Write[Changes]:
    """Press by these rules from now on."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services.ladder_rules import save_ladder

        return save_ladder(office, changed)

    return deed(do)
