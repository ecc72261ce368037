"""Word documents part by part: numbers, tables of every shape, letters of every encoding, locked files."""

import io
import random
from pathlib import Path

import pytest
from corpus import files, words
from corpus.kit import packed
from corpus.word_kit import document, numbering, p, tbl, tc, tr, word, word_parts
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from ducha_desktop.domain.errors import DamagedError, EncryptedFileError, RefusedError
from ducha_desktop.exchange.parse import parse
from ducha_desktop.exchange.plain_text import paragraphs
from ducha_desktop.exchange.prose import read_prose
from ducha_desktop.exchange.reader import load, read_ledger

TEXT = "任务分工\n1.修建水渠。（责任单位：县水利局；完成时限：6月底前）\n2.加固堤防。（责任单位：县水利局）\n"
CELL = st.text(alphabet="修桥路渠县局一二3，。（）", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", ("1、", "2、", "10、", "11、")),
        ("japaneseCounting", ("一、", "二、", "十、", "十一、")),
        ("chineseCountingThousand", ("一、", "二、", "十、", "十一、")),
        ("chineseLegalSimplified", ("壹、", "贰、", "壹拾、", "壹拾壹、")),
        ("decimalEnclosedCircle", ("①、", "②、", "⑩、", "⑪、")),
        ("ideographTraditional", ("甲、", "乙、", "癸、", "11、")),
        ("lowerRoman", ("i、", "ii、", "x、", "xi、")),
        ("upperLetter", ("A、", "B、", "J、", "K、")),
        ("decimalZero", ("01、", "02、", "10、", "11、")),
        ("unheardOf", ("1、", "2、", "10、", "11、")),
    ],
)
def test_automatic_numbers(form: str, shown: tuple[str, ...]) -> None:
    rows = [("编号", "事项")] + [tr([tc(p(number=(1, 0)) + p("件")), "修桥"]) for _ in range(11)]

    grid = parse(word(tbl(rows), word__numbering=numbering([(form, "%1、")])), None).grids[0]

    column = grid.columns[0][1:]
    assert tuple(column[n].split("\n")[0] for n in (0, 1, 9, 10)) == shown


def test_numbers_of_lower_levels_begin_anew() -> None:
    levels = numbering([("decimal", "%1"), ("decimal", "%1.%2")])
    rows = [[tc(p("题", number=(1, level))), "乙"] for level in (0, 1, 1, 0, 1)]

    grid = parse(word(tbl(map(tr, rows)), word__numbering=levels), None).grids[0]

    assert grid.columns[0] == ["1题", "1.1题", "1.2题", "2题", "2.1题"]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda w: st.lists(st.lists(CELL, min_size=w, max_size=w), min_size=1, max_size=6)
    )
)
def test_any_table_comes_cell_by_cell(rows: list[list[str]]) -> None:
    grid = parse(word(tbl(rows)), None).grids[0]

    assert [grid.row(index) for index in range(grid.height)] == [[c.strip() for c in row] for row in rows]
    assert grid.merges == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2), st.integers(0, 2), st.integers(1, 2), st.integers(2, 3))
def test_any_range_is_one_merge(top: int, left: int, down: int, across: int) -> None:
    height, width = 4, 5
    rows = []
    for line in range(height):
        inside = top <= line <= top + down
        merge = ("restart" if line == top else "continue") if inside else ""
        cells = [tc(f"{line}{column}") for column in range(left)]
        if inside:
            cells.append(tc("并" if line == top else "", span=across, merge=merge))
        cells += [tc(f"{line}{column}") for column in range(left + across if inside else left, width)]
        rows.append(tr(cells))

    grid = parse(word(tbl(rows, [1000] * width)), None).grids[0]

    assert grid.merges == ((top, left, min(top + down, height - 1), left + across - 1),)
    assert grid.columns[left][top] == "并"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_texts_in_every_encoding(tmp_path: Path, encoding: str, breaks: str) -> None:
    path = tmp_path / "分工.txt"
    path.write_bytes(TEXT.replace("\n", breaks).encode(encoding))

    ledger = read_ledger(path)

    assert ledger.kind == "txt"
    assert [row.fields["title"] for row in ledger.rows] == ["修建水渠", "加固堤防"]
    assert ledger.place("正文", ledger.rows[0].row) == "第2行"


def test_a_delimited_text_is_a_table_still(tmp_path: Path) -> None:
    path = tmp_path / "台账.txt"
    path.write_text("事项\t责任单位\t完成时限\n修桥\t县交通运输局\t6月底\n", "gb18030")

    assert read_ledger(path).kind == "csv"


def test_a_locked_document_asks_for_its_password(tmp_path: Path) -> None:
    locked = io.BytesIO()
    # The encrypting library writes streams below 4 KB where no reader looks for them.
    picture = {"word/media/image1.png": random.Random(1).randbytes(9000)}
    whole = packed(word_parts(p(words.TITLE), tbl([words.HEAD, words.ONE, words.TWO])) | picture)
    OOXMLFile(io.BytesIO(whole)).encrypt("Ducha2026", locked)
    path = tmp_path / "分解.docx"
    path.write_bytes(locked.getvalue())

    with pytest.raises(EncryptedFileError):
        load(path)

    assert len(read_ledger(path, password="Ducha2026").rows) == 2


@pytest.mark.parametrize(
    ("data", "words_of_it"),
    [
        (b"%PDF-1.7", ("PDF", ".docx")),
        (b"{\\rtf1 abc}", ("RTF", ".docx")),
        (words.old_word(), (".wps", "另存为 .docx")),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
            ("XML", ".docx"),
        ),
        (words.word_with_macros(), (".docm", "不含宏")),
    ],
)
def test_other_documents_are_told_how_to_be_read(data: bytes, words_of_it: tuple[str, str]) -> None:
    with pytest.raises(RefusedError) as caught:
        parse(data, None)

    assert all(part in caught.value.message for part in words_of_it)
    assert "没有导入任何内容" in caught.value.message


@pytest.mark.parametrize("name", ["word/document.xml", "_rels/.rels", "word/numbering.xml"])
def test_a_broken_part_is_a_damaged_file(name: str) -> None:
    parts = word_parts(p("1.修渠。（责任单位：县水利局）"), word__numbering=numbering([("decimal", "%1")]))

    with pytest.raises(DamagedError):
        parse(packed(parts | {name: parts[name][:-9]}), None)


def test_another_kind_of_main_part_is_a_damaged_file() -> None:
    inside = document(p("甲")).replace("w:document", "w:glossary").encode()

    with pytest.raises(DamagedError):
        parse(packed(word_parts() | {"word/document.xml": inside}), None)


@pytest.mark.parametrize(
    "text",
    [
        "1.甲\n" + "责任单位：县发改局\n" * 30_000,
        "1.甲（" + "责任单位：县发改局；" * 30_000 + "）",
        "1.责任单位：县发改局\n" + "（" * 100_000 + "）" * 100_000,
        "1.甲\n责任单位：县发改局\n整改措施：\n" + "".join(f"（{n % 99 + 1}）措施\n" for n in range(30_000)),
    ],
    ids=["lines", "labels", "brackets", "steps"],
)
def test_hostile_repetition_costs_no_more_than_its_length(text: str) -> None:
    """Each would take minutes if any step looked at everything before it again."""
    assert len(read_prose(paragraphs(text))) == 1


def test_wps_and_excel_files_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "其实是表格.docx"
    path.write_bytes(files.wps_dimension_a1())

    assert read_ledger(path).kind == "xlsx"
