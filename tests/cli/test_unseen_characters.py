"""Marks that turn writing round and other characters nobody sees come in on no way; those of a character stay."""

import json
import sys
from pathlib import Path

import openpyxl
import pytest

from ducha_desktop.domain.cleaning import without_unseen
from ducha_desktop.services import pasting
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.pasting import Wanted
from ducha_desktop.services.pasting_writing import write_cells
from tests.cli.conftest import Ducha
from tests.complete import SAID

sys.path.append(str(Path(__file__).resolve().parents[1] / "exchange"))
from corpus.word_kit import p, tbl, word

FAMILY = "👨\u200d👩\u200d👧"
TURNED = f"建设\u202e路桥\u202c{FAMILY}\u200b城\u2066甲\u2069"
PLAIN = f"建设路桥{FAMILY}城甲"
HEAD = ["序号", "工作事项", "责任单位"]


@pytest.fixture
def office(tmp_path: Path, ducha: Ducha) -> Path:
    assert ducha(tmp_path / "数据", "init", "--county", "云岭县")[0] == 0
    return tmp_path / "数据"


def clean(folder: Path, ducha: Ducha) -> list[str]:
    """The titles, when no word of the ledger and its history holds what nobody sees."""
    listed = ducha(folder, "list")[1]["rows"]
    shown = [ducha(folder, "show", row["number"])[1] for row in listed]
    for part in (listed, shown, ducha(folder, "history")[1]):
        words = json.dumps(part, ensure_ascii=False)
        assert without_unseen(words) == words
    return [row["title"] for row in listed]


def test_typed_on_the_command_line(office: Path, ducha: Ducha, tmp_path: Path) -> None:
    turned = f"县\u202e局\u200f{TURNED}"
    ducha(
        office, "add", f"title={TURNED}", f"lead_unit={turned}", "persons=张\u2067三", "--user", "李\u202e四"
    )
    ducha(office, "set", "拟-1", *(said for said in SAID if not said.startswith("persons=")))
    ducha(office, "set", "拟-1", f"target={TURNED}\r\n第二行")
    ducha(office, "do", "拟-1", "approve", f"evidence={TURNED}")
    ducha(office, "do", "2026-1", "assign")
    ducha(office, "do", "2026-1", "sign", f"person={turned}")
    ducha(office, "do", "2026-1", "report", f"text={TURNED}", "percent=\u200e50%")
    assert ducha(office, "do", "2026-1", "suspend", f"reason={TURNED}")[0] == 0
    path = tmp_path / f"照片\u202e{FAMILY}.jpg"
    path.write_bytes(b"1")
    ducha(office, "attachment", "add", "2026-1", str(path))
    assert clean(office, ducha) == [PLAIN]
    assert ducha(office, "show", "2026-1")[1]["attachments"][0]["name"] == f"照片{FAMILY}.jpg"
    entries = ducha(office, "history")[1]["entries"]
    assert {"李四", "督查员"} == {entry["user"] for entry in entries}
    assert PLAIN in {entry["reason"] for entry in entries}


def test_pasted_into_cells(office: Path, ducha: Ducha) -> None:
    ducha(office, "add", "title=修桥")
    uid = ducha(office, "list")[1]["rows"][0]["uid"]
    with open_office(office) as desk:
        with desk.write("cells.paste", words="粘贴") as work:
            write_cells(work, [Wanted(uid, {"title": TURNED, "lead_unit": "县\u202e局"})], ())
        with desk.read() as reader:
            assert pasting.plan(reader, [Wanted(uid, {"title": TURNED})]).written == 0
    assert clean(office, ducha) == [PLAIN]


def test_imported_from_a_workbook_a_document_and_a_text(office: Path, ducha: Ducha, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ([f"工作\u202e台账{TURNED}"], HEAD, ["1", TURNED, "县\u202e住建局"]):
        book.active.append(row)
    book.save(tmp_path / "表.xlsx")
    book.close()
    (tmp_path / "文.docx").write_bytes(word(p("台账") + tbl([HEAD, ["1", TURNED + "乙", "县\u202e住建局"]])))
    (tmp_path / "字.txt").write_text(
        f"任务分解\n1.{TURNED}丙。（牵头单位：县\u202e住建局；完成时限：10月底前）\n2.修路。（牵头单位：县交通局）\n",
        "utf-8",
    )
    for name in ("表.xlsx", "文.docx", "字.txt"):
        status, done = ducha(office, "import", str(tmp_path / name))
        assert (status, done["drafts"] > 0) == (0, True), done
    titles = clean(office, ducha)
    assert [title.rstrip("。") for title in titles] == [PLAIN, PLAIN + "乙", PLAIN + "丙", "修路"]
    assert {row["lead_unit"] for row in ducha(office, "list")[1]["rows"]} == {"县住建局", "县交通局"}
