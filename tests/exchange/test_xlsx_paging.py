"""Wide tables on paper: side by side at a scale that can be read, the matter named on every page."""

import io
from datetime import datetime
from itertools import pairwise

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from ducha_desktop.exchange.xlsx_paging import COLUMN_PADDING, page_plan
from ducha_desktop.exchange.xlsx_sheet import Sheet, SheetColumn
from ducha_desktop.exchange.xlsx_stream import write_workbook

ROOM = {"A4": 0.96 * (297 - 26) / (8 * 25.4 / 96), "A3": 0.96 * (420 - 26) / (8 * 25.4 / 96)}


def test_what_fits_one_page_stays_on_one():
    plan = page_plan([20.0] * 10, repeated=2, paper="A3")
    assert (plan.scale, plan.breaks, plan.first_page(10)) == (None, (), 10)


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("columns", [14, 22, 30, 45, 80])
def test_every_page_fits_and_can_be_read(paper, columns):
    widths = [6.0, 18.0, 40.0, *(10.0 + 7 * (i % 4) for i in range(columns))]
    plan = page_plan(widths, repeated=3, paper=paper)
    if plan.scale is None:
        assert sum(widths) + len(widths) * COLUMN_PADDING <= ROOM[paper] / 0.6
        return
    padded = [width + COLUMN_PADDING for width in widths]
    edges = [3, *plan.breaks, len(widths)]
    assert edges == sorted(set(edges))
    for start, end in pairwise(edges):
        assert (sum(padded[:3]) + sum(padded[start:end])) * plan.scale / 100 <= ROOM[paper]
    assert plan.scale >= 50


def test_the_sheet_says_so():
    columns = tuple(SheetColumn(f"列{i}", 30) for i in range(20))
    target = io.BytesIO()
    sheet = Sheet(
        "台账", columns, [("甲",) * 20], title="台账", notes=("左", "右"), frozen_columns=2, paper="A3"
    )
    write_workbook(target, [sheet], when=datetime(2026, 11, 22))  # noqa: DTZ001 - no zones in a spreadsheet
    found = openpyxl.load_workbook(target).active
    assert not found.sheet_properties.pageSetUpPr.fitToPage
    assert 50 <= found.page_setup.scale <= 100
    breaks = [brk.id for brk in found.col_breaks.brk]
    assert len(breaks) >= 1
    assert (found.print_title_cols, found.print_title_rows) == ("$A:$B", "$3:$3")
    assert [str(area) for area in found.merged_cells.ranges] == [f"A1:{get_column_letter(breaks[0])}1"]
    assert found.cell(2, breaks[0]).value == "右"
