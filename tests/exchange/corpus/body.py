"""Rows: merged downwards, 同上, totals, sections, notes, repeated headings, hidden, several sheets."""

import openpyxl

from corpus.kit import HEAD, ROWS, book, case, fill


@case()
def merged_down_the_left() -> bytes:
    return book(
        [
            ("类别", "责任领导", "事项", "牵头单位", "完成时限"),
            ("产业发展", "周敏", "建设数字产业园", "县工信局", "12月底"),
            (None, None, "培育规上企业8户", "县工信局", "12月底"),
            (None, "吴涛", "发展高原特色农业", "县农业农村局", "11月底"),
            ("民生保障", None, "新增城镇就业2000人", "县人社局", "12月底"),
        ],
        merges=["A2:A4", "B2:B3", "B4:B5"],
    )


@case()
def blank_without_merge_stays_blank() -> bytes:
    return book(
        [
            ("类别", "责任领导", "事项", "牵头单位", "完成时限"),
            ("产业发展", "周敏", "建设数字产业园", "县工信局", "12月底"),
            (None, None, "培育规上企业8户", "县工信局", "12月底"),
        ]
    )


@case()
def ditto_marks() -> bytes:
    return book(
        [
            HEAD,
            (1, "建设智慧广电", "同上", "周敏", "6月底", "已立项"),
            (2, "改造县文化馆", "县文旅局", "〃", "同上", '"'),
            (3, "举办火把节", "〃", "同上", "７月", "筹备中"),
            (4, "申报非遗项目", "同  上", "″", "〃", "''"),
        ]
    )


@case()
def totals() -> bytes:
    return book(
        [
            ("序号", "单位类别", "事项", "牵头单位", "投资额", "备注"),
            (1, "工业", "技改项目", "县工信局", 1200, None),
            (2, "工业", "扩能项目", "县工信局", 800, None),
            ("小计", None, None, None, 2000, None),
            (3, "农业", "灌区改造", "县水利局", 3000, None),
            (None, "农业小计", None, None, 3000, None),
            ("合  计", None, "3个项目", None, 5000, None),
            (None, None, "总计：", None, 5000, None),
            (4, "其他", "统计执法检查合计工作机制建设", "县统计局", 10, "不是合计行"),
        ]
    )


@case()
def sections_in_two_levels() -> bytes:
    return book(
        [
            HEAD,
            ("一、产业发展（2项）",),
            ("（一）工业",),
            (1, "建设数字产业园", "县工信局", "周敏", "12月底", "已开工"),
            ("（二）农业",),
            (2, "发展肉牛养殖", "县农业农村局", "吴涛", "12月底", "存栏3万头"),
            ("二、民生保障",),
            (3, "新增就业2000人", "县人社局", "郑洁", "12月底", "完成1100人"),
        ],
        merges=["A2:F2", "A3:F3", "A5:F5", "A7:F7"],
    )


@case()
def sections_merged_without_number() -> bytes:
    return book(
        [
            HEAD,
            ("工业项目",),
            (1, "建设数字产业园", "县工信局", "周敏", "12月底", "已开工"),
            ("民生项目",),
            (2, "新建公厕", "县城管局", "吴涛", "6月底", "完工"),
        ],
        merges=["A2:F2", "A4:F4"],
    )


@case()
def sections_numbered_in_chinese() -> bytes:
    return book(
        [
            ("序号", "任务", "责任单位", "时限"),
            ("一", "深化改革"),
            (1, "国企改革", "县国资中心", "年内"),
            (2, "医保改革", "县医保局", "年内"),
            ("二", "扩大开放"),
            (1, "招商引资", "县商务局", "全年"),
        ]
    )


@case()
def section_beside_category() -> bytes:
    return book(
        [
            ("类别", "事项", "责任单位", "时限"),
            ("第一部分 经济工作",),
            ("工业", "技改", "县工信局", "6月底"),
            (None, "商贸流通", "县商务局", "6月底"),
        ],
        merges=["A2:D2"],
    )


@case()
def notes_at_the_foot() -> bytes:
    return book(
        [
            HEAD,
            *ROWS,
            (),
            ("注：1.本表每月25日前报县委督查室；",),
            ("2.逾期未报的予以通报。",),
            ("填表人：张三", None, "审核人：李四", None, "联系电话：0571-8765432", "填报日期：2026年11月1日"),
            ("单位负责人（签字）：", None, None, "（盖章）"),
        ],
        merges=["A5:F5"],
    )


@case()
def headings_repeated_on_every_page() -> bytes:
    return book(
        [
            ("2026年重点工作台账",),
            HEAD,
            ROWS[0],
            ("2026年重点工作台账",),
            HEAD,
            ROWS[1],
            ("（续表）",),
            HEAD,
            (3, "整治乱贴乱画", "县城管局", "郑洁", "5月底", "进行中"),
        ],
        merges=["A1:F1", "A4:F4"],
    )


@case()
def blank_rows_between() -> bytes:
    return book([HEAD, (), ROWS[0], (), (), ROWS[1], ()])


@case()
def serials_without_matter() -> bytes:
    return book([HEAD, *ROWS, (3,), (4,), (5,)])


@case()
def rows_without_matter_refused() -> bytes:
    return book(
        [
            HEAD,
            ROWS[0],
            (2, None, "县财政局", "王建国", "6月底", "已拨付"),
            (3, "  ", "县教育局", None, None, None),
        ]
    )


@case()
def matter_alone() -> bytes:
    return book([HEAD, (1, "研究解决历史遗留问题"), (2, "督促落实信访积案化解"), ROWS[1]])


@case()
def hidden_rows_and_columns() -> bytes:
    def shape(sheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True

    return book([HEAD, *ROWS, (3, "创建文明城市", "县委宣传部", "周敏", "全年", "已启动")], shape=shape)


@case()
def filtered_rows() -> bytes:
    def shape(sheet) -> None:
        sheet.auto_filter.ref = "A1:F4"
        sheet.auto_filter.add_filter_column(2, ["县住建局"])
        for row in (3, 4):
            sheet.row_dimensions[row].hidden = True

    return book([HEAD, *ROWS, (3, "创建文明城市", "县委宣传部", "周敏", "全年", "已启动")], shape=shape)


@case()
def hidden_sheets() -> bytes:
    def more(work: openpyxl.Workbook) -> None:
        hidden = work.create_sheet("去年台账")
        fill(hidden, [HEAD, ROWS[1]])
        hidden.sheet_state = "hidden"
        meta = work.create_sheet("_meta")
        fill(meta, [("package", "018f"), ("digest", "ab12")])
        meta.sheet_state = "veryHidden"

    return book([HEAD, ROWS[0]], more=more)


@case()
def several_ledgers() -> bytes:
    def more(work: openpyxl.Workbook) -> None:
        fill(
            work.create_sheet("民生实事"),
            [
                ("2025年民生实事",),
                ("序号", "实事项目", "承办单位", "办结时限"),
                (1, "新建幼儿园2所", "县教育局", "8月底"),
            ],
        )
        fill(
            work.create_sheet("批示件"),
            [
                ("批示编号", "批示日期", "被批示件", "批示内容", "办理情况"),
                ("批12", "2026.3.5", "关于防汛的报告", "请水利局抓紧", "已办结"),
            ],
        )
        work.create_sheet("Sheet4")

    return book([("2026年重点工作",), HEAD, *ROWS], name="重点工作", more=more)


@case()
def ledger_among_other_sheets() -> bytes:
    def more(work: openpyxl.Workbook) -> None:
        fill(
            work.create_sheet("填表说明", 0),
            [("填表说明",), ("一、请如实填写",), ("二、日期写成2026-01-01",)],
        )
        fill(
            work.create_sheet("汇总表"),
            [("单位", "总数", "办结数", "办结率"), ("县财政局", 12, 10, "83%"), ("合计", 12, 10, "83%")],
        )
        fill(
            work.create_sheet("物资清单"),
            [("序号", "名称", "数量", "单位", "备注"), (1, "帐篷", 20, "顶", None)],
        )
        fill(
            work.create_sheet("通讯录"),
            [("姓名", "职务", "单位", "电话"), ("张三", "局长", "县财政局", "1380000")],
        )

    return book([HEAD, *ROWS], more=more)


@case(sheet="民生实事")
def one_sheet_chosen() -> bytes:
    return several_ledgers()


@case(refused=("WrongUseError", "没有工作表“不存在”"), sheet="不存在")
def sheet_that_is_not_there() -> bytes:
    return book([HEAD, *ROWS])


@case(refused=("RefusedError", "表格是空的"))
def workbook_without_cells() -> bytes:
    return book([])


@case()
def heading_without_rows() -> bytes:
    return book([HEAD])


@case(stem="2025年度督查台账")
def year_from_file_name() -> bytes:
    return book([HEAD, *ROWS], name="Sheet1")


@case()
def year_from_sheet_name() -> bytes:
    return book([HEAD, *ROWS], name="2027年任务")


@case()
def matters_only_in_the_first_of_several_rows() -> bytes:
    return book(
        [
            ("序号", "重点任务", "具体措施", "牵头单位", "完成时限"),
            (1, "巩固脱贫成果", "动态监测农户", "县乡村振兴局", "每月"),
            (None, None, "发展庭院经济", "县农业农村局", "8月底"),
            (None, None, "落实教育资助", "县教育局", "9月底"),
            (2, "提升粮食产能", "建设高标准农田", "县农业农村局", "11月底"),
        ]
    )


@case()
def work_unmerged_beside_specific_work() -> bytes:
    return book(
        [
            ("工作任务", "具体工作", "责任单位", "完成时限"),
            ("优化营商环境", "压缩开办时间", "县市场监管局", "6月底"),
            (None, "推行告知承诺制", "县司法局", "9月底"),
            (None, "清理涉企收费", "县发改局", "年底"),
        ]
    )


@case()
def money_unit_above_the_heading() -> bytes:
    return book(
        [
            ("2026年重点项目台账",),
            (None, None, None, "金额单位：万元"),
            ("序号", "项目名称", "责任单位", "总投资"),
            (1, "污水厂扩建", "县住建局", 3200),
            (2, "乡村道路", "县交通运输局", "约500"),
        ],
        merges=["A1:D1"],
    )


@case()
def numbers_that_only_count() -> bytes:
    return book(
        [
            ("编号", "事项", "责任单位"),
            (1, "甲事项", "县发改局"),
            (2, "乙事项", "县财政局"),
            (3, "丙事项", "县教育局"),
        ]
    )


@case()
def office_and_date_at_the_foot() -> bytes:
    return book(
        [
            HEAD,
            *ROWS,
            (),
            (None, None, None, None, "云岭县委督查室"),
            (None, None, None, None, "2026年11月1日"),
        ]
    )


@case()
def people_under_a_group_heading() -> bytes:
    return book(
        [
            ("序号", "项目基本情况", None, None, "责任人", None, None, "完成时限"),
            (None, "项目名称", "建设内容", "总投资（万元）", "姓名", "职务", "联系电话", None),
            (1, "县医院迁建", "新建住院楼", 18000, "罗勇", "院长", "7211111", "2027年12月"),
            (2, "学校改扩建", "新建教学楼", 4200, "马超", "局长", "7212222", "2026年8月"),
        ],
        merges=["A1:A2", "B1:D1", "E1:G1", "H1:H2"],
    )


@case()
def fills_merged_two_rows_high() -> bytes:
    return book(
        [
            ("序号", "事项", "责任单位", "时限"),
            (1, "甲事项", "县发改局", "6月底"),
            (),
            (2, "乙事项", "县财政局", "9月底"),
            (),
        ],
        merges=[f"{column}{row}:{column}{row + 1}" for column in "ABCD" for row in (2, 4)],
    )


@case()
def ledger_of_one_column() -> bytes:
    return book(
        [
            ("2026年督办事项",),
            ("序号", "督办事项"),
            (1, "整治占道经营"),
            (2, "清理河道垃圾"),
            ("一", "补种行道树"),
        ],
        merges=["A1:B1"],
    )
