"""What every command keeps: Chinese, one document, sound exit statuses, never a trace."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ducha_desktop.cli.main import build_parser, main
from tests.cli.conftest import Ducha
from tests.complete import SAID

COMMANDS = (
    "gui", "init", "demo", "list", "show", "add", "set", "do", "actions", "stats", "import", "export", "template",
    "cards", "undo", "redo", "history", "trash", "delete", "digest", "backup", "restore", "check", "audit", "self-test",
)  # fmt: skip
ENGLISH = re.compile(
    r"usage|options|positional|arguments|show this|optional|invalid|required|expected|choose", re.IGNORECASE
)


@pytest.fixture
def empty(tmp_path: Path, ducha: Ducha) -> Path:
    folder = tmp_path / "新 台账"
    assert ducha(folder, "init", "--county", "云岭县")[0] == 0
    return folder


def test_every_command_explains_itself_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ((), *((name,) for name in COMMANDS)):
        with pytest.raises(SystemExit) as left:
            main([*words, "--help"])
        printed = capsys.readouterr().out
        assert left.value.code == 0
        assert printed.startswith("用法：ducha")
        assert not ENGLISH.search(printed), printed
    build_parser()
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("ducha ")


WRONG: tuple[tuple[str, ...], ...] = (
    ("无此命令",), ("list", "--bogus"), ("list", "--js"), ("list", "--limit"), ("list", "--limit", "-1"), ("list", "--limit", "many"),
    ("list", "--limit", "9" * 30), ("list", "--offset", "-1"), ("list", "--due-before", "2026-02-30"), ("list", "--as-of", "昨天"),
    ("list", "--state", "没有"), ("list", "--light", "紫"), ("list", "--stage", "x"), ("list", "--search", "长" * 501), ("list", "--json=1"),
    ("stats", "--by", "x"), ("show",), ("show", ""), ("show", "a\0b"), ("show", "\udcff"), ("add",), ("add", "title"), ("add", "title="), ("add", "=x"),
    ("add", "没有=1"), ("add", "title=\udc80"), ("set", "1"), ("do", "1", "bogus"), ("do", "1", "sign", "on=2026-99-99"),
    ("do", "1", "sign", "on=2027-01-01"), ("do", "1", "sign", "medium=x"), ("do", "1", "sign", "reson=x"), ("undo", "--steps", "0"), ("undo", "--steps", "x"),
    ("trash", "restore"), ("trash", "x"), ("audit", "x"), ("cards", "--out", ""), ("cards",), ("cards", "--level", "x", "--out", "a.pdf"),
    ("export", "--out", "a.txt"), ("template", "--out", "a.docx"), ("import", "a.xlsx", "--report", "a.doc"), ("import", "a.xlsx", "--on-duplicate", "x"),
    ("import", "a.xlsx", "--map", "没有等号"), ("import", "a.xlsx", "--map", "甲=没有这个字段"), ("history", "--limit", "-1"), ("demo", "--scale", "0"),
    ("demo", "--seed", "x"), ("init", "--county", "x"),
)  # fmt: skip


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_is_said_in_chinese_with_status_2(
    demo_folder: Path, ducha: Ducha, words: tuple[str, ...]
) -> None:
    status, document = ducha(demo_folder, *words)
    assert status == 2, document
    assert document["error"]["code"] in ("usage", "ambiguous")
    assert not ENGLISH.search(document["error"]["message"]), document


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small founded folder that no wrong command changes."""
    folder = tmp_path_factory.mktemp("wrong") / "台账"
    assert main(["init", "--county", "云岭县", "--data", str(folder), "--json"]) == 0
    return folder


def test_wrong_commands_left_no_trace_of_themselves(demo_folder: Path, ducha: Ducha) -> None:
    assert len(ducha(demo_folder, "history")[1]["entries"]) == 1
    assert not (demo_folder / "logs" / "ducha.log").exists() or "unexpected" not in (
        demo_folder / "logs" / "ducha.log"
    ).read_text("utf-8")


def test_places_that_cannot_be_written_are_named(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    (tmp_path / "文件夹.xlsx").mkdir()
    (tmp_path / "文件").write_text("x", "utf-8")
    for words, name in (
        (("export", "--out", str(tmp_path / "没有" / "a.xlsx")), "没有/a.xlsx"),
        (("export", "--out", str(tmp_path / "没有" / "a.pdf")), "没有/a.pdf"),
        (("template", "--out", str(tmp_path / "文件夹.xlsx")), "文件夹.xlsx"),
        (("export", "--out", str(tmp_path / "文件" / "a.xlsx")), "文件/a.xlsx"),
        (("cards", "--out", str(tmp_path / "文件" / "a.pdf")), "文件/a.pdf"),
        (("import", str(tmp_path / "无.xlsx")), "无.xlsx"),
        (("import", str(tmp_path)), tmp_path.name),
        (("export", "--out", str(tmp_path / ("长" * 200 + ".xlsx"))), "太长"),
    ):  # fmt: skip
        status, document = ducha(empty, *words)
        assert (status, document["error"]["code"]) == (3, "environment"), document
        assert name in document["error"]["message"], document
        assert ".tmp" not in document["error"]["message"]
        assert "Errno" not in document["error"]["message"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["文件夹.xlsx", "文件", empty.name])


def test_a_report_that_cannot_be_written_leaves_the_ledger_as_it_was(
    empty: Path, ducha: Ducha, tmp_path: Path
) -> None:
    source = tmp_path / "台账.csv"
    source.write_text("工作事项,责任单位\n修桥,县交通局\n", "utf-8")
    status, document = ducha(empty, "import", str(source), "--report", str(tmp_path / "没有" / "r.xlsx"))
    assert (status, document["error"]["code"]) == (3, "environment")
    assert ducha(empty, "list")[1]["total"] == 0
    status, document = ducha(empty, "import", str(source), "--report", str(tmp_path / "r.xlsx"))
    assert (status, document["drafts"], (tmp_path / "r.xlsx").exists()) == (0, 1, True)


def test_a_folder_without_a_ledger_is_not_found(tmp_path: Path, ducha: Ducha) -> None:
    (tmp_path / "文件").write_text("x", "utf-8")
    for folder in (tmp_path / "没有", tmp_path / "文件", tmp_path):
        status, document = ducha(folder, "list")
        assert (status, document["error"]["code"]) == (1, "not_found")
    status, document = ducha(tmp_path / "文件", "init", "--county", "云岭县")
    assert status == 3
    assert ducha(tmp_path, "init", "--county", "云岭县")[0] == 2
    for words in (("--county", " "), ("--county", "云岭县", "--level", "")):
        status, document = ducha(tmp_path / "新", "init", *words)
        assert (status, document["error"]["code"]) == (2, "usage")
        assert not (tmp_path / "新").exists()


def test_options_stand_before_and_after_the_command(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(empty), "add", "title=修桥", "due=2026-12-31", "--json"]) == 0
    capsys.readouterr()
    answers = []
    for words in (
        ["--data", str(empty), "--json", "--today", "2026-12-30", "list"],
        ["list", "--json", "--data", str(empty), "--today", "2026-12-30"],
        [
            "--data",
            "/nowhere",
            "--today",
            "2020-01-01",
            "list",
            "--data",
            str(empty),
            "--today",
            "2026-12-30",
            "--json",
        ],
    ):
        assert main(words) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["rows"][0]["days_left"] == 1


def test_a_department_knows_its_unit(tmp_path: Path, ducha: Ducha) -> None:
    status, made = ducha(
        tmp_path / "局", "init", "--county", "云岭县", "--role", "department", "--unit", "县发改局"
    )
    assert (status, made["role"], made["office"]) == (0, "department", "县发改局")
    status, made = ducha(
        tmp_path / "乡",
        "init",
        "--county",
        "云岭县",
        "--role",
        "township",
        "--unit",
        "白杨乡",
        "--office",
        "白杨乡党政办",
    )
    assert (status, made["office"]) == (0, "白杨乡党政办")


HOLD = """
import sys
from pathlib import Path
from ducha_desktop.runtime.lock import FolderLock
from ducha_desktop.runtime.paths import DataFolder
lock = FolderLock(DataFolder(Path(sys.argv[1])).lock)
lock.acquire()
print("held", flush=True)
sys.stdin.readline()
lock.release()
"""


def test_beside_a_writer_one_may_read_and_not_write(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    for title in ("修桥", "作废"):
        ducha(empty, "add", f"title={title}")
    ducha(empty, "delete", "拟-2")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(empty)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        for words in (
            ("add", "title=修路"), ("set", "拟-1", "title=修"), ("do", "拟-1", "approve"), ("undo",), ("redo",),
            ("delete", "拟-1"), ("trash", "restore", "拟-2"),
        ):  # fmt: skip
            status, document = ducha(empty, *words)
            assert (status, document["error"]["code"]) == (3, "in_use"), words
        for words in (
            ("list",), ("show", "拟-1"), ("stats",), ("digest",), ("history",), ("trash", "list"), ("check",), ("audit", "verify"),
            ("export", "--out", str(tmp_path / "a.xlsx")), ("cards", "--out", str(tmp_path / "a.pdf")), ("backup", "--to", str(tmp_path / "备")),
            ("backup", "--list"),
        ):  # fmt: skip
            status, document = ducha(empty, *words)
            assert status == 0, (words, document)
        holder.communicate("\n", timeout=60)
    assert ducha(empty, "add", "title=修路")[0] == 0


def test_undo_of_more_than_there_is_says_how_far_it_came(empty: Path, ducha: Ducha) -> None:
    ducha(empty, "add", "title=甲")
    ducha(empty, "add", "title=乙")
    status, done = ducha(empty, "undo", "--steps", "9")
    assert (status, done["steps"]) == (1, 2)
    assert (ducha(empty, "undo")[0], ducha(empty, "redo", "--steps", "2")[1]["steps"]) == (1, 2)
    assert ducha(empty, "list")[1]["total"] == 2


def test_the_recycle_bin_by_number(empty: Path, ducha: Ducha) -> None:
    ducha(empty, "add", "title=甲")
    ducha(empty, "add", "title=乙")
    assert ducha(empty, "delete", "拟-1", "拟-1")[1]["deleted"] == 1
    assert [row["number"] for row in ducha(empty, "trash", "list")[1]["rows"]] == ["拟-1"]
    assert ducha(empty, "trash", "restore", "拟-2")[0] == 1
    status, done = ducha(empty, "trash", "restore", "拟-1")
    assert (status, done["restored"]) == (0, 1)
    assert ducha(empty, "trash", "list")[1] == {"total": 0, "rows": []}


def test_text_for_people_too(
    empty: Path, ducha: Ducha, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ducha(empty, "add", "title=修桥", "lead_unit=县交通局", *SAID)
    ducha(empty, "set", "拟-1", "due=2026-12-31")
    ducha(empty, "do", "拟-1", "approve")
    for words, said in (
        (("list",), "共 1 项"), (("show", "2026-1"), "完成时限：2026-12-31"), (("stats", "--by", "unit"), "县交通局"),
        (("history",), "批准立项"), (("history", "2026-1"), "新增"), (("trash", "list"), "回收站是空的"), (("digest",), "行"),
        (("actions",), "claim-done"), (("audit", "verify"), "操作记录完好"), (("check",), "没有发现问题"),
        (("add", "title=修路", *SAID), "已登记：拟-2"), (("set", "拟-2", "progress_percent=150%"), "已修改：拟-2"),
        (("do", "拟-2", "approve"), "现在是“已立项”"), (("undo",), "撤销：批准立项"), (("redo",), "恢复：批准立项"), (("delete", "2026-2"), "1 项"),
        (("trash", "list"), "修路"), (("trash", "restore", "2026-2"), "还原 1 项"), (("backup", "--to", str(tmp_path / "备份")), "已备份并核验"),
        (("backup", "--list"), "原因"), (("template", "--out", str(tmp_path / "t.xlsx")), "已生成模板"),
        (("export", "--out", str(tmp_path / "e.pdf")), "已导出 2 项"), (("cards", "--out", str(tmp_path / "卡")), "卡片 1 张"),
    ):  # fmt: skip
        assert main([*words, "--data", str(empty), "--today", "2026-11-22"]) == 0
        assert said in capsys.readouterr().out, words
    assert main(["show", "没有", "--data", str(empty)]) == 1
    printed = capsys.readouterr()
    assert (printed.out, "没有" in printed.err) == ("", True)


def test_equal_input_gives_equal_bytes(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    for n in range(1, 6):
        ducha(
            empty,
            "add",
            f"title=事项{n}",
            "lead_unit=县交通局",
            "liaison_leaders=何㛃",
            f"due=2026-12-{n:02}",
        )
    made: list[dict[str, Any]] = []
    for turn in ("一", "二"):
        (tmp_path / turn).mkdir()
        answers = {
            "list": ducha(empty, "list")[1], "show": ducha(empty, "show", "拟-1")[1], "stats": ducha(empty, "stats", "--by", "unit")[1],
            "past": ducha(empty, "list", "--as-of", "2026-11-22")[1], "digest": ducha(empty, "digest")[1], "history": ducha(empty, "history")[1],
        }  # fmt: skip
        for name in ("卡.pdf", "账.pdf"):
            out = str(tmp_path / turn / name)
            assert (
                ducha(empty, *(("cards", "--out", out) if name == "卡.pdf" else ("export", "--out", out)))[0]
                == 0
            )
            answers[name] = (tmp_path / turn / name).read_bytes()
        made.append(answers)
        time.sleep(1.1)
    assert made[0] == made[1]


def test_output_is_utf8_in_every_locale(empty: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ducha_desktop", "add", "title=𬱟家河", "--data", str(empty), "--json"],
        capture_output=True, check=False, env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert (done.returncode, json.loads(done.stdout.decode("utf-8"))["title"]) == (0, "𬱟家河")


def test_an_unexpected_error_goes_to_the_log(
    empty: Path, ducha: Ducha, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ducha_desktop.cli import ledger as noun

    def breaks(_call: object) -> int:
        raise ZeroDivisionError("secret content")

    monkeypatch.setattr(noun, "list_matters", breaks)
    status, document = ducha(empty, "list")
    assert (status, document["error"]["code"]) == (3, "environment")
    log = empty / "logs" / "ducha.log"
    assert str(log) in document["error"]["message"]
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert "secret" not in log.read_text("utf-8")

    def cancelled(_call: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(noun, "list_matters", cancelled)
    assert main(["list", "--data", str(empty)]) == 1


def test_an_ambiguous_number_names_the_candidates(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    for title in ("甲", "乙"):
        ducha(empty, "add", f"title={title}", "number=同号", "lead_unit=县交通局")
    status, document = ducha(empty, "show", "同号")
    assert (status, document["error"]["code"], len(document["error"]["candidates"])) == (2, "ambiguous", 2)
    status, document = ducha(empty, "cards", "--holder", "县水务局", "--out", str(tmp_path / "a.pdf"))
    assert (status, document["error"]["code"]) == (1, "not_found")
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_is_said_without_a_trace(empty: Path) -> None:
    ducha = f'"{sys.executable}" -m ducha_desktop'
    for tail, status, words in (
        (f'list --json --data "{empty}" >/dev/full', 3, "结果没有写出来：磁盘已满"),
        (f'show 拟-1 --json --data "{empty}" >/dev/full', 3, "结果没有写出来：磁盘已满"),
        (f'list --data "{empty}" >&-', 0, ""),
        (f'show 拟-1 --data "{empty}" 2>/dev/full', 1, ""),
        (f'show 拟-1 --data "{empty}" 2>&-', 1, ""),
    ):
        done = subprocess.run(f"{ducha} {tail}", shell=True, capture_output=True, check=False)
        said = done.stderr.decode("utf-8")
        assert (done.returncode, "Traceback" in said) == (status, False), (tail, said)
        assert words in said


def test_what_was_assumed_is_said_in_the_answer(empty: Path, ducha: Ducha) -> None:
    given = ("title=修路", "lead_unit=县神秘局", "due=3日内", "progress_percent=150")
    status, document = ducha(empty, "add", *given)
    assert status == 0
    assert [problem["field"] for problem in document["problems"]] == ["progress_percent"]
    assert [words.split("：")[0] for words in document["warnings"]] == ["“县神秘局”", "“3日内”"]
    status, document = ducha(empty, "set", "拟-1", "lead_unit=县神秘局")
    assert (status, document["problems"], document["warnings"]) == (0, [], [])
    assert ducha(empty, "add", "title=甲", "title=乙")[1]["error"]["code"] == "usage"
    assert ducha(empty, "do", "拟-1", "submit", "on=0001-01-01")[0] == 2
    assert ducha(empty, "list", "--due-before", "20261201")[0] == 2
    assert ducha(empty, "list", "--state", "d")[1]["total"] == 1


def test_a_township_office_has_a_name(tmp_path: Path, ducha: Ducha) -> None:
    assert ducha(tmp_path / "镇", "init", "--county", "云岭县", "--role", "township")[0] == 2
    assert not (tmp_path / "镇").exists()
    assert ducha(tmp_path / "长", "init", "--county", "长" * 61)[0] == 2
    status, made = ducha(
        tmp_path / "镇", "init", "--county", "云岭县", "--role", "township", "--unit", "白杨镇"
    )
    assert (status, made["office"]) == (0, "白杨镇")
