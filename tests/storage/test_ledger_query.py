"""Filters, orders, pages and counts: SQL against the same question asked in Python over all rows."""

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ducha_desktop.domain.completeness import Standard
from ducha_desktop.domain.ledger_query import ColumnFilter, LedgerQuery, ListColumn, SortKey
from ducha_desktop.domain.states import Action
from ducha_desktop.models.register import Unit
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, ledger, ledger_lists, ledger_table, matters
from ducha_desktop.services.detail import detail
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.services.views import MatterRow
from tests.complete import open_gates

TODAY = date(2026, 11, 22)
ALL = LedgerQuery()
ROWS: tuple[dict[str, str], ...] = (
    {"title": "修桥", "ledger": "民生实事", "lead_unit": "县交通局", "co_units": "县财政局", "due": "2026-11-20", "responsible_leaders": "陆明", "source": "常委会"},
    {"title": "第二污水处理厂提标", "lead_unit": "县住建局", "due": "2026-11-24", "liaison_leaders": "何㛃", "number": "甲-7", "progress_percent": "40%"},
    {"title": "河道清淤", "lead_unit": "县水务局、县交通局", "due": "2027-03-01", "responsible_leaders": "何㛃、陆明", "source": "全委会", "target": "清淤十公里", "category": "水利"},
    {"title": "安全生产", "ledger": "民生实事", "due": "长期坚持", "lead_unit": "县应急局", "townships": "白杨乡", "category": "安全"},
    {"title": "立行立改", "due": "立行立改", "progress_percent": "60%"},
    {"title": "_%'\"*()", "due": "2026-12-31", "source": "100%"},
)  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("query") / "台账"
    with found(folder, county="云岭县", clock=FixedClock(TODAY)) as office:
        open_gates(office)
        fill(office)
        yield office


def fill(office: Office) -> None:
    uids = []
    for values in ROWS:
        with office.write("matter.add", words="新增") as work:
            uids.append(matters.add(work, values).uid)
    for place, uid in enumerate(reversed(uids[:5])):
        for action in (Action.APPROVE, Action.ASSIGN, Action.SIGN, Action.REPORT, Action.CLAIM_DONE)[
            : place + 1
        ]:
            with office.write("matter.act", words="办") as work:
                acts.act(work, uid, action)


@pytest.fixture(params=["now", "then"])
def reader(county: Office, request: pytest.FixtureRequest) -> Any:
    """The present, and the same day as of that day: both must answer alike."""
    with county.read() as now:
        if request.param == "now":
            yield now
        else:
            with ledger.as_of(now, date(2026, 11, 22)) as then:
                yield then


def titles(reader: Reader, **query: Any) -> list[str]:
    asked = LedgerQuery(**query)
    rows = list(ledger.every(reader, asked))
    assert ledger.count(reader, asked) == len(rows)
    assert ledger.page(reader, asked, limit=100) == rows
    assert ledger.page(reader, asked, offset=1, limit=2) == rows[1:3]
    for place, row in enumerate(rows):
        assert ledger.position(reader, asked, row.uid) == place
        stretch = ledger_table.page(reader, asked, offset=place, limit=2, keys=(), count=len(rows))
        assert stretch == rows[place : place + 2], "from either end of the list"
    counted = ledger.tallies(reader, asked)
    assert counted.rows == len(rows)
    assert Counter(counted.lights) == Counter(row.light.value for row in rows)
    assert Counter(counted.states) == Counter(row.state for row in rows)
    return [row.title for row in rows]


@pytest.mark.parametrize("key", list(SortKey))
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_total_and_turns_round(reader: Reader, key: SortKey, descending: bool) -> None:
    found = titles(reader, sort=key, descending=descending)
    assert sorted(found) == sorted(values["title"] for values in ROWS)
    value = VALUES.get(key)
    if value is not None:
        rows = ledger.page(reader, LedgerQuery(sort=key, descending=descending))
        told = [value(row) for row in rows if value(row) is not None]
        assert all((a >= b) if descending else (a <= b) for a, b in pairwise(told))
        assert [value(row) for row in rows][: len(told)] == told, "rows without a value stand last"


VALUES: dict[SortKey, Any] = {
    SortKey.TITLE: lambda row: row.title,
    SortKey.DUE: lambda row: row.due,
    SortKey.PROGRESS: lambda row: row.progress_percent,
    SortKey.STATE: lambda row: "DALJQFYGBVWXZC".index(row.state),
    SortKey.LIAISON: lambda row: row.liaison_leaders or None,
}


def test_filters_ask_for_what_the_rows_say(reader: Reader) -> None:
    rows: list[MatterRow] = list(ledger.every(reader, ALL))
    assert titles(reader, ledgers=("民生实事",)) == ["修桥", "安全生产"]
    assert titles(reader, units=("县交通局",)) == ["修桥", "河道清淤"]
    assert titles(reader, units=("白杨乡", "县财政局")) == ["修桥", "安全生产"]
    assert titles(reader, leaders=("何㛃",)) == ["第二污水处理厂提标", "河道清淤"]
    assert titles(reader, sources=("常委会", "100%")) == ["修桥", "_%'\"*()"]
    assert titles(reader, due_before=date(2026, 11, 24)) == ["修桥", "第二污水处理厂提标"]
    assert titles(reader, due_after=date(2026, 11, 24), due_before=date(2026, 12, 31)) == [
        "第二污水处理厂提标",
        "_%'\"*()",
    ]
    for state in {row.state for row in rows}:
        assert titles(reader, states=(state,)) == [row.title for row in rows if row.state == state]
    for light in {row.light for row in rows}:
        assert titles(reader, lights=(light.value,)) == [row.title for row in rows if row.light is light]
    assert (
        titles(reader, units=("没有",))
        == titles(reader, batch="没有")
        == titles(reader, ledgers=("没有",))
        == []
    )
    assert titles(reader, units=("县交通局",), leaders=("陆明",), stages=("closing",)) == ["修桥"]


def test_class_lead_and_parts(reader: Reader) -> None:
    assert titles(reader, categories=("水利",)) == ["河道清淤"]
    assert titles(reader, categories=("安全", "水利")) == ["河道清淤", "安全生产"]
    assert titles(reader, leads=("县交通局",)) == ["修桥"]
    assert titles(reader, leads=("县交通局", "县应急局"), ledgers=("民生实事",)) == ["修桥", "安全生产"]
    assert titles(reader, leads=("没有",)) == titles(reader, parents=("没有",)) == []


@pytest.mark.parametrize("standard", list(Standard))
def test_incomplete_is_what_the_detail_says(reader: Reader, standard: Standard) -> None:
    lacking = [
        row.title
        for row in ledger.every(reader, ALL)
        if any(words.startswith(standard.word) for words in detail(reader, row.uid).missing)
    ]
    assert titles(reader, incomplete=(standard.value,)) == lacking
    assert ("河道清淤" in lacking) is (standard is not Standard.FOUR)
    every = titles(reader, incomplete=tuple(Standard))
    assert set(lacking) <= set(every)


def test_changed_after_an_entry(reader: Reader) -> None:
    last = {
        row.title: max(line.entry for line in detail(reader, row.uid).timeline)
        for row in ledger.every(reader, ALL)
    }
    for entry in sorted(last.values()):
        wanted = [title for title, seq in last.items() if seq > entry]
        assert titles(reader, changed_after=entry) == wanted


def test_what_belongs_to_a_matter_and_a_renamed_unit(tmp_path: Path) -> None:
    with found(tmp_path / "部", county="云岭县", clock=FixedClock(TODAY)) as office:
        with office.write("matter.add", words="新增") as work:
            plan = matters.add(work, {"title": "计划", "lead_unit": "县交通局"})
            matters.add(work, {"title": "具体工作"}, parent_uid=plan.uid)
        with office.read() as reader:
            assert titles(reader, parents=(plan.uid,)) == ["具体工作"]
            entry = max(line.entry for line in detail(reader, plan.uid).timeline)
        with office.write("unit.rename", words="改名") as work:
            (unit,) = work.all(Unit, Unit.name == "县交通局")
            unit.name = "县交通运输局"
            work.session.add(unit)
        with office.read() as reader:
            assert titles(reader, changed_after=entry) == [], "a new name in the register changes no matter"
            assert titles(reader, leads=("县交通运输局",)) == titles(reader, leads=(unit.uid,)) == ["计划"]
            with ledger.as_of(reader, TODAY, known=None) as then:
                assert titles(then, leads=(unit.uid,)) == ["计划"]


def test_a_part_narrows_units_and_leaders(reader: Reader) -> None:
    assert titles(reader, units=("县交通局",), roles=("lead",)) == ["修桥"]
    assert titles(reader, units=("县交通局",), roles=("co",)) == ["河道清淤"]
    assert titles(reader, leaders=("何㛃",), roles=("liaison",)) == ["第二污水处理厂提标"]
    assert titles(reader, leaders=("何㛃",), roles=("responsible", "lead")) == ["河道清淤"]
    assert titles(reader, leaders=("何㛃",), roles=("person",)) == []
    assert len(titles(reader, roles=("lead",))) == len(ROWS), "a part alone restricts nothing"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("污水", ["第二污水处理厂提标"]), ("甲-7", ["第二污水处理厂提标"]), ("拟-1", ["修桥"]), ("拟1", ["修桥"]), ("2026-5", ["修桥"]),
        ("督办〔2026〕5号", ["修桥"]), ("住建 污水", ["第二污水处理厂提标"]), ("陆明", ["修桥", "河道清淤"]), ("没有这回事", []), ("'\"", []), ("*", []), ("(", []),
    ],
)  # fmt: skip
def test_searching(reader: Reader, words: str, wanted: list[str]) -> None:
    assert titles(reader, search=words) == wanted
    assert titles(reader, search=words, sort=SortKey.TITLE, descending=True) == sorted(wanted, reverse=True)


def test_choices_are_what_is_there(county: Office) -> None:
    with county.read() as reader:
        choices = ledger.choices(reader)
    assert {name for _, name in choices.leaders} == {"陆明", "何㛃"}
    assert "民生实事" in [name for _, name in choices.ledgers]
    assert choices.sources == ("100%", "全委会", "常委会")
    uid = next(uid for uid, name in choices.units if name == "县交通局")
    with county.read() as reader:
        assert titles(reader, units=(uid,)) == ["修桥", "河道清淤"]


def test_an_empty_office(tmp_path: Path) -> None:
    with found(tmp_path / "空", county="云岭县", clock=FixedClock(TODAY)) as office, office.read() as reader:
        assert titles(reader) == titles(reader, search="什么") == []
        assert ledger.tallies(reader, ALL).total == 0


BLANK_KINDS = {"date", "none", "long_term", "immediate", "recurring"}
CELLS: dict[ListColumn, Any] = {
    ListColumn.LEDGER: lambda row: row.ledger,
    ListColumn.SOURCE: lambda row: row.source,
    ListColumn.LIAISON: lambda row: "\n".join(row.liaison_leaders),
    ListColumn.RESPONSIBLE: lambda row: "\n".join(row.responsible_leaders),
    ListColumn.LEAD_UNIT: lambda row: row.lead_unit,
    ListColumn.CO_UNITS: lambda row: "\n".join(row.co_units),
    ListColumn.LIGHT: lambda row: row.light.value,
    ListColumn.STATE: lambda row: row.state,
    ListColumn.UPDATED: lambda row: row.updated[:7],
    ListColumn.PROGRESS: lambda row: {None: "", 40: "25-49", 60: "50-74"}[row.progress_percent],
    ListColumn.DUE: lambda row: str(row.due or "")[:7],
}


@pytest.mark.parametrize("column", list(ListColumn))
def test_the_list_of_a_column_counts_what_choosing_shows(reader: Reader, column: ListColumn) -> None:
    base = LedgerQuery(due_before=date(2099, 1, 1)) if column is ListColumn.PROGRESS else ALL
    listed = ledger_lists.values(reader, base, column)
    assert sum(value.count for value in listed.values) == ledger.count(reader, base)
    assert len({value.code for value in listed.values}) == len(listed.values) > 0
    cell = CELLS.get(column)
    for value in listed.values:
        choice = ColumnFilter(column, (value.code,))
        asked = ledger_lists.choose(base, choice, column)
        assert ledger_lists.chosen(asked, column) == choice
        assert ledger_lists.without(asked, column) == base
        rows = list(ledger.every(reader, asked))
        assert len(rows) == value.count == ledger.count(reader, asked)
        if cell is not None and not (column is ListColumn.DUE and value.code in BLANK_KINDS):
            assert {cell(row) for row in rows} == {value.code}
        rest = ledger_lists.choose(base, ColumnFilter(column, (value.code,), others=True), column)
        assert ledger.count(reader, rest) == ledger.count(reader, base) - value.count
        assert ledger_lists.values(reader, asked, column) == listed, "its own choice narrows no list"
    everything = ColumnFilter(column, tuple(value.code for value in listed.values))
    assert ledger.count(reader, ledger_lists.choose(base, everything, column)) == ledger.count(reader, base)


def test_lists_speak_the_words_of_the_office(reader: Reader) -> None:
    due = ledger_lists.values(reader, ALL, ListColumn.DUE).values
    assert [(value.head, value.words, value.count) for value in due] == [
        ("2026 年", "11 月", 2), ("2026 年", "12 月", 1), ("2027 年", "3 月", 1),
        ("没有具体日期", "立行立改", 1), ("没有具体日期", "长期", 1),
    ]  # fmt: skip
    leaders = ledger_lists.values(reader, ALL, ListColumn.RESPONSIBLE).values
    assert [value.words for value in leaders][-1] == ledger_lists.BLANK
    assert ledger_lists.values(reader, ALL, ListColumn.LEAD_UNIT).values[0].letters
    percent = ledger_lists.values(reader, ALL, ListColumn.PROGRESS).values
    assert [(value.words, value.count) for value in percent] == [
        ("25%～49%", 1),
        ("50%～74%", 1),
        ("（空白）", 4),
    ]
    narrowed = LedgerQuery(ledgers=("民生实事",))
    assert [value.count for value in ledger_lists.values(reader, narrowed, ListColumn.DUE).values] == [1, 1]


def test_months_that_follow_each_other_are_one_stretch(reader: Reader) -> None:
    months = ColumnFilter(ListColumn.DUE, ("2027-01", "2026-12", "2026-11", "long_term"))
    assert titles(reader, columns=(months,)) == ["修桥", "第二污水处理厂提标", "安全生产", "_%'\"*()"]
    assert titles(reader, columns=(ColumnFilter(ListColumn.DUE, ("乱写",)),)) == []


def test_a_place_of_the_whole_ledger_is_found_among_the_ids_alone(county: Office) -> None:
    with county.read() as reader:
        run = reader.connection.execute
        for statement in (
            "SELECT id FROM ledger_row ORDER BY id LIMIT 128 OFFSET 500000",
            "SELECT id FROM ledger_row ORDER BY id DESC LIMIT 128 OFFSET 300000",
            "SELECT count(*) FROM ledger_row WHERE (id) < 500000",
        ):
            (plan,) = run(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            assert "COVERING INDEX ix_ledger_row_entry" in plan[3], statement
