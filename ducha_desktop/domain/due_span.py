"""The spans of deadlines that a clerk asks for, as days from today."""

from datetime import date, timedelta

from ducha_desktop.domain.vocabulary import Worded

Days = tuple[date | None, date | None]


class Span(Worded):
    """A span of deadlines."""

    PAST = "past", "已过时限"
    TODAY = "today", "今天到期"
    THIS_WEEK = "this_week", "本周到期"
    WEEK = "week", "7 天内到期"
    MONTH = "month", "30 天内到期"
    THIS_MONTH = "this_month", "本月到期"
    THIS_YEAR = "this_year", "今年到期"


def spans(span: Span, today: date) -> Days:
    """First and last day of a span; None where it has no end."""
    first = today.replace(day=1)
    found: dict[Span, Days] = {
        Span.PAST: (None, today - timedelta(days=1)),
        Span.TODAY: (today, today),
        Span.THIS_WEEK: (
            today - timedelta(days=today.weekday()),
            today + timedelta(days=6 - today.weekday()),
        ),
        Span.WEEK: (today, today + timedelta(days=7)),
        Span.MONTH: (today, today + timedelta(days=30)),
        Span.THIS_MONTH: (first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)),
        Span.THIS_YEAR: (today.replace(month=1, day=1), today.replace(month=12, day=31)),
    }
    return found[span]


def span_of(after: date | None, before: date | None, today: date) -> str:
    """The code of the span with these ends, empty where none has them."""
    if today == date.min:
        return ""
    return next((span.value for span in Span if spans(span, today) == (after, before)), "")


def words_of(after: date | None, before: date | None) -> str:
    """Any other span in words."""
    if after is None or before is None:
        return f"{before} 及以前" if after is None else f"{after} 及以后"
    return f"{after} 至 {before}"
