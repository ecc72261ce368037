"""A report that comes for an earlier period (补报): it makes that period good, which stays late in the figures."""

from datetime import date

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cycle_words import period_words
from ducha_desktop.domain.cycles import Rhythm
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import ReportCycle
from ducha_desktop.services.acts import Doing, act
from ducha_desktop.services.ledger import row_by_uid
from ducha_desktop.services.office import Office


def make_good(office: Office, uid: str, period: date, doing: Doing) -> Changes:
    """Register a report for a period that is over.

    The running period is not taken as reported by it: the lights go on asking for it.

    Args:
        office: the office.
        uid: the matter.
        period: a day of the period it answers for.
        doing: day, medium and words, as of any report.

    Raises:
        WrongUseError: the matter has no reporting cycle.
        RefusedError: the period is not over, has a report already, or the state allows no report.
    """
    from ducha_desktop.models.matter import Matter, Report

    with office.read() as reader:
        number = row_by_uid(reader, uid).number
    on = doing.on or office.today
    with office.transaction() as work:
        matter = work.find(Matter, uid)
        rhythm = _rhythm(matter.report_cycle, matter.cycle_days, _begins(matter))
        span, running = rhythm.at(period), rhythm.at(on)
        name = period_words(rhythm, span)
        if span.last >= running.first:
            raise RefusedError(f"{name}还没有过去，不是补报。没有登记。请直接登记进展。")
        reports = work.all(Report, Report.matter_uid == uid)
        if any(rhythm.at(row.period or row.on) == span for row in reports):
            raise RefusedError(f"{name}已经报过了，没有登记。请核对是哪一期。")
        before = matter.last_report_on
        known = {row.uid for row in reports}
        with work.entry("matter.make-good", words=f"补报 {number} {name}进展", on=on):
            act(work, uid, Action.REPORT, doing)
            work.session.flush()
            for row in work.all(Report, Report.matter_uid == uid):
                if row.uid not in known:
                    row.period = span.first
                    work.session.add(row)
            matter.last_report_on = max(before, span.last) if before else span.last
            work.session.add(matter)
    return work.changes


def _begins(matter: object) -> date | None:
    names = ("start", "signed_on", "approved_on", "registered_on")
    return next((day for name in names if isinstance(day := getattr(matter, name), date)), None)


def _rhythm(code: str, days: int | None, begins: date | None) -> Rhythm:
    cycle = ReportCycle(code or ReportCycle.NONE.value)
    if cycle is ReportCycle.NONE:
        raise WrongUseError("这个事项没有报送周期，没有期次可补。没有登记。请直接登记进展。")
    return Rhythm(cycle, days or 0, begins or date.min)
