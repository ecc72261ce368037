"""Closed vocabularies of the office: roles, kinds and cycles, each with its Chinese word."""

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """A code that knows the office's word for itself."""

    word: str

    def __new__(cls, code: str, word: str = "") -> Self:
        """Keep the code as value and the word beside it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.word = word
        return member


class LedgerKind(Worded):
    """Kinds of ledger (`domain.md`, issue list of kinds)."""

    ANNUAL = "annual", "年度重点工作"
    MEETING = "meeting", "会议议定事项"
    INSTRUCTION = "instruction", "领导批示件"
    PROJECT = "project", "重点项目"
    LIVELIHOOD = "livelihood", "民生实事"
    PROBLEM = "problem", "问题清单"
    PROPOSAL = "proposal", "提案建议"
    LIAISON = "liaison", "包保联系"
    OTHER = "other", "其他"


class UnitKind(Worded):
    """Kinds of unit, in the official order of kinds."""

    LEADERSHIP = "leadership", "县领导班子"
    PARTY = "party", "党委部门"
    GOVERNMENT = "government", "政府部门"
    MASS = "mass", "群团组织"
    COURT = "court", "法检两院"
    INSTITUTION = "institution", "事业单位"
    VERTICAL = "vertical", "垂直管理单位"
    ENTERPRISE = "enterprise", "企业"
    TOWNSHIP = "township", "乡镇街道"
    VILLAGE = "village", "村社区"
    COLLECTIVE = "collective", "单位合称"
    OTHER = "other", "其他单位"


class PostLevel(Worded):
    """Which card a post can hold: standing committee member, government leader, unit."""

    LIAISON = "liaison", "县委常委"
    RESPONSIBLE = "responsible", "县政府领导"
    UNIT_HEAD = "unit_head", "单位负责人"
    STAFF = "staff", "工作人员"


class AssignmentRole(Worded):
    """Part a person or unit has in a matter; exactly one lead unit."""

    LIAISON = "liaison", "联系领导"
    RESPONSIBLE = "responsible", "责任领导"
    LEAD = "lead", "牵头单位"
    CO = "co", "配合单位"
    TOWNSHIP = "township", "涉及乡镇"
    PERSON = "person", "责任人"
    CHAIN = "chain", "责任链"


class CardLevel(Worded):
    """The three levels of supervision cards (牡丹江 2013)."""

    LIAISON = "liaison", "联系卡"
    RESPONSIBILITY = "responsibility", "责任卡"
    SUPERVISION = "supervision", "督办卡"

    @property
    def letter(self) -> str:
        """The letter in the QR text: L, R or S."""
        return self.value[0].upper()


class ReportCycle(Worded):
    """How often progress is owed."""

    NONE = "none", "不定期"
    WEEKLY = "weekly", "每周"
    TEN_DAYS = "ten_days", "每旬"
    HALF_MONTHLY = "half_monthly", "每半月"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half_yearly", "每半年"
    YEARLY = "yearly", "每年"
    CUSTOM = "custom", "定制天数"


class DueKind(Worded):
    """Kinds of deadline."""

    NONE = "none", "未定"
    DATE = "date", "定期限"
    RECURRING = "recurring", "周期"
    LONG_TERM = "long_term", "长期"
    IMMEDIATE = "immediate", "立行立改"


class Stage(Worded):
    """The count a matter belongs to: 总数 = 完成 + 进入销号程序 + 在办 (七里河 2015)."""

    DRAFT = "draft", "拟办"
    OPEN = "open", "在办"
    CLOSING = "closing", "进入销号程序"
    CLOSED = "closed", "完成"
    CANCELLED = "cancelled", "撤销"


class Light(Worded):
    """Lights of `domain.md` §4; printed as colour and word."""

    GREY = "grey", "灰灯"
    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    ORANGE = "orange", "橙灯"
    RED = "red", "红灯"
    NONE = "none", "无灯"


class OfficeRole(Worded):
    """What an installation is."""

    COUNTY = "county", "县督查室"
    DEPARTMENT = "department", "县直部门"
    TOWNSHIP = "township", "乡镇街道"


class Medium(Worded):
    """On what medium a fact reached the office."""

    PAPER = "paper", "纸质"
    PHONE = "phone", "电话"
    EXCEL = "excel", "电子表格"
    MEETING = "meeting", "会议"
    PROXY = "proxy", "代录"
    SYSTEM = "system", "系统"


class Priority(Worded):
    """Urgency (GB/T 9704-2012 7.2.3)."""

    NORMAL = "normal", "平件"
    URGENT = "urgent", "加急"
    TOP = "top", "特急"


class AttachmentKind(Worded):
    """What a file kept with a matter is for: 普通 or 佐证 of what was reported done."""

    USUAL = "usual", "普通"
    EVIDENCE = "evidence", "佐证"


class DayKind(Worded):
    """How the length of a node is counted."""

    CALENDAR = "calendar", "自然日"
    WORK = "work", "工作日"


class NodeStanding(Worded):
    """How a node of a plan stands on a day."""

    DONE = "done", "已完成"
    DONE_LATE = "done_late", "逾期完成"
    LATE = "late", "逾期未完成"
    RUNNING = "running", "进行中"
    EXPECTED = "expected", "应在进行"
    WAITING = "waiting", "未到时间"
    UNDATED = "undated", "未定日期"
