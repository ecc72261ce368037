"""The lists under the headings: what they offer, what choosing shows, by mouse and by keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ducha_desktop.domain.due_span import Span, span_of, spans, words_of
from ducha_desktop.domain.ledger_query import BANDS, ColumnFilter, LedgerQuery, ListColumn
from ducha_desktop.domain.vocabulary import AssignmentRole
from ducha_desktop.models.register import Unit
from ducha_desktop.services import ledger
from ducha_desktop.services.holders import assign_uid
from ducha_desktop.services.register_editing import save_person, save_unit
from ducha_desktop.services.register_terms import save_post
from ducha_desktop.ui.pages.ledger.columns import COLUMNS
from ducha_desktop.ui.tables.header_values import ValueModel
from tests.ui.conftest import TODAY, settle

NUMBER = {column.key: place for place, column in enumerate(COLUMNS)}


@pytest.fixture
def page(program):
    return program.window.ledger


def opened(program, page, key):
    page.lists.open(NUMBER[key])
    settle(program)
    return page.lists.popup


def lines(popup):
    model = popup.values
    return [str(model.index(n).data()).strip("　") for n in range(model.rowCount())]


def tick(popup, *words):
    said = lines(popup)
    for word in words:
        popup.values.toggle(said.index(word))


def test_choosing_values_narrows_the_list_and_fills_the_mark(program, page):
    popup = opened(program, page, "lead_unit")
    assert lines(popup) == ["（全选）", "县交通局", "县住建局", "县卫健局"]
    tick(popup, "（全选）")
    assert not popup.go.isEnabled(), "a column without any value would be an empty list"
    tick(popup, "县卫健局")
    popup.go.click()
    settle(program)
    assert {row.lead_unit for row in map(page.model.row, range(page.model.rowCount()))} == {"县卫健局"}
    assert page.table.headings._active == {NUMBER["lead_unit"]}
    assert page.filters._clear.text() == "清除筛选（只看牵头单位：县卫健局）"
    assert opened(program, page, "lead_unit").values.picked == 1
    page.lists.popup._off.click()
    settle(program)
    assert page.model.rowCount() == 40
    assert not page.table.headings._active


def test_a_choice_of_light_is_that_of_the_chip(program, page):
    popup = opened(program, page, "light")
    tick(popup, "（全选）", "红灯")
    popup._finish()
    settle(program)
    assert page.filters._lights.picked == ("red",)
    assert page.table.headings._active == {NUMBER["light"]}
    page.clear_filters()
    settle(program)
    assert not page.table.headings._active


def test_years_take_their_months_along_and_a_search_ticks_what_it_finds(program, page):
    popup = opened(program, page, "due")
    said = lines(popup)
    assert said[:2] == ["（全选）", "2026 年"]
    tick(popup, "（全选）", "2026 年")
    assert popup.values.picked == 2
    popup.search.setText("12")
    assert lines(popup) == ["（全选查到的）", "2026 年", "12 月"]
    popup.go.click()
    settle(program)
    months = {str(page.model.row(n).due)[:7] for n in range(page.model.rowCount())}
    assert months == {"2026-12"}


def test_initials_find_a_value(program, page):
    popup = opened(program, page, "lead_unit")
    popup.search.setText("xjt")
    assert lines(popup) == ["（全选查到的）", "县交通局"]
    popup.search.setText("没有")
    assert lines(popup) == []
    assert not popup.go.isEnabled()
    popup.search.setText("")
    popup.values.invert()
    assert popup.values.picked == 0


def test_by_keys_alone(program, page):
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, NUMBER["state"]))
    page.lists.open_here()
    settle(program)
    popup = page.lists.popup
    QTest.keyClick(popup.search, Qt.Key.Key_Down)
    popup.list.setCurrentIndex(popup.values.index(0))
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    popup.list.setCurrentIndex(popup.values.index(1))
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    QTest.keyClick(popup.list, Qt.Key.Key_Return)
    settle(program)
    assert len({page.model.row(n).state for n in range(page.model.rowCount())}) == 1


def test_the_mark_opens_the_list_and_the_rest_of_the_heading_sorts(program, page):
    header = page.table.headings
    mark = header.mark_place(NUMBER["due"])
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=mark.center())
    settle(program)
    assert page.lists.popup is not None
    assert page.lists.popup.isVisible()
    page.lists.popup.close()
    assert page.query.sort.value == "entry"
    opened(program, page, "due")._sort(descending=True)
    settle(program)
    assert (page.query.sort.value, page.query.descending) == ("due", True)


def test_leaving_without_choosing_changes_nothing(program, page):
    popup = opened(program, page, "lead_unit")
    tick(popup, "县交通局")
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    settle(program)
    assert page.query == LedgerQuery()


def test_few_left_out_of_many_are_kept_as_what_is_left_out(qapp):
    from ducha_desktop.services.ledger_lists import ListedValue, ValueList

    model = ValueModel(qapp)
    many = ValueList(ListColumn.PERSONS, tuple(ListedValue(f"人{n}", f"人{n}", 1) for n in range(300)))
    model.show_values(many, None)
    model.toggle(5)
    assert model.choice() == ColumnFilter(ListColumn.PERSONS, ("人4",), others=True)
    model.show_values(many, model.choice())
    assert model.picked == 299
    assert len(BANDS) == 6


def test_a_span_of_deadlines_is_one_at_a_time(program, page):
    for span in Span:
        assert span_of(*spans(span, TODAY), TODAY) == span.value
    page.filters._due.pick([Span.WEEK.value])
    page.filters._due.changed.emit()
    settle(program)
    assert (page.query.due_after, page.query.due_before) == spans(Span.WEEK, TODAY)
    page.filters._due.pick([Span.WEEK.value, Span.PAST.value])
    page.filters._due.changed.emit()
    settle(program)
    assert page.filters._due.picked == (Span.PAST.value,)
    assert all(page.model.row(n).due < TODAY for n in range(page.model.rowCount()))
    page.ask(LedgerQuery(due_before=spans(Span.TODAY, TODAY)[0], incomplete=("seven",)))
    settle(program)
    assert words_of(None, TODAY) in page.filters._due.picked
    assert "缺七定" in page.filters._clear.text()
    page.filters._clear.click()
    settle(program)
    assert page.query == LedgerQuery()


def test_what_restricts_the_list_is_said_by_column_and_values(program, page):
    said = {
        LedgerQuery(states=("Q", "J")): "状态：承办中、已交办",
        LedgerQuery(categories=("民生", "")): "类别：民生、（空白）",
        LedgerQuery(registered_after=date(2026, 11, 1), registered_before=date(2026, 11, 30)): (
            "2026-11-01 至 2026-11-30 登记"
        ),
        LedgerQuery(columns=(ColumnFilter(ListColumn.DUE, ("2026-11",)),)): "时限：2026 年 11 月",
        LedgerQuery(columns=(ColumnFilter(ListColumn.PERSONS, ("甲", "乙", "丙", "丁"), others=True),)): (
            "责任人：甲、乙、丙 等 4 个以外"
        ),
    }
    for query, words in said.items():
        page.filters.show_query(query)
        assert page.filters._clear.text() == f"清除筛选（只看{words}）"
        assert page.filters._clear.toolTip() == words
    with program.door.office.read() as reader:
        uids = {name: uid for uid, name in ledger.choices(reader).units}
    page.filters.show_query(LedgerQuery(leads=(uids["县住建局"],)))
    assert "牵头单位：县住建局" in page.filters._clear.text()


def test_whoever_is_filtered_by_is_named_and_told_apart(program, page):
    """Two of one name, one of whom leads nothing: the chip never shows an identity."""
    office = program.door.office
    with office.write("register.person", words="名册") as work:
        same = save_person(work, {"name": "李国强", "unit": "县卫健局"})
        only = save_person(work, {"name": "赵一", "unit": "县交通局"})
        first = work.raw.execute("SELECT uid FROM matter ORDER BY id LIMIT 1").fetchone()[0]
        assign_uid(work, first, AssignmentRole.PERSON, same)
        assign_uid(work, first, AssignmentRole.PERSON, only)
    program.window.refresh()
    settle(program)
    for uid, words in ((same, "领导：李国强（县卫健局）"), (only, "领导：赵一")):
        page.ask(LedgerQuery(leaders=(uid,), roles=("person",)))
        settle(program)
        assert page.model.rowCount() == 1
        assert page.filters._leaders.text() == words
        assert page.filters._leaders.toolTip() == words.removeprefix("领导：")
    with office.write("register.person", words="任职") as work:
        save_post(work, same, {"title": "副局长", "level": "单位负责人", "unit": "县卫健局"})
    with office.read() as reader:
        found = ledger.choices(reader)
    assert dict(found.named)[same] == "李国强（县卫健局 副局长）"
    assert same not in dict(found.leaders), "who leads nothing is not offered as a leader"
    with office.write("register.delete", words="删除") as work:
        gone = save_unit(work, {"name": "临时指挥部"})
        work.remove(work.find(Unit, gone))
    program.window.refresh()
    settle(program)
    page.ask(LedgerQuery(units=(gone,)))
    settle(program)
    assert page.filters._units.text() == "单位：临时指挥部"
