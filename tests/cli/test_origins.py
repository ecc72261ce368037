"""`ducha origin`: every door of it, as a clerk would type it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Ducha


@pytest.fixture
def folder(tmp_path: Path, ducha: Ducha) -> Path:
    made = tmp_path / "台账"
    assert ducha(made, "init", "--county", "云岭县")[0] == 0
    return made


def test_from_a_meeting_to_its_matters_and_back(folder: Path, ducha: Ducha, tmp_path: Path) -> None:
    status, made = ducha(
        folder, "origin", "add", "kind=会议", "title=第12次常务会议", "number=第12次", "会议日期=2026-11-20"
    )
    assert (status, made["number"], made["kind_word"]) == (0, "第12次", "会议")
    status, split = ducha(
        folder, "origin", "items", "第12次", "标题=整改饮水安全", "牵头单位=县水利局", "标题=改造老旧小区",
        "--ledger", "meeting",
    )  # fmt: skip
    assert status == 0
    assert [row["title"] for row in split["rows"]] == ["整改饮水安全", "改造老旧小区"]
    assert any("会议纪要" in words for words in split["warnings"])
    notes = tmp_path / "纪要.txt"
    notes.write_text("一、建设农村公路（责任单位：县交通局）\n二、整改饮水安全工作\n", encoding="gb18030")
    _, more = ducha(folder, "origin", "items", "第12次", "--file", str(notes))
    assert [row["lead_unit"] for row in more["rows"]] == ["县交通局", ""]
    assert [each["title"] for each in more["rows"][1]["similar"]] == ["整改饮水安全"]
    _, shown = ducha(folder, "origin", "show", "第12次")
    assert [each["words"] for each in shown["items"]] == [
        "整改饮水安全", "改造老旧小区", "建设农村公路", "整改饮水安全工作",
    ]  # fmt: skip
    assert ducha(folder, "origin", "unlink", "第12次", "拟-4")[1]["matters"] == 3
    assert ducha(folder, "origin", "link", "第12次", "拟-4")[1]["matters"] == 4
    assert ducha(folder, "origin", "set", "第12次", "place=县政府一楼")[1]["values"]["place"] == "县政府一楼"
    _, gone = ducha(folder, "origin", "remove", "第12次")
    assert gone["links"] == 4
    assert ducha(folder, "list")[1]["total"] == 4
    assert ducha(folder, "undo")[0] == 0
    assert ducha(folder, "origin", "list", "--kind", "会议")[1]["rows"][0]["matters"] == 4


def test_instructions_and_their_reply_rate(folder: Path, ducha: Ducha) -> None:
    for number in range(3):
        assert ducha(
            folder, "origin", "add", "kind=instruction", f"title=件{number}", "批示领导=李明",
            "批示日期=2026-11-01", "批示内容=请办", f"批示编号=批{number}",
        )[0] == 0  # fmt: skip
    assert ducha(folder, "origin", "list", "--unanswered")[1]["total"] == 3
    status, done = ducha(folder, "origin", "reply", "批1", "已办结", "--on", "2026-11-10")
    assert (status, done["reply_state"]) == (0, "已回复")
    status, rate = ducha(folder, "origin", "rate", "--year", "2026")
    assert (rate["whole"]["replied"], rate["whole"]["total"], rate["whole"]["percent"]) == (1, 3, 33.3)
    assert rate["leaders"][0]["name"] == "李明"


def test_projects_add_up(folder: Path, ducha: Ducha) -> None:
    for title, total in (("甲", "102.18"), ("乙", "425.94")):
        assert ducha(
            folder, "origin", "add", "kind=project", f"title={title}", "on=2026-01-05", f"总投资={total}",
            f"项目类别={title}类", "一名领导=李明",
        )[0] == 0  # fmt: skip
    classes = ducha(folder, "origin", "sums")[1]["classes"]
    assert [each["total"] for each in classes] == ["102.18", "425.94", "528.12"]


def test_two_lists_become_one(folder: Path, ducha: Ducha) -> None:
    for side in ("党委", "政府"):
        assert ducha(folder, "origin", "add", "kind=任务清单", f"title={side}清单", f"side={side}")[0] == 0
        assert (
            ducha(folder, "origin", "items", f"{side}清单", "标题=整治人居环境", f"标题={side}的另一件大事")[
                0
            ]
            == 0
        )
    status, plan = ducha(folder, "origin", "merge", "党委清单", "政府清单", "--dry-run")
    assert (plan["merged"], len(plan["pairs"]), plan["left"]) == (False, 1, 3)
    assert ducha(folder, "list")[1]["total"] == 4
    status, done = ducha(folder, "origin", "merge", "党委清单", "政府清单", "--ledger", "annual")
    assert (status, done["merged"]) == (0, True)
    assert ducha(folder, "list")[1]["total"] == 3
    both = ducha(folder, "show", "拟-1")[1]
    assert [each["title"] for each in both["origins"]] == ["党委清单", "政府清单"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "title=甲"), "没有写是哪类来源"),
        (("add", "kind=会", "title=甲"), "没有“会”这类来源"),
        (("add", "kind=会议", "title=甲", "title=乙"), "写了两次"),
        (("items", "没有的", "标题=甲"), "没有编号或名称为"),
        (("rate", "--kind", "会议"), "没有回复率"),
    ],
)
def test_what_cannot_be_is_refused(folder: Path, ducha: Ducha, words: tuple[str, ...], said: str) -> None:
    status, answer = ducha(folder, "origin", *words)
    assert status in (1, 2)
    assert said in answer["error"]["message"]


def test_for_people(folder: Path, ducha: Ducha, capsys: pytest.CaptureFixture[str]) -> None:
    from ducha_desktop.cli.main import main

    for line, said in (
        (("add", "kind=热线来电", "title=路灯不亮", "words=东街", "caller=赵小红", "来电时间=9:30", "首次响应时间=9:55"), "热线来电〔2026〕1号"),
        (("items", "路灯不亮", "标题=修复东街路灯"), "拟-1"),
        (("list",), "共 1 个来源"),
        (("show", "路灯不亮"), "首次响应用时：25分钟"),
        (("rate", "--kind", "热线来电"), "回复率"),
        (("sums",), "总投资（亿元）"),
    ):  # fmt: skip
        assert main(["origin", *line, "--data", str(folder), "--today", "2026-11-22"]) == 0
        assert said in capsys.readouterr().out


def test_similar_matters_are_named_by_add(
    folder: Path, ducha: Ducha, capsys: pytest.CaptureFixture[str]
) -> None:
    from ducha_desktop.cli.main import main

    assert ducha(folder, "add", "title=建设智慧水务平台")[1]["similar"] == []
    more = ducha(folder, "add", "事项=建设智慧水务平台")[1]
    assert [each["number"] for each in more["similar"]] == ["拟-1"]
    assert main(["add", "title=建设智慧水务平台", "--data", str(folder), "--today", "2026-11-22"]) == 0
    assert "台账里已有相近的事项 拟-1" in capsys.readouterr().err


def test_chain_and_another_lead(folder: Path, ducha: Ducha, capsys: pytest.CaptureFixture[str]) -> None:
    from ducha_desktop.cli.main import main

    assert (
        ducha(folder, "add", "title=甲事", "lead_unit=县水利局", "责任链=县长：王建国；乡镇长：赵明")[0] == 0
    )
    status, given = ducha(folder, "reassign", "拟-1", "县住建局", "--reason", "职责调整")
    assert (status, given["lead_unit"], given["led_before"]) == (0, "县住建局", "县水利局")
    assert ducha(folder, "reassign", "拟-1", "县教育局")[0] == 2
    assert main(["show", "拟-1", "--data", str(folder), "--today", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert "责任链：县长：王建国 → 乡镇长：赵明" in said
    assert "原牵头单位：县水利局" in said
