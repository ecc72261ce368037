"""The exact reading of every workbook of the corpus that is read; looked over line by line."""

GOLDEN = {
    "heading_plain": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "heading_below_titles": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
5 ~2026: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
6 ~2026: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "heading_two_rows_merged": """
xlsx 台账 读2行
列 序号=- 议定事项=title 牵头单位=lead_unit 配合单位=co_units 责任人=persons 办理时限=due 进展情况=progress_text 存在问题=problems
4 ~2026: title='研究产业园区扩区' lead_unit='县工信局' co_units='县自然资源局、县财政局' persons='赵强' due='3月底' progress_text='已报省厅' problems='用地指标不足'
5 ~2026: title='审议招商引资办法' lead_unit='县商务局' persons='钱芳' due='立行立改' progress_text='已印发'
""",
    "heading_three_rows": """
xlsx 台账 读2行
列 序号=- 项目名称=title 建设规模及内容=task 总投资（万元）=amount 联系领导=liaison_leaders 责任领导=responsible_leaders 责任单位=lead_unit 开工时间=start 竣工时间=due
5 ~2026: title='县人民医院迁建' task='新建门诊楼3.2万平方米' amount='18600万元' liaison_leaders='周敏' responsible_leaders='吴涛' lead_unit='县卫健局' start='2026年3月' due='2027年12月'
6 ~2026: title='城区污水管网改造' task='改造管网42公里' amount='5230.5万元' liaison_leaders='郑洁' responsible_leaders='王建国' lead_unit='县住建局' start='2026年4月' due='2026年11月'
""",
    "heading_two_rows_with_gaps": """
xlsx 台账 读2行
列 序号=- 工作任务=title 牵头单位=lead_unit 配合单位=co_units 完成时限=due 备注=remarks
3: title='建设乡村治理示范村' lead_unit='县委组织部' co_units='县农业农村局' due='全年' remarks='6个村'
4: title='整治农村人居环境' lead_unit='县农业农村局' co_units='各乡镇' due='10月底'
""",
    "heading_with_breaks_and_blanks": """
xlsx 台账 读1行
列 序号=- 督办事项=title 责任单位=lead_unit 完成时限=due 总投资（万元）=amount 联系电话=phone
2: title='加快县乡公路改造' lead_unit='县交通运输局' due='2026年底' amount='3200万元' phone='05712345678'
""",
    "heading_full_width": """
xlsx 台账 读1行
列 NO．=- 事项=title 牵头单位=lead_unit 完成时限（2026年）=due 完成率%=progress_percent 备注=remarks
2 ~2026: title='提升政务服务效能' lead_unit='县政务服务局' due='12月底' progress_percent='80%' remarks='无'
""",
    "heading_doubled": """
xlsx 台账 读1行
列 序号=- 事项=title 责任单位=lead_unit 责任人=persons 备注=remarks 配合单位=co_units 责任人(2)=- 备注(2)=-
2: title='推行河湖长制' lead_unit='县水利局' persons='孙丽' remarks='一类' co_units='县生态环境局' +责任人(2)='李娜' +备注(2)='二类'
""",
    "heading_unknown_columns": """
xlsx 台账 读1行
列 序号=- 事项=title 牵头单位=lead_unit 完成时限=due 经度=- 纬度=- 网格员=- 实际完成时间=- 是否延期=-
2: title='修复水毁桥梁' lead_unit='县水利局' due='8月底' +经度='103.25' +纬度='25.5' +网格员='陈七' +实际完成时间='8月20日' +是否延期='否'
""",
    "heading_quarters_merged": """
xlsx 台账 读3行
列 要点内容=category 责任领导=responsible_leaders 主要任务=title 一季度目标=- 一季度完成情况=- 二季度目标=- 二季度完成情况=- 牵头部门=lead_unit 配合部门=co_units
4 ~2026: category='深化改革' responsible_leaders='周敏' title='国企重组整合' lead_unit='县国资中心' co_units='县财政局' +一季度目标='完成清产核资' +一季度完成情况='已完成' +二季度目标='组建集团' +二季度完成情况='推进中'
5 ~2026: category='深化改革' responsible_leaders='周敏' title='医共体建设' lead_unit='县卫健局' co_units='县医保局' +一季度目标='出台方案' +一季度完成情况='已出台' +二季度目标='挂牌运行' +二季度完成情况='已挂牌'
6 ~2026: category='扩大开放' responsible_leaders='吴涛' title='招商引资' lead_unit='县商务局' co_units='各乡镇' +一季度目标='签约5个' +一季度完成情况='签约6个' +二季度目标='签约10个' +二季度完成情况='签约8个'
""",
    "heading_quarters_in_one_row": """
xlsx 台账 读1行
列 序号=- 主要任务=title 年度目标=target 一季度目标=- 一季度完成情况=- 1-9月进展=- 10月进展情况=- 牵头部门=lead_unit
2: title='粮食生产' target='45万亩' lead_unit='县农业农村局' +一季度目标='备耕完成' +一季度完成情况='完成' +1-9月进展='收获40万亩' +10月进展情况='全部入库'
""",
    "heading_far_down": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
13: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
14: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "heading_with_column_numbers": """
xlsx 台账 读3行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
3: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
4: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
略 台账!2 列号行
""",
    "heading_without_serial": """
xlsx 台账 读2行
列 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "heading_missing_over_data": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 完成时限=due
2: title='开展安全生产检查' lead_unit='县应急局' due='每月25日前' +C列='检查企业30家'
3: title='整治违法建设' lead_unit='县城管局' due='长期坚持'
""",
    "heading_similar_words": """
xlsx 台账 读1行
列 序号=- 年度重点督办事项=title 县级包抓领导=liaison_leaders 主要牵头责任单位=lead_unit 协同配合部门=co_units 要求完成时间节点=due 目前工作推进情况=progress_text 存在的主要困难=problems 下一步工作安排=next_steps
2: title='推进抽水蓄能电站前期' liaison_leaders='何静' lead_unit='县发改局' co_units='县水利局' due='6月底' progress_text='可研已批' problems='资金缺口' next_steps='争取专项债'
""",
    "heading_work_and_specific_work": """
xlsx 台账 读5行
列 序号=- 工作任务=category 具体工作=title 责任单位=lead_unit 完成时限=due
2: category='优化营商环境' title='压缩企业开办时间至1天' lead_unit='县市场监管局' due='6月底'
3: category='优化营商环境' title='推行告知承诺制' lead_unit='县司法局' due='9月底'
4: category='优化营商环境' title='清理涉企收费' lead_unit='县发改局' due='年底'
5: category='建设清廉云岭' title='开展专项巡察' lead_unit='县委巡察办' due='年底'
6: category='建设清廉云岭' title='建设廉政教育基地' lead_unit='县纪委监委' due='10月底'
""",
    "heading_project_and_content": """
xlsx 台账 读1行
列 序号=- 项目名称=title 建设性质=- 建设规模及内容=task 总投资（亿元）=amount 项目单位=- 责任单位=lead_unit 行业主管部门=- 开工时间=start 竣工时间=due 形象进度=progress_text
2: title='云岭冷链物流园' task='冷库5万吨' amount='3.6亿元' lead_unit='县商务局' start='2026.3' due='2027.6' progress_text='主体封顶' +建设性质='新建' +项目单位='云岭物流公司' +行业主管部门='县发改局'
""",
    "heading_lead_and_responsible_units": """
xlsx 台账 读1行
列 事项=title 牵头单位=lead_unit 责任单位=co_units 联系领导=liaison_leaders 责任领导=responsible_leaders 完成时限=due
2: title='争创国家卫生县' lead_unit='县卫健局' co_units='县城管局、各乡镇' liaison_leaders='周敏' responsible_leaders='吴涛' due='2026-12-31'
""",
    "title_merged_over_measures": """
xlsx 台账 读5行
列 序号=- 重点任务=category 具体措施=title 牵头单位=lead_unit 完成时限=due
2: category='巩固脱贫成果' title='动态监测农户' lead_unit='县乡村振兴局' due='每月'
3: category='巩固脱贫成果' title='发展庭院经济' lead_unit='县农业农村局' due='8月底'
4: category='巩固脱贫成果' title='落实教育资助' lead_unit='县教育局' due='9月底'
5: category='提升粮食产能' title='建设高标准农田' lead_unit='县农业农村局' due='11月底'
6: category='提升粮食产能' title='推广良种' lead_unit='县农业农村局' due='5月底'
""",
    "title_and_unit_merged_over_lines": """
xlsx 台账 读10行
列 序号=- 事项=title 牵头单位=lead_unit 配合单位=co_units 完成时限=due 进展情况=progress_text
2: title='新建县第二小学' lead_unit='县教育局' co_units='县住建局、县财政局' due='8月底' progress_text='基础完工\\n主体到三层'
4: title='改造农贸市场' lead_unit='县市场监管局' co_units='县城管局' due='6月底' progress_text='已开工'
5: title='新建公厕12座' lead_unit='县城管局' due='5月底' progress_text='建成4座'
6: title='更新公交车30辆' lead_unit='县交通运输局' due='7月底' progress_text='已采购'
7: title='加装电梯60部' lead_unit='县住建局' due='11月底' progress_text='已加装20部'
8: title='建设口袋公园3处' lead_unit='县城管局' due='9月底' progress_text='已选址'
9: title='改造危旧水管' lead_unit='县水利局' due='10月底' progress_text='已招标'
10: title='新增停车位500个' lead_unit='县城管局' due='12月底' progress_text='新增120个'
11: title='建设养老中心' lead_unit='县民政局' due='12月底' progress_text='已封顶'
略 台账!3 与第 2 行是同一事项，已并入
""",
    "heading_row_chosen": """
xlsx 台账 读1行
列 序号=- 事项=title 责任单位=lead_unit 责任领导=responsible_leaders 期限=due 落实情况=progress_text
4 ~2026: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "mapping_chosen": """
xlsx 台账 读1行
列 事项=title 责任单位=lead_unit 情况=progress_text 办理人=persons 备注=- 要求日期=due
2: title='督办来信' lead_unit='县信访局' progress_text='已办' persons='赵强' due='5月底' +备注='x'
""",
    "merged_down_the_left": """
xlsx 台账 读4行
列 类别=category 责任领导=responsible_leaders 事项=title 牵头单位=lead_unit 完成时限=due
2: category='产业发展' responsible_leaders='周敏' title='建设数字产业园' lead_unit='县工信局' due='12月底'
3: category='产业发展' responsible_leaders='周敏' title='培育规上企业8户' lead_unit='县工信局' due='12月底'
4: category='产业发展' responsible_leaders='吴涛' title='发展高原特色农业' lead_unit='县农业农村局' due='11月底'
5: category='民生保障' responsible_leaders='吴涛' title='新增城镇就业2000人' lead_unit='县人社局' due='12月底'
""",
    "blank_without_merge_stays_blank": """
xlsx 台账 读2行
列 类别=category 责任领导=responsible_leaders 事项=title 牵头单位=lead_unit 完成时限=due
2: category='产业发展' responsible_leaders='周敏' title='建设数字产业园' lead_unit='县工信局' due='12月底'
3: title='培育规上企业8户' lead_unit='县工信局' due='12月底'
""",
    "ditto_marks": """
xlsx 台账 读4行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='建设智慧广电' responsible_leaders='周敏' due='6月底' progress_text='已立项'
3: title='改造县文化馆' lead_unit='县文旅局' responsible_leaders='周敏' due='6月底' progress_text='已立项'
4: title='举办火把节' lead_unit='县文旅局' responsible_leaders='周敏' due='7月' progress_text='筹备中'
5: title='申报非遗项目' lead_unit='县文旅局' responsible_leaders='周敏' due='7月' progress_text='筹备中'
疑 台账!2 [牵头单位] '同上' “同上”的上方没有内容，按空白处理
""",
    "totals": """
xlsx 台账 读8行
列 序号=- 单位类别=category 事项=title 牵头单位=lead_unit 投资额=amount 备注=remarks
2: category='工业' title='技改项目' lead_unit='县工信局' amount='1200'
3: category='工业' title='扩能项目' lead_unit='县工信局' amount='800'
5: category='农业' title='灌区改造' lead_unit='县水利局' amount='3000'
9: category='其他' title='统计执法检查合计工作机制建设' lead_unit='县统计局' amount='10' remarks='不是合计行'
略 台账!4 小计、合计行
略 台账!6 小计、合计行
略 台账!7 小计、合计行
略 台账!8 小计、合计行
""",
    "sections_in_two_levels": """
xlsx 台账 读7行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
4: title='建设数字产业园' lead_unit='县工信局' responsible_leaders='周敏' due='12月底' progress_text='已开工' category='产业发展' item_group='工业'
6: title='发展肉牛养殖' lead_unit='县农业农村局' responsible_leaders='吴涛' due='12月底' progress_text='存栏3万头' category='产业发展' item_group='农业'
8: title='新增就业2000人' lead_unit='县人社局' responsible_leaders='郑洁' due='12月底' progress_text='完成1100人' category='民生保障'
略 台账!2 分类标题行
略 台账!3 分类小标题行
略 台账!5 分类小标题行
略 台账!7 分类标题行
""",
    "sections_merged_without_number": """
xlsx 台账 读4行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
3: title='建设数字产业园' lead_unit='县工信局' responsible_leaders='周敏' due='12月底' progress_text='已开工' category='工业项目'
5: title='新建公厕' lead_unit='县城管局' responsible_leaders='吴涛' due='6月底' progress_text='完工' category='民生项目'
略 台账!2 分类标题行
略 台账!4 分类标题行
""",
    "sections_numbered_in_chinese": """
xlsx 台账 读5行
列 序号=- 任务=title 责任单位=lead_unit 时限=due
3: title='国企改革' lead_unit='县国资中心' due='年内' category='深化改革'
4: title='医保改革' lead_unit='县医保局' due='年内' category='深化改革'
6: title='招商引资' lead_unit='县商务局' due='全年' category='扩大开放'
略 台账!2 分类标题行
略 台账!5 分类标题行
""",
    "section_beside_category": """
xlsx 台账 读3行
列 类别=category 事项=title 责任单位=lead_unit 时限=due
3: category='工业' title='技改' lead_unit='县工信局' due='6月底' +分类标题='经济工作'
4: title='商贸流通' lead_unit='县商务局' due='6月底' category='经济工作'
略 台账!2 分类标题行
""",
    "notes_at_the_foot": """
xlsx 台账 读6行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
略 台账!5 附注、落款行
略 台账!6 附注、落款行
略 台账!7 附注、落款行
略 台账!8 附注、落款行
""",
    "headings_repeated_on_every_page": """
xlsx 台账 读7行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
3 ~2026: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
6 ~2026: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
9 ~2026: title='整治乱贴乱画' lead_unit='县城管局' responsible_leaders='郑洁' due='5月底' progress_text='进行中'
略 台账!4 重复的表头
略 台账!5 重复的表头
略 台账!7 附注、落款行
略 台账!8 重复的表头
""",
    "blank_rows_between": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
3: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
6: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "serials_without_matter": """
xlsx 台账 读5行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
略 台账!4 只有序号，没有内容
略 台账!5 只有序号，没有内容
略 台账!6 只有序号，没有内容
""",
    "rows_without_matter_refused": """
xlsx 台账 读3行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
拒 台账!3 [] '县财政局；王建国；6月底；已拨付' 没有事项内容，无法登记
拒 台账!4 [] '县教育局' 没有事项内容，无法登记
""",
    "matter_alone": """
xlsx 台账 读3行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='研究解决历史遗留问题'
3: title='督促落实信访积案化解'
4: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "hidden_rows_and_columns": """
xlsx 台账 读3行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3隐: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
4: title='创建文明城市' lead_unit='县委宣传部' responsible_leaders='周敏' due='全年' progress_text='已启动'
注 工作表“台账”有 1 个隐藏行，已读取。
注 工作表“台账”有隐藏列：责任领导，已读取。
""",
    "filtered_rows": """
xlsx 台账 读3行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3隐: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
4隐: title='创建文明城市' lead_unit='县委宣传部' responsible_leaders='周敏' due='全年' progress_text='已启动'
注 工作表“台账”有 2 个隐藏行，已读取。
""",
    "hidden_sheets": """
xlsx 台账、去年台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
台账!2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
去年台账!2隐: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
注 工作表“去年台账”是隐藏的，已读取 1 条。
注 工作表“_meta”（深度隐藏）不像台账，没有读取（2 行）。
""",
    "several_ledgers": """
xlsx 重点工作、民生实事、批示件 读4行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text 实事项目=title 承办单位=lead_unit 办结时限=due 批示编号=number 批示日期=source_date 被批示件=title 批示内容=instruction 办理情况=progress_text
重点工作!3 ~2026: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
重点工作!4 ~2026: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
民生实事!3 ~2025: title='新建幼儿园2所' lead_unit='县教育局' due='8月底'
批示件!2: number='批12' source_date='2026.3.5' title='关于防汛的报告' instruction='请水利局抓紧' progress_text='已办结'
""",
    "ledger_among_other_sheets": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
注 工作表“填表说明”不像台账，没有读取（3 行）。
注 工作表“汇总表”不像台账，没有读取（3 行）。
注 工作表“物资清单”不像台账，没有读取（2 行）。
注 工作表“通讯录”不像台账，没有读取（2 行）。
""",
    "one_sheet_chosen": """
xlsx 民生实事 读1行
列 序号=- 实事项目=title 承办单位=lead_unit 办结时限=due
3 ~2025: title='新建幼儿园2所' lead_unit='县教育局' due='8月底'
注 工作表“重点工作”没有选择，没有读取（4 行）。
注 工作表“批示件”没有选择，没有读取（2 行）。
""",
    "heading_without_rows": """
xlsx 台账 读0行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
""",
    "year_from_file_name": """
xlsx Sheet1 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2 ~2025: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3 ~2025: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "year_from_sheet_name": """
xlsx 2027年任务 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2 ~2027: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3 ~2027: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "matters_only_in_the_first_of_several_rows": """
xlsx 台账 读4行
列 序号=- 重点任务=category 具体措施=title 牵头单位=lead_unit 完成时限=due
2: category='巩固脱贫成果' title='动态监测农户' lead_unit='县乡村振兴局' due='每月'
3: title='发展庭院经济' lead_unit='县农业农村局' due='8月底'
4: title='落实教育资助' lead_unit='县教育局' due='9月底'
5: category='提升粮食产能' title='建设高标准农田' lead_unit='县农业农村局' due='11月底'
""",
    "work_unmerged_beside_specific_work": """
xlsx 台账 读3行
列 工作任务=category 具体工作=title 责任单位=lead_unit 完成时限=due
2: category='优化营商环境' title='压缩开办时间' lead_unit='县市场监管局' due='6月底'
3: title='推行告知承诺制' lead_unit='县司法局' due='9月底'
4: title='清理涉企收费' lead_unit='县发改局' due='年底'
""",
    "money_unit_above_the_heading": """
xlsx 台账 读2行
列 序号=- 项目名称=title 责任单位=lead_unit 总投资=amount
4 ~2026: title='污水厂扩建' lead_unit='县住建局' amount='3200万元'
5 ~2026: title='乡村道路' lead_unit='县交通运输局' amount='约500万元'
""",
    "numbers_that_only_count": """
xlsx 台账 读3行
列 编号=- 事项=title 责任单位=lead_unit
2: title='甲事项' lead_unit='县发改局'
3: title='乙事项' lead_unit='县财政局'
4: title='丙事项' lead_unit='县教育局'
""",
    "office_and_date_at_the_foot": """
xlsx 台账 读4行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
略 台账!5 附注、落款行
略 台账!6 附注、落款行
""",
    "people_under_a_group_heading": """
xlsx 台账 读2行
列 序号=- 项目名称=title 建设内容=task 总投资（万元）=amount 责任人姓名=persons 责任人职务=- 联系电话=phone 完成时限=due
3: title='县医院迁建' task='新建住院楼' amount='18000万元' persons='罗勇' phone='7211111' due='2027年12月' +责任人职务='院长'
4: title='学校改扩建' task='新建教学楼' amount='4200万元' persons='马超' phone='7212222' due='2026年8月' +责任人职务='局长'
""",
    "fills_merged_two_rows_high": """
xlsx 台账 读2行
列 序号=- 事项=title 责任单位=lead_unit 时限=due
2: title='甲事项' lead_unit='县发改局' due='6月底'
4: title='乙事项' lead_unit='县财政局' due='9月底'
""",
    "ledger_of_one_column": """
xlsx 台账 读3行
列 序号=- 督办事项=title
3 ~2026: title='整治占道经营'
4 ~2026: title='清理河道垃圾'
5 ~2026: title='补种行道树'
""",
    "dates_by_format": """
xlsx 台账 读6行
列 事项=title 责任单位=lead_unit 完成时限=due 交办时间=source_date
2: title='事项0' lead_unit='县发改局' due='2026-06-30' source_date='2026-01-05'
3: title='事项1' lead_unit='县发改局' due='2026-06-30' source_date='2026-01-05'
4: title='事项2' lead_unit='县发改局' due='2026-06-30' source_date='2026-01-05'
5: title='事项3' lead_unit='县发改局' due='2026-06-30' source_date='2026-01-05'
6: title='事项4' lead_unit='县发改局' due='2026-06-30' source_date='2026-01-05'
7: title='事项5' lead_unit='县发改局' due='2026-06-30' source_date='2026-01-05'
""",
    "dates_of_1904": """
xlsx 台账 读1行
列 事项=title 责任单位=lead_unit 完成时限=due
2: title='事项甲' lead_unit='县发改局' due='2026-06-30'
""",
    "dates_as_serial_numbers": """
xlsx 台账 读2行
列 事项=title 责任单位=lead_unit 交办日期=source_date 完成时限=due 编号=number
2: title='事项甲' lead_unit='县发改局' source_date='2026-01-01' due='2026-06-30' number='46203'
3: title='事项乙' lead_unit='县财政局' source_date='2026-01-01' due='2026' number='5'
""",
    "dates_in_words": """
xlsx 台账 读11行
列 事项=title 责任单位=lead_unit 完成时限=due
2: title='事项0' lead_unit='县发改局' due='2024.6.30'
3: title='事项1' lead_unit='县发改局' due='6月底前'
4: title='事项2' lead_unit='县发改局' due='三季度末'
5: title='事项3' lead_unit='县发改局' due='每月25日前'
6: title='事项4' lead_unit='县发改局' due='长期坚持'
7: title='事项5' lead_unit='县发改局' due='2024年底'
8: title='事项6' lead_unit='县发改局' due='立行立改'
9: title='事项7' lead_unit='县发改局' due='2026/7/3'
10: title='事项8' lead_unit='县发改局' due='2026年5月1日'
11: title='事项9' lead_unit='县发改局' due='20260630'
12: title='事项10' lead_unit='县发改局' due='六月三十日'
""",
    "year_and_month_as_number": """
xlsx 台账 读2行
列 事项=title 责任单位=lead_unit 完成时限=due 投资额=amount
2: title='事项甲' lead_unit='县发改局' due='2026.10' amount='1200.5'
3: title='事项乙' lead_unit='县发改局' due='2026.6' amount='30'
""",
    "percents": """
xlsx 台账 读5行
列 事项=title 责任单位=lead_unit 完成比例=progress_percent
2: title='甲' lead_unit='县发改局' progress_percent='62%'
3: title='乙' lead_unit='县发改局' progress_percent='100%'
4: title='丙' lead_unit='县发改局' progress_percent='7.5%'
5: title='丁' lead_unit='县发改局' progress_percent='0.62'
6: title='戊' lead_unit='县发改局' progress_percent='约80%'
""",
    "codes_and_telephones": """
xlsx 台账 读3行
列 督办编号=number 事项=title 责任单位=lead_unit 联系电话=phone 统一社会信用代码=-
2: number='0012' title='事项甲' lead_unit='县发改局' phone='013812345678' +统一社会信用代码='530102199001011234'
3: number='0013' title='事项乙' lead_unit='县发改局' phone='13812345678' +统一社会信用代码='9153 0000 7194 5678 9X'
4: number='督〔2026〕7号' title='事项丙' lead_unit='县发改局' phone='0871-6312345（办）\\n13900001111'
""",
    "numbers_without_tails": """
xlsx 台账 读4行
列 事项=title 责任单位=lead_unit 投资额=amount 户数=-
2: title='甲' lead_unit='县发改局' amount='3' +户数='12'
3: title='乙' lead_unit='县发改局' amount='0.3' +户数='100000000000'
4: title='丙' lead_unit='县发改局' amount='-5.5' +户数='1234567.89'
5: title='丁' lead_unit='县发改局' amount='1,200.50' +户数='0'
""",
    "money_in_hundred_millions": """
xlsx 台账 读2行
列 项目名称=title 责任单位=lead_unit 总投资（亿元）=amount
2: title='甲项目' lead_unit='县发改局' amount='3.6亿元'
3: title='乙项目' lead_unit='县发改局' amount='约12亿元'
""",
    "truth_and_errors": """
xlsx 台账 读2行
列 序号=- 事项=title 责任单位=lead_unit 是否办结=status 投资额=amount
2: title='甲' lead_unit='县发改局' status='是'
疑 台账!2 [投资额] '#N/A' 公式出错，单元格显示错误值。请改正后再导入。
拒 台账!3 [事项] '#REF!' 公式出错，单元格显示错误值。请改正后再导入。
""",
    "formulas_never_calculated": """
xlsx 台账 读3行
列 序号=- 事项=title 责任单位=lead_unit 责任人=persons 备注=remarks 投资额=amount
2: title='甲' lead_unit='县发改局' persons='赵强' amount='5'
3: title='乙' lead_unit='县发改局' persons='钱芳' amount='6'
疑 台账!2 [备注] '=C2&D2' 公式未计算：文件里没有保存这个公式的结果。请用 Excel 或 WPS 打开并保存后再导入。
疑 台账!3 [备注] '=SUM(F2:F3)' 公式未计算：文件里没有保存这个公式的结果。请用 Excel 或 WPS 打开并保存后再导入。
拒 台账!4 [事项] '=CONCATENATE("推进","项目")' 公式未计算：文件里没有保存这个公式的结果。请用 Excel 或 WPS 打开并保存后再导入。
""",
    "formulas_with_values": """
xlsx 台账 读2行
列 序号=- 事项=title 责任单位=lead_unit 投资额=amount 备注=remarks
2: title='推进甲项目' lead_unit='县发改局' amount='3'
3: title='乙项目' lead_unit='县财政局'
疑 台账!3 [投资额] '=' 公式未计算：文件里没有保存这个公式的结果。请用 Excel 或 WPS 打开并保存后再导入。
""",
    "formulas_like_text": """
xlsx 台账 读2行
列 事项=title 责任单位=lead_unit 联系电话=phone 备注=remarks
2: title='=1+1' lead_unit='县发改局' phone='+86-871-1234567' remarks='@all'
3: title='-推进落实' lead_unit='县财政局' phone="'0871" remarks='＝cmd|calc'
""",
    "invisible_characters": """
xlsx 台账 读2行
列 序号=- 事项=title 责任单位=lead_unit 责任人=persons 联系电话=phone 备注=remarks
2: title='推进 数字化' lead_unit='县发改局' persons='陆 明' phone='13800000002' remarks='甲\\n乙\\n丙'
3: title='第二\\ue000事项' lead_unit='县财政局' remarks='一�'
""",
    "rich_text": """
xlsx 台账 读2行
列 事项=title 责任单位=lead_unit
2: title='推进重点项目' lead_unit='县发改局'
3: title='第二件' lead_unit='县财政局'
""",
    "phonetic_hints": """
xlsx 台账 读1行
列 事项=title 责任单位=lead_unit
2: title='推进项目' lead_unit='县发改局'
""",
    "rare_characters": """
xlsx 台账 读2行
列 事项=title 责任单位=lead_unit 责任人=persons 责任领导=responsible_leaders
2: title='玥湖清淤' lead_unit='县水利局' persons='陈㛃、李䶮' responsible_leaders='王𬱟'
3: title='堃山绿化' lead_unit='县林草局' persons='张喆' responsible_leaders='刘玥'
""",
    "long_text": """
xlsx 台账 读1行
列 事项=title 责任单位=lead_unit 备注=remarks
2: title='长文' lead_unit='县发改局' remarks='督督督督督督督督督督'…32767 1390ebe2cca4
""",
    "several_units_in_a_cell": """
xlsx 台账 读2行
列 事项=title 责任单位=lead_unit 责任人=persons
2: title='联合执法' lead_unit='县发改局、财政局，各乡镇' persons='陆 明、张三/李四'
3: title='防汛备汛' lead_unit='县水利局\\n县应急局\\n各乡镇（街道）' persons='王 芳'
""",
    "old_workbook": """
xls 台账 读3行
列 类别=category 问题描述=title 整改单位=lead_unit 整改时限=due 整改率=progress_percent 备注=remarks
3 ~2026: category='环保' title='河道采砂' lead_unit='县水利局' due='2026-06-30' progress_percent='62%' remarks='x'
4 ~2026: category='环保' title='秸秆焚烧' lead_unit='县农业农村局' due='2026-09-30' progress_percent='100%'
5隐 ~2026: category='安全' title='消防通道堵塞' lead_unit='县消防大队' due='立即' progress_percent='0.5'
注 工作表“台账”有 1 个隐藏行，已读取。
注 工作表“台账”有隐藏列：备注，已读取。
""",
    "written_by_xlsxwriter": """
xlsx 督查台账 读1行
列 序号=- 督查事项=title 承办单位=lead_unit 办结时限=due 完成率=progress_percent
2: title='督查事项甲' lead_unit='县政府办' due='2026-08-01' progress_percent='35%'
""",
    "several_styles_of_blank": """
xlsx 台账 读3行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
4: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
拒 台账!3 [] '—；/；无；-；暂无' 没有事项内容，无法登记
""",
    "months_typed_as_dates": """
xlsx 台账 读6行
列 事项=title 责任单位=lead_unit 完成时限=due
2: title='事项' lead_unit='单位0局' due='2026年6月'
3: title='事项' lead_unit='单位1局' due='2026年6月'
4: title='事项' lead_unit='单位2局' due='2026年6月'
5: title='事项' lead_unit='单位3局' due='2026年6月'
6: title='事项' lead_unit='单位4局' due='2026-06-15'
7: title='事项' lead_unit='单位5局' due='2026-06-01'
""",
    "months_in_an_old_workbook": """
xls 台账 读2行
列 事项=title 责任单位=lead_unit 完成时限=due
2: title='甲' lead_unit='县发改局' due='2026年6月'
3: title='乙' lead_unit='县财政局' due='2026-06-01'
""",
    "errors_in_words": """
csv 表格 读3行
列 事项=title 责任单位=lead_unit 完成时限=due
2: title='甲' due='6月底'
4: title='丙' lead_unit='县发改局'
疑 表格!2 [责任单位] '#REF!' 公式出错，单元格显示错误值。请改正后再导入。
拒 表格!3 [事项] '#N/A' 公式出错，单元格显示错误值。请改正后再导入。
疑 表格!4 [完成时限] '########' 公式出错，单元格显示错误值。请改正后再导入。
""",
    "real_special_supervision": """
xlsx 台账 读2行
列 编号=number 督查事项=title 督查缘由=source 领导批示=instruction 拟办意见=-
2: number='2026-01' title='校园食堂安全' source='群众来信' instruction='请教育局核查' +拟办意见='交县教育局办理'
3: number='2026-02' title='供水水质异味' source='县长热线' instruction='从速处理' +拟办意见='交县水利局办理'
""",
    "real_instruction_feedback": """
xlsx 台账 读1行
列 反馈单号=- 被批示件名称=title 批示日期=source_date 收文日期=- 承办部门=lead_unit 领导批示=instruction 拟办意见=- 办理情况=progress_text 联系人=persons 联系电话=phone
2: title='关于请求解决灌溉用水的报告' source_date='2026-03-05' lead_unit='县水利局' instruction='同意，抓紧办理' progress_text='已调度放水' persons='高峰' phone='7212345' +反馈单号='F1' +收文日期='2026-03-06' +拟办意见='请县水利局阅办'
""",
    "real_instructions": """
xlsx 台账 读1行
列 批示编号=number 批示日期=source_date 被批示件=title 批示内容=instruction 办理情况=progress_text
2: number='批〔2026〕3号' source_date='3月5日' title='信访积案情况报告' instruction='请包案领导限期化解' progress_text='已化解2件'
""",
    "real_meeting_decisions": """
xlsx 台账 读2行
列 督办单号=number 会议日期=source_date 决定事项=title 办理情况=progress_text
2: number='会12' source_date='2026.4.1' title='同意新建消防站' progress_text='正在选址'
3: number='会13' source_date='2026.4.1' title='追加抗旱经费200万元' progress_text='已拨付'
""",
    "real_assigned_matters": """
xlsx 台账 读1行
列 交办事项=title 交办时间=source_date 交办类型=category 责任单位=lead_unit 督办责任人=persons 督办要求=requirement 办结期限=due 目前状态=status 是否超期=- 总共用时=-
2: title='整治客运站周边秩序' source_date='2026-05-01' category='区委主要领导交办' lead_unit='县公安局' persons='徐磊' requirement='每周一报' due='2026-05-31' status='办理中' +是否超期='否' +总共用时='12天'
""",
    "real_todo_list": """
xlsx 台账 读1行
列 事项提出领导=- 提出场景=source 待办事项=title 形成时间=source_date 主责部门=lead_unit 主责责任人=persons 配合部门=co_units 配合责任人=- 工作计划=measures 完成时间=due 进展情况=progress_text
2: source='周例会' title='完善应急预案' source_date='2026-02-01' lead_unit='县应急局' persons='朱军' co_units='县气象局' measures='2月征求意见' due='2026-03-31' progress_text='已征求意见' +事项提出领导='周敏' +配合责任人='马超'
""",
    "real_key_work": """
xlsx 台账 读1行
列 业务类别=category 工作事项=title 是否创新=- 工作节点=plan 完成时间=due 完成形式=requirement 责任部门=lead_unit 责任领导=responsible_leaders 责任人=persons
2: category='综合' title='修订督查工作规程' plan='3月初稿；5月送审' due='2026年6月' requirement='印发文件' lead_unit='县委督查室' responsible_leaders='何静' persons='罗勇' +是否创新='是'
""",
    "real_handled_instructions": """
xlsx 台账 读1行
列 办件名称=title 批示领导=source 编号=number 办件状态=status 发布时间=source_date 交办时限=due 是否办结=- 是否挂起=-
2: title='农民工欠薪' source='吴涛' number='B-7' status='办理中' source_date='2026-01-10' due='2026-01-25' +是否办结='否' +是否挂起='否'
""",
    "real_rectification": """
xlsx 台账 读1行
列 序号=- 问题描述=title 应上报时间=- 实际上报时间=- 整改情况=progress_text 已整改金额=- 追责问责人数=- 制度建设数=- 未整改原因=problems 下步措施及时限=next_steps 认定情况=- 整改率=progress_percent 整改责任单位=lead_unit
2: title='专项资金滞留' progress_text='已拨付60%' problems='项目未开工' next_steps='9月底前拨付' progress_percent='0.6' lead_unit='县财政局' +应上报时间='2026-06-30' +实际上报时间='2026-07-02' +已整改金额='120.5' +追责问责人数='2' +制度建设数='1' +认定情况='部分整改'
""",
    "real_closing_application": """
xlsx 台账 读2行
列 序号=- 被检查单位=lead_unit 具体地点=- 类别=category 存在问题=title 整改措施=measures 整改期限=due 责任人=persons 整改情况=progress_text 完成时间=- 复查人=- 整改前图片=- 整改后图片=-
2: lead_unit='县人民医院' category='消防' title='疏散通道堆物' measures='清理并巡查' due='2026-04-10' persons='高峰' progress_text='已清理' +具体地点='住院部三楼' +完成时间='2026-04-08' +复查人='徐磊'
略 台账!3 附注、落款行
""",
    "real_register": """
xlsx 台账 读1行
列 统一编号=number 督查内容=title 任务来源=source 收文时间=source_date 承办单位=lead_unit 办复要求=requirement
2: number='云督2026-8' title='落实全县安全生产会议精神' source='县政府常务会议' source_date='1月8日' lead_unit='县应急局' requirement='1月底前书面报告'
""",
    "real_received_projects": """
xlsx 台账 读1行
列 收件日期=source_date 项目名称=title 交办内容=task 承办单位=lead_unit 办理时限=due 办理结果=progress_text
2: source_date='2026.1.9' title='云岭大道亮化' task='核查路灯不亮问题' lead_unit='县城管局' due='10个工作日' progress_text='已修复'
""",
    "real_quarterly_plan": """
xlsx 台账 读1行
列 要点内容=title 责任领导=responsible_leaders 主要任务=task 一季度目标=- 一季度完成情况=- 二季度目标=- 二季度完成情况=- 牵头部门=lead_unit 配合部门=co_units
2: title='营商环境' responsible_leaders='周敏' task='一网通办' lead_unit='县政务服务局' co_units='各部门' +一季度目标='上线80项' +一季度完成情况='上线85项' +二季度目标='上线120项' +二季度完成情况='推进中'
""",
    "real_livelihood": """
xlsx 台账 读2行
列 序号=- 实事项目=title 建设内容=task 分管县领导=responsible_leaders 主办单位=lead_unit 协办单位=co_units 计划投资（万元）=amount 完成时限=due 截至10月底进展=progress_text
3 ~2026: title='城乡供水一体化' task='新建水厂1座' responsible_leaders='王建国' lead_unit='县水利局' co_units='县住建局；各乡镇' amount='8600万元' due='2026年11月底前' progress_text='完成75%'
4 ~2026: title='老年幸福食堂' task='新建20个' responsible_leaders='郑洁' lead_unit='县民政局' amount='400万元' due='2026年10月' progress_text='建成18个'
""",
    "real_proposals": """
xlsx 台账 读2行
列 建议编号=number 案由=title 提出人=- 主办单位=lead_unit 会办单位=co_units 答复时限=due 办理进展=progress_text 满意度=-
2: number='21' title='关于改善县城停车难的建议' lead_unit='县城管局' co_units='县公安局' due='5月31日' progress_text='已面商' +提出人='李代表' +满意度='满意'
3: number='22' title='关于加强校园周边治理的提案' lead_unit='县公安局' co_units='县教育局' due='5月31日' progress_text='已答复' +提出人='王委员' +满意度='基本满意'
""",
    "real_liaison": """
xlsx 台账 读1行
列 序号=- 企业名称=title 包保领导=liaison_leaders 联系单位=lead_unit 存在困难=problems 需协调解决的问题=- 联络员=persons 联系方式=phone
2: title='云岭茶业有限公司' liaison_leaders='周敏（县委副书记）' lead_unit='县工信局' problems='融资难' persons='陈静' phone='13500000000' +需协调解决的问题='协调贷款500万元'
""",
    "county_government_report": """
xlsx 台账 读10行
列 序号=- 目标任务=title 责任领导=responsible_leaders 牵头单位=lead_unit 责任单位=co_units 完成时限=due 备注=remarks
8 ~2026: title='规上工业增加值增长8%以上' responsible_leaders='王建国' lead_unit='县工信局' co_units='县发改局、县统计局，各乡镇' due='年底前' category='聚力产业强县，加快构建现代化产业体系' item_group='壮大工业经济'
9 ~2026: title='新增规上工业企业6户' responsible_leaders='王建国' lead_unit='县工信局' co_units='县发改局、县统计局，各乡镇' due='年底前' remarks='含专精特新2户' category='聚力产业强县，加快构建现代化产业体系' item_group='壮大工业经济'
11 ~2026: title='粮食播种面积稳定在45万亩' responsible_leaders='李 明' lead_unit='县农业农村局' co_units='各乡镇' due='9月底前' category='聚力产业强县，加快构建现代化产业体系' item_group='发展特色农业'
13 ~2026: title='新增城镇就业2600人' responsible_leaders='郑洁' lead_unit='县人社局' due='12月底' category='聚力民生改善'
14 ~2026: title='完成县一中改扩建' responsible_leaders='郑洁' lead_unit='县教育局' co_units='县住建局' due='2026.8' remarks='投入3200万元' category='聚力民生改善'
略 台账!6 分类标题行
略 台账!7 分类小标题行
略 台账!10 分类小标题行
略 台账!12 分类标题行
略 台账!15 附注、落款行
""",
    "county_standing_committee": """
xlsx 台账 读4行
列 序号=- 会议时间=source_date 会议名称=source 议题=- 议定事项=title 责任单位=lead_unit 办理时限=due 办理情况=progress_text 办结情况=status 备注=remarks
3: source_date='2026-03-12' source='十四届县委常委会第98次会议' title='由县应急局牵头，4月底前开展一次全覆盖大排查' lead_unit='县应急局\\n各乡镇（街道）' due='4月底前' progress_text='已排查企业312家，整改隐患87处' status='已办结' +议题='研究安全生产工作'
4: source_date='2026-03-12' source='十四届县委常委会第98次会议' title='县财政局落实专项经费50万元' lead_unit='县财政局' due='立行立改' progress_text='已拨付' status='已办结' +议题='研究安全生产工作'
5隐: source_date='2026-03-12' source='十四届县委常委会第98次会议' title='修订《云岭英才计划》' lead_unit='县委组织部（县委人才办）' due='6月30日前' progress_text='正在征求意见' status='未办结' +议题='研究人才工作'
6: source_date='2026-04-02' source='十四届县委常委会第99次会议' title='县级领导包案化解积案12件' lead_unit='县信访局' due='长期坚持' progress_text='已化解7件' status='推进中' remarks='每月25日前报进展' +议题='听取信访工作汇报'
注 工作表“台账”有 1 个隐藏行，已读取。
""",
    "county_rectification": """
xlsx 台账 读5行
列 序号=- 反馈问题=category 整改目标=target 整改措施=title 整改时限=due 牵头单位=lead_unit 责任单位=co_units 整改进展=progress_text 是否完成=status 县级责任领导=responsible_leaders
3 ~2026: category='城区污水管网不完善，雨污混流' target='消除污水直排' title='1.排查管网60公里' due='2026年6月' lead_unit='县住建局' co_units='县城管局' progress_text='已完成' status='是' responsible_leaders='王建国'
4 ~2026: category='城区污水管网不完善，雨污混流' target='消除污水直排' title='2.改造管网18公里' due='2026年12月' lead_unit='县住建局' co_units='县财政局' progress_text='完成12公里' status='否' responsible_leaders='王建国'
5 ~2026: category='城区污水管网不完善，雨污混流' target='消除污水直排' title='3.扩建污水处理厂' due='2027年12月' lead_unit='县住建局' co_units='县发改局' progress_text='主体施工' status='否' responsible_leaders='王建国'
6 ~2026: category='砂石场违规占地' target='恢复植被120亩' title='1.关停砂石场3家' due='立行立改' lead_unit='县自然资源局' co_units='县林草局' progress_text='已关停' status='是' responsible_leaders='李明'
7 ~2026: category='砂石场违规占地' target='恢复植被120亩' title='2.完成生态修复' due='2026年11月' lead_unit='县自然资源局' co_units='青龙镇' progress_text='完成80亩' status='否' responsible_leaders='李明'
""",
    "county_projects": """
xlsx 台账 读7行
列 序号=- 项目名称=title 建设单位=- 建设规模及主要内容=task 建设起止年限=- 总投资=amount 累计完成投资=- 投资完成率=- 形象进度=progress_text 责任领导=responsible_leaders 责任单位=lead_unit 存在问题=problems
7 ~2026: title='云岭至青龙二级公路' task='全长38公里' amount='42000万元' progress_text='路基完成90%' responsible_leaders='王建国' lead_unit='县交通运输局' problems='征地滞后' category='续建项目' +建设单位='县交投公司' +建设起止年限='2024-2026' +累计完成投资='26000' +投资完成率='62%'
8 ~2026: title='县人民医院迁建' task='床位500张' amount='18600万元' progress_text='主体三层' responsible_leaders='郑洁' lead_unit='县卫健局' category='续建项目' +建设单位='县人民医院' +建设起止年限='2025-2027' +累计完成投资='7200' +投资完成率='38.7%'
10 ~2026: title='冷链物流园' task='冷库5万吨' amount='36000万元' progress_text='基础施工' responsible_leaders='李明' lead_unit='县商务局' problems='资金缺口2000万元' category='新建项目' +建设单位='云岭物流公司' +建设起止年限='2026-2027' +累计完成投资='8000' +投资完成率='22.2%'
11 ~2026: title='老旧小区改造' task='16个小区' amount='2000万元' progress_text='招标' responsible_leaders='李明' lead_unit='县住建局' category='新建项目' +建设单位='县住建局' +建设起止年限='2026' +累计完成投资='0' +投资完成率='0'
略 台账!5 小计、合计行
略 台账!6 分类标题行
略 台账!9 分类标题行
""",
    "county_liaison_of_villages": """
xlsx 台账 读3行
列 序号=- 县级领导=responsible_leaders 职务=- 联系企业=title 企业反映问题=problems 解决措施=measures 责任单位=lead_unit 完成时限=due 办结情况=status
3 ~2026: responsible_leaders='周 敏' title='云岭茶业有限公司' problems='融资难' measures='协调信用贷款500万元' lead_unit='县工信局、人行云岭县支行' due='2026年5月底' status='已办结' +职务='县委副书记'
4 ~2026: responsible_leaders='吴 涛' title='青龙建材厂' problems='用工不足' measures='组织专场招聘' lead_unit='县人社局' due='2026年4月' status='办理中' +职务='县委常委、常务副县长'
5 ~2026: responsible_leaders='郑洁' title='云岭中药饮片厂' problems='无' lead_unit='县市场监管局' status='无问题' +职务='副县长'
""",
    "county_monthly_matrix": """
xlsx 台账 读3行
列 序号=- 工作事项=title 责任科室=lead_unit 责任人=persons 年度目标=target 推进情况1月=- 推进情况2月=- 推进情况3月=- 目前状态=status
3: title='督查通报编印' lead_unit='综合科' persons='罗勇' target='12期' status='正常' +推进情况1月='1期' +推进情况2月='2期' +推进情况3月='3期'
4: title='批示件办理' lead_unit='督查一科' persons='马超' target='办结率100%' status='正常' +推进情况1月='98%' +推进情况2月='99%' +推进情况3月='100%'
略 台账!5 附注、落款行
""",
    "county_letters": """
xlsx 台账 读2行
列 工单编号=number 来电时间=source_date 反映人=- 联系电话=phone 反映内容=title 所属区域=- 交办单位=lead_unit 办理期限=due 办理结果=progress_text 群众满意度=- 领导签批意见=instruction
3: number='GD20260301001' source_date='2026-03-01' phone='139****1234' title='朝阳小区停水三天' lead_unit='县水利局' due='3个工作日' progress_text='已恢复供水' instruction='请水利局举一反三' +反映人='张先生' +所属区域='城关镇' +群众满意度='满意'
4: number='GD20260301002' source_date='2026-03-01' title='夜间施工噪音扰民' lead_unit='县住建局' due='5个工作日' progress_text='已约谈施工方' +反映人='匿名' +所属区域='城关镇' +群众满意度='基本满意'
""",
    "wps_dimension_a1": """
xlsx 台账 读100行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='事项1' lead_unit='县发改局' responsible_leaders='周敏' due='6月底' progress_text='推进中'
3: title='事项2' lead_unit='县发改局' responsible_leaders='周敏' due='6月底' progress_text='推进中'
…共100行 a57791210696
100: title='事项99' lead_unit='县发改局' responsible_leaders='周敏' due='6月底' progress_text='推进中'
101: title='事项100' lead_unit='县发改局' responsible_leaders='周敏' due='6月底' progress_text='推进中'
""",
    "dimension_far_too_large": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "empty_formatting_to_the_last_row": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "cells_without_places": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "prefixed_names": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
注 工作表“台账”有隐藏列：牵头单位，已读取。
""",
    "unusual_spelling": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "parts_with_backslashes": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "stored_without_compression": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "links_pictures_and_objects": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
注 表格引用了其他文件（外部链接），只采用文件中保存的数值，没有访问外部文件。
注 表格中嵌有对象或控件，没有读取，也没有运行。
注 表格中有图片，没有读取。
""",
    "old_workbook_named_new": """
xls 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "new_workbook_named_old": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "workbook_of_wps": """
xls 重点工作 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
    "html_in_gb_named_xls": """
html 督办台账 读3行
列 类别=category 督办事项=title 责任单位=lead_unit 完成时限=due
3 ~2026: category='民生' title='新建公厕 12座' lead_unit='县城管局\\n县住建局' due='6月底'
4 ~2026: category='民生' title='改造<老旧>管网' lead_unit='县水利局' due='2026-09-30'
5隐 ~2026: category='产业' title='招商引资' lead_unit='县商务局' due='全年'
注 工作表“督办台账”有 1 个隐藏行，已读取。
""",
    "html_in_utf8_named_xlsx": """
html 督办台账 读3行
列 类别=category 督办事项=title 责任单位=lead_unit 完成时限=due
3 ~2026: category='民生' title='新建公厕 12座' lead_unit='县城管局\\n县住建局' due='6月底'
4 ~2026: category='民生' title='改造<老旧>管网' lead_unit='县水利局' due='2026-09-30'
5隐 ~2026: category='产业' title='招商引资' lead_unit='县商务局' due='全年'
注 工作表“督办台账”有 1 个隐藏行，已读取。
""",
    "html_tables_nested_and_several": """
html 表格2 读2行
列 事项=title 责任单位=lead_unit 时限=due
2: title='甲内' lead_unit='县发改局' due='6月底'
3: title='乙' lead_unit='县财政局' due='年底'
注 工作表“表格1”不像台账，没有读取（1 行）。
""",
    "csv_in_utf8": """
csv 表格 读2行
列 序号=- 事项=title 责任单位=lead_unit 完成时限=due 备注=remarks
2: title='推进项目,一期' lead_unit='县发改局' due='6月底' remarks='甲\\n乙'
3: title='审计整改' lead_unit='县审计局' due='0930'
""",
    "csv_in_gb_named_xls": """
csv 表格 读2行
列 序号=- 事项=title 责任单位=lead_unit 完成时限=due 备注=remarks
2: title='推进项目,一期' lead_unit='县发改局' due='6月底' remarks='甲\\n乙'
3: title='审计整改' lead_unit='县审计局' due='0930'
""",
    "unicode_text_named_xls": """
csv 表格 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='事项甲' lead_unit='县发改局' responsible_leaders='周敏' due='6月底' progress_text='已开工'
3: title='事项乙' lead_unit='县财政局' responsible_leaders='吴涛' due='年底'
""",
    "csv_with_semicolons_and_titles": """
csv 表格 读2行
列 事项=title 责任单位=lead_unit 完成时限=due 备注=remarks
3 ~2026: title='甲' lead_unit='县发改局' due='6月底'
4 ~2026: title='乙' lead_unit='县财政局' due='年底' remarks='重点'
""",
    "spreadsheet_in_xml": """
xml 台账 读2行
列 类别=category 事项=title 责任单位=lead_unit 完成时限=due
4 ~2026: category='工业' title='技改' lead_unit='县工信局' due='2026-06-30'
5隐 ~2026: category='工业' title='扩能' lead_unit='县工信局'
注 工作表“台账”有 1 个隐藏行，已读取。
""",
    "locked_with_password": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
注 文件设有打开密码，已用所给密码打开。
""",
    "locked_by_excel_itself": """
xlsx 台账 读2行
列 序号=- 事项=title 牵头单位=lead_unit 责任领导=responsible_leaders 完成时限=due 进展情况=progress_text
2: title='推进县城老旧小区改造' lead_unit='县住建局' responsible_leaders='王建国' due='2026年6月底前' progress_text='已完成立项'
3: title='实施农村公路提升工程' lead_unit='县交通运输局' responsible_leaders='李 明' due='9月底' progress_text='正在招标'
""",
}
