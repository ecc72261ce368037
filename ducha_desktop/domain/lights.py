"""Lights of a matter (`domain.md` §4), as a schedule that answers for any day.

For one state of the ledger a light only ever rises from grey over green and yellow to red as days
pass, so a few dates say it all and a database can judge a million rows for any day by comparing.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ducha_desktop.domain.cycle_words import cycle_words
from ducha_desktop.domain.cycles import Rhythm, cycle_end, first_owed
from ducha_desktop.domain.recurrence import Recurrence
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import DueKind, Light, ReportCycle
from ducha_desktop.domain.workdays import Calendar

ONE_DAY = timedelta(days=1)
MOST_WARN_DAYS, MOST_TERM_DAYS, MOST_SHARE = 60, 3660, 90
_UNLIT = (State.DRAFT, State.APPROVAL, State.CANCELLED)
_APPLIED = (State.CLAIMED, State.REVIEWED, State.PRESENTED)
_DONE = (State.CLOSED, State.ARCHIVED)
_REPORTING = (State.SIGNED, State.REPORTED, State.EXTENDING)


@dataclass(frozen=True, slots=True)
class LightRules:
    """Thresholds of an office.

    Attributes:
        warn_days: yellow when at most so many days are left.
        in_workdays: count `warn_days` and the shares below in working days.
        long_term_days: a matter with at least this term is judged by its remaining share too.
        yellow_share: percent of the term left, without a report in the cycle, from which it is yellow.
        orange_share: likewise orange.
        default_cycle: cycle for those shares where the matter has none of its own.
        report_grace_days: days after the end of a cycle until an owed report is late.
    """

    warn_days: int = 3
    in_workdays: bool = False
    long_term_days: int = 90
    yellow_share: int = 30
    orange_share: int = 15
    default_cycle: ReportCycle = ReportCycle.MONTHLY
    report_grace_days: int = 0

    @property
    def unit(self) -> str:
        """The word for the days counted."""
        return "个工作日" if self.in_workdays else "天"

    @property
    def problem(self) -> str:
        """Why lights cannot be judged by these thresholds, as a sentence; empty when they can."""
        if not 0 <= self.warn_days <= MOST_WARN_DAYS:
            return f"黄灯提前的天数须在 0 到 {MOST_WARN_DAYS} 之间。"
        if not 1 <= self.long_term_days <= MOST_TERM_DAYS:
            return f"长期限事项的天数须在 1 到 {MOST_TERM_DAYS} 之间。"
        if not 0 <= self.orange_share < self.yellow_share <= MOST_SHARE:
            return f"橙灯的百分比须小于黄灯的百分比，黄灯的不超过 {MOST_SHARE}%。"
        if not 0 <= self.report_grace_days <= MOST_WARN_DAYS:
            return f"报送宽限的天数须在 0 到 {MOST_WARN_DAYS} 之间。"
        if self.default_cycle in (ReportCycle.NONE, ReportCycle.CUSTOM):
            return "没有写明报送周期的事项须按某一周期判断。"
        return ""


@dataclass(frozen=True, slots=True)
class LightFacts:
    """What the light of one matter depends on.

    Attributes:
        due: the single date; ignored for recurring matters.
        recurrence: for recurring matters; the next occurrence without a report counts.
        in_force_from: grey before this day, if any.
        since: first day of the term: assigned or signed in, else registered.
        last_report: business date of the latest progress report.
        applied_on: business date of the application for closing (B, V, W and what came of them).
        closed_on: business date of closing.
        closed_from_x: for Z only: archived from X rather than from C.
        cycle_days: length of a custom reporting cycle, counted from the first day of the term.
    """

    state: State
    due_kind: DueKind
    since: date
    due: date | None = None
    recurrence: Recurrence | None = None
    in_force_from: date | None = None
    last_report: date | None = None
    report_cycle: ReportCycle = ReportCycle.NONE
    applied_on: date | None = None
    closed_on: date | None = None
    closed_from_x: bool = True
    cycle_days: int = 0

    @property
    def begins(self) -> date:
        """The day from which reports are owed."""
        return self.in_force_from or self.since

    @property
    def rhythm(self) -> Rhythm:
        """The matter's own reporting cycle."""
        return Rhythm(self.report_cycle, self.cycle_days, self.begins)


@dataclass(frozen=True, slots=True)
class LightSchedule:
    """From which day on a matter has which light; the latest reached colour counts.

    Attributes:
        fixed: the light whatever the day, or None.
        why: reason of the fixed light; else the kind of deadline in words, for the sentence.
        green_from: grey before this day; None when in force all along.
        yellow_why: reason of yellow; an orange light has the same root.
        red_from: the day after the due day.
    """

    fixed: Light | None = None
    why: str = ""
    green_from: date | None = None
    yellow_from: date | None = None
    yellow_why: str = ""
    orange_from: date | None = None
    red_from: date | None = None

    def on(self, day: date) -> Light:
        """The light on `day`."""
        if self.fixed is not None:
            return self.fixed
        if self.green_from is not None and day < self.green_from:
            return Light.GREY
        rising = (
            (self.red_from, Light.RED),
            (self.orange_from, Light.ORANGE),
            (self.yellow_from, Light.YELLOW),
        )
        for start, light in rising:
            if start is not None and day >= start:
                return light
        return Light.GREEN

    @property
    def due(self) -> date | None:
        """The day the schedule counts to: the due day, or the next occurrence."""
        return self.red_from - ONE_DAY if self.red_from else None


def schedule(facts: LightFacts, rules: LightRules, calendar: Calendar) -> LightSchedule:
    """The schedule of one matter; facts that change (a report, an extension) make a new one."""
    if facts.state in _UNLIT or (facts.state is State.ARCHIVED and not facts.closed_from_x):
        return LightSchedule(Light.NONE, "已撤销的事项不亮灯" if _gone(facts) else "未立项的事项不亮灯")
    if facts.state in _DONE:
        return _done(facts)
    if facts.state is State.SUSPENDED:
        return LightSchedule(Light.GREY, "已挂起，恢复办理后按新时限亮灯")
    running = _running(facts, rules, calendar)
    if facts.state in _APPLIED and facts.applied_on is not None:
        return _applied(running, facts.applied_on)
    return running


def effective_due(facts: LightFacts) -> date | None:
    """The day that counts: the single date, or the next occurrence that no report answers for."""
    if facts.due_kind is DueKind.RECURRING:
        return facts.recurrence.next_unsatisfied(facts.since, facts.last_report) if facts.recurrence else None
    return facts.due


def unreported_from(facts: LightFacts) -> date | None:
    """From which day on the running cycle of a matter in hand has no report; None where none is owed.

    Only a cycle written into the matter itself counts, not the one the shares of the term go by.
    """
    if facts.state not in _REPORTING or facts.report_cycle is ReportCycle.NONE:
        return None
    since, rhythm = facts.begins, facts.rhythm
    if facts.last_report is None or facts.last_report < rhythm.at(since).first:
        return since
    return rhythm.at(facts.last_report).last + ONE_DAY


def near_words(rules: LightRules) -> str:
    """The reason of a yellow light close to the due day."""
    return f"距时限 {rules.warn_days} {rules.unit}以内"


def _gone(facts: LightFacts) -> bool:
    return facts.state in (State.CANCELLED, State.ARCHIVED)


def _done(facts: LightFacts) -> LightSchedule:
    """Closed: in time or 超时办结, by the day the accepted application came in."""
    finished = facts.applied_on or facts.closed_on
    late_by = 0
    if finished and facts.due and facts.due_kind is not DueKind.RECURRING:
        late_by = (finished - facts.due).days
    if late_by > 0:
        return LightSchedule(Light.NONE, f"超时办结，超过时限 {late_by} 天")
    return LightSchedule(Light.GREEN, "已按时办结")


def _applied(running: LightSchedule, applied_on: date) -> LightSchedule:
    """B, V, W keep the light of the day of application."""
    light = running.on(applied_on)
    late = (applied_on - running.due).days if running.due else 0
    how = f"申请时已超期 {late} 天" if late > 0 else "申请时未超期"
    return LightSchedule(
        light,
        f"{applied_on.year} 年 {applied_on.month} 月 {applied_on.day} 日申请办结，{how}；退回重办后重新计算",
    )


def _running(facts: LightFacts, rules: LightRules, calendar: Calendar) -> LightSchedule:
    due = effective_due(facts)
    if due is None:
        return _undated(facts, rules)
    near = day_with_left(due, rules.warn_days, rules=rules, calendar=calendar)
    yellow, why = near, near_words(rules)
    share = _share_days(facts, due, rules=rules, calendar=calendar)
    if share is not None and share[0] < near:
        yellow, why = share[0], f"剩余时间在总期限 {rules.yellow_share}% 以内，本周期未报进展"
    return LightSchedule(
        why=f"{facts.due_kind.word}事项",
        green_from=facts.in_force_from,
        yellow_from=yellow,
        yellow_why=why,
        orange_from=share[1] if share else None,
        red_from=due + ONE_DAY,
    )


def _undated(facts: LightFacts, rules: LightRules) -> LightSchedule:
    """Long-term, immediate or not yet fixed: yellow once an owed report is late."""
    owed = first_owed(facts.rhythm, facts.begins, _reported(facts))
    return LightSchedule(
        why=f"{facts.due_kind.word}事项",
        green_from=facts.in_force_from,
        yellow_from=owed + timedelta(days=rules.report_grace_days + 1) if owed else None,
        yellow_why=f"{cycle_words(facts.report_cycle, facts.cycle_days)}应报的进展未按时报送" if owed else "",
    )


def _reported(facts: LightFacts) -> date | None:
    """The latest report; an application for closing brings one (`domain.md` §4, B)."""
    if facts.state not in _APPLIED:
        return facts.last_report
    return max((day for day in (facts.last_report, facts.applied_on) if day), default=None)


def _share_days(
    facts: LightFacts, due: date, *, rules: LightRules, calendar: Calendar
) -> tuple[date, date | None] | None:
    """From when a long matter without a report in the cycle is yellow, and orange; None when never."""
    term = (due - facts.since).days
    if facts.due_kind is DueKind.RECURRING or term < rules.long_term_days:
        return None
    if rules.in_workdays:
        term = calendar.workdays_between(facts.since, due)
    yellow = day_with_left(due, term * rules.yellow_share // 100, rules=rules, calendar=calendar)
    orange = day_with_left(due, term * rules.orange_share // 100, rules=rules, calendar=calendar)
    reported = _reported(facts)
    if reported is not None:
        own = facts.report_cycle is not ReportCycle.NONE
        stale = (
            facts.rhythm.at(reported).last if own else cycle_end(rules.default_cycle, reported)
        ) + ONE_DAY
        yellow, orange = max(yellow, stale), max(orange, stale)
    if yellow > due:
        return None
    return yellow, orange if orange <= due else None


def day_with_left(due: date, left: int, *, rules: LightRules, calendar: Calendar) -> date:
    """The first day on which at most `left` days remain to `due`, in the days the office counts."""
    if not rules.in_workdays:
        return due - timedelta(days=left)
    return calendar.add_workdays(due + ONE_DAY, -(left + 1))
