"""`ducha owed`, `make-good`, `duty`, `contact`, `burden`: documents, files, refusals, undo."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Ducha


def digest(ducha: Ducha, folder: Path) -> str:
    return str(ducha(folder, "digest")[1]["digest"])


def test_what_is_owed_in_a_month_reconciles(ducha: Ducha, demo: Path) -> None:
    status, month = ducha(demo, "owed", "--month", "2026-11")
    assert status == 0
    assert (month["from"], month["to"]) == ("2026-11-01", "2026-11-30")
    assert month["owed"] == month["made"] + month["late"] + month["missed"] + month["due"] > 50
    assert month["owed"] == sum(unit["owed"] for unit in month["units"])
    assert all(len(unit["lines"]) == unit["owed"] for unit in month["units"])
    lines = [line for unit in month["units"] for line in unit["lines"]]
    assert {line["due"][:7] for line in lines} == {"2026-11"}
    assert all((line["made_on"] is not None) == (line["standing"] in {"made", "late"}) for line in lines)
    _, due = ducha(demo, "owed", "--month", "2026-11", "--standing", "待报")
    assert due["owed"] == due["due"] == month["due"]


def test_one_unit_stands_alone(ducha: Ducha, demo: Path) -> None:
    _, month = ducha(demo, "owed", "--month", "2026-11")
    unit = month["units"][-1]
    _, alone = ducha(demo, "owed", "--month", "2026-11", "--unit", unit["name"])
    assert alone["units"] == [unit]
    status, refused = ducha(demo, "owed", "--unit", "没有这个单位")
    assert (status, refused["error"]["code"]) == (1, "not_found")


def test_weeks_and_days_and_what_cannot_be_both(ducha: Ducha, demo: Path) -> None:
    _, week = ducha(demo, "owed", "--week", "2026-W47")
    _, days = ducha(demo, "owed", "--from", "2026-11-16", "--to", "2026-11-22")
    assert week == days == ducha(demo, "owed")[1]
    assert ducha(demo, "owed", "--week", "2026-W47", "--month", "2026-11")[0] == 2
    assert ducha(demo, "owed", "--week", "2025-W53")[0] == 2
    assert ducha(demo, "owed", "--from", "2026-11-22", "--to", "2026-11-16")[0] == 2


def test_a_missed_report_is_made_good_and_undone(ducha: Ducha, demo: Path) -> None:
    _, october = ducha(demo, "owed", "--month", "2026-10", "--standing", "missed", "--living")
    _, held = ducha(demo, "list", "--state", "Q", "--state", "F")
    numbers = {row["number"] for row in held["rows"]}
    lines = [each for unit in october["units"] for each in unit["lines"]]
    line = next(each for each in lines if each["number"] in numbers)
    before = digest(ducha, demo)
    given = ("make-good", line["number"], "text=补报十月", "percent=30%", "--period", "2026-10")
    status, answer = ducha(demo, *given)
    assert (status, answer["words"]) == (0, f"补报 {line['number']} 2026年10月进展")
    _, after = ducha(demo, "owed", "--month", "2026-10", "--standing", "late")
    assert line["number"] in {each["number"] for unit in after["units"] for each in unit["lines"]}
    assert ducha(demo, *given)[0] == 1
    ducha(demo, "undo")
    assert digest(ducha, demo) == before


def test_the_list_on_paper_and_as_a_workbook(ducha: Ducha, demo: Path, tmp_path: Path) -> None:
    one, two, book = tmp_path / "一.pdf", tmp_path / "二.pdf", tmp_path / "清单.xlsx"
    words = ("owed", "--month", "2026-11", "--standing", "due")
    _, listed = ducha(demo, *words, "--out", str(one))
    assert ducha(demo, *words, "--out", str(two))[0] == ducha(demo, *words, "--out", str(book))[0] == 0
    assert one.read_bytes() == two.read_bytes()
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == ["清单", "分单位"]
    assert sheets["清单"]["A1"].value == "2026年11月催报清单"
    assert sheets["清单"].max_row == listed["owed"] + 4
    sheets.close()
    assert ducha(demo, *words, "--out", str(tmp_path / "清单.doc"))[0] == 2


def test_duties_from_a_set_are_ticked_and_removed(ducha: Ducha, demo: Path) -> None:
    before = digest(ducha, demo)
    assert ducha(demo, "duty", "add", "--preset", "reports", "--since", "2026-11-01")[0] == 0
    assert ducha(demo, "duty", "add", "--preset", "reports")[0] == 1
    _, listed = ducha(demo, "duty", "list")
    assert [each["name"] for each in listed["duties"]] == ["活动专报", "推进专报", "疑难问题及困难专报"]
    status, done = ducha(demo, "duty", "done", "推进专报", "--period", "2026-11")
    assert status == 0
    assert done["marked"] > 20
    assert done["words"] == f"登记“推进专报”2026年11月，{done['marked']} 个单位"
    assert ducha(demo, "duty", "done", "推进专报", "--period", "2026-11")[0] == 1
    assert ducha(demo, "duty", "done", "推进专报", "--period", "2020-01")[0] == 2
    _, month = ducha(demo, "owed", "--month", "2026-11")
    ticked = [line for unit in month["units"] for line in unit["lines"] if line["title"] == "推进专报"]
    assert {line["standing"] for line in ticked} == {"made"}
    assert len(ticked) == done["marked"]
    assert ducha(demo, "duty", "remove", "推进专报")[0] == 0
    assert ducha(demo, "duty", "remove", "推进专报")[0] == 1
    for _ in range(3):
        ducha(demo, "undo")
    assert digest(ducha, demo) == before


def test_a_duty_of_ones_own(ducha: Ducha, demo: Path) -> None:
    assert (
        ducha(
            demo, "duty", "add", "安全周报", "--cycle", "每10天", "--class", "乡镇街道", "--scope", "class"
        )[0]
        == 0
    )
    _, listed = ducha(demo, "duty", "list")
    assert (listed["duties"][0]["cycle"], listed["duties"][0]["cycle_days"]) == ("custom", 10)
    assert ducha(demo, "duty", "add", "月报", "--cycle", "看情况")[0] == 2
    assert ducha(demo, "duty", "add", "月报", "--scope", "class")[0] == 2
    _, sets = ducha(demo, "duty", "presets")
    assert {"reports", "rounds", "ten", "meeting"} <= {each["preset"] for each in sets["presets"]}


def test_contacts_and_the_burden_they_are(ducha: Ducha, demo: Path) -> None:
    unit = ducha(demo, "owed", "--month", "2026-11")[1]["units"][1]["name"]
    for turn in range(6):
        status, answer = ducha(
            demo,
            "contact",
            "add",
            "--unit",
            unit,
            "--method",
            "暗访",
            "--officer",
            "李明",
            "--finding",
            f"问题{turn}",
        )
        assert status == 0
    assert "这一周督查过多" in answer["warning"]
    _, listed = ducha(demo, "contact", "list", "--unit", unit)
    assert [each["finding"] for each in listed["contacts"]] == [f"问题{turn}" for turn in range(5, -1, -1)]
    _, meter = ducha(demo, "burden", "--unit", unit, "--week", "2026-W47")
    (only,) = meter["units"]
    assert only["weeks"][0]["too_many"]
    assert only["asked"] >= 6
    assert ducha(demo, "contact", "add", "--unit", unit, "--on", "2027-01-01")[0] == 2


@pytest.mark.parametrize(
    "words", [("owed",), ("burden",), ("duty", "list"), ("duty", "presets"), ("contact", "list")]
)
def test_lists_for_people(demo: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    from ducha_desktop.cli.main import main

    assert main([*words, "--data", str(demo), "--today", "2026-11-22"]) == 0
    assert capsys.readouterr().out.strip()
