"""What units or the office owe again and again beside single matters, and the sets offices know it by."""

from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.cycle_words import cycle_words, day_of_period_words
from ducha_desktop.domain.cycles import Rhythm
from ducha_desktop.domain.obligations import DueRule, Shift
from ducha_desktop.domain.vocabulary import ReportCycle, UnitKind, Worded


class DutyKind(Worded):
    """What a duty is."""

    REPORT = "report", "专报"
    FOLLOW = "follow", "跟进表"
    INSPECTION = "inspection", "督查"
    BULLETIN = "bulletin", "通报"
    ASSESSMENT = "assessment", "考核"
    MEETING = "meeting", "会议"
    OTHER = "other", "其他"


class DutyScope(Worded):
    """Who owes a duty."""

    ALL = "all", "全部承办单位"
    CLASS = "class", "一类单位"
    UNIT = "unit", "一个单位"
    OFFICE = "office", "本办公室"


OWING_KINDS = (
    *(UnitKind.PARTY, UnitKind.GOVERNMENT, UnitKind.MASS, UnitKind.COURT),
    *(UnitKind.INSTITUTION, UnitKind.VERTICAL, UnitKind.TOWNSHIP),
)
"""The kinds of unit that 全部承办单位 means."""


@dataclass(frozen=True, slots=True)
class DutyDraft:
    """A duty as a clerk fills it in.

    Attributes:
        on_day: as `obligations.DueRule` has it.
        rank_class: a class of the ranking or the word of a kind of unit, for the scope of one class.
        unit_uid: for the scope of one unit.
        since: nothing is owed that falls due before; `until` is the last day.
    """

    name: str
    cycle: ReportCycle
    kind: DutyKind = DutyKind.REPORT
    cycle_days: int | None = None
    on_day: int = 0
    shift: Shift = Shift.NONE
    scope: DutyScope = DutyScope.ALL
    rank_class: str = ""
    unit_uid: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def rhythm(self) -> Rhythm:
        """Its cycle; custom ones are counted from its first day."""
        return rhythm_of(self.cycle, self.cycle_days, self.since)

    @property
    def rule(self) -> DueRule:
        """By which day of the period it is owed."""
        return DueRule(self.on_day, self.shift)

    @property
    def when(self) -> str:
        """`每月，5日前`."""
        shift = f"，遇休息日{self.shift.word}" if self.shift is not Shift.NONE else ""
        by = day_of_period_words(self.rhythm, self.on_day)
        return f"{cycle_words(self.cycle, self.cycle_days)}，{by}{shift}"


def rhythm_of(cycle: ReportCycle, days: int | None, since: date | None) -> Rhythm:
    """The rhythm of a duty."""
    if cycle is ReportCycle.CUSTOM and since is not None:
        return Rhythm(cycle, days or 0, since)
    return Rhythm(cycle, days or 0)


@dataclass(frozen=True, slots=True)
class Preset:
    """A set of duties as a county knows it; once taken over it is edited like any other.

    Attributes:
        origin: where it comes from.
    """

    key: str
    word: str
    origin: str
    duties: tuple[DutyDraft, ...]


_W, _M, _Q, _H, _Y = (
    ReportCycle.WEEKLY,
    ReportCycle.MONTHLY,
    ReportCycle.QUARTERLY,
    ReportCycle.HALF_YEARLY,
    ReportCycle.YEARLY,
)
_K, _OFFICE = DutyKind, DutyScope.OFFICE

PRESETS: tuple[Preset, ...] = (
    Preset(
        "reports",
        "每周一报、每月双报",
        "大庆 2011",
        (
            DutyDraft("活动专报", _W, on_day=5),
            DutyDraft("推进专报", _M),
            DutyDraft("疑难问题及困难专报", _M),
        ),
    ),
    Preset(
        "rounds",
        "月跟进、季督查、半年通报、全年考核",
        "七里河 2015",
        (
            DutyDraft("月跟进", _M, _K.FOLLOW, scope=_OFFICE),
            DutyDraft("季督查", _Q, _K.INSPECTION, scope=_OFFICE),
            DutyDraft("半年通报", _H, _K.BULLETIN, scope=_OFFICE),
            DutyDraft("全年考核", _Y, _K.ASSESSMENT, scope=_OFFICE),
        ),
    ),
    Preset(
        "sampling",
        "月抽查、季检查、年考核",
        "某州",
        (
            DutyDraft("月抽查", _M, _K.INSPECTION, scope=_OFFICE),
            DutyDraft("季检查", _Q, _K.INSPECTION, scope=_OFFICE),
            DutyDraft("年考核", _Y, _K.ASSESSMENT, scope=_OFFICE),
        ),
    ),
    Preset(
        "ten",
        "“四责”十个一（月一、季二、半年三、年四）",
        "七里河 2015",
        tuple(
            DutyDraft(f"{words}的一项（{place}）", cycle, _K.OTHER)
            for cycle, words, times in (
                (_M, "每月", 1),
                (_Q, "每季度", 2),
                (_H, "每半年", 3),
                (_Y, "每年", 4),
            )
            for place in range(1, times + 1)
        ),
    ),
    Preset(
        "meeting",
        "每周重点项目协调会",
        "唐山 2015",
        (DutyDraft("重点项目协调会", _W, _K.MEETING, on_day=1, scope=_OFFICE),),
    ),
    Preset(
        "checks",
        "月检查、月暗访",
        "大庆 2011",
        (
            DutyDraft("月检查", _M, _K.INSPECTION, scope=_OFFICE),
            DutyDraft("月暗访", _M, _K.INSPECTION, scope=_OFFICE),
        ),
    ),
    Preset(
        "three",
        "经济指标“三有”（月、季、年）",
        "七里河 2015",
        tuple(
            DutyDraft(name, cycle, kind)
            for cycle, names in (
                (_M, (("月目标", _K.FOLLOW), ("月进展", _K.FOLLOW), ("月更新", _K.FOLLOW))),
                (_Q, (("季督查", _K.INSPECTION), ("季报告", _K.REPORT), ("季批示", _K.OTHER))),
                (_Y, (("年通报", _K.BULLETIN), ("年考核", _K.ASSESSMENT), ("年总结", _K.REPORT))),
            )
            for name, kind in names
        ),
    ),
)
"""The sets the founding documents name (`domain.md` §1, rows 27, 50, 53, 58, 67, 69, 82, 84)."""


def preset(key: str) -> Preset | None:
    """The set of that key or word."""
    return next((each for each in PRESETS if key in (each.key, each.word)), None)
