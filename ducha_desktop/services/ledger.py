"""Reading the ledger: rows, pages, counts and choices, light enough for the first paint."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.light_words import explain
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import MatterRow
from ducha_desktop.storage.projection_rows import SEPARATOR
from ducha_desktop.storage.queries import ledger as queries
from ducha_desktop.storage.queries import register as register_queries
from ducha_desktop.storage.stored import stored_day, stored_schedule


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts over a whole filtered ledger; `total = closed + closing + open`, drafts and cancelled apart."""

    stages: dict[str, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    lights: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """All rows of the list, drafts and cancelled ones included."""
        return sum(self.stages.values())

    @property
    def total(self) -> int:
        """总数 = 完成 + 进入销号程序 + 在办."""
        return sum(self.stages.get(stage, 0) for stage in (Stage.CLOSED, Stage.CLOSING, Stage.OPEN))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filter lists offer: (uid, words) in official order; people of one name with unit and post.

    Attributes:
        named: further units and people that a list may be filtered by without being offered: who is only a
            person responsible (责任人), and what has left the register.
    """

    ledgers: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    leaders: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    named: tuple[tuple[str, str], ...] = ()


def count(reader: Reader, query: LedgerQuery) -> int:
    """How many matters satisfy the filters."""
    return queries.count(reader.connection, query, reader.today, table=reader.table)


def page(reader: Reader, query: LedgerQuery, *, offset: int = 0, limit: int = 128) -> list[MatterRow]:
    """A stretch of the ledger in the query's order."""
    rows = queries.page(
        reader.connection, query, reader.today, offset=offset, limit=limit, table=reader.table
    )
    return _views(reader, rows)


def ids(reader: Reader, query: LedgerQuery) -> "array[int]":
    """All row ids in order, for a window that scrolls anywhere at once (8 bytes a row)."""
    return queries.ids(reader.connection, query, reader.today, table=reader.table)


def is_of_holders(query: LedgerQuery) -> bool:
    """Whether the list is found by who holds a part of its matters: it is gone through whole even to be counted."""
    return bool(query.units or query.leaders)


def rows_by_ids(reader: Reader, wanted: Sequence[int]) -> list[MatterRow]:
    """The rows with these ids, in their order; rows deleted since are left out."""
    return _views(reader, queries.rows_of(reader.connection, wanted, reader.today, table=reader.table))


def row_by_uid(reader: Reader, uid: str) -> MatterRow:
    """The ledger row of one matter; NotFoundError when it is not in the ledger (of that day)."""
    found = reader.connection.execute(f"SELECT id FROM {reader.table} WHERE uid=?", (uid,)).fetchone()
    if found is None:
        raise NotFoundError(
            "这个事项在所查的日期还没有登记，或者已经删除。没有改动任何数据。请按 F5 重新读取，或到回收站里找。"
        )
    return rows_by_ids(reader, [found[0]])[0]


def position(reader: Reader, query: LedgerQuery, uid: str) -> int | None:
    """Where a matter stands in the list, None when the filters leave it out."""
    return queries.position(reader.connection, query, reader.today, uid=uid, table=reader.table)


def every(reader: Reader, query: LedgerQuery) -> Iterator[MatterRow]:
    """All rows of a query, a chunk in memory at a time."""
    for rows in queries.walk(reader.connection, query, reader.today, table=reader.table):
        yield from _views(reader, rows)


def tallies(reader: Reader, query: LedgerQuery) -> Tallies:
    """Counts by stage, state and light over the whole filtered ledger."""
    stages: Counter[str] = Counter()
    states: Counter[str] = Counter()
    lights: Counter[str] = Counter()
    for stage, state, light, number in queries.tallies(
        reader.connection, query, reader.today, table=reader.table
    ):
        stages[stage] += number
        states[state] += number
        lights[light] += number
    return Tallies(dict(stages), dict(states), dict(lights))


# From one source to the next by the index, however many rows share it.
_SOURCES = """WITH RECURSIVE each(source) AS (
  SELECT min(source) FROM ledger_row WHERE source > ''
  UNION ALL SELECT (SELECT min(source) FROM ledger_row WHERE source > each.source) FROM each WHERE source IS NOT NULL LIMIT 201
) SELECT source FROM each WHERE source IS NOT NULL LIMIT 200"""


def choices(reader: Reader) -> Choices:
    """The entries of the filter lists."""
    run = reader.connection.execute
    people = register_queries.told_apart(reader.connection)
    return Choices(
        ledgers=tuple(
            run(
                "SELECT uid, name FROM ledger WHERE deleted_at IS NULL ORDER BY official_order, id"
            ).fetchall()
        ),
        units=tuple(
            run("SELECT uid, name FROM unit WHERE deleted_at IS NULL ORDER BY official_order, id").fetchall()
        ),
        leaders=tuple((uid, words) for uid, words, leads in people if leads),
        sources=tuple(row[0] for row in run(_SOURCES)),
        named=(
            *((uid, words) for uid, words, leads in people if not leads),
            *run("SELECT uid, name FROM unit WHERE deleted_at IS NOT NULL").fetchall(),
        ),
    )


@contextmanager
def as_of(reader: Reader, day: date | None, known: date | None = None) -> Iterator[Reader]:
    """The reader of a past day: rows from the changes up to then, lights judged on that day."""
    if day is None and known is None:
        yield reader
        return
    from ducha_desktop.storage import as_of as past

    run = reader.connection
    try:
        table = past.build(run, day=day, known=known, rules=reader.rules, calendar=reader.calendar)
        yield Reader(run, day or known or reader.today, table, reader.calendar, reader.rules)
    finally:
        past.release(run)


class _Viewer:
    """Makes views of rows on one day; dates, lights and names come again and again and are read once."""

    def __init__(self, reader: Reader) -> None:
        """Judge on the reader's day."""
        self._reader = reader
        self._reasons: dict[tuple[Any, ...], str] = {}
        self._dues: dict[str | None, tuple[date | None, int | None, int | None]] = {None: (None, None, None)}
        self._names: dict[str, tuple[str, ...]] = {"": ()}

    def view(self, row: tuple[Any, ...]) -> MatterRow:
        """One row in the columns of `ROW_COLUMNS`; more behind them are of no matter."""
        lit = row[18:25]
        if lit not in self._reasons:
            self._reasons[lit] = self._reason(lit)
        if row[8] not in self._dues:
            self._dues[row[8]] = self._due(row[8])
        due, days, workdays = self._dues[row[8]]
        return MatterRow(
            uid=row[1],
            number=row[2],
            title=row[3],
            ledger=row[4],
            source=row[5],
            state=row[6],
            stage=_STAGES[row[7]],
            light=_LIGHTS[row[17]],
            light_reason=self._reasons[lit],
            due=due,
            due_text=row[9],
            days_left=days,
            workdays_left=workdays,
            liaison_leaders=self._named(row[10]),
            responsible_leaders=self._named(row[11]),
            lead_unit=row[12].replace(SEPARATOR, "、"),
            co_units=self._named(row[13]),
            persons=self._named(row[14]),
            progress_percent=row[15],
            updated=row[16],
        )

    def _reason(self, lit: tuple[Any, ...]) -> str:
        """Why the light is what it is; empty when the schedule was left out of the row."""
        if lit[1] is None:
            return ""
        reader = self._reader
        return explain(
            stored_schedule(*lit), today=reader.today, rules=reader.rules, calendar=reader.calendar
        )

    def _due(self, text: str) -> tuple[date, int, int]:
        due, today = stored_day(text), self._reader.today
        return due, (due - today).days, self._reader.calendar.workdays_between(today, due)

    def _named(self, text: str) -> tuple[str, ...]:
        found = self._names.get(text)
        if found is None:
            found = self._names[text] = tuple(text.split(SEPARATOR))
        return found


_STAGES = {stage.value: stage for stage in Stage}
_LIGHTS = {light.value: light for light in Light}


def viewer(reader: Reader) -> Callable[[tuple[Any, ...]], MatterRow]:
    """What makes the view of a stored row for this reader, the same as long as the reader lives."""
    if reader.viewer is None:
        reader.viewer = _Viewer(reader)
    view: Callable[[tuple[Any, ...]], MatterRow] = reader.viewer.view
    return view


def _views(reader: Reader, rows: Iterable[tuple[Any, ...]]) -> list[MatterRow]:
    return list(map(viewer(reader), rows))
