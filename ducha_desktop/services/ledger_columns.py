"""What a printed or exported ledger shows, column by column.

One list for the workbook and the printed page; the labels are those of `domain.fields`, so that
our own export is read back without mapping by hand.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.fields import BY_KEY, FieldKind, extra_name
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.ledger_lines import EXTRAS, PLACES, Line, Remembered, extra_words
from ducha_desktop.services.views import MatterDetail, MatterRow
from ducha_desktop.storage.stored import SCHEDULE_COLUMNS

Cell = str | float | date | None


class Shape(StrEnum):
    """How a column is set: long or short words, dates, counts, percent."""

    LONG = "long"
    TEXT = "text"
    WORD = "word"
    DATE = "date"
    COUNT = "count"
    PERCENT = "percent"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column of the ledger.

    Attributes:
        key: key of `domain.fields`, or one of `serial due_text light light_reason days_left updated`.
        take: the value from a row; percent as a fraction of 1.
        stored: the stored columns of `storage.queries.ledger` the value follows from.
        verbatim: the value is the one stored column as it stands.
    """

    key: str
    label: str
    shape: Shape
    take: Callable[[MatterRow], Cell]
    stored: tuple[str, ...] = ()
    verbatim: bool = False


def _joined(key: str) -> Callable[[MatterRow], Cell]:
    names, join = attrgetter(key), "、".join
    return lambda row: join(names(row))


_STATE_WORDS = {state.value: state.word for state in State}


def _state(row: MatterRow) -> Cell:
    return _STATE_WORDS.get(row.state) or row.stage.word


def _percent(row: MatterRow) -> Cell:
    return None if row.progress_percent is None else row.progress_percent / 100


def _light(row: MatterRow) -> Cell:
    return "" if row.light is Light.NONE else row.light.word


def _days_left(row: MatterRow) -> Cell:
    """Days still to go, or late: of no meaning once the matter is done."""
    return None if row.stage in (Stage.CLOSED, Stage.CANCELLED) else row.days_left


def _due(row: MatterRow) -> Cell:
    return row.due or row.due_text


def _column(
    key: str, shape: Shape, take: Callable[[MatterRow], Cell], *stored: str, label: str = ""
) -> LedgerColumn:
    return LedgerColumn(key, label or BY_KEY[key].label, shape, take, stored)


def _verbatim(key: str, shape: Shape, *, label: str = "") -> LedgerColumn:
    return LedgerColumn(key, label or BY_KEY[key].label, shape, attrgetter(key), (key,), verbatim=True)


SERIAL = _column("serial", Shape.COUNT, lambda _: None, label="序号")
_KNOWN: tuple[LedgerColumn, ...] = (
    SERIAL,
    _verbatim("number", Shape.WORD),
    _verbatim("title", Shape.LONG),
    _verbatim("ledger", Shape.TEXT),
    _verbatim("source", Shape.TEXT),
    _column("liaison_leaders", Shape.WORD, _joined("liaison_leaders"), "liaison"),
    _column("responsible_leaders", Shape.WORD, _joined("responsible_leaders"), "responsible"),
    _column("lead_unit", Shape.TEXT, attrgetter("lead_unit"), "lead_unit"),
    _column("co_units", Shape.TEXT, _joined("co_units"), "co_units"),
    _column("persons", Shape.WORD, _joined("persons"), "persons"),
    _column("due", Shape.DATE, _due, "due", "due_text"),
    _verbatim("due_text", Shape.TEXT, label="时限原文"),
    _column("status", Shape.WORD, _state, "state", "stage"),
    _column("light", Shape.LIGHT, _light, "light", label="亮灯"),
    _column("light_reason", Shape.TEXT, attrgetter("light_reason"), *SCHEDULE_COLUMNS, label="亮灯说明"),
    _column("days_left", Shape.COUNT, _days_left, "due", "stage", label="剩余天数"),
    _column("progress_percent", Shape.PERCENT, _percent, "progress"),
    _column("updated", Shape.WORD, lambda row: row.updated[:10], "updated", label="最近更新"),
)
_BY_KEY = {column.key: column for column in _KNOWN}
_APART = {"light_reason", "updated"}
LEDGER_KEYS: tuple[str, ...] = tuple(column.key for column in _KNOWN if column.key not in _APART)
"""The columns of an export that names none."""

EXPORTED_LABELS: dict[str, str] = {column.key: column.label for column in _KNOWN}
"""Heading of every column that is no long text, by key."""

OWN_LABELS = frozenset({*EXPORTED_LABELS.values(), "亮灯原因", "剩余工作日", "更新日期"})
"""Headings of our own workbooks, earlier ones included, beside those of long texts."""

LedgerRow = MatterRow | MatterDetail | Line


def chosen_columns(keys: Iterable[str]) -> tuple[LedgerColumn, ...]:
    """The columns of these keys, in this order.

    Raises:
        WrongUseError: no such column.
    """
    return tuple(_BY_KEY.get(key) or _detail_column(key) for key in keys)


def _detail_column(key: str) -> LedgerColumn:
    spec = BY_KEY.get(key)
    name = extra_name(key)
    if spec is None and not name:
        raise WrongUseError(f"没有“{key}”这一列。没有生成文件；请在列设置中选择。")

    label = spec.label if spec else name

    def refuse(_: MatterRow) -> Cell:
        raise WrongUseError(
            f"“{label}”列需要事项的全部内容，本次只有台账行。没有生成文件。请去掉这一列再导出。"
        )

    shape = Shape.LONG if spec and spec.kind is FieldKind.LONG_TEXT else Shape.TEXT
    return LedgerColumn(key, label, shape, refuse)


def row_values(row: LedgerRow, columns: Sequence[LedgerColumn]) -> list[Cell]:
    """The values of one row, column by column; 序号 stays empty."""
    if isinstance(row, MatterRow):
        return [column.take(row) for column in columns]
    line = row.row
    return [column.take(line) if column.key in _BY_KEY else _text(row, column) for column in columns]


def _text(row: MatterDetail | Line, column: LedgerColumn) -> Cell:
    if isinstance(row, Line) and not row.fields:
        return column.take(row.row)
    if isinstance(row, MatterDetail) and (name := extra_name(column.key)):
        return row.extras.get(name, "")
    return row.fields.get(column.key, "")


class ColumnReader:
    """The values of the rows of one export, some hundred rows at a time; 序号 stays empty."""

    def __init__(self, columns: Sequence[LedgerColumn]) -> None:
        """Read these columns."""
        self._columns = columns
        self._known = {
            column.key: Remembered(column.take, column.stored)
            for column in columns
            if column.stored and not column.verbatim
        }
        self._extras = {column.key: name for column in columns if (name := extra_name(column.key))}

    def rows(self, rows: Sequence[MatterRow | MatterDetail]) -> list[Sequence[Cell]]:
        """The values of views or whole matters, column by column."""
        return list(zip(*(row_values(row, self._columns) for row in rows), strict=True))

    def lines(self, lines: Sequence[Line], stored: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
        """The values of lines, column by column: the same as of their views, sooner.

        Args:
            lines: at least one.
            stored: their `stored_columns`.
        """
        words = (
            [extra_words(str(each)) for each in stored[EXTRAS]]
            if self._extras and len(stored) > EXTRAS
            else []
        )
        return [
            [each.get(self._extras[column.key], "") for each in words]
            if words and column.key in self._extras
            else self._stored(column, lines, stored)
            for column in self._columns
        ]

    def _stored(
        self, column: LedgerColumn, lines: Sequence[Line], stored: Sequence[Sequence[Cell]]
    ) -> Sequence[Cell]:
        known = self._known.get(column.key)
        if known is not None:
            return known(lines, stored)
        place = PLACES.get(column.key, len(stored))
        if column.key in _BY_KEY and not column.verbatim:
            return [None] * len(lines)
        return stored[place] if place < len(stored) else [_text(lines[0], column)] * len(lines)
