"""The list under a column's heading: its values with their counts, in the words and order of the office."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ducha_desktop.domain.ledger_query import BANDS, ColumnFilter, LedgerQuery, ListColumn
from ducha_desktop.domain.pinyin import initials
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import DueKind, Light, Priority
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.projection_rows import SEPARATOR
from ducha_desktop.storage.queries import ledger_lists as queries
from ducha_desktop.storage.queries.ledger_lists import MOST

BLANK = "（空白）"
_OWN: dict[ListColumn, str] = {
    ListColumn.LEDGER: "ledgers",
    ListColumn.LIGHT: "lights",
    ListColumn.STATE: "states",
    ListColumn.SOURCE: "sources",
    ListColumn.CATEGORY: "categories",
}
"""Columns whose choice is a filter of the query's own, shared with the chips."""


@dataclass(frozen=True, slots=True)
class ListedValue:
    """One value of a column: its code, its words, under which head it stands, and how many matters have it."""

    code: str
    words: str
    count: int
    head: str = ""
    letters: str = ""


@dataclass(frozen=True, slots=True)
class ValueList:
    """The values of one column in the list as otherwise filtered.

    Attributes:
        cut: there are more values than are listed.
    """

    column: ListColumn
    values: tuple[ListedValue, ...]
    cut: bool = False


def without(query: LedgerQuery, column: ListColumn) -> LedgerQuery:
    """The query without what was chosen in this column."""
    own = _OWN.get(column)
    rest = tuple(each for each in query.columns if each.column is not column)
    cleared = replace(query, columns=rest)
    return _with_own(cleared, own, ()) if own else cleared


def chosen(query: LedgerQuery, column: ListColumn) -> ColumnFilter | None:
    """What the query restricts this column to, None when nothing."""
    own = _OWN.get(column)
    if own and getattr(query, own):
        return ColumnFilter(column, getattr(query, own))
    return next((each for each in query.columns if each.column is column), None)


def choose(query: LedgerQuery, choice: ColumnFilter | None, column: ListColumn) -> LedgerQuery:
    """The query with this choice instead of the column's former one; None restricts it no more."""
    cleared = without(query, column)
    if choice is None:
        return cleared
    own = _OWN.get(column)
    if own and choice.values and not choice.others:
        return _with_own(cleared, own, choice.values)
    return replace(cleared, columns=(*cleared.columns, choice))


def _with_own(query: LedgerQuery, own: str, codes: tuple[str, ...]) -> LedgerQuery:
    changed: dict[str, Any] = {own: codes}
    return replace(query, **changed)


def values(reader: Reader, query: LedgerQuery, column: ListColumn) -> ValueList:
    """The values of a column among the rows that all other filters leave."""
    found = queries.values(
        reader.connection, without(query, column), reader.today, column, table=reader.table
    )
    said = _WORDS.get(column, _plain)
    listed = [_listed(code, number, said(code)) for code, number in found]
    order = _ORDER.get(column)
    if order:
        place = {code: n for n, code in enumerate(order)}
        listed.sort(key=lambda each: place.get(each.code, len(place)))
    listed.sort(key=lambda each: not each.code)  # blanks stand last
    return ValueList(column, tuple(listed[:MOST]), cut=len(listed) >= MOST)


def choice_words(choice: ColumnFilter, most: int) -> str:
    """What was chosen from a column's list: `县住建局、县交通局 等 5 个`, `（空白）以外`; `most` values by name."""
    said = _WORDS.get(choice.column, _plain)
    names = [" ".join(filter(None, reversed(said(value)))) for value in choice.values]
    more = f" 等 {len(names)} 个" if len(names) > most else ""
    return f"{'、'.join(names[:most])}{more}{'以外' if choice.others else ''}"


def _listed(code: str, count: int, words: tuple[str, str]) -> ListedValue:
    text, head = words
    return ListedValue(code, text, count, head, initials(text))


def words_of(column: ListColumn, code: str) -> str:
    """The words of a value of a column where it stands alone: `2026 年 3 月`."""
    words, head = _WORDS.get(column, _plain)(code)
    return f"{head} {words}" if head and code[:1].isdigit() else words


def place_of(column: ListColumn, code: str) -> int:
    """The place of a code in a column of fixed values; blanks and unknown ones stand last."""
    order = _ORDER.get(column, ())
    return order.index(code) if code in order else len(order)


def _plain(code: str) -> tuple[str, str]:
    return (code.replace(SEPARATOR, "、") if code.strip() else BLANK), ""


def _month(code: str) -> tuple[str, str]:
    if len(code) == len("2026-11") and code[:4].isdigit():
        return f"{int(code[5:])} 月", f"{code[:4]} 年"
    if not code:
        return BLANK, ""
    return next((kind.word for kind in DueKind if kind.value == code), code), "没有具体日期"


def _year(code: str) -> tuple[str, str]:
    return (f"{code} 年编号" if code else "尚未编号（拟办）"), ""


def _band(code: str) -> tuple[str, str]:
    if not code:
        return BLANK, ""
    return (f"{code.replace('-', '%～')}%" if code not in {"0", "100"} else f"{code}%"), ""


def _worded(words: type[State] | type[Light] | type[Priority]) -> Callable[[str], tuple[str, str]]:
    known = {member.value: member.word for member in words}
    return lambda code: (known.get(code, code) or BLANK, "")


_WORDS: dict[ListColumn, Callable[[str], tuple[str, str]]] = {
    ListColumn.DUE: _month,
    ListColumn.UPDATED: _month,
    ListColumn.REGISTERED: _month,
    ListColumn.NUMBER: _year,
    ListColumn.PROGRESS: _band,
    ListColumn.LIGHT: _worded(Light),
    ListColumn.STATE: _worded(State),
    ListColumn.PRIORITY: _worded(Priority),
}
_ORDER: dict[ListColumn, tuple[str, ...]] = {
    ListColumn.PROGRESS: BANDS,
    ListColumn.LIGHT: ("red", "orange", "yellow", "green", "grey", "none"),
    ListColumn.STATE: tuple(state.value for state in State),
    ListColumn.PRIORITY: tuple(priority.value for priority in reversed(Priority)),
}
