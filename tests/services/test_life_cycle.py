"""Random acts by random people for thousands of steps, against a model of `domain.md` §4 written apart.

After every step: no state outside the table, no guard passed, 总数 = 完成 + 进入销号程序 + 在办, the journal
whole; every act is undone and brought back to the digests before and after it. `scripts/prove life-cycle` takes
thousands of steps.
"""

import random
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.procedure import Chain, Procedure, Role
from ducha_desktop.domain.states import Action
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import history, ledger, matters, procedures, stats
from ducha_desktop.services.acts import Doing, act
from ducha_desktop.services.founding import found
from ducha_desktop.services.matters_moving import place_under
from ducha_desktop.services.office import Office
from ducha_desktop.services.upkeep import audit_verify, check
from ducha_desktop.storage.digest import digest
from tests.complete import WHOLE

STEPS = 80
TODAY = date(2026, 11, 18)
STAGES = {"D": "draft", "A": "draft", "C": "cancelled"} | dict.fromkeys("LJQFYG", "open")
STAGES |= dict.fromkeys("BVW", "closing") | dict.fromkeys("XZ", "closed")
TABLE = """
submit D>A officer | approve DA>L @approval | assign L>J officer director | sign J>Q contact head co
report QF>F contact head co officer | review F>Q officer director | claim-done QF>B head contact
extend QF>Y head contact | suspend QF>G director secretary leader | resume G>Q director secretary leader
accept B>V officer director | accept V>W @closing | accept Y>Q @extension
close W>X director secretary leader | archive XC>Z officer | reopen X>Q officer director leader
return A>D leader secretary director liaison officer | return J>L head contact
return Y>* leader secretary director liaison officer | return BVW>Q leader secretary director liaison officer
cancel DALJQFYGBVW>C leader secretary director
"""
"""Action, states from > to (* is where it came from), who; @ is a chain of signatures."""
REASONED = {"suspend", "return", "cancel", "reopen", "extend"}
GATED = {"submit", "approve", "assign"}
CHAINS = {
    "approval": (Role.DIRECTOR, Role.LEADER),
    "extension": (Role.OFFICER, Role.SECRETARY, Role.LEADER),
    "closing": (Role.HEAD, Role.OFFICER, Role.DIRECTOR, Role.LEADER),
}


def lines() -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """By state and action: the target, and who may."""
    known = {}
    for line in TABLE.replace("\n", "|").split("|"):
        if line.strip():
            action, arrow, *who = line.split()
            sources, target = arrow.split(">")
            known |= {(source, action): (target, tuple(who)) for source in sources}
    return known


LINES = lines()


@dataclass(frozen=True)
class Model:
    """What the table makes of a matter."""

    state: str = "D"
    whole: bool = True
    step: int = 0
    came_from: str = ""
    archived_from: str = ""
    due: date | None = None
    asked: date | None = None
    assigned: date | None = None
    suspended: date | None = None
    last: date = date.min
    parts: tuple[str, ...] = ()
    returns: int = 0

    @property
    def stage(self) -> str:
        return "cancelled" if self.state == "Z" and self.archived_from == "C" else STAGES[self.state]


@dataclass(frozen=True)
class Try:
    """An act as somebody wants it."""

    action: str
    role: str
    on: date
    reason: str = ""
    due: date | None = None
    failed: str = ""

    def values(self) -> dict[str, str]:
        said = {"role": self.role, "reason": self.reason, "failed": self.failed}
        return {key: text for key, text in said.items() if text} | (
            {"due": self.due.isoformat()} if self.due else {}
        )


@dataclass
class County:
    """The models of all matters, and how they say an act must end."""

    matters: dict[str, Model] = field(default_factory=dict)

    def after(self, uid: str, wish: Try) -> Model | None:
        """The matter after the act; None where the act must be refused."""
        now = self.matters[uid]
        line = LINES.get((now.state, wish.action))
        if line is None or (wish.action in REASONED and not wish.reason):
            return None
        target, who = line
        chain = CHAINS[who[0][1:]] if who[0].startswith("@") else ()
        if wish.role and wish.role not in ([chain[now.step].value] if chain else who):
            return None
        if not self._passes(now, wish) or (wish.action == "reopen" and self._under_closed(uid)):
            return None
        if wish.action != "report":
            now = replace(now, last=wish.on)
        if chain and now.step + 1 < len(chain):
            return self._first(now, now.step + 1)
        moved = replace(now, state=now.came_from if target == "*" else target, came_from=now.state, step=0)
        return self._effects(now, moved, wish)

    def _first(self, now: Model, step: int) -> Model:
        if now.state == "D":
            return replace(now, state="A", came_from="D", step=step)
        return replace(now, step=step)

    def _under_closed(self, uid: str) -> bool:
        return any(uid in other.parts and other.state in "XZ" for other in self.matters.values())

    def _passes(self, now: Model, wish: Try) -> bool:
        if wish.action in GATED and not now.whole:
            return False
        if wish.action in {"claim-done", "close"} and any(
            self.matters[part].state not in "XZC" for part in now.parts
        ):
            return False
        if now.state == "V" and wish.action == "accept" and wish.failed:
            return False
        if now.state == "J" and wish.action == "return":
            assert now.assigned is not None
            days = (now.assigned + timedelta(days=n) for n in range(1, (wish.on - now.assigned).days + 1))
            return sum(day.weekday() < 5 for day in days) <= 3
        if wish.action == "extend":
            return self._may_extend(now, wish)
        return True

    def _may_extend(self, now: Model, wish: Try) -> bool:
        if wish.due is None or wish.due <= wish.on:
            return False
        return now.due is None or (wish.on <= now.due < wish.due)

    def _effects(self, now: Model, moved: Model, wish: Try) -> Model:
        if wish.action in {"return", "accept", "reopen"}:
            return self._answered(now, moved, wish.action)
        if wish.action == "resume":
            assert now.suspended is not None
            stood = timedelta(days=max(0, (wish.on - now.suspended).days))
            return replace(moved, due=now.due + stood if now.due else None, suspended=None)
        kept: dict[str, dict[str, Any]] = {
            "assign": {"assigned": wish.on},
            "extend": {"asked": wish.due},
            "suspend": {"suspended": wish.on},
            "archive": {"archived_from": now.state},
        }
        return replace(moved, **kept.get(wish.action, {}))

    def _answered(self, now: Model, moved: Model, action: str) -> Model:
        if now.state == "Y":
            return replace(moved, due=now.asked if action == "accept" else now.due, asked=None)
        if now.state == "J":
            return replace(moved, assigned=None)
        again = action != "accept" and now.state in "BVWX"
        return replace(moved, returns=now.returns + again)


class Course:
    """One office, one county of models, and chance."""

    def __init__(self, office: Office, chance: random.Random) -> None:
        self.office, self.chance, self.county = office, chance, County()
        self.done = self.refused = 0
        self._open()

    def _open(self) -> None:
        with self.office.read() as reader:
            uid = reader.connection.execute(
                "SELECT uid FROM ledger ORDER BY official_order LIMIT 1"
            ).fetchone()[0]
        chains = {Chain(code): roles for code, roles in CHAINS.items()}
        procedures.save(self.office, uid, Procedure(chains))
        made = []
        with self.office.write("matter.add", words="登记 8 项") as work:
            for n in range(8):
                dated = n % 2 == 0
                values = WHOLE | {"title": f"第{n}件事", "lead_unit": "县住建局"}
                values |= {"due": (TODAY + timedelta(days=20 + n)).isoformat()} if dated else {}
                values |= {"measures": ""} if n in (3, 6) else {}
                row = matters.add(work, values)
                made.append(row.uid)
                self.county.matters[row.uid] = Model(whole=n not in (3, 6), due=row.due)
            place_under(work, made[1:3], made[0])
        self.county.matters[made[0]] = replace(self.county.matters[made[0]], parts=tuple(made[1:3]))

    def wish(self) -> tuple[str, Try]:
        """Half of the time what the table allows, else anything; often by nobody named."""
        chance, uid = self.chance, self.chance.choice(list(self.county.matters))
        now = self.county.matters[uid]
        possible = [action for state, action in LINES if state == now.state and action != "cancel"]
        action = (
            chance.choice(possible)
            if possible and chance.random() < 0.75
            else chance.choice(list(Action)).value
        )
        role = chance.choice(list(Role)).value if chance.random() < 0.2 else ""
        on = max(now.last, TODAY) + timedelta(days=chance.choice((-1, 0, 0, 0, 1, 1, 2, 5)))
        due = on + timedelta(days=chance.randint(-3, 90)) if action == "extend" else None
        reason = "有原因" if chance.random() < 0.85 else ""
        failed = "事实清楚" if chance.random() < 0.1 else ""
        return uid, Try(action, role, on, reason, due, failed)

    def step(self) -> None:
        """One act, as the model says; then the whole ledger is looked at."""
        uid, wish = self.wish()
        expected, before = self.county.after(uid, wish), self.taken()
        if expected is None:
            with pytest.raises((RefusedError, WrongUseError), match="没有改动"):
                self.do(uid, wish)
            assert self.taken() == before
            self.refused += 1
            return
        self.do(uid, wish)
        self.county.matters[uid] = expected
        self.done += 1
        self.look(uid, before)

    def do(self, uid: str, wish: Try) -> None:
        """Carry it out as the window does."""
        with self.office.write(f"matter.{wish.action}", words=wish.action, on=wish.on) as work:
            act(work, uid, Action(wish.action), Doing(on=wish.on, values=wish.values()))

    def look(self, uid: str, before: str) -> None:
        """The matter is what the model says; the figures hold; the act goes back and forth."""
        after, now = self.taken(), self.county.matters[uid]
        with self.office.read() as reader:
            columns = "state, sign_step, due, requested_due, assigned_on, suspended_on, returns"
            stored = reader.connection.execute(f"SELECT {columns} FROM matter WHERE uid=?", (uid,)).fetchone()
            figures = stats.statistics(reader, LedgerQuery())
            rows = {row.uid: row.stage.value for row in ledger.page(reader, LedgerQuery())}
        days = (now.due, now.asked, now.assigned, now.suspended)
        told = (now.state, now.step, *(day.isoformat() if day else None for day in days), now.returns)
        assert tuple(stored) == told
        assert rows == {each: model.stage for each, model in self.county.matters.items()}
        whole = figures.whole
        assert whole.total == whole.stages["closed"] + whole.stages["closing"] + whole.stages["open"]
        assert all(identity.holds for identity in figures.identities)
        history.undo(self.office)
        assert self.taken() == before
        history.redo(self.office)
        assert self.taken() == after

    def taken(self) -> str:
        with self.office.read() as reader:
            return digest(reader.connection).digest


def run(folder: Path, chance: random.Random, steps: int) -> Course:
    """A course of so many acts in a new office; it is whole at the end."""
    with found(folder, county="云岭县", clock=FixedClock(TODAY)) as office:
        course = Course(office, chance)
        for _ in range(steps):
            course.step()
        assert audit_verify(office).ok
        assert check(office).ok
    return course


@settings(max_examples=3, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.randoms(use_true_random=False, note_method_calls=False))
def test_random_acts_by_random_people(chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as place:
        course = run(Path(place) / "台账", random.Random(chance.getrandbits(64)), STEPS)
    assert course.done > STEPS // 8, "hardly anything was possible"
    assert course.refused > STEPS // 8, "hardly anything was refused"
