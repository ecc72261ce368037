"""Cells to and from WPS and Excel: nothing is eaten, nothing is added, dates stay dates."""

from datetime import date

import pytest

from ducha_desktop.domain.fields import FieldKind
from ducha_desktop.ui.tables.block import Block, block_of
from ducha_desktop.ui.tables.block_layout import laid_out
from ducha_desktop.ui.tables.clipboard import (
    CopiedCell,
    as_own,
    as_page,
    as_text,
    copied_cell,
    lines_of,
    split_text,
)
from ducha_desktop.ui.tables.columns import Column

CELLS = [
    [
        CopiedCell("修桥\n第二期"),
        CopiedCell("2026年12月底前", day=date(2026, 12, 31)),
        CopiedCell("1%", percent=1.0),
    ],
    [CopiedCell("“四清”要求"), CopiedCell(""), CopiedCell("0012")],
    [CopiedCell('他说"好"'), CopiedCell("a\tb"), CopiedCell("")],
]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", [["甲", "乙"], ["丙", "丁"]]),
        ("甲\t乙\n丙\t丁", [["甲", "乙"], ["丙", "丁"]]),
        ("甲\r\n", [["甲"]]),
        ("甲\r\n\r\n", [["甲"], [""]]),
        ("\r\n", [[""]]),
        ("\t\r\n", [["", ""]]),
        ('"第一行\n第二行"\t乙\r\n', [["第一行\n第二行", "乙"]]),
        ('"说""好""\n完"\r\n丙\r\n', [['说"好"\n完'], ["丙"]]),
        ('"四清"要求\t乙\r\n', [['"四清"要求', "乙"]]),
        ('"四清"\t乙\r\n', [['"四清"', "乙"]]),
        ('"没有关上\t乙\r\n丙\t丁\r\n', [['"没有关上', "乙"], ["丙", "丁"]]),
        ("甲\r乙\r", [["甲"], ["乙"]]),
    ],
)
def test_text_with_tabs_is_cut_where_a_spreadsheet_meant_it(text, lines):
    assert split_text(text) == lines


def test_what_goes_out_comes_back():
    assert split_text(as_text(CELLS)) == [[cell.shown for cell in line] for line in CELLS]
    assert lines_of(text=as_text(CELLS), page=as_page(CELLS), own=as_own(CELLS)) == [
        [cell.words for cell in line] for line in CELLS
    ]


def test_a_workbook_gets_dates_as_dates_and_numbers_of_papers_as_text():
    page = as_page(CELLS)
    assert "<td style=\"mso-number-format:'yyyy\\-mm\\-dd'\">2026-12-31</td>" in page
    assert "mso-number-format:'\\@'\">0012</td>" in page
    assert "修桥<br" in page


def test_cells_of_a_column_are_copied_as_what_they_are():
    day = Column(
        "时限",
        "due",
        lambda _r: "12-31",
        kind=FieldKind.DEADLINE,
        value=lambda r: r,
        edit=lambda _r: "年底前",
    )
    share = Column("进度", "progress_percent", lambda _r: "1", kind=FieldKind.PERCENT, value=lambda _r: 1.0)
    assert copied_cell(day, date(2026, 12, 31)) == CopiedCell("年底前", day=date(2026, 12, 31))
    assert copied_cell(day, None) == CopiedCell("年底前")
    assert copied_cell(share, None).shown == "1%"


def test_a_page_gives_the_year_that_the_text_lacks():
    page = (
        '<html><table><tr><td x:num="46206">7月3日</td><td sdval="46387" sdnum="2052;0;M/D">12/31</td><td x:num="62">62</td></tr>'
        "<tr><td>年底</td><td></td><td>x</td></tr></table></html>"
    )
    text = "7月3日\t12/31\t62\r\n年底\t\tx\r\n"
    assert lines_of(text=text, page=page) == [["2026-07-03", "2026-12-31", "62"], ["年底", "", "x"]]


def test_a_page_of_another_shape_does_not_disturb_the_text():
    assert lines_of(text="甲\t乙\r\n", page="<table><tr><td>甲</td></tr></table>") == [["甲", "乙"]]
    assert lines_of(text="甲\r\n", page='<table><tr><td rowspan="2">乙</td></tr></table>') == [["甲"]]
    assert lines_of(text="", page="<table><tr><td>甲<br>乙</td><td> 丙 </td></tr></table>") == [
        ["甲\n乙", "丙"]
    ]
    assert lines_of(text="") == []
    assert lines_of(text="\r\n") == [[""]]


def test_uneven_lines_are_filled_up():
    assert lines_of(text="甲\n乙\t丙\n") == [["甲", ""], ["乙", "丙"]]


def test_a_block_knows_its_rows_columns_and_shape():
    seen = [0, 2, 1, 3]
    assert block_of([(4, 1, 6, 2)], seen) == Block(((4, 6),), (2, 1), regular=True, whole=False)
    assert block_of([(0, 0, 9, 3)], seen).whole
    assert block_of([(0, 1, 0, 1), (1, 1, 1, 1), (5, 1, 5, 1)], seen).spans == ((0, 1), (5, 5))
    assert not block_of([(0, 1, 0, 1), (5, 2, 5, 2)], seen).regular
    assert block_of([], seen) == Block()
    assert block_of([(0, 0, 999_999, 3)], seen).height == 1_000_000
    assert block_of([(3, 5, 3, 5)], seen) == Block()


def test_enter_and_tab_walk_inside_a_block():
    block = block_of([(4, 1, 5, 2)], [0, 1, 2])
    walked = [(4, 1)]
    for _ in range(4):
        walked.append(block.step(walked[-1], 1, 0))
    assert walked == [(4, 1), (5, 1), (4, 2), (5, 2), (4, 1)]
    assert block.step((4, 2), 0, 1) == (5, 1)
    assert block.step((4, 1), 0, -1) == (5, 2)
    assert block.step((4, 1), -1, 0) == (5, 2)


def test_lines_are_laid_from_the_cursor_or_over_the_whole_block():
    seen = [0, 1, 2, 3]
    one = block_of([(7, 1, 7, 1)], seen)
    assert laid_out(2, 2, one, seen).rows == ((7, 0), (8, 1))
    assert laid_out(2, 2, one, seen).columns == ((1, 0), (2, 1))
    assert laid_out(1, 5, one, seen).cut == 2
    four = block_of([(2, 1, 5, 2)], seen)
    assert laid_out(1, 1, four, seen).rows == ((2, 0), (3, 0), (4, 0), (5, 0))
    assert laid_out(2, 1, four, seen).rows == ((2, 0), (3, 1), (4, 0), (5, 1))
    assert laid_out(2, 1, four, seen).columns == ((1, 0), (2, 0))
    assert laid_out(3, 1, four, seen).rows == ((2, 0), (3, 1), (4, 2))
