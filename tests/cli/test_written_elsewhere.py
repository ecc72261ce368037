"""No command writes a file of the clerk's own into the data folder, whatever the folder is called."""

from pathlib import Path

import openpyxl
import pytest

from ducha_desktop.cli.frame import WRITTEN, Parser
from ducha_desktop.cli.main import build_parser
from tests.cli.conftest import Ducha

WRITERS = (
    ("export", "--out", "a.xlsx"),
    ("export", "--out", "a.pdf"),
    ("template", "--out", "a.xlsx"),
    ("cards", "--out", "a.pdf"),
    ("cards", "--out", "卡片"),
    ("chart", "runchart", "--out", "a.pdf"),
    ("chart", "runchart", "--out", "a.xlsx"),
    ("import", "台账.xlsx", "--report", "a.xlsx"),
    ("backup", "--to", "卡片"),
)


@pytest.fixture
def office(tmp_path: Path, ducha: Ducha) -> Path:
    assert ducha(tmp_path / "数据", "init", "--county", "云岭县")[0] == 0
    return tmp_path / "数据"


def left(folder: Path) -> dict[Path, bytes]:
    """What a refused command must leave as it was: all but the log and the lock."""
    return {
        path: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".log", ".lock"}
    }


@pytest.mark.parametrize("way", ["{0}/{1}", "{0}/keys/{1}", "{0}/../{2}/{1}", "{3}/{1}", "{3}/keys/../{1}"])
def test_refused_with_a_sentence(office: Path, ducha: Ducha, tmp_path: Path, way: str) -> None:
    (tmp_path / "捷径").symlink_to(office, target_is_directory=True)
    before = left(office)
    for *command, name in WRITERS:
        target = way.format(office, name, office.name, tmp_path / "捷径")
        status, said = ducha(office, *command, target)
        assert (status, said["error"]["code"]) == (2, "usage"), command
        assert "在数据文件夹里面" in said["error"]["message"], command
        assert left(office) == before, command


def test_a_link_to_the_database_is_seen_through(office: Path, ducha: Ducha, tmp_path: Path) -> None:
    link = tmp_path / "台账.xlsx"
    link.symlink_to(office / "ducha.db")
    before = left(office)
    assert ducha(office, "export", "--out", str(link))[0] == 2
    assert (link.is_symlink(), left(office) == before) == (True, True)


def test_a_report_never_takes_the_place_of_the_imported_table(
    office: Path, ducha: Ducha, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for row in (["工作事项", "完成时限"], ["修桥", "看情况"]):
        book.active.append(row)
    book.save(tmp_path / "原表.xlsx")
    book.close()
    (tmp_path / "捷径.xlsx").symlink_to(tmp_path / "原表.xlsx")
    before = (tmp_path / "原表.xlsx").read_bytes()
    for name in ("原表.xlsx", "捷径.xlsx"):
        status, said = ducha(office, "import", str(tmp_path / "原表.xlsx"), "--report", str(tmp_path / name))
        assert (status, "就是要导入的原表" in said["error"]["message"]) == (2, True)
    assert ((tmp_path / "原表.xlsx").read_bytes(), ducha(office, "list")[1]["total"]) == (before, 0)
    status, done = ducha(
        office, "import", str(tmp_path / "原表.xlsx"), "--report", str(tmp_path / "批注.xlsx")
    )
    assert (status, done["drafts"], (tmp_path / "批注.xlsx").is_file()) == (0, 1, True)


def test_the_folder_itself_is_no_place_for_cards(office: Path, ducha: Ducha) -> None:
    assert ducha(office, "cards", "--out", str(office))[0] == 2


def test_places_beside_the_data_folder_and_its_own_backups_are_free(
    office: Path, ducha: Ducha, tmp_path: Path
) -> None:
    beside = tmp_path / "数据 导出"
    beside.mkdir()
    for target in (beside / "a.xlsx", tmp_path / "ducha.db.xlsx", office / ".." / "b.xlsx"):
        assert ducha(office, "template", "--out", str(target)) == (0, {"file": str(target)})
        assert target.is_file()
    assert ducha(office, "backup", "--to", str(office / "backups"))[0] == 0
    assert len(ducha(office, "backup", "--list")[1]) == 1


def test_every_option_that_names_a_file_to_be_written_is_known() -> None:
    """A new command whose `--out` has another name must be added to `WRITTEN`."""
    written, seen = set(), []
    parsers: list[Parser] = [build_parser()]
    while parsers:
        for action in parsers.pop()._actions:  # argparse has no other way to ask
            if isinstance(action.choices, dict):
                parsers.extend(action.choices.values())
            elif action.type is not None and getattr(action.type, "__name__", "") == "place":
                seen.append(action.dest)
                written.add(action.dest)
    read = {"data", "file", "files"}
    assert written - read == {*WRITTEN, "to"}, "`backup --to` has a rule of its own: the folder `backups`"
    assert len(seen) > len(written)
