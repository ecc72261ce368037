"""Saved views: kept, journalled, undone; what they ask for survives being written down."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.due_span import Span, spans
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.ledger_query import (
    ColumnFilter,
    GroupLevel,
    GroupOrder,
    LedgerQuery,
    ListColumn,
    SortKey,
)
from ducha_desktop.domain.saved_view import BUILT_IN, SavedView, moving_span, query_document, read_query
from ducha_desktop.services import history, ledger, matters, saved_views
from ducha_desktop.services.office import Office
from tests.services.conftest import fingerprint

TODAY = date(2026, 11, 18)
TEXTS = st.lists(st.text(max_size=4), max_size=3).map(tuple)
CHOICES = st.builds(ColumnFilter, st.sampled_from(ListColumn), TEXTS, st.booleans())
DAYS = st.none() | st.dates()


@given(
    st.builds(
        LedgerQuery,
        ledgers=TEXTS,
        units=TEXTS,
        incomplete=TEXTS,
        columns=st.lists(CHOICES, max_size=2).map(tuple),
        due_before=DAYS,
        changed_after=st.integers(0, 9),
        search=st.text(max_size=5),
        sort=st.sampled_from(SortKey),
        descending=st.booleans(),
    )
)
def test_a_query_is_read_back_as_it_was_written(query: LedgerQuery) -> None:
    assert read_query(query_document(query)) == query


def test_every_filter_of_a_query_is_kept() -> None:
    asked: dict[str, Any] = {each.name: ("甲",) for each in fields(LedgerQuery)}
    asked |= {each.name: TODAY for each in fields(LedgerQuery) if each.default is None}
    asked |= {"search": "桥", "batch": "批", "changed_after": 3, "unreported": True}
    asked |= {"sort": SortKey.DUE, "descending": True, "columns": (ColumnFilter(ListColumn.DUE, ("",)),)}
    asked |= {"groups": (GroupLevel(ListColumn.LIGHT, GroupOrder.MOST),), "tree": True}
    query = LedgerQuery(**asked)
    assert read_query(query_document(query)) == query
    assert (
        read_query({"unknown": 1, "sort": "later", "units": 3, "columns": [{"column": "later"}]})
        == LedgerQuery()
    )
    assert read_query({"columns": 3, "groups": ["甲", {"column": "later"}]}) == LedgerQuery()


def kept(office: Office) -> list[tuple[str, LedgerQuery, tuple[str, ...]]]:
    with office.read() as reader:
        return [(view.name, view.query, view.order) for view in saved_views.views(reader)]


def test_keep_change_rename_and_put_away(office: Office) -> None:
    before = fingerprint(office)
    view = SavedView("", " 住建口 ", LedgerQuery(units=("县住建局",)), order=("title", "number"))
    with office.write("view.keep", words="保存视图") as work:
        uid = saved_views.keep(work, view)
    first = [("住建口", view.query, view.order)]
    assert kept(office) == first
    with office.write("view.keep", words="更新视图") as work:
        assert saved_views.keep(work, SavedView(uid, "住建口", LedgerQuery())) == uid
    with office.write("view.rename", words="改名") as work:
        saved_views.rename(work, uid, "住建局")
    assert kept(office) == [("住建局", LedgerQuery(), ())]
    with office.write("view.delete", words="删除视图") as work:
        assert saved_views.delete(work, uid) == "住建局"
    assert kept(office) == []
    for _ in range(3):
        history.undo(office)
    assert kept(office) == first
    history.undo(office)
    assert kept(office) == []
    history.redo(office)
    assert kept(office) == first
    assert fingerprint(office) == before, "a view is no matter of the office"


@pytest.mark.parametrize("name", ["", "  ", "长" * 21, "已逾期", "住建口"])
def test_names_that_do_not_do(office: Office, name: str) -> None:
    with office.write("view.keep", words="保存视图") as work:
        saved_views.keep(work, SavedView("", "住建口", LedgerQuery()))
    with pytest.raises(WrongUseError), office.write("view.keep", words="保存视图") as work:
        saved_views.keep(work, SavedView("", name, LedgerQuery()))
    with pytest.raises(WrongUseError), office.write("view.keep", words="保存视图") as work:
        saved_views.rename(work, "没有", "新的")


def test_a_view_leaves_the_ledger_untouched(office: Office) -> None:
    with office.write("matter.add", words="新增") as work:
        matters.add(work, {"title": "修桥"})
    with office.write("view.keep", words="保存视图") as work:
        saved_views.keep(work, SavedView("", "住建口", LedgerQuery()))
        changes = work
    assert not changes._matters, "no light is judged anew for a view"


def test_spans_move_with_the_day(office: Office) -> None:
    with office.read() as reader:
        for view in BUILT_IN:
            assert ledger.count(reader, view.on(reader.today)) == 0
    week = next(view for view in BUILT_IN if view.span)
    assert (week.on(TODAY).due_after, week.on(TODAY).due_before) == (date(2026, 11, 16), date(2026, 11, 22))
    after, before = spans(Span.MONTH, TODAY)
    assert moving_span(LedgerQuery(due_after=after, due_before=before), TODAY) == "month"
    assert moving_span(LedgerQuery(due_before=TODAY), TODAY) == moving_span(LedgerQuery(), TODAY) == ""
