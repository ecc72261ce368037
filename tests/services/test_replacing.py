"""Find and replace over a real ledger: what is found, what is written, what one undo brings back."""

from collections.abc import Sequence

import pytest

from ducha_desktop.domain.errors import TooLargeError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.replacing import Replacement
from ducha_desktop.services import history, ledger_extras, ledger_kinds, matters, pasting, replacing
from ducha_desktop.services.office import Office
from ducha_desktop.services.pasting import Worth
from ducha_desktop.services.pasting_writing import write_cells
from ducha_desktop.services.replacing import Hits
from tests.services.conftest import fingerprint, rows


def found(
    office: Office,
    replacement: Replacement,
    *,
    query: LedgerQuery | None = None,
    keys: Sequence[str] = (),
    uids: Sequence[str] | None = None,
) -> Hits:
    with office.read() as reader:
        return replacing.find(reader, query or LedgerQuery(), replacement, keys=keys, uids=uids)


def add(office: Office, title: str, **values: str) -> str:
    with office.write("matter.add", words="登记") as work:
        return matters.add(work, {"title": title, **values}, ledger="年度重点工作").uid


@pytest.fixture
def three(office: Office) -> list[str]:
    return [
        add(office, "河西路改造", lead_unit="县住建局", co_units="县财政局", remarks="河西路、河东路"),
        add(office, "河西桥加固", lead_unit="县交通局", co_units="县住建局", due="2026年12月底前"),
        add(office, "敬老院", lead_unit="县民政局", measures="与河西路无关"),
    ]


def test_all_columns_of_the_list_are_looked_through(office: Office, three: list[str]) -> None:
    hits = found(office, Replacement("河西路", "滨河路"))
    assert [(each.uid, dict(each.values)) for each in hits.wanted] == [
        (three[0], {"title": "滨河路改造", "remarks": "滨河路、河东路"}),
        (three[2], {"measures": "与滨河路无关"}),
    ]
    assert (hits.times, hits.cells) == (3, 3)


def test_columns_matters_and_filters_narrow_it(office: Office, three: list[str]) -> None:
    river = Replacement("河", "江")
    assert found(office, river, keys=("title",)).cells == 2
    assert [each.uid for each in found(office, river, uids=three[1:]).wanted] == three[1:]
    assert [each.uid for each in found(office, river, query=LedgerQuery(search="敬老院")).wanted] == three[2:]
    assert found(office, Replacement("督办", "x"), keys=("number", "status")) == Hits()


def test_units_are_replaced_as_names_and_one_undo_brings_all_back(office: Office, three: list[str]) -> None:
    before = fingerprint(office)
    hits = found(office, Replacement("县住建局", "县水利局"))
    with office.read() as reader:
        plan = pasting.plan(reader, hits.wanted)
    assert {cell.worth for cell in plan.cells} == {Worth.DOUBT}, "the register does not know the unit yet"
    with office.write("matter.cells", words="替换") as work:
        write_cells(work, plan.edits)
    assert [row.lead_unit for row in rows(office)] == ["县水利局", "县交通局", "县民政局"]
    assert rows(office)[1].co_units == ("县水利局",)
    history.undo(office)
    assert fingerprint(office) == before


def test_extra_fields_are_looked_through_too(office: Office) -> None:
    add(office, "一件")
    with office.read() as reader:
        book = next(each for each in ledger_kinds.ledgers(reader) if each.name == rows(office)[0].ledger)
    ledger_extras.add_extra(office, book.uid, "建设性质")
    uid = add(office, "二件", **{"extra.建设性质": "新建（续建）"})
    (hit,) = found(office, Replacement("续建", "扩建")).wanted
    assert (hit.uid, dict(hit.values)) == (uid, {"extra.建设性质": "新建（扩建）"})


def test_a_replacement_that_changes_nothing_is_no_hit(office: Office, three: list[str]) -> None:
    assert found(office, Replacement("河西", "河西")) == Hits()
    assert found(office, Replacement("没有的话", "别的")) == Hits()


def test_too_many_cells_are_refused(
    office: Office, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "MOST_CELLS", 2)
    with pytest.raises(TooLargeError, match="没有改动任何数据"):
        found(office, Replacement("河西路", "滨河路"))
