"""The ledger under headings: counts and sub-totals that add up, the tree, moving matters, the export of it all."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from ducha_desktop.documents.ledger_pdf import render_ledger
from ducha_desktop.domain.errors import NotFoundError, WrongUseError
from ducha_desktop.domain.ledger_query import GroupLevel, GroupOrder, LedgerQuery, ListColumn, SortKey
from ducha_desktop.domain.saved_view import query_document, read_query
from ducha_desktop.exchange.writer import write_ledger
from ducha_desktop.services import history, ledger, matters, matters_moving, outline_groups, outline_tree
from ducha_desktop.services.detail import detail
from ducha_desktop.services.outline import GROUPABLE, Folding, Heading, Hidden, Plan, Stretch, TreeRow
from ducha_desktop.services.outline_export import Band, arranged_details, arranged_rows
from ducha_desktop.services.outline_tree import Outline, outline_of
from ducha_desktop.services.wholes import EXPORT_KEYS
from tests.services.conftest import fingerprint, in_step, rows

UNIT, DUE, STATE, LIGHT = ListColumn.LEAD_UNIT, ListColumn.DUE, ListColumn.STATE, ListColumn.LIGHT
OPEN = LedgerQuery(stages=("open",), sort=SortKey.DUE)


def grouped(*columns: ListColumn, query: LedgerQuery = OPEN, order=GroupOrder.OFFICIAL) -> LedgerQuery:
    return replace(query, groups=tuple(GroupLevel(column, order) for column in columns))


def laid(reader, query, folding=None) -> tuple[Outline, Plan, list]:
    outline = outline_of(query, folding)
    plan = outline.plan(reader)
    return outline, plan, outline.lines(reader, plan, 0, plan.count - 1)


def headings(plan: Plan) -> list[Heading]:
    return [part for part in plan.parts if isinstance(part, Heading)]


@pytest.mark.parametrize("column", GROUPABLE)
def test_every_matter_stands_once_under_its_heading(county, column):
    with county.read() as reader:
        outline, plan, lines = laid(reader, grouped(column), Folding())
        flat = [row.uid for row in ledger.every(reader, OPEN)]
        found = [line.uid for line in lines if not isinstance(line, Heading)]
        assert sorted(found) == sorted(flat)
        assert sum(heading.count for heading in headings(plan)) == len(flat)
        for part in plan.parts:
            if isinstance(part, Stretch):  # the order inside a group is that of the list
                first, _ = plan.stretch_of(part.path)
                inside = [line.uid for line in lines[first : first + part.count]]
                assert inside == [uid for uid in flat if uid in set(inside)]
        figures = outline.figures(reader, headings(plan))
        tallies = ledger.tallies(reader, OPEN)
        told = [figures[heading.path] for heading in headings(plan)]
        assert [each.rows for each in told] == [heading.count for heading in headings(plan)]
        assert sum(each.open for each in told) == tallies.stages["open"]
        assert sum(each.red for each in told) == tallies.lights.get("red", 0)


def test_two_levels_with_folding_places_and_sums(county):
    query = grouped(UNIT, STATE, query=LedgerQuery())
    with county.read() as reader:
        outline, plan, lines = laid(reader, query, Folding())
        tops = [heading for heading in headings(plan) if heading.level == 0]
        for top in tops[:5]:
            below = [h for h in headings(plan) if h.level == 1 and h.path[0] == top.path[0]]
            assert sum(each.count for each in below) == top.count
        at = next(n for n, line in enumerate(lines) if not isinstance(line, Heading) and n > 30)
        assert outline.place(reader, plan, lines[at].uid) == at
        assert plan.heading(plan.above(at)).path == plan.part_at(at)[0].path
        folded = outline_of(query, outline.folding.turned(tops[0].path), before=outline)
        shorter = folded.plan(reader)
        first, last = plan.under(0)
        assert plan.count - shorter.count == last - first + 1
        inner = next(line for line in lines[first : last + 1] if not isinstance(line, Heading))
        hidden = folded.place(reader, shorter, inner.uid)
        assert isinstance(hidden, Hidden)
        assert folded.folding.showing(hidden.path) == outline.folding
        assert folded.figures(reader, tops[:1])[tops[0].path].rows == tops[0].count


def test_the_order_of_groups(county):
    with county.read() as reader:
        most = [
            h.count
            for h in headings(laid(reader, grouped(UNIT, order=GroupOrder.MOST))[1])
            if h.words != "（空白）"
        ]
        assert most == sorted(most, reverse=True)
        lights = [h.words for h in headings(laid(reader, grouped(LIGHT))[1])]
        assert lights == sorted(lights, key=["红灯", "橙灯", "黄灯", "绿灯", "灰灯", "无灯"].index)
        months = [h.path[0] for h in headings(laid(reader, grouped(DUE))[1])]
        back = [h.path[0] for h in headings(laid(reader, grouped(DUE, order=GroupOrder.REVERSE))[1])]
        assert [m for m in back if m] == [m for m in reversed(months) if m]


def test_slow_lists_are_put_in_order_once(county, monkeypatch):
    query = grouped(ListColumn.LIAISON, query=LedgerQuery(sort=SortKey.TITLE))
    with county.read() as reader:
        quick = [getattr(line, "uid", line) for line in laid(reader, query, Folding())[2]]
        monkeypatch.setattr(outline_groups, "SLOW", -1.0)
        outline, plan, _ = laid(reader, query, Folding())
        again = [
            line
            for n in range(0, plan.count, 50)
            for line in outline.lines(reader, plan, n, min(n + 49, plan.count - 1))
        ]
        assert [getattr(line, "uid", line) for line in again] == quick
        assert outline.counted.orders


def test_too_many_groups_are_refused_in_a_sentence(county, monkeypatch):
    monkeypatch.setattr(outline_groups, "MOST_GROUPS", 3)
    with county.read() as reader, pytest.raises(WrongUseError, match="分得太细"):
        outline_of(grouped(UNIT), None).plan(reader)


def test_long_lists_open_folded(county, monkeypatch):
    monkeypatch.setattr(outline_groups, "MOST_UNFOLDED", 10)
    with county.read() as reader:
        _, _, lines = laid(reader, grouped(UNIT))
        assert all(isinstance(line, Heading) and line.folded for line in lines)


def test_a_view_keeps_groups_and_tree():
    query = LedgerQuery(groups=(GroupLevel(UNIT, GroupOrder.MOST), GroupLevel(STATE)), stages=("open",))
    assert read_query(query_document(query)) == query
    assert read_query(query_document(LedgerQuery(tree=True))) == LedgerQuery(tree=True)
    kept = {"groups": [{"column": "unheard", "order": "official"}, {"column": "light", "order": "?"}]}
    assert read_query(kept).groups == (GroupLevel(LIGHT),)


# --- the tree ---


def test_the_tree_shows_every_matter_once_below_its_whole(county):
    query = LedgerQuery(tree=True)
    with county.read() as reader:
        _, plan, lines = laid(reader, query, Folding(every_node=True))
        trees = [line for line in lines if isinstance(line, TreeRow)]
        everything = list(ledger.every(reader, LedgerQuery()))
        assert sorted(row.uid for row in trees) == sorted(row.uid for row in everything)
        parents = dict(reader.connection.execute("SELECT uid, parent FROM ledger_row").fetchall())
        for at, line in enumerate(lines):
            if isinstance(line, TreeRow) and line.depth:
                assert lines[plan.above(at)].uid == parents[line.uid]
            elif isinstance(line, TreeRow):
                assert not parents[line.uid]
        tops = [heading for heading in headings(plan) if heading.level == 0]
        assert sum(heading.count for heading in tops) == len(everything)
        whole = next(row for row in trees if row.parts and not row.depth)
        at = lines.index(whole)
        first, last = plan.under(at)
        below = lines[first : last + 1]
        assert len(below) == whole.parts
        works = [row for row in below if not row.parts]
        assert whole.done == sum(row.stage == "closed" for row in works)
        assert whole.counted == sum(row.stage in ("closed", "closing", "open") for row in works)


def test_large_places_are_read_in_one_walk(county, monkeypatch):
    folding = Folding(every_node=True)
    for query in (LedgerQuery(tree=True), LedgerQuery(tree=True, stages=("open",), sort=SortKey.DUE)):
        with county.read() as reader:
            placed = [getattr(line, "uid", line) for line in laid(reader, query, folding)[2]]
            monkeypatch.setattr(outline_tree, "MANY", 1)
            assert [getattr(line, "uid", line) for line in laid(reader, query, folding)[2]] == placed
        monkeypatch.undo()


def test_a_filtered_tree_shows_what_is_above_its_hits(county):
    query = LedgerQuery(tree=True, stages=("open",))
    with county.read() as reader:
        outline, plan, lines = laid(reader, query)
        trees = [line for line in lines if isinstance(line, TreeRow)]
        hits = {row.uid for row in ledger.every(reader, OPEN)}
        assert {row.uid for row in trees if not row.beside} == hits
        assert all(row.stage != "open" for row in trees if row.beside)
        assert sum(heading.count for heading in headings(plan) if heading.level == 0) == len(hits)
        closed = outline_of(query, Folding(), before=outline)
        part = next(row for row in trees if row.depth > 1)
        hidden = closed.place(reader, closed.plan(reader), part.uid)
        assert isinstance(hidden, Hidden)
        shown = outline_of(query, closed.folding.showing(hidden.path, hidden.nodes), before=closed)
        at = shown.place(reader, shown.plan(reader), part.uid)
        assert isinstance(at, int)


def test_parts_of_a_deleted_whole_stand_by_themselves(office):
    with office.write("matter.add", words="登记") as work:
        whole = matters.add(work, {"title": "总事项"}).uid
        part = matters.add(work, {"title": "分事项"}, parent_uid=whole).uid
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [whole])
    with office.read() as reader:
        _, plan, lines = laid(reader, LedgerQuery(tree=True), Folding())
        assert [line.uid for line in lines if isinstance(line, TreeRow)] == [part]
        assert headings(plan)[0].count == 1


# --- moving ---


def test_moving_beneath_another_is_one_step_of_undo(office):
    with office.write("matter.add", words="登记") as work:
        a, b, c = (matters.add(work, {"title": title}).uid for title in "甲乙丙")
    before = fingerprint(office)
    with office.write("matter.place", words="移动") as work:
        assert matters_moving.place_under(work, [b, c], a) == 2
    with office.read() as reader:
        lines = laid(reader, LedgerQuery(tree=True), Folding(every_node=True))[2]
        assert [(line.title, line.depth) for line in lines[1:]] == [("甲", 0), ("乙", 1), ("丙", 1)]
        told = detail(reader, b).timeline[0].fields
        assert ("上级事项", "", "甲") in told
    moved = fingerprint(office)
    assert in_step(office)
    history.undo(office)
    assert fingerprint(office) == before
    history.redo(office)
    assert fingerprint(office) == moved
    with office.write("matter.place", words="移出") as work:
        assert matters_moving.place_under(work, [c], None) == 1
        assert matters_moving.place_under(work, [c], None) == 0


def test_no_matter_stands_below_itself_or_too_deep(office):
    with office.write("matter.add", words="登记") as work:
        line = [matters.add(work, {"title": f"第{n}层"}).uid for n in range(matters_moving.MOST_LEVELS + 1)]
        for above, below in pairwise(line[: matters_moving.MOST_LEVELS]):
            matters_moving.place_under(work, [below], above)
    before = fingerprint(office)
    for uids, whole, words in (
        ([line[0]], line[3], "自己的下级"),
        ([line[0]], line[0], "它自己"),
        ([line[-1]], line[-2], "层"),
    ):
        with pytest.raises(WrongUseError, match=words), office.write("matter.place", words="移动") as work:
            matters_moving.place_under(work, uids, whole)
    with pytest.raises(NotFoundError), office.write("matter.place", words="移动") as work:
        matters_moving.place_under(work, [line[-1]], "nobody")
    assert fingerprint(office) == before


# --- the export ---


@pytest.mark.parametrize(
    "query",
    [grouped(UNIT, STATE), grouped(ListColumn.RESPONSIBLE), LedgerQuery(tree=True)],
    ids=["two", "one", "tree"],
)
def test_the_workbook_keeps_groups_and_comes_back_unchanged(county, back, tmp_path: Path, query):
    path = tmp_path / "分组.xlsx"
    with county.read() as reader:
        count = ledger.count(reader, query)
        lines = list(arranged_details(reader, query, keys=EXPORT_KEYS))
        bands = [line.words for line in lines if isinstance(line, Band)]
        assert len(lines) - len(bands) == count
        write_ledger(path, lines, title="台账", office="县督查室", today=reader.today, columns=EXPORT_KEYS,
                     arranged=True, totals=count)  # fmt: skip
    book = openpyxl.load_workbook(path)
    page = book["台账"]
    marked = [row for row in page.iter_rows(min_row=4) if row[0].value == "小计"]
    assert [row[1].value for row in marked] == bands
    levels = {row[0].row: page.row_dimensions[row[0].row].outline_level for row in marked}
    assert set(levels.values()) == ({0, 1} if len(query.groups) > 1 or query.tree else {0})
    first = next(row[0].row for row in page.iter_rows(min_row=4) if row[0].value == 1)
    assert page.row_dimensions[first].outline_level >= 1
    book.close()
    before = fingerprint(county)
    result, judged = back(path)
    assert (result.updated, result.drafts, result.refused) == (0, 0, 0)
    assert fingerprint(county) == before
    assert len(judged.rows) == count


def test_the_printed_list_keeps_groups(county):
    with county.read() as reader:
        lines = list(arranged_rows(reader, grouped(UNIT)))
        pdf = render_ledger(lines, title="台账", office="县督查室", today=reader.today)
        plain = render_ledger(
            [line for line in lines if not isinstance(line, Band)],
            title="台账",
            office="县督查室",
            today=reader.today,
        )
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > len(plain) / 2
    assert pdf.count(b"/Dest") > plain.count(b"/Dest")
    assert rows(county, OPEN)
