"""Columns, labels and sections that only their cells explain."""

from pathlib import Path

from county_kit import Rows, only, read


def test_columns_that_no_word_names_are_known_by_their_cells(tmp_path: Path) -> None:
    heads = ["专班名称", "批示原文", "帮办主体", "主办领导", "约定交工节点", "整体推进程度"]
    ledger = read(
        tmp_path,
        [
            heads,
            ["招商专班", "请抓紧解决供暖问题", "县住建局、县城管局", "宋堃文", "2026年1月20日", "62%"],
            ["招商专班", "请严肃查处违规办班", "县教体局", "何一喆", "1月底", "约八成"],
        ],
        ("A2:A3",),
    )

    assert list(ledger.headings.values()) == [
        "category", "title", "lead_unit", "responsible_leaders", "due", "progress_percent",
    ]  # fmt: skip


def test_a_day_that_is_no_end_is_no_deadline(tmp_path: Path) -> None:
    heads = ["重点任务", "责任单位", "收文日期", "实际完成节点", "签约日期"]
    ledger = read(tmp_path, [heads, ["修路", "县交通局", "2026年3月1日", "2026年5月1日", "2026年2月1日"]])

    assert "due" not in only(ledger).fields


def test_two_columns_of_units_are_left_to_the_clerk(tmp_path: Path) -> None:
    heads = ["重点任务", "时限", "甲方单位", "督导单位", "乙方单位"]
    ledger = read(tmp_path, [heads, ["修路", "8月底", "县交通局", "县政府办", "县财政局"]])

    assert "lead_unit" not in only(ledger).fields


def test_without_a_matter_the_longest_texts_are_it_only_in_a_ledger(tmp_path: Path) -> None:
    heads = ["责任领导", "办结时限", "文字"]
    ledger = read(tmp_path, [heads, ["宋堃文", "8月底", "抓紧解决县城供暖问题"]])

    assert only(ledger).fields["title"] == "抓紧解决县城供暖问题"


def test_a_label_gives_way_to_the_matter_itself(tmp_path: Path) -> None:
    heads = ["任务", "内容", "主责单位", "落实时限"]
    ledger = read(tmp_path, [heads, ["任务一", "对餐饮场所燃气安全全覆盖检查", "县住建局", "9月底前"]])

    assert only(ledger).fields["title"] == "对餐饮场所燃气安全全覆盖检查"
    assert only(ledger).fields["category"] == "任务一"


def test_audit_findings(tmp_path: Path) -> None:
    heads = ["问题序号", "审计项目", "审计发现问题", "被审计单位", "主管部门", "整改要求及期限", "整改结果", "整改进展"]  # fmt: skip
    ledger = read(
        tmp_path,
        [
            heads,
            [1, "预算执行", "非税收入未及时上缴国库", "县自然资源局", "县财政局", "立即整改", "已完成", "上缴126万元"],
            [2, "经济责任", "固定资产账实不符", "石桥镇政府", "县财政局", "2026年3月底", "部分完成", "清查了一半"],
        ],
    )  # fmt: skip

    first = ledger.rows[0].fields
    assert (first["title"], first["lead_unit"], first["due"]) == (
        "非税收入未及时上缴国库",
        "县自然资源局",
        "立即整改",
    )
    assert (first["status"], first["progress_text"]) == ("已完成", "上缴126万元")
    assert "number" not in first


def test_sections_of_the_second_level_alone(tmp_path: Path) -> None:
    rows: Rows = [
        ["工作任务", "责任单位", "时间进度", "责任科室"],
        ["（一）稳增长（6项）"],
        ["按月调度分析", "县发改局", "12月底前", "综合股"],
        ["（二）抓改革（4项）"],
        ["三定规定印发", "县编办", "6月底", "行政股"],
    ]
    ledger = read(tmp_path, rows)

    assert [row.fields["category"] for row in ledger.rows] == ["稳增长", "抓改革"]
    assert [row.fields["due"] for row in ledger.rows] == ["12月底前", "6月底"]
    assert [row.extras for row in ledger.rows] == [{"责任科室": "综合股"}, {"责任科室": "行政股"}]


def test_values_of_ten_months_are_no_deadline(tmp_path: Path) -> None:
    heads = ["指标名称", "牵头单位", "1-10月完成值", "完成总量"]
    ledger = read(tmp_path, [heads, ["外贸进出口总额", "县商务局", "3.1亿元", "5.2%"]])

    assert "due" not in only(ledger).fields


def test_present_state_in_words_is_a_report(tmp_path: Path) -> None:
    heads = ["清障内容", "包点县领导", "责任主体", "当前状态", "存在卡点"]
    ledger = read(
        tmp_path,
        [
            heads,
            ["拆除养殖棚3处", "韩东升", "大河镇", "已拆除2处", "补偿有异议"],
            ["迁坟46座", "赵延平", "青石镇", "已迁39座", ""],
        ],
    )

    assert list(ledger.headings.values()) == ["title", "liaison_leaders", "lead_unit", "progress_text", "problems"]  # fmt: skip


def test_of_two_likely_matters_the_grouping_one_is_the_category(tmp_path: Path) -> None:
    heads = ["测评项目", "测评内容", "测评标准", "牵头单位"]
    ledger = read(
        tmp_path,
        [
            heads,
            ["廉洁高效的政务环境", "干部学习教育", "建立学习制度", "县委组织部"],
            ["", "政务诚信", "进驻率≥95%", "县行政审批局"],
            ["公平正义的法治环境", "法治宣传", "开展宪法宣传", "县司法局"],
        ],
        ("A2:A3",),
    )

    assert [(row.fields["category"], row.fields["title"]) for row in ledger.rows] == [
        ("廉洁高效的政务环境", "干部学习教育"),
        ("廉洁高效的政务环境", "政务诚信"),
        ("公平正义的法治环境", "法治宣传"),
    ]
    assert ledger.headings["测评标准"] == "target"


def test_events_of_the_duty_room(tmp_path: Path) -> None:
    heads = ["接访日期", "事件概要", "县领导指示", "处置单位", "处置结果", "整改结论"]
    row = ["2026年7月12日", "强降雨致道路中断2处", "请交通局立即抢通", "县交通局", "两处均已抢通", "已完成"]
    ledger = read(tmp_path, [heads, row])

    assert only(ledger).fields == dict(
        zip(("source_date", "title", "instruction", "lead_unit", "progress_text", "status"), row, strict=True)
    )


def test_a_row_of_data_is_no_heading(tmp_path: Path) -> None:
    heads = ["督字号", "督办由来", "督办要旨", "主送", "限办日期", "回告情况", "核查意见"]
    rows: Rows = [
        ["县委督查室督办事项一览"],
        heads,
        ["云督〔2026〕1号", "常委会第101次会议", "督促落实森林防火责任", "县林业局", "2026年2月10日", "已回告", "属实"],
        ["云督〔2026〕2号", "书记批示", "核查石桥镇道路扬尘问题", "县交通局", "2026年3月1日", "逾期未回告", ""],
    ]  # fmt: skip
    ledger = read(tmp_path, rows)

    assert ledger.headings == dict(
        zip(heads, ["number", "", "title", "lead_unit", "due", "progress_text", ""], strict=True)
    )
    assert [row.fields["number"] for row in ledger.rows] == ["云督〔2026〕1号", "云督〔2026〕2号"]
