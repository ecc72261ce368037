"""Headings: titles above, two and three rows, merged, gaps, duplicates, quarters."""

from corpus.kit import HEAD, ROWS, book, case


@case()
def heading_plain() -> bytes:
    return book([HEAD, *ROWS])


@case()
def heading_below_titles() -> bytes:
    return book(
        [
            ("云岭县2026年全县重点工作任务清单",),
            (),
            ("填报单位：县委督查室", None, None, None, "单位：万元"),
            HEAD,
            *ROWS,
        ],
        merges=["A1:F1", "A3:C3", "E3:F3"],
    )


@case()
def heading_two_rows_merged() -> bytes:
    return book(
        [
            ("云岭县二〇二六年县委常委会议定事项台账",),
            ("序号", "议定事项", "责任单位", None, "责任人", "办理时限", "办理情况", None),
            (None, None, "牵头单位", "配合单位", None, None, "进展情况", "存在问题"),
            (
                1,
                "研究产业园区扩区",
                "县工信局",
                "县自然资源局、县财政局",
                "赵强",
                "3月底",
                "已报省厅",
                "用地指标不足",
            ),
            (2, "审议招商引资办法", "县商务局", None, "钱芳", "立行立改", "已印发", None),
        ],
        merges=["A1:H1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:H2"],
    )


@case()
def heading_three_rows() -> bytes:
    return book(
        [
            ("2026年重点项目建设台账",),
            ("序号", "项目名称", "建设规模及内容", "总投资（万元）", "责任分工", None, None, "时间", None),
            (None, None, None, None, "领导", None, "单位", "进度要求", None),
            (None, None, None, None, "联系领导", "责任领导", "责任单位", "开工时间", "竣工时间"),
            (
                1,
                "县人民医院迁建",
                "新建门诊楼3.2万平方米",
                18600,
                "周敏",
                "吴涛",
                "县卫健局",
                "2026年3月",
                "2027年12月",
            ),
            (
                2,
                "城区污水管网改造",
                "改造管网42公里",
                5230.5,
                "郑洁",
                "王建国",
                "县住建局",
                "2026年4月",
                "2026年11月",
            ),
        ],
        merges=["A1:I1", "A2:A4", "B2:B4", "C2:C4", "D2:D4", "E2:G2", "E3:F3", "G3:G3", "H2:I2", "H3:I3"],
    )


@case()
def heading_two_rows_with_gaps() -> bytes:
    return book(
        [
            ("序号", "工作任务", "责任", None, "完成时限", "备注"),
            (None, None, "牵头单位", "配合单位", None, None),
            (1, "建设乡村治理示范村", "县委组织部", "县农业农村局", "全年", "6个村"),
            (2, "整治农村人居环境", "县农业农村局", "各乡镇", "10月底", None),
        ]
    )


@case()
def heading_with_breaks_and_blanks() -> bytes:
    return book(
        [
            ("序\n号", "督 办 事 项", "责 任\n单 位", "完成\n时限", "总投资\n（万元）", "联 系 电 话"),
            (1, "加快县乡公路改造", "县交通运输局", "2026年底", 3200, "05712345678"),
        ]
    )


@case()
def heading_full_width() -> bytes:
    return book(
        [
            ("ＮＯ．", "事　项", "牵　头　单　位", "完成时限（２０２６年）", "完成率％", "备　注"),
            (1, "提升政务服务效能", "县政务服务局", "１２月底", "８０％", "　无　"),
        ]
    )


@case()
def heading_doubled() -> bytes:
    return book(
        [
            ("序号", "事项", "责任单位", "责任人", "备注", "配合单位", "责任人", "备注"),
            (1, "推行河湖长制", "县水利局", "孙丽", "一类", "县生态环境局", "李娜", "二类"),
        ]
    )


@case()
def heading_unknown_columns() -> bytes:
    return book(
        [
            ("序号", "事项", "牵头单位", "完成时限", "经度", "纬度", "网格员", "实际完成时间", "是否延期"),
            (1, "修复水毁桥梁", "县水利局", "8月底", 103.25, 25.5, "陈七", "8月20日", "否"),
        ]
    )


@case()
def heading_quarters_merged() -> bytes:
    return book(
        [
            ("2026年度任务季度台账",),
            ("要点内容", "责任领导", "主要任务", "一季度", None, "二季度", None, "牵头部门", "配合部门"),
            (None, None, None, "目标", "完成情况", "目标", "完成情况", None, None),
            (
                "深化改革",
                "周敏",
                "国企重组整合",
                "完成清产核资",
                "已完成",
                "组建集团",
                "推进中",
                "县国资中心",
                "县财政局",
            ),
            (None, None, "医共体建设", "出台方案", "已出台", "挂牌运行", "已挂牌", "县卫健局", "县医保局"),
            (
                "扩大开放",
                "吴涛",
                "招商引资",
                "签约5个",
                "签约6个",
                "签约10个",
                "签约8个",
                "县商务局",
                "各乡镇",
            ),
        ],
        merges=["A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3", "I2:I3", "A4:A5", "B4:B5"],
    )


@case()
def heading_quarters_in_one_row() -> bytes:
    return book(
        [
            (
                "序号",
                "主要任务",
                "年度目标",
                "一季度目标",
                "一季度完成情况",
                "1-9月进展",
                "10月进展情况",
                "牵头部门",
            ),
            (1, "粮食生产", "45万亩", "备耕完成", "完成", "收获40万亩", "全部入库", "县农业农村局"),
        ]
    )


@case()
def heading_far_down() -> bytes:
    preface = [(f"说明{index}：请各单位按时报送", None) for index in range(1, 12)]
    return book([*preface, HEAD, *ROWS], merges=[f"A{index}:F{index}" for index in range(1, 12)])


@case()
def heading_with_column_numbers() -> bytes:
    return book([HEAD, (1, 2, 3, 4, 5, 6), *ROWS])


@case()
def heading_without_serial() -> bytes:
    return book([HEAD[1:], *(row[1:] for row in ROWS)])


@case()
def heading_missing_over_data() -> bytes:
    return book(
        [
            ("序号", "事项", None, "牵头单位", "完成时限"),
            (1, "开展安全生产检查", "检查企业30家", "县应急局", "每月25日前"),
            (2, "整治违法建设", None, "县城管局", "长期坚持"),
        ]
    )


@case()
def heading_similar_words() -> bytes:
    return book(
        [
            (
                "序号",
                "年度重点督办事项",
                "县级包抓领导",
                "主要牵头责任单位",
                "协同配合部门",
                "要求完成时间节点",
                "目前工作推进情况",
                "存在的主要困难",
                "下一步工作安排",
            ),
            (
                1,
                "推进抽水蓄能电站前期",
                "何静",
                "县发改局",
                "县水利局",
                "6月底",
                "可研已批",
                "资金缺口",
                "争取专项债",
            ),
        ]
    )


@case()
def heading_work_and_specific_work() -> bytes:
    return book(
        [
            ("序号", "工作任务", "具体工作", "责任单位", "完成时限"),
            (1, "优化营商环境", "压缩企业开办时间至1天", "县市场监管局", "6月底"),
            (2, None, "推行告知承诺制", "县司法局", "9月底"),
            (3, None, "清理涉企收费", "县发改局", "年底"),
            (4, "建设清廉云岭", "开展专项巡察", "县委巡察办", "年底"),
            (5, None, "建设廉政教育基地", "县纪委监委", "10月底"),
        ],
        merges=["B2:B4", "B5:B6"],
    )


@case()
def heading_project_and_content() -> bytes:
    return book(
        [
            (
                "序号",
                "项目名称",
                "建设性质",
                "建设规模及内容",
                "总投资（亿元）",
                "项目单位",
                "责任单位",
                "行业主管部门",
                "开工时间",
                "竣工时间",
                "形象进度",
            ),
            (
                1,
                "云岭冷链物流园",
                "新建",
                "冷库5万吨",
                3.6,
                "云岭物流公司",
                "县商务局",
                "县发改局",
                "2026.3",
                "2027.6",
                "主体封顶",
            ),
        ]
    )


@case()
def heading_lead_and_responsible_units() -> bytes:
    return book(
        [
            ("事项", "牵头单位", "责任单位", "联系领导", "责任领导", "完成时限"),
            ("争创国家卫生县", "县卫健局", "县城管局、各乡镇", "周敏", "吴涛", "2026-12-31"),
        ]
    )


@case()
def title_merged_over_measures() -> bytes:
    return book(
        [
            ("序号", "重点任务", "具体措施", "牵头单位", "完成时限"),
            (1, "巩固脱贫成果", "动态监测农户", "县乡村振兴局", "每月"),
            (None, None, "发展庭院经济", "县农业农村局", "8月底"),
            (None, None, "落实教育资助", "县教育局", "9月底"),
            (2, "提升粮食产能", "建设高标准农田", "县农业农村局", "11月底"),
            (None, None, "推广良种", "县农业农村局", "5月底"),
        ],
        merges=["A2:A4", "B2:B4", "A5:A6", "B5:B6"],
    )


@case()
def title_and_unit_merged_over_lines() -> bytes:
    return book(
        [
            ("序号", "事项", "牵头单位", "配合单位", "完成时限", "进展情况"),
            (1, "新建县第二小学", "县教育局", "县住建局", "8月底", "基础完工"),
            (None, None, None, "县财政局", None, "主体到三层"),
            (2, "改造农贸市场", "县市场监管局", "县城管局", "6月底", "已开工"),
            (3, "新建公厕12座", "县城管局", None, "5月底", "建成4座"),
            (4, "更新公交车30辆", "县交通运输局", None, "7月底", "已采购"),
            (5, "加装电梯60部", "县住建局", None, "11月底", "已加装20部"),
            (6, "建设口袋公园3处", "县城管局", None, "9月底", "已选址"),
            (7, "改造危旧水管", "县水利局", None, "10月底", "已招标"),
            (8, "新增停车位500个", "县城管局", None, "12月底", "新增120个"),
            (9, "建设养老中心", "县民政局", None, "12月底", "已封顶"),
        ],
        merges=["A2:A3", "B2:B3", "C2:C3", "E2:E3"],
    )


@case(heading_row=3)
def heading_row_chosen() -> bytes:
    return book([HEAD, *ROWS[:1], ("序号", "事项", "责任单位", "责任领导", "期限", "落实情况"), *ROWS[1:]])


@case(mapping={"情况": "进展情况", "办理人": "persons", "备注": "", "要求日期": "due"})
def mapping_chosen() -> bytes:
    return book(
        [
            ("事项", "责任单位", "情况", "办理人", "备注", "要求日期"),
            ("督办来信", "县信访局", "已办", "赵强", "x", "5月底"),
        ]
    )


@case(refused=("WrongUseError", "没有“进度条”这个字段"), mapping={"事项": "进度条"})
def mapping_of_unknown_field() -> bytes:
    return book([HEAD, *ROWS])


@case(refused=("WrongUseError", "没有“责任科室”这一列"), mapping={"责任科室": "牵头单位"})
def mapping_of_unknown_heading() -> bytes:
    return book([HEAD, *ROWS])


@case(refused=("RefusedError", "没有一列能作为“事项”"))
def heading_without_matter() -> bytes:
    return book([("姓名", "职务", "责任单位", "联系电话"), ("张三", "局长", "县财政局", "13800000000")])


@case(refused=("RefusedError", "没有找到台账的表头"))
def heading_nowhere() -> bytes:
    return book([("甲", "乙"), ("这是一段说明文字。",), (1, 2, 3)])
