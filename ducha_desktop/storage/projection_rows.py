"""A row of the ledger from what the business tables say of a matter: who holds it, its light, what it lacks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from ducha_desktop.domain.completeness import unmet
from ducha_desktop.domain.lights import LightFacts, LightRules, schedule, unreported_from
from ducha_desktop.domain.numbering import draft_number
from ducha_desktop.domain.recurrence import read_recurrence
from ducha_desktop.domain.states import State, stage_of
from ducha_desktop.domain.vocabulary import DueKind, ReportCycle, Stage
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.storage.calendar_store import load_calendar, load_rules
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import MISSING_BITS
from ducha_desktop.storage.stored import stored_day

SEPARATOR = "\n"
LAST_IN_ORDER = 1 << 30
MOST_KNOWN = 20_000

MATTER_COLUMNS = (
    "id", "uid", "number", "number_year", "number_seq", "draft_seq", "alias", "title", "ledger_uid", "source",
    "state", "archived_from", "due", "due_text", "due_kind", "recurrence", "progress_percent", "batch", "start",
    "report_cycle", "approved_on", "signed_on", "last_report_on", "claimed_on", "registered_on", "closed_on",
    "original_due", "target", "task", "measures", "requirement", "progress_text", "remarks", "category",
    "source_ref", "instruction", "item_group", "parent_uid", "priority", "duty", "plan", "cycle_days",
    "assigned_on",
)  # fmt: skip
"""What of a matter's stored columns its row and its words are made from."""

_MATTER = f"""SELECT l.name AS ledger, {", ".join(f"m.{name}" for name in MATTER_COLUMNS)}
 FROM matter m JOIN ledger l ON l.uid = m.ledger_uid WHERE m.deleted_at IS NULL AND m.uid IN ({{marks}})
 ORDER BY m.id"""

_PEOPLE = """SELECT a.matter_uid, a.role, coalesce(p.name, u.name), coalesce(p.official_order, u.official_order, 0)
 FROM assignment a LEFT JOIN person p ON p.uid = a.person_uid LEFT JOIN unit u ON u.uid = a.unit_uid
 WHERE a.deleted_at IS NULL AND a.matter_uid IN ({marks})
 ORDER BY a.role, CASE a.role WHEN 'person' THEN 0 ELSE coalesce(p.official_order, u.official_order, 0) END,
 a.official_order, a.id"""


_JUDGED = itemgetter(
    "state", "archived_from", "due_kind", "due", "recurrence", "report_cycle", "start", "registered_on",
    "approved_on", "signed_on", "last_report_on", "claimed_on", "closed_on", "cycle_days",
)  # fmt: skip
_NUMBERS = itemgetter(
    "number_year", "number_seq", "draft_seq", "alias", "title", "ledger_uid", "ledger", "source", "state"
)

_DUE = itemgetter("due", "due_text", "due_kind")
_PLACED = itemgetter("source_ref", "category", "item_group", "priority")
_SEARCHED = itemgetter(
    "number", "alias", "title", "ledger", "source", "source_ref", "category", "target", "task", "measures",
    "requirement", "instruction", "progress_text", "remarks", "due_text",
)  # fmt: skip

Searched = tuple[int, list[str], list[str]]
"""A matter's id, the texts it is found by, and what of it is called by name (and so by its initials)."""

Derived = tuple[tuple[Any, ...], Searched]
"""A row in the order of `LEDGER_ROW_COLUMNS`, and its texts."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The last entry that touched a matter or one of its parts: its business date and place in the journal."""

    day: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class LightJudge:
    """What lights are judged by: the office's thresholds and its calendar; like matters are judged once."""

    rules: LightRules
    calendar: Calendar
    _known: dict[tuple[Any, ...], tuple[str | None, ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def load(cls, connection: Connection) -> "LightJudge":
        """Read both from the database."""
        return cls(load_rules(connection), load_calendar(connection))

    def judged(self, matter: dict[str, Any]) -> tuple[str | None, ...]:
        """Stage and light of a matter's stored columns: `stage`, then `light_fixed` to `red_from`."""
        key = _JUDGED(matter)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[key] = self._judge(matter)
        return found

    def _judge(self, matter: dict[str, Any]) -> tuple[str | None, ...]:
        state = State(matter["state"])
        light = schedule(light_facts(matter, state), self.rules, self.calendar)
        return (
            stage_of(state, matter["archived_from"] != State.CANCELLED.value).value,
            light.fixed.value if light.fixed else None,
            light.why,
            _iso(light.green_from),
            _iso(light.yellow_from),
            light.yellow_why,
            _iso(light.orange_from),
            _iso(light.red_from),
        )


@dataclass(slots=True)
class Holders:
    """Names by role, in official order, and the places of the first leader and lead unit in it."""

    names: dict[str, list[str]] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)

    def text(self, role: str) -> str:
        """The names of a role, one a line."""
        return SEPARATOR.join(self.names.get(role, ()))


def derived_rows(
    connection: Connection, uids: Sequence[str], judge: LightJudge, moment: Callable[[str], Moment]
) -> tuple[list[tuple[Any, ...]], list[Searched]]:
    """What the ledger and the search index say of these matters (at most `CHUNK`), in order of id.

    Args:
        connection: any connection.
        uids: matters; deleted ones are left out.
        judge: thresholds and calendar.
        moment: a matter's last change.

    Returns:
        Rows in the order of `LEDGER_ROW_COLUMNS`, and what the index is to find them by.
    """
    holders, nodes = holders_of(connection, uids), nodes_of(connection, uids)
    cursor = connection.execute(_MATTER.format(marks=",".join("?" * len(uids))), tuple(uids))
    names = [column[0] for column in cursor.description]
    rows: list[tuple[Any, ...]] = []
    texts: list[Searched] = []
    for values in cursor.fetchall():
        matter = dict(zip(names, values, strict=True))
        who = holders.get(matter["uid"], Holders())
        row, searched = derived(
            matter, who, judge, nodes=nodes.get(matter["uid"], ""), moment=moment(matter["uid"])
        )
        rows.append(row)
        texts.append(searched)
    return rows, texts


def derived(
    matter: dict[str, Any], who: Holders, judge: LightJudge, *, nodes: str, moment: Moment
) -> Derived:
    """The ledger's row of a matter, and what the index is to find it by, from its stored columns."""
    people = [name for names in who.names.values() for name in names]
    texts = (matter["id"], [*_SEARCHED(matter), *people], [matter["title"], *people])
    return ledger_row(matter, who, judge, nodes=nodes, moment=moment), texts


def holders_of(connection: Connection, uids: Sequence[str]) -> dict[str, Holders]:
    """Who has which part in these matters (at most `CHUNK` of them)."""
    found: dict[str, Holders] = {}
    marks = ",".join("?" * len(uids))
    for matter_uid, role, name, order in connection.execute(_PEOPLE.format(marks=marks), tuple(uids)):
        holders = found.setdefault(matter_uid, Holders())
        if name is not None:
            holders.names.setdefault(role, []).append(name)
            holders.order.setdefault(role, order)
    return found


def nodes_of(connection: Connection, uids: Sequence[str]) -> dict[str, str]:
    """The names of a matter's milestones joined, by matter (at most `CHUNK` of them)."""
    marks = ",".join("?" * len(uids))
    return dict(
        connection.execute(
            "SELECT matter_uid, group_concat(name, '、') FROM milestone"
            f" WHERE deleted_at IS NULL AND matter_uid IN ({marks}) GROUP BY matter_uid",
            tuple(uids),
        ).fetchall()
    )


def ledger_row(
    matter: dict[str, Any], who: Holders, judge: LightJudge, *, nodes: str, moment: Moment
) -> tuple[Any, ...]:
    """One derived row, in the order of `LEDGER_ROW_COLUMNS`, from a matter's stored columns.

    Args:
        matter: stored columns of the matter and `ledger`, the name of its ledger.
        who: who has which part.
        judge: thresholds and calendar.
        nodes: the names of its milestones joined.
        moment: its last change.
    """
    stage, *light = judge.judged(matter)
    names, order = who.names, who.order
    return (
        matter["id"],
        matter["uid"],
        matter["number"] or draft_number(matter["draft_seq"]),
        *_NUMBERS(matter),
        stage,
        *_DUE(matter),
        who.text("liaison"),
        who.text("responsible"),
        who.text("lead"),
        order.get("lead", LAST_IN_ORDER),
        order.get("responsible", LAST_IN_ORDER),
        SEPARATOR.join([*names.get("co", ()), *names.get("township", ())]),
        who.text("person"),
        matter["progress_percent"],
        moment.day,
        moment.seq,
        matter["batch"],
        *_PLACED(matter),
        matter["parent_uid"] or "",
        matter["registered_on"],
        matter["closed_on"],
        lacking(matter, who, nodes),
        *light,
        _unreported(matter),
        days_taken(matter) if stage == Stage.CLOSED else None,
    )


def lacking(matter: dict[str, Any], who: Holders, nodes: str) -> int:
    """The standards that the matter does not meet, as a sum of `MISSING_BITS`."""
    return sum(MISSING_BITS[standard.value] for standard in unmet(_said(matter, who, nodes)))


def stated(connection: Connection, uid: str) -> dict[str, Any]:
    """What a matter says of what the standards ask for (`completeness.missing`), read from the business tables."""
    cursor = connection.execute(_MATTER.format(marks="?"), (uid,))
    matter = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    return _said(
        matter, holders_of(connection, [uid]).get(uid, Holders()), nodes_of(connection, [uid]).get(uid, "")
    )


def _said(matter: dict[str, Any], who: Holders, nodes: str) -> dict[str, Any]:
    return matter | {
        "due": matter["due_text"] or matter["due"],
        "persons": who.text("person"),
        "responsible_leaders": who.text("responsible"),
        "lead_unit": who.text("lead"),
        "milestones": nodes,
    }


def days_taken(matter: dict[str, Any]) -> int | None:
    """Calendar days from 交办 (签收 where only that is known) to 申请办结 (销号 where only that is known).

    None where a day is missing, or the end stands before the beginning: an error of entry.
    """
    begun = stored_day(matter["assigned_on"] or matter["signed_on"])
    ended = stored_day(matter["claimed_on"] or matter["closed_on"])
    return None if begun is None or ended is None or ended < begun else (ended - begun).days


def _unreported(matter: dict[str, Any]) -> str | None:
    """No threshold and no holiday moves it, so it stands apart from the light."""
    if (matter["report_cycle"] or "none") == "none":
        return None
    return _iso(unreported_from(light_facts(matter, State(matter["state"]))))


def light_facts(matter: dict[str, Any], state: State) -> LightFacts:
    """What the light rules need to know of a matter's stored columns."""
    registered = stored_day(matter["registered_on"]) or date.min
    approved, signed, start = (
        stored_day(matter["approved_on"]),
        stored_day(matter["signed_on"]),
        stored_day(matter["start"]),
    )
    return LightFacts(
        state=state,
        due_kind=DueKind(matter["due_kind"] or "none"),
        since=signed or approved or start or registered,
        due=stored_day(matter["due"]),
        recurrence=read_recurrence(matter["recurrence"]),
        in_force_from=start,
        last_report=stored_day(matter["last_report_on"]),
        report_cycle=ReportCycle(matter["report_cycle"] or "none"),
        applied_on=stored_day(matter["claimed_on"]),
        closed_on=stored_day(matter["closed_on"]),
        closed_from_x=matter["archived_from"] != State.CANCELLED.value,
        cycle_days=matter["cycle_days"] or 0,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
