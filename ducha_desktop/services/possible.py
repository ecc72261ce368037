"""What can be done to a matter now, by whom, and why something cannot."""

from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.states import Action, State, actions_from
from ducha_desktop.services.act_guards import Asked, procedure_of, why_not
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import Possible
from ducha_desktop.storage.stored import stored_day


@dataclass(frozen=True, slots=True)
class _Facts:
    uid: str
    due: date | None
    assigned_on: date | None


def possible(reader: Reader, uid: str) -> dict[Action, Possible]:
    """Every action that the matter's state knows, with whose turn it is and what stands against it today."""
    state, ledger_uid, sign_step, due, assigned_on, asked_for = reader.connection.execute(
        "SELECT state, ledger_uid, sign_step, due, assigned_on, requested_due FROM matter WHERE uid=?", (uid,)
    ).fetchone()
    procedure = procedure_of(reader.connection, ledger_uid)
    facts = _Facts(uid, stored_day(due), stored_day(assigned_on))
    found: dict[Action, Possible] = {}
    for line in actions_from(State(state)):
        steps = procedure.steps(line.chain) if line.chain else ()
        step = min(sign_step, max(0, len(steps) - 1))
        asked = Asked(reader.connection, reader.calendar, procedure, facts, line, reader.today)
        found[line.action] = Possible(
            line=line,
            who=(steps[step],) if steps else line.by,
            step=step + 1,
            of=max(1, len(steps)),
            why_not=why_not(asked),
            asked_due=stored_day(asked_for) if state == State.EXTENDING else None,
        )
    return found
