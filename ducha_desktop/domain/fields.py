"""The fields of a matter, once: keys of `set` and `--map`, headings of Excel, labels of the window.

Sources: 四清, 六明确 (牡丹江 2013), 七定 (七里河 2015), Decree 733 and the real ledgers of `domain.md` §3.1.
"""

from dataclasses import dataclass
from enum import StrEnum

from ducha_desktop.domain.vocabulary import AssignmentRole


class FieldKind(StrEnum):
    """How a value is read and edited."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    DEADLINE = "deadline"
    PERCENT = "percent"
    NUMBER = "number"
    ENUM = "enum"
    UNITS = "units"
    PEOPLE = "people"
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its key, the office's word, and the headings under which other offices keep it.

    Attributes:
        key: stable English key.
        label: heading in our own workbooks and the window.
        kind: how it is read.
        aliases: headings seen in real ledgers, exact after clean-up (no spaces, no brackets).
        many: several units or people may stand in one cell.
        stored: column of `matter`; units and people are assignments instead.
    """

    key: str
    label: str
    kind: FieldKind
    aliases: tuple[str, ...] = ()
    many: bool = False
    stored: bool = True


T, L, D = FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.DATE

# fmt: off
FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("number", "编号", T, ("督办编号", "事项编号", "统一编号", "督办单号", "批示编号", "任务编号", "建议编号", "提案编号", "案号", "文号", "整改编号", "隐患编号", "工单号", "提案号", "建议号")),
    FieldSpec("title", "事项", L, (
        "督查事项", "督办事项", "事项名称", "任务名称", "工作任务", "重点工作", "工作事项", "交办事项", "决定事项", "议定事项",
        "待办事项", "被批示件", "被批示件名称", "办件名称", "项目名称", "主要任务", "重点任务", "工作内容", "具体工作", "实事项目",
        "问题描述", "存在问题及表现", "问题清单", "建议提案标题", "案由", "标题", "督查内容", "交办内容",
        "项目", "任务", "内容", "名称", "要点内容", "年度重点任务", "问题", "民生实事", "具体事项", "企业名称", "联系企业", "包保对象",
        "工作要点", "重点事项", "任务清单", "督办内容", "决议事项", "办理事项", "批示事项", "文件标题", "文件名称", "来文标题", "事由", "诉求内容",
        "反馈问题", "整改问题", "具体问题", "突出问题", "工作名称", "工程名称", "实事名称", "重点工作任务", "督办件名称", "事项内容",
        "隐患描述", "隐患内容", "存在隐患", "隐患问题", "问题隐患", "改革任务", "改革事项", "考核指标", "指标名称", "二级指标", "三级指标", "干什么",
    )),
    FieldSpec("ledger", "台账", FieldKind.LEDGER, ("台账名称", "台账类别", "所属台账")),
    FieldSpec("category", "类别", T, ("分类", "业务类别", "工作类别", "任务类别", "板块", "大类", "领域", "项目类别", "类型", "交办类型", "一级指标", "专项小组")),
    FieldSpec("item_group", "项", T, ("任务项", "小类", "工作项", "目标任务项")),
    FieldSpec("source", "来源", T, ("任务来源", "事项来源", "督办来源", "督查缘由", "提出场景", "立项依据", "依据", "会议名称", "批示领导", "事项提出领导", "交办领导", "来文单位", "交办人", "批示人")),
    FieldSpec("source_ref", "来源文号", T, ("来文号", "文件号", "来文文号", "会议届次", "会次", "原文号")),
    FieldSpec("source_date", "来源日期", D, ("批示日期", "交办时间", "交办日期", "会议日期", "会议时间", "收文日期", "收文时间", "收件日期", "形成时间", "提出时间", "发布时间")),
    FieldSpec("instruction", "批示内容", L, ("领导批示", "批示", "批示意见", "拟办意见")),
    FieldSpec("target", "目标", L, ("工作目标", "年度目标", "目标任务", "任务目标", "目标要求", "绩效目标", "预期目标", "完成标准", "量化指标", "达到标准", "年度目标任务", "具体目标", "干成什么样")),
    FieldSpec("task", "任务内容", L, ("具体任务", "任务要求", "建设规模及内容", "建设内容", "建设规模", "任务分解", "年度建设任务", "具体工作内容", "主要内容")),
    FieldSpec("measures", "措施", L, ("工作措施", "推进措施", "整改措施", "落实措施", "主要措施", "具体措施", "工作举措", "具体举措", "工作计划", "怎么干")),
    FieldSpec("requirement", "要求", L, ("工作要求", "督办要求", "办理要求", "办复要求", "完成形式", "质量要求", "整改要求", "成果形式")),
    FieldSpec("duty", "责任", L, ("责任要求", "职责分工", "责任分工", "责任内容", "工作职责")),
    FieldSpec("plan", "进度安排", L, ("进度计划", "工作节点", "时间节点", "节点安排", "阶段目标", "推进计划", "序时进度", "形象进度计划", "进度要求")),
    FieldSpec("liaison_leaders", "联系领导", FieldKind.PEOPLE, ("联系常委", "县委联系领导", "包保领导", "联系县领导", "包联领导", "县委常委", "挂联领导", "联系人领导", "包抓领导", "分包领导", "包挂领导", "县委领导", "包案领导"), many=True, stored=False),
    FieldSpec("responsible_leaders", "责任领导", FieldKind.PEOPLE, ("分管领导", "牵头领导", "县级责任领导", "县政府领导", "分管县领导", "责任县领导", "领衔领导", "牵头县领导", "责任县长", "分管副县长", "县级领导", "督办领导", "主管领导"), many=True, stored=False),
    FieldSpec("lead_unit", "牵头单位", FieldKind.UNITS, ("牵头部门", "主责部门", "主办单位", "责任单位", "承办单位", "承办部门", "责任部门", "牵头责任单位", "主要责任单位", "落实单位", "整改单位", "被检查单位", "被审计单位", "被督查单位", "被巡察单位", "主责单位", "实施单位", "项目单位", "业主单位", "建设单位", "办理单位", "整改责任单位", "单位", "部门", "牵头", "主管部门", "行业主管部门", "联系单位", "谁来干"), many=True, stored=False),
    FieldSpec("co_units", "配合单位", FieldKind.UNITS, ("配合部门", "协办单位", "协同单位", "会办单位", "参与单位", "配合责任单位", "协助单位", "配合", "相关单位", "协办部门", "其他责任单位", "参加单位", "联办单位"), many=True, stored=False),
    FieldSpec("townships", "涉及乡镇", FieldKind.UNITS, ("乡镇", "所在乡镇", "属地乡镇", "责任乡镇", "属地", "乡镇街道", "所属乡镇", "项目地点", "实施地点", "建设地点"), many=True, stored=False),
    FieldSpec("persons", "责任人", FieldKind.PEOPLE, ("具体责任人", "主责责任人", "承办人", "责任人员", "单位责任人", "负责人", "具体负责人", "项目负责人", "督办责任人", "经办人", "整改责任人", "联络员", "直接责任人", "联系人"), many=True, stored=False),
    FieldSpec("phone", "联系电话", T, ("电话", "联系方式", "手机", "手机号", "责任人电话", "联络员电话")),
    FieldSpec("start", "开始时间", D, ("起始时间", "启动时间", "开工时间", "开工日期", "起始日期", "开始日期")),
    FieldSpec("due", "完成时限", FieldKind.DEADLINE, ("办结时限", "完成时间", "办结期限", "时限", "办理时限", "完成期限", "整改时限", "整改期限", "截止时间", "截止日期", "时限要求", "限办时间", "交办时限", "要求完成时间", "计划完成时间", "拟完成时间", "竣工时间", "办结时间要求", "期限", "责任时限", "完成时限要求", "办复时限", "预计完成时间", "落实时限", "整改完成时限", "时间要求", "时间安排", "什么时间干成", "何时干成")),
    FieldSpec("report_cycle", "报送周期", FieldKind.ENUM, ("反馈周期", "上报周期", "报告周期", "调度周期", "督办周期", "调度频次")),
    FieldSpec("status", "状态", FieldKind.ENUM, ("办理状态", "目前状态", "办件状态", "完成情况状态", "销号情况", "整改状态", "是否完成", "办结情况", "落实状态", "完成状态", "销号状态", "事项状态", "是否办结")),
    FieldSpec("progress_percent", "完成比例", FieldKind.PERCENT, ("进度", "完成率", "进度百分比", "完成百分比", "形象进度", "整改率", "完成进度", "完成率%")),
    FieldSpec("progress_text", "进展情况", L, ("办理情况", "落实情况", "工作进展", "完成情况", "目前进展", "进展", "推进情况", "整改情况", "最新进展", "当前进展", "办理进展", "工作进展情况", "办理结果", "季度完成情况", "目前进展情况", "工作落实情况")),
    FieldSpec("problems", "存在问题", L, ("存在的问题", "困难问题", "问题及困难", "存在困难", "需协调解决的问题", "未整改原因", "未完成原因", "存在问题及困难", "需要协调的问题")),
    FieldSpec("next_steps", "下步措施", L, ("下一步措施", "下步打算", "下一步工作", "下步工作计划", "下一步打算", "下步工作", "下步措施及时限", "下一步工作计划", "下步计划")),
    FieldSpec("watch", "盯办要点", L, ("督办重点", "督查重点", "关注要点", "重点关注")),
    FieldSpec("priority", "紧急程度", FieldKind.ENUM, ("缓急", "紧急", "优先级", "急缓程度")),
    FieldSpec("secrecy", "密级", FieldKind.ENUM, ()),
    FieldSpec("amount", "投资额", FieldKind.NUMBER, ("总投资", "项目总投资", "总投资万元", "总投资亿元", "投资万元", "概算投资", "计划投资", "资金", "资金万元", "投资规模")),
    FieldSpec("remarks", "备注", L, ("说明", "备考", "其他")),
)
# fmt: on

BY_KEY: dict[str, FieldSpec] = {field.key: field for field in FIELDS}
BY_LABEL: dict[str, FieldSpec] = {field.label: field for field in FIELDS}

EXTRA_PREFIX = "extra."
"""Before the name of an extra field of a ledger where keys of fields stand: `extra.建设性质`."""


def extra_name(key: str) -> str:
    """The name of the extra field a key stands for; empty for the common fields."""
    return key.removeprefix(EXTRA_PREFIX) if key.startswith(EXTRA_PREFIX) else ""


def label_of(key: str) -> str:
    """The office's word for a field, common or extra."""
    return extra_name(key) or BY_KEY[key].label


ROLE_FIELDS: dict[str, AssignmentRole] = {
    "liaison_leaders": AssignmentRole.LIAISON,
    "responsible_leaders": AssignmentRole.RESPONSIBLE,
    "lead_unit": AssignmentRole.LEAD,
    "co_units": AssignmentRole.CO,
    "townships": AssignmentRole.TOWNSHIP,
    "persons": AssignmentRole.PERSON,
}
"""The fields that name who holds a matter, and as what; they are stored as assignments."""
