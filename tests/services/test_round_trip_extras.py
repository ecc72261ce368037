"""Extra fields of the ledgers are columns of our own export, and come back by it."""

import json
from pathlib import Path
from typing import Any

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import history, ledger_extras, matters
from ducha_desktop.services.office import Office
from ducha_desktop.services.wholes import EXPORT_KEYS, export_keys
from tests.services.conftest import fingerprint
from tests.services.round_trip_kit import Sheet, export

EXTRA_HEADS = ("建设性质", "年度计划投资")


def test_extra_fields_are_columns_of_the_ledgers_in_the_list(
    county: Office, back: Any, tmp_path: Path
) -> None:
    query = project_ledger(county)
    before = fingerprint(county)
    sheet = Sheet(export(county, tmp_path / "导出.xlsx", query))
    assert tuple(sheet.heads[len(EXPORT_KEYS) :]) == EXTRA_HEADS
    places = {name: sheet.heads.index(name) + 1 for name in EXTRA_HEADS}
    row = next(row for row in sheet.rows if sheet.page.cell(row, places["建设性质"]).value)
    number = sheet.get(row, "number")
    held = extras(county, number)
    sheet.page.cell(row, places["建设性质"]).value = "改扩建（二期）"
    sheet.page.cell(row, places["年度计划投资"]).value = None
    result, judged = back(sheet.save())
    assert (result.updated, result.problems) == (1, ())
    assert [each.why for each in judged.rows if each.verdict == "update"] == ["改动：建设性质"], (
        "by its own name"
    )
    assert extras(county, number) == held | {"建设性质": "改扩建（二期）"}
    _, judged = back(sheet.path, clear_empty=True)
    assert [each.why for each in judged.rows if each.verdict == "update"] == ["改动：年度计划投资"]
    cleared = extras(county, number)
    assert "年度计划投资" not in cleared
    assert cleared["建设性质"] == "改扩建（二期）"
    history.undo(county)
    history.undo(county)
    assert fingerprint(county) == before


def test_many_extra_fields_of_any_name_come_back(county: Office, back: Any, tmp_path: Path) -> None:
    query = project_ledger(county)
    with county.read() as reader:
        uid, matter = reader.connection.execute(
            "SELECT ledger_uid, uid FROM matter WHERE extras LIKE '%建设性质%' AND deleted_at IS NULL LIMIT 1"
        ).fetchone()
    names = ["分包 序号", "2026", "县级配套资金到位情况（万元，截至上月末）", "一季度", "同名督办事项",
             *(f"指标{n}" for n in range(23))]  # fmt: skip
    for name in names:
        ledger_extras.add_extra(county, uid, name)
    words = {name: f"第{n}项内容" if n % 2 else "同上" for n, name in enumerate(names)}
    with county.write("matter.set", words="填附加字段") as work:
        matters.edit(work, matter, {f"extra.{name}": said for name, said in words.items()})
    before = fingerprint(county)
    sheet = Sheet(export(county, tmp_path / "导出.xlsx", query))
    assert sheet.heads[len(EXPORT_KEYS) :] == [*EXTRA_HEADS, *names]
    result, judged = back(sheet.save())
    assert (result.updated, result.drafts, result.problems) == (0, 0, ())
    assert any(words.items() <= row.draft.extras.items() for row in judged.rows)
    assert fingerprint(county) == before
    sheet = Sheet(sheet.path)
    row = next(row for row in sheet.rows if sheet.page.cell(row, sheet.heads.index("2026") + 1).value)
    for name in names:
        sheet.page.cell(row, sheet.heads.index(name) + 1).value = f"{words[name]}改"
    number = sheet.get(row, "number")
    assert back(sheet.save())[0].updated == 1
    assert extras(county, number).items() >= {name: f"{said}改" for name, said in words.items()}.items()


def test_a_selection_has_the_extra_fields_of_its_own_ledgers(county: Office) -> None:
    with county.read() as reader:
        (uid,) = reader.connection.execute(
            "SELECT uid FROM matter WHERE extras LIKE '%批示领导%' AND deleted_at IS NULL LIMIT 1"
        ).fetchone()
        assert export_keys(reader, LedgerQuery(), uids={uid}) == (*EXPORT_KEYS, "extra.批示领导")
        assert export_keys(reader, LedgerQuery(search="没有这样的事项")) == EXPORT_KEYS


def project_ledger(office: Office) -> LedgerQuery:
    """The ledger of projects alone."""
    with office.read() as reader:
        (name,) = reader.connection.execute(
            "SELECT name FROM ledger WHERE extra_fields LIKE '%建设性质%' AND deleted_at IS NULL"
        ).fetchone()
    return LedgerQuery(ledgers=(name,))


def extras(office: Office, number: str) -> dict[str, str]:
    with office.read() as reader:
        found = reader.connection.execute("SELECT extras FROM matter WHERE number=?", (number,)).fetchone()
    return dict(json.loads(found[0]))
