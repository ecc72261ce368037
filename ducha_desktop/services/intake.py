"""An import judged row by row before anything is written: what the wizard previews (`exchange.md` §5)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.states import State
from ducha_desktop.domain.status_words import read_status
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
from ducha_desktop.services.intake_names import NAME_FIELDS, NamesReader, RowNames
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

FULL = 100.0
SAME_TITLE = 0.6


@dataclass(frozen=True, slots=True)
class Standing:
    """A matter of the ledger as the duplicate check sees it."""

    uid: str
    number: str
    title: str


@dataclass(slots=True)
class Judge:
    """Judges rows against the register and the ledger as they stand; writes nothing."""

    names: NamesReader
    options: IntakeOptions
    today: date
    labels: Mapping[str, str]
    by_number: dict[str, Standing]
    by_title: dict[tuple[str, str], Standing]
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
        self._unsure = False
        read, names = self._read(draft), self.names.of(draft)
        values, milestones = read.columns, read.milestones
        if names.unsure:
            self._take_doubts(draft, names, read)
        if read.kept:
            extras = read.extras(draft.extras)
            draft = draft if extras == draft.extras else replace(draft, extras=extras)
        if self.options.opening:
            values["state"] = self._state(draft, values)
        if self.options.strict and self._unsure:
            return self._refused(draft, "有读不出的内容（严格模式）")
        verdict, why, target = self._verdict(draft, title, names.lead)
        liaison, responsible, _lead, co_units, townships, persons = names.words
        return PlannedRow(
            draft=draft,
            verdict=verdict,
            values=values,
            liaison=liaison,
            responsible=responsible,
            lead_unit=names.lead,
            co_units=co_units,
            townships=townships,
            persons=persons,
            why=why,
            target_number=target.number if target else "",
            named=names.named,
            milestones=milestones,
            target_uid=target.uid if target else "",
        )

    def _read(self, draft: DraftRow) -> Reading:
        """Stored columns; equal dates, numbers and choices are read once for the whole file."""
        row = Reading()
        columns = row.columns
        for key, value in draft.fields.items():
            if key in TEXTS:
                if value:
                    columns[key] = (value if value.isprintable() else plain_text(value)).strip()
                continue
            if value and key not in NAME_FIELDS:
                self._take_reading(row, draft, key, value)
        if row.kept:
            move_progress_words(row)
        return row

    def _take_reading(self, row: Reading, draft: DraftRow, key: str, value: str) -> None:
        found = self._readings.get((key, value, draft.year))
        if found is None:
            found = read_values({key: value}, today=self.today, year=draft.year)
            self._readings[(key, value, draft.year)] = found
        row.columns.update(found.columns)
        if found.kept:
            row.kept.update(found.kept)
        if found.milestones:
            row.milestones = found.milestones
        for field_key, words, why in found.problems:
            self._note(draft, field_key, words, why)
            self._unsure |= not why.startswith(YEAR_ASSUMED)

    def _take_doubts(self, draft: DraftRow, names: RowNames, read: Reading) -> None:
        self._unsure = True
        self.uses.update(names.doubtful)
        read.kept.update(names.kept)
        for key, value, why in names.notes:
            self._note(draft, key, value, why)

    def _state(self, draft: DraftRow, values: Mapping[str, Any]) -> str:
        words = draft.fields.get("status") or draft.fields.get("progress_text", "")
        said = read_status(words)
        if said is None and values.get("progress_percent") == FULL:
            said = State.CLOSED
        return _OPENING.get(said, State.SIGNED).value if said else State.SIGNED.value

    def _verdict(self, draft: DraftRow, title: str, lead: str) -> tuple[str, str, Standing | None]:
        if self._is_repeated(draft, (title, lead)):
            return "skip", "文件里有完全相同的一行", None
        line = clean_line(title) if "\n" in title else title  # the file's words come clean
        standing = self._numbered(draft, title) or self.by_title.get((line, lead))
        if standing is None or self.options.on_duplicate is OnDuplicate.ADD:
            return "add", "", None
        if self.options.on_duplicate is OnDuplicate.UPDATE:
            return "update", "", standing
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

    def _numbered(self, draft: DraftRow, title: str) -> Standing | None:
        """The matter of the same number; a bare `7` means it only where the title is much the same."""
        number = draft.fields.get("number", "").strip()
        standing = self.by_number.get(number) if number else None
        if standing is None or not number.isdigit():
            return standing
        plain = clean_line(title)
        if plain == standing.title:
            return standing
        alike = SequenceMatcher(None, plain, standing.title, autojunk=False).ratio()
        return standing if alike >= SAME_TITLE else None

    def _refused(self, draft: DraftRow, why: str) -> PlannedRow:
        self.problems.append(RowProblem(draft.sheet, draft.row, "", "", why, refuses=True))
        return PlannedRow(
            draft=draft,
            verdict="refuse",
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
        self.problems.append(RowProblem(draft.sheet, draft.row, self.labels.get(key, key), value, why))


_OPENING = {
    State.CLOSED: State.CLOSED,
    State.ARCHIVED: State.CLOSED,
    State.CLAIMED: State.CLAIMED,
    State.CANCELLED: State.CANCELLED,
}
"""What an opening entry takes over; everything else is under way (`exchange.md` §5)."""


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
    _require_ledger(connection, options.ledger)
    by_number, by_title = _standing(connection)
    labels = {key: heading for heading, key in source.headings.items() if key}
    book = NameBook(connection)
    leaders = sheet_leaders(source.rows, book)
    judge = Judge(
        names=NamesReader(book, leaders),
        options=options,
        today=reader.today,
        labels=labels,
        by_number=by_number,
        by_title=by_title,
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


def _require_ledger(connection: Connection, name: str) -> None:
    rows = connection.execute(
        "SELECT name, uid, kind FROM ledger WHERE deleted_at IS NULL ORDER BY official_order"
    ).fetchall()
    if name and not any(name in row for row in rows):
        raise NotFoundError(
            f"没有“{name}”这个台账。现有：{'、'.join(row[0] for row in rows)}。没有改动任何数据。"
        )


def _standing(connection: Connection) -> tuple[dict[str, Standing], dict[tuple[str, str], Standing]]:
    by_number: dict[str, Standing] = {}
    by_title: dict[tuple[str, str], Standing] = {}
    for uid, number, alias, title, lead in connection.execute(
        "SELECT uid, number, alias, title, lead_unit FROM ledger_row ORDER BY id DESC"
    ):
        standing = Standing(uid, number, clean_line(title))
        by_number[number] = standing
        if alias:
            by_number[alias] = standing
        by_title[(standing.title, lead)] = standing
    return by_number, by_title


def _signature(draft: DraftRow) -> _Signature:
    return frozenset(draft.fields.items()), frozenset(draft.extras.items())
