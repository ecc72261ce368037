"""What an import puts into the lists, counts and index is what the business tables say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ducha_desktop.services import history
from ducha_desktop.services.drafts import OnDuplicate
from ducha_desktop.services.office import Office
from ducha_desktop.storage import search_index
from ducha_desktop.storage.derived_check import unlike
from ducha_desktop.storage.journal import verify
from tests.services.conftest import Bring, fingerprint, rows

HEAD = ["编号", "工作事项", "牵头单位", "配合单位", "责任领导", "联络员", "完成时限", "完成比例", "备注"]
FIRST = ["A1", "修桥", "县交通局", "县财政局、县水利局", "陈立群、周晓芸", "王敏", "6月底前", "30%", "甲"]
SECOND = ["A2", "修路", "县住建局、县发改局", "", "周晓芸", "李雷", "长期坚持", "", ""]
THIRD = ["A3", "治水", "", "", "", "", "", "100%", "乙"]
CHANGED = ["A1", "修桥", "县水利局", "县财政局", "周晓芸", "韩梅", "2027-03-31", "60%", "丙"]


def _differing(office: Office) -> list[str]:
    with office.transaction() as work:  # the writer may make the temporary tables of the comparison
        try:
            return unlike(work.raw)
        finally:
            tables = work.raw.execute("SELECT name FROM temp.sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'")
            for (name,) in tables.fetchall():
                work.raw.execute(f"DROP TABLE temp.{name}")


@pytest.mark.parametrize("opening", [False, True])
def test_rows_made_from_what_was_written(
    office: Office, bring: Bring, sheet: Callable[..., Path], *, opening: bool
) -> None:
    bring(sheet(FIRST, SECOND, THIRD, head=HEAD), opening=opening)
    assert [row.title for row in rows(office)] == ["修桥", "修路", "治水"]
    assert _differing(office) == []


def test_rows_added_beside_rows_changed(office: Office, bring: Bring, sheet: Callable[..., Path]) -> None:
    bring(sheet(FIRST, head=HEAD))
    result = bring(sheet(CHANGED, SECOND, THIRD, head=HEAD), on_duplicate=OnDuplicate.UPDATE)
    assert (result.updated, result.drafts) == (1, 2)
    assert _differing(office) == []


def test_undo_and_redo_of_an_import(office: Office, bring: Bring, sheet: Callable[..., Path]) -> None:
    bring(sheet(FIRST, SECOND, THIRD, head=HEAD))
    whole = [(row.number, row.lead_unit, row.co_units) for row in rows(office)]
    before = fingerprint(office)
    history.undo(office)
    assert rows(office) == []
    assert _differing(office) == []
    history.redo(office)
    assert [(row.number, row.lead_unit, row.co_units) for row in rows(office)] == whole
    assert _differing(office) == []
    assert fingerprint(office) == before


def test_large_batches_of_the_index(
    office: Office, bring: Bring, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "_MANY", 1)
    bring(sheet(FIRST, SECOND, THIRD, head=HEAD))
    assert _differing(office) == []
    with office.read() as reader:
        config = dict(reader.connection.execute("SELECT k, v FROM search_config").fetchall())
        assert config["hashsize"] == 1 << 20
        assert verify(reader.connection, office.chain_key).ok
