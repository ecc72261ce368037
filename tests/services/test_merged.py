"""What was filtered by a unit or person that a merge took away shows what the one that stayed holds, until undone."""

from dataclasses import replace

from ducha_desktop.domain.ledger_query import ColumnFilter, LedgerQuery, ListColumn
from ducha_desktop.domain.merged_names import Stayed, standing
from ducha_desktop.domain.saved_view import SavedView
from ducha_desktop.services import history, ledger, saved_views
from ducha_desktop.services import register_reading as reading
from ducha_desktop.services.merged import Merges
from ducha_desktop.services.office import Office
from ducha_desktop.services.register_editing import save_unit
from ducha_desktop.services.register_merging import merge, preview
from tests.services.test_register import do, matter, person, unit


def opened(office: Office) -> tuple[LedgerQuery, int]:
    """What the one view of the office asks for, and how many matters it shows."""
    with office.read() as reader:
        (view,) = saved_views.views(reader)
        return view.query, ledger.count(reader, view.query)


def keep(office: Office, query: LedgerQuery) -> None:
    do(office, lambda work: saved_views.keep(work, SavedView("", "常看", query)))


def test_a_view_of_a_merged_unit_shows_what_the_other_holds_until_the_merge_is_undone(office: Office) -> None:
    kept, gone = unit(office, "县发改局"), unit(office, "县价格管理局")
    matter(office, "甲", lead_unit="县发改局")
    matter(office, "乙", lead_unit="县价格管理局")
    query = LedgerQuery(units=(gone, kept), leads=(gone,), stages=("draft",))
    keep(office, query)
    assert opened(office) == (query, 1)
    do(office, lambda work: merge(work, is_unit=True, stays=kept, gone=[gone]))
    merged = replace(query, units=(kept,), leads=(kept,))
    assert opened(office) == (merged, 2)
    history.undo(office)
    assert opened(office) == (query, 1)
    history.redo(office)
    assert opened(office) == (merged, 2)


def test_the_second_merge_takes_the_first_along(office: Office) -> None:
    first, second, third = (unit(office, name) for name in ("甲局", "乙局", "丙局"))
    matter(office, "修路", lead_unit="甲局")
    keep(office, LedgerQuery(units=(first,)))
    do(office, lambda work: merge(work, is_unit=True, stays=second, gone=[first]))
    with office.transaction() as work:
        said = preview(work, is_unit=True, stays=third, gone=[second])
    assert dict(said.moves)["个认领过的写法"] == 1, "the name, not the uid that nobody wrote"
    do(office, lambda work: merge(work, is_unit=True, stays=third, gone=[second]))
    assert opened(office) == (LedgerQuery(units=(third,)), 1)
    with office.read() as reader:
        assert set(reading.unit_detail(reader, third).learned) == {"甲局", "乙局"}
    do(office, lambda work: save_unit(work, {"name": "丙局", "learned": ""}, third))
    assert opened(office) == (LedgerQuery(units=(third,)), 1), "forgetting what was learned keeps the view"


def test_values_chosen_under_a_heading_follow_too(office: Office) -> None:
    unit(office, "县财政局")
    kept, gone = unit(office, "县发改局"), unit(office, "县价格管理局")
    matter(office, "甲", lead_unit="县价格管理局", co_units="县财政局")
    matter(office, "乙", lead_unit="县财政局", co_units="县价格管理局")
    leads = ColumnFilter(ListColumn.LEAD_UNIT, ("县价格管理局", ""))
    keep(office, LedgerQuery(columns=(leads,)))
    assert opened(office)[1] == 1
    do(office, lambda work: merge(work, is_unit=True, stays=kept, gone=[gone]))
    assert opened(office)[1] == 1
    with office.read() as reader:
        both = LedgerQuery(columns=(ColumnFilter(ListColumn.CO_UNITS, ("县价格管理局",)),))
        assert ledger.count(reader, both) == 0
        assert ledger.count(reader, Merges(reader.connection).standing(both)) == 1


def test_a_text_of_several_names_keeps_the_official_order() -> None:
    units = Stayed({}, {"物价局": "发改局"}, {"发改局": 1, "财政局": 2, "住建局": 3})
    asked = LedgerQuery(
        columns=(
            ColumnFilter(
                ListColumn.CO_UNITS, ("财政局\n物价局", "住建局\n财政局", "发改局\n物价局"), others=True
            ),
            ColumnFilter(ListColumn.SOURCE, ("物价局",)),
        )
    )
    now = standing(asked, units, Stayed())
    assert now.columns[0].values == ("发改局\n财政局", "住建局\n财政局", "发改局")
    assert now.columns[0].others
    assert now.columns[1] == asked.columns[1], "a source is no unit"


def test_people_too_and_a_name_that_lives_on_is_left_alone(office: Office) -> None:
    kept, gone = person(office, "张伟"), person(office, "张玮")
    unit(office, "县住建局")
    person(office, "王芳", unit="县住建局")
    same = person(office, "王芳")
    do(office, lambda work: merge(work, is_unit=False, stays=kept, gone=[gone, same]))
    asked = LedgerQuery(
        leaders=(gone, same),
        columns=(ColumnFilter(ListColumn.PERSONS, ("王芳\n张玮",)),),
    )
    with office.read() as reader:
        now = Merges(reader.connection).standing(asked)
    assert now.leaders == (kept,)
    assert now.columns[0].values == ("王芳\n张伟",), "another 王芳 is still there"
