"""`ducha import` of Word documents and texts: one document of JSON, the places of rows, one undo."""

import sys
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Ducha

sys.path.append(str(Path(__file__).resolve().parents[1] / "exchange"))
from corpus.word_kit import p, tbl, word

DECOMPOSITION = """云岭县2026年重点任务分解
一、产业发展
1.建成食品产业园。（责任领导：周明；牵头单位：县工信局；配合单位：各乡镇；完成时限：10月底前）
2.引进龙头企业3家。（牵头单位：县投资促进局；完成时限：看情况）
二、民生保障
3.新建幼儿园2所。
责任单位：县教体局
完成时限：2026年8月
"""


@pytest.fixture
def empty(tmp_path: Path, ducha: Ducha) -> Path:
    folder = tmp_path / "新 台账"
    assert ducha(folder, "init", "--county", "云岭县")[0] == 0
    return folder


def test_a_text_becomes_drafts_and_one_undo_takes_them_back(
    empty: Path, ducha: Ducha, tmp_path: Path
) -> None:
    path = tmp_path / "分 解.txt"
    path.write_text(DECOMPOSITION, "gb18030")
    before = ducha(empty, "digest")[1]
    status, dry = ducha(empty, "import", str(path), "--dry-run")
    assert status == 0
    assert ducha(empty, "digest")[1] == before

    status, done = ducha(empty, "import", str(path), "--report", str(tmp_path / "批注.xlsx"))

    assert status == 0
    assert done == dry
    assert (done["rows_read"], done["drafts"], done["refused"]) == (3, 3, 0)
    assert done["headings"]["事项"] == "title"
    problem = next(problem for problem in done["problems"] if problem["value"] == "看情况")
    assert (problem["sheet"], problem["place"]) == ("正文", "第4行")
    rows = {row["title"]: row for row in ducha(empty, "list")[1]["rows"]}
    assert rows["建成食品产业园"]["lead_unit"] == "县工信局"
    assert rows["建成食品产业园"]["due"] == "2026-10-31"
    assert rows["引进龙头企业3家"]["due_text"] == "看情况"
    assert rows["新建幼儿园2所"]["due"] == "2026-08-31"
    assert all(row["state"] == "D" for row in rows.values())
    book = openpyxl.load_workbook(tmp_path / "批注.xlsx")
    assert [row[-1].value for row in book["正文"].iter_rows()] == ["原文位置", "第3行", "第4行", "第6—8行"]
    book.close()
    after = ducha(empty, "digest")[1]
    assert ducha(empty, "undo")[0] == 0
    assert ducha(empty, "digest")[1] == before
    assert ducha(empty, "redo")[0] == 0
    assert ducha(empty, "digest")[1] == after


def test_one_table_of_a_document_is_chosen_by_its_title(empty: Path, ducha: Ducha, tmp_path: Path) -> None:
    path = tmp_path / "两张表.docx"
    head = ("序号", "事项", "责任单位", "时限")
    path.write_bytes(
        word(
            p("改革任务"),
            tbl([head, ("1", "推进医保支付改革", "县医保局", "2026年9月底")]),
            p("民生实事"),
            tbl([head, ("1", "新建公厕12座", "县城管局", "2026年6月底")]),
        )
    )

    status, done = ducha(empty, "import", str(path), "--sheet", "民生实事", "--map", "时限=完成时限")

    assert status == 0
    assert done["drafts"] == 1
    assert any("改革任务" in note for note in done["notes"])
    assert [row["title"] for row in ducha(empty, "list")[1]["rows"]] == ["新建公厕12座"]
    status, refused = ducha(empty, "import", str(path), "--sheet", "没有的表")
    assert status == 2
    assert "改革任务、民生实事" in refused["error"]["message"]


REFUSED = (
    ("来文.pdf", b"%PDF-1.7", 1, ".docx"),
    ("纪要.txt", "今天召开会议，研究工作。\n会议要求抓好落实。\n".encode(), 1, "责任单位"),
    ("坏.docx", word(p("甲"))[:-60], 3, "已损坏"),
)


@pytest.mark.parametrize("case", REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_cannot_be_read_says_what_to_do(
    empty: Path, ducha: Ducha, tmp_path: Path, case: tuple[str, bytes, int, str]
) -> None:
    name, data, status, words = case
    (tmp_path / name).write_bytes(data)

    code, document = ducha(empty, "import", str(tmp_path / name))

    assert code == status
    assert words in document["error"]["message"]
    assert "没有导入任何内容" in document["error"]["message"]
