"""The door: survey, choice of sheet, heading row and mapping, profiles, the annotated copy."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from corpus import body, files, layout, values
from corpus.kit import HEAD, ROWS, book

from ducha_desktop.domain.errors import EncryptedFileError, RefusedError, WrongUseError
from ducha_desktop.exchange import marking
from ducha_desktop.exchange.annotate import annotate
from ducha_desktop.exchange.grid import Book, Grid
from ducha_desktop.exchange.mapping import likeness
from ducha_desktop.exchange.reader import load, read_book, read_ledger, survey
from ducha_desktop.exchange.worker import Parser
from ducha_desktop.services.drafts import RowProblem


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as running:
        yield running


@pytest.fixture
def place(tmp_path: Path):
    def put(data: bytes, name: str = "台账.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return put


def test_without_a_parser_of_its_own_the_door_starts_one(place) -> None:
    ledger = read_ledger(place(layout.heading_plain()))

    assert (ledger.kind, ledger.rows_read, len(ledger.sha256)) == ("xlsx", 2, 64)


def test_survey_shows_sheets_headings_and_proposals(place, parser: Parser) -> None:
    path = place(body.ledger_among_other_sheets())
    found = survey(path, book=load(path, parser=parser))

    sheets = {sheet.name: sheet for sheet in found.sheets}
    assert [name for name, sheet in sheets.items() if sheet.fits] == ["台账"]
    ledger = sheets["台账"]
    assert ledger.heading_rows == (1, 1)
    assert [(column.heading, column.field) for column in ledger.proposals][:3] == [
        ("序号", ""),
        ("事项", "title"),
        ("牵头单位", "lead_unit"),
    ]
    assert ledger.proposals[2].samples == ("县住建局", "县交通运输局")
    assert ledger.proposals[2].score == 100
    assert len(ledger.sample_rows) == 2
    assert sheets["填表说明"].heading_rows is None
    assert sheets["填表说明"].sample_rows[0][0] == "填表说明"


def test_survey_counts_what_is_hidden(place, parser: Parser) -> None:
    path = place(body.hidden_rows_and_columns())
    sheet = survey(path, book=load(path, parser=parser)).sheets[0]

    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.visibility) == (1, 1, "visible")
    assert [column.heading for column in sheet.proposals if column.hidden] == ["责任领导"]


def test_survey_names_the_year_and_the_lines_of_the_heading(place, parser: Parser) -> None:
    path = place(layout.heading_two_rows_merged())
    sheet = survey(path, book=load(path, parser=parser)).sheets[0]

    assert (sheet.heading_rows, sheet.year) == ((2, 3), 2026)


def test_a_heading_row_beyond_the_sheet_is_refused(place, parser: Parser) -> None:
    path = place(layout.heading_plain())

    with pytest.raises(RefusedError, match="没有找到台账的表头"):
        read_ledger(path, book=load(path, parser=parser), heading_row=99)


def test_either_line_of_a_two_row_heading_may_be_named(place, parser: Parser) -> None:
    path = place(layout.heading_two_rows_merged())
    parsed = load(path, parser=parser)

    assert read_ledger(path, book=parsed, heading_row=2) == read_ledger(path, book=parsed, heading_row=3)


def test_a_field_may_not_take_two_columns(place, parser: Parser) -> None:
    path = place(layout.heading_plain())

    with pytest.raises(WrongUseError, match="对应了两列"):
        read_ledger(path, book=load(path, parser=parser), mapping={"事项": "title", "进展情况": "事项"})


def test_a_chosen_field_frees_the_column_it_had(place, parser: Parser) -> None:
    path = place(layout.heading_plain())
    ledger = read_ledger(path, book=load(path, parser=parser), mapping={"进展情况": "title"})

    assert ledger.headings["进展情况"] == "title"
    assert [row.fields["title"] for row in ledger.rows] == ["已完成立项", "正在招标"]
    assert ledger.rows[0].extras == {"事项": "推进县城老旧小区改造"}


@pytest.mark.parametrize("mark", ["1", "（", "：", "计", "年", "x：", "20"])
def test_cells_filled_to_the_brim_are_read(mark: str) -> None:
    cells = [
        ("事项", "责任单位", "备注"),
        *[((mark * 32000)[:32000] + end, mark * 9, mark * 9000) for end in "甲乙"],
    ]
    parsed = Book(
        "xlsx", "", (Grid("表", "visible", 3, tuple(list(column) for column in zip(*cells, strict=True))),)
    )
    ledger = read_book(parsed, "台账.xlsx")

    assert survey("台账.xlsx", book=parsed).sheets[0].fits
    assert ledger.rows_read == 2


def test_password_is_asked_then_used(place) -> None:
    path = place(files.locked("口令2026"))

    with pytest.raises(EncryptedFileError):
        read_ledger(path)
    assert read_ledger(path, password="口令2026").rows_read == 2


def test_remembered_mappings_are_recognised() -> None:
    remembered = {"督办 事项": "title", "责任单位": "lead_unit", "情况": ""}

    assert likeness(remembered, ["督办事项", "责任单位", "情况", "其他"]) == 1
    assert likeness(remembered, ["督办事项"]) == pytest.approx(1 / 3)
    assert likeness({}, ["事项"]) == 0


def _marked(path: Path) -> dict[str, tuple[str, str]]:
    work = openpyxl.load_workbook(path)
    try:
        return {
            f"{sheet.title}!{cell.coordinate}": (cell.comment.text, cell.fill.fgColor.rgb)
            for sheet in work
            for row in sheet.iter_rows()
            for cell in row
            if cell.comment
        }
    finally:
        work.close()


PROBLEMS = (
    RowProblem("台账", 3, "完成时限", "x", "读不出日期"),
    RowProblem("台账", 3, "完成时限", "x", "没有写年份"),
    RowProblem("台账", 2, "lead_unit", "y", "单位待确认"),
    RowProblem("台账", 2, "", "", "整行有误", refuses=True),
)


def test_the_annotated_copy_keeps_their_workbook_and_marks_the_cells(
    place, parser: Parser, tmp_path: Path
) -> None:
    def shape(sheet) -> None:
        sheet["B2"].font = openpyxl.styles.Font(bold=True)
        sheet["F3"] = "=1+1"

    path, out = place(book([HEAD, *ROWS], shape=shape)), tmp_path / "批注.xlsx"
    before = path.read_bytes()
    annotate(path, PROBLEMS, out, parser=parser)

    assert _marked(out) == {
        "台账!A2": ("整行有误", "FFFFC7CE"),
        "台账!C2": ("单位待确认", "FFFFC7CE"),
        "台账!E3": ("读不出日期\n没有写年份", "FFFFC7CE"),
    }
    work = openpyxl.load_workbook(out)
    sheet = work["台账"]
    assert (sheet["B2"].font.b, sheet["F3"].value, sheet["G1"].value) == (True, "=1+1", "导入问题")
    assert sheet["G2"].value == "整行有误；单位待确认"
    assert [cell.value for cell in work["导入问题"][4]] == [
        "台账",
        2,
        "牵头单位",
        "y",
        "单位待确认",
        "按原文保留",
    ]
    work.close()
    assert path.read_bytes() == before


def test_the_annotated_copy_is_read_as_the_file_itself(place, parser: Parser, tmp_path: Path) -> None:
    path, out = place(layout.heading_plain()), tmp_path / "批注.xlsx"
    annotate(path, PROBLEMS, out, parser=parser)

    first, again = (read_ledger(file, book=load(file, parser=parser)) for file in (path, out))
    assert again.rows == first.rows
    assert again.notes == ()


@pytest.mark.parametrize(
    "build", [values.old_workbook, files.html_in_gb_named_xls, files.csv_in_gb_named_xls]
)
def test_other_kinds_are_laid_out_anew(build, place, parser: Parser, tmp_path: Path) -> None:
    path, out = place(build(), "台账.xls"), tmp_path / "批注.xlsx"
    parsed = load(path, parser=parser)
    sheet = parsed.grids[0].name
    annotate(path, [RowProblem(sheet, 3, "责任单位", "", "单位待确认")], out, parser=parser)

    copy = load(out, parser=parser)
    assert copy.kind == "xlsx"
    assert [
        list(column[: parsed.grids[0].height]) for column in copy.grids[0].columns[: parsed.grids[0].width]
    ] == [list(column) for column in parsed.grids[0].columns]
    assert len(_marked(out)) == 1


def test_formulas_in_words_stay_words(place, parser: Parser, tmp_path: Path) -> None:
    path, out = place('事项,责任单位,备注\n=1+1,"=cmd|x",@a\n'.encode(), "台账.csv"), tmp_path / "批注.xlsx"
    annotate(path, [RowProblem("表格", 2, "事项", "=1+1", "=2+2")], out, parser=parser)

    work = openpyxl.load_workbook(out)
    assert {
        cell.data_type
        for sheet in work
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    } == {"s", "n"}
    assert work["表格"]["A2"].value == "=1+1"
    work.close()


def test_of_a_very_large_file_only_the_rows_with_problems_come_back(
    place, tmp_path: Path, monkeypatch
) -> None:
    rows = [(index, f"事项{index}", "县发改局", "周敏", "6月底", "") for index in range(1, 41)]
    path, out = place(book([("2026年台账",), HEAD, *rows])), tmp_path / "批注.xlsx"
    monkeypatch.setattr(marking, "MAX_CELLS", 100)
    out.write_bytes(
        marking.marked_copy(path.read_bytes(), None, [RowProblem("台账", 30, "事项", "", "看不懂")])
    )

    work = openpyxl.load_workbook(out)
    cells = [[cell.value for cell in row] for row in work["台账"].iter_rows()]
    work.close()
    assert cells == [["原行号", *HEAD], [30, "28", "事项28", "县发改局", "周敏", "6月底", None]]
    ledger = read_ledger(out)
    assert [row.fields["title"] for row in ledger.rows] == ["事项28"]
    assert _marked(out) == {"台账!C2": ("看不懂", "FFFFC7CE")}
