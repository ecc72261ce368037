"""The workbench: what needs the clerk today, as numbers that each open exactly their list.

Every number belongs to a `LedgerQuery`, and is counted by the rules of that query: what the
workbench says and what the ledger then shows cannot differ (`ui.md`, 工作台).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ducha_desktop.domain.completeness import Standard
from ducha_desktop.domain.ladder import RIPE, Pressed
from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import Light, Stage, Worded
from ducha_desktop.domain.workdays import missing_words
from ducha_desktop.services.calendars import reminder
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.derived import MISSING_BITS
from ducha_desktop.storage.queries import ledger as ledger_queries
from ducha_desktop.storage.queries import register as register_queries
from ducha_desktop.storage.queries import workbench as queries
from ducha_desktop.storage.queries.ledger_where import is_tallied

SOON_DAYS = 7
"""The window of 临期: due within so many days, today included (`domain.md` §4)."""

_LIT = (Stage.OPEN.value, Stage.CLOSING.value)
_UNFINISHED = (Stage.DRAFT.value, Stage.OPEN.value)
_RUNNING = tuple(
    state.value for state in (State.APPROVED, State.ASSIGNED, State.SIGNED, State.REPORTED, State.EXTENDING)
)


class Pile(Worded):
    """One number of the workbench: a list of matters that ask for something."""

    OVERDUE = "overdue", "已逾期"
    SOON = "soon", f"{SOON_DAYS} 日内到期"
    UNREPORTED = "unreported", "本周期未报进展"
    RED = "red", "红灯"
    ORANGE = "orange", "橙灯"
    YELLOW = "yellow", "黄灯"
    DRAFTS = "drafts", "拟办待报审"
    TO_APPROVE = "to_approve", "待批准立项"
    TO_ASSIGN = "to_assign", "待交办"
    TO_SIGN = "to_sign", "待签收"
    TO_EXTEND = "to_extend", "待批准延期"
    TO_CLOSE = "to_close", "待销号"
    LACKS_FOUR = "lacks_four", "四清不全"
    LACKS_SIX = "lacks_six", "六明确不全"
    LACKS_SEVEN = "lacks_seven", "七定不全"
    TO_URGE = "to_urge", "待催办"
    TO_PRESS = "to_press", "待升级"
    LISTED = "listed", "挂牌督办"
    TALKED = "talked", "约谈未核查"
    SNAIL = "snail", "蜗牛件"
    FLAG = "flag", "红旗件"
    OPEN = "open", "在办"
    CLOSING = "closing", "进入销号程序"
    CLOSED = "closed", "完成"
    CHANGED = "changed", "改动过的事项"


_LADDER: Mapping[Pile, tuple[Pressed, ...]] = {
    Pile.TO_URGE: (Pressed.TO_URGE,),
    Pile.TO_PRESS: tuple(each for each in RIPE if each is not Pressed.TO_URGE),
    Pile.LISTED: (Pressed.LISTED,),
    Pile.TALKED: (Pressed.TALKED,),
    Pile.SNAIL: (Pressed.SNAIL,),
    Pile.FLAG: (Pressed.FLAG,),
}
"""What the ladder wants today; what is listed stays until its 摘牌 is recorded, closed or not."""


@dataclass(frozen=True, slots=True)
class Number:
    """How many matters are in a pile, and the list of them."""

    query: LedgerQuery
    count: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something about the data itself that wants mending.

    Attributes:
        place: the screen where it is mended.
    """

    key: str
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The workbench of one day, read at one moment.

    Attributes:
        rows: all matters of the ledger; 0 when nothing has been entered yet.
        head: number of the last journal entry.
    """

    today: date
    rows: int
    head: int
    numbers: Mapping[Pile, Number]
    troubles: tuple[Trouble, ...]


def queries_of(today: date, *, seen: int = 0) -> dict[Pile, LedgerQuery]:
    """The list behind every number.

    Args:
        today: the day the ledger is judged on.
        seen: the journal entry up to which the clerk has seen the ledger; 0 where that is not known.
    """
    due = SortKey.DUE
    found = {
        Pile.OVERDUE: LedgerQuery(stages=(Stage.OPEN.value,), lights=(Light.RED.value,), sort=due),
        Pile.SOON: LedgerQuery(
            states=_RUNNING, due_after=today, due_before=today + timedelta(days=SOON_DAYS), sort=due
        ),
        Pile.UNREPORTED: LedgerQuery(unreported=True, sort=due),
        Pile.DRAFTS: _in(State.DRAFT),
        Pile.TO_APPROVE: _in(State.APPROVAL),
        Pile.TO_ASSIGN: _in(State.APPROVED),
        Pile.TO_SIGN: _in(State.ASSIGNED),
        Pile.TO_EXTEND: _in(State.EXTENDING),
        Pile.TO_CLOSE: LedgerQuery(stages=(Stage.CLOSING.value,), sort=due),
        Pile.LACKS_FOUR: _lacking(Standard.FOUR),
        Pile.LACKS_SIX: _lacking(Standard.SIX),
        Pile.LACKS_SEVEN: _lacking(Standard.SEVEN),
        Pile.OPEN: LedgerQuery(stages=(Stage.OPEN.value,)),
        Pile.CLOSING: LedgerQuery(stages=(Stage.CLOSING.value,)),
        Pile.CLOSED: LedgerQuery(stages=(Stage.CLOSED.value,)),
    }
    found |= {
        pile: LedgerQuery(pressed=tuple(code.value for code in codes), sort=due)
        for pile, codes in _LADDER.items()
    }
    for pile in (Pile.RED, Pile.ORANGE, Pile.YELLOW):
        found[pile] = LedgerQuery(stages=_LIT, lights=(pile.value,), sort=due)
    if seen:
        found[Pile.CHANGED] = LedgerQuery(changed_after=seen, sort=SortKey.UPDATED, descending=True)
    return found


def desk(reader: Reader, *, seen: int = 0) -> Desk:
    """Every number at one moment; `seen` as for `queries_of`.

    An entry that the journal does not reach (an older backup was restored) counts as not known.
    """
    run = reader.connection.execute
    run("BEGIN")  # all numbers of one state of the ledger
    try:
        head = queries.last_entry(reader.connection)
        asked = queries_of(reader.today, seen=seen if seen <= head else 0)
        kept = queries.kept_counts(reader.connection, reader.today)
        return Desk(
            reader.today,
            sum(count.number for count in kept),
            head,
            {pile: Number(query, _count(reader, query, kept)) for pile, query in asked.items()},
            tuple(_troubles(reader)),
        )
    finally:
        if reader.connection.in_transaction:
            run("ROLLBACK")


def _in(state: State) -> LedgerQuery:
    return LedgerQuery(states=(state.value,))


def _lacking(standard: Standard) -> LedgerQuery:
    """Those already on their way out need no more words."""
    return LedgerQuery(stages=_UNFINISHED, incomplete=(standard.value,))


def _count(reader: Reader, query: LedgerQuery, kept: Sequence[queries.Kept]) -> int:
    """From the counts the ledger keeps where they can tell, else by its indexes."""
    if not is_tallied(query):
        return ledger_queries.count(reader.connection, query, reader.today)
    lacking = sum(MISSING_BITS[standard] for standard in query.incomplete)
    return sum(
        count.number
        for count in kept
        if count.stage in (query.stages or (count.stage,))
        and count.state in (query.states or (count.state,))
        and count.light in (query.lights or (count.light,))
        and (not lacking or count.missing & lacking)
    )


TOLD_DAYS = 7
"""How long it is told that the folder has come from elsewhere (`reliability.md` §5.8)."""

_IDENTITIES = {
    "station.moved": (
        "moved",
        "{day}起，这个台账在这台电脑上办理，是从另一台电脑搬来或复制来的。请只留一处办理：两处各办各的，以后合不到一起。",
        "history",
    ),
    "station.rolled_back": (
        "rolled_back",
        "{day}发现台账比最近的备份旧，可能被旧文件盖过。请对照备份，看后来登记的内容是否还在。",
        "backups",
    ),
}


def _troubles(reader: Reader) -> list[Trouble]:
    found = []
    year = reader.today.year
    bare = queries.years_due(reader.connection, _years_without_notice(reader, year))
    said = reminder(reader.calendar, reader.today) or (f"{missing_words(bare)}。" if bare else "")
    if said:
        found.append(Trouble("holidays", said, "setup"))
    changed = queries.identity_changes(reader.connection, reader.today - timedelta(days=TOLD_DAYS))
    for action, day in changed[:1]:
        key, words, place = _IDENTITIES[action]
        found.append(Trouble(key, words.format(day=f"{day.month}月{day.day}日"), place))
    waiting = register_queries.waiting(reader.connection)
    if waiting:
        found.append(Trouble("provisional", f"名册里有 {waiting:,} 个单位或人员待确认。", "register"))
    return found


def _years_without_notice(reader: Reader, year: int) -> tuple[int, ...]:
    return reader.calendar.missing_years(date(year, 1, 1), date(year + 1, 12, 31))
