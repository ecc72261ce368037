"""A view of the ledger that a clerk keeps under a name: filters, order and columns."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from ducha_desktop.domain.due_span import Span, span_of, spans
from ducha_desktop.domain.ladder import Pressed
from ducha_desktop.domain.ledger_query import (
    ColumnFilter,
    GroupLevel,
    GroupOrder,
    LedgerQuery,
    ListColumn,
    SortKey,
)
from ducha_desktop.domain.vocabulary import Light, Stage

MOST_CHARACTERS = 20
"""Of the name of a view."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named view.

    Attributes:
        uid: identity; a built-in one has its code.
        query: filters and order.
        span: a deadline span that moves with the day (`Span`), empty for fixed days.
        order: keys of the columns from the left; empty where the view leaves the columns alone.
        shown: keys of those shown.
        frozen: how many stand still.
        built_in: comes with the program and cannot be changed.
    """

    uid: str
    name: str
    query: LedgerQuery
    span: str = ""
    order: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    frozen: int = 2
    built_in: bool = False

    def on(self, today: date) -> LedgerQuery:
        """The filters as of `today`."""
        span = next((each for each in Span if each.value == self.span), None)
        if span is None:
            return self.query
        after, before = spans(span, today)
        return replace(self.query, due_after=after, due_before=before)


def moving_span(query: LedgerQuery, today: date) -> str:
    """The span of deadlines that the query asks for and that moves with the day; empty when none."""
    if query.due_after is None and query.due_before is None:
        return ""
    return span_of(query.due_after, query.due_before, today)


_OPEN = (Stage.OPEN.value,)
BUILT_IN: tuple[SavedView, ...] = (
    SavedView(
        "this-week", "本周到期", LedgerQuery(stages=_OPEN, sort=SortKey.DUE), "this_week", built_in=True
    ),
    SavedView(
        "overdue",
        "已逾期",
        LedgerQuery(stages=_OPEN, lights=(Light.RED.value,), sort=SortKey.DUE),
        built_in=True,
    ),
    SavedView(
        "unreported", "未报进展", LedgerQuery(stages=_OPEN, unreported=True, sort=SortKey.DUE), built_in=True
    ),
    SavedView(
        "closing", "待销号", LedgerQuery(stages=(Stage.CLOSING.value,), sort=SortKey.UPDATED), built_in=True
    ),
    SavedView(
        "to-urge",
        "待催办",
        LedgerQuery(pressed=(Pressed.TO_URGE.value,), sort=SortKey.DUE),
        built_in=True,
    ),
    SavedView(
        "listed", "挂牌督办", LedgerQuery(pressed=(Pressed.LISTED.value,), sort=SortKey.DUE), built_in=True
    ),
    SavedView(
        "snails", "蜗牛件", LedgerQuery(pressed=(Pressed.SNAIL.value,), sort=SortKey.DUE), built_in=True
    ),
    SavedView("drafts", "拟办未立项", LedgerQuery(stages=(Stage.DRAFT.value,)), built_in=True),
)
"""Views that come with the program."""


def query_document(query: LedgerQuery) -> dict[str, Any]:
    """What differs from a query for everything, as plain values to keep."""
    usual = LedgerQuery()
    told = {each.name: getattr(query, each.name) for each in fields(query)}
    return {name: _plain(value) for name, value in told.items() if value != getattr(usual, name)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, ColumnFilter):
        return {"column": value.column.value, "values": list(value.values), "others": value.others}
    if isinstance(value, GroupLevel):
        return {"column": value.column.value, "order": value.order.value}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def read_query(document: Mapping[str, Any]) -> LedgerQuery:
    """The query of a kept document; what this program does not know is left aside."""
    known: dict[str, Any] = {}
    for each in fields(LedgerQuery):
        if each.name in document:
            known[each.name] = _read(document[each.name], each.name, each.default)
    return LedgerQuery(**known)


def _read(value: Any, name: str, usual: Any) -> Any:
    """A kept value as what the field holds; what it cannot be is as if it had not been kept."""
    if name in ("columns", "groups"):
        chosen = filter(_is_choice, value if isinstance(value, list) else ())
        return tuple(map(_choice if name == "columns" else _level, chosen))
    if name == "sort":
        return next((key for key in SortKey if key.value == value), usual)
    if usual is None:
        return date.fromisoformat(value)
    if isinstance(usual, tuple):
        return tuple(map(str, value)) if isinstance(value, list) else usual
    return type(usual)(value)


def _is_choice(kept: Any) -> bool:
    return isinstance(kept, Mapping) and any(column.value == kept.get("column") for column in ListColumn)


def _choice(kept: Mapping[str, Any]) -> ColumnFilter:
    values = tuple(map(str, kept["values"]))
    return ColumnFilter(ListColumn(kept["column"]), values, others=bool(kept.get("others")))


def _level(kept: Mapping[str, Any]) -> GroupLevel:
    order = next((each for each in GroupOrder if each.value == kept.get("order")), GroupOrder.OFFICIAL)
    return GroupLevel(ListColumn(kept["column"]), order)
