"""An import judged row by row before anything is written: what the wizard previews (`exchange.md` §5)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.runtime import collector
from ducha_desktop.services.drafts import (
    DraftRow,
    IntakeOptions,
    IntakePlan,
    Named,
    OnDuplicate,
    PlannedRow,
    ReadLedger,
    RowProblem,
)
from ducha_desktop.services.due_words import DUE_WORDS, read_due
from ducha_desktop.services.intake_names import NAME_FIELDS, NamesReader, RowNames
from ducha_desktop.services.intake_opening import begin_term, opening_state
from ducha_desktop.services.intake_standing import Ledgers, Standing
from ducha_desktop.services.intake_updating import UpdateJudge, headed_fields
from ducha_desktop.services.namebook import NameBook
from ducha_desktop.services.office import Reader
from ducha_desktop.services.reading import (
    LONGEST,
    TEXTS,
    YEAR_ASSUMED,
    Reading,
    move_progress_words,
    plain_text,
    read_values,
)
from ducha_desktop.services.row_names import LEADER_OF_SHEET, sheet_leaders
from ducha_desktop.storage.connection import Connection

_Signature = tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]

STRICT = "有读不出的内容（严格模式）"
TWINS = "台账里有几条同名事项（{numbers}），分不清是哪一条，没有更新；请在表中保留编号一列"


@dataclass(slots=True)
class Judge:
    """Judges rows against the register and the ledger as they stand; writes nothing."""

    names: NamesReader
    options: IntakeOptions
    today: date
    labels: Mapping[tuple[str, str], str]
    ledgers: Ledgers
    updates: UpdateJudge
    calendar: Calendar
    problems: list[RowProblem] = field(default_factory=list)
    uses: Counter[tuple[bool, str]] = field(default_factory=Counter)
    _unsure: bool = False
    _first: dict[tuple[str, str], DraftRow] = field(default_factory=dict)
    _seen: dict[tuple[str, str], set[_Signature]] = field(default_factory=dict)
    _readings: dict[tuple[str, str, int | None], Reading] = field(default_factory=dict)

    def row(self, draft: DraftRow) -> PlannedRow:
        """One row exactly as it will be stored, or why not."""
        title = draft.fields.get("title", "").strip()
        if not title:
            return self._refused(draft, "没有事项内容")
        if max(map(len, draft.fields.values())) > LONGEST:
            return self._refused(draft, f"有一格超过 {LONGEST} 个字")
        if self.options.on_duplicate is OnDuplicate.UPDATE:
            # A cell that says what the ledger says is not read at all: nothing can get lost in it.
            for lead in (draft.fields.get("lead_unit", ""), self.names.of(draft).lead):
                if (known := self.ledgers.of(draft, lead)) is not None:
                    return self._update(draft, known, lead)
        return self._new(draft)

    def _new(self, draft: DraftRow) -> PlannedRow:
        """A row judged by what is read of it."""
        self._unsure = False
        read, names = self._read(draft), self.names.of(draft)
        if names.unsure:
            self._take_doubts(draft, names, read)
        if read.kept:
            extras = read.extras(draft.extras)
            draft = draft if extras == draft.extras else replace(draft, extras=extras)
        if self.options.opening:
            self._take_over(draft, read.columns)
        if self.options.strict and self._unsure:
            return self._refused(draft, STRICT)
        verdict, why, target = self._verdict(draft, draft.fields["title"].strip(), names.lead)
        liaison, responsible, _lead, co_units, townships, persons = names.words
        return PlannedRow(
            draft=draft,
            verdict=verdict,
            values=read.columns,
            liaison=liaison,
            responsible=responsible,
            lead_unit=names.lead,
            co_units=co_units,
            townships=townships,
            persons=persons,
            why=why,
            target_number=target.number if target else "",
            named=names.named,
            milestones=read.milestones,
            target_uid=target.uid if target else "",
        )

    def _update(self, draft: DraftRow, target: Standing, lead: str) -> PlannedRow:
        """What the row changes in the matter it is about."""
        twins = self.ledgers.alike(draft, lead)
        if twins:
            same = next((twin for twin in twins if not self.updates.changes(draft, twin.uid)), None)
            if same is None:
                why = TWINS.format(numbers="、".join(twin.number for twin in twins))
                self._note(draft, "title", target.title, why)
                return self._left_out(draft, why, verdict="skip")
            target = same
        out = self.updates.row(draft, target.uid)
        if out.names is not None:
            self.uses.update(out.names.doubtful)
        for key, value, why in out.notes:
            self._note(draft, key, value, why)
        if self.options.strict and out.unsure:
            return self._refused(draft, STRICT)
        return out.row

    def _take_over(self, draft: DraftRow, values: dict[str, Any]) -> None:
        values["state"] = opening_state(draft, values)
        note = begin_term(draft, values, today=self.today, calendar=self.calendar)
        if note is not None:
            self._note(draft, *note)

    def _read(self, draft: DraftRow) -> Reading:
        """Stored columns; equal dates, numbers and choices are read once for the whole file."""
        row = Reading()
        columns = row.columns
        for key, value in draft.fields.items():
            if key in TEXTS:
                if value:
                    columns[key] = (value if value.isprintable() else plain_text(value)).strip()
                continue
            if value and key not in NAME_FIELDS and key != DUE_WORDS:
                self._take_reading(row, draft, key, value)
        if words := draft.fields.get(DUE_WORDS):
            self._take_reading(row, draft, "due", draft.fields.get("due", ""), words)
        if row.kept:
            move_progress_words(row)
        return row

    def _take_reading(self, row: Reading, draft: DraftRow, key: str, value: str, words: str = "") -> None:
        asked = (key, f"{value}\0{words}" if words else value, draft.year)
        found = self._readings.get(asked)
        if found is None:
            found = (
                read_due(value, words, today=self.today, calendar=self.calendar, year=draft.year)
                if words
                else read_values({key: value}, today=self.today, calendar=self.calendar, year=draft.year)
            )
            self._readings[asked] = found
        row.columns.update(found.columns)
        if found.kept:
            row.kept.update(found.kept)
        if found.milestones:
            row.milestones = found.milestones
        for problem in found.problems:
            self._note(draft, *problem)
            self._unsure |= not problem[2].startswith(YEAR_ASSUMED)

    def _take_doubts(self, draft: DraftRow, names: RowNames, read: Reading) -> None:
        self._unsure = True
        self.uses.update(names.doubtful)
        read.kept.update(names.kept)
        for key, value, why in names.notes:
            self._note(draft, key, value, why)

    def _verdict(self, draft: DraftRow, title: str, lead: str) -> tuple[str, str, Standing | None]:
        if self._is_repeated(draft, (title, lead)):
            return "skip", "文件里有完全相同的一行", None
        standing = self.ledgers.of(draft, lead)
        if standing is None or self.options.on_duplicate is OnDuplicate.ADD:
            return "add", "", None
        return "skip", f"台账里已有：{standing.number}", standing

    def _is_repeated(self, draft: DraftRow, called: tuple[str, str]) -> bool:
        """Whether an equal row stood above; only rows of one title and lead unit are held against each other."""
        first = self._first.setdefault(called, draft)
        if first is draft:
            return False
        signatures = self._seen.setdefault(called, {_signature(first)})
        signature = _signature(draft)
        if signature in signatures:
            return True
        signatures.add(signature)
        return False

    def _refused(self, draft: DraftRow, why: str) -> PlannedRow:
        self.problems.append(RowProblem(draft.sheet, draft.row, "", "", why, refuses=True))
        return self._left_out(draft, why, verdict="refuse")

    def _left_out(self, draft: DraftRow, why: str, *, verdict: str) -> PlannedRow:
        return PlannedRow(
            draft=draft,
            verdict=verdict,
            values={},
            liaison=(),
            responsible=(),
            lead_unit="",
            co_units=(),
            townships=(),
            persons=(),
            why=why,
        )

    def _note(self, draft: DraftRow, key: str, value: str, why: str) -> None:
        self.problems.append(
            RowProblem(draft.sheet, draft.row, self.labels.get((draft.sheet, key), key), value, why)
        )


def plan(reader: Reader, source: ReadLedger, options: IntakeOptions) -> IntakePlan:
    """Judge every row of a file against the ledger; nothing is written.

    Args:
        reader: the ledger as it stands.
        source: what the exchange room read.
        options: how the import is to be carried out.

    Raises:
        NotFoundError: the ledger named in the options does not exist.
    """
    connection = reader.connection
    known = _ledgers(connection, options.ledger)
    book = NameBook(connection)
    leaders = sheet_leaders(source.rows, book)
    names = NamesReader(book, leaders)
    judge = Judge(
        names=names,
        options=options,
        today=reader.today,
        labels=source.labels,
        ledgers=Ledgers.load(connection),
        updates=UpdateJudge(
            connection,
            names,
            options,
            reader.today,
            reader.calendar,
            ledgers=known,
            headed=headed_fields(source),
        ),
        calendar=reader.calendar,
    )
    with collector.paused():
        rows = tuple([judge.row(draft) for draft in source.rows])
    units, people = book.unmatched()
    return IntakePlan(
        source=source,
        options=options,
        rows=rows,
        problems=(*source.problems, *_of_sheets(source, leaders), *judge.problems),
        unmatched_units=units,
        unmatched_people=people,
        doubts=tuple(replace(doubt, rows=judge.uses[key]) for key, doubt in book.doubts.items()),
    )


def _of_sheets(source: ReadLedger, leaders: Mapping[str, Named]) -> list[RowProblem]:
    first = {row.sheet: row.row for row in reversed(source.rows)}
    return [
        RowProblem(sheet, first[sheet], "", leader.name, LEADER_OF_SHEET.format(name=leader.name))
        for sheet, leader in leaders.items()
    ]


def _ledgers(connection: Connection, name: str) -> dict[str, str]:
    """Uid of each ledger by its name, kind and uid; `name` must be one of them."""
    rows = connection.execute(
        "SELECT name, uid, kind FROM ledger WHERE deleted_at IS NULL ORDER BY official_order"
    ).fetchall()
    if name and not any(name in row for row in rows):
        raise NotFoundError(
            f"没有“{name}”这个台账。现有：{'、'.join(row[0] for row in rows)}。没有改动任何数据。"
        )
    return {word: uid for ledger, uid, kind in reversed(rows) for word in (kind, uid, ledger)}


def _signature(draft: DraftRow) -> _Signature:
    return frozenset(draft.fields.items()), frozenset(draft.extras.items())
