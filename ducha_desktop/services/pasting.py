"""Many cells changed at once - pasted, filled, cleared, set in a dialog - judged before anything is written.

Every cell is read by the rules of the import and the form (`services/reading.py`, `services/namebook.py`);
what cannot be stored as meant is never written from here, what is doubtful is said first.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ducha_desktop.domain.errors import TooLargeError
from ducha_desktop.domain.fields import BY_KEY, ROLE_FIELDS, FieldKind, extra_name, label_of
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.services.drafts import Named
from ducha_desktop.services.namebook import NameBook
from ducha_desktop.services.office import Reader
from ducha_desktop.services.pasting_words import YEAR, Words, words_now
from ducha_desktop.services.reading import LONGEST, Reading, plain_text, read_values
from ducha_desktop.storage.chunks import rows_in

MOST_CELLS = 50_000
"""Cells of one act; more come in as a file."""

_STEP = 200
FIXED = frozenset({"number", "status"})
"""Fields that no cell changes: numbers are given, states are acted."""


class Worth(StrEnum):
    """What a cell is worth: stored as meant, stored but to be looked at, not stored."""

    GOOD = "good"
    DOUBT = "doubt"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Wanted:
    """New words for some cells of one matter, by field key; an empty uid registers a new matter."""

    uid: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One cell that would change, or cannot.

    Attributes:
        number: of the matter; empty for a new one, whose line is `line` (from 1).
        old: what stands there; `new` as it will be shown afterwards.
        why: what is doubtful or wrong, in Chinese.
    """

    uid: str
    number: str
    title: str
    key: str
    old: str
    new: str
    worth: Worth = Worth.GOOD
    why: str = ""
    line: int = 0

    @property
    def label(self) -> str:
        """The office's word for the field."""
        return label_of(self.key)


@dataclass(frozen=True, slots=True)
class CellPlan:
    """Everything an act on many cells would do.

    Attributes:
        cells: what changes or cannot, row after row; cells that stay as they are are left out.
        edits: what is to be written to existing matters, without what is wrong.
        fresh: new matters.
    """

    cells: tuple[PlannedCell, ...] = ()
    edits: tuple[Wanted, ...] = ()
    fresh: tuple[Wanted, ...] = ()

    @property
    def counts(self) -> Counter[Worth]:
        """How many cells are good, doubtful and wrong."""
        return Counter(cell.worth for cell in self.cells)

    @property
    def clean(self) -> bool:
        """Whether every cell can be stored as meant."""
        return all(cell.worth is Worth.GOOD for cell in self.cells)

    @property
    def written(self) -> int:
        """How many cells will be written."""
        return sum(len(edit.values) for edit in (*self.edits, *self.fresh))


Progress = Callable[[int, int], None]


def silent(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


def plan(reader: Reader, wanted: Sequence[Wanted], *, progress: Progress = silent) -> CellPlan:
    """Judge new words for many cells; nothing is written.

    Args:
        reader: the ledger as it stands.
        wanted: matters in the order of the list; those that are gone meanwhile are left out.
        progress: told (done, total) matters now and then; it may raise to break off.

    Raises:
        TooLargeError: more than `MOST_CELLS` cells.
    """
    cells = sum(len(each.values) for each in wanted)
    if cells > MOST_CELLS:
        raise TooLargeError(
            f"一次最多改 {MOST_CELLS:,} 格，这里有 {cells:,} 格，没有改动任何数据。请分几次做，或者存成表格文件再导入。"
        )
    judge = _Judge(reader)
    judge.now = words_now(reader.connection, [each.uid for each in wanted if each.uid])
    judge.look_for_twins([each.values.get("title", "") for each in wanted if not each.uid])
    for number, each in enumerate(wanted):
        if number % _STEP == 0:
            progress(number, len(wanted))
        judge.take(each, number + 1)
    progress(len(wanted), len(wanted))
    return CellPlan(tuple(judge.cells), tuple(judge.edits), tuple(judge.fresh))


@dataclass(frozen=True, slots=True)
class Found:
    """How the words of one cell are read: `new` is what will stand there."""

    new: str
    worth: Worth = Worth.GOOD
    why: str = ""


@dataclass(slots=True)
class _Judge:
    reader: Reader
    now: dict[str, Words] = field(default_factory=dict)
    cells: list[PlannedCell] = field(default_factory=list)
    edits: list[Wanted] = field(default_factory=list)
    fresh: list[Wanted] = field(default_factory=list)
    _book: NameBook | None = None
    _ledgers: dict[str, str] = field(default_factory=dict)
    _twins: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[str, str, int | None], Found] = field(default_factory=dict)

    def look_for_twins(self, titles: Sequence[str]) -> None:
        """Which of the titles of new matters stand in the ledger already."""
        statement = "SELECT title, number FROM ledger_row WHERE title IN ({marks})"
        self._twins = dict(
            rows_in(self.reader.connection, statement, [title.strip() for title in titles if title.strip()])
        )

    def take(self, wanted: Wanted, line: int) -> None:
        """Judge the cells of one matter."""
        if wanted.uid and wanted.uid not in self.now:
            return
        now = self.now.get(wanted.uid, {})
        title = now.get("title") or wanted.values.get("title", "").strip()
        whole = bool(wanted.uid or title)
        kept: dict[str, str] = {}
        for key, words in wanted.values.items():
            found = self._read(key, words, int(now[YEAR]) if now.get(YEAR) else None)
            if extra_name(key) and key not in now:
                found = Found(found.new, Worth.WRONG, "这个事项的台账没有这个附加字段")
            old = now.get(key, "")
            if found.new == old or (not wanted.uid and not found.new):
                continue
            if not wanted.uid:
                found = self._as_new(key, found, whole=whole)
            if found.worth is not Worth.WRONG:
                kept[key] = words
            self.cells.append(
                PlannedCell(
                    wanted.uid,
                    now.get("number", ""),
                    title,
                    key,
                    old,
                    found.new,
                    found.worth,
                    found.why,
                    line,
                )
            )
        if kept:
            (self.edits if wanted.uid else self.fresh).append(Wanted(wanted.uid, kept))

    def _as_new(self, key: str, found: Found, *, whole: bool) -> Found:
        if not whole:
            return Found(found.new, Worth.WRONG, "这一行没有事项内容，不能新增")
        twin = self._twins.get(found.new) if key == "title" else None
        if twin is not None and found.worth is Worth.GOOD:
            return Found(found.new, Worth.DOUBT, f"台账里已有同名的事项：{twin}")
        return found

    def _read(self, key: str, words: str, year: int | None) -> Found:
        known = self._known.get((key, words, year))
        if known is None:
            known = self._known[(key, words, year)] = self._judged(key, plain_text(words).strip(), year)
        return known

    def _judged(self, key: str, words: str, year: int | None) -> Found:
        wrong = why_wrong(key, words)
        if wrong:
            return Found(f"{words[:40]}…" if len(words) > LONGEST else words, Worth.WRONG, wrong)
        if key in ROLE_FIELDS:
            return self._names(key, words)
        if key == "ledger":
            return self._ledger(words)
        return read_cell(key, words, today=self.reader.today, calendar=self.reader.calendar, year=year)

    def _ledger(self, words: str) -> Found:
        if not self._ledgers:
            rows = self.reader.connection.execute(
                "SELECT name, uid, kind FROM ledger WHERE deleted_at IS NULL ORDER BY official_order DESC"
            ).fetchall()
            self._ledgers = {said: name for name, uid, kind in rows for said in (kind, uid, name)}
        if words in self._ledgers:
            return Found(self._ledgers[words])
        return Found(
            words, Worth.WRONG, f"没有这个台账，现有：{'、'.join(dict.fromkeys(self._ledgers.values()))}"
        )

    def _names(self, key: str, words: str) -> Found:
        if self._book is None:
            self._book = NameBook(self.reader.connection)
        return judge_names(self._book, key, words)


def why_wrong(key: str, words: str) -> str:
    """Why these words can't stand in a cell, whatever the register and the ledger hold; empty when they can."""
    if key in FIXED:
        return "这一列不能直接改写"
    if len(words) > LONGEST:
        return f"有 {len(words)} 个字，最多 {LONGEST} 个"
    return "事项不能没有标题" if key == "title" and not words else ""


def judge_names(book: NameBook, key: str, words: str) -> Found:
    """The names of a cell of units or people, and what is doubtful about them."""
    if not words:
        return Found("")
    is_unit = BY_KEY[key].kind is FieldKind.UNITS
    named = book.units(words) if is_unit else book.people(words)
    strangers = book.beside(words, ()) if is_unit else book.units_among(words)
    if not named:
        return Found(words, Worth.WRONG, f"里面没有{'单位' if is_unit else '人员'}名称")
    whys = [why for name in named if (why := _doubt_of(name, is_unit=is_unit))]
    whys += [f"“{name.name}”是{'人员' if is_unit else '单位'}，不写进这一列" for name in strangers]
    names = list(dict.fromkeys(name.name for name in named if name.name))
    if key == "lead_unit" and len(names) > 1:
        lead = next((name.name for name in named if name.role == "lead"), names[0])
        whys.append(f"只能有一个牵头单位：{lead}牵头，其余列为配合单位")
        names = [lead]
    return Found("、".join(names) or words, Worth.DOUBT if whys else Worth.GOOD, "；".join(whys))


def _doubt_of(name: Named, *, is_unit: bool) -> str:
    if name.problem or name.uid:
        return name.problem
    return f"{'单位' if is_unit else '人员'}名册里没有“{name.name}”，将登记为待确认"


def read_cell(key: str, words: str, *, today: date, calendar: Calendar, year: int | None = None) -> Found:
    """How the words of one stored or extra field are read, without the register and the ledger."""
    if extra_name(key):
        return Found(words)
    reading = read_values({key: words}, today=today, calendar=calendar, year=year)
    whys = [why for _, _, why in reading.problems]
    if whys and BY_KEY[key].kind in (FieldKind.PERCENT, FieldKind.ENUM):
        return Found(words, Worth.WRONG, whys[0].removesuffix("，按原文保留"))
    notices = [why for _, _, why in reading.notices]
    return Found(
        _shown(key, words, reading), Worth.DOUBT if whys else Worth.GOOD, "；".join([*whys, *notices])
    )


def _shown(key: str, words: str, reading: Reading) -> str:
    """What will stand in the cell, as `words_now` would say it."""
    from ducha_desktop.services.detail_words import said_of

    if key in ("due", "amount"):
        return words
    value = reading.columns.get(key)
    if key == "progress_percent":
        return "" if value is None else f"{value:g}"
    if isinstance(value, date):
        return value.isoformat()
    return said_of(key, reading.columns) if value not in (None, "") else ""
