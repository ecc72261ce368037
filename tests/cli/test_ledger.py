"""list, show, add, set, do, stats as `cli.md` states them."""

from pathlib import Path

import pytest

from ducha_desktop.cli.main import main
from ducha_desktop.domain.vocabulary import LedgerKind
from ducha_desktop.services.opening import open_office
from tests.cli.conftest import Ducha
from tests.complete import SAID

ROW_KEYS = {
    "number", "title", "ledger", "source", "state", "stage", "light", "light_reason", "due", "due_text", "days_left",
    "workdays_left", "liaison_leaders", "responsible_leaders", "lead_unit", "co_units", "persons", "progress_percent",
    "updated",
}  # fmt: skip
STAGES = {
    **dict.fromkeys("DA", "draft"),
    **dict.fromkeys("LJQFYG", "open"),
    **dict.fromkeys("BVW", "closing"),
    "X": "closed",
    "C": "cancelled",
}


@pytest.fixture
def empty(tmp_path: Path, ducha: Ducha) -> Path:
    folder = tmp_path / "新 台账"
    status, made = ducha(folder, "init", "--county", "云岭县", "--level", "县")
    assert (status, made["county"]) == (0, "云岭县")
    return folder


def test_incomplete_changed_class_and_lead(empty: Path, ducha: Ducha) -> None:
    ducha(empty, "add", "title=修桥", "lead_unit=县交通局", "co_units=县财政局", "category=交通")
    ducha(empty, "add", "title=修路", "lead_unit=县财政局", "target=通车", "due=2026-12-31")

    def titles(*options: str) -> list[str]:
        status, listed = ducha(empty, "list", *options)
        assert (status, listed["total"]) == (0, len(listed["rows"]))
        return [row["title"] for row in listed["rows"]]

    assert titles("--incomplete", "四清") == ["修桥"]
    assert titles("--incomplete", "seven") == ["修桥", "修路"]
    assert titles("--lead", "县财政局") == ["修路"]
    assert titles("--unit", "县财政局") == ["修桥", "修路"]
    assert titles("--category", "交通") == ["修桥"]
    entry = ducha(empty, "show", "拟-1")[1]["timeline"][0]["entry"]
    assert titles("--changed-after", str(entry)) == ["修路"]
    assert ducha(empty, "list", "--incomplete", "八定")[0] == 2


def test_the_demo_has_everything_and_its_figures_reconcile(demo_master: Path, ducha: Ducha) -> None:
    status, stats = ducha(demo_master, "stats", "--by", "ledger")
    assert status == 0
    assert stats["total"] > 600
    assert stats["total"] == stats["closed"] + stats["closing"] + stats["open"]
    assert all(identity["holds"] for identity in stats["identities"])
    assert {group["name"] for group in stats["groups"]} >= {kind.word for kind in LedgerKind}
    status, listed = ducha(demo_master, "list")
    rows = listed["rows"]
    assert (status, listed["total"]) == (0, len(rows))
    assert set(rows[0]) >= ROW_KEYS
    assert {row["light"] for row in rows} == {"grey", "green", "yellow", "orange", "red", "none"}
    assert {row["state"] for row in rows} == set("DALJQFYGBVWXZC")
    for row in rows:
        assert row["state"] == "Z" or STAGES[row["state"]] == row["stage"]
        if row["due"] is not None and row["state"] in "QF":
            assert (row["light"] == "red") == (row["days_left"] < 0)
    assert sum(row["light"] == "red" for row in rows if row["stage"] == "open") == stats["overdue"]
    closing = sum(row["light"] == "red" for row in rows if row["stage"] == "closing")
    assert closing > 0
    assert f"另有 {closing} 项申请办结时已超期" in stats["note"]
    assert all(
        "不计入在办超期数" in row["light_reason"]
        for row in rows
        if row["light"] == "red" and row["stage"] == "closing"
    )


@pytest.mark.parametrize("by", ["unit", "leader", "source", "month", "class"])
def test_every_grouping_adds_up(demo_master: Path, ducha: Ducha, by: str) -> None:
    status, stats = ducha(demo_master, "stats", "--by", by)
    assert status == 0
    assert all(identity["holds"] for identity in stats["identities"])
    if by != "leader":
        assert sum(group["total"] for group in stats["groups"]) == stats["total"]


def test_filters_agree_with_the_counts(demo_master: Path, ducha: Ducha) -> None:
    _, stats = ducha(demo_master, "stats")
    for stage in ("closed", "closing", "open", "draft", "cancelled"):
        assert ducha(demo_master, "list", "--stage", stage, "--limit", "0")[1]["total"] == stats[stage]
    unit = ducha(demo_master, "list", "--limit", "1")[1]["rows"][0]["lead_unit"]
    _, of_unit = ducha(demo_master, "list", "--unit", unit)
    assert of_unit["total"] > 0
    assert all(unit == row["lead_unit"] or unit in row["co_units"] for row in of_unit["rows"])
    _, page = ducha(demo_master, "list", "--offset", "10", "--limit", "5")
    assert page["rows"] == ducha(demo_master, "list")[1]["rows"][10:15]


def test_show_answers_by_every_kind_of_number(demo_master: Path, ducha: Ducha) -> None:
    row = next(row for row in ducha(demo_master, "list", "--state", "Q")[1]["rows"])
    short = row["number"].removeprefix("督办〔").removesuffix("号").replace("〕", "-")
    for typed in (row["number"], short, row["uid"], row["uid"][:30]):
        status, shown = ducha(demo_master, "show", typed)
        assert (status, shown["uid"]) == (0, row["uid"])
    assert {"fields", "assignments", "milestones", "reports", "timeline", "attachments", "papers"} <= set(
        shown
    )
    assert shown["fields"]["title"] == row["title"]
    assert [line["action"] for line in shown["timeline"]][-1]
    status, refusal = ducha(demo_master, "show", "9999-1")
    assert (status, refusal["error"]["code"]) == (1, "not_found")
    status, refusal = ducha(demo_master, "show", "0")
    assert status in (1, 2)


def test_the_past_is_what_it_was(demo_master: Path, ducha: Ducha) -> None:
    now = ducha(demo_master, "stats")[1]
    then = ducha(demo_master, "stats", "--as-of", "2026-06-30")[1]
    assert then["total"] < now["total"]
    assert all(identity["holds"] for identity in then["identities"])
    assert ducha(demo_master, "list", "--as-of", "2026-11-22")[1] == ducha(demo_master, "list")[1]
    assert ducha(demo_master, "stats", "--as-of", "2000-01-01")[1]["total"] == 0


def test_a_matter_from_registration_to_the_archive(empty: Path, ducha: Ducha) -> None:
    status, row = ducha(
        empty,
        "add",
        "title=修桥",
        "lead_unit=县交通局、县财政局",
        "due=2026年12月底前",
        "联系领导=何㛃",
        *(said for said in SAID if not said.startswith("due=")),
    )
    assert (status, row["number"], row["stage"], row["due"]) == (0, "拟-1", "draft", "2026-12-31")
    assert (row["lead_unit"], row["co_units"], row["liaison_leaders"]) == ("县交通局", ["县财政局"], ["何㛃"])
    steps = [
        ("submit", "A"), ("approve", "L"), ("assign", "J"), ("sign", "Q"), ("report", "F"), ("review", "Q"),
        ("extend", "Y"), ("accept", "Q"), ("suspend", "G"), ("resume", "Q"), ("claim-done", "B"), ("accept", "V"),
        ("accept", "W"), ("return", "Q"), ("claim-done", "B"), ("accept", "V"), ("accept", "W"), ("close", "X"),
        ("archive", "Z"),
    ]  # fmt: skip
    values = {
        "report": ["percent=40%", "text=桥墩完成"],
        "extend": ["due=2027-01-31", "reason=汛期"],
        "suspend": ["reason=上级暂停"],
        "return": ["reason=资料不全"],
    }
    for action, state in steps:
        status, row = ducha(empty, "do", row["uid"], action, *values.get(action, []))
        assert (status, row["state"]) == (0, state), row
        if action == "accept" and state == "Q":
            assert row["due"] == "2027-01-31"
    assert (row["number"], row["stage"], row["progress_percent"]) == ("督办〔2026〕1号", "closed", 40.0)
    status, refusal = ducha(empty, "do", "2026-1", "sign")
    assert (status, refusal["error"]["code"]) == (1, "refused")


def test_numbers_have_no_gaps_and_survive_undo(empty: Path, ducha: Ducha) -> None:
    for title in ("甲", "乙", "丙"):
        ducha(empty, "add", f"title={title}", *SAID)
    assert ducha(empty, "do", "拟-2", "approve")[1]["number"] == "督办〔2026〕1号"
    assert ducha(empty, "undo")[1]["steps"] == 1
    assert ducha(empty, "do", "拟-3", "approve")[1]["number"] == "督办〔2026〕1号"
    assert ducha(empty, "do", "拟-1", "approve")[1]["number"] == "督办〔2026〕2号"
    ducha(empty, "delete", "2026-2")
    assert ducha(empty, "do", "拟-2", "approve")[1]["number"] == "督办〔2026〕3号"


def test_refusals_are_json_with_their_status(empty: Path, tmp_path: Path, ducha: Ducha) -> None:
    assert ducha(tmp_path / "nowhere", "list")[1]["error"]["code"] == "not_found"
    assert ducha(empty, "init", "--county", "x")[0] == 2
    assert ducha(empty, "add", "target=无标题")[0] == 2
    assert ducha(empty, "add", "title=甲", "nonsense=1")[0] == 2
    assert ducha(empty, "nonsense")[0] == 2
    assert ducha(empty, "do", "拟-9", "approve")[1]["error"]["code"] == "not_found"
    assert ducha(empty, "undo")[1]["error"]["code"] == "refused"
    ducha(empty, "add", "title=甲", "number=A-1")
    ducha(empty, "add", "title=乙", "number=A-1")
    status, refusal = ducha(empty, "show", "A-1")
    assert (status, refusal["error"]["code"]) == (2, "ambiguous")
    assert len(refusal["error"]["candidates"]) == 2


def test_a_matter_is_registered_beneath_another(empty: Path, ducha: Ducha) -> None:
    first = ducha(empty, "add", "title=总事项")[1]["number"]
    status, row = ducha(empty, "add", "title=具体工作", f"上级事项={first}", "target=通车")
    assert status == 0
    with open_office(empty) as office, office.read() as reader:
        line = reader.connection.execute("SELECT w.title FROM matter m JOIN matter w ON w.uid=m.parent_uid")
        assert line.fetchall() == [("总事项",)]
    before = ducha(empty, "digest")
    assert ducha(empty, "add", "title=另一项", "parent=拟-99")[1]["error"]["code"] == "not_found"
    status, refused = ducha(empty, "add", "title=另一项", f"上级事项={first}", f"parent={first}")
    assert (status, "写了两次" in refused["error"]["message"]) == (2, True)
    assert ducha(empty, "digest") == before, "nothing was registered"
    assert ducha(empty, "undo")[0] == 0
    assert [each["title"] for each in ducha(empty, "list")[1]["rows"]] == ["总事项"], "one entry"
    assert row["title"] == "具体工作"


def test_a_matter_is_put_beneath_another_and_let_out(empty: Path, ducha: Ducha) -> None:
    first, second = (ducha(empty, "add", f"title={title}")[1]["number"] for title in ("总事项", "具体工作"))
    assert ducha(empty, "set", second, f"上级事项={first}", "target=通车")[0] == 0
    status, refused = ducha(empty, "set", first, f"parent={second}")
    assert status != 0
    assert "自己的下级" in str(refused)
    assert ducha(empty, "set", second, "上级事项=")[0] == 0
    assert ducha(empty, "set", first, f"parent={second}")[0] == 0


def test_filters_take_other_names_of_units(
    empty: Path, ducha: Ducha, capsys: pytest.CaptureFixture[str]
) -> None:
    ducha(empty, "add", "title=修桥", "lead_unit=云岭县交通运输局")
    for words in (("list",), ("stats",), ("stats", "--by", "unit")):
        assert ducha(empty, *words, "--unit", "交通局") == ducha(empty, *words, "--lead", "云岭县交通运输局")
    assert ducha(empty, "list", "--unit", "交通局")[1]["total"] == 1
    out = empty.parent / "导出.xlsx"
    assert ducha(empty, "export", "--unit", "交通局", "--out", str(out))[1]["rows"] == 1
    assert ducha(empty, "cards", "--unit", "交通局", "--out", str(out.with_suffix(".pdf")))[1]["cards"] == 1
    assert main(["list", "--unit", "县粮食局", "--data", str(empty)]) == 0
    assert "名册里没有叫“县粮食局”的单位" in capsys.readouterr().err
