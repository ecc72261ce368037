"""Rows read from somebody's file, before they touch the ledger: the hand-over from exchange to services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that could not be read as meant; the value is kept in its own words.

    Attributes:
        row: row number in the sheet, from 1.
        column: heading of the column, empty for the whole row.
        refuses: the row cannot be stored at all.
    """

    sheet: str
    row: int
    column: str
    value: str
    why: str
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One matter as the file has it.

    Attributes:
        sheet: sheet name; `row` its row number from 1.
        fields: values by key of `domain.fields`, cleaned text in the file's own words; dates that the
            workbook held as dates are ISO text. `due_text` holds the words of a deadline (时限原文) where
            they stand in a column of their own.
        extras: columns without a field, by heading.
        year: the year the sheet's title or the cell gives for dates without one, if any.
        hidden: the row was hidden in the workbook.
    """

    sheet: str
    row: int
    fields: dict[str, str]
    extras: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ReadLedger:
    """Everything the reader got out of one file.

    Attributes:
        kind: detected kind of file, e.g. `xlsx`, `xls`, `html`, `csv`, `docx`, `txt`.
        sha256: digest of the file, for the journal's basis.
        rows_read: non-blank rows under the heading, skipped ones included.
        skipped: (sheet, row, why) of sub-totals, notes and repeated headings.
        headings: heading in the file → field key, in column order; unmapped headings map to an empty key.
        labels: (sheet, field key) → the heading that the field has in that sheet.
        notes: remarks for the clerk (hidden rows, sheets left out, macros ignored).
        places: (sheet, row) → where it stands in a document (`第3段`, `表2第5行`); empty for workbooks.
    """

    path: str
    kind: str
    sha256: str
    sheets: tuple[str, ...]
    rows: tuple[DraftRow, ...]
    rows_read: int
    skipped: tuple[tuple[str, int, str], ...]
    headings: dict[str, str]
    problems: tuple[RowProblem, ...]
    notes: tuple[str, ...] = ()
    places: Mapping[tuple[str, int], str] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def place(self, sheet: str, row: int) -> str:
        """Where a row stands, as the clerk finds it: `第5行` of a sheet, `表2第5行` or `第3段` of a document."""
        return self.places.get((sheet, row)) or f"第{row}行"


@dataclass(frozen=True, slots=True)
class Named:
    """One name out of a cell, as the register knows it.

    Attributes:
        name: the register's name, or the cell's own for a provisional entry (待确认).
        uid: uid in the register; empty when it will be added as provisional.
        role: `lead` or `co` when the cell says so.
        problem: why the match is doubtful, in Chinese.
        words: the name as the file writes it, where nothing certain was found; else empty.
    """

    name: str
    uid: str = ""
    role: str = ""
    problem: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """A name of a file that the register does not settle: what the clerk may be asked.

    Attributes:
        words: the name as the file writes it.
        candidates: uids that may be meant, best first.
        taken: uid it is taken for because it looks much like it; empty when it becomes provisional.
        rows: rows of the file that use it.
    """

    words: str
    is_unit: bool
    candidates: tuple[str, ...] = ()
    taken: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class RegisterName:
    """A unit or person of the register as an answer to a doubt.

    Attributes:
        note: what tells it from others of its name: short names of a unit, unit and post of a person.
        initials: pinyin initials to search by, separated by blanks.
    """

    uid: str
    name: str
    note: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class NameQuestions:
    """What is asked about the names of a file, most used first.

    Attributes:
        doubts: with their candidates completed by names that look or sound alike.
        units: the register in official order; `people` likewise.
    """

    doubts: tuple[NameDoubt, ...]
    units: tuple[RegisterName, ...]
    people: tuple[RegisterName, ...]


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """What a clerk says to a doubt.

    Attributes:
        target_uid: the unit or person that is meant; empty registers the name as provisional (待确认).
    """

    words: str
    is_unit: bool
    target_uid: str = ""


class OnDuplicate(StrEnum):
    """What to do with a row that is in the ledger already."""

    SKIP = "skip"
    UPDATE = "update"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """How an import is carried out (`cli.md`, import).

    Attributes:
        clear_empty: with `UPDATE`, a blank cell under a heading clears the field; else blanks say nothing.
    """

    ledger: str = ""
    on_duplicate: OnDuplicate = OnDuplicate.SKIP
    opening: bool = False
    all_or_nothing: bool = False
    strict: bool = False
    clear_empty: bool = False


@dataclass(slots=True)
class MatterEdit:
    """What an update writes of one row: only what differs from the ledger.

    Attributes:
        columns: stored values by column of `matter`.
        replaced: field of units or people → who holds it from now on.
        added: field of units or people → who comes to those that hold it.
        milestones: (day, words) of the earlier dates of a new deadline.
        extras: all words without a field, by heading; None when they stay as they are.
    """

    columns: dict[str, Any] = field(default_factory=dict)
    replaced: dict[str, Sequence[Named]] = field(default_factory=dict)
    added: dict[str, Sequence[Named]] = field(default_factory=dict)
    milestones: tuple[tuple[date, str], ...] = ()
    extras: dict[str, str] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the row says nothing new."""
        return not (self.columns or self.replaced or self.added) and self.extras is None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row exactly as it will be stored.

    Attributes:
        verdict: `add`, `update`, `skip` or `refuse`.
        values: stored columns of `matter`, already read (dates as dates, percent as number).
        liaison: names as matched in the register, likewise the others.
        why: reason of skip or refusal.
        target_number: number of the matter to update or skipped for; `target_uid` its identity.
        named: the names with the register's uids, by field key.
        milestones: (day, words) of the earlier dates of the deadline.
        edit: what an update writes; the other attributes show the matter as it will stand.
    """

    draft: DraftRow
    verdict: str
    values: dict[str, str | float | int | date | None]
    liaison: tuple[str, ...]
    responsible: tuple[str, ...]
    lead_unit: str
    co_units: tuple[str, ...]
    townships: tuple[str, ...]
    persons: tuple[str, ...]
    why: str = ""
    target_number: str = ""
    target_uid: str = ""
    named: Mapping[str, Sequence[Named]] = field(default_factory=dict)
    milestones: tuple[tuple[date, str], ...] = ()
    edit: MatterEdit | None = None


@dataclass(frozen=True, slots=True)
class IntakePlan:
    """The whole import, judged but not written: what the wizard previews and the service commits."""

    source: ReadLedger
    options: IntakeOptions
    rows: tuple[PlannedRow, ...]
    problems: tuple[RowProblem, ...]
    unmatched_units: tuple[str, ...]
    unmatched_people: tuple[str, ...]
    doubts: tuple[NameDoubt, ...] = ()


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What an import did, in the counts of `cli.md`."""

    rows_read: int
    drafts: int
    updated: int
    refused: int
    skipped: int
    headings: dict[str, str]
    problems: tuple[RowProblem, ...]
    unmatched_units: tuple[str, ...]
