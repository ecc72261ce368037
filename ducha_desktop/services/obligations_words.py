"""What lists of what is owed are called, and their sums in a sentence."""

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.cycle_words import period_words
from ducha_desktop.domain.cycles import Rhythm, Span
from ducha_desktop.domain.obligations import Standing, Tally
from ducha_desktop.domain.vocabulary import ReportCycle
from ducha_desktop.services.obligations import OwedList

_WHOLE = (ReportCycle.WEEKLY, ReportCycle.MONTHLY, ReportCycle.QUARTERLY, ReportCycle.YEARLY)


def span_words(span: Span) -> str:
    """`2026年第47周`, `2026年11月`, else the first and last day."""
    for cycle in _WHOLE:
        if Rhythm(cycle).at(span.first) == span:
            return period_words(Rhythm(cycle), span)
    return f"{chinese_date(span.first)}至{chinese_date(span.last)}"


def heading(found: OwedList) -> str:
    """`2026年第47周应报情况`; a list of what is still owed is a 催报清单."""
    open_only = set(found.question.standings)
    named = "催报清单" if open_only and open_only <= {Standing.DUE, Standing.MISSED} else "应报情况"
    return f"{span_words(found.question.span)}{named}"


def tally_sentence(tally: Tally) -> str:
    """`应报 12，已报 6，补报 1，逾期未报 3，待报 2。`; the four add up to the first."""
    return f"应报 {tally.owed:,}，已报 {tally.made:,}，补报 {tally.late:,}，逾期未报 {tally.missed:,}，待报 {tally.due:,}。"
