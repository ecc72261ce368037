"""Writing a judged import: one transaction, one journal entry, one undo (`exchange.md` §5)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import Any

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.fields import ROLE_FIELDS
from ducha_desktop.domain.numbering import DEFAULT_PATTERN, format_number
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.models.types import dump
from ducha_desktop.runtime import collector
from ducha_desktop.services import holders
from ducha_desktop.services.drafts import IntakePlan, IntakeResult, MatterEdit, Named, PlannedRow
from ducha_desktop.services.intake_present import READ, stored_value
from ducha_desktop.services.matters import next_draft, replace_milestones
from ducha_desktop.services.office import Office
from ducha_desktop.services.register import add_named_unit, add_person
from ducha_desktop.storage.queries.numbers import next_number
from ducha_desktop.storage.unit_of_work import UnitOfWork

_ASSIGNMENT = ("uid", "matter_uid", "role", "unit_uid", "person_uid", "official_order")
_MILESTONE = ("uid", "matter_uid", "name", "due", "words", "official_order")
_EVENT = ("uid", "matter_uid", "action", "from_state", "to_state", "on", "medium", "evidence")
LAST = 1_000
"""Place of a unit that comes to those named before it."""

_NUMBERED = ("number", "number_year", "number_seq", "approved_on")


def commit(office: Office, plan: IntakePlan) -> tuple[IntakeResult, Changes]:
    """Write the accepted rows of a plan; refused and skipped ones are left out.

    Raises:
        RefusedError: with `all_or_nothing`, when any row is refused; nothing is written.
    """
    refused = [problem for problem in plan.problems if problem.refuses]
    if plan.options.all_or_nothing and refused:
        first = refused[0]
        raise RefusedError(
            f"有 {len(refused)} 行不能导入（首个：{first.sheet} 第 {first.row} 行，{first.why}），按“全有或全无”没有写入任何一行。请改正这些行，或不选“全有或全无”。"
        )
    fresh = [row for row in plan.rows if row.verdict == "add"]
    known = [row for row in plan.rows if row.verdict == "update"]
    changes = Changes()
    if fresh or known:
        name = Path(plan.source.path).name
        words = f"{'期初入账' if plan.options.opening else '导入'} {len(fresh) + len(known)} 行（{name}）"
        basis = f"{name} sha256:{plan.source.sha256}"
        with collector.paused(), office.write("import.commit", words=words, basis=basis) as work:
            _Writing(work, plan).run(fresh, known)
        changes = work.changes
    return counted(plan), changes


def counted(plan: IntakePlan) -> IntakeResult:
    """What the import does or did: `rows_read = drafts + updated + skipped + refused` (`cli.md`)."""
    verdicts = Counter(row.verdict for row in plan.rows)
    blank = sum(problem.refuses for problem in plan.source.problems)
    return IntakeResult(
        rows_read=plan.source.rows_read,
        drafts=verdicts["add"],
        updated=verdicts["update"],
        refused=verdicts["refuse"] + blank,
        skipped=verdicts["skip"] + len(plan.source.skipped),
        headings=plan.source.headings,
        problems=plan.problems,
        unmatched_units=plan.unmatched_units,
    )


@dataclass(slots=True)
class _Writing:
    work: UnitOfWork
    plan: IntakePlan
    ledgers: dict[str, tuple[str, str]] = field(default_factory=dict)
    made: dict[tuple[bool, str], str] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def run(self, fresh: list[PlannedRow], known: list[PlannedRow]) -> None:
        """Write new matters in bulk, then the updates."""
        self.ledgers = {
            key: (uid, pattern or DEFAULT_PATTERN)
            for uid, name, kind, pattern in self.work.raw.execute(
                "SELECT uid, name, kind, number_pattern FROM ledger WHERE deleted_at IS NULL ORDER BY official_order DESC"
            )
            for key in (name, kind, uid, "")
        }
        if fresh:
            self._add(fresh)
        if known:
            self._update(known)

    def _add(self, rows: list[PlannedRow]) -> None:
        work, opening = self.work, self.plan.options.opening
        today = work.writer.today.isoformat()
        first, batch = next_draft(work), work.uid()
        uids = work.uids(len(rows))
        ledgers = [self._ledger(row) for row in rows]
        states = [str(row.values.get("state", State.DRAFT.value)) for row in rows]
        columns: dict[str, Iterable[Any]] = {
            "uid": uids,
            "ledger_uid": [uid for uid, _pattern in ledgers],
            "state": states,
            "draft_seq": range(first, first + len(rows)),
            "registered_on": repeat(today),
            "alias": [row.draft.fields.get("number", "") for row in rows],
            "extras": [dump(row.draft.extras) if row.draft.extras else "{}" for row in rows],
            "batch": repeat(batch),
        }
        if opening:
            numbers: dict[str, int] = {}
            given = [self._number(numbers, pattern, today) for _uid, pattern in ledgers]
            columns |= zip(_NUMBERED, zip(*given, strict=True), strict=True)
        columns |= _read_columns([row.values for row in rows])
        matters = list(zip(*columns.values(), strict=False))  # as many as there are uids
        work.bulk_insert("matter", tuple(columns), matters)
        work.bulk_insert("assignment", _ASSIGNMENT, self._assignments(uids, rows))
        work.bulk_insert("milestone", _MILESTONE, self._milestones(uids, rows))
        if opening:
            work.bulk_insert("event", _EVENT, self._events(uids, states))

    def _events(self, uids: Sequence[str], states: Sequence[str]) -> list[tuple[Any, ...]]:
        """What says of each matter that it was taken over with the file."""
        today, sha256 = self.work.writer.today.isoformat(), self.plan.source.sha256
        return [
            (uid, matter, "opening", State.DRAFT.value, state, today, Medium.EXCEL.value, sha256)
            for uid, matter, state in zip(self.work.uids(len(uids)), uids, states, strict=True)
        ]

    def _milestones(self, uids: Sequence[str], rows: Sequence[PlannedRow]) -> list[tuple[Any, ...]]:
        return [
            (self.work.uid(), uid, words, day.isoformat(), words, place)
            for uid, row in zip(uids, rows, strict=True)
            for place, (day, words) in enumerate(row.milestones)
        ]

    def _ledger(self, row: PlannedRow) -> tuple[str, str]:
        """(uid, number pattern) of the row's ledger; asked once for each sheet and word."""
        place = (row.draft.sheet, row.draft.fields.get("ledger", ""))
        if place not in self.places:
            self.places[place] = self._find_ledger(*place)
        return self.places[place]

    def _find_ledger(self, sheet: str, said: str) -> tuple[str, str]:
        """The ledger named for the import, by the row, or by the sheet or file; else the first."""
        for name in (self.plan.options.ledger, said):
            if name and name in self.ledgers:
                return self.ledgers[name]
        where = f"{sheet} {Path(self.plan.source.path).stem}"
        return next(
            (found for name, found in self.ledgers.items() if name and name in where), self.ledgers[""]
        )

    def _number(self, numbers: dict[str, int], pattern: str, today: str) -> tuple[str, int, int, str]:
        number = next_number(self.work.raw, pattern, int(today[:4]), after=numbers.get(pattern))
        numbers[pattern] = number.n
        return format_number(number, pattern), number.year, number.n, today

    def _assignments(self, uids: Sequence[str], rows: Sequence[PlannedRow]) -> list[tuple[Any, ...]]:
        """Who has which part in each matter; rows of equal names share theirs, so each is made out once."""
        known: dict[int, list[_Part]] = {}  # by identity: the plan keeps every one of them alive
        parts = []
        for row in rows:
            found = known.get(id(row.named))
            if found is None:
                found = known[id(row.named)] = self._parts(row.named)
            parts.append(found)
        fresh = iter(self.work.uids(sum(map(len, parts))))
        return [(next(fresh), uid, *part) for uid, each in zip(uids, parts, strict=True) for part in each]

    def _parts(self, named: Mapping[str, Sequence[Named]]) -> list["_Part"]:
        """(role, unit, person, place) of the names of a row."""
        found: list[_Part] = []
        for key, role, is_unit in _PARTS:
            for place, name in enumerate(named.get(key, ())):
                uid = self._uid(name, is_unit=is_unit)
                found.append((role, uid, None, place) if is_unit else (role, None, uid, place))
        return found

    def _uid(self, name: Named, *, is_unit: bool) -> str:
        """The register's uid; a name met for the first time is added as provisional, once per file."""
        if name.uid:
            return name.uid
        key = (is_unit, name.name)
        if key not in self.made:
            origin = f"导入 {Path(self.plan.source.path).name}"
            self.made[key] = (
                add_named_unit(self.work, name.name, origin=origin).uid
                if is_unit
                else add_person(self.work, name.name, provisional=True).uid
            )
        return self.made[key]

    def _update(self, rows: list[PlannedRow]) -> None:
        """Change what the file says otherwise than the ledger, and nothing else."""
        edits = [(row.target_uid, row.edit) for row in rows if row.edit is not None]
        self.work.bulk_update("matter", {uid: _columns(edit) for uid, edit in edits})
        for uid, edit in edits:
            self._update_holders(uid, edit)
            replace_milestones(self.work, uid, edit.milestones)

    def _update_holders(self, matter_uid: str, edit: MatterEdit) -> None:
        for key, role in ROLE_FIELDS.items():
            is_unit = role in holders.UNIT_ROLES
            if key in edit.replaced:
                uids = [self._uid(name, is_unit=is_unit) for name in edit.replaced[key]]
                holders.replace_uids(self.work, matter_uid, role, uids)
            for name in edit.added.get(key, ()):
                holders.assign_uid(self.work, matter_uid, role, self._uid(name, is_unit=is_unit), order=LAST)


_Part = tuple[str, str | None, str | None, int]
_PARTS = tuple((key, role.value, role in holders.UNIT_ROLES) for key, role in ROLE_FIELDS.items())


def _columns(edit: MatterEdit) -> dict[str, Any]:
    return edit.columns if edit.extras is None else edit.columns | {"extras": dump(edit.extras)}


_NOTHING: dict[str, Any] = {
    name: None
    if name in ("source_date", "start", "due", "progress_percent", "amount", "cycle_days")
    else 0
    if name.endswith("_approximate")
    else ""
    for name in READ
}


def _read_columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """The columns that any row fills, as they are stored; a column nobody fills is left to its usual value."""
    filled = set().union(*rows)
    columns: dict[str, list[Any]] = {}
    for name in READ:
        if name in filled:
            usual = _NOTHING[name]
            values = [row.get(name, usual) for row in rows]
            plain = set(map(type, values)) <= _PLAIN
            columns[name] = values if plain else [stored_value(value) for value in values]
    return columns


_PLAIN = frozenset({str, float, int, type(None)})
