"""import, export and template as `cli.md` states them, with real workbooks."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ducha_desktop.cli.main import main
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import ledger_extras
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.profiles import load_profile, profile_names, save_profile
from tests.cli.conftest import Ducha

KEYS = {"rows_read", "drafts", "updated", "refused", "skipped", "headings", "problems", "unmatched_units"}


@pytest.fixture
def empty(tmp_path: Path, ducha: Ducha) -> Path:
    folder = tmp_path / "新 台账"
    assert ducha(folder, "init", "--county", "云岭县")[0] == 0
    return folder


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for place, (name, rows) in enumerate(sheets.items()):
        page = book.active if place == 0 else book.create_sheet()
        assert page is not None
        page.title = name
        for row in rows:
            page.append(row)
    book.save(path)
    book.close()
    return path


HEAD = ["序号", "工作事项", "责任单位", "完成时限"]


def test_an_import_is_one_document_and_one_undo(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "台账.xlsx",
        台账=[
            HEAD,
            [1, "修桥", "县交通局、县财政局", "2026-12-31"],
            [2, "", "县水务局", ""],
            [3, "修渠", "县水务局", "看情况"],
            ["合计", None, None, None],
        ],
    )
    before = ducha(empty, "digest")[1]
    status, dry = ducha(empty, "import", str(path), "--dry-run")
    assert ducha(empty, "digest")[1] == before
    status, done = ducha(empty, "import", str(path), "--report", str(tmp_path / "批注.xlsx"))
    assert done == dry
    assert set(done) >= KEYS
    assert done["rows_read"] == done["drafts"] + done["updated"] + done["refused"] + done["skipped"]
    assert (status, done["drafts"], done["refused"], done["skipped"]) == (1, 2, 1, 1)
    assert done["headings"] == {"序号": "", "工作事项": "title", "责任单位": "lead_unit", "完成时限": "due"}
    assert done["unmatched_units"] == ["县交通局", "县财政局", "县水务局"]
    assert all(set(problem) == {"sheet", "row", "column", "value", "why"} for problem in done["problems"])
    assert {"sheet": "台账", "row": 4, "column": "完成时限", "value": "看情况"}.items() <= done["problems"][
        -1
    ].items()
    assert openpyxl.load_workbook(tmp_path / "批注.xlsx").sheetnames[0] == "台账"
    assert [row["title"] for row in ducha(empty, "list")[1]["rows"]] == ["修桥", "修渠"]
    assert ducha(empty, "undo")[0] == 0
    assert ducha(empty, "digest")[1] == before
    status, again = ducha(empty, "import", str(path), "--all-or-nothing")
    assert (status, again["error"]["code"]) == (1, "refused")
    assert ducha(empty, "digest")[1] == before


def test_a_sheet_a_mapping_and_a_profile(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "两张.xlsx",
        一=[HEAD, [1, "甲", "县交通局", "2026-12-31"]],
        二=[["序号", "工作事项", "怎么干", "谁来干"], [1, "乙", "干好", "县水务局"]],
    )
    assert ducha(empty, "import", str(path), "--sheet", "一")[1]["drafts"] == 1
    status, refusal = ducha(empty, "import", str(path), "--sheet", "三")
    assert (status, "error" in refusal) == (2, True) or status == 1
    status, done = ducha(
        empty,
        "import",
        str(path),
        "--sheet",
        "二",
        "--map",
        "怎么干=措施",
        "谁来干=lead_unit",
        "--ledger",
        "民生实事",
    )
    assert (status, done["drafts"]) == (0, 1)
    shown = ducha(empty, "show", "拟-2")[1]
    assert (shown["fields"]["measures"], shown["lead_unit"], shown["ledger"]) == (
        "干好",
        "县水务局",
        "民生实事",
    )
    status, refusal = ducha(empty, "import", str(path), "--profile", "没有")
    assert (status, refusal["error"]["code"]) == (1, "not_found")
    with open_office(empty, clock=FixedClock(date(2026, 11, 22))) as office:
        for mapping in ({"怎么干": "target"}, {"怎么干": "requirement"}):
            with office.write("profile.save", words="方案") as work:
                save_profile(work, "某局", mapping)
        with office.read() as reader:
            assert (profile_names(reader), load_profile(reader, "某局")) == (
                ["某局"],
                {"怎么干": "requirement"},
            )
    status, done = ducha(
        empty, "import", str(path), "--sheet", "二", "--profile", "某局", "--on-duplicate", "add"
    )
    assert (status, ducha(empty, "show", "拟-3")[1]["fields"]["requirement"]) == (0, "干好")


def test_the_opening_entry_by_command(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "在办.xlsx",
        台账=[
            ["编号", "工作事项", "责任单位", "完成情况"],
            ["督〔2026〕8号", "甲", "县交通局", "已完成"],
            ["督〔2026〕5号", "乙", "县水务局", "正在推进"],
            ["督〔2026〕6号", "丙", "县水务局", "申请销号"],
        ],
    )
    before = ducha(empty, "digest")[1]
    status, done = ducha(empty, "import", str(path), "--opening")
    assert (status, done["drafts"]) == (0, 3)
    rows = ducha(empty, "list")[1]["rows"]
    assert [(row["number"], row["state"]) for row in rows] == [
        ("督办〔2026〕1号", "X"),
        ("督办〔2026〕2号", "Q"),
        ("督办〔2026〕3号", "B"),
    ]
    assert ducha(empty, "show", "督〔2026〕5号")[1]["title"] == "乙"
    stats = ducha(empty, "stats")[1]
    assert (stats["total"], stats["closed"], stats["closing"], stats["open"]) == (3, 1, 1, 1)
    assert all(identity["holds"] for identity in stats["identities"])
    ducha(empty, "undo")
    assert ducha(empty, "digest")[1] == before


def test_what_is_exported_comes_back_as_it_was(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    for number in range(1, 4):
        ducha(
            empty,
            "add",
            f"title=事项{number}",
            "lead_unit=县交通局",
            "co_units=县财政局、县水务局",
            "due=2026年12月底前",
            "liaison_leaders=何㛃",
            "target==1+1",
            "progress_percent=40%",
        )
    out = tmp_path / "导出.xlsx"
    assert ducha(empty, "export", "--out", str(out))[1]["rows"] == 3
    status, again = ducha(empty, "import", str(out))
    assert (status, again["drafts"], again["updated"], again["refused"]) == (0, 0, 0, 0)
    other = tmp_path / "另一处"
    ducha(other, "init", "--county", "云岭县")
    assert ducha(other, "import", str(out))[1]["drafts"] == 3
    keys = ("title", "lead_unit", "co_units", "due", "liaison_leaders", "progress_percent", "ledger")
    here, there = (ducha(folder, "list")[1]["rows"] for folder in (empty, other))
    assert [[row[key] for key in keys] for row in here] == [[row[key] for key in keys] for row in there]
    assert ducha(other, "show", "拟-1")[1]["fields"]["target"] == "=1+1"


def test_a_folder_is_no_file_and_clearing_needs_an_update(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    status, answer = ducha(empty, "import", str(tmp_path))
    assert status == 3
    assert "是文件夹" in answer["error"]["message"]
    assert "找不到文件" in ducha(empty, "import", str(tmp_path / "没有.xlsx"))[1]["error"]["message"]
    path = workbook(tmp_path / "甲.xlsx", 台账=[[*HEAD, "备注"], [1, "修桥", "县交通局", "6月底前", "急"]])
    assert ducha(empty, "import", str(path))[1]["drafts"] == 1
    assert ducha(empty, "import", str(path), "--clear-empty")[0] == 2
    path = workbook(tmp_path / "甲.xlsx", 台账=[[*HEAD, "备注"], [1, "修桥", "县交通局", "6月底前", None]])
    assert ducha(empty, "import", str(path), "--on-duplicate", "update")[1]["skipped"] == 1
    again = ducha(empty, "import", str(path), "--on-duplicate", "update", "--clear-empty")[1]
    assert (again["updated"], again["skipped"]) == (1, 0)
    assert ducha(empty, "show", "拟-1")[1]["fields"]["remarks"] == ""


def test_the_past_is_exported_as_it_was(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    ducha(empty, "add", "title=修桥", "target=旧目标", "lead_unit=县交通局", today="2026-11-01")
    ducha(empty, "set", "拟-1", "title=修路", "target=新目标", "lead_unit=县水务局", today="2026-11-20")
    out = tmp_path / "旧.xlsx"
    assert ducha(empty, "export", "--out", str(out), "--as-of", "2026-11-10")[0] == 0
    page = openpyxl.load_workbook(out).active
    assert page is not None
    words = {str(cell) for row in page.iter_rows(values_only=True) for cell in row}
    assert {"修桥", "旧目标", "县交通局"} <= words
    assert not {"修路", "新目标", "县水务局"} & words
    then = ducha(empty, "show", "拟-1", "--as-of", "2026-11-10")[1]
    assert (
        then["title"],
        then["fields"]["target"],
        then["assignments"][0]["name"],
        len(then["timeline"]),
    ) == ("修桥", "旧目标", "县交通局", 1)
    status, refusal = ducha(empty, "show", "拟-1", "--as-of", "2026-10-01")
    assert (status, refusal["error"]["code"]) == (1, "not_found")


def test_the_blank_template_takes_matters(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    out = tmp_path / "模板.xlsx"
    assert ducha(empty, "template", "--out", str(out)) == (0, {"file": str(out)})
    status, untouched = ducha(empty, "import", str(out))
    assert (status, untouched["rows_read"], untouched["drafts"], untouched["skipped"]) == (0, 1, 0, 1), (
        "the example is none"
    )
    book = openpyxl.load_workbook(out)
    page = book.worksheets[0]
    heads = {str(cell.value).strip("* ＊"): cell.column for cell in page[3]}
    page.cell(5, heads["事项"], "修桥")
    page.cell(5, heads["牵头单位"], "县交通局")
    page.cell(5, heads["完成时限"], "2026年12月底前")
    book.save(out)
    book.close()
    assert ducha(empty, "import", str(out))[1]["drafts"] == 1
    (row,) = ducha(empty, "list")[1]["rows"]
    assert (row["title"], row["lead_unit"], row["due"]) == ("修桥", "县交通局", "2026-12-31")


def test_extra_fields_go_out_and_a_column_of_another_name_comes_in(
    empty: Path, ducha: Ducha, tmp_path: Path
) -> None:
    with open_office(empty, clock=FixedClock(date(2026, 11, 22))) as office:
        with office.read() as reader:
            uid, book = reader.connection.execute(
                "SELECT uid, name FROM ledger ORDER BY official_order"
            ).fetchone()
        ledger_extras.add_extra(office, uid, "建设性质")
        ledger_extras.add_extra(office, uid, "包抓组长")
    head = [*HEAD, "建设类型", "包抓组长"]
    rows = [
        [1, "修桥", "县交通局", "2026-12-31", "新建", "王某"],
        [2, "修渠", "县水务局", "2026-12-31", "", ""],
    ]
    path = workbook(tmp_path / "台账.xlsx", 台账=[head, *rows])
    status, refused = ducha(empty, "import", str(path), "--ledger", book, "--map", "建设类型=extra.没有的")
    assert (status, "建设性质" in json.dumps(refused, ensure_ascii=False)) == (2, True)
    status, done = ducha(empty, "import", str(path), "--ledger", book, "--map", "建设类型=extra.建设性质")
    assert (status, done["drafts"]) == (0, 2)
    assert done["headings"]["建设类型"] == "extra.建设性质"
    out = tmp_path / "导出.xlsx"
    assert ducha(empty, "export", "--out", str(out))[0] == 0
    exported = openpyxl.load_workbook(out)["台账"]
    lines = [[cell.value for cell in line] for line in exported.iter_rows()]
    top = next(n for n, line in enumerate(lines) if line[0] == "序号")
    assert lines[top][-3:] == ["备注", "建设性质", "包抓组长"]
    assert [line[-2:] for line in lines[top + 1 : top + 3]] == [["新建", "王某"], [None, None]]
    assert ducha(empty, "import", str(out), "--on-duplicate", "update")[1]["updated"] == 0


def test_an_import_speaks_to_people(empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbook(tmp_path / "台账.xlsx", 台账=[HEAD, [1, "修桥", "县交通局", "看情况"]])
    assert main(["import", str(path), "--data", str(empty), "--report", str(tmp_path / "r.xlsx")]) == 0
    printed = capsys.readouterr()
    assert "读到 1 行：新增 1" in printed.out
    assert "看情况" in printed.out
    assert "待确认的单位：县交通局" in printed.out
    assert "带批注的表" in printed.err


def test_backup_and_restore_by_command(
    empty: Path, ducha: Ducha, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ducha(empty, "add", "title=修桥")
    before = ducha(empty, "digest")[1]
    status, made = ducha(empty, "backup", "--to", str(tmp_path / "备份"))
    assert (status, made["verified"]) == (0, True)
    assert set(made) == {"file", "verified", "rows"}
    ducha(empty, "add", "title=多余")
    status, done = ducha(empty, "restore", made["file"])
    assert status == 0, done
    assert ducha(empty, "digest")[1] == before
    assert ducha(empty, "check")[1]["ok"]
    assert main(["check", "--repair", "--data", str(empty), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"]
    assert main(["restore", made["file"], "--data", str(empty)]) == 0
    assert "已恢复" in capsys.readouterr().out
