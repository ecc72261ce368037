"""Names of a row that explain each other: people among units, units among people, one name in two units."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ducha_desktop.domain.vocabulary import UnitKind
from ducha_desktop.exchange.reader import load, read_ledger
from ducha_desktop.exchange.worker import Parser
from ducha_desktop.services import register
from ducha_desktop.services.drafts import IntakeOptions, IntakePlan, PlannedRow
from ducha_desktop.services.intake import plan
from ducha_desktop.services.intake_writing import commit
from ducha_desktop.services.office import Office

Sheet = Callable[..., Path]
Judge = Callable[[Path], IntakePlan]
HEAD = ["工作事项", "责任单位", "责任领导", "责任人"]


@pytest.fixture
def known(office: Office) -> dict[str, str]:
    """uids of the register by name."""
    uids = {}
    with office.write("register.add", words="名册") as work:
        for name in ("县民政局", "县水利局", "县教体局"):
            uids[name] = register.add_unit(work, name).uid
        for unit in ("县民政局", "县水利局"):
            uids[f"王敏 {unit}"] = register.add_person(work, "王敏", unit_uid=uids[unit]).uid
        uids["钟义"] = register.add_person(work, "钟义", unit_uid=uids["县水利局"]).uid
        uids["周晓芸"] = register.add_person(work, "周晓芸").uid
    return uids


@pytest.fixture
def judge(office: Office, parser: Parser) -> Judge:
    def run(path: Path) -> IntakePlan:
        source = read_ledger(path, book=load(path, parser=parser))
        with office.read() as reader:
            return plan(reader, source, IntakeOptions())

    return run


def uid_of(row: PlannedRow, key: str) -> list[str]:
    return [named.uid for named in row.named[key]]


def test_of_two_people_of_one_name_the_row_means_the_one_of_its_unit(
    known: dict[str, str], judge: Judge, sheet: Sheet
) -> None:
    judged = judge(
        sheet(
            ["修渠", "县水利局", "", "王敏"],
            ["助老", "县民政局", "", "王敏"],
            ["建校", "县教体局", "", "王敏"],
            head=HEAD,
        )
    )
    assert [uid_of(row, "persons") for row in judged.rows] == [
        [known["王敏 县水利局"]],
        [known["王敏 县民政局"]],
        [""],
    ]
    assert [doubt.words for doubt in judged.doubts] == ["王敏"]


def test_people_that_stand_among_units(known: dict[str, str], judge: Judge, sheet: Sheet) -> None:
    cells = ("县水利局 钟义", "县水利局（钟义）", "县水利局：钟义")
    judged = judge(sheet(*([f"事{n}", cell, "", ""] for n, cell in enumerate(cells)), head=HEAD))
    for row in judged.rows:
        assert (row.lead_unit, row.co_units, row.persons) == ("县水利局", (), ("钟义",))
        assert uid_of(row, "persons") == [known["钟义"]]
    assert judged.unmatched_units == ()


def test_units_that_stand_among_people(known: dict[str, str], judge: Judge, sheet: Sheet) -> None:
    judged = judge(
        sheet(["建校", "", "周晓芸\n县教体局", ""], ["修渠", "县水利局", "", "县水利局钟义"], head=HEAD)
    )
    first, second = judged.rows
    assert (first.lead_unit, first.responsible) == ("县教体局", ("周晓芸",))
    assert uid_of(second, "persons") == [known["钟义"]]
    assert judged.unmatched_people == ()


@pytest.mark.usefixtures("known")
def test_collectives_are_kept_and_not_asked_about(office: Office, judge: Judge, sheet: Sheet) -> None:
    judged = judge(
        sheet(["修渠", "县水利局、各乡镇、县直有关部门", "", ""], ["助老", "各乡镇", "", ""], head=HEAD)
    )
    assert judged.rows[0].co_units == ("各乡镇", "县直有关部门")
    assert (judged.unmatched_units, judged.doubts) == ((), ())
    assert [(problem.row, problem.value) for problem in judged.problems] == [(3, "各乡镇")]
    commit(office, judged)
    with office.read() as reader:
        kinds = dict(
            reader.connection.execute("SELECT name, kind FROM unit WHERE provisional = 0").fetchall()
        )
    assert kinds["各乡镇"] == kinds["县直有关部门"] == UnitKind.COLLECTIVE.value


def test_a_sheet_named_after_a_leader_is_that_leaders(
    known: dict[str, str], judge: Judge, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "周晓芸"
    sheet.append(["工作事项", "责任单位"])
    sheet.append(["建校", "县教体局"])
    path = tmp_path / "分工.xlsx"
    book.save(path)
    book.close()

    judged = judge(path)

    assert uid_of(judged.rows[0], "responsible_leaders") == [known["周晓芸"]]
    assert "周晓芸" in judged.problems[0].why
