"""The streaming writer: every value back as it went in, nothing live, the same bytes twice."""
# ruff: noqa: DTZ001 - the times of a spreadsheet have no zone

import io
import math
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from ducha_desktop.exchange import xlsx_stream
from ducha_desktop.exchange.xlsx_cells import (
    CUT_MARK,
    MAX_TEXT,
    CellKind,
    clean_text,
    column_letters,
    line_counts,
)
from ducha_desktop.exchange.xlsx_sheet import Sheet, SheetColumn
from ducha_desktop.exchange.xlsx_stream import write_workbook

WHEN = datetime(2026, 11, 22)
FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://x.invalid","点此")',
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A2)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
)


def book(rows, kinds=(CellKind.TEXT,), **layout):
    columns = tuple(SheetColumn(f"列{i}", 20, kind) for i, kind in enumerate(kinds))
    target = io.BytesIO()
    written = write_workbook(target, [Sheet("台账", columns, rows, **layout)], when=WHEN)
    return target.getvalue(), written


def calamine(data, sheet=0):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return workbook.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def as_excel_reads(text):
    """ISO 29500-1 22.9.2.19 ST_Xstring: `_xHHHH_` is a character; openpyxl leaves it as it stands."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def texts(data):
    """Column A by openpyxl, as Excel would decode it."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [cell.value for cell in sheet["A"]][1:], [cell.data_type for cell in sheet["A"]][1:]


@pytest.mark.parametrize("payload", FORMULAS)
def test_no_formula_from_data(payload):
    data, _ = book([(payload,), ("甲",)], title=payload, office=payload, foot=lambda: (payload,))
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for row in workbook.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sum(cell.value == clean_text(payload) for cell in cells) == 3
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(), max_size=40), min_size=1, max_size=30))
def test_any_text_comes_back(values):
    data, written = book([*((value,) for value in values), ("末",)])
    assert written.rows == len(values) + 1
    expected = [*map(clean_text, values), "末"]
    assert [row[0] for row in calamine(data)[1:]] == expected
    found, kinds = texts(data)
    assert [as_excel_reads(value or "") for value in found] == expected
    assert "f" not in kinds


@pytest.mark.parametrize(
    "text",
    [
        "_x000D_",
        "a_x005F_x000D_",
        "_x4e2d_国",
        " 前后 ",
        "\n行\n",
        "a\tb",
        "<b>&amp;]]>",
        "㛃䶮𬱟玥喆堃",
        "\u3000全角",
        "0012",
        "16058492450",
    ],
)
def test_awkward_text_is_exact(text):
    data, _ = book([(text,), ("平",)])
    assert calamine(data)[1][0] == text
    assert as_excel_reads(texts(data)[0][0]) == text


def test_what_a_cell_cannot_hold_is_cleaned():
    assert clean_text("a\x00b\x1fc\ufffe") == "abc"
    assert clean_text("行\r\n行\r行\x0b行\x85") == "行\n行\n行\n行\x85"
    assert clean_text("\ud842\udfb7") == "𠮷"
    assert clean_text("半\ud842") == "半\ufffd"


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark():
    data, written = book([("办" * 40_000,), ("𬱟" * 20_000,), ("办" * MAX_TEXT,)])
    rows = [row[0] for row in calamine(data)[1:]]
    assert written.shortened == 2
    assert rows[0] == "办" * (MAX_TEXT - len(CUT_MARK)) + CUT_MARK
    assert len(rows[1].encode("utf-16-le")) // 2 <= MAX_TEXT
    assert rows[1].startswith("𬱟𬱟")
    assert rows[1].endswith(CUT_MARK)
    assert rows[2] == "办" * MAX_TEXT


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(
    st.dates(date(1900, 3, 1)), st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1)),
    st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**15) + 1, 10**15 - 1),
), min_size=1, max_size=20))  # fmt: skip
def test_dates_and_numbers_come_back(rows):
    kinds = (CellKind.DATE, CellKind.DATETIME, CellKind.NUMBER, CellKind.INTEGER)
    data, _ = book(rows, kinds)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    for given_row, found in zip(rows, sheet.iter_rows(min_row=2, values_only=True), strict=True):
        assert found[0].date() == given_row[0]
        moment = found[1]
        assert abs((moment - given_row[1]).total_seconds()) < 0.001
        assert found[2:] == given_row[2:]


def test_values_out_of_place_are_written_as_what_they_are():
    rows = [
        ("长期坚持", None, 3, True),
        (date(1899, 12, 31), math.nan, date(2026, 2, 28), 10**17),
        (datetime(1899, 1, 1, 8), math.inf, None, Decimal("12.50")),
    ]
    data, _ = book(rows, (CellKind.DATE, CellKind.NUMBER, CellKind.TEXT, CellKind.INTEGER))
    assert calamine(data)[1:] == [
        ["长期坚持", "", 3.0, 1.0],
        ["1899-12-31", "", date(2026, 2, 28), "1" + "0" * 17],
        ["1899-01-01 08:00:00", "", "", 12.5],
    ]


def test_percent_shows_as_many_decimals_as_it_has():
    data, _ = book([(0.62,), (0.375,), (None,)], (CellKind.PERCENT,))
    cells = list(openpyxl.load_workbook(io.BytesIO(data)).active["A"])[1:]
    assert [(cell.value, cell.number_format) for cell in cells[:2]] == [(0.62, "0%"), (0.375, "0.0#%")]
    assert cells[2].value is None


def test_a_full_sheet_goes_on_in_another(monkeypatch):
    monkeypatch.setattr(xlsx_stream, "MAX_ROWS", 1_511)
    rows = [(f"第{i}项",) for i in range(3_200)]
    data, written = book(iter(rows), title="台账", foot=lambda: ("合计",))
    assert (written.rows, written.sheets) == (3_200, 3)
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    assert workbook.sheetnames == ["台账", "台账(2)", "台账(3)"]
    assert [sheet["A3"].value for sheet in workbook] == ["列0"] * 3
    found = [cell.value for sheet in workbook for cell in sheet["A"][3:] if cell.value]
    assert found == [*(row[0] for row in rows), "合计"]


def test_same_rows_same_bytes():
    rows = [("甲", 1.5, date(2026, 1, 1))] * 700
    kinds = (CellKind.TEXT, CellKind.NUMBER, CellKind.DATE)
    first, second = (book(rows, kinds, title="台账")[0] for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        for name in archive.namelist():
            ET.fromstring(archive.read(name))


def test_an_older_file_stays_when_the_rows_break_off(tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")

    def rows():
        yield ("甲",)
        raise RuntimeError("断")

    with pytest.raises(RuntimeError, match="断"):
        write_workbook(path, [Sheet("台账", (SheetColumn("列", 10),), rows())], when=WHEN)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["台账.xlsx"]


def test_print_set_up_panes_and_filter():
    data, _ = book(
        [("甲", "绿灯")],
        (CellKind.TEXT, CellKind.WORD),
        title="台账",
        frozen_columns=1,
        paper="A3",
        office="A&B办",
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B4", "A3:B4")
    assert (sheet.print_area, sheet.print_title_rows) == ("'台账'!$A$1:$B$4", "$3:$3")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "第 &P 页" in sheet.oddFooter.center.text
    assert "A&&B办" in sheet.oddFooter.left.text
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:B1"}


def test_words_around_the_table_are_as_safe_as_those_in_it():
    data, _ = book(
        [("甲",)], title="_x000D_<&\ud800" + "题" * 40_000, office="室&" * 300, foot=lambda: ("\x00末",)
    )
    rows = calamine(data)
    assert rows[0][0].startswith("_x000D_<&\ufffd题")
    assert len(rows[0][0]) <= MAX_TEXT
    assert rows[-1][0] == "末"
    assert len(openpyxl.load_workbook(io.BytesIO(data)).active.oddFooter.left.text) <= 255


def test_an_empty_table_is_still_a_workbook():
    data, written = book([], title="台账", foot=lambda: ("共 0 项。",))
    assert written.rows == 0
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet["A4"].value == "共 0 项。"


def test_bad_sheet_names_are_mended():
    target = io.BytesIO()
    sheets = [
        Sheet(name, (SheetColumn("列", 10),), [("甲",)])
        for name in ("一/二[三]", "一/二[三]", "'" * 3, "长" * 40)
    ]
    write_workbook(target, sheets, when=WHEN)
    assert CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue())).sheet_names == [
        "一 二 三",
        "一 二 三(2)",
        "台账",
        "长" * 31,
    ]


def test_a_drop_down_that_excel_would_not_take_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="词"):
        write_workbook(
            io.BytesIO(), [Sheet("台账", (SheetColumn("列", 10, choices=("词,",)),), [])], when=WHEN
        )


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(index, letters):
    assert column_letters(index) == letters


def test_lines_of_wrapped_text():
    assert line_counts(["短", "办" * 20, "a" * 20, "", "办" * 21], width=22) == [1, 3, 2, 1, 3]
    assert line_counts(["短", "办" * 9], width=22) == []
    assert line_counts(["一\n二\n" + "办" * 20, None, "\ud800" * 40], width=22)[:2] == [5, 1]
