"""The workbooks of the statistics: numbers as numbers, totals, notes, a chart, and the same bytes every time."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import OfficeRole
from ducha_desktop.exchange.stats_writer import write_difference, write_statistics
from ducha_desktop.models.matter import Matter
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import matters
from ducha_desktop.services.difference import difference
from ducha_desktop.services.founding import found
from ducha_desktop.services.own_office import OfficeHead
from ducha_desktop.services.stats import GroupBy, statistics

TODAY = date(2026, 11, 18)
HEAD = OfficeHead("=云岭县督查室", "云岭县", "县", OfficeRole.COUNTY)


@pytest.fixture
def books(tmp_path: Path) -> tuple[Path, Path]:
    with found(tmp_path / "台账", county="云岭县", clock=FixedClock(TODAY)) as office:
        with office.write("matter.add", words="登记") as work:
            for n, state in enumerate((State.CLOSED, State.CLOSED, State.CLOSED, State.SIGNED)):
                uid = matters.add(
                    work, {"title": f"=事项{n}", "lead_unit": ("县财政局", "县交通局")[n % 2]}
                ).uid
                matter = work.find(Matter, uid)
                matter.state = state.value
                work.session.add(matter)
        with office.read() as reader:
            sheets = {by: statistics(reader, LedgerQuery(), by=by) for by in (GroupBy.UNIT, GroupBy.CLASS)}
            days = difference(reader, date(2026, 11, 17), TODAY)
    for name in ("a.xlsx", "b.xlsx"):
        write_statistics(tmp_path / name, sheets, office=HEAD, on=TODAY, scope="年度重点工作")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    write_difference(tmp_path / "d.xlsx", days, office=HEAD)
    return tmp_path / "a.xlsx", tmp_path / "d.xlsx"


def test_a_sheet_of_figures(books: tuple[Path, Path]) -> None:
    book = openpyxl.load_workbook(books[0])
    assert book.sheetnames == ["按牵头单位", "按考核类别"]
    sheet = book["按牵头单位"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "云岭县督查事项统计表（按牵头单位）"
    heads = list(rows[2])
    rate = heads.index("办结率")
    assert [row[1] for row in rows[3:6]] == ["县财政局", "县交通局", "合计"]
    assert [row[rate] for row in rows[3:6]] == [1.0, 0.5, 0.75]
    assert sheet.cell(4, rate + 1).number_format == "0.0%"
    assert [row[heads.index("总数")] for row in rows[3:6]] == [2, 2, 4]
    assert rows[3][heads.index("平均用时（天）")] is None
    assert sheet.freeze_panes == "C4"
    assert len(sheet._charts) == 1
    assert any("已核对" in str(row[0]) for row in rows[6:])
    assert rows[1][0] == "单位：=云岭县督查室　范围：年度重点工作"
    assert sheet.cell(2, 1).data_type == "s"
    book.close()


def test_two_days(books: tuple[Path, Path]) -> None:
    book = openpyxl.load_workbook(books[1])
    counts = {row[0]: row[1:6] for row in book["两日对比"].iter_rows(min_row=4, max_row=9, values_only=True)}
    assert counts["总数"] == (0, 4, 0, 4, "平")
    assert counts["完成"] == (0, 3, 0, 3, "平")
    sheet = book["逐项说明"]
    assert [sheet.cell(row, 2).value for row in range(4, 8)] == ["新增"] * 4
    assert sheet.cell(4, 4).value == "=事项0"
    assert sheet.cell(4, 4).data_type == "s"
    assert sheet.cell(4, 10).value.date() == TODAY
    book.close()
