"""Writing a judged import: one transaction, one journal entry, one undo (`exchange.md` §5)."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.fields import BY_KEY
from ducha_desktop.domain.numbering import DEFAULT_PATTERN, Number, format_number
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.models.types import dump
from ducha_desktop.runtime import collector
from ducha_desktop.services import holders
from ducha_desktop.services.drafts import IntakePlan, IntakeResult, Named, PlannedRow
from ducha_desktop.services.matters import ROLE_FIELDS, next_draft, replace_milestones
from ducha_desktop.services.office import Office
from ducha_desktop.services.register import add_person, add_unit
from ducha_desktop.storage.unit_of_work import UnitOfWork

_ASSIGNMENT = ("uid", "matter_uid", "role", "unit_uid", "person_uid", "official_order")
_MILESTONE = ("uid", "matter_uid", "name", "due", "words", "official_order")
_EVENT = ("uid", "matter_uid", "action", "from_state", "to_state", "on", "medium", "evidence")
_READ = (
    "title",
    "category",
    "item_group",
    "source",
    "source_ref",
    "source_date",
    "instruction",
    "target",
    "task",
    "measures",
    "requirement",
    "duty",
    "plan",
    "phone",
    "start",
    "due_kind",
    "due",
    "due_text",
    "due_approximate",
    "recurrence",
    "report_cycle",
    "progress_percent",
    "progress_approximate",
    "progress_text",
    "problems",
    "next_steps",
    "watch",
    "priority",
    "secrecy",
    "amount",
    "amount_text",
    "amount_approximate",
    "remarks",
)
_OWN = ("uid", "ledger_uid", "state", "draft_seq", "registered_on", "alias", "extras", "batch")
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
            f"有 {len(refused)} 行不能导入（首个：{first.sheet} 第 {first.row} 行，{first.why}），按“全有或全无”没有写入任何一行。"
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
        draft, batch, today = next_draft(work), work.uid(), work.writer.today.isoformat()
        numbers = self._numbers(work.writer.today.year) if opening else {}
        matters: list[tuple[Any, ...]] = []
        assignments: list[tuple[Any, ...]] = []
        milestones: list[tuple[Any, ...]] = []
        events: list[tuple[Any, ...]] = []
        for row in rows:
            uid = work.uid()
            ledger_uid, pattern = self._ledger(row)
            values = _IN_ORDER({**_NOTHING, **row.values})
            state = str(row.values.get("state", State.DRAFT.value))
            own: tuple[Any, ...] = (
                uid,
                ledger_uid,
                state,
                draft,
                today,
                row.draft.fields.get("number", ""),
                dump(row.draft.extras) if row.draft.extras else "{}",
                batch,
            )
            if opening:
                own = (*own, *self._number(numbers, pattern, today))
                events.append(
                    (
                        work.uid(),
                        uid,
                        "opening",
                        State.DRAFT.value,
                        state,
                        today,
                        Medium.EXCEL.value,
                        self.plan.source.sha256,
                    )
                )
            matters.append((*own, *[value if type(value) in _PLAIN else _stored(value) for value in values]))
            assignments.extend(self._assignments(uid, row.named))
            milestones.extend(
                (work.uid(), uid, words, day.isoformat(), words, place)
                for place, (day, words) in enumerate(row.milestones)
            )
            draft += 1
        columns = (*_OWN, *_NUMBERED, *_READ) if opening else (*_OWN, *_READ)
        work.bulk_insert("matter", columns, matters)
        work.bulk_insert("assignment", _ASSIGNMENT, assignments)
        work.bulk_insert("milestone", _MILESTONE, milestones)
        work.bulk_insert("event", _EVENT, events)

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

    def _numbers(self, year: int) -> dict[str, int]:
        return dict(
            self.work.raw.execute(
                "SELECT coalesce(nullif(l.number_pattern, ''), ?), max(m.number_seq) FROM matter m"
                " JOIN ledger l ON l.uid = m.ledger_uid WHERE m.number_year = ? GROUP BY 1",
                (DEFAULT_PATTERN, year),
            ).fetchall()
        )

    def _number(self, numbers: dict[str, int], pattern: str, today: str) -> tuple[str, int, int, str]:
        year = int(today[:4])
        numbers[pattern] = numbers.get(pattern, 0) + 1
        return format_number(Number(year, numbers[pattern]), pattern), year, numbers[pattern], today

    def _assignments(self, matter_uid: str, named: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        for key, role, is_unit in _PARTS:
            for place, name in enumerate(named.get(key, ())):
                uid = self._uid(name, is_unit=is_unit)
                rows.append(
                    (
                        self.work.uid(),
                        matter_uid,
                        role,
                        uid if is_unit else None,
                        None if is_unit else uid,
                        place,
                    )
                )
        return rows

    def _uid(self, name: Named, *, is_unit: bool) -> str:
        """The register's uid; a name met for the first time is added as provisional, once per file."""
        if name.uid:
            return name.uid
        key = (is_unit, name.name)
        if key not in self.made:
            origin = f"导入 {Path(self.plan.source.path).name}"
            self.made[key] = (
                add_unit(self.work, name.name, provisional=True, origin=origin).uid
                if is_unit
                else add_person(self.work, name.name, provisional=True).uid
            )
        return self.made[key]

    def _update(self, rows: list[PlannedRow]) -> None:
        """Change what the file says; what it leaves blank stays."""
        self.work.bulk_update("matter", {row.target_uid: self._changed(row) for row in rows})
        for row in rows:
            for key, role in ROLE_FIELDS.items():
                is_unit = role in holders.UNIT_ROLES
                if uids := [self._uid(name, is_unit=is_unit) for name in row.named.get(key, ())]:
                    holders.replace_uids(self.work, row.target_uid, role, uids)
            replace_milestones(self.work, row.target_uid, row.milestones)

    def _changed(self, row: PlannedRow) -> dict[str, Any]:
        columns = {name: _stored(row.values[name]) for name in _READ if name in row.values}
        number, due, original, extras = self.work.raw.execute(
            "SELECT number, due, original_due, extras FROM matter WHERE uid=?", (row.target_uid,)
        ).fetchone()
        if number is not None and columns.get("due", due) != due:
            # A numbered matter keeps its first deadline for scoring.
            columns["original_due"] = original or due
        told = {BY_KEY[key].label for key, words in row.draft.fields.items() if words}
        kept = {label: words for label, words in json.loads(extras).items() if label not in told}
        return columns | {"extras": dump(kept | row.draft.extras)}


_PLAIN = frozenset({str, float, int, type(None)})
_PARTS = tuple((key, role.value, role in holders.UNIT_ROLES) for key, role in ROLE_FIELDS.items())


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):  # an amount; the words it was read from stand beside it
        return float(value)
    return int(value) if isinstance(value, bool) else value


_NOTHING: dict[str, Any] = {
    name: None
    if name in ("source_date", "start", "due", "progress_percent", "amount")
    else 0
    if name.endswith("_approximate")
    else ""
    for name in _READ
}
_IN_ORDER = itemgetter(*_READ)
