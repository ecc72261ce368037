"""Deadlines as offices write them, read into a date, a recurrence, long-term or immediate.

The conventions are those of `exchange.md` §5. The original words are always kept; what can't be read
is said in `problem`, never guessed and never raised.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ducha_desktop.domain.cycles import month_end
from ducha_desktop.domain.deadline_dates import (
    SPAN,
    Token,
    date_tokens,
    first_year,
)
from ducha_desktop.domain.deadline_days import Context, UnreadableError
from ducha_desktop.domain.deadline_recurring import find_recurring
from ducha_desktop.domain.deadline_terms import Term, TermStart, TermUnit, find_term, term_end, term_start
from ducha_desktop.domain.deadline_text import plain
from ducha_desktop.domain.recurrence import Recurrence
from ducha_desktop.domain.vocabulary import DueKind
from ducha_desktop.domain.workdays import WEEKENDS_ONLY, Calendar, missing_words

LONGEST = 2000
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 32874, 73050  # 1990-01-01 and 2099-12-31 in Excel's 1900 system
_EXCEL_EPOCH = date(1899, 12, 30)
_UNDECIDED = re.compile(
    r"[-~/\\.,;无]*|待定|未定|待明确|待研究|暂无|暂未确定|另行(?:通知|确定)|另定|不定期?|视情况?而?定"
)
_LONG_TERM = re.compile(
    r"长期|持续|常年|常态|经常|永久|长效|不间断|始终|一贯|贯穿|动态(?:更新|管理|推进)|坚持"
)
_IMMEDIATE = re.compile(
    r"立行立改|立查立改|立知立改|即知即改|即行即改|即查即改|边查边改|边整边改|立整立改|立改|立即|立刻|即刻|即时|即办|马上|随到随办|当即|当[天日]|即日"
)
_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_START_AFTER = re.compile(r"^(?:起(?!草)|开始(?!前)|以来|(?:之|以)?后(?!期))")
_ABOUT = re.compile(r"^(?:前后|左右|上下)")
_ABOUT_BEFORE = re.compile(r"(?:大约|大概|约|预计)$")
_MOVED = re.compile(r"延期|顺延|延长|延至|延到|调整|变更|改为|改至|推迟|展期")
_OLD = re.compile(r"原(?:定|时限|计划|期限|要求)?[于为在:]?$")
_CLAUSE = re.compile(r"[,;:()\n]")
_EVENT = re.compile(
    r"^(?!年?[底末内中]|年?度[内底末]?|以前|之前)[^,;:()\n\d]{1,8}前(?=完|建|投|竣|$|[,;:()\n])|^年?[春夏秋冬]季?(?!度)"
)
"""`2026年汛期前`, `2026年秋季`: a year with a moment in it that no calendar names."""
_BARE_FESTIVAL = re.compile(r"(?<!春)(?<!旦)(?:两?节前|汛期?前|两会)")


@dataclass(frozen=True, slots=True)
class Deadline:
    """What the words of a deadline mean.

    Attributes:
        due: the day that counts; None for recurring, long-term, immediate, relative or unreadable words.
        text: the original words, unchanged.
        year_assumed: the year is only that of the business date.
        milestones: (day, words) of the earlier dates of a plan, by date.
        recurrence: for recurring deadlines, or beside a date.
        term: a limit such as `交办后15个工作日内`, for `term_end` once its first day is known.
        approximate: `左右`, `初`, `中`: the day is rough.
        problem: why the words can't be read, in Chinese; empty when they can.
        note: what was assumed, in Chinese; empty when nothing was.
    """

    kind: DueKind
    due: date | None
    text: str
    year_assumed: bool = False
    milestones: tuple[tuple[date, str], ...] = ()
    recurrence: Recurrence | None = None
    term: Term | None = None
    approximate: bool = False
    problem: str = ""
    note: str = ""


def read_deadline(
    text: str,
    *,
    year: int | None,
    today: date,
    anchor: date | None = None,
    calendar: Calendar = WEEKENDS_ONLY,
) -> Deadline:
    """Read a deadline.

    Args:
        text: the words of the cell; ISO text and Excel serial numbers too.
        year: year of words without one, from the sheet's title or the ledger.
        today: the business date, for the year where `year` is None and for `本月底`, `下周五`.
        anchor: day from which limits such as `15日内` count (`term_start`); None when not yet known.
        calendar: for limits in working days.
    """
    if len(text) > LONGEST:
        return _unreadable(text, f"时限文字超过 {LONGEST} 字，请写明日期")
    words = plain(text)
    if _UNDECIDED.fullmatch(words):
        return Deadline(DueKind.NONE, None, text)
    named = first_year(words)
    base = year or today.year
    context = Context(base, named or base, today)
    try:
        deadline = _read(text, words, context=context, anchor=anchor, calendar=calendar)
    except UnreadableError as problem:
        return _unreadable(text, f"{problem}，时限按原文保留")
    if year is None and deadline.kind is DueKind.DATE and deadline.year_assumed:
        return replace(deadline, note=_joined(deadline.note, f"没有写年份，按 {today.year} 年"))
    return replace(deadline, year_assumed=False)


def _joined(*notes: str) -> str:
    return "；".join(note for note in notes if note)


def _unreadable(text: str, problem: str) -> Deadline:
    return Deadline(DueKind.NONE, None, text, problem=problem)


def _read(text: str, words: str, *, context: Context, anchor: date | None, calendar: Calendar) -> Deadline:
    number = _numeric(words)
    if number is not None:
        return Deadline(DueKind.DATE, number, text)
    words = _MONTH_DAY.sub(r"\1月\2日", words) if _MONTH_DAY.fullmatch(words) else words
    recurring = find_recurring(words)
    rest = words if recurring is None else words[: recurring.start] + ";" + words[recurring.end :]
    term = find_term(rest)
    body = rest if term is None else rest[: term.start] + ";" + rest[term.end :]
    tokens = date_tokens(body, context)
    dues = _dues(body, tokens)
    if recurring and all(token.found.whole_year for token in dues):
        return Deadline(DueKind.RECURRING, None, text, recurrence=recurring.recurrence)
    if dues and all(token.found.bare_year and _EVENT.match(body[token.end :]) for token in dues):
        raise UnreadableError("没有写明是哪一天")
    if dues:
        return replace(
            _dated(text, body, dues),
            recurrence=recurring.recurrence if recurring else None,
        )
    if term:
        start = tokens[-1].found.day if tokens else anchor
        return _limited(text, term.term, start=start, calendar=calendar)
    return _undated(text, body, tokens)


def _numeric(words: str) -> date | None:
    """A cell that is nothing but digits: an Excel serial, `2024` or `202406`; None when it isn't."""
    serial = _SERIAL.fullmatch(words)
    if serial and _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
        return _EXCEL_EPOCH + timedelta(days=int(serial[1]))
    month = re.fullmatch(r"((?:19|20)\d\d)(0[1-9]|1[0-2])?", words)
    return month_end(int(month[1]), int(month[2] or 12)) if month else None


def _dues(body: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens that set a limit: not the start of a span, not `…起`, not `…后`."""
    kept = []
    for number, token in enumerate(tokens):
        follows = tokens[number + 1].start if number + 1 < len(tokens) else len(body)
        between = body[token.end : follows]
        opens_span = follows < len(body) and SPAN.match(between)
        if not opens_span and not _START_AFTER.match(between):
            kept.append(token)
    return tuple(token for token in kept if not token.found.bare_year) or tuple(kept)


def _dated(text: str, body: str, tokens: tuple[Token, ...]) -> Deadline:
    """One or several dates: the latest is due, unless a later word moves it (延期至…)."""
    old = tuple(token for token in tokens if _OLD.search(body[: token.start]))
    note = f"原时限 {old[0].found.day.isoformat()}，已改" if old and old != tokens else ""
    tokens = tuple(token for token in tokens if token not in old) or tokens
    last = max(tokens, key=lambda token: token.found.day)
    moved = [
        token for number, token in enumerate(tokens) if number and _moved(body, tokens[number - 1], token)
    ]
    others = [token for token in tokens if token is not last]
    if moved:
        last, others = moved[-1], []
        note = f"原时限 {tokens[0].found.day.isoformat()}，已改"
    found = last.found
    about = bool(_ABOUT.match(body[last.end :]) or _ABOUT_BEFORE.search(body[: last.start]))
    assumed = first_year(body) is None and not any(token.found.year_given for token in tokens)
    milestones = {
        (token.found.day, _milestone(body, token)) for token in others if token.found.day < found.day
    }
    return Deadline(
        DueKind.DATE,
        found.day,
        text,
        year_assumed=assumed,
        milestones=tuple(sorted(milestones)),
        approximate=found.vague or about,
        note=note,
    )


def _moved(body: str, before: Token, token: Token) -> bool:
    return bool(_MOVED.search(body[before.end : token.start]))


def _milestone(body: str, token: Token) -> str:
    """What is to be done by that date: the rest of its clause, or the words before it."""
    after = _CLAUSE.split(body[token.end :], maxsplit=1)[0].lstrip("前日内,~-")
    if after:
        return after
    return _CLAUSE.split(body[: token.start].rstrip(":"))[-1].strip("~-")


_STARTS = {
    TermStart.RECEIPT: "自签收之日起算",
    TermStart.ASSIGNMENT: "自交办之日起算",
    TermStart.SOURCE: "自来源日期起算",
}


def _limited(text: str, term: Term, *, start: date | None, calendar: Calendar) -> Deadline:
    if start is None:
        return Deadline(
            DueKind.NONE, None, text, term=term, note=f"{term.words}，{_STARTS[term_start(text)]}"
        )
    due = term_end(term, start, calendar)
    counted = f"{term.words}，自 {start.isoformat()} 起算"
    missing = calendar.missing_years(start, due) if term.unit is TermUnit.WORKDAY and calendar.years else ()
    return Deadline(DueKind.DATE, due, text, term=term, note=_joined(counted, missing_words(missing)))


def _undated(text: str, body: str, tokens: tuple[Token, ...]) -> Deadline:
    """Words without a date: immediate, long-term, or unreadable."""
    long_term, immediate = _LONG_TERM.search(body), _IMMEDIATE.search(body)
    if immediate and (not long_term or immediate.start() < long_term.start()):
        return Deadline(DueKind.IMMEDIATE, None, text)
    if long_term:
        return Deadline(DueKind.LONG_TERM, None, text)
    if tokens:
        raise UnreadableError("只有开始时间，没有完成时限")
    if _BARE_FESTIVAL.search(body):
        raise UnreadableError("没有写明是哪个节日或哪一天")
    raise UnreadableError("读不出日期")
