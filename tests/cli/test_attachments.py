"""attachment list, add, save, rename, kind, remove: the same services as the window, and one step of undo each."""

from pathlib import Path

import pytest

from ducha_desktop.cli.main import main
from tests.cli.conftest import Ducha

PHOTO = bytes(range(256)) * 9_000


@pytest.fixture
def office(tmp_path: Path, ducha: Ducha) -> Path:
    folder = tmp_path / "新 台账"
    ducha(folder, "init", "--county", "云岭县", "--level", "县")
    assert ducha(folder, "add", "title=修桥")[0] == 0
    return folder


@pytest.fixture
def files(tmp_path: Path) -> Path:
    there = tmp_path / "来件"
    there.mkdir()
    (there / "现场照片.jpg").write_bytes(PHOTO)
    (there / "会议纪要.pdf").write_bytes(b"%PDF-1.7 ")
    (there / "空的.txt").touch()
    return there


def names(office: Path, ducha: Ducha) -> list[tuple[str, str]]:
    status, listed = ducha(office, "attachment", "list", "拟-1")
    assert (status, listed["total"]) == (0, len(listed["rows"]))
    return [(row["name"], row["kind"]) for row in listed["rows"]]


def test_added_listed_saved_and_undone(office: Path, files: Path, ducha: Ducha, tmp_path: Path) -> None:
    assert names(office, ducha) == []
    before = ducha(office, "digest")[1]
    status, added = ducha(office, "attachment", "add", "拟-1", str(files / "现场照片.jpg"), "--kind", "佐证")
    assert status == 0
    ((row),) = added["added"]
    assert (row["name"], row["size"], row["kind"]) == ("现场照片.jpg", len(PHOTO), "evidence")
    assert ducha(office, "show", "拟-1")[1]["attachments"] == added["added"]
    assert "missing" in ducha(office, "attachment", "list", "拟-1")[1]["rows"][0]
    out = tmp_path / "出"
    out.mkdir()
    status, saved = ducha(office, "attachment", "save", "拟-1", "现场照片.jpg", "--out", str(out))
    assert (status, saved["file"]) == (0, str(out / "现场照片.jpg"))
    assert (out / "现场照片.jpg").read_bytes() == PHOTO
    target = tmp_path / "照.jpg"
    target.write_bytes(b"alt")
    assert ducha(office, "attachment", "save", "拟-1", row["uid"], "--out", str(target))[0] == 0
    assert target.read_bytes() == PHOTO
    after = ducha(office, "digest")[1]
    assert ducha(office, "undo")[0] == 0
    assert ducha(office, "digest")[1] == before
    assert names(office, ducha) == []
    assert ducha(office, "redo")[0] == 0
    assert ducha(office, "digest")[1] == after
    assert (files / "现场照片.jpg").read_bytes() == PHOTO, "the original stays where it is"


def test_what_cannot_be_taken_is_said_and_the_rest_is_taken(office: Path, files: Path, ducha: Ducha) -> None:
    every = [str(path) for path in sorted(files.iterdir())]
    status, added = ducha(office, "attachment", "add", "拟-1", *every)
    assert status == 1
    assert {row["name"] for row in added["added"]} == {"会议纪要.pdf", "现场照片.jpg"}
    ((refused),) = added["refused"]
    assert refused["name"] == "空的.txt"
    assert "空文件" in refused["why"]
    status, said = ducha(office, "attachment", "add", "拟-1", str(files / "空的.txt"), str(files))
    assert (status, said["error"]["code"]) == (1, "refused")
    assert "文件夹" in said["error"]["message"]
    assert ducha(office, "undo")[1]["steps"] == 1
    assert names(office, ducha) == [], "all of them are one step"
    assert ducha(office, "attachment", "add", "拟-9", *every)[1]["error"]["code"] == "not_found"


def test_renamed_classed_removed_and_brought_back(office: Path, files: Path, ducha: Ducha) -> None:
    (row,) = ducha(office, "attachment", "add", "拟-1", str(files / "会议纪要.pdf"))[1]["added"]
    status, done = ducha(office, "attachment", "rename", "拟-1", "会议纪要.pdf", "第三次会议")
    assert (status, done["attachment"]["name"]) == (0, "第三次会议.pdf")
    assert ducha(office, "attachment", "kind", "拟-1", "第三次会议.pdf", "佐证")[0] == 0
    assert names(office, ducha) == [("第三次会议.pdf", "evidence")]
    status, said = ducha(office, "attachment", "remove", "拟-1", "会议纪要.pdf")
    assert (status, said["error"]["code"]) == (1, "not_found")
    assert "“第三次会议.pdf”" in said["error"]["message"]
    status, done = ducha(office, "attachment", "remove", "拟-1", "第三次会议.pdf")
    assert (status, done["attachment"]) == (0, None)
    assert names(office, ducha) == []
    status, bin_ = ducha(office, "trash", "list")
    assert [line["uid"] for line in bin_["rows"]] == [row["uid"]]
    assert ducha(office, "trash", "restore", row["uid"])[0] == 0
    assert names(office, ducha) == [("第三次会议.pdf", "evidence")]
    status, said = ducha(office, "attachment", "kind", "拟-1", "第三次会议.pdf", "机密")
    assert (status, said["error"]["code"]) == (2, "usage")
    assert (
        ducha(office, "attachment", "kind", "拟-1", "第三次会议.pdf", "佐证")[1]["words"] == "没有需要改的。"
    )


def test_words_for_people(
    office: Path, files: Path, ducha: Ducha, capsys: pytest.CaptureFixture[str]
) -> None:
    ducha(office, "attachment", "add", "拟-1", str(files / "现场照片.jpg"))
    assert main(["attachment", "list", "拟-1", "--data", str(office)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "名称          大小    类别",
        "现场照片.jpg  2.2 MB  普通",
    ]
    assert main(["attachment", "--data", str(office)]) == 2
    assert "缺少" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["ducha.db", "keys/keys.json", "."])
def test_nothing_is_saved_over_the_ledger_itself(office: Path, files: Path, ducha: Ducha, place: str) -> None:
    ducha(office, "attachment", "add", "拟-1", str(files / "现场照片.jpg"))
    before = ducha(office, "digest")[1]
    status, said = ducha(office, "attachment", "save", "拟-1", "现场照片.jpg", "--out", str(office / place))
    assert (status, said["error"]["code"]) == (2, "usage")
    assert "数据文件夹里面" in said["error"]["message"]
    assert ducha(office, "digest")[1] == before
