"""Tables as county offices keep them: what each heading, row and cell means to a careful clerk."""

from pathlib import Path

import pytest
from county_kit import Rows, fill, only, read, words, xlsx
from openpyxl import Workbook
from xlwt import Workbook as OldWorkbook

from ducha_desktop.exchange.reader import read_ledger


@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_blank_leading_columns_do_not_move_merged_ranges(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"月报.{ending}"
    rows: Rows = [
        ["", "", "部门", "重点工作", "完成时限"],
        ["", "", "县教体局", "新建幼儿园2所", "8月底"],
        ["", "", "", "化解大班额18个", "9月底"],
        ["", "", "县文旅局", "创建3A级景区1家", "10月底"],
    ]
    if ending == "xlsx":
        xlsx(path, rows, ("C2:C3",))
    else:
        book = OldWorkbook()
        sheet = book.add_sheet("月报")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value and (number, column) != (1, 2):
                    sheet.write(number, column, value)
        sheet.write_merge(1, 2, 2, 2, "县教体局")
        book.save(str(path))

    ledger = read_ledger(path)

    assert [row.fields["lead_unit"] for row in ledger.rows] == ["县教体局", "县教体局", "县文旅局"]
    assert [row.row for row in ledger.rows] == [2, 3, 4]


def test_hidden_hazards(tmp_path: Path) -> None:
    heads = ["序号", "检查时间", "被检查单位", "隐患描述", "整改措施", "整改责任单位", "整改责任人", "整改期限", "是否整改到位"]  # fmt: skip
    first = [1, "2026.9.3", "盛隆矿业", "排水沟堵塞", "清淤", "县应急局", "杜素梅", "3日内", "是"]
    second = [2, "2026.9.4", "云岭老窖", "通道堵塞", "清理", "县消防大队", "汪全胜", "立即", "否"]
    ledger = read(tmp_path, [heads, first, ["第1页，共2页"], heads, second, ["第2页 共2页"]])

    assert words(ledger)[0] == {
        "source_date": "2026.9.3", "被检查单位": "盛隆矿业", "title": "排水沟堵塞", "measures": "清淤",
        "lead_unit": "县应急局", "persons": "杜素梅", "due": "3日内", "status": "是",
    }  # fmt: skip
    assert [row for _, row, _ in ledger.skipped] == [3, 4, 6]
    assert all("category" not in row.fields for row in ledger.rows)


def test_indicators_with_their_unit_of_measure(tmp_path: Path) -> None:
    heads = ["一级指标", "考核指标", "单位", "年度目标值", "完成率", "牵头单位", "存在的差距"]
    ledger = read(
        tmp_path,
        [
            heads,
            ["经济发展", "固定资产投资", "亿元", 86, "71.28%", "县发改局", "储备不足"],
            ["", "工业增加值增速", "%", 9, "91%", "县工信局", ""],
        ],
        ("A2:A3",),
    )

    assert words(ledger)[0] == {
        "category": "经济发展", "title": "固定资产投资", "单位": "亿元", "target": "86",
        "progress_percent": "71.28%", "lead_unit": "县发改局", "problems": "储备不足",
    }  # fmt: skip


def test_projects_of_two_kinds_with_sums(tmp_path: Path) -> None:
    heads = ["序号", "项目名称", "建设地点", "项目总投资（万元）", "2026年计划投资（万元）", "开工时间", "包案领导", "形象进度", "完成投资比例", "资金来源"]  # fmt: skip
    rows: Rows = [
        heads,
        ["一", "产业项目（1个）", "", 62000, 28000],
        [1, "电池材料二期", "石桥镇", 62000, 28000, "2025年10月", "陈启群", "设备安装", "79%", "自筹"],
        ["二", "基础设施项目（1个）", "", 75000, 25000, 1, 1, 1],
        [2, "旅游公路", "大河镇、云顶乡", 75000, 25000, "2024.11", "韩东升", "路基26公里", "80%", "专项债"],
    ]
    ledger = read(tmp_path, rows)

    assert [row.fields["category"] for row in ledger.rows] == ["产业项目", "基础设施项目"]
    assert [row for _, row, _ in ledger.skipped] == [2, 4]
    assert words(ledger)[1] == {
        "title": "旅游公路", "townships": "大河镇、云顶乡", "amount": "75000万元",
        "2026年计划投资（万元）": "25000", "start": "2024.11", "liaison_leaders": "韩东升",
        "progress_text": "路基26公里", "progress_percent": "80%", "资金来源": "专项债", "category": "基础设施项目",
    }  # fmt: skip


def test_a_site_is_not_a_township(tmp_path: Path) -> None:
    ledger = read(tmp_path, [["项目名称", "建设地点", "责任单位"], ["污水厂", "城东新区三号路", "县住建局"]])

    assert only(ledger).extras == {"建设地点": "城东新区三号路"}


def test_report_and_verdict_side_by_side(tmp_path: Path) -> None:
    heads = ["序号", "议定事项", "责任单位", "落实情况", "督办结果"]
    ledger = read(
        tmp_path,
        [
            heads,
            [1, "出台奖补方案", "县发改局", "方案已于4月8日印发并报县政府办公室备案。", "已办结"],
            [2, "清理防火通道", "县林业局", "完成71公里。", "正在推进"],
        ],
    )

    assert [row.fields["status"] for row in ledger.rows] == ["已办结", "正在推进"]
    assert ledger.rows[1].fields["progress_text"] == "完成71公里。"


def test_the_only_report_stays_one(tmp_path: Path) -> None:
    ledger = read(tmp_path, [["事项", "责任单位", "办理情况"], ["出台方案", "县发改局", "已办结"]])

    assert only(ledger).fields["progress_text"] == "已办结"


def test_overall_progress_in_figures_or_words(tmp_path: Path) -> None:
    heads = ["重点任务", "责任单位", "总体进度"]
    figures = read(tmp_path, [heads, ["建市场", "县商务局", 0.75], ["迎检", "县城管局", "完成95%左右"]])
    words = read(tmp_path, [heads, ["建市场", "县商务局", "主体封顶"], ["迎检", "县城管局", "已完成选址"]])

    assert [row.fields["progress_percent"] for row in figures.rows] == ["0.75", "完成95%左右"]
    assert [row.fields["progress_text"] for row in words.rows] == ["主体封顶", "已完成选址"]


def test_four_questions_of_a_run_chart(tmp_path: Path) -> None:
    heads = ["干什么", "怎么干", "谁来干", "什么时间干成", "干成什么样"]
    row = ["建成第二水厂", "倒排工期", "县水务集团、县水利局", "9月30日", "日供水3万吨"]
    ledger = read(tmp_path, [heads, row])

    assert only(ledger).fields == dict(
        zip(("title", "measures", "lead_unit", "due", "target"), row, strict=True)
    )


def test_lead_and_helpers_in_one_column(tmp_path: Path) -> None:
    heads = ["改革任务", "专项小组", "牵头及参与单位", "成果形式", "时间安排"]
    ledger = read(
        tmp_path, [heads, ["健全机制", "经济体制改革小组", "县发改局、县商务局", "政策文件", "第二季度"]]
    )

    assert only(ledger).fields == {
        "title": "健全机制", "category": "经济体制改革小组", "lead_unit": "县发改局、县商务局",
        "requirement": "政策文件", "due": "第二季度",
    }  # fmt: skip


@pytest.mark.parametrize("heading", ["责任人及联系电话", "责任人及\n联系电话", "承办人、手机"])
def test_telephone_beside_the_person(tmp_path: Path, heading: str) -> None:
    row = ["一日办结", "县行政审批局", "闵捷\n0853-6620001"]
    ledger = read(tmp_path, [["工作任务", "责任单位", heading], row])

    assert only(ledger).fields["phone"] == "0853-6620001"
    assert "闵捷" in only(ledger).fields["persons"]


def test_no_telephone_no_field(tmp_path: Path) -> None:
    ledger = read(tmp_path, [["工作任务", "责任单位", "责任人"], ["一日办结", "县行政审批局", "闵捷"]])

    assert "phone" not in only(ledger).fields


def test_each_township_has_its_sheet(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("青石镇", "高坪乡", "乡镇汇总"):
        sheet = book.create_sheet(name)
        fill(sheet, [["序号", "重点工作", "完成时限"], [1, f"{name}修路", "6月底前"]])
    book.remove(book.worksheets[0])
    path = tmp_path / "汇总.xlsx"
    book.save(path)
    ledger = read_ledger(path)

    assert [row.fields.get("lead_unit") for row in ledger.rows] == ["青石镇", "高坪乡", None]
    assert [(problem.sheet, problem.row, problem.value) for problem in ledger.problems] == [
        ("青石镇", 1, "青石镇"),
        ("高坪乡", 1, "高坪乡"),
    ]


def test_unit_above_the_heading(tmp_path: Path) -> None:
    rows: Rows = [["责任单位（盖章）：县教体局"], ["序号", "重点工作", "完成时限"], [1, "建幼儿园", "8月"]]
    ledger = read(tmp_path, rows)

    assert only(ledger).fields["lead_unit"] == "县教体局"
    assert "表头上方" in ledger.problems[0].why


def test_a_column_of_units_goes_before_the_name_of_the_sheet(tmp_path: Path) -> None:
    ledger = read(tmp_path, [["事项", "责任单位"], ["修路", "县交通局"]], name="青石镇")

    assert only(ledger).fields["lead_unit"] == "县交通局"
    assert ledger.problems == ()


def test_signature_in_the_last_line(tmp_path: Path) -> None:
    rows: Rows = [
        ["事项", "责任单位", "完成时限"],
        ["修路", "县交通局", "8月"],
        ["", "填表：县委改革办", "2026年10月"],
    ]

    assert read(tmp_path, rows).skipped == (("台账", 3, "附注、落款行"),)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("是否销号", "status"), ("是否已办结", "status"), ("工单状态", "status"), ("派单时间", "source_date"),
        ("督查日期", "source_date"), ("交办人", "source"), ("参加单位", "co_units"), ("所属板块", "category"),
        ("时间要求", "due"), ("服务专员单位", "lead_unit"), ("建议提案号", "number"), ("整改编号", "number"),
        ("处理结果", "progress_text"), ("包案县领导", "liaison_leaders"), ("包保任务", "task"), ("主要差距", "problems"),
    ],
)  # fmt: skip
def test_words_of_county_ledgers(tmp_path: Path, heading: str, key: str) -> None:
    ledger = read(tmp_path, [["重点任务", heading], ["修路", "甲"], ["架桥", "乙"]])

    assert ledger.headings == {"重点任务": "title", heading: key}
