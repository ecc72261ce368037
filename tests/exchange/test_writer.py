"""The ledger export, read back by two readers; figures under it; refusal when they do not fit."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.fields import BY_LABEL
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.exchange.writer import write_ledger
from ducha_desktop.services.ledger_tally import LedgerTally
from ducha_desktop.services.views import MatterDetail, MatterRow

TODAY = date(2026, 11, 18)
STAGES = [
    ("Q", Stage.OPEN),
    ("X", Stage.CLOSED),
    ("B", Stage.CLOSING),
    ("D", Stage.DRAFT),
    ("C", Stage.CANCELLED),
]
LIGHTS = [Light.RED, Light.YELLOW, Light.GREEN]


def matter(i, **changes):
    state, stage = STAGES[i % 5]
    due = None if i % 4 == 0 else TODAY + timedelta(days=i - 7)
    values = {
        "uid": f"u{i}",
        "number": f"督办〔2026〕{i:04d}号",
        "title": f"第{i}项　老旧小区改造",
        "ledger": ("年度重点工作", "领导批示件")[i % 2],
        "source": "政府常务会议",
        "state": state,
        "stage": stage,
        "light": LIGHTS[i % 3] if stage is Stage.OPEN else Light.NONE,
        "light_reason": "距时限 3 天以内",
        "due": due,
        "due_text": "长期坚持" if due is None else f"{due.month}月底前",
        "days_left": None if due is None else (due - TODAY).days,
        "workdays_left": None,
        "liaison_leaders": ("刘建国", "马玥"),
        "responsible_leaders": (),
        "lead_unit": "县住房和城乡建设局",
        "co_units": ("县财政局", "县发展和改革局"),
        "persons": ("李国强",),
        "progress_percent": (None, 0.0, 37.5, 100.0)[i % 4],
        "updated": "2026-11-05T08:00:00+00:00",
    }
    return MatterRow(**values | changes)


def export(rows, **options):
    target = io.BytesIO()
    options = {"title": "云岭县督查台账", "office": "县委督查室", "today": TODAY} | options
    written = write_ledger(target, rows, **options)
    return target.getvalue(), written


def grid(data, name="台账"):
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(data))
        .get_sheet_by_name(name)
        .to_python(skip_empty_area=False)
    )


def test_every_cell_comes_back():
    rows = [matter(i) for i in range(40)]
    data, written = export(rows)
    assert (written.rows, written.shortened) == (40, 0)
    table = grid(data)
    heading = table[2]
    for i, (row, line) in enumerate(zip(rows, table[3:43], strict=True)):
        cells = dict(zip(heading, line, strict=True))
        assert cells["序号"] == i + 1
        assert cells["编号"] == row.number
        assert cells["事项"] == row.title
        assert cells["联系领导"] == "刘建国、马玥"
        assert cells["责任领导"] == ""
        assert cells["完成时限"] == (row.due or "长期坚持")
        assert cells["时限原文"] == row.due_text
        assert (
            cells["状态"]
            == {"Q": "承办中", "X": "已销号", "B": "申请办结", "D": "拟办", "C": "已撤销"}[row.state]
        )
        assert cells["亮灯"] == ("" if row.light is Light.NONE else row.light.word)
        over = row.stage in (Stage.CLOSED, Stage.CANCELLED)
        assert cells["剩余天数"] == ("" if over or row.days_left is None else row.days_left)
        assert cells["完成比例"] == ("" if row.progress_percent is None else row.progress_percent / 100)


def test_headings_are_the_words_the_import_knows():
    data, _ = export([matter(1)])
    ours = {"序号", "时限原文", "亮灯", "剩余天数"}
    assert {word for word in grid(data)[2] if word not in BY_LABEL} == ours


def test_head_foot_and_print_set_up():
    data, _ = export([matter(i) for i in range(5)])
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["台账"]
    assert sheet["A1"].value == "云岭县督查台账"
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert sheet["A2"].value == "单位：县委督查室"
    assert sheet["P2"].value == "2026年11月18日    共 5 项"
    assert sheet["A9"].value == (
        "合计 3 项：完成 1 项，进入销号程序 1 项，在办 1 项（红灯 1）。办结率 33.3%。另有拟办 1 项、撤销 1 项，不计入合计。"
    )
    assert "制表：" in sheet["A10"].value
    assert "审核：" in sheet["A10"].value
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D4", "A3:P8")
    assert sheet.print_title_rows == "$3:$3"
    assert sheet["K5"].number_format == "yyyy-mm-dd"
    validated = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    assert validated == {"M4:M8": "list", "P4:P8": "decimal"}
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["N4:N8"]
    assert next(rule.formula for area in sheet.conditional_formatting for rule in area.rules) == ['"红灯"']
    assert book.properties.creator == "县委督查室"


def test_figures_sheet_adds_up():
    rows = [matter(i) for i in range(40)]
    data, _ = export(rows)
    table = [line for line in grid(data, "统计")[2:] if line[1] != ""]
    heading, *ledgers, total = table
    assert [line[0] for line in ledgers] == ["年度重点工作", "领导批示件"]
    assert total[0] == "合计"
    for column in range(1, len(heading)):
        if heading[column] != "办结率":
            assert total[column] == sum(line[column] for line in ledgers)
    counts = dict(zip(heading, total, strict=True))
    assert counts["总数"] == counts["完成"] + counts["进入销号程序"] + counts["在办"] == 24
    assert counts["在办"] == sum(counts[f"其中{light.word}"] for light in Light if light is not Light.NONE)
    assert counts["办结率"] == pytest.approx(0.333)


def test_chosen_columns_and_whole_matters():
    detail = MatterDetail(
        matter(1), {"target": "全面完工", "phone": "016058492450"}, {}, (), (), (), (), (), (), ()
    )
    data, _ = export([detail], columns=("number", "title", "target", "phone", "updated"))
    assert grid(data)[2:4] == [
        ["编号", "事项", "目标", "联系电话", "最近更新"],
        ["督办〔2026〕0001号", "第1项　老旧小区改造", "全面完工", "016058492450", "2026-11-05"],
    ]


def test_plain_tuples_take_the_same_road():
    data, written = export(
        [("督办〔2026〕1号", "=1+1"), ("督办〔2026〕2号", None)], columns=("serial", "number", "title")
    )
    assert written.sheets == 1
    assert grid(data)[3:6] == [
        [1.0, "督办〔2026〕1号", "=1+1"],
        [2.0, "督办〔2026〕2号", ""],
        ["共 2 项。", "", ""],
    ]


def test_columns_that_are_not_there_are_refused(tmp_path):
    path = tmp_path / "台账.xlsx"
    for options in ({"columns": ("number", "no_such")}, {"columns": ("number", "target")}, {"paper": "B5"}):
        with pytest.raises(WrongUseError):
            write_ledger(path, [matter(1)], title="台账", office="室", today=TODAY, **options)
    assert list(tmp_path.iterdir()) == []


def test_figures_that_do_not_fit_stop_the_export(tmp_path):
    rows = [matter(i) for i in range(10)]
    totals = LedgerTally()
    for row in rows:
        totals.add(row)
    path = tmp_path / "台账.xlsx"
    write_ledger(path, iter(rows), title="台账", office="室", today=TODAY, totals=totals)
    before = path.read_bytes()
    assert "共 10 项" in grid(export(iter(rows), totals=10)[0])[1][-1]
    other = [matter(i, stage=Stage.OPEN) for i in range(10)]
    for wrong, figures in ((rows[:-1], totals), (other, totals), (rows, 9)):
        with pytest.raises(RefusedError, match="对不上"):
            write_ledger(path, iter(wrong), title="台账", office="室", today=TODAY, totals=figures)
    assert path.read_bytes() == before


def test_stream_and_file_are_the_same_bytes(tmp_path):
    rows = [matter(i) for i in range(30)]
    path = tmp_path / "台账.xlsx"
    write_ledger(path, rows, title="云岭县督查台账", office="县委督查室", today=TODAY)
    assert path.read_bytes() == export(rows)[0]
