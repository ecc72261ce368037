"""Realistic cards of 云岭县: the leaders carry rare characters, some of them beyond the basic plane."""

from dataclasses import replace
from datetime import date, timedelta

from ducha_desktop.domain.vocabulary import CardLevel, Light, Stage
from ducha_desktop.services.papers import CardBatch, CardPaper, HolderSet, MilestoneMark, SummaryLine

TODAY = date(2026, 11, 18)

LIAISON = (("刘㛃", "县委常委、宣传部部长"),)
RESPONSIBLE = (("陈䶮", "县委常委、常务副县长"),)

MILESTONES = (
    MilestoneMark("设备招标", date(2026, 3, 15), date(2026, 3, 12)),
    MilestoneMark("土建完工", date(2026, 8, 30), date(2026, 8, 28)),
    MilestoneMark("设备安装", date(2026, 11, 5), None),
    MilestoneMark("通水调试", date(2026, 11, 28), None),
)

TITLES = {
    CardLevel.LIAISON: "县委常委联系卡",
    CardLevel.RESPONSIBILITY: "县政府领导责任卡",
    CardLevel.SUPERVISION: "承办部门督办卡",
}

HOLDERS = {
    CardLevel.LIAISON: ("刘㛃", "县委常委、宣传部部长"),
    CardLevel.RESPONSIBILITY: ("陈䶮", "县委常委、常务副县长"),
    CardLevel.SUPERVISION: ("县住房和城乡建设局", ""),
}

_LETTERS = {CardLevel.LIAISON: "联", CardLevel.RESPONSIBILITY: "责", CardLevel.SUPERVISION: "督"}


def card(level: CardLevel = CardLevel.LIAISON, **changes: object) -> CardPaper:
    """A complete card of a usual matter, with `changes`."""
    holder, post = HOLDERS[level]
    base = CardPaper(
        level=level,
        title=TITLES[level],
        card_number=f"{_LETTERS[level]}〔2026〕9-1",
        matter_uid="0193-demo",
        matter_number="督办〔2026〕9号",
        matter_title="第二污水处理厂提标改造主体完工",
        draft=False,
        holder=holder,
        holder_post=post,
        role="牵头" if level is CardLevel.SUPERVISION else "",
        ledger="年度重点工作",
        source="2026年县政府工作报告",
        priority="平件",
        liaison_leaders=LIAISON,
        responsible_leaders=RESPONSIBLE,
        lead_unit="县住房和城乡建设局",
        co_units=("市生态环境局云岭分局", "县财政局"),
        townships=("河西镇",),
        persons=(("李𬱟", "局长"), ("王玥", "副局长")),
        phone="0000-6612345",
        target="出水水质达到一级A标准，日处理能力3万吨。",
        task="完成土建、设备安装和通水调试，11月底前具备环保验收条件。",
        measures="周调度、专班驻场，资金按节点拨付；供电专线由县供电公司包保。",
        duty="县住房和城乡建设局牵头，市生态环境局云岭分局、县财政局配合。",
        requirement="2026年11月28日前主体完工并通水，每周五17时前书面反馈；逾期须于时限前书面申请延期并说明原因。",
        due=date(2026, 11, 20),
        due_text="2026年11月20日前",
        days_text="还有 2 个工作日",
        state_word="承办中",
        light=Light.YELLOW,
        light_reason="黄灯：距时限3天以内，11月17日起；办结、销号或批准延期后转绿。",
        progress_percent=90.0,
        progress_text="土建全部完工，设备安装完成80%，通水调试较计划推迟一周。",
        problems="供电专线尚未接通，影响单机调试。",
        next_steps="11月18日前接通专线，11月19日起联动调试。",
        watch="设备安装已完成80%，通水调试推迟一周；请关注供电专线11月18日前接通，必要时约谈县供电公司负责人喆堃。",
        milestones=MILESTONES,
        report_cycle="每周",
        qr=f"DUCHA1:督办〔2026〕9号:{level.letter}:7KQ2:1f0c9a3e",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


_MATTERS = (
    ("12个老旧小区雨污分流管网改造", "县住建局", "2026年11月2日", 62.0, Light.RED, Stage.OPEN),
    ("河西乡农村公路窄路加宽23.6公里", "县交通运输局", "2026年11月13日", 71.0, Light.RED, Stage.OPEN),
    ("第二污水处理厂提标改造主体完工", "县住建局", "2026年11月20日", 90.0, Light.YELLOW, Stage.OPEN),
    ("北山工业园标准厂房二期6万平方米主体封顶并完成配套道路、供水、供电和污水管网建设", "县工业和信息化局",
     "2026年12月10日", 54.0, Light.GREEN, Stage.OPEN),
    ("县级储备粮库仓容扩建1.5万吨", "县发展和改革局", "2026年12月20日", 73.5, Light.ORANGE, Stage.OPEN),
    ("规模以上工业增加值增长5%左右", "县工业和信息化局", "长期坚持，每季度末报送", None, Light.GREEN, Stage.OPEN),
    ("城区公办幼儿园新增学位540个", "县教育局", "2026年9月1日", 100.0, Light.NONE, Stage.CLOSED),
    ("县人民医院门诊楼改造", "县卫生健康局", "2026年10月31日", 98.0, Light.GREEN, Stage.CLOSING),
    ("古城墙遗址保护规划编制", "县文化和旅游局", "", None, Light.NONE, Stage.DRAFT),
)  # fmt: skip


def summary_lines(count: int = 9) -> tuple[SummaryLine, ...]:
    """`count` lines of a summary sheet."""
    lines = []
    for index in range(count):
        title, unit, due, share, light, stage = _MATTERS[index % len(_MATTERS)]
        ledger = ("年度重点工作", "会议议定事项", "民生实事")[index % 3]
        lines.append(SummaryLine(f"督办〔2026〕{index + 1}号", title, ledger, unit, due, share, light, stage))
    return tuple(lines)


def holder_set(
    level: CardLevel, cards: tuple[CardPaper, ...] | None = None, *, holder: str = "", lines: int = 9
) -> HolderSet:
    """All cards of one holder."""
    name, post = HOLDERS[level]
    titles = {
        CardLevel.LIAISON: "县委常委联系事项清单",
        CardLevel.RESPONSIBILITY: "县政府领导责任事项清单",
        CardLevel.SUPERVISION: "承办部门督办事项清单",
    }
    return HolderSet(
        level, holder or name, post, titles[level], summary_lines(lines), cards or (card(level), card(level))
    )


def batch(*sets: HolderSet) -> CardBatch:
    """A batch of `sets`, or of one holder on each level."""
    return CardBatch(
        issuer="中共云岭县委 云岭县人民政府督查室",
        contact="0000-6610001",
        on=TODAY,
        sets=sets or tuple(holder_set(level) for level in CardLevel),
    )


def many_milestones(count: int) -> tuple[MilestoneMark, ...]:
    """`count` milestones a month apart, the first half done."""
    names = ("立项批复", "初步设计", "用地预审", "施工图审查", "招标投标", "开工建设", "基础完工", "主体封顶", "设备安装", "单机调试",
             "联动试车", "竣工验收")  # fmt: skip
    start = date(2026, 1, 15)
    marks = []
    for index in range(count):
        due = start + timedelta(days=31 * index)
        marks.append(MilestoneMark(names[index % 12], due, due if index < count // 2 else None))
    return tuple(marks)


LONG = (
    "对照中央环保督察反馈问题清单，按照“一厂一策”要求完成提标改造方案评审、土建施工、设备采购安装、自控系统升级、在线监测联网和通水调试；"
    "同步实施进水管网清淤修复23.6公里，新建应急调蓄池1座，规范处置历史存泥1.2万吨；建立周调度、月通报、季考核机制，资金使用全过程留痕。"
)


def crowded(level: CardLevel) -> CardPaper:
    """A card with far more text than one sheet holds."""
    return card(
        level,
        matter_title="深入实施中心城区生活污水处理提质增效三年行动，第二污水处理厂提标改造主体完工并同步推进城东片区雨污分流管网改造和污泥无害化处置中心建设",
        target=LONG, task=LONG * 2, measures=LONG, duty=LONG, watch=LONG, progress_text=LONG, problems=LONG, next_steps=LONG,
        requirement=LONG * 2, draft=True, priority="加急",
        co_units=tuple(f"县{name}局" for name in ("发展和改革", "财政", "自然资源", "水利", "交通运输", "应急管理", "市场监督管理", "农业农村")),
        responsible_leaders=(*RESPONSIBLE, ("周堃", "副县长"), ("吴喆", "副县长"), ("郑玥", "县政府党组成员、二级调研员"), ("孙䶮", "副县长、公安局局长")),
    )  # fmt: skip


def sparse(level: CardLevel) -> CardPaper:
    """A card with hardly anything filled in: a draft fresh from an import."""
    return card(
        level, draft=True, matter_number="拟-3", card_number="", holder_post="", liaison_leaders=(), responsible_leaders=(),
        lead_unit="" if level is not CardLevel.SUPERVISION else "县住房和城乡建设局", co_units=(), townships=(), persons=(),
        phone="", target="", task="", measures="", duty="", requirement="", due=None, due_text="长期坚持，每季度末月25日前报送进展情况",
        days_text="", state_word="拟办", light=Light.NONE, light_reason="", progress_percent=None, progress_text="",
        problems="", next_steps="", watch="", milestones=(), report_cycle="", qr="",
    )  # fmt: skip
