"""The sentence that explains a light, as the detail panel and the cards print it (`ui.md`)."""

from datetime import date, timedelta

from ducha_desktop.domain.lights import LightRules, LightSchedule, day_with_left, near_words
from ducha_desktop.domain.vocabulary import DueKind, Light
from ducha_desktop.domain.workdays import Calendar, missing_words

_RECURRING = f"{DueKind.RECURRING.word}事项"


def explain(sched: LightSchedule, *, today: date, rules: LightRules, calendar: Calendar) -> str:
    """Why the light is what it is on `today`, since when, and what ends it.

    E.g. `黄灯：距时限 3 天以内，11 月 17 日起；办结、销号或批准延期后转绿`.
    """
    light = sched.on(today)
    if sched.fixed is not None:
        # Only an application for closing fixes red; what is being closed is late no longer by the figures.
        closing = "；已进入销号程序，不计入在办超期数" if light is Light.RED else ""
        return f"{light.word}：{sched.why}{closing}"
    why = _why(sched, today, rules=rules, calendar=calendar)
    return f"{light.word}：{why}{_weekends_only(sched, today, rules=rules, calendar=calendar)}"


def _why(sched: LightSchedule, today: date, *, rules: LightRules, calendar: Calendar) -> str:
    match sched.on(today):
        case Light.GREY:
            return f"{_day_words(sched.green_from, today)}起执行，之前不计时"
        case Light.RED:
            return _late_words(sched, today)
        case Light.ORANGE:
            share = f"剩余时间在总期限 {rules.orange_share}% 以内，本周期未报进展"
            return f"{share}，{_day_words(sched.orange_from, today)}起；报送进展或批准延期后解除"
        case Light.YELLOW:
            return _yellow_words(sched, today, rules=rules, calendar=calendar)
        case _:
            return _green_words(sched, today, rules=rules, calendar=calendar)


def _weekends_only(sched: LightSchedule, today: date, *, rules: LightRules, calendar: Calendar) -> str:
    """That working days are counted through a year without a notice, in brackets; empty where none are."""
    if not rules.in_workdays or sched.due is None or sched.on(today) in {Light.GREY, Light.RED}:
        return ""
    said = missing_words(calendar.missing_years(today, sched.due))
    return f"（{said}）" if said else ""


def days_words(due: date | None, today: date, *, rules: LightRules, calendar: Calendar) -> str:
    """The countdown of a card: `还有 2 个工作日`, `今日到期`, `已超期 3 天`; empty without a date.

    An overdue matter is counted in calendar days whatever the setting.
    """
    if due is None:
        return ""
    if due == today:
        return "今日到期"
    if due < today:
        return f"已超期 {(today - due).days} 天"
    return f"还有 {_days_left(due, today, rules=rules, calendar=calendar)} {rules.unit}"


def _late_words(sched: LightSchedule, today: date) -> str:
    due = sched.due
    late = (today - due).days if due else 0
    return f"已超期 {late} 天，时限 {_day_words(due, today)}；{_cure(sched)}"


def _yellow_words(sched: LightSchedule, today: date, *, rules: LightRules, calendar: Calendar) -> str:
    """Near the due day that is the reason, whatever came before."""
    if sched.due:
        near = day_with_left(sched.due, rules.warn_days, rules=rules, calendar=calendar)
        if today >= near:
            return f"{near_words(rules)}，{_day_words(near, today)}起；{_cure(sched)}"
    return f"{sched.yellow_why}，{_day_words(sched.yellow_from, today)}起；报送进展后转绿"


def _cure(sched: LightSchedule) -> str:
    """What ends a yellow or red light near or past the due day."""
    return "报送本期进展后转绿" if sched.why == _RECURRING else "办结、销号或批准延期后转绿"


def _green_words(sched: LightSchedule, today: date, *, rules: LightRules, calendar: Calendar) -> str:
    """How long the light stays green."""
    turn = sched.yellow_from
    if sched.due is None:
        owed = f"，{_day_words(turn - timedelta(days=1), today)}前应报进展" if turn else ""
        return f"{sched.why}{owed}"
    left = _days_left(sched.due, today, rules=rules, calendar=calendar)
    return f"距时限还有 {left} {rules.unit}，{_day_words(turn, today)}起转黄"


def _days_left(due: date, today: date, *, rules: LightRules, calendar: Calendar) -> int:
    return calendar.workdays_between(today, due) if rules.in_workdays else (due - today).days


def _day_words(day: date | None, today: date) -> str:
    """`11 月 17 日`, with the year when it isn't this one."""
    assert day is not None, "a light that rose has its day"
    year = f"{day.year} 年 " if day.year != today.year else ""
    return f"{year}{day.month} 月 {day.day} 日"
