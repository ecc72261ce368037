"""What a heading means: exact word, alias, tail of a longer word, similarity."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from ducha_desktop.domain.fields import BY_KEY, BY_LABEL, FIELDS

EXACT, ALIAS, TAIL, HEAD, RULE, SIMILAR = 100.0, 96.0, 80.0, 74.0, 72.0, 70.0
RECOGNISED = 68.0
MAX_LABEL = 24
_LONGEST = 200  # no heading is longer; a cell of 32,767 open brackets must cost nothing

_BRACKETS = re.compile(r"[(\[{<【《〔「].*?[)\]}>】》〕」]")
_OPEN_BRACKET = re.compile(r"[(\[【《〔].*$")
_PUNCTUATION = re.compile(r"[\s%:;,.。、·•*#_/\\|\"'“”‘’!?~^+=-]+")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[、.])")
_YEAR = re.compile(
    r"^(?:20\d\d|二[〇○零0]\S\S)?年度?(?=\S\S)|^20\d\d年?度?(?=\S\S)|^(?:本|全|今)年度?(?=\S\S)"
)
_PERIOD = re.compile(
    r"(?:第?[一二三四1-4]季度?|[上下]半年|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|[12]?Q[1-4]|第[一二三四五六七八九十\d]+[周期阶]|"
    r"前[一二三123]季度|[1-9]-\d{1,2}月)"
)
_BLOCKED = re.compile(
    r"资金(?:来源|渠道|筹措)|实际|上年|上月|去年|历史|累计|其中|同比|环比|占比|得分|分值|评分|权重|图片|照片|签字|签名|盖章|签收|审核|是否|次数|天数|职务|填报|填表|档案|附件|超期|逾期|数量"
)
_OF_ONE_YEAR = 5.0  # beside 总投资, 2026年计划投资 is a part of it
_FORMER = 6.0  # beside 调整后时限, 原定时限 counts no more
_MOMENT = ("时间", "日期")  # beside 整改期限, 完成时间 is when it was done
_UNTIL = re.compile(r"^(?:截至|截止)(?:目前|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末)?)?(?=\S\S)")
VERDICT, OLD_ROW, PLACE = "导入问题", "原行号", "原文位置"
OURS = frozenset({VERDICT, OLD_ROW, PLACE})
"""Headings of the columns our annotated copy adds; set aside when the copy comes back."""

_SERIAL = frozenset(
    {
        VERDICT,
        OLD_ROW,
        PLACE,
        "序号",
        "序",
        "顺序",
        "顺序号",
        "行号",
        "no",
        "号",
        "项次",
        "排序",
        "序列",
        "任务序号",
        "项目序号",
        "总序号",
    }
)
_WEAK = frozenset(
    {
        "项目",
        "任务",
        "内容",
        "名称",
        "问题",
        "单位",
        "部门",
        "牵头",
        "配合",
        "说明",
        "其他",
        "依据",
        "电话",
        "资金",
        "进度",
        "类型",
        "时间",
        "备注",
    }
)
_TRAILING = re.compile(r"(?:姓名|名称|一览|情况)$")
_UNIT_OF_MONEY = re.compile(r"(亿元|万元|千元|元)")

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (
            r"(?:联系|包联|包保|包案|包点|包村|驻点|挂联|包抓|挂钩|包挂|挂包|包片|联席|联点|结对).*(?:领导|常委|书记)$",
            "liaison_leaders",
        ),
        (r"县?委?常委$", "liaison_leaders"),
        (r"(?:领导|县长|区长|市长|主任委员)$", "responsible_leaders"),
        (r"(?:配合|协办|协助|参与|参加|协同|会办|协作).{0,4}(?:单位|部门)?$", "co_units"),
        (r"(?:牵头|主办|主责|责任|承办|负责|落实|整改|实施).{0,4}(?:单位|部门|科室|主体)$", "lead_unit"),
        (r"(?:乡镇|街道|镇街|乡镇街)$", "townships"),
        (r"(?:责任|负责|联系|承办|经办|联络|具体).{0,2}(?:人|员|人员)$", "persons"),
        (r"(?:电话|手机|联系方式)", "phone"),
        (
            r"(?:时限|期限)$|(?:完成|办结|限办|整改|竣工|截止|销号|投产|达产|投运|投用|交付).{0,3}(?:时间|日期|时点|时限)",
            "due",
        ),
        (r"(?:下|下一)步", "next_steps"),
        (r"困难|堵点|卡点|难点|差距|短板|存在.{0,4}问题|主要问题|反映.{0,3}问题$", "problems"),
        (
            r"(?:进展|落实|办理|推进|整改|完成|推动|实施|处理|处置|化解|答复|督办|督查|回告|回复|反馈).{0,3}(?:情况|状况|结果|成效|动态|进度|反馈|结论)",
            "progress_text",
        ),
        (r"(?:完成率|百分比|比例)$", "progress_percent"),
        (r"投资|概算", "amount"),
        (r"(?:目标|指标)值?$", "target"),
        (r"(?:措施|举措)$", "measures"),
        (r"(?:建设|主要|工作|任务|具体|项目|改革|包保|包联|帮扶)(?:内容|任务)$", "task"),
        (r"(?:来源|依据)$", "source"),
        (r"(?:类别|类型|分类|领域|板块)$", "category"),
        (r"要求$", "requirement"),
        (r"(?:事项|任务|工作|项目|问题)(?:名称|内容|描述)?$", "title"),
        (r"备注", "remarks"),
        (r"标题$", "title"),
        (r"(?:来文|收文|文件|原文|发文).{0,2}(?:号|编号|文号|字号)$", "source_ref"),
        (
            r"(?:督办|督查|事项|任务|项目|批示|交办|立项|议案|建议|提案|工单|整改|隐患|问题|信访).{0,2}(?:号|编号|单号)$",
            "number",
        ),
        (
            r"(?:批示|交办|收文|会议|来文|下达|转办|受理|形成|提出|立项|发文|收件|签批|来电|来信|登记|投诉|督查|检查|排查|巡察|派单|移交|留言|反映|接访|来访).{0,2}(?:时间|日期)$",
            "source_date",
        ),
        (r"(?:交办|转办|承接)(?:单位|部门)$", "lead_unit"),
        (r"(?:联系|包联|包保|挂联|帮扶|服务|结对).{0,2}单位$", "lead_unit"),
        (r"(?:来文|交办|下达|转办)(?:单位|部门|机关)$", "source"),
        (r"(?:反映|诉求|来信|来电|投诉|举报|咨询|信访|求助).{0,4}(?:内容|问题|事项|诉求)$", "title"),
        (r"(?:批示|签批|指示)(?:意见|内容|要求|原文|件)?$", "instruction"),
        (r"进展$", "progress_text"),
        (r"(?:开工|启动|开始|起始).{0,2}(?:时间|日期)?$", "start"),
        (r"进度$", "progress_text"),
        (r"^(?:最新|目前|当前|近期).{0,2}(?:动态|情况|状况|进展)$", "progress_text"),
        (r"^主送", "lead_unit"),
        (r"成果$", "target"),
        (r"^督.{0,2}字号?$|督字号$", "number"),
        (r"状态$|(?:完成|办结|销号|整改)与否$", "status"),
        (r"编号$", "number"),
        (r"^起止(?:时间|日期)$", "due"),
        (r"专员$", "persons"),
        (r"步骤$", "plan"),
        (r"标准$", "target"),
        (r"(?:回复|答复)内容$", "progress_text"),
        (r"(?:概要|摘要|要旨|梗概|简况|内容)$|(?:反馈|巡视|巡察|督察)意见$", "title"),
    )
)


_DECIDED = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"^下(?:一?步|一?阶段)", "next_steps"),
        (r"^需要?.{0,4}(?:协调|解决)", "problems"),
        (r"问题(?:表述|描述|概述|摘要|明细)$|(?:主要|信访|反映|具体|群众)诉求$", "title"),
        (r"^(?:审计|检查|督查|督察|巡视|巡察|考核)项目(?:名称)?$", "source"),
        (r"^(?:总|副)?(?:链|河|湖|林|田|路|街|专班|指挥)长$", "responsible_leaders"),
    )
)
"""Words that decide, whatever word stands at the end."""

_UNIT_AND_PERSON = re.compile(r"(?:单位|部门)[及和与、/+].{0,8}(?:人|员|领导)$")
_PERSON_AND_PHONE = re.compile(r"(?:人|员|领导)(?:姓名)?[及和与、/+].{0,4}(?:电话|手机|联系方式)")
_LEAD_AND_CO = re.compile(r"(?:牵头|主办|主责|责任).{0,4}[及和与、/+].{0,4}(?:配合|参与|参加|协办|协同|责任)")
_DEMAND_AND_DUE = re.compile(r"(?:要求|安排|进度|节点)[及和与、/+].{0,4}(?:时限|期限)$")
_JOINT = (
    (_DEMAND_AND_DUE, "due"),
    (_UNIT_AND_PERSON, "lead_unit"),
    (_PERSON_AND_PHONE, "persons"),
    (_LEAD_AND_CO, "lead_unit"),
)
"""Two things in one column; the one that stands first in the cells counts."""
_VERDICT = re.compile(
    r"^是否(?:已经?|均已?|全部|按时|按期|如期|整体)?(?:办结|报结|结案|办理完|完成|销号|化解|整改|落实|竣工|解决|答复|清零|达标)"
)


def squash(text: str) -> str:
    """A heading without blanks and in half-width letters, brackets kept."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def bare(text: str) -> str:
    """A heading without brackets, units, numbering, punctuation and year."""
    label = _NUMBERING.sub("", squash(text[:_LONGEST]))
    label = _OPEN_BRACKET.sub("", _BRACKETS.sub("", label))
    label = _PUNCTUATION.sub("", label)
    return _UNTIL.sub("", _YEAR.sub("", label))


def is_serial(text: str) -> bool:
    """Whether the heading is that of a running number, or of a column we added ourselves."""
    return bare(text) in _SERIAL or squash(text) in _SERIAL or bare(text).endswith("序号")


def is_weak(text: str) -> bool:
    """Whether the heading says little by itself: ``名称`` and ``单位`` head every list of things."""
    return bare(text) in _WEAK


def has_period(text: str) -> bool:
    """Whether the heading speaks of one quarter, month or week."""
    return bool(period_of(text))


def period_of(text: str) -> str:
    """The quarter, month or week a heading speaks of: `三季度` of `三季度完成情况`; empty for none."""
    found = _PERIOD.search(_UNTIL.sub("", squash(text[:_LONGEST])))
    return found[0] if found else ""


def money_unit(text: str) -> str:
    """The unit of money a heading names: ``万元`` of ``总投资（万元）``."""
    found = _UNIT_OF_MONEY.search(text)
    return found[1] if found else ""


def field_key(text: str) -> str:
    """The field a user names by key, label or alias; empty when there is none."""
    name = text.strip()
    if name in BY_KEY:
        return name
    if name in BY_LABEL:
        return BY_LABEL[name].key
    return _names().get(bare(name), ("", 0.0))[0]


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, float]]:
    """Every label and alias → (field, score); an earlier alias counts a little more."""
    names: dict[str, tuple[str, float]] = {}
    for spec in FIELDS:
        for place, alias in enumerate(spec.aliases):
            score = (
                ALIAS
                - min(place, 40) * 0.05
                - (1.0 if spec.key == "due" and alias.endswith(_MOMENT) else 0.0)
                - (2.0 if alias.startswith("被") and spec.key == "lead_unit" else 0.0)
                - (4.0 if alias.endswith("主管部门") else 0.0)
            )
            names.setdefault(bare(alias), (spec.key, score))
    for spec in FIELDS:
        names[bare(spec.label)] = (spec.key, EXACT)
    return names


@lru_cache(maxsize=4096)
def meanings(text: str) -> tuple[tuple[str, float], ...]:
    """Fields a heading may mean, best first, each with a score of 0 to 100."""
    label = bare(text)
    if not label or len(label) > MAX_LABEL or is_serial(text) or label.isdigit():
        return ()
    names = _names()
    exact = names.get(label) or names.get(_TRAILING.sub("", label))
    if exact is None and label.endswith("标题"):
        exact = ("title", ALIAS)
    if exact:
        key, score = exact
        if key == "title" and label in _WEAK and _YEAR.search(squash(text)):
            return (("task", TAIL), (key, RECOGNISED))  # 2026年任务 beside the task itself
        return ((key, score - _OF_ONE_YEAR if key == "amount" and "年" in squash(text) else score),)
    if _VERDICT.search(label):
        return (("status", TAIL),)
    if has_period(label) or _BLOCKED.search(label):
        return ()
    whole = squash(text)
    decided = next((key for pattern, key in _JOINT if pattern.search(whole)), "")
    decided = decided or next((key for pattern, key in _DECIDED if pattern.search(label)), "")
    return ((decided, TAIL),) if decided else _similar(label)


def _similar(label: str) -> tuple[tuple[str, float], ...]:
    """Meanings by likeness to the known names and by rule, best first."""
    scores: dict[str, float] = {}
    for name, (key, _) in _names().items():
        score = _likeness(label, name)
        if score >= RECOGNISED:
            scores[key] = max(score, scores.get(key, 0.0))
    for place, (pattern, key) in enumerate(_RULES):
        if pattern.search(label):
            scores[key] = max(scores.get(key, 0.0), RULE - place * 0.05)
    if "due" in scores and label.startswith("原"):
        scores["due"] -= _FORMER
    return tuple(sorted(scores.items(), key=lambda item: -item[1]))


def _likeness(label: str, name: str) -> float:
    """How far a known name stands in for a longer or slightly different heading."""
    if len(name) < 3 or len(label) < 3:  # noqa: PLR2004 - two characters are in everything
        return 0.0
    share = len(name) / len(label)
    if label != name and label.endswith(name) and share > 0.35:  # noqa: PLR2004
        return TAIL + 10 * share
    if label != name and label.startswith(name) and share > 0.35:  # noqa: PLR2004
        return HEAD + 10 * share
    ratio = fuzz.ratio(label, name)
    return SIMILAR + (ratio - 80) * 0.4 if ratio >= 80 else 0.0  # noqa: PLR2004


def best(text: str) -> tuple[str, float]:
    """The likeliest field of a heading and its score; (``""``, 0) for none."""
    found = meanings(text)
    return found[0] if found else ("", 0.0)
