"""Rows of matters that are there already: what each of them changes, cell by cell (`exchange.md` §5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ducha_desktop.domain.fields import BY_KEY, EXTRA_PREFIX, ROLE_FIELDS, extra_name
from ducha_desktop.domain.states import State
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.services.drafts import DraftRow, IntakeOptions, MatterEdit, Named, PlannedRow, ReadLedger
from ducha_desktop.services.due_words import DUE_WORDS, read_due
from ducha_desktop.services.intake_names import NAME_FIELDS, NamesReader, RowNames
from ducha_desktop.services.intake_present import (
    READ,
    Present,
    edited_cells,
    edited_extras,
    load_present,
    stored_value,
)
from ducha_desktop.services.reading import YEAR_ASSUMED, Reading, read_values
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.stored import stored_day

UNCHANGED = "与台账相同，没有改动"
STATE_STAYS = "状态由办理动作改变，没有照改"
NUMBER_STAYS = "正式编号不能改写，没有照改"
NO_LEDGER = "没有这个台账，没有照改"
TAKEN_BEFORE = "与第 {row} 行是同一事项（{number}），只按第 {row} 行更新"

_UNITS = ("lead_unit", "co_units", "townships")
_NEVER_CLEARED = frozenset({"title", "number", "ledger", "status", DUE_WORDS, ""})
_DAYS = frozenset({"source_date", "start", "due"})
_STATES = frozenset(state.word for state in State)


@dataclass(slots=True)
class Updated:
    """A row judged as an update.

    Attributes:
        notes: (field key, value, why).
        unsure: something of it is doubtful.
        names: the names that were read; None when no cell of names was edited.
    """

    row: PlannedRow
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    unsure: bool = False
    names: RowNames | None = None


@dataclass(slots=True)
class UpdateJudge:
    """Judges rows against the matters they are about; writes nothing.

    Attributes:
        ledgers: uid of a ledger by its name, kind and uid.
        headed: sheet → fields that its heading has, for emptied cells.
    """

    connection: Connection
    names: NamesReader
    options: IntakeOptions
    today: date
    calendar: Calendar
    ledgers: Mapping[str, str]
    headed: Mapping[str, frozenset[str]]
    _taken: dict[str, DraftRow] = field(default_factory=dict)

    def row(self, draft: DraftRow, uid: str) -> Updated:
        """What a row changes in the matter `uid`, and nothing else."""
        present = load_present(self.connection, uid)
        before = self._taken.setdefault(uid, draft)
        if before is not draft:
            return _repeated(draft, before, present)
        edited = edited_cells(draft.fields, present)
        edited |= dict.fromkeys(self._emptied(draft, present), "")
        out = Updated(_skipped(draft, present, UNCHANGED))
        edit = MatterEdit()
        reading = self._read(draft, edited, present)
        self._take_names(out, edit, draft, edited=edited, present=present)
        self._take_columns(out, edit, reading, edited=edited, present=present)
        self._take_extras(edit, draft, reading, edited=edited, present=present, names=out.names)
        if not edit.is_empty:
            out.row = _planned(draft, present, edit)
        return out

    def changes(self, draft: DraftRow, uid: str) -> bool:
        """Whether the row says anything that the matter does not say already."""
        present = load_present(self.connection, uid)
        return bool(edited_cells(draft.fields, present) or edited_extras(draft.extras, present))

    def _emptied(self, draft: DraftRow, present: Present) -> list[str]:
        """The fields whose cells are blank in the file and not in the ledger, where blanks are to clear."""
        if not self.options.clear_empty:
            return []
        blank = self.headed.get(draft.sheet, frozenset()) - draft.fields.keys() - _NEVER_CLEARED
        blank -= {EXTRA_PREFIX + name for name in draft.extras}
        if DUE_WORDS in draft.fields:
            blank -= {"due"}
        return sorted(key for key in blank if present.has(key))

    def _read(self, draft: DraftRow, edited: Mapping[str, str], present: Present) -> Reading:
        values = {key: words for key, words in edited.items() if key not in ("due", DUE_WORDS)}
        reading = read_values(values, today=self.today, calendar=self.calendar, year=draft.year)
        if "due" in edited or DUE_WORDS in edited:
            due = self._read_due(draft, edited, present)
            reading.columns |= due.columns
            reading.milestones = due.milestones
            reading.problems += due.problems
        return reading

    def _read_due(self, draft: DraftRow, edited: Mapping[str, str], present: Present) -> Reading:
        if DUE_WORDS not in edited:
            return read_values(
                {"due": edited["due"]}, today=self.today, calendar=self.calendar, year=draft.year
            )
        alone = "due" not in edited
        cell = (present.columns["due"] or "") if alone else edited["due"]
        return read_due(
            cell,
            edited[DUE_WORDS],
            today=self.today,
            calendar=self.calendar,
            year=draft.year,
            is_word_newer=alone,
        )

    def _take_names(
        self, out: Updated, edit: MatterEdit, draft: DraftRow, *, edited: Mapping[str, str], present: Present
    ) -> None:
        """The parts whose cells were edited; units that spill out of another cell only come in addition."""
        changed = [key for key in NAME_FIELDS if key in edited]
        if not changed:
            return
        cells = {key: draft.fields.get(key, "") for key in changed}
        if any(key in _UNITS for key in changed):
            cells |= {key: draft.fields[key] for key in _UNITS if key in draft.fields}
        out.names = names = self.names.of(replace(draft, fields=cells))
        apart = set() if "townships" in draft.fields else set(present.uids("townships"))
        for key in NAME_FIELDS:
            said = names.named[key]
            if key == "co_units":
                said = [name for name in said if name.uid not in apart]
            held = set(present.uids(key))
            if key in changed:
                if _is_other(said, held, present.uids(key), in_order=key == "persons"):
                    edit.replaced[key] = said
            elif spilled := [name for name in said if not name.uid or name.uid not in held]:
                edit.added[key] = spilled
        out.unsure |= names.unsure
        out.notes += names.notes

    def _take_columns(
        self,
        out: Updated,
        edit: MatterEdit,
        reading: Reading,
        *,
        edited: Mapping[str, str],
        present: Present,
    ) -> None:
        values = {name: stored_value(reading.columns[name]) for name in READ if name in reading.columns}
        edit.columns |= {name: value for name, value in values.items() if value != present.columns[name]}
        if "due" in edit.columns and present.is_numbered:
            # A numbered matter keeps its first deadline for scoring.
            edit.columns["original_due"] = present.original_due or present.columns["due"]
        if "due" in edit.columns or DUE_WORDS in edit.columns:
            edit.milestones = reading.milestones
        out.notes += reading.problems
        out.unsure |= any(not why.startswith(YEAR_ASSUMED) for _, _, why in reading.problems)
        out.notes += self._take_place(edit, edited, present)

    def _take_place(
        self, edit: MatterEdit, edited: Mapping[str, str], present: Present
    ) -> list[tuple[str, str, str]]:
        """Ledger, number and state, which are no words of the matter itself."""
        notes = []
        if (words := edited.get("ledger")) and not self.options.ledger:
            if words.strip() in self.ledgers:
                edit.columns["ledger_uid"] = self.ledgers[words.strip()]
            else:
                notes.append(("ledger", words, NO_LEDGER))
        if words := edited.get("number"):
            if not present.is_numbered:
                edit.columns["alias"] = words.strip()
            elif not words.strip().isdigit():
                notes.append(("number", words, NUMBER_STAYS))
        if (words := edited.get("status", "").strip()) in _STATES:
            notes.append(("status", words, STATE_STAYS))
        return notes

    def _take_extras(
        self,
        edit: MatterEdit,
        draft: DraftRow,
        reading: Reading,
        *,
        edited: Mapping[str, str],
        present: Present,
        names: RowNames | None,
    ) -> None:
        told = {BY_KEY[key].label if key in BY_KEY else extra_name(key) for key in edited}
        kept = {
            label: words
            for label, words in present.extras.items()
            if label not in told or label in draft.extras
        }
        said = edited_extras(draft.extras, present)
        extras = reading.extras(kept | said) | (names.kept if names else {})
        if extras != present.extras:
            edit.extras = extras


def headed_fields(source: ReadLedger) -> dict[str, frozenset[str]]:
    """Sheet → the fields its columns have; with several sheets only those that any of its rows fills."""
    if len(source.sheets) == 1:
        return {source.sheets[0]: frozenset(source.headings.values())}
    seen: dict[str, set[str]] = {}
    extra = frozenset(map(extra_name, source.headings.values())) - {""}
    for row in source.rows:
        filled = (EXTRA_PREFIX + name for name in extra & row.extras.keys())
        seen.setdefault(row.sheet, set()).update(row.fields, filled)
    return {sheet: frozenset(keys) for sheet, keys in seen.items()}


def _is_other(said: Sequence[Named], held: set[str], order: list[str], *, in_order: bool) -> bool:
    uids = [name.uid for name in said]
    return uids != order if in_order else "" in uids or set(uids) != held


def _repeated(draft: DraftRow, before: DraftRow, present: Present) -> Updated:
    if draft.fields == before.fields and draft.extras == before.extras:
        return Updated(_skipped(draft, present, "文件里有完全相同的一行"))
    why = TAKEN_BEFORE.format(row=before.row, number=present.number)
    return Updated(_skipped(draft, present, why), [("", draft.fields.get("title", ""), why)], unsure=True)


def _skipped(draft: DraftRow, present: Present, why: str) -> PlannedRow:
    return replace(_planned(draft, present, MatterEdit()), verdict="skip", why=why)


def _planned(draft: DraftRow, present: Present, edit: MatterEdit) -> PlannedRow:
    """The matter as it will stand, with what is to be written."""

    def names(key: str) -> tuple[str, ...]:
        found = [name.name for name in edit.replaced[key]] if key in edit.replaced else present.names(key)
        return (*found, *(name.name for name in edit.added.get(key, ())))

    values: dict[str, Any] = present.columns | edit.columns
    return PlannedRow(
        draft=draft,
        verdict="update",
        values={key: stored_day(value) if key in _DAYS else value for key, value in values.items()},
        liaison=names("liaison_leaders"),
        responsible=names("responsible_leaders"),
        lead_unit=next(iter(names("lead_unit")), ""),
        co_units=names("co_units"),
        townships=names("townships"),
        persons=names("persons"),
        why=_words_of(edit, present),
        target_number=present.number,
        target_uid=present.uid,
        edit=edit,
    )


_LABELS = {"alias": "编号", "ledger_uid": "台账"}


def _words_of(edit: MatterEdit, present: Present) -> str:
    """`改动：完成时限、建设性质`: what the clerk is to look at, extra fields and unknown columns by their own names."""
    if edit.is_empty:
        return ""
    keys: Iterable[str] = (*edit.columns, *(key for key in ROLE_FIELDS if key in edit.replaced | edit.added))
    found = [_LABELS.get(key) or (BY_KEY[key].label if key in BY_KEY else "") for key in keys]
    if DUE_WORDS in edit.columns:
        found.append(BY_KEY["due"].label)
    if edit.extras is not None:
        both = dict.fromkeys((*present.extras, *edit.extras))
        found += [name for name in both if edit.extras.get(name, "") != present.extras.get(name, "")]
    return "改动：" + "、".join(dict.fromkeys(word for word in found if word))
