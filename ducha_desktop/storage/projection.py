"""The ledger's rows and search index, kept in step with the business tables in the same transaction."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from ducha_desktop.domain.lights import LightFacts, LightRules, schedule
from ducha_desktop.domain.numbering import draft_number
from ducha_desktop.domain.recurrence import read_recurrence
from ducha_desktop.domain.states import State, stage_of
from ducha_desktop.domain.vocabulary import DueKind, ReportCycle
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.storage.calendar_store import load_calendar, load_rules
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import (
    DERIVED_DDL,
    DERIVED_TABLES,
    LEDGER_ROW_COLUMNS,
    TALLY_LIGHT,
    TALLY_PLACE,
    TALLY_UPSERT,
)
from ducha_desktop.storage.search_index import indexed
from ducha_desktop.storage.stored import stored_day

CHUNK = 900
SEPARATOR = "\n"
LAST_IN_ORDER = 1 << 30
MOST_KNOWN = 20_000

_CHILDREN = frozenset({"assignment", "milestone", "report", "event", "attachment"})
_NAMED = {
    "unit": "SELECT DISTINCT matter_uid FROM assignment WHERE unit_uid IN ({marks})",
    "person": "SELECT DISTINCT matter_uid FROM assignment WHERE person_uid IN ({marks})",
    "ledger": "SELECT uid FROM matter WHERE ledger_uid IN ({marks})",
}

_MATTER = """SELECT m.id, m.uid, m.number, m.number_year, m.number_seq, m.draft_seq, m.alias, m.title, m.ledger_uid,
 l.name AS ledger, m.source, m.state, m.archived_from, m.due, m.due_text, m.due_kind, m.recurrence,
 m.progress_percent, m.batch, m.start, m.report_cycle, m.approved_on, m.signed_on, m.last_report_on, m.claimed_on,
 m.registered_on, m.closed_on, m.original_due, m.target, m.task, m.measures, m.requirement, m.progress_text, m.remarks, m.category,
 m.source_ref, m.instruction
 FROM matter m JOIN ledger l ON l.uid = m.ledger_uid WHERE m.deleted_at IS NULL AND m.uid IN ({marks})
 ORDER BY m.id"""

_PEOPLE = """SELECT a.matter_uid, a.role, coalesce(p.name, u.name), coalesce(p.official_order, u.official_order, 0)
 FROM assignment a LEFT JOIN person p ON p.uid = a.person_uid LEFT JOIN unit u ON u.uid = a.unit_uid
 WHERE a.deleted_at IS NULL AND a.matter_uid IN ({marks})
 ORDER BY a.role, CASE a.role WHEN 'person' THEN 0 ELSE coalesce(p.official_order, u.official_order, 0) END,
 a.official_order, a.id"""

_INSERT = f"""INSERT {{instead}} INTO ledger_row ({",".join(LEDGER_ROW_COLUMNS)})
 VALUES ({",".join("?" * len(LEDGER_ROW_COLUMNS))})"""


_JUDGED = itemgetter(
    "state", "archived_from", "due_kind", "due", "recurrence", "report_cycle", "start", "registered_on",
    "approved_on", "signed_on", "last_report_on", "claimed_on", "closed_on",
)  # fmt: skip
_NUMBERS = itemgetter(
    "number_year", "number_seq", "draft_seq", "alias", "title", "ledger_uid", "ledger", "source", "state"
)
TALLIED = itemgetter(*(LEDGER_ROW_COLUMNS.index(name) for name in (*TALLY_PLACE, *TALLY_LIGHT)))
_UID = LEDGER_ROW_COLUMNS.index("uid")
_DUE = itemgetter("due", "due_text", "due_kind")
_SEARCHED = itemgetter(
    "number", "alias", "title", "ledger", "source", "source_ref", "category", "target", "task", "measures",
    "requirement", "instruction", "progress_text", "remarks", "due_text",
)  # fmt: skip

Searched = tuple[int, list[str], list[str]]
"""A matter's id, the texts it is found by, and what of it is called by name (and so by its initials)."""

Derived = tuple[tuple[Any, ...], Searched]
"""A row in the order of `LEDGER_ROW_COLUMNS`, and its texts."""

JUDGED_BY = frozenset({"holiday", "setting"})
"""Tables whose change moves every light."""


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


def touched(connection: Connection, lines: Sequence[tuple[str, str, str, str]]) -> tuple[set[str], set[str]]:
    """The matters whose ledger row the journal lines may have changed.

    Returns:
        Those changed themselves or in their parts, and those that only show a changed name, light rule or holiday.
    """
    by_table: dict[str, set[str]] = {}
    for table, row_uid, _kind, _fields in lines:
        by_table.setdefault(table, set()).add(row_uid)
    own, shown = by_table.pop("matter", set()), set[str]()
    for table, uids in by_table.items():
        if table in _CHILDREN:
            statement = f"SELECT DISTINCT matter_uid FROM {table} WHERE uid IN ({{marks}})"
            own |= {row[0] for row in _in_chunks(connection, statement, uids)}
        elif table in _NAMED:
            shown |= {row[0] for row in _in_chunks(connection, _NAMED[table], uids)}
    if by_table.keys() & JUDGED_BY:
        shown = {uid for (uid,) in connection.execute("SELECT uid FROM matter WHERE deleted_at IS NULL")}
    return own, shown - own


def last_days(connection: Connection, uids: Sequence[str]) -> dict[str, str]:
    """By matter, the business date of the last entry that touched it or one of its parts (at most `CHUNK`)."""
    marks = ",".join("?" * len(uids))
    rows = [f"SELECT uid AS row_uid, uid AS matter_uid FROM matter WHERE uid IN ({marks})"]
    rows += [
        f"SELECT uid, matter_uid FROM {part} WHERE matter_uid IN ({marks})" for part in sorted(_CHILDREN)
    ]
    found = connection.execute(
        f"SELECT t.matter_uid, e.business_date, max(e.seq) FROM ({' UNION ALL '.join(rows)}) t"
        " CROSS JOIN change c ON c.row_uid = t.row_uid CROSS JOIN entry e ON e.seq = c.entry GROUP BY t.matter_uid",
        [*uids] * len(rows),
    )
    return {matter: day for matter, day, _ in found.fetchall()}


def refresh(
    connection: Connection,
    uids: Iterable[str],
    *,
    updated: date | None = None,
    judge: LightJudge | None = None,
) -> None:
    """Recompute the derived rows of these matters.

    Args:
        connection: the writer, inside its transaction.
        uids: matters; deleted ones leave the ledger.
        updated: business date of the change; None reads each matter's own last one from the journal.
        judge: thresholds and calendar where the caller has them.
    """
    wanted = sorted(uids)  # as they were born, about: the search index flushes whenever an id goes back
    if not wanted:
        return
    judge = judge or LightJudge.load(connection)
    for start in range(0, len(wanted), CHUNK):
        _refresh_chunk(connection, wanted[start : start + CHUNK], judge, updated)


def remake(connection: Connection) -> int:
    """Give the derived tables the shape of this program and fill them; inside the writer's transaction."""
    for table in DERIVED_TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in DERIVED_DDL:
        connection.execute(statement)
    return rebuild(connection)


def rebuild(connection: Connection) -> int:
    """Make the derived tables anew from the business tables; return the number of rows."""
    for table in DERIVED_TABLES:
        connection.execute(f"DELETE FROM {table}")
    uids = [
        uid for (uid,) in connection.execute("SELECT uid FROM matter WHERE deleted_at IS NULL ORDER BY id")
    ]
    refresh(connection, uids)
    return len(uids)


def _refresh_chunk(connection: Connection, uids: list[str], judge: LightJudge, updated: date | None) -> None:
    dates = {} if updated else last_days(connection, uids)
    stamp = updated.isoformat() if updated else ""
    rows, texts = derived_rows(connection, uids, judge, lambda uid: stamp or dates.get(uid, ""))
    stood = _count(connection, uids, rows)
    gone = set(uids) - {row[_UID] for row in rows}
    if gone:
        _forget(connection, list(gone))
    insert_derived(connection, list(zip(rows, texts, strict=True)), stood=stood)


def insert_derived(connection: Connection, found: Sequence[Derived], *, stood: bool) -> None:
    """Write derived rows; `stood` says whether some of them may be there already."""
    instead = "OR REPLACE" if stood else ""
    connection.executemany(_INSERT.format(instead=instead), [row for row, _texts in found])
    words = [(row_id, *indexed(said, named)) for _row, (row_id, said, named) in found]
    connection.executemany("INSERT OR REPLACE INTO search (rowid, words, initials) VALUES (?,?,?)", words)


def derived_rows(
    connection: Connection, uids: Sequence[str], judge: LightJudge, updated: Callable[[str], str]
) -> tuple[list[tuple[Any, ...]], list[Searched]]:
    """What the ledger and the search index say of these matters (at most `CHUNK`), in order of id.

    Args:
        connection: any connection.
        uids: matters; deleted ones are left out.
        judge: thresholds and calendar.
        updated: a matter's day of the last change.

    Returns:
        Rows in the order of `LEDGER_ROW_COLUMNS`, and what the index is to find them by.
    """
    holders = holders_of(connection, uids)
    cursor = connection.execute(_MATTER.format(marks=",".join("?" * len(uids))), tuple(uids))
    names = [column[0] for column in cursor.description]
    rows: list[tuple[Any, ...]] = []
    texts: list[Searched] = []
    for values in cursor.fetchall():
        matter = dict(zip(names, values, strict=True))
        who = holders.get(matter["uid"], Holders())
        row, searched = derived(matter, who, judge, updated=updated(matter["uid"]))
        rows.append(row)
        texts.append(searched)
    return rows, texts


def derived(matter: dict[str, Any], who: Holders, judge: LightJudge, *, updated: str) -> Derived:
    """The ledger's row of a matter, and what the index is to find it by, from its stored columns."""
    people = [name for names in who.names.values() for name in names]
    texts = (matter["id"], [*_SEARCHED(matter), *people], [matter["title"], *people])
    return ledger_row(matter, who, judge, updated=updated), texts


def tally_steps(moved: Mapping[tuple[Any, ...], int]) -> Counter[tuple[str, ...]]:
    """The counts of `ledger_tally` that so many rows of a place and light make: (*place, day, light) to number."""
    steps: Counter[tuple[str, ...]] = Counter()
    for key, number in moved.items():
        for day, light, turn in light_steps(*key[len(TALLY_PLACE) :]):
            steps[(*key[: len(TALLY_PLACE)], day, light)] += turn * number
    return steps


def _count(connection: Connection, uids: list[str], rows: list[tuple[Any, ...]]) -> bool:
    """Move the counts from what these matters were to what they are; whether any of them was there before."""
    moved = Counter(map(TALLIED, rows))
    marks = ",".join("?" * len(uids))
    before = connection.execute(
        f"SELECT {','.join((*TALLY_PLACE, *TALLY_LIGHT))} FROM ledger_row WHERE uid IN ({marks})", uids
    ).fetchall()
    moved.subtract(before)
    move_counts(connection, moved)
    return bool(before)


def move_counts(connection: Connection, moved: Mapping[tuple[Any, ...], int]) -> None:
    """Move the kept counts by so many rows of a place and light."""
    steps = tally_steps(moved)
    connection.executemany(TALLY_UPSERT, [(*key, number) for key, number in steps.items() if number])
    connection.execute("DELETE FROM ledger_tally WHERE n = 0")


@lru_cache(maxsize=65536)
def light_steps(
    fixed: str | None, green: str | None, yellow: str | None, orange: str | None, red: str | None
) -> tuple[tuple[str, str, int], ...]:
    """How one matter moves the counts of lights as the days pass: (day, light, +1 or −1), from before all days on.

    Summed up to a day the steps give that day's light, so that a count on any day is one sum.
    """
    if fixed is not None:
        return (("", fixed, 1),)
    rising = ((red, "red"), (orange, "orange"), (yellow, "yellow"))

    def on(day: str) -> str:
        if green is not None and green > day:
            return "grey"
        return next((light for since, light in rising if since is not None and since <= day), "green")

    now = on("")
    steps = [("", now, 1)]
    for day in sorted({each for each in (green, yellow, orange, red) if each}):
        if on(day) != now:
            steps += [(day, now, -1), (day, on(day), 1)]
            now = on(day)
    return tuple(steps)


def _forget(connection: Connection, uids: list[str]) -> None:
    ids = sorted(_in_chunks(connection, "SELECT id FROM matter WHERE uid IN ({marks})", uids))
    connection.executemany("DELETE FROM ledger_row WHERE id=?", ids)
    connection.executemany("DELETE FROM search WHERE rowid=?", ids)


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


def ledger_row(matter: dict[str, Any], who: Holders, judge: LightJudge, *, updated: str) -> tuple[Any, ...]:
    """One derived row, in the order of `LEDGER_ROW_COLUMNS`, from a matter's stored columns."""
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
        updated,
        matter["batch"],
        *light,
    )


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
    )


def _in_chunks(connection: Connection, statement: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    wanted = list(values)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        yield from connection.execute(statement.format(marks=",".join("?" * len(part))), part).fetchall()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
